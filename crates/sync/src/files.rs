//! Files that attachments name, on their way after the acts: photos and papers, by their SHA-256.
//!
//! The rules, for both sides (the gateway ashore keeps to the same):
//!
//! 1. A side whose hello knows files may be sent pieces, and ends say what each side lacks. A side that does
//!    not know them is sent none, and hears nothing of them.
//! 2. Acts go first: pieces stand behind all batches, and an exchange carries none where acts were on their
//!    way in the one before it or were added here since. How many bytes of pieces one exchange carries, both ways together,
//!    whoever asks decides, so that an act never waits long for a photo.
//! 3. Nobody is sent a file that it did not list. A side lists, the smallest first, what effective rows of
//!    its record name and what does not lie there whole, with how much of each has arrived.
//! 4. A piece is kept as soon as it is whole: a cut costs the piece it fell into. A file stands under its
//!    name once its bytes have the digest; if they have another, all of them are thrown away and this is told.
//! 5. A list that the asking side knows already is not told again, a file that the other side could not give
//!    is not asked for again before it holds more than it did, and a file that was sent whole and is
//!    listed all the same is not sent again before refused batches are offered again: what does not move
//!    costs no bytes.

mod answering;
mod asking;
mod handing;
mod memory;
mod taking;

use wire::{FileName, FilePiece};

use crate::shelf::ShelfError;

pub(crate) use answering::Answering;
pub(crate) use asking::Asking;
pub(crate) use handing::Handing;
pub use memory::FileMemory;

/// Files that one request asks for at most.
pub(crate) const ASKED_MAX: usize = 64;

/// A file that the record names and that is not here whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lacked {
    /// Which file.
    pub name: FileName,
    /// Its bytes, as the record has them.
    pub size_bytes: u64,
    /// Bytes of it that have arrived.
    pub arrived_bytes: u64,
}

/// The files that the record names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesHere {
    /// Those that are not here whole, the smallest first.
    pub lacking: Vec<Lacked>,
    /// Those that are, the smallest first.
    pub held: Vec<FileName>,
}

impl FilesHere {
    /// Whether there is nothing to speak of.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lacking.is_empty() && self.held.is_empty()
    }
}

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept.
    Arrived,
    /// It was the last one, and the file is here now.
    Whole,
    /// It was the last one, and the file was another one than its name says: all of it is thrown away.
    Wrong,
    /// It is not wanted: the record names no such file, the file or the piece is here already, or one before
    /// it is missing.
    Passed,
}

/// The place where files lie.
pub trait Files {
    /// Which files are named, here or not.
    ///
    /// # Errors
    /// When it cannot be read.
    fn here(&self) -> Result<FilesHere, ShelfError>;

    /// Bytes of a file that the record names and that is here whole; none of any other.
    ///
    /// # Errors
    /// When it cannot be read.
    fn size(&self, name: &FileName) -> Result<Option<u64>, ShelfError>;

    /// Whether the file is still what its name says.
    ///
    /// # Errors
    /// When it cannot be read.
    fn is_sound(&self, name: &FileName) -> Result<bool, ShelfError>;

    /// The piece of that file that begins there.
    ///
    /// # Errors
    /// When it cannot be read.
    fn piece(&self, name: &FileName, offset: u64) -> Result<Vec<u8>, ShelfError>;

    /// Keeps a piece, durably.
    ///
    /// # Errors
    /// When it cannot be written.
    fn keep(&self, piece: &FilePiece) -> Result<Kept, ShelfError>;
}

/// A number of files and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Amount {
    fn add(&mut self, bytes: u64) {
        self.files += 1;
        self.bytes = self.bytes.saturating_add(bytes);
    }

    fn of(bytes: impl IntoIterator<Item = u64>) -> Self {
        let mut amount = Self::default();
        bytes.into_iter().for_each(|bytes| amount.add(bytes));
        amount
    }
}

/// What files may do in one exchange.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FilesTurn {
    /// Whether files travel on this link at all at the moment: both sides tell what they lack.
    pub is_open: bool,
    /// Bytes of pieces, both ways together; none while acts are on their way.
    pub bytes_max: u64,
}

/// What is in the way of files, other than the link itself and what a person set for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilesTrouble {
    /// The other side's program does not know files.
    Older,
    /// This side could not keep what came.
    Here(String),
    /// The other side could not keep what came.
    There(String),
    /// So many files arrived damaged, here or there, and were thrown away.
    Damaged(u64),
    /// So many files that the other side lacks are damaged on the disk here.
    Unsound(u64),
}

/// What an exchange did for files, and what is left to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesOutcome {
    /// Files completed there, and bytes of pieces sent and not refused.
    pub sent: Amount,
    /// Files completed here, and bytes of pieces received.
    pub received: Amount,
    /// What is held here and lacking there.
    pub to_send: Amount,
    /// What is lacking here and may be had there.
    pub to_fetch: Amount,
    /// What is lacking on both sides.
    pub elsewhere: Amount,
    /// Whether files might travel at all; else both sides only counted them.
    pub is_open: bool,
    /// Only this exchange told that the other side knows files: the next one speaks of them.
    pub is_unasked: bool,
    /// Whether anything was handed out or asked for: what did not move then is not tried again at once.
    pub was_tried: bool,
    /// What is in the way.
    pub trouble: Option<FilesTrouble>,
}

impl FilesOutcome {
    /// Whether pieces moved.
    #[must_use]
    pub fn has_moved(&self) -> bool {
        self.sent.bytes > 0 || self.received.bytes > 0
    }

    /// Whether the next exchange is worth beginning at once.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.is_open && (self.is_unasked || self.has_more() && (self.has_moved() || !self.was_tried))
    }

    /// Whether the two sides have something for each other.
    #[must_use]
    pub fn has_more(&self) -> bool {
        self.trouble != Some(FilesTrouble::Older) && self.to_send.files + self.to_fetch.files > 0
    }
}
