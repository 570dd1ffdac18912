//! Record: who did what when, before and after, and whether the record is whole.

use super::history::{ColumnChange, author, column_changes, entry_name, told};
use super::unseen::{UnseenRevocation, unseen, unseen_of};
use super::whereabouts::WhereaboutsWord;
use super::{View, Window};
use crate::actions::EntryName;
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::refusal::{Code, Refusal};
use domain::tables::Device;
use domain::time::Instant;
use journal::{DeviceNumber, Entry, Stamp};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use store::{Aside, EntriesQuery};
use ts_rs::TS;

/// Entries of one window.
const ENTRIES_MAX: usize = 200;

/// Which entries to list, newest arrival first.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AuditArgs {
    /// Only acts that this person filled in.
    pub person: Option<RowId>,
    /// Only this act.
    pub action: Option<String>,
    /// Only this workstation (12 hex digits).
    pub device: Option<String>,
    /// From this moment on.
    pub from_at: Option<Instant>,
    /// Before this moment.
    pub to_at: Option<Instant>,
    /// Only acts done without knowing that the right to them had been revoked.
    pub unseen: Option<bool>,
    /// First row wanted.
    pub offset: usize,
    /// How many; at most 200.
    pub limit: Option<usize>,
}

/// Why an entry has no effect, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AsideWord {
    /// It waits for rows, or for its workstation to be confirmed.
    Held,
    /// It was written by a newer version.
    Parked,
    /// It lies beyond the end of a closed workstation.
    Void,
}

impl AsideWord {
    fn of(aside: Aside) -> Self {
        match aside {
            Aside::Held => Self::Held,
            Aside::Parked => Self::Parked,
            Aside::Void => Self::Void,
        }
    }
}

/// An entry in the list.
#[derive(Debug, Serialize, TS)]
pub struct AuditLine {
    /// The entry.
    pub entry: EntryName,
    /// The workstation's letter.
    pub letter: String,
    /// When, by the author's wall clock.
    pub at: Instant,
    /// The author's clock was not to be trusted then.
    pub clock_suspect: bool,
    /// Who filled it in.
    pub by: String,
    /// The role they had.
    pub role: String,
    /// Who signed it, where it was signed.
    pub signed_by: Option<String>,
    /// The act.
    pub action: String,
    /// What it did, in words.
    pub text: String,
    /// The records it wrote, at most three.
    pub records: Vec<String>,
    /// Why it has no effect, or not all of it; none where it has.
    pub aside: Option<AsideWord>,
    /// Who answers for roles is told: it was done without knowing that the right to it had been revoked.
    pub is_unseen: bool,
}

/// The signature of an entry.
#[derive(Debug, Serialize, TS)]
pub struct SignatureView {
    /// Who signed.
    pub by: String,
    /// The role they had.
    pub role: String,
    /// `session` or `pin`.
    pub method: String,
    /// When.
    pub at: Instant,
    /// What was signed.
    pub statement: String,
}

/// Everything one entry holds.
#[derive(Debug, Serialize, TS)]
pub struct AuditEntry {
    /// The line of the list.
    pub line: AuditLine,
    /// How far it has spread.
    pub whereabouts: WhereaboutsWord,
    /// When it was accepted ashore.
    pub ashore_at: Option<Instant>,
    /// The revocations of the right to it that its author had not seen.
    pub unseen: Vec<UnseenRevocation>,
    /// What it wrote, before and after.
    pub changes: Vec<ColumnChange>,
    /// What the changes do not hold.
    #[ts(type = "Record<string, unknown>")]
    pub parameters: serde_json::Value,
    /// The signature.
    pub signature: Option<SignatureView>,
    /// Hash of the entry before, hex.
    pub prev_hash: String,
    /// Hash of this entry, hex.
    pub hash: String,
    /// Whether hash and private digest are right as stored.
    pub is_whole: bool,
}

/// Whether the record is whole.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AuditReport {
    /// Everything matches.
    pub is_intact: bool,
    /// Entries looked at.
    pub entries: u64,
    /// Workstations they come from.
    pub devices: u64,
    /// Rows compared with the entries.
    pub rows: u64,
    /// The first thing that does not match.
    pub first_break: Option<AuditBreak>,
}

/// The first entry or row that does not match.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AuditBreak {
    /// The entry at fault, or the one that last wrote the row.
    pub entry: Option<EntryName>,
    /// The workstation's letter, where known.
    pub letter: Option<String>,
    /// What does not match, in words.
    pub message: String,
}

pub(crate) fn letters(view: &View<'_>) -> Result<HashMap<String, String>, Refusal> {
    let devices = view.ctx.facts.all::<Device>()?;
    Ok(devices
        .into_iter()
        .map(|device| (device.device, device.letter))
        .collect())
}

