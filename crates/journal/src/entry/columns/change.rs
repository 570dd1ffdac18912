//! The JSON of a change: `insert` or `update` beside `row` and `table`, keys in alphabetical order.

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Change, ChangeKind};
use crate::entry::GroupWrite;
use crate::id::RowId;
use crate::value::Value;

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        if let ChangeKind::Insert { values } = &self.kind {
            map.serialize_entry("insert", values)?;
        }
        map.serialize_entry("row", &self.row)?;
        map.serialize_entry("table", &self.table)?;
        if let ChangeKind::Update { groups } = &self.kind {
            map.serialize_entry("update", groups)?;
        }
        map.end()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[serde(default)]
    insert: Option<Vec<(u16, Value)>>,
    row: RowId,
    table: u16,
    #[serde(default)]
    update: Option<Vec<GroupWrite>>,
}

impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = Form::deserialize(deserializer)?;
        let kind = match (form.insert, form.update) {
            (Some(values), None) => ChangeKind::Insert { values },
            (None, Some(groups)) => ChangeKind::Update { groups },
            _ => {
                return Err(serde::de::Error::custom("a change is an insert or an update"));
            }
        };
        Ok(Self {
            table: form.table,
            row: form.row,
            kind,
        })
    }
}
