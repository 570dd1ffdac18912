//! Handovers that were signed: who handed over, who took over, and what was set down.

use super::mine::reads_otherwise;
use crate::actions::EntryName;
use crate::error::Error;
use crate::program::Program;
use crate::views::history::entry_name;
use crate::views::{OFFSET_ROWS_MAX, Person, View, Window, equals};
use domain::RowId;
use domain::field::Field;
use domain::handover::{About, Appendix, FrozenEntry, FrozenPeriod, Standing, digest_of, standing};
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::{Code, Refusal};
use domain::schema::Row;
use domain::tables::{Department, HandoverEntry, HandoverKind, HandoverSide, HandoverSignature, HandoverStatus};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use store::{ListQuery, Sort};
use ts_rs::TS;

/// Signed handovers of one answer: what was signed is read for each.
const SIGNED_ROWS_MAX: usize = 50;

/// Which signed handovers are wanted.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SignedListArgs {
    /// Of this department; of all when left out.
    pub department: Option<Department>,
    /// Watch or rotation; both when left out.
    pub kind: Option<HandoverKind>,
    /// First row wanted, from 0.
    pub offset: usize,
    /// How many; at most 50.
    pub limit: Option<usize>,
}

/// The signature of somebody who took over, or did not.
#[derive(Debug, Serialize, TS)]
pub struct AnswerLine {
    /// Who.
    pub by: Person,
    /// When.
    pub at: Instant,
    /// Accepted, or not.
    pub is_accepted: bool,
    /// A word on it, or why not.
    pub remark: Option<String>,
}

/// A handover that somebody signed over.
#[derive(Debug, Serialize, TS)]
pub struct SignedLine {
    /// The signature.
    pub id: RowId,
    /// Whose handover it is.
    pub department: Department,
    /// Watch or rotation.
    pub kind: HandoverKind,
    /// Where the period begins.
    pub from_at: Option<Instant>,
    /// Where it ends.
    pub until_at: Instant,
    /// When it was signed.
    pub at: Instant,
    /// Who handed over.
    pub by: Person,
    /// What they said to it.
    pub remark: Option<String>,
    /// Entries under the signature.
    pub entries: u32,
    /// Of these, open at that moment.
    pub open: u32,
    /// It ends with a list that the program made.
    pub with_appendix: bool,
    /// Who took over, the oldest first.
    pub answers: Vec<AnswerLine>,
    /// Another signature was given while neither had seen the other: two people signed while apart.
    pub is_twice: bool,
}

/// An entry as it was signed, and as it stands now.
#[derive(Debug, Serialize, TS)]
pub struct SignedEntry {
    /// As it was signed.
    pub signed: FrozenEntry,
    /// Who wrote it; none for somebody ashore.
    pub by: Option<Person>,
    /// What became of it since; none where it is not shown here any more: its workstation was closed, or
    /// issued it again.
    pub status_now: Option<HandoverStatus>,
    /// It reads otherwise now than it was signed.
    pub is_changed: bool,
    /// How the record it speaks of stands now.
    pub record_now: Option<Standing>,
}

