//! When files travel, and how much of them at once.

use super::*;
use crate::files::{Amount, FilesOutcome, FilesTrouble, FilesTurn};

const MB: u64 = 1_000_000;

fn found(moved_bytes: u64, to_send: u64) -> FilesOutcome {
    FilesOutcome {
        is_open: true,
        sent: Amount {
            files: 0,
            bytes: moved_bytes,
        },
        to_send: Amount {
            files: to_send,
            bytes: to_send * MB,
        },
        ..FilesOutcome::default()
    }
}

/// An exchange at equal frontiers that found that of files.
fn with_files(own: u64, files: FilesOutcome) -> Outcome {
    let mut outcome = exchanged(own, own, Comparison::Same, None);
    outcome.sent.bytes += files.sent.bytes;
    outcome.files = Some(Box::new(files));
    outcome
}

fn bytes_of(begin: &Begin) -> u64 {
    assert!(begin.files.is_open);
    begin.files.bytes_max
}

#[test]
fn files_follow_at_once_where_nothing_of_acts_is_left_and_rest_when_none_is() {
    let mut link = Link::new(Policy::default(), 3, Some(0));
    let first = link.begun();
    assert_eq!(bytes_of(&first), 0, "acts go first");
    // The list came with the acts: the next exchange begins at once and carries pieces.
    let Some(Action::Begin(second)) = link.end(first.number, with_files(3, found(0, 2))) else {
        panic!("nothing follows");
    };
    assert_eq!(bytes_of(&second), policy::FILES_TURN_BYTES_FIRST);
    let Some(Action::Begin(third)) = link.end(second.number, with_files(3, found(MB, 1))) else {
        panic!("nothing follows");
    };
    assert_eq!(link.end(third.number, with_files(3, found(MB, 0))), None);
    assert_eq!(link.wake_at_ms - link.now_ms, Policy::default().heartbeat_ms());
    assert_eq!(link.state(), LinkState::UpToDate);
}

#[test]
fn an_act_that_comes_while_files_travel_goes_in_the_next_exchange_alone() {
    let mut link = Link::at_rest();
    let begun = link.next();
    assert!(bytes_of(&begun) > 0);
    assert_eq!(link.hear(Input::Held(frontier(4))), None);
    let Some(Action::Begin(next)) = link.end(begun.number, with_files(3, found(MB, 5))) else {
        panic!("the act waits");
    };
    assert_eq!(bytes_of(&next), 0, "no piece stands before the act");
    let Some(Action::Begin(after)) = link.end(next.number, with_files(4, found(0, 5))) else {
        panic!("files do not go on");
    };
    assert!(bytes_of(&after) > 0);
}

#[test]
fn what_does_not_move_is_not_tried_again_at_once() {
    let mut link = Link::at_rest();
    let begun = link.next();
    let stuck = FilesOutcome {
        was_tried: true,
        trouble: Some(FilesTrouble::There("full".to_owned())),
        ..found(0, 5)
    };
    assert_eq!(link.end(begun.number, with_files(3, stuck.clone())), None);
    assert_eq!(link.wake_at_ms - link.now_ms, Policy::default().heartbeat_ms());
    let words = link.engine.status(link.now_ms).words_of_files().unwrap();
    assert_eq!(
        (words.code, words.sentence.as_ref()),
        ("files_there", "The other side cannot keep files: full")
    );
    // An older side is not asked twice.
    let begun = link.next();
    let older = FilesOutcome {
        trouble: Some(FilesTrouble::Older),
        ..stuck
    };
    assert_eq!(link.end(begun.number, with_files(3, older)), None);
}

#[test]
fn a_peer_that_says_the_same_for_ever_is_not_asked_without_end() {
    let mut link = Link::at_rest();
    let mut begin = link.next();
    let mut exchanges = 1;
    while let Some(Action::Begin(next)) = link.end(begin.number, with_files(3, found(0, 5))) {
        begin = next;
        exchanges += 1;
        assert!(exchanges < 10, "it goes on without end");
    }
    assert_eq!(exchanges, 4);
    assert_eq!(link.wake_at_ms - link.now_ms, Policy::default().heartbeat_ms());
}

