//! How an exchange ended.

use journal::Frontier;

use crate::failure::Failure;
use crate::files::FilesOutcome;

/// What travelled in one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Bytes of frames.
    pub bytes: u64,
    /// Batches that were stored where they went.
    pub batches: u64,
    /// Entries in them that were not there before.
    pub entries: u64,
}

/// What the comparison of the tables came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Comparison {
    /// They were not compared: the frontiers differ, or one side is not sure of its own.
    #[default]
    None,
    /// The frontiers are equal, and yet both hold different entries under one number.
    Parted,
    /// They agree.
    Same,
    /// They differ at equal frontiers. The columns are named once both sides told their sums; an empty
    /// list says that they have not yet.
    Differs {
        /// Table and column numbers.
        columns: Vec<(u16, u16)>,
    },
}

/// What a completed exchange found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// The peer was only asked what it holds.
    Asked {
        /// Which is this.
        peer: Frontier,
    },
    /// Batches went both ways.
    Exchanged {
        /// What is held here now.
        own: Frontier,
        /// What the peer holds now.
        peer: Frontier,
        /// Whether both hold the same entries, apart from such beyond a device's close, which do not count.
        is_equal: bool,
        /// Whether the tables agree.
        comparison: Comparison,
        /// What was not taken on either side, if anything.
        refused: Option<Failure>,
    },
}

/// How an exchange ended, and what travelled until then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What was sent, as far as the peer acknowledged it.
    pub sent: Counts,
    /// What was received and stored.
    pub received: Counts,
    /// How it ended.
    pub result: Result<Answered, Failure>,
    /// What it did for files, where it ended well and any are named.
    pub files: Option<Box<FilesOutcome>>,
}

impl Outcome {
    /// An exchange that ended before anything travelled.
    #[must_use]
    pub fn failed(failure: Failure) -> Self {
        Self {
            sent: Counts::default(),
            received: Counts::default(),
            result: Err(failure),
            files: None,
        }
    }

    /// Bytes in both directions.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.sent.bytes.saturating_add(self.received.bytes)
    }

    /// Whether an entry arrived anywhere that was not there before.
    #[must_use]
    pub fn has_progress(&self) -> bool {
        self.sent.entries > 0 || self.received.entries > 0
    }

    /// Whether a piece of a file did.
    #[must_use]
    pub fn has_moved_files(&self) -> bool {
        self.files.as_deref().is_some_and(FilesOutcome::has_moved)
    }
}
