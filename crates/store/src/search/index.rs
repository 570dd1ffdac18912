//! Writes the index: marks of what changed, rows taken in one by one, and whole tables at the first build.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use domain::schema::Row;
use domain::searched::{SEARCHED, Searched, searched};
use domain::tables::Equipment;
use journal::RowId;
use rusqlite::{Connection, OptionalExtension};

use super::document::{self, Document, Field};
use super::vocabulary::bit;
use crate::column;
use crate::error::StoreError;
use crate::records::Records;

/// Rows that are taken in between two breaths, so that no act waits long.
pub(crate) const SLICE_ROWS: usize = 400;
/// Words remembered as standing in the index; a slice repeats the same ones again and again.
const KNOWN_WORDS_MAX: usize = 200_000;
/// Counts up when the words of a row become others, so that older indexes are built anew.
const WORDS_VERSION: u32 = 1;
/// Pages that are merged at a time once everything is taken in: fewer segments are found in faster.
const MERGED_PAGES: i64 = 64;

/// How far the index is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchProgress {
    /// Rows that are in it.
    pub done: u64,
    /// Rows that there are to take in.
    pub total: u64,
}

/// Marks rows as changed, in the transaction that changes them.
pub(crate) fn mark(connection: &Connection, changed: impl IntoIterator<Item = (u16, RowId)>) -> Result<(), StoreError> {
    let sql = "INSERT INTO search_due (table_number, row_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    let mut prepared = connection.prepare_cached(sql)?;
    for (table, row) in changed {
        prepared.execute((table, row.as_bytes().as_slice()))?;
    }
    Ok(())
}

/// Forgets the index; everything is taken in anew, the newest rows of each table first.
pub(crate) fn begin(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "INSERT INTO search_index (search_index) VALUES ('delete-all'); \
         DELETE FROM search_words; DELETE FROM search_due; DELETE FROM search_builds; DELETE FROM search_called;",
    )?;
    for searched in SEARCHED {
        let (number, name) = (searched.table.number, searched.table.name);
        let sql = format!(
            "INSERT INTO search_builds (table_number, next_rowid, rows) \
             SELECT ?1, max(rowid), count(*) FROM {name} HAVING max(rowid) IS NOT NULL"
        );
        connection.execute(&sql, [number])?;
    }
    connection.execute("UPDATE search_state SET built_by = ?1", [built_by()])?;
    Ok(())
}

/// Whether the index is this program's.
pub(crate) fn is_current(connection: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT built_by FROM search_state";
    let before: String = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(before == built_by())
}

/// Tells one way of building it from another. That another compiler may compute another one only has the
/// index built once more.
fn built_by() -> String {
    let mut hasher = DefaultHasher::new();
    format!("{WORDS_VERSION} {SEARCHED:?}").hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// What one slice came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slice {
    /// Rows were taken in, and more may wait.
    Taken,
    /// Everything is in it; its segments were merged a little.
    Merged,
    /// There is nothing left to do.
    Idle,
}

/// The writing side: a connection's index, with the words it is known to hold.
#[derive(Debug, Default)]
pub(crate) struct Index {
    known: HashMap<String, (i64, i64)>,
    /// The segments may be merged further.
    may_merge: bool,
}

/// Words of one slice, with the tables in whose rows, and in whose names, they stand.
type SliceWords = BTreeMap<String, (i64, i64)>;

impl Index {
    /// Takes in the next slice, in one transaction of its own.
    pub(crate) fn go_on(&mut self, connection: &mut Connection) -> Result<Slice, StoreError> {
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let slice = match self.slice(&transaction) {
            Ok(slice) => slice,
            Err(error) => {
                // What it holds for known may not be on the disk.
                self.known.clear();
                return Err(error);
            }
        };
        transaction.commit()?;
        Ok(slice)
    }

    fn slice(&mut self, connection: &Connection) -> Result<Slice, StoreError> {
        if self.take_marked(connection)? || self.take_unbuilt(connection)? {
            self.may_merge = true;
            return Ok(Slice::Taken);
        }
        if !std::mem::take(&mut self.may_merge) {
            return Ok(Slice::Idle);
        }
        let changes =
            || -> Result<i64, StoreError> { Ok(connection.query_row("SELECT total_changes()", [], |row| row.get(0))?) };
        let before = changes()?;
        connection.execute(
            "INSERT INTO search_index (search_index, rank) VALUES ('merge', ?1)",
            [MERGED_PAGES],
        )?;
        // One change is the command itself.
        self.may_merge = changes()? - before > 1;
        Ok(if self.may_merge { Slice::Merged } else { Slice::Idle })
    }

