//! One act, as it is recorded, replicated and merged: the journal entry.
//!
//! One committed act is one entry and one row of the audit log. The entry holds what happened
//! (`changes`), who did it in which role, and only those parameters that the changes do not show.
//! Personal values stand in [`Private`]: the hash covers their salted digest only, so they can be
//! struck everywhere while the chain still verifies.
//!
//! Deliberately not here: what an action means, whether the actor was allowed it, and any table's
//! name. A replica that does not know an action still applies its changes.

mod bounds;
mod cbor;
mod columns;
mod error;
mod form;
mod private;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

pub use bounds::*;
pub use columns::{AUDIT_COLUMNS, AuditColumn, ColumnKind, ColumnValue};
pub use error::EntryError;
pub use private::Private;

use crate::clock::Hlc;
use crate::hash::Hash;
use crate::id::{DeviceNumber, RowId, Stamp, serde_as_text};
use crate::value::Value;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Sets an entry's hash apart from every other use of BLAKE3.
const ENTRY_CONTEXT: &str = "celesteos journal entry 1";
const OPERATOR_PREFIX: &str = "operator:";

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// A person aboard or ashore: the id of their crew row. Written as the UUID.
    Crew(RowId),
    /// Whoever operates the gateway ashore, by name. Written `operator:NAME`.
    Operator(String),
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Crew(id) => id.fmt(f),
            Self::Operator(name) => write!(f, "{OPERATOR_PREFIX}{name}"),
        }
    }
}

impl FromStr for Actor {
    type Err = crate::id::IdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix(OPERATOR_PREFIX) {
            Some(name) => Ok(Self::Operator(name.to_owned())),
            None => text.parse().map(Self::Crew),
        }
    }
}

serde_as_text!(Actor);

/// What an entry does to one row. An entry changes each row at most once.
///
/// JSON: `{"insert":[[column,value],…],"row":"…","table":3}` or
/// `{"row":"…","table":3,"update":[{"base":["device:seq",…],"values":[[column,value],…]},…]}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The table's permanent number.
    pub table: u16,
    /// The row.
    pub row: RowId,
    /// Insert or update.
    pub kind: ChangeKind,
}

/// Insert or update. Nothing is ever deleted: rows are cancelled, superseded or archived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// A new row. Vessel, author and time of the row come from the entry and are not among the values.
    Insert {
        /// Columns with their values, ascending by column.
        values: Vec<(u16, Value)>,
    },
    /// New values for some groups of columns.
    Update {
        /// One write per group, ascending by first column.
        groups: Vec<GroupWrite>,
    },
}

/// A write to one group of columns. It carries all columns of the group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupWrite {
    /// All heads of the group that the author's replica held, ascending.
    pub base: Vec<Stamp>,
    /// Columns with their new values, ascending by column.
    pub values: Vec<(u16, Value)>,
}

/// Who signed an act, how, and what they signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// How: a PIN, or a session opened by one.
    pub method: String,
    /// The signer's role at the time.
    pub role: String,
    /// When, in milliseconds UTC.
    pub signed_at: i64,
    /// The signer's crew row; not always the actor, who filled the form in.
    pub signer: RowId,
    /// The words that were signed.
    pub statement: String,
}

/// An entry before it is sealed: everything but its hash.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Whose entry.
    pub device: DeviceNumber,
    /// Its place in the device's chain, counted from 1 without gaps.
    pub seq: u64,
    /// The hybrid clock's stamp.
    pub hlc: Hlc,
    /// The device's wall clock, milliseconds UTC.
    pub wall_at: i64,
    /// Whether the device did not trust its wall clock.
    pub clock_suspect: bool,
    /// Who did it.
    pub actor: Actor,
    /// In which role.
    pub role: String,
    /// What was done, verb first.
    pub action: String,
    /// Which version of that action.
    pub action_version: u16,
    /// What `changes` does not show (a reason, "create anyway"): a JSON object without floats.
    pub parameters: serde_json::Value,
    /// What was done to which rows.
    pub changes: Vec<Change>,
    /// What the author's replica had applied since the device's previous entry, by device.
    pub seen: Vec<Stamp>,
    /// The void entry of an earlier device number that this one issues again.
    pub reissue_of: Option<Stamp>,
    /// Personal values.
    pub private: Option<Private>,
    /// The signature, where the act needs one.
    pub signature: Option<Signature>,
    /// The hash of the device's previous entry, or [`crate::genesis_hash`] for the first.
    pub prev_hash: Hash,
}

