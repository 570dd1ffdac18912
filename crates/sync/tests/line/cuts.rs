//! The line breaks: what was stored stays, and at most one batch is sent again.

use std::time::Duration;

use sync::Failure;
use testkit::Stopwatch;
use testkit::link::{Cut, Direction, Manners, Weather};

use crate::house::{House, is_equal};

/// Bytes by which two alike exchanges differ: a record of TLS has 22 bytes of its own, and two tickets
/// of 100 bytes or so may come before or after the first answer.
const RECORDS_BYTES: u64 = 400;

#[test]
fn both_sides_hold_everything_after_an_exchange() {
    let mut house = House::with(4, 3);
    let exchanged = house.converge();
    assert!(is_equal(&exchanged), "{exchanged:?}");
    assert!(house.are_equal());
    let outcome = exchanged.outcome;
    assert_eq!((outcome.sent.batches, outcome.sent.entries), (4, 12));
    assert_eq!((outcome.received.batches, outcome.received.entries), (3, 9));
    assert_eq!(exchanged.round_trips, 1);
    assert_eq!(exchanged.doubt, None);
    let heard = house.desk.heard.lock().unwrap();
    let last = heard.last().unwrap();
    assert_eq!((last.device, last.received.batches), (house.asker.hand.device, 4));
    // The question and the exchange share one connection.
    assert_eq!(house.link.tally().connections, 1);
}

/// Bytes that one exchange puts on the line in a direction, on a connection that is there already.
fn exchange_bytes(direction: Direction) -> u64 {
    let mut house = House::with(2, 2);
    let bytes = |house: &House| match direction {
        Direction::Up => house.link.tally().up_bytes,
        Direction::Down => house.link.tally().down_bytes,
    };
    house.ask();
    let before = bytes(&house);
    let heard = sync::Shelf::frontier(&*house.answerer).unwrap();
    assert!(is_equal(&house.exchange(Some(heard))));
    bytes(&house) - before
}

/// Cuts the exchange of two batches each way after that many bytes, and lets both sides go on. False
/// where the exchange took no more bytes than that.
fn cut_at(direction: Direction, bytes: u64) -> bool {
    let mut house = House::with(2, 2);
    house.ask();
    let heard = sync::Shelf::frontier(&*house.answerer).unwrap();
    house.link.cut_after(direction, bytes, Cut::Told);
    let cut = house.exchange(Some(heard));
    if house.link.has_cut_ahead() {
        assert!(is_equal(&cut), "{direction:?} {bytes}: {cut:?}");
        return false;
    }
    // What ends the stream is no part of the exchange: both sides are through before it.
    if !is_equal(&cut) {
        assert_eq!(cut.outcome.result, Err(Failure::Cut), "{direction:?} {bytes}");
    }
    let stored = house.answerer.seq(house.asker.hand.device);
    let again = house.converge();
    assert!(is_equal(&again), "{direction:?} {bytes}: {again:?}");
    assert!(house.are_equal(), "{direction:?} {bytes}");
    // What was stored before the cut was not sent again: each side was offered two batches, and the
    // one that the cut fell into perhaps once more.
    assert!(again.outcome.sent.entries <= 6 - stored, "{direction:?} {bytes}");
    assert!(
        house.answerer.offered() <= 3,
        "{direction:?} {bytes}: {}",
        house.answerer.offered()
    );
    assert!(
        house.asker.offered() <= 3,
        "{direction:?} {bytes}: {}",
        house.asker.offered()
    );
    true
}

/// Cuts at every byte. How the bytes of one exchange are cut into records of TLS differs a little from
/// one to the next, so the last cuts may come too late.
fn cut_at_every_byte(direction: Direction) {
    let total = exchange_bytes(direction);
    assert!((500..3_000).contains(&total), "{total}");
    let late = (0..total).filter(|bytes| !cut_at(direction, *bytes));
    let first_late = late.min().unwrap_or(total);
    assert!(
        first_late + RECORDS_BYTES > total,
        "{direction:?}: the cut at {first_late} of {total} did not come"
    );
}

#[test]
fn a_cut_at_any_byte_of_the_request_loses_nothing_that_was_stored() {
    cut_at_every_byte(Direction::Up);
}

#[test]
fn a_cut_at_any_byte_of_the_answer_loses_nothing_that_was_stored() {
    cut_at_every_byte(Direction::Down);
}

#[test]
fn a_cut_in_the_handshake_sends_nothing() {
    for direction in [Direction::Up, Direction::Down] {
        for bytes in (0..400).step_by(40) {
            let mut house = House::with(1, 1);
            house.link.cut_after(direction, bytes, Cut::Told);
            assert_eq!(house.failure(), Failure::Cut, "{direction:?} {bytes}");
            assert!(is_equal(&house.converge()), "{direction:?} {bytes}");
        }
    }
}

#[test]
fn a_reply_lost_after_the_commit_is_asked_for_and_nothing_is_sent_again() {
    let mut house = House::with(3, 0);
    house.ask();
    house.link.cut_after(Direction::Down, 0, Cut::Told);
    let lost = house.exchange(Some(journal::Frontier::new()));
    assert_eq!(lost.outcome.result, Err(Failure::Cut));
    assert_eq!(house.answerer.seq(house.asker.hand.device), 9, "everything was stored");
    let again = house.converge();
    assert!(is_equal(&again));
    assert_eq!((again.outcome.sent.batches, house.answerer.offered()), (0, 3));
}

#[test]
fn a_request_repeated_word_for_word_changes_nothing() {
    let mut house = House::with(3, 0);
    for _ in 0..2 {
        assert!(is_equal(&house.exchange(Some(journal::Frontier::new()))));
    }
    assert_eq!(
        (house.answerer.offered(), house.answerer.seq(house.asker.hand.device)),
        (6, 9)
    );
}

#[test]
fn a_line_that_falls_silent_is_given_up() {
    for cut in [Cut::Silent, Cut::OneWay] {
        for direction in [Direction::Up, Direction::Down] {
            let mut house = House::with(2, 2);
            house.ask();
            house.link.cut_after(direction, 300, cut);
            let given_up = house.exchange(Some(journal::Frontier::new()));
            assert_eq!(given_up.outcome.result, Err(Failure::Stalled), "{cut:?} {direction:?}");
            house.link.reset();
            assert!(is_equal(&house.converge()), "{cut:?} {direction:?}");
        }
    }
}

#[test]
fn a_connection_that_is_accepted_and_never_answered_is_given_up() {
    let mut house = House::with(1, 0);
    house.link.set_manners(Manners::HalfOpen);
    assert_eq!(house.failure(), Failure::Stalled);
    house.link.set_manners(Manners::Through);
    house.link.reset();
    assert!(is_equal(&house.converge()));
}

#[test]
fn a_line_that_is_down_is_told_from_one_that_breaks() {
    let mut house = House::with(1, 0);
    assert!(house.runtime.block_on(house.client.probe()));
    house.link.set_up(false);
    let stopwatch = Stopwatch::start();
    while house.runtime.block_on(house.client.probe()) {
        assert!(stopwatch.elapsed() < Duration::from_secs(5), "the line stays up");
    }
    assert_eq!(house.failure(), Failure::Unreachable);
}

#[test]
fn a_slow_and_lossy_line_takes_longer_and_nothing_else() {
    let mut house = House::with(3, 3);
    house.link.set_weather(Weather {
        one_way: Duration::from_millis(50),
        rate_bits: Some(128_000),
        lost_per_mille: 100,
    });
    assert!(is_equal(&house.converge()));
    assert!(house.are_equal());
}