/// Everything about one signed handover.
#[derive(Debug, Serialize, TS)]
pub struct SignedPage {
    /// The line of the list.
    pub line: SignedLine,
    /// The entries, as they were signed.
    pub entries: Vec<SignedEntry>,
    /// What the program listed at the end.
    pub appendix: Option<Appendix>,
    /// The digest by which the signatures name what was signed.
    pub digest: String,
    /// The entry of the record that holds it.
    pub entry: EntryName,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

pub(super) fn line(view: &View<'_>, signature: HandoverSignature) -> Result<SignedLine, Refusal> {
    let frozen = FrozenPeriod::read(&signature.statement)?;
    line_of(view, signature, &frozen)
}

pub(super) fn line_of(
    view: &View<'_>,
    signature: HandoverSignature,
    frozen: &FrozenPeriod,
) -> Result<SignedLine, Refusal> {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let open = frozen
        .entries
        .iter()
        .filter(|entry| entry.status == HandoverStatus::Open);
    Ok(SignedLine {
        id: signature.id,
        department: signature.department,
        kind: signature.kind,
        from_at: signature.from_at,
        until_at: signature.until_at,
        at: signature.created_at,
        by: view.person(signature.signed_by)?,
        entries: count(frozen.entries.len()),
        open: count(open.count()),
        with_appendix: signature.with_appendix,
        answers: answers(view, signature.id)?,
        is_twice: is_twice(view, &signature)?,
        remark: signature.remark,
    })
}

fn answers(view: &View<'_>, signature: RowId) -> Result<Vec<AnswerLine>, Refusal> {
    let mut answers = view
        .ctx
        .facts
        .glance_by::<HandoverSignature>(HandoverSignature::answers_id, &signature.to_value())?;
    answers.reverse();
    let line = |answer: HandoverSignature| {
        Ok(AnswerLine {
            by: view.person(answer.signed_by)?,
            at: answer.created_at,
            is_accepted: answer.is_accepted == Some(true),
            remark: answer.remark,
        })
    };
    answers.into_iter().map(line).collect()
}

/// Whether another signature of the same handover was given while neither had seen the other.
fn is_twice(view: &View<'_>, signature: &HandoverSignature) -> Result<bool, Refusal> {
    let mut query = outgoing(Some(signature.department), Some(signature.kind));
    // Signatures made apart lie close to each other: the neighbours of this one are enough.
    let after = store::Filter {
        column: HandoverSignature::until_at.name.to_owned(),
        compare: store::Compare::AtLeast,
        values: vec![
            signature
                .from_at
                .map_or(journal::Value::Int(i64::MIN), |from| from.to_value()),
        ],
    };
    query.filters.push(after);
    query.sort[0].is_descending = false;
    query.limit = SIGNED_ROWS_MAX;
    let (_, others) = view.window::<HandoverSignature>(&query)?;
    for other in others.iter().filter(|other| other.id != signature.id) {
        let reader = view.reader;
        if !reader.had_seen(signature.id, other.id)? && !reader.had_seen(other.id, signature.id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn outgoing(department: Option<Department>, kind: Option<HandoverKind>) -> ListQuery {
    let mut query = ListQuery::new(HandoverSignature::TABLE);
    let department = department.map(|department| equals(HandoverSignature::department, department.to_value()));
    let kind = kind.map(|kind| equals(HandoverSignature::kind, kind.to_value()));
    let side = equals(HandoverSignature::side, HandoverSide::Outgoing.to_value());
    query.filters = department.into_iter().chain(kind).chain([side]).collect();
    query.sort = vec![Sort {
        column: HandoverSignature::until_at.name.to_owned(),
        is_descending: true,
    }];
    query
}

pub(super) fn entry_now(view: &View<'_>, signed: FrozenEntry) -> Result<SignedEntry, Refusal> {
    let entry = view.ctx.facts.find::<HandoverEntry>(signed.id)?;
    let about = entry.as_ref().and_then(About::of);
    Ok(SignedEntry {
        by: signed.written_by.map(|id| view.person(id)).transpose()?,
        status_now: entry.as_ref().map(|entry| entry.status),
        is_changed: entry.as_ref().is_some_and(|entry| reads_otherwise(&signed, entry)),
        record_now: about
            .map(|about| standing(view.ctx.facts, about))
            .transpose()?
            .flatten(),
        signed,
    })
}

/// The signature of whoever handed over, and what was signed.
pub(crate) fn signed(view: &View<'_>, id: RowId) -> Result<(HandoverSignature, FrozenPeriod), Refusal> {
    let signature = view.ctx.facts.glance::<HandoverSignature>(id)?;
    // The link of an answer leads to what it answers.
    let signature = match signature.answers_id {
        Some(answered) => view.ctx.facts.glance::<HandoverSignature>(answered)?,
        None => signature,
    };
    let frozen = FrozenPeriod::read(&signature.statement)?;
    Ok((signature, frozen))
}

impl Program {
    /// Handovers that were signed over, the latest first.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn handover_signed_list(&self, args: &SignedListArgs) -> Result<Window<SignedLine>, Error> {
        self.view(|view| {
            let mut query = outgoing(args.department, args.kind);
            query.offset = args.offset.min(OFFSET_ROWS_MAX);
            query.limit = args.limit.unwrap_or(SIGNED_ROWS_MAX).min(SIGNED_ROWS_MAX);
            let (total, signatures) = view.window::<HandoverSignature>(&query)?;
            let rows = signatures.into_iter().map(|signature| line(view, signature));
            Ok(Window {
                total,
                rows: rows.collect::<Result<_, _>>()?,
            })
        })
    }

    /// Everything about one signed handover.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn handover_signed_page(&self, id: RowId) -> Result<SignedPage, Error> {
        self.view(|view| {
            let (signature, frozen) = signed(view, id)?;
            let unknown = || Refusal::new(Code::Fault, "The act of this signature is not in the record.");
            let written = view.reader.entries_of_row(signature.id)?;
            let entry = written.first().map(|recorded| entry_name(&recorded.entry));
            let digest = digest_of(&signature.statement);
            let about = Subject::of(signature.department);
            let line = line_of(view, signature, &frozen)?;
            let entries = frozen.entries.into_iter().map(|entry| entry_now(view, entry));
            Ok(SignedPage {
                line,
                entries: entries.collect::<Result<_, _>>()?,
                appendix: frozen.appendix,
                digest,
                entry: entry.ok_or_else(unknown)?,
                offers: offers::offered(view.ctx, &["acknowledge_handover"], &about)?,
            })
        })
    }
}
