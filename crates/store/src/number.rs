//! The numbers people speak: each workstation counts for itself, from 1 in each ship's-time year.

use domain::plan::NumberKind;
use domain::schema::{Column, Table};
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;

/// Numbers that are tried before giving up: as many as a restored counter can lie behind.
const TRIES_MAX: u32 = 100_000;

/// Issues the next number.
pub(crate) fn next(
    connection: &Connection,
    kind: NumberKind,
    year: i32,
    letter: &str,
    table: &Table,
    column: &Column,
) -> Result<String, StoreError> {
    let mut counter = match last(connection, kind, year, letter)? {
        Some(last) => last,
        None => highest_spoken(connection, kind, year, letter, table, column)?,
    };
    for _ in 0..TRIES_MAX {
        counter = counter.saturating_add(1);
        let number = kind.spoken(year, letter, counter);
        if !is_spoken(connection, &number, table, column)? {
            keep(connection, kind, year, letter, counter)?;
            return Ok(number);
        }
    }
    Err(StoreError::broken(format!(
        "no free number follows {}",
        kind.spoken(year, letter, counter)
    )))
}

fn last(connection: &Connection, kind: NumberKind, year: i32, letter: &str) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT last FROM counters WHERE kind = ?1 AND year = ?2 AND letter = ?3";
    let mut prepared = connection.prepare_cached(sql)?;
    let last: Option<i64> = prepared
        .query_row((kind.prefix(), year, letter), |row| row.get(0))
        .optional()?;
    Ok(last.map(i64::cast_unsigned))
}

fn keep(connection: &Connection, kind: NumberKind, year: i32, letter: &str, last: u64) -> Result<(), StoreError> {
    let sql = "INSERT INTO counters (kind, year, letter, last) VALUES (?1, ?2, ?3, ?4) \
               ON CONFLICT DO UPDATE SET last = excluded.last";
    connection
        .prepare_cached(sql)?
        .execute((kind.prefix(), year, letter, last.cast_signed()))?;
    Ok(())
}

fn is_spoken(connection: &Connection, number: &str, table: &Table, column: &Column) -> Result<bool, StoreError> {
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM {} WHERE {} = ?1)",
        table.name, column.name
    );
    Ok(connection.prepare_cached(&sql)?.query_row([number], |row| row.get(0))?)
}

/// The highest counter among the rows, for a replica whose counter is not there.
fn highest_spoken(
    connection: &Connection,
    kind: NumberKind,
    year: i32,
    letter: &str,
    table: &Table,
    column: &Column,
) -> Result<u64, StoreError> {
    let before = kind.spoken(year, letter, 0);
    let prefix = before.trim_end_matches('0');
    // The range holds the numbers of longer letters too; they do not parse.
    let sql = format!(
        "SELECT {0} FROM {1} WHERE {0} >= ?1 AND {0} < ?2",
        column.name, table.name
    );
    let mut prepared = connection.prepare_cached(&sql)?;
    let mut stored = prepared.query((prefix, format!("{prefix}\u{7f}")))?;
    let mut highest = 0;
    while let Some(row) = stored.next()? {
        let number: String = row.get(0)?;
        let counter = number
            .strip_prefix(prefix)
            .and_then(|digits| digits.parse::<u64>().ok());
        highest = highest.max(counter.unwrap_or(0));
    }
    Ok(highest)
}
