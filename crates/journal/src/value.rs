//! The value of one column, and its one form in JSON.
//!
//! | value | JSON |
//! |---|---|
//! | nothing | `null` |
//! | yes or no | `true` |
//! | whole number | `12` |
//! | text, decimals included | `"text"` |
//! | bytes | `{"hex":"00ff"}` |
//! | a row | `{"id":"…uuid…"}` |
//! | a place in the entry's private values | `{"private":0}` |
//!
//! There are no floats: quantities, hours and money are exact decimals, carried as text.

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::hex;
use crate::id::RowId;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number, an instant in milliseconds UTC included.
    Int(i64),
    /// Text; also decimals, dates and enumeration values.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A reference to a row. An entry waits for the rows it refers to.
    Id(RowId),
    /// The index of a personal value in the entry's private part, which can be struck.
    Private(u16),
}

/// The JSON is no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no column value")]
pub struct ValueError(pub String);

impl Value {
    /// Whether nothing is held.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// Yes or no, if it is that.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The row referred to, if it is a reference.
    pub fn as_id(&self) -> Option<RowId> {
        match self {
            Self::Id(id) => Some(*id),
            _ => None,
        }
    }

    /// The bytes, if it is bytes.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The place among the entry's private values, if it is one.
    pub fn as_private(&self) -> Option<u16> {
        match self {
            Self::Private(index) => Some(*index),
            _ => None,
        }
    }

    /// The JSON form.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Bool(flag) => (*flag).into(),
            Self::Int(number) => (*number).into(),
            Self::Text(text) => text.as_str().into(),
            Self::Bytes(bytes) => serde_json::json!({ "hex": hex::encode(bytes) }),
            Self::Id(id) => serde_json::json!({ "id": id.to_string() }),
            Self::Private(index) => serde_json::json!({ "private": index }),
        }
    }

    /// Reads the JSON form; floats, lists and any other object are refused.
    ///
    /// # Errors
    /// [`ValueError`] with the JSON that is no value.
    pub fn from_json(json: &serde_json::Value) -> Result<Self, ValueError> {
        let value = match json {
            serde_json::Value::Null => Some(Self::Null),
            serde_json::Value::Bool(flag) => Some(Self::Bool(*flag)),
            serde_json::Value::Number(number) => number.as_i64().map(Self::Int),
            serde_json::Value::String(text) => Some(Self::Text(text.clone())),
            serde_json::Value::Object(members) => from_members(members),
            serde_json::Value::Array(_) => None,
        };
        value.ok_or_else(|| ValueError(json.to_string()))
    }
}

/// Reads `{"hex":…}`, `{"id":…}` or `{"private":…}`.
fn from_members(members: &serde_json::Map<String, serde_json::Value>) -> Option<Value> {
    let (name, member) = members.iter().next()?;
    if members.len() != 1 {
        return None;
    }
    match name.as_str() {
        "hex" => hex::decode(member.as_str()?).map(Value::Bytes),
        "id" => member.as_str()?.parse().ok().map(Value::Id),
        "private" => u16::try_from(member.as_u64()?).ok().map(Value::Private),
        _ => None,
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let member = |serializer: S, name: &str, text: &str| {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry(name, text)?;
            map.end()
        };
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bytes(bytes) => member(serializer, "hex", &hex::encode(bytes)),
            Self::Id(id) => member(serializer, "id", &id.to_string()),
            Self::Private(index) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("private", index)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = serde_json::Value::deserialize(deserializer)?;
        Self::from_json(&json).map_err(serde::de::Error::custom)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<RowId> for Value {
    fn from(id: RowId) -> Self {
        Self::Id(id)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
