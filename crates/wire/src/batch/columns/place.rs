//! The places that values of one kind come from, each with streams and a memory of its own.

use super::stream::number::PLACES;

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

/// Symbols and numbers.
const SYMBOLS: u64 = 0;
/// Texts and bytes as they are.
const LITERALS: u64 = 1;

impl Place {
    /// The stream of the place's symbols.
    pub(super) fn symbols(self) -> u64 {
        PLACES | SYMBOLS << 52 | self.number()
    }

    /// The stream of the place's texts.
    pub(super) fn literals(self) -> u64 {
        PLACES | LITERALS << 52 | self.number()
    }

    /// The kind in the highest bits, what tells places of a kind apart below.
    fn number(self) -> u64 {
        let (kind, which) = match self {
            Self::Column(table, column) => (0, u64::from(table) << 16 | u64::from(column)),
            Self::Row(table) => (1, u64::from(table)),
            Self::Parameter(name) => (2, name),
            Self::Private(index) => (3, index),
            Self::Statement(action) => (4, action),
            Self::Actor => (5, 0),
            Self::Signer => (5, 1),
            Self::SignedAt => (5, 2),
            Self::Operator => (5, 3),
            Self::InText => (5, 4),
        };
        // Names and indices are numbered within a batch and its bounds, far below 2^40.
        kind << 44 | which & ((1 << 44) - 1)
    }
}
