//! When the rows are held against the sums that are kept of them: after a program ended without letting
//! go of the replica, and every week.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::schema::Row;
use domain::tables::{Movement, Posting};
use journal::digest;
use rusqlite::Connection;

use super::Writer;
use crate::audit::MendedRow;
use crate::error::StoreError;
use crate::spend;
use crate::spend::checking::SpendDifference;
use crate::stock;
use crate::stock::checking::{self, StockDifference};

/// The longest that the sums are believed without being held against the rows.
const CHECK_INTERVAL_MS: i64 = 7 * 24 * 60 * 60 * 1_000;

/// What a check of the sums came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SumsCheck {
    /// Tables and columns whose rows did not add up to the sums kept, by their numbers.
    pub columns: Vec<(u16, u16)>,
    /// The rows that were rebuilt. None where the rows were right and the sums were not.
    pub mended: Vec<MendedRow>,
    /// What was kept of the ledger of stores and did not follow from it; it was written anew.
    pub stock: Vec<StockDifference>,
    /// What was kept as counted of spend and did not follow from its rows; it was written anew.
    pub spend: Vec<SpendDifference>,
}

impl Writer {
    /// Whether the rows are to be held against the sums now: the replica was not let go of properly when
    /// it was last open, the week is over, or they never were.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn is_check_due(&self, now_ms: i64) -> Result<bool, StoreError> {
        if self.ended_badly.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let reader = self.readers.reader()?;
        let checked_at: Option<i64> = reader
            .records()
            .optional("SELECT checked_at FROM upkeep WHERE checked_at IS NOT NULL", [])?;
        // A clock that was put back makes it due as well.
        Ok(checked_at.is_none_or(|checked_at| !(0..CHECK_INTERVAL_MS).contains(&now_ms.saturating_sub(checked_at))))
    }

    /// Holds the rows against the sums kept of them, on a snapshot beside the writer; where they differ,
    /// the rows are held against the entries and rebuilt as by [`Writer::mend`]. Then what is kept as on
    /// hand is held against the ledger, and written anew where it differs.
    ///
    /// Meant for a thread of its own: it reads every row.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] when `cancel` was set; or when the replica cannot be read or written.
    pub fn check_sums(&self, now_ms: i64, cancel: &Arc<AtomicBool>) -> Result<SumsCheck, StoreError> {
        let columns = {
            let reader = self.readers.reader()?;
            let records = reader.records();
            digest::differing(&records.column_sums()?, &records.column_sums_of_rows(cancel)?)
        };
        let mended = match columns.is_empty() {
            true => Vec::new(),
            false => self.mend(&columns, now_ms, cancel)?,
        };
        let stock = self.check_stock()?;
        let spend = self.check_spend()?;
        self.local(|connection| {
            connection.execute("UPDATE upkeep SET checked_at = ?1", [now_ms])?;
            Ok(())
        })?;
        self.ended_badly.store(false, Ordering::Relaxed);
        Ok(SumsCheck {
            columns,
            mended,
            stock,
            spend,
        })
    }

    /// Holds what is kept as on hand against the ledger, and writes it anew where it differs.
    fn check_stock(&self) -> Result<Vec<StockDifference>, StoreError> {
        let found = checking::differing(self.readers.reader()?.records().connection)?;
        if found.is_empty() {
            return Ok(found);
        }
        for difference in &found {
            tracing::warn!(%difference, "not what the ledger makes it; it was written anew");
        }
        self.rebuild(|connection| {
            stock::rebuild(connection)?;
            Ok(((), vec![Movement::TABLE.name]))
        })?;
        Ok(found)
    }

    /// Holds what is kept as counted of spend against its rows, and writes it anew where it differs.
    fn check_spend(&self) -> Result<Vec<SpendDifference>, StoreError> {
        let found = spend::checking::differing(self.readers.reader()?.records().connection)?;
        if found.is_empty() {
            return Ok(found);
        }
        for difference in &found {
            tracing::warn!(%difference, "it was written anew");
        }
        self.rebuild(|connection| {
            spend::keeping::rebuild(connection)?;
            Ok(((), vec![Posting::TABLE.name]))
        })?;
        Ok(found)
    }

    /// Notes that the replica is let go of properly, unless it is to be checked still. Dropping the writer
    /// does so too; a program whose end drops nothing says it.
    pub fn note_end(&self) {
        if self.ended_badly.load(Ordering::Relaxed) {
            return;
        }
        let noted = self.local(|connection| {
            connection.execute("UPDATE upkeep SET is_open = 0", [])?;
            Ok(())
        });
        if let Err(error) = noted {
            tracing::warn!(%error, "the end could not be noted; the next start checks the rows");
        }
    }
}

/// Notes that the replica is open. Returns whether it was not let go of properly before.
pub(super) fn note_begin(connection: &Connection) -> bool {
    let noted = connection
        .query_row("SELECT is_open FROM upkeep", [], |row| row.get(0))
        .and_then(|was_open: bool| {
            // Where it stands already, nothing is written.
            connection.execute("UPDATE upkeep SET is_open = 1 WHERE NOT is_open", [])?;
            Ok(was_open)
        });
    noted.unwrap_or_else(|error| {
        // A replica on a full disk is opened all the same; it is checked when that is possible.
        tracing::warn!(%error, "the start could not be noted; the rows are to be checked");
        true
    })
}
