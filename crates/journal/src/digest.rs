//! A digest over what the tables show: two replicas that hold the same entries compare it, and a
//! difference is narrowed down to a column.
//!
//! Each (table, column) has one [`Digest`]: the sum, modulo 2^256, of a BLAKE3 hash per row over
//! table, column, row, heads and value. A sum can be kept up with each write (take the old cell away,
//! add the new one), and does not depend on the order of rows. The sums of all columns together give
//! one [`DigestRoot`].
//!
//! Deliberately not here: which columns there are, and where sums are kept. A personal value does not
//! count (it may be struck on one replica and not yet on another), only which write stands does.

use std::fmt;
use std::sync::LazyLock;

use blake3::hazmat::{ContextKey, HasherExt as _, hash_derive_key_context};
use serde::{Deserialize, Serialize};

use crate::hash::Hash;
use crate::id::{RowId, Stamp};
use crate::value::Value;

const CELL_CONTEXT: &str = "celesteos journal digest cell 1";
const ROOT_CONTEXT: &str = "celesteos journal digest root 1";
const LIMBS: usize = 4;

/// Worked out once: for a cell of one block it costs as much as the cell.
static CELL_KEY: LazyLock<ContextKey> = LazyLock::new(|| hash_derive_key_context(CELL_CONTEXT));

/// The sum over the cells of one column: 256 bits, most significant first when written as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest([u64; LIMBS]);

impl Digest {
    /// The digest of nothing.
    pub const ZERO: Self = Self([0; LIMBS]);

    /// One cell. `heads` are the standing writes of the column's group, ascending; a cell without any
    /// (every write of it is void) counts for nothing.
    #[must_use]
    pub fn of_cell(table: u16, column: u16, row: RowId, heads: &[Stamp], value: &Value) -> Self {
        if heads.is_empty() {
            return Self::ZERO;
        }
        let mut hasher = blake3::Hasher::new_from_context_key(&CELL_KEY);
        hasher.update(&table.to_be_bytes());
        hasher.update(&column.to_be_bytes());
        hasher.update(row.as_bytes());
        hasher.update(&(heads.len() as u64).to_be_bytes());
        for head in heads {
            hasher.update(&head.device.get().to_be_bytes());
            hasher.update(&head.seq.to_be_bytes());
        }
        add_value(&mut hasher, value);
        Self::from_bytes(*hasher.finalize().as_bytes())
    }

    /// Adds a cell, or all cells of another part of the column.
    pub fn add(&mut self, other: &Self) {
        let mut carry = false;
        for (limb, more) in self.0.iter_mut().zip(other.0).rev() {
            let (sum, first) = limb.overflowing_add(more);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            (*limb, carry) = (sum, first || second);
        }
    }

    /// Takes a cell away that was added before.
    pub fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (limb, less) in self.0.iter_mut().zip(other.0).rev() {
            let (rest, first) = limb.overflowing_sub(less);
            let (rest, second) = rest.overflowing_sub(u64::from(borrow));
            (*limb, borrow) = (rest, first || second);
        }
    }

    /// The 32 bytes, most significant first.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (chunk, limb) in bytes.chunks_exact_mut(8).zip(self.0) {
            chunk.copy_from_slice(&limb.to_be_bytes());
        }
        bytes
    }

    /// Reads [`Digest::to_bytes`].
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        let mut limbs = [0; LIMBS];
        for (limb, chunk) in limbs.iter_mut().zip(bytes.chunks_exact(8)) {
            *limb = chunk.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        }
        Self(limbs)
    }
}

/// The value behind a byte that names its kind; text and bytes come last, so no length is needed.
fn add_value(hasher: &mut blake3::Hasher, value: &Value) {
    match value {
        Value::Null | Value::Private(_) => hasher.update(&[0]),
        Value::Bool(flag) => hasher.update(&[1, u8::from(*flag)]),
        Value::Int(number) => hasher.update(&[2]).update(&number.to_be_bytes()),
        Value::Text(text) => hasher.update(&[3]).update(text.as_bytes()),
        Value::Bytes(bytes) => hasher.update(&[4]).update(bytes),
        Value::Id(id) => hasher.update(&[5]).update(id.as_bytes()),
    };
}

/// The sum of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnSum {
    /// The table's permanent number.
    pub table: u16,
    /// The column's number within its table.
    pub column: u16,
    /// The sum over its cells.
    pub sum: Digest,
}

/// One hash over the sums of all columns.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DigestRoot(Hash);

impl DigestRoot {
    /// The root over these sums, whatever their order. A column that sums up to nothing does not
    /// count, so a column that no row has written yet makes no difference.
    #[must_use]
    pub fn of(sums: &[ColumnSum]) -> Self {
        let mut sums: Vec<&ColumnSum> = sums.iter().filter(|column| column.sum != Digest::ZERO).collect();
        sums.sort_unstable_by_key(|column| (column.table, column.column));
        let mut bytes = Vec::with_capacity(sums.len() * 36);
        for column in sums {
            bytes.extend_from_slice(&column.table.to_be_bytes());
            bytes.extend_from_slice(&column.column.to_be_bytes());
            bytes.extend_from_slice(&column.sum.to_bytes());
        }
        Self(Hash::derive(ROOT_CONTEXT, &[&bytes]))
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// The root whose bytes are given.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Hash::from_bytes(bytes))
    }
}

