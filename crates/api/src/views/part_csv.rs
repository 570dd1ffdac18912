//! What the list of parts shows, as a file for spreadsheets.
//!
//! In the form that spreadsheets of European ships open by a double click: UTF-8 with a byte order mark,
//! semicolons between the fields, a comma before the decimals.

use super::parts::{PartRow, part_query, rows};
use super::{View, WINDOW_ROWS_MAX, WindowArgs};
use crate::error::Error;
use crate::program::Program;
use domain::quantity::Quantity;
use domain::refusal::{Code, Refusal};
use domain::tables::Part;
use domain::words;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use ts_rs::TS;

/// What is written before the first head, so that spreadsheets read UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
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
        let path = Path::new(&args.path);
        if path.exists() {
            let message = "There is a file of that name already. Choose another name.";
            return Err(Refusal::field(Code::Invalid, "path", message).into());
        }
        // All of it is read at one moment, before anything is written.
        let parts = self.view(|view| all(view, &args.args))?;
        // A stick that is pulled out leaves no half file under the name that was asked for.
        let partial = path.with_extension("part");
        let written = write(&partial, &parts).and_then(|()| Ok(std::fs::rename(&partial, path)?));
        if let Err(error) = written {
            let _ = std::fs::remove_file(&partial);
            let message = format!("The file could not be written: {error}.");
            return Err(Refusal::field(Code::Invalid, "path", message).into());
        }
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

fn write(path: &Path, parts: &[PartRow]) -> Result<(), csv::Error> {
    let mut file = File::create(path)?;
    file.write_all(BYTE_ORDER_MARK)?;
    let mut table = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(file);
    table.write_record(HEADS)?;
    for part in parts {
        let place = part.location.as_ref().map(|place| place.code.as_str());
        table.write_record([
            part.number.as_str(),
            &part.name,
            part.maker.as_deref().unwrap_or_default(),
            part.category.as_deref().unwrap_or_default(),
            &words::plain(part.department.word()),
            place.unwrap_or_default(),
            &part.unit,
            &decimal_comma(part.stock.total),
            &words::plain(part.stock.status.word()),
            if part.is_retired { "yes" } else { "" },
        ])?;
    }
    table.flush()?;
    let file = table.into_inner().map_err(|error| error.into_error())?;
    Ok(file.sync_all()?)
}

fn decimal_comma(quantity: Quantity) -> String {
    quantity.to_string().replace('.', ",")
}
