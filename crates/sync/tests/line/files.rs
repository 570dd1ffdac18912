//! Photos and papers after the acts: between two racks, frame by frame, without a network.

mod pair;

use journal::Frontier;
use sync::{
    Amount, Answer, Answered, Begin, Exchange, Failure, FileMemory, FilesOutcome, FilesTrouble, FilesTurn, Speaker,
};
use testkit::{Drawer, file_name};
use wire::Frame;
use wire::limits::PIECE_BYTES;

use crate::house::begin;
use crate::rack::{Hand, NOW_MS, Rack};
use pair::{LISTING, OPEN, Pair, Way, photo};

fn amount(files: u64, bytes: usize) -> Amount {
    Amount {
        files,
        bytes: bytes as u64,
    }
}

#[test]
fn a_photo_is_listed_with_the_acts_and_follows_in_the_next_exchange() {
    let mut pair = Pair::new();
    let bytes = photo(1, 2);
    let name = pair.name(&bytes);
    pair.here().lay(&bytes);
    let listed = pair.exchange(LISTING).files.unwrap();
    assert_eq!(
        *listed,
        FilesOutcome {
            is_open: true,
            to_send: amount(1, bytes.len()),
            ..FilesOutcome::default()
        }
    );
    let sent = pair.exchange(OPEN).files.unwrap();
    assert_eq!(
        *sent,
        FilesOutcome {
            sent: amount(1, bytes.len()),
            is_open: true,
            was_tried: true,
            ..FilesOutcome::default()
        }
    );
    assert_eq!(
        (pair.order(Way::Up), pair.order(Way::Down)),
        ("hpppe".to_owned(), "he".to_owned())
    );
    assert_eq!(pair.there().whole(&name), Some(bytes));
}

#[test]
fn a_photo_that_lies_there_is_fetched_behind_the_batches() {
    let mut pair = Pair::new();
    let bytes = photo(1, 1);
    let name = pair.name(&bytes);
    pair.there().lay(&bytes);
    let fetched = pair.exchange(OPEN).files.unwrap();
    assert_eq!(fetched.received, amount(1, bytes.len()));
    assert_eq!(pair.order(Way::Down), "hppe");
    assert_eq!(pair.here().whole(&name), Some(bytes));
}

#[test]
fn pieces_stand_behind_the_batches_of_a_request() {
    let mut pair = Pair::new();
    let bytes = photo(1, 1);
    pair.name(&bytes);
    pair.here().lay(&bytes);
    pair.exchange(LISTING);
    let more = pair.asker.hand.batches(pair.asker.vessel, 2);
    pair.asker.put(more[1..].to_vec());
    pair.exchange(OPEN);
    assert_eq!(pair.order(Way::Up), "hbppe");
}

#[test]
fn the_smallest_files_go_first() {
    let mut pair = Pair::new();
    let sizes = [3, 0, 1];
    for (digit, pieces) in (1..).zip(sizes) {
        let bytes = photo(digit, pieces);
        pair.name(&bytes);
        pair.here().lay(&bytes);
    }
    pair.exchange(LISTING);
    pair.exchange(OPEN);
    let sent: Vec<u64> = pair
        .frames
        .iter()
        .filter_map(|(_, frame)| match frame {
            Frame::Piece(piece) if piece.is_last() => Some(piece.size_bytes),
            _ => None,
        })
        .collect();
    let expected = [0, 1, 3].map(|pieces| (pieces * PIECE_BYTES + 77) as u64);
    assert_eq!(sent, expected);
}

#[test]
fn where_both_have_something_for_each_other_each_gets_its_half() {
    let mut pair = Pair::new();
    let (one, other) = (photo(1, 8), photo(2, 8));
    for bytes in [&one, &other] {
        pair.name(bytes);
    }
    pair.here().lay(&one);
    pair.there().lay(&other);
    pair.exchange(LISTING);
    let turn = FilesTurn {
        is_open: true,
        bytes_max: 4 * PIECE_BYTES as u64,
    };
    let files = pair.exchange(turn).files.unwrap();
    assert_eq!(
        (files.sent, files.received),
        (amount(0, 2 * PIECE_BYTES), amount(0, 2 * PIECE_BYTES))
    );
    pair.settle();
    assert_eq!(pair.there().whole(&file_name(&one)), Some(one));
    assert_eq!(pair.here().whole(&file_name(&other)), Some(other));
}

