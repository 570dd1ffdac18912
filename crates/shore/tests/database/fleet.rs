//! A vessel's workstations that hear each other late, made from one number: some are let in late, some
//! are closed, some are of a newer version.

mod acts;
mod batches;

use domain::merge::VesselTables;
use domain::schema::{Row, Table};
use domain::tables::{Crew, Device, Equipment, Part, Vessel};
use ed25519_dalek::SigningKey;
use journal::{
    Actor, Change, ChangeKind, Clock, DeviceNumber, Draft, Entry, Group, GroupWrite, Hlc, Model, Private, RowId,
    Schema, Value, genesis_hash,
};

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
