//! A fleet of honest workstations that work apart and meet by chance: the source of believable sets
//! of entries for properties.

use std::collections::BTreeMap;

use journal::{
    Change, ChangeKind, Clock, DeviceNumber, Draft, Entry, Frontier, GroupWrite, Hlc, Model, RowId, Stamp, Value,
    genesis_hash, is_suspect,
};
use proptest::prelude::*;

use crate::samples::{MORNING_MS, insert, plain};
use crate::tables::{EQUIPMENT, FAULTS, HANDOVER, HOW, NOTES, NOTICED, PERMISSIONS, REMARK, STATUS, TITLE, Version};

/// What one person does, or which two workstations meet. Rows are picked among those known there.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Report { at: usize, about: usize },
    Note { at: usize, about: usize },
    Rename { at: usize, about: usize, word: u8 },
    Resolve { at: usize, about: usize, word: u8 },
    Complete { at: usize, about: usize },
    Permit { at: usize, key: u8, word: u8 },
    Newer { at: usize, about: usize, word: u8 },
    Meet { from: usize, to: usize },
}

/// All that happened, and which devices were closed where.
#[derive(Debug, Clone)]
pub(crate) struct Voyage {
    pub(crate) entries: Vec<Entry>,
    pub(crate) closes: Vec<Stamp>,
}

struct Workstation {
    device: DeviceNumber,
    version: Version,
    model: Model<Version>,
    clock: Clock,
    wall_offset_ms: i64,
    seen_wall_ms_max: i64,
    log: BTreeMap<Stamp, Entry>,
    frontier: Frontier,
    frontier_before: Frontier,
    faults: Vec<RowId>,
}

/// Voyages of 3 to 5 workstations, some of a newer version, some with wrong clocks, some closed.
pub(crate) fn voyages() -> impl Strategy<Value = Voyage> {
    let clocks = prop_oneof![
        4 => Just(0_i64),
        2 => -120_000_i64..120_000,
        1 => Just(-40_000_000_000_i64),
        1 => Just(90_000_000_000_i64),
    ];
    let stations = prop::collection::vec((clocks, any::<bool>()), 3..=5);
    let steps = prop::collection::vec(step(), 10..60);
    let closes = prop::collection::vec((0_usize..5, 0_u64..12), 0..3);
    (stations, steps, closes).prop_map(|(stations, steps, closes)| sail(&stations, &steps, &closes))
}

fn step() -> impl Strategy<Value = Step> {
    let at = 0_usize..5;
    // Few rows and few words, so that people meet on the same ones.
    let about = 0_usize..4;
    let word = 0_u8..3;
    prop_oneof![
        3 => (at.clone(), about.clone()).prop_map(|(at, about)| Step::Report { at, about }),
        2 => (at.clone(), about.clone()).prop_map(|(at, about)| Step::Note { at, about }),
        4 => (at.clone(), about.clone(), word.clone()).prop_map(|(at, about, word)| Step::Rename { at, about, word }),
        3 => (at.clone(), about.clone(), word.clone()).prop_map(|(at, about, word)| Step::Resolve { at, about, word }),
        2 => (at.clone(), about.clone()).prop_map(|(at, about)| Step::Complete { at, about }),
        2 => (at.clone(), word.clone(), word.clone()).prop_map(|(at, key, word)| Step::Permit { at, key, word }),
        2 => (at.clone(), about, word).prop_map(|(at, about, word)| Step::Newer { at, about, word }),
        6 => (at.clone(), at).prop_map(|(from, to)| Step::Meet { from, to }),
    ]
}

fn sail(stations: &[(i64, bool)], steps: &[Step], closes: &[(usize, u64)]) -> Voyage {
    let mut fleet: Vec<Workstation> = stations
        .iter()
        .enumerate()
        .map(|(index, station)| Workstation::new(index, *station))
        .collect();
    let count = fleet.len();
    for (hour, step) in steps.iter().enumerate() {
        let now_ms = MORNING_MS + 3_600_000 * i64::try_from(hour).unwrap();
        if let Step::Meet { from, to } = step {
            let sent: Vec<Entry> = fleet[from % count].log.values().cloned().collect();
            sent.into_iter().for_each(|entry| fleet[to % count].take(entry, now_ms));
        } else {
            fleet[step.at() % count].act(step, now_ms);
        }
    }
    let closes = closes
        .iter()
        .map(|(index, last)| Stamp {
            device: fleet[index % count].device,
            seq: *last,
        })
        .collect();
    let entries = fleet
        .into_iter()
        .flat_map(|station| {
            station
                .log
                .into_values()
                .filter(move |entry| entry.device == station.device)
        })
        .collect();
    Voyage { entries, closes }
}

impl Step {
    fn at(&self) -> usize {
        match self {
            Self::Report { at, .. }
            | Self::Note { at, .. }
            | Self::Rename { at, .. }
            | Self::Resolve { at, .. }
            | Self::Complete { at, .. }
            | Self::Permit { at, .. }
            | Self::Newer { at, .. } => *at,
            Self::Meet { from, .. } => *from,
        }
    }
}

