//! The gate before every `pms_` table: what the writing connection is doing just now.
//!
//! Triggers ask the SQL function `gate()`. Only the writing connection has it, so another program
//! cannot write at all, and this program writes only from inside an act, a rebuild or a migration.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::error::StoreError;

/// What is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Work {
    /// The commit or the apply of an entry.
    Act = 1,
    /// A rebuild, an erasure or a migration.
    Rebuild = 2,
}

/// No work: every write of a `pms_` table is refused.
const CLOSED: u8 = 0;

/// The gate of one connection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gate(Arc<AtomicU8>);

impl Gate {
    /// Gives the connection its `gate()`; closed until opened.
    pub(crate) fn install(connection: &Connection) -> Result<Self, StoreError> {
        let gate = Self::default();
        let state = Arc::clone(&gate.0);
        // Innocuous, since with trusted_schema=OFF triggers may call nothing else; not deterministic,
        // since it must be asked anew for every row.
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
        connection.create_scalar_function("gate", 0, flags, move |_| Ok(i64::from(state.load(Ordering::SeqCst))))?;
        Ok(gate)
    }

    /// Opens the gate until the guard is dropped.
    #[must_use]
    pub(crate) fn open(&self, work: Work) -> OpenGate {
        self.0.store(work as u8, Ordering::SeqCst);
        OpenGate(Arc::clone(&self.0))
    }
}

/// An open gate; dropping it closes the gate.
#[derive(Debug)]
pub(crate) struct OpenGate(Arc<AtomicU8>);

impl Drop for OpenGate {
    fn drop(&mut self) {
        self.0.store(CLOSED, Ordering::SeqCst);
    }
}
