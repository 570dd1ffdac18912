//! How entries leave the workstations: in signed runs, mixed, some of them twice.

use std::collections::BTreeMap;

use journal::Entry;
use wire::{Batch, SignedHead};

use super::Fleet;

impl Fleet {
    /// All entries in batches, each workstation's in order, the workstations mixed; some of them twice,
    /// and some overlapping.
    pub(crate) fn batches(&mut self) -> Vec<Batch> {
        let mut next = vec![0; self.authors.len()];
        let mut batches = Vec::new();
        loop {
            let left = (0..next.len()).filter(|&at| next[at] < self.authors[at].chain.len());
            let left: Vec<usize> = left.collect();
            if left.is_empty() {
                return batches;
            }
            let at = *self.dice.pick(&left);
            let run = 1 + self.dice.roll(12);
            let again = self.dice.roll(5).saturating_sub(2);
            let from = usize::saturating_sub(next[at], again);
            let until = self.authors[at].chain.len().min(next[at] + run);
            let batch = self.batch(at, from, until);
            if self.dice.roll(6) == 0 {
                batches.push(batch.clone());
            }
            batches.push(batch);
            next[at] = until;
        }
    }

    /// The workstation's entries after the `from`-th up to the `until`-th.
    pub(crate) fn batch(&self, at: usize, from: usize, until: usize) -> Batch {
        let author = &self.authors[at];
        let entries = &author.chain[from..until];
        let last = entries.last().unwrap();
        let head = SignedHead::sign(self.vessel, author.device, last.seq, last.hash, &author.key);
        wire::pack(self.vessel, entries, &head).unwrap()
    }

    /// The workstation's whole chain.
    pub(crate) fn whole(&self, at: usize) -> Batch {
        self.batch(at, 0, self.authors[at].chain.len())
    }

    /// Every entry of the batches, once.
    pub(crate) fn entries_of(&self, batches: &[Batch]) -> Vec<Entry> {
        let unpacked = batches.iter().flat_map(|batch| wire::unpack(batch).unwrap());
        let by_stamp: BTreeMap<_, _> = unpacked.map(|entry| (entry.stamp(), entry)).collect();
        by_stamp.into_values().collect()
    }
}
