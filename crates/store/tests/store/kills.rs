//! A process that is killed at any moment leaves each act wholly there or not at all.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

use domain::acts::receiving::{movement_id, posting_id, returned_item_id};
use domain::facts::Facts;
use domain::quantity::Quantity;
use domain::receiving::rows_of;
use domain::schema::Row;
use domain::tables::{
    Crew, Destination, Device, Equipment, Fault, Location, Movement, Note, Part, Posting, ReceivingSession,
    SessionStatus, ShoppingItem, WorkOrder,
};
use serde_json::{Value as Json, json};
use store::{Place, StateFolder, Writer, audit};

use crate::fleet::{self, Source};
use crate::ship::{self, NOON, Ship};

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

/// Starts the named test as the target, kills it after a while, and returns what it reported as done:
/// lines that begin with that word and end with a digit.
fn kill_one(name: &str, folder: &Path, after: Duration, reports: &str) -> Vec<String> {
    let mut target = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(FOLDER, folder)
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
        .filter(|line| line.starts_with(reports) && line.ends_with(|c: char| c.is_ascii_digit()))
        .collect()
}

/// How many processes are killed.
fn kills() -> u64 {
    let kills = std::env::var("CELESTE_KILLS").ok();
    kills.and_then(|kills| kills.parse().ok()).unwrap_or(KILLS)
}

/// Odd steps, so that kills fall on every part of a commit.
fn moment(kill: u64) -> Duration {
    Duration::from_micros(kill * 7_919 % 30_011)
}

/// The test that starts itself again as the process that is killed.
const NAME: &str = "kills::a_killed_process_leaves_each_act_wholly_there_or_not_at_all";

#[test]
fn a_killed_process_leaves_each_act_wholly_there_or_not_at_all() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return target(Path::new(&folder));
    }
    let ship = Ship::founded();
    let writer = ship.writer();
    ship::commit(&writer, ship.person, ship::equipment("651.1", "Main engine"));
    writer.check_sums(NOON, &Arc::new(AtomicBool::new(false))).unwrap();
    drop(writer);
    assert!(!ship.writer().is_check_due(NOON).unwrap());
    let mut reported = Vec::new();
    for kill in 0..kills() {
        reported.extend(kill_one(NAME, ship.folder.path(), moment(kill), "WO-"));
    }
    assert!(!reported.is_empty(), "nothing was committed before the kills");
    let writer = ship.writer();
    assert!(writer.is_check_due(NOON).unwrap(), "a killed process did not let go");
    let check = writer.check_sums(NOON, &Arc::new(AtomicBool::new(false))).unwrap();
    assert_eq!(check, store::SumsCheck::default());
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

/// Acts that there are to receive for each kill: more than a process receives until then.
const ACTS_PER_KILL: u64 = 60;
/// What the killed process does: receives one short run after the other, and says after each how far it
/// came. When there is nothing left it waits for its end.
fn receiving_target(folder: &Path) {
    let writer = fleet::open(folder.join("replica"), folder.join("state"), "machine 2", 5);
    let source = Source::open(folder);
    eprintln!("begun");
    loop {
        let Some((run, signed)) = source.next(&writer) else {
            thread::sleep(Duration::from_secs(1));
            continue;
        };
        writer.receive(&run, &signed, NOON, fleet::message).unwrap();
        eprintln!("received {}", signed.seq);
    }
}

/// The test that starts itself again as the process that is killed while it receives.
const RECEIVING: &str = "kills::a_process_killed_while_it_receives_loses_nothing_and_doubles_nothing";

#[test]
fn a_process_killed_while_it_receives_loses_nothing_and_doubles_nothing() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return receiving_target(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let (device, vessel) = fleet::source(folder.path(), kills() * ACTS_PER_KILL);
    let open = || {
        fleet::open(
            folder.path().join("replica"),
            folder.path().join("state"),
            "machine 2",
            5,
        )
    };
    open().join(vessel).unwrap();
    let mut reported = 0;
    for kill in 0..kills() {
        for line in kill_one(RECEIVING, folder.path(), moment(kill), "received ") {
            let seq: u64 = line.trim_start_matches("received ").parse().unwrap();
            assert!(seq > reported, "{seq} came after {reported}");
            reported = seq;
        }
    }
    assert!(reported > 0, "nothing was received before the kills");
    let writer = open();
    let reader = writer.readers().reader().unwrap();
    let head = reader.records().head(device).unwrap();
    assert!(
        head.seq >= reported,
        "{reported} was reported and the chain ends at {}",
        head.seq
    );
    let is_signed = reader.records().signed_heads_after(device, head.seq - 1, 1).unwrap();
    assert_eq!(
        is_signed.first().map(store::SignedHead::head),
        Some(head),
        "what is here ends at a signed head"
    );
    let faults = reader.records().all(Fault::TABLE, 1_000_000).unwrap().len() as u64;
    assert_eq!(faults, head.seq - 1, "each act once");
    drop(reader);
    drop(writer);
    let place = Place::new(folder.path().join("replica"));
    let report = audit::verify(&place, None, &mut |_| {}, &Arc::new(AtomicBool::new(false))).unwrap();
    assert_eq!((report.finding, report.entries), (None, head.seq));
}

