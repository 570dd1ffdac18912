//! A replica in memory that keeps the rules of a real one: chains, signed heads, confirmations, closes,
//! forks, and a state folder that is not part of what is copied or restored.
//!
//! The tables are the journal's reference model; everything here is what stands around it in a store.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use domain::devices::{self, BEYOND, Closed};
use domain::schema::Row;
use domain::tables::{Confirmation, Device};
use ed25519_dalek::SigningKey;
use journal::{
    Actor, Change, ChangeKind, Clock, DeviceNumber, Draft, Entry, Frontier, Hash, Head, Model, RowId, Stamp, Value,
    Verdict, genesis_hash,
};
use sync::ShelfError;
use wire::{Batch, SignedHead};

use super::known::{Known, columns};
use super::tables::Tables;
use super::world::Breach;
use crate::drawer::Drawer;

/// Batches that were packed before, so that sending the same to many costs nothing.
pub(super) type Packed = Rc<RefCell<BTreeMap<(Hash, u64, u64), Batch>>>;

/// What lies on the disk of one replica: this is what a backup holds and a copy takes along.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) vessel: RowId,
    pub(super) device: DeviceNumber,
    pub(super) chains: BTreeMap<DeviceNumber, Vec<Entry>>,
    pub(super) heads: BTreeMap<DeviceNumber, BTreeMap<u64, SignedHead>>,
    pub(super) model: Model<Tables>,
    pub(super) tables: Tables,
    pub(super) closed: BTreeMap<DeviceNumber, u64>,
    /// Entries that close a device and wait for rows themselves.
    closing: Vec<Stamp>,
    /// Enrolled here by code, confirmed or not.
    pub(super) accepted: BTreeMap<DeviceNumber, [u8; 32]>,
    /// Of each device, the first number that two entries have.
    pub(super) forks: BTreeMap<DeviceNumber, u64>,
    /// Void entries of own numbers that were issued again, and as what.
    pub(super) reissued: BTreeMap<Stamp, Stamp>,
    /// Rows that got a new id when they were issued again.
    pub(super) renamed: BTreeMap<RowId, RowId>,
    /// Of each device, the first number of which somebody else holds another entry and refused this one.
    pub(super) refused: BTreeMap<DeviceNumber, u64>,
    /// A rule broken on purpose.
    pub(super) ignores_closes: bool,
    clock: Clock,
    seen_wall_ms: i64,
    told: Frontier,
}

/// What the machine keeps apart from the replica.
#[derive(Clone, Debug, Default)]
pub(super) struct Machine {
    keys: BTreeMap<DeviceNumber, SigningKey>,
    heads: BTreeMap<DeviceNumber, u64>,
}

/// When the power fails: before or after that many further durable writes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fuse {
    pub(super) writes: u64,
    pub(super) is_after: bool,
}

/// A column whose stored sum is wrong, and by how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rot {
    pub(super) column: (u16, u16),
    pub(super) by: u8,
}

/// A replica and its machine.
pub(super) struct Replica {
    pub(super) record: RefCell<Record>,
    pub(super) machine: RefCell<Machine>,
    pub(super) fuse: Cell<Option<Fuse>>,
    pub(super) is_down: Cell<bool>,
    /// A column whose stored sum is wrong, as after a fault of the disk.
    pub(super) rotten: Cell<Option<Rot>>,
    /// Counts durable writes.
    pub(super) version: Cell<u64>,
    pub(super) packed: Packed,
    pub(super) breach: Option<Breach>,
    /// The files beside it: no backup holds them, and they stay where one is put in place.
    pub(super) drawer: Drawer,
    known: RefCell<Option<(u64, Rc<Known>)>>,
}

/// What a person does: the changes and what they are called.
pub(super) struct Doing {
    pub(super) action: &'static str,
    pub(super) changes: Vec<Change>,
    pub(super) actor: Actor,
    /// Told by this number wherever the entry arrives, under whatever device.
    pub(super) mark: u64,
    /// Of a closure: the first entry beyond it, by its hash.
    pub(super) beyond: Option<Hash>,
    /// The file that it attaches.
    pub(super) file: Option<Vec<u8>>,
}

