//! What the signed-in person last wrote on: from the record of acts, since nobody notes what is looked at.

use super::hits::{HitLine, line};
use crate::error::Error;
use crate::program::Program;
use crate::views::View;
use domain::RowId;
use domain::refusal::Refusal;
use domain::searched::{SearchKind, searched};
use domain::tables;
use journal::Value;
use store::EntriesQuery;

/// Records that are shown.
const RECENT_RECORDS: usize = 8;
/// Acts among which they are looked for.
const RECENT_ACTS: usize = 60;

impl Program {
    /// Records that the signed-in person last wrote on, the last first. Nothing where nobody is signed in.
    ///
    /// # Errors
    /// `locked`, or when the replica cannot be read.
    pub fn recent_records(&self) -> Result<Vec<HitLine>, Error> {
        self.view(|view| {
            let acts = view.reader.entries(&EntriesQuery {
                actor: Some(view.ctx.actor.id),
                limit: RECENT_ACTS,
                ..EntriesQuery::default()
            })?;
            let mut found: Vec<(SearchKind, RowId)> = Vec::new();
            let changes = acts.entries.iter().flat_map(|recorded| &recorded.entry.changes);
            for change in changes {
                let Some(record) = record(view, change.table, change.row)? else {
                    continue;
                };
                if !found.contains(&record) {
                    found.push(record);
                }
                if found.len() == RECENT_RECORDS {
                    break;
                }
            }
            let line = |(kind, id)| line(view.reader, view.ctx.facts, kind, id, None);
            found.into_iter().map(line).collect()
        })
    }
}

/// The record on whose page the row stands, if search finds such records.
fn record(view: &View<'_>, table: u16, row: RowId) -> Result<Option<(SearchKind, RowId)>, Refusal> {
    let Some(table) = tables::table(table) else {
        return Ok(None);
    };
    let Some(raw) = view.reader.row(table, row)? else {
        return Ok(None);
    };
    match searched(table.number).map(|searched| searched.kind) {
        Some(SearchKind::Note) | None => {}
        // That somebody chose a PIN leads nowhere.
        Some(SearchKind::Person) => return Ok(None),
        Some(kind) => return Ok(Some((kind, row))),
    }
    // A line stands on the page of the first record that it refers to: its work order, equipment or part.
    for (column, value) in table.columns.iter().zip(&raw.values) {
        let target = column.refers_to.and_then(tables::table_named);
        let kind = target
            .and_then(|target| searched(target.number))
            .map(|searched| searched.kind);
        if let (Some(kind), Value::Id(id)) = (kind, value) {
            return Ok(Some((kind, *id)));
        }
    }
    Ok(None)
}
