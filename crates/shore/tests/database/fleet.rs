//! A vessel's workstations that hear each other late, made from one number: some are let in late, some
//! are closed, some are of a newer version.

use std::collections::BTreeMap;

use domain::devices::{Closed, Confirmed};
use domain::merge::VesselTables;
use domain::schema::{Row, Table};
use domain::tables::{Crew, Device, DeviceKind, Equipment, Note, Part, Permission, Vessel, WorkOrder};
use ed25519_dalek::SigningKey;
use journal::{
    Actor, Change, ChangeKind, Clock, DeviceNumber, Draft, Entry, Group, GroupWrite, Hlc, Model, Private, RowId,
    Schema, Value, genesis_hash,
};
use wire::{Batch, SignedHead};

/// 2026-11-22 12:00 UTC.
pub(crate) const NOON: i64 = 1_795_348_800_000;

/// A small deterministic generator, so that one number is one history.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.roll(items.len())]
    }

    fn word(&mut self, words: &[&str]) -> Value {
        text(words[self.roll(words.len())])
    }
}

/// The tables as a workstation itself sees them: its own entries wait for nobody's word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Aboard {
    tables: VesselTables,
    own: DeviceNumber,
}

impl Schema for Aboard {
    fn group(&self, table: u16, column: u16) -> Option<u16> {
        self.tables.group(table, column)
    }
    fn groups(&self, table: u16) -> Option<&[Group]> {
        self.tables.groups(table)
    }
    fn is_append_only(&self, table: u16) -> bool {
        self.tables.is_append_only(table)
    }
    fn finality(&self, table: u16, group: u16, values: &[(u16, Value)]) -> u8 {
        self.tables.finality(table, group, values)
    }
    fn is_once_only(&self, action: &str) -> bool {
        self.tables.is_once_only(action)
    }
    fn vouched_by(&self, device: DeviceNumber) -> Option<RowId> {
        (device != self.own).then(|| self.tables.vouched_by(device)).flatten()
    }
}

/// One workstation: what it has seen, and its chain.
pub(crate) struct Author {
    pub(crate) device: DeviceNumber,
    pub(crate) key: SigningKey,
    pub(crate) replica: Model<Aboard>,
    clock: Clock,
    wall_ms: i64,
    pub(crate) chain: Vec<Entry>,
    /// How far it has heard each workstation.
    heard: Vec<usize>,
}

pub(crate) struct Fleet {
    pub(crate) vessel: RowId,
    pub(crate) person: RowId,
    pub(crate) authors: Vec<Author>,
    pub(crate) dice: Dice,
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

impl Fleet {
    /// A founded vessel with so many workstations, each of which has introduced itself.
    pub(crate) fn new(seed: u64, workstations: usize) -> Self {
        let mut dice = Dice(seed);
        dice.roll(2);
        // Far apart, so that the vessels of two seeds do not share a device.
        let number = |at: usize| DeviceNumber::new((seed << 4 & 0x7fff_ffff_fff0) | (at as u64 + 1)).unwrap();
        let first = number(0);
        let vessel = RowId::new(first, 1, 0).unwrap();
        let authors = (0..workstations).map(|at| Author {
            device: number(at),
            key: SigningKey::from_bytes(&[at as u8 + 1; 32]),
            replica: Model::new(Aboard {
                tables: VesselTables(vessel),
                own: number(at),
            }),
            clock: Clock::new(Hlc { millis: 0, counter: 0 }),
            // Clocks that are hours apart.
            wall_ms: NOON + dice.roll(7_200_000) as i64,
            chain: Vec::new(),
            heard: vec![0; workstations],
        });
        let authors = authors.collect();
        let mut fleet = Self {
            vessel,
            person: RowId::new(first, 1, 1).unwrap(),
            authors,
            dice,
        };
        fleet.found();
        (1..workstations).for_each(|at| fleet.introduce(at));
        fleet
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
        let device = self.introduction(0, 2);
        let private = vec![text("Ada Ferro"), text("Captain")];
        self.write(0, "found_vessel", vec![vessel, person, device], private);
    }

    fn introduce(&mut self, at: usize) {
        let device = self.introduction(at, 0);
        self.write(at, "introduce_workstation", vec![device], Vec::new());
    }

    fn introduction(&self, at: usize, k: u32) -> Change {
        let author = &self.authors[at];
        let values = vec![
            (1, text(&author.device.to_string())),
            (2, text("E")),
            (3, text("Bridge")),
            (4, Value::Bytes(author.key.verifying_key().to_bytes().to_vec())),
        ];
        insert(Device::TABLE, RowId::new(author.device, 1, k).unwrap(), values)
    }

