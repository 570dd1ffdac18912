//! An entry as a row of the audit log: one column per field, under the field's name, never NULL.
//!
//! Reading is strict: a column that would be written differently is broken, so that any changed byte
//! is found even where the meaning stays the same.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::form::{check, malformed};
use super::{COLUMN_TEXT_BYTES_MAX, Change, ChangeKind, Entry, EntryError};
use crate::clock::Hlc;
use crate::hash::Hash;

mod change;

/// How a column is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// A whole number.
    Integer,
    /// Text; canonical compact JSON for `parameters`, `changes`, `seen`, `private` and `signature`.
    Text,
}

/// One column of the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditColumn {
    /// The column's and the field's name.
    pub name: &'static str,
    /// How it is stored.
    pub kind: ColumnKind,
}

/// What one audit column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnValue {
    /// A whole number.
    Integer(i64),
    /// Text.
    Text(String),
}

const fn text(name: &'static str) -> AuditColumn {
    AuditColumn {
        name,
        kind: ColumnKind::Text,
    }
}

const fn integer(name: &'static str) -> AuditColumn {
    AuditColumn {
        name,
        kind: ColumnKind::Integer,
    }
}

/// The columns of the audit log that hold an entry, in the order of [`Entry::to_columns`].
///
/// `device` is 12 hex digits; `hlc` is [`Hlc::to_packed`], so it sorts like the stamp;
/// `clock_suspect` is 0 or 1; hashes are hex; an absent optional field is the empty text.
pub const AUDIT_COLUMNS: [AuditColumn; 17] = [
    text("device"),
    integer("seq"),
    integer("hlc"),
    integer("wall_at"),
    integer("clock_suspect"),
    text("actor"),
    text("role"),
    text("action"),
    integer("action_version"),
    text("parameters"),
    text("changes"),
    text("seen"),
    text("reissue_of"),
    text("private"),
    text("signature"),
    text("prev_hash"),
    text("hash"),
];

impl Entry {
    /// The entry's columns in the audit log, in the order of [`AUDIT_COLUMNS`].
    pub fn to_columns(&self) -> Vec<(&'static str, ColumnValue)> {
        AUDIT_COLUMNS
            .iter()
            .map(|column| (column.name, self.column(column.name)))
            .collect()
    }

    fn column(&self, name: &str) -> ColumnValue {
        let text = match name {
            "seq" => return ColumnValue::Integer(self.seq.cast_signed()),
            "hlc" => return ColumnValue::Integer(self.hlc.to_packed()),
            "wall_at" => return ColumnValue::Integer(self.wall_at),
            "clock_suspect" => return ColumnValue::Integer(self.clock_suspect.into()),
            "action_version" => return ColumnValue::Integer(self.action_version.into()),
            "device" => self.device.to_string(),
            "actor" => self.actor.to_string(),
            "role" => self.role.clone(),
            "action" => self.action.clone(),
            "parameters" => json(&Sorted(&self.parameters)),
            "changes" => json(&self.changes),
            "seen" => json(&self.seen),
            "reissue_of" => self.reissue_of.map(|stamp| stamp.to_string()).unwrap_or_default(),
            "private" => self.private.as_ref().map(json).unwrap_or_default(),
            "signature" => self.signature.as_ref().map(json).unwrap_or_default(),
            "prev_hash" => self.prev_hash.to_string(),
            _ => self.hash.to_string(),
        };
        ColumnValue::Text(text)
    }

