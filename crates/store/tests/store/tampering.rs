//! Whatever a person changes with another program is found, and the first bad entry named.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use domain::tables::{TABLES, WorkOrderStatus};
use proptest::prelude::*;
use rusqlite::Connection;
use store::audit::{self, AuditReport, Finding};
use store::{Place, StateFolder, StoreError};

use crate::ship::{self, Ship};

/// A ship with entries of all kinds: private values, references, updates, a signature.
fn busy_ship() -> Ship {
    let ship = Ship::founded();
    let writer = ship.writer();
    let machine = ship::commit(&writer, ship.person, ship::equipment("651.1", "Main engine")).ids[0];
    let order = ship::commit(&writer, ship.person, ship::work_order(machine, "Change the filter")).ids[0];
    let mut who = ship.who();
    who.signature = Some(journal::Signature {
        method: "pin".to_owned(),
        role: "chief_engineer".to_owned(),
        signed_at: ship::NOON,
        signer: ship.person,
        statement: String::new(),
    });
    writer
        .commit(&who, ship::NOON, None, |_| {
            Ok(ship::status(order, WorkOrderStatus::Completed))
        })
        .unwrap();
    ship::commit(&writer, ship.person, ship::fault("Leak at the seal"));
    drop(writer);
    ship
}

fn verify(ship: &Ship) -> AuditReport {
    let state = StateFolder::new(ship.state(), "machine 1");
    audit::verify(
        &ship.place(),
        Some(&state),
        &mut |_| {},
        &Arc::new(AtomicBool::new(false)),
    )
    .unwrap()
}

