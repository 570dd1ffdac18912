//! Acts done without knowing that the right to them had been revoked.
//!
//! They count as they stand; whoever answers for people's roles is told, and decides what follows.

use super::View;
use super::audit::letters;
use super::history::{author, entry_name, name_of, told};
use crate::actions::EntryName;
use domain::RowId;
use domain::permission::{Subject, may};
use domain::refusal::Refusal;
use domain::rights::is_revoked;
use domain::time::Instant;
use journal::{Entry, Stamp};
use serde::Serialize;
use std::collections::HashMap;
use store::UnseenChange;
use ts_rs::TS;

/// Whoever may change people's roles is shown these acts.
const SHOWN_TO: &str = "set_role";

/// A revocation that the author of an act had not seen.
#[derive(Debug, Serialize, TS)]
pub struct UnseenRevocation {
    /// The entry that revoked it.
    pub entry: EntryName,
    /// The letter of the workstation where it was revoked.
    pub letter: String,
    /// When, by that workstation's clock.
    pub at: Instant,
    /// Who revoked it.
    pub by: String,
    /// Whose right it was: a person, or a role and an act where the vessel's rules were changed.
    pub whose: String,
    /// What that entry did, in words.
    pub text: String,
    /// By the clocks the act came first. Clocks decide nothing: neither knew of the other.
    pub is_later: bool,
}

/// Acts whose right was revoked unseen, the newest first, each with its revocations; nothing for whoever
/// does not answer for roles.
pub(super) fn unseen(view: &View<'_>) -> Result<Vec<UnseenChange>, Refusal> {
    if !may(view.ctx.facts, view.ctx.actor, SHOWN_TO, &Subject::vessel())? {
        return Ok(Vec::new());
    }
    revoked(view, view.reader.unseen_changes()?)
}

/// How many acts these are.
pub(super) fn unseen_total(view: &View<'_>) -> Result<u64, Refusal> {
    let mut arrivals: Vec<i64> = unseen(view)?.into_iter().map(|change| change.arrival).collect();
    // All changes of one act stand together.
    arrivals.dedup();
    Ok(arrivals.len() as u64)
}

/// The revocations that the author of the entry had not seen.
pub(super) fn unseen_of(view: &View<'_>, entry: &Entry) -> Result<Vec<UnseenRevocation>, Refusal> {
    if !may(view.ctx.facts, view.ctx.actor, SHOWN_TO, &Subject::vessel())? {
        return Ok(Vec::new());
    }
    let letters = letters(view)?;
    let mut lines = Vec::new();
    for change in revoked(view, view.reader.unseen_changes_of(entry.stamp())?)? {
        let Some(revoking) = view.reader.entry(change.change)? else {
            continue;
        };
        let device = revoking.device.to_string();
        lines.push(UnseenRevocation {
            entry: entry_name(&revoking),
            letter: letters.get(&device).cloned().unwrap_or_default(),
            at: Instant::from_millis(revoking.wall_at),
            by: author(view, &revoking)?,
            whose: whose(view, &revoking, change.row)?,
            text: told(view, &revoking)?,
            is_later: entry.hlc < revoking.hlc,
        });
    }
    Ok(lines)
}

fn whose(view: &View<'_>, revoking: &Entry, row: RowId) -> Result<String, Refusal> {
    let written = revoking.changes.iter().find(|written| written.row == row);
    let table = written.and_then(|written| domain::tables::table(written.table));
    table.map_or(Ok(String::new()), |table| name_of(view, table, row))
}

/// Leaves out changes that took nothing away from the act.
fn revoked(view: &View<'_>, mut changes: Vec<UnseenChange>) -> Result<Vec<UnseenChange>, Refusal> {
    let mut entries: HashMap<Stamp, Option<Entry>> = HashMap::new();
    let mut known: HashMap<(Stamp, RowId, String, String), bool> = HashMap::new();
    let mut failed = None;
    changes.retain(|change| {
        let key = (change.change, change.row, change.action.clone(), change.role.clone());
        if let Some(is_revoked) = known.get(&key) {
            return *is_revoked;
        }
        let answer = judge(view, &mut entries, change);
        let is_revoked = *answer.as_ref().unwrap_or(&false);
        failed = answer.err().or(failed.take());
        known.insert(key, is_revoked);
        is_revoked
    });
    failed.map_or(Ok(changes), Err)
}

fn judge(view: &View<'_>, entries: &mut HashMap<Stamp, Option<Entry>>, change: &UnseenChange) -> Result<bool, Refusal> {
    let revoking = match entries.get(&change.change) {
        Some(found) => found,
        None => {
            let read = view.reader.entry(change.change)?;
            entries.entry(change.change).or_insert(read)
        }
    };
    match revoking {
        Some(revoking) => is_revoked(view.ctx.facts, &change.action, &change.role, revoking, change.row),
        None => Ok(false),
    }
}
