//! What this replica keeps for itself and never sends: receipts of forms, PIN attempts, preferences
//! and drafts.

use journal::RowId;
use rusqlite::{Connection, OptionalExtension};

use crate::column;
use crate::committed::Committed;
use crate::error::StoreError;
use crate::records::Records;
use crate::writer::Writer;

/// Receipts kept: a form that was open while so many others were committed is not clicked twice.
const RECEIPTS_KEPT: i64 = 10_000;
/// Drafts kept; the oldest give way.
const DRAFTS_KEPT: i64 = 200;

/// How often a person's PIN was given wrongly in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PinAttempts {
    /// Wrong ones since the last right one.
    pub failures: u32,
    /// When the last wrong one was given, milliseconds UTC.
    pub last_at: i64,
}

/// A form that was left open.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The form.
    pub form_id: String,
    /// Whose it is.
    pub person: RowId,
    /// The act.
    pub action: String,
    /// What was filled in so far.
    pub given: serde_json::Value,
    /// When it was kept, milliseconds UTC.
    pub saved_at: i64,
}

/// What the commit of that form returned.
pub(crate) fn receipt(connection: &Connection, form_id: &str) -> Result<Option<Committed>, StoreError> {
    let sql = "SELECT result FROM receipts WHERE form_id = ?1";
    let mut prepared = connection.prepare_cached(sql)?;
    let json: Option<String> = prepared.query_row([form_id], |row| row.get(0)).optional()?;
    json.map(|json| serde_json::from_str(&json).map_err(StoreError::broken))
        .transpose()
}

pub(crate) fn keep_receipt(
    connection: &Connection,
    form_id: &str,
    committed: &Committed,
    now_ms: i64,
) -> Result<(), StoreError> {
    let json = serde_json::to_string(committed).map_err(StoreError::broken)?;
    let sql = "INSERT INTO receipts (form_id, result, committed_at) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(sql)?.execute((form_id, json, now_ms))?;
    let oldest_kept = connection.last_insert_rowid() - RECEIPTS_KEPT;
    connection
        .prepare_cached("DELETE FROM receipts WHERE rowid <= ?1")?
        .execute([oldest_kept])?;
    Ok(())
}

impl Records<'_> {
    /// How often the person's PIN was given wrongly.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn pin_attempts(&self, person: RowId) -> Result<PinAttempts, StoreError> {
        let sql = "SELECT failures, last_at FROM pin_attempts WHERE person_id = ?1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let stored = prepared
            .query_row([person.as_bytes().as_slice()], |row| {
                Ok(PinAttempts {
                    failures: row.get(0)?,
                    last_at: row.get(1)?,
                })
            })
            .optional()?;
        Ok(stored.unwrap_or_default())
    }

    /// A preference of this workstation.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn preference(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.optional("SELECT value FROM preferences WHERE key = ?1", [key])
    }

    /// What the commit of that form returned.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn receipt(&self, form_id: &str) -> Result<Option<Committed>, StoreError> {
        receipt(self.connection, form_id)
    }

    /// Whose form that is, where it was left open.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn draft_owner(&self, form_id: &str) -> Result<Option<RowId>, StoreError> {
        let owner: Option<Vec<u8>> = self.optional("SELECT person_id FROM drafts WHERE form_id = ?1", [form_id])?;
        owner.map(|bytes| column::row_id(&bytes)).transpose()
    }

    /// The person's drafts, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn drafts(&self, person: RowId) -> Result<Vec<Draft>, StoreError> {
        let sql =
            "SELECT form_id, person_id, action, given, saved_at FROM drafts WHERE person_id = ?1 ORDER BY rowid DESC";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query([person.as_bytes().as_slice()])?;
        let mut drafts = Vec::new();
        while let Some(row) = stored.next()? {
            let given: String = row.get(3)?;
            drafts.push(Draft {
                form_id: row.get(0)?,
                person: column::row_id(row.get_ref(1)?.as_blob().map_err(StoreError::broken)?)?,
                action: row.get(2)?,
                given: serde_json::from_str(&given).map_err(StoreError::broken)?,
                saved_at: row.get(4)?,
            });
        }
        Ok(drafts)
    }
}

impl Writer {
    /// Notes a wrong PIN, and returns how many there were in a row.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note_wrong_pin(&self, person: RowId, now_ms: i64) -> Result<PinAttempts, StoreError> {
        self.local(|connection| {
            let sql = "INSERT INTO pin_attempts (person_id, failures, last_at) VALUES (?1, 1, ?2) \
                       ON CONFLICT DO UPDATE SET failures = failures + 1, last_at = excluded.last_at";
            connection
                .prepare_cached(sql)?
                .execute((person.as_bytes().as_slice(), now_ms))?;
            Records::of(connection).pin_attempts(person)
        })
    }

    /// Forgets the person's wrong PINs after a right one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_wrong_pins(&self, person: RowId) -> Result<(), StoreError> {
        self.local(|connection| {
            let sql = "DELETE FROM pin_attempts WHERE person_id = ?1";
            connection
                .prepare_cached(sql)?
                .execute([person.as_bytes().as_slice()])?;
            Ok(())
        })
    }

    /// Keeps a preference of this workstation; none removes it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_preference(&self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.local(|connection| {
            match value {
                Some(value) => connection
                    .prepare_cached("INSERT INTO preferences (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value")?
                    .execute((key, value))?,
                None => connection.prepare_cached("DELETE FROM preferences WHERE key = ?1")?.execute([key])?,
            };
            Ok(())
        })
    }

    /// Keeps a form that is left open. A cancelled form is not kept: it leaves no trace.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn keep_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        self.local(|connection| {
            let sql = "INSERT OR REPLACE INTO drafts (form_id, person_id, action, given, saved_at) VALUES (?1, ?2, ?3, ?4, ?5)";
            connection.prepare_cached(sql)?.execute((
                &draft.form_id,
                draft.person.as_bytes().as_slice(),
                &draft.action,
                draft.given.to_string(),
                draft.saved_at,
            ))?;
            let sql = "DELETE FROM drafts WHERE rowid NOT IN (SELECT rowid FROM drafts ORDER BY rowid DESC LIMIT ?1)";
            connection.prepare_cached(sql)?.execute([DRAFTS_KEPT])?;
            Ok(())
        })
    }

    /// Removes a form that was committed or cancelled.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn drop_draft(&self, form_id: &str) -> Result<(), StoreError> {
        self.local(|connection| {
            connection
                .prepare_cached("DELETE FROM drafts WHERE form_id = ?1")?
                .execute([form_id])?;
            Ok(())
        })
    }
}
