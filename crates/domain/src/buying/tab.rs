//! The parts of the shopping list that people look at, each item in exactly one.

use super::delivery::ItemState;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// A part of the shopping list, as its tabs show it.
    pub enum Tab {
        /// Asked for; nobody decided yet.
        Candidate = "candidate",
        /// Somebody decides, or decided that it is bought: the next thing is to order it.
        UnderReview = "under_review",
        /// Ordered, and nothing came yet.
        Ordered = "ordered",
        /// Some of it came, or will not come; the rest is awaited.
        AwaitingReceipt = "awaiting_receipt",
        /// Over: here, missing, not bought or taken back.
        History = "history",
    }
}

impl Tab {
    /// Where an item in that state stands.
    #[must_use]
    pub const fn of(state: ItemState) -> Self {
        match state {
            ItemState::Candidate => Self::Candidate,
            ItemState::UnderReview | ItemState::Approved => Self::UnderReview,
            ItemState::Ordered => Self::Ordered,
            ItemState::PartiallyFulfilled => Self::AwaitingReceipt,
            ItemState::Rejected
            | ItemState::Fulfilled
            | ItemState::Installed
            | ItemState::Missing
            | ItemState::Cancelled => Self::History,
        }
    }
}
