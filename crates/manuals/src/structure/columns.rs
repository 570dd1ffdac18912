//! Rows of a page, and pages of two columns.
//!
//! A page has two columns where a strip around its middle stays free on almost all rows and both sides
//! are filled with running text. A table's columns are told from them by their rows: several cells on
//! one side, or short ones.

use super::heads;
use super::sheet::{Column, Piece};

/// Parts of the page's width in which a gutter is looked for.
const MIDDLE: std::ops::Range<f32> = 0.3..0.7;
/// Stretches that the middle of a page is cut into.
const BINS: usize = 160;
/// A narrower strip is a gap between words, in points.
const GUTTER_MIN: f32 = 8.0;
/// Rows that a side of two columns has at least.
const ROWS_MIN: usize = 5;
/// How much of its column a line of running text fills, in the middle of all lines.
const FILLED: f32 = 0.6;
/// Two gutters are the same within this, in points.
const SAME: f32 = 6.0;
/// Gutters that are remembered; a manual has few page layouts.
const KNOWN_MAX: usize = 8;

/// Where earlier pages had their gutter, and how often.
#[derive(Clone, Debug, Default)]
pub(super) struct Gutters(Vec<(f32, u32)>);

impl Gutters {
    pub(super) fn remember(&mut self, gutter: f32) {
        if let Some((_, times)) = self.0.iter_mut().find(|(at, _)| (*at - gutter).abs() <= SAME) {
            *times += 1;
        } else if self.0.len() < KNOWN_MAX {
            self.0.push((gutter, 1));
        }
    }

    fn knows(&self, gutter: f32) -> bool {
        self.0
            .iter()
            .any(|(at, times)| *times >= 2 && (*at - gutter).abs() <= SAME)
    }
}

