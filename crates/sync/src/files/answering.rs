//! The part of files in an exchange, on the side that is asked.

use wire::limits::FILES_LISTED_MAX;
use wire::{FilePiece, FilesSaid, LackedFile};

use super::Files;
use super::asking::{listed, standing};
use super::handing::Handing;
use super::taking::Taking;
use crate::shelf::ShelfError;

/// What one exchange does for files.
#[derive(Debug, Default)]
pub(crate) struct Answering {
    handing: Option<Handing>,
    taking: Taking,
}

impl Answering {
    /// Keeps a piece of the request.
    pub(crate) fn take(&mut self, files: &dyn Files, piece: &FilePiece) {
        self.taking.take(files, piece);
    }

    /// The next piece of the answer to a request whose end said that.
    pub(crate) fn next_piece(&mut self, files: &dyn Files, asked: &FilesSaid) -> Option<FilePiece> {
        let handing = self.handing.get_or_insert_with(|| {
            let wanted = asked.lacking.iter().flatten().copied();
            Handing::of(wanted, asked.takes_bytes)
        });
        handing.next(files)
    }

    /// What the answer's end says of files to whoever said that.
    pub(crate) fn said(
        &mut self,
        files: &dyn Files,
        asked: &FilesSaid,
        refusal: impl FnOnce(ShelfError) -> wire::Refusal,
    ) -> Result<FilesSaid, ShelfError> {
        let here = files.here()?;
        let lacking: Vec<LackedFile> = here.lacking.iter().take(FILES_LISTED_MAX).map(listed).collect();
        let is_news = asked.lists && asked.heard != Some(FilesSaid::mark(&lacking));
        let handing = self.handing.take().unwrap_or_default();
        Ok(FilesSaid {
            lacking: is_news.then_some(lacking),
            absent: handing.absent,
            refusal: self.taking.stopped.take().map(refusal),
            ..standing(&here)
        })
    }
}
