//! Lists, histories, stock, and what a replica keeps for itself.

use std::sync::Arc;

use domain::facts::Stretch;
use domain::plan::{Plan, Values};
use domain::quantity::Quantity;
use domain::schema::Row;
use domain::tables::{
    Department, Fault, Location, Movement, MovementKind, Part, RunningHours, Severity, WorkOrderStatus,
};
use domain::time::Instant;
use journal::{RowId, Value};
use rusqlite::Connection;
use store::{Compare, EntriesQuery, Filter, ListQuery, Sort, StoreError, Total, Writer, audit, backup};

use crate::ship::{self, NOON, Ship};

/// A ship with faults of these titles, a minute apart.
fn with_faults(titles: &[&str]) -> (Ship, Writer) {
    let ship = Ship::founded();
    let writer = ship.writer();
    for (at, title) in titles.iter().enumerate() {
        writer
            .commit(&ship.who(), NOON + at as i64 * 60_000, None, |_| Ok(ship::fault(title)))
            .unwrap();
    }
    (ship, writer)
}

fn titles(writer: &Writer, query: &ListQuery) -> (Vec<String>, Total) {
    let page = writer.readers().reader().unwrap().records().list(query).unwrap();
    (
        page.rows.iter().map(|row| Fault::read(row).unwrap().title).collect(),
        page.total,
    )
}

fn exactly(rows: usize) -> Total {
    Total { rows, is_exact: true }
}

#[test]
fn a_list_comes_newest_first_and_page_by_page() {
    let (_ship, writer) = with_faults(&["one", "two", "three", "four", "five"]);
    let mut query = ListQuery::new(Fault::TABLE);
    query.limit = 2;
    assert_eq!(
        titles(&writer, &query),
        (vec!["five".to_owned(), "four".to_owned()], exactly(5))
    );
    query.offset = 4;
    assert_eq!(titles(&writer, &query), (vec!["one".to_owned()], exactly(5)));
    query.offset = 99;
    assert_eq!(titles(&writer, &query), (vec![], exactly(5)));
}

#[test]
fn a_list_is_filtered_and_sorted_by_any_column() {
    let (_ship, writer) = with_faults(&["bilge", "Alarm", "crane"]);
    let mut query = ListQuery::new(Fault::TABLE);
    query.sort = vec![Sort {
        column: "title".to_owned(),
        is_descending: false,
    }];
    assert_eq!(titles(&writer, &query).0, ["Alarm", "bilge", "crane"]);
    let medium = Value::Text(Severity::Medium.word().to_owned());
    let query = ListQuery::new(Fault::TABLE)
        .with("severity", medium)
        .with("number", Value::Text("F-2026-E0002".to_owned()));
    assert_eq!(titles(&writer, &query), (vec!["Alarm".to_owned()], exactly(1)));
    let nobody = ListQuery::new(Fault::TABLE).with("equipment_id", Value::Null);
    assert_eq!(titles(&writer, &nobody).1, exactly(3));
    let mut late = ListQuery::new(Fault::TABLE);
    let since = Value::Int(NOON + 60_000);
    late.filters.push(Filter {
        column: "created_at".to_owned(),
        compare: Compare::AtLeast,
        values: vec![since],
    });
    assert_eq!(titles(&writer, &late).0, ["crane", "Alarm"]);
    let mut others = ListQuery::new(Fault::TABLE);
    let named = vec![Value::Text("bilge".to_owned()), Value::Text("crane".to_owned())];
    others.filters.push(Filter {
        column: "title".to_owned(),
        compare: Compare::IsNot,
        values: named,
    });
    assert_eq!(titles(&writer, &others).0, ["Alarm"]);
}

