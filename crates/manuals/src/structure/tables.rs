//! Tables of fault codes: rows of code, meaning and remedy.
//!
//! A table begins at a head in known words, which may stand over each other in two lines, or where three
//! lines begin with a code at one left edge and go on at another. A row goes on over lines without a code,
//! and over the end of a page. Lists of parts and torques are passed over by their heads.

mod grid;
mod stacked;

use super::heads;
use super::sheet::{Line, Sheet};
use crate::code;
use grid::{Grid, Place};
use stacked::{Stacked, stacked};
use std::collections::{HashMap, HashSet};

/// Rows that are taken from one manual.
pub(super) const ROWS_MAX: usize = 20_000;
/// Bytes of a meaning or a remedy.
const CELL_BYTES_MAX: usize = 4_000;
/// A line belongs to what follows it where it is so many times nearer to that.
const NEARER: f32 = 1.4;
/// Lines that must look alike until they are a table without a head.
const ALIKE_MIN: usize = 3;

/// A row as it is gathered, cell by cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) code: String,
    pub(super) meaning: String,
    pub(super) remedy: String,
    pub(super) page: u32,
    pub(super) top: f32,
    /// Its place among the page's lines.
    pub(super) line: usize,
}

/// Which list the lines belong to.
#[derive(Clone, Debug)]
enum Open {
    Nothing,
    Codes(Grid),
    /// Parts, torques, intervals: rows that would look like codes.
    Another,
}

/// Reads tables sheet by sheet.
#[derive(Debug)]
pub(super) struct Reader {
    rows: Vec<Row>,
    open: Open,
    /// Whether the last row may still go on.
    is_row_open: bool,
    /// Lines above a code that stands in the middle of its row.
    ahead: Option<Row>,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self {
            rows: Vec::new(),
            open: Open::Nothing,
            is_row_open: false,
            ahead: None,
        }
    }

    /// Reads a sheet; gives the lines that belong to tables.
    pub(super) fn take(&mut self, sheet: &Sheet, is_left_out: impl Fn(usize) -> bool) -> HashSet<usize> {
        let alike = Alike::of(sheet, &is_left_out);
        let mut in_tables = HashSet::new();
        let kept: Vec<(usize, &Line)> = sheet
            .lines
            .iter()
            .enumerate()
            .filter(|(at, _)| !is_left_out(*at))
            .collect();
        let mut head_until = 0;
        for (place, (at, line)) in kept.iter().enumerate() {
            if place < head_until {
                in_tables.insert(*at);
                continue;
            }
            let below: Vec<&Line> = kept[place + 1..].iter().take(2).map(|(_, line)| *line).collect();
            if let Some(count) = self.begins_stacked(sheet, line, &below) {
                head_until = place + count;
                in_tables.insert(*at);
                continue;
            }
            let last = place.checked_sub(1).map(|before| kept[before].1);
            let steps = Steps {
                gap: last.map_or(0.0, |last| line.top - last.bottom),
                before: last.map(|last| line.top - last.top),
                after: below.first().map(|next| next.top - line.top),
            };
            if self.begins(sheet, line) || self.takes(sheet, *at, line, &steps) {
                in_tables.insert(*at);
            } else if let Some(grid) = alike.grid_of(*at)
                && !matches!(self.open, Open::Another)
            {
                self.open = Open::Codes(grid.clone());
                if self.takes(sheet, *at, line, &Steps::default()) {
                    in_tables.insert(*at);
                }
            }
        }
        self.close_ahead();
        in_tables
    }

    /// The rows, in the order of the manual.
    pub(super) fn finish(self) -> Vec<Row> {
        self.rows
    }

    /// Whether the line is the head of a table, which then is open.
    fn begins(&mut self, sheet: &Sheet, line: &Line) -> bool {
        let texts = || sheet.cells(line).map(|cell| cell.text);
        if heads::is_of_codes(texts()) {
            let cells = sheet.cells(line).map(|cell| (cell.text, cell.left));
            self.open_codes(Grid::below(cells, line));
            return true;
        }
        if sheet.cells(line).len() >= 2 && heads::is_of_another_list(texts()) {
            self.open_another();
            return true;
        }
        false
    }

    /// How many lines are together the head of a table, which then is open; nothing where they are none.
    fn begins_stacked(&mut self, sheet: &Sheet, line: &Line, below: &[&Line]) -> Option<usize> {
        let (head, count) = stacked(sheet, line, below)?;
        match head {
            Stacked::Codes(cells) => {
                let cells = cells.iter().map(|cell| (cell.text.as_str(), cell.left));
                self.open_codes(Grid::below(cells, line));
            }
            Stacked::AnotherList => self.open_another(),
        }
        Some(count)
    }

    fn open_codes(&mut self, grid: Grid) {
        self.close_ahead();
        // A head that is repeated on the next page does not end the row above it.
        let goes_on = matches!(&self.open, Open::Codes(open) if open.is_like(&grid));
        self.is_row_open &= goes_on;
        self.open = Open::Codes(grid);
    }

    fn open_another(&mut self) {
        self.close_ahead();
        self.open = Open::Another;
        self.is_row_open = false;
    }

    /// Takes the line as part of the open table; otherwise the table ends with it.
    fn takes(&mut self, sheet: &Sheet, at: usize, line: &Line, steps: &Steps) -> bool {
        let Open::Codes(grid) = &mut self.open else {
            if sheet.cells(line).len() < 2 {
                self.open = Open::Nothing;
            }
            return false;
        };
        match grid.place(sheet, line, steps.gap) {
            Place::Outside => {
                self.close_ahead();
                self.open = Open::Nothing;
                self.is_row_open = false;
                return false;
            }
            Place::Between => {
                self.close_ahead();
                self.is_row_open = false;
            }
            Place::Row(row) if row.meaning.is_empty() && row.remedy.is_empty() && self.is_list_open() => self.add(&row),
            Place::Row(row) => self.push(Row {
                page: sheet.number,
                top: line.top,
                line: at,
                ..row
            }),
            Place::GoesOn(more) if steps.leads_on() || self.ahead.is_some() => {
                let ahead = self.ahead.get_or_insert_default();
                join(&mut ahead.meaning, &more.meaning);
                join(&mut ahead.remedy, &more.remedy);
            }
            Place::GoesOn(more) => self.add(&more),
        }
        true
    }

    /// Begins a row; what stood ahead of it is part of it.
    fn push(&mut self, row: Row) {
        let ahead = self.ahead.take().unwrap_or_default();
        self.is_row_open = self.rows.len() < ROWS_MAX;
        if !self.is_row_open {
            return;
        }
        let (meaning, remedy) = (row.meaning, row.remedy);
        let mut row = Row {
            meaning: ahead.meaning,
            remedy: ahead.remedy,
            ..row
        };
        join(&mut row.meaning, &meaning);
        join(&mut row.remedy, &remedy);
        self.rows.push(row);
    }

    /// Adds to the cells of the last row.
    fn add(&mut self, more: &Row) {
        if let Some(row) = self.rows.last_mut().filter(|_| self.is_row_open) {
            join(&mut row.code, &more.code);
            join(&mut row.meaning, &more.meaning);
            join(&mut row.remedy, &more.remedy);
        }
    }

    /// No code came: what was kept for it belongs to the row above.
    fn close_ahead(&mut self) {
        if let Some(ahead) = self.ahead.take() {
            self.add(&ahead);
        }
    }

    /// Whether the last row's code ends in something after which another code comes: "E101," below it "E102".
    fn is_list_open(&self) -> bool {
        let last = self.rows.last().filter(|_| self.is_row_open);
        last.is_some_and(|row| {
            row.code.ends_with([',', '/', ';', '&', '–', '—', '…', '-']) || row.code.ends_with(" to")
        })
    }
}

