//! The state by the definitions alone: from the whole set of entries at once, no order, no shortcut.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Model, State, cell};
use crate::effect::{CellKey, Effect};
use crate::entry::Entry;
use crate::id::{DeviceNumber, RowId, Stamp};
use crate::merge::{self, Write};
use crate::schema::Schema;

impl<S: Schema> Model<S> {
    /// The state of a replica that holds exactly these entries, of devices closed at the given stamps.
    ///
    /// Slow, and made to be obviously right: this is what [`Model::apply`] and every store are held to.
    pub fn from_set(schema: &S, entries: &[Entry], closes: &[Stamp]) -> State {
        let entries: BTreeMap<Stamp, &Entry> = entries.iter().map(|entry| (entry.stamp(), entry)).collect();
        let mut closed: BTreeMap<DeviceNumber, u64> = BTreeMap::new();
        for close in closes {
            closed
                .entry(close.device)
                .and_modify(|last| *last = close.seq.min(*last))
                .or_insert(close.seq);
        }
        let is_void = |stamp: &Stamp| closed.get(&stamp.device).is_some_and(|last| stamp.seq > *last);
        let held = held(schema, &entries);
        let mut state = State {
            void: entries.keys().copied().filter(is_void).collect(),
            ..State::default()
        };
        let mut writes: BTreeMap<CellKey, Vec<Write>> = BTreeMap::new();
        let mut live_inserts = HashSet::new();
        for (stamp, entry) in &entries {
            if held.contains(stamp) {
                continue;
            }
            let effect = Effect::of(entry, schema, is_void(stamp));
            for (key, write) in effect.writes {
                writes.entry(key).or_default().push(write);
            }
            for key in effect.known_inserts {
                state.rows.entry(key).or_default();
                if !is_void(stamp) {
                    live_inserts.insert(key);
                }
            }
            state.parked.extend(effect.parked);
        }
        for (key, row) in &mut state.rows {
            row.hidden = !live_inserts.contains(key);
        }
        for (key, writes) in writes {
            let row = state.rows.entry((key.table, key.row)).or_default();
            row.cells
                .insert(key.group, cell(schema, key, &writes, merge::heads(&writes)));
        }
        state.held = held;
        state
    }
}

/// The entries that wait: taking away what can be applied, until nothing more can.
fn held(schema: &impl Schema, entries: &BTreeMap<Stamp, &Entry>) -> BTreeSet<Stamp> {
    let mut held: BTreeSet<Stamp> = entries.keys().copied().collect();
    let mut rows: HashSet<RowId> = HashSet::new();
    loop {
        let ready: Vec<Stamp> = held
            .iter()
            .copied()
            .filter(|stamp| entries[stamp].references().iter().all(|row| rows.contains(row)))
            .filter(|stamp| schema.vouched_by(stamp.device).is_none_or(|row| rows.contains(&row)))
            .collect();
        if ready.is_empty() {
            return held;
        }
        for stamp in ready {
            held.remove(&stamp);
            rows.extend(inserted(entries[&stamp]));
        }
    }
}

fn inserted(entry: &Entry) -> impl Iterator<Item = RowId> + '_ {
    let is_insert = |change: &&crate::Change| matches!(change.kind, crate::ChangeKind::Insert { .. });
    entry.changes.iter().filter(is_insert).map(|change| change.row)
}
