//! Lists as files for spreadsheets.
//!
//! In the form that spreadsheets of European ships open by a double click: UTF-8 with a byte order mark,
//! semicolons between the fields, a comma before the decimals. Text never runs as a formula there.

use domain::refusal::{Code, Refusal};
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// What is written before the first head, so that spreadsheets read UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// A cell that begins with one of these is a formula to a spreadsheet.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What stands in one cell.
pub(crate) enum Cell {
    /// What somebody wrote.
    Text(String),
    /// An exact decimal, or nothing.
    Decimal(Option<String>),
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn decimal(decimal: impl ToString) -> Self {
        Self::Decimal(Some(decimal.to_string()))
    }

    fn written(self) -> String {
        match self {
            Self::Decimal(decimal) => decimal.unwrap_or_default().replace('.', ","),
            Self::Text(text) if text.starts_with(FORMULA_STARTS) => format!("'{text}"),
            Self::Text(text) => text,
        }
    }
}

/// That no file of that name is there.
pub(crate) fn is_free(path: &str) -> Result<(), Refusal> {
    if Path::new(path).exists() {
        let message = "There is a file of that name already. Choose another name.";
        return Err(Refusal::field(Code::Invalid, "path", message));
    }
    Ok(())
}

/// Writes a new file.
pub(crate) fn write(path: &str, heads: &[&str], rows: Vec<Vec<Cell>>) -> Result<(), Refusal> {
    let path = Path::new(path);
    // A stick that is pulled out leaves no half file under the name that was asked for.
    let partial = path.with_extension("part");
    let written = write_all(&partial, heads, rows).and_then(|()| Ok(std::fs::rename(&partial, path)?));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&partial);
        let message = format!("The file could not be written: {error}.");
        Refusal::field(Code::Invalid, "path", message)
    })
}

fn write_all(path: &Path, heads: &[&str], rows: Vec<Vec<Cell>>) -> Result<(), csv::Error> {
    let mut file = File::create(path)?;
    file.write_all(BYTE_ORDER_MARK)?;
    let mut table = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(file);
    table.write_record(heads)?;
    for row in rows {
        table.write_record(row.into_iter().map(Cell::written))?;
    }
    table.flush()?;
    let file = table.into_inner().map_err(|error| error.into_error())?;
    Ok(file.sync_all()?)
}
