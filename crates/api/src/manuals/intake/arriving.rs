//! Manuals that are dropped on the window come piece by piece: a window knows no place of what it is given.

use super::{IntakePhase, IntakeState, Item, copying};
use crate::attaching::{UploadBeginArgs, UploadBegun, UploadChunkArgs};
use crate::error::Error;
use crate::program::Program;
use ::manuals::limits::FILE_BYTES_MAX;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::acts::manuals::FILES_MAX;
use domain::refusal::{Code, Refusal};

/// Bytes of a piece.
const PIECE_BYTES_MAX: usize = 1024 * 1024;

fn refused(message: impl Into<String>) -> Error {
    Refusal::field(Code::Invalid, "files", message.into()).into()
}

impl Program {
    /// Begins to take a manual that was dropped on the window.
    ///
    /// # Errors
    /// One sentence where it is too large, or one sheet takes no more.
    pub fn manual_intake_begin(&self, args: &UploadBeginArgs) -> Result<UploadBegun, Error> {
        self.signed_in()?;
        self.writer()?;
        if args.size_bytes > FILE_BYTES_MAX {
            return Err(refused(copying::CopyError::TooLarge.to_string()));
        }
        let intake = self.intake();
        let mut items = intake.shared.items();
        if items.len() >= FILES_MAX {
            let message = format!("At most {FILES_MAX} manuals go at once. Add these first.");
            return Err(refused(message));
        }
        let upload = self.token();
        let mut item = Item::new(upload.clone(), args.name.clone(), args.size_bytes, intake.path(&upload));
        item.shown.phase = IntakePhase::Copying;
        items.push(item);
        Ok(UploadBegun {
            upload,
            piece_bytes: PIECE_BYTES_MAX,
        })
    }

    /// Takes one piece; after the last one the file is opened.
    ///
    /// # Errors
    /// `invalid` where it does not join what is here, or cannot be written. The file is let go of then.
    pub fn manual_intake_chunk(&self, args: &UploadChunkArgs) -> Result<IntakeState, Error> {
        self.signed_in()?;
        let taken = self.take_piece(args);
        if taken.is_err() {
            self.intake().let_go(Some(&args.upload));
        }
        taken?;
        Ok(self.intake().state())
    }

    fn take_piece(&self, args: &UploadChunkArgs) -> Result<(), Error> {
        let wrong = || refused("The file did not come over whole. Choose it again.");
        let piece = BASE64.decode(&args.piece).map_err(|_| wrong())?;
        let intake = self.intake();
        let mut here = None;
        intake.shared.change(&args.upload, |item| {
            let arrived = item.shown.phase == IntakePhase::Copying && item.source == intake.path(&args.upload);
            here = arrived.then_some((item.shown.copied_bytes, item.shown.size_bytes));
        });
        let (copied, size) = here.ok_or_else(wrong)?;
        let after = copied + piece.len() as u64;
        if args.offset != copied || after > size || piece.len() > PIECE_BYTES_MAX {
            return Err(wrong());
        }
        copying::append(&intake.path(&args.upload), copied, &piece).map_err(|error| refused(error.to_string()))?;
        intake
            .shared
            .change(&args.upload, |item| item.shown.copied_bytes = after);
        if after == size {
            intake.shared.queue().push_back(args.upload.clone());
            intake.go_on(&self.bench().reader);
        }
        Ok(())
    }
}