impl Replica {
    /// A replica that has joined the vessel and holds nothing yet.
    pub(super) fn new(vessel: RowId, device: DeviceNumber, key: SigningKey, is_older: bool, packed: Packed) -> Self {
        let tables = Tables {
            vessel,
            own: BTreeSet::from([device]),
            is_older,
        };
        let machine = Machine {
            keys: BTreeMap::from([(device, key)]),
            heads: BTreeMap::new(),
        };
        Self {
            record: RefCell::new(Record {
                vessel,
                device,
                chains: BTreeMap::new(),
                heads: BTreeMap::new(),
                model: Model::new(tables.clone()),
                tables,
                closed: BTreeMap::new(),
                closing: Vec::new(),
                accepted: BTreeMap::new(),
                forks: BTreeMap::new(),
                reissued: BTreeMap::new(),
                renamed: BTreeMap::new(),
                refused: BTreeMap::new(),
                ignores_closes: false,
                clock: Clock::default(),
                seen_wall_ms: i64::MIN,
                told: Frontier::new(),
            }),
            machine: RefCell::new(machine),
            fuse: Cell::new(None),
            is_down: Cell::new(false),
            rotten: Cell::new(None),
            version: Cell::new(0),
            packed,
            breach: None,
            drawer: Drawer::default(),
            known: RefCell::new(None),
        }
    }

    /// The same replica on another machine, state folder and all: two that write under one number.
    pub(super) fn twin(&self) -> Self {
        Self {
            record: RefCell::new(self.record.borrow().clone()),
            machine: RefCell::new(self.machine.borrow().clone()),
            fuse: Cell::new(None),
            is_down: Cell::new(false),
            rotten: Cell::new(None),
            version: Cell::new(self.version.get()),
            packed: Rc::clone(&self.packed),
            breach: self.breach,
            drawer: self.drawer.clone(),
            known: RefCell::new(None),
        }
    }

    /// Puts a backup in place. The state folder knows better where the own chain ended, so the replica
    /// takes a new number when it is opened; says whether it has to.
    pub(super) fn restore(&self, backup: Record) -> bool {
        let device = backup.device;
        let head = backup.chains.get(&device).map_or(0, |chain| chain.len() as u64);
        *self.record.borrow_mut() = backup;
        self.version.set(self.version.get() + 1);
        self.machine.borrow().heads.get(&device).copied().unwrap_or(0) != head
    }

    pub(super) fn device(&self) -> DeviceNumber {
        self.record.borrow().device
    }

    pub(super) fn public_key(&self) -> [u8; 32] {
        self.key(self.device()).expect("its own key").verifying_key().to_bytes()
    }

    pub(super) fn key(&self, device: DeviceNumber) -> Option<SigningKey> {
        self.machine.borrow().keys.get(&device).cloned()
    }

    /// Whether the workstation's number is closed below what it wrote, or closed at all.
    pub(super) fn is_closed(&self) -> bool {
        let record = self.record.borrow();
        record.closed.contains_key(&record.device)
    }

    /// Takes a new number and key; what was void is issued again under it.
    pub(super) fn renumber(&self, device: DeviceNumber, key: SigningKey) {
        self.machine.borrow_mut().keys.insert(device, key);
        let mut record = self.record.borrow_mut();
        record.device = device;
        record.told = Frontier::new();
        record.tables.own.insert(device);
        let tables = record.tables.clone();
        record.relearn(tables);
        self.version.set(self.version.get() + 1);
    }

    /// The program is brought up to date: what was parked is applied.
    pub(super) fn upgrade(&self) {
        let mut record = self.record.borrow_mut();
        let tables = Tables {
            is_older: false,
            ..record.tables.clone()
        };
        record.relearn(tables);
        self.version.set(self.version.get() + 1);
    }

    /// Entries of earlier own numbers that are void and were not issued again.
    pub(super) fn to_reissue(&self) -> Vec<Entry> {
        let record = self.record.borrow();
        let own = record.tables.own.iter().filter(|device| **device != record.device);
        let void = own.flat_map(|device| {
            let last_seq = record.closed.get(device).copied().unwrap_or(u64::MAX);
            record
                .chains
                .get(device)
                .into_iter()
                .flatten()
                .filter(move |entry| entry.seq > last_seq)
        });
        void.filter(|entry| !record.reissued.contains_key(&entry.stamp()))
            .cloned()
            .collect()
    }

    /// Commits an act: durable when this returns.
    pub(super) fn commit(&self, doing: Doing, wall_at: i64) -> Result<Stamp, ShelfError> {
        let mut parameters = serde_json::json!({ "mark": doing.mark });
        if let Some(beyond) = doing.beyond {
            parameters[BEYOND] = beyond.to_string().into();
        }
        self.write(wall_at, |draft| Draft {
            action: doing.action.to_owned(),
            actor: doing.actor,
            changes: doing.changes,
            parameters,
            ..draft
        })
    }

