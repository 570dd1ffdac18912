//! The exchanges behind the window: started by a program that stays open, never by a single call.
//!
//! Invariant: nothing here waits for the network but what a person asked for and waits for themselves
//! (to enrol, to exchange once).

mod bell;
pub mod enrolling;
pub mod file;
pub mod invitation;
pub mod log;
mod mended;
mod names;
pub mod once;
pub mod settings;
pub mod strip;
mod upkeep;

use crate::error::Error;
use crate::program::{Event, Program};
use bell::Bell;
use domain::RowId;
use domain::refusal::{Code, Refusal};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use store::Records;
use sync::ReplicaShelf;
use sync::book::Book;
use sync::runner::{Parts, Runner, SyncNow, identity};
use upkeep::Upkeep;

/// The windows are told that often even where nothing is known to have changed: a guest that has not been
/// heard, and the end of a day, show by the clock alone.
const NEWS_INTERVAL: Duration = Duration::from_secs(60);

/// What runs beside the window. Dropping it stops all of it within a second.
#[derive(Default)]
pub(crate) struct Exchanging {
    running: Mutex<Running>,
}

#[derive(Default)]
struct Running {
    /// Whether this program stays open and is to exchange as soon as there is a vessel.
    is_wanted: bool,
    runner: Option<Runner>,
    bell: Option<Bell>,
    upkeep: Option<Upkeep>,
    /// Why nothing runs although it should.
    trouble: Option<String>,
}

impl Exchanging {
    fn running(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where all links stand; none where nothing runs.
    pub(crate) fn now(&self) -> Option<SyncNow> {
        self.running().runner.as_ref().map(Runner::now)
    }

    pub(crate) fn trouble(&self) -> Option<String> {
        self.running().trouble.clone()
    }

    /// Tells the runner, where one runs.
    pub(crate) fn tell(&self, order: impl FnOnce(&Runner)) -> bool {
        self.running().runner.as_ref().map(order).is_some()
    }
}

impl Program {
    /// Exchanges from now on, as the settings say, and answers where this workstation is told to listen.
    /// A replica without a vessel begins once it has been founded or has joined one.
    ///
    /// For programs that stay open; a single call ([`Program::sync_once`]) needs none of this.
    pub fn start_sync(&self) {
        self.exchanging().running().is_wanted = true;
        self.begin_sync();
    }

    /// Stops what [`Program::start_sync`] started, within about a second, and lets go of the replica: for a
    /// program whose end drops nothing.
    pub fn stop(&self) {
        // Not under the lock: a window that is told of the last change may ask how sync stands.
        let running = std::mem::take(&mut *self.exchanging().running());
        drop(running);
        if let Some(writer) = &self.writer().ok() {
            writer.note_end();
        }
    }

    /// Starts what is wanted and can run by now.
    pub(crate) fn begin_sync(&self) {
        let mut running = self.exchanging().running();
        if !running.is_wanted || running.runner.is_some() {
            return;
        }
        match self.start_running(&mut running) {
            Ok(()) => running.trouble = None,
            Err(error) => {
                tracing::error!(%error, "exchanges cannot be started");
                running.trouble = Some(error.message);
            }
        }
    }

    fn start_running(&self, running: &mut Running) -> Result<(), Error> {
        let Ok(writer) = self.shared_writer() else {
            return Ok(());
        };
        if self.reading(|records| Ok(records.vessel()?))?.is_none() {
            return Ok(());
        }
        let failed = |error: std::io::Error| Error::new(Code::Fault, format!("No thread can be started ({error})."));
        if running.upkeep.is_none() {
            running.upkeep = Some(Upkeep::start(Arc::clone(&writer), self.outside()).map_err(failed)?);
        }
        if running.bell.is_none() {
            let listeners = self.listeners();
            let told = Event {
                tables: Vec::new(),
                sync: true,
            };
            running.bell = Some(Bell::hang("news", NEWS_INTERVAL, move |_| listeners.tell(&told)).map_err(failed)?);
        }
        let ring = running.bell.as_ref().map(Bell::rope);
        let book = self.book()?;
        let identity = identity(&book).map_err(|error| Error::new(Code::Fault, error.to_string()))?;
        let parts = Parts {
            shelf: Arc::new(ReplicaShelf::new(writer, self.outside())),
            book,
            identity,
            changed: Arc::new(move || {
                if let Some(ring) = &ring {
                    ring.pull();
                }
            }),
        };
        running.runner = Some(Runner::start(parts).map_err(failed)?);
        Ok(())
    }

    /// The book of this replica's exchanges.
    pub(crate) fn book(&self) -> Result<Book, Error> {
        Ok(Book::new(self.shared_writer()?, self.outside()))
    }

    /// The replica as the place where entries lie.
    pub(crate) fn shelf(&self) -> Result<ReplicaShelf, Error> {
        Ok(ReplicaShelf::new(self.shared_writer()?, self.outside()))
    }

    /// Refuses unless the signed-in person, whose PIN was given, may carry out the act on the vessel.
    /// What is set for links belongs to this workstation and is no entry, so it is told in the program's log.
    pub(crate) fn allowed_to(&self, action: &str) -> Result<RowId, Error> {
        let person = self.signed_in_by_pin()?;
        self.signed_in()?;
        let now = self.now();
        self.read(|source| {
            crate::actions::with_ctx(source, now, person, None, |ctx| {
                ctx.authorise(action, &domain::permission::Subject::vessel())
            })
        })?;
        Ok(person)
    }
}

/// The vessel's id, or a refusal where there is none yet.
pub(crate) fn vessel(records: &Records<'_>) -> Result<RowId, Refusal> {
    records.vessel()?.ok_or_else(|| {
        Refusal::new(
            Code::NoVessel,
            "This workstation holds no vessel yet. Begin a vessel, or join one by a code.",
        )
    })
}
