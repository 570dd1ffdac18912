use serde_json::json;
use shore::migrate::{Roles, migrate};

use super::connect;
use crate::arguments::Migrate;
use crate::output::{Failure, Output};

pub(super) async fn run(arguments: &Migrate, output: &Output) -> Result<(), Failure> {
    let roles = Roles {
        gateway: arguments.gateway_role.clone(),
        reader: arguments.reader.clone(),
    };
    let migrated = migrate(&connect::config(&arguments.database)?, &roles).await?;
    let line = if migrated.from == migrated.to {
        format!("The database is up to date (schema {}).", migrated.to)
    } else {
        format!(
            "The database was brought from schema {} to {}.",
            migrated.from, migrated.to
        )
    };
    output.print(&json!({ "from": migrated.from, "to": migrated.to }), &[line]);
    Ok(())
}
