//! What a batch can be made of by somebody who means ill, or by a bad disk.

use journal::{DeviceNumber, Draft, Entry, RowId, Value};
use minicbor::Encoder;
use proptest::prelude::*;
use wire::limits::{BODY_BYTES_MAX, PLAIN_BYTES_MAX};
use wire::{Batch, Header, RefusalCode, WireError, plain, unpack};

use crate::arbitrary::chains;
use crate::samples::{DEVICE, chain, device, follow, insert, packed, packed_whole, plain as simple, row};

/// The batch with another plain body, compressed without a dictionary.
fn with_plain(batch: &Batch, plain: &[u8]) -> Batch {
    let mut batch = batch.clone();
    batch.body = zstd::bulk::compress(plain, 3).unwrap();
    batch.header.plain_bytes = u32::try_from(plain.len()).unwrap();
    batch.header.dictionary = 0;
    batch
}

/// A body by columns that holds these streams.
fn by_columns(streams: &[(u64, &[u8])]) -> Vec<u8> {
    let mut encoder = Encoder::new(vec![1]);
    encoder.map(streams.len() as u64).unwrap();
    for (number, bytes) in streams {
        encoder.u64(*number).unwrap().bytes(bytes).unwrap();
    }
    encoder.into_writer()
}

fn code(batch: &Batch) -> RefusalCode {
    unpack(batch).expect_err("it is refused").code()
}

#[test]
fn a_batch_cut_at_any_byte_is_refused() {
    let batch = packed(&chain(5));
    let bytes = batch.encode();
    for cut in 0..bytes.len() {
        assert_eq!(
            Batch::decode(&bytes[..cut]).unwrap_err().code(),
            RefusalCode::Malformed,
            "cut at {cut}"
        );
    }
    for cut in 0..batch.body.len() {
        let mut batch = batch.clone();
        batch.body.truncate(cut);
        assert_eq!(code(&batch), RefusalCode::Malformed, "body cut at {cut}");
    }
}

#[test]
fn a_plain_body_cut_at_any_byte_is_refused() {
    let batch = packed(&chain(5));
    let plain = plain(&batch).unwrap();
    for cut in 0..plain.len() {
        assert!(unpack(&with_plain(&batch, &plain[..cut])).is_err(), "cut at {cut}");
    }
}

#[test]
fn no_changed_bit_of_a_batch_goes_unnoticed() {
    let entries = chain(4);
    let batch = packed(&entries);
    let bytes = batch.encode();
    let public_key = crate::samples::key().verifying_key().to_bytes();
    for bit in 0..8 * bytes.len() {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let Ok(batch) = Batch::decode(&changed) else { continue };
        let Ok(read) = unpack(&batch) else { continue };
        // What still unpacks is the same entries, or the signature is not good for them.
        let is_signed = batch.header.head().verify(batch.header.vessel, &public_key).is_ok();
        assert!(!is_signed || read == entries, "bit {bit}");
    }
}

#[test]
fn no_changed_bit_of_a_plain_body_goes_unnoticed() {
    let entries = chain(4);
    for batch in [packed(&entries), packed_whole(&entries)] {
        no_changed_bit_goes_unnoticed(&entries, &batch);
    }
}

fn no_changed_bit_goes_unnoticed(entries: &[Entry], batch: &Batch) {
    let plain = plain(batch).unwrap();
    for bit in 0..8 * plain.len() {
        let mut changed = plain.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        if let Ok(read) = unpack(&with_plain(batch, &changed)) {
            assert_eq!(read, entries, "bit {bit}");
        }
    }
}

#[test]
fn an_altered_entry_does_not_lead_to_the_signed_head() {
    let honest = chain(4);
    let mut forged = honest.clone();
    let draft = Draft {
        changes: vec![insert(10, row(DEVICE, 4, 0), vec![(1, "forged".into())])],
        ..simple(4, honest[2].hash)
    };
    forged[3] = draft.seal().unwrap();
    let batch = Batch {
        header: Header {
            plain_bytes: packed(&forged).header.plain_bytes,
            ..packed(&honest).header
        },
        body: packed(&forged).body,
    };
    assert_eq!(unpack(&batch), Err(WireError::Altered));
    assert_eq!(code(&batch), RefusalCode::Altered);
}