/// Rows of pieces: those whose middles lie within half a letter's height. `pieces` come sorted by their
/// middle; each row is sorted from left to right.
pub(super) fn rows(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let is_same = rows.last().and_then(|row| row.first()).is_some_and(|first| {
            let height = (first.bottom - first.top).min(piece.bottom - piece.top);
            (piece.middle() - first.middle()).abs() <= height / 2.0
        });
        match rows.last_mut() {
            Some(row) if is_same => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    for row in &mut rows {
        row.sort_by(|one, other| one.left.total_cmp(&other.left));
    }
    rows
}

/// Where the right column begins; nothing on a page of one column.
pub(super) fn gutter(pieces: &[Piece], width: f32, known: &Gutters) -> Option<f32> {
    let rows = row_spans(pieces);
    let (begin, end) = free_strip(pieces, rows.len(), width)?;
    let gutter = begin.midpoint(end);
    let left: Vec<Side> = rows
        .iter()
        .filter_map(|row| side(row, |piece| piece.right <= gutter))
        .collect();
    let right: Vec<Side> = rows
        .iter()
        .filter_map(|row| side(row, |piece| piece.left >= gutter))
        .collect();
    let is_known = known.knows(end);
    let is_text = is_running_text(&left, is_known) && is_running_text(&right, is_known);
    is_text.then_some(end)
}

/// The stretches of a sorted slice that are rows.
fn row_spans(pieces: &[Piece]) -> Vec<&[Piece]> {
    pieces
        .chunk_by(|one, other| (other.middle() - one.middle()).abs() <= (one.bottom - one.top) / 2.0)
        .collect()
}

/// The widest strip of the middle that almost no piece covers, from its left to its right end.
fn free_strip(pieces: &[Piece], rows: usize, width: f32) -> Option<(f32, f32)> {
    let (from, until) = (width * MIDDLE.start, width * MIDDLE.end);
    let bin = (until - from) / BINS as f32;
    let place = |at: f32| (((at - from) / bin).max(0.0) as usize).min(BINS);
    let mut covers = vec![0_i64; BINS + 1];
    for piece in pieces.iter().filter(|piece| piece.right > from && piece.left < until) {
        covers[place(piece.left)] += 1;
        covers[place(piece.right + bin).max(place(piece.left))] -= 1;
    }
    let few = (rows / 8).max(1) as i64;
    let (mut covered, mut begin, mut best) = (0, None, (0, 0));
    for (at, change) in covers.iter().enumerate() {
        covered += change;
        let is_free = covered <= few && at < BINS;
        match (is_free, begin) {
            (true, None) => begin = Some(at),
            (false, Some(first)) => {
                if at - first > best.1 - best.0 {
                    best = (first, at);
                }
                begin = None;
            }
            _ => {}
        }
    }
    let strip = (from + best.0 as f32 * bin, from + best.1 as f32 * bin);
    (strip.1 - strip.0 >= GUTTER_MIN).then_some(strip)
}

/// What one row shows on one side of a gutter.
struct Side {
    left: f32,
    right: f32,
    cells: usize,
}

fn side(row: &[Piece], is_here: impl Fn(&Piece) -> bool) -> Option<Side> {
    row.iter()
        .filter(|piece| is_here(piece))
        .fold(None, |seen: Option<Side>, piece| {
            Some(match seen {
                None => Side {
                    left: piece.left,
                    right: piece.right,
                    cells: 1,
                },
                Some(seen) => Side {
                    left: seen.left.min(piece.left),
                    right: seen.right.max(piece.right),
                    cells: seen.cells + 1,
                },
            })
        })
}

fn is_running_text(side: &[Side], is_known: bool) -> bool {
    if side.len() < ROWS_MIN {
        return false;
    }
    let left = side.iter().map(|row| row.left).fold(f32::INFINITY, f32::min);
    let right = side.iter().map(|row| row.right).fold(f32::NEG_INFINITY, f32::max);
    let mut widths: Vec<f32> = side.iter().map(|row| row.right - row.left).collect();
    widths.sort_by(f32::total_cmp);
    let is_filled = widths[widths.len() / 2] >= FILLED * (right - left);
    let in_cells = side.iter().filter(|row| row.cells > 1).count();
    is_filled && (is_known || in_cells * 4 <= side.len())
}

/// The rows of a page as they are read: across, then down the left column, then down the right one.
pub(super) fn in_reading_order(pieces: Vec<Piece>, gutter: Option<f32>) -> Vec<(Column, Vec<Piece>)> {
    let Some(gutter) = gutter else {
        return rows(pieces).into_iter().map(|row| (Column::Full, row)).collect();
    };
    let mut read = Vec::new();
    let mut band: Vec<Piece> = Vec::new();
    let mut table: Option<f32> = None;
    for row in rows(pieces) {
        let (top, bottom) = (row[0].top, row[0].bottom);
        let goes_on = table.is_some_and(|last| top - last <= (bottom - top) * 1.5);
        let begins = is_head_across(&row, gutter);
        table = (goes_on || begins).then_some(bottom);
        let is_across = row
            .iter()
            .any(|piece| piece.left < gutter - SAME && piece.right > gutter + SAME);
        if table.is_some() || is_across {
            flush(&mut band, gutter, &mut read);
            read.push((Column::Full, row));
        } else {
            band.extend(row);
        }
    }
    flush(&mut band, gutter, &mut read);
    read
}

/// Whether the row is the head of one table over both columns, not of two beside each other.
fn is_head_across(row: &[Piece], gutter: f32) -> bool {
    let texts = || row.iter().map(|piece| piece.text.as_str());
    let right = row.iter().filter(|piece| piece.left >= gutter - SAME);
    let right_alone = heads::is_of_codes(right.clone().map(|piece| piece.text.as_str()));
    let left = row.iter().filter(|piece| piece.left < gutter - SAME);
    let left_alone = heads::is_of_codes(left.map(|piece| piece.text.as_str())) && right.count() == 0;
    heads::is_of_codes(texts()) && !right_alone && !left_alone
}

fn flush(band: &mut Vec<Piece>, gutter: f32, read: &mut Vec<(Column, Vec<Piece>)>) {
    let is_left = |piece: &Piece| piece.left.midpoint(piece.right) < gutter;
    let (left, right): (Vec<Piece>, Vec<Piece>) = std::mem::take(band).into_iter().partition(is_left);
    for (column, mut pieces) in [(Column::Left, left), (Column::Right, right)] {
        pieces.sort_by(|one, other| one.middle().total_cmp(&other.middle()));
        read.extend(rows(pieces).into_iter().map(|row| (column, row)));
    }
}