    /// Issues a void entry again.
    pub(super) fn reissue(&self, void: Entry, wall_at: i64) -> Result<Stamp, ShelfError> {
        let stamp = void.stamp();
        let changes = self.record.borrow_mut().renamed(&void);
        let done = self.write(wall_at, |draft| Draft {
            action: void.action,
            actor: void.actor,
            role: void.role,
            changes,
            parameters: void.parameters,
            wall_at: void.wall_at,
            reissue_of: Some(stamp),
            ..draft
        })?;
        Ok(done)
    }

    fn write(&self, wall_at: i64, fill: impl FnOnce(Draft) -> Draft) -> Result<Stamp, ShelfError> {
        self.alive()?;
        let draft = self.record.borrow_mut().draft(wall_at);
        let entry = fill(draft)
            .seal()
            .expect("acts of the simulator are within every bound");
        let stamp = entry.stamp();
        let written = self.durably(|record| {
            record.told = record.frontier();
            record.keep(entry);
        });
        if self.breach != Some(Breach::AcknowledgesEarly) {
            written?;
        }
        self.machine.borrow_mut().heads.insert(stamp.device, stamp.seq);
        Ok(stamp)
    }

    /// Fails where the power does, before or after the write.
    pub(super) fn durably<T>(&self, write: impl FnOnce(&mut Record) -> T) -> Result<T, ShelfError> {
        self.alive()?;
        let fuse = self.fuse.get();
        let blows = fuse.is_some_and(|fuse| fuse.writes == 0);
        if let Some(fuse) = fuse {
            self.fuse.set(Some(Fuse {
                writes: fuse.writes.saturating_sub(1),
                ..fuse
            }));
        }
        if blows && fuse.is_some_and(|fuse| !fuse.is_after) {
            return Err(self.fail());
        }
        let done = write(&mut self.record.borrow_mut());
        self.version.set(self.version.get() + 1);
        if blows {
            // The act is on the disk and the state folder knows, though nobody heard of it.
            let record = self.record.borrow();
            let head = record.chains.get(&record.device).map_or(0, |chain| chain.len() as u64);
            self.machine.borrow_mut().heads.insert(record.device, head);
            return Err(self.fail());
        }
        Ok(done)
    }

    pub(super) fn alive(&self) -> Result<(), ShelfError> {
        if self.is_down.get() {
            return Err(ShelfError::Fault("the power is off".into()));
        }
        Ok(())
    }

    fn fail(&self) -> ShelfError {
        self.fuse.set(None);
        self.is_down.set(true);
        ShelfError::Fault("the power failed".into())
    }

    /// The tables as they stand, remembered until the next write.
    pub(super) fn known(&self) -> Rc<Known> {
        let version = self.version.get();
        let mut known = self.known.borrow_mut();
        if let Some((of, known)) = known.as_ref()
            && *of == version
        {
            return Rc::clone(known);
        }
        let state = self.record.borrow().model.state();
        let sums = columns(&state);
        let fresh = Rc::new(Known { state, sums });
        *known = Some((version, Rc::clone(&fresh)));
        fresh
    }
}

impl Record {
    pub(super) fn frontier(&self) -> Frontier {
        let stamp = |(device, chain): (&DeviceNumber, &Vec<Entry>)| Stamp {
            device: *device,
            seq: chain.len() as u64,
        };
        self.chains
            .iter()
            .filter(|(_, chain)| !chain.is_empty())
            .map(stamp)
            .collect()
    }

    /// As the store tells it.
    pub(super) fn histories(&self) -> Hash {
        let end = |(device, chain): (&DeviceNumber, &Vec<Entry>)| {
            let counting = chain.iter().rfind(|entry| !self.is_void(entry.stamp()))?;
            let (seq, hash) = (counting.seq, counting.hash);
            Some((*device, Head { seq, hash }))
        };
        journal::histories(&self.chains.iter().filter_map(end).collect())
    }

    pub(super) fn head_hash(&self, device: DeviceNumber) -> Hash {
        let last = self.chains.get(&device).and_then(|chain| chain.last());
        last.map_or_else(|| genesis_hash(device), |entry| entry.hash)
    }

    /// How many entries were written under the present number.
    pub(super) fn head_of_own(&self) -> u64 {
        self.chains.get(&self.device).map_or(0, |chain| chain.len() as u64)
    }

