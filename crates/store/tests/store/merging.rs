//! Entries of several workstations, in any order: the replica holds what the reference model holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;

use domain::devices::confirmation_id;
use domain::merge::DeclaredTables;
use domain::schema::Row;
use domain::tables::{self, Equipment, WorkOrder};
use journal::{Change, ChangeKind, Digest, Entry, GroupWrite, RowId, Schema, Stamp, State, Value};
use proptest::prelude::*;
use rusqlite::Connection;
use store::{Place, Records, Verdict, Writer};

use crate::history::{History, machine, text, update};
use crate::reference::Reference;
use crate::ship::{self, NOON};

type StoredHeads = BTreeMap<(u16, RowId, u16), BTreeSet<Stamp>>;

/// The table `heads` as it lies in the file.
fn stored_heads(place: &Place) -> StoredHeads {
    let connection = Connection::open(place.database()).unwrap();
    let mut prepared = connection
        .prepare("SELECT table_number, row_id, group_number, stamps FROM heads")
        .unwrap();
    let heads = prepared.query_map([], |row| {
        let id: [u8; 16] = row.get(1)?;
        let stamps: String = row.get(3)?;
        let stamps = stamps.split_whitespace().map(|stamp| stamp.parse().unwrap()).collect();
        Ok(((row.get(0)?, RowId::from_bytes(id).unwrap(), row.get(2)?), stamps))
    });
    heads.unwrap().map(Result::unwrap).collect()
}

/// A private value as any replica shows it.
fn shown(by_stamp: &BTreeMap<Stamp, Entry>, writer: Option<&Stamp>, value: &Value) -> Value {
    match (value, writer.and_then(|stamp| by_stamp.get(stamp))) {
        (Value::Private(at), Some(entry)) => {
            entry.private.as_ref().unwrap().values.as_ref().unwrap()[usize::from(*at)].clone()
        }
        _ => value.clone(),
    }
}

pub(crate) fn compare(
    writer: &Writer,
    place: &Place,
    reference: &Reference,
    all: &[Entry],
) -> Result<(), TestCaseError> {
    let by_stamp: BTreeMap<Stamp, Entry> = all.iter().map(|entry| (entry.stamp(), entry.clone())).collect();
    let heads = stored_heads(place);
    let reader = writer.readers().reader().unwrap();
    let state = reference.model.state();
    let aside = reader.records().set_aside().unwrap();
    prop_assert_eq!(
        (aside.held, aside.void),
        (state.held.len() as u64, state.void.len() as u64)
    );
    for ((number, id), row) in &state.rows {
        let table = tables::table(*number).unwrap();
        let stored = reader.records().row(table, *id).unwrap();
        for (group, cell) in &row.cells {
            let expected: BTreeSet<Stamp> = cell.heads.iter().copied().collect();
            match heads.get(&(*number, *id, *group)) {
                Some(stands) => prop_assert_eq!(stands, &expected, "heads of {} {}", table.name, group),
                None => prop_assert_eq!(expected.len(), 1, "an insert alone in {} {}", table.name, group),
            }
        }
        prop_assert_eq!(stored.is_none(), row.hidden, "{} {}", table.name, id);
        let Some(stored) = stored else { continue };
        for (group, cell) in &row.cells {
            let in_conflict = stored
                .heads
                .iter()
                .any(|(column, _)| table.column(*column).unwrap().group == *group);
            prop_assert_eq!(
                in_conflict,
                cell.conflict,
                "conflict of {} {} {}",
                table.name,
                id,
                group
            );
            for (number, value) in &cell.values {
                let at = table
                    .columns
                    .iter()
                    .position(|column| column.number == *number)
                    .unwrap();
                // Without a conflict any head shows the same; with one, the shown head is not named by the model.
                if value.as_private().is_none() || cell.heads.len() == 1 {
                    let value = shown(&by_stamp, cell.heads.first(), value);
                    prop_assert_eq!(&stored.values[at], &value, "{}.{}", table.name, number);
                }
            }
        }
    }
    for table in tables::TABLES {
        let shown = state.rows.iter().filter(|(_, row)| !row.hidden);
        let count = shown.filter(|((number, _), _)| *number == table.number).count();
        prop_assert_eq!(
            reader.records().all(table, 10_000).unwrap().len(),
            count,
            "{}",
            table.name
        );
    }
    compare_sums(&reader.records(), &state)
}

