//! Rebuilds rows that are not what the entries make them: what somebody changed by hand, or a disk got
//! wrong.
//!
//! The entries are taken in again in a database of their own, beside the writer. Only what differs is
//! then put in, in one transaction that first takes in what was written meanwhile: rows are a function
//! of all entries that are here, the unsent ones among them, so no act can get lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use domain::schema::{Row, Table};
use domain::tables::{self, Movement};
use journal::RowId;
use rusqlite::types::Value as Stored;
use rusqlite::{Connection, params_from_iter};

use super::rebuild::{KEPT, Replay, compared_columns};
use super::{Progress, Watch};
use crate::column;
use crate::digest;
use crate::error::StoreError;
use crate::records::Records;
use crate::stock;
use crate::writer::Writer;

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
    /// It takes as long as taking in all entries; acts are committed meanwhile.
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
        let mut replay = Replay::begin(self.place())?;
        let mut untold = |_: Progress| {};
        let mut watch = Watch::silent(&mut untold, cancel);
        replay.go_on(&mut watch)?;
        let mut differing = Differing::new();
        for table in &tables {
            find(&replay.scratch, table, &mut differing)?;
        }
        self.rebuild(|connection| {
            // Nobody else writes now: what the scratch sees is what this transaction stands on.
            replay.renew()?;
            replay.go_on(&mut watch)?;
            for (table, id) in differing.keys() {
                if let Some(table) = tables::table(*table) {
                    put_in(&replay.scratch, connection, table, id)?;
                }
            }
            for table in &tables {
                digest::copy(&replay.scratch, connection, table)?;
            }
            if tables.iter().any(|table| table.number == Movement::TABLE.number) {
                stock::rebuild(connection)?;
            }
            let mended = note(connection, &differing, now_ms)?;
            for row in &mended {
                tracing::warn!(%row, "not what the entries make it; it was rebuilt");
            }
            Ok((mended, tables.iter().map(|table| table.name).collect()))
        })
    }
}

/// Finds every row of the table that differs, and in what.
fn find(scratch: &Connection, table: &'static Table, differing: &mut Differing) -> Result<(), StoreError> {
    let name = table.name;
    let mut found = |sql: &str| -> Result<(), StoreError> {
        let mut prepared = scratch.prepare(sql)?;
        let mut stored = prepared.query([])?;
        while let Some(row) = stored.next()? {
            let key = (table.number, row.get(0)?);
            differing.entry(key).or_default().insert(row.get(1)?);
        }
        Ok(())
    };
    for (one, other) in [("main", "was"), ("was", "main")] {
        found(&format!(
            "SELECT a.id, NULL FROM {one}.{name} a WHERE NOT EXISTS (SELECT 1 FROM {other}.{name} b WHERE b.id = a.id)"
        ))?;
    }
    for column in compared_columns(table) {
        let number = table
            .named(column)
            .map_or("NULL".to_owned(), |column| column.number.to_string());
        found(&format!(
            "SELECT b.id, {number} FROM main.{name} b JOIN was.{name} w ON w.id = b.id WHERE b.{column} IS NOT w.{column}"
        ))?;
    }
    for (kept, key, value) in KEPT {
        let same: Vec<String> = key.iter().map(|column| format!("a.{column} = b.{column}")).collect();
        // A group is named by its lowest column.
        let group = if key.contains(&"group_number") {
            "a.group_number"
        } else {
            "NULL"
        };
        for (one, other) in [("main", "was"), ("was", "main")] {
            found(&format!(
                "SELECT a.row_id, {group} FROM {one}.{kept} a LEFT JOIN {other}.{kept} b ON {} \
                 WHERE a.table_number = {} AND b.{value} IS NOT a.{value}",
                same.join(" AND "),
                table.number
            ))?;
        }
    }
    Ok(())
}

/// Puts one row, and what is kept beside it, in place of what is there; takes it away where no entry
/// added it.
fn put_in(scratch: &Connection, into: &Connection, table: &'static Table, id: &[u8]) -> Result<(), StoreError> {
    let name = table.name;
    let columns = ["id"].into_iter().chain(compared_columns(table)).collect::<Vec<_>>();
    let sql = format!("SELECT {} FROM main.{name} WHERE id = ?1", columns.join(", "));
    let rows = read(scratch, &sql, id)?;
    if rows.is_empty() {
        into.prepare_cached(&format!("DELETE FROM {name} WHERE id = ?1"))?
            .execute([id])?;
    }
    let set: Vec<String> = columns
        .iter()
        .map(|column| format!("{column} = excluded.{column}"))
        .collect();
    let sql = format!(
        "INSERT INTO {name} ({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET {}",
        columns.join(", "),
        places(columns.len()),
        set.join(", ")
    );
    for row in rows {
        into.prepare_cached(&sql)?.execute(params_from_iter(row))?;
    }
    for (kept, _, _) in KEPT {
        into.prepare_cached(&format!("DELETE FROM {kept} WHERE row_id = ?1"))?
            .execute([id])?;
        for row in read(scratch, &format!("SELECT * FROM main.{kept} WHERE row_id = ?1"), id)? {
            let sql = format!("INSERT INTO {kept} VALUES ({})", places(row.len()));
            into.prepare_cached(&sql)?.execute(params_from_iter(row))?;
        }
    }
    Ok(())
}

fn places(count: usize) -> String {
    let places: Vec<String> = (1..=count).map(|at| format!("?{at}")).collect();
    places.join(", ")
}

fn read(scratch: &Connection, sql: &str, id: &[u8]) -> Result<Vec<Vec<Stored>>, StoreError> {
    let mut prepared = scratch.prepare_cached(sql)?;
    let count = prepared.column_count();
    let mut stored = prepared.query([id])?;
    let mut rows = Vec::new();
    while let Some(row) = stored.next()? {
        rows.push((0..count).map(|at| row.get(at)).collect::<Result<_, _>>()?);
    }
    Ok(rows)
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
