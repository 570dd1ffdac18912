//! The program behind every window: one replica, one session.

use crate::attaching::Waiting;
use crate::error::Error;
use crate::exchanging::Exchanging;
use crate::importing::Imports;
use crate::manuals::Bench;
use crate::manuals::intake::Intake;
use crate::manuals::reading::ReadingRoom;
use crate::outside::{Machine, Outside, machine_name};
use crate::printing::Printing;
use crate::session::{self, PinAttempts, Session};
use crate::verify::Verification;
use domain::RowId;
use domain::facts::{Facts, Source};
use domain::refusal::{Code, Refusal};
use domain::tables::Crew;
use domain::time::Instant;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use store::{Environment, Readers, Records, StateFolder, Writer};
use ts_rs::TS;
use worker::Workshop;

/// Bytes of the vessel secret.
pub(crate) use store::VESSEL_SECRET_BYTES as SECRET_BYTES;

/// The local setting that marks a demo vessel.
pub(crate) const DEMO_PREFERENCE: &str = "demo";
/// What a workstation is called that has to introduce itself under a new number.
const WORKSTATION: &str = "Workstation";

/// Where the replica and this machine's own state lie.
#[derive(Clone, Debug)]
pub struct Place {
    /// The replica folder: database, blobs, lock, log.
    pub replica: PathBuf,
    /// The machine's state folder, never inside the replica's.
    pub state: PathBuf,
}

/// What is told to every window after a commit, never before it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Event {
    /// Tables that changed.
    pub tables: Vec<String>,
    /// Links, waiting acts or settings of sync changed: ask `sync_strip` again.
    pub sync: bool,
}

/// What a backup holds.
#[derive(Debug, Serialize)]
pub struct Backup {
    /// The file of the database.
    pub backup: PathBuf,
    /// It passed its check.
    pub verified: bool,
    /// Photos and papers that the folder beside it holds.
    pub files: usize,
    /// Those of them that were not there before.
    pub files_copied: usize,
    /// Files that the record names and that lie on other workstations only.
    pub files_elsewhere: usize,
    /// Files that are damaged here, and were not copied.
    pub files_damaged: usize,
}

type Listener = Box<dyn Fn(&Event) + Send + Sync>;

/// Everybody who is told.
#[derive(Default)]
pub(crate) struct Listeners(Mutex<Vec<Listener>>);

impl Listeners {
    /// Tells everybody.
    pub(crate) fn tell(&self, event: &Event) {
        for listener in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(event);
        }
    }
}

/// One replica, opened by one program, with at most one person signed in.
pub struct Program {
    // First, so that exchanges and imports end before the replica is let go.
    exchanging: Exchanging,
    imports: Imports,
    intake: Intake,
    pub(crate) reading_room: Mutex<Option<ReadingRoom>>,
    bench: Bench,
    listeners: Arc<Listeners>,
    place: store::Place,
    state: StateFolder,
    state_path: PathBuf,
    writer: Option<Arc<Writer>>,
    readers: Readers,
    outside: Arc<dyn Outside>,
    session: Mutex<Option<Session>>,
    /// One PIN at a time, or many at once would all be tried before the first is counted.
    pin_turn: Mutex<()>,
    verification: Verification,
    waiting: Waiting,
    workshop: Arc<Workshop>,
    printing: Printing,
}

impl Program {
    /// Opens the replica for writing, or makes an empty one.
    ///
    /// # Errors
    /// `read_only` when another program writes or the folder cannot be written;
    /// `fault` when the replica is newer than this program or broken.
    pub fn open(place: Place) -> Result<Self, Error> {
        Self::open_with(place, Arc::new(Machine::new()))
    }