#[test]
fn words_are_found_whatever_their_case_and_accents() {
    let (_ship, writer) = with_faults(&["Kühlwasser leckt", "Fuel 100% high", "kuhlwasser pumpe", "other"]);
    let found = |text: &str| {
        let mut query = ListQuery::new(Fault::TABLE);
        query.text = text.to_owned();
        query.text_columns = vec!["title", "number"];
        titles(&writer, &query).0
    };
    assert_eq!(found("KUHLWASSER"), ["kuhlwasser pumpe", "Kühlwasser leckt"]);
    assert_eq!(found("kühl leckt"), ["Kühlwasser leckt"]);
    assert_eq!(found("100%"), ["Fuel 100% high"]);
    assert_eq!(found("_"), Vec::<String>::new());
    assert_eq!(found("e0004"), ["other"]);
}

#[test]
fn a_column_that_is_none_is_refused_and_never_reaches_the_database() {
    let (_ship, writer) = with_faults(&[]);
    let query = ListQuery::new(Fault::TABLE).with("title; DROP TABLE pms_faults", Value::Null);
    let refused = writer.readers().reader().unwrap().records().list(&query).map(|_| ());
    assert!(matches!(refused, Err(StoreError::UnknownColumn { .. })), "{refused:?}");
}

#[test]
fn rows_are_counted_by_value() {
    let (ship, writer) = with_faults(&["one", "two", "three"]);
    let reader = writer.readers().reader().unwrap();
    let counts = reader.records().count_by(Fault::TABLE, "severity", &[]).unwrap();
    assert_eq!(counts, [(Value::Text("medium".to_owned()), 3)]);
    let by = Filter {
        column: "created_by".to_owned(),
        compare: Compare::Is,
        values: vec![Value::Id(ship.person)],
    };
    assert_eq!(reader.records().count_of(Fault::TABLE, &[by]).unwrap(), exactly(3));
}

#[test]
fn the_record_says_who_did_what_when() {
    let (ship, writer) = with_faults(&["one", "two", "three"]);
    let records = |query: &EntriesQuery| {
        let page = writer.readers().reader().unwrap().records().entries(query).unwrap();
        (
            page.entries
                .iter()
                .map(|recorded| recorded.entry.seq)
                .collect::<Vec<_>>(),
            page.total.rows,
        )
    };
    let all = EntriesQuery {
        limit: 10,
        ..EntriesQuery::default()
    };
    assert_eq!(records(&all), (vec![4, 3, 2, 1], 4));
    let acts = EntriesQuery {
        action: Some("report_fault".to_owned()),
        limit: 1,
        offset: 1,
        ..EntriesQuery::default()
    };
    assert_eq!(records(&acts), (vec![3], 3));
    let noon = EntriesQuery {
        from_at: Some(NOON),
        until_at: Some(NOON + 60_000),
        limit: 10,
        ..EntriesQuery::default()
    };
    assert_eq!(records(&noon), (vec![2, 1], 2));
    let nobody = EntriesQuery {
        actor: Some(RowId::natural(9, &[])),
        limit: 10,
        ..EntriesQuery::default()
    };
    assert_eq!(records(&nobody), (vec![], 0));
    let hers = EntriesQuery {
        actor: Some(ship.person),
        limit: 10,
        ..EntriesQuery::default()
    };
    assert_eq!(records(&hers).1, 4);
}

fn part_with_movements(ship: &Ship, writer: &Writer, quantities: &[&str]) -> (RowId, RowId) {
    let mut plan = Plan::new("add_location");
    plan.insert::<Location>(
        Values::new()
            .set(Location::code, &"A1".to_owned())
            .set(Location::name, &"Engine store".to_owned())
            .set(Location::department, &Department::Engineering)
            .set(Location::is_retired, &false),
    );
    let location = ship::commit(writer, ship.person, plan).ids[0];
    let mut plan = Plan::new("add_part");
    let part = plan.insert::<Part>(
        Values::new()
            .set(Part::number, &"1R-0749".to_owned())
            .set(Part::name, &"Fuel filter".to_owned())
            .set(Part::unit, &"pcs".to_owned())
            .set(Part::department, &Department::Engineering)
            .set(Part::is_retired, &false),
    );
    for quantity in quantities {
        plan.insert::<Movement>(
            Values::new()
                .plan(Movement::part_id, domain::plan::Planned::NewRow(part))
                .set(Movement::location_id, &location)
                .set(Movement::kind, &MovementKind::Initial)
                .set(Movement::quantity, &quantity.parse::<Quantity>().unwrap()),
        );
    }
    (ship::commit(writer, ship.person, plan).ids[0], location)
}

