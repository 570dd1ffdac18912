//! Which batches one side hands to the other, in which order, and up to where.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use journal::{DeviceNumber, Frontier};
use wire::Batch;
use wire::limits::BATCHES_MAX;

use crate::shelf::Shelf;

/// The batches of one direction of one exchange, taken from the shelf one by one as the line takes them.
#[derive(Debug)]
pub(crate) struct Sending {
    /// Devices that are not done, with the last entry that was sent or is there already.
    queue: VecDeque<(DeviceNumber, u64)>,
    bytes_left: u64,
    batches_left: usize,
    /// Why a device's entries could not be handed out; the others' are.
    pub(crate) unreadable: Option<String>,
}

impl Sending {
    /// What `own` holds beyond `beyond`, without the devices in `without`.
    pub(crate) fn beyond(own: &Frontier, beyond: &Frontier, without: &BTreeSet<DeviceNumber>, bytes_max: u64) -> Self {
        let queue = own
            .iter()
            .filter(|stamp| !beyond.contains(*stamp) && !without.contains(&stamp.device));
        Self {
            queue: queue.map(|stamp| (stamp.device, beyond.get(stamp.device))).collect(),
            bytes_left: bytes_max,
            batches_left: BATCHES_MAX,
            unreadable: None,
        }
    }

    /// The same, and these devices from there on, whatever the other side holds of them.
    pub(crate) fn again_from(mut self, own: &Frontier, from: &BTreeMap<DeviceNumber, u64>) -> Self {
        self.queue.retain(|(device, _)| !from.contains_key(device));
        let held = from.iter().filter(|(device, seq)| **seq < own.get(**device));
        self.queue.extend(held.map(|(device, seq)| (*device, *seq)));
        self
    }

    /// The same, and the last entry of every device besides: where tables differ at equal frontiers, two
    /// entries may have one number, and this shows it.
    pub(crate) fn with_last_entries(mut self, own: &Frontier) -> Self {
        for stamp in own.iter() {
            if !self.queue.iter().any(|(device, _)| *device == stamp.device) {
                self.queue.push_back((stamp.device, stamp.seq - 1));
            }
        }
        self
    }

    /// Whether everything was handed out: nothing waits for the next exchange.
    pub(crate) fn is_done(&self) -> bool {
        self.queue.is_empty()
    }

    /// The next batch; none when all are sent or the bounds of one exchange are reached. The first
    /// batch goes out whatever its size.
    pub(crate) fn next(&mut self, shelf: &(impl Shelf + ?Sized)) -> Option<Batch> {
        while self.batches_left > 0 && self.bytes_left > 0 {
            let (device, after_seq) = self.queue.pop_front()?;
            match shelf.next_batch(device, after_seq) {
                Ok(Some(batch)) if batch.header.last_seq > after_seq => {
                    self.queue.push_front((device, batch.header.last_seq));
                    self.batches_left -= 1;
                    let size_bytes = u64::try_from(batch.body.len()).unwrap_or(u64::MAX);
                    self.bytes_left = self.bytes_left.saturating_sub(size_bytes);
                    return Some(batch);
                }
                Ok(_) => {}
                // One chain that cannot be read keeps no other from travelling.
                Err(error) => self.unreadable = Some(error.to_string()),
            }
        }
        None
    }
}
