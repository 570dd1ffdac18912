//! The chain of one device: whatever is done to its rows by hand is found, and the first bad entry
//! is named.

use journal::{
    BreakReason, ChainBreak, ChainSummary, ChainVerifier, ColumnValue, Draft, Entry, EntryError, Head, genesis_hash,
    verify_chain,
};
use proptest::prelude::*;

use crate::cases;
use crate::samples::{chain, device, plain};

const DEVICE: u64 = 7;
const LENGTH: u64 = 6;

/// The audit rows as a database holds them.
type AuditRow = Vec<(&'static str, ColumnValue)>;

fn rows(entries: &[Entry]) -> Vec<AuditRow> {
    entries.iter().map(Entry::to_columns).collect()
}

fn head(entries: &[Entry]) -> Head {
    entries
        .last()
        .map(|last| Head {
            seq: last.seq,
            hash: last.hash,
        })
        .unwrap()
}

/// What a store does: takes the device's rows by number, decodes each, and follows the chain.
fn verify_rows(rows: &[AuditRow], expected: Head) -> Result<ChainSummary, ChainBreak> {
    let column = |row: &AuditRow, at: usize| row[at].1.clone();
    let seq = |row: &AuditRow| match column(row, 1) {
        ColumnValue::Integer(seq) => seq,
        ColumnValue::Text(text) => panic!("seq is {text}"),
    };
    let own = ColumnValue::Text(device(DEVICE).to_string());
    let mut own: Vec<&AuditRow> = rows.iter().filter(|row| column(row, 0) == own).collect();
    own.sort_by_key(|row| seq(row));
    let mut chain = ChainVerifier::new(device(DEVICE), Some(expected));
    for row in own {
        match Entry::from_columns(row.iter().cloned()) {
            Ok(entry) => chain.push(&entry)?,
            Err(error) => return Err(chain.refuse(seq(row).try_into().unwrap_or(0), error)),
        }
    }
    chain.finish()
}

/// Runs the check and gives the number of the first bad entry.
fn first_bad(rows: &[AuditRow], expected: Head) -> u64 {
    let broken = verify_rows(rows, expected).expect_err("the change was not found");
    assert_eq!(broken.device, device(DEVICE));
    broken.seq
}

#[test]
fn an_untouched_chain_verifies_up_to_its_head() {
    let entries = chain(DEVICE, LENGTH);
    let summary = ChainSummary {
        device: device(DEVICE),
        head: head(&entries),
    };
    assert_eq!(verify_rows(&rows(&entries), head(&entries)), Ok(summary));
    assert_eq!(verify_chain(device(DEVICE), &entries, None), Ok(summary));
    let earlier = Head {
        seq: 2,
        hash: entries[1].hash,
    };
    assert_eq!(verify_chain(device(DEVICE), &entries, Some(earlier)), Ok(summary));
    let nothing = Head {
        seq: 0,
        hash: genesis_hash(device(DEVICE)),
    };
    assert_eq!(
        verify_chain::<Entry>(device(DEVICE), [], None),
        Ok(ChainSummary {
            head: nothing,
            ..summary
        })
    );
}

#[test]
fn any_changed_byte_of_any_column_is_found_and_named() {
    let entries = chain(DEVICE, LENGTH);
    let rows = rows(&entries);
    let mut changed_count = 0;
    for (index, row) in rows.iter().enumerate() {
        for at in 0..row.len() {
            for value in changed_values(&row[at].1) {
                let mut rows = rows.clone();
                rows[index][at].1 = value;
                let named = first_bad(&rows, head(&entries));
                let seq = index as u64 + 1;
                // A row that was given an earlier entry's number is found there.
                let moved_to = match &rows[index][1].1 {
                    ColumnValue::Integer(moved) if (1..seq.cast_signed()).contains(moved) => moved.cast_unsigned(),
                    ColumnValue::Integer(moved) if *moved < 1 => moved.max(&0).cast_unsigned(),
                    _ => seq,
                };
                assert_eq!(named, moved_to, "column {} of entry {seq}", row[at].0);
                changed_count += 1;
            }
        }
    }
    assert!(changed_count > 10_000, "only {changed_count} changes were tried");
}

/// Every character replaced, removed and doubled; every bit of a number flipped.
fn changed_values(value: &ColumnValue) -> Vec<ColumnValue> {
    match value {
        ColumnValue::Integer(number) => (0..64).map(|bit| ColumnValue::Integer(number ^ (1 << bit))).collect(),
        ColumnValue::Text(text) => {
            let mut changed = vec![format!("{text} "), format!("{text}\0")];
            for (at, old) in text.char_indices() {
                let (before, after) = (&text[..at], &text[at + old.len_utf8()..]);
                let case = if old.is_ascii_lowercase() {
                    old.to_ascii_uppercase()
                } else {
                    old.to_ascii_lowercase()
                };
                for new in [case, '0', '1', ' '] {
                    if new != old {
                        changed.push(format!("{before}{new}{after}"));
                    }
                }
                changed.push(format!("{before}{after}"));
                changed.push(format!("{before}{old}{old}{after}"));
            }
            changed.into_iter().map(ColumnValue::Text).collect()
        }
    }
}

#[test]
fn a_removed_row_is_named_wherever_it_was() {
    let entries = chain(DEVICE, LENGTH);
    for index in 0..entries.len() {
        let mut rows = rows(&entries);
        rows.remove(index);
        assert_eq!(first_bad(&rows, head(&entries)), index as u64 + 1);
    }
}

#[test]
fn two_swapped_rows_are_found_at_the_first() {
    let entries = chain(DEVICE, LENGTH);
    for first in 0..entries.len() {
        for second in first + 1..entries.len() {
            let mut rows = rows(&entries);
            let number = rows[first][1].clone();
            rows[first][1] = rows[second][1].clone();
            rows[second][1] = number;
            assert_eq!(first_bad(&rows, head(&entries)), first as u64 + 1);
        }
    }
}

#[test]
fn an_inserted_row_is_found_even_if_its_hash_is_right() {
    let entries = chain(DEVICE, LENGTH);
    for index in 0..entries.len() {
        let seq = index as u64 + 1;
        // A copy of a row under the same number.
        let mut doubled = rows(&entries);
        doubled.push(doubled[index].clone());
        assert_eq!(first_bad(&doubled, head(&entries)), seq);
        // A well-made entry in a row's place: the next one does not follow it, or the head is another.
        let forged = Draft {
            action: "forged".to_owned(),
            ..plain(DEVICE, seq, entries[index].prev_hash)
        };
        let mut replaced = entries.clone();
        replaced[index] = forged.seal().unwrap();
        let broken = verify_rows(&rows(&replaced), head(&entries)).unwrap_err();
        let last = seq == LENGTH;
        assert_eq!(broken.seq, if last { seq } else { seq + 1 });
        assert_eq!(
            broken.reason,
            if last {
                BreakReason::HeadMismatch
            } else {
                BreakReason::PrevHashMismatch
            }
        );
    }
}

#[test]
fn a_chain_written_anew_from_the_middle_is_found_by_the_known_head() {
    let entries = chain(DEVICE, LENGTH);
    let mut rewritten: Vec<Entry> = entries[..2].to_vec();
    for seq in 3..=LENGTH {
        let prev_hash = rewritten.last().unwrap().hash;
        rewritten.push(plain(DEVICE, seq, prev_hash).seal().unwrap());
    }
    assert!(verify_chain(device(DEVICE), &rewritten, None).is_ok());
    let broken = verify_chain(device(DEVICE), &rewritten, Some(head(&entries))).unwrap_err();
    assert_eq!((broken.seq, broken.reason), (LENGTH, BreakReason::HeadMismatch));
}

#[test]
fn each_break_says_what_is_wrong() {
    let entries = chain(DEVICE, 4);
    let expected = Some(head(&entries));
    let reason = |entries: &[Entry]| {
        let broken = verify_chain(device(DEVICE), entries, expected).unwrap_err();
        (broken.seq, broken.reason)
    };
    assert_eq!(reason(&entries[1..]), (1, BreakReason::Gap { found: 2 }));
    assert_eq!(reason(&entries[..2]), (3, BreakReason::TailMissing { expected: 4 }));
    assert_eq!(reason(&[]), (1, BreakReason::TailMissing { expected: 4 }));
    let repeated = [&entries[..2], &entries[1..]].concat();
    assert_eq!(reason(&repeated), (2, BreakReason::Repeat { expected: 3 }));
    let mut foreign = entries.clone();
    foreign[2] = chain(8, 3)[2].clone();
    assert_eq!(reason(&foreign), (3, BreakReason::OtherDevice(device(8))));
    let mut changed = entries.clone();
    changed[1].role.push('x');
    assert_eq!(reason(&changed), (2, BreakReason::Broken(EntryError::HashMismatch)));
    let mut moved = entries.clone();
    moved[0] = plain(DEVICE, 1, genesis_hash(device(8))).seal().unwrap();
    assert_eq!(reason(&moved), (1, BreakReason::PrevHashMismatch));
    let message = verify_chain(device(DEVICE), &entries[1..], expected)
        .unwrap_err()
        .to_string();
    assert_eq!(message, "entry 1 of device 000000000007: it is missing; the next is 2");
}

#[test]
fn a_chain_is_followed_on_from_a_verified_head() {
    let entries = chain(DEVICE, LENGTH);
    let middle = Head {
        seq: 3,
        hash: entries[2].hash,
    };
    let mut chain = ChainVerifier::resume(device(DEVICE), middle, Some(head(&entries)));
    assert_eq!(chain.next_seq(), 4);
    entries[3..].iter().for_each(|entry| chain.push(entry).unwrap());
    assert_eq!(chain.finish().unwrap().head, head(&entries));
    let other = Head {
        seq: 3,
        hash: genesis_hash(device(DEVICE)),
    };
    let mut chain = ChainVerifier::resume(device(DEVICE), other, None);
    assert_eq!(
        chain.push(&entries[3]).unwrap_err().reason,
        BreakReason::PrevHashMismatch
    );
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn any_mix_of_removed_swapped_and_doubled_rows_is_found_at_the_first(
        edits in prop::collection::vec((0_u8..3, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..4),
    ) {
        let entries = chain(DEVICE, 9);
        let mut edited: Vec<Entry> = entries.clone();
        for (kind, first, second) in edits {
            if edited.is_empty() {
                break;
            }
            let (first, second) = (first.index(edited.len()), second.index(edited.len()));
            match kind {
                0 => drop(edited.remove(first)),
                1 => edited.swap(first, second),
                _ => edited.insert(second, edited[first].clone()),
            }
        }
        prop_assume!(edited != entries);
        let intact = edited.iter().zip(&entries).take_while(|(edited, entry)| edited == entry).count();
        let broken = verify_chain(device(DEVICE), &edited, Some(head(&entries))).unwrap_err();
        // The first place that is not as it was; an entry that comes again is named by its own number.
        let expected = match edited.get(intact) {
            Some(entry) if entry.seq <= intact as u64 => entry.seq,
            _ => intact as u64 + 1,
        };
        prop_assert_eq!(broken.seq, expected);
    }
}
