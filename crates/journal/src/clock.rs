//! The hybrid logical clock: orders entries for display and breaks ties between concurrent ones.
//!
//! It decides nothing else: not whether an entry was seen, not which write stands on which. So a
//! wrong clock can make a list look odd, and can never lose or refuse an act.

use serde::{Deserialize, Serialize};

/// How far ahead of the own wall clock a received stamp is still followed, in milliseconds.
///
/// One workstation with a clock years ahead must not drag every other one with it.
pub const FOLLOW_AHEAD_MS_MAX: i64 = 24 * 60 * 60 * 1000;
/// From this measured offset on a wall clock is not to be trusted, in milliseconds.
pub const OFFSET_MS_MAX: i64 = 5 * 60 * 1000;
/// The clock's milliseconds stay below this, either side of 1970 (until the year 6429), so that a
/// stamp fits one 64-bit integer column.
pub const MILLIS_MAX: i64 = (1 << 47) - 1;

/// A stamp of the clock; later acts of one device have greater stamps as long as its clock is sound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hlc {
    /// Milliseconds since 1970, UTC, as far as the device knew.
    pub millis: i64,
    /// Tells stamps of one millisecond apart.
    pub counter: u16,
}

impl Hlc {
    /// The stamp as one integer that sorts like the stamp: milliseconds × 65,536 + counter.
    pub fn to_packed(self) -> i64 {
        (self.millis << 16) | i64::from(self.counter)
    }

    /// Reads [`Hlc::to_packed`] back; every integer is the packed form of one stamp.
    pub fn from_packed(packed: i64) -> Self {
        Self {
            millis: packed >> 16,
            counter: (packed & 0xffff) as u16,
        }
    }

    /// Whether the milliseconds fit the packed form.
    pub fn is_in_range(self) -> bool {
        (-MILLIS_MAX - 1..=MILLIS_MAX).contains(&self.millis)
    }

    /// The next stamp: a full counter carries into the milliseconds.
    fn next(self) -> Self {
        match self.counter.checked_add(1) {
            Some(counter) => Self {
                millis: self.millis,
                counter,
            },
            None => Self {
                millis: self.millis.saturating_add(1).min(MILLIS_MAX),
                counter: 0,
            },
        }
    }
}

/// A device's hybrid logical clock. The wall clock comes in as an argument, always.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Clock {
    last: Hlc,
}

impl Clock {
    /// A clock that goes on from the last stamp this device issued or followed.
    pub fn new(last: Hlc) -> Self {
        Self { last }
    }

    /// The last stamp issued or followed.
    pub fn last(&self) -> Hlc {
        self.last
    }

    /// The stamp of an act committed when the wall clock shows `wall_ms`.
    ///
    /// Greater than the last one, unless that lies more than 24 h ahead of the wall clock: then the
    /// wall clock was mended, and the clock starts again from it.
    pub fn tick(&mut self, wall_ms: i64) -> Hlc {
        let now = at(wall_ms);
        self.mend(now);
        self.last = if now > self.last { now } else { self.last.next() };
        self.last
    }

    /// Follows a received stamp, if it lies at most 24 h ahead of the wall clock.
    pub fn receive(&mut self, remote: Hlc, wall_ms: i64) {
        let now = at(wall_ms);
        self.mend(now);
        // A stamp whose successor would already be forgotten is not followed either.
        if !is_too_far_ahead(remote.next(), now) {
            self.last = self.last.max(remote);
        }
    }

    /// Forgets a last stamp that only a wrong wall clock can have led to.
    fn mend(&mut self, now: Hlc) {
        if is_too_far_ahead(self.last, now) {
            self.last = Hlc {
                millis: now.millis.saturating_sub(1).max(-MILLIS_MAX - 1),
                counter: u16::MAX,
            };
        }
    }
}

fn at(wall_ms: i64) -> Hlc {
    Hlc {
        millis: wall_ms.clamp(-MILLIS_MAX - 1, MILLIS_MAX),
        counter: 0,
    }
}

fn is_too_far_ahead(stamp: Hlc, now: Hlc) -> bool {
    stamp.millis.saturating_sub(now.millis) > FOLLOW_AHEAD_MS_MAX
}

/// Whether the author must mark its entry `clock_suspect`.
///
/// So it is when the wall clock lies before a wall clock the device has already seen
/// (`seen_wall_ms_max`, its own entries and received ones that were not suspect), or was measured to
/// be more than five minutes off (`measured_offset_ms`, either direction; none when nobody measured).
/// A suspect entry counts like any other: it only gives way when writes are concurrent.
pub fn is_suspect(wall_ms: i64, seen_wall_ms_max: i64, measured_offset_ms: Option<i64>) -> bool {
    wall_ms < seen_wall_ms_max
        || measured_offset_ms.is_some_and(|offset| offset.unsigned_abs() > OFFSET_MS_MAX.unsigned_abs())
}
