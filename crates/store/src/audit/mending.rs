//! Rebuilds rows that are not what the entries make them: what somebody changed by hand, or a disk got
//! wrong.
//!
//! Rows are a function of all entries that are here, the unsent ones among them, so no act can get lost.
//! What differs is found on a snapshot beside the writer; only that is then worked out again, from the
//! entries that wrote it, in one transaction that sees what was written meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, PoisonError};

use domain::schema::{Row, Table};
use domain::searched::searched;
use domain::tables::{self, Movement};
use journal::RowId;
use rusqlite::Connection;

use crate::cell::Cells;
use crate::column;
use crate::digest;
use crate::error::StoreError;
use crate::records::Records;
use crate::search;
use crate::spend::keeping::{self, is_about_spend};
use crate::stock;
use crate::writer::Writer;
use crate::writer::closing::Closings;

mod comparing;
mod replayed;

use comparing::Found;

/// Mended rows that are remembered; the oldest give way.
pub const MENDED_ROWS_KEPT: usize = 1_000;

/// A row that was not what the entries make it, and was rebuilt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MendedRow {
    /// When, milliseconds UTC.
    pub mended_at: i64,
    /// The number of its table.
    pub table: u16,
    /// The number of the column that differed; none where the row was missing, was one that no entry
    /// added, or differed in what stands beside its columns.
    pub column: Option<u16>,
    /// The row; none where what stood there had no row's id.
    pub row: Option<RowId>,
}

impl fmt::Display for MendedRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = tables::table(self.table);
        write!(f, "{}", table.map_or("an unknown table", |table| table.name))?;
        if let Some(row) = self.row {
            write!(f, " {row}")?;
        }
        match table.zip(self.column).and_then(|(table, column)| table.column(column)) {
            Some(column) => write!(f, ", {}", column.name),
            None => Ok(()),
        }
    }
}

/// What differs in one row: its table's number and its id as stored, with the columns.
type Differing = BTreeMap<(u16, Vec<u8>), BTreeSet<Option<u16>>>;

impl Writer {
    /// Compares the rows of the tables of these columns with the entries, and rebuilds those that differ,
    /// and the sums of those tables. Returns the rows, one for each column that differed.
    ///
    /// It takes as long as reading all entries once; acts are committed meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] when `cancel` was set; or when the replica cannot be read or written.
    /// Then nothing was changed.
    pub fn mend(
        &self,
        columns: &[(u16, u16)],
        now_ms: i64,
        cancel: &Arc<AtomicBool>,
    ) -> Result<Vec<MendedRow>, StoreError> {
        let numbers: BTreeSet<u16> = columns.iter().map(|(table, _)| *table).collect();
        let tables: Vec<&'static Table> = numbers.into_iter().filter_map(tables::table).collect();
        // What one mending takes for the sums of now, another must not change under it.
        let _turn = self.mending.lock().unwrap_or_else(PoisonError::into_inner);
        let found = {
            let reader = self.readers().reader()?;
            comparing::find(reader.records().connection, &tables, cancel)?
        };
        match found {
            Some(found) => self.put_right(&tables, &found, now_ms),
            None => replayed::mend(self, &tables, now_ms, cancel),
        }
    }

    /// Puts in place what was found to differ, and mends the sums by as much as they were wrong.
    fn put_right(&self, tables: &[&'static Table], found: &Found, now_ms: i64) -> Result<Vec<MendedRow>, StoreError> {
        self.rebuild(|connection| {
            let Some(vessel) = found.vessel else {
                return Ok((Vec::new(), Vec::new()));
            };
            let closings = Closings::load(connection)?;
            let mut sums = found.wrong.clone();
            for (number, id) in found.differing.keys() {
                let Some(table) = tables::table(*number) else { continue };
                sums.minus(&digest::rows::of_row(connection, table, id)?);
                match column::row_id(id) {
                    Ok(row) => Cells::new(connection, table, row).put_anew(vessel, &closings)?,
                    Err(_) => take_away(connection, table, id)?,
                }
                sums.plus(&digest::rows::of_row(connection, table, id)?);
            }
            sums.keep(connection)?;
            finish(connection, tables, &found.differing, now_ms)
        })
    }
}

/// Takes away a row whose id is none.
fn take_away(connection: &Connection, table: &Table, id: &[u8]) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM {} WHERE id = ?1", table.name);
    connection.prepare_cached(&sql)?.execute([id])?;
    Ok(())
}

/// What follows from the rows is written anew, and what was mended is remembered and told.
fn finish(
    connection: &Connection,
    tables: &[&'static Table],
    differing: &Differing,
    now_ms: i64,
) -> Result<(Vec<MendedRow>, Vec<&'static str>), StoreError> {
    if differing.keys().any(|(table, _)| *table == Movement::TABLE.number) {
        stock::rebuild(connection)?;
    }
    if differing.keys().any(|(table, _)| is_about_spend(*table)) {
        keeping::rebuild(connection)?;
    }
    let searched = differing.keys().filter(|(table, _)| searched(*table).is_some());
    let rows = searched.filter_map(|(table, id)| Some((*table, column::row_id(id).ok()?)));
    search::index::mark(connection, rows)?;
    let mended = note(connection, differing, now_ms)?;
    for row in &mended {
        tracing::warn!(%row, "not what the entries make it; it was rebuilt");
    }
    Ok((mended, tables.iter().map(|table| table.name).collect()))
}

/// Remembers what was mended.
fn note(connection: &Connection, differing: &Differing, now_ms: i64) -> Result<Vec<MendedRow>, StoreError> {
    let sql = "INSERT INTO mended_rows (mended_at, table_number, column_number, row_id) VALUES (?1, ?2, ?3, ?4)";
    let mut mended = Vec::new();
    for ((number, id), columns) in differing {
        for column in columns {
            connection.prepare_cached(sql)?.execute((now_ms, number, column, id))?;
            mended.push(MendedRow {
                mended_at: now_ms,
                table: *number,
                column: *column,
                row: column::row_id(id).ok(),
            });
        }
    }
    let sql = "DELETE FROM mended_rows WHERE id <= (SELECT max(id) FROM mended_rows) - ?1";
    connection.execute(sql, [MENDED_ROWS_KEPT as i64])?;
    Ok(mended)
}

impl Records<'_> {
    /// Rows that were not what the entries make them and were rebuilt, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn mended(&self, limit: usize) -> Result<Vec<MendedRow>, StoreError> {
        let sql = "SELECT mended_at, table_number, column_number, row_id FROM mended_rows ORDER BY id DESC LIMIT ?1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query([limit.min(MENDED_ROWS_KEPT) as i64])?;
        let mut mended = Vec::new();
        while let Some(row) = stored.next()? {
            let id = row.get_ref(3)?.as_blob().map_err(StoreError::broken)?;
            mended.push(MendedRow {
                mended_at: row.get(0)?,
                table: row.get(1)?,
                column: row.get(2)?,
                row: column::row_id(id).ok(),
            });
        }
        Ok(mended)
    }
}
