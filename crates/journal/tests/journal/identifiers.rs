//! Device numbers, row ids, stamps, actors and hashes: layout and text.

use std::collections::HashSet;

use journal::{Actor, DeviceNumber, Hash, IdError, RowId, Stamp};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::cases;
use crate::samples::{device, row, stamp};

const DEVICE_MAX: u64 = (1 << 47) - 1;
const SEQ_MAX: u64 = (1 << 48) - 1;
const K_MAX: u32 = (1 << 26) - 1;

#[test]
fn a_row_id_lays_out_device_seq_and_counter_as_a_uuid_of_version_8() {
    // device 0123456789ab | 8 | top 12 bits of seq | variant 10, low 36 bits of seq, 26 bits of k
    assert_eq!(
        row(0x0123_4567_89ab, 1, 0).to_string(),
        "01234567-89ab-8000-8000-000004000000"
    );
    assert_eq!(row(0, 1, 1).to_string(), "00000000-0000-8000-8000-000004000001");
    assert_eq!(
        row(DEVICE_MAX, SEQ_MAX, K_MAX).to_string(),
        "7fffffff-ffff-8fff-bfff-ffffffffffff"
    );
    assert_eq!(
        row(1, 0xabc0_0000_0000, 0).to_string(),
        "00000000-0001-8abc-8000-000000000000"
    );
}

#[test]
fn numbers_that_do_not_fit_are_refused() {
    assert_eq!(
        DeviceNumber::new(DEVICE_MAX + 1),
        Err(IdError::DeviceTooLarge(DEVICE_MAX + 1))
    );
    assert_eq!(RowId::new(device(1), 0, 0), Err(IdError::SeqOutOfRange(0)));
    assert_eq!(
        RowId::new(device(1), SEQ_MAX + 1, 0),
        Err(IdError::SeqOutOfRange(SEQ_MAX + 1))
    );
    assert_eq!(
        RowId::new(device(1), 1, K_MAX + 1),
        Err(IdError::CounterTooLarge(K_MAX + 1))
    );
}

#[test]
fn bytes_of_another_version_or_variant_are_no_row_id() {
    let good = *row(1, 1, 0).as_bytes();
    let with = |at: usize, byte: u8| {
        let mut bytes = good;
        bytes[at] = byte;
        RowId::from_bytes(bytes)
    };
    assert_eq!(RowId::from_bytes(good), Ok(row(1, 1, 0)));
    assert_eq!(with(6, 0x40), Err(IdError::NotVersion8));
    assert_eq!(with(8, 0x00), Err(IdError::NotVersion8));
    assert_eq!(with(8, 0xc0), Err(IdError::NotVersion8));
    assert_eq!(with(12, 0x00), Err(IdError::SeqOutOfRange(0)));
}

#[test]
fn a_natural_key_gives_everywhere_the_same_id_that_no_device_can_make() {
    let id = RowId::natural(3, &[b"complete", b"engineer"]);
    assert_eq!(id.to_string(), "ceeebd66-8c8b-8527-a233-e2a1dbfc1d57");
    assert_eq!(id.author(), None);
    assert_eq!(id.as_bytes()[0] & 0x80, 0x80);
    assert_eq!(RowId::from_bytes(*id.as_bytes()), Ok(id));
}

#[test]
fn natural_keys_that_differ_in_table_or_split_differ() {
    let keys: HashSet<RowId> = [
        RowId::natural(3, &[b"ab", b"c"]),
        RowId::natural(3, &[b"a", b"bc"]),
        RowId::natural(3, &[b"abc"]),
        RowId::natural(3, &[b"abc", b""]),
        RowId::natural(3, &[]),
        RowId::natural(4, &[b"abc"]),
    ]
    .into();
    assert_eq!(keys.len(), 6);
}

#[test]
fn identifiers_have_one_written_form() {
    for text in [
        "",
        "123456789ab",
        "0123456789abc",
        "0123456789AB",
        "0x23456789ab",
        "+123456789ab",
        "8123456789ab",
    ] {
        assert!(text.parse::<DeviceNumber>().is_err(), "{text:?}");
    }
    let device = "0123456789ab";
    for seq in ["0", "-1", "+7", "007", "", " 7", "281474976710656", "7:8"] {
        assert!(format!("{device}:{seq}").parse::<Stamp>().is_err(), "{seq:?}");
    }
    for text in [
        "01234567-89ab-8000-8000-00000400000",
        "0123456789ab80008000000004000000",
        "01234567-89ab-4000-8000-000004000000",
        "{1234567-89ab-8000-8000-000004000000}",
        "01234567-89ab-8000-8000-00000400000é",
        "012345678-9ab-8000-8000-000004000000",
    ] {
        assert!(text.parse::<RowId>().is_err(), "{text:?}");
    }
    assert!("operator".parse::<Actor>().is_err());
    assert!("AB".repeat(32).parse::<Hash>().is_err());
    assert!("ab".repeat(31).parse::<Hash>().is_err());
}

#[test]
fn people_may_paste_a_row_id_in_capitals() {
    assert_eq!(
        "01234567-89AB-8000-8000-000004000000".parse(),
        Ok(row(0x0123_4567_89ab, 1, 0))
    );
}

#[test]
fn texts_are_those_of_the_trade() {
    assert_eq!(stamp(0x89ab, 42).to_string(), "0000000089ab:42");
    assert_eq!(
        Actor::Operator("Ana: Rotterdam".into()).to_string(),
        "operator:Ana: Rotterdam"
    );
    assert_eq!(
        Actor::Crew(row(0, 1, 1)).to_string(),
        "00000000-0000-8000-8000-000004000001"
    );
    assert_eq!(Hash::from_bytes([0x0f; 32]).to_string(), "0f".repeat(32));
}

fn there_and_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug + ToString>(thing: &T) {
    let json = serde_json::to_string(thing).unwrap();
    assert_eq!(json, serde_json::to_string(&thing.to_string()).unwrap());
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), thing);
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn a_row_id_says_who_made_it(number in 0..=DEVICE_MAX, seq in 1..=SEQ_MAX, k in 0..=K_MAX) {
        let id = RowId::new(device(number), seq, k).unwrap();
        prop_assert_eq!(id.author(), Some((device(number), seq, k)));
        prop_assert_eq!(id.as_bytes()[6] >> 4, 8);
        prop_assert_eq!(id.as_bytes()[8] >> 6, 0b10);
        prop_assert_eq!(RowId::from_bytes(*id.as_bytes()), Ok(id));
    }

    #[test]
    fn row_ids_of_one_device_sort_in_the_order_they_were_made(seq in 1..SEQ_MAX, k in 0..K_MAX) {
        let id = RowId::new(device(5), seq, k).unwrap();
        prop_assert!(id < RowId::new(device(5), seq, k + 1).unwrap());
        prop_assert!(id < RowId::new(device(5), seq + 1, 0).unwrap());
    }

    #[test]
    fn text_and_json_read_back(number in 0..=DEVICE_MAX, seq in 1..=SEQ_MAX, k in 0..=K_MAX, bytes: [u8; 32], name in ".*") {
        there_and_back(&device(number));
        there_and_back(&RowId::new(device(number), seq, k).unwrap());
        there_and_back(&stamp(number, seq));
        there_and_back(&Hash::from_bytes(bytes));
        there_and_back(&Actor::Operator(name));
    }
}
