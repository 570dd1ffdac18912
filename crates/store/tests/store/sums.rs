//! The sums kept of the rows: what was changed behind the gate is found, named and rebuilt from the
//! entries.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use domain::schema::Row;
use domain::tables::{Equipment, Fault, WorkOrder, WorkOrderStatus};
use journal::RowId;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use store::audit::{self, Finding, MendedRow};
use store::{Place, StoreError, Writer};

use crate::ship::{self, NOON, Ship};

/// Acts beside a rebuild, at most: a test that fails comes to its end.
const ACTS_MAX: u64 = 20_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// Somebody who has the key of the gate, and writes what no act wrote.
pub(crate) fn behind_the_gate(place: &Place, sql: &str) -> usize {
    let connection = Connection::open(place.database()).unwrap();
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("gate", 0, flags, |_| Ok(2)).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection.execute(sql, []).unwrap()
}

fn never() -> Arc<AtomicBool> {
    Arc::new(AtomicBool::new(false))
}

/// A ship with a machine, a finished work order and a fault.
fn busy_ship() -> (Ship, Writer, [RowId; 3]) {
    let ship = Ship::founded();
    let writer = ship.writer();
    let machine = ship::commit(&writer, ship.person, ship::equipment("651.1", "Main engine")).ids[0];
    let order = ship::commit(&writer, ship.person, ship::work_order(machine, "Change the filter")).ids[0];
    ship::commit(&writer, ship.person, ship::status(order, WorkOrderStatus::Completed));
    let fault = ship::commit(&writer, ship.person, ship::fault("Leak at the seal")).ids[0];
    (ship, writer, [machine, order, fault])
}

fn digest(writer: &Writer) -> journal::DigestRoot {
    writer.readers().reader().unwrap().records().digest().unwrap()
}

fn finding(ship: &Ship) -> Option<Finding> {
    audit::verify(&ship.place(), None, &mut |_| {}, &never())
        .unwrap()
        .finding
}

#[test]
fn rows_changed_behind_the_gate_are_named_by_table_column_and_row_and_rebuilt() {
    let (ship, writer, [machine, order, fault]) = busy_ship();
    let before = digest(&writer);
    let title = Fault::title.number;
    for (sql, table, expected) in [
        (
            "UPDATE pms_faults SET title = 'Nothing'",
            Fault::TABLE,
            (Some(title), fault),
        ),
        ("DELETE FROM pms_faults", Fault::TABLE, (None, fault)),
        (
            "DELETE FROM heads WHERE table_number = 11",
            WorkOrder::TABLE,
            (Some(WorkOrder::status.group), order),
        ),
        (
            "UPDATE pms_equipment SET name = 'Pump', created_at = 1 WHERE code = '651.1'",
            Equipment::TABLE,
            (Some(Equipment::name.number), machine),
        ),
        (
            "UPDATE pms_faults SET equipment_id = x'00'",
            Fault::TABLE,
            (Some(Fault::equipment_id.number), fault),
        ),
    ] {
        assert!(behind_the_gate(&ship.place(), sql) > 0, "{sql}");
        let check = writer.check_sums(NOON + 5, &never()).unwrap();
        assert!(
            check.columns.iter().all(|(number, _)| *number == table.number),
            "{sql}: {check:?}"
        );
        let (column, row) = expected;
        let named = MendedRow {
            mended_at: NOON + 5,
            table: table.number,
            column,
            row: Some(row),
        };
        assert!(check.mended.contains(&named), "{sql}: {check:?}");
        assert!(
            check.mended.iter().all(|mended| mended.row == Some(row)),
            "{sql}: {check:?}"
        );
        assert_eq!(finding(&ship), None, "{sql}");
        assert_eq!(digest(&writer), before, "{sql}");
    }
    let mended = writer.readers().reader().unwrap().records().mended(100).unwrap();
    let named: Vec<String> = mended.iter().map(ToString::to_string).collect();
    assert_eq!(named.last(), Some(&format!("pms_faults {fault}, title")));
    assert!(named.contains(&format!("pms_faults {fault}")), "{named:?}");
    assert!(named.contains(&format!("pms_equipment {machine}, name")), "{named:?}");
}

