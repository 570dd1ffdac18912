//! What a crew's work costs on a metered link.

use journal::Entry;
use wire::{Frame, pack, pack_signing, unpack};

use crate::demo_vessel;
use crate::samples::{head, key, vessel};

/// Another vessel than those that the dictionary was trained on.
const SEED: u64 = 7;
/// Rows of a demo vessel with ten thousand acts.
const ROWS: usize = 11_200;
const ACTS: usize = 10_000;
/// The budget of the design for so many acts, frames included.
const BYTES_MAX: usize = 240_000;
/// What the codec is known to reach and must not lose again: 131 kB since the demo crew signs handovers over,
/// whose frozen texts are words that the dictionary has never seen.
const REACHED_BYTES_MAX: usize = 135_000;
/// A batch of one act: its header is 190 bytes, most of them hashes and the signature.
const ONE_ACT_BYTES_MAX: usize = 300;

#[test]
fn ten_thousand_acts_stay_far_within_the_budget() {
    let entries = demo_vessel::entries(SEED, Some(ROWS));
    assert!(entries.len() >= ACTS, "{} acts", entries.len());
    let entries = &entries[entries.len() - ACTS..];
    let mut rest = entries;
    let mut size_bytes = 0;
    while !rest.is_empty() {
        let batch = pack_signing(vessel(), rest, &key()).unwrap();
        let read = unpack(&batch).unwrap();
        assert_eq!(read, rest[..read.len()]);
        rest = &rest[read.len()..];
        size_bytes += Frame::Batch(batch).encode().len();
    }
    const { assert!(REACHED_BYTES_MAX < BYTES_MAX) };
    assert!(size_bytes < REACHED_BYTES_MAX, "{size_bytes} bytes");
    let one_by_one: usize = entries.chunks(1).step_by(100).map(frame_bytes).sum();
    let mean = one_by_one / (ACTS / 100);
    assert!(mean < ONE_ACT_BYTES_MAX, "{mean} bytes a batch of one act");
}

fn frame_bytes(entries: &[Entry]) -> usize {
    Frame::Batch(pack(vessel(), entries, &head(entries)).unwrap())
        .encode()
        .len()
}
