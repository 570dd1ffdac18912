//! What a paper is made from: one snapshot of the record, the files beside it, a worker that draws them.

use super::pages::Source;
use crate::actions::with_ctx;
use crate::views::View;
use domain::RowId;
use domain::refusal::Refusal;
use domain::time::{Instant, offset_name};
use std::sync::Arc;
use store::{Blobs, Reader, Readers, Records};
use worker::Workshop;

/// Held by the thread that prints.
pub(super) struct Desk {
    pub(super) readers: Readers,
    pub(super) actor: RowId,
    pub(super) now: Instant,
    pub(super) blobs: Blobs,
    pub(super) workshop: Arc<Workshop>,
    pub(super) manuals: Arc<::manuals::Reader>,
    /// The manual whose pages are printed, where that is what is printed.
    pub(super) manual: Option<Source>,
}

impl Desk {
    /// Asks one snapshot of the record, as the person who prints.
    pub(super) fn view<T, E: From<Refusal>>(&self, ask: impl FnOnce(&View<'_>) -> Result<T, E>) -> Result<T, E> {
        let reader = self.reader()?;
        self.over(&reader.records(), ask)
    }

    /// A snapshot of the record, for what is asked piece by piece.
    pub(super) fn reader(&self) -> Result<Reader, Refusal> {
        Ok(self.readers.reader()?)
    }

    /// Asks one piece of a snapshot; what was looked up for it is let go afterwards.
    pub(super) fn over<T, E: From<Refusal>>(
        &self,
        records: &Records<'_>,
        ask: impl FnOnce(&View<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        with_ctx(records, self.now, self.actor, None, |ctx| {
            Ok(ask(&View::over(records, ctx)))
        })?
    }
}

/// The ship's name.
pub(crate) fn vessel(view: &View<'_>) -> Result<String, Refusal> {
    Ok(view.ctx.facts.vessel()?.map(|vessel| vessel.name).unwrap_or_default())
}

/// At the foot of each page: when it was printed, by the ship's clocks.
pub(crate) fn foot(view: &View<'_>) -> String {
    let offset = offset_name(view.ctx.ship.offset_at(view.ctx.now));
    format!("Printed {}, ship's time ({offset})", view.ctx.ship.format(view.ctx.now))
}

/// At the foot of each page, on the right.
pub(crate) fn page_of(page: usize, pages: usize) -> String {
    format!("Page {page} of {pages}")
}

/// Said where a character could not be printed.
pub(crate) const BOXES: &str =
    "▯ stands for a character that is not printed here. The record holds it as it was written.";
