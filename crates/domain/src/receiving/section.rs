//! The parts of the list of deliveries that people look at, each delivery in exactly one.

use crate::tables::SessionStatus;
use crate::time::Instant;
use crate::vocabulary::vocabulary;

/// Minutes after which an open delivery that nobody touched is shown as abandoned: a day.
pub const UNTOUCHED_MINUTES: i64 = 24 * 60;

vocabulary! {
    /// A part of the list of deliveries, as its tabs show it.
    pub enum DeliverySection {
        /// Opened or being counted.
        Open = "open",
        /// A person has to look at it: counted and not signed, or left lying.
        ToLookThrough = "to_look_through",
        /// Committed or given up.
        History = "history",
    }
}

/// Whether the delivery is neither committed nor given up.
#[must_use]
pub const fn is_open(status: SessionStatus) -> bool {
    match status {
        SessionStatus::Candidate | SessionStatus::Active | SessionStatus::Review => true,
        SessionStatus::Committed | SessionStatus::Cancelled => false,
    }
}

/// The moment before which a delivery must have been touched last to count as left lying.
#[must_use]
pub const fn untouched_before(now: Instant) -> Instant {
    now.plus_minutes(-UNTOUCHED_MINUTES)
}

/// Whether an open delivery was left lying: nobody touched it for a day.
#[must_use]
pub fn is_abandoned(status: SessionStatus, touched_at: Instant, now: Instant) -> bool {
    is_open(status) && touched_at < untouched_before(now)
}

impl DeliverySection {
    /// Where a delivery in that state stands.
    #[must_use]
    pub const fn of(status: SessionStatus, is_abandoned: bool) -> Self {
        match status {
            SessionStatus::Committed | SessionStatus::Cancelled => Self::History,
            SessionStatus::Review => Self::ToLookThrough,
            SessionStatus::Candidate | SessionStatus::Active if is_abandoned => Self::ToLookThrough,
            SessionStatus::Candidate | SessionStatus::Active => Self::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_left_lying_for_a_day_is_to_be_looked_through_until_it_is_over() {
        let now = Instant::from_millis(10 * 24 * 3_600_000);
        let a_day_ago = untouched_before(now);
        let before = Instant::from_millis(a_day_ago.millis() - 1);
        for status in SessionStatus::ALL.iter().copied() {
            assert!(!is_abandoned(status, a_day_ago, now), "{status:?}");
            assert_eq!(is_abandoned(status, before, now), is_open(status), "{status:?}");
            let over = DeliverySection::of(status, true) == DeliverySection::History;
            assert_eq!(over, !is_open(status), "{status:?}");
        }
        assert_eq!(DeliverySection::of(SessionStatus::Active, false), DeliverySection::Open);
        assert_eq!(
            DeliverySection::of(SessionStatus::Active, true),
            DeliverySection::ToLookThrough
        );
        assert_eq!(
            DeliverySection::of(SessionStatus::Review, false),
            DeliverySection::ToLookThrough
        );
    }
}
