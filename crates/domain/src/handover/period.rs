//! Which entries a signature covers.
//!
//! A period is told from the set of signatures and entries, never from clocks alone: an entry that was
//! written or settled on another workstation and arrives after a signature belongs to the next one.

use super::appendix::Appendix;
use super::frozen::{FrozenEntry, FrozenFile, FrozenPeriod};
use super::standing::{About, rely_on, standing};
use crate::facts::Facts;
use crate::field::Field;
use crate::refusal::Refusal;
use crate::schema::Row;
use crate::tables::{
    Attachment, Department, HandoverCategory, HandoverEntry, HandoverKind, HandoverSide, HandoverSignature,
    HandoverStatus, Priority,
};
use crate::time::Instant;
use journal::RowId;
use std::cmp::Reverse;

/// Entries that one signature covers; more are signed over in several kinds or after some are done.
pub const ENTRIES_MAX: usize = 500;

/// The handovers of one department: from watch to watch, or from rotation to rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relief {
    /// The department.
    pub department: Department,
    /// Watch or rotation.
    pub kind: HandoverKind,
}

impl Relief {
    /// As people say it: "engineering watch".
    #[must_use]
    pub fn name(self) -> String {
        format!("{} {}", self.department.word(), self.kind.word())
    }

    /// Whether the entry belongs to it.
    #[must_use]
    pub fn holds(self, entry: &HandoverEntry) -> bool {
        entry.department == self.department && entry.kind == self.kind
    }

    /// The latest signature of whoever handed over.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn last_signed_over(self, facts: &Facts<'_>) -> Result<Option<HandoverSignature>, Refusal> {
        let wanted = [
            (HandoverSignature::department, self.department.to_value()),
            (HandoverSignature::kind, self.kind.to_value()),
            (HandoverSignature::side, HandoverSide::Outgoing.to_value()),
        ];
        facts.glance_latest::<HandoverSignature>(&wanted, HandoverSignature::until_at)
    }
}

/// What would be signed over now.
pub struct Period {
    /// Whose handover it is.
    pub relief: Relief,
    /// Where it begins: the end of the last one that was signed over.
    pub from_at: Option<Instant>,
    /// Its entries, in the order in which they are read.
    pub entries: Vec<HandoverEntry>,
}

impl Period {
    /// Everything since the last signature: what is open, what was open then and is settled now, and what
    /// was written and done in between. The plan relies on the set, on each entry and on each record that
    /// an entry speaks of: what was looked at is what is signed.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn now(facts: &Facts<'_>, relief: Relief) -> Result<Self, Refusal> {
        let last = relief.last_signed_over(facts)?;
        let mut entries = facts.glance_by::<HandoverEntry>(HandoverEntry::status, &HandoverStatus::Open.to_value())?;
        let unsigned = facts.glance_by::<HandoverEntry>(HandoverEntry::is_signed_over, &false.to_value())?;
        entries.extend(
            unsigned
                .into_iter()
                .filter(|entry| entry.status == HandoverStatus::Done),
        );
        entries.retain(|entry| relief.holds(entry));
        if let Some(last) = &last {
            entries.extend(settled_since(facts, last)?);
        }
        entries.sort_by_key(place_of);
        let from_at = last.map(|last| last.until_at);
        facts.rely_on_set(
            HandoverEntry::TABLE,
            &relief.name(),
            entries.iter().map(|entry| entry.id),
        );
        for entry in &entries {
            facts.get::<HandoverEntry>(entry.id)?;
            let files = files_of(facts, entry.id)?;
            let name = format!("of {}", entry.id);
            facts.rely_on_set(Attachment::TABLE, &name, files.iter().map(|file| file.id));
            if let Some(about) = About::of(entry) {
                rely_on(facts, about)?;
            }
        }
        Ok(Self {
            relief,
            from_at,
            entries,
        })
    }

    /// The period as it is signed.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn frozen(&self, facts: &Facts<'_>, until_at: Instant, has_appendix: bool) -> Result<FrozenPeriod, Refusal> {
        let entries = self.entries.iter().map(|entry| frozen(facts, entry));
        let entries = entries.collect::<Result<Vec<_>, Refusal>>()?;
        let department = self.relief.department;
        let appendix = has_appendix.then(|| Appendix::of(facts, department)).transpose()?;
        let ends = (self.from_at, until_at);
        Ok(FrozenPeriod::new(
            (department, self.relief.kind),
            ends,
            entries,
            appendix,
        ))
    }
}

/// Entries that were open under that signature and are settled now.
fn settled_since(facts: &Facts<'_>, last: &HandoverSignature) -> Result<Vec<HandoverEntry>, Refusal> {
    let signed = FrozenPeriod::read(&last.statement)?;
    let were_open = signed
        .entries
        .iter()
        .filter(|entry| entry.status == HandoverStatus::Open);
    let mut settled = Vec::new();
    for entry in were_open {
        let now = facts.find::<HandoverEntry>(entry.id)?;
        settled.extend(now.filter(|now| now.status != HandoverStatus::Open));
    }
    Ok(settled)
}

/// What is read first: by category, what matters most, the older one.
type Place = (HandoverCategory, Reverse<Priority>, Instant, RowId);

/// Where the entry stands among the others of its handover.
#[must_use]
pub fn place_of(entry: &HandoverEntry) -> Place {
    (entry.category, Reverse(entry.priority), entry.created_at, entry.id)
}

fn frozen(facts: &Facts<'_>, entry: &HandoverEntry) -> Result<FrozenEntry, Refusal> {
    Ok(FrozenEntry {
        id: entry.id,
        category: entry.category,
        priority: entry.priority,
        status: entry.status,
        title: entry.title.clone(),
        details: entry.details.clone(),
        remark: entry.remark.clone(),
        written_at: entry.created_at,
        written_by: entry.created_by,
        record: About::of(entry)
            .map(|about| standing(facts, about))
            .transpose()?
            .flatten(),
        files: files_of(facts, entry.id)?.into_iter().map(frozen_file).collect(),
    })
}

/// The photos and papers of an entry that nobody withdrew, the first one first.
fn files_of(facts: &Facts<'_>, entry: RowId) -> Result<Vec<Attachment>, Refusal> {
    let rows = facts.glance_by::<Attachment>(Attachment::handover_id, &entry.to_value())?;
    let withdrawn: Vec<RowId> = rows.iter().filter_map(|row| row.withdraws_id).collect();
    let stands = |row: &Attachment| row.withdraws_id.is_none() && !withdrawn.contains(&row.id);
    Ok(rows.into_iter().rev().filter(stands).collect())
}

fn frozen_file(file: Attachment) -> FrozenFile {
    FrozenFile {
        sha256: file.sha256,
        kind: file.kind,
        name: file.name,
        caption: file.caption,
    }
}
