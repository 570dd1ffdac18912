//! What is remembered of a peer between exchanges, while the program runs.

use std::collections::{BTreeMap, BTreeSet};

use journal::{DeviceNumber, Frontier, Hash};
use wire::{BatchVerdict, Header, Outcome, Refusal, RefusalCode};

use crate::failure::Failure;

/// A batch that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedBatch {
    /// Its first entry.
    pub first_seq: u64,
    /// Its last entry.
    pub last_seq: u64,
    /// The hash of its last entry.
    pub head_hash: Hash,
    /// What became of it: a fork or a refusal.
    pub outcome: Outcome,
}

/// What is remembered of one peer. A program that starts anew asks first and offers everything again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// As which device it answers, once it said so.
    pub device: Option<DeviceNumber>,
    /// Of each device, the batch that the peer did not take. It is not sent again for a while.
    pub not_taken_there: BTreeMap<DeviceNumber, RefusedBatch>,
    /// Of each device, the batch of the peer's that was not taken here. The peer is told, and leaves
    /// the device out.
    pub not_taken_here: BTreeMap<DeviceNumber, RefusedBatch>,
    /// Devices with two histories whose parting is not found yet: our history is sent from beyond this
    /// entry, so that whoever holds the other one finds the first entry that differs.
    pub searched_from: BTreeMap<DeviceNumber, u64>,
}

impl Memory {
    /// Offers and asks for everything again.
    pub fn forget_refused(&mut self) {
        self.not_taken_there.clear();
        self.not_taken_here.clear();
        self.searched_from.clear();
    }

    /// Devices of which the peer would refuse the next batch again: what it holds ends where the
    /// refused one began.
    pub(crate) fn held_back(&self, peer: &Frontier) -> BTreeSet<DeviceNumber> {
        let stands = |(device, refused): &(&DeviceNumber, &RefusedBatch)| peer.get(**device) < refused.last_seq;
        self.not_taken_there
            .iter()
            .filter(stands)
            .map(|(device, _)| *device)
            .collect()
    }

    /// What the peer is told of its batches that were not taken here before.
    pub(crate) fn verdicts(&self) -> Vec<BatchVerdict> {
        let verdict = |(device, refused): (&DeviceNumber, &RefusedBatch)| BatchVerdict {
            device: *device,
            last_seq: refused.last_seq,
            outcome: refused.outcome.clone(),
        };
        self.not_taken_here.iter().map(verdict).collect()
    }

    /// Notes what the peer said about a batch of ours, and returns the number that two entries have, once
    /// it is found.
    pub(crate) fn said_there(&mut self, header: &Header, outcome: &Outcome) -> Option<u64> {
        if let Some(seq) = self.parting(header, outcome) {
            self.searched_from.remove(&header.device);
            note(&mut self.not_taken_there, header, outcome);
            return Some(seq);
        }
        if !matches!(outcome, Outcome::Fork { .. }) {
            note(&mut self.not_taken_there, header, outcome);
        }
        None
    }

    /// Notes what became of a batch of the peer's.
    pub(crate) fn said_here(&mut self, header: &Header, outcome: &Outcome) {
        self.parting(header, outcome);
        note(&mut self.not_taken_here, header, outcome);
    }

    /// The first number that two entries have. Where all that is known is that the histories parted
    /// before the batch, half of what lies before it is sent next time: a number of steps that grows
    /// with the logarithm of the chain.
    fn parting(&mut self, header: &Header, outcome: &Outcome) -> Option<u64> {
        let Outcome::Fork { seq } = outcome else { return None };
        if *seq >= header.first_seq {
            return Some(*seq);
        }
        let is_found = self.not_taken_there.contains_key(&header.device);
        if !is_found {
            let before = header.first_seq.saturating_sub(1);
            let from = self.searched_from.get(&header.device).copied().unwrap_or(before);
            self.searched_from.insert(header.device, from.min(before) / 2);
        }
        None
    }

    /// What is held back, in words; entries beyond a device's close do not count.
    pub(crate) fn failure(&self, closed: &BTreeMap<DeviceNumber, u64>) -> Option<Failure> {
        let counts = |(device, refused): &(&DeviceNumber, &RefusedBatch)| {
            let seq = match refused.outcome {
                Outcome::Fork { seq } => seq,
                _ => refused.first_seq,
            };
            closed.get(*device).is_none_or(|last_seq| seq <= *last_seq)
        };
        let all = || self.not_taken_there.iter().chain(&self.not_taken_here).filter(counts);
        let (device, first) = all().next()?;
        let message = match &first.outcome {
            Outcome::Refused(refusal) => refusal.message.clone(),
            _ => format!("two different entries have the same number of workstation {device}, which must be closed"),
        };
        Some(Failure::BatchesRefused {
            batches: all().count() as u64,
            message,
        })
    }
}

fn note(refused: &mut BTreeMap<DeviceNumber, RefusedBatch>, header: &Header, outcome: &Outcome) {
    match outcome {
        Outcome::Stored { .. } => {
            let device = header.device;
            // Who an unknown device is may be said by any entry that arrives.
            refused.retain(|of, held| {
                !(is_of_an_unknown_device(held) || *of == device && held.first_seq <= header.last_seq)
            });
        }
        _ if !is_lasting(outcome) => {}
        _ => {
            // Of several batches of one device the first is at fault; the others only follow it.
            refused.entry(header.device).or_insert_with(|| RefusedBatch {
                first_seq: header.first_seq,
                last_seq: header.last_seq,
                head_hash: header.head_hash,
                outcome: outcome.clone(),
            });
        }
    }
}

fn is_of_an_unknown_device(refused: &RefusedBatch) -> bool {
    matches!(&refused.outcome, Outcome::Refused(refusal) if refusal.code == RefusalCode::UnknownDevice)
}

/// Whether the same batch would be refused again. A gap is closed by asking first, and a full disk or a
/// fault is of the moment.
pub(crate) fn is_lasting(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Stored { .. } => false,
        Outcome::Fork { .. } => true,
        Outcome::Refused(Refusal { code, .. }) => !matches!(
            code,
            RefusalCode::Gap | RefusalCode::Full | RefusalCode::Busy | RefusalCode::Fault | RefusalCode::TooMany
        ),
    }
}
