//! A file on its way in, piece by piece, resumable after any cut.
//!
//! What has arrived is not yet believed: its name is given once the whole has the right digest.

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;

use super::{BLOB_BYTES_MAX, BlobName, Blobs, give_digest, make_folder, size};
use crate::error::StoreError;

/// What became of a file whose last piece has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// It is whole and stands under its name.
    Kept,
    /// Its bytes were others than its name says: all of them are thrown away, and it begins anew.
    Wrong,
}

impl Blobs {
    /// Bytes that have arrived of a file that is not whole yet; the next piece begins there.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn arrived(&self, name: &BlobName) -> Result<u64, StoreError> {
        Ok(size(&self.arriving_path(name))?.unwrap_or(0))
    }

    /// Takes a piece that begins at `offset`, and answers how many bytes have arrived by then. A piece that
    /// arrived before is passed over; one that would leave a hole is not taken. Durable when it returns.
    ///
    /// # Errors
    /// When the disk is full, or the file would be larger than [`BLOB_BYTES_MAX`].
    pub fn append(&self, name: &BlobName, offset: u64, piece: &[u8]) -> Result<u64, StoreError> {
        let path = self.arriving_path(name);
        let arrived = self.arrived(name)?;
        let end = offset.saturating_add(piece.len() as u64);
        if offset > arrived || end <= arrived {
            return Ok(arrived);
        }
        if end > BLOB_BYTES_MAX {
            return Err(StoreError::LargeBlob(path));
        }
        let written = make_folder(&path).and_then(|()| {
            let mut file = OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)?;
            file.seek(SeekFrom::Start(offset))?;
            file.write_all(piece)?;
            // A workstation that loses its power goes on from here, not from the beginning.
            file.sync_data()
        });
        written.map_err(|error| StoreError::io(&path, error))?;
        Ok(end)
    }

    /// Gives a file that has arrived its name, if its bytes are the right ones.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn seal(&self, name: &BlobName) -> Result<Sealed, StoreError> {
        let path = self.arriving_path(name);
        let found = File::open(&path).and_then(BlobName::of_reader);
        if found.map_err(|error| StoreError::io(&path, error))? != *name {
            fs::remove_file(&path).map_err(|error| StoreError::io(&path, error))?;
            return Ok(Sealed::Wrong);
        }
        give_digest(&path, &self.path(name))?;
        Ok(Sealed::Kept)
    }

    fn arriving_path(&self, name: &BlobName) -> PathBuf {
        self.folder.join("arriving").join(name.to_string())
    }
}
