//! What is packed is what comes out, to the byte, and as much goes into a batch as fits.

use journal::{Draft, Entry, Value};
use proptest::prelude::*;
use wire::limits::{BODY_BYTES_MAX, BODY_TARGET_BYTES};
use wire::{Batch, SignedHead, WireError, pack, pack_signing, pack_upto, plain, unpack};

use crate::arbitrary::chains;
use crate::samples::{
    DEVICE, chain, device, follow, head, insert, key, packed, packed_whole, plain as simple, row, vessel,
};

/// The form of a body that holds its entries whole.
const WHOLE: u8 = 0;
/// The form of a body by columns.
const BY_COLUMNS: u8 = 1;

fn bytes(entries: &[Entry]) -> Vec<Vec<u8>> {
    entries.iter().map(Entry::canonical_bytes).collect()
}

/// Text that does not compress: hex digits of a hash chain hold half a byte each.
fn noise(seed: usize, length: usize) -> String {
    let mut text = String::new();
    let mut hash = blake3::hash(&seed.to_be_bytes());
    while text.len() < length {
        text.push_str(&hash.to_hex());
        hash = blake3::hash(hash.as_bytes());
    }
    text.truncate(length);
    text
}

/// A chain of notes of that length that do not compress.
fn notes(count: usize, length: usize) -> Vec<Entry> {
    follow(count, |seq, prev_hash| Draft {
        changes: vec![insert(
            12,
            row(DEVICE, seq, 0),
            vec![(2, noise(seq as usize, length).into())],
        )],
        ..simple(seq, prev_hash)
    })
}

#[test]
fn entries_of_every_kind_come_out_to_the_byte() {
    let entries = chain(30);
    let batch = packed(&entries);
    assert_eq!(plain(&batch).unwrap()[0], BY_COLUMNS);
    let read = unpack(&Batch::decode(&batch.encode()).unwrap()).unwrap();
    assert_eq!(read, entries);
    assert_eq!(bytes(&read), bytes(&entries));
}

proptest! {
    #![proptest_config(crate::cases(400))]

    #[test]
    fn any_chain_comes_out_to_the_byte_and_goes_by_columns(entries in chains(8)) {
        let batch = packed(&entries);
        prop_assert_eq!(plain(&batch).unwrap()[0], BY_COLUMNS);
        let read = unpack(&batch).unwrap();
        prop_assert_eq!(bytes(&read), bytes(&entries));
        prop_assert_eq!(read, entries);
    }

    #[test]
    fn a_batch_may_begin_anywhere_in_the_chain(entries in chains(8), cut in 0_usize..8) {
        let rest = &entries[cut.min(entries.len() - 1)..];
        prop_assert_eq!(unpack(&packed(rest)).unwrap(), rest);
    }
}

#[test]
fn entries_packed_whole_come_out_to_the_byte() {
    let entries = chain(30);
    let batch = packed_whole(&entries);
    assert_eq!(bytes(&unpack(&batch).unwrap()), bytes(&entries));
    let columns = packed(&entries);
    assert!(
        columns.body.len() * 2 < batch.body.len(),
        "{} bytes by columns",
        columns.body.len()
    );
}

#[test]
fn entries_of_more_kinds_than_a_body_by_columns_defines_go_whole() {
    let entries = follow(4, |seq, prev_hash| Draft {
        changes: (0..9_000)
            .map(|k| {
                insert(
                    4 * k + seq as u16,
                    row(DEVICE, seq, u32::from(k)),
                    vec![(1_000, Value::Null)],
                )
            })
            .collect(),
        ..simple(seq, prev_hash)
    });
    let batch = packed(&entries);
    assert_eq!(plain(&batch).unwrap()[0], WHOLE);
    assert_eq!(unpack(&batch).unwrap(), entries);
}

#[test]
fn a_struck_private_part_travels_as_it_is() {
    let mut entries = chain(3);
    let whole = packed(&entries);
    entries.iter_mut().for_each(Entry::strike_private);
    let struck = packed(&entries);
    assert_eq!(unpack(&struck).unwrap(), entries);
    assert_eq!(struck.header.head_hash, whole.header.head_hash);
}

