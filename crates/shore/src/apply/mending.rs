//! Checks the rows of a table against the entries, and rebuilds those that differ: what somebody changed
//! by hand, or a disk got wrong.

use std::collections::BTreeSet;

use domain::schema::Table;
use journal::{Digest, RowId, Value};

use super::keeping::{self, Sums};
use super::record::{Record, Shown};
use super::working::Working;
use super::{history, loading};
use crate::column::Id;
use crate::database::{ShoreError, Work, closed};

/// Rows that are worked out at once: with their entries they stay within some megabytes.
const ROWS_AT_ONCE: usize = 1_000;

/// Rebuilds the rows of a table that differ from what the entries amount to, and sums its columns up
/// anew. Returns the rows that differed.
pub(crate) async fn mend_table(work: &Work<'_>, table: &'static Table) -> Result<Vec<RowId>, ShoreError> {
    let mut sums: Sums = table
        .columns
        .iter()
        .map(|column| ((table.number, column.number), Digest::ZERO))
        .collect();
    let mut mended = Vec::new();
    let closed = closed(work).await?;
    for rows in added(work, table).await?.chunks(ROWS_AT_ONCE) {
        let mut working = Working::new(work.vessel().0, None, closed.clone());
        open(work, &mut working, table, rows).await?;
        history::settle(work, &mut working).await?;
        for record in working.records.values() {
            record.sum_whole(&mut sums);
        }
        working.records.retain(|_, record| record.differs());
        mended.extend(working.records.values().map(|record| record.row));
        let records: Vec<&Record> = working.records.values().collect();
        keeping::keep_rows(work, table, &records).await?;
        keeping::keep_heads(work, &working).await?;
        keeping::keep_conflicts(work, &working).await?;
    }
    mended.extend(hide_strays(work, table).await?);
    mended.sort_unstable();
    crate::digest::keep(work, &sums).await?;
    Ok(mended)
}

/// Every row of the table that an entry added.
async fn added(work: &Work<'_>, table: &Table) -> Result<Vec<RowId>, ShoreError> {
    let sql = "SELECT DISTINCT row_id FROM shore_entry_rows WHERE vessel_id = $1 AND table_number = $2 AND is_insert";
    let rows = work.rows(sql, &[&work.vessel(), &i32::from(table.number)]).await?;
    rows.iter().map(|row| Ok(row.try_get::<_, Id>(0)?.0)).collect()
}

/// Reads the rows, also those that are missing, and opens all their groups.
async fn open(work: &Work<'_>, working: &mut Working, table: &'static Table, rows: &[RowId]) -> Result<(), ShoreError> {
    let asked: BTreeSet<(u16, RowId)> = rows.iter().map(|row| (table.number, *row)).collect();
    loading::records(work, working, asked).await?;
    for row in rows {
        let missing = || {
            let nothing = Shown {
                created_at: 0,
                created_by: None,
                is_void: false,
                values: vec![Value::Null; table.columns.len()],
            };
            let mut record = Record::held(table, *row, nothing);
            record.before = None;
            record
        };
        working
            .records
            .entry((table.number, *row))
            .or_insert_with(missing)
            .open_all();
    }
    Ok(())
}

/// Hides rows that no entry added. The gateway's role may not delete them, and they count for nothing.
async fn hide_strays(work: &Work<'_>, table: &Table) -> Result<Vec<RowId>, ShoreError> {
    let sql = format!(
        "UPDATE {} t SET is_void = true WHERE vessel_id = $1 AND NOT is_void AND NOT EXISTS ( \
             SELECT 1 FROM shore_entry_rows e \
             WHERE e.vessel_id = $1 AND e.row_id = t.id AND e.table_number = $2 AND e.is_insert) \
         RETURNING id",
        table.name
    );
    let rows = work.rows(&sql, &[&work.vessel(), &i32::from(table.number)]).await?;
    rows.iter().map(|row| Ok(row.try_get::<_, Id>(0)?.0)).collect()
}
