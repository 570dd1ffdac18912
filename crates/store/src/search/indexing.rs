//! Takes what changed into the index after the commit, on a thread and a connection of its own.
//!
//! It works in slices, each inside the writer's turn, so that an act never waits for more than one of them
//! and never finds the database busy. What it writes follows from the rows, so it is not forced to the
//! disk: marks that are lost with a slice are there again, and the slice is done again.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::index::{Index, Slice};
use crate::connection;
use crate::error::StoreError;
use crate::gate::{Gate, Work};

/// How long after a commit its rows are taken in; a search meanwhile reads them themselves.
const PAUSE_MS: u64 = 250;
/// So many pauses at most while one commit follows the other: acts go first, but not for ever.
const PAUSES_MAX: usize = 8;
/// Between two slices, so that an act that waits gets its turn.
const BREATH_MS: u64 = 1;
/// After a slice that failed, before the next try.
const RETRY_MS: u64 = 60_000;

/// The connection that writes the index.
pub(crate) struct IndexWriter {
    connection: Connection,
    gate: Gate,
    index: Index,
}

/// The thread that keeps the index.
#[derive(Debug)]
pub(crate) struct Indexing {
    state: Arc<(Mutex<State>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct State {
    /// Commits since the last slice began.
    due: u64,
    is_over: bool,
}

impl IndexWriter {
    pub(crate) fn open(database: &PathBuf) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(database, flags)?;
        connection::set_up(&connection)?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "wal_autocheckpoint", 0)?;
        let gate = Gate::install(&connection)?;
        Ok(Self {
            connection,
            gate,
            index: Index::default(),
        })
    }

    /// Takes in one slice. The caller holds the writer's turn.
    pub(crate) fn go_on(&mut self) -> Result<Slice, StoreError> {
        let _open = self.gate.open(Work::Derive);
        self.index.go_on(&mut self.connection)
    }

    /// The index is being built anew: nothing of it is known any more.
    pub(crate) fn forget(&mut self) {
        self.index = Index::default();
    }

    /// The bytes that the index takes in the database.
    pub(crate) fn bytes(&self) -> Result<u64, StoreError> {
        let sql = "SELECT coalesce(sum(length(block)), 0) FROM search_index_data";
        let segments: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
        let sql = "SELECT coalesce(sum(length(word) + 12), 0) FROM search_words";
        let words: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
        let sql = "SELECT coalesce(sum(length(sz) + 14), 0) FROM search_index_docsize";
        let sizes: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
        Ok((segments + words + sizes).max(0).cast_unsigned())
    }
}

impl Indexing {
    /// Starts the thread. `turn` is what whoever writes holds; `note` is called after each slice.
    pub(crate) fn start<T: Send + 'static>(
        turn: Arc<Mutex<T>>,
        writer: Arc<Mutex<IndexWriter>>,
        note: impl Fn() + Send + 'static,
    ) -> Self {
        // A build that was left half-done goes on.
        let state = Arc::new((Mutex::new(State { due: 1, is_over: false }), Condvar::new()));
        let theirs = Arc::clone(&state);
        let thread = thread::spawn(move || run(&theirs, &turn, &writer, &note));
        Self {
            state,
            thread: Some(thread),
        }
    }

    /// Something was committed.
    pub(crate) fn note(&self) {
        let (state, changed) = &*self.state;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        state.due += 1;
        if state.due == 1 {
            changed.notify_all();
        }
    }
}

fn run<T>((state, changed): &(Mutex<State>, Condvar), turn: &Mutex<T>, writer: &Mutex<IndexWriter>, note: &impl Fn()) {
    let lock = || state.lock().unwrap_or_else(PoisonError::into_inner);
    let pause = |length_ms| {
        let is_going_on = |state: &mut State| !state.is_over;
        let waited = changed.wait_timeout_while(lock(), Duration::from_millis(length_ms), is_going_on);
        waited.unwrap_or_else(PoisonError::into_inner).0.is_over
    };
    loop {
        let waited = changed.wait_while(lock(), |state| state.due == 0 && !state.is_over);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
        // Whoever commits waits for a slice, so none begins before commits pause.
        for _ in 0..PAUSES_MAX {
            let due = lock().due;
            if pause(PAUSE_MS) {
                return;
            }
            if lock().due == due {
                break;
            }
        }
        lock().due = 0;
        while lock().due == 0 {
            let slice = slice(turn, writer);
            note();
            let length_ms = match slice {
                Ok(Slice::Idle) => break,
                Ok(_) => BREATH_MS,
                Err(error) => {
                    tracing::error!(%error, "the index of search could not be written; it is tried again");
                    RETRY_MS
                }
            };
            if pause(length_ms) {
                return;
            }
        }
    }
}

/// One slice, inside the writer's turn.
pub(crate) fn slice<T>(turn: &Mutex<T>, writer: &Mutex<IndexWriter>) -> Result<Slice, StoreError> {
    // Held, so that neither waits for the other inside the database.
    let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
    writer.lock().unwrap_or_else(PoisonError::into_inner).go_on()
}

impl Drop for Indexing {
    fn drop(&mut self) {
        let (state, changed) = &*self.state;
        state.lock().unwrap_or_else(PoisonError::into_inner).is_over = true;
        changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // It ends by itself; a panic in it was reported by the panic hook.
            let _ = thread.join();
        }
    }
}
