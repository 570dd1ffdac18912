//! One entry with everything that happened to it.

use super::lines::{HandoverLine, line};
use super::mine::Mine;
use crate::error::Error;
use crate::program::Program;
use crate::views::history::{HistoryLine, history, with_files};
use domain::RowId;
use domain::handover::Relief;
use domain::tables::{Attachment, HandoverEntry};
use serde::Serialize;
use ts_rs::TS;

/// Everything about one entry.
#[derive(Debug, Serialize, TS)]
pub struct HandoverEntryPage {
    /// The entry, and how the record it speaks of stands now.
    pub line: HandoverLine,
    /// What was done to it, newest first.
    pub history: Vec<HistoryLine>,
}

impl Program {
    /// Everything about one handover entry.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn handover_entry_page(&self, id: RowId) -> Result<HandoverEntryPage, Error> {
        self.view(|view| {
            let entry = view.ctx.facts.glance::<HandoverEntry>(id)?;
            let relief = Relief {
                department: entry.department,
                kind: entry.kind,
            };
            let mine = Mine::of(view, relief)?;
            Ok(HandoverEntryPage {
                line: line(view, Some(&mine), entry)?,
                history: history(view, &with_files(view, (Attachment::handover_id, id), vec![id])?)?,
            })
        })
    }
}
