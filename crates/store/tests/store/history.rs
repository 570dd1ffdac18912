//! Histories of several workstations that hear each other late, made from one number.

use domain::devices::{Closed, Confirmed};
use domain::schema::{Row, Table};
use domain::tables::{Crew, Device, DeviceKind, Equipment, Permission, Vessel, WorkOrder};
use journal::{
    Actor, Change, ChangeKind, Clock, DeviceNumber, Draft, Entry, GroupWrite, Hlc, Private, RowId, Stamp, Value,
    genesis_hash,
};

use crate::reference::Reference;
use crate::ship::NOON;

/// A small deterministic generator, so that one number is one history.
pub(crate) struct Dice(u64);

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

    pub(crate) fn word(&mut self, words: &[&str]) -> Value {
        let at = self.roll(words.len());
        text(words[at])
    }
}

/// One workstation: what it has seen, and its chain.
pub(crate) struct Author {
    pub(crate) device: DeviceNumber,
    pub(crate) replica: Reference,
    pub(crate) clock: Clock,
    pub(crate) wall_ms: i64,
    pub(crate) chain: Vec<Entry>,
    /// How far it has heard each workstation.
    pub(crate) heard: Vec<usize>,
    /// How far it has told that it heard.
    told: Vec<usize>,
}

pub(crate) struct History {
    pub(crate) vessel: RowId,
    pub(crate) person: RowId,
    pub(crate) authors: Vec<Author>,
    pub(crate) dice: Dice,
    /// Whether devices are confirmed and closed on the way, instead of all being confirmed at once.
    pub(crate) is_hard: bool,
    /// The void entry that the next one stands for.
    pub(crate) issuing_again: Option<Stamp>,
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

impl History {
    /// Everybody is confirmed from the start, and nobody is ever closed.
    pub(crate) fn new(seed: u64, workstations: usize) -> Self {
        Self::begun(seed, workstations, false)
    }

    /// Who is confirmed or closed, when, and by whom is left to the dice.
    pub(crate) fn hard(seed: u64, workstations: usize) -> Self {
        Self::begun(seed, workstations, true)
    }

    fn begun(seed: u64, workstations: usize, is_hard: bool) -> Self {
        let mut dice = Dice(seed);
        let first = DeviceNumber::new(1).unwrap();
        let vessel = RowId::new(first, 1, 0).unwrap();
        let authors = (0..workstations)
            .map(|at| Author {
                device: DeviceNumber::new(at as u64 + 1).unwrap(),
                replica: Reference::new(vessel, DeviceNumber::new(at as u64 + 1).ok()),
                clock: Clock::new(Hlc { millis: 0, counter: 0 }),
                // Clocks that are hours apart.
                wall_ms: NOON + dice.roll(7_200_000) as i64,
                chain: Vec::new(),
                heard: vec![0; workstations],
                told: vec![0; workstations],
            })
            .collect();
        let person = RowId::new(first, 1, 1).unwrap();
        let mut history = Self {
            vessel,
            person,
            authors,
            dice,
            is_hard,
            issuing_again: None,
        };
        history.found();
        history
    }

    pub(crate) fn found(&mut self) {
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
        let mut changes = vec![vessel, person];
        if !self.is_hard {
            changes.extend(self.authors[1..].iter().map(|author| confirmation(author.device)));
        }
        self.write(0, "found_vessel", changes, vec![text("Ada Ferro"), text("Captain")]);
    }

    /// Somebody's word for a device, their own perhaps.
    fn confirm(&mut self, at: usize) {
        let of = self.dice.roll(self.authors.len());
        let device = self.authors[of].device;
        self.write(at, "confirm_device", vec![confirmation(device)], Vec::new());
    }

    /// Closes a device, the own one perhaps, somewhere in what it wrote or will write.
    pub(crate) fn close(&mut self, at: usize, fresh: RowId) {
        let of = self.dice.roll(self.authors.len());
        let (device, length) = (self.authors[of].device, self.authors[of].chain.len());
        // Seldom near the beginning, where nothing would be left.
        let last_seq = (length / 2 + self.dice.roll(length + 2)) as u64;
        let closed = Closed {
            device,
            last_seq,
            hash: genesis_hash(device),
            reason: "Lost".to_owned(),
        };
        self.write(at, "close_device", vec![closed.change(fresh)], Vec::new());
    }