    /// As [`Program::open`], with another clock and random source.
    ///
    /// # Errors
    /// As [`Program::open`].
    pub fn open_with(place: Place, outside: Arc<dyn Outside>) -> Result<Self, Error> {
        refuse_state_inside(&place)?;
        let random = outside.clone();
        let folder = store::Place::new(place.replica);
        let state_path = place.state.clone();
        let state = StateFolder::new(place.state, machine_name());
        let writer = Writer::open(
            &folder,
            Environment {
                state: state.clone(),
                workstation: WORKSTATION.to_owned(),
                random: Box::new(move |bytes| random.random(bytes)),
            },
        )?;
        let readers = writer.readers().clone();
        Ok(Self::around(
            folder,
            (state, state_path),
            Some(writer),
            readers,
            outside,
        ))
    }

    /// Opens a replica for reading only, beside a program that writes.
    ///
    /// # Errors
    /// `not_found` when there is no replica.
    pub fn open_reading(place: Place) -> Result<Self, Error> {
        let folder = store::Place::new(place.replica);
        let state_path = place.state.clone();
        let state = StateFolder::new(place.state, machine_name());
        let readers = Readers::open(&folder)?;
        Ok(Self::around(
            folder,
            (state, state_path),
            None,
            readers,
            Arc::new(Machine::new()),
        ))
    }

    fn around(
        place: store::Place,
        (state, state_path): (StateFolder, PathBuf),
        writer: Option<Writer>,
        readers: Readers,
        outside: Arc<dyn Outside>,
    ) -> Self {
        let listeners = Arc::<Listeners>::default();
        let waiting = Waiting::below(&place.blobs());
        let writer = writer.map(Arc::new);
        if let Some(writer) = &writer {
            waiting.empty();
            let told = Arc::clone(&listeners);
            writer.subscribe(move |happened| {
                told.tell(&Event {
                    tables: happened.tables.iter().map(|table| (*table).to_owned()).collect(),
                    sync: false,
                });
            });
        }
        Self {
            exchanging: Exchanging::default(),
            imports: Imports::default(),
            intake: Intake::below(&place.blobs(), readers.clone()),
            reading_room: Mutex::new(None),
            bench: Bench::of(None),
            listeners,
            place,
            state,
            state_path,
            writer,
            readers,
            outside,
            session: Mutex::new(None),
            pin_turn: Mutex::new(()),
            verification: Verification::default(),
            waiting,
            workshop: Arc::default(),
            printing: Printing::default(),
        }
    }

    /// Has foreign files decoded by workers of that workshop instead of this very program.
    #[must_use]
    pub fn with_workshop(mut self, workshop: Workshop) -> Self {
        self.workshop = Arc::new(workshop);
        self
    }

    /// Has manuals read by workers of that program instead of this very one.
    #[must_use]
    pub fn with_manuals_by(mut self, program: PathBuf) -> Self {
        self.bench = Bench::of(Some(program));
        self
    }

    /// Begins to read manuals in the background, and goes on until the program is dropped. For programs that
    /// stay open; one that only reads the replica keeps nothing, and reads none.
    pub fn open_reading_room(&self) {
        let Some(writer) = &self.writer else { return };
        let mut room = self.reading_room.lock().unwrap_or_else(PoisonError::into_inner);
        if room.is_none() {
            let reader = Arc::clone(&self.bench.reader);
            *room = Some(ReadingRoom::start(writer, reader, self.listeners()));
        }
    }

    pub(crate) fn bench(&self) -> &Bench {
        &self.bench
    }

    pub(crate) fn intake(&self) -> &Intake {
        &self.intake
    }

    pub(crate) fn workshop(&self) -> &Arc<Workshop> {
        &self.workshop
    }

    pub(crate) fn printing(&self) -> &Printing {
        &self.printing
    }

    pub(crate) fn readers(&self) -> &Readers {
        &self.readers
    }

    pub(crate) fn waiting(&self) -> &Waiting {
        &self.waiting
    }

    /// Calls the listener after every commit, never inside it, and when sync changed.
    pub fn subscribe(&self, listener: impl Fn(&Event) + Send + Sync + 'static) {
        let mut listeners = self.listeners.0.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.push(Box::new(listener));
    }

