//! Concurrent writes of one group of columns of one row: which stand, which shows, and when a person
//! must choose.
//!
//! Each write names in `base` all heads that its author's replica held, so writes form a graph, and
//! everything here is a function of the set of writes, never of the order in which they arrived.
//! Nothing here merges values: a merge never invents, drops or rewrites a human act.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::clock::Hlc;
use crate::id::Stamp;
use crate::value::Value;

/// One entry's write to one group of one row. An insert is a write with empty base to every group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// The entry that writes; one entry writes a group of a row at most once.
    pub stamp: Stamp,
    /// The entry's stamp of the hybrid clock.
    pub hlc: Hlc,
    /// Whether the author did not trust its wall clock.
    pub clock_suspect: bool,
    /// Whether the act may be done only once.
    pub once: bool,
    /// Whether the entry lies beyond its device's close: kept, but without effect.
    pub void: bool,
    /// All heads of the group that the author's replica held.
    pub base: Vec<Stamp>,
    /// Each column's new value, ascending by column.
    pub values: Vec<(u16, Value)>,
}

/// The live writes that no other live write reaches through `base`, ascending by stamp.
///
/// `base` is followed transitively, also through void writes: whoever wrote after a void write had
/// seen what that one stood on. A base that is not among `writes` (not arrived yet) leads nowhere.
/// Bases that go in a circle, which only a forger can write, leave none of the circle standing.
pub fn heads(writes: &[Write]) -> Vec<Stamp> {
    let by_stamp: HashMap<Stamp, &Write> = writes.iter().map(|write| (write.stamp, write)).collect();
    let mut reached = HashSet::new();
    let mut walked = HashSet::new();
    let mut next: Vec<Stamp> = writes
        .iter()
        .filter(|write| !write.void)
        .map(|write| write.stamp)
        .collect();
    // Whatever a live write reaches is no head, whichever one reached it, so one walk serves all.
    while let Some(stamp) = next.pop() {
        if !walked.insert(stamp) {
            continue;
        }
        for &base in by_stamp.get(&stamp).map_or(&[][..], |write| &write.base) {
            reached.insert(base);
            next.push(base);
        }
    }
    let mut heads: Vec<Stamp> = by_stamp
        .values()
        .filter(|write| !write.void && !reached.contains(&write.stamp))
        .map(|write| write.stamp)
        .collect();
    heads.sort_unstable();
    heads
}

/// The write whose values show: the highest of (final state first, not `clock_suspect`, hlc, device,
/// seq) among `heads`; none when there are none.
pub fn shown<'w>(heads: &[&'w Write], finality: impl Fn(&Write) -> u8) -> Option<&'w Write> {
    heads.iter().copied().max_by_key(|write| {
        (
            finality(write),
            Reverse(write.clock_suspect),
            write.hlc,
            write.stamp.device,
            write.stamp.seq,
        )
    })
}

/// Whether a person must choose: several heads that differ in a value, or several that may have been
/// done only once, even when they are equal. The act that writes the group next is the resolution.
///
/// Private values always differ: each is a place in its own entry's private part, which may have been
/// struck on one replica and not yet on another.
pub fn is_conflict(heads: &[&Write]) -> bool {
    let is_private = |write: &Write| write.values.iter().any(|(_, value)| value.as_private().is_some());
    let differ = heads
        .windows(2)
        .any(|pair| pair[0].values != pair[1].values || is_private(pair[0]));
    differ || heads.iter().filter(|write| write.once).count() > 1
}

/// Whether a new live write with this `base` simply becomes the only head, so that the other writes
/// need not be looked at: its base is, as a set, the current heads.
///
/// Why this is safe: every live write that is no head is reached by some head (follow who reaches it
/// upwards; honest bases have no cycles, so the way ends at a write that nobody reaches). A write
/// that names all heads therefore reaches every other live write, and none of those can name the
/// new one, since its author had seen them all before it wrote.
///
/// When [`heads`] must be computed from all writes instead: the base differs from the heads (a
/// concurrent or late write), the new write is void (it may connect what was apart), an entry
/// becomes void, or a write that is already there names the new one in its base.
pub fn extends(current_heads: &[Stamp], base: &[Stamp]) -> bool {
    if current_heads.len() == 1 && base.len() == 1 {
        return current_heads == base;
    }
    let heads: HashSet<&Stamp> = current_heads.iter().collect();
    let base: HashSet<&Stamp> = base.iter().collect();
    heads == base
}
