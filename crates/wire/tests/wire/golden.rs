//! Batches of earlier releases. They must decode for ever: these files are never edited.

use wire::{Batch, plain, unpack};

use crate::expected;
use crate::samples::{chain, key};

/// A batch, what it must come out as, and the form of its body.
struct Golden {
    name: &'static str,
    batch: &'static [u8],
    entries: &'static str,
    form: u8,
}

const WHOLE: u8 = 0;
const BY_COLUMNS: u8 = 1;

macro_rules! golden {
    ($name:literal, $form:expr) => {
        Golden {
            name: $name,
            batch: include_bytes!(concat!("../golden/", $name, ".batch")),
            entries: include_str!(concat!("../golden/", $name, ".entries")),
            form: $form,
        }
    };
}

const RELEASE_0_1: [Golden; 4] = [
    golden!("setup", BY_COLUMNS),
    golden!("work", BY_COLUMNS),
    golden!("samples", BY_COLUMNS),
    golden!("whole", WHOLE),
];

#[test]
fn batches_of_earlier_releases_decode_for_ever() {
    let public_key = key().verifying_key().to_bytes();
    for golden in RELEASE_0_1 {
        let batch = Batch::decode(golden.batch).unwrap();
        assert_eq!(plain(&batch).unwrap()[0], golden.form, "{}", golden.name);
        let entries = unpack(&batch).unwrap();
        assert_eq!(expected::lines(&entries), golden.entries, "{}", golden.name);
        batch.header.head().verify(batch.header.vessel, &public_key).unwrap();
        assert_eq!(batch.encode(), golden.batch, "{}", golden.name);
    }
}

#[test]
fn the_samples_of_the_first_release_are_still_the_same_entries() {
    for golden in &RELEASE_0_1[2..] {
        assert_eq!(
            unpack(&Batch::decode(golden.batch).unwrap()).unwrap(),
            chain(30),
            "{}",
            golden.name
        );
    }
}
