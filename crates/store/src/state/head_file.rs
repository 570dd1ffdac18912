//! The last entry that a workstation wrote, in a file of two slots that are written in turn.
//!
//! A commit writes one slot in place, before it is reported; a torn slot fails its check and the other
//! one counts. A file written anew and renamed would cost two more waits for the disk in every commit.
//!
//! The database is committed first and this file written after it, so that the file never names an
//! entry that is not there. Beside the head it says how far the database may be ahead of it.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use journal::{Hash, Head};

use super::{owners_only, read_optional};
use crate::error::StoreError;

/// Slots lie so far apart that one write of the disk touches one of them.
const SLOT_BYTES: u64 = 4096;
const SLOTS: u64 = 2;
/// Sequence number, hash and lead, and a check over them.
const CONTENT_BYTES: usize = CHECKED_BYTES + 32;
const CHECKED_BYTES: usize = 8 + 32 + 8;
const CHECK_CONTEXT: &str = "celesteos state head 1";

/// Entries that the database may hold beyond the head on file after a crash, when no larger lead was
/// announced: those whose heads the disk had not taken yet.
pub(crate) const LEAD_ENTRIES_MAX: u64 = 64;

/// What the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The last entry known.
    pub(crate) head: Head,
    /// How many entries the database may hold beyond it.
    pub(crate) lead_max: u64,
}

/// The open head file of a workstation.
#[derive(Debug)]
pub(crate) struct HeadFile {
    path: PathBuf,
    file: File,
    reach: Reach,
    /// The slot that holds the reach.
    slot: u64,
}

impl HeadFile {
    /// Makes the file, durable but for its name. One that a crash left half-made, or at the same head,
    /// gives way.
    pub(crate) fn create(path: &Path, head: Head) -> Result<Self, StoreError> {
        let is_in_the_way = Self::read(path)?.is_some_and(|known| known != head);
        let create = || -> io::Result<File> {
            if !is_in_the_way && path.exists() {
                fs::remove_file(path)?;
            }
            let mut file = owners_only().create_new(true).read(true).write(true).open(path)?;
            // Written through once, so that later writes in place need no new space on a full disk.
            file.write_all(&vec![0; (SLOTS * SLOT_BYTES) as usize])?;
            file.sync_all()?;
            Ok(file)
        };
        let file = create().map_err(|error| StoreError::io(path, error))?;
        let reach = Reach {
            head,
            lead_max: LEAD_ENTRIES_MAX,
        };
        let mut made = Self {
            path: path.to_owned(),
            file,
            reach,
            slot: 0,
        };
        made.set(head, LEAD_ENTRIES_MAX)?;
        made.make_durable()?;
        Ok(made)
    }

    /// Opens the file; none when it is not there or neither slot is whole.
    pub(crate) fn open(path: &Path) -> Result<Option<Self>, StoreError> {
        let Some((slot, reach)) = read_slots(path)? else {
            return Ok(None);
        };
        let file = owners_only().read(true).write(true).open(path);
        let file = file.map_err(|error| StoreError::io(path, error))?;
        Ok(Some(Self {
            path: path.to_owned(),
            file,
            reach,
            slot,
        }))
    }

    /// Reads the head without opening it for writing.
    pub(crate) fn read(path: &Path) -> Result<Option<Head>, StoreError> {
        Ok(read_slots(path)?.map(|(_, reach)| reach.head))
    }

    /// What was last set.
    pub(crate) fn reach(&self) -> Reach {
        self.reach
    }

    /// Writes into the slot that does not hold the present head.
    pub(crate) fn set(&mut self, head: Head, lead_max: u64) -> Result<(), StoreError> {
        let reach = Reach { head, lead_max };
        let slot = (self.slot + 1) % SLOTS;
        let mut write = || -> io::Result<()> {
            self.file.seek(SeekFrom::Start(slot * SLOT_BYTES))?;
            self.file.write_all(&encode(reach))
        };
        write().map_err(|error| StoreError::io(&self.path, error))?;
        (self.reach, self.slot) = (reach, slot);
        Ok(())
    }

    /// Waits until what was set is on the disk.
    pub(crate) fn make_durable(&self) -> Result<(), StoreError> {
        self.file.sync_data().map_err(|error| StoreError::io(&self.path, error))
    }

    /// A second handle of the same file, for making it durable beside the commits.
    pub(crate) fn handle(&self) -> Result<File, StoreError> {
        self.file.try_clone().map_err(|error| StoreError::io(&self.path, error))
    }
}

fn read_slots(path: &Path) -> Result<Option<(u64, Reach)>, StoreError> {
    let Some(bytes) = read_optional(path)? else {
        return Ok(None);
    };
    let slots = bytes.chunks(SLOT_BYTES as usize).map(decode);
    let whole = (0..SLOTS).zip(slots).filter_map(|(slot, reach)| Some((slot, reach?)));
    Ok(whole.max_by_key(|(_, reach)| (reach.head.seq, reach.lead_max)))
}

fn encode(reach: Reach) -> [u8; CONTENT_BYTES] {
    let mut bytes = [0; CONTENT_BYTES];
    bytes[..8].copy_from_slice(&reach.head.seq.to_be_bytes());
    bytes[8..40].copy_from_slice(reach.head.hash.as_bytes());
    bytes[40..CHECKED_BYTES].copy_from_slice(&reach.lead_max.to_be_bytes());
    let check = check(&bytes[..CHECKED_BYTES]);
    bytes[CHECKED_BYTES..].copy_from_slice(&check);
    bytes
}

fn decode(slot: &[u8]) -> Option<Reach> {
    let mut content = [0; CONTENT_BYTES];
    let mut slot = slot;
    slot.read_exact(&mut content).ok()?;
    if content[CHECKED_BYTES..] != check(&content[..CHECKED_BYTES]) {
        return None;
    }
    let number = |bytes: &[u8]| Some(u64::from_be_bytes(bytes.try_into().ok()?));
    let hash = Hash::from_bytes(content[8..40].try_into().ok()?);
    Some(Reach {
        head: Head {
            seq: number(&content[..8])?,
            hash,
        },
        lead_max: number(&content[40..CHECKED_BYTES])?,
    })
}

fn check(content: &[u8]) -> [u8; 32] {
    blake3::derive_key(CHECK_CONTEXT, content)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn head(seq: u64) -> Head {
        Head {
            seq,
            hash: Hash::from_bytes([seq as u8; 32]),
        }
    }

    #[test]
    fn a_torn_slot_leaves_the_head_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("head");
        let mut file = HeadFile::create(&path, head(0)).unwrap();
        for seq in [1, 2, 3, 40, 41] {
            file.set(head(seq), LEAD_ENTRIES_MAX).unwrap();
            assert_eq!(HeadFile::read(&path).unwrap(), Some(head(seq)));
        }
        let mut bytes = std::fs::read(&path).unwrap();
        let last = file.slot as usize * SLOT_BYTES as usize;
        bytes[last + 20] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(HeadFile::open(&path).unwrap().unwrap().reach().head, head(40));
        std::fs::write(&path, b"short").unwrap();
        assert!(HeadFile::open(&path).unwrap().is_none());
    }
}
