//! The rows of `pms_audit_log` and the entries they hold.

use journal::entry::{AUDIT_COLUMNS, ColumnKind, ColumnValue};
use journal::{Entry, EntryError};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, ToSql};

use crate::error::StoreError;

/// The columns in the order of the entry's fields, for a `SELECT`.
pub(crate) const COLUMNS: &str = "device, seq, hlc, wall_at, clock_suspect, actor, role, action, action_version, \
     parameters, changes, seen, reissue_of, private, signature, prev_hash, hash";

/// Adds the entry's row and returns its place in the order of arrival.
pub(crate) fn add(connection: &Connection, entry: &Entry) -> Result<i64, StoreError> {
    const PLACES: &str = "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17";
    let columns = entry.to_columns();
    let values: Vec<&dyn ToSql> = columns
        .iter()
        .map(|(_, value)| match value {
            ColumnValue::Integer(number) => number as &dyn ToSql,
            ColumnValue::Text(text) => text as &dyn ToSql,
        })
        .collect();
    let sql = format!("INSERT INTO pms_audit_log ({COLUMNS}) VALUES ({PLACES})");
    connection.prepare_cached(&sql)?.execute(values.as_slice())?;
    Ok(connection.last_insert_rowid())
}

/// The entry at that place in the order of arrival.
pub(crate) fn at(connection: &Connection, arrival: i64) -> Result<Entry, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM pms_audit_log WHERE rowid = ?1");
    let mut prepared = connection.prepare_cached(&sql)?;
    let mut stored = prepared.query([arrival])?;
    let row = stored
        .next()?
        .ok_or_else(|| StoreError::broken(format!("entry {arrival} is not there")))?;
    read(row)?.map_err(StoreError::broken)
}

/// Reads an entry from a row that begins with [`COLUMNS`], as strictly as it was written.
///
/// The outer error is the database's, the inner one says what is wrong with the row.
pub(crate) fn read(row: &Row<'_>) -> Result<Result<Entry, EntryError>, StoreError> {
    let mut columns = Vec::with_capacity(AUDIT_COLUMNS.len());
    for (at, column) in AUDIT_COLUMNS.iter().enumerate() {
        match value(column.name, column.kind, row.get_ref(at)?) {
            Ok(value) => columns.push((column.name, value)),
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Entry::from_columns(columns))
}

fn value(name: &'static str, kind: ColumnKind, stored: ValueRef<'_>) -> Result<ColumnValue, EntryError> {
    let malformed = |reason: String| EntryError::Malformed { field: name, reason };
    match (kind, stored) {
        (ColumnKind::Integer, ValueRef::Integer(number)) => Ok(ColumnValue::Integer(number)),
        (ColumnKind::Text, ValueRef::Text(text)) => match std::str::from_utf8(text) {
            Ok(text) => Ok(ColumnValue::Text(text.to_owned())),
            Err(error) => Err(malformed(error.to_string())),
        },
        (_, other) => Err(malformed(format!("{:?} is stored", other.data_type()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_those_of_the_journal() {
        let names: Vec<&str> = AUDIT_COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!(names.join(", "), COLUMNS);
    }
}
