//! Rows of void entries when they are issued again, by the rules of a store: of two histories under one
//! number only one keeps the ids that both gave.

use domain::devices::{BEYOND, Closed};
use journal::{Change, ChangeKind, DeviceNumber, Entry, RowId, Stamp, Value};

use super::replica::Record;

impl Record {
    /// The changes of a void entry as the replica's next entry issues them again.
    pub(super) fn renamed(&mut self, void: &Entry) -> Vec<Change> {
        let (device, seq) = (self.device, self.head_of_own() + 1);
        let is_anothers = self.is_refused(void.stamp()) || self.is_other_history(void.device);
        for change in &void.changes {
            let (ChangeKind::Insert { .. }, Some((_, _, k))) = (&change.kind, change.row.author()) else {
                continue;
            };
            if (is_anothers || self.is_taken(void.stamp(), change.row)) && !self.is_referred_to(change.row) {
                let new = RowId::new(device, seq, k).expect("the simulator counts far below 2^48");
                self.renamed.insert(change.row, new);
            }
        }
        let mut changes = void.changes.clone();
        changes.iter_mut().for_each(|change| self.rename(change));
        changes
    }

    fn rename(&self, change: &mut Change) {
        let row = |row: RowId| self.renamed.get(&row).copied().unwrap_or(row);
        let values = |values: &mut Vec<(u16, Value)>| {
            for (_, value) in values {
                if let Value::Id(id) = value {
                    *id = row(*id);
                }
            }
        };
        change.row = row(change.row);
        match &mut change.kind {
            ChangeKind::Insert { values: inserted } => values(inserted),
            ChangeKind::Update { groups } => {
                for group in groups {
                    for base in &mut group.base {
                        *base = self.reissued.get(base).copied().unwrap_or(*base);
                    }
                    values(&mut group.values);
                }
            }
        }
    }

    fn is_refused(&self, stamp: Stamp) -> bool {
        self.refused.get(&stamp.device).is_some_and(|seq| *seq <= stamp.seq)
    }

    /// Whether a closure of the device names an entry beyond its end that is not the one here.
    fn is_other_history(&self, device: DeviceNumber) -> bool {
        let Some(last_seq) = self.closed.get(&device) else {
            return false;
        };
        let seq = last_seq + 1;
        let ours = self.entry(Stamp { device, seq }).map(|entry| entry.hash.to_string());
        let closes = |entry: &&Entry| {
            let mut closures = entry.changes.iter().filter_map(Closed::by);
            closures.any(|closed| closed == (device, *last_seq))
        };
        let mut closing = self.chains.values().flatten().filter(closes);
        closing.any(|entry| {
            let beyond = entry.parameters[BEYOND].as_str();
            beyond.is_some() && beyond != ours.as_deref()
        })
    }

    /// Whether an entry of somebody else that counts refers to the row: whoever wrote it held this history,
    /// and everywhere else it waits for the row.
    fn is_referred_to(&self, row: RowId) -> bool {
        self.chains
            .values()
            .flatten()
            .filter(|entry| !self.tables.own.contains(&entry.device) && !self.is_void(entry.stamp()))
            .any(|entry| entry.references().contains(&row))
    }

    /// Whether an entry that counts, and is not the void one, adds the row.
    fn is_taken(&self, void: Stamp, row: RowId) -> bool {
        let adds = |change: &Change| change.row == row && matches!(change.kind, ChangeKind::Insert { .. });
        self.chains
            .values()
            .flatten()
            .filter(|entry| entry.stamp() != void && !self.is_void(entry.stamp()))
            .any(|entry| entry.changes.iter().any(adds))
    }
}
