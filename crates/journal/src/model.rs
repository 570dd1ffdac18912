//! A replica in memory: the reference that every store is compared with.
//!
//! [`Model`] takes entries one by one, in any order, with the shortcuts a store takes.
//! [`Model::from_set`] computes the same state from the whole set at once, by the definitions alone.
//! That both agree, whatever the order, is what replication rests on.
//!
//! Deliberately not here: SQL, files, permissions (checked once, at the commit) and chains (an entry
//! comes here after its chain was verified).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::effect::{CellKey, Effect, Parked};
use crate::entry::Entry;
use crate::id::{DeviceNumber, RowId, Stamp};
use crate::merge::{self, Write};
use crate::schema::Schema;
use crate::value::Value;

mod oracle;

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It has its effect.
    Applied,
    /// It is kept until these rows arrive.
    Held {
        /// The rows it refers to that are not there, ascending.
        waits_for: Vec<RowId>,
    },
    /// It was already there.
    Repeated,
    /// Another entry has its number: a fork, set aside for the confirming side to settle.
    Fork,
    /// It lies beyond its device's close: kept, without effect. Rows it inserts are hidden.
    Void,
}

/// One group of columns of one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The writes that stand, ascending by stamp.
    pub heads: Vec<Stamp>,
    /// Whether a person must choose between them.
    pub conflict: bool,
    /// The columns of the head that shows, ascending by column; empty without heads.
    pub values: Vec<(u16, Value)>,
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Whether every insert of it is void: it is there for references, and is not shown.
    pub hidden: bool,
    /// Its groups by number.
    pub cells: BTreeMap<u16, Cell>,
}

/// All that two replicas with the same entries must agree on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Rows of known tables by table and id.
    pub rows: BTreeMap<(u16, RowId), Row>,
    /// Entries that wait for rows.
    pub held: BTreeSet<Stamp>,
    /// Entries beyond their device's close.
    pub void: BTreeSet<Stamp>,
    /// What applied entries write that this version does not know.
    pub parked: BTreeSet<Parked>,
}

/// A replica in memory.
#[derive(Debug, Clone)]
pub struct Model<S> {
    schema: S,
    entries: BTreeMap<Stamp, Entry>,
    /// The last entry that counts, of each closed device.
    closed: BTreeMap<DeviceNumber, u64>,
    /// The rows that each held entry still waits for, and who waits for each row.
    missing: BTreeMap<Stamp, BTreeSet<RowId>>,
    waiting: HashMap<RowId, Vec<Stamp>>,
    present: HashSet<RowId>,
    inserts: BTreeMap<(u16, RowId), BTreeSet<Stamp>>,
    cells: HashMap<CellKey, Writes>,
    parked: BTreeSet<Parked>,
}

/// All writes of one cell, and its heads as kept up to date.
#[derive(Debug, Clone, Default)]
struct Writes {
    all: Vec<Write>,
    heads: Vec<Stamp>,
}

impl<S: Schema> Model<S> {
    /// A replica without entries.
    pub fn new(schema: S) -> Self {
        Self {
            schema,
            entries: BTreeMap::new(),
            closed: BTreeMap::new(),
            missing: BTreeMap::new(),
            waiting: HashMap::new(),
            present: HashSet::new(),
            inserts: BTreeMap::new(),
            cells: HashMap::new(),
            parked: BTreeSet::new(),
        }
    }

    /// Takes an entry, in any order, and whatever was waiting for its rows.
    pub fn apply(&mut self, entry: Entry) -> Verdict {
        let stamp = entry.stamp();
        if let Some(known) = self.entries.get(&stamp) {
            return if known.hash == entry.hash {
                Verdict::Repeated
            } else {
                Verdict::Fork
            };
        }
        let missing: BTreeSet<RowId> = entry
            .references()
            .into_iter()
            .chain(self.schema.vouched_by(stamp.device))
            .filter(|row| !self.present.contains(row))
            .collect();
        self.entries.insert(stamp, entry);
        if !missing.is_empty() {
            let waits_for = missing.iter().copied().collect();
            for row in &missing {
                self.waiting.entry(*row).or_default().push(stamp);
            }
            self.missing.insert(stamp, missing);
            return Verdict::Held { waits_for };
        }
        self.integrate_and_release(stamp);
        if self.is_void(stamp) {
            Verdict::Void
        } else {
            Verdict::Applied
        }
    }

