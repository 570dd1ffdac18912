//! Keeps the index of search whole: its renewal when a program with another one opens the replica, and the
//! wait until everything is in it.

use std::sync::PoisonError;

use rusqlite::{Connection, TransactionBehavior};

use super::Writer;
use crate::error::StoreError;
use crate::gate::{Gate, Work};
use crate::search::index::{self, SearchProgress, Slice};
use crate::search::indexing;

/// Slices between two words on how far it is.
const SLICES_PER_WORD: usize = 25;

/// Forgets an index that another program built otherwise; it is built anew beside the work.
pub(super) fn renew(connection: &mut Connection, gate: &Gate) -> Result<(), StoreError> {
    if index::is_current(connection)? {
        return Ok(());
    }
    let _open = gate.open(Work::Derive);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    index::begin(&transaction)?;
    Ok(transaction.commit()?)
}

impl Writer {
    /// Waits until every row is in the index of search, and takes them in meanwhile. Acts are committed
    /// between its slices.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn build_search(&self, tell: &mut dyn FnMut(SearchProgress)) -> Result<(), StoreError> {
        for count in 0_usize.. {
            self.checkpoints.make_room();
            let slice = indexing::slice(&self.core, &self.index)?;
            self.checkpoints.note();
            if slice == Slice::Idle {
                break;
            }
            if count % SLICES_PER_WORD == 0
                && let Some(progress) = self.readers.reader()?.records().search_progress()?
            {
                tell(progress);
            }
        }
        Ok(())
    }

    /// Forgets the index of search and builds it anew, as by [`Writer::build_search`].
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn rebuild_search(&self, tell: &mut dyn FnMut(SearchProgress)) -> Result<(), StoreError> {
        self.local(|connection| {
            index::begin(connection)?;
            // Inside the writer's turn, so that no slice takes words for known that are gone.
            self.index.lock().unwrap_or_else(PoisonError::into_inner).forget();
            Ok(())
        })?;
        self.build_search(tell)
    }

    /// The bytes that the index of search takes in the database, for those who measure it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn search_bytes(&self) -> Result<u64, StoreError> {
        let index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        index.bytes()
    }
}
