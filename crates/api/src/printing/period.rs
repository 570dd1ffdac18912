//! The record of a period: every entry, oldest first, and where each workstation's entries end in it.
//!
//! It may be as long as the vessel's life, so it is read piece by piece from one snapshot, twice: to count
//! pages, and to draw each when it is full. What is kept at a time is one piece and one page.

use super::Stop;
use super::desk::{BOXES, Desk, foot, page_of, vessel};
use super::lists::{columns, entry, period_narrowed};
use super::run::Pace;
use crate::views::View;
use crate::views::audit::{self, AuditArgs};
use domain::refusal::Refusal;
use domain::time::offset_name;
use domain::words;
use journal::{DeviceNumber, Entry, Stamp};
use paper::Printed;
use paper::list::{List, Row, Take};
use std::collections::{BTreeMap, HashSet};
use store::{EntriesQuery, Recorded, Records};

/// Entries of one piece.
const PIECE_ENTRIES: usize = 200;

/// The last entry of each workstation, and its seal.
type Ends = BTreeMap<DeviceNumber, (u64, String)>;

pub(super) fn printed(desk: &Desk, args: &AuditArgs, pace: &Pace) -> Result<Printed, Stop> {
    let reader = desk.reader()?;
    let records = reader.records();
    let (list, query, unseen) = desk.over(&records, |view| head(view, args))?;
    let total = records
        .entries(&EntriesQuery {
            limit: 0,
            ..query.clone()
        })?
        .total
        .rows;
    // Counted, and drawn.
    pace.expect(total as u64 * 2);
    paper::list::print(&list, |take| {
        let pieces = Pieces {
            desk,
            records: &records,
            query: &query,
            unseen: &unseen,
        };
        pieces.hand_over(take, pace)
    })
}

fn head(view: &View<'_>, args: &AuditArgs) -> Result<(List, EntriesQuery, HashSet<Stamp>), Refusal> {
    let (query, unseen) = audit::asked(view, args)?;
    let query = EntriesQuery {
        limit: PIECE_ENTRIES,
        ..query
    };
    let total = view
        .reader
        .entries(&EntriesQuery {
            limit: 0,
            ..query.clone()
        })?
        .total
        .rows;
    let mut lead = period_narrowed(view, args)?;
    lead.push(format!("{}, the oldest first", entries_counted(total)));
    let offset = offset_name(view.ctx.ship.offset_at(view.ctx.now));
    lead.push(format!("Times by the ship's clocks at that time; now {offset}"));
    let list = List {
        vessel: vessel(view)?,
        title: "Record of a period".to_owned(),
        lead,
        columns: columns(),
        nothing: "Nothing was recorded in this period.".to_owned(),
        foot: foot(view),
        page_of,
        boxes: BOXES.to_owned(),
    };
    Ok((list, query, unseen))
}

fn entries_counted(count: usize) -> String {
    match count {
        1 => "1 entry".to_owned(),
        count => format!("{} entries", words::thousands(count as u64)),
    }
}

/// The entries of the period, piece by piece.
struct Pieces<'p> {
    desk: &'p Desk,
    records: &'p Records<'p>,
    query: &'p EntriesQuery,
    unseen: &'p HashSet<Stamp>,
}

impl Pieces<'_> {
    fn hand_over(&self, take: Take<'_>, pace: &Pace) -> Result<(), Stop> {
        let mut ends = Ends::new();
        let mut last: Option<Recorded> = None;
        loop {
            let mut piece = self.records.entries_onward(self.query, last.as_ref())?;
            if piece.is_empty() {
                break;
            }
            self.desk
                .over(self.records, |view| self.lay(view, &piece, take, pace))?;
            for Recorded { entry, .. } in &piece {
                let end = ends.entry(entry.device).or_insert((0, String::new()));
                if entry.seq > end.0 {
                    *end = (entry.seq, entry.hash.to_string());
                }
            }
            last = piece.pop();
        }
        self.desk.over(self.records, |view| say_ends(view, &ends, take))?;
        Ok(())
    }

    fn lay(&self, view: &View<'_>, piece: &[Recorded], take: Take<'_>, pace: &Pace) -> Result<(), Stop> {
        let entries: Vec<&Entry> = piece.iter().map(|recorded| &recorded.entry).collect();
        for line in audit::lines(view, &entries, self.unseen)? {
            pace.step()?;
            take(entry(view, &line));
        }
        Ok(())
    }
}

/// Whoever holds the record can compare: an entry's seal covers all that its workstation wrote before.
fn say_ends(view: &View<'_>, ends: &Ends, take: Take<'_>) -> Result<(), Refusal> {
    if ends.is_empty() {
        return Ok(());
    }
    let letters = audit::letters(view)?;
    take(Row::After(
        "The last entry of each workstation here, with its seal, which covers all that this workstation wrote before:"
            .to_owned(),
    ));
    for (device, (seq, hash)) in ends {
        let letter = letters.get(&device.to_string()).cloned().unwrap_or_default();
        take(Row::After(format!("{letter} {}: {hash}", words::thousands(*seq))));
    }
    Ok(())
}
