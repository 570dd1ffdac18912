//! What a golden batch must come out as: a line for each entry.

use journal::Entry;

/// `seq act hash bytes`: the entry's own hash, and that of its canonical bytes, private values included.
pub(crate) fn lines(entries: &[Entry]) -> String {
    let line = |entry: &Entry| {
        let bytes = blake3::hash(&entry.canonical_bytes()).to_hex();
        format!("{} {} {} {}\n", entry.seq, entry.action, entry.hash, &bytes[..16])
    };
    entries.iter().map(line).collect()
}
