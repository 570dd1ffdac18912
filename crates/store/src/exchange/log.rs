//! The log of exchanges, for people.

use crate::error::StoreError;
use crate::records::Records;
use crate::writer::Writer;

/// Exchanges kept; the oldest give way. With the shore that is a month, aboard three days.
pub const EXCHANGES_KEPT: usize = 10_000;

/// One exchange that is over, well or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// With whom.
    pub peer: i64,
    /// When it began, milliseconds UTC.
    pub began_at: i64,
    /// When it ended.
    pub ended_at: i64,
    /// Bytes sent.
    pub bytes_up: u64,
    /// Bytes received.
    pub bytes_down: u64,
    /// Requests that were answered.
    pub round_trips: u64,
    /// Batches, both ways.
    pub batches: u64,
    /// Entries in them.
    pub entries: u64,
    /// How it ended, as one word.
    pub outcome: String,
    /// What went wrong, as one word.
    pub code: Option<String>,
    /// What went wrong, for the person.
    pub sentence: Option<String>,
}

/// An exchange with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedExchange {
    /// Higher ones came later.
    pub id: i64,
    /// The exchange.
    pub exchange: Exchange,
}

impl Records<'_> {
    /// A window of the log of exchanges, newest first, with one peer or with all; and how many there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn exchanges(
        &self,
        peer: Option<i64>,
        offset: usize,
        limit: usize,
    ) -> Result<(u64, Vec<LoggedExchange>), StoreError> {
        let sql = "SELECT count(*) FROM exchanges WHERE ?1 IS NULL OR peer_id = ?1";
        let total: i64 = self
            .connection
            .prepare_cached(sql)?
            .query_row([peer], |row| row.get(0))?;
        let sql = "SELECT id, peer_id, began_at, ended_at, bytes_up, bytes_down, round_trips, batches, entries, \
                   outcome, code, sentence FROM exchanges WHERE ?1 IS NULL OR peer_id = ?1 ORDER BY id DESC \
                   LIMIT ?2 OFFSET ?3";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let limit = limit.min(EXCHANGES_KEPT) as i64;
        let logged = prepared.query_map((peer, limit, offset.min(EXCHANGES_KEPT) as i64), |row| {
            let count = |at: usize| Ok::<u64, rusqlite::Error>(row.get::<_, i64>(at)?.cast_unsigned());
            Ok(LoggedExchange {
                id: row.get(0)?,
                exchange: Exchange {
                    peer: row.get(1)?,
                    began_at: row.get(2)?,
                    ended_at: row.get(3)?,
                    bytes_up: count(4)?,
                    bytes_down: count(5)?,
                    round_trips: count(6)?,
                    batches: count(7)?,
                    entries: count(8)?,
                    outcome: row.get(9)?,
                    code: row.get(10)?,
                    sentence: row.get(11)?,
                },
            })
        })?;
        Ok((total.cast_unsigned(), logged.collect::<Result<_, _>>()?))
    }
}

impl Writer {
    /// Adds an exchange to the log.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn log_exchange(&self, exchange: &Exchange) -> Result<(), StoreError> {
        self.local(|connection| {
            let sql = "INSERT INTO exchanges (peer_id, began_at, ended_at, bytes_up, bytes_down, round_trips, batches, \
                       entries, outcome, code, sentence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
            connection.prepare_cached(sql)?.execute((
                exchange.peer,
                exchange.began_at,
                exchange.ended_at,
                exchange.bytes_up.cast_signed(),
                exchange.bytes_down.cast_signed(),
                exchange.round_trips.cast_signed(),
                exchange.batches.cast_signed(),
                exchange.entries.cast_signed(),
                &exchange.outcome,
                &exchange.code,
                &exchange.sentence,
            ))?;
            let oldest_kept = connection.last_insert_rowid() - EXCHANGES_KEPT as i64;
            connection
                .prepare_cached("DELETE FROM exchanges WHERE id <= ?1")?
                .execute([oldest_kept])?;
            Ok(())
        })
    }
}
