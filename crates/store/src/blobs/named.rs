//! Which files the record names: what is missing is the difference to what lies here.

use std::path::Path;

use domain::schema::Row;
use domain::tables::Attachment;

use super::{BlobName, Blobs};
use crate::error::StoreError;
use crate::records::Records;

/// A file that the record names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedBlob {
    /// Its digest.
    pub name: BlobName,
    /// Its bytes, as the record has them.
    pub size_bytes: u64,
}

/// What was copied beside a backup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CopiedBlobs {
    /// Files that the copy holds.
    pub held: usize,
    /// Those of them that were not there before.
    pub copied: usize,
    /// Files that the record names and that are not here.
    pub elsewhere: usize,
    /// Files that are damaged here.
    pub damaged: usize,
}

impl Records<'_> {
    /// Every file that an attachment names, the smallest first; each once.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn named_blobs(&self) -> Result<Vec<NamedBlob>, StoreError> {
        let sql = format!(
            "SELECT t.sha256, min(t.size_bytes) FROM pms_attachments t WHERE {} GROUP BY t.sha256 ORDER BY 2, 1",
            self.shown(Attachment::TABLE)?
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        let mut named = Vec::new();
        for row in rows {
            let (digits, size_bytes) = row?;
            // A row of a damaged or hostile program names no file that can be.
            if let (Some(name), Ok(size_bytes)) = (BlobName::parse(&digits), u64::try_from(size_bytes)) {
                named.push(NamedBlob { name, size_bytes });
            }
        }
        Ok(named)
    }

    /// Of the files that the record names, those that are not here; the smallest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn missing_blobs(&self, blobs: &Blobs) -> Result<Vec<NamedBlob>, StoreError> {
        let mut named = self.named_blobs()?;
        named.retain(|blob| !blobs.holds(&blob.name));
        Ok(named)
    }

    /// Copies every named file that is here into the folder `blobs` beside the backup `to`, where it is not
    /// there yet. A damaged file is counted and left out; the others are copied all the same.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn copy_blobs(&self, blobs: &Blobs, to: &Path) -> Result<CopiedBlobs, StoreError> {
        let beside = Blobs::in_folder(to.with_file_name("blobs"));
        let mut counted = CopiedBlobs::default();
        for blob in self.named_blobs()? {
            if beside.holds(&blob.name) {
                counted.held += 1;
                continue;
            }
            match blobs.read(&blob.name) {
                Ok(Some(bytes)) => {
                    beside.keep(&bytes)?;
                    counted.held += 1;
                    counted.copied += 1;
                }
                Ok(None) => counted.elsewhere += 1,
                Err(StoreError::DamagedBlob(_)) => counted.damaged += 1,
                Err(error) => return Err(error),
            }
        }
        Ok(counted)
    }

    /// Whether an attachment that counts names the file: only such a file is taken in or handed out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn has_blob(&self, name: &BlobName) -> Result<bool, StoreError> {
        let shown = self.shown(Attachment::TABLE)?;
        let sql = format!("SELECT EXISTS (SELECT 1 FROM pms_attachments t WHERE t.sha256 = ?1 AND {shown})");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row([name.to_string()], |row| row.get(0))?)
    }

    /// Whether any attachment names the file, one that does not count among them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn names_blob(&self, name: &BlobName) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM pms_attachments WHERE sha256 = ?1)";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([name.to_string()], |row| row.get(0))?)
    }
}