#[test]
fn rows_are_rebuilt_also_where_nobody_knows_any_more_which_entry_wrote_them() {
    let (ship, writer, [_, order, _]) = busy_ship();
    let before = digest(&writer);
    for lost in [
        "DELETE FROM entry_rows WHERE NOT is_insert",
        "INSERT INTO entry_rows SELECT row_id, 1, table_number, 0 FROM entry_rows WHERE NOT is_insert",
        "UPDATE entry_rows SET table_number = 10 WHERE NOT is_insert",
    ] {
        behind_the_gate(&ship.place(), "UPDATE pms_work_orders SET title = 'Nothing'");
        assert_eq!(behind_the_gate(&ship.place(), lost), 1, "{lost}");
        let columns = [(WorkOrder::TABLE.number, WorkOrder::title.number)];
        let mended = writer.mend(&columns, NOON, &never()).unwrap();
        assert!(
            mended.iter().all(|mended| mended.row == Some(order)),
            "{lost}: {mended:?}"
        );
        let title = mended
            .iter()
            .find(|mended| mended.column == Some(WorkOrder::title.number));
        assert!(title.is_some(), "{lost}: {mended:?}");
        assert_eq!((finding(&ship), digest(&writer)), (None, before), "{lost}");
    }
}

#[test]
fn a_row_that_no_entry_added_is_found_and_taken_away() {
    let (ship, writer, [_, _, fault]) = busy_ship();
    let before = digest(&writer);
    let columns = "vessel_id, created_at, created_by, number, title";
    let sql = "SELECT name FROM pragma_table_info('pms_faults') WHERE name <> 'id'";
    let connection = Connection::open(ship.place().database()).unwrap();
    let names: Vec<String> = connection
        .prepare(sql)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(names.join(", ").starts_with(columns), "{names:?}");
    let names = names.join(", ");
    for id in ["x'00'", "x'00000000000180008000000000000001'"] {
        let sql = format!("INSERT INTO pms_faults (id, {names}) SELECT {id}, {names} FROM pms_faults LIMIT 1");
        assert_eq!(behind_the_gate(&ship.place(), &sql), 1);
        let check = writer.check_sums(NOON, &never()).unwrap();
        assert_eq!(check.mended.len(), 1, "{check:?}");
        assert_eq!(
            (check.mended[0].table, check.mended[0].column),
            (Fault::TABLE.number, None)
        );
        assert_ne!(check.mended[0].row, Some(fault));
        assert_eq!(finding(&ship), None);
        assert_eq!(digest(&writer), before);
    }
}

#[test]
fn a_wrong_sum_over_right_rows_is_found_by_the_check_and_by_the_audit() {
    let (ship, writer, _) = busy_ship();
    let before = digest(&writer);
    let sql = "UPDATE digests SET sums = (SELECT sums FROM digests WHERE table_number = 11) WHERE table_number = 11";
    behind_the_gate(&ship.place(), sql);
    assert_eq!(finding(&ship), None, "the same as before");
    behind_the_gate(&ship.place(), "DELETE FROM digests WHERE table_number = 7");
    let found = finding(&ship).unwrap();
    let (table, column) = (Equipment::TABLE.name, Equipment::code.name);
    assert_eq!(found, Finding::Sum { table, column });
    assert_eq!(
        found.to_string(),
        "pms_equipment, code: the sum that is kept of it is not that of its rows."
    );
    let check = writer.check_sums(NOON, &never()).unwrap();
    assert_eq!(check.mended, []);
    assert!(
        check
            .columns
            .contains(&(Equipment::TABLE.number, Equipment::code.number))
    );
    assert_eq!((finding(&ship), digest(&writer)), (None, before));
}

/// Says that it is over, also to the other thread of a test that failed.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn acts_that_are_committed_while_rows_are_rebuilt_are_kept() {
    let (ship, writer, [_, order, fault]) = busy_ship();
    // SQLite gives turns to nobody: who writes behind the gate would wait for ever.
    let (is_over, turn) = (never(), Mutex::new(()));
    std::thread::scope(|scope| {
        let acting = scope.spawn(|| {
            let mut acts = 0;
            while !is_over.load(Ordering::Relaxed) && acts < ACTS_MAX {
                {
                    let _turn = turn.lock().unwrap();
                    ship::commit(&writer, ship.person, ship::fault("Another leak"));
                    ship::commit(&writer, ship.person, ship::status(order, WorkOrderStatus::Active));
                }
                acts += 2;
                // A lock goes to whoever asks first, which would be this thread each time.
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            acts
        });
        let over = Over(&is_over);
        for _ in 0..5 {
            let sql = "UPDATE pms_faults SET title = 'Nothing' WHERE title = 'Leak at the seal'";
            {
                let _turn = turn.lock().unwrap();
                assert_eq!(behind_the_gate(&ship.place(), sql), 1);
            }
            let check = writer.check_sums(NOON, &never()).unwrap();
            let rows: Vec<_> = check.mended.iter().map(|mended| (mended.column, mended.row)).collect();
            assert_eq!(rows, [(Some(Fault::title.number), Some(fault))]);
        }
        drop(over);
        let acts: u64 = acting.join().unwrap();
        let report = audit::verify(&ship.place(), None, &mut |_| {}, &never()).unwrap();
        assert_eq!((report.finding, report.entries), (None, 5 + acts));
    });
}

