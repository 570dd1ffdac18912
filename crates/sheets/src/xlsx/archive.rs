//! What an archive unpacks to, counted before anything of it is parsed.

use crate::SheetError;
use crate::bounds::{
    PART_SIZE_BYTES_MAX, PARTS_MAX, SHEET_SIZE_BYTES_MAX, TEXTS_SIZE_BYTES_MAX, UNPACKED_SIZE_BYTES_MAX,
};
use std::io::{self, Cursor, Read};
use zip::ZipArchive;

/// Refuses an archive that is no workbook, or whose parts unpack to more than is taken.
///
/// # Errors
/// `NotAWorkbook`, `Damaged` or `Bomb`.
pub(super) fn check(bytes: &[u8]) -> Result<(), SheetError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::Damaged)?;
    if archive.len() > PARTS_MAX {
        return Err(SheetError::Bomb);
    }
    let mut has_book = false;
    let mut unpacked_bytes = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| SheetError::Damaged)?;
        let name = part.name().map_err(|_| SheetError::Damaged)?;
        let name = name.replace('\\', "/").to_lowercase();
        has_book |= name.ends_with("workbook.xml");
        let max = size_bytes_max(&name);
        let size = io::copy(&mut part.take(max + 1), &mut io::sink()).map_err(|_| SheetError::Damaged)?;
        unpacked_bytes += size;
        if size > max || unpacked_bytes > UNPACKED_SIZE_BYTES_MAX {
            return Err(SheetError::Bomb);
        }
    }
    if has_book {
        Ok(())
    } else {
        Err(SheetError::NotAWorkbook)
    }
}

/// How much a part may unpack to. Links inside the workbook decide which part is read as a sheet, so every
/// part is counted, pictures too; tables of styles and names, which grow when they are read, must be small.
fn size_bytes_max(name: &str) -> u64 {
    if name.ends_with("sharedstrings.xml") {
        TEXTS_SIZE_BYTES_MAX
    } else if name.ends_with("styles.xml") || name.ends_with("workbook.xml") || name.ends_with(".rels") {
        PART_SIZE_BYTES_MAX
    } else {
        SHEET_SIZE_BYTES_MAX
    }
}