/// How far a line is from those above and below it, in points.
#[derive(Debug, Default)]
struct Steps {
    gap: f32,
    before: Option<f32>,
    after: Option<f32>,
}

impl Steps {
    /// Whether the line is clearly nearer to what follows: then the code of its row stands in the middle.
    fn leads_on(&self) -> bool {
        let far = |(before, after): (f32, f32)| after > 0.0 && before > after * NEARER + 1.0;
        self.before.zip(self.after).is_some_and(far)
    }
}

/// Adds a line to a cell.
fn join(cell: &mut String, more: &str) {
    if cell.len() + more.len() <= CELL_BYTES_MAX {
        super::joined::add_line(cell, more);
    }
}

/// Stretches of lines that look like rows of codes though no head stands above them.
#[derive(Default)]
struct Alike {
    grids: Vec<Grid>,
    /// Which grid a line belongs to.
    by_line: HashMap<usize, usize>,
    open: Option<(Vec<usize>, Grid)>,
}

impl Alike {
    fn of(sheet: &Sheet, is_left_out: &impl Fn(usize) -> bool) -> Self {
        let mut alike = Self::default();
        for (at, line) in sheet.lines.iter().enumerate().filter(|(at, _)| !is_left_out(*at)) {
            let Some(grid) = Grid::of_row(sheet, line) else {
                // A second line of a cell does not end a table, a paragraph does.
                let is_second = alike
                    .open
                    .as_ref()
                    .is_some_and(|(_, grid)| grid.is_second_line(sheet, line));
                if !is_second {
                    alike.close();
                }
                continue;
            };
            match &mut alike.open {
                Some((lines, first)) if first.is_like(&grid) => {
                    lines.push(at);
                    first.widen(&grid);
                }
                _ => {
                    alike.close();
                    alike.open = Some((vec![at], grid));
                }
            }
        }
        alike.close();
        alike
    }

    fn close(&mut self) {
        if let Some((lines, grid)) = self.open.take().filter(|(lines, _)| lines.len() >= ALIKE_MIN) {
            let place = self.grids.len();
            self.by_line.extend(lines.into_iter().map(|line| (line, place)));
            self.grids.push(grid);
        }
    }

    fn grid_of(&self, line: usize) -> Option<&Grid> {
        self.by_line.get(&line).map(|place| &self.grids[*place])
    }
}

/// Whether a text is nothing but one code or one range of codes, by its own looks.
fn is_plain_code(text: &str) -> bool {
    if code::is_plain_range(text) {
        return true;
    }
    if text.len() > 24 {
        return false;
    }
    let codes = code::codes_in(text);
    codes.len() == 1 && code::key(text) == codes[0].key
}