    /// Takes in rows that are marked as changed; whether there were any.
    fn take_marked(&mut self, connection: &Connection) -> Result<bool, StoreError> {
        let sql = "SELECT table_number, row_id FROM search_due LIMIT ?1";
        let marked: Vec<(u16, Vec<u8>)> = connection
            .prepare_cached(sql)?
            .query_map([SLICE_ROWS as i64], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        if marked.is_empty() {
            return Ok(false);
        }
        let mut documents = Vec::with_capacity(marked.len());
        for (table, id) in &marked {
            if let Some(searched) = searched(*table) {
                let read = document::read(connection, searched, "t.id = ?1", [id])?;
                documents.extend(read.into_iter().map(|document| (searched, document)));
            }
        }
        self.put(connection, documents)?;
        let mut done = connection.prepare_cached("DELETE FROM search_due WHERE table_number = ?1 AND row_id = ?2")?;
        for (table, id) in &marked {
            done.execute((table, id))?;
        }
        Ok(true)
    }

    /// Takes in rows of a table that is being built; whether there were any.
    fn take_unbuilt(&mut self, connection: &Connection) -> Result<bool, StoreError> {
        // In the order of SEARCHED: what people look for most, and what is few, comes first.
        for searched in SEARCHED {
            let number = searched.table.number;
            let sql = "SELECT next_rowid FROM search_builds WHERE table_number = ?1";
            let mut prepared = connection.prepare_cached(sql)?;
            let next: Option<i64> = prepared.query_row([number], |row| row.get(0)).optional()?;
            let Some(next) = next else { continue };
            let condition = format!("t.rowid <= ?1 ORDER BY t.rowid DESC LIMIT {SLICE_ROWS}");
            let read = document::read(connection, searched, &condition, [next])?;
            let last = read.last().map(|document| document.rowid);
            let is_more = read.len() == SLICE_ROWS;
            self.put(
                connection,
                read.into_iter().map(|document| (searched, document)).collect(),
            )?;
            match last.filter(|_| is_more) {
                Some(last) => connection.execute(
                    "UPDATE search_builds SET next_rowid = ?1 WHERE table_number = ?2",
                    (last - 1, number),
                )?,
                None => connection.execute("DELETE FROM search_builds WHERE table_number = ?1", [number])?,
            };
            return Ok(true);
        }
        Ok(false)
    }

    /// Puts documents in place of what is there of them.
    fn put(
        &mut self,
        connection: &Connection,
        documents: Vec<(&'static Searched, Document)>,
    ) -> Result<(), StoreError> {
        // FTS5 writes a segment whenever a place is not beyond the one before.
        let mut placed: Vec<_> = documents
            .into_iter()
            .map(|(searched, document)| {
                (
                    document::place(searched, document.created_at, document.rowid),
                    searched,
                    document,
                )
            })
            .collect();
        placed.sort_by_key(|(place, ..)| *place);
        let mut words = SliceWords::new();
        let mut delete = connection.prepare_cached("DELETE FROM search_index WHERE rowid = ?1")?;
        let sql = "INSERT INTO search_index (rowid, names, codes, texts, states) VALUES (?1, ?2, ?3, ?4, ?5)";
        let mut insert = connection.prepare_cached(sql)?;
        for (place, ..) in &placed {
            delete.execute([place])?;
        }
        for (place, searched, document) in &placed {
            if searched.table.number == Equipment::TABLE.number {
                mark_callers(connection, document)?;
            }
            if document.is_hidden {
                continue;
            }
            let said = said(searched, document, &mut words);
            let state = if document.is_settled { "" } else { OPEN };
            insert.execute((place, said.names, said.codes, said.texts, state))?;
        }
        self.keep(connection, words)
    }

    /// Keeps words that the index did not hold, or not for these tables.
    fn keep(&mut self, connection: &Connection, words: SliceWords) -> Result<(), StoreError> {
        if self.known.len() > KNOWN_WORDS_MAX {
            self.known.clear();
        }
        let sql = "INSERT INTO search_words (word, kinds, name_kinds) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE \
                   SET kinds = kinds | excluded.kinds, name_kinds = name_kinds | excluded.name_kinds";
        let mut insert = connection.prepare_cached(sql)?;
        let mut find = connection.prepare_cached("SELECT kinds, name_kinds FROM search_words WHERE word = ?1")?;
        for (word, (kinds, names)) in words {
            let mut holds = match self.known.get(&word) {
                Some(known) => *known,
                None => find
                    .query_row([&word], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()?
                    .unwrap_or_default(),
            };
            if (holds.0 | kinds, holds.1 | names) != holds {
                insert.execute((&word, kinds, names))?;
                holds = (holds.0 | kinds, holds.1 | names);
            }
            self.known.insert(word, holds);
        }
        Ok(())
    }
}

/// The word of the column `states` of a record that is open.
pub(super) const OPEN: &str = "open";

/// The words of a document as the index takes them.
#[derive(Default)]
struct Said {
    names: String,
    codes: String,
    texts: String,
}

fn said(searched: &Searched, document: &Document, words: &mut SliceWords) -> Said {
    let mut said = Said::default();
    let mut seen: BTreeSet<(bool, String)> = BTreeSet::new();
    document.each_word(|field, word| {
        let column = match field {
            Field::Name => &mut said.names,
            Field::Code => &mut said.codes,
            Field::Text | Field::Equipment => &mut said.texts,
        };
        column.push_str(word);
        column.push(' ');
        seen.insert((matches!(field, Field::Name | Field::Code), word.to_owned()));
    });
    let bit = bit(searched.table.number);
    for (is_name, word) in seen {
        let (kinds, names) = words.entry(word).or_default();
        *kinds |= bit;
        if is_name && searched.is_named {
            *names |= bit;
        }
    }
    said
}

/// Marks the records that name an equipment which is called otherwise than when they were taken in.
fn mark_callers(connection: &Connection, equipment: &Document) -> Result<(), StoreError> {
    let called = format!(
        "{}\n{}",
        equipment.names.join("\n"),
        equipment.codes.first().map_or("", String::as_str)
    );
    let id = equipment.id.as_bytes().as_slice();
    let sql = "SELECT called FROM search_called WHERE row_id = ?1";
    let before: Option<String> = connection
        .prepare_cached(sql)?
        .query_row([id], |row| row.get(0))
        .optional()?;
    if before.as_ref() == Some(&called) {
        return Ok(());
    }
    let sql =
        "INSERT INTO search_called (row_id, called) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET called = excluded.called";
    connection.prepare_cached(sql)?.execute((id, &called))?;
    if before.is_none() {
        // Whatever names it was taken in after it was here, or is taken in yet.
        return Ok(());
    }
    for searched in SEARCHED {
        let Some(column) = searched.equipment else { continue };
        let sql = format!(
            "INSERT INTO search_due (table_number, row_id) SELECT ?1, t.id FROM {} t WHERE t.{} = ?2 \
             ON CONFLICT DO NOTHING",
            searched.table.name, column.name
        );
        connection.prepare_cached(&sql)?.execute((searched.table.number, id))?;
    }
    Ok(())
}

impl Records<'_> {
    /// How far the index is built; none when every row that was there when it began is in it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn search_progress(&self) -> Result<Option<SearchProgress>, StoreError> {
        let sql = "SELECT table_number, next_rowid, rows FROM search_builds";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query([])?;
        let (mut done, mut total, mut is_building) = (0, 0, false);
        while let Some(row) = stored.next()? {
            is_building = true;
            let (next, rows): (i64, i64) = (row.get(1)?, row.get(2)?);
            total += rows.max(0).cast_unsigned();
            // Rowids have hardly any gaps: rows are never deleted.
            done += (rows - next).max(0).cast_unsigned();
        }
        Ok(is_building.then_some(SearchProgress { done, total }))
    }

    /// Rows that changed and are not in the index yet, at most so many: they are read beside it.
    pub(super) fn search_due(&self, limit: usize) -> Result<Vec<(u16, RowId)>, StoreError> {
        let sql = "SELECT table_number, row_id FROM search_due LIMIT ?1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query([limit as i64])?;
        let mut due = Vec::new();
        while let Some(row) = stored.next()? {
            due.push((
                row.get(0)?,
                column::row_id(row.get_ref(1)?.as_blob().map_err(StoreError::broken)?)?,
            ));
        }
        Ok(due)
    }
}