/// Cuts an exchange in which five pieces go that way, at one place after the other.
fn cut_everywhere(way: Way) {
    let bytes = photo(1, 4);
    let total = 5 * PIECE_BYTES;
    for at in (0..total).step_by(7_919) {
        let mut pair = Pair::new();
        let name = pair.name(&bytes);
        let (from, to) = match way {
            Way::Up => (pair.here(), pair.there()),
            Way::Down => (pair.there(), pair.here()),
        };
        from.lay(&bytes);
        assert_eq!(to.pieces(), 0);
        pair.exchange(LISTING);
        let cut = pair.cut_exchange(OPEN, Some((way, at)));
        let to = |pair: &Pair| match way {
            Way::Up => pair.there().clone(),
            Way::Down => pair.here().clone(),
        };
        if cut.result == Err(Failure::Cut) {
            // Everything that had come whole stays.
            let whole = at.saturating_sub(1_000) / (PIECE_BYTES + 50);
            assert!(
                to(&pair).arrived(&name) >= (whole.min(4) * PIECE_BYTES) as u64,
                "{way:?} {at}"
            );
        }
        pair.settle();
        assert_eq!(to(&pair).whole(&name), Some(bytes.clone()), "{way:?} {at}");
        // The piece that the cut fell into never came whole, so that none came twice.
        assert_eq!(to(&pair).pieces(), 5, "{way:?} {at}");
    }
}

#[test]
fn a_cut_anywhere_costs_at_most_the_piece_that_it_fell_into() {
    cut_everywhere(Way::Up);
    cut_everywhere(Way::Down);
}

#[test]
fn of_two_peers_that_each_have_half_one_goes_on_where_the_other_stopped() {
    let bytes = photo(1, 4);
    let name = file_name(&bytes);
    let mut first = Pair::new();
    first.name(&bytes);
    first.there().lay(&bytes);
    let half = FilesTurn {
        is_open: true,
        bytes_max: 2 * PIECE_BYTES as u64,
    };
    first.exchange(half);
    assert_eq!(first.here().arrived(&name), 2 * PIECE_BYTES as u64);
    // The same workstation meets another one, which has the file as well.
    let files = first.here().clone();
    let answerer = Rack::with(Hand::new(3), 1).carrying(first.there().clone());
    let asker = Rack::with(Hand::new(2), 1).carrying(files);
    let mut second = Pair::of(asker, answerer);
    let fetched = second.exchange(OPEN).files.unwrap();
    assert_eq!(fetched.received, amount(1, bytes.len() - 2 * PIECE_BYTES));
    assert_eq!(second.here().whole(&name), Some(bytes));
    assert_eq!(second.here().pieces(), 5);
}

#[test]
fn each_of_two_sides_that_has_half_of_the_files_gets_the_other_half() {
    let mut pair = Pair::new();
    let all: Vec<Vec<u8>> = (1..=6).map(|digit| photo(digit, usize::from(digit % 3))).collect();
    for (at, bytes) in all.iter().enumerate() {
        pair.name(bytes);
        if at % 2 == 0 { pair.here() } else { pair.there() }.lay(bytes);
    }
    pair.settle();
    for bytes in &all {
        let name = file_name(bytes);
        assert_eq!(
            (pair.here().whole(&name).as_ref(), pair.there().whole(&name).as_ref()),
            (Some(bytes), Some(bytes))
        );
    }
}