    /// Closes a device: its entries beyond `last_seq` are void, whether they have arrived or not. Of
    /// several closes the lowest counts.
    pub fn strike(&mut self, device: DeviceNumber, last_seq: u64) {
        let last = self.closed.entry(device).or_insert(last_seq);
        *last = last_seq.min(*last);
        let last = *last;
        for writes in self.cells.values_mut() {
            let mut changed = false;
            for write in writes
                .all
                .iter_mut()
                .filter(|write| write.stamp.device == device && write.stamp.seq > last)
            {
                changed |= !write.void;
                write.void = true;
            }
            if changed {
                writes.heads = merge::heads(&writes.all);
            }
        }
    }

    /// The state, comparable with that of any other replica.
    pub fn state(&self) -> State {
        let mut state = State {
            held: self.missing.keys().copied().collect(),
            void: self
                .entries
                .keys()
                .copied()
                .filter(|stamp| self.is_void(*stamp))
                .collect(),
            parked: self.parked.clone(),
            ..State::default()
        };
        for (key, inserts) in &self.inserts {
            let hidden = inserts.iter().all(|stamp| self.is_void(*stamp));
            state.rows.entry(*key).or_default().hidden = hidden;
        }
        for (key, writes) in &self.cells {
            let row = state.rows.entry((key.table, key.row)).or_default();
            row.cells
                .insert(key.group, cell(&self.schema, *key, &writes.all, writes.heads.clone()));
        }
        state
    }

    /// The writes that stand in one group of a row: the `base` of whoever writes it next. Empty for a
    /// group that nobody wrote.
    pub fn heads(&self, table: u16, row: RowId, group: u16) -> &[Stamp] {
        self.cells
            .get(&CellKey { table, row, group })
            .map_or(&[], |writes| &writes.heads)
    }

    /// Whether the row has arrived, hidden or not.
    pub fn has_row(&self, row: RowId) -> bool {
        self.present.contains(&row)
    }

    /// The same entries under a schema that knows more: what was parked is applied.
    pub fn upgrade<T: Schema>(self, schema: T) -> Model<T> {
        let mut model = Model::new(schema);
        model.closed = self.closed;
        for (_, entry) in self.entries {
            model.apply(entry);
        }
        model
    }

    fn is_void(&self, stamp: Stamp) -> bool {
        self.closed.get(&stamp.device).is_some_and(|last| stamp.seq > *last)
    }

    fn integrate_and_release(&mut self, stamp: Stamp) {
        let mut ready = vec![stamp];
        while let Some(stamp) = ready.pop() {
            for row in self.integrate(stamp) {
                for waiter in self.waiting.remove(&row).unwrap_or_default() {
                    let Some(missing) = self.missing.get_mut(&waiter) else {
                        continue;
                    };
                    missing.remove(&row);
                    if missing.is_empty() {
                        self.missing.remove(&waiter);
                        ready.push(waiter);
                    }
                }
            }
        }
    }

    /// Gives an entry its effect and returns the rows that are there for the first time.
    fn integrate(&mut self, stamp: Stamp) -> Vec<RowId> {
        let Some(entry) = self.entries.get(&stamp) else {
            return Vec::new();
        };
        let effect = Effect::of(entry, &self.schema, self.is_void(stamp));
        for (key, write) in effect.writes {
            self.cells.entry(key).or_default().add(write);
        }
        for key in effect.known_inserts {
            self.inserts.entry(key).or_default().insert(stamp);
        }
        self.parked.extend(effect.parked);
        effect
            .inserted_rows
            .into_iter()
            .filter(|row| self.present.insert(*row))
            .collect()
    }
}

impl Writes {
    /// Adds a write and brings the heads up to date, by the shortcut where it is safe.
    fn add(&mut self, write: Write) {
        let is_named = self.all.iter().any(|known| known.base.contains(&write.stamp));
        let extends = !write.void && !is_named && merge::extends(&self.heads, &write.base);
        let stamp = write.stamp;
        self.all.push(write);
        self.heads = if extends { vec![stamp] } else { merge::heads(&self.all) };
    }
}

/// What a cell with these writes and heads shows.
fn cell(schema: &impl Schema, key: CellKey, writes: &[Write], heads: Vec<Stamp>) -> Cell {
    let standing: Vec<&Write> = writes.iter().filter(|write| heads.contains(&write.stamp)).collect();
    let shown = merge::shown(&standing, |write| schema.finality(key.table, key.group, &write.values));
    let values = shown.map(|write| write.values.clone()).unwrap_or_default();
    Cell {
        // Nobody writes such a row again, so nobody could settle it: of several inserts one shows.
        conflict: !schema.is_append_only(key.table) && merge::is_conflict(&standing),
        heads,
        values,
    }
}
