//! Workbooks (XLSX).
//!
//! How a hostile workbook is contained: every part that is read is unpacked once into nothing and counted
//! before the reader sees it, so a packed bomb is refused by what it is and not by what it says of itself.
//! Cells are taken one by one; the size that a sheet claims reserves nothing. Reading runs on a thread of
//! its own: a panic in the reader ends that thread and becomes one sentence. The reader follows no links
//! and runs no formulas or macros; it sees the values that were saved. Not contained is time: bounded
//! bytes are read in bounded steps, and nothing stops a reader that would never end.

mod archive;
mod value;

use crate::bounds::{CELL_CHARACTERS_MAX, CELLS_SIZE_BYTES_MAX, COLUMNS_MAX, HEAD_ROWS_MAX, ROWS_MAX, SHEETS_MAX};
use crate::{Format, Grid, Merged, Row, Sheet, SheetError, head};
use calamine::{Reader, SheetType, SheetVisible, Xlsx};
use std::io::Cursor;

type Workbook = Xlsx<Cursor<Vec<u8>>>;

/// Whether the bytes are an archive, as a workbook is.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

pub(crate) fn read(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Sheet, SheetError> {
    let sheet = sheet.map(str::to_owned);
    let reading = std::thread::Builder::new()
        .name("workbook".to_owned())
        .spawn(move || read_here(bytes, sheet.as_deref()));
    let reading = reading.map_err(|error| SheetError::unreadable(&error))?;
    reading.join().unwrap_or(Err(SheetError::Damaged))
}

fn read_here(bytes: Vec<u8>, wanted: Option<&str>) -> Result<Sheet, SheetError> {
    archive::check(&bytes)?;
    let mut book = Workbook::new(Cursor::new(bytes)).map_err(|_| SheetError::Damaged)?;
    let is_shown =
        |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(is_shown)
        .map(|sheet| sheet.name.clone())
        .collect();
    if sheets.len() > SHEETS_MAX {
        return Err(SheetError::Bomb);
    }
    let (sheet, grid) = match wanted {
        Some(name) if sheets.iter().any(|sheet| sheet == name) => (name.to_owned(), grid(&mut book, name)?),
        Some(name) => return Err(SheetError::NoSheet(name.to_owned())),
        None => first_filled(&mut book, &sheets)?,
    };
    let (heads, rows) = head::split(grid)?;
    Ok(Sheet {
        format: Format::Workbook,
        sheets,
        sheet: Some(sheet),
        heads,
        rows,
    })
}

fn first_filled(book: &mut Workbook, sheets: &[String]) -> Result<(String, Grid), SheetError> {
    for name in sheets {
        let grid = grid(book, name)?;
        if !grid.rows.is_empty() {
            return Ok((name.clone(), grid));
        }
    }
    Err(SheetError::Empty)
}

fn grid(book: &mut Workbook, sheet: &str) -> Result<Grid, SheetError> {
    let mut grid = Grid {
        rows: Vec::new(),
        merged: merged(book, sheet)?,
    };
    let mut size_bytes = 0;
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| SheetError::Damaged)?;
    while let Some(cell) = cells.next_cell().map_err(|_| SheetError::Damaged)? {
        let text = value::text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let number = row.saturating_add(1);
        if text.chars().nth(CELL_CHARACTERS_MAX).is_some() {
            return Err(SheetError::CellTooLong(number));
        }
        size_bytes += text.len();
        if size_bytes > CELLS_SIZE_BYTES_MAX {
            return Err(SheetError::TooMuchText);
        }
        put(&mut grid.rows, number, column as usize, text)?;
    }
    Ok(grid)
}

/// Puts a cell into its row. Cells come row by row; a workbook in which they do not is damaged.
fn put(rows: &mut Vec<Row>, number: u32, column: usize, text: String) -> Result<(), SheetError> {
    if column >= COLUMNS_MAX {
        return Err(SheetError::TooManyColumns(number));
    }
    match rows.last() {
        Some(last) if last.number > number => return Err(SheetError::Damaged),
        Some(last) if last.number == number => {}
        _ if rows.len() >= ROWS_MAX + HEAD_ROWS_MAX => return Err(SheetError::TooManyRows),
        _ => rows.push(Row {
            number,
            cells: Vec::new(),
        }),
    }
    let Some(row) = rows.last_mut() else {
        return Err(SheetError::Damaged);
    };
    if row.cells.len() <= column {
        row.cells.resize(column + 1, String::new());
    }
    row.cells[column] = text;
    Ok(())
}

fn merged(book: &mut Workbook, sheet: &str) -> Result<Vec<Merged>, SheetError> {
    let regions = book.merge_cells_by_sheet_name(sheet).map_err(|_| SheetError::Damaged)?;
    let one = |region: calamine::Dimensions| Merged {
        rows: (region.start.0.saturating_add(1), region.end.0.saturating_add(1)),
        columns: (region.start.1 as usize, (region.end.1 as usize).min(COLUMNS_MAX)),
    };
    // Only those at the top are heads.
    let at_top = regions.into_iter().map(one).filter(|m| m.rows.0 as usize <= ROWS_MAX);
    Ok(at_top.take(PLACES_MAX).collect())
}

/// Merged cells that are looked at.
const PLACES_MAX: usize = 10_000;
