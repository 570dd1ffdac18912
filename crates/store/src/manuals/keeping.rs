//! Keeps what is read from a manual, in slices, so that no act waits long.

use rusqlite::Connection;

use super::{ManualChunk, ManualCode, ManualSection, ReadingState};
use crate::blobs::BlobName;
use crate::error::StoreError;
use crate::writer::Writer;

/// Pieces that are written between two breaths.
const SLICE_PIECES: usize = 200;

impl Writer {
    /// Begins to read a file: what was read of it before is forgotten.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn begin_reading(&self, file: &BlobName, read_by: &str, pages: u32) -> Result<(), StoreError> {
        self.local(|connection| {
            forget(connection, file)?;
            let sql = "INSERT INTO manual_readings (sha256, read_by, state, pages, pages_read, pages_without_text) \
                       VALUES (?1, ?2, ?3, ?4, 0, 0)";
            connection.execute(sql, (file.to_string(), read_by, ReadingState::Reading.word(), pages))?;
            Ok(())
        })
    }

    /// Forgets what was read of a file and what was said of it: it is read anew.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_reading(&self, file: &BlobName) -> Result<(), StoreError> {
        self.local(|connection| forget(connection, file))
    }

    /// Says how many pages were read.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note_reading(&self, file: &BlobName, pages_read: u32) -> Result<(), StoreError> {
        self.local(|connection| {
            let sql = "UPDATE manual_readings SET pages_read = ?2 WHERE sha256 = ?1";
            connection.execute(sql, (file.to_string(), pages_read))?;
            Ok(())
        })
    }

    /// Keeps what a file says, and that it was read to its end. Acts are committed between the slices.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn end_reading(
        &self,
        file: &BlobName,
        (sections, chunks, codes): (&[ManualSection], &[ManualChunk], &[ManualCode]),
        pages_without_text: u32,
        said: Option<&str>,
    ) -> Result<(), StoreError> {
        for (slice, pieces) in chunks.chunks(SLICE_PIECES).enumerate() {
            self.local(|connection| keep_chunks(connection, file, slice * SLICE_PIECES, pieces))?;
        }
        self.local(|connection| {
            keep_sections(connection, file, sections)?;
            keep_codes(connection, file, codes)?;
            let sql = "UPDATE manual_readings SET state = ?2, pages_read = pages, pages_without_text = ?3, said = ?4 \
                       WHERE sha256 = ?1";
            let state = ReadingState::Read.word();
            connection.execute(sql, (file.to_string(), state, pages_without_text, said))?;
            Ok(())
        })
    }

    /// Says that a file cannot be read, and why.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn refuse_reading(&self, file: &BlobName, said: &str) -> Result<(), StoreError> {
        self.local(|connection| {
            let sql = "UPDATE manual_readings SET state = ?2, said = ?3 WHERE sha256 = ?1";
            connection.execute(sql, (file.to_string(), ReadingState::Refused.word(), said))?;
            Ok(())
        })
    }
}

fn forget(connection: &Connection, file: &BlobName) -> Result<(), StoreError> {
    let name = file.to_string();
    let sql = "DELETE FROM manual_words WHERE rowid IN (SELECT id FROM manual_chunks WHERE sha256 = ?1)";
    connection.execute(sql, [&name])?;
    for table in ["manual_chunks", "manual_sections", "manual_codes", "manual_readings"] {
        connection.execute(&format!("DELETE FROM {table} WHERE sha256 = ?1"), [&name])?;
    }
    Ok(())
}

fn keep_chunks(
    connection: &Connection,
    file: &BlobName,
    first: usize,
    chunks: &[ManualChunk],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO manual_chunks (sha256, number, page, top, label, section, path, text, codes) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let mut chunk_in = connection.prepare_cached(sql)?;
    let mut words_in =
        connection.prepare_cached("INSERT INTO manual_words (rowid, heading, text) VALUES (?1, ?2, ?3)")?;
    for (at, chunk) in chunks.iter().enumerate() {
        let number = (first + at) as i64;
        let (path, codes) = (json(&chunk.path)?, json(&chunk.codes)?);
        let place = (chunk.page, chunk.top, &chunk.label, chunk.section);
        chunk_in.execute((
            file.to_string(),
            number,
            place.0,
            place.1,
            place.2,
            place.3,
            path,
            &chunk.text,
            codes,
        ))?;
        let heading = chunk.path.last().map(String::as_str).unwrap_or_default();
        words_in.execute((connection.last_insert_rowid(), heading, &chunk.text))?;
    }
    Ok(())
}

fn keep_sections(connection: &Connection, file: &BlobName, sections: &[ManualSection]) -> Result<(), StoreError> {
    let sql = "INSERT INTO manual_sections (sha256, number, level, path, title, page, top, last_page) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let mut section_in = connection.prepare_cached(sql)?;
    for (number, section) in sections.iter().enumerate() {
        let path = json(&section.path)?;
        let place = (section.page, section.top, section.last_page);
        section_in.execute((
            file.to_string(),
            number as i64,
            section.level,
            path,
            &section.title,
            place.0,
            place.1,
            place.2,
        ))?;
    }
    Ok(())
}

fn keep_codes(connection: &Connection, file: &BlobName, codes: &[ManualCode]) -> Result<(), StoreError> {
    let sql = "INSERT INTO manual_codes (sha256, number, code, code_key, meaning, remedy, page, top, section) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let mut code_in = connection.prepare_cached(sql)?;
    for (number, code) in codes.iter().enumerate() {
        code_in.execute((
            file.to_string(),
            number as i64,
            &code.code,
            &code.key,
            &code.meaning,
            &code.remedy,
            code.page,
            code.top,
            code.section,
        ))?;
    }
    Ok(())
}

fn json(list: &[String]) -> Result<String, StoreError> {
    serde_json::to_string(list).map_err(StoreError::broken)
}