    /// The workstation's next entry, on what it holds.
    pub(crate) fn write(&mut self, at: usize, action: &str, changes: Vec<Change>, private: Vec<Value>) {
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
    pub(crate) fn hear(&mut self, at: usize) {
        let from = self.dice.roll(self.authors.len());
        let count = 1 + self.dice.roll(6);
        self.hear_from(at, from, count);
    }

    pub(crate) fn hear_from(&mut self, at: usize, from: usize, count: usize) {
        let heard = self.authors[at].heard[from];
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
    pub(crate) fn act(&mut self, at: usize) {
        if !self.authors[at].replica.has_row(self.person) {
            return self.hear(at);
        }
        let fresh = self.fresh(at);
        match self.dice.roll(14) {
            0 | 1 => self.write(at, "add_equipment", vec![machine(fresh)], Vec::new()),
            2 => self.add_permission(at),
            3 => self.add_work_order(at, fresh),
            4 => self.add_note(at, fresh),
            5 => self.rename_person(at),
            6 => self.confirm(at),
            7 if self.dice.roll(4) == 0 => self.close(at, fresh),
            8 => self.write_newer(at, fresh),
            9 => self.write(at, "add_part", vec![part(fresh)], Vec::new()),
            _ => self.change_something(at),
        }
    }

    /// The id of a row that the workstation's next entry adds.
    pub(crate) fn fresh(&self, at: usize) -> RowId {
        let author = &self.authors[at];
        RowId::new(author.device, author.chain.len() as u64 + 1, 0).unwrap()
    }

    fn confirm(&mut self, at: usize) {
        let whom = self.dice.roll(self.authors.len());
        self.confirm_whom(at, whom);
    }

    /// Lets another workstation in.
    pub(crate) fn confirm_whom(&mut self, at: usize, whom: usize) {
        let whom = &self.authors[whom];
        let confirmed = Confirmed {
            device: whom.device,
            kind: DeviceKind::Workstation,
            letter: Some("B".to_owned()),
            name: "Bridge".to_owned(),
            public_key: whom.key.verifying_key().to_bytes(),
        };
        self.write(at, "confirm_device", vec![confirmed.change()], Vec::new());
    }

    fn close(&mut self, at: usize, fresh: RowId) {
        let whom = self.dice.roll(self.authors.len());
        let last_seq = self.dice.roll(self.authors[whom].chain.len() + 2);
        self.close_after(at, fresh, whom, last_seq as u64);
    }

    pub(crate) fn close_after(&mut self, at: usize, fresh: RowId, whom: usize, last_seq: u64) {
        let device = self.authors[whom].device;
        let closed = Closed {
            device,
            last_seq,
            hash: genesis_hash(device),
            reason: "Lost overboard".to_owned(),
        };
        self.write(at, "close_device", vec![closed.change(fresh)], Vec::new());
    }

    /// What a newer version writes: a column and a table that this one does not know.
    fn write_newer(&mut self, at: usize, fresh: RowId) {
        let change = if self.dice.roll(2) == 0 {
            let mut change = machine(fresh);
            if let ChangeKind::Insert { values } = &mut change.kind {
                values.push((900, text("from a newer version")));
            }
            change
        } else {
            let values = vec![(1, Value::Int(1))];
            let kind = ChangeKind::Insert { values };
            Change {
                table: 900,
                row: fresh,
                kind,
            }
        };
        self.write(at, "add_dinghy", vec![change], Vec::new());
    }

    fn add_permission(&mut self, at: usize) {
        let action = *self.dice.pick(&["report_fault", "add_part"]);
        let id = RowId::natural(Permission::TABLE.number, &[action.as_bytes(), b"crew"]);
        let mut values = vec![(1, text(action)), (2, text("crew"))];
        if self.dice.roll(2) == 0 {
            values.push((3, text("all")));
        }
        let change = insert(Permission::TABLE, id, values);
        self.write(at, "set_permission", vec![change], Vec::new());
    }

    pub(crate) fn add_work_order(&mut self, at: usize, fresh: RowId) {
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
            (11, text("2026-11-20")),
            (13, text("candidate")),
        ];
        let change = insert(WorkOrder::TABLE, fresh, values);
        self.write(at, "create_work_order", vec![change], Vec::new());
    }

    fn add_note(&mut self, at: usize, fresh: RowId) {
        let Some(order) = self.any_row(at, WorkOrder::TABLE) else {
            return;
        };
        let values = vec![
            (1, Value::Id(order)),
            (2, text("Looks worn\0, \u{FDD0} and leaks")),
            (3, text("diagnosis")),
            (4, text("note")),
        ];
        let change = insert(Note::TABLE, fresh, values);
        self.write(at, "add_note_to_work_order", vec![change], Vec::new());
    }

    fn rename_person(&mut self, at: usize) {
        let name = *self.dice.pick(&["Ada Ferro", "Ada Marin", "A. Ferro"]);
        let write = self.on_heads(at, Crew::TABLE, self.person, vec![(1, Value::Private(0))]);
        self.write(at, "edit_crew", vec![write], vec![text(name)]);
    }

    fn change_something(&mut self, at: usize) {
        let table = *self
            .dice
            .pick(&[Equipment::TABLE, WorkOrder::TABLE, Permission::TABLE, Part::TABLE]);
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
            11 => match self.dice.roll(4) {
                0 => (
                    "mark_work_order_complete",
                    vec![
                        (13, text("completed")),
                        (14, text("resolved")),
                        (15, text("1.5")),
                        (16, Value::Int(NOON)),
                        (17, text(&format!("[\"{}\"]", self.person))),
                        (19, Value::Id(self.person)),
                    ],
                ),
                1 => ("start_work_order", vec![(13, text("active"))]),
                2 => ("assign_work_order", vec![(12, Value::Id(self.person))]),
                _ => ("edit_work_order", vec![(4, self.dice.word(&["low", "urgent"]))]),
            },
            15 => (
                "set_stock_levels",
                vec![(8, self.dice.word(&["2", "0.25", "10000000"]))],
            ),
            _ => (
                "set_permission",
                vec![(3, self.dice.word(&["all", "assigned", "department"]))],
            ),
        };
        let write = self.on_heads(at, table, row, values);
        self.write(at, action, vec![write], Vec::new());
    }

