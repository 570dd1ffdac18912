//! The way between a journal value and what SQLite stores, by the kind of the column.

use domain::field::{Field, Kind};
use domain::quantity::Quantity;
use domain::schema::Column;
use domain::time::Date;
use journal::{RowId, Value};
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::error::StoreError;

/// A journal value as SQLite stores it.
pub(crate) struct Stored<'v>(pub(crate) &'v Value);

impl ToSql for Stored<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            // A private value is put in before it is stored; only its place is known here.
            Value::Null | Value::Private(_) => ValueRef::Null,
            Value::Bool(flag) => ValueRef::Integer(i64::from(*flag)),
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
            Value::Id(id) => ValueRef::Blob(id.as_bytes()),
        }))
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

/// Why a value cannot stand in a column; none when it can.
///
/// A private value is judged once it is put in.
pub(crate) fn misfit(column: &Column, value: &Value) -> Option<&'static str> {
    match (column.kind, value) {
        (_, Value::Null) if column.nullable => None,
        (_, Value::Null) => Some("is empty"),
        (_, Value::Private(_)) if column.private => None,
        (Kind::Bool, Value::Bool(_))
        | (Kind::Int | Kind::Instant, Value::Int(_))
        | (Kind::Id, Value::Id(_))
        | (Kind::Bytes, Value::Bytes(_))
        | (Kind::Text, Value::Text(_)) => None,
        (Kind::Word(words), Value::Text(word)) => (!words.contains(&word.as_str())).then_some("holds an unknown word"),
        (Kind::Decimal, value) => Quantity::from_value(value).err().map(|_| "holds no decimal"),
        (Kind::Date, value) => Date::from_value(value).err().map(|_| "holds no date"),
        (Kind::Ids, value) => <Vec<RowId>>::from_value(value).err().map(|_| "holds no list of rows"),
        _ => Some("holds another kind of value"),
    }
}
