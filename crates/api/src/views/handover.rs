//! Handover: what people wrote for the next watch or rotation, what was signed, and by whom.
//!
//! Deliberately not here: who read what. "New since I last signed" follows from signatures alone.

mod lines;
mod mine;
mod one;
mod signed;

pub use lines::{HandoverGroup, HandoverLine};
pub use one::HandoverEntryPage;
pub use signed::{AnswerLine, SignedEntry, SignedLine, SignedListArgs, SignedPage};

pub(super) use lines::open_of_department;
pub(crate) use signed::signed;

use super::{OFFSET_ROWS_MAX, View, equals};
use crate::error::Error;
use crate::program::Program;
use domain::field::Field;
use domain::handover::Relief;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{Department, HandoverEntry, HandoverKind, HandoverStatus};
use domain::time::Instant;
use journal::Value;
use mine::Mine;
use serde::{Deserialize, Serialize};
use store::{Compare, Filter, ListQuery};
use ts_rs::TS;

/// Entries of one answer, the newest ones where there are more.
pub const ENTRIES_SHOWN_MAX: usize = 500;

/// Acts that the page offers, by the department it shows.
const PAGE_ACTS: &[&str] = &["add_to_handover", "sign_over_handover"];

/// Which entries are wanted.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct HandoverArgs {
    /// Whose handover; the person's own department when left out.
    pub department: Option<Department>,
    /// Watch when left out.
    pub kind: Option<HandoverKind>,
    /// Open, done or withdrawn; open when left out.
    pub status: Option<HandoverStatus>,
    /// Only what was written, or changed, since this person last signed here.
    pub only_new: bool,
    /// Written at this moment or later.
    pub from_at: Option<Instant>,
    /// Written before this moment.
    pub to_at: Option<Instant>,
    /// Entries to leave out from the newest on.
    pub offset: usize,
}

/// One department's handover.
#[derive(Debug, Serialize, TS)]
pub struct HandoverPage {
    /// Whose handover it is.
    pub department: Department,
    /// Watch or rotation.
    pub kind: HandoverKind,
    /// The entries, by category; categories without an entry are left out.
    pub groups: Vec<HandoverGroup>,
    /// Entries that meet the filters, also those not shown.
    pub total: u64,
    /// Open entries, whatever the filters.
    pub open: u64,
    /// Of these, those that are new since this person last signed here.
    pub new: u64,
    /// When this person last signed here, handing over or taking over.
    pub my_last_at: Option<Instant>,
    /// The last handover that was signed.
    pub last_signed: Option<SignedLine>,
    /// Acts this person may open here.
    pub offers: Vec<Offer>,
}

impl Program {
    /// One department's handover, grouped by category.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn handover_page(&self, args: &HandoverArgs) -> Result<HandoverPage, Error> {
        self.view(|view| page(view, args))
    }
}

/// One department's handover, grouped by category.
pub(crate) fn page(view: &View<'_>, args: &HandoverArgs) -> Result<HandoverPage, Refusal> {
    let relief = Relief {
        department: args.department.unwrap_or(view.ctx.actor.department),
        kind: args.kind.unwrap_or(HandoverKind::Watch),
    };
    let mine = Mine::of(view, relief)?;
    let (total, entries) = entries(view, relief, args, &mine)?;
    let last = relief.last_signed_over(view.ctx.facts)?;
    let open = view
        .window::<HandoverEntry>(&query(relief, Some(HandoverStatus::Open)))?
        .1;
    let new = open.iter().filter(|entry| mine.is_new(entry) || mine.is_changed(entry));
    Ok(HandoverPage {
        department: relief.department,
        kind: relief.kind,
        groups: lines::groups(view, &mine, entries)?,
        total,
        open: open.len() as u64,
        new: new.count() as u64,
        my_last_at: mine.signed_at(),
        last_signed: last.map(|last| signed::line(view, last)).transpose()?,
        offers: offers::offered(view.ctx, PAGE_ACTS, &Subject::of(relief.department))?,
    })
}

/// The newest entries of a relief, of one status or of all.
fn query(relief: Relief, status: Option<HandoverStatus>) -> ListQuery {
    let mut query = ListQuery::new(HandoverEntry::TABLE);
    query.filters = vec![
        equals(HandoverEntry::department, relief.department.to_value()),
        equals(HandoverEntry::kind, relief.kind.to_value()),
    ];
    query
        .filters
        .extend(status.map(|status| equals(HandoverEntry::status, status.to_value())));
    query.sort = vec![store::Sort {
        column: "created_at".to_owned(),
        is_descending: true,
    }];
    query.limit = ENTRIES_SHOWN_MAX;
    query
}

fn entries(
    view: &View<'_>,
    relief: Relief,
    args: &HandoverArgs,
    mine: &Mine,
) -> Result<(u64, Vec<HandoverEntry>), Refusal> {
    let status = args.status.unwrap_or(HandoverStatus::Open);
    let mut query = query(relief, Some(status));
    let ends = [(Compare::AtLeast, args.from_at), (Compare::Below, args.to_at)];
    query.filters.extend(ends.into_iter().filter_map(|(compare, at)| {
        at.map(|at| Filter {
            column: "created_at".to_owned(),
            compare,
            values: vec![Value::Int(at.millis())],
        })
    }));
    query.offset = args.offset.min(OFFSET_ROWS_MAX);
    let (total, mut entries) = view.window::<HandoverEntry>(&query)?;
    if !args.only_new {
        return Ok((total, entries));
    }
    entries.retain(|entry| mine.is_new(entry) || mine.is_changed(entry));
    Ok((entries.len() as u64, entries))
}
