//! Entries of several workstations, in any order: the replica holds what the reference model holds.

use std::collections::{BTreeMap, BTreeSet};

use domain::merge::DeclaredTables;
use domain::schema::{Row, Table};
use domain::tables::{self, Crew, Device, Equipment, Permission, Vessel, WorkOrder};
use journal::{
    Actor, Change, ChangeKind, Clock, DeviceNumber, Draft, Entry, GroupWrite, Hlc, Model, Private, RowId, Schema,
    Stamp, Value, genesis_hash,
};
use proptest::prelude::*;
use rusqlite::Connection;
use store::{Place, Verdict, Writer};

use crate::ship::{self, NOON};

/// A small deterministic generator, so that one number is one history.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.roll(items.len())]
    }

    fn word(&mut self, words: &[&str]) -> Value {
        let at = self.roll(words.len());
        text(words[at])
    }
}

/// One workstation: what it has seen, and its chain.
struct Author {
    device: DeviceNumber,
    replica: Model<DeclaredTables>,
    clock: Clock,
    wall_ms: i64,
    chain: Vec<Entry>,
    /// How far it has heard each workstation.
    heard: Vec<usize>,
}

struct History {
    vessel: RowId,
    person: RowId,
    authors: Vec<Author>,
    dice: Dice,
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

impl History {
    fn new(seed: u64, workstations: usize) -> Self {
        let mut dice = Dice(seed);
        let first = DeviceNumber::new(1).unwrap();
        let authors = (0..workstations)
            .map(|at| Author {
                device: DeviceNumber::new(at as u64 + 1).unwrap(),
                replica: Model::new(DeclaredTables),
                clock: Clock::new(Hlc { millis: 0, counter: 0 }),
                // Clocks that are hours apart.
                wall_ms: NOON + dice.roll(7_200_000) as i64,
                chain: Vec::new(),
                heard: vec![0; workstations],
            })
            .collect();
        let (vessel, person) = (RowId::new(first, 1, 0).unwrap(), RowId::new(first, 1, 1).unwrap());
        let mut history = Self {
            vessel,
            person,
            authors,
            dice,
        };
        history.found();
        history
    }

    fn found(&mut self) {
        let vessel = insert(Vessel::TABLE, self.vessel, vec![(1, text("MY Test"))]);
        let person = insert(
            Crew::TABLE,
            self.person,
            vec![
                (1, Value::Private(0)),
                (2, Value::Private(1)),
                (3, text("captain")),
                (4, text("management")),
                (6, Value::Bool(true)),
            ],
        );
        self.write(
            0,
            "found_vessel",
            vec![vessel, person],
            vec![text("Ada Ferro"), text("Captain")],
        );
    }

    fn write(&mut self, at: usize, action: &str, changes: Vec<Change>, private: Vec<Value>) {
        let author = &mut self.authors[at];
        author.wall_ms += self.dice.roll(60_000) as i64 - 5_000;
        let entry = Draft {
            device: author.device,
            seq: author.chain.len() as u64 + 1,
            hlc: author.clock.tick(author.wall_ms),
            wall_at: author.wall_ms,
            clock_suspect: self.dice.roll(6) == 0,
            actor: Actor::Crew(self.person),
            role: "captain".to_owned(),
            action: action.to_owned(),
            action_version: 1,
            parameters: serde_json::json!({}),
            changes,
            seen: Vec::new(),
            reissue_of: None,
            private: (!private.is_empty()).then(|| Private::new([3; 16], private)),
            signature: None,
            prev_hash: author
                .chain
                .last()
                .map_or_else(|| genesis_hash(author.device), |last| last.hash),
        }
        .seal()
        .unwrap();
        author.replica.apply(entry.clone());
        author.chain.push(entry);
        author.heard[at] = author.chain.len();
    }

    /// One workstation hears a few entries of another one.
    fn hear(&mut self, at: usize) {
        let from = self.dice.roll(self.authors.len());
        let heard = self.authors[at].heard[from];
        let count = 1 + self.dice.roll(6);
        let news: Vec<Entry> = self.authors[from]
            .chain
            .iter()
            .skip(heard)
            .take(count)
            .cloned()
            .collect();
        self.authors[at].heard[from] = heard + news.len();
        let wall_ms = self.authors[at].wall_ms;
        for entry in news {
            self.authors[at].clock.receive(entry.hlc, wall_ms);
            self.authors[at].replica.apply(entry);
        }
    }

