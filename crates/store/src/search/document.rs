//! Reads rows of the tables that are searched as what is searched in them.

use std::collections::HashMap;
use std::sync::OnceLock;

use domain::schema::Row;
use domain::searched::{SEARCHED, Searched};
use domain::tables::Equipment;
use journal::RowId;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Params};

use super::words;
use crate::column;
use crate::error::StoreError;
use crate::statement;

/// What is searched in one row.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) rowid: i64,
    pub(crate) id: RowId,
    pub(crate) created_at: i64,
    /// Nobody is shown it: only void entries added it.
    pub(crate) is_hidden: bool,
    /// It stands behind the others of its kind.
    pub(crate) is_settled: bool,
    pub(crate) names: Vec<String>,
    pub(crate) codes: Vec<String>,
    pub(crate) texts: Vec<String>,
    /// What the equipment it names is called, and its code.
    pub(crate) equipment: Option<(String, String)>,
}

/// Where a word stands in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Text,
    Equipment,
    Code,
    Name,
}

impl Document {
    /// Gives each word to `take`, with where it stands.
    pub(crate) fn each_word(&self, mut take: impl FnMut(Field, &str)) {
        for name in &self.names {
            words::each_word(name, &mut |word| take(Field::Name, word));
        }
        for code in &self.codes {
            words::each_code_word(code, &mut |word| take(Field::Code, word));
        }
        if let Some((name, code)) = &self.equipment {
            words::each_word(name, &mut |word| take(Field::Equipment, word));
            words::each_code_word(code, &mut |word| take(Field::Equipment, word));
        }
        for text in &self.texts {
            words::each_word(text, &mut |word| take(Field::Text, word));
        }
    }
}

/// Rowids take so many bits of a place in the index: a million million rows of one table.
const ROWID_BITS: u32 = 40;
/// Days take so many: until the year 2149.
const DAY_BITS: u32 = 16;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// Where a row stands in the index: by its table, the day it was written, and its rowid.
pub(super) fn place(searched: &Searched, created_at: i64, rowid: i64) -> i64 {
    let day = created_at.div_euclid(DAY_MS).clamp(0, (1 << DAY_BITS) - 1);
    first_place(searched) | (day << ROWID_BITS) | (rowid & ((1 << ROWID_BITS) - 1))
}

/// The first place of a table; the places of the next one follow its last.
pub(super) fn first_place(searched: &Searched) -> i64 {
    i64::from(searched.table.number) << (ROWID_BITS + DAY_BITS)
}

/// The last place of a table.
pub(super) fn last_place(searched: &Searched) -> i64 {
    first_place(searched) + ((1 << (ROWID_BITS + DAY_BITS)) - 1)
}

/// The rowid that a place stands for.
pub(super) fn rowid_at(place: i64) -> i64 {
    place & ((1 << ROWID_BITS) - 1)
}

/// The documents of a table that a condition on the row `t` chooses.
pub(super) fn read(
    connection: &Connection,
    searched: &'static Searched,
    condition: &str,
    parameters: impl Params,
) -> Result<Vec<Document>, StoreError> {
    let sql = format!("{} WHERE {condition}", select(searched));
    let mut prepared = connection.prepare_cached(&sql)?;
    let mut stored = prepared.query(parameters)?;
    let mut documents = Vec::new();
    while let Some(row) = stored.next()? {
        let mut at = 5;
        let mut texts = |count: usize| -> Result<Vec<String>, StoreError> {
            let mut texts = Vec::with_capacity(count);
            for _ in 0..count {
                if let ValueRef::Text(text) = row.get_ref(at)? {
                    texts.push(String::from_utf8_lossy(text).into_owned());
                }
                at += 1;
            }
            Ok(texts)
        };
        let (names, codes) = (texts(searched.names.len())?, texts(searched.codes.len())?);
        let own = texts(searched.texts.len())?;
        let mut equipment = texts(2)?.into_iter();
        documents.push(Document {
            rowid: row.get(0)?,
            id: column::row_id(row.get_ref(1)?.as_blob().map_err(StoreError::broken)?)?,
            created_at: row.get(2)?,
            is_hidden: row.get(3)?,
            is_settled: row.get(4)?,
            names,
            codes,
            texts: own,
            equipment: equipment.next().zip(equipment.next()),
        });
    }
    Ok(documents)
}

/// The columns of a document, up to `FROM` and what it is joined with.
fn select(searched: &'static Searched) -> &'static str {
    static ALL: OnceLock<HashMap<u16, String>> = OnceLock::new();
    let all = ALL.get_or_init(|| SEARCHED.iter().map(|one| (one.table.number, write(one))).collect());
    all.get(&searched.table.number)
        .expect("everything that is searched stands in SEARCHED")
}

fn write(searched: &Searched) -> String {
    let is_shown = &statement::of(searched.table).is_shown;
    let settled = match &searched.standing {
        None => "FALSE".to_owned(),
        Some(standing) => {
            let words: Vec<String> = standing.settled.iter().map(|word| format!("'{word}'")).collect();
            format!("CAST(t.{} AS TEXT) IN ({})", standing.column.name, words.join(", "))
        }
    };
    let mut sql = format!("SELECT t.rowid, t.id, t.created_at, NOT ({is_shown}), {settled}");
    for column in searched.names.iter().chain(searched.codes).chain(searched.texts) {
        sql.push_str(&format!(", t.{}", column.name));
    }
    let name = searched.table.name;
    match searched.equipment {
        None => sql.push_str(&format!(", NULL, NULL FROM {name} t")),
        Some(column) => sql.push_str(&format!(
            ", e.name, e.code FROM {name} t LEFT JOIN {} e ON e.id = t.{}",
            Equipment::TABLE.name,
            column.name
        )),
    }
    sql
}
