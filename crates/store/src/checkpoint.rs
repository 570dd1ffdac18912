//! Moves the WAL into the database file, on a thread and a connection of its own.
//!
//! Inside a commit a checkpoint would cost many times the commit itself.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::connection;
use crate::error::StoreError;

/// How long after a commit the WAL is moved.
const CHECKPOINT_INTERVAL_MS: u64 = 1_000;
/// Before a longer WAL is written to, it is moved: writing without a pause would never let it begin
/// anew. Acts of people are far below this.
const WAL_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// The thread that checkpoints.
#[derive(Debug)]
pub(crate) struct Checkpoints {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    wal: PathBuf,
    wal_bytes_max: u64,
    /// As the WAL was after it was last moved; read by every commit, so it must cost nothing.
    is_long: AtomicBool,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    is_due: bool,
    /// Somebody waits for the WAL to be moved.
    is_urgent: bool,
    is_over: bool,
}

impl Checkpoints {
    pub(crate) fn start(database: PathBuf) -> Result<Self, StoreError> {
        Self::start_within(database, WAL_BYTES_MAX)
    }

    fn start_within(database: PathBuf, wal_bytes_max: u64) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&database, flags)?;
        connection::set_up(&connection)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        let shared = Arc::new(Shared {
            wal: database.with_extension("db-wal"),
            wal_bytes_max,
            ..Shared::default()
        });
        let theirs = Arc::clone(&shared);
        Ok(Self {
            shared,
            thread: Some(thread::spawn(move || theirs.run(&connection))),
        })
    }

    /// Something was committed.
    pub(crate) fn note(&self) {
        self.shared.note();
    }

    /// What notes a commit of another connection of this program.
    pub(crate) fn bell(&self) -> impl Fn() + Send + 'static {
        let shared = Arc::clone(&self.shared);
        move || shared.note()
    }

    /// Keeps a long WAL from growing on: waits until it was moved, as far as readers let it.
    pub(crate) fn make_room(&self) {
        if !self.shared.is_long.load(Ordering::Relaxed) {
            return;
        }
        let mut state = self.shared.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.is_due, state.is_urgent) = (true, true);
        self.shared.changed.notify_all();
        let moved = self.shared.changed.wait_while(state, |state| state.is_urgent);
        drop(moved.unwrap_or_else(PoisonError::into_inner));
    }
}

impl Shared {
    fn note(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // Waking the thread costs the commit; one that knows already is left to its pause.
        if !std::mem::replace(&mut state.is_due, true) {
            self.changed.notify_all();
        }
    }

    fn run(&self, connection: &Connection) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while !state.is_over {
            if !state.is_due {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let pause = Duration::from_millis(CHECKPOINT_INTERVAL_MS);
            let is_idle = |state: &mut State| !state.is_over && !state.is_urgent;
            let waited = self.changed.wait_timeout_while(state, pause, is_idle);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            state.is_due = false;
            let was_urgent = state.is_urgent;
            drop(state);
            checkpoint(connection, "PASSIVE");
            // Where there is no WAL there is room; the file grows shorter when it is next written to.
            let size_bytes = std::fs::metadata(&self.wal).map_or(0, |wal| wal.len());
            self.is_long.store(size_bytes > self.wal_bytes_max, Ordering::Relaxed);
            state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            if was_urgent {
                state.is_urgent = false;
                self.changed.notify_all();
            }
        }
        drop(state);
        checkpoint(connection, "TRUNCATE");
    }
}

/// A checkpoint that fails leaves the WAL as it is: nothing is lost, and the next one tries again.
fn checkpoint(connection: &Connection, mode: &str) {
    let done = connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |_| Ok(()));
    if let Err(error) = done {
        tracing::warn!(%error, mode, "the WAL could not be moved into the database file");
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner).is_over = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // It ends by itself; a panic in it was reported by the panic hook.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_wal_is_moved_before_more_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("replica.db");
        let connection = connection::open_for_writing(&database).unwrap();
        connection
            .execute_batch("CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(400000))")
            .unwrap();
        let size_bytes = || std::fs::metadata(&database).unwrap().len();
        let checkpoints = Checkpoints::start_within(database.clone(), 100_000).unwrap();
        checkpoints.make_room();
        assert!(size_bytes() < 100_000, "nobody has found it too long yet");
        checkpoints.shared.is_long.store(true, Ordering::Relaxed);
        checkpoints.make_room();
        assert!(size_bytes() > 400_000, "it was moved");
        assert!(
            checkpoints.shared.is_long.load(Ordering::Relaxed),
            "until it is written to"
        );
    }
}