    pub(super) fn is_void(&self, stamp: Stamp) -> bool {
        self.closed
            .get(&stamp.device)
            .is_some_and(|last_seq| stamp.seq > *last_seq)
    }

    fn draft(&mut self, wall_at: i64) -> Draft {
        let device = self.device;
        let seq = self.chains.get(&device).map_or(0, |chain| chain.len() as u64) + 1;
        let clock_suspect = journal::is_suspect(wall_at, self.seen_wall_ms, None);
        Draft {
            device,
            seq,
            hlc: self.clock.tick(wall_at),
            wall_at,
            clock_suspect,
            actor: Actor::Operator("nobody".to_owned()),
            role: "chief_engineer".to_owned(),
            action: String::new(),
            action_version: 1,
            parameters: serde_json::json!({}),
            changes: Vec::new(),
            seen: self
                .frontier()
                .delta_since(&self.told)
                .into_iter()
                .filter(|stamp| stamp.device != device)
                .collect(),
            reissue_of: None,
            private: None,
            signature: None,
            prev_hash: self.head_hash(device),
        }
    }

    /// Adds an entry that joins its chain, and gives it its effect.
    pub(super) fn keep(&mut self, entry: Entry) -> Verdict {
        let stamp = entry.stamp();
        self.clock.receive(entry.hlc, entry.wall_at);
        if !entry.clock_suspect {
            self.seen_wall_ms = self.seen_wall_ms.max(entry.wall_at);
        }
        if self.tables.own.contains(&stamp.device) {
            // Of two histories under one number each workstation issues its own again.
            self.reissued.extend(entry.reissue_of.map(|void| (void, stamp)));
        }
        if entry.changes.iter().any(|change| Closed::by(change).is_some()) {
            self.closing.push(stamp);
        }
        self.chains.entry(stamp.device).or_default().push(entry.clone());
        let verdict = self.model.apply(entry);
        self.close();
        verdict
    }

    /// Carries out closes whose entries no longer wait.
    fn close(&mut self) {
        if self.closing.is_empty() {
            return;
        }
        let held = self.model.state().held;
        let (waiting, ready): (Vec<Stamp>, Vec<Stamp>) = self.closing.iter().partition(|stamp| held.contains(*stamp));
        self.closing = waiting;
        for stamp in ready {
            let entry = self.entry(stamp).cloned();
            for change in entry.iter().flat_map(|entry| &entry.changes) {
                if let Some((device, last_seq)) = Closed::by(change) {
                    let last = self.closed.entry(device).or_insert(last_seq);
                    *last = last_seq.min(*last);
                    if !self.ignores_closes {
                        self.model.strike(device, last_seq);
                    }
                }
            }
        }
    }

    pub(super) fn entry(&self, stamp: Stamp) -> Option<&Entry> {
        let index = usize::try_from(stamp.seq.checked_sub(1)?).ok()?;
        self.chains.get(&stamp.device)?.get(index)
    }

    fn relearn(&mut self, tables: Tables) {
        let empty = Model::new(self.tables.clone());
        let model = std::mem::replace(&mut self.model, empty);
        self.model = model.upgrade(tables.clone());
        self.tables = tables;
        self.close();
    }

    /// The key the device was confirmed with, and the one it introduced itself with, here or in `first`.
    pub(super) fn keys(&self, device: DeviceNumber, first: Option<&Entry>) -> (Option<Vec<u8>>, Option<Vec<u8>>) {
        let confirmation = devices::confirmation_id(device);
        let rows = self.chains.values().flatten().flat_map(|entry| &entry.changes);
        let mut confirmations = rows.filter(|change| change.row == confirmation);
        let is_here = self.model.has_row(confirmation);
        let confirmed = confirmations.find_map(|change| bytes_of(change, Confirmation::public_key.number));
        let own_first = self.entry(Stamp { device, seq: 1 });
        let introduced = own_first.or(first).into_iter().flat_map(|entry| &entry.changes);
        let introduced = introduced
            .filter(|change| change.table == Device::TABLE.number)
            .find_map(|change| bytes_of(change, Device::public_key.number));
        (confirmed.filter(|_| is_here), introduced)
    }
}

fn bytes_of(change: &Change, column: u16) -> Option<Vec<u8>> {
    let ChangeKind::Insert { values } = &change.kind else {
        return None;
    };
    let found = values.iter().find(|(number, _)| *number == column);
    found.and_then(|(_, value)| Value::as_bytes(value)).map(<[u8]>::to_vec)
}