/// The sums kept are those that the reference state adds up to, and those of the rows themselves.
fn compare_sums(records: &Records<'_>, state: &State) -> Result<(), TestCaseError> {
    let mut expected: BTreeMap<(u16, u16), Digest> = BTreeMap::new();
    for ((table, row), shown) in &state.rows {
        for cell in shown.cells.values() {
            for (column, value) in &cell.values {
                let digest = Digest::of_cell(*table, *column, *row, &cell.heads, value);
                expected.entry((*table, *column)).or_default().add(&digest);
            }
        }
    }
    let kept = records.column_sums().unwrap();
    let by_column: BTreeMap<(u16, u16), Digest> = kept.iter().map(|sum| ((sum.table, sum.column), sum.sum)).collect();
    expected.retain(|_, sum| *sum != Digest::ZERO);
    let written = by_column.into_iter().filter(|(_, sum)| *sum != Digest::ZERO).collect();
    prop_assert_eq!(&expected, &written);
    prop_assert_eq!(records.column_sums_of_rows(&AtomicBool::new(false)).unwrap(), kept);
    Ok(())
}

pub(crate) fn replica(history: &History, seed: u64) -> (tempfile::TempDir, Place, Writer) {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(folder.path().join("replica"));
    let environment = ship::environment(folder.path().join("state"), "machine 9", seed);
    let writer = Writer::open(&place, environment).unwrap();
    writer.join(history.vessel).unwrap();
    (folder, place, writer)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_arrival_gives_the_state_of_the_reference(
        seed in any::<u64>(), workstations in 2_usize..5, is_hard in any::<bool>(),
    ) {
        let begun = if is_hard { History::hard } else { History::new };
        let mut history = begun(seed, workstations).live(90);
        let arrivals = history.arrivals();
        let (_folder, place, writer) = replica(&history, seed);
        let mut model = Reference::new(history.vessel, None);
        let mut at = 0;
        while at < arrivals.len() {
            let batch = &arrivals[at..arrivals.len().min(at + 1 + history.dice.roll(12))];
            let verdicts = writer.apply(batch, NOON).unwrap();
            for (entry, verdict) in batch.iter().zip(&verdicts) {
                let expected = match model.apply(entry.clone()) {
                    journal::Verdict::Applied => Verdict::Applied,
                    journal::Verdict::Held { waits_for } => Verdict::Held { waits_for },
                    journal::Verdict::Repeated => Verdict::Repeated,
                    journal::Verdict::Void => Verdict::Void,
                    other => return Err(TestCaseError::fail(format!("{other:?}"))),
                };
                prop_assert_eq!(verdict, &expected);
            }
            at += batch.len();
        }
        prop_assert!(is_hard || model.model.state().held.is_empty());
        compare(&writer, &place, &model, &arrivals)?;
        let cancel = std::sync::Arc::default();
        let report = store::audit::verify(&place, None, &mut |_| {}, &cancel).unwrap();
        prop_assert_eq!(report.finding, None);
    }
}

fn simple_history() -> History {
    let mut history = History::new(1, 2);
    history.hear(1);
    while !history.authors[1].replica.model.has_row(history.person) {
        history.hear(1);
    }
    let fresh = RowId::new(history.authors[1].device, 1, 0).unwrap();
    history.write(1, "add_equipment", vec![machine(fresh)], Vec::new());
    history
}

#[test]
fn an_entry_waits_for_its_rows_and_is_released_by_them() {
    let history = simple_history();
    let (_folder, _place, writer) = replica(&history, 1);
    let late = writer.apply(&history.authors[1].chain, NOON).unwrap();
    let waits_for = vec![history.person, confirmation_id(history.authors[1].device)];
    assert_eq!(late, [Verdict::Held { waits_for }]);
    let machines = |writer: &Writer| {
        writer
            .readers()
            .reader()
            .unwrap()
            .records()
            .all(Equipment::TABLE, 10)
            .unwrap()
            .len()
    };
    assert_eq!(machines(&writer), 0);
    assert_eq!(
        writer.apply(&history.authors[0].chain, NOON).unwrap(),
        [Verdict::Applied]
    );
    assert_eq!(machines(&writer), 1);
    assert_eq!(
        writer.apply(&history.authors[1].chain, NOON).unwrap(),
        [Verdict::Repeated]
    );
}

#[test]
fn an_entry_that_does_not_follow_its_chain_is_not_kept() {
    let mut history = simple_history();
    let second = RowId::new(history.authors[1].device, 2, 0).unwrap();
    history.write(1, "add_equipment", vec![machine(second)], Vec::new());
    let (_folder, _place, writer) = replica(&history, 1);
    writer.apply(&history.authors[0].chain, NOON).unwrap();
    let ahead = writer.apply(&history.authors[1].chain[1..], NOON).unwrap();
    assert!(
        matches!(&ahead[0], Verdict::Refused(found) if found.seq == 1),
        "{ahead:?}"
    );
    let mut forged = history.authors[1].chain[0].clone();
    forged.role = "manager".to_owned();
    let refused = writer.apply(&[forged.clone()], NOON).unwrap();
    assert!(
        matches!(&refused[0], Verdict::Refused(found) if found.seq == 1),
        "{refused:?}"
    );
    assert_eq!(
        writer.apply(&history.authors[1].chain, NOON).unwrap(),
        [Verdict::Applied, Verdict::Applied]
    );
    forged.hash = forged.compute_hash();
    assert_eq!(writer.apply(&[forged], NOON).unwrap(), [Verdict::Fork]);
}

