use domain::time::Instant;
use serde_json::json;
use shore::enrol::issue;
use shore::outside::Machine;
use shore::serve::{Certificate, Identity, ServeError};

use super::connect;
use crate::arguments::Enrol;
use crate::output::{Failure, Output};

pub(super) async fn run(arguments: &Enrol, outside: &Machine, output: &Output) -> Result<(), Failure> {
    let database = connect::database(&arguments.database).await?;
    let vessel = match &arguments.into.vessel {
        Some(named) => Some(connect::vessel(&database, named).await?),
        None => None,
    };
    let pin = match &arguments.certificate.certificate {
        Some(file) => Certificate::read(file).map_err(ServeError::from)?.pin(),
        None => Identity::kept(&database).await?.certificate().pin(),
    };
    let id = vessel.as_ref().map(|vessel| vessel.id);
    let operator = &arguments.operator.operator;
    let issued = issue(&database, id, operator, arguments.minutes, pin, outside).await?;
    let (code, expires_at) = (
        issued.code.to_string(),
        Instant::from_millis(issued.expires_at).to_string(),
    );
    let answer = json!({ "code": code, "expires_at": expires_at, "vessel": id, "pin": pin.to_string() });
    let whom = match &vessel {
        Some(vessel) => format!("a workstation of {}", vessel.name),
        None => "a vessel that is not ashore yet".to_owned(),
    };
    output.print(
        &answer,
        &[
            code.clone(),
            String::new(),
            format!("Good once, for {whom}, until {expires_at}."),
            "On the workstation: Record, Settings, Connect with shore; or at a terminal:".to_owned(),
            format!("  celeste sync enrol https://THIS-MACHINE:PORT {code}"),
        ],
    );
    Ok(())
}
