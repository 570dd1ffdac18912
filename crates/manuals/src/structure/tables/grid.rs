//! The columns of one table, and what a line is to them.

use super::super::headings::numbered;
use super::super::heads::{Head, head_of};
use super::super::sheet::{Column, Line, Sheet};
use super::{Row, is_plain_code};
use crate::code;

/// Left edges are the same within this, in points.
const SAME: f32 = 5.0;
/// A line further below than this many heights of its letters belongs to no row above it.
const GAP_MAX: f32 = 6.0;
/// Letters so much larger than the table's are those of a heading.
const LARGER: f32 = 1.15;

/// The columns of a table, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    columns: Vec<(f32, Head)>,
    size: f32,
    is_across: bool,
    /// No head vouches for the codes, so they must look like codes.
    is_strict: bool,
}

/// What a line is to a table.
#[derive(Debug)]
pub(super) enum Place {
    /// It begins a row.
    Row(Row),
    /// It adds to the cells of the row above.
    GoesOn(Row),
    /// It stands between rows: the name of a group.
    Between,
    /// It is no part of the table.
    Outside,
}

impl Grid {
    /// The columns below a head: what its cells say, and where they begin.
    pub(super) fn below<'c>(cells: impl Iterator<Item = (&'c str, f32)>, line: &Line) -> Self {
        let mut columns: Vec<(f32, Head)> = Vec::new();
        let mut last = None;
        for (text, left) in cells {
            // A column under another word ("Class", "Page") is added to none of ours.
            let head = head_of(text);
            match head.or(last.map(|_| Head::Remedy)) {
                Some(head) if head == Head::Code && last.is_some() => columns.push((left, Head::Meaning)),
                Some(head) => columns.push((left, head)),
                None => {}
            }
            last = head.or(last);
        }
        Self {
            columns,
            size: line.size,
            is_across: line.column == Column::Full,
            is_strict: false,
        }
    }

    /// The columns of a line that looks like a row by itself: a code, then words.
    pub(super) fn of_row(sheet: &Sheet, line: &Line) -> Option<Self> {
        let mut cells = sheet.cells(line);
        let (first, second, third) = (cells.next()?, cells.next()?, cells.next());
        let is_worded = second
            .text
            .chars()
            .filter(|character| character.is_alphabetic())
            .count()
            >= 4;
        if cells.next().is_some() || !is_worded || !is_plain_code(first.text) {
            return None;
        }
        let heads = [Head::Code, Head::Meaning, Head::Remedy];
        let lefts = [Some(first.left), Some(second.left), third.map(|cell| cell.left)];
        Some(Self {
            columns: lefts.into_iter().flatten().zip(heads).collect(),
            size: line.size,
            is_across: line.column == Column::Full,
            is_strict: true,
        })
    }

    /// Whether another grid has its first two columns at the same places.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let pairs = self.columns.iter().zip(&other.columns).take(2);
        self.is_across == other.is_across
            && pairs.clone().count() == 2
            && pairs.clone().all(|(one, two)| (one.0 - two.0).abs() <= SAME)
    }

    /// Takes a third column from a row that has one.
    pub(super) fn widen(&mut self, other: &Self) {
        if other.columns.len() > self.columns.len() {
            self.columns.clone_from(&other.columns);
        }
    }

    /// Whether the line could be the second line of a cell: nothing stands under the codes.
    pub(super) fn is_second_line(&self, sheet: &Sheet, line: &Line) -> bool {
        let second = self.columns.get(1).map_or(f32::INFINITY, |(left, _)| *left);
        sheet.cells(line).next().is_some_and(|cell| cell.left >= second - SAME)
    }

    /// What the line is to this table. Learns where columns begin whose heads stand centred.
    pub(super) fn place(&mut self, sheet: &Sheet, line: &Line, gap: f32) -> Place {
        let is_elsewhere = self.is_across != (line.column == Column::Full);
        let is_numbered = || line.is_bold && numbered(&sheet.said(line)).is_some_and(|level| level >= 2);
        let is_heading = line.size > self.size * LARGER || is_numbered();
        if is_elsewhere || is_heading || gap > line.size * GAP_MAX {
            return Place::Outside;
        }
        let Some((row, is_code_column_used)) = self.cells(sheet, line) else {
            return Place::Outside;
        };
        if !is_code_column_used {
            return Place::GoesOn(row);
        }
        if self.is_second_half(&row) {
            return Place::GoesOn(row);
        }
        let is_code = if self.is_strict {
            is_plain_code(&row.code)
        } else {
            code::is_code_cell(&row.code)
        };
        let is_alone = row.meaning.is_empty() && row.remedy.is_empty();
        // A code in the middle of its row may have its line for itself; a name in capitals is no code then.
        let is_row = if is_alone {
            is_code && row.code.chars().any(char::is_numeric)
        } else {
            is_code && has_words(&row.meaning) | has_words(&row.remedy)
        };
        match (is_row, is_alone) {
            (true, _) => Place::Row(row),
            (false, true) if is_code || row.code.split_whitespace().count() <= 6 => Place::Between,
            _ => Place::Outside,
        }
    }

    /// `FMI 3` below `SPN 110`, `–E105` or `to E105` below `E101`: the second line of a code.
    fn is_second_half(&self, row: &Row) -> bool {
        let folded = row.code.to_ascii_uppercase();
        let is_mode = row.code.starts_with("FMI") && folded.len() <= 8 && !folded.contains("SPN");
        let end = row.code.strip_prefix(['–', '—', '…', '-']);
        let end = end.or_else(|| row.code.strip_prefix("to ")).map(str::trim_start);
        is_mode || end.is_some_and(is_plain_code)
    }

    /// The line's cells in their columns, and whether one stands under the codes. Nothing where the line
    /// does not fit the columns.
    fn cells(&mut self, sheet: &Sheet, line: &Line) -> Option<(Row, bool)> {
        let mut row = Row::default();
        let mut taken: Option<usize> = None;
        let mut is_code_column_used = false;
        let count = sheet.cells(line).len();
        for cell in sheet.cells(line) {
            let mut at = self.column_of(cell.left)?;
            if taken.is_some_and(|last| last >= at) && at + 1 < self.columns.len() {
                // Two cells in one column: the head of the next one stands centred above it.
                at += 1;
                self.columns[at].0 = self.columns[at].0.min(cell.left);
            }
            taken = Some(at);
            let (_, head) = self.columns[at];
            let next = self.columns.get(at + 1).map_or(f32::INFINITY, |(left, _)| *left);
            let text = cell.text;
            match head {
                Head::Code | Head::Parameter if cell.right > next + SAME => {
                    // A code and its meaning set as one, or a paragraph below the table.
                    let after_next = self.columns.get(at + 2).map_or(f32::INFINITY, |(left, _)| *left);
                    if count == 1 && cell.right > after_next {
                        return None;
                    }
                    let (code, rest) = parted(text, self.is_strict)?;
                    is_code_column_used = true;
                    add(&mut row.code, code);
                    add(&mut row.meaning, rest);
                }
                Head::Code => {
                    is_code_column_used = true;
                    add(&mut row.code, text);
                }
                Head::Parameter => {
                    is_code_column_used = true;
                    add(&mut row.code, &format!("SPN {}", without("SPN", text)));
                }
                Head::Mode => add(&mut row.code, &format!("FMI {}", without("FMI", text))),
                Head::Meaning => add(&mut row.meaning, text),
                Head::Remedy => add(&mut row.remedy, text),
            }
        }
        (count > 0).then_some((row, is_code_column_used))
    }

    /// The column in which something begins; nothing left of the table.
    fn column_of(&self, left: f32) -> Option<usize> {
        let begun = self.columns.iter().filter(|(begin, _)| *begin - SAME <= left).count();
        match begun {
            0 if self
                .columns
                .first()
                .is_some_and(|(begin, _)| *begin - left <= SAME * 4.0) =>
            {
                Some(0)
            }
            begun => begun.checked_sub(1),
        }
    }
}

fn without<'t>(label: &str, text: &'t str) -> &'t str {
    text.strip_prefix(label).unwrap_or(text).trim_start()
}

fn add(cell: &mut String, text: &str) {
    if !cell.is_empty() && !text.is_empty() {
        cell.push(' ');
    }
    cell.push_str(text);
}

fn has_words(text: &str) -> bool {
    text.chars().filter(|character| character.is_alphabetic()).count() >= 3
}

/// A code and the words behind it: `E047 Coolant temperature high`.
fn parted(text: &str, is_strict: bool) -> Option<(&str, &str)> {
    let blanks = text
        .char_indices()
        .filter(|(_, character)| *character == ' ')
        .map(|(at, _)| at);
    let is_code = |code: &str| is_plain_code(code) || (!is_strict && code::is_code_cell(code));
    let has_digit = |code: &str| code.chars().any(char::is_numeric);
    let cuts: Vec<usize> = blanks.take(4).collect();
    let fits = |at: &&usize| is_code(&text[..**at]) && has_digit(&text[..**at]) && is_plain_code(&text[..**at]);
    let cut = cuts.iter().rev().find(fits)?;
    Some((&text[..*cut], text[*cut..].trim_start()))
}
