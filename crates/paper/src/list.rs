//! A list that may be long: its rows are asked for twice, first to count pages, then to draw each page when
//! it is full, so that what is kept at a time is one page.
//!
//! Deliberately not here: any word of its own. All that it says is handed in.

use crate::document::Document;
use crate::flow::{Flow, Margins};
use crate::font::{Fonts, Style};
use crate::sheet::{Printed, begin, end};
use crate::table::{Cell, Column, Table};

const TEXT: Style = Style::regular(9.5);

/// What a list says beside its rows.
#[derive(Clone, Debug)]
pub struct List {
    /// The ship's name.
    pub vessel: String,
    /// Over the first page, and at the upper right of each.
    pub title: String,
    /// Lines under the title: what it was narrowed by, how many rows.
    pub lead: Vec<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Said where there is no row at all.
    pub nothing: String,
    /// At the foot of each page, on the left.
    pub foot: String,
    /// At the foot of each page, on the right.
    pub page_of: fn(usize, usize) -> String,
    /// Said at the end where a character could not be printed.
    pub boxes: String,
}

/// What is laid under the row before.
#[derive(Clone, Debug)]
pub enum Row {
    /// A cell for each column.
    Cells(Vec<Cell>),
    /// A heading over the rows that follow.
    Heading(String),
    /// A line of text under the table, which then has ended.
    After(String),
}

/// Takes the rows of a list as they come.
pub type Take<'t> = &'t mut dyn FnMut(Row);

/// Prints a list. `rows` hands all rows over, in order, and is called twice; both times with the same rows.
///
/// # Errors
/// What `rows` answers, for example that a person stopped it.
pub fn print<E>(list: &List, mut rows: impl FnMut(Take<'_>) -> Result<(), E>) -> Result<Printed, E> {
    let fonts = Fonts::new();
    let mut counting = Flow::counting(&fonts);
    lay(&mut counting, list, &mut rows)?;
    let count = counting.page_number();
    let mut document = Document::new(&format!("{}, {}", list.title, list.vessel));
    let margins = Margins {
        head_left: list.vessel.clone(),
        head_right: list.title.clone(),
        foot_left: list.foot.clone(),
        foot_right: list.page_of,
    };
    let mut drawing = Flow::drawing(&fonts, &mut document, &margins, count);
    lay(&mut drawing, list, &mut rows)?;
    drawing.finish();
    Ok(Printed::of(document))
}

fn lay<E>(flow: &mut Flow<'_>, list: &List, rows: &mut impl FnMut(Take<'_>) -> Result<(), E>) -> Result<(), E> {
    begin(flow, &list.title, &list.lead);
    flow.gap(4.0);
    let mut table: Option<Table> = None;
    let mut is_empty = true;
    let result = rows(&mut |row| match row {
        Row::Cells(cells) => {
            is_empty = false;
            table
                .get_or_insert_with(|| Table::begin(flow, &list.columns))
                .row(flow, &cells);
        }
        Row::Heading(text) => {
            is_empty = false;
            let table = table.get_or_insert_with(|| Table::begin(flow, &list.columns));
            table.heading(flow, &text);
        }
        Row::After(text) => {
            if let Some(table) = table.take() {
                table.end(flow);
                flow.gap(4.0);
            }
            flow.text(&text, TEXT, 0.0);
        }
    });
    if let Some(table) = table.take() {
        table.end(flow);
    }
    result?;
    if is_empty {
        flow.gap(2.0);
        flow.text(&list.nothing, TEXT, 0.0);
    }
    end(flow, &list.boxes);
    Ok(())
}
