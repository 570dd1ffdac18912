//! The journal's model with the closures that entries carry: what every replica is compared with.

use domain::devices::Closed;
use domain::merge::{DeclaredTables, VesselTables};
use journal::{DeviceNumber, Entry, Group, Model, RowId, Schema, Stamp, Value, Verdict};

/// The declared tables of a vessel as one replica knows them: its own device needs nobody's word.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    pub(crate) vessel: RowId,
    pub(crate) own: Option<DeviceNumber>,
}

impl Schema for Tables {
    fn group(&self, table: u16, column: u16) -> Option<u16> {
        DeclaredTables.group(table, column)
    }

    fn groups(&self, table: u16) -> Option<&[Group]> {
        DeclaredTables.groups(table)
    }

    fn is_append_only(&self, table: u16) -> bool {
        DeclaredTables.is_append_only(table)
    }

    fn finality(&self, table: u16, group: u16, values: &[(u16, Value)]) -> u8 {
        DeclaredTables.finality(table, group, values)
    }

    fn is_once_only(&self, action: &str) -> bool {
        DeclaredTables.is_once_only(action)
    }

    fn vouched_by(&self, device: DeviceNumber) -> Option<RowId> {
        VesselTables(self.vessel)
            .vouched_by(device)
            .filter(|_| self.own != Some(device))
    }
}

/// A replica in memory.
pub(crate) struct Reference {
    pub(crate) model: Model<Tables>,
    /// Entries that close a device and had no effect yet.
    closing: Vec<(Stamp, DeviceNumber, u64)>,
}

impl Reference {
    pub(crate) fn new(vessel: RowId, own: Option<DeviceNumber>) -> Self {
        Self {
            model: Model::new(Tables { vessel, own }),
            closing: Vec::new(),
        }
    }

    pub(crate) fn apply(&mut self, entry: Entry) -> Verdict {
        let stamp = entry.stamp();
        let closes: Vec<_> = entry.changes.iter().filter_map(Closed::by).collect();
        let verdict = self.model.apply(entry);
        if verdict != Verdict::Repeated {
            let closes = closes.into_iter().map(|(device, last_seq)| (stamp, device, last_seq));
            self.closing.extend(closes);
        }
        if self.closing.is_empty() {
            return verdict;
        }
        let held = self.model.state().held;
        for (by, device, last_seq) in std::mem::take(&mut self.closing) {
            if held.contains(&by) {
                self.closing.push((by, device, last_seq));
            } else {
                self.model.strike(device, last_seq);
            }
        }
        // An entry may close its own device before itself.
        match verdict {
            Verdict::Applied if self.model.state().void.contains(&stamp) => Verdict::Void,
            verdict => verdict,
        }
    }
}
