//! What was read from manuals: sections, text in pieces, rows of fault code tables, and its words.
//!
//! Invariant: all of it follows from the file; it is read again by a program that reads otherwise, and whoever
//! removes it loses nothing. It is never journalled and in no digest.
//! Deliberately not here: how a manual is read (`manuals`), and which page answers a question.

mod keeping;

use rusqlite::{OptionalExtension, Row};

use crate::blobs::BlobName;
use crate::error::StoreError;
use crate::records::Records;

/// Hits of one search.
pub const MANUAL_HITS_MAX: usize = 200;
/// Characters around a hit, in words.
const SNIPPET_WORDS: usize = 24;

/// How far a manual has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadingState {
    /// It is being read.
    Reading,
    /// It was read to its end.
    Read,
    /// It could not be read.
    Refused,
}

impl ReadingState {
    const fn word(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Read => "read",
            Self::Refused => "refused",
        }
    }

    fn from_word(word: &str) -> Self {
        match word {
            "read" => Self::Read,
            "refused" => Self::Refused,
            _ => Self::Reading,
        }
    }
}

/// What is known of the reading of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManualReading {
    /// By which program.
    pub read_by: String,
    /// How far it came.
    pub state: ReadingState,
    /// Pages of the file.
    pub pages: u32,
    /// Pages that were read.
    pub pages_read: u32,
    /// Pages on which no text stands.
    pub pages_without_text: u32,
    /// Why it could not be read, or what was left out of it; one sentence.
    pub said: Option<String>,
}

/// One section.
#[derive(Clone, Debug, PartialEq)]
pub struct ManualSection {
    /// How deep, from 1.
    pub level: u32,
    /// The headings above it and its own, the uppermost first.
    pub path: Vec<String>,
    /// Its own heading.
    pub title: String,
    /// The page that it begins on, from 1.
    pub page: u32,
    /// How far down that page, in points.
    pub top: f32,
    /// The page that it ends on.
    pub last_page: u32,
}

/// A piece of the text, of at most a page.
#[derive(Clone, Debug, PartialEq)]
pub struct ManualChunk {
    /// The page, from 1.
    pub page: u32,
    /// How far down that page it begins, in points.
    pub top: f32,
    /// What is printed on it as its number.
    pub label: Option<String>,
    /// The section that it stands in, by its place among the sections.
    pub section: Option<u32>,
    /// The headings that it stands under.
    pub path: Vec<String>,
    /// What it says.
    pub text: String,
    /// The fault codes in it, as they are compared.
    pub codes: Vec<String>,
}

/// A row of a fault code table.
#[derive(Clone, Debug, PartialEq)]
pub struct ManualCode {
    /// As it is printed.
    pub code: String,
    /// As it is compared.
    pub key: String,
    /// What it means; may be empty.
    pub meaning: String,
    /// What to do; may be empty.
    pub remedy: String,
    /// The page, from 1.
    pub page: u32,
    /// How far down that page, in points.
    pub top: f32,
    /// The section that it stands in, by its place among the sections.
    pub section: Option<u32>,
}

/// A place in a manual where the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManualHit {
    /// The file.
    pub file: BlobName,
    /// The page, from 1.
    pub page: u32,
    /// What is printed on it as its number.
    pub label: Option<String>,
    /// The headings that it stands under.
    pub path: Vec<String>,
    /// The words around the first hit.
    pub around: String,
}

