//! What an exchange with another replica asks of this one: which entries are here, and runs of them to
//! hand on; and what it may say about a run that was handed in.
//!
//! Deliberately not here: frames, batches and the network. A run is a device's entries in the order of
//! their numbers.

use std::collections::BTreeMap;
use std::fmt;

use journal::{ChainBreak, DeviceNumber, Entry, Frontier, Hash, Head, RowId, Stamp};
use rusqlite::OptionalExtension;

use crate::audit_log::{self, COLUMNS};
use crate::chain_heads;
use crate::column;
use crate::error::StoreError;
use crate::records::Records;

mod budget;
mod forks;
mod keys;
mod log;

pub use budget::{DailyBytes, LinkSettings};
pub use forks::Fork;
pub(crate) use forks::{is_refused, quarantine};
pub use keys::PUBLIC_KEY_BYTES;
pub(crate) use keys::public_key;
pub use log::{EXCHANGES_KEPT, Exchange, LoggedExchange};

/// Why a run was not taken. Nothing of it was stored, but for entries whose number another one has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunRefusal {
    /// There is no entry in it.
    Empty,
    /// An entry is broken, belongs to another device, does not follow the one before it, or the run does
    /// not end at the signed head.
    Broken(ChainBreak),
    /// Neither a confirmation nor an introduction gives the device's public key.
    UnknownDevice(DeviceNumber),
    /// The confirmation and the introduction of the device name different keys.
    Forged(DeviceNumber),
    /// The head is not signed by the device.
    WrongSignature(DeviceNumber),
    /// Entries are missing between what is here and where the run begins.
    Gap {
        /// Whose.
        device: DeviceNumber,
        /// The last entry that is here.
        have: u64,
        /// Where the run begins.
        begins: u64,
    },
    /// Another entry has its number here. It is set aside until somebody closes the device.
    ///
    /// Where `seq` lies before the run, the two histories may part even earlier: a run that begins
    /// earlier shows where. A closure must name the last entry that both have.
    Fork {
        /// Whose.
        device: DeviceNumber,
        /// The first number that two entries have.
        seq: u64,
        /// The entry here.
        ours: Hash,
        /// The entry of the run, or the one it follows.
        theirs: Hash,
    },
}

impl fmt::Display for RunRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "The batch holds no entry."),
            Self::Broken(broken) => write!(f, "The batch is damaged or was altered: {broken}."),
            Self::UnknownDevice(device) => {
                write!(f, "Device {device} is not known to this vessel yet.")
            }
            Self::Forged(device) => write!(
                f,
                "Device {device} introduced itself with another key than it was confirmed with. \
                 Close it, and enrol the workstation anew."
            ),
            Self::WrongSignature(device) => write!(f, "The batch is not signed by device {device}."),
            Self::Gap { device, have, begins } => write!(
                f,
                "Entries {} to {} of device {device} are missing before this batch.",
                have + 1,
                begins.saturating_sub(1)
            ),
            Self::Fork { device, seq, .. } => write!(
                f,
                "Two different entries have the number {seq} of device {device}. Close the device."
            ),
        }
    }
}

impl std::error::Error for RunRefusal {}

impl Records<'_> {
    /// The vessel whose entries this replica holds.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn vessel(&self) -> Result<Option<RowId>, StoreError> {
        let id: Option<Option<Vec<u8>>> = self.optional("SELECT vessel_id FROM replica", [])?;
        id.flatten().map(|id| column::row_id(&id)).transpose()
    }

    /// Which entries are here, with effect or not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn frontier(&self) -> Result<Frontier, StoreError> {
        let heads = chain_heads::read_heads(self.connection, "main")?;
        let stamp = |(device, head, _): &(DeviceNumber, Head, u64)| Stamp {
            device: *device,
            seq: head.seq,
        };
        Ok(heads.iter().filter(|(_, head, _)| head.seq > 0).map(stamp).collect())
    }

    /// [`journal::histories`] of what is here: where every device's history ends, as far as it counts.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn histories(&self) -> Result<Hash, StoreError> {
        let closed = self.closed()?;
        let mut ends = BTreeMap::new();
        for (device, mut head, _) in chain_heads::read_heads(self.connection, "main")? {
            if let Some(last_seq) = closed.get(&device).filter(|last_seq| **last_seq < head.seq) {
                let last = Stamp { device, seq: *last_seq };
                let hash = chain_heads::entry_hash(self.connection, last)?;
                head = Head {
                    seq: *last_seq,
                    hash: match hash {
                        Some(hash) => hash.parse().map_err(StoreError::broken)?,
                        None => journal::genesis_hash(device),
                    },
                };
            }
            ends.insert(device, head);
        }
        Ok(journal::histories(&ends))
    }

    /// Where the device's chain ends here; where it begins, when no entry of it is here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn head(&self, device: DeviceNumber) -> Result<Head, StoreError> {
        let sql = "SELECT seq, hash FROM chain_heads WHERE device = ?1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let found: Option<(i64, String)> = prepared
            .query_row([device.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((seq, hash)) = found else {
            return Ok(Head {
                seq: 0,
                hash: journal::genesis_hash(device),
            });
        };
        Ok(Head {
            seq: seq.cast_unsigned(),
            hash: hash.parse().map_err(StoreError::broken)?,
        })
    }

    /// The device's entries beyond that one, in order: at most `limit_entries`, and no more once their
    /// canonical bytes exceed `limit_bytes` (but always the first).
    ///
    /// The own ones may not be on the disk of the state folder yet: hand on none beyond a signed head.
    ///
    /// # Errors
    /// When the database cannot be read, or an entry no longer decodes.
    pub fn entries_after(
        &self,
        device: DeviceNumber,
        after_seq: u64,
        limit_entries: usize,
        limit_bytes: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM pms_audit_log WHERE device = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3");
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let limit = i64::try_from(limit_entries).unwrap_or(i64::MAX);
        let mut stored = prepared.query((device.to_string(), after_seq.cast_signed(), limit))?;
        let mut entries: Vec<Entry> = Vec::new();
        let mut size_bytes = 0;
        while let Some(row) = stored.next()? {
            let entry = audit_log::read(row)?.map_err(StoreError::broken)?;
            size_bytes += entry.canonical_bytes().len();
            if size_bytes > limit_bytes && !entries.is_empty() {
                break;
            }
            entries.push(entry);
        }
        Ok(entries)
    }
}
