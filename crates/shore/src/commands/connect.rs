//! The way to the database, and to a vessel by the name that an operator types.

use std::fs;
use std::path::PathBuf;

use journal::RowId;
use shore::database::{Database, ShoreError, Vessel};
use tokio_postgres::Config;

use crate::arguments;
use crate::output::Failure;

/// Connections of a command that does one thing.
const CONNECTIONS: usize = 2;

impl From<ShoreError> for Failure {
    fn from(error: ShoreError) -> Self {
        match &error {
            ShoreError::Setup(_) => Self::refused("setup", error.to_string()),
            ShoreError::Newer { .. } | ShoreError::Older { .. } => Self::refused("schema", error.to_string()),
            ShoreError::NoVessel(_) => Self::refused("not_found", error.to_string()),
            ShoreError::Entry(_) => Self::refused("invalid", error.to_string()),
            _ => Self::fault(&error),
        }
    }
}

/// What a URL says about the database.
pub(super) fn config(given: &arguments::Database) -> Result<Config, Failure> {
    let url = match (&given.database, &given.database_file) {
        (Some(url), _) => url.clone(),
        (None, file) => read(file.clone().unwrap_or_default())?,
    };
    // The library's sentence could hold a part of the password.
    let wrong = "The database's URL cannot be read. It looks like postgresql://ROLE:PASSWORD@HOST/NAME.";
    url.trim().parse().map_err(|_| Failure::refused("invalid", wrong))
}

fn read(file: PathBuf) -> Result<String, Failure> {
    fs::read_to_string(&file).map_err(|error| {
        let message = format!("{} cannot be read: {error}", file.display());
        Failure::refused("not_found", message)
    })
}

/// Connects for one command.
pub(super) async fn database(given: &arguments::Database) -> Result<Database, Failure> {
    Ok(Database::connect(&config(given)?, CONNECTIONS).await?)
}

/// The vessel with that id or name.
pub(super) async fn vessel(database: &Database, named: &str) -> Result<Vessel, Failure> {
    let id = named.parse::<RowId>().ok();
    let mut vessels = database.vessels().await?;
    vessels.retain(|vessel| Some(vessel.id) == id || vessel.name.to_lowercase() == named.to_lowercase());
    match (vessels.len(), vessels.pop()) {
        (1, Some(vessel)) => Ok(vessel),
        (0, _) => {
            let message = format!("No vessel “{named}” is known here. `celeste-shore vessels` lists them.");
            Err(Failure::refused("not_found", message))
        }
        (count, _) => {
            let message =
                format!("{count} vessels are called “{named}”. Name the id: `celeste-shore vessels` lists them.");
            Err(Failure::refused("ambiguous", message))
        }
    }
}