#[test]
fn an_older_side_is_told_nothing_of_files_and_acts_go_all_the_same() {
    let with_files = Rack::with(Hand::new(2), 1).carrying(Drawer::default());
    let bytes = photo(1, 1);
    with_files
        .files
        .as_ref()
        .unwrap()
        .name(file_name(&bytes), bytes.len() as u64);
    let mut pair = Pair::of(with_files, Rack::with(Hand::new(1), 1));
    pair.here().lay(&bytes);
    let more = pair.asker.hand.batches(pair.asker.vessel, 2);
    pair.asker.put(more[1..].to_vec());
    let outcome = pair.exchange(OPEN);
    assert_eq!(outcome.sent.batches, 1);
    assert_eq!(outcome.files.unwrap().trouble, Some(FilesTrouble::Older));
    assert_eq!(
        (pair.order(Way::Up), pair.order(Way::Down)),
        ("hbe".to_owned(), "he".to_owned())
    );
    let is_silent = |(_, frame): &(Way, Frame)| !matches!(frame, Frame::End(end) if end.files.is_some());
    assert!(pair.frames.iter().all(is_silent));
    // The other way round: whoever asks is the older one.
    let mut pair = Pair::of(pair.answerer, pair.asker);
    let outcome = pair.exchange(OPEN);
    assert!(outcome.result.is_ok() && outcome.files.is_none(), "{outcome:?}");
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_thrown_away_told_and_not_asked_for_again() {
    let mut pair = Pair::new();
    let bytes = photo(1, 2);
    let name = pair.name(&bytes);
    pair.there().lie(name, &photo(9, 2));
    let files = pair.exchange(OPEN).files.unwrap();
    assert_eq!(files.trouble, Some(FilesTrouble::Damaged(1)));
    assert_eq!((pair.here().whole(&name), pair.here().arrived(&name)), (None, 0));
    let again = pair.exchange(OPEN).files.unwrap();
    assert_eq!(
        (again.received, again.elsewhere),
        (amount(0, 0), amount(1, bytes.len()))
    );
    // The other way: whoever sent it is told by the list, and does not send it again.
    let mut pair = Pair::new();
    pair.name(&bytes);
    pair.here().lie(name, &photo(9, 2));
    pair.exchange(LISTING);
    let files = pair.exchange(OPEN).files.unwrap();
    assert_eq!(files.trouble, Some(FilesTrouble::Damaged(1)));
    assert_eq!(pair.there().whole(&name), None);
    let again = pair.exchange(OPEN).files.unwrap();
    assert_eq!((again.sent, again.has_more()), (amount(0, 0), false));
    // "Sync now" has it tried once more, and by then the file is right.
    pair.here().lay(&bytes);
    pair.memory.forget_refused();
    pair.settle();
    assert_eq!(pair.there().whole(&name), Some(bytes));
}

#[test]
fn a_file_that_is_damaged_on_the_disk_is_not_handed_out() {
    let mut pair = Pair::new();
    let (bytes, other) = (photo(1, 1), photo(2, 3));
    let name = pair.name(&bytes);
    pair.name(&other);
    for file in [&bytes, &other] {
        pair.here().lay(file);
    }
    pair.here().damage(name);
    pair.exchange(LISTING);
    let files = pair.exchange(OPEN).files.unwrap();
    assert!(!files.goes_on());
    assert_eq!(files.trouble, Some(FilesTrouble::Unsound(1)));
    assert_eq!((pair.there().whole(&name), pair.there().arrived(&name)), (None, 0));
    assert_eq!(
        pair.there().whole(&file_name(&other)),
        Some(other),
        "one damaged file keeps no other"
    );
}

#[test]
fn a_full_disk_is_told_and_what_came_before_it_stays() {
    let mut pair = Pair::new();
    let bytes = photo(1, 2);
    let name = pair.name(&bytes);
    pair.there().lay(&bytes);
    pair.here().set_full(true);
    let more = pair.answerer.hand.batches(pair.answerer.vessel, 2);
    pair.answerer.put(more[1..].to_vec());
    let outcome = pair.exchange(OPEN);
    assert_eq!(outcome.received.batches, 1, "acts go all the same");
    let full = FilesTrouble::Here("The disk is full. Free some space.".to_owned());
    assert_eq!(outcome.files.unwrap().trouble, Some(full));
    pair.here().set_full(false);
    pair.settle();
    assert_eq!(pair.here().whole(&name), Some(bytes.clone()));
    // The other side's disk.
    let mut pair = Pair::new();
    pair.name(&bytes);
    pair.here().lay(&bytes);
    pair.there().set_full(true);
    pair.exchange(LISTING);
    let files = pair.exchange(OPEN).files.unwrap();
    let full = FilesTrouble::There("The disk is full. Free some space.".to_owned());
    assert_eq!((files.trouble, files.to_send), (Some(full), amount(1, bytes.len())));
    pair.there().set_full(false);
    pair.settle();
    assert_eq!(pair.there().whole(&name), Some(bytes));
}

#[test]
fn only_files_that_the_record_names_are_asked_for_taken_and_handed_out() {
    let mut pair = Pair::new();
    let (named_here, named_there) = (photo(1, 0), photo(2, 0));
    // Each side holds what only the other one's record names.
    pair.here().name(file_name(&named_here), named_here.len() as u64);
    pair.there().name(file_name(&named_there), named_there.len() as u64);
    pair.here().lay(&named_there);
    pair.there().lay(&named_here);
    for _ in 0..3 {
        let files = pair.exchange(OPEN).files.unwrap();
        assert!(!files.has_moved() && !files.has_more(), "{files:?}");
    }
    assert_eq!(pair.here().whole(&file_name(&named_here)), None);
    assert_eq!(pair.there().whole(&file_name(&named_there)), None);
}

#[test]
fn what_does_not_move_costs_hardly_any_bytes() {
    let mut pair = Pair::new();
    pair.exchange(OPEN);
    let without = pair.bytes();
    // Forty photos that are on neither side, and one that is on both.
    for digit in 1..=40 {
        pair.name(&photo(digit, 1));
    }
    let both = photo(99, 0);
    pair.name(&both);
    pair.here().lay(&both);
    pair.there().lay(&both);
    pair.exchange(OPEN);
    let first = pair.bytes();
    let files = pair.exchange(OPEN).files.unwrap();
    assert_eq!(files.elsewhere.files, 40);
    let later = pair.bytes();
    assert!(first - without > 40 * 32, "{without} {first}");
    assert!(later - without < 60, "{without} {later}");
    // Once the other side holds more than it did, what it lacked is asked for again.
    pair.there().lay(&photo(7, 1));
    pair.exchange(OPEN);
    pair.exchange(OPEN);
    assert_eq!(pair.here().whole(&file_name(&photo(7, 1))), Some(photo(7, 1)));
}

#[test]
fn where_files_may_not_travel_both_sides_only_count_them() {
    let mut pair = Pair::new();
    let (one, other) = (photo(1, 1), photo(2, 2));
    for bytes in [&one, &other] {
        pair.name(bytes);
    }
    pair.here().lay(&one);
    let files = pair.exchange(FilesTurn::default()).files.unwrap();
    assert_eq!(
        (files.to_send, files.to_fetch),
        (amount(1, one.len()), amount(1, other.len()))
    );
    assert!(!files.goes_on(), "no exchange is begun for them");
    let lists = |(_, frame): &(Way, Frame)| match frame {
        Frame::End(end) => end.files.as_ref().is_some_and(|said| said.lacking.is_some()),
        _ => false,
    };
    assert!(!pair.frames.iter().any(lists));
    assert_eq!(
        (pair.order(Way::Up), pair.order(Way::Down)),
        ("he".to_owned(), "he".to_owned())
    );
}

#[test]
fn without_files_an_exchange_grows_by_two_bytes_a_hello() {
    let mut with = Pair::new();
    with.exchange(OPEN);
    let mut without = Pair::of(Rack::with(Hand::new(2), 1), Rack::with(Hand::new(1), 1));
    without.exchange(FilesTurn::default());
    assert_eq!(with.bytes(), without.bytes() + 4);
}

#[test]
fn a_side_that_was_restored_from_an_older_copy_is_sent_the_files_again() {
    let mut pair = Pair::new();
    let bytes = photo(1, 1);
    let name = pair.name(&bytes);
    pair.here().lay(&bytes);
    pair.settle();
    assert!(pair.there().whole(&name).is_some());
    let restored = Drawer::default();
    restored.name(name, bytes.len() as u64);
    pair.answerer.files = Some(restored);
    // What was listed no more had arrived; listed anew it was lost there, and goes again by itself.
    assert_eq!(pair.exchange(OPEN).files.unwrap().trouble, None);
    pair.settle();
    assert_eq!(pair.there().whole(&name), Some(bytes));
}

#[test]
fn where_the_first_exchange_asks_nothing_the_next_one_speaks_of_files() {
    let mut pair = Pair::new();
    let bytes = photo(1, 0);
    let name = pair.name(&bytes);
    pair.here().lay(&bytes);
    // The program was started anew and knows from its book what the other side holds.
    pair.memory.files = FileMemory::default();
    let first = pair.exchange(OPEN).files.unwrap();
    assert!(first.is_unasked && first.goes_on());
    let listed = pair.exchange(OPEN).files.unwrap();
    assert!(!listed.is_unasked && listed.goes_on());
    let sent = pair.exchange(OPEN).files.unwrap();
    assert!(!sent.goes_on());
    assert_eq!(pair.there().whole(&name), Some(bytes));
}

#[test]
fn a_question_carries_no_files() {
    let mut pair = Pair::new();
    let bytes = photo(1, 0);
    pair.name(&bytes);
    pair.here().lay(&bytes);
    let ask = Begin {
        files: OPEN,
        ..begin(None::<Frontier>)
    };
    let speaker = Speaker {
        program: "a test".to_owned(),
        wall_at: NOW_MS,
    };
    let mut exchange = Exchange::begin(&pair.asker, ask, pair.memory.clone(), speaker.clone()).unwrap();
    let mut answer = Answer::new(speaker);
    pair.frames.clear();
    let ended = pair.carry(&mut exchange, &mut answer, None);
    let (outcome, _) = exchange.finish(&pair.asker, ended);
    assert!(matches!(outcome.result, Ok(Answered::Asked { .. })), "{outcome:?}");
    assert_eq!(
        (pair.order(Way::Up), pair.order(Way::Down)),
        ("h".to_owned(), "h".to_owned())
    );
}
