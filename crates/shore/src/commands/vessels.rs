use domain::time::Instant;
use serde_json::{Value as Json, json};
use shore::database::{Database, Vessel};
use shore::roster::Workstation;

use super::connect;
use crate::arguments::{Status, Vessels};
use crate::output::{Failure, Output};

pub(super) async fn list(arguments: &Vessels, output: &Output) -> Result<(), Failure> {
    let vessels = connect::database(&arguments.database).await?.vessels().await?;
    let lines: Vec<String> = match vessels.as_slice() {
        [] => vec!["No vessel is connected yet: `celeste-shore enrol --new-vessel`.".to_owned()],
        some => some
            .iter()
            .map(|vessel| format!("{}  {}", vessel.id, vessel.name))
            .collect(),
    };
    let vessels: Vec<Json> = vessels.iter().map(as_json).collect();
    output.print(&json!({ "vessels": vessels }), &lines);
    Ok(())
}

pub(super) async fn status(arguments: &Status, output: &Output) -> Result<(), Failure> {
    let database = connect::database(&arguments.database).await?;
    let vessel = match &arguments.vessel {
        Some(named) => connect::vessel(&database, named).await?,
        None => only(&database).await?,
    };
    let roster = database.roster(vessel.id).await?;
    let mut answer = as_json(&vessel);
    answer["devices"] = roster.iter().map(Workstation::to_json).collect();
    let mut lines = vec![format!("{} ({})", vessel.name, vessel.id)];
    lines.extend(roster.iter().map(Workstation::line));
    output.print(&answer, &lines);
    Ok(())
}

async fn only(database: &Database) -> Result<Vessel, Failure> {
    let mut vessels = database.vessels().await?;
    match (vessels.len(), vessels.pop()) {
        (1, Some(vessel)) => Ok(vessel),
        (0, _) => Err(Failure::refused("not_found", "No vessel is connected yet.")),
        _ => Err(Failure::refused(
            "ambiguous",
            "Several vessels are here: add --vessel NAME.",
        )),
    }
}

fn as_json(vessel: &Vessel) -> Json {
    json!({
        "id": vessel.id,
        "name": vessel.name,
        "adopted_at": Instant::from_millis(vessel.adopted_at).to_string(),
    })
}