/// The database as another program opens it, with the gate torn down.
fn break_open(place: &Place) -> Connection {
    let connection = Connection::open(place.database()).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'trigger'";
    let triggers: Vec<String> = connection
        .prepare(sql)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for trigger in triggers {
        connection.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection
}

fn bad_entry(report: &AuditReport) -> i64 {
    match &report.finding {
        Some(Finding::Entry { seq, letter, .. }) => {
            assert_eq!(letter.as_deref(), Some("E"), "{report:?}");
            *seq
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_untouched_record_is_intact() {
    let ship = busy_ship();
    let report = verify(&ship);
    assert_eq!((report.finding.as_ref(), report.entries), (None, 5));
    assert_eq!(report.chains.len(), 1);
    assert_eq!(
        (report.chains[0].letter.as_deref(), report.chains[0].entries),
        (Some("E"), 5)
    );
    assert!(report.rows > 100, "{}", report.rows);
}

#[test]
fn the_record_is_verified_beside_a_running_writer() {
    let ship = busy_ship();
    let writer = ship.writer();
    ship::commit(&writer, ship.person, ship::fault("Another"));
    let report = verify(&ship);
    assert_eq!((report.finding, report.entries), (None, 6));
}

#[test]
fn a_person_who_no_longer_waits_stops_the_check() {
    let ship = Ship::founded();
    let writer = ship.writer();
    writer
        .batch(|batch| {
            for _ in 0..1_500 {
                batch.commit(&ship.who(), ship::NOON, |_| Ok(ship::fault("Leak")))?;
            }
            Ok(())
        })
        .unwrap();
    let cancel = Arc::new(AtomicBool::new(true));
    let stopped = audit::verify(&ship.place(), None, &mut |_| {}, &cancel);
    assert!(matches!(stopped, Err(StoreError::Cancelled)), "{stopped:?}");
}

#[test]
fn a_removed_entry_is_named() {
    for (removed, sql) in [
        (3, "DELETE FROM pms_audit_log WHERE seq = 3"),
        (1, "DELETE FROM pms_audit_log WHERE seq = 1"),
        (5, "DELETE FROM pms_audit_log WHERE seq = 5"),
    ] {
        let ship = busy_ship();
        break_open(&ship.place()).execute_batch(sql).unwrap();
        assert_eq!(bad_entry(&verify(&ship)), removed, "{sql}");
    }
}

#[test]
fn an_end_that_was_cut_off_with_its_traces_is_known_by_the_state_folder() {
    let ship = busy_ship();
    let sql = "DELETE FROM pms_audit_log WHERE seq = 5; \
               UPDATE chain_heads SET seq = 4, hash = (SELECT hash FROM pms_audit_log WHERE seq = 4);";
    break_open(&ship.place()).execute_batch(sql).unwrap();
    assert_eq!(bad_entry(&verify(&ship)), 5);
}

#[test]
fn entries_that_changed_places_are_named() {
    let ship = busy_ship();
    let sql = "UPDATE pms_audit_log SET seq = -1 WHERE seq = 2; UPDATE pms_audit_log SET seq = 2 WHERE seq = 4; \
               UPDATE pms_audit_log SET seq = 4 WHERE seq = -1;";
    break_open(&ship.place()).execute_batch(sql).unwrap();
    assert_eq!(bad_entry(&verify(&ship)), 2);
}

#[test]
fn an_entry_that_was_added_is_named() {
    let ship = busy_ship();
    let columns = "hlc, wall_at, clock_suspect, actor, role, action, action_version, parameters, changes, seen, \
                   reissue_of, private, signature, prev_hash, hash";
    let sql = format!(
        "INSERT INTO pms_audit_log (device, seq, {columns}) SELECT device, 6, {columns} FROM pms_audit_log WHERE seq = 5"
    );
    break_open(&ship.place()).execute_batch(&sql).unwrap();
    assert_eq!(bad_entry(&verify(&ship)), 6);
}

#[test]
fn a_changed_row_is_named_with_its_column_and_the_entry_that_wrote_it() {
    for table in TABLES {
        let ship = busy_ship();
        let connection = break_open(&ship.place());
        let count: i64 = connection
            .query_row(&format!("SELECT count(*) FROM {}", table.name), [], |row| row.get(0))
            .unwrap();
        if count == 0 {
            continue;
        }
        connection
            .execute(&format!("UPDATE {} SET created_at = created_at + 1", table.name), [])
            .unwrap();
        drop(connection);
        match verify(&ship).finding {
            Some(Finding::Row {
                table: found,
                column,
                written_by,
                ..
            }) => {
                assert_eq!((found, column), (table.name, Some("created_at")));
                assert!(written_by.is_some());
            }
            other => panic!("{}: {other:?}", table.name),
        }
    }
}

#[test]
fn a_status_that_nobody_set_is_found() {
    let ship = busy_ship();
    break_open(&ship.place())
        .execute_batch("UPDATE pms_work_orders SET status = 'active'")
        .unwrap();
    let report = verify(&ship);
    let Some(Finding::Row {
        table,
        column,
        written_by,
        ..
    }) = &report.finding
    else {
        panic!("{report:?}")
    };
    assert_eq!(
        (*table, *column, written_by.map(|stamp| stamp.seq)),
        ("pms_work_orders", Some("status"), Some(4))
    );
    let sentence = report.finding.as_ref().unwrap().to_string();
    assert!(
        sentence.starts_with("pms_work_orders ") && sentence.contains("written by entry 4"),
        "{sentence}"
    );
}

#[test]
fn rows_that_are_gone_or_that_nobody_added_are_found() {
    for (sql, reason) in [
        ("DELETE FROM pms_faults", "the row is missing"),
        (
            "INSERT INTO pms_faults SELECT x'00', vessel_id, created_at, created_by, 'F-2026-E0009', title, equipment_id, code, \
             description, severity, department, noticed_at, reported_by_id, reported_by_text, status, resolved_how, \
             resolution_note, resolved_at, resolved_by, reopened_reason FROM pms_faults",
            "no entry added this row",
        ),
    ] {
        let ship = busy_ship();
        break_open(&ship.place()).execute_batch(sql).unwrap();
        let Some(Finding::Row { reason: found, .. }) = verify(&ship).finding else {
            panic!("{sql}")
        };
        assert_eq!(found, reason);
    }
}

#[test]
fn what_the_merge_keeps_beside_the_rows_is_verified_too() {
    for sql in [
        "DELETE FROM heads",
        "UPDATE heads SET stamps = '000000000001:1'",
        "DELETE FROM entry_rows WHERE arrival = 3",
        "INSERT INTO conflicts VALUES (x'00', 11, 13, '[]')",
    ] {
        let ship = busy_ship();
        break_open(&ship.place()).execute_batch(sql).unwrap();
        let report = verify(&ship);
        assert!(
            matches!(report.finding, Some(Finding::Row { column: None, .. })),
            "{sql}: {report:?}"
        );
    }
}

fn copy_of(folder: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in ["replica.db", "replica.db-wal"] {
        if folder.join(file).exists() {
            std::fs::copy(folder.join(file), to.join(file)).unwrap();
        }
    }
}

/// One ship for all cases; each works on its own copy of the database.
fn template() -> &'static (Ship, Vec<i64>) {
    static SHIP: std::sync::OnceLock<(Ship, Vec<i64>)> = std::sync::OnceLock::new();
    SHIP.get_or_init(|| (busy_ship(), vec![1, 2, 3, 4, 5]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    /// Any one byte of any column of any entry, changed to any other byte.
    #[test]
    fn one_changed_byte_of_any_entry_is_named(
        entry in 0_usize..5,
        column in 0_usize..17,
        at in any::<prop::sample::Index>(),
        flip in 1_u8..=255,
    ) {
        let (ship, seqs) = template();
        let folder = tempfile::tempdir().unwrap();
        let place = Place::new(folder.path());
        copy_of(ship.place().folder(), folder.path());
        let connection = break_open(&place);
        let name = journal::entry::AUDIT_COLUMNS[column].name;
        let is_text = journal::entry::AUDIT_COLUMNS[column].kind == journal::entry::ColumnKind::Text;
        let seq = seqs[entry];
        if is_text {
            let sql = format!("SELECT CAST({name} AS BLOB) FROM pms_audit_log WHERE seq = ?1");
            let mut bytes: Vec<u8> = connection.query_row(&sql, [seq], |row| row.get(0)).unwrap();
            prop_assume!(!bytes.is_empty());
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            connection.execute(&format!("UPDATE pms_audit_log SET {name} = CAST(?1 AS TEXT) WHERE seq = ?2"), (bytes, seq)).unwrap();
        } else {
            // An integer is stored in eight bytes at most.
            let mask = i64::from(flip) << (8 * at.index(8));
            let sql = format!("UPDATE OR IGNORE pms_audit_log SET {name} = ({name} | ?1) - ({name} & ?1) WHERE seq = ?2");
            prop_assume!(connection.execute(&sql, (mask, seq)).unwrap() == 1);
        }
        drop(connection);
        let state = StateFolder::new(ship.state(), "machine 1");
        let report = audit::verify(&place, Some(&state), &mut |_| {}, &Arc::new(AtomicBool::new(false))).unwrap();
        match &report.finding {
            // An entry that was given another number is found where it is missing, or where it came to stand.
            Some(Finding::Entry { seq: found, .. }) if name == "seq" => prop_assert!(*found <= seq, "{:?}", report.finding),
            Some(Finding::Entry { seq: found, .. }) => prop_assert_eq!(*found, seq, "{}: {:?}", name, report.finding),
            other => prop_assert!(false, "{name} of entry {seq}: {other:?}"),
        }
    }
}