#[test]
fn files_leave_a_quarter_of_the_days_bytes_to_acts_and_sync_now_changes_nothing_of_it() {
    let policy = Policy {
        daily_bytes_max: Some(4 * MB),
        ..Policy::default()
    };
    let mut link = Link::new(policy, 3, Some(3));
    let spent = |today_bytes| Input::Spent {
        today_bytes,
        day_ends_in_ms: HOUR_MS,
    };
    link.hear(Input::Pause);
    link.hear(spent(3 * MB - 200_000));
    let Some(Action::Begin(begin)) = link.hear(Input::Resume) else {
        panic!("there are bytes left");
    };
    let Some(Action::Begin(begin)) = link.end(begin.number, with_files(3, found(0, 5))) else {
        panic!("files do not follow");
    };
    assert!((190_000..200_000).contains(&bytes_of(&begin)), "{begin:?}");
    // Three quarters are used up: acts go on, files wait until the day ends.
    link.end(begin.number, with_files(3, found(190_000, 5)));
    link.hear(spent(3 * MB));
    assert!(!link.engine.status(link.now_ms).is_over_budget);
    let words = link.engine.status(link.now_ms).words_of_files().unwrap();
    assert_eq!(words.code, "files_over_budget");
    let Some(Action::Begin(forced)) = link.hear(Input::SyncNow) else {
        panic!("a person asked for it");
    };
    assert_eq!(forced.files, FilesTurn::default());
    assert_eq!(link.end(forced.number, with_files(3, found(0, 5))), None);
    link.now_ms += HOUR_MS;
    let Some(Action::Begin(tomorrow)) = link.hear(Input::Tick) else {
        panic!("a new day");
    };
    assert!(bytes_of(&tomorrow) > 0);
}

#[test]
fn on_a_link_paid_by_the_byte_files_go_only_within_a_number_of_bytes_that_somebody_set() {
    let metered = Policy {
        is_metered: true,
        ..Policy::default()
    };
    let mut link = Link::new(metered, 3, Some(3));
    let begun = link.begun();
    assert_eq!(begun.files, FilesTurn::default());
    link.end(begun.number, with_files(3, found(0, 2)));
    let words = link.engine.status(link.now_ms).words_of_files().unwrap();
    assert_eq!(words.code, "files_metered");
    assert_eq!(
        words.next_step,
        "Set a number of bytes a day in Settings; files may use a part of them."
    );
    link.hear(Input::Policy(Policy {
        daily_bytes_max: Some(40 * MB),
        ..metered
    }));
    assert!(bytes_of(&link.next()) > 0);
}

#[test]
fn one_exchange_carries_what_the_line_carries_in_ten_seconds() {
    let mut link = Link::at_rest();
    let mut begin = link.next();
    let mut turns = vec![bytes_of(&begin)];
    // Quick, quick, then so slow that each takes a minute, then about ten seconds.
    for took_ms in [1_000, 1_000, MINUTE_MS, MINUTE_MS, MINUTE_MS, MINUTE_MS, 10_000] {
        link.now_ms += took_ms;
        let moved = with_files(3, found(bytes_of(&begin), 9));
        let Some(Action::Begin(next)) = link.end(begin.number, moved) else {
            panic!("files do not go on");
        };
        turns.push(bytes_of(&next));
        begin = next;
    }
    let kib: Vec<u64> = turns.iter().map(|bytes| bytes / 1_024).collect();
    assert_eq!(kib, [256, 512, 1_024, 512, 256, 128, 128, 128]);
    // A line that breaks carries half of that the next time, and asks first.
    link.end(begin.number, Outcome::failed(Failure::Cut));
    let asks = link.next();
    assert_eq!((asks.beyond, asks.files.bytes_max), (None, 0));
}
