//! Text with a separator between cells (CSV).

use crate::bounds::{CELL_CHARACTERS_MAX, CELLS_SIZE_BYTES_MAX, COLUMNS_MAX, HEAD_ROWS_MAX, ROWS_MAX};
use crate::{Format, Grid, Row, Sheet, SheetError, encoding, head};
use std::collections::BTreeMap;

/// What may stand between two cells, the likelier first.
const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];
/// Records that are read to find the separator.
const TRIED_RECORDS: usize = 200;

pub(crate) fn read(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let (text, encoding) = encoding::decode(bytes)?;
    let (text, separator, row) = match told_separator(&text) {
        Some((rest, separator)) => (rest, separator, 2),
        None => (text.as_ref(), likely_separator(&text), 1),
    };
    let (heads, rows) = head::split(grid(text, separator, row)?)?;
    Ok(Sheet {
        format: Format::Separated {
            encoding,
            separator: char::from(separator),
        },
        sheets: Vec::new(),
        sheet: None,
        heads,
        rows,
    })
}

/// The line "sep=;" with which Excel is told the separator, and the text after it.
fn told_separator(text: &str) -> Option<(&str, u8)> {
    let (line, rest) = text.split_once('\n')?;
    match line.trim_end().trim_matches('"').strip_prefix("sep=")?.as_bytes() {
        [separator] => Some((rest, *separator)),
        _ => None,
    }
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// The separator under which most records have the same number of columns, and the more columns.
fn likely_separator(text: &str) -> u8 {
    let score = |separator: u8| {
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        for record in reader(text, separator).records().take(TRIED_RECORDS).flatten() {
            *widths.entry(record.len()).or_default() += 1;
        }
        let common = widths.into_iter().filter(|(width, _)| *width > 1);
        common
            .map(|(width, records)| (records, width))
            .max()
            .unwrap_or_default()
    };
    let best = SEPARATORS.iter().rev().max_by_key(|separator| score(**separator));
    best.copied().unwrap_or(b',')
}

fn grid(text: &str, separator: u8, first_row: u32) -> Result<Grid, SheetError> {
    let mut grid = Grid::default();
    let mut size_bytes = 0;
    // Line breaks before the record that do not stand inside a cell: a table program counts those as rows.
    let mut ended = 0;
    let mut inside = 0;
    let mut counted = 0;
    for record in reader(text, separator).into_records() {
        let record = record.map_err(|_| SheetError::NotATable)?;
        let at = record.position().map_or(0, |at| at.byte() as usize);
        let skipped = text.get(at..).unwrap_or_default();
        let begin = at + skipped.len() - skipped.trim_start_matches(['\r', '\n']).len();
        ended += breaks(text.get(counted..begin).unwrap_or_default());
        counted = begin;
        size_bytes += record.as_slice().len();
        let row = bounded(first_row + ended - inside, &record)?;
        inside += record.iter().map(breaks).sum::<u32>();
        if row.cells.iter().all(String::is_empty) {
            continue;
        }
        grid.rows.push(row);
        if grid.rows.len() > ROWS_MAX + HEAD_ROWS_MAX {
            return Err(SheetError::TooManyRows);
        }
        if size_bytes > CELLS_SIZE_BYTES_MAX {
            return Err(SheetError::TooMuchText);
        }
    }
    Ok(grid)
}

/// Ends of lines: "\n", "\r\n" or "\r".
fn breaks(text: &str) -> u32 {
    let lone = |at: &usize| text.as_bytes().get(at + 1) != Some(&b'\n');
    let returns = text.match_indices('\r').filter(|(at, _)| lone(at)).count();
    (text.matches('\n').count() + returns) as u32
}

fn bounded(number: u32, record: &csv::StringRecord) -> Result<Row, SheetError> {
    let mut cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    if cells.len() > COLUMNS_MAX {
        return Err(SheetError::TooManyColumns(number));
    }
    if cells.iter().any(|cell| cell.chars().nth(CELL_CHARACTERS_MAX).is_some()) {
        return Err(SheetError::CellTooLong(number));
    }
    Ok(Row { number, cells })
}
