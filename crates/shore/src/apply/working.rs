//! Everything that a batch touches, in memory: rows, what arrived, what waits.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use domain::devices::Closed;
use domain::fit;
use domain::merge::VesselTables;
use domain::tables;
use journal::{Actor, Change, ChangeKind, DeviceNumber, Effect, Entry, RowId, Schema, Stamp};

use super::record::Record;

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It has its effect; a void one hides what it adds.
    Applied,
    /// It waits for rows.
    Held,
    /// It is kept without effect, because it does not fit; or part of it is kept for a newer version.
    Parked,
}

/// An entry that touches a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Touch {
    pub(crate) row: RowId,
    pub(crate) stamp: Stamp,
    pub(crate) table: u16,
    pub(crate) is_insert: bool,
}

/// What an entry writes that is kept without effect.
#[derive(Clone, Debug)]
pub(crate) struct Parking {
    pub(crate) stamp: Stamp,
    pub(crate) table: u16,
    pub(crate) row: RowId,
    pub(crate) column: Option<u16>,
    pub(crate) reason: String,
}

/// Everything that a batch touches.
#[derive(Debug)]
pub(crate) struct Working {
    tables: VesselTables,
    own: Option<DeviceNumber>,
    /// The last entry that counts, of each closed device.
    pub(crate) closed: HashMap<DeviceNumber, u64>,
    /// Devices that this batch closes, or closes earlier than before.
    pub(crate) newly_closed: HashMap<DeviceNumber, u64>,
    /// Rows that were asked for: the table of each that has arrived, known to this version or not.
    pub(crate) arrived: HashMap<RowId, Option<u16>>,
    /// Rows that arrived since somebody last looked whether others waited for them.
    pub(crate) fresh: Vec<RowId>,
    /// Rows of declared tables that are touched.
    pub(crate) records: HashMap<(u16, RowId), Record>,
    /// Entries at hand: those of the batch, those released, and those read again for their writes.
    pub(crate) entries: HashMap<Stamp, Arc<Entry>>,
    pub(crate) touches: Vec<Touch>,
    pub(crate) parked: Vec<Parking>,
    /// Entries that wait, with the rows they wait for.
    pub(crate) held: BTreeMap<Stamp, Vec<RowId>>,
}

impl Working {
    pub(crate) fn new(vessel: RowId, own: Option<DeviceNumber>, closed: HashMap<DeviceNumber, u64>) -> Self {
        Self {
            tables: VesselTables(vessel),
            own,
            closed,
            newly_closed: HashMap::new(),
            arrived: HashMap::new(),
            fresh: Vec::new(),
            records: HashMap::new(),
            entries: HashMap::new(),
            touches: Vec::new(),
            parked: Vec::new(),
            held: BTreeMap::new(),
        }
    }

    /// Every row that must be there before the entry has effect.
    pub(crate) fn needs(&self, entry: &Entry) -> impl Iterator<Item = RowId> + use<> {
        let is_own = self.own == Some(entry.device);
        let vouched = (!is_own).then(|| self.tables.vouched_by(entry.device)).flatten();
        entry.references().into_iter().chain(vouched)
    }

    pub(crate) fn is_void(&self, stamp: Stamp) -> bool {
        self.closed.get(&stamp.device).is_some_and(|last| stamp.seq > *last)
    }

    pub(crate) fn effect(&self, entry: &Entry) -> Effect {
        Effect::of(entry, &self.tables, self.is_void(entry.stamp()))
    }

    pub(crate) fn table_of(&self, row: RowId) -> Option<u16> {
        self.arrived.get(&row).copied().flatten()
    }

    /// Gives the entry its effect, if nothing is missing. Everything that it touches was loaded.
    pub(crate) fn carry_out(&mut self, entry: &Arc<Entry>) -> Fate {
        let stamp = entry.stamp();
        self.entries.insert(stamp, Arc::clone(entry));
        let mut missing: Vec<RowId> = self.needs(entry).filter(|row| self.table_of(*row).is_none()).collect();
        missing.sort_unstable();
        if !missing.is_empty() {
            self.held.insert(stamp, missing);
            return Fate::Held;
        }
        let effect = self.effect(entry);
        if let Some(misfit) = fit::first_misfit(entry, &effect, &|row| self.table_of(row)) {
            self.parked.push(Parking {
                stamp,
                table: misfit.table,
                row: misfit.row,
                column: None,
                reason: misfit.reason,
            });
            return Fate::Parked;
        }
        self.touch(entry);
        self.write(entry, &effect);
        let is_whole = effect.parked.is_empty();
        self.parked.extend(effect.parked.into_iter().map(|parked| Parking {
            stamp,
            table: parked.table,
            row: parked.row,
            column: parked.column,
            reason: why_parked(parked.table, parked.column).to_owned(),
        }));
        if is_whole { Fate::Applied } else { Fate::Parked }
    }

    fn touch(&mut self, entry: &Entry) {
        for change in &entry.changes {
            self.touches.push(Touch {
                row: change.row,
                stamp: entry.stamp(),
                table: change.table,
                is_insert: is_insert(change),
            });
            if is_insert(change) && self.table_of(change.row).is_none() {
                self.arrived.insert(change.row, Some(change.table));
                self.fresh.push(change.row);
            }
            if let Some((device, last_seq)) = Closed::by(change) {
                self.close(device, last_seq);
            }
        }
    }

    /// Of several closures of a device the lowest counts.
    fn close(&mut self, device: DeviceNumber, last_seq: u64) {
        if self.closed.get(&device).is_none_or(|last| last_seq < *last) {
            self.closed.insert(device, last_seq);
            self.newly_closed.insert(device, last_seq);
        }
    }

    fn write(&mut self, entry: &Entry, effect: &Effect) {
        let is_void = self.is_void(entry.stamp());
        for &(number, row) in &effect.known_inserts {
            let Some(table) = tables::table(number) else { continue };
            self.records
                .entry((number, row))
                .and_modify(|record| record.add_insert(entry.stamp(), is_void))
                .or_insert_with(|| Record::added(table, row, entry, is_void));
        }
        for (key, write) in &effect.writes {
            let Some(record) = self.records.get_mut(&(key.table, key.row)) else {
                continue;
            };
            if record.before.is_none() && record.inserts.first() == Some(&write.stamp) {
                // The row's first insert: its values stand even where they are void, so that the row is whole.
                record.show(entry, write);
            } else {
                record.write(entry, key.group, write);
            }
        }
    }
}

fn why_parked(table: u16, column: Option<u16>) -> &'static str {
    match column {
        Some(_) => "an unknown column",
        None if tables::table(table).is_some() => "a change of a row that is only added",
        None => "an unknown table",
    }
}

/// The author of rows that an entry adds; none for the operator ashore.
pub(crate) fn author(entry: &Entry) -> Option<RowId> {
    match &entry.actor {
        Actor::Crew(person) => Some(*person),
        Actor::Operator(_) => None,
    }
}

pub(crate) fn is_insert(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Insert { .. })
}