impl fmt::Display for DigestRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for DigestRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DigestRoot({self})")
    }
}

/// The columns, known to both sides, whose sums differ: table and column, ascending. What only one
/// side lists is a column that the other's version does not know; a column listed with nothing counts
/// as listed.
#[must_use]
pub fn differing(ours: &[ColumnSum], theirs: &[ColumnSum]) -> Vec<(u16, u16)> {
    let mut found: Vec<(u16, u16)> = ours
        .iter()
        .filter(|our| {
            let same_column = |their: &&ColumnSum| (their.table, their.column) == (our.table, our.column);
            theirs
                .iter()
                .find(same_column)
                .is_some_and(|their| their.sum != our.sum)
        })
        .map(|our| (our.table, our.column))
        .collect();
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::id::DeviceNumber;

    fn cell(k: u32, text: &str) -> Digest {
        let device = DeviceNumber::new(7).unwrap();
        let row = RowId::new(device, 1, k).unwrap();
        Digest::of_cell(3, 2, row, &[Stamp { device, seq: 1 }], &Value::Text(text.to_owned()))
    }

    #[test]
    fn a_sum_does_not_depend_on_the_order_and_comes_back_when_a_cell_is_taken_away() {
        let (a, b, c) = (cell(0, "a"), cell(1, "b"), cell(2, "c"));
        let (mut one, mut other) = (Digest::ZERO, Digest::ZERO);
        [a, b, c].iter().for_each(|cell| one.add(cell));
        [c, a, b].iter().for_each(|cell| other.add(cell));
        assert_eq!(one, other);
        one.subtract(&b);
        let mut without = a;
        without.add(&c);
        assert_eq!(one, without);
        [a, c].iter().for_each(|cell| one.subtract(cell));
        assert_eq!(one, Digest::ZERO);
    }

    #[test]
    fn a_cell_is_hashed_under_the_context_of_cells() {
        let device = DeviceNumber::new(7).unwrap();
        let row = RowId::new(device, 1, 0).unwrap();
        let mut bytes = vec![0, 3, 0, 2];
        bytes.extend_from_slice(row.as_bytes());
        bytes.extend_from_slice(&1_u64.to_be_bytes());
        bytes.extend_from_slice(&7_u64.to_be_bytes());
        bytes.extend_from_slice(&1_u64.to_be_bytes());
        bytes.extend_from_slice(b"\x03a");
        assert_eq!(cell(0, "a").to_bytes(), blake3::derive_key(CELL_CONTEXT, &bytes));
    }

    #[test]
    fn carries_and_borrows_run_through_all_limbs() {
        let mut all_ones = Digest::from_bytes([0xff; 32]);
        let mut one = [0; 32];
        one[31] = 1;
        let one = Digest::from_bytes(one);
        all_ones.add(&one);
        assert_eq!(all_ones, Digest::ZERO);
        all_ones.subtract(&one);
        assert_eq!(all_ones.to_bytes(), [0xff; 32]);
    }

    #[test]
    fn row_column_value_kind_and_heads_all_count_and_a_personal_value_does_not() {
        let device = DeviceNumber::new(7).unwrap();
        let row = RowId::new(device, 1, 0).unwrap();
        let heads = [Stamp { device, seq: 1 }];
        let later = [Stamp { device, seq: 2 }];
        let plain = Digest::of_cell(3, 2, row, &heads, &Value::Int(1));
        assert_ne!(plain, Digest::of_cell(3, 2, row, &later, &Value::Int(1)));
        assert_ne!(plain, Digest::of_cell(3, 1, row, &heads, &Value::Int(1)));
        assert_ne!(plain, Digest::of_cell(2, 2, row, &heads, &Value::Int(1)));
        assert_ne!(plain, Digest::of_cell(3, 2, row, &heads, &Value::Bool(true)));
        assert_eq!(
            Digest::of_cell(3, 2, row, &heads, &Value::Private(0)),
            Digest::of_cell(3, 2, row, &heads, &Value::Null)
        );
        assert_eq!(Digest::of_cell(3, 2, row, &[], &Value::Int(1)), Digest::ZERO);
    }

    #[test]
    fn a_root_names_the_sums_and_differing_columns_are_found_among_those_both_know() {
        let column = |table, column, text: &str| ColumnSum {
            table,
            column,
            sum: cell(0, text),
        };
        let ours = [column(3, 2, "a"), column(3, 1, "b"), column(4, 1, "only ours")];
        let theirs = [column(3, 1, "b"), column(3, 2, "other")];
        assert_ne!(DigestRoot::of(&ours), DigestRoot::of(&theirs));
        assert_eq!(
            DigestRoot::of(&ours[..2]),
            DigestRoot::of(&[column(3, 1, "b"), column(3, 2, "a")])
        );
        assert_eq!(differing(&ours, &theirs), vec![(3, 2)]);
    }
}
