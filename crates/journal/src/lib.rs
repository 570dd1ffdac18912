//! The journal: what one act leaves behind, and what many acts add up to.
//!
//! Every act that a person commits becomes one [`Entry`]: who did what, when, with which rows and
//! columns. Entries of one workstation form a hash chain ([`verify_chain`]); entries of all
//! workstations together form the state of a vessel's records, and that state is a function of the
//! *set* of entries, whatever the order they arrive in ([`heads`], [`shown`], [`Model`]).
//! The same code runs aboard and ashore.
//!
//! Invariants:
//! - Nothing here reads a file, a clock or a random source, and nothing knows SQL or a table's
//!   name: tables, columns and groups are permanent numbers, and what they mean is asked of a
//!   [`Schema`].
//! - An entry has exactly one encoding ([`Entry::canonical_bytes`]) and exactly one form as a row
//!   of the audit log ([`Entry::to_columns`]); anything that decodes but would be written
//!   differently is broken.
//! - Time breaks ties and orders a list; it never decides whether an entry counts.
//!
//! | module | noun |
//! |---|---|
//! | [`id`] | device numbers, row ids, stamps |
//! | [`clock`] | the hybrid logical clock and when it is not to be trusted |
//! | [`value`], [`hash`] | the values of columns, BLAKE3 digests |
//! | [`entry`] | one act: its fields, bounds, canonical bytes and audit columns |
//! | [`chain`] | the hash chain of one device |
//! | [`merge`], [`schema`] | concurrent writes of one group of columns |
//! | [`effect`] | what one entry does to rows and groups |
//! | [`digest`] | sums over what the tables show, for comparing replicas |
//! | [`frontier`] | which entries a replica holds |
//! | [`model`] | a replica in memory: the reference for every store |

#[cfg(feature = "bindings")]
mod bindings;
pub mod chain;
pub mod clock;
pub mod digest;
pub mod effect;
pub mod entry;
pub mod frontier;
pub mod hash;
mod hex;
pub mod id;
pub mod merge;
pub mod model;
pub mod schema;
pub mod value;

pub use chain::{BreakReason, ChainBreak, ChainSummary, ChainVerifier, Head, genesis_hash, histories, verify_chain};
pub use clock::{Clock, Hlc, is_suspect};
pub use digest::{ColumnSum, Digest, DigestRoot};
pub use effect::{CellKey, Effect, Parked};
pub use entry::{
    Actor, AuditColumn, Change, ChangeKind, ColumnKind, ColumnValue, Draft, Entry, EntryError, GroupWrite, Private,
    Signature,
};
pub use frontier::Frontier;
pub use hash::{Hash, HashError};
pub use id::{DeviceNumber, IdError, RowId, Stamp};
pub use merge::{Write, extends, heads, is_conflict, shown};
pub use model::{Cell, Model, Row, State, Verdict};
pub use schema::{Group, Schema};
pub use value::{Value, ValueError};