    /// One act of one workstation, on what it holds.
    fn act(&mut self, at: usize) {
        if !self.authors[at].replica.has_row(self.person) {
            return self.hear(at);
        }
        let seq = self.authors[at].chain.len() as u64 + 1;
        let fresh = RowId::new(self.authors[at].device, seq, 0).unwrap();
        match self.dice.roll(10) {
            0 | 1 => self.write(at, "add_equipment", vec![machine(fresh)], Vec::new()),
            2 => self.add_permission(at),
            3 => self.add_work_order(at, fresh),
            4 => self.introduce(at, fresh),
            5 => self.rename_person(at),
            _ => self.change_something(at),
        }
    }

    fn add_permission(&mut self, at: usize) {
        let action = *self.dice.pick(&["report_fault", "add_part"]);
        let id = RowId::natural(Permission::TABLE.number, &[action.as_bytes(), b"crew"]);
        let mut values = vec![(1, text(action)), (2, text("crew"))];
        if self.dice.roll(2) == 0 {
            values.push((3, text("all")));
        }
        self.write(
            at,
            "set_permission",
            vec![insert(Permission::TABLE, id, values)],
            Vec::new(),
        );
    }

    fn add_work_order(&mut self, at: usize, fresh: RowId) {
        let Some(machine) = self.any_row(at, Equipment::TABLE) else {
            return;
        };
        let values = vec![
            (1, text("WO-2026-E0001")),
            (2, text("Change the filter")),
            (3, text("corrective")),
            (4, text("normal")),
            (7, Value::Id(machine)),
            (10, text("deck")),
            (13, text("candidate")),
        ];
        self.write(
            at,
            "create_work_order",
            vec![insert(WorkOrder::TABLE, fresh, values)],
            Vec::new(),
        );
    }

    fn introduce(&mut self, at: usize, fresh: RowId) {
        let device = self.authors[at].device.to_string();
        let values = vec![
            (1, text(&device)),
            (2, text("E")),
            (3, text("Bridge")),
            (4, Value::Bytes(vec![at as u8; 32])),
        ];
        self.write(
            at,
            "introduce_workstation",
            vec![insert(Device::TABLE, fresh, values)],
            Vec::new(),
        );
    }

    fn rename_person(&mut self, at: usize) {
        let name = *self.dice.pick(&["Ada Ferro", "Ada Marin", "A. Ferro"]);
        let base = self.authors[at]
            .replica
            .heads(Crew::TABLE.number, self.person, 1)
            .to_vec();
        let write = GroupWrite {
            base,
            values: vec![(1, Value::Private(0))],
        };
        self.write(
            at,
            "edit_crew",
            vec![update(Crew::TABLE, self.person, vec![write])],
            vec![text(name)],
        );
    }

    fn change_something(&mut self, at: usize) {
        let table = *self.dice.pick(&[Equipment::TABLE, WorkOrder::TABLE, Permission::TABLE]);
        let Some(row) = self.any_row(at, table) else { return };
        let (action, values) = match table.number {
            7 if self.dice.roll(3) == 0 => (
                "retire_equipment",
                vec![(13, Value::Bool(self.dice.roll(2) == 0)), (14, text("worn"))],
            ),
            7 => (
                "edit_equipment",
                vec![(2, self.dice.word(&["Pump", "Main pump", "Old pump"]))],
            ),
            11 => match self.dice.roll(3) {
                0 => (
                    "mark_work_order_complete",
                    vec![(13, text("completed")), (14, text("resolved"))],
                ),
                1 => ("start_work_order", vec![(13, text("active"))]),
                _ => ("edit_work_order", vec![(4, self.dice.word(&["low", "urgent"]))]),
            },
            _ => (
                "set_permission",
                vec![(3, self.dice.word(&["all", "assigned", "department"]))],
            ),
        };
        let group = table.column(values[0].0).unwrap().group;
        let base = self.authors[at].replica.heads(table.number, row, group).to_vec();
        self.write(
            at,
            action,
            vec![update(table, row, vec![GroupWrite { base, values }])],
            Vec::new(),
        );
    }

    fn any_row(&mut self, at: usize, table: &Table) -> Option<RowId> {
        let state = self.authors[at].replica.state();
        let rows: Vec<RowId> = state
            .rows
            .keys()
            .filter(|(number, _)| *number == table.number)
            .map(|(_, id)| *id)
            .collect();
        (!rows.is_empty()).then(|| *self.dice.pick(&rows))
    }

    fn live(mut self, steps: usize) -> Self {
        for _ in 0..steps {
            let at = self.dice.roll(self.authors.len());
            if self.dice.roll(3) == 0 {
                self.hear(at)
            } else {
                self.act(at)
            }
        }
        self
    }

