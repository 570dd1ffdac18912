//! Keeps the pieces that come.

use wire::{FileName, FilePiece};

use super::{Amount, Files, Kept};
use crate::shelf::ShelfError;

/// What came in one direction of one exchange.
#[derive(Debug, Default)]
pub(super) struct Taking {
    /// Files completed, and bytes of pieces.
    pub(super) received: Amount,
    /// Files that were others than their names say.
    pub(super) wrong: Vec<FileName>,
    /// Why nothing more is kept: what comes then is passed over, and comes again another time.
    pub(super) stopped: Option<ShelfError>,
}

impl Taking {
    pub(super) fn take(&mut self, files: &dyn Files, piece: &FilePiece) {
        if self.stopped.is_some() {
            return;
        }
        match files.keep(piece) {
            Ok(Kept::Passed) => {}
            Ok(kept) => {
                self.received.bytes += piece.bytes.len() as u64;
                match kept {
                    Kept::Whole => self.received.files += 1,
                    Kept::Wrong => self.wrong.push(piece.name),
                    Kept::Arrived | Kept::Passed => {}
                }
            }
            Err(error) => self.stopped = Some(error),
        }
    }
}
