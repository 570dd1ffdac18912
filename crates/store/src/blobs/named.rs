//! Which files the record names: what is missing is the difference to what lies here.

use std::path::Path;

use domain::schema::{Row, Table};
use domain::tables::{Attachment, Document};

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

/// The tables whose rows name files by `sha256` and `size_bytes`.
const NAMING: [&Table; 2] = [Attachment::TABLE, Document::TABLE];

impl Records<'_> {
    /// Every file that a photo, a paper or a manual names, the smallest first; each once.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn named_blobs(&self) -> Result<Vec<NamedBlob>, StoreError> {
        let mut selects = Vec::new();
        for table in NAMING {
            let shown = self.shown(table)?;
            selects.push(format!(
                "SELECT t.sha256 AS sha256, t.size_bytes AS size_bytes FROM {} t WHERE t.sha256 IS NOT NULL AND {shown}",
                table.name
            ));
        }
        let sql = format!(
            "SELECT sha256, min(size_bytes) FROM ({}) GROUP BY sha256 ORDER BY 2, 1",
            selects.join(" UNION ALL ")
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
            if !blobs.holds(&blob.name) {
                counted.elsewhere += 1;
            } else if blobs.copy_to(&blob.name, &beside)? {
                counted.held += 1;
                counted.copied += 1;
            } else {
                counted.damaged += 1;
            }
        }
        Ok(counted)
    }

    /// Whether a row that counts names the file: only such a file is taken in or handed out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn has_blob(&self, name: &BlobName) -> Result<bool, StoreError> {
        Ok(!self.tables_naming(name)?.is_empty())
    }

    /// Whether any row names the file, one that does not count among them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn names_blob(&self, name: &BlobName) -> Result<bool, StoreError> {
        for table in NAMING {
            if self.is_named_in(table, "true", name)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The tables whose rows that count name the file.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) fn tables_naming(&self, name: &BlobName) -> Result<Vec<&'static str>, StoreError> {
        let mut tables = Vec::new();
        for table in NAMING {
            if self.is_named_in(table, self.shown(table)?, name)? {
                tables.push(table.name);
            }
        }
        Ok(tables)
    }

    fn is_named_in(&self, table: &Table, which: &str, name: &BlobName) -> Result<bool, StoreError> {
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM {} t WHERE t.sha256 = ?1 AND {which})",
            table.name
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row([name.to_string()], |row| row.get(0))?)
    }
}
