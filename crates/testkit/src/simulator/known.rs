//! What the tables of a replica in memory show, and the sums over it.

use std::collections::BTreeMap;

use journal::{ColumnSum, Digest, State};

/// What the tables show, and the sums over it.
pub(super) struct Known {
    pub(super) state: State,
    pub(super) sums: Vec<ColumnSum>,
}

/// The sum of every column that has a cell.
pub(super) fn columns(state: &State) -> Vec<ColumnSum> {
    let mut sums: BTreeMap<(u16, u16), Digest> = BTreeMap::new();
    for ((table, row), shown) in &state.rows {
        for cell in shown.cells.values() {
            for (column, value) in &cell.values {
                let digest = Digest::of_cell(*table, *column, *row, &cell.heads, value);
                sums.entry((*table, *column)).or_default().add(&digest);
            }
        }
    }
    let column = |((table, column), sum): ((u16, u16), Digest)| ColumnSum { table, column, sum };
    sums.into_iter().map(column).collect()
}
