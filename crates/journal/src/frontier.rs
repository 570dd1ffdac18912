//! Which entries a replica holds: the highest sequence number of each device.
//!
//! Only runs without gaps are stored, so a frontier names a set of entries exactly.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{DeviceNumber, Stamp};

/// The highest sequence number per device; a device that is absent stands at 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Frontier(BTreeMap<DeviceNumber, u64>);

impl Frontier {
    /// The frontier of a replica that holds nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The highest sequence number of `device`, 0 when none is held.
    pub fn get(&self, device: DeviceNumber) -> u64 {
        self.0.get(&device).copied().unwrap_or(0)
    }

    /// Whether the entry is among those the frontier names.
    pub fn contains(&self, stamp: Stamp) -> bool {
        stamp.seq <= self.get(stamp.device)
    }

    /// Moves on to `stamp`; a stamp that is already covered changes nothing.
    pub fn advance(&mut self, stamp: Stamp) {
        let seq = self.0.entry(stamp.device).or_insert(0);
        *seq = stamp.seq.max(*seq);
    }

    /// What this frontier holds beyond `earlier`: one stamp for each device that moved on, by device.
    ///
    /// This is the `seen` of an entry, where `earlier` is the author's frontier at its previous one.
    /// Advancing `earlier` by it gives a frontier that contains both.
    pub fn delta_since(&self, earlier: &Self) -> Vec<Stamp> {
        self.iter().filter(|stamp| !earlier.contains(*stamp)).collect()
    }

    /// Whether both name the same entries that count: what lies beyond a device's close has no effect, and
    /// its workstation issues it again. `closed` tells the last entry that counts of a closed device.
    pub fn counts_as(&self, other: &Self, closed: impl Fn(DeviceNumber) -> Option<u64>) -> bool {
        let counting = |frontier: &Self, device| frontier.get(device).min(closed(device).unwrap_or(u64::MAX));
        let mut devices = self.0.keys().chain(other.0.keys());
        devices.all(|device| counting(self, *device) == counting(other, *device))
    }

    /// The highest stamp of each device, by device.
    pub fn iter(&self) -> impl Iterator<Item = Stamp> + '_ {
        self.0.iter().map(|(&device, &seq)| Stamp { device, seq })
    }
}

impl FromIterator<Stamp> for Frontier {
    fn from_iter<I: IntoIterator<Item = Stamp>>(stamps: I) -> Self {
        let mut frontier = Self::new();
        for stamp in stamps {
            frontier.advance(stamp);
        }
        frontier
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(number: u64) -> DeviceNumber {
        DeviceNumber::new(number).unwrap()
    }

    fn frontier(stamps: &[(u64, u64)]) -> Frontier {
        let stamp = |(number, seq): &(u64, u64)| Stamp {
            device: device(*number),
            seq: *seq,
        };
        stamps.iter().map(stamp).collect()
    }

    #[test]
    fn frontiers_count_as_equal_when_they_name_the_same_entries_that_count() {
        for (ours, theirs, closed, equal) in [
            (vec![], vec![], None, true),
            (vec![(1, 3)], vec![(1, 3)], None, true),
            (vec![(1, 3)], vec![(1, 4)], None, false),
            (vec![(1, 3)], vec![(1, 3), (2, 1)], None, false),
            (vec![(1, 3)], vec![(1, 4)], Some((1, 3)), true),
            (vec![(1, 3)], vec![(1, 4)], Some((1, 4)), false),
            (vec![(1, 9)], vec![], Some((1, 0)), true),
            (vec![(1, 9), (2, 1)], vec![], Some((1, 0)), false),
        ] {
            let last_seq = |number| closed.and_then(|(closed, last)| (device(closed) == number).then_some(last));
            let (ours, theirs) = (frontier(&ours), frontier(&theirs));
            assert_eq!(
                ours.counts_as(&theirs, last_seq),
                equal,
                "{ours:?} {theirs:?} {closed:?}"
            );
            assert_eq!(
                theirs.counts_as(&ours, last_seq),
                equal,
                "{ours:?} {theirs:?} {closed:?}"
            );
        }
    }
}
