//! What deliveries made of stock and spend, as the walk compares it.

use crate::ship::Ship;
use domain::RowId;
use domain::acts::receiving::{movement_id, posting_id, returned_item_id};
use domain::buying::LineStanding;
use domain::buying::spend::{self, Spent};
use domain::facts::Facts;
use domain::quantity::Quantity;
use domain::receiving::Counted;
use domain::tables::{
    Destination, Discrepancy, Movement, OrderLine, Posting, PurchaseOrder, ReceivingLine, ReceivingSession,
    SessionStatus, ShoppingItem,
};
use std::collections::{BTreeMap, BTreeSet};

/// What lies where, by part and place.
pub(super) type Stock = BTreeMap<(RowId, RowId), Quantity>;

/// A line of an order with what came of it.
pub(super) fn bought(facts: &Facts<'_>, line: RowId) -> LineStanding {
    let line = facts.glance::<OrderLine>(line).unwrap();
    let order = facts.glance::<PurchaseOrder>(line.order_id).unwrap();
    LineStanding::of(facts, line, order).unwrap()
}

/// What a commit made of one row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Came {
    pub(super) to_stores: Quantity,
    pub(super) installed: Quantity,
    pub(super) posted: Quantity,
    pub(super) asked_anew: Quantity,
}

impl Came {
    /// As the books have it.
    pub(super) fn of(facts: &Facts<'_>, row: &Counted) -> Self {
        let posted = |to: Destination| {
            let found = facts.find::<Posting>(posting_id(row.line.id, to)).unwrap();
            found.map(|posting| posting.quantity).unwrap_or_default()
        };
        let moved = facts.find::<Movement>(movement_id(row.line.id)).unwrap();
        let anew = facts.find::<ShoppingItem>(returned_item_id(row.line.id)).unwrap();
        Self {
            to_stores: moved.map(|moved| moved.quantity).unwrap_or_default(),
            installed: posted(Destination::Installed),
            posted: posted(Destination::Stores) + posted(Destination::Installed),
            asked_anew: anew.map(|item| item.quantity).unwrap_or_default(),
        }
    }

    /// As a signed row says.
    pub(super) fn told(row: &Counted) -> Self {
        if !row.counts() {
            return Self::default();
        }
        Self {
            to_stores: row.to_stores(),
            installed: row.installed(),
            posted: row.accepted(),
            asked_anew: row.to_list(),
        }
    }
}

/// What the ship has and spent, and what is ticked.
pub(super) struct Books {
    pub(super) statuses: BTreeMap<RowId, SessionStatus>,
    pub(super) ticks: BTreeSet<RowId>,
    pub(super) stock: Stock,
    pub(super) spent: Spent,
}

impl Books {
    pub(super) fn of(ship: &Ship) -> Self {
        let mut stock = Stock::new();
        for moved in ship.rows::<Movement>() {
            let sum = stock.entry((moved.part_id, moved.location_id)).or_default();
            *sum = *sum + moved.quantity;
        }
        let sessions = ship.rows::<ReceivingSession>().into_iter();
        let ticked = ship.rows::<ReceivingLine>().into_iter().filter(|row| row.is_ticked);
        Self {
            statuses: sessions.map(|session| (session.id, session.status)).collect(),
            ticks: ticked.map(|row| row.id).collect(),
            stock,
            spent: spend::spent(&spend::standing(ship.rows::<Posting>())),
        }
    }
}

/// A delivery with all that stands in it.
pub(super) fn whole(ship: &Ship, session: RowId) -> String {
    let sessions = ship.rows::<ReceivingSession>();
    let lines = ship.rows::<ReceivingLine>();
    let wrong = ship.rows::<Discrepancy>();
    format!(
        "{:?} {:?} {:?}",
        sessions.iter().find(|other| other.id == session),
        lines.iter().filter(|row| row.session_id == session).collect::<Vec<_>>(),
        wrong.iter().filter(|row| row.session_id == session).collect::<Vec<_>>(),
    )
}
