//! Moments before now.

use crate::random::Random;
use chrono::DateTime;
use domain::time::Instant;

/// Milliseconds of a minute.
pub(super) const MINUTE_MS: i64 = 60_000;
/// Milliseconds of an hour.
pub(super) const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Milliseconds of a day.
pub(super) const DAY_MS: i64 = 24 * HOUR_MS;
/// Nothing of the story lies closer to now than this.
const QUIET_MS: i64 = 10 * MINUTE_MS;
/// What happened "today" began so long before now.
const TODAY_MS: i64 = 3 * HOUR_MS;

/// Days and hours, seen from now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar {
    /// This moment.
    pub(super) now_ms: i64,
}

impl Calendar {
    /// A moment in the working hours of a day, or some hours before now.
    pub(super) fn days_ago(self, days: i64, random: &mut Random) -> i64 {
        if days == 0 {
            return self.now_ms - TODAY_MS - random.between(0, 20 * MINUTE_MS);
        }
        let day = (self.now_ms - days * DAY_MS).div_euclid(DAY_MS) * DAY_MS;
        let at = day + random.between(6, 16) * HOUR_MS + random.between(0, HOUR_MS - 1);
        self.past(at)
    }

    /// The moment, or shortly before now when it is not over yet.
    pub(super) fn past(self, at_ms: i64) -> i64 {
        at_ms.min(self.now_ms - QUIET_MS)
    }

    /// The day so many days from now, as `YYYY-MM-DD`.
    pub(super) fn day(self, in_days: i64) -> String {
        day_of(self.now_ms + in_days * DAY_MS)
    }
}

/// The day of a moment, as `YYYY-MM-DD`.
pub(super) fn day_of(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms)
        .unwrap_or_default()
        .format("%Y-%m-%d")
        .to_string()
}

/// The moment as acts take it.
pub(super) fn instant(at_ms: i64) -> String {
    Instant::from_millis(at_ms).to_string()
}
