//! What came of what was ordered: computed from lines, deliveries and marks, never stored.

use crate::quantity::Quantity;
use crate::tables::{ItemStatus, PurchaseStatus};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Where an item stands, with what came of its order.
    pub enum ItemState {
        /// Asked for.
        Candidate = "candidate",
        /// A head of department is looking at it.
        UnderReview = "under_review",
        /// To be bought.
        Approved = "approved",
        /// Not to be bought.
        Rejected = "rejected",
        /// Ordered; nothing of it came yet.
        Ordered = "ordered",
        /// Some of it came, or will not come; the rest is awaited.
        PartiallyFulfilled = "partially_fulfilled",
        /// Nothing more of it is awaited.
        Fulfilled = "fulfilled",
        /// Nothing more is awaited, and all that came was installed.
        Installed = "installed",
        /// Nothing more is awaited, and nothing came.
        Missing = "missing",
        /// Taken back, or not wanted any more.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// Where an order stands, with what came of it.
    pub enum OrderState {
        /// Being put together.
        Draft = "draft",
        /// Sent; nothing of it came yet.
        Ordered = "ordered",
        /// Some of it came, or will not come; the rest is awaited.
        PartiallyReceived = "partially_received",
        /// Nothing more of it is awaited.
        Received = "received",
        /// Will not be delivered.
        Cancelled = "cancelled",
    }
}

/// What was ordered and what came of it, in the part's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct Tally {
    /// On orders that were placed.
    pub ordered: Quantity,
    /// Cancelled of that.
    pub cancelled: Quantity,
    /// Came with deliveries and was accepted into stores.
    pub accepted: Quantity,
    /// Installed without going through stores.
    pub installed: Quantity,
    /// Will not come any more.
    pub missing: Quantity,
}

impl std::ops::Add for Tally {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            ordered: self.ordered + other.ordered,
            cancelled: self.cancelled + other.cancelled,
            accepted: self.accepted + other.accepted,
            installed: self.installed + other.installed,
            missing: self.missing + other.missing,
        }
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::default(), |sum, item| sum + item)
    }
}

impl Tally {
    /// What is to come all in all.
    #[must_use]
    pub fn due(&self) -> Quantity {
        self.ordered - self.cancelled
    }

    /// What came.
    #[must_use]
    pub fn came(&self) -> Quantity {
        self.accepted + self.installed
    }

    /// What is still awaited; never less than nothing, however much came.
    #[must_use]
    pub fn outstanding(&self) -> Quantity {
        (self.due() - self.came() - self.missing).max(Quantity::ZERO)
    }

    /// What came of it, for an item that is ordered.
    #[must_use]
    pub fn state(&self) -> ItemState {
        let settled = self.came() + self.missing;
        if !settled.is_positive() {
            ItemState::Ordered
        } else if settled < self.due() {
            ItemState::PartiallyFulfilled
        } else if !self.came().is_positive() {
            ItemState::Missing
        } else if !self.accepted.is_positive() {
            ItemState::Installed
        } else {
            ItemState::Fulfilled
        }
    }
}

/// Where an item stands, with what came of its order.
#[must_use]
pub fn item_state(status: ItemStatus, tally: &Tally) -> ItemState {
    match status {
        ItemStatus::Candidate => ItemState::Candidate,
        ItemStatus::UnderReview => ItemState::UnderReview,
        ItemStatus::Approved => ItemState::Approved,
        ItemStatus::Rejected => ItemState::Rejected,
        ItemStatus::Cancelled => ItemState::Cancelled,
        ItemStatus::Ordered => tally.state(),
    }
}

/// Where an order stands, with what came of each of its lines: more of one than was ordered makes up for
/// nothing that is awaited on another.
#[must_use]
pub fn order_state(status: PurchaseStatus, lines: &[Tally]) -> OrderState {
    let is_awaited = lines.iter().any(|line| line.outstanding().is_positive());
    let is_settled = lines.iter().any(|line| (line.came() + line.missing).is_positive());
    match (status, is_settled, is_awaited) {
        (PurchaseStatus::Draft, ..) => OrderState::Draft,
        // Besides cancelling it whole, every line can be cancelled one by one.
        (PurchaseStatus::Cancelled, ..) | (PurchaseStatus::Ordered, false, false) => OrderState::Cancelled,
        (PurchaseStatus::Ordered, false, true) => OrderState::Ordered,
        (PurchaseStatus::Ordered, true, true) => OrderState::PartiallyReceived,
        (PurchaseStatus::Ordered, true, false) => OrderState::Received,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(ordered: i64, cancelled: i64, accepted: i64, installed: i64, missing: i64) -> Tally {
        Tally {
            ordered: Quantity::whole(ordered),
            cancelled: Quantity::whole(cancelled),
            accepted: Quantity::whole(accepted),
            installed: Quantity::whole(installed),
            missing: Quantity::whole(missing),
        }
    }

    #[test]
    fn what_came_of_an_order_is_one_function_of_five_figures() {
        use ItemState::{Fulfilled, Installed, Missing, Ordered, PartiallyFulfilled};
        for (of, state, outstanding) in [
            (tally(5, 0, 0, 0, 0), Ordered, 5),
            (tally(5, 2, 0, 0, 0), Ordered, 3),
            (tally(5, 0, 2, 0, 0), PartiallyFulfilled, 3),
            (tally(5, 0, 0, 2, 0), PartiallyFulfilled, 3),
            (tally(5, 0, 0, 0, 1), PartiallyFulfilled, 4),
            (tally(5, 3, 0, 2, 0), Installed, 0),
            (tally(5, 0, 0, 5, 0), Installed, 0),
            (tally(5, 0, 0, 0, 5), Missing, 0),
            (tally(5, 0, 0, 3, 2), Installed, 0),
            (tally(5, 0, 3, 0, 2), Fulfilled, 0),
            (tally(5, 0, 3, 2, 0), Fulfilled, 0),
            (tally(5, 0, 7, 0, 0), Fulfilled, 0),
        ] {
            let found = (of.state(), of.outstanding());
            assert_eq!(found, (state, Quantity::whole(outstanding)), "{of:?}");
        }
    }

    #[test]
    fn an_order_is_received_once_nothing_of_it_is_awaited() {
        use PurchaseStatus::{Cancelled, Draft, Ordered};
        for (status, of, state) in [
            (Draft, tally(0, 0, 0, 0, 0), OrderState::Draft),
            (Ordered, tally(5, 0, 0, 0, 0), OrderState::Ordered),
            (Ordered, tally(5, 0, 2, 0, 0), OrderState::PartiallyReceived),
            (Ordered, tally(5, 3, 2, 0, 0), OrderState::Received),
            (Ordered, tally(5, 0, 0, 0, 5), OrderState::Received),
            (Ordered, tally(5, 5, 0, 0, 0), OrderState::Cancelled),
            (Cancelled, tally(5, 5, 0, 0, 0), OrderState::Cancelled),
        ] {
            assert_eq!(order_state(status, &[of]), state, "{status:?} {of:?}");
        }
        let too_many_and_none = [tally(5, 0, 0, 10, 0), tally(5, 0, 0, 0, 0)];
        assert_eq!(order_state(Ordered, &too_many_and_none), OrderState::PartiallyReceived);
    }
}
