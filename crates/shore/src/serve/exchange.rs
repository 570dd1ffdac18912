//! One exchange, up to the end of the request: frames are taken as they come, and each complete batch
//! is verified and committed before the next is looked at.
//!
//! The rules of an exchange stand in the `sync` crate (`exchange`), whose other side this is. Nothing
//! is locked while waiting for the network: the database takes the vessel's lock per batch.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use bytes::Bytes;
use journal::RowId;
use tokio::time::timeout;
use tokio_stream::StreamExt as _;
use wire::limits::BATCHES_MAX;
use wire::{Batch, BatchVerdict, End, Frame, FrameReader, Outcome, Refusal, RefusalCode};

use super::admission::Admitted;
use super::files::Taken;
use super::reply::Refused;
use super::{Gateway, faults};
use crate::limits::{REQUEST_BYTES_MAX, STALL_AT_MOST};

/// A request that was heard to its end: what the answer is made from.
pub(super) struct Exchange {
    pub(super) gateway: Arc<Gateway>,
    pub(super) admitted: Admitted,
    pub(super) end: Option<End>,
    pub(super) verdicts: Vec<BatchVerdict>,
    pub(super) tally: Tally,
    /// The database is gone or its disk is full: what comes now is refused without being tried.
    hindrance: Option<Refusal>,
    pub(super) files: Taken,
    /// By the monotonic clock and by the wall clock.
    pub(super) began_ms: u64,
    pub(super) began_at: i64,
}

/// What an exchange amounts to, for the log and the record of exchanges.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) received_bytes: u64,
    pub(super) received_batches: u64,
    pub(super) refused_batches: u64,
    pub(super) applied: u64,
    pub(super) held: u64,
    pub(super) parked: u64,
    pub(super) repeated: u64,
    pub(super) sent_bytes: u64,
    pub(super) sent_batches: u64,
    pub(super) sent_entries: u64,
    pub(super) received_files: u64,
    pub(super) received_file_bytes: u64,
    pub(super) sent_file_bytes: u64,
}

/// Why a request was not heard to its end.
pub(super) enum Unheard {
    /// It is refused.
    Refused(Refused),
    /// The connection broke off or stood still: nobody is there to be told.
    Cut,
}

impl From<Refused> for Unheard {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

/// Hears a request to its end.
pub(super) async fn hear(gateway: &Arc<Gateway>, body: Body) -> Result<Exchange, Unheard> {
    let mut pieces = Pieces {
        stream: body.into_data_stream(),
        reader: FrameReader::new(),
        received_bytes: 0,
    };
    let hello = match pieces.next().await? {
        Some(Frame::Hello(hello)) => hello,
        Some(_) => return Err(malformed("it does not begin with a hello").into()),
        None => return Err(malformed("it is empty").into()),
    };
    let admitted = gateway.admit(hello).await?;
    // A gateway whose database was restored learns here which of its own entries it lacks.
    let heard = gateway
        .database
        .hear(admitted.hello.vessel, &admitted.hello.frontier)
        .await;
    heard.map_err(|error| Refused::from(faults::refusal(&error, &gateway.metrics)))?;
    let mut exchange = Exchange {
        gateway: Arc::clone(gateway),
        admitted,
        end: None,
        verdicts: Vec::new(),
        tally: Tally::default(),
        hindrance: None,
        files: Taken::default(),
        began_ms: gateway.outside.monotonic_ms(),
        began_at: gateway.outside.wall_ms(),
    };
    let heard = exchange.hear_rest(&mut pieces).await;
    exchange.tally.received_bytes = pieces.received_bytes;
    match &heard {
        Ok(()) => return Ok(exchange),
        Err(Unheard::Refused(refused)) => exchange.note(refused.refusal.code.word()).await,
        Err(Unheard::Cut) => exchange.note("cut").await,
    }
    heard.map(|()| exchange)
}

impl Exchange {
    /// Whose entries.
    pub(super) fn vessel(&self) -> RowId {
        self.admitted.hello.vessel
    }

    /// Whether it only asks which entries are here.
    pub(super) fn asks(&self) -> bool {
        self.admitted.hello.ask
    }

