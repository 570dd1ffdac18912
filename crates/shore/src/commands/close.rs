use domain::time::Instant;
use serde_json::json;
use shore::outside::{Machine, Outside};
use shore::roster::Workstation;

use super::connect;
use crate::arguments::Close;
use crate::output::{Failure, Output};

pub(super) async fn run(arguments: &Close, outside: &Machine, output: &Output) -> Result<(), Failure> {
    let reason = arguments.reason.trim();
    if reason.is_empty() {
        return Err(Failure::refused("invalid", "A reason is needed, for the record."));
    }
    let database = connect::database(&arguments.database).await?;
    let vessel = connect::vessel(&database, &arguments.vessel).await?;
    let workstation = named(database.roster(vessel.id).await?, &arguments.device)?;
    if let Some(closed_seq) = workstation.closed_seq {
        let message = format!("This workstation is closed already, after its entry {closed_seq}.");
        return Err(Failure::refused("state", message));
    }
    let (operator, now_ms) = (&arguments.operator.operator, outside.wall_ms());
    let closed = database
        .close_device(vessel.id, workstation.device, operator, reason, now_ms)
        .await?;
    let answer = json!({
        "vessel": vessel.id,
        "device": closed.device,
        "last_seq": closed.last_seq,
        "closed_at": Instant::from_millis(now_ms).to_string(),
    });
    let line = format!(
        "{} of {} is closed after its entry {}. The vessel hears of it with its next exchange.",
        workstation.title(),
        vessel.name,
        closed.last_seq
    );
    output.print(&answer, &[line]);
    Ok(())
}

/// The one workstation with that letter or number.
fn named(roster: Vec<Workstation>, named: &str) -> Result<Workstation, Failure> {
    let matches = |workstation: &Workstation| {
        workstation.device.to_string() == named.to_lowercase()
            || workstation.letter.as_deref() == Some(&named.to_uppercase())
    };
    let mut found: Vec<Workstation> = roster.into_iter().filter(|one| !one.is_shore && matches(one)).collect();
    match (found.len(), found.pop()) {
        (1, Some(workstation)) => Ok(workstation),
        (0, _) => {
            let message = format!("No workstation “{named}” is known. `celeste-shore status` lists them.");
            Err(Failure::refused("not_found", message))
        }
        _ => {
            let message = format!("Several workstations have the letter {named}. Name the number instead.");
            Err(Failure::refused("ambiguous", message))
        }
    }
}