#[test]
fn an_entry_of_the_largest_size_fits_a_batch_of_its_own() {
    let entries = notes(1, 255 * 1024);
    let batch = packed(&entries);
    assert!(batch.body.len() > BODY_TARGET_BYTES && batch.body.len() <= BODY_BYTES_MAX);
    assert_eq!(unpack(&batch).unwrap(), entries);
}

#[test]
fn own_entries_fill_a_batch_and_the_head_is_signed_where_it_ends() {
    let entries = notes(200, 1_000);
    let batch = pack_signing(vessel(), &entries, &key()).unwrap();
    let count = usize::try_from(batch.header.last_seq).unwrap();
    // Half a byte a digit: about 60 notes.
    assert!((50..66).contains(&count), "{count} notes");
    assert!(batch.body.len() <= BODY_TARGET_BYTES && batch.body.len() > BODY_TARGET_BYTES * 4 / 5);
    let head = batch.header.head();
    assert_eq!((head.seq, head.hash), (entries[count - 1].seq, entries[count - 1].hash));
    head.verify(vessel(), key().verifying_key().as_bytes()).unwrap();
    assert_eq!(unpack(&batch).unwrap(), entries[..count]);
}

#[test]
fn entries_of_another_end_at_a_head_that_its_device_signed() {
    let entries = notes(200, 1_000);
    let heads: Vec<SignedHead> = [7, 40, 130].iter().map(|count| head(&entries[..*count])).collect();
    let last_seq = |entries: &[Entry], heads: &[SignedHead]| {
        let batch = pack_upto(vessel(), entries, heads).unwrap();
        assert_eq!(
            unpack(&batch).unwrap().last(),
            entries.get(unpack(&batch).unwrap().len() - 1)
        );
        batch.header.last_seq
    };
    assert_eq!(last_seq(&entries, &heads), 40);
    // A run that was packed smaller once goes as a whole, however large it is here.
    assert_eq!(last_seq(&entries, &heads[2..]), 130);
    assert_eq!(last_seq(&entries[40..], &heads), 130);
    assert_eq!(
        pack_upto(vessel(), &entries[130..], &heads),
        Err(WireError::NoRun("no signed head stands at any of them"))
    );
}

#[test]
fn a_large_entry_does_not_hold_up_the_small_ones_before_it() {
    let mut entries = notes(3, 100);
    let next = entries.len() as u64 + 1;
    let large = Draft {
        changes: vec![insert(12, row(DEVICE, next, 0), vec![(2, noise(0, 200_000).into())])],
        ..simple(next, entries[2].hash)
    };
    entries.push(large.seal().unwrap());
    let first = pack_signing(vessel(), &entries, &key()).unwrap();
    assert_eq!(first.header.last_seq, 3);
    let second = pack_signing(vessel(), &entries[3..], &key()).unwrap();
    assert_eq!(unpack(&second).unwrap(), entries[3..]);
}

#[test]
fn ten_thousand_entries_without_a_change_fit_one_batch() {
    let entries = follow(10_500, simple);
    let batch = pack_signing(vessel(), &entries, &key()).unwrap();
    assert!(batch.header.last_seq > 7_000, "{}", batch.header.last_seq);
    assert_eq!(unpack(&batch).unwrap().len() as u64, batch.header.last_seq);
}

#[test]
fn what_is_no_run_up_to_the_head_is_not_packed() {
    let entries = chain(6);
    let end = head(&entries);
    let without_third: Vec<Entry> = entries.iter().filter(|entry| entry.seq != 3).cloned().collect();
    assert_eq!(pack(vessel(), &[], &end), Err(WireError::NoRun("there are none")));
    assert_eq!(
        pack(vessel(), &without_third, &end),
        Err(WireError::NoRun("they do not follow each other"))
    );
    assert_eq!(
        pack(vessel(), &entries[..5], &end),
        Err(WireError::NoRun("the head is not their last"))
    );
    let stranger = SignedHead {
        device: device(DEVICE + 1),
        ..end
    };
    assert_eq!(
        pack(vessel(), &entries, &stranger),
        Err(WireError::NoRun("the head is not their last"))
    );
}