/// The entries as lines of the list.
pub(crate) fn lines(view: &View<'_>, entries: &[&Entry], unseen: &HashSet<Stamp>) -> Result<Vec<AuditLine>, Refusal> {
    let letters = letters(view)?;
    let stamps: Vec<Stamp> = entries.iter().map(|entry| entry.stamp()).collect();
    let asides = view.reader.aside(&stamps)?;
    entries
        .iter()
        .zip(asides)
        .map(|(entry, aside)| {
            let is_unseen = unseen.contains(&entry.stamp());
            let told = line(view, entry, &letters, aside)?;
            Ok(AuditLine { is_unseen, ..told })
        })
        .collect()
}

fn line(
    view: &View<'_>,
    entry: &Entry,
    letters: &HashMap<String, String>,
    aside: Option<Aside>,
) -> Result<AuditLine, Refusal> {
    let mut records: Vec<String> = Vec::new();
    for change in &entry.changes {
        if records.len() == 3 {
            break;
        }
        if let Some(table) = domain::tables::table(change.table) {
            let name = super::history::name_of(view, table, change.row)?;
            if !records.contains(&name) {
                records.push(name);
            }
        }
    }
    let device = entry.device.to_string();
    Ok(AuditLine {
        entry: entry_name(entry),
        letter: letters.get(&device).cloned().unwrap_or_default(),
        at: Instant::from_millis(entry.wall_at),
        clock_suspect: entry.clock_suspect,
        by: author(view, entry)?,
        role: entry.role.clone(),
        signed_by: entry
            .signature
            .as_ref()
            .map(|signature| Ok::<_, Refusal>(view.person(signature.signer)?.name))
            .transpose()?,
        text: told(view, entry)?,
        action: entry.action.clone(),
        records,
        aside: aside.map(AsideWord::of),
        is_unseen: false,
    })
}

fn stamp(name: &EntryName) -> Result<Stamp, Refusal> {
    let device = name
        .device
        .parse::<DeviceNumber>()
        .map_err(|_| Refusal::new(Code::Invalid, "A workstation is named by 12 hex digits."))?;
    Ok(Stamp { device, seq: name.seq })
}

/// What is asked of the record, and the entries that were done without knowing of a revocation.
pub(crate) fn asked(view: &View<'_>, args: &AuditArgs) -> Result<(EntriesQuery, HashSet<Stamp>), Refusal> {
    let named = args.device.as_deref().map(|text| {
        stamp(&EntryName {
            device: text.to_owned(),
            seq: 1,
        })
    });
    let unseen = unseen(view)?;
    let query = EntriesQuery {
        among: args
            .unseen
            .unwrap_or(false)
            .then(|| unseen.iter().map(|change| change.arrival).collect()),
        actor: args.person,
        action: args.action.clone(),
        device: named.transpose()?.map(|stamp| stamp.device),
        from_at: args.from_at.map(Instant::millis),
        until_at: args.to_at.map(Instant::millis),
        offset: args.offset.min(super::OFFSET_ROWS_MAX),
        limit: args.limit.unwrap_or(ENTRIES_MAX).min(ENTRIES_MAX),
    };
    Ok((query, unseen.iter().map(|change| change.entry).collect()))
}

/// One window of the record, newest first.
pub(crate) fn list(view: &View<'_>, args: &AuditArgs) -> Result<Window<AuditLine>, Refusal> {
    let (query, unseen) = asked(view, args)?;
    let page = view.reader.entries(&query)?;
    let entries: Vec<&Entry> = page.entries.iter().map(|recorded| &recorded.entry).collect();
    Ok(Window {
        total: page.total.rows as u64,
        rows: lines(view, &entries, &unseen)?,
    })
}

impl Program {
    /// Entries, newest arrival first.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn audit_list(&self, args: &AuditArgs) -> Result<Window<AuditLine>, Error> {
        self.view(|view| list(view, args))
    }

    /// Everything one entry holds.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn audit_entry(&self, name: &EntryName) -> Result<AuditEntry, Error> {
        let stamp = stamp(name)?;
        self.view(|view| {
            let missing = || Refusal::new(Code::NotFound, "This entry is not in the record of this workstation.");
            let entry = view.reader.entry(stamp)?.ok_or_else(missing)?;
            let signature = entry
                .signature
                .as_ref()
                .map(|signature| {
                    Ok::<_, Refusal>(SignatureView {
                        by: view.person(signature.signer)?.name,
                        role: signature.role.clone(),
                        method: signature.method.clone(),
                        at: Instant::from_millis(signature.signed_at),
                        statement: signature.statement.clone(),
                    })
                })
                .transpose()?;
            let found = view.reader.whereabouts(&[stamp])?.into_iter().next();
            let (whereabouts, ashore_at) = WhereaboutsWord::of(found.ok_or_else(missing)?);
            let unseen = unseen_of(view, &entry)?;
            let marked = unseen.iter().map(|_| stamp).collect();
            Ok(AuditEntry {
                line: lines(view, &[&entry], &marked)?.pop().ok_or_else(missing)?,
                unseen,
                whereabouts,
                ashore_at,
                changes: column_changes(view, &entry)?,
                parameters: entry.parameters.clone(),
                signature,
                prev_hash: entry.prev_hash.to_string(),
                hash: entry.hash.to_string(),
                is_whole: entry.verify().is_ok(),
            })
        })
    }
}
