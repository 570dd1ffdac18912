//! Lists as they are shown: the same filters, order and columns as on screen.

mod deliveries;
mod equipment;
mod handover;
mod movements;
mod narrowed;
mod people;
mod postings;
mod purchases;
mod record;
mod shopping;
mod stores;
mod tree;
mod work;

use super::Stop;
use super::desk::{BOXES, foot, page_of, vessel};
use super::run::Pace;
use crate::views::audit::AuditArgs;
use crate::views::buying::spend::postings::PostingArgs;
use crate::views::handover::HandoverArgs;
use crate::views::movements::MovementArgs;
use crate::views::{View, WINDOW_ROWS_MAX, Window, WindowArgs};
use domain::refusal::{Code, Refusal};
use domain::words;
use paper::list::{List, Row};
use paper::{Cell, Column};
pub(super) use record::{columns, entry, narrowed as period_narrowed};
use serde::Deserialize;
use ts_rs::TS;

/// Rows that one list prints: a thousand pages.
const ROWS_MAX: u64 = 20_000;

/// A list, and what it is narrowed to; the window that is in sight does not matter.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(tag = "list", rename_all = "snake_case")]
pub enum ShownList {
    /// Faults.
    Faults {
        /// Words, filters and order.
        args: WindowArgs,
    },
    /// Work orders.
    WorkOrders {
        /// Words, filters and order.
        args: WindowArgs,
    },
    /// The tree of machines and spaces.
    Equipment {
        /// Words; what stands above a match is printed too.
        text: String,
        /// With what is retired.
        retired: bool,
    },
    /// Parts.
    Parts {
        /// Words, filters and order.
        args: WindowArgs,
    },
    /// The tree of storage places.
    Locations {
        /// Words; what stands above a match is printed too.
        text: String,
        /// With what is retired.
        retired: bool,
    },
    /// Movements of a part, at a place or for a work order.
    Movements {
        /// Of which.
        args: MovementArgs,
    },
    /// Counters with their last reading, and room for the next.
    RunningHours {},
    /// Suppliers.
    Suppliers {
        /// Words, filters and order.
        args: WindowArgs,
    },
    /// One part of the shopping list.
    Shopping {
        /// Words, filters and order.
        args: WindowArgs,
    },
    /// Purchase orders.
    Orders {
        /// Words, filters and order.
        args: WindowArgs,
    },
    /// Deliveries.
    Deliveries {
        /// Words, filters and order.
        args: WindowArgs,
    },
    /// What makes a figure of spend.
    Postings {
        /// Which figure, of what.
        args: PostingArgs,
    },
    /// Entries of a handover.
    Handover {
        /// Whose, and which.
        args: HandoverArgs,
    },
    /// Everybody of the vessel.
    People {},
    /// Entries of the record, newest first.
    Record {
        /// Filters.
        args: AuditArgs,
    },
}

/// A list that was gathered.
pub(super) struct Listed {
    title: &'static str,
    /// What it is narrowed to and sorted by.
    narrowed: Vec<String>,
    /// "34 faults".
    count: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// Gathers a list.
pub(super) fn gathered(view: &View<'_>, list: &ShownList, pace: &Pace) -> Result<Listed, Stop> {
    match list {
        ShownList::Faults { args } => work::faults(view, args, pace),
        ShownList::WorkOrders { args } => work::orders(view, args, pace),
        ShownList::Equipment { text, retired } => equipment::tree(view, text, *retired),
        ShownList::Parts { args } => stores::parts(view, args, pace),
        ShownList::Locations { text, retired } => stores::locations(view, text, *retired),
        ShownList::Movements { args } => movements::moved(view, args, pace),
        ShownList::RunningHours {} => equipment::hours(view),
        ShownList::Suppliers { args } => stores::suppliers(view, args, pace),
        ShownList::Shopping { args } => shopping::items(view, args, pace),
        ShownList::Orders { args } => purchases::orders(view, args, pace),
        ShownList::Deliveries { args } => deliveries::deliveries(view, args, pace),
        ShownList::Postings { args } => postings::lines(view, args, pace),
        ShownList::Handover { args } => handover::entries(view, args),
        ShownList::People {} => people::crew(view),
        ShownList::Record { args } => record::entries(view, args, pace),
    }
}

/// The head of the paper, and its rows.
pub(super) fn paper_of(view: &View<'_>, listed: Listed) -> Result<(List, Vec<Row>), Refusal> {
    let mut lead = listed.narrowed;
    lead.push(listed.count);
    let list = List {
        vessel: vessel(view)?,
        title: listed.title.to_owned(),
        lead,
        columns: listed.columns,
        nothing: "Nothing matches.".to_owned(),
        foot: foot(view),
        page_of,
        boxes: BOXES.to_owned(),
    };
    Ok((list, listed.rows))
}

/// All rows of a list, window by window.
fn all<T>(
    args: &WindowArgs,
    pace: &Pace,
    read: impl Fn(&WindowArgs) -> Result<Window<T>, Refusal>,
) -> Result<Vec<T>, Stop> {
    let mut rows = Vec::new();
    loop {
        let window = WindowArgs {
            offset: rows.len(),
            limit: Some(WINDOW_ROWS_MAX),
            ..args.clone()
        };
        let found = read(&window)?;
        if rows.is_empty() {
            refuse_too_long(found.total)?;
            pace.expect(found.total.div_ceil(WINDOW_ROWS_MAX as u64));
        }
        if found.rows.is_empty() {
            return Ok(rows);
        }
        pace.step()?;
        rows.extend(found.rows);
    }
}

fn refuse_too_long(rows: u64) -> Result<(), Refusal> {
    if rows <= ROWS_MAX {
        return Ok(());
    }
    Err(Refusal::new(
        Code::Invalid,
        format!(
            "This list has {} rows, and at most {} are printed. Narrow it by words or filters.",
            words::thousands(rows),
            words::thousands(ROWS_MAX)
        ),
    ))
}

/// "34 faults".
fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{} {many}", words::thousands(count as u64)),
    }
}

/// Texts in one line, without those that are empty.
fn joined<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> String {
    let said = texts.into_iter().flatten().filter(|text| !text.is_empty());
    said.collect::<Vec<_>>().join(" · ")
}

fn cells<const N: usize>(cells: [Cell; N]) -> Row {
    Row::Cells(cells.into())
}
