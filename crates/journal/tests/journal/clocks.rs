//! The hybrid clock: it only moves on, does not follow madness, and heals when a wall clock is mended.

use journal::{Clock, Hlc, is_suspect};
use proptest::prelude::*;

use crate::cases;
use crate::samples::MORNING_MS;

const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;

fn clock(millis: i64, counter: u16) -> Clock {
    Clock::new(Hlc { millis, counter })
}

#[test]
fn it_shows_the_wall_clock_and_counts_within_a_millisecond() {
    let mut clock = clock(0, 0);
    assert_eq!(
        clock.tick(MORNING_MS),
        Hlc {
            millis: MORNING_MS,
            counter: 0
        }
    );
    assert_eq!(
        clock.tick(MORNING_MS),
        Hlc {
            millis: MORNING_MS,
            counter: 1
        }
    );
    assert_eq!(
        clock.tick(MORNING_MS + 1),
        Hlc {
            millis: MORNING_MS + 1,
            counter: 0
        }
    );
}

#[test]
fn it_goes_on_counting_while_the_wall_clock_is_a_little_behind() {
    let mut clock = clock(MORNING_MS, 4);
    assert_eq!(
        clock.tick(MORNING_MS - 1),
        Hlc {
            millis: MORNING_MS,
            counter: 5
        }
    );
    assert_eq!(
        clock.tick(MORNING_MS - DAY_MS),
        Hlc {
            millis: MORNING_MS,
            counter: 6
        }
    );
}

#[test]
fn it_runs_backwards_once_it_stands_more_than_a_day_ahead() {
    let mut clock = clock(MORNING_MS + 40 * DAY_MS, 4);
    assert_eq!(
        clock.tick(MORNING_MS),
        Hlc {
            millis: MORNING_MS,
            counter: 0
        }
    );
    assert_eq!(
        clock.tick(MORNING_MS),
        Hlc {
            millis: MORNING_MS,
            counter: 1
        }
    );
}

#[test]
fn a_full_counter_carries_into_the_milliseconds() {
    let mut clock = clock(MORNING_MS, u16::MAX);
    assert_eq!(
        clock.tick(MORNING_MS),
        Hlc {
            millis: MORNING_MS + 1,
            counter: 0
        }
    );
}

#[test]
fn it_follows_a_received_stamp_a_day_ahead_and_no_further() {
    let at_limit = Hlc {
        millis: MORNING_MS + DAY_MS,
        counter: 3,
    };
    let beyond = Hlc {
        millis: MORNING_MS + DAY_MS + 1,
        counter: 0,
    };
    let mut clock = clock(MORNING_MS, 0);
    clock.receive(beyond, MORNING_MS);
    assert_eq!(
        clock.last(),
        Hlc {
            millis: MORNING_MS,
            counter: 0
        }
    );
    clock.receive(at_limit, MORNING_MS);
    assert_eq!(
        clock.tick(MORNING_MS),
        Hlc {
            millis: MORNING_MS + DAY_MS,
            counter: 4
        }
    );
}

#[test]
fn a_clock_is_suspect_before_what_it_has_seen_or_five_minutes_off() {
    assert!(!is_suspect(MORNING_MS, MORNING_MS, None));
    assert!(is_suspect(MORNING_MS - 1, MORNING_MS, None));
    for sign in [1, -1] {
        assert!(!is_suspect(MORNING_MS, 0, Some(sign * 5 * MINUTE_MS)));
        assert!(is_suspect(MORNING_MS, 0, Some(sign * (5 * MINUTE_MS + 1))));
    }
    assert!(is_suspect(MORNING_MS, 0, Some(i64::MIN)));
}

#[test]
fn the_packed_form_of_a_stamp_is_one_integer() {
    assert_eq!(Hlc { millis: 2, counter: 3 }.to_packed(), 131_075);
    assert_eq!(Hlc { millis: -1, counter: 0 }.to_packed(), -65_536);
}

#[derive(Debug, Clone)]
enum Event {
    Tick,
    Receive { ahead_ms: i64, counter: u16 },
}

fn events() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let counter = prop_oneof![Just(0_u16), Just(u16::MAX), any::<u16>()];
    let ahead = prop_oneof![
        -3 * DAY_MS..3 * DAY_MS,
        Just(DAY_MS),
        Just(DAY_MS - 1),
        Just(DAY_MS + 1)
    ];
    let event = prop_oneof![
        Just(Event::Tick),
        (ahead, counter).prop_map(|(ahead_ms, counter)| Event::Receive { ahead_ms, counter }),
    ];
    prop::collection::vec((0_i64..3, event), 1..40)
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn under_a_wall_clock_that_moves_on_every_stamp_is_greater_than_all_before(events in events()) {
        let (mut clock, mut wall_ms) = (clock(0, 0), MORNING_MS);
        let mut issued = Hlc { millis: i64::MIN, counter: 0 };
        let mut followed = issued;
        for (later_ms, event) in events {
            wall_ms += later_ms;
            match event {
                Event::Tick => {
                    let now = clock.tick(wall_ms);
                    prop_assert!(now > issued && now > followed, "{now:?} after {issued:?} and {followed:?}");
                    prop_assert!(now.millis - wall_ms <= DAY_MS);
                    issued = now;
                }
                Event::Receive { ahead_ms, counter } => {
                    let remote = Hlc { millis: wall_ms + ahead_ms, counter };
                    clock.receive(remote, wall_ms);
                    if ahead_ms < DAY_MS {
                        followed = followed.max(remote);
                    }
                }
            }
        }
    }

    #[test]
    fn wherever_wall_clocks_jump_a_stamp_is_at_most_a_day_ahead_of_its_wall_clock(walls in prop::collection::vec(any::<i64>(), 1..20)) {
        let mut clock = clock(0, 0);
        for wall_ms in walls {
            let now = clock.tick(wall_ms);
            prop_assert!(now.is_in_range());
            let wall_ms = wall_ms.clamp(-(1 << 47), (1 << 47) - 1);
            prop_assert!(now.millis >= wall_ms && now.millis - wall_ms <= DAY_MS + 1);
        }
    }

    #[test]
    fn packed_stamps_sort_like_stamps(left in -(1_i64 << 47)..1 << 47, right in -(1_i64 << 47)..1 << 47, counters: (u16, u16)) {
        let (left, right) = (Hlc { millis: left, counter: counters.0 }, Hlc { millis: right, counter: counters.1 });
        prop_assert_eq!(left.cmp(&right), left.to_packed().cmp(&right.to_packed()));
        prop_assert_eq!(Hlc::from_packed(left.to_packed()), left);
    }
}
