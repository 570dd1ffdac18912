//! Tables that flow from page to page: their head stands again on each, a row that does not fit goes over
//! whole, and only one that is longer than half a page is divided.

use crate::flow::{Flow, Item, SIDE_MM};
use crate::font::Style;
use std::collections::VecDeque;
use std::rc::Rc;

/// Between two columns.
const GAP_MM: f32 = 3.0;
/// Over and under the text of a row.
const AIR_MM: f32 = 0.9;
/// Thickness of the line under a row.
const LINE_MM: f32 = 0.1;
/// Height of a row to write in: room for a hand in gloves.
const FILL_MM: f32 = 10.0;
const HEAD: Style = Style::bold(8.0);
const TEXT: Style = Style::regular(8.5);
const DETAIL: Style = Style::regular(7.5);

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What stands over it.
    pub head: String,
    /// Its part of the width, beside those of the other columns.
    pub share: f32,
    /// Figures stand at the right edge.
    pub is_figure: bool,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn text(head: &str, share: f32) -> Self {
        Self {
            head: head.to_owned(),
            share,
            is_figure: false,
        }
    }

    /// A column of figures.
    #[must_use]
    pub fn figure(head: &str, share: f32) -> Self {
        Self {
            is_figure: true,
            ..Self::text(head, share)
        }
    }
}

/// What stands in one column of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// A second text under it, smaller.
    pub detail: Option<String>,
}

impl Cell {
    /// With a second text under it, where there is one.
    #[must_use]
    pub fn with_detail(mut self, detail: Option<String>) -> Self {
        self.detail = detail.filter(|detail| !detail.is_empty());
        self
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, detail: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

/// Where a column lies.
#[derive(Clone, Copy)]
struct Place {
    left_mm: f32,
    width_mm: f32,
    is_figure: bool,
}

type Lines = VecDeque<(String, Style)>;

/// A table under way.
pub(crate) struct Table {
    places: Vec<Place>,
}

impl Table {
    /// Begins a table with its head.
    #[must_use]
    pub(crate) fn begin(flow: &mut Flow<'_>, columns: &[Column]) -> Self {
        let table = Self::without_head(flow, columns);
        let places = table.places.clone();
        let heads: Vec<Cell> = columns.iter().map(|column| Cell::from(column.head.as_str())).collect();
        let draw_head = move |flow: &mut Flow<'_>| {
            let mut cells = cut(flow, &places, &heads, HEAD);
            put_row(flow, &places, &mut cells, f32::MAX);
            flow.rule();
        };
        flow.need(HEAD.line_mm() + (TEXT.line_mm() + AIR_MM) * 3.0);
        draw_head(flow);
        flow.repeat(Some(Rc::new(draw_head)));
        table
    }

    /// Begins a table whose columns speak for themselves.
    pub(crate) fn without_head(flow: &Flow<'_>, columns: &[Column]) -> Self {
        let shares: f32 = columns.iter().map(|column| column.share).sum();
        let width_mm = flow.width_mm() - GAP_MM * columns.len().saturating_sub(1) as f32;
        let mut left_mm = SIDE_MM;
        let place = |column: &Column| {
            let place = Place {
                left_mm,
                width_mm: width_mm * column.share / shares,
                is_figure: column.is_figure,
            };
            left_mm += place.width_mm + GAP_MM;
            place
        };
        Self {
            places: columns.iter().map(place).collect(),
        }
    }

    /// Adds a row, with a thin line under it.
    pub(crate) fn row(&self, flow: &mut Flow<'_>, cells: &[Cell]) {
        self.lay(flow, cells);
        flow.hairline(LINE_MM);
    }

    /// Adds a row with room to write in, and a thin line under it.
    pub(crate) fn row_to_fill(&self, flow: &mut Flow<'_>, cells: &[Cell]) {
        flow.need(FILL_MM);
        let top_mm = flow.at_mm();
        self.lay(flow, cells);
        // A row that went over to another page is higher than that anyway.
        flow.go_down((top_mm + FILL_MM - flow.at_mm()).clamp(0.0, FILL_MM));
        flow.hairline(LINE_MM);
    }

    /// Adds a row.
    pub(crate) fn lay(&self, flow: &mut Flow<'_>, cells: &[Cell]) {
        let mut cells = cut(flow, &self.places, cells, TEXT);
        let height_mm = cells.iter().map(height_mm).fold(0.0, f32::max) + 2.0 * AIR_MM;
        if height_mm <= flow.page_mm() / 2.0 {
            flow.need(height_mm);
        }
        while cells.iter().any(|lines| !lines.is_empty()) {
            let room_mm = flow.room_mm() - 2.0 * AIR_MM;
            if room_mm < TEXT.line_mm() && !flow.is_at_top() {
                flow.next_page();
                continue;
            }
            put_row(flow, &self.places, &mut cells, room_mm);
            if cells.iter().any(|lines| !lines.is_empty()) {
                flow.next_page();
            }
        }
    }

    /// A line over the whole width, as a heading of the rows that follow.
    pub(crate) fn heading(&self, flow: &mut Flow<'_>, text: &str) {
        flow.need(TEXT.line_mm() * 4.0);
        flow.gap(AIR_MM * 2.0);
        flow.text(text, Style::bold(TEXT.size_pt), 0.0);
        flow.hairline(LINE_MM);
    }

    /// Ends the table: its head is not repeated any more.
    pub(crate) fn end(self, flow: &mut Flow<'_>) {
        flow.repeat(None);
    }
}

fn height_mm(lines: &Lines) -> f32 {
    lines.iter().map(|(_, style)| style.line_mm()).sum()
}

/// The cells cut into lines as wide as their columns.
fn cut(flow: &mut Flow<'_>, places: &[Place], cells: &[Cell], style: Style) -> Vec<Lines> {
    let mut lines_of = |cell: &Cell, place: &Place| {
        let mut lines = Lines::new();
        let texts = [(Some(&cell.text), style), (cell.detail.as_ref(), DETAIL)];
        for (text, style) in texts {
            let wrapped = text.map(|text| flow.wrap(text, style, place.width_mm, usize::MAX));
            lines.extend(wrapped.into_iter().flatten().map(|line| (line, style)));
        }
        lines
    };
    cells
        .iter()
        .zip(places)
        .map(|(cell, place)| lines_of(cell, place))
        .collect()
}

/// Lays down as much of each cell as that room holds, at least one line.
fn put_row(flow: &mut Flow<'_>, places: &[Place], cells: &mut [Lines], room_mm: f32) {
    let top_mm = flow.at_mm() + AIR_MM;
    let mut lowest_mm = top_mm;
    for (lines, place) in cells.iter_mut().zip(places) {
        let mut at_mm = top_mm;
        while let Some((text, style)) = lines.pop_front() {
            if at_mm > top_mm && at_mm + style.line_mm() > top_mm + room_mm {
                lines.push_front((text, style));
                break;
            }
            flow.put(Item::Line {
                text,
                style,
                at_mm: place.left_mm + if place.is_figure { place.width_mm } else { 0.0 },
                top_mm: at_mm,
                ends_at: place.is_figure,
            });
            at_mm += style.line_mm();
        }
        lowest_mm = lowest_mm.max(at_mm);
    }
    let height_mm = lowest_mm + AIR_MM - flow.at_mm();
    flow.go_down(height_mm);
}
