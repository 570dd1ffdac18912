//! Reads tables of other programs (CSV, XLSX) into heads and rows of text.
//!
//! Invariant: whatever lies in the file, reading it ends with a table or with one sentence. Everything
//! is bounded before it is kept ([`bounds`]); how a workbook is contained stands at the head of `xlsx`.
//! Deliberately not here: what a column means, numbers, units and any rule of the trade. A decimal
//! comma stays as it was typed.

pub mod bounds;
mod encoding;
mod error;
mod head;
mod separated;
mod xlsx;

pub use error::SheetError;

use std::io::Read;
use std::path::Path;

/// A table out of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// How the file was read.
    pub format: Format,
    /// The sheets of the file that can be chosen; none for separated text.
    pub sheets: Vec<String>,
    /// The one that was read.
    pub sheet: Option<String>,
    /// One head for each column, in order; empty where a column has none.
    pub heads: Vec<String>,
    /// The rows below the heads that hold anything.
    pub rows: Vec<Row>,
}

/// How a file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Separated text.
    Separated {
        /// Its encoding, as people call it.
        encoding: &'static str,
        /// What stands between two cells.
        separator: char,
    },
    /// A workbook.
    Workbook,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the file, counted from 1 as a table program shows it.
    pub number: u32,
    /// As many cells as there are heads; trimmed, empty where nothing stands.
    pub cells: Vec<String>,
}

/// Reads a file. `sheet` chooses one of a workbook's sheets; without it the first that holds anything is
/// read.
///
/// # Errors
/// When the file cannot be read, is none of the two formats, or exceeds a bound.
pub fn read(path: &Path, sheet: Option<&str>) -> Result<Sheet, SheetError> {
    let file = std::fs::File::open(path).map_err(|error| SheetError::unreadable(&error))?;
    if file.metadata().is_ok_and(|known| known.is_dir()) {
        return Err(SheetError::Folder);
    }
    let mut bytes = Vec::new();
    file.take(bounds::FILE_SIZE_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| SheetError::unreadable(&error))?;
    read_bytes(bytes, sheet)
}

/// As [`read`], of bytes.
///
/// # Errors
/// As [`read`].
pub fn read_bytes(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Sheet, SheetError> {
    if bytes.len() as u64 > bounds::FILE_SIZE_BYTES_MAX {
        return Err(SheetError::TooLarge);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(SheetError::Empty);
    }
    if xlsx::is_archive(&bytes) {
        return xlsx::read(bytes, sheet);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(SheetError::OldWorkbook);
    }
    separated::read(&bytes)
}

/// Whether a cell holds what a table program shows in place of a value that it could not work out.
#[must_use]
pub fn is_error_value(cell: &str) -> bool {
    matches!(
        cell,
        "#N/A" | "#REF!" | "#VALUE!" | "#DIV/0!" | "#NAME?" | "#NUM!" | "#NULL!" | "#GETTING_DATA" | "#SPILL!"
    )
}

/// What lies in a file before its heads are known: cells by row, and cells that were merged.
#[derive(Debug, Default)]
struct Grid {
    rows: Vec<Row>,
    merged: Vec<Merged>,
}

/// Cells that a workbook shows as one; rows are numbered from 1, columns from 0, ends included.
#[derive(Clone, Copy, Debug)]
struct Merged {
    rows: (u32, u32),
    columns: (usize, usize),
}
