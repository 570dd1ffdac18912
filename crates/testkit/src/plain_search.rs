//! What SQLite's own full-text search needs for the same questions: the measure of a search.
//!
//! The same texts in one FTS5 table, as its manual shows it: its own tokenizer, no cap, ordered by `bm25`.

use std::path::Path;
use std::time::Duration;

use domain::searched::SEARCHED;
use rusqlite::{Connection, params};

use crate::stopwatch::Stopwatch;

/// Hits that are asked for.
const HITS: i64 = 40;

/// SQLite's full-text search without the program.
pub struct PlainSearch {
    connection: Connection,
    /// How long it took to build.
    pub built_in: Duration,
    /// Its bytes.
    pub bytes: u64,
}

impl PlainSearch {
    /// Indexes everything that search looks through in the replica's database, in a file of its own.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn of(database: &Path, file: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(file)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; \
             CREATE VIRTUAL TABLE plain USING fts5(text, content = '');",
        )?;
        connection.execute("ATTACH ?1 AS was", [database.to_string_lossy()])?;
        let stopwatch = Stopwatch::start();
        connection.execute_batch("BEGIN")?;
        let mut place = 0;
        for searched in SEARCHED {
            let columns = searched.names.iter().chain(searched.codes).chain(searched.texts);
            let text: Vec<String> = columns
                .map(|column| format!("coalesce(t.{}, '')", column.name))
                .collect();
            let name = searched.table.name;
            let own = text.join(" || ' ' || ");
            let (called, joined) = match searched.equipment {
                Some(column) => (
                    " || ' ' || coalesce(e.name, '')".to_owned(),
                    format!("LEFT JOIN was.pms_equipment e ON e.id = t.{}", column.name),
                ),
                None => (String::new(), String::new()),
            };
            let sql = format!(
                "INSERT INTO plain (rowid, text) SELECT ?1 + row_number() OVER (), {own}{called} FROM was.{name} t {joined}"
            );
            let rows = connection.execute(&sql, params![place])?;
            place += i64::try_from(rows).unwrap_or(i64::MAX);
        }
        connection.execute_batch("COMMIT; INSERT INTO plain (plain) VALUES ('optimize');")?;
        let built_in = stopwatch.elapsed();
        connection.query_row("PRAGMA main.wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        connection.execute_batch("DETACH was")?;
        let bytes = std::fs::metadata(file).map_or(0, |file| file.len());
        Ok(Self {
            connection,
            built_in,
            bytes,
        })
    }

    /// Asks for words, each as it is or as a beginning. Returns how long that took, and how many hits came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ask(&self, words: &str, is_beginning: bool) -> rusqlite::Result<(Duration, usize)> {
        let end = if is_beginning { "*" } else { "" };
        let quoted = words
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let quoted: Vec<String> = quoted.map(|word| format!("\"{word}\"{end}")).collect();
        let stopwatch = Stopwatch::start();
        let sql = "SELECT rowid FROM plain WHERE plain MATCH ?1 ORDER BY bm25(plain) LIMIT ?2";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let hits = prepared.query_map(params![quoted.join(" "), HITS], |row| row.get::<_, i64>(0))?;
        let count = hits.collect::<rusqlite::Result<Vec<i64>>>()?.len();
        Ok((stopwatch.elapsed(), count))
    }
}
