//! Heads of columns whose words stand over each other in two lines: "Fault" above "code".

use super::super::heads::{self, head_of};
use super::super::joined;
use super::super::sheet::{Line, Sheet};

/// The lower line begins within so many heights of the letters below the upper one.
const GAP_MAX: f32 = 1.2;
/// Letters of one head differ by less than this.
const LARGER: f32 = 1.15;
/// Left edges are the same within this, in points.
const SAME: f32 = 5.0;
/// Columns of a table of fault codes, with room to spare.
const CELLS_MAX: usize = 12;

/// One column's head.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) left: f32,
    right: f32,
    /// Whether a part of it stands in the lower line.
    is_lower: bool,
    /// Whether both lines hold a part of it.
    is_stacked: bool,
}

/// What two lines are the head of.
#[derive(Debug)]
pub(super) enum Stacked {
    Codes(Vec<Cell>),
    /// Parts, torques, intervals.
    AnotherList,
}

/// The head that a line makes with the one below it, or with two where a head of one line stands between: what it
/// is of, and how many lines it takes. Nothing where the lines below are rows or lines of their own.
pub(super) fn stacked(sheet: &Sheet, upper: &Line, below: &[&Line]) -> Option<(Stacked, usize)> {
    let is_between = |line: &Line| line.top < upper.bottom;
    let count = if below.first().is_some_and(|line| is_between(line)) {
        2
    } else {
        1
    };
    let lower = below.get(..count)?;
    if !lower.iter().all(|line| is_of_one_head(sheet, upper, line)) {
        return None;
    }
    let cells = lower
        .iter()
        .fold(first_cells(sheet, upper), |cells, line| joined(cells, sheet, line));
    let texts = || cells.iter().map(|cell| cell.text.as_str());
    let mut below = cells.iter().filter(|cell| cell.is_lower);
    let is_joined = cells.iter().any(|cell| cell.is_stacked);
    if is_joined && heads::is_of_codes(texts()) && below.clone().all(|cell| head_of(&cell.text).is_some()) {
        return Some((Stacked::Codes(cells), 1 + count));
    }
    let is_other = |cell: &Cell| cell.is_stacked && heads::is_of_another_list(std::iter::once(cell.text.as_str()));
    (cells.len() >= 2 && below.any(is_other)).then_some((Stacked::AnotherList, 1 + count))
}

/// Whether the lower line stands close below the upper one, in letters of its size.
fn is_of_one_head(sheet: &Sheet, upper: &Line, lower: &Line) -> bool {
    let gap = lower.top - upper.bottom;
    let is_near = gap < upper.size * GAP_MAX && gap > -upper.size;
    let is_alike = upper.size < lower.size * LARGER && lower.size < upper.size * LARGER;
    let is_small = |line: &Line| sheet.cells(line).len() <= CELLS_MAX;
    upper.column == lower.column && is_near && is_alike && is_small(upper) && is_small(lower)
}

fn first_cells(sheet: &Sheet, line: &Line) -> Vec<Cell> {
    let cells = sheet.cells(line).map(|cell| Cell {
        text: cell.text.to_owned(),
        left: cell.left,
        right: cell.right,
        is_lower: false,
        is_stacked: false,
    });
    cells.collect()
}

/// The cells with those of a lower line, from left to right; those that stand over each other as one.
fn joined(mut cells: Vec<Cell>, sheet: &Sheet, lower: &Line) -> Vec<Cell> {
    for seen in sheet.cells(lower) {
        let is_over = |cell: &&mut Cell| {
            let is_overlapping = seen.left < cell.right && seen.right > cell.left;
            !cell.is_lower && (is_overlapping || (seen.left - cell.left).abs() <= SAME)
        };
        match cells.iter_mut().find(is_over) {
            Some(cell) => {
                joined::add_line(&mut cell.text, seen.text);
                cell.left = cell.left.min(seen.left);
                cell.right = cell.right.max(seen.right);
                (cell.is_lower, cell.is_stacked) = (true, true);
            }
            None => cells.push(Cell {
                text: seen.text.to_owned(),
                left: seen.left,
                right: seen.right,
                is_lower: true,
                is_stacked: false,
            }),
        }
    }
    cells.sort_by(|one, other| one.left.total_cmp(&other.left));
    cells
}
