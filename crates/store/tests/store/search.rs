//! The index of search beside the record: what is found whatever the index holds, and how it is kept.

use domain::plan::{Plan, Values};
use domain::searched::SearchKind;
use domain::tables::Fault;
use journal::{DeviceNumber, Head, RowId, Stamp};
use rusqlite::Connection;
use store::{SearchQuery, Writer};

use crate::fleet::{Machine, close};
use crate::ship::{self, Ship};

/// What is found of a kind.
fn found(writer: &Writer, text: &str, kind: SearchKind) -> Vec<RowId> {
    let reader = writer.readers().reader().unwrap();
    let query = SearchQuery {
        text: text.to_owned(),
        kind: Some(kind),
        limit: 50,
        ..SearchQuery::default()
    };
    let answer = reader.records().search(&query).unwrap();
    answer
        .kinds
        .into_iter()
        .flat_map(|kind| kind.hits)
        .map(|hit| hit.id)
        .collect()
}

fn faults(machine: &Machine, text: &str) -> usize {
    found(&machine.writer, text, SearchKind::Fault).len()
}

fn count(ship: &Ship, sql: &str) -> i64 {
    let connection = Connection::open(ship.place().database()).unwrap();
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn build(writer: &Writer) {
    writer.build_search(&mut |_| {}).unwrap();
}

fn head(machine: &Machine, device: DeviceNumber, seq: u64) -> Head {
    let reader = machine.writer.readers().reader().unwrap();
    let hash = reader.records().entry(Stamp { device, seq }).unwrap().unwrap().hash;
    Head { seq, hash }
}

#[test]
fn what_was_committed_is_found_at_once_and_its_mark_goes_when_the_index_holds_it() {
    let ship = Ship::founded();
    let writer = ship.writer();
    build(&writer);
    let fault = ship::commit(&writer, ship.person, ship::fault("Bilge alarm")).ids[0];
    assert_eq!(
        found(&writer, "bilge", SearchKind::Fault),
        [fault],
        "before the index holds it"
    );
    build(&writer);
    drop(writer);
    assert_eq!(count(&ship, "SELECT count(*) FROM search_due"), 0);
    assert_eq!(
        count(&ship, "SELECT count(*) FROM search_words WHERE word = 'bilge'"),
        1
    );
}

#[test]
fn what_others_wrote_is_found_where_it_arrives() {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    build(&second.writer);
    let fault = first.report(person, "Windlass brake slips");
    first.hand_to(&second);
    assert_eq!(found(&second.writer, "windlass", SearchKind::Fault), [fault]);
    build(&second.writer);
    assert_eq!(found(&second.writer, "windlass", SearchKind::Fault), [fault]);
}

#[test]
fn what_lies_beyond_the_end_of_a_closed_workstation_is_not_found() {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    second.report(person, "Windlass counts");
    second.report(person, "Windlass is void");
    second.hand_to(&first);
    build(&first.writer);
    assert_eq!(faults(&first, "windlass"), 2);
    let device = second.device();
    ship::commit(&first.writer, person, close(device, head(&first, device, 2)));
    for _ in 0..2 {
        assert_eq!(faults(&first, "windlass"), 1, "before and after the index knows");
        build(&first.writer);
    }
    assert_eq!(faults(&first, "void"), 0);
}

#[test]
fn what_was_renamed_is_found_by_its_new_name_alone() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let fault = ship::commit(&writer, ship.person, ship::fault("Bilge alarm")).ids[0];
    build(&writer);
    let mut plan = Plan::new("edit_fault");
    plan.update::<Fault>(fault, Values::new().set(Fault::title, &"Ballast alarm".to_owned()));
    ship::commit(&writer, ship.person, plan);
    for _ in 0..2 {
        assert_eq!(found(&writer, "ballast", SearchKind::Fault), [fault]);
        assert_eq!(found(&writer, "bilge", SearchKind::Fault), []);
        build(&writer);
    }
}

#[test]
fn an_index_that_was_built_otherwise_is_built_anew_beside_the_work() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let faults: Vec<RowId> = (0..950)
        .map(|count| ship::commit(&writer, ship.person, ship::fault(&format!("Bilge alarm {count}"))).ids[0])
        .collect();
    build(&writer);
    drop(writer);
    let spoil = "UPDATE search_state SET built_by = 'another program'; DELETE FROM search_words; \
                 INSERT INTO search_index (search_index) VALUES ('delete-all');";
    Connection::open(ship.place().database())
        .unwrap()
        .execute_batch(spoil)
        .unwrap();
    let writer = ship.writer();
    let mut told = Vec::new();
    writer.build_search(&mut |progress| told.push(progress)).unwrap();
    let progress = writer.readers().reader().unwrap().records().search_progress().unwrap();
    assert_eq!(progress, None, "nothing is left to take in");
    assert_eq!(found(&writer, "bilge 7", SearchKind::Fault), [faults[7]]);
    assert_eq!(found(&writer, "alarm", SearchKind::Fault).len(), 50);
    let words = "SELECT count(*) FROM search_words WHERE word = 'bilge'";
    assert_eq!(count(&ship, words), 1);
}

#[test]
fn the_audit_does_not_ask_for_the_index() {
    let ship = Ship::founded();
    let writer = ship.writer();
    ship::commit(&writer, ship.person, ship::fault("Bilge alarm"));
    build(&writer);
    drop(writer);
    let spoil = "DELETE FROM search_words; INSERT INTO search_index (search_index) VALUES ('delete-all');";
    Connection::open(ship.place().database())
        .unwrap()
        .execute_batch(spoil)
        .unwrap();
    let report = store::audit::verify(&ship.place(), None, &mut |_| {}, &Default::default()).unwrap();
    assert!(report.finding.is_none(), "{report:?}");
}
