//! Lines of orders with what came of them, as acts and pages ask for them.

use super::delivery::Tally;
use super::spend::standing;
use crate::facts::Facts;
use crate::field::Field;
use crate::quantity::Quantity;
use crate::refusal::Refusal;
use crate::tables::{Destination, ItemMark, MarkKind, OrderLine, Posting, PurchaseOrder, PurchaseStatus};
use journal::RowId;

/// One line with its order, and what was said of its units.
#[derive(Clone, Debug)]
pub struct LineStanding {
    /// The line.
    pub line: OrderLine,
    /// Its order.
    pub order: PurchaseOrder,
    /// The marks on it that stand, newest first.
    pub marks: Vec<ItemMark>,
    /// What deliveries brought into stores and nobody took back, in the part's unit.
    pub to_stores: Quantity,
    /// What was installed straight from deliveries and nobody took back, in the part's unit.
    pub installed: Quantity,
}

impl LineStanding {
    /// Reads the marks of a line, and what deliveries posted for it: a posting is written once for each unit
    /// that came, so it says what came even where two people committed one delivery apart.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn of(facts: &Facts<'_>, line: OrderLine, order: PurchaseOrder) -> Result<Self, Refusal> {
        let marks = standing_marks(facts.glance_by::<ItemMark>(ItemMark::line_id, &line.id.to_value())?);
        let postings = standing(facts.glance_by::<Posting>(Posting::line_id, &line.id.to_value())?);
        let went = |to: Destination| -> Quantity {
            let there = postings.iter().filter(|of| of.posting.destination == Some(to));
            there.map(|of| of.quantity).sum()
        };
        Ok(Self {
            marks,
            to_stores: went(Destination::Stores),
            installed: went(Destination::Installed),
            line,
            order,
        })
    }

    /// How much the line orders, less what was cancelled of it.
    #[must_use]
    pub fn quantity(&self) -> Quantity {
        self.line.quantity - self.line.cancelled.unwrap_or_default()
    }

    /// Whether more of it came than was ordered, and nobody who decided that knew of all of it: as where two
    /// people received it apart.
    #[must_use]
    pub fn may_have_come_twice(&self) -> bool {
        let decided = self.quantity().max(self.line.known_came.unwrap_or_default());
        self.tally().came() > decided
    }

    /// Whether anything of it is bought or about to be: not taken off, not cancelled.
    #[must_use]
    pub fn is_live(&self) -> bool {
        !self.line.is_removed && self.order.status != PurchaseStatus::Cancelled && self.quantity().is_positive()
    }

    /// Whether anything of it was ordered and not cancelled.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        self.is_live() && self.order.status == PurchaseStatus::Ordered
    }

    /// What was ordered and what came of it. A draft, and what was taken off one, ordered nothing.
    #[must_use]
    pub fn tally(&self) -> Tally {
        if self.line.is_removed || self.order.ordered_at.is_none() {
            return Tally::default();
        }
        let marked = |kind: MarkKind| {
            let of_kind = self.marks.iter().filter(|mark| mark.kind == kind);
            of_kind.map(|mark| mark.quantity).sum()
        };
        Tally {
            ordered: self.line.quantity,
            cancelled: if self.order.status == PurchaseStatus::Cancelled {
                self.line.quantity
            } else {
                self.line.cancelled.unwrap_or_default()
            },
            accepted: self.to_stores,
            installed: self.installed + marked(MarkKind::Installed),
            missing: marked(MarkKind::Missing),
        }
    }
}

/// Of marks, newest first, those that were not taken back.
#[must_use]
pub fn standing_marks(marks: Vec<ItemMark>) -> Vec<ItemMark> {
    let back: Vec<RowId> = marks.iter().filter_map(|mark| mark.takes_back_id).collect();
    let stands = |mark: &ItemMark| mark.kind != MarkKind::TakenBack && !back.contains(&mark.id);
    marks.into_iter().filter(stands).collect()
}

/// Every line that buys the item, newest first. The plan relies on the lines and on the state of their orders.
///
/// # Errors
/// When the replica cannot be read.
pub fn lines_of_item(facts: &Facts<'_>, item: RowId) -> Result<Vec<LineStanding>, Refusal> {
    let lines = facts.by::<OrderLine>(OrderLine::item_id, item)?;
    let standing = |line: OrderLine| {
        let order = facts.glance::<PurchaseOrder>(line.order_id)?;
        LineStanding::of(facts, line, order)
    };
    lines.into_iter().map(standing).collect()
}

/// The lines of an order that were not taken off, oldest first.
///
/// # Errors
/// When the replica cannot be read.
pub fn lines_of_order(facts: &Facts<'_>, order: &PurchaseOrder) -> Result<Vec<LineStanding>, Refusal> {
    let lines = facts.by::<OrderLine>(OrderLine::order_id, order.id)?;
    let kept = lines.into_iter().rev().filter(|line| !line.is_removed);
    kept.map(|line| LineStanding::of(facts, line, order.clone())).collect()
}
