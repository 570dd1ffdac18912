//! The answer to an exchange: hello, the batches that the asker lacks, and the end, each made when the
//! line takes it.

use std::collections::{BTreeSet, VecDeque};
use std::io;

use axum::body::Body;
use bytes::Bytes;
use journal::{DeviceNumber, Frontier};
use tokio::sync::mpsc::{self, Sender};
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use wire::limits::BATCHES_MAX;
use wire::{Batch, End, Frame, Hello, Outcome};

use super::admission::Place;
use super::exchange::Exchange;
use super::faults;
use super::files::Handing;
use crate::database::ShoreError;
use crate::limits::{ANSWER_BYTES_MAX, STALL_AT_MOST};

/// Frames that are made before the line has taken those before them.
const FRAMES_AHEAD: usize = 2;
/// The program as it names itself.
const PROGRAM: &str = concat!("celeste-shore ", env!("CARGO_PKG_VERSION"));

/// Why an answer broke off.
enum Broken {
    /// The connection is gone, or nothing was taken for so long that it was given up.
    Cut,
    /// The database failed.
    Fault(ShoreError),
}

impl From<ShoreError> for Broken {
    fn from(error: ShoreError) -> Self {
        Self::Fault(error)
    }
}

/// The body of the answer. It keeps the place of the exchange until it has ended.
pub(super) fn body(exchange: Exchange, place: Place) -> Body {
    let (frames, taken) = mpsc::channel(FRAMES_AHEAD);
    tokio::spawn(async move {
        let mut answer = Answer { exchange, frames };
        let outcome = match answer.send().await {
            Ok(()) => "",
            Err(Broken::Cut) => "cut",
            Err(Broken::Fault(error)) => answer.break_off(&error).await,
        };
        answer.exchange.note(outcome).await;
        drop(place);
    });
    Body::from_stream(ReceiverStream::new(taken))
}

struct Answer {
    exchange: Exchange,
    frames: Sender<io::Result<Bytes>>,
}

impl Answer {
    async fn send(&mut self) -> Result<(), Broken> {
        let own = self.exchange.gateway.database.frontier(self.exchange.vessel()).await?;
        let hello = self.hello(own.clone()).await?;
        self.put(Frame::Hello(hello)).await?;
        if self.exchange.asks() {
            return Ok(());
        }
        let (unreadable, acts_are_through) = self.send_batches(&own).await?;
        let absent = if acts_are_through {
            self.send_pieces().await?
        } else {
            Vec::new()
        };
        let end = self.end(unreadable, absent).await?;
        self.put(Frame::End(end)).await
    }

    async fn hello(&self, frontier: Frontier) -> Result<Hello, ShoreError> {
        let gateway = &self.exchange.gateway;
        let asker = &self.exchange.admitted.hello;
        let mut hello = Hello {
            protocol: wire::PROTOCOL,
            program: PROGRAM.to_owned(),
            vessel: asker.vessel,
            device: self.exchange.admitted.answering,
            answering: Some(asker.device),
            frontier,
            wall_at: gateway.outside.wall_ms(),
            ask: asker.ask,
            wants_sums: false,
            proof: None,
            knows_files: true,
        };
        gateway.database.sign_hello(&mut hello).await?;
        Ok(hello)
    }

    /// Sends what the asker lacks, as far as the bounds of one answer go. Returns why some of it could
    /// not be read (one chain that cannot be read keeps no other from travelling), and whether nothing is
    /// left for the next exchange.
    async fn send_batches(&mut self, own: &Frontier) -> Result<(Option<String>, bool), Broken> {
        let mut waiting = self.waiting(own);
        let mut unreadable = None;
        while let Some((device, after_seq)) = waiting.pop_front() {
            let tally = &self.exchange.tally;
            let is_full = tally.sent_batches >= BATCHES_MAX as u64 || tally.sent_bytes >= ANSWER_BYTES_MAX;
            if is_full || self.exchange.gateway.is_stopping() {
                return Ok((unreadable, false));
            }
            let vessel = self.exchange.vessel();
            match self
                .exchange
                .gateway
                .database
                .next_batch(vessel, device, after_seq)
                .await
            {
                Ok(Some(batch)) if batch.header.last_seq > after_seq => {
                    waiting.push_front((device, batch.header.last_seq));
                    self.put_batch(batch).await?;
                }
                Ok(_) => {}
                Err(error @ (ShoreError::Unreachable(_) | ShoreError::Full(_))) => return Err(error.into()),
                Err(error) => {
                    tracing::error!(%vessel, %device, error = %faults::chain(&error), "a chain cannot be handed out");
                    unreadable = Some(format!("The entries of device {device} cannot be handed out ashore."));
                }
            }
        }
        Ok((unreadable, true))
    }

