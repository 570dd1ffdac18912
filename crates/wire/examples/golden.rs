//! Writes the golden batches of a release into the folder that is named:
//! `cargo run --release -p wire --example golden -- FOLDER`.
//!
//! What was once committed as golden is never written again: a later release adds files of its own.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use journal::Entry;
use wire::{Batch, unpack};

#[path = "../tests/wire/demo_vessel.rs"]
mod demo_vessel;
#[path = "../tests/wire/expected.rs"]
mod expected;
#[allow(dead_code)] // What the tests need besides.
#[path = "../tests/wire/samples.rs"]
mod samples;

/// Which demo vessel.
const SEED: u64 = 1;
/// Acts that set a vessel up: its people, machines and stores.
const SETUP_ACTS: usize = 200;
/// Acts of the last months: faults, notes, ticks, work orders and completions.
const WORK_ACTS: usize = 400;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let folder = Path::new(&folder);
    let demo = demo_vessel::entries(SEED, None);
    let samples = samples::chain(30);
    write(folder, "setup", &samples::packed(&demo[..SETUP_ACTS]))?;
    write(folder, "work", &samples::packed(&demo[demo.len() - WORK_ACTS..]))?;
    write(folder, "samples", &samples::packed(&samples))?;
    write(folder, "whole", &samples::packed_whole(&samples))
}

fn write(folder: &Path, name: &str, batch: &Batch) -> std::io::Result<()> {
    let entries: Vec<Entry> = unpack(batch).unwrap();
    std::fs::write(folder.join(format!("{name}.batch")), batch.encode())?;
    std::fs::write(folder.join(format!("{name}.entries")), expected::lines(&entries))
}
