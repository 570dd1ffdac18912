//! The sums worked out from the rows themselves and the writes that stand in them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::schema::Table;
use domain::tables::TABLES;
use journal::{ColumnSum, Digest, RowId, Stamp, Value};
use rusqlite::{Connection, Row};

use super::{SUM_BYTES, Sums, cell};
use crate::cell::Cells;
use crate::column;
use crate::error::StoreError;
use crate::records::Records;

/// What counts for a cell that no entry can have written.
fn of_no_entry() -> Digest {
    Digest::from_bytes([1; SUM_BYTES])
}

/// Rows between two looks at whoever waits.
const ROWS_PER_STEP: u64 = 1_000;

/// The sums over all rows of the tables. `step` is called every thousand rows and can end it.
pub(crate) fn sums(
    connection: &Connection,
    tables: impl IntoIterator<Item = &'static Table>,
    step: &mut dyn FnMut() -> Result<(), StoreError>,
) -> Result<Sums, StoreError> {
    let mut sums = Sums::default();
    for table in tables {
        sums.0.insert(table.number, of_table(connection, table, step)?);
    }
    Ok(sums)
}

/// What one row adds to the sums of its table; nothing where it is not there.
pub(crate) fn of_row(connection: &Connection, table: &'static Table, id: &[u8]) -> Result<Sums, StoreError> {
    let mut sums = vec![Digest::ZERO; table.columns.len()];
    let mut prepared = connection.prepare_cached(&format!("{} WHERE id = ?1", select(table)))?;
    let mut stored = prepared.query([id])?;
    if let Some(row) = stored.next()? {
        add_row(connection, table, row, &mut sums)?;
    }
    Ok(Sums(BTreeMap::from([(table.number, sums)])))
}

fn select(table: &Table) -> String {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    format!("SELECT id, {} FROM {}", names.join(", "), table.name)
}

fn of_table(
    connection: &Connection,
    table: &'static Table,
    step: &mut dyn FnMut() -> Result<(), StoreError>,
) -> Result<Vec<Digest>, StoreError> {
    let mut sums = vec![Digest::ZERO; table.columns.len()];
    let mut prepared = connection.prepare(&select(table))?;
    let mut stored = prepared.query([])?;
    let mut done: u64 = 0;
    while let Some(row) = stored.next()? {
        add_row(connection, table, row, &mut sums)?;
        done += 1;
        if done.is_multiple_of(ROWS_PER_STEP) {
            step()?;
        }
    }
    Ok(sums)
}

fn add_row(
    connection: &Connection,
    table: &'static Table,
    stored: &Row<'_>,
    sums: &mut [Digest],
) -> Result<(), StoreError> {
    let id = stored.get_ref(0)?.as_blob().map_err(StoreError::broken)?;
    let added = match column::row_id(id) {
        Ok(id) => Cells::new(connection, table, id)
            .insert_stamp()?
            .map(|stamp| (id, stamp)),
        Err(_) => None,
    };
    let Some((id, stamp)) = added else {
        // No entry added it. It must be found, so it counts as no row of an entry does.
        sums[0].add(&of_no_entry());
        return Ok(());
    };
    let (written, of_insert) = (heads(connection, table, id)?, Some(vec![stamp]));
    for (at, (column, sum)) in table.columns.iter().zip(sums).enumerate() {
        let heads = written.get(&column.group).unwrap_or(&of_insert);
        let value = match column.private {
            true => Some(Value::Null),
            false => column::read(column.kind, stored.get_ref(at + 1)?).ok(),
        };
        sum.add(&match (heads, value) {
            (Some(heads), Some(value)) => cell(table, column, id, heads, &value),
            // What cannot be read must be found as well.
            _ => of_no_entry(),
        });
    }
    Ok(())
}

/// The standing writes of the row's groups, as far as they were written after the insert; none of a group
/// whose writes cannot be read.
fn heads(connection: &Connection, table: &Table, row: RowId) -> Result<BTreeMap<u16, Option<Vec<Stamp>>>, StoreError> {
    let sql = "SELECT group_number, stamps FROM heads WHERE row_id = ?1 AND table_number = ?2";
    let mut prepared = connection.prepare_cached(sql)?;
    let mut stored = prepared.query((row.as_bytes().as_slice(), table.number))?;
    let mut heads = BTreeMap::new();
    while let Some(row) = stored.next()? {
        let stamps = row.get_ref(1)?.as_str().map_err(StoreError::broken)?;
        let stamps: Result<Vec<Stamp>, _> = stamps.split_whitespace().map(str::parse).collect();
        heads.insert(row.get(0)?, stamps.ok());
    }
    Ok(heads)
}

impl Records<'_> {
    /// The sums worked out from the rows themselves, by table and column: they differ from
    /// [`Records::column_sums`] where rows or sums were changed by anything but an entry. On the snapshot
    /// of a reader it goes on beside the writer.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] when `cancel` was set; or when the database cannot be read.
    pub fn column_sums_of_rows(&self, cancel: &AtomicBool) -> Result<Vec<ColumnSum>, StoreError> {
        let mut step = || match cancel.load(Ordering::Relaxed) {
            true => Err(StoreError::Cancelled),
            false => Ok(()),
        };
        Ok(sums(self.connection, TABLES.iter().copied(), &mut step)?.columns())
    }
}
