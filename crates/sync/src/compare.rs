//! Whether two sides hold and show the same.

use std::collections::{BTreeMap, BTreeSet};

use journal::digest::differing;
use journal::{ColumnSum, DeviceNumber, Frontier};

use crate::shelf::{Shelf, ShelfError};

/// Whether both frontiers name the same entries that count: what lies beyond a device's close has no
/// effect, and its workstation issues it again.
#[must_use]
pub fn are_equal(ours: &Frontier, theirs: &Frontier, closed: &BTreeMap<DeviceNumber, u64>) -> bool {
    let counting = |frontier: &Frontier, device| {
        let last_seq = closed.get(&device).copied().unwrap_or(u64::MAX);
        frontier.get(device).min(last_seq)
    };
    let devices: BTreeSet<DeviceNumber> = ours.iter().chain(theirs.iter()).map(|stamp| stamp.device).collect();
    devices
        .into_iter()
        .all(|device| counting(ours, device) == counting(theirs, device))
}

/// Rebuilds the rows here that are not what the entries make them, in the columns whose sums differ
/// from the other side's, and returns the columns that differ still. Nothing is compared unless both
/// hold the same entries.
///
/// # Errors
/// When the shelf cannot be read or written.
pub fn mend(
    shelf: &(impl Shelf + ?Sized),
    frontier: &Frontier,
    theirs: &[ColumnSum],
) -> Result<Vec<(u16, u16)>, ShelfError> {
    let sums = shelf.sums()?;
    if !are_equal(&sums.frontier, frontier, &shelf.closed()?) {
        return Ok(Vec::new());
    }
    let columns = differing(&sums.columns, theirs);
    if columns.is_empty() {
        return Ok(columns);
    }
    // Where no row was wrong, the sum may have been.
    shelf.mend(&columns)?;
    Ok(differing(&shelf.sums()?.columns, theirs))
}

#[cfg(test)]
mod tests {
    use journal::Stamp;

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
    fn frontiers_are_equal_when_they_name_the_same_entries_that_count() {
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
            let closed = closed.map(|(number, last_seq)| (device(number), last_seq));
            let closed: BTreeMap<DeviceNumber, u64> = closed.into_iter().collect();
            let (ours, theirs) = (frontier(&ours), frontier(&theirs));
            assert_eq!(
                are_equal(&ours, &theirs, &closed),
                equal,
                "{ours:?} {theirs:?} {closed:?}"
            );
            assert_eq!(
                are_equal(&theirs, &ours, &closed),
                equal,
                "{ours:?} {theirs:?} {closed:?}"
            );
        }
    }
}
