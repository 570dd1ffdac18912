//! What is packed is what comes out, to the byte.

use journal::Entry;
use proptest::prelude::*;
use wire::{Batch, Frame, FrameReader, WireError, pack, pack_signing, pack_upto, plain, unpack};

use crate::arbitrary::chains;
use crate::samples::{chain, head, key, packed, vessel};

/// The form by columns.
const BY_COLUMNS: u8 = 1;

fn bytes(entries: &[Entry]) -> Vec<Vec<u8>> {
    entries.iter().map(Entry::canonical_bytes).collect()
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
}
