//! Plain rows of any table, for `celeste show`.

use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::field::Kind;
use domain::refusal::{Code, Refusal};
use domain::schema::{Column, RawRow, Table};
use domain::tables;
use domain::time::Instant;
use journal::{ColumnValue, Entry, Value};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use store::{EntriesQuery, ListQuery, Records};

/// Rows of one answer.
pub const SHOW_ROWS_MAX: usize = 500;
/// Hashes of PINs are shown to nobody.
pub(crate) const NEVER_SHOWN: &str = "pin_hash";

/// Rows of a table, and where the next ones begin.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// Column → value.
    pub rows: Vec<Json>,
    /// Offset of the rows that follow; none at the end.
    pub next: Option<usize>,
}

fn shown(column: &Column, value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => json!(flag),
        Value::Int(millis) if column.kind == Kind::Instant => json!(Instant::from_millis(*millis)),
        Value::Int(number) => json!(number),
        Value::Text(text) if column.kind == Kind::Ids => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
        Value::Text(text) => json!(text),
        Value::Bytes(bytes) => json!(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
        Value::Id(id) => json!(id),
        Value::Private(_) => Json::Null,
    }
}

fn row(table: &Table, raw: &RawRow) -> Json {
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(raw.id));
    object.insert("created_at".to_owned(), json!(raw.created_at));
    object.insert("created_by".to_owned(), json!(raw.created_by));
    for (column, value) in table.columns.iter().zip(&raw.values) {
        if column.name != NEVER_SHOWN {
            object.insert(column.name.to_owned(), shown(column, value));
        }
    }
    Json::Object(object)
}

/// An entry under the names of its columns in the audit log; of personal values, hashes of PINs among them,
/// the digest.
fn audit_row(entry: &Entry) -> Json {
    let mut entry = entry.clone();
    entry.strike_private();
    let columns = entry.to_columns().into_iter().map(|(column, value)| {
        let value = match value {
            ColumnValue::Integer(number) => json!(number),
            ColumnValue::Text(text) => serde_json::from_str(&text)
                .ok()
                .filter(|parsed: &Json| parsed.is_object() || parsed.is_array())
                .unwrap_or_else(|| json!(text)),
        };
        (column.to_owned(), value)
    });
    Json::Object(columns.collect())
}

impl Program {
    /// The row of that id, or a page of the table, newest first.
    ///
    /// # Errors
    /// `not_found` for an unknown table or row.
    pub fn show(&self, table: &str, id: Option<&str>, offset: usize) -> Result<Shown, Error> {
        if table == "pms_audit_log" {
            return self.show_entries(offset);
        }
        let table = tables::table_named(table).ok_or_else(|| {
            let known: Vec<&str> = tables::TABLES.iter().map(|table| table.name).collect();
            Error::new(
                Code::NotFound,
                format!(
                    "There is no table “{table}”. Known: {}, pms_audit_log.",
                    known.join(", ")
                ),
            )
        })?;
        self.reading(|reader| {
            if let Some(given) = id {
                let raw = find(reader, table, given)?;
                return Ok(Shown {
                    rows: vec![row(table, &raw)],
                    next: None,
                });
            }
            let mut query = ListQuery::new(table);
            query.offset = offset;
            query.limit = SHOW_ROWS_MAX;
            let page = reader.list(&query)?;
            let after = offset + page.rows.len();
            let more = !page.rows.is_empty() && after < page.total.rows;
            Ok(Shown {
                rows: page.rows.iter().map(|raw| row(table, raw)).collect(),
                next: more.then_some(after),
            })
        })
    }

    fn show_entries(&self, offset: usize) -> Result<Shown, Error> {
        self.reading(|reader| {
            let page = reader.entries(&EntriesQuery {
                offset,
                limit: SHOW_ROWS_MAX,
                ..EntriesQuery::default()
            })?;
            let full = page.entries.len() == SHOW_ROWS_MAX;
            Ok(Shown {
                rows: page.entries.iter().map(|recorded| audit_row(&recorded.entry)).collect(),
                next: full.then_some(offset + SHOW_ROWS_MAX),
            })
        })
    }

    /// The id behind a number, code or id that a person or script names.
    ///
    /// # Errors
    /// `not_found`.
    pub fn row_named(&self, table: &str, given: &str) -> Result<RowId, Error> {
        let table = tables::table_named(table)
            .ok_or_else(|| Error::new(Code::NotFound, format!("There is no table “{table}”.")))?;
        self.reading(|reader| Ok(find(reader, table, given)?.id))
    }
}

/// By id, else by the table's number or code.
fn find(reader: &Records<'_>, table: &'static Table, given: &str) -> Result<RawRow, Refusal> {
    let missing = || Refusal::new(Code::NotFound, format!("{} holds no “{given}”.", table.name));
    if let Ok(id) = given.parse::<RowId>() {
        return reader.row(table, id)?.ok_or_else(missing);
    }
    let spoken = ["number", "code", "name"].iter().find_map(|name| table.named(name));
    let column = spoken.ok_or_else(missing)?;
    let mut rows = reader.rows_by(table, column, &Value::Text(given.to_owned()), 2)?;
    match rows.len() {
        1 => Ok(rows.remove(0)),
        0 => Err(missing()),
        _ => Err(Refusal::new(
            Code::Invalid,
            format!("Several rows of {} are called “{given}”. Name one by id.", table.name),
        )),
    }
}
