//! Entries as the page shows them, beside how the records they speak of stand now.

use super::mine::Mine;
use crate::views::{Person, View, Window, equals};
use domain::acts::handover::subject;
use domain::field::Field;
use domain::handover::{About, Standing, place_of, standing};
use domain::offers::{self, Offer};
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{Department, HandoverCategory, HandoverEntry, HandoverStatus};
use serde::Serialize;
use store::{ListQuery, Sort};
use ts_rs::TS;

/// One entry.
#[derive(Debug, Serialize, TS)]
pub struct HandoverLine {
    /// The row.
    pub entry: HandoverEntry,
    /// Who wrote it; none for somebody ashore.
    pub by: Option<Person>,
    /// Who marked it done or took it back.
    pub closed_by: Option<Person>,
    /// The record it speaks of, and how that stands now.
    pub record: Option<Standing>,
    /// It did not stand under this person's last signature.
    pub is_new: bool,
    /// It stood there otherwise.
    pub is_changed: bool,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// The entries of one category, what matters most first.
#[derive(Debug, Serialize, TS)]
pub struct HandoverGroup {
    /// The category.
    pub category: HandoverCategory,
    /// Its entries.
    pub lines: Vec<HandoverLine>,
}

pub(super) fn line(view: &View<'_>, mine: Option<&Mine>, entry: HandoverEntry) -> Result<HandoverLine, Refusal> {
    Ok(HandoverLine {
        by: entry.created_by.map(|id| view.person(id)).transpose()?,
        closed_by: entry.closed_by.map(|id| view.person(id)).transpose()?,
        record: About::of(&entry)
            .map(|about| standing(view.ctx.facts, about))
            .transpose()?
            .flatten(),
        is_new: mine.is_some_and(|mine| mine.is_new(&entry)),
        is_changed: mine.is_some_and(|mine| mine.is_changed(&entry)),
        offers: offers::offered(view.ctx, offers::of_handover_entry(&entry), &subject(&entry))?,
        entry,
    })
}

/// The entries by category, in the order in which a handover is read.
pub(super) fn groups(
    view: &View<'_>,
    mine: &Mine,
    mut entries: Vec<HandoverEntry>,
) -> Result<Vec<HandoverGroup>, Refusal> {
    entries.sort_by_key(place_of);
    let mut groups: Vec<HandoverGroup> = Vec::new();
    for entry in entries {
        let category = entry.category;
        let line = line(view, Some(mine), entry)?;
        match groups.last_mut().filter(|group| group.category == category) {
            Some(group) => group.lines.push(line),
            None => groups.push(HandoverGroup {
                category,
                lines: vec![line],
            }),
        }
    }
    Ok(groups)
}

/// Open entries of a department, the newest first, at most `limit`, and how many there are.
pub(in crate::views) fn open_of_department(
    view: &View<'_>,
    department: Department,
    limit: usize,
) -> Result<Window<HandoverLine>, Refusal> {
    let mut query = ListQuery::new(HandoverEntry::TABLE);
    query.filters = vec![
        equals(HandoverEntry::status, HandoverStatus::Open.to_value()),
        equals(HandoverEntry::department, department.to_value()),
    ];
    query.sort = vec![Sort {
        column: "created_at".to_owned(),
        is_descending: true,
    }];
    query.limit = limit;
    let (total, entries) = view.window::<HandoverEntry>(&query)?;
    let lines = entries.into_iter().map(|entry| line(view, None, entry));
    Ok(Window {
        total,
        rows: lines.collect::<Result<_, _>>()?,
    })
}
