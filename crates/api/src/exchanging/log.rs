//! The log of exchanges, for people.

use super::names::PeerNames;
use crate::error::Error;
use crate::program::Program;
use crate::views::{WINDOW_ROWS_MAX, Window, WindowArgs};
use domain::facts::Facts;
use domain::time::Instant;
use serde::Serialize;
use std::collections::HashMap;
use store::LoggedExchange;
use ts_rs::TS;

/// One exchange that is over, well or not.
#[derive(Debug, Serialize, TS)]
pub struct ExchangeLine {
    /// Higher ones came later.
    pub id: i64,
    /// The link.
    pub peer: i64,
    /// What people call its other side.
    pub peer_name: String,
    /// When it began.
    pub began_at: Instant,
    /// When it ended.
    pub ended_at: Instant,
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
    /// `done`, `asked` or `failed`.
    pub outcome: String,
    /// What went wrong, as one word.
    pub code: Option<String>,
    /// What went wrong, for the person.
    pub sentence: Option<String>,
}

impl Program {
    /// Exchanges, newest first; the filter `peer` names links.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn exchange_log(&self, args: &WindowArgs) -> Result<Window<ExchangeLine>, Error> {
        self.signed_in()?;
        let wanted: Option<i64> = args
            .filters
            .get("peer")
            .and_then(|words| words.first())
            .and_then(|word| word.parse().ok());
        self.reading(|records| {
            let spoken = PeerNames::of(&Facts::new(records))?;
            let peers = records.peers()?;
            let names: HashMap<i64, String> = peers.iter().map(|peer| (peer.id, spoken.name(peer))).collect();
            let limit = args.limit.unwrap_or(WINDOW_ROWS_MAX).min(WINDOW_ROWS_MAX);
            let (total, logged) = records.exchanges(wanted, args.offset, limit)?;
            let rows = logged.into_iter().map(|logged| line(logged, &names)).collect();
            Ok(Window { total, rows })
        })
    }
}

fn line(logged: LoggedExchange, names: &HashMap<i64, String>) -> ExchangeLine {
    let exchange = logged.exchange;
    let removed = || "a link that was removed".to_owned();
    ExchangeLine {
        id: logged.id,
        peer: exchange.peer,
        peer_name: names.get(&exchange.peer).cloned().unwrap_or_else(removed),
        began_at: Instant::from_millis(exchange.began_at),
        ended_at: Instant::from_millis(exchange.ended_at),
        bytes_up: exchange.bytes_up,
        bytes_down: exchange.bytes_down,
        round_trips: exchange.round_trips,
        batches: exchange.batches,
        entries: exchange.entries,
        outcome: exchange.outcome,
        code: exchange.code,
        sentence: exchange.sentence,
    }
}
