//! Reading beside the writer: each reader sees the record as it stood when it began.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use crate::connection;
use crate::error::StoreError;
use crate::migration;
use crate::place::Place;
use crate::records::Records;

/// Connections kept for the next reader; more are opened when more read at once.
const READERS_KEPT: usize = 4;

/// A pool of reading connections. Cloning it shares the pool.
#[derive(Clone, Debug)]
pub struct Readers {
    database: PathBuf,
    idle: Arc<Mutex<Vec<Connection>>>,
}

/// One snapshot of the record. Dropping it lets go of the snapshot.
#[derive(Debug)]
pub struct Reader {
    connection: Option<Connection>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    /// Opens the replica for reading; works beside a running writer and in a folder that cannot be
    /// written.
    ///
    /// # Errors
    /// When there is no replica, it was written by a newer program, or not yet brought to this
    /// program's schema.
    pub fn open(place: &Place) -> Result<Self, StoreError> {
        let readers = Self::of(place.database());
        readers.reader()?;
        Ok(readers)
    }

    pub(crate) fn of(database: PathBuf) -> Self {
        Self {
            database,
            idle: Arc::default(),
        }
    }

    /// Takes a snapshot.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn reader(&self) -> Result<Reader, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.open_one()?,
        };
        // A deferred transaction takes its snapshot with the first read, so one is made here.
        connection.prepare_cached("BEGIN")?.execute([])?;
        let sql = "SELECT only_row FROM replica";
        connection.prepare_cached(sql)?.query_row([], |_| Ok(()))?;
        Ok(Reader {
            connection: Some(connection),
            idle: Arc::clone(&self.idle),
        })
    }

    fn open_one(&self) -> Result<Connection, StoreError> {
        let connection = connection::open_for_reading(&self.database)?;
        let found = migration::refuse_newer(&connection)?;
        if found < migration::VERSION {
            return Err(StoreError::Older {
                found,
                known: migration::VERSION,
            });
        }
        Ok(connection)
    }
}

impl Reader {
    /// The record as this snapshot has it.
    #[must_use]
    pub fn records(&self) -> Records<'_> {
        Records::of(self.connection.as_ref().expect("the connection is taken only by drop"))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        let ended = connection
            .prepare_cached("ROLLBACK")
            .and_then(|mut end| end.execute([]));
        if ended.is_err() {
            // A connection that cannot let go of its snapshot is closed, which lets go of it.
            return;
        }
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < READERS_KEPT {
            idle.push(connection);
        }
    }
}
