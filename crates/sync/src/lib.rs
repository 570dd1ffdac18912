//! How acts travel: exchanges with the shore and with meeting points aboard, over a link or by file.
//!
//! Invariants:
//! - What decides ([`engine`], [`exchange`], [`answer`], [`mod@file`]) does no I/O of its own: bytes, time and
//!   randomness come in as arguments, and the place where entries lie is a [`Shelf`].
//! - Whatever arrives whole is kept at once: a cut loses at most the batch it fell into.
//! - A batch that is not taken never keeps another from being taken.
//! - Nothing here opens the database: the store's writer is the only way in.
//!
//! | module | noun |
//! |---|---|
//! | [`shelf`] | what either side of an exchange needs of the place where entries lie |
//! | [`exchange`] | the side that asks |
//! | [`answer`] | the side that is asked |
//! | [`files`] | photos and papers, after the acts |
//! | [`outcome`], [`failure`], [`words`] | how an exchange ended, and what a person reads of it |
//! | [`engine`], [`policy`] | when an exchange begins |
//! | [`mod@file`] | the same batches on a stick or in a letter |
//! | [`runner`] | the thread that drives one engine for each link, and one visit without it |
//! | [`client`], [`listener`] | the calls of both sides over HTTPS |
//! | [`enrol`], [`desk`] | both sides of a one-time code |
//! | [`book`] | what exchanges leave behind in the replica |
//! | [`tls`], [`outside`] | whom they trust, and what they ask of the machine |

#![warn(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod answer;
pub mod book;
pub mod client;
pub mod compare;
pub mod desk;
pub mod engine;
pub mod enrol;
pub mod exchange;
pub mod failure;
pub mod file;
pub mod files;
pub mod listener;
mod memory;
pub mod outcome;
pub mod outside;
pub mod policy;
pub mod runner;
mod sending;
pub mod shelf;
pub mod tls;
pub mod words;

pub use answer::{Answer, Heard};
pub use engine::{Action, Begin, Engine, FilesStatus, Input, LinkState, Status, Step};
pub use exchange::{Exchange, Speaker};
pub use failure::Failure;
pub use files::{Amount, FileMemory, Files, FilesHere, FilesOutcome, FilesTrouble, FilesTurn, Kept, Lacked};
pub use memory::{Memory, RefusedBatch};
pub use outcome::{Answered, Comparison, Counts, Outcome};
pub use policy::{FilesWait, LinkKind, Policy};
pub use shelf::{Caller, Mended, ReplicaShelf, Shelf, ShelfError, Standing, Sums};
