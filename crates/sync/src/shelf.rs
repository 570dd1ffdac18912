//! What either side of an exchange needs of the place where entries lie.
//!
//! A workstation's replica is one ([`ReplicaShelf`]); a simulator has others. Every call blocks until it is
//! done, takes its own lock, and holds none between calls: the vessel's lock is never kept while
//! waiting for the network.

mod replica;

use std::collections::BTreeMap;

use domain::refusal::Code;
use journal::{ColumnSum, DeviceNumber, DigestRoot, Frontier, Hash, RowId};
use wire::{Batch, Hello, Outcome};

use crate::files::Files;
pub use replica::ReplicaShelf;

/// What the record says about whoever speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Nothing: it was neither enrolled here nor confirmed in the vessel.
    Unknown,
    /// It was closed.
    Closed,
    /// It belongs to the vessel.
    Known {
        /// Its Ed25519 public key.
        public_key: [u8; 32],
    },
}

/// Which entries are here and what the tables show, at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Which entries are here.
    pub frontier: Frontier,
    /// [`journal::histories`] of that frontier.
    pub histories: Hash,
    /// The digest of the tables, or why it is not to be compared: entries wait for rows, or are not
    /// understood wholly, so another replica with the same entries may rightly show something else.
    pub digest: Result<DigestRoot, String>,
}

/// The sums of every column this version knows, and the entries they are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums {
    /// Which entries are here.
    pub frontier: Frontier,
    /// One sum for each column.
    pub columns: Vec<ColumnSum>,
}

/// What was rebuilt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// Table and row of every row that was not what the entries make it.
    pub rows: Vec<(u16, RowId)>,
}

/// Why the shelf did not do what was asked. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// Something that a person can mend (the disk is full, the folder cannot be written) or wait for.
    #[error("{message}")]
    Unavailable {
        /// What a program acts on.
        code: Code,
        /// What a person reads, with the cure.
        message: String,
    },
    /// Something that should not happen.
    #[error("{0}")]
    Fault(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The place where entries lie.
pub trait Shelf {
    /// Whose record it is.
    ///
    /// # Errors
    /// When it cannot be read.
    fn vessel(&self) -> Result<RowId, ShelfError>;

    /// As which device it speaks.
    ///
    /// # Errors
    /// When it cannot be read, or has no number yet.
    fn device(&self) -> Result<DeviceNumber, ShelfError>;

    /// Sets the proof of a hello in the name of [`Shelf::device`].
    ///
    /// # Errors
    /// When the key cannot be read.
    fn sign_hello(&self, hello: &mut Hello) -> Result<(), ShelfError>;

    /// What is known of whoever speaks.
    ///
    /// # Errors
    /// When it cannot be read.
    fn caller(&self, device: DeviceNumber) -> Result<Caller, ShelfError>;

    /// Which entries are here, with effect or not.
    ///
    /// # Errors
    /// When it cannot be read.
    fn frontier(&self) -> Result<Frontier, ShelfError>;

    /// Which entries are here and what the tables show, of one moment.
    ///
    /// # Errors
    /// When it cannot be read.
    fn standing(&self) -> Result<Standing, ShelfError>;

    /// The last entry that counts, of every closed device.
    ///
    /// # Errors
    /// When it cannot be read.
    fn closed(&self) -> Result<BTreeMap<DeviceNumber, u64>, ShelfError>;

    /// The device's entries beyond that one, as many as fit one batch that ends at a signed head; none
    /// when there are none. Own entries are durable, in the state folder too, before they are handed out.
    ///
    /// # Errors
    /// When they cannot be read or packed.
    fn next_batch(&self, device: DeviceNumber, after_seq: u64) -> Result<Option<Batch>, ShelfError>;

    /// Verifies a batch and stores it whole, durable when this returns, or not at all.
    ///
    /// # Errors
    /// When it cannot be written; then nothing was.
    fn take(&self, batch: &Batch) -> Result<Outcome, ShelfError>;

    /// Notes that the other side holds another entry with this number than the one here.
    ///
    /// # Errors
    /// When it cannot be written.
    fn note_fork(&self, device: DeviceNumber, seq: u64) -> Result<(), ShelfError>;

    /// The sums of every column this version knows, of one moment.
    ///
    /// # Errors
    /// When it cannot be read.
    fn sums(&self) -> Result<Sums, ShelfError>;

    /// Compares the rows of these tables and columns with the entries, and rebuilds what differs.
    ///
    /// # Errors
    /// When it cannot be read or written.
    fn mend(&self, columns: &[(u16, u16)]) -> Result<Mended, ShelfError>;

    /// The files beside the entries; none where this side carries none, as programs before files did.
    fn files(&self) -> Option<&dyn Files> {
        None
    }
}
