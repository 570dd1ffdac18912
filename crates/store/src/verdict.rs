//! What became of a received entry.

use journal::{ChainBreak, RowId};

/// What became of one received entry. One verdict never depends on a later entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has its effect.
    Applied,
    /// It is kept until these rows arrive.
    Held {
        /// The rows it refers to that are not there, ascending.
        waits_for: Vec<RowId>,
    },
    /// It lies beyond its device's end: kept, relayed and shown, without effect. Rows that it adds are
    /// hidden.
    Void,
    /// It is kept without effect: it writes what does not fit a column of this version.
    Parked {
        /// What does not fit.
        reason: String,
    },
    /// It was already there.
    Repeated,
    /// Another entry has its number: set aside.
    Fork,
    /// It is not kept: it is broken, or does not follow the last entry held of its device.
    Refused(ChainBreak),
}
