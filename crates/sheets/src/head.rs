//! Finds the heads of a table and parts them from its rows.
//!
//! Above the heads there may be a title and empty rows. Heads may take two rows: one head over several
//! columns ("Stock" over "minimum" and "maximum"), shown as merged cells in a workbook, and as empty cells
//! after it in separated text.

use crate::bounds::{HEAD_ROWS_MAX, ROWS_MAX};
use crate::{Grid, Merged, Row, SheetError};

/// Heads and rows; every row has one cell for each head.
///
/// # Errors
/// When there are no heads or no rows, or too many.
pub(crate) fn split(mut grid: Grid) -> Result<(Vec<String>, Vec<Row>), SheetError> {
    if grid.rows.is_empty() {
        return Err(SheetError::Empty);
    }
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let top = &grid.rows[..grid.rows.len().min(HEAD_ROWS_MAX)];
    // A title stands alone in its row; a table of one column has no other row either.
    let at = top.iter().position(|row| filled(row) >= 2).or_else(|| {
        let widest = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        (widest == 1).then_some(0)
    });
    let at = at.ok_or(SheetError::NoHeads)?;
    let mut below = grid.rows.split_off(at);
    let first = below.remove(0);
    let spans: Vec<Merged> = grid.merged.into_iter().filter(|m| m.rows.0 == first.number).collect();
    let second = below.first().filter(|row| is_second_head(&first, row, &spans)).cloned();
    if second.is_some() {
        below.remove(0);
    }
    if below.is_empty() {
        return Err(SheetError::NoRows);
    }
    if below.len() > ROWS_MAX {
        return Err(SheetError::TooManyRows);
    }
    let heads = heads(&first, second.as_ref(), &spans);
    let width = below
        .iter()
        .map(|row| row.cells.len())
        .chain([heads.len()])
        .max()
        .unwrap_or(0);
    let mut heads = heads;
    heads.resize(width, String::new());
    for row in &mut below {
        row.cells.resize(width, String::new());
    }
    Ok((heads, below))
}

fn cell(row: &Row, column: usize) -> &str {
    row.cells.get(column).map_or("", String::as_str)
}

/// Whether the row below the first heads holds heads too.
fn is_second_head(first: &Row, below: &Row, spans: &[Merged]) -> bool {
    if below.number != first.number + 1 {
        return false;
    }
    if spans.iter().any(|m| m.rows.1 == below.number) {
        return true;
    }
    if spans.iter().any(|m| m.rows.1 == m.rows.0 && m.columns.1 > m.columns.0) {
        return true;
    }
    // Without merged cells: the second row names each column that the first leaves open, and leaves open
    // each column that the first names, but for the column where a head over several begins.
    let width = first.cells.len().max(below.cells.len());
    let is_open = |column: usize| cell(first, column).is_empty();
    let begins_group = |column: usize| column + 1 < width && is_open(column + 1);
    let mut opened = 0;
    let mut alone = 0;
    for column in 0..width {
        match (is_open(column), cell(below, column).is_empty()) {
            (true, true) => return false,
            (true, false) => opened += 1,
            (false, true) => alone += 1,
            (false, false) if begins_group(column) => {}
            (false, false) => return false,
        }
    }
    let is_words = |text: &String| text.is_empty() || text.chars().any(char::is_alphabetic);
    opened > 0 && alone > 0 && below.cells.iter().all(is_words)
}

fn heads(first: &Row, second: Option<&Row>, spans: &[Merged]) -> Vec<String> {
    let width = second.map_or(0, |row| row.cells.len()).max(first.cells.len());
    let over = |column: usize| spans.iter().find(|m| m.columns.0 <= column && column <= m.columns.1);
    let mut heads = Vec::with_capacity(width);
    let mut group = "";
    for column in 0..width {
        let own = match over(column) {
            Some(span) => cell(first, span.columns.0),
            None => cell(first, column),
        };
        if !own.is_empty() {
            group = own;
        }
        let head = match second {
            // A head over several columns, each with a head of its own.
            Some(row) if !cell(row, column).is_empty() => format!("{group} {}", cell(row, column)),
            _ => own.to_owned(),
        };
        heads.push(head.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    heads
}
