//! What a person decides about one link, and how often it is used because of it.
//!
//! Every interval of the engine stands here, with why it is what it is.

/// Milliseconds between an act and the exchange that carries it: acts in quick succession share one.
pub const ACT_DELAY_MS: u64 = 1_000;
/// The same on a metered link, where each exchange costs its greeting.
pub const ACT_DELAY_METERED_MS: u64 = 30_000;
/// Milliseconds between exchanges without acts of our own, to learn of others' acts, with the
/// shore. An exchange with nothing to say takes about 1 kB: 300 kB a day.
pub const HEARTBEAT_SHORE_MS: u64 = 5 * 60_000;
/// The same with a meeting point on the ship's own network, where bytes cost nothing.
pub const HEARTBEAT_ABOARD_MS: u64 = 30_000;
/// The same on a metered link: 50 kB a day.
pub const HEARTBEAT_METERED_MS: u64 = 30 * 60_000;
/// Milliseconds between the beginnings of attempts to connect while the peer cannot be reached. An
/// attempt is one TCP connection without a greeting, which costs nothing while the link is down. TCP
/// itself tries again within an attempt after one and three seconds (RFC 6298), so a restored link
/// carries its first byte within five.
pub const PROBE_MS: u64 = 4_000;
/// Milliseconds after which an attempt to connect has failed; the next one follows at once.
pub const PROBE_LIMIT_MS: u64 = 4_000;
/// Milliseconds between attempts to connect while an exchange that broke off waits for its next try:
/// so a link that goes down meanwhile is noticed, and its return too. About 280 bytes each.
pub const PROBE_IN_BACK_OFF_MS: u64 = 15_000;
/// Milliseconds without a byte in either direction after which an exchange is given up.
pub const SILENCE_MS_MAX: u64 = 120_000;
/// First back-off, in milliseconds; it doubles with each failure.
pub const BACK_OFF_MS_MIN: u64 = 2_000;
/// Longest back-off, in milliseconds.
pub const BACK_OFF_MS_MAX: u64 = 5 * 60_000;
/// The longest that a peer may make us wait by `Retry-After`, in milliseconds.
pub const RETRY_AFTER_MS_MAX: u64 = 15 * 60_000;
/// Milliseconds after which a difference that could not be mended is looked at again.
pub const COMPARE_AGAIN_MS: u64 = 60 * 60_000;
/// Milliseconds after which a refused batch is offered again: whoever refused it may have a newer
/// program by then.
pub const REFUSED_AGAIN_MS: u64 = 6 * 60 * 60_000;
/// The longest that the engine sleeps, in milliseconds, whatever it waits for.
pub const SLEEP_MS_MAX: u64 = 30 * 60_000;

/// Bytes of batches in one request at most; what is beyond goes with the next.
pub const REQUEST_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Where a request ends up that was cut again and again, as a line that lives for seconds does behind
/// a proxy that passes on whole requests only: one batch still fits.
pub const REQUEST_BYTES_MIN: u64 = 32 * 1024;

/// Milliseconds that the pieces of files in one exchange are to take: so long an act waits at most, as a
/// rule, that is committed meanwhile.
pub const FILES_TURN_MS: u64 = 10_000;
/// Bytes of pieces in one exchange at first; it grows and shrinks with what the line carries.
pub const FILES_TURN_BYTES_FIRST: u64 = 256 * 1024;
/// The least: a piece in each direction.
pub const FILES_TURN_BYTES_MIN: u64 = 2 * wire::limits::PIECE_BYTES as u64;
/// The most.
pub const FILES_TURN_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// One part in so many of the day's bytes is for acts alone.
pub const ACTS_SHARE: u64 = 4;

/// Which way a link leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkKind {
    /// To the gateway ashore.
    #[default]
    Shore,
    /// To a meeting point on the ship's own network.
    Aboard,
}

/// What keeps files from travelling on a link that acts travel on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilesWait {
    /// The part of the day's budget that files may use is used up.
    OverBudget,
    /// Bytes are paid for on this link, and nobody set how many a day may be used.
    Metered,
}

/// What a person has set for one link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Which way it leads.
    pub kind: LinkKind,
    /// Whether bytes are paid for: then the link is used less often.
    pub is_metered: bool,
    /// Bytes a day in both directions together; none for no limit. Beyond it only "sync now" goes out, with
    /// acts alone. Files leave a part of it to acts ([`ACTS_SHARE`]), and on a metered link travel only
    /// where it is set.
    pub daily_bytes_max: Option<u64>,
}

impl Policy {
    /// Milliseconds from an act to its exchange.
    #[must_use]
    pub fn act_delay_ms(&self) -> u64 {
        if self.is_metered {
            ACT_DELAY_METERED_MS
        } else {
            ACT_DELAY_MS
        }
    }

    /// Bytes that files may still use today.
    ///
    /// # Errors
    /// Why they may not travel.
    pub fn files_allowance(&self, used_bytes: u64) -> Result<u64, FilesWait> {
        match self.daily_bytes_max {
            None if self.is_metered => Err(FilesWait::Metered),
            None => Ok(u64::MAX),
            Some(max) => {
                // The rest of the day's bytes is kept for acts.
                let left = (max - max / ACTS_SHARE).saturating_sub(used_bytes);
                Some(left)
                    .filter(|left| *left >= FILES_TURN_BYTES_MIN)
                    .ok_or(FilesWait::OverBudget)
            }
        }
    }

    /// Milliseconds between exchanges while nothing waits here.
    #[must_use]
    pub fn heartbeat_ms(&self) -> u64 {
        match (self.is_metered, self.kind) {
            (true, _) => HEARTBEAT_METERED_MS,
            (false, LinkKind::Shore) => HEARTBEAT_SHORE_MS,
            (false, LinkKind::Aboard) => HEARTBEAT_ABOARD_MS,
        }
    }
}

/// How long to wait after that many failures in a row: anything up to 2 s, 4 s, 8 s … 5 min, as the
/// random number says ("full jitter": Brooker, "Exponential Backoff And Jitter", 2015), so that a
/// fleet whose shore comes back does not come all at once.
#[must_use]
pub fn back_off_ms(failures: u32, random: u64) -> u64 {
    let doublings = failures.saturating_sub(1).min(16);
    let most = (BACK_OFF_MS_MIN << doublings).min(BACK_OFF_MS_MAX);
    random % (most + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_off_doubles_from_two_seconds_to_five_minutes_and_draws_anything_below() {
        for (failures, most) in [
            (1, 2_000),
            (2, 4_000),
            (3, 8_000),
            (8, 256_000),
            (9, 300_000),
            (99, 300_000),
        ] {
            assert_eq!(back_off_ms(failures, most), most, "{failures}");
            assert_eq!(back_off_ms(failures, most + 1), 0, "{failures}");
            assert_eq!(back_off_ms(failures, 17), 17, "{failures}");
        }
    }

    #[test]
    fn a_metered_link_is_used_less_often_and_the_ships_own_network_more() {
        let policy = |kind, is_metered| Policy {
            kind,
            is_metered,
            daily_bytes_max: None,
        };
        for (policy, heartbeat_ms, act_delay_ms) in [
            (policy(LinkKind::Shore, false), 300_000, 1_000),
            (policy(LinkKind::Aboard, false), 30_000, 1_000),
            (policy(LinkKind::Shore, true), 1_800_000, 30_000),
        ] {
            assert_eq!(
                (policy.heartbeat_ms(), policy.act_delay_ms()),
                (heartbeat_ms, act_delay_ms)
            );
        }
    }
}