    pub(crate) fn write(&mut self, at: usize, action: &str, changes: Vec<Change>, private: Vec<Value>) {
        let seen = self.newly_heard(at);
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
            seen,
            reissue_of: self.issuing_again.take(),
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

    /// An entry that somebody wrote.
    pub(crate) fn entry(&self, stamp: Stamp) -> &Entry {
        let author = self.authors.iter().find(|author| author.device == stamp.device);
        &author.unwrap().chain[stamp.seq as usize - 1]
    }

    /// What a workstation has heard since it wrote last.
    fn newly_heard(&mut self, at: usize) -> Vec<Stamp> {
        let devices: Vec<DeviceNumber> = self.authors.iter().map(|author| author.device).collect();
        let author = &mut self.authors[at];
        let news = devices.into_iter().enumerate().filter(|(from, _)| *from != at);
        let news = news.filter(|(from, _)| author.told[*from] < author.heard[*from]);
        let seen = news
            .map(|(from, device)| Stamp {
                device,
                seq: author.heard[from] as u64,
            })
            .collect();
        author.told.clone_from(&author.heard);
        seen
    }

    /// One workstation hears a few entries of another one.
    pub(crate) fn hear(&mut self, at: usize) {
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
    pub(crate) fn act(&mut self, at: usize) {
        if !self.authors[at].replica.model.has_row(self.person) {
            return self.hear(at);
        }
        let seq = self.authors[at].chain.len() as u64 + 1;
        let fresh = RowId::new(self.authors[at].device, seq, 0).unwrap();
        if self.is_hard && self.dice.roll(8) == 0 {
            return match self.dice.roll(4) {
                0 => self.close(at, fresh),
                _ => self.confirm(at),
            };
        }
        match self.dice.roll(11) {
            10 => self.change_role(at),
            0 | 1 => self.write(at, "add_equipment", vec![machine(fresh)], Vec::new()),
            2 => self.add_permission(at),
            3 => self.add_work_order(at, fresh),
            4 => self.introduce(at, fresh),
            5 => self.rename_person(at),
            _ => self.change_something(at),
        }
    }

    pub(crate) fn add_permission(&mut self, at: usize) {
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
            (13, text("candidate")),
        ];
        self.write(
            at,
            "create_work_order",
            vec![insert(WorkOrder::TABLE, fresh, values)],
            Vec::new(),
        );
    }

    pub(crate) fn introduce(&mut self, at: usize, fresh: RowId) {
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

    pub(crate) fn rename_person(&mut self, at: usize) {
        let name = *self.dice.pick(&["Ada Ferro", "Ada Marin", "A. Ferro"]);
        let base = self.authors[at]
            .replica
            .model
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

    fn change_role(&mut self, at: usize) {
        let values = match self.dice.roll(3) {
            0 => vec![(6, Value::Bool(self.dice.roll(2) == 0))],
            _ => vec![(3, self.dice.word(&["captain", "crew"]))],
        };
        let group = Crew::TABLE.column(values[0].0).unwrap().group;
        let base = self.authors[at]
            .replica
            .model
            .heads(Crew::TABLE.number, self.person, group)
            .to_vec();
        let change = update(Crew::TABLE, self.person, vec![GroupWrite { base, values }]);
        self.write(at, "set_role", vec![change], Vec::new());
    }

    pub(crate) fn change_something(&mut self, at: usize) {
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
        let base = self.authors[at].replica.model.heads(table.number, row, group).to_vec();
        self.write(
            at,
            action,
            vec![update(table, row, vec![GroupWrite { base, values }])],
            Vec::new(),
        );
    }

    pub(crate) fn any_row(&mut self, at: usize, table: &Table) -> Option<RowId> {
        let state = self.authors[at].replica.model.state();
        let rows: Vec<RowId> = state
            .rows
            .keys()
            .filter(|(number, _)| *number == table.number)
            .map(|(_, id)| *id)
            .collect();
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

    /// All entries, each workstation's in order, the workstations mixed; some of them twice.
    pub(crate) fn arrivals(&mut self) -> Vec<Entry> {
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

    pub(crate) fn unfinished(&mut self, next: &[usize]) -> Option<usize> {
        let left: Vec<usize> = (0..next.len())
            .filter(|&at| next[at] < self.authors[at].chain.len())
            .collect();
        (!left.is_empty()).then(|| *self.dice.pick(&left))
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

/// The word that lets a device in.
pub(crate) fn confirmation(device: DeviceNumber) -> Change {
    let confirmed = Confirmed {
        device,
        kind: DeviceKind::Workstation,
        letter: Some("B".to_owned()),
        name: "Bridge".to_owned(),
        public_key: [9; 32],
    };
    confirmed.change()
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
