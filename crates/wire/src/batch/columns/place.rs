//! The places that values of one kind come from, each with streams and a memory of its own.

/// Where in an entry a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Place {
    /// A column of a table.
    Column(u16, u16),
    /// The row that a change of a table is about.
    Row(u16),
    /// A parameter, by the number of its name in the batch.
    Parameter(u64),
    /// A private value, by its index.
    Private(u64),
    /// The statement signed for an action, by the number of its name in the batch.
    Statement(u64),
    /// The actor.
    Actor,
    /// The signer.
    Signer,
    /// When it was signed, where that is not when it was done.
    SignedAt,
    /// The name of whoever operates the gateway.
    Operator,
    /// A row named inside a text.
    InText,
}

impl Place {
    /// The stream of the place's symbols and numbers.
    pub(super) fn symbols(self) -> u64 {
        self.number()
    }

    /// The stream of the place's texts and bytes as they are; all of them come after all symbols of
    /// places with small numbers.
    pub(super) fn literals(self) -> u64 {
        self.number() | 1 << 15
    }

    /// Twelve bits that tell places of a kind apart, three for the kind, and above the sixteenth what
    /// exceeds the twelve: as CBOR, the number of an ordinary place takes three bytes.
    fn number(self) -> u64 {
        let (kind, which) = match self {
            Self::Column(table, column) => (1, interleaved(u64::from(table), u64::from(column))),
            Self::Row(table) => (2, u64::from(table)),
            Self::Parameter(name) => (3, name),
            Self::Private(index) => (4, index),
            Self::Statement(action) => (5, action),
            Self::Actor => (6, 0),
            Self::Signer => (6, 1),
            Self::SignedAt => (6, 2),
            Self::Operator => (6, 3),
            Self::InText => (6, 4),
        };
        which & 0xfff | kind << 12 | which >> 12 << 16
    }
}

/// Six bits of either come first, so that small numbers stay small.
fn interleaved(table: u64, column: u64) -> u64 {
    table & 63 | (column & 63) << 6 | (table >> 6) << 12 | (column >> 6) << 22
}
