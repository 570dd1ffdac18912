//! One page as lines in reading order: what all later steps look at.
//!
//! The text of a page lies in one string and cells point into it, so that ten thousand pages stay small.

use super::columns;
use crate::page::{PageText, Run};

/// Runs that are looked at on one page.
pub(super) const RUNS_MAX: usize = 20_000;
/// Bytes of text that are kept of one page.
const TEXT_BYTES_MAX: usize = 64 * 1024;
/// Above this a length on a page is not believed, in points.
const LENGTH_MAX: f32 = 20_000.0;
/// The letter at which a word is broken in the text that the engine hands out.
const BROKEN_WORD: char = '\u{2}';

/// Characters that stand together, with their place.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
}

impl Piece {
    pub(super) fn middle(&self) -> f32 {
        self.top.midpoint(self.bottom)
    }

    /// The run without what is not text; nothing where nothing is left or it stands nowhere.
    fn of(run: &Run) -> Option<Self> {
        let text = cleaned(&run.text)?;
        let area = run.area;
        let is_believed = |length: f32| length.is_finite() && length.abs() <= LENGTH_MAX;
        if ![area.left, area.top, area.width, area.height]
            .into_iter()
            .all(is_believed)
        {
            return None;
        }
        let height = area.height.max(1.0);
        let size = if run.size.is_finite() && run.size > 0.0 {
            run.size.min(LENGTH_MAX)
        } else {
            height
        };
        Some(Self {
            text,
            left: area.left,
            right: area.left + area.width.max(0.0),
            top: area.top,
            bottom: area.top + height,
            size,
            is_bold: run.is_bold,
        })
    }
}

/// Text without control characters, with single blanks; nothing where no character is left.
fn cleaned(text: &str) -> Option<String> {
    let mut clean = String::with_capacity(text.len().min(TEXT_BYTES_MAX));
    let mut is_parted = false;
    for character in text.chars() {
        if clean.len() >= TEXT_BYTES_MAX {
            break;
        }
        if character == BROKEN_WORD || character == '\u{AD}' {
            // Known again, as a soft hyphen, when lines are joined.
            clean.push('\u{AD}');
        } else if character.is_whitespace() || character.is_control() {
            is_parted = true;
        } else if !is_invisible(character) {
            if is_parted && !clean.is_empty() {
                clean.push(' ');
            }
            is_parted = false;
            clean.push(character);
        }
    }
    (!clean.is_empty()).then_some(clean)
}

/// Marks of direction, joiners, the byte order mark.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Which column a line stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The page has one column, or the line runs across both.
    Full,
    Left,
    Right,
}

#[derive(Clone, Debug)]
struct Cell {
    begin: u32,
    end: u32,
    left: f32,
    right: f32,
}

/// What stands on one baseline of one column.
#[derive(Clone, Debug)]
pub(super) struct Line {
    first: u32,
    count: u32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Size of its largest letters, in points.
    pub(super) size: f32,
    /// Whether all of it is bold.
    pub(super) is_bold: bool,
    pub(super) column: Column,
}

/// A cell of a line; its place is measured from the left edge of the line's column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'s> {
    pub(super) text: &'s str,
    pub(super) left: f32,
    pub(super) right: f32,
}

/// One page as lines in reading order.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) number: u32,
    pub(super) label: Option<String>,
    pub(super) width: f32,
    pub(super) height: f32,
    /// Where the right column begins, on a page of two.
    pub(super) gutter: Option<f32>,
    text: String,
    cells: Vec<Cell>,
    pub(super) lines: Vec<Line>,
    /// Whether more stood on it than is kept.
    pub(super) is_cut: bool,
}

impl Sheet {
    /// The page's runs as lines in reading order. `known` are places where earlier pages had a gutter.
    pub(super) fn of(page: &PageText, known: &columns::Gutters) -> Self {
        let mut pieces: Vec<Piece> = page.runs.iter().take(RUNS_MAX).filter_map(Piece::of).collect();
        pieces.sort_by(|one, other| {
            one.middle()
                .total_cmp(&other.middle())
                .then(one.left.total_cmp(&other.left))
        });
        let mut sheet = Self {
            number: page.number,
            label: page
                .label
                .clone()
                .filter(|label| !label.is_empty() && label.len() <= 40),
            width: believed(page.width),
            height: believed(page.height),
            is_cut: page.runs.len() > RUNS_MAX,
            ..Self::default()
        };
        sheet.gutter = columns::gutter(&pieces, sheet.width, known);
        for (column, row) in columns::in_reading_order(pieces, sheet.gutter) {
            sheet.push(column, &row);
        }
        sheet.text.shrink_to_fit();
        sheet.cells.shrink_to_fit();
        sheet.lines.shrink_to_fit();
        sheet
    }

    fn push(&mut self, column: Column, row: &[Piece]) {
        let first = self.cells.len() as u32;
        for piece in row {
            if self.text.len() + piece.text.len() > TEXT_BYTES_MAX {
                self.is_cut = true;
                break;
            }
            let begin = self.text.len() as u32;
            self.text.push_str(&piece.text);
            self.cells.push(Cell {
                begin,
                end: self.text.len() as u32,
                left: piece.left,
                right: piece.right,
            });
        }
        let count = self.cells.len() as u32 - first;
        if count == 0 {
            return;
        }
        let kept = &row[..count as usize];
        self.lines.push(Line {
            first,
            count,
            top: kept.iter().map(|piece| piece.top).fold(f32::INFINITY, f32::min),
            bottom: kept.iter().map(|piece| piece.bottom).fold(f32::NEG_INFINITY, f32::max),
            size: kept.iter().map(|piece| piece.size).fold(0.0, f32::max),
            is_bold: kept.iter().all(|piece| piece.is_bold),
            column,
        });
    }

    /// The cells of a line, from left to right.
    pub(super) fn cells(&self, line: &Line) -> impl ExactSizeIterator<Item = Seen<'_>> + Clone {
        let first = line.first as usize;
        let origin = match (line.column, self.gutter) {
            (Column::Right, Some(gutter)) => gutter,
            _ => 0.0,
        };
        self.cells[first..first + line.count as usize]
            .iter()
            .map(move |cell| Seen {
                text: &self.text[cell.begin as usize..cell.end as usize],
                left: cell.left - origin,
                right: cell.right - origin,
            })
    }

    /// What a line says, its cells parted by blanks.
    pub(super) fn said(&self, line: &Line) -> String {
        let mut said = String::new();
        for cell in self.cells(line) {
            if !said.is_empty() {
                said.push(' ');
            }
            said.push_str(cell.text);
        }
        said
    }

    /// Whether it holds a letter or a digit at all.
    pub(super) fn has_text(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }

    /// What it takes in memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.text.len() + self.cells.len() * size_of::<Cell>() + self.lines.len() * size_of::<Line>()
    }

    /// Forgets all that stands on it.
    pub(super) fn empty(&mut self) {
        self.text = String::new();
        self.cells = Vec::new();
        self.lines = Vec::new();
        self.is_cut = true;
    }
}

fn believed(length: f32) -> f32 {
    if length.is_finite() {
        length.clamp(1.0, LENGTH_MAX)
    } else {
        1.0
    }
}
