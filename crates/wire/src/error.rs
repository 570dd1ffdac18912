use journal::{DeviceNumber, EntryError};

use crate::refusal::RefusalCode;

/// Why bytes are no frame, message or batch, or a batch is not what its header says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The bytes do not decode.
    #[error("{what} does not decode: {reason}")]
    Malformed {
        /// Which part.
        what: &'static str,
        /// What the decoder said.
        reason: String,
    },
    /// A part is larger than it may be.
    #[error("{what} has {size_bytes} bytes, more than the {max} allowed")]
    TooLarge {
        /// Which part.
        what: &'static str,
        /// The size found or announced.
        size_bytes: usize,
        /// The bound.
        max: usize,
    },
    /// A list is longer than it may be.
    #[error("{what} has {count} items, more than the {max} allowed")]
    TooMany {
        /// Which list.
        what: &'static str,
        /// How many were found or announced.
        count: usize,
        /// The bound.
        max: usize,
    },
    /// The frame is of a kind this version does not know.
    #[error("the other side sent a frame of kind {0}, which a newer version understands")]
    UnknownFrame(u8),
    /// The batch is packed in a way this version does not know. It can be kept and passed on unchanged.
    #[error("the batch is packed by a newer version ({what} {number})")]
    NewerBatch {
        /// What is new about it: the dictionary, or the form of the body.
        what: &'static str,
        /// Its number.
        number: u64,
    },
    /// A signature is not that of the key over this message.
    #[error("the signature is not that of workstation {0}")]
    BadSignature(DeviceNumber),
    /// An entry breaks a rule of the journal.
    #[error("entry {seq}: {error}")]
    Entry {
        /// Which entry.
        seq: u64,
        /// What is wrong with it.
        error: EntryError,
    },
    /// The chain recomputed from the entries does not end at the hash that was signed.
    #[error("the batch was altered: its entries do not lead to the signed head")]
    Altered,
    /// The entries to pack are no run of one device that ends at the signed head.
    #[error("the entries to pack are not one run that ends at a signed head: {0}")]
    NoRun(&'static str),
    /// An enrolment code was mistyped.
    #[error("this is no enrolment code: {0}")]
    Code(&'static str),
}

impl WireError {
    /// The word for it in a refusal.
    pub fn code(&self) -> RefusalCode {
        match self {
            Self::Malformed { .. } | Self::NoRun(_) | Self::Code(_) => RefusalCode::Malformed,
            Self::TooLarge { .. } => RefusalCode::TooLarge,
            Self::TooMany { .. } => RefusalCode::TooMany,
            Self::UnknownFrame(_) | Self::NewerBatch { .. } => RefusalCode::NewerProtocol,
            Self::BadSignature(_) => RefusalCode::BadSignature,
            Self::Entry { .. } => RefusalCode::BrokenEntry,
            Self::Altered => RefusalCode::Altered,
        }
    }

    pub(crate) fn malformed(what: &'static str, reason: impl ToString) -> Self {
        Self::Malformed {
            what,
            reason: reason.to_string(),
        }
    }
}