#[test]
fn a_header_that_says_otherwise_is_refused() {
    let batch = packed(&chain(5));
    let header = batch.header;
    let with = |header: Header| {
        code(&Batch {
            header,
            body: batch.body.clone(),
        })
    };
    assert_eq!(
        with(Header {
            device: device(1),
            ..header
        }),
        RefusalCode::Altered
    );
    assert_eq!(
        with(Header {
            prev_hash: header.head_hash,
            ..header
        }),
        RefusalCode::Altered
    );
    assert_eq!(
        with(Header {
            first_seq: 2,
            last_seq: 6,
            ..header
        }),
        RefusalCode::Altered
    );
    assert_eq!(with(Header { last_seq: 4, ..header }), RefusalCode::Malformed);
    assert_eq!(with(Header { last_seq: 6, ..header }), RefusalCode::Malformed);
    assert_eq!(with(Header { first_seq: 0, ..header }), RefusalCode::Malformed);
    assert_eq!(with(Header { first_seq: 6, ..header }), RefusalCode::Malformed);
    assert_eq!(
        with(Header {
            last_seq: u64::MAX,
            ..header
        }),
        RefusalCode::TooMany
    );
    assert_eq!(
        with(Header {
            first_seq: u64::MAX,
            last_seq: u64::MAX,
            ..header
        }),
        RefusalCode::Malformed
    );
    assert_eq!(
        with(Header {
            plain_bytes: u32::MAX,
            ..header
        }),
        RefusalCode::TooLarge
    );
    assert_eq!(
        with(Header {
            plain_bytes: header.plain_bytes + 1,
            ..header
        }),
        RefusalCode::Malformed
    );
    assert_eq!(
        with(Header {
            plain_bytes: header.plain_bytes - 1,
            ..header
        }),
        RefusalCode::Malformed
    );
    assert_eq!(
        with(Header {
            dictionary: 200,
            ..header
        }),
        RefusalCode::NewerProtocol
    );
}

#[test]
fn a_body_of_a_newer_form_is_told_from_a_broken_one() {
    let batch = packed(&chain(2));
    let newer = WireError::NewerBatch {
        what: "form",
        number: 9,
    };
    assert_eq!(unpack(&with_plain(&batch, &[9, 1, 2, 3])), Err(newer));
    assert_eq!(code(&with_plain(&batch, &[])), RefusalCode::Malformed);
    // Kept and passed on, it is the same batch.
    let kept = with_plain(&batch, &[9, 1, 2, 3]);
    assert_eq!(Batch::decode(&kept.encode()), Ok(kept));
}

#[test]
fn a_zstd_bomb_is_not_blown_up() {
    let mut bomb = packed(&chain(1));
    bomb.body = zstd::bulk::compress(&vec![0; 300 << 20], 19).unwrap();
    assert!(bomb.body.len() < BODY_BYTES_MAX);
    assert_eq!(code(&bomb), RefusalCode::Malformed);
    bomb.header.plain_bytes = u32::try_from(PLAIN_BYTES_MAX).unwrap();
    assert_eq!(code(&bomb), RefusalCode::Malformed);
}