impl Draft {
    /// Brings lists into their one order, checks every bound, and computes the hash.
    ///
    /// # Errors
    /// When a bound is exceeded, a row is changed twice, a column is written twice, or the parameters
    /// are no object without floats.
    pub fn seal(self) -> Result<Entry, EntryError> {
        let mut entry = Entry {
            device: self.device,
            seq: self.seq,
            hlc: self.hlc,
            wall_at: self.wall_at,
            clock_suspect: self.clock_suspect,
            actor: self.actor,
            role: self.role,
            action: self.action,
            action_version: self.action_version,
            parameters: self.parameters,
            changes: self.changes,
            seen: self.seen,
            reissue_of: self.reissue_of,
            private: self.private,
            signature: self.signature,
            prev_hash: self.prev_hash,
            hash: self.prev_hash,
        };
        form::put_in_order(&mut entry);
        form::check(&entry)?;
        entry.hash = entry.compute_hash();
        Ok(entry)
    }
}

/// One committed act. The fields are those of [`Draft`], and the hash over them.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The fields are described at `Draft`, once.
pub struct Entry {
    pub device: DeviceNumber,
    pub seq: u64,
    pub hlc: Hlc,
    pub wall_at: i64,
    pub clock_suspect: bool,
    pub actor: Actor,
    pub role: String,
    pub action: String,
    pub action_version: u16,
    pub parameters: serde_json::Value,
    pub changes: Vec<Change>,
    pub seen: Vec<Stamp>,
    pub reissue_of: Option<Stamp>,
    pub private: Option<Private>,
    pub signature: Option<Signature>,
    pub prev_hash: Hash,
    /// BLAKE3 over the canonical bytes, with the private part reduced to its digest.
    pub hash: Hash,
}

impl Entry {
    /// The entry's name.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            device: self.device,
            seq: self.seq,
        }
    }

    /// The one CBOR form: definite lengths, shortest integers, sorted map keys. The hash is not in
    /// it: whoever reads the bytes computes it.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        cbor::encode(self, cbor::PrivatePart::Whole)
    }

    /// Reads canonical bytes and computes the hash. Verifies nothing against a chain.
    ///
    /// # Errors
    /// When the bytes are not exactly what [`Entry::canonical_bytes`] would write, or exceed a bound.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryError> {
        if bytes.len() > ENTRY_SIZE_BYTES_MAX {
            return Err(EntryError::TooLarge {
                size_bytes: bytes.len(),
            });
        }
        let mut entry = cbor::decode(bytes)?;
        form::check(&entry)?;
        if entry.canonical_bytes() != bytes {
            return Err(EntryError::NotCanonical("entry"));
        }
        entry.hash = entry.compute_hash();
        Ok(entry)
    }

    /// The hash of the fields as they stand, struck private values or not.
    pub fn compute_hash(&self) -> Hash {
        Hash::derive(ENTRY_CONTEXT, &[&cbor::encode(self, cbor::PrivatePart::DigestOnly)])
    }

    /// Whether the entry is in order, its hash is that of its fields, and its private values (unless
    /// struck) are those of their digest.
    ///
    /// # Errors
    /// [`EntryError::HashMismatch`], [`EntryError::PrivateMismatch`], or what is out of order.
    pub fn verify(&self) -> Result<(), EntryError> {
        form::check(self)?;
        if self.compute_hash() != self.hash {
            return Err(EntryError::HashMismatch);
        }
        match &self.private {
            Some(private) => private.verify(),
            None => Ok(()),
        }
    }

    /// Strikes the personal values, for ever: the hash and the chain stay as they are.
    pub fn strike_private(&mut self) {
        if let Some(private) = &mut self.private {
            private.strike();
        }
    }

    /// The rows the entry must find before it can be applied: the rows it updates, the rows its values
    /// refer to, and the actor's crew row where it inserts rows (it becomes their author). Rows that
    /// the entry itself inserts are not among them.
    pub fn references(&self) -> BTreeSet<RowId> {
        let mut rows = BTreeSet::new();
        let mut inserted = BTreeSet::new();
        for change in &self.changes {
            match &change.kind {
                ChangeKind::Insert { .. } => inserted.insert(change.row),
                ChangeKind::Update { .. } => rows.insert(change.row),
            };
            rows.extend(change.kind.values().filter_map(|(_, value)| value.as_id()));
        }
        match &self.actor {
            Actor::Crew(person) if !inserted.is_empty() => rows.insert(*person),
            _ => false,
        };
        rows.retain(|row| !inserted.contains(row));
        rows
    }
}

impl ChangeKind {
    /// All columns written, with their values.
    pub fn values(&self) -> impl Iterator<Item = &(u16, Value)> {
        let (insert, groups): (&[(u16, Value)], &[GroupWrite]) = match self {
            Self::Insert { values } => (values, &[]),
            Self::Update { groups } => (&[], groups),
        };
        insert.iter().chain(groups.iter().flat_map(|group| &group.values))
    }
}
