//! Mending where what is kept of which entry wrote which row cannot be trusted: all entries are taken in
//! again in a database of their own, beside the writer, and what differs is put in from there.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use domain::schema::Table;
use rusqlite::types::Value as Stored;
use rusqlite::{Connection, params_from_iter};

use super::{Differing, MendedRow, finish};
use crate::audit::rebuild::{KEPT, Replay, compared_columns};
use crate::audit::{Progress, Watch};
use crate::digest;
use crate::error::StoreError;
use crate::writer::Writer;

/// As [`Writer::mend`]; it takes as long as taking in all entries.
pub(super) fn mend(
    writer: &Writer,
    tables: &[&'static Table],
    now_ms: i64,
    cancel: &Arc<AtomicBool>,
) -> Result<Vec<MendedRow>, StoreError> {
    let mut replay = Replay::begin(writer.place())?;
    let mut untold = |_: Progress| {};
    let mut watch = Watch::silent(&mut untold, cancel);
    replay.go_on(&mut watch)?;
    let mut differing = Differing::new();
    for table in tables {
        find(&replay.scratch, table, &mut differing)?;
    }
    writer.rebuild(|connection| {
        // Nobody else writes now: what the scratch sees is what this transaction stands on.
        replay.renew()?;
        replay.go_on(&mut watch)?;
        for (table, id) in differing.keys() {
            if let Some(table) = domain::tables::table(*table) {
                put_in(&replay.scratch, connection, table, id)?;
            }
        }
        for table in tables {
            digest::copy(&replay.scratch, connection, table)?;
        }
        finish(connection, tables, &differing, now_ms)
    })
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
