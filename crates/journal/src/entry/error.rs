use crate::id::RowId;

/// Why something is no entry, or not the entry it says it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The canonical bytes exceed [`super::ENTRY_SIZE_BYTES_MAX`].
    #[error("the entry has {size_bytes} bytes, more than may be recorded as one act")]
    TooLarge {
        /// The size found.
        size_bytes: usize,
    },
    /// A list, text or nesting exceeds its bound.
    #[error("{what} has {count}, more than the {max} allowed")]
    TooMany {
        /// Which part.
        what: &'static str,
        /// How many or how deep.
        count: usize,
        /// The bound.
        max: usize,
    },
    /// The bytes or text do not decode.
    #[error("{field} does not decode: {reason}")]
    Malformed {
        /// Which field.
        field: &'static str,
        /// What the decoder said.
        reason: String,
    },
    /// It decodes, but would be written differently: something was changed, or another program wrote it.
    #[error("{0} is not in its one canonical form")]
    NotCanonical(&'static str),
    /// A field holds what no entry may hold.
    #[error("{field}: {reason}")]
    Refused {
        /// Which field.
        field: &'static str,
        /// Why.
        reason: &'static str,
    },
    /// One entry changes a row at most once.
    #[error("row {0} is changed twice in one entry")]
    RowTwice(RowId),
    /// A column of the audit row is absent.
    #[error("the audit row has no column {0}")]
    ColumnMissing(&'static str),
    /// The audit row has a column that no entry has, or one of them twice.
    #[error("the audit row has an unexpected column {0:?}")]
    ColumnUnexpected(String),
    /// The stored hash is not that of the fields.
    #[error("the hash is not that of the fields")]
    HashMismatch,
    /// The private values are not those of their digest.
    #[error("the private values are not those of their digest")]
    PrivateMismatch,
}