    /// Sends pieces of the files that the asker lists, behind all batches. Returns the places in its list of
    /// those that are not here.
    async fn send_pieces(&mut self) -> Result<Vec<u64>, Broken> {
        let asked = self.exchange.end.as_ref().and_then(|end| end.files.as_ref());
        let Some(mut handing) = asked.map(Handing::of) else {
            return Ok(Vec::new());
        };
        let vessel = self.exchange.vessel();
        while !self.exchange.gateway.is_stopping()
            && let Some(piece) = handing.next(&self.exchange.gateway.database, vessel).await?
        {
            let size_bytes = piece.bytes.len() as u64;
            self.put(Frame::Piece(piece)).await?;
            self.exchange.tally.sent_file_bytes += size_bytes;
        }
        Ok(handing.absent)
    }

    /// The devices of which the asker lacks entries, with the last entry it holds.
    fn waiting(&self, own: &Frontier) -> VecDeque<(DeviceNumber, u64)> {
        let asker = &self.exchange.admitted.hello;
        let verdicts = self.exchange.end.iter().flat_map(|end| &end.verdicts);
        // It said of an earlier answer that it does not take these.
        let left_out: BTreeSet<DeviceNumber> = verdicts
            .filter(|verdict| {
                !matches!(verdict.outcome, Outcome::Stored { .. })
                    && asker.frontier.get(verdict.device) < verdict.last_seq
            })
            .map(|verdict| verdict.device)
            .collect();
        let mut waiting = VecDeque::new();
        for stamp in own.iter() {
            if !asker.frontier.contains(stamp) && !left_out.contains(&stamp.device) {
                waiting.push_back((stamp.device, asker.frontier.get(stamp.device)));
            } else if asker.wants_sums {
                // Two entries with one number show themselves so.
                waiting.push_back((stamp.device, stamp.seq - 1));
            }
        }
        waiting
    }

    async fn put_batch(&mut self, batch: Batch) -> Result<(), Broken> {
        let entries = batch.header.last_seq + 1 - batch.header.first_seq;
        self.put(Frame::Batch(batch)).await?;
        self.exchange.tally.sent_batches += 1;
        self.exchange.tally.sent_entries += entries;
        Ok(())
    }

    async fn end(&mut self, unreadable: Option<String>, absent: Vec<u64>) -> Result<End, ShoreError> {
        let asked = self.exchange.end.as_ref().and_then(|end| end.files.clone());
        let files = match asked {
            Some(asked) => Some(self.exchange.files_said(&asked, absent).await?),
            None => None,
        };
        let gateway = &self.exchange.gateway;
        let (database, vessel) = (&gateway.database, self.exchange.vessel());
        let wants_sums = self.exchange.admitted.hello.wants_sums;
        if wants_sums
            && let Some(asker) = &self.exchange.end
            && let Some(theirs) = &asker.sums
        {
            for (table, row) in database.mend(vessel, &asker.frontier, theirs).await? {
                tracing::error!(%vessel, table, %row, "a row differed from the entries and was rebuilt");
            }
        }
        let unsure = unreadable.or(database.unsure(vessel).await?);
        let standing = database.standing(vessel).await?;
        let mut end = End {
            frontier: standing.frontier,
            histories: Some(standing.histories),
            verdicts: std::mem::take(&mut self.exchange.verdicts),
            files,
            ..End::default()
        };
        end.digest = unsure.is_none().then_some(standing.digest);
        end.unsure = unsure;
        if wants_sums {
            let (frontier, sums) = database.sums(vessel).await?;
            end.sums = (frontier == end.frontier).then_some(sums);
        }
        Ok(end)
    }

    async fn put(&mut self, frame: Frame) -> Result<(), Broken> {
        let bytes = frame.encode();
        let size_bytes = bytes.len() as u64;
        let put = timeout(STALL_AT_MOST, self.frames.send(Ok(bytes.into()))).await;
        if !matches!(put, Ok(Ok(()))) {
            return Err(Broken::Cut);
        }
        self.exchange.tally.sent_bytes += size_bytes;
        Ok(())
    }

    /// Ends the body so that nobody takes it for a whole one.
    async fn break_off(&mut self, error: &ShoreError) -> &'static str {
        let refusal = faults::refusal(error, &self.exchange.gateway.metrics);
        let broken = io::Error::other(refusal.code.word());
        // Whoever listened may be gone; then there is nothing to end.
        let _ = timeout(STALL_AT_MOST, self.frames.send(Err(broken))).await;
        refusal.code.word()
    }
}
