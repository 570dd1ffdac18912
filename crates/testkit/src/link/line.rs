//! One direction of a link: when a segment arrives, and whether it arrives at all.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use api::outside::Outside;
use tokio::time::Instant;

use super::{Cut, Weather};
use crate::clock::FakeOutside;

/// Bytes of one segment: what an Ethernet frame leaves to TCP.
pub(super) const SEGMENT_BYTES: usize = 1460;
/// What TCP and IP add to each segment.
const HEADER_BYTES: u64 = 40;
/// TCP waits at least this long before it sends a lost segment again (RFC 6298 as Linux keeps it).
const RETRANSMIT_MIN: Duration = Duration::from_millis(200);

/// The direction, shared by every connection that uses it.
pub(super) struct Line {
    open: Mutex<Open>,
    chance: FakeOutside,
}

struct Open {
    weather: Weather,
    /// When the last bit of what is on the line has been sent.
    busy_until: Option<Instant>,
    cut: Option<(u64, Cut)>,
}

/// When a segment has been sent, and when it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) sent: Instant,
    pub(super) there: Instant,
}

impl Line {
    pub(super) fn new(weather: Weather, seed: u64) -> Self {
        Self {
            open: Mutex::new(Open {
                weather,
                busy_until: None,
                cut: None,
            }),
            chance: FakeOutside::at(0, seed),
        }
    }

    pub(super) fn set_weather(&self, weather: Weather) {
        self.open().weather = weather;
    }

    pub(super) fn cut_after(&self, cut: Option<(u64, Cut)>) {
        self.open().cut = cut;
    }

    pub(super) fn has_cut_ahead(&self) -> bool {
        self.open().cut.is_some()
    }

    /// How long the handshake of TCP takes: once there and back.
    pub(super) fn handshake(&self) -> Duration {
        self.open().weather.one_way * 2
    }

    /// Puts a segment on the line. What follows on the same connection waits for a lost one.
    pub(super) fn send(&self, bytes: usize, now: Instant) -> Passage {
        let is_lost = self.is_lost();
        let mut open = self.open();
        let weather = open.weather;
        let begins = open.busy_until.map_or(now, |busy| busy.max(now));
        let sent = begins + duration(bytes, weather.rate_bits);
        open.busy_until = Some(sent);
        let stall = if is_lost {
            RETRANSMIT_MIN.max(weather.one_way * 2)
        } else {
            Duration::ZERO
        };
        Passage {
            sent,
            there: sent + weather.one_way + stall,
        }
    }

    /// How many of the bytes may be delivered, and how the line ends if not all of them may.
    pub(super) fn deliver(&self, bytes: usize) -> (usize, Option<Cut>) {
        let mut open = self.open();
        let Some((left, cut)) = open.cut else {
            return (bytes, None);
        };
        let allowed = usize::try_from(left).unwrap_or(usize::MAX);
        if bytes <= allowed {
            open.cut = Some((left - bytes as u64, cut));
            return (bytes, None);
        }
        open.cut = None;
        (allowed, Some(cut))
    }

    fn is_lost(&self) -> bool {
        let mut drawn = [0; 8];
        self.chance.random(&mut drawn);
        u64::from_le_bytes(drawn) % 1000 < u64::from(self.open().weather.lost_per_mille)
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long a segment takes at that rate.
fn duration(bytes: usize, rate_bits: Option<u64>) -> Duration {
    let Some(rate_bits) = rate_bits else {
        return Duration::ZERO;
    };
    let bits = (bytes as u64 + HEADER_BYTES) * 8;
    Duration::from_nanos(bits * 1_000_000_000 / rate_bits.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_segment_takes_its_time_on_the_line_and_then_the_way() {
        let line = Line::new(Weather::SATELLITE, 1);
        let now = Instant::now();
        let first = line.send(1460, now);
        let second = line.send(1460, now);
        // 1,500 bytes at 256 kbit/s are 46.875 ms.
        assert_eq!(first.sent - now, Duration::from_micros(46_875));
        assert_eq!(first.there - now, Duration::from_micros(346_875));
        assert_eq!(second.sent - now, Duration::from_micros(93_750));
    }

    #[tokio::test]
    async fn the_seed_says_which_segments_are_lost() {
        let lost = |seed| {
            let weather = Weather {
                lost_per_mille: 100,
                ..Weather::CALM
            };
            let line = Line::new(weather, seed);
            let now = Instant::now();
            let late = |_: &usize| line.send(1, now).there > now;
            (0..1000).filter(late).collect::<Vec<usize>>()
        };
        assert_eq!(lost(7), lost(7));
        assert_ne!(lost(7), lost(8));
        assert!((60..140).contains(&lost(7).len()), "{}", lost(7).len());
    }

    #[test]
    fn a_cut_comes_with_the_byte_that_is_not_delivered() {
        let line = Line::new(Weather::CALM, 0);
        line.cut_after(Some((5, Cut::Told)));
        assert_eq!(line.deliver(3), (3, None));
        assert_eq!(line.deliver(2), (2, None));
        assert_eq!(line.deliver(4), (0, Some(Cut::Told)));
        assert_eq!(line.deliver(4), (4, None));
    }
}
