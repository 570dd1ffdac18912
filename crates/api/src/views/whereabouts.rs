//! How far the acts of a record have spread, and which of them have no effect yet.

use super::View;
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::facts::FACT_ROWS_MAX;
use domain::refusal::{Code, Refusal};
use domain::tables;
use domain::time::Instant;
use journal::Value;
use serde::Serialize;
use store::Whereabouts;
use ts_rs::TS;

/// Rows that stand on the page of the record they name, and the column that names it.
const LINES: &[(&str, &str)] = &[
    ("pms_work_order_notes", "work_order_id"),
    ("pms_work_order_parts", "work_order_id"),
    ("pms_work_order_checklist", "work_order_id"),
    ("pms_equipment_parts", "equipment_id"),
    ("pms_part_locations", "part_id"),
    ("pms_attachments", "fault_id"),
    ("pms_attachments", "work_order_id"),
    ("pms_attachments", "equipment_id"),
    ("pms_attachments", "part_id"),
    ("pms_attachments", "handover_id"),
    ("pms_pinned_pages", "work_order_id"),
    ("pms_document_equipment", "document_id"),
    ("pms_fault_code_sections", "document_id"),
];

/// Where a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhereaboutsWord {
    /// Nobody else is known to hold all of it.
    WorkstationOnly,
    /// Another workstation holds all of it.
    OnBoard,
    /// The shore holds all of it.
    Ashore,
}

impl WhereaboutsWord {
    /// The word, and when the shore accepted it.
    pub(super) fn of(found: Whereabouts) -> (Self, Option<Instant>) {
        match found {
            Whereabouts::ThisWorkstationOnly => (Self::WorkstationOnly, None),
            Whereabouts::OnBoard => (Self::OnBoard, None),
            Whereabouts::AcceptedAshore { at } => (Self::Ashore, Some(Instant::from_millis(at))),
        }
    }
}

/// How far the acts of a record have spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RecordWhereabouts {
    /// As far as its act that came least far.
    pub state: WhereaboutsWord,
    /// When the last of its acts was accepted ashore.
    pub ashore_at: Option<Instant>,
    /// An act on it waits for rows or for a workstation to be confirmed.
    pub held: bool,
    /// An act on it was written by a newer version.
    pub parked: bool,
    /// An act on it lies beyond the end of a closed workstation.
    pub void: bool,
}

/// The record's row and those that stand on its page.
pub(super) fn rows_of(view: &View<'_>, id: RowId) -> Result<Vec<RowId>, Refusal> {
    let mut rows = vec![id];
    for (table, column) in LINES {
        let Some(table) = tables::table_named(table) else {
            continue;
        };
        let Some(column) = table.named(column) else { continue };
        let lines = view.reader.rows_by(table, column, &Value::Id(id), FACT_ROWS_MAX)?;
        rows.extend(lines.into_iter().map(|line| line.id));
    }
    Ok(rows)
}

impl Program {
    /// How far the acts of a record have spread, lines and notes on its page included.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn whereabouts(&self, id: RowId) -> Result<RecordWhereabouts, Error> {
        self.view(|view| {
            let rows = rows_of(view, id)?;
            let found = view.reader.whereabouts_of_rows(&rows)?;
            let aside = view.reader.set_aside_of_rows(&rows)?;
            let missing = || Refusal::new(Code::NotFound, "Nobody wrote such a record on this vessel.");
            let worst = found.iter().flatten().min();
            let latest = found.iter().flatten().filter_map(|found| match found {
                Whereabouts::AcceptedAshore { at } => Some(*at),
                _ => None,
            });
            let (state, ashore_at) = match worst.ok_or_else(missing)? {
                Whereabouts::ThisWorkstationOnly => (WhereaboutsWord::WorkstationOnly, None),
                Whereabouts::OnBoard => (WhereaboutsWord::OnBoard, None),
                Whereabouts::AcceptedAshore { .. } => (WhereaboutsWord::Ashore, latest.max()),
            };
            Ok(RecordWhereabouts {
                state,
                ashore_at: ashore_at.map(Instant::from_millis),
                held: aside.held > 0,
                parked: aside.parked > 0,
                void: aside.void > 0,
            })
        })
    }
}