#[test]
fn stock_is_the_exact_sum_of_the_ledger() {
    let (ship, writer) = with_faults(&[]);
    let (part, location) = part_with_movements(&ship, &writer, &["0.1", "0.2", "-1"]);
    let stock = writer.readers().reader().unwrap().records().stock_of(part).unwrap();
    assert_eq!(stock.len(), 1);
    assert_eq!(
        (
            stock[0].location,
            stock[0].on_hand.to_string().as_str(),
            stock[0].movements
        ),
        (location, "-0.7", 3)
    );
    assert_eq!(
        writer.readers().reader().unwrap().records().stock_of(location).unwrap(),
        []
    );
    let mut query = ListQuery::new(Movement::TABLE);
    query.sort = vec![Sort {
        column: "quantity".to_owned(),
        is_descending: false,
    }];
    let page = writer.readers().reader().unwrap().records().list(&query).unwrap();
    let sorted: Vec<String> = page
        .rows
        .iter()
        .map(|row| Movement::read(row).unwrap().quantity.to_string())
        .collect();
    assert_eq!(sorted, ["-1", "0.1", "0.2"], "decimals sort as numbers");
}

#[test]
fn a_backup_beside_a_running_writer_is_one_consistent_checked_file() {
    let (ship, writer) = with_faults(&["one", "two"]);
    let to = ship.folder.path().join("backup.db");
    backup::backup(&ship.place(), &to).unwrap();
    ship::commit(&writer, ship.person, ship::fault("after the backup"));
    assert!(matches!(backup::backup(&ship.place(), &to), Err(StoreError::Exists(_))));
    let files: Vec<_> = std::fs::read_dir(ship.folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(
        files
            .iter()
            .filter(|name| name.to_string_lossy().starts_with("backup"))
            .count(),
        1,
        "{files:?}"
    );
    let restored = store::Place::new(ship.folder.path().join("restored"));
    std::fs::create_dir_all(restored.folder()).unwrap();
    std::fs::copy(&to, restored.database()).unwrap();
    let report = audit::verify(&restored, None, &mut |_| {}, &Arc::default()).unwrap();
    assert_eq!((report.finding, report.entries), (None, 3));
}

#[test]
fn a_broken_record_makes_no_backup() {
    let (ship, writer) = with_faults(&["one", "two"]);
    drop(writer);
    let connection = Connection::open(ship.place().database()).unwrap();
    connection
        .execute_batch("DROP TRIGGER audit_log_gate_update; UPDATE pms_audit_log SET role = 'captain' WHERE seq = 2")
        .unwrap();
    drop(connection);
    let to = ship.folder.path().join("backup.db");
    let refused = backup::backup(&ship.place(), &to).unwrap_err();
    assert!(
        matches!(&refused, StoreError::BadCopy(reason) if reason.starts_with("Entry E:2 ")),
        "{refused:?}"
    );
    let left: Vec<_> = std::fs::read_dir(ship.folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert!(
        !left.iter().any(|name| name.to_string_lossy().starts_with("backup")),
        "{left:?}"
    );
}

#[test]
fn what_a_replica_keeps_for_itself_is_kept_and_never_in_the_record() {
    let (ship, writer) = with_faults(&[]);
    let records = |writer: &Writer| writer.readers().reader().unwrap();
    assert_eq!(writer.note_wrong_pin(ship.person, NOON).unwrap().failures, 1);
    assert_eq!(
        writer.note_wrong_pin(ship.person, NOON + 1).unwrap(),
        store::PinAttempts {
            failures: 2,
            last_at: NOON + 1
        }
    );
    writer.forget_wrong_pins(ship.person).unwrap();
    assert_eq!(
        records(&writer).records().pin_attempts(ship.person).unwrap().failures,
        0
    );
    writer.set_preference("palette", Some("night")).unwrap();
    writer.set_preference("palette", Some("day")).unwrap();
    assert_eq!(
        records(&writer).records().preference("palette").unwrap().as_deref(),
        Some("day")
    );
    writer.set_preference("palette", None).unwrap();
    assert_eq!(records(&writer).records().preference("palette").unwrap(), None);
    let draft = store::Draft {
        form_id: "form 1".to_owned(),
        person: ship.person,
        action: "report_fault".to_owned(),
        given: serde_json::json!({ "title": "Leak" }),
        saved_at: NOON,
    };
    writer.keep_draft(&draft).unwrap();
    assert_eq!(records(&writer).records().drafts(ship.person).unwrap(), [draft]);
    writer.drop_draft("form 1").unwrap();
    assert_eq!(records(&writer).records().drafts(ship.person).unwrap(), []);
    let entries = records(&writer)
        .records()
        .entries(&EntriesQuery {
            limit: 10,
            ..EntriesQuery::default()
        })
        .unwrap();
    assert_eq!(entries.total.rows, 1, "the founding, and nothing else");
}

#[test]
fn a_history_holds_every_entry_of_the_row_in_order() {
    let (ship, writer) = with_faults(&[]);
    let machine = ship::commit(&writer, ship.person, ship::equipment("651.1", "Main engine")).ids[0];
    let order = ship::commit(&writer, ship.person, ship::work_order(machine, "Change the filter")).ids[0];
    ship::commit(&writer, ship.person, ship::status(order, WorkOrderStatus::Active));
    ship::commit(&writer, ship.person, ship::status(order, WorkOrderStatus::Completed));
    let history = writer
        .readers()
        .reader()
        .unwrap()
        .records()
        .entries_of_row(order)
        .unwrap();
    let actions: Vec<&str> = history.iter().map(|recorded| recorded.entry.action.as_str()).collect();
    assert_eq!(
        actions,
        ["create_work_order", "start_work_order", "mark_work_order_complete"]
    );
}

#[test]
fn the_readings_of_a_stretch_come_latest_first_whenever_they_were_written() {
    let (ship, writer) = with_faults(&[]);
    let machine = ship::commit(&writer, ship.person, ship::equipment("651.1", "Main engine")).ids[0];
    let other = ship::commit(&writer, ship.person, ship::equipment("651.2", "Generator")).ids[0];
    let at = |hour: i64| Instant::from_millis(NOON + hour * 3_600_000);
    let read = |equipment: RowId, hour: i64, hours: &str| {
        let mut plan = Plan::new("record_running_hours");
        plan.insert::<RunningHours>(
            Values::new()
                .set(RunningHours::equipment_id, &equipment)
                .set(RunningHours::hours, &hours.parse::<Quantity>().unwrap())
                .set(RunningHours::read_at, &at(hour)),
        );
        ship::commit(&writer, ship.person, plan);
    };
    for (equipment, hour, hours) in [
        (machine, 3, "30"),
        (machine, 1, "10"),
        (other, 2, "99"),
        (machine, 2, "20"),
    ] {
        read(equipment, hour, hours);
    }
    let ask = |from: Option<i64>, until: Option<i64>, limit: usize| -> Vec<String> {
        let stretch = Stretch {
            from: from.map(at),
            until: until.map(at),
            ..Stretch::all(RunningHours::read_at)
        };
        let reader = writer.readers().reader().unwrap();
        let (column, machine) = (RunningHours::equipment_id, Value::Id(machine));
        let rows = reader
            .records()
            .rows_within(RunningHours::TABLE, column, &machine, &stretch, limit)
            .unwrap();
        rows.iter()
            .map(|row| RunningHours::read(row).unwrap().hours.to_string())
            .collect()
    };
    assert_eq!(ask(None, None, 9), ["30", "20", "10"]);
    assert_eq!(ask(None, None, 1), ["30"]);
    assert_eq!(ask(None, Some(2), 1), ["20"], "the ends are included");
    assert_eq!(ask(Some(2), None, 9), ["30", "20"]);
    assert_eq!(ask(Some(2), Some(2), 9), ["20"]);
    assert!(ask(Some(4), None, 9).is_empty());
}
