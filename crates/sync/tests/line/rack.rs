//! A place for entries without tables: batches as they came, each device's in a row.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use ed25519_dalek::SigningKey;
use journal::{
    Actor, Change, ChangeKind, DeviceNumber, Draft, Entry, Frontier, Hash, Head, Hlc, RowId, Stamp, Value, genesis_hash,
};
use sync::{Caller, Files, Mended, Shelf, ShelfError, Standing, Sums};
use testkit::Drawer;
use wire::{Batch, Hello, Outcome, Refusal, RefusalCode};

/// 2026-11-22 12:00:00 UTC.
pub(crate) const NOW_MS: i64 = 1_795_348_800_000;
/// Entries in each batch.
const BATCH_ENTRIES: u64 = 3;

/// A device and its key.
#[derive(Clone)]
pub(crate) struct Hand {
    pub(crate) device: DeviceNumber,
    pub(crate) key: SigningKey,
}

impl Hand {
    pub(crate) fn new(number: u64) -> Self {
        Self {
            device: DeviceNumber::new(number).unwrap(),
            key: SigningKey::from_bytes(&[u8::try_from(number).unwrap(); 32]),
        }
    }

    pub(crate) fn public_key(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// That many batches of entries, signed.
    pub(crate) fn batches(&self, vessel: RowId, count: u64) -> Vec<Batch> {
        let entries = self.entries(count * BATCH_ENTRIES);
        let runs = entries.chunks(BATCH_ENTRIES as usize);
        runs.map(|run| wire::pack_signing(vessel, run, &self.key).unwrap())
            .collect()
    }

    fn entries(&self, count: u64) -> Vec<Entry> {
        let mut prev_hash = genesis_hash(self.device);
        let mut entry = |seq| {
            let row = RowId::new(self.device, seq, 0).unwrap();
            let sealed = Draft {
                device: self.device,
                seq,
                hlc: Hlc::from_packed((NOW_MS << 16) + seq.cast_signed()),
                wall_at: NOW_MS,
                clock_suspect: false,
                actor: Actor::Crew(row),
                role: "captain".to_owned(),
                action: "add_note".to_owned(),
                action_version: 1,
                parameters: serde_json::json!({}),
                changes: vec![Change {
                    table: 7,
                    row,
                    kind: ChangeKind::Insert {
                        values: vec![(1, Value::Text(format!("Note {seq} of device {}", self.device)))],
                    },
                }],
                seen: Vec::new(),
                reissue_of: None,
                private: None,
                signature: None,
                prev_hash,
            };
            let sealed = sealed.seal().unwrap();
            prev_hash = sealed.hash;
            sealed
        };
        (1..=count).map(&mut entry).collect()
    }
}

pub(crate) fn vessel() -> RowId {
    RowId::new(DeviceNumber::new(1).unwrap(), 1, 0).unwrap()
}

#[derive(Default)]
struct Held {
    batches: BTreeMap<DeviceNumber, Vec<Batch>>,
    offered: u64,
}

/// A replica without tables.
pub(crate) struct Rack {
    pub(crate) hand: Hand,
    pub(crate) vessel: RowId,
    pub(crate) known: Mutex<BTreeMap<DeviceNumber, [u8; 32]>>,
    held: Mutex<Held>,
    /// Its files; none as a program has that carries none.
    pub(crate) files: Option<Drawer>,
}

impl Rack {
    /// A rack that knows the devices 1 to 9 and holds that many batches of its own.
    pub(crate) fn with(hand: Hand, batches: u64) -> Self {
        let known = (1..10).map(Hand::new).map(|hand| (hand.device, hand.public_key()));
        let rack = Self {
            vessel: vessel(),
            known: Mutex::new(known.collect()),
            held: Mutex::default(),
            files: None,
            hand,
        };
        let own = rack.hand.batches(rack.vessel, batches);
        rack.put(own);
        rack
    }

    /// The same rack with these files beside it.
    pub(crate) fn carrying(mut self, files: Drawer) -> Self {
        self.files = Some(files);
        self
    }

    fn histories(&self) -> Hash {
        let end = |(device, batches): (&DeviceNumber, &Vec<Batch>)| {
            let last = batches.last()?.header;
            let (seq, hash) = (last.last_seq, last.head_hash);
            Some((*device, Head { seq, hash }))
        };
        journal::histories(&self.held().batches.iter().filter_map(end).collect())
    }

