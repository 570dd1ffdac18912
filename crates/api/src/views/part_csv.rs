//! What the list of parts shows, as a file for spreadsheets.

use super::csv_file::{self, Cell};
use super::parts::{PartRow, part_query, rows};
use super::{View, WINDOW_ROWS_MAX, WindowArgs};
use crate::error::Error;
use crate::program::Program;
use domain::refusal::Refusal;
use domain::tables::Part;
use domain::words;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const HEADS: [&str; 10] = [
    "Number",
    "Name",
    "Maker",
    "Category",
    "Department",
    "Place",
    "Unit",
    "On hand",
    "Status",
    "No longer kept",
];

/// The list as it is shown, and where to write it.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PartCsvArgs {
    /// Words, filters and order of the list; its window does not matter.
    pub args: WindowArgs,
    /// The file to write; it must not exist.
    pub path: String,
}

/// The file that was written.
#[derive(Debug, Serialize, TS)]
pub struct PartCsvWritten {
    /// Parts in it.
    pub rows: u64,
    /// The file.
    pub path: String,
}

impl Program {
    /// Writes every part that the list shows, in its order, into a new file.
    ///
    /// # Errors
    /// When the file exists or cannot be written, or a column is unknown.
    pub fn part_csv(&self, args: &PartCsvArgs) -> Result<PartCsvWritten, Error> {
        csv_file::is_free(&args.path)?;
        // All of it is read at one moment, before anything is written.
        let parts = self.view(|view| all(view, &args.args))?;
        csv_file::write(&args.path, &HEADS, parts.iter().map(row).collect())?;
        Ok(PartCsvWritten {
            rows: parts.len() as u64,
            path: args.path.clone(),
        })
    }
}

fn all(view: &View<'_>, args: &WindowArgs) -> Result<Vec<PartRow>, Refusal> {
    let mut parts = Vec::new();
    loop {
        let window = WindowArgs {
            offset: parts.len(),
            limit: Some(WINDOW_ROWS_MAX),
            ..args.clone()
        };
        let (_, found) = view.window::<Part>(&part_query(&window)?)?;
        if found.is_empty() {
            return Ok(parts);
        }
        parts.extend(rows(view, found)?);
    }
}

fn row(part: &PartRow) -> Vec<Cell> {
    let place = part.location.as_ref().map(|place| place.code.as_str());
    vec![
        Cell::text(&part.number),
        Cell::text(&part.name),
        Cell::text(part.maker.as_deref().unwrap_or_default()),
        Cell::text(part.category.as_deref().unwrap_or_default()),
        Cell::text(words::plain(part.department.word())),
        Cell::text(place.unwrap_or_default()),
        Cell::text(&part.unit),
        Cell::decimal(part.stock.total),
        Cell::text(words::plain(part.stock.status.word())),
        Cell::text(if part.is_retired { "yes" } else { "" }),
    ]
}