    /// The writer, where this program may write.
    pub(crate) fn writer(&self) -> Result<&Arc<Writer>, Error> {
        self.writer.as_ref().ok_or_else(|| {
            Error::new(
                Code::ReadOnly,
                "This program only reads: another one writes to the replica. Close that one first.",
            )
        })
    }

    /// The writer, to be held by threads beside the program.
    pub(crate) fn shared_writer(&self) -> Result<Arc<Writer>, Error> {
        self.writer().cloned()
    }

    pub(crate) fn exchanging(&self) -> &Exchanging {
        &self.exchanging
    }

    pub(crate) fn imports(&self) -> &Imports {
        &self.imports
    }

    pub(crate) fn listeners(&self) -> Arc<Listeners> {
        Arc::clone(&self.listeners)
    }

    pub(crate) fn outside(&self) -> Arc<dyn Outside> {
        Arc::clone(&self.outside)
    }

    pub(crate) fn state(&self) -> &StateFolder {
        &self.state
    }

    pub(crate) fn state_path(&self) -> &Path {
        &self.state_path
    }

    pub(crate) fn place(&self) -> &store::Place {
        &self.place
    }

    pub(crate) fn verification(&self) -> &Verification {
        &self.verification
    }

    pub(crate) fn now(&self) -> Instant {
        Instant::from_millis(self.outside.wall_ms())
    }

    pub(crate) fn monotonic_ms(&self) -> u64 {
        self.outside.monotonic_ms()
    }

    pub(crate) fn random(&self, bytes: &mut [u8]) {
        self.outside.random(bytes);
    }

    pub(crate) fn letter(&self) -> Option<String> {
        self.writer.as_ref()?.workstation().map(|(_, letter)| letter)
    }

