//! Files in memory, as a replica keeps them beside its record: which are named, which are here, and how far
//! others have come. A test says what is named; the disk may be full, and a file may lie.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::refusal::Code;
use store::BlobName;
use sync::{Files, FilesHere, Kept, Lacked, ShelfError};
use wire::limits::PIECE_BYTES;
use wire::{FileName, FilePiece};

/// The files of one replica.
#[derive(Debug, Default)]
pub struct Drawer(Mutex<Content>);

#[derive(Clone, Debug, Default)]
struct Content {
    named: BTreeMap<FileName, u64>,
    whole: BTreeMap<FileName, Vec<u8>>,
    arriving: BTreeMap<FileName, Vec<u8>>,
    lying: BTreeSet<FileName>,
    is_full: bool,
    pieces: u64,
}

/// The name of those bytes.
#[must_use]
pub fn file_name(bytes: &[u8]) -> FileName {
    FileName(*BlobName::of(bytes).bytes())
}

impl Clone for Drawer {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.content().clone()))
    }
}

impl Drawer {
    /// A row of the record names the file.
    pub fn name(&self, name: FileName, size_bytes: u64) {
        self.content().named.insert(name, size_bytes);
    }

    /// Only these are named from now on.
    pub fn set_named(&self, named: BTreeMap<FileName, u64>) {
        self.content().named = named;
    }

    /// Puts a file there, under its name.
    pub fn lay(&self, bytes: &[u8]) -> FileName {
        let name = file_name(bytes);
        let mut content = self.content();
        content.whole.insert(name, bytes.to_vec());
        name
    }

    /// Puts other bytes under the file's name, and has them handed out as if they were right.
    pub fn lie(&self, name: FileName, bytes: &[u8]) {
        let mut content = self.content();
        content.whole.insert(name, bytes.to_vec());
        content.lying.insert(name);
    }

    /// Changes a byte of a file that is here, as a failing disk does.
    pub fn damage(&self, name: FileName) {
        if let Some(byte) = self.content().whole.get_mut(&name).and_then(|bytes| bytes.first_mut()) {
            *byte ^= 1;
        }
    }

    /// Whether the disk takes no more.
    pub fn set_full(&self, is_full: bool) {
        self.content().is_full = is_full;
    }

    /// The file, where it is here whole.
    #[must_use]
    pub fn whole(&self, name: &FileName) -> Option<Vec<u8>> {
        self.content().whole.get(name).cloned()
    }

    /// Bytes of a file that have arrived while it is not whole.
    #[must_use]
    pub fn arrived(&self, name: &FileName) -> u64 {
        self.content().arriving.get(name).map_or(0, |bytes| bytes.len() as u64)
    }

    /// Pieces that were brought here, wanted or not.
    #[must_use]
    pub fn pieces(&self) -> u64 {
        self.content().pieces
    }

    fn content(&self) -> MutexGuard<'_, Content> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Drawer {
    fn here(&self) -> Result<FilesHere, ShelfError> {
        let content = self.content();
        let mut named: Vec<(u64, FileName)> = content.named.iter().map(|(name, size)| (*size, *name)).collect();
        named.sort_unstable();
        let mut here = FilesHere::default();
        for (size_bytes, name) in named {
            if content.whole.contains_key(&name) {
                here.held.push(name);
            } else {
                here.lacking.push(Lacked {
                    name,
                    size_bytes,
                    arrived_bytes: content.arriving.get(&name).map_or(0, |bytes| bytes.len() as u64),
                });
            }
        }
        Ok(here)
    }

    fn size(&self, name: &FileName) -> Result<Option<u64>, ShelfError> {
        let content = self.content();
        let whole = content.whole.get(name).filter(|_| content.named.contains_key(name));
        Ok(whole.map(|bytes| bytes.len() as u64))
    }

    fn is_sound(&self, name: &FileName) -> Result<bool, ShelfError> {
        let content = self.content();
        let is_right = content.whole.get(name).is_some_and(|bytes| file_name(bytes) == *name);
        Ok(is_right || content.lying.contains(name))
    }

    fn piece(&self, name: &FileName, offset: u64) -> Result<Vec<u8>, ShelfError> {
        let content = self.content();
        let from = usize::try_from(offset).unwrap_or(usize::MAX);
        let rest = content.whole.get(name).and_then(|bytes| bytes.get(from..));
        Ok(rest.map_or(Vec::new(), |rest| rest[..rest.len().min(PIECE_BYTES)].to_vec()))
    }

    fn keep(&self, piece: &FilePiece) -> Result<Kept, ShelfError> {
        let mut content = self.content();
        content.pieces += 1;
        if content.is_full {
            return Err(ShelfError::Unavailable {
                code: Code::DiskFull,
                message: "The disk is full. Free some space.".to_owned(),
            });
        }
        if content.whole.contains_key(&piece.name) || !content.named.contains_key(&piece.name) {
            return Ok(Kept::Passed);
        }
        let arriving = content.arriving.entry(piece.name).or_default();
        if arriving.len() as u64 != piece.offset {
            return Ok(Kept::Passed);
        }
        arriving.extend_from_slice(&piece.bytes);
        if !piece.is_last() {
            return Ok(Kept::Arrived);
        }
        let bytes = content.arriving.remove(&piece.name).unwrap_or_default();
        if file_name(&bytes) != piece.name {
            return Ok(Kept::Wrong);
        }
        content.whole.insert(piece.name, bytes);
        Ok(Kept::Whole)
    }
}