    /// All entries, each workstation's in order, the workstations mixed; some of them twice.
    fn arrivals(&mut self) -> Vec<Entry> {
        let mut next = vec![0; self.authors.len()];
        let mut arrivals = Vec::new();
        while let Some(at) = self.unfinished(&next) {
            let run = 1 + self.dice.roll(8);
            let again = usize::from(self.dice.roll(5) == 0);
            let from = next[at].saturating_sub(again);
            let until = self.authors[at].chain.len().min(next[at] + run);
            arrivals.extend_from_slice(&self.authors[at].chain[from..until]);
            next[at] = until;
        }
        arrivals
    }

    fn unfinished(&mut self, next: &[usize]) -> Option<usize> {
        let left: Vec<usize> = (0..next.len())
            .filter(|&at| next[at] < self.authors[at].chain.len())
            .collect();
        (!left.is_empty()).then(|| *self.dice.pick(&left))
    }
}

fn insert(table: &Table, row: RowId, values: Vec<(u16, Value)>) -> Change {
    Change {
        table: table.number,
        row,
        kind: ChangeKind::Insert { values },
    }
}

fn update(table: &Table, row: RowId, groups: Vec<GroupWrite>) -> Change {
    Change {
        table: table.number,
        row,
        kind: ChangeKind::Update { groups },
    }
}

fn machine(id: RowId) -> Change {
    let values = vec![
        (1, text("651.1")),
        (2, text("Pump")),
        (3, text("machine")),
        (11, text("deck")),
        (12, Value::Bool(false)),
        (13, Value::Bool(false)),
    ];
    insert(Equipment::TABLE, id, values)
}

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
        let stamps = stamps.split(' ').map(|stamp| stamp.parse().unwrap()).collect();
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

fn compare(writer: &Writer, place: &Place, model: &Model<DeclaredTables>, all: &[Entry]) -> Result<(), TestCaseError> {
    let by_stamp: BTreeMap<Stamp, Entry> = all.iter().map(|entry| (entry.stamp(), entry.clone())).collect();
    let heads = stored_heads(place);
    let reader = writer.readers().reader().unwrap();
    let state = model.state();
    for ((number, id), row) in &state.rows {
        let table = tables::table(*number).unwrap();
        let stored = reader.records().row(table, *id).unwrap();
        let stored = stored.ok_or_else(|| TestCaseError::fail(format!("{} {id} is missing", table.name)))?;
        for (group, cell) in &row.cells {
            let of_insert = || cell.heads.iter().copied().collect();
            let stands = heads.get(&(*number, *id, *group)).cloned().unwrap_or_else(of_insert);
            prop_assert_eq!(
                &stands,
                &cell.heads.iter().copied().collect(),
                "heads of {} {}",
                table.name,
                group
            );
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
        let count = state.rows.keys().filter(|(number, _)| *number == table.number).count();
        prop_assert_eq!(
            reader.records().all(table, 10_000).unwrap().len(),
            count,
            "{}",
            table.name
        );
    }
    Ok(())
}

fn replica(history: &History, seed: u64) -> (tempfile::TempDir, Place, Writer) {
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
    fn any_order_of_arrival_gives_the_state_of_the_reference(seed in any::<u64>(), workstations in 2_usize..5) {
        let mut history = History::new(seed, workstations).live(90);
        let arrivals = history.arrivals();
        let (_folder, place, writer) = replica(&history, seed);
        let mut model = Model::new(DeclaredTables);
        let mut at = 0;
        while at < arrivals.len() {
            let batch = &arrivals[at..arrivals.len().min(at + 1 + history.dice.roll(12))];
            let verdicts = writer.apply(batch, NOON).unwrap();
            for (entry, verdict) in batch.iter().zip(&verdicts) {
                let expected = match model.apply(entry.clone()) {
                    journal::Verdict::Applied => Verdict::Applied,
                    journal::Verdict::Held { waits_for } => Verdict::Held { waits_for },
                    journal::Verdict::Repeated => Verdict::Repeated,
                    other => return Err(TestCaseError::fail(format!("{other:?}"))),
                };
                prop_assert_eq!(verdict, &expected);
            }
            at += batch.len();
        }
        prop_assert!(model.state().held.is_empty());
        compare(&writer, &place, &model, &arrivals)?;
        let cancel = std::sync::Arc::default();
        let report = store::audit::verify(&place, None, &mut |_| {}, &cancel).unwrap();
        prop_assert_eq!(report.finding, None);
    }
}

fn simple_history() -> History {
    let mut history = History::new(1, 2);
    history.hear(1);
    while !history.authors[1].replica.has_row(history.person) {
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
    assert_eq!(
        late,
        [Verdict::Held {
            waits_for: vec![history.person]
        }]
    );
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