impl Records<'_> {
    /// How far the file has been read; none where nobody began.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn manual_reading(&self, file: &BlobName) -> Result<Option<ManualReading>, StoreError> {
        let sql = "SELECT read_by, state, pages, pages_read, pages_without_text, said FROM manual_readings \
                   WHERE sha256 = ?1";
        let read = |row: &Row<'_>| {
            Ok(ManualReading {
                read_by: row.get(0)?,
                state: ReadingState::from_word(&row.get::<_, String>(1)?),
                pages: row.get(2)?,
                pages_read: row.get(3)?,
                pages_without_text: row.get(4)?,
                said: row.get(5)?,
            })
        };
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([file.to_string()], read).optional()?)
    }

    /// The sections of a file, in their order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn manual_sections(&self, file: &BlobName) -> Result<Vec<ManualSection>, StoreError> {
        let sql = "SELECT level, path, title, page, top, last_page FROM manual_sections \
                   WHERE sha256 = ?1 ORDER BY number";
        self.of_manual(sql, file, |row| {
            Ok(ManualSection {
                level: row.get(0)?,
                path: list(row, 1)?,
                title: row.get(2)?,
                page: row.get(3)?,
                top: row.get(4)?,
                last_page: row.get(5)?,
            })
        })
    }

    /// The text of a file, in its order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn manual_chunks(&self, file: &BlobName) -> Result<Vec<ManualChunk>, StoreError> {
        self.chunks(file, "true")
    }

    /// The text of a file where fault codes stand in it, in its order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn manual_chunks_with_codes(&self, file: &BlobName) -> Result<Vec<ManualChunk>, StoreError> {
        self.chunks(file, "codes <> '[]'")
    }

    fn chunks(&self, file: &BlobName, which: &str) -> Result<Vec<ManualChunk>, StoreError> {
        let sql = format!(
            "SELECT page, top, label, section, path, text, codes FROM manual_chunks \
             WHERE sha256 = ?1 AND {which} ORDER BY number"
        );
        self.of_manual(&sql, file, |row| {
            Ok(ManualChunk {
                page: row.get(0)?,
                top: row.get(1)?,
                label: row.get(2)?,
                section: row.get(3)?,
                path: list(row, 4)?,
                text: row.get(5)?,
                codes: list(row, 6)?,
            })
        })
    }

    /// The printed numbers of a file's pages, where they are known: page and number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn manual_labels(&self, file: &BlobName) -> Result<Vec<(u32, String)>, StoreError> {
        let sql = "SELECT page, min(label) FROM manual_chunks WHERE sha256 = ?1 AND label IS NOT NULL \
                   GROUP BY page ORDER BY page";
        self.of_manual(sql, file, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The rows of fault code tables in a file, in their order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn manual_codes(&self, file: &BlobName) -> Result<Vec<ManualCode>, StoreError> {
        let sql = "SELECT code, code_key, meaning, remedy, page, top, section FROM manual_codes \
                   WHERE sha256 = ?1 ORDER BY number";
        self.of_manual(sql, file, |row| {
            Ok(ManualCode {
                code: row.get(0)?,
                key: row.get(1)?,
                meaning: row.get(2)?,
                remedy: row.get(3)?,
                page: row.get(4)?,
                top: row.get(5)?,
                section: row.get(6)?,
            })
        })
    }

    /// Where the words stand: all of them, each as the beginning of a word, without regard to accents. In those
    /// files only, the best first; in one file in the order of its pages.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn search_manuals(&self, files: &[BlobName], words: &str) -> Result<Vec<ManualHit>, StoreError> {
        let asked = asked(words);
        if asked.is_empty() || files.is_empty() {
            return Ok(Vec::new());
        }
        let order = if files.len() == 1 { "c.number" } else { "w.rank" };
        let names: Vec<String> = files.iter().map(ToString::to_string).collect();
        let names = serde_json::to_string(&names).map_err(StoreError::broken)?;
        let sql = format!(
            "SELECT c.sha256, c.page, c.label, c.path, c.text FROM manual_words w \
             JOIN manual_chunks c ON c.id = w.rowid \
             WHERE manual_words MATCH ?1 AND c.sha256 IN (SELECT value FROM json_each(?2)) \
             ORDER BY {order} LIMIT ?3"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map((&asked, &names, MANUAL_HITS_MAX as i64), |row| {
            let digits: String = row.get(0)?;
            let text: String = row.get(4)?;
            let hit = ManualHit {
                file: BlobName::of(b""),
                page: row.get(1)?,
                label: row.get(2)?,
                path: list(row, 3)?,
                around: around(&text, words),
            };
            Ok((digits, hit))
        })?;
        let mut hits = Vec::new();
        for row in rows {
            let (digits, hit) = row?;
            if let Some(file) = BlobName::parse(&digits) {
                hits.push(ManualHit { file, ..hit });
            }
        }
        Ok(hits)
    }

    fn of_manual<T>(
        &self,
        sql: &str,
        file: &BlobName,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([file.to_string()], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A list of texts that stands as JSON in a column.
fn list(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<String>> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

/// What FTS5 is asked: every word as a quoted beginning.
fn asked(words: &str) -> String {
    let words = words.split(|character: char| !character.is_alphanumeric());
    let asked: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\"*"))
        .collect();
    asked.join(" ")
}

/// The words of the text around the first place where one of those asked for begins.
fn around(text: &str, asked: &str) -> String {
    let beginnings: Vec<String> = asked
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let begins = |word: &&str| {
        let plain = word
            .trim_start_matches(|character: char| !character.is_alphanumeric())
            .to_lowercase();
        beginnings.iter().any(|beginning| plain.starts_with(beginning.as_str()))
    };
    let at = words.iter().position(begins).unwrap_or(0);
    let from = at.saturating_sub(SNIPPET_WORDS / 3);
    let until = (from + SNIPPET_WORDS).min(words.len());
    let before = if from > 0 { "… " } else { "" };
    let after = if until < words.len() { " …" } else { "" };
    format!("{before}{}{after}", words[from..until].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_holds_nothing_that_the_index_takes_for_a_command() {
        assert_eq!(asked("cooling wat"), "\"cooling\"* \"wat\"*");
        assert_eq!(asked("NOT \"a* OR-b"), "\"NOT\"* \"a\"* \"OR\"* \"b\"*");
        assert_eq!(asked(" - "), "");
    }

    #[test]
    fn the_words_around_a_hit_say_where_more_stands() {
        let text = (0..60).map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ");
        let seen = around(&text, "W30");
        assert!(
            seen.starts_with("… w22 ") && seen.contains(" w30 ") && seen.ends_with(" …"),
            "{seen}"
        );
        assert_eq!(around("one two", "zzz"), "one two");
    }
}
