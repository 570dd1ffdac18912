//! Values of records that were not what the entries make them, and were rebuilt.

use crate::views::View;
use crate::views::history::name_of;
use domain::RowId;
use domain::refusal::Refusal;
use domain::time::Instant;
use domain::{tables, words};
use serde::Serialize;
use ts_rs::TS;

/// The latest that are told; all are in the replica and in the program's log.
const LINES_MAX: usize = 20;

/// A value that was not what the entries make it: changed by something else than an act, and rebuilt.
#[derive(Debug, Serialize, TS)]
pub struct MendedLine {
    /// When it was rebuilt.
    pub at: Instant,
    /// The kind of the record, as `pms_faults`.
    pub table: String,
    /// The record; none where what stood there was none.
    pub row: Option<RowId>,
    /// What the record is called.
    pub label: String,
    /// What of it; none where the whole record was missing, or was one that no act added.
    pub column: Option<String>,
}

/// The latest first.
pub(super) fn mended(view: &View<'_>) -> Result<Vec<MendedLine>, Refusal> {
    let mut lines = Vec::new();
    for mended in view.reader.mended(LINES_MAX)? {
        let Some(table) = tables::table(mended.table) else {
            continue;
        };
        let label = match mended.row {
            Some(row) => name_of(view, table, row)?,
            None => words::this_record(table.name).to_owned(),
        };
        let column = mended.column.and_then(|number| table.column(number));
        lines.push(MendedLine {
            at: Instant::from_millis(mended.mended_at),
            table: table.name.to_owned(),
            row: mended.row,
            label,
            column: column.map(|column| words::field_label(column.name)),
        });
    }
    Ok(lines)
}
