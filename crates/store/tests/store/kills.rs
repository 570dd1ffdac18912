//! A process that is killed at any moment leaves each act wholly there or not at all.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

use domain::schema::Row;
use domain::tables::{Device, Equipment, Note, WorkOrder};
use store::{Place, StateFolder, Writer, audit};

use crate::ship::{self, Ship};

/// Processes that are killed, unless `CELESTE_KILLS` says otherwise.
const KILLS: u64 = 30;
/// The folder of the ship, for the process that is killed.
const FOLDER: &str = "CELESTE_KILL_TARGET";

/// What the killed process does: commits without end, and says after each commit what it committed.
fn target(folder: &Path) {
    let seed = u64::from(std::process::id());
    let environment = ship::environment(folder.join("state"), "machine 1", seed);
    let writer = Writer::open(&Place::new(folder.join("replica")), environment).unwrap();
    let reader = writer.readers().reader().unwrap();
    let person = reader.records().all(domain::tables::Crew::TABLE, 1).unwrap()[0].id;
    let machine = reader.records().all(Equipment::TABLE, 1).unwrap()[0].id;
    drop(reader);
    eprintln!("begun");
    loop {
        let committed = ship::commit(&writer, person, ship::work_order(machine, "Change the filter"));
        eprintln!("{}", committed.numbers[0]);
    }
}

/// Starts the target, kills it after a while, and returns the numbers it reported as committed.
fn kill_one(ship: &Ship, after: Duration) -> Vec<String> {
    let mut target = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", NAME, "--nocapture"])
        .env(FOLDER, ship.folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(target.stderr.take().unwrap()).lines();
    let begun = lines.find(|line| line.as_ref().is_ok_and(|line| line == "begun"));
    assert!(begun.is_some(), "the process that is killed did not begin");
    thread::sleep(after);
    target.kill().unwrap();
    target.wait().unwrap();
    lines
        .map_while(Result::ok)
        .filter(|line| line.starts_with("WO-") && line.ends_with(|c: char| c.is_ascii_digit()))
        .collect()
}

/// The test that starts itself again as the process that is killed.
const NAME: &str = "kills::a_killed_process_leaves_each_act_wholly_there_or_not_at_all";

#[test]
fn a_killed_process_leaves_each_act_wholly_there_or_not_at_all() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return target(Path::new(&folder));
    }
    let kills = std::env::var("CELESTE_KILLS")
        .ok()
        .and_then(|kills| kills.parse().ok())
        .unwrap_or(KILLS);
    let ship = Ship::founded();
    ship::commit(&ship.writer(), ship.person, ship::equipment("651.1", "Main engine"));
    let mut reported = Vec::new();
    for kill in 0..kills {
        // Odd steps, so that kills fall on every part of a commit.
        let after = Duration::from_micros(kill * 7_919 % 30_011);
        reported.extend(kill_one(&ship, after));
    }
    assert!(!reported.is_empty(), "nothing was committed before the kills");
    let writer = ship.writer();
    let reader = writer.readers().reader().unwrap();
    let records = reader.records();
    let orders = records.all(WorkOrder::TABLE, 1_000_000).unwrap();
    let notes = records.all(Note::TABLE, 1_000_000).unwrap();
    assert_eq!(orders.len(), notes.len(), "each act writes a work order and its note");
    let numbers: Vec<String> = orders.iter().map(|row| WorkOrder::read(row).unwrap().number).collect();
    for number in &reported {
        assert!(numbers.contains(number), "{number} was reported and is not there");
    }
    let devices = records.all(Device::TABLE, 1_000).unwrap();
    assert_eq!(devices.len(), 1, "a kill is no reason for a new number");
    drop(reader);
    let state = StateFolder::new(ship.state(), "machine 1");
    let report = audit::verify(
        &ship.place(),
        Some(&state),
        &mut |_| {},
        &Arc::new(AtomicBool::new(false)),
    )
    .unwrap();
    assert_eq!(report.finding, None);
    assert_eq!(report.entries, 2 + orders.len() as u64);
}
