//! The one writer of a replica: acts of this workstation and entries of others, each in one
//! transaction that is wholly on the disk before anybody hears of it.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::facts::Source;
use domain::plan::Plan;
use domain::refusal::Refusal;
use journal::{DeviceNumber, Head, RowId, Stamp, genesis_hash};
use rusqlite::{Connection, TransactionBehavior};

use crate::Random;
use crate::chain_heads::{Standing, entry_hash};
use crate::checkpoint::Checkpoints;
use crate::committed::{Authorship, Committed, Founding, NewWorkstation};
use crate::connection;
use crate::drafting::Batch;
use crate::durability::Durability;
use crate::error::StoreError;
use crate::gate::{Gate, Work};
use crate::letter;
use crate::local;
use crate::migration;
use crate::place::{Lock, Place};
use crate::reader::Readers;
use crate::records::Records;
use crate::search::indexing::{IndexWriter, Indexing};
use crate::state::{LEAD_ENTRIES_MAX, NewNumber, StateFolder, Workstation};
use crate::unparking;

mod carrying;
pub(crate) mod closing;
pub(crate) mod enrolling;
mod proving;
mod rebuilding;
mod receiving;
mod reissuing;
mod searching;
mod signing;
mod upkeep;

pub use carrying::KeptPiece;
pub use enrolling::PreparedNumber;
pub use upkeep::SumsCheck;

/// What the writer needs of the machine.
pub struct Environment {
    /// The machine's own state folder.
    pub state: StateFolder,
    /// What this workstation is called, where it has to introduce itself under a new number.
    pub workstation: String,
    /// Where randomness comes from.
    pub random: Random,
}

/// Something is on the disk now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// The tables written, ascending.
    pub tables: Vec<&'static str>,
}

type Listener = Box<dyn Fn(&Happened) + Send + Sync>;

/// The writer. Dropping it lets go of the replica.
pub struct Writer {
    place: Place,
    state: StateFolder,
    readers: Readers,
    core: Arc<Mutex<Core>>,
    listeners: Mutex<Vec<Listener>>,
    // Before the checkpoints, whose end moves what it wrote into the database.
    indexing: Indexing,
    index: Arc<Mutex<IndexWriter>>,
    checkpoints: Checkpoints,
    /// Whether the replica was not let go of properly, and its rows were not checked since.
    ended_badly: AtomicBool,
    /// Held by whoever rebuilds rows: one at a time.
    pub(crate) mending: Mutex<()>,
    /// Held by whoever keeps a piece of a file: one at a time.
    carrying: Mutex<()>,
    // Last, so that the lock outlives everything that writes.
    _lock: Lock,
}

struct Core {
    connection: Connection,
    gate: Gate,
    state: StateFolder,
    name: String,
    random: Random,
    standing: Standing,
    workstation: Option<Workstation>,
    durability: Durability,
}

impl Writer {
    /// Opens the replica for writing, making it where there is none, and brings it up to date.
    ///
    /// # Errors
    /// When another program is writing, the folder cannot be written, or a newer program wrote it.
    pub fn open(place: &Place, environment: Environment) -> Result<Self, StoreError> {
        place.make()?;
        let lock = place.lock()?;
        let mut connection = connection::open_for_writing(&place.database())?;
        let gate = Gate::install(&connection)?;
        migration::migrate(&mut connection, &gate, &place.database())?;
        let ended_badly = AtomicBool::new(upkeep::note_begin(&connection));
        let standing = Standing::load(&connection)?;
        if let Err(error) = unparking::catch_up(&mut connection, &gate, standing.vessel) {
            // As it is, the record is whole; on a disk that has room again the next start does it.
            tracing::error!(%error, "what an older program had to park could not be applied");
        }
        let workstation = own_workstation(&connection, &standing, &environment.state)?;
        searching::renew(&mut connection, &gate)?;
        let durability = Durability::start();
        if let Some(workstation) = &workstation {
            durability.follow(workstation.head.handle()?);
        }
        let checkpoints = Checkpoints::start(place.database())?;
        let index = Arc::new(Mutex::new(IndexWriter::open(&place.database())?));
        let core = Arc::new(Mutex::new(Core {
            connection,
            gate,
            state: environment.state.clone(),
            name: environment.workstation,
            random: environment.random,
            standing,
            workstation,
            durability,
        }));
        Ok(Self {
            place: place.clone(),
            state: environment.state,
            readers: Readers::of(place.database()),
            indexing: Indexing::start(Arc::clone(&core), Arc::clone(&index), checkpoints.bell()),
            index,
            checkpoints,
            listeners: Mutex::default(),
            ended_badly,
            mending: Mutex::new(()),
            carrying: Mutex::new(()),
            core,
            _lock: lock,
        })
    }

