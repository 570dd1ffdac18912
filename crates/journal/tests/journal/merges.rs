//! Which writes stand, which shows, and when a person must choose.

use journal::{Hlc, Stamp, Value, Write, extends, heads, is_conflict, shown};
use proptest::prelude::*;

use crate::cases;
use crate::fleet::shuffled;
use crate::samples::stamp;

fn write(device: u64, seq: u64, base: &[Stamp]) -> Write {
    Write {
        stamp: stamp(device, seq),
        hlc: Hlc {
            millis: 1_000,
            counter: 0,
        },
        clock_suspect: false,
        once: false,
        void: false,
        base: base.to_vec(),
        values: vec![(1, "same".into())],
    }
}

fn saying(write: Write, word: &str) -> Write {
    Write {
        values: vec![(1, word.into())],
        ..write
    }
}

fn void(write: Write) -> Write {
    Write { void: true, ..write }
}

fn once(write: Write) -> Write {
    Write { once: true, ..write }
}

#[test]
fn a_write_that_saw_the_others_stands_alone() {
    let (a, b) = (stamp(1, 1), stamp(2, 1));
    let writes = [write(1, 1, &[]), write(2, 1, &[]), write(3, 1, &[a, b])];
    assert_eq!(heads(&writes), [stamp(3, 1)]);
}

#[test]
fn writes_that_had_not_seen_each_other_both_stand() {
    let first = stamp(1, 1);
    let writes = [write(1, 1, &[]), write(3, 1, &[first]), write(2, 1, &[first])];
    assert_eq!(heads(&writes), [stamp(2, 1), stamp(3, 1)]);
}

#[test]
fn a_void_write_does_not_stand_and_what_it_replaced_does_again() {
    let writes = [write(1, 1, &[]), void(write(2, 1, &[stamp(1, 1)]))];
    assert_eq!(heads(&writes), [stamp(1, 1)]);
}

#[test]
fn a_write_reaches_through_a_void_one() {
    let writes = [
        write(1, 1, &[]),
        void(write(2, 1, &[stamp(1, 1)])),
        write(3, 1, &[stamp(2, 1)]),
    ];
    assert_eq!(heads(&writes), [stamp(3, 1)]);
}

#[test]
fn a_base_that_has_not_arrived_hides_what_stands_behind_it_only_when_it_comes() {
    let (oldest, newest) = (write(1, 1, &[]), write(3, 1, &[stamp(2, 1)]));
    assert_eq!(heads(&[oldest.clone(), newest.clone()]), [stamp(1, 1), stamp(3, 1)]);
    assert_eq!(heads(&[oldest, newest, write(2, 1, &[stamp(1, 1)])]), [stamp(3, 1)]);
}

#[test]
fn nothing_stands_where_nothing_was_written() {
    assert_eq!(heads(&[]), []);
    assert_eq!(shown(&[], |_| 0), None);
    assert!(!is_conflict(&[]));
}

#[test]
fn the_shown_write_is_the_highest_of_final_sound_late_device_seq() {
    let at = |write: Write, millis, counter| Write {
        hlc: Hlc { millis, counter },
        ..write
    };
    let suspect = |write: Write| Write {
        clock_suspect: true,
        ..write
    };
    let is_final = |write: &Write| u8::from(write.values[0].1 == Value::from("completed"));
    let cases = [
        (
            "final before later",
            saying(at(write(1, 1, &[]), 1, 0), "completed"),
            at(write(2, 1, &[]), 9, 0),
        ),
        (
            "final before sound",
            saying(suspect(write(1, 1, &[])), "completed"),
            write(2, 1, &[]),
        ),
        (
            "sound before later",
            at(write(1, 1, &[]), 1, 0),
            suspect(at(write(2, 1, &[]), 9, 0)),
        ),
        (
            "later before earlier",
            at(write(1, 1, &[]), 9, 0),
            at(write(2, 1, &[]), 8, 5),
        ),
        (
            "counter within a millisecond",
            at(write(1, 1, &[]), 9, 2),
            at(write(2, 1, &[]), 9, 1),
        ),
        ("higher device", write(2, 1, &[]), write(1, 9, &[])),
        ("higher seq", write(2, 3, &[]), write(2, 2, &[])),
    ];
    for (rule, higher, lower) in cases {
        for heads in [[&higher, &lower], [&lower, &higher]] {
            assert_eq!(shown(&heads, is_final), Some(&higher), "{rule}");
        }
    }
}

#[test]
fn differing_heads_are_a_conflict_and_equal_ones_are_not() {
    let (red, also_red, blue) = (
        saying(write(1, 1, &[]), "red"),
        saying(write(2, 1, &[]), "red"),
        saying(write(3, 1, &[]), "blue"),
    );
    assert!(!is_conflict(&[&red]));
    assert!(!is_conflict(&[&red, &also_red]));
    assert!(is_conflict(&[&red, &blue]));
    assert!(is_conflict(&[&red, &also_red, &blue]));
}