#[test]
fn what_a_newer_version_writes_is_parked_and_blocks_nothing() {
    let mut history = simple_history();
    let device = history.authors[1].device;
    let row = |seq: u64| RowId::new(device, seq, 0).unwrap();
    let mut with_more = machine(row(2));
    if let ChangeKind::Insert { values } = &mut with_more.kind {
        values.push((900, text("from a newer version")));
    }
    let unknown = Change {
        table: 900,
        row: row(3),
        kind: ChangeKind::Insert {
            values: vec![(1, Value::Int(1))],
        },
    };
    let mut unfit = machine(row(4));
    if let ChangeKind::Insert { values } = &mut unfit.kind {
        values[2].1 = text("submarine");
    }
    for (action, change) in [
        ("add_equipment", with_more),
        ("add_dinghy", unknown),
        ("add_equipment", unfit),
    ] {
        history.write(1, action, vec![change], Vec::new());
    }
    let (_folder, _place, writer) = replica(&history, 1);
    writer.apply(&history.authors[0].chain, NOON).unwrap();
    let verdicts = writer.apply(&history.authors[1].chain, NOON).unwrap();
    assert_eq!(verdicts[..3], [Verdict::Applied, Verdict::Applied, Verdict::Applied]);
    let Verdict::Parked { reason } = &verdicts[3] else {
        panic!("{verdicts:?}")
    };
    assert_eq!(reason, "pms_equipment.kind holds an unknown word");
    assert_eq!(
        writer
            .readers()
            .reader()
            .unwrap()
            .records()
            .all(Equipment::TABLE, 10)
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn an_entry_whose_author_is_no_person_is_parked_and_breaks_nothing_beside_it() {
    let mut history = simple_history();
    let device = history.authors[1].device;
    let row = |seq: u64| RowId::new(device, seq, 0).unwrap();
    history.write(1, "add_equipment", vec![machine(row(2))], Vec::new());
    let person = std::mem::replace(&mut history.person, row(2));
    history.write(1, "add_equipment", vec![machine(row(3))], Vec::new());
    history.person = person;
    history.write(1, "add_equipment", vec![machine(row(4))], Vec::new());
    let (_folder, _place, writer) = replica(&history, 1);
    writer.apply(&history.authors[0].chain, NOON).unwrap();
    let verdicts = writer.apply(&history.authors[1].chain, NOON).unwrap();
    let parked = Verdict::Parked {
        reason: "the author is nobody of the crew".to_owned(),
    };
    assert_eq!(verdicts[1..], [Verdict::Applied, parked, Verdict::Applied]);
    let reader = writer.readers().reader().unwrap();
    let machines = reader.records().all(Equipment::TABLE, 10).unwrap();
    assert_eq!(machines.len(), 3);
}

#[test]
fn two_completions_that_had_not_seen_each_other_are_a_conflict() {
    let mut history = simple_history();
    history.hear(0);
    while history.authors[0].heard[1] < 1 {
        history.hear(0);
    }
    history.add_work_order(0, RowId::new(history.authors[0].device, 2, 0).unwrap());
    while history.authors[1].heard[0] < 2 {
        history.hear(1);
    }
    let order = RowId::new(history.authors[0].device, 2, 0).unwrap();
    for at in [0, 1] {
        let group = DeclaredTables.group(WorkOrder::TABLE.number, 13).unwrap();
        let base = history.authors[at]
            .replica
            .model
            .heads(WorkOrder::TABLE.number, order, group)
            .to_vec();
        let write = GroupWrite {
            base,
            values: vec![(13, text("completed"))],
        };
        history.write(
            at,
            "mark_work_order_complete",
            vec![update(WorkOrder::TABLE, order, vec![write])],
            Vec::new(),
        );
    }
    let (_folder, _place, writer) = replica(&history, 1);
    let arrivals = history.arrivals();
    writer.apply(&arrivals, NOON).unwrap();
    let row = writer
        .readers()
        .reader()
        .unwrap()
        .records()
        .row(WorkOrder::TABLE, order)
        .unwrap()
        .unwrap();
    let status = row.heads.iter().find(|(column, _)| *column == 13).unwrap();
    assert_eq!(status.1, [text("completed"), text("completed")]);
}