    async fn hear_rest(&mut self, pieces: &mut Pieces) -> Result<(), Unheard> {
        while let Some(frame) = pieces.next().await? {
            if self.asks() || self.end.is_some() {
                return Err(malformed("more comes after its end").into());
            }
            match frame {
                Frame::Batch(batch) => self.take(&batch).await?,
                Frame::Piece(piece) => self.take_piece(&piece).await,
                Frame::End(end) => self.end = Some(end),
                Frame::Hello(_) => return Err(malformed("it greets twice").into()),
            }
        }
        if self.end.is_none() && !self.asks() {
            return Err(malformed("it was cut off").into());
        }
        Ok(())
    }

    /// Stores one batch, or says why not; either way the next one is heard.
    async fn take(&mut self, batch: &Batch) -> Result<(), Refused> {
        if self.verdicts.len() >= BATCHES_MAX {
            return Err(Refused::new(
                RefusalCode::TooMany,
                "The request holds too many batches.",
            ));
        }
        if self.gateway.is_stopping() {
            // What was stored stays; the workstation asks and goes on from there.
            return Err(Refusal::new(RefusalCode::Busy, "The gateway is being restarted.").into());
        }
        let outcome = match &self.hindrance {
            Some(refusal) => Outcome::Refused(refusal.clone()),
            None => self.store(batch).await,
        };
        self.count(&outcome);
        self.verdicts.push(BatchVerdict {
            device: batch.header.device,
            last_seq: batch.header.last_seq,
            outcome,
        });
        Ok(())
    }

    async fn store(&mut self, batch: &Batch) -> Outcome {
        let gateway = &self.gateway;
        let began_ms = gateway.outside.monotonic_ms();
        let now_ms = gateway.outside.wall_ms();
        let taken = gateway
            .database
            .receive(self.admitted.hello.vessel, batch, now_ms)
            .await;
        gateway.metrics.batch_took.add(gateway.since(began_ms));
        match taken {
            Ok(outcome) => outcome,
            Err(error) => {
                let refusal = faults::refusal(&error, &gateway.metrics);
                if matches!(refusal.code, RefusalCode::Full | RefusalCode::Busy) {
                    self.hindrance = Some(refusal.clone());
                }
                Outcome::Refused(refusal)
            }
        }
    }

    fn count(&mut self, outcome: &Outcome) {
        let (metrics, tally) = (&self.gateway.metrics, &mut self.tally);
        match outcome {
            Outcome::Stored {
                applied,
                held,
                parked,
                repeated,
            } => {
                tally.received_batches += 1;
                tally.applied += applied;
                tally.held += held;
                tally.parked += parked;
                tally.repeated += repeated;
                metrics.batches_stored.add_one();
                metrics.entries_applied.add(*applied);
                metrics.entries_held.add(*held);
                metrics.entries_parked.add(*parked);
                metrics.entries_repeated.add(*repeated);
            }
            Outcome::Fork { .. } => {
                tally.refused_batches += 1;
                metrics.forks.add_one();
            }
            Outcome::Refused(refusal) => {
                tally.refused_batches += 1;
                metrics.batches_refused.add_one();
                metrics.refused(refusal.code);
            }
        }
    }
}

/// The body, put together to frames.
struct Pieces {
    stream: BodyDataStream,
    reader: FrameReader,
    received_bytes: u64,
}

impl Pieces {
    /// The next frame; none at a clean end.
    async fn next(&mut self) -> Result<Option<Frame>, Unheard> {
        loop {
            if let Some(frame) = self
                .reader
                .next()
                .map_err(|error| Refused::from(Refusal::from(&error)))?
            {
                return Ok(Some(frame));
            }
            match self.piece(STALL_AT_MOST).await? {
                Some(piece) => self.reader.push(&piece),
                None if self.reader.is_empty() => return Ok(None),
                None => return Err(malformed("it was cut off").into()),
            }
        }
    }

    async fn piece(&mut self, stall_at_most: Duration) -> Result<Option<Bytes>, Unheard> {
        let piece = match timeout(stall_at_most, self.stream.next()).await {
            Err(_) | Ok(Some(Err(_))) => return Err(Unheard::Cut),
            Ok(None) => return Ok(None),
            Ok(Some(Ok(piece))) => piece,
        };
        let size_bytes = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        self.received_bytes = self.received_bytes.saturating_add(size_bytes);
        if self.received_bytes > REQUEST_BYTES_MAX {
            let message = format!("The request has more than {REQUEST_BYTES_MAX} bytes.");
            return Err(Refused::new(RefusalCode::TooLarge, message).into());
        }
        Ok(Some(piece))
    }
}

fn malformed(what: &str) -> Refused {
    Refused::new(RefusalCode::Malformed, format!("The request cannot be read: {what}."))
}
