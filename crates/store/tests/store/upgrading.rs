//! A replica that an older program wrote: what it had to park is applied by the one that knows it.

use std::collections::BTreeMap;

use domain::schema::Row;
use domain::tables::{Equipment, Permission, WorkOrder};
use journal::entry::ColumnValue;
use journal::{Change, ChangeKind, DeviceNumber, Draft, Entry, Hash, genesis_hash};
use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use store::{Place, Writer};

use crate::history::{History, machine, text};
use crate::merging::{compare, replica};
use crate::reference::Reference;
use crate::ship::{self, NOON};

/// Numbers that the program under test does not know, in the place of those that the older one did not.
const BEYOND: u16 = 900;

/// What the older program does not know: permissions, and what a work order and a machine end with.
fn is_newer_table(table: u16) -> bool {
    table == Permission::TABLE.number
}

fn is_newer_column(table: u16, column: u16) -> bool {
    let outcome = (WorkOrder::TABLE.number, WorkOrder::outcome.number);
    let reason = (Equipment::TABLE.number, 14);
    (table, column) == outcome || (table, column) == reason
}

/// The change as an older program understands it: what it does not know has numbers that nobody knows.
fn as_older(change: &Change) -> Change {
    let mut change = change.clone();
    let table = change.table;
    let rename = |values: &mut Vec<(u16, journal::Value)>| {
        for (column, _) in values.iter_mut().filter(|(column, _)| is_newer_column(table, *column)) {
            *column += BEYOND;
        }
    };
    match &mut change.kind {
        ChangeKind::Insert { values } => rename(values),
        ChangeKind::Update { groups } => groups.iter_mut().for_each(|group| rename(&mut group.values)),
    }
    if is_newer_table(table) {
        change.table += BEYOND;
    }
    change
}

/// The chain as the older program understands it.
fn older_chain(device: DeviceNumber, chain: &[Entry]) -> Vec<Entry> {
    let mut prev_hash = genesis_hash(device);
    let older = |entry: &Entry| {
        let entry = entry.clone();
        let older = Draft {
            device: entry.device,
            seq: entry.seq,
            hlc: entry.hlc,
            wall_at: entry.wall_at,
            clock_suspect: entry.clock_suspect,
            actor: entry.actor,
            role: entry.role,
            action: entry.action,
            action_version: entry.action_version,
            parameters: entry.parameters,
            changes: entry.changes.iter().map(as_older).collect(),
            seen: entry.seen,
            reissue_of: entry.reissue_of,
            private: entry.private,
            signature: entry.signature,
            prev_hash,
        }
        .seal()
        .unwrap();
        prev_hash = older.hash;
        older
    };
    chain.iter().map(older).collect()
}

/// Puts what the older program did not know under its own numbers, and the entries as they were written.
fn lay_bare(place: &Place, all: &[Entry]) {
    let connection = Connection::open(place.database()).unwrap();
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("gate", 0, flags, |_| Ok(2)).unwrap();
    for entry in all {
        let columns: BTreeMap<&str, ColumnValue> = entry.to_columns().into_iter().collect();
        let text = |name: &str| match &columns[name] {
            ColumnValue::Text(text) => text.clone(),
            ColumnValue::Integer(number) => number.to_string(),
        };
        let sql = "UPDATE pms_audit_log SET changes = ?3, prev_hash = ?4, hash = ?5 WHERE device = ?1 AND seq = ?2";
        let key = (entry.device.to_string(), entry.seq.cast_signed());
        let written = (key.0, key.1, text("changes"), text("prev_hash"), text("hash"));
        assert_eq!(connection.execute(sql, written).unwrap(), 1);
    }
    let ends: BTreeMap<DeviceNumber, Hash> = all.iter().map(|entry| (entry.device, entry.hash)).collect();
    for (device, hash) in ends {
        let sql = "UPDATE chain_heads SET hash = ?2 WHERE device = ?1";
        connection.execute(sql, (device.to_string(), hash.to_string())).unwrap();
    }
    connection
        .execute_batch(
            "UPDATE parked SET table_number = table_number - 900 WHERE table_number > 900; \
             UPDATE parked SET column_number = column_number - 900 WHERE column_number > 900; \
             UPDATE entry_rows SET table_number = table_number - 900 WHERE table_number > 900; \
             UPDATE replica SET declared = 'by an older program';",
        )
        .unwrap();
}

fn parked(writer: &Writer) -> u64 {
    writer.readers().reader().unwrap().records().set_aside().unwrap().parked
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_an_older_program_parked_is_applied_by_the_one_that_knows_it(
        seed in any::<u64>(), workstations in 2_usize..4, is_hard in any::<bool>(),
    ) {
        let begun = if is_hard { History::hard } else { History::new };
        let mut history = begun(seed, workstations).live(70);
        let arrivals = history.arrivals();
        let mut older: BTreeMap<_, Entry> = BTreeMap::new();
        for author in &history.authors {
            older.extend(older_chain(author.device, &author.chain).into_iter().map(|entry| (entry.stamp(), entry)));
        }
        let (folder, place, writer) = replica(&history, seed);
        let mut model = Reference::new(history.vessel, None);
        for entry in &arrivals {
            writer.apply(&[older[&entry.stamp()].clone()], NOON).unwrap();
            model.apply(entry.clone());
        }
        drop(writer);
        lay_bare(&place, &history.authors.iter().flat_map(|author| author.chain.clone()).collect::<Vec<_>>());
        let environment = ship::environment(folder.path().join("state"), "machine 9", seed);
        let writer = Writer::open(&place, environment).unwrap();
        prop_assert_eq!(parked(&writer), 0);
        compare(&writer, &place, &model, &arrivals)?;
        let report = store::audit::verify(&place, None, &mut |_| {}, &std::sync::Arc::default()).unwrap();
        prop_assert_eq!(report.finding, None);
    }
}

#[test]
fn an_entry_that_did_not_fit_and_does_now_is_applied_with_all_that_waited_for_it() {
    let mut history = History::new(1, 2);
    let device = history.authors[0].device;
    let first = journal::RowId::new(device, 2, 0).unwrap();
    history.write(0, "add_equipment", vec![machine(first)], Vec::new());
    let order = journal::RowId::new(device, 3, 0).unwrap();
    history.add_work_order(0, order);
    let (folder, place, writer) = replica(&history, 1);
    // To the older program the machine's kind is an unknown word: the order waits for the machine.
    let mut chain = history.authors[0].chain.clone();
    let ChangeKind::Insert { values } = &mut chain[1].changes[0].kind else {
        unreachable!()
    };
    values[2].1 = text("submarine");
    let chain = older_chain(device, &chain);
    let verdicts = writer.apply(&chain, NOON).unwrap();
    assert!(matches!(verdicts[1], store::Verdict::Parked { .. }), "{verdicts:?}");
    assert_eq!(verdicts[2], store::Verdict::Held { waits_for: vec![first] });
    let unsure = |writer: &Writer| writer.readers().reader().unwrap().records().unsure().unwrap();
    let waiting = "Acts that wait here for others, or for their workstation to be confirmed: 1.";
    assert_eq!(unsure(&writer).as_deref(), Some(waiting));
    drop(writer);
    lay_bare(&place, &history.authors[0].chain);
    let writer = Writer::open(&place, ship::environment(folder.path().join("state"), "machine 9", 1)).unwrap();
    let reader = writer.readers().reader().unwrap();
    assert_eq!(unsure(&writer), None);
    assert!(reader.records().row(WorkOrder::TABLE, order).unwrap().is_some());
    assert!(reader.records().row(Equipment::TABLE, first).unwrap().is_some());
}