#[test]
fn an_act_done_twice_apart_that_may_be_done_once_is_a_conflict_even_when_equal() {
    let (first, second) = (once(write(1, 1, &[])), once(write(2, 1, &[])));
    assert!(is_conflict(&[&first, &second]));
    assert!(!is_conflict(&[&first]));
    assert!(!is_conflict(&[&first, &write(3, 1, &[])]));
}

#[test]
fn private_values_of_two_entries_are_never_taken_for_equal() {
    let private = |write: Write| Write {
        values: vec![(1, Value::Private(0))],
        ..write
    };
    let (first, second) = (private(write(1, 1, &[])), private(write(2, 1, &[])));
    assert!(is_conflict(&[&first, &second]));
    assert!(!is_conflict(&[&first]));
}

#[test]
fn a_write_extends_only_the_heads_it_names_all_of() {
    let (a, b, c) = (stamp(1, 1), stamp(2, 1), stamp(3, 1));
    assert!(extends(&[], &[]));
    assert!(extends(&[a], &[a]));
    assert!(extends(&[a, b], &[b, a]));
    assert!(extends(&[a, b], &[b, a, b]));
    assert!(!extends(&[a, b], &[a]));
    assert!(!extends(&[a], &[a, b]));
    assert!(!extends(&[a], &[]));
    assert!(!extends(&[], &[a]));
    assert!(!extends(&[a, b], &[a, c]));
}

/// Writes that may build on any earlier one, as honest replicas produce them, and some void.
fn histories() -> impl Strategy<Value = Vec<Write>> {
    prop::collection::vec(
        (
            prop::collection::vec(any::<prop::sample::Index>(), 0..4),
            prop::bool::weighted(0.2),
        ),
        1..14,
    )
    .prop_map(|plan| {
        let mut writes: Vec<Write> = Vec::new();
        for (index, (bases, is_void)) in plan.iter().enumerate() {
            let bases: Vec<Stamp> = if writes.is_empty() {
                Vec::new()
            } else {
                bases
                    .iter()
                    .map(|base| writes[base.index(writes.len())].stamp)
                    .collect()
            };
            let write = write(1 + index as u64 % 4, 1 + index as u64, &bases);
            writes.push(if *is_void { void(write) } else { write });
        }
        writes
    })
}

/// The definition word by word, without any thought for time.
fn heads_by_definition(writes: &[Write]) -> Vec<Stamp> {
    fn reaches(writes: &[Write], from: &Write, to: Stamp) -> bool {
        from.base.iter().any(|base| {
            *base == to
                || writes
                    .iter()
                    .find(|write| write.stamp == *base)
                    .is_some_and(|next| reaches(writes, next, to))
        })
    }
    let live = || writes.iter().filter(|write| !write.void);
    let mut heads: Vec<Stamp> = live()
        .filter(|write| !live().any(|other| other.stamp != write.stamp && reaches(writes, other, write.stamp)))
        .map(|write| write.stamp)
        .collect();
    heads.sort();
    heads
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn heads_are_those_of_the_definition_in_any_order(writes in histories(), seed: u64) {
        let expected = heads_by_definition(&writes);
        prop_assert_eq!(heads(&writes), expected.clone());
        prop_assert_eq!(heads(&shuffled(writes, seed)), expected);
    }

    #[test]
    fn the_shortcut_agrees_with_all_writes(writes in histories(), seed: u64, missing in 0_usize..14) {
        let mut writes = writes;
        let newest = Write { void: false, ..writes.remove(missing % writes.len()) };
        let is_named = writes.iter().any(|write| write.base.contains(&newest.stamp));
        let before = heads(&writes);
        // Also when it names exactly what stands, which chance alone rarely gives.
        for base in [newest.base.clone(), before.clone()] {
            let newest = Write { base, ..newest.clone() };
            if !is_named && extends(&before, &newest.base) {
                let all = shuffled([writes.clone(), vec![newest.clone()]].concat(), seed);
                prop_assert_eq!(heads(&all), [newest.stamp]);
            }
        }
    }

    #[test]
    fn what_shows_does_not_depend_on_order(writes in histories(), clocks in prop::collection::vec((0_i64..3, any::<bool>(), 0_u8..2), 14), seed: u64) {
        let mut writes = writes;
        for (write, (millis, clock_suspect, word)) in writes.iter_mut().zip(clocks) {
            write.hlc.millis = millis;
            write.clock_suspect = clock_suspect;
            write.values = vec![(1, i64::from(word).into())];
        }
        let finality = |write: &Write| u8::from(write.values[0].1 == Value::Int(1));
        let forth: Vec<&Write> = writes.iter().collect();
        let back = shuffled(forth.clone(), seed);
        prop_assert_eq!(shown(&forth, finality), shown(&back, finality));
        prop_assert_eq!(is_conflict(&forth), is_conflict(&back));
    }
}
