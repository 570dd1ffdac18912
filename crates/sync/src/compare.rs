//! Whether two sides hold and show the same.

use journal::digest::differing;
use journal::{ColumnSum, Frontier};

use crate::shelf::{Shelf, ShelfError};

/// Rebuilds the rows here that are not what the entries make them, in the columns whose sums differ
/// from the other side's, and returns the columns that differ still. Nothing is compared unless both
/// hold the same entries.
///
/// # Errors
/// When the shelf cannot be read or written.
pub fn mend(
    shelf: &(impl Shelf + ?Sized),
    frontier: &Frontier,
    theirs: &[ColumnSum],
) -> Result<Vec<(u16, u16)>, ShelfError> {
    let sums = shelf.sums()?;
    let closed = shelf.closed()?;
    if !sums.frontier.counts_as(frontier, |device| closed.get(&device).copied()) {
        return Ok(Vec::new());
    }
    let columns = differing(&sums.columns, theirs);
    if columns.is_empty() {
        return Ok(columns);
    }
    // Where no row was wrong, the sum may have been.
    shelf.mend(&columns)?;
    Ok(differing(&shelf.sums()?.columns, theirs))
}
