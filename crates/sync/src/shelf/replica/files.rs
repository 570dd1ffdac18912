//! The files beside a workstation's replica.

use store::{BlobName, Blobs, KeptPiece};
use wire::{FileName, FilePiece};

use super::ReplicaShelf;
use crate::files::{Files, FilesHere, Kept, Lacked};
use crate::shelf::ShelfError;

impl ReplicaShelf {
    fn blobs(&self) -> Blobs {
        Blobs::of(self.writer.place())
    }
}

impl Files for ReplicaShelf {
    fn here(&self) -> Result<FilesHere, ShelfError> {
        let named = self.reader()?.records().named_blobs()?;
        let blobs = self.blobs();
        let mut here = FilesHere::default();
        for blob in named {
            let name = FileName(*blob.name.bytes());
            if blobs.holds(&blob.name) {
                here.held.push(name);
            } else {
                here.lacking.push(Lacked {
                    name,
                    size_bytes: blob.size_bytes,
                    arrived_bytes: blobs.arrived(&blob.name)?,
                });
            }
        }
        Ok(here)
    }

    fn size(&self, name: &FileName) -> Result<Option<u64>, ShelfError> {
        let name = blob(name);
        let size = self.blobs().size(&name)?;
        if size.is_some() && self.reader()?.records().has_blob(&name)? {
            return Ok(size);
        }
        Ok(None)
    }

    fn is_sound(&self, name: &FileName) -> Result<bool, ShelfError> {
        let (blobs, name) = (self.blobs(), blob(name));
        let is_sound = blobs.is_sound(&name)?;
        if !is_sound && blobs.holds(&name) {
            tracing::error!(file = %name, "a file is damaged and is not handed out");
        }
        Ok(is_sound)
    }

    fn piece(&self, name: &FileName, offset: u64) -> Result<Vec<u8>, ShelfError> {
        Ok(self.blobs().chunk(&blob(name), offset)?.unwrap_or_default())
    }

    fn keep(&self, piece: &FilePiece) -> Result<Kept, ShelfError> {
        let kept = self
            .writer
            .keep_piece(&blob(&piece.name), piece.size_bytes, piece.offset, &piece.bytes)?;
        Ok(match kept {
            KeptPiece::Arrived => Kept::Arrived,
            KeptPiece::Whole => Kept::Whole,
            KeptPiece::Wrong => Kept::Wrong,
            KeptPiece::Passed => Kept::Passed,
        })
    }
}

fn blob(name: &FileName) -> BlobName {
    BlobName::from_bytes(name.0)
}
