//! What is remembered of a peer between exchanges, while the program runs.

use std::collections::{BTreeMap, BTreeSet};

use journal::{DeviceNumber, Frontier, Hash};
use wire::{BatchVerdict, Header, Outcome, Refusal, RefusalCode};

use crate::failure::Failure;
use crate::files::FileMemory;

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
    /// What is remembered of its files.
    pub files: FileMemory,
}

impl Memory {
    /// Offers and asks for everything again.
    pub fn forget_refused(&mut self) {
        self.not_taken_there.clear();
        self.not_taken_here.clear();
        self.searched_from.clear();
        self.files.forget_refused();
    }

    /// Asks again for batches of devices that were unknown here and are known now: a person let them in.
    pub(crate) fn forget_known(&mut self, is_known: impl Fn(DeviceNumber) -> bool) {
        self.not_taken_here
            .retain(|device, refused| !(is_of_an_unknown_device(refused) && is_known(*device)));
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

#[cfg(test)]
mod tests {
    use journal::{RowId, Stamp};

    use super::*;

    fn device(number: u64) -> DeviceNumber {
        DeviceNumber::new(number).unwrap()
    }

    fn header(number: u64, first_seq: u64, last_seq: u64) -> Header {
        Header {
            vessel: RowId::new(device(1), 1, 0).unwrap(),
            device: device(number),
            first_seq,
            last_seq,
            prev_hash: Hash::from_bytes([0; 32]),
            head_hash: Hash::from_bytes([1; 32]),
            signature: [0; 64],
            plain_bytes: 1,
            dictionary: 0,
        }
    }

    fn refused(code: RefusalCode) -> Outcome {
        Outcome::Refused(Refusal::new(code, "because"))
    }

    const STORED: Outcome = Outcome::Stored {
        applied: 1,
        held: 0,
        parked: 0,
        repeated: 0,
    };

    #[test]
    fn what_would_be_refused_again_is_held_back_until_the_peer_is_past_it() {
        let peer = |seq| -> Frontier {
            let stamp = Stamp { device: device(9), seq };
            [stamp].into_iter().collect()
        };
        for (outcome, is_held_back) in [
            (refused(RefusalCode::Altered), true),
            (refused(RefusalCode::BrokenEntry), true),
            (refused(RefusalCode::ForgedDevice), true),
            (refused(RefusalCode::NewerProtocol), true),
            (refused(RefusalCode::Gap), false),
            (refused(RefusalCode::Full), false),
            (refused(RefusalCode::Busy), false),
            (refused(RefusalCode::Fault), false),
            (Outcome::Fork { seq: 5 }, true),
            (STORED, false),
        ] {
            let mut memory = Memory::default();
            memory.said_there(&header(9, 4, 8), &outcome);
            assert_eq!(
                memory.held_back(&peer(3)).contains(&device(9)),
                is_held_back,
                "{outcome:?}"
            );
            assert!(memory.held_back(&peer(8)).is_empty(), "{outcome:?}");
            assert_eq!(memory.failure(&BTreeMap::new()).is_some(), is_held_back, "{outcome:?}");
            memory.forget_refused();
            assert!(memory.held_back(&peer(3)).is_empty(), "{outcome:?}");
        }
    }

    #[test]
    fn where_two_histories_part_is_searched_by_halves_and_then_known() {
        let mut memory = Memory::default();
        let mut from = Vec::new();
        for first_seq in [101, 51, 26] {
            let before = first_seq - 1;
            assert_eq!(
                memory.said_there(&header(9, first_seq, 120), &Outcome::Fork { seq: before }),
                None
            );
            from.push(memory.searched_from[&device(9)]);
        }
        assert_eq!(from, [50, 25, 12]);
        assert!(memory.held_back(&Frontier::new()).is_empty());
        assert_eq!(
            memory.said_there(&header(9, 13, 40), &Outcome::Fork { seq: 17 }),
            Some(17)
        );
        assert!(memory.searched_from.is_empty() && memory.held_back(&Frontier::new()).contains(&device(9)));
        // A close before it settles the matter, a later one does not.
        let closed = |last_seq| BTreeMap::from([(device(9), last_seq)]);
        assert!(memory.failure(&closed(16)).is_none() && memory.failure(&closed(17)).is_some());
    }

    #[test]
    fn an_unknown_device_may_be_known_by_whatever_arrives_and_a_stored_batch_clears_its_own() {
        let mut memory = Memory::default();
        memory.said_here(&header(9, 1, 5), &refused(RefusalCode::UnknownDevice));
        memory.said_here(&header(8, 1, 5), &refused(RefusalCode::Altered));
        assert_eq!(memory.verdicts().len(), 2);
        // A person let one in by an act of their own; what is wrong with the other stays wrong.
        let mut let_in = memory.clone();
        let_in.forget_known(|device| device.get() >= 8);
        assert_eq!(let_in.not_taken_here.into_keys().collect::<Vec<_>>(), [device(8)]);
        memory.said_here(&header(7, 1, 2), &STORED);
        assert_eq!(
            memory
                .verdicts()
                .iter()
                .map(|verdict| verdict.device)
                .collect::<Vec<_>>(),
            [device(8)]
        );
        memory.said_here(&header(8, 1, 5), &STORED);
        assert!(memory.verdicts().is_empty());
    }
}
