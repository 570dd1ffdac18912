//! Files as other programs write them, and as nobody should.
#![allow(clippy::unwrap_used)]

mod hostile;
mod separated;
mod workbooks;

use sheets::{Sheet, SheetError};

fn read(bytes: impl Into<Vec<u8>>) -> Result<Sheet, SheetError> {
    sheets::read_bytes(bytes.into(), None)
}

/// One row: its number and its cells.
type Shown<'s> = (u32, Vec<&'s str>);

/// Heads, and each row with its number.
fn shown(sheet: &Sheet) -> (Vec<&str>, Vec<Shown<'_>>) {
    let heads = sheet.heads.iter().map(String::as_str).collect();
    let rows = sheet.rows.iter();
    let rows = rows.map(|row| (row.number, row.cells.iter().map(String::as_str).collect()));
    (heads, rows.collect())
}