#[test]
fn lengths_that_nothing_follows_are_refused_at_once() {
    let batch = packed(&chain(1));
    let endless: &[u8] = &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    let plain_bodies: Vec<Vec<u8>> = vec![
        // A map, an array and a byte string of 2^64-1.
        vec![1, 0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        vec![0, 0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        vec![0, 0x81, 0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        vec![1, 0xbf],
        // Counts in the definitions: changes of a form, columns of a shape.
        by_columns(&[
            (0, &[0]),
            (1, b"a\xff"),
            (3, &[0]),
            (4, &[&[0, 1, 0, 0, 6, 0], endless].concat()),
        ]),
        by_columns(&[(0, &[0]), (3, &[&[0, 1, 0], endless].concat())]),
        by_columns(&[(0, endless), (3, &[0])]),
    ];
    for plain in plain_bodies {
        let code = code(&with_plain(&batch, &plain));
        assert!(
            matches!(code, RefusalCode::Malformed | RefusalCode::TooMany),
            "{plain:?}: {code:?}"
        );
    }
}

#[test]
fn nesting_without_end_is_refused() {
    let batch = packed(&chain(1));
    let arrays = vec![0x81; PLAIN_BYTES_MAX - 1];
    assert!(unpack(&with_plain(&batch, &[&[0], arrays.as_slice()].concat())).is_err());
    // In an unknown field of a header, which is passed over.
    let mut nested = vec![0x82, 0xa1, 0x18, 99];
    nested.extend_from_slice(&vec![0x81; 200_000]);
    assert!(Batch::decode(&nested).is_err());
    // Parameters within parameters, as a form defines them.
    let lists: Vec<u8> = [5, 1].repeat(100 * 1024);
    let definition = [&[0, 1, 0, 0], lists.as_slice()].concat();
    let plain = by_columns(&[(0, &[0]), (1, b"a\xff"), (3, &[0]), (4, &definition)]);
    assert_eq!(code(&with_plain(&batch, &plain)), RefusalCode::Malformed);
}

#[test]
fn one_long_text_told_ten_thousand_times_exceeds_the_bound() {
    let text = "x".repeat(200_000);
    let entries = follow(4, |seq, prev_hash| Draft {
        changes: vec![insert(12, row(DEVICE, seq, 0), vec![(2, text.as_str().into())])],
        ..simple(seq, prev_hash)
    });
    let batch = packed(&entries);
    assert_eq!(unpack(&batch).unwrap(), entries);
    // The same body with the last entry's symbols repeated: the text is told once and named ever after.
    let plain = plain(&batch).unwrap();
    let mut streams: Vec<(u64, Vec<u8>)> = Vec::new();
    let mut decoder = minicbor::Decoder::new(&plain[1..]);
    for _ in 0..decoder.map().unwrap().unwrap() {
        let number = decoder.u64().unwrap();
        let mut bytes = decoder.bytes().unwrap().to_vec();
        // Forms, the clock's three, and symbols of places have one number for each entry.
        let is_of_entries = matches!(number, 0 | 5 | 6 | 7) || (number >= 0x1000 && number & 0x8000 == 0);
        if is_of_entries {
            let last = bytes.last().copied().unwrap_or_default();
            bytes.resize(bytes.len() + 9_995, last);
        }
        streams.push((number, bytes));
    }
    let streams: Vec<(u64, &[u8])> = streams
        .iter()
        .map(|(number, bytes)| (*number, bytes.as_slice()))
        .collect();
    let mut bomb = with_plain(&batch, &by_columns(&streams));
    bomb.header.last_seq = 9_999;
    assert_eq!(code(&bomb), RefusalCode::TooLarge);
}

#[test]
fn definitions_without_end_are_refused() {
    let batch = packed(&chain(1));
    let forms = by_columns(&[(0, &[0]), (3, &[0]), (4, &vec![0; 300 * 1024])]);
    assert_eq!(code(&with_plain(&batch, &forms)), RefusalCode::TooLarge);
}

#[test]
fn an_entry_with_false_private_values_is_not_packed_and_not_taken() {
    let mut entries: Vec<Entry> = chain(2);
    entries[1].private.as_mut().unwrap().values = Some(vec![Value::Text("somebody else".to_owned()), Value::Null]);
    let batch = packed(&entries);
    assert_eq!(code(&batch), RefusalCode::BrokenEntry);
}

#[test]
fn the_vessel_stands_in_the_header_and_under_the_signature() {
    let batch = packed(&chain(2));
    let other = RowId::new(DeviceNumber::new(1).unwrap(), 1, 0).unwrap();
    let public_key = crate::samples::key().verifying_key().to_bytes();
    assert_eq!(batch.header.head().verify(batch.header.vessel, &public_key), Ok(()));
    assert_eq!(
        batch.header.head().verify(other, &public_key),
        Err(WireError::BadSignature(batch.header.device))
    );
}

proptest! {
    #![proptest_config(crate::cases(1_500))]

    #[test]
    fn any_change_of_a_plain_body_is_refused_or_changes_nothing(
        entries in chains(3),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..4),
    ) {
        let batch = packed(&entries);
        let mut plain = plain(&batch).unwrap();
        for (at, byte, how) in changes {
            let at = 1 + at.index(plain.len() - 1);
            match how {
                0 => plain[at] = byte,
                1 => plain.insert(at, byte),
                _ => { plain.remove(at); }
            }
            if plain.len() < 2 {
                break;
            }
        }
        if let Ok(read) = unpack(&with_plain(&batch, &plain)) {
            prop_assert_eq!(read, entries);
        }
    }

    #[test]
    fn random_streams_never_make_unpacking_fail_otherwise_than_by_an_error(
        form in 0_u8..2,
        streams in proptest::collection::btree_map(
            prop_oneof![5 => 0_u64..14, 2 => 0x1000_u64..0x1100, 1 => any::<u64>()],
            proptest::collection::vec(prop_oneof![3 => 0_u8..8, 1 => any::<u8>()], 0..40),
            0..14,
        ),
    ) {
        let streams: Vec<(u64, &[u8])> = streams.iter().map(|(number, bytes)| (*number, bytes.as_slice())).collect();
        let mut plain = by_columns(&streams);
        plain[0] = form;
        prop_assert!(unpack(&with_plain(&packed(&chain(2)), &plain)).is_err());
    }
}