#[test]
fn a_check_that_nobody_waits_for_any_more_changes_nothing() {
    let (ship, writer, _) = busy_ship();
    behind_the_gate(&ship.place(), "UPDATE pms_faults SET title = 'Nothing'");
    let cancel = Arc::new(AtomicBool::new(true));
    let many = |batch: &mut store::Batch<'_>| {
        for _ in 0..1_500 {
            batch.commit(&ship.who(), NOON, |_| Ok(ship::fault("Leak")))?;
        }
        Ok(())
    };
    writer.batch(many).unwrap();
    let stopped = writer.check_sums(NOON, &cancel).unwrap_err();
    assert!(matches!(stopped, StoreError::Cancelled), "{stopped:?}");
    let stopped = writer.mend(&[(Fault::TABLE.number, Fault::title.number)], NOON, &cancel);
    assert!(matches!(stopped, Err(StoreError::Cancelled)), "{stopped:?}");
    assert!(finding(&ship).is_some());
    assert!(writer.is_check_due(NOON).unwrap());
}

#[test]
fn a_check_is_due_every_week_and_after_a_program_that_did_not_let_go() {
    let ship = Ship::founded();
    let writer = ship.writer();
    assert!(writer.is_check_due(NOON).unwrap(), "it was never checked");
    writer.check_sums(NOON, &never()).unwrap();
    for (after_ms, is_due) in [(0, false), (7 * DAY_MS - 1, false), (7 * DAY_MS, true), (-1, true)] {
        assert_eq!(writer.is_check_due(NOON + after_ms).unwrap(), is_due, "{after_ms}");
    }
    drop(writer);
    assert!(!ship.writer().is_check_due(NOON).unwrap(), "it was let go of");
    behind_the_gate(&ship.place(), "UPDATE upkeep SET is_open = 1");
    let writer = ship.writer();
    assert!(writer.is_check_due(NOON).unwrap());
    drop(writer);
    let writer = ship.writer();
    assert!(writer.is_check_due(NOON).unwrap(), "nobody has checked it since");
    writer.check_sums(NOON, &never()).unwrap();
    assert!(!writer.is_check_due(NOON).unwrap());
}

/// What an older program left behind: the steps before the one with the sums, and all that they know.
fn older(place: &Place, into: &Path) -> usize {
    let steps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/replica");
    let mut names: Vec<String> = std::fs::read_dir(&steps)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.as_str() < "0012")
        .collect();
    names.sort();
    let connection = Connection::open(into).unwrap();
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("gate", 0, flags, |_| Ok(2)).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    for name in &names {
        let step = std::fs::read_to_string(steps.join(name)).unwrap();
        // A vessel founded today holds a word that the older program did not know, and would have parked.
        let step = step.replace("scope = 'assigned')", "scope = 'assigned' OR scope = 'own')");
        connection.execute_batch(&step).unwrap();
    }
    connection
        .pragma_update(None, "user_version", names.len() as i64)
        .unwrap();
    let database = place.database();
    connection
        .execute("ATTACH ?1 AS now", [database.to_str().unwrap()])
        .unwrap();
    let list = |sql: &str, of: &str| -> Vec<String> {
        let mut prepared = connection.prepare(sql).unwrap();
        let names = prepared.query_map([of], |row| row.get(0)).unwrap();
        names.map(Result::unwrap).collect()
    };
    let tables = "SELECT name FROM main.sqlite_schema WHERE type = ?1 AND name NOT LIKE 'sqlite_%'";
    for table in list(tables, "table") {
        let columns = list("SELECT name FROM pragma_table_info(?1, 'main')", &table).join(", ");
        let sql =
            format!("DELETE FROM main.{table}; INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}");
        connection.execute_batch(&sql).unwrap();
    }
    names.len()
}

#[test]
fn a_replica_of_an_older_program_gets_its_sums_when_it_is_brought_up_to_date() {
    let (ship, writer, _) = busy_ship();
    let before = digest(&writer);
    drop(writer);
    let old = ship.folder.path().join("old.db");
    assert_eq!(older(&ship.place(), &old), 11);
    std::fs::rename(old, ship.place().database()).unwrap();
    assert_eq!(digest(&ship.writer()), before);
    assert_eq!(finding(&ship), None);
}
