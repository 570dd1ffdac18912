//! Moves the WAL into the database file, on a thread and a connection of its own.
//!
//! Inside a commit a checkpoint would cost many times the commit itself.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::connection;
use crate::error::StoreError;

/// How long after a commit the WAL is moved.
const CHECKPOINT_INTERVAL_MS: u64 = 1_000;

/// The thread that checkpoints.
#[derive(Debug)]
pub(crate) struct Checkpoints {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    is_due: bool,
    is_over: bool,
}

impl Checkpoints {
    pub(crate) fn start(database: PathBuf) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(database, flags)?;
        connection::set_up(&connection)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        Ok(Self {
            shared,
            thread: Some(thread::spawn(move || theirs.run(&connection))),
        })
    }

    /// Something was committed.
    pub(crate) fn note(&self) {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner).is_due = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn run(&self, connection: &Connection) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while !state.is_over {
            if !state.is_due {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let pause = Duration::from_millis(CHECKPOINT_INTERVAL_MS);
            let waited = self.changed.wait_timeout_while(state, pause, |state| !state.is_over);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            state.is_due = false;
            drop(state);
            checkpoint(connection, "PASSIVE");
            state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
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
