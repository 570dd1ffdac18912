//! Files that come from other workstations, piece by piece.

use std::sync::PoisonError;

use super::{Happened, Writer};
use crate::blobs::{BlobName, Blobs, Sealed};
use crate::error::StoreError;

/// What became of a piece of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptPiece {
    /// It is on the disk.
    Arrived,
    /// It was the last one, and the file is here now.
    Whole,
    /// It was the last one, and the file was another one than its name says: all of it is thrown away.
    Wrong,
    /// It is not wanted: no effective row names the file, it is here, or a piece before this one is missing.
    Passed,
}

impl Writer {
    /// Keeps a piece that begins at `offset` of a file of `size_bytes`, durable when this returns. Pieces
    /// that come over several links at once take their turns.
    ///
    /// # Errors
    /// When the disk is full, or the file would be larger than any may be.
    pub fn keep_piece(
        &self,
        name: &BlobName,
        size_bytes: u64,
        offset: u64,
        piece: &[u8],
    ) -> Result<KeptPiece, StoreError> {
        let _turn = self.carrying.lock().unwrap_or_else(PoisonError::into_inner);
        let blobs = Blobs::of(&self.place);
        if blobs.holds(name) || !self.readers.reader()?.records().has_blob(name)? {
            return Ok(KeptPiece::Passed);
        }
        let arrived = blobs.append(name, offset, piece)?;
        if arrived < size_bytes {
            let is_kept = arrived == offset.saturating_add(piece.len() as u64);
            return Ok(if is_kept { KeptPiece::Arrived } else { KeptPiece::Passed });
        }
        match blobs.seal(name)? {
            Sealed::Wrong => Ok(KeptPiece::Wrong),
            Sealed::Kept => {
                // Nothing was written to its table, and yet what pages show of it is another thing now.
                let tables = self.readers.reader()?.records().tables_naming(name)?;
                self.tell(&Happened { tables });
                Ok(KeptPiece::Whole)
            }
        }
    }
}
