//! Trains a dictionary for batches from the entries of seeded demo vessels, and writes it to the file
//! that is named: `cargo run --release -p wire --example train -- FILE`.
//!
//! A dictionary that was ever used is never changed: a new one takes the next number.

#![allow(clippy::unwrap_used)]

use ed25519_dalek::SigningKey;
use journal::RowId;
use wire::{SignedHead, pack, plain};

#[path = "../tests/wire/demo_vessel.rs"]
mod demo_vessel;

/// What compression saves with more is less than the program grows by.
const DICTIONARY_BYTES: usize = 24 * 1024;
/// Vessels to learn from; tests measure on others.
const SEEDS: [u64; 4] = [101, 102, 103, 104];
/// Rows of each vessel.
const ROWS: usize = 9_000;
/// Most batches of a vessel that is in reach of its shore hold one act, or the acts of some minutes.
const LENGTHS: [usize; 8] = [1, 2, 3, 1, 6, 1, 12, 40];

fn main() -> std::io::Result<()> {
    let key = SigningKey::from_bytes(&[1; 32]);
    let mut samples: Vec<Vec<u8>> = Vec::new();
    for seed in SEEDS {
        let entries = demo_vessel::entries(seed, Some(ROWS));
        let vessel = RowId::new(entries[0].device, 1, 0).unwrap();
        let mut rest = entries.as_slice();
        for length in LENGTHS.iter().cycle() {
            let (run, beyond) = rest.split_at(rest.len().min(*length));
            let Some(last) = run.last() else { break };
            let head = SignedHead::sign(vessel, last.device, last.seq, last.hash, &key);
            samples.push(plain(&pack(vessel, run, &head).unwrap()).unwrap());
            rest = beyond;
        }
    }
    let dictionary = zstd::dict::from_samples(&samples, DICTIONARY_BYTES)?;
    let file = std::env::args().nth(1).unwrap_or_else(|| "1.bin".to_owned());
    std::fs::write(file, dictionary)
}