    /// The replica's folder.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The machine's state folder.
    #[must_use]
    pub fn state(&self) -> &StateFolder {
        &self.state
    }

    /// Snapshots of the record, also while this writer writes.
    #[must_use]
    pub fn readers(&self) -> &Readers {
        &self.readers
    }

    /// The workstation this replica writes as: device number and letter. None before the first act
    /// of this workstation, and where the replica was copied, cloned or restored: then the next act
    /// introduces a new number first.
    #[must_use]
    pub fn workstation(&self) -> Option<(DeviceNumber, String)> {
        self.core()
            .workstation
            .as_ref()
            .map(|own| (own.device, own.letter.clone()))
    }

    /// Calls `listener` after each commit, never inside it.
    pub fn subscribe(&self, listener: impl Fn(&Happened) + Send + Sync + 'static) {
        self.listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Box::new(listener));
    }

    /// Founds the vessel: the first entry of a new replica. The plan's row 0 is the vessel, its row
    /// [`domain::acts::FIRST_PERSON_ROW`] the person who acts.
    ///
    /// # Errors
    /// When the replica already holds a vessel, the letter is none, or the plan is refused.
    pub fn found(
        &self,
        founding: &Founding,
        now_ms: i64,
        make: impl FnOnce(&NewWorkstation) -> Result<Plan, Refusal>,
    ) -> Result<Committed, StoreError> {
        self.transact(|batch| {
            if batch.standing.vessel.is_some() {
                return Err(StoreError::HasVessel);
            }
            if !letter::is_letter(&founding.letter) {
                return Err(StoreError::Letter(founding.letter.clone()));
            }
            let new = NewNumber::draw(founding.letter.clone(), batch.random)?;
            let vessel = RowId::new(new.device, 1, 0)?;
            let public_key = new.key.verifying_key().as_bytes().to_vec();
            let plan = make(&NewWorkstation {
                device: new.device.to_string(),
                letter: new.letter.clone(),
                public_key,
            })?;
            batch.standing.vessel = Some(vessel);
            batch.state.keep_vessel_secret(vessel, &founding.secret)?;
            batch.begin_device(&new, vessel)?;
            let actor = RowId::new(new.device, 1, domain::acts::FIRST_PERSON_ROW)?;
            let who = Authorship {
                actor,
                role: founding.role.clone(),
                signature: None,
            };
            batch.write(new.device, &new.letter, &who, now_ms, &plan)
        })
    }

    /// Looks at the record as the next act will find it. The writing connection knows most of it by
    /// heart, where a snapshot after another commit begins with nothing.
    ///
    /// # Errors
    /// What `ask` returns, or when the database cannot be read.
    pub fn look<T>(&self, ask: impl FnOnce(&Records<'_>) -> Result<T, Refusal>) -> Result<T, StoreError> {
        let mut core = self.core();
        let transaction = core.connection.transaction()?;
        Ok(ask(&Records::of(&transaction))?)
    }

    /// Commits one act: all of it is on the disk, or nothing. `make` is asked inside the transaction,
    /// so it sees what the act will stand on. A form that was committed before returns that result.
    ///
    /// # Errors
    /// The refusal of `make`, or what kept the act from being written.
    pub fn commit(
        &self,
        who: &Authorship,
        now_ms: i64,
        form_id: Option<&str>,
        make: impl FnOnce(&dyn Source) -> Result<Plan, Refusal>,
    ) -> Result<Committed, StoreError> {
        self.transact(|batch| {
            if let Some(form_id) = form_id
                && let Some(committed) = local::receipt(batch.connection, form_id)?
            {
                return Ok(Committed {
                    repeated: true,
                    ..committed
                });
            }
            let committed = batch.commit(who, now_ms, make)?;
            if let Some(form_id) = form_id {
                local::keep_receipt(batch.connection, form_id, &committed, now_ms)?;
            }
            Ok(committed)
        })
    }

    /// Commits several acts in one transaction: all of them, or none.
    ///
    /// # Errors
    /// What `work` returns, or what kept the acts from being written.
    pub fn batch<T>(&self, work: impl FnOnce(&mut Batch<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.transact(work)
    }

    /// Waits until this workstation's own head is on the disk of its state folder. Entries are handed
    /// to nobody before.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn wait_until_durable(&self) -> Result<(), StoreError> {
        self.core().durability.wait()
    }

    /// Writes local tables, which no act touches.
    pub(crate) fn local<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut core = self.core();
        let transaction = core
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        drop(core);
        self.checkpoints.note();
        Ok(done)
    }

    pub(crate) fn transact<T>(
        &self,
        work: impl FnOnce(&mut Batch<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut core = self.core();
        self.checkpoints.make_room();
        let (done, happened) = core.transact(work)?;
        drop(core);
        self.checkpoints.note();
        self.indexing.note();
        self.tell(&happened);
        Ok(done)
    }

    fn tell(&self, happened: &Happened) {
        if !happened.tables.is_empty() {
            for listener in self.listeners.lock().unwrap_or_else(PoisonError::into_inner).iter() {
                listener(happened);
            }
        }
    }

    fn core(&self) -> MutexGuard<'_, Core> {
        // A panic inside a transaction rolled it back, and what stands in memory is set after it.
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.note_end();
    }
}

