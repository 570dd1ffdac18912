//! What a column may hold, and the way between a Rust field and a journal value.
//!
//! Invariant: `from_value(to_value(x)) == x` for every type here. Storage
//! formats (text of a decimal, milliseconds of an instant) are decided in the
//! types themselves, never at the place that writes SQL.

use journal::{RowId, Value};

/// The kind of a column, as the replica, the journal and TypeScript see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Free text.
    Text,
    /// An exact decimal, kept as canonical text.
    Decimal,
    /// A price or an amount of money, exact, kept as canonical text.
    Money,
    /// A whole number.
    Int,
    /// True or false, kept as 1 or 0.
    Bool,
    /// Milliseconds since 1970 UTC.
    Instant,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// The id of a row.
    Id,
    /// Raw bytes.
    Bytes,
    /// One word of a closed vocabulary.
    Word(&'static [&'static str]),
    /// A JSON array of row ids, as text.
    Ids,
}

/// A stored value that does not fit its column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, found {found}")]
pub struct FieldError {
    /// What the column holds.
    pub expected: &'static str,
    /// What was found instead.
    pub found: String,
}

impl FieldError {
    pub(crate) fn new(expected: &'static str, found: &Value) -> Self {
        Self {
            expected,
            found: format!("{found:?}"),
        }
    }
}

/// A Rust type that a column can hold.
pub trait Field: Sized {
    /// The kind of column it needs.
    const KIND: Kind;
    /// Whether the column may be empty.
    const NULLABLE: bool = false;

    /// Reads a stored value.
    ///
    /// # Errors
    /// When the value is of another kind.
    fn from_value(value: &Value) -> Result<Self, FieldError>;

    /// The value to store.
    fn to_value(&self) -> Value;
}

impl Field for String {
    const KIND: Kind = Kind::Text;
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Text(text) => Ok(text.clone()),
            other => Err(FieldError::new("text", other)),
        }
    }
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl Field for i64 {
    const KIND: Kind = Kind::Int;
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Int(number) => Ok(*number),
            other => Err(FieldError::new("a whole number", other)),
        }
    }
    fn to_value(&self) -> Value {
        Value::Int(*self)
    }
}

impl Field for bool {
    const KIND: Kind = Kind::Bool;
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Bool(flag) => Ok(*flag),
            other => Err(FieldError::new("true or false", other)),
        }
    }
    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Field for RowId {
    const KIND: Kind = Kind::Id;
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Id(id) => Ok(*id),
            other => Err(FieldError::new("a row id", other)),
        }
    }
    fn to_value(&self) -> Value {
        Value::Id(*self)
    }
}

impl Field for Vec<u8> {
    const KIND: Kind = Kind::Bytes;
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Bytes(bytes) => Ok(bytes.clone()),
            other => Err(FieldError::new("bytes", other)),
        }
    }
    fn to_value(&self) -> Value {
        Value::Bytes(self.clone())
    }
}

/// People who did a piece of work: ids in the order they were named.
impl Field for Vec<RowId> {
    const KIND: Kind = Kind::Ids;
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        let Value::Text(text) = value else {
            return Err(FieldError::new("a list of row ids", value));
        };
        serde_json::from_str(text).map_err(|_| FieldError::new("a list of row ids", value))
    }
    fn to_value(&self) -> Value {
        let ids: Vec<String> = self.iter().map(RowId::to_string).collect();
        Value::Text(serde_json::json!(ids).to_string())
    }
}

impl<T: Field> Field for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Field::to_value)
    }
}
