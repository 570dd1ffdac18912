//! Durable commits, in turn with SQLite alone writing the same rows on the same disk.

use super::cannot;
use super::figure::{Against, Report, Sample};
use super::vessel::{BenchVessel, database, sign_in};
use api::{CommitArgs, Error, Program};
use serde_json::{Value as Json, json};
use std::time::Duration;
use testkit::{Peer, Stopwatch};

/// Timed commits of each act.
const ROUNDS: usize = 400;
/// Commits before the timing starts, which prepare statements on both sides.
const WARM_UP_ROUNDS: usize = 20;
/// Before each timed transaction, so that what runs after one (the checkpoint, the head file) is not
/// measured with the next, and both sides begin at rest. People commit seconds apart.
const PAUSE: Duration = Duration::from_millis(12);
/// Most of a bare commit that half of all commits may take.
const RATIO_P50_MAX: f64 = 1.5;
/// Most of a bare commit that all but one in a hundred may take.
const RATIO_P99_MAX: f64 = 3.0;
/// Records that the acts are spread over.
const RECORDS: usize = 50;

pub(crate) fn measure(vessel: &BenchVessel) -> Result<Report, Error> {
    let place = vessel.copy("commit")?;
    let copy = place.replica.with_file_name("peer.db");
    std::fs::copy(database(&place), &copy).map_err(|error| cannot("copy the database", &error))?;
    let program = Program::open(place.clone())?;
    sign_in(&program)?;
    let mut peer = Peer::new(&database(&place), &copy).map_err(|error| cannot("open the peer", &error))?;
    let mut report = Report::new(
        "commit",
        format!(
            "{ROUNDS} durable commits of each act with {} rows, in turn with bare SQLite transactions of the same rows",
            vessel.rows
        ),
    );
    type Fill = fn(&Json, usize) -> Json;
    let acts: [(&str, &str, Json, Fill); 3] = [
        (
            "add_note_to_work_order",
            "pms_work_order_notes",
            active_orders(&program)?,
            note,
        ),
        (
            "report_fault",
            "pms_faults",
            program.call("equipment_tree", Json::Null)?,
            fault,
        ),
        ("log_part_usage", "pms_part_usage", taken(&program)?, usage),
    ];
    for (act, table, records, fill) in acts {
        let (mut ours, mut bare, mut rows) = (Sample::default(), Sample::default(), 0);
        for round in 0..WARM_UP_ROUNDS + ROUNDS {
            let record = &records[round % records.as_array().map_or(1, Vec::len).clamp(1, RECORDS)];
            let args = CommitArgs {
                action: act.to_owned(),
                params: fill(record, round),
                form_id: Some(format!("bench {act} {round}")),
                ..CommitArgs::default()
            };
            std::thread::sleep(PAUSE);
            let stopwatch = Stopwatch::start();
            let committed = program.action_commit(&args)?;
            let took = stopwatch.elapsed();
            let written = peer.look().map_err(|error| cannot("let the peer look", &error))?;
            std::thread::sleep(PAUSE);
            let alone = peer.write().map_err(|error| cannot("let the peer write", &error))?;
            let is_held = committed
                .ids
                .first()
                .is_some_and(|id| peer.holds(table, *id).unwrap_or(false));
            if !is_held {
                return Err(cannot("compare", &"the peer did not write the act's row"));
            }
            if round >= WARM_UP_ROUNDS {
                ours.add(took);
                bare.add(alone);
                rows = rows.max(written);
            }
        }
        for (percent, ratio_max) in [(50, RATIO_P50_MAX), (99, RATIO_P99_MAX)] {
            let (value, peer) = (ours.percentile_ms(percent), bare.percentile_ms(percent));
            let against = Against::Peer {
                peer,
                ratio: value / peer,
                ratio_max,
            };
            report.add(format!("{act} ({rows} rows) p{percent}"), value, "ms", against);
        }
    }
    Ok(report)
}

fn active_orders(program: &Program) -> Result<Json, Error> {
    let args = json!({ "filters": { "status": ["active"] }, "limit": RECORDS });
    Ok(program.call("work_order_list", args)?["rows"].take())
}

/// Parts with a usual place, as a person finds them.
fn stocked(program: &Program) -> Result<Json, Error> {
    let args = json!({ "filters": { "is_retired": ["false"] }, "limit": 200 });
    let mut rows = program.call("part_list", args)?["rows"].take();
    if let Some(rows) = rows.as_array_mut() {
        rows.retain(|part| part["location"]["id"].is_string());
        rows.truncate(RECORDS);
    }
    Ok(rows)
}

/// Active work orders, each with a part that is taken for it.
fn taken(program: &Program) -> Result<Json, Error> {
    let (mut orders, parts) = (active_orders(program)?, stocked(program)?);
    let parts = parts.as_array().map(Vec::as_slice).unwrap_or_default();
    for (order, part) in orders.as_array_mut().into_iter().flatten().zip(parts.iter().cycle()) {
        order["taken"] = part.clone();
    }
    Ok(orders)
}

fn usage(order: &Json, _: usize) -> Json {
    let part = &order["taken"];
    let line = json!({ "part": part["id"], "location": part["location"]["id"], "quantity": "1" });
    json!({ "work_order": order["id"], "lines": [line] })
}

fn note(order: &Json, round: usize) -> Json {
    let text = format!("Reading {round} taken on the round: pressure and temperature steady, no leakage seen.");
    json!({ "work_order": order["id"], "text": text, "category": "update" })
}

fn fault(equipment: &Json, round: usize) -> Json {
    json!({
        "title": format!("Cooling water pressure low, seen {round} times"),
        "equipment": equipment["id"],
        "severity": "medium",
        "description": "Pressure drops by half a bar for some seconds when the standby pump cuts in.",
    })
}
