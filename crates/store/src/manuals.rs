//! What was read from manuals: sections, text in pieces, rows of fault code tables, and its words.
//!
//! Invariant: all of it follows from the file; it is read again by a program that reads otherwise, and whoever
//! removes it loses nothing. It is never journalled and in no digest.
//! Deliberately not here: how a manual is read (`manuals`), and which page answers a question.

mod finding;
mod keeping;

pub use finding::{MANUAL_HITS_MAX, ManualHit};

use rusqlite::{OptionalExtension, Row};

use crate::blobs::BlobName;
use crate::error::StoreError;
use crate::records::Records;

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
