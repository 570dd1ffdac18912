//! The hash chain of one device: each entry's hash covers the hash before it, so the first entry that
//! was changed, removed, inserted or swapped is named.
//!
//! A chain alone cannot show that its end was cut off; for that a caller hands in the head it
//! remembers (the machine's own state folder, or the other side of an exchange).

use crate::entry::{Entry, EntryError};
use crate::hash::Hash;
use crate::id::DeviceNumber;
use std::borrow::Borrow;
use std::collections::BTreeMap;

const GENESIS_CONTEXT: &str = "celesteos journal chain genesis 1";

/// What stands before a device's first entry: a hash of the device number, so that no entry can be
/// moved to the start of another device's chain.
pub fn genesis_hash(device: DeviceNumber) -> Hash {
    Hash::derive(GENESIS_CONTEXT, &[&device.get().to_be_bytes()])
}

const HISTORIES_CONTEXT: &str = "celesteos journal histories 1";

/// One hash over where every device's history ends: of each device, ascending, its last entry that counts.
///
/// Two replicas with equal frontiers hold the same entries exactly when these are equal too: of a
/// workstation that was copied with everything on it, both copies may have written one number, and even
/// have done the same, so that their tables do not differ.
pub fn histories(ends: &BTreeMap<DeviceNumber, Head>) -> Hash {
    let mut bytes = Vec::new();
    for (device, head) in ends.iter().filter(|(_, head)| head.seq > 0) {
        bytes.extend(device.get().to_be_bytes());
        bytes.extend(head.seq.to_be_bytes());
        bytes.extend(head.hash.as_bytes());
    }
    Hash::derive(HISTORIES_CONTEXT, &[&bytes])
}

/// The last entry of a chain and its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The last entry's number; 0 for a device without entries.
    pub seq: u64,
    /// Its hash; [`genesis_hash`] for a device without entries.
    pub hash: Hash,
}

/// What a whole chain amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainSummary {
    /// Whose chain.
    pub device: DeviceNumber,
    /// Where it ends.
    pub head: Head,
}

/// The first bad entry of a chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {seq} of device {device}: {reason}")]
pub struct ChainBreak {
    /// Whose chain.
    pub device: DeviceNumber,
    /// Which entry; for a missing one, the number it would have.
    pub seq: u64,
    /// What is wrong with it.
    pub reason: BreakReason,
}

/// What is wrong with an entry in its chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BreakReason {
    /// It does not decode, its hash is not that of its fields, or its private values are not those of
    /// their digest.
    #[error("{0}")]
    Broken(#[from] EntryError),
    /// It belongs to another device.
    #[error("it belongs to device {0}")]
    OtherDevice(DeviceNumber),
    /// It is missing: the next one found is named.
    #[error("it is missing; the next is {found}")]
    Gap {
        /// The number found instead.
        found: u64,
    },
    /// A second entry has its number, or an earlier one comes after it.
    #[error("its number comes again where {expected} belongs")]
    Repeat {
        /// The number that belongs there.
        expected: u64,
    },
    /// The entry before it is not the one it was written after.
    #[error("it does not follow the entry before it")]
    PrevHashMismatch,
    /// The chain ends before it, though a head at or beyond it is known.
    #[error("it is missing at the end; the chain was known to reach {expected}")]
    TailMissing {
        /// The number of the known head.
        expected: u64,
    },
    /// The known head has another hash: the chain was rewritten.
    #[error("it is not the entry that was known to stand there")]
    HeadMismatch,
}

/// Follows a chain entry by entry, without holding it in memory.
#[derive(Debug, Clone)]
pub struct ChainVerifier {
    device: DeviceNumber,
    head: Head,
    expected: Option<Head>,
}

impl ChainVerifier {
    /// Starts before the first entry of `device`. `expected` is a head the chain is known to have had;
    /// it may have grown since.
    pub fn new(device: DeviceNumber, expected: Option<Head>) -> Self {
        Self {
            device,
            head: Head {
                seq: 0,
                hash: genesis_hash(device),
            },
            expected,
        }
    }

    /// Goes on from a head that was verified before.
    pub fn resume(device: DeviceNumber, head: Head, expected: Option<Head>) -> Self {
        Self { device, head, expected }
    }

    /// The number of the entry that comes next.
    pub fn next_seq(&self) -> u64 {
        self.head.seq.saturating_add(1)
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// [`ChainBreak`] when it is not what belongs there.
    pub fn push(&mut self, entry: &Entry) -> Result<(), ChainBreak> {
        let expected = self.next_seq();
        if entry.device != self.device {
            return Err(self.broken(expected, BreakReason::OtherDevice(entry.device)));
        }
        if entry.seq > expected {
            return Err(self.broken(expected, BreakReason::Gap { found: entry.seq }));
        }
        if entry.seq < expected {
            return Err(self.broken(entry.seq, BreakReason::Repeat { expected }));
        }
        if let Err(error) = entry.verify() {
            return Err(self.refuse(entry.seq, error));
        }
        if entry.prev_hash != self.head.hash {
            return Err(self.broken(entry.seq, BreakReason::PrevHashMismatch));
        }
        let head = Head {
            seq: entry.seq,
            hash: entry.hash,
        };
        if self
            .expected
            .is_some_and(|known| known.seq == head.seq && known.hash != head.hash)
        {
            return Err(self.broken(entry.seq, BreakReason::HeadMismatch));
        }
        self.head = head;
        Ok(())
    }

    /// The break for a row that does not decode as an entry at all. `seq` is the number in the row; a
    /// row that leaves a gap names the missing entry before it.
    pub fn refuse(&self, seq: u64, error: EntryError) -> ChainBreak {
        if seq > self.next_seq() {
            return self.broken(self.next_seq(), BreakReason::Gap { found: seq });
        }
        self.broken(seq, BreakReason::Broken(error))
    }

    /// Ends the chain.
    ///
    /// # Errors
    /// [`BreakReason::TailMissing`] when it is shorter than it was known to be.
    pub fn finish(self) -> Result<ChainSummary, ChainBreak> {
        match self.expected {
            Some(known) if known.seq > self.head.seq => {
                Err(self.broken(self.next_seq(), BreakReason::TailMissing { expected: known.seq }))
            }
            _ => Ok(ChainSummary {
                device: self.device,
                head: self.head,
            }),
        }
    }

    fn broken(&self, seq: u64, reason: BreakReason) -> ChainBreak {
        ChainBreak {
            device: self.device,
            seq,
            reason,
        }
    }
}

/// Verifies all entries of one device, in the order of their numbers, and names the first bad one.
///
/// # Errors
/// [`ChainBreak`] with the first bad entry: changed, missing, repeated, swapped, or cut off before the
/// `expected` head.
pub fn verify_chain<E: Borrow<Entry>>(
    device: DeviceNumber,
    entries: impl IntoIterator<Item = E>,
    expected: Option<Head>,
) -> Result<ChainSummary, ChainBreak> {
    let mut chain = ChainVerifier::new(device, expected);
    for entry in entries {
        chain.push(entry.borrow())?;
    }
    chain.finish()
}