impl Core {
    fn transact<T>(
        &mut self,
        work: impl FnOnce(&mut Batch<'_>) -> Result<T, StoreError>,
    ) -> Result<(T, Happened), StoreError> {
        let _open = self.gate.open(Work::Act);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut batch = Batch {
            connection: &transaction,
            gate: &self.gate,
            state: &self.state,
            random: &mut self.random,
            name: &self.name,
            standing: self.standing.clone(),
            device: self.workstation.as_ref().map(|own| (own.device, own.letter.clone())),
            drawn: None,
            tables: Default::default(),
            entries: 0,
            is_spoiled: false,
        };
        let done = work(&mut batch)?;
        if batch.is_spoiled {
            return Err(StoreError::Spoiled);
        }
        batch.standing.save(batch.connection)?;
        let Batch {
            standing,
            device,
            mut drawn,
            tables,
            entries,
            ..
        } = batch;
        let handle = drawn.as_ref().map(|drawn| drawn.head.handle()).transpose()?;
        if let Some(own) = drawn.as_mut().or(self.workstation.as_mut()) {
            announce(own, &standing, entries, &self.durability)?;
        }
        if let Err(error) = transaction.commit() {
            // Whether it is on the disk shows when the database is read again.
            self.standing = Standing::load(&self.connection)?;
            return Err(error.into());
        }
        self.standing = standing;
        if let (Some(drawn), Some(handle)) = (drawn, handle) {
            self.durability.follow(handle);
            self.workstation = Some(drawn);
        }
        if device.is_none() {
            self.workstation = None;
        }
        self.set_head(entries);
        Ok((
            done,
            Happened {
                tables: tables.into_iter().collect(),
            },
        ))
    }

    /// Writes down what was committed. The act is on the disk already, so a failure does not undo it:
    /// the head file allows for a lead, and before that is used up commits are refused.
    fn set_head(&mut self, entries: u64) {
        let Some(own) = self.workstation.as_mut().filter(|_| entries > 0) else {
            return;
        };
        match own.head.set(self.standing.head(own.device), LEAD_ENTRIES_MAX) {
            Ok(()) => self.durability.note(entries),
            Err(error) => tracing::error!(%error, "the state folder cannot be written"),
        }
    }
}

/// Makes sure, before a commit, that the head file will allow the database to be so far ahead of it.
fn announce(own: &mut Workstation, after: &Standing, entries: u64, durability: &Durability) -> Result<(), StoreError> {
    if entries == 0 {
        return Ok(());
    }
    let on_file = own.head.reach().head;
    let lead = after.head(own.device).seq.saturating_sub(on_file.seq);
    if lead > LEAD_ENTRIES_MAX {
        own.head.set(on_file, lead)?;
        return own.head.make_durable();
    }
    durability.make_room(entries)
}

/// The workstation that the replica may go on writing as: the state folder knows it, and its last
/// entry there is one of this chain, at most as far behind as a crash can leave it.
fn own_workstation(
    connection: &Connection,
    standing: &Standing,
    state: &StateFolder,
) -> Result<Option<Workstation>, StoreError> {
    let (Some(vessel), Some(device)) = (standing.vessel, standing.device) else {
        return Ok(None);
    };
    let Some(mut workstation) = state.workstation(device, vessel)? else {
        return Ok(None);
    };
    let here = standing.head(device);
    let reach = workstation.head.reach();
    let lead = here.seq.checked_sub(reach.head.seq);
    let is_within_reach = lead.is_some_and(|lead| lead <= reach.lead_max);
    if !is_within_reach || !holds(connection, device, reach.head)? {
        return Ok(None);
    }
    if here != reach.head {
        workstation.head.set(here, LEAD_ENTRIES_MAX)?;
        workstation.head.make_durable()?;
    }
    Ok(Some(workstation))
}

/// Whether the chain holds that head.
fn holds(connection: &Connection, device: DeviceNumber, head: Head) -> Result<bool, StoreError> {
    if head.seq == 0 {
        return Ok(head.hash == genesis_hash(device));
    }
    let hash = entry_hash(connection, Stamp { device, seq: head.seq })?;
    Ok(hash == Some(head.hash.to_string()))
}
