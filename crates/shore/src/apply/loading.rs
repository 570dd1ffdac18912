//! Reads what a batch touches, with one statement per kind of thing.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use domain::tables;
use journal::{Entry, RowId, Stamp};
use tokio_postgres::Row;

use super::record::{Record, Shown, Standing};
use super::working::Working;
use crate::column::{self, Id, Moment};
use crate::database::{ShoreError, Work};
use crate::{entries, statement};

/// Reads which rows have arrived that the entries need, and the rows that they write.
pub(crate) async fn load(work: &Work<'_>, working: &mut Working, entries: &[Arc<Entry>]) -> Result<(), ShoreError> {
    let written = entries.iter().flat_map(|entry| &entry.changes);
    let mut asked: HashSet<RowId> = written.map(|change| change.row).collect();
    for entry in entries {
        asked.extend(working.needs(entry));
    }
    asked.retain(|row| !working.arrived.contains_key(row));
    arrivals(work, working, asked).await?;
    let written = entries.iter().flat_map(|entry| &entry.changes);
    let known: BTreeSet<(u16, RowId)> = written
        .map(|change| (change.table, change.row))
        .filter(|(table, row)| working.table_of(*row) == Some(*table))
        .collect();
    records(work, working, known).await
}

/// Which of the rows have arrived, and in which table.
async fn arrivals(work: &Work<'_>, working: &mut Working, asked: HashSet<RowId>) -> Result<(), ShoreError> {
    if asked.is_empty() {
        return Ok(());
    }
    let sql = "SELECT row_id, table_number FROM shore_entry_rows \
               WHERE vessel_id = $1 AND row_id = ANY($2) AND is_insert";
    let ids: Vec<Id> = asked.iter().copied().map(Id).collect();
    working.arrived.extend(asked.into_iter().map(|row| (row, None)));
    for found in work.rows(sql, &[&work.vessel(), &ids]).await? {
        let row: Id = found.try_get(0)?;
        let table = number(&found, 1)?;
        // Only a forger adds one row to two tables; the lower number counts, whichever came first.
        let known = working.arrived.entry(row.0).or_default();
        *known = Some(known.map_or(table, |known| known.min(table)));
    }
    Ok(())
}

/// Reads rows of declared tables that are not at hand yet. One that is not there is left out.
pub(crate) async fn records(
    work: &Work<'_>,
    working: &mut Working,
    asked: BTreeSet<(u16, RowId)>,
) -> Result<(), ShoreError> {
    let mut by_table: BTreeMap<u16, Vec<Id>> = BTreeMap::new();
    for (table, row) in asked {
        if !working.records.contains_key(&(table, row)) {
            by_table.entry(table).or_default().push(Id(row));
        }
    }
    let mut read: Vec<Id> = Vec::new();
    for (number, ids) in by_table {
        let Some(table) = tables::table(number) else { continue };
        for found in work.rows(&statement::of(table).read, &[&work.vessel(), &ids]).await? {
            let (row, shown) = shown(table.columns, &found)?;
            working.records.insert((number, row), Record::held(table, row, shown));
        }
        read.extend(ids);
    }
    if !read.is_empty() {
        inserts(work, working, &read).await?;
        standings(work, working, &read).await?;
    }
    Ok(())
}

fn shown(columns: &'static [domain::schema::Column], found: &Row) -> Result<(RowId, Shown), ShoreError> {
    let row: Id = found.try_get(0)?;
    let values = columns
        .iter()
        .enumerate()
        .map(|(at, column)| column::read(column, found, at + 4))
        .collect::<Result<_, _>>()?;
    let shown = Shown {
        created_at: found.try_get::<_, Moment>(1)?.0,
        created_by: found.try_get::<_, Option<Id>>(2)?.map(|id| id.0),
        is_void: found.try_get(3)?,
        values,
    };
    Ok((row.0, shown))
}

/// The entries that added the rows.
async fn inserts(work: &Work<'_>, working: &mut Working, rows: &[Id]) -> Result<(), ShoreError> {
    let sql = "SELECT row_id, table_number, device, seq FROM shore_entry_rows \
               WHERE vessel_id = $1 AND row_id = ANY($2) AND is_insert";
    for found in work.rows(sql, &[&work.vessel(), &rows]).await? {
        let row: Id = found.try_get(0)?;
        let stamp = entries::stamp(&found, 2)?;
        if let Some(record) = working.records.get_mut(&(number(&found, 1)?, row.0)) {
            record.inserts.push(stamp);
        }
    }
    Ok(())
}

/// The groups of the rows that were written after the insert.
async fn standings(work: &Work<'_>, working: &mut Working, rows: &[Id]) -> Result<(), ShoreError> {
    let sql = "SELECT row_id, table_number, group_number, stamps, is_plain FROM shore_heads \
               WHERE vessel_id = $1 AND row_id = ANY($2)";
    for found in work.rows(sql, &[&work.vessel(), &rows]).await? {
        let row: Id = found.try_get(0)?;
        let Some(record) = working.records.get_mut(&(number(&found, 1)?, row.0)) else {
            continue;
        };
        let stamps: &str = found.try_get(3)?;
        let heads: Result<Vec<Stamp>, _> = stamps.split_whitespace().map(str::parse).collect();
        let standing = Standing {
            heads: heads.map_err(ShoreError::broken)?,
            is_plain: found.try_get(4)?,
        };
        record.stored.insert(number(&found, 2)?, standing);
    }
    Ok(())
}

/// The number of a table or group.
pub(crate) fn number(row: &Row, at: usize) -> Result<u16, ShoreError> {
    u16::try_from(row.try_get::<_, i32>(at)?).map_err(ShoreError::broken)
}