/// What the killed process does: counts and commits one delivery after the other, and says after each which.
fn delivering_target(folder: &Path) {
    let seed = u64::from(std::process::id());
    let environment = ship::environment(folder.join("state"), "machine 1", seed);
    let writer = Writer::open(&Place::new(folder.join("replica")), environment).unwrap();
    let reader = writer.readers().reader().unwrap();
    let one = |table| reader.records().all(table, 1).unwrap()[0].id;
    let (person, part, place) = (one(Crew::TABLE), one(Part::TABLE), one(Location::TABLE));
    drop(reader);
    eprintln!("begun");
    loop {
        let act = |name: &str, params: Json| ship::act(&writer, person, name, &params, NOON).unwrap();
        let begun = act("start_receiving", json!({}));
        let session = json!({ "session": begun.ids[0] });
        let row = json!({ "session": begun.ids[0], "part": part, "quantity": "3", "location": place });
        let line = act("add_receiving_line", row).ids[0];
        act(
            "set_discrepancy",
            json!({ "line": line, "kind": "damaged", "quantity": "1" }),
        );
        act("set_install_now", json!({ "line": line, "quantity": "1" }));
        act("set_return_to_list", json!({ "line": line, "returns": true }));
        act("tick_line", json!({ "line": line }));
        act("move_to_review", session.clone());
        act("commit_receiving", session);
        eprintln!("{}", begun.numbers[0]);
    }
}

/// The test that starts itself again as the process that is killed while it receives deliveries.
const DELIVERING: &str = "kills::a_process_killed_while_it_commits_deliveries_leaves_each_whole_or_not_at_all";

#[test]
fn a_process_killed_while_it_commits_deliveries_leaves_each_whole_or_not_at_all() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return delivering_target(Path::new(&folder));
    }
    let ship = Ship::founded();
    let writer = ship.writer();
    let act = |name: &str, params: Json| ship::act(&writer, ship.person, name, &params, NOON).unwrap();
    act("add_location", json!({ "code": "A3", "name": "Shelf" }));
    act("add_part", json!({ "number": "0634-1129", "name": "Impeller kit" }));
    drop(writer);
    let mut reported = Vec::new();
    for kill in 0..kills() {
        // Some moments more: a delivery takes eight acts.
        let after = moment(kill) + Duration::from_millis(40);
        reported.extend(kill_one(DELIVERING, ship.folder.path(), after, "RCV-"));
    }
    assert!(!reported.is_empty(), "nothing was committed before the kills");
    let writer = ship.writer();
    let check = writer.check_sums(NOON, &Arc::new(AtomicBool::new(false))).unwrap();
    assert_eq!(check, store::SumsCheck::default());
    let reader = writer.readers().reader().unwrap();
    let records = reader.records();
    let facts = Facts::new(&records);
    let (mut committed, mut begun) = (Vec::new(), 0);
    for session in facts.all::<ReceivingSession>().unwrap() {
        let is_committed = session.status == SessionStatus::Committed;
        for row in rows_of(&facts, session.id).unwrap() {
            let line = row.line.id;
            let written = [
                facts
                    .find::<Movement>(movement_id(line))
                    .unwrap()
                    .map(|moved| moved.quantity),
                facts
                    .find::<Posting>(posting_id(line, Destination::Stores))
                    .unwrap()
                    .map(|to| to.quantity),
                facts
                    .find::<Posting>(posting_id(line, Destination::Installed))
                    .unwrap()
                    .map(|to| to.quantity),
                facts
                    .find::<ShoppingItem>(returned_item_id(line))
                    .unwrap()
                    .map(|item| item.quantity),
            ];
            let expected = if is_committed {
                [Some(Quantity::ONE); 4]
            } else {
                [None; 4]
            };
            assert_eq!(written, expected, "{session:?}");
        }
        if is_committed {
            committed.push(session.number);
        } else {
            begun += 1;
        }
    }
    for number in &reported {
        assert!(committed.contains(number), "{number} was reported and is not committed");
    }
    assert!(begun > 0, "no kill fell between the first box and the signature");
    let part = facts.all::<Part>().unwrap()[0].id;
    let there: Quantity = facts.stock(part).unwrap().into_iter().map(|(_, on_hand)| on_hand).sum();
    assert_eq!(there, Quantity::whole(i64::try_from(committed.len()).unwrap()));
    drop(reader);
    let report = audit::verify(&ship.place(), None, &mut |_| {}, &Arc::new(AtomicBool::new(false))).unwrap();
    assert_eq!(report.finding, None);
}