    /// An update of one group, on all its heads as the workstation knows them.
    pub(crate) fn on_heads(&self, at: usize, table: &Table, row: RowId, values: Vec<(u16, Value)>) -> Change {
        let group = table.column(values[0].0).unwrap().group;
        let base = self.authors[at].replica.heads(table.number, row, group).to_vec();
        update(table, row, vec![GroupWrite { base, values }])
    }

    pub(crate) fn any_row(&mut self, at: usize, table: &Table) -> Option<RowId> {
        let state = self.authors[at].replica.state();
        let rows = state.rows.keys().filter(|(number, _)| *number == table.number);
        let rows: Vec<RowId> = rows.map(|(_, id)| *id).collect();
        (!rows.is_empty()).then(|| *self.dice.pick(&rows))
    }

    pub(crate) fn live(mut self, steps: usize) -> Self {
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

    /// All entries in batches, each workstation's in order, the workstations mixed; some of them twice,
    /// and some overlapping.
    pub(crate) fn batches(&mut self) -> Vec<Batch> {
        let mut next = vec![0; self.authors.len()];
        let mut batches = Vec::new();
        loop {
            let left = (0..next.len()).filter(|&at| next[at] < self.authors[at].chain.len());
            let left: Vec<usize> = left.collect();
            if left.is_empty() {
                return batches;
            }
            let at = *self.dice.pick(&left);
            let run = 1 + self.dice.roll(12);
            let again = self.dice.roll(5).saturating_sub(2);
            let from = usize::saturating_sub(next[at], again);
            let until = self.authors[at].chain.len().min(next[at] + run);
            let batch = self.batch(at, from, until);
            if self.dice.roll(6) == 0 {
                batches.push(batch.clone());
            }
            batches.push(batch);
            next[at] = until;
        }
    }

    /// The workstation's entries after the `from`-th up to the `until`-th.
    pub(crate) fn batch(&self, at: usize, from: usize, until: usize) -> Batch {
        let author = &self.authors[at];
        let entries = &author.chain[from..until];
        let last = entries.last().unwrap();
        let head = SignedHead::sign(self.vessel, author.device, last.seq, last.hash, &author.key);
        wire::pack(self.vessel, entries, &head).unwrap()
    }

    /// The workstation's whole chain.
    pub(crate) fn whole(&self, at: usize) -> Batch {
        self.batch(at, 0, self.authors[at].chain.len())
    }

    /// Every entry of the batches, once.
    pub(crate) fn entries_of(&self, batches: &[Batch]) -> Vec<Entry> {
        let unpacked = batches.iter().flat_map(|batch| wire::unpack(batch).unwrap());
        let by_stamp: BTreeMap<_, _> = unpacked.map(|entry| (entry.stamp(), entry)).collect();
        by_stamp.into_values().collect()
    }
}

pub(crate) fn insert(table: &Table, row: RowId, values: Vec<(u16, Value)>) -> Change {
    Change {
        table: table.number,
        row,
        kind: ChangeKind::Insert { values },
    }
}

pub(crate) fn update(table: &Table, row: RowId, groups: Vec<GroupWrite>) -> Change {
    Change {
        table: table.number,
        row,
        kind: ChangeKind::Update { groups },
    }
}

pub(crate) fn machine(id: RowId) -> Change {
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

pub(crate) fn part(id: RowId) -> Change {
    let values = vec![
        (1, text("0451-103")),
        (2, text("Impeller")),
        (5, text("pcs")),
        (7, text("engineering")),
        (8, text("1.5")),
        (12, Value::Bool(false)),
    ];
    insert(Part::TABLE, id, values)
}
