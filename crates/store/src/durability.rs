//! Brings the head file to the disk beside the commits.
//!
//! A commit waits for the database only. The head reaches the disk a moment later, on a thread of its
//! own and once for several commits, so that they do not wait for each other's turn at the disk; before
//! more commits follow than the head file allows the database to lead, they wait for it.
//! Whoever hands an entry to anybody else waits for [`Durability::wait`].

use std::fs::File;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::error::StoreError;
use crate::state::LEAD_ENTRIES_MAX;

/// How long after a commit the head is brought to the disk, unless somebody waits for it.
const PAUSE_MS: u64 = 50;

/// The thread that waits for the disk.
#[derive(Debug)]
pub(crate) struct Durability {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    work: Mutex<Work>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Work {
    file: Option<Arc<File>>,
    /// Entries set in the head file since the start, and how many of them are on the disk.
    set: u64,
    durable: u64,
    failed: Option<std::io::ErrorKind>,
    /// Somebody waits.
    is_urgent: bool,
    is_over: bool,
}

impl Durability {
    pub(crate) fn start() -> Self {
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        Self {
            shared,
            thread: Some(thread::spawn(move || theirs.run())),
        }
    }

    /// From now on that file is the one to bring to the disk.
    pub(crate) fn follow(&self, file: File) {
        self.shared.lock().file = Some(Arc::new(file));
    }

    /// So many more entries were set in the head file.
    pub(crate) fn note(&self, entries: u64) {
        let mut work = self.shared.lock();
        // A thread with work to do knows already, and waking it would cost the commit.
        let is_first = work.set == work.durable;
        work.set += entries;
        drop(work);
        if is_first {
            self.shared.changed.notify_all();
        }
    }

    /// Waits until `entries` more may be set without leaving too many off the disk.
    pub(crate) fn make_room(&self, entries: u64) -> Result<(), StoreError> {
        self.wait_until(|work| work.set + entries <= work.durable + LEAD_ENTRIES_MAX || work.set == work.durable)
    }

    /// Waits until everything set is on the disk.
    pub(crate) fn wait(&self) -> Result<(), StoreError> {
        self.wait_until(|work| work.set == work.durable)
    }

    fn wait_until(&self, is_met: impl Fn(&Work) -> bool) -> Result<(), StoreError> {
        let mut work = self.shared.lock();
        loop {
            if is_met(&work) {
                return Ok(());
            }
            if let Some(kind) = work.failed.take() {
                return Err(StoreError::io(std::path::Path::new("head"), kind.into()));
            }
            work.is_urgent = true;
            self.shared.changed.notify_all();
            work = self.shared.changed.wait(work).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Work> {
        // A panic elsewhere leaves counters behind that are still true.
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut work = self.lock();
        loop {
            // After a failure the next commit, or whoever waits, asks again.
            let is_due = work.set > work.durable && work.failed.is_none();
            if is_due && let Some(file) = work.file.clone() {
                let pause = Duration::from_millis(PAUSE_MS);
                let is_idle = |work: &mut Work| !work.is_urgent && !work.is_over;
                let waited = self.changed.wait_timeout_while(work, pause, is_idle);
                work = waited.unwrap_or_else(PoisonError::into_inner).0;
                let set = work.set;
                work.is_urgent = false;
                drop(work);
                let synced = file.sync_data();
                work = self.lock();
                match synced {
                    Ok(()) => work.durable = set,
                    Err(error) => work.failed = Some(error.kind()),
                }
                self.changed.notify_all();
                continue;
            }
            if work.is_over {
                return;
            }
            work = self.changed.wait(work).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Durability {
    fn drop(&mut self) {
        self.shared.lock().is_over = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // It ends by itself; a panic in it was reported by the panic hook.
            let _ = thread.join();
        }
    }
}
