//! The way between a journal value and what SQLite stores, by the kind of the column.

use domain::field::Kind;
use journal::{RowId, Value};
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::error::StoreError;

/// A journal value as SQLite stores it.
pub(crate) struct Stored<'v>(pub(crate) &'v Value);

impl<'v> Stored<'v> {
    /// What stands in the column.
    pub(crate) fn reference(&self) -> ValueRef<'v> {
        match self.0 {
            // A private value is put in before it is stored; only its place is known here.
            Value::Null | Value::Private(_) => ValueRef::Null,
            Value::Bool(flag) => ValueRef::Integer(i64::from(*flag)),
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
            Value::Id(id) => ValueRef::Blob(id.as_bytes()),
        }
    }
}

impl ToSql for Stored<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(self.reference()))
    }
}

/// Reads what a column of that kind holds.
pub(crate) fn read(kind: Kind, stored: ValueRef<'_>) -> Result<Value, StoreError> {
    match (kind, stored) {
        (_, ValueRef::Null) => Ok(Value::Null),
        (Kind::Bool, ValueRef::Integer(number)) => Ok(Value::Bool(number != 0)),
        (Kind::Int | Kind::Instant, ValueRef::Integer(number)) => Ok(Value::Int(number)),
        (Kind::Id, ValueRef::Blob(bytes)) => row_id(bytes).map(Value::Id),
        (Kind::Bytes, ValueRef::Blob(bytes)) => Ok(Value::Bytes(bytes.to_owned())),
        (_, ValueRef::Text(text)) => match std::str::from_utf8(text) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(error) => Err(StoreError::broken(error)),
        },
        (kind, other) => Err(StoreError::broken(format!(
            "{:?} where {kind:?} belongs",
            other.data_type()
        ))),
    }
}

/// Reads a stored row id.
pub(crate) fn row_id(bytes: &[u8]) -> Result<RowId, StoreError> {
    let bytes: [u8; 16] = bytes
        .try_into()
        .map_err(|_| StoreError::broken(format!("a row id of {} bytes", bytes.len())))?;
    RowId::from_bytes(bytes).map_err(StoreError::broken)
}