impl Workstation {
    fn new(index: usize, (wall_offset_ms, is_newer): (i64, bool)) -> Self {
        let version = if is_newer { Version::Newer } else { Version::Older };
        Self {
            device: crate::samples::device(0x10 + index as u64),
            version,
            model: Model::new(version),
            clock: Clock::new(Hlc { millis: 0, counter: 0 }),
            wall_offset_ms,
            seen_wall_ms_max: 0,
            log: BTreeMap::new(),
            frontier: Frontier::new(),
            frontier_before: Frontier::new(),
            faults: Vec::new(),
        }
    }

    fn act(&mut self, step: &Step, now_ms: i64) {
        let seq = self.frontier.get(self.device) + 1;
        let prev = Stamp {
            device: self.device,
            seq: seq - 1,
        };
        let prev_hash = self
            .log
            .get(&prev)
            .map_or_else(|| genesis_hash(self.device), |entry| entry.hash);
        let Some(change) = self.change(step, seq) else { return };
        let wall_at = now_ms + self.wall_offset_ms;
        let draft = Draft {
            hlc: self.clock.tick(wall_at),
            wall_at,
            clock_suspect: is_suspect(wall_at, self.seen_wall_ms_max, None),
            action: if matches!(step, Step::Complete { .. }) {
                "complete"
            } else {
                "act"
            }
            .to_owned(),
            seen: self.frontier.delta_since(&self.frontier_before),
            changes: vec![change],
            ..plain(self.device.get(), seq, prev_hash)
        };
        self.frontier_before = self.frontier.clone();
        self.take(draft.seal().unwrap(), now_ms);
    }

    fn take(&mut self, entry: Entry, now_ms: i64) {
        if self.log.contains_key(&entry.stamp()) {
            return;
        }
        self.clock.receive(entry.hlc, now_ms + self.wall_offset_ms);
        if !entry.clock_suspect {
            self.seen_wall_ms_max = self.seen_wall_ms_max.max(entry.wall_at);
        }
        self.frontier.advance(entry.stamp());
        let is_insert = |change: &&Change| matches!(change.kind, ChangeKind::Insert { .. });
        let faults = entry
            .changes
            .iter()
            .filter(is_insert)
            .filter(|change| change.table == FAULTS);
        self.faults.extend(faults.map(|change| change.row));
        self.log.insert(entry.stamp(), entry.clone());
        self.model.apply(entry);
    }

    /// The change a step makes here; none where nothing is known that it could be about.
    fn change(&self, step: &Step, seq: u64) -> Option<Change> {
        let new_row = RowId::new(self.device, seq, 0).unwrap();
        let about = |about: &usize| self.faults.get(about % self.faults.len().max(1)).copied();
        Some(match step {
            Step::Report { about: other, .. } => {
                let mut values = vec![
                    (TITLE, "new".into()),
                    (STATUS, "open".into()),
                    (EQUIPMENT, about(other).into()),
                ];
                if self.version == Version::Newer {
                    values.push((NOTICED, Value::Int(seq.cast_signed())));
                }
                insert(FAULTS, new_row, values)
            }
            Step::Note { about: other, .. } => {
                insert(NOTES, new_row, vec![(1, "checked".into()), (2, about(other)?.into())])
            }
            Step::Rename { about: other, word, .. } => self.write(FAULTS, about(other)?, &[(TITLE, said(*word))]),
            Step::Resolve { about: other, word, .. } => self.write(
                FAULTS,
                about(other)?,
                &[(STATUS, "resolved".into()), (HOW, said(*word))],
            ),
            Step::Complete { about: other, .. } => self.write(
                FAULTS,
                about(other)?,
                &[(STATUS, "completed".into()), (HOW, "repaired".into())],
            ),
            Step::Permit { key, word, .. } => {
                let row = RowId::natural(PERMISSIONS, &[b"permit", &[*key]]);
                if self.model.has_row(row) {
                    self.write(PERMISSIONS, row, &[(1, said(*word))])
                } else {
                    insert(PERMISSIONS, row, vec![(1, said(*word))])
                }
            }
            Step::Newer { about: other, word, .. } => match (self.version, word) {
                (Version::Older, _) => return None,
                (Version::Newer, 0) => insert(HANDOVER, new_row, vec![(1, about(other).into())]),
                (Version::Newer, 1) => self.write(FAULTS, about(other)?, &[(NOTICED, Value::Int(1))]),
                (Version::Newer, _) => self.write(
                    FAULTS,
                    about(other)?,
                    &[(STATUS, "open".into()), (HOW, Value::Null), (REMARK, "again".into())],
                ),
            },
            Step::Meet { .. } => return None,
        })
    }

    /// A write to one group, on all its heads as this workstation knows them.
    fn write(&self, table: u16, row: RowId, values: &[(u16, Value)]) -> Change {
        let group = journal::Schema::group(&self.version, table, values[0].0).unwrap();
        let base = self.model.heads(table, row, group).to_vec();
        let groups = vec![GroupWrite {
            base,
            values: values.to_vec(),
        }];
        Change {
            table,
            row,
            kind: ChangeKind::Update { groups },
        }
    }
}

fn said(word: u8) -> Value {
    ["red", "green", "blue"][usize::from(word) % 3].into()
}

/// The same things in another order, decided by a seed.
pub(crate) fn shuffled<T>(mut things: Vec<T>, seed: u64) -> Vec<T> {
    let mut state = seed;
    for index in (1..things.len()).rev() {
        things.swap(index, (next(&mut state) % (index as u64 + 1)) as usize);
    }
    things
}

/// Splitmix64: every seed gives another order, the same one in every run.
pub(crate) fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