    /// Puts batches there unchecked.
    pub(crate) fn put(&self, batches: Vec<Batch>) {
        for batch in batches {
            let mut held = self.held();
            held.batches.entry(batch.header.device).or_default().push(batch);
        }
    }

    /// Batches that were offered to this rack, those it had already among them.
    pub(crate) fn offered(&self) -> u64 {
        self.held().offered
    }

    pub(crate) fn seq(&self, device: DeviceNumber) -> u64 {
        last_seq(&self.held(), device)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap()
    }
}

fn last_seq(held: &Held, device: DeviceNumber) -> u64 {
    let last = held.batches.get(&device).and_then(|batches| batches.last());
    last.map_or(0, |batch| batch.header.last_seq)
}

fn refused(code: RefusalCode) -> Outcome {
    Outcome::Refused(Refusal::new(code, code.word()))
}

impl Shelf for Rack {
    fn vessel(&self) -> Result<RowId, ShelfError> {
        Ok(self.vessel)
    }

    fn device(&self) -> Result<DeviceNumber, ShelfError> {
        Ok(self.hand.device)
    }

    fn sign_hello(&self, hello: &mut Hello) -> Result<(), ShelfError> {
        hello.sign(&self.hand.key);
        Ok(())
    }

    fn caller(&self, device: DeviceNumber) -> Result<Caller, ShelfError> {
        let known = self.known.lock().unwrap().get(&device).copied();
        Ok(known.map_or(Caller::Unknown, |public_key| Caller::Known { public_key }))
    }

    fn frontier(&self) -> Result<Frontier, ShelfError> {
        let held = self.held();
        let stamp = |device: &DeviceNumber| Stamp {
            device: *device,
            seq: last_seq(&held, *device),
        };
        Ok(held.batches.keys().map(stamp).collect())
    }

    fn standing(&self) -> Result<Standing, ShelfError> {
        Ok(Standing {
            frontier: self.frontier()?,
            histories: self.histories(),
            digest: Err("there are no tables here".to_owned()),
        })
    }

    fn closed(&self) -> Result<BTreeMap<DeviceNumber, u64>, ShelfError> {
        Ok(BTreeMap::new())
    }

    fn next_batch(&self, device: DeviceNumber, after_seq: u64) -> Result<Option<Batch>, ShelfError> {
        let held = self.held();
        let mut batches = held.batches.get(&device).into_iter().flatten();
        Ok(batches.find(|batch| batch.header.last_seq > after_seq).cloned())
    }

    fn take(&self, batch: &Batch) -> Result<Outcome, ShelfError> {
        let header = &batch.header;
        let mut held = self.held();
        held.offered += 1;
        let known = self.known.lock().unwrap().get(&header.device).copied();
        let Some(key) = known else {
            return Ok(refused(RefusalCode::UnknownDevice));
        };
        if header.head().verify(self.vessel, &key).is_err() {
            return Ok(refused(RefusalCode::BadSignature));
        }
        if wire::unpack(batch).is_err() {
            return Ok(refused(RefusalCode::Altered));
        }
        let last = last_seq(&held, header.device);
        let count = header.last_seq - header.first_seq + 1;
        let is_new = header.last_seq > last;
        if is_new && header.first_seq != last + 1 {
            return Ok(refused(RefusalCode::Gap));
        }
        if is_new {
            held.batches.entry(header.device).or_default().push(batch.clone());
        }
        Ok(Outcome::Stored {
            applied: if is_new { count } else { 0 },
            held: 0,
            parked: 0,
            repeated: if is_new { 0 } else { count },
        })
    }

    fn note_fork(&self, _device: DeviceNumber, _seq: u64) -> Result<(), ShelfError> {
        Ok(())
    }

    fn sums(&self) -> Result<Sums, ShelfError> {
        Ok(Sums {
            frontier: self.frontier()?,
            columns: Vec::new(),
        })
    }

    fn mend(&self, _columns: &[(u16, u16)]) -> Result<Mended, ShelfError> {
        Ok(Mended::default())
    }

    fn files(&self) -> Option<&dyn Files> {
        self.files.as_ref().map(|files| files as &dyn Files)
    }
}