    /// Reads an audit row. The order of the columns does not matter; each must be there exactly once.
    ///
    /// The hash is taken as it stands: [`Entry::verify`] or a chain says whether it is right.
    ///
    /// # Errors
    /// When a column is missing, unexpected, of the wrong kind, does not decode, exceeds a bound, or
    /// would be written differently.
    pub fn from_columns<N: AsRef<str>>(
        columns: impl IntoIterator<Item = (N, ColumnValue)>,
    ) -> Result<Self, EntryError> {
        let found = Found::gather(columns)?;
        let entry = Self {
            device: found.parsed("device")?,
            seq: found.whole("seq")?,
            hlc: Hlc::from_packed(found.whole("hlc")?),
            wall_at: found.whole("wall_at")?,
            clock_suspect: found.whole::<u8>("clock_suspect")? == 1,
            actor: found.parsed("actor")?,
            role: found.text("role")?.to_owned(),
            action: found.text("action")?.to_owned(),
            action_version: found.whole("action_version")?,
            parameters: found.json("parameters")?,
            changes: found.json("changes")?,
            seen: found.json("seen")?,
            reissue_of: found.optional("reissue_of", |_, text| {
                text.parse().map_err(|e| malformed("reissue_of", e))
            })?,
            private: found.optional("private", from_json)?,
            signature: found.optional("signature", from_json)?,
            prev_hash: found.parsed::<Hash>("prev_hash")?,
            hash: found.parsed::<Hash>("hash")?,
        };
        for (at, column) in AUDIT_COLUMNS.iter().enumerate() {
            if found.0[at].as_ref() != Some(&entry.column(column.name)) {
                return Err(EntryError::NotCanonical(column.name));
            }
        }
        check(&entry)?;
        Ok(entry)
    }
}

/// The columns of one row, each at its place in [`AUDIT_COLUMNS`].
struct Found([Option<ColumnValue>; AUDIT_COLUMNS.len()]);

impl Found {
    fn gather<N: AsRef<str>>(columns: impl IntoIterator<Item = (N, ColumnValue)>) -> Result<Self, EntryError> {
        let mut found = Self(Default::default());
        for (name, value) in columns {
            let at = AUDIT_COLUMNS.iter().position(|column| column.name == name.as_ref());
            match at.map(|at| found.0[at].replace(value)) {
                Some(None) => {}
                _ => return Err(EntryError::ColumnUnexpected(name.as_ref().to_owned())),
            }
        }
        Ok(found)
    }

    fn value(&self, name: &'static str) -> Result<&ColumnValue, EntryError> {
        let at = AUDIT_COLUMNS.iter().position(|column| column.name == name);
        at.and_then(|at| self.0[at].as_ref())
            .ok_or(EntryError::ColumnMissing(name))
    }

    fn text(&self, name: &'static str) -> Result<&str, EntryError> {
        match self.value(name)? {
            ColumnValue::Text(text) if text.len() > COLUMN_TEXT_BYTES_MAX => Err(EntryError::TooMany {
                what: name,
                count: text.len(),
                max: COLUMN_TEXT_BYTES_MAX,
            }),
            ColumnValue::Text(text) => Ok(text),
            ColumnValue::Integer(_) => Err(malformed(name, "a number where text belongs")),
        }
    }

    fn whole<T: TryFrom<i64>>(&self, name: &'static str) -> Result<T, EntryError> {
        match self.value(name)? {
            ColumnValue::Integer(number) => T::try_from(*number).map_err(|_| malformed(name, "out of range")),
            ColumnValue::Text(_) => Err(malformed(name, "text where a number belongs")),
        }
    }

    fn parsed<T: std::str::FromStr<Err: ToString>>(&self, name: &'static str) -> Result<T, EntryError> {
        self.text(name)?.parse().map_err(|error: T::Err| malformed(name, error))
    }

    fn json<T: DeserializeOwned>(&self, name: &'static str) -> Result<T, EntryError> {
        from_json(name, self.text(name)?)
    }

    fn optional<T>(
        &self,
        name: &'static str,
        read: impl Fn(&'static str, &str) -> Result<T, EntryError>,
    ) -> Result<Option<T>, EntryError> {
        let text = self.text(name)?;
        if text.is_empty() {
            Ok(None)
        } else {
            read(name, text).map(Some)
        }
    }
}

fn from_json<T: DeserializeOwned>(name: &'static str, text: &str) -> Result<T, EntryError> {
    serde_json::from_str(text).map_err(|error| malformed(name, error))
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("numbers, text and lists always have a JSON form")
}

/// JSON with sorted keys, whatever order the map keeps its members in.
struct Sorted<'v>(&'v serde_json::Value);

impl Serialize for Sorted<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            serde_json::Value::Object(members) => {
                let mut members: Vec<_> = members.iter().map(|(name, member)| (name, Sorted(member))).collect();
                members.sort_unstable_by_key(|(name, _)| *name);
                serializer.collect_map(members)
            }
            serde_json::Value::Array(items) => serializer.collect_seq(items.iter().map(Sorted)),
            other => other.serialize(serializer),
        }
    }
}