    pub(crate) fn session(&self) -> Option<Session> {
        *self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens the session of a person whose PIN was given just now.
    pub(crate) fn open_session(&self, person: RowId) {
        self.set_session(Some(Session {
            person,
            pin_at_ms: Some(self.monotonic_ms()),
        }));
    }

    /// Answers what that person may read and would be offered; such a session commits nothing.
    pub fn read_as(&self, person: RowId) {
        self.set_session(Some(Session {
            person,
            pin_at_ms: None,
        }));
    }

    fn set_session(&self, session: Option<Session>) {
        *self.session.lock().unwrap_or_else(PoisonError::into_inner) = session;
    }

    pub(crate) fn close_session(&self) {
        self.set_session(None);
    }

    /// Asks the record with a snapshot of its own.
    pub(crate) fn reading<T>(&self, ask: impl FnOnce(&Records<'_>) -> Result<T, Refusal>) -> Result<T, Error> {
        let reader = self.readers.reader()?;
        Ok(ask(&reader.records())?)
    }

    /// Asks the record as a source of facts.
    pub(crate) fn read<T>(&self, ask: impl FnOnce(&dyn Source) -> Result<T, Refusal>) -> Result<T, Error> {
        self.reading(|records| ask(records))
    }

    pub(crate) fn make_secret(&self) -> [u8; SECRET_BYTES] {
        let mut secret = [0_u8; SECRET_BYTES];
        self.random(&mut secret);
        secret
    }

    /// The vessel secret of this machine.
    pub(crate) fn secret(&self) -> Result<[u8; SECRET_BYTES], Error> {
        let vessel = self.read(|source| Facts::new(source).vessel())?;
        let secret = match vessel {
            Some(vessel) => self.state.vessel_secret(vessel.id)?,
            None => None,
        };
        secret.ok_or_else(|| {
            let message = "This machine does not hold the vessel secret, so no PIN can be checked. \
                           Enter the words of the recovery sheet.";
            crate::secret_words::needed(Error::new(Code::NoVessel, message))
        })
    }

    pub(crate) fn hash_pin(&self, pin: &str) -> Result<String, Error> {
        Ok(crate::pin::hash(pin, &self.secret()?, |salt| self.random(salt))?)
    }

    pub(crate) fn check_pin(&self, person: &Crew, given: &str) -> Result<(), Error> {
        let secret = self.secret()?;
        let checked = self.in_turn(|| session::check_pin(self, &secret, person, given, self.outside.wall_ms()));
        match checked {
            Ok(()) => self.note_right_pin(),
            Err(error) if error.code == Code::WrongPin && self.words_are_untried()? => {
                Err(crate::secret_words::perhaps_wrong(error))
            }
            Err(error) => Err(error),
        }
    }

    /// One PIN after the other: a second one waits until the first was counted.
    pub(crate) fn in_turn<T>(&self, check: impl FnOnce() -> T) -> T {
        let _turn = self.pin_turn.lock().unwrap_or_else(PoisonError::into_inner);
        check()
    }

    pub(crate) fn keep_secret(&self, vessel: RowId, secret: &[u8; SECRET_BYTES]) -> Result<(), Error> {
        Ok(self.state.keep_vessel_secret(vessel, secret)?)
    }

    /// Whether this is a demo vessel, where everybody's PIN is 123456.
    pub(crate) fn is_demo(&self) -> Result<bool, Error> {
        let reader = self.readers.reader()?;
        Ok(reader.records().preference(DEMO_PREFERENCE)?.is_some())
    }

    /// Copies the database into one verified file, and photos and papers into the folder `blobs` beside it,
    /// also beside a running program. What an earlier backup left in that folder is not copied again.
    ///
    /// # Errors
    /// When the file exists or cannot be written, or the copy does not pass its check.
    pub fn backup(&self, to: &Path) -> Result<Backup, Error> {
        store::backup::backup(&self.place, to)?;
        let copied = self.readers.reader()?.records().copy_blobs(&self.blobs(), to)?;
        Ok(Backup {
            backup: to.to_owned(),
            verified: true,
            files: copied.held,
            files_copied: copied.copied,
            files_elsewhere: copied.elsewhere,
            files_damaged: copied.damaged,
        })
    }

    /// The one person of that id, or of that name where it is not ambiguous.
    ///
    /// # Errors
    /// `not_found`, or `invalid` when several people are called so.
    pub fn person_named(&self, given: &str) -> Result<RowId, Error> {
        self.read(|source| {
            let facts = Facts::new(source);
            if let Ok(id) = given.parse::<RowId>() {
                return Ok(facts.glance::<Crew>(id)?.id);
            }
            let wanted = given.trim().to_lowercase();
            let people: Vec<Crew> = facts.all()?;
            let mut matching = people.iter().filter(|p| p.is_active && p.name.to_lowercase() == wanted);
            match (matching.next(), matching.next()) {
                (Some(person), None) => Ok(person.id),
                (None, _) => Err(Refusal::new(
                    Code::NotFound,
                    format!("Nobody aboard is called “{given}”."),
                )),
                (Some(_), Some(_)) => Err(Refusal::new(
                    Code::Invalid,
                    format!("Several people are called “{given}”. Name the person by id."),
                )),
            }
        })
    }
}

/// The state folder tells copies of a replica apart, so it must not be copied with it.
fn refuse_state_inside(place: &Place) -> Result<(), Error> {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if whole(&place.state).starts_with(whole(&place.replica)) {
        return Err(Error::new(
            Code::Invalid,
            "The state folder lies inside the replica's folder. Choose another place for it, for example with CELESTE_STATE_DIR.",
        ));
    }
    Ok(())
}

impl PinAttempts for Program {
    fn read(&self, person: RowId) -> Result<(u32, i64), Error> {
        let reader = self.readers.reader()?;
        let attempts = reader.records().pin_attempts(person)?;
        Ok((attempts.failures, attempts.last_at))
    }

    fn note_wrong(&self, person: RowId, at_ms: i64) -> Result<(), Error> {
        if let Some(writer) = &self.writer {
            writer.note_wrong_pin(person, at_ms)?;
        }
        Ok(())
    }

    fn forget(&self, person: RowId) -> Result<(), Error> {
        if let Some(writer) = &self.writer {
            writer.forget_wrong_pins(person)?;
        }
        Ok(())
    }
}
