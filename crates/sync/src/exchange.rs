//! The side that asks, as a state machine without I/O.
//!
//! The rules of one exchange, for both sides ([`crate::answer`] is the other one; the shore's gateway
//! keeps to the same):
//!
//! 1. The request is a hello, batches, and an end; the answer likewise. The answer begins after the
//!    request has ended. Each batch is verified and stored, durably, as it arrives.
//! 2. A hello that only asks is the whole request, and may leave open whom it speaks to; its answer is
//!    a hello. Any other hello names the device it speaks to, so that nobody can pass it on.
//! 3. A hello carries the proof of its device's key. One of another vessel, of a device that is unknown
//!    or closed, or of a newer protocol is refused, and nothing of the request is stored.
//! 4. Batches are what the other side lacks: beyond what it was last heard to hold, in the request;
//!    beyond the request's hello, in the answer. After a cut nothing counts as heard, and the next
//!    exchange asks first.
//! 5. A batch that is not taken gets its verdict and keeps no other from being taken. The end of a
//!    request names, as verdicts, batches of earlier answers that were not taken; the answer leaves out
//!    those devices beyond what the asker holds.
//! 6. An end tells what its side holds then, one hash over where the histories in it end, and the digest
//!    of its tables unless it is unsure of it. Where frontiers are equal and one of both differs, the
//!    next hello wants sums: the request's end
//!    carries the asker's, both sides send the last entry of every device again (two entries with one
//!    number show so), each side compares and rebuilds its own rows, and the answer's end carries the
//!    sums of what stands then.
//! 7. Pieces of files stand behind the batches; their rules stand at [`crate::files`].
//! 8. Both directions are bounded in bytes and batches. Who finds that more is to be had begins the next
//!    exchange.

use journal::RowId;
use wire::{Batch, BatchVerdict, End, Frame, FrameReader, Header, Hello, RefusalCode, WireError};

use crate::compare;
use crate::engine::Begin;
use crate::failure::Failure;
use crate::files::Asking;
use crate::memory::{self, Memory};
use crate::outcome::{Answered, Comparison, Counts, Outcome};
use crate::sending::Sending;
use crate::shelf::{Caller, Shelf, ShelfError};

/// Who speaks, as far as the shelf does not know it.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// The program and its version.
    pub program: String,
    /// Its wall clock, milliseconds UTC.
    pub wall_at: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Hello,
    Batches,
    Pieces,
    Sent,
}

/// One exchange, seen from the side that asks.
#[derive(Debug)]
pub struct Exchange {
    begin: Begin,
    speaker: Speaker,
    memory: Memory,
    vessel: RowId,
    stage: Stage,
    sending: Option<Sending>,
    sent: Vec<Header>,
    reader: FrameReader,
    heard: Option<Hello>,
    end: Option<End>,
    counts: (Counts, Counts),
    files: Asking,
}

impl Exchange {
    /// Begins what the engine asked for, with what is remembered of the peer.
    ///
    /// # Errors
    /// When the shelf cannot be read.
    pub fn begin(
        shelf: &(impl Shelf + ?Sized),
        mut begin: Begin,
        mut memory: Memory,
        speaker: Speaker,
    ) -> Result<Self, ShelfError> {
        if begin.offers_refused {
            memory.forget_refused();
        }
        memory.forget_known(|device| matches!(shelf.caller(device), Ok(Caller::Known { .. })));
        if memory.device.is_none() {
            // Rule 2: whoever does not know whom it speaks to asks first.
            begin.beyond = None;
        }
        Ok(Self {
            vessel: shelf.vessel()?,
            files: Asking::new(begin.files),
            begin,
            speaker,
            memory,
            stage: Stage::Hello,
            sending: None,
            sent: Vec::new(),
            reader: FrameReader::new(),
            heard: None,
            end: None,
            counts: Default::default(),
        })
    }

    /// The next bytes of the request, a frame at a time; none when it is complete.
    ///
    /// # Errors
    /// When the shelf cannot be read.
    pub fn next_bytes(&mut self, shelf: &(impl Shelf + ?Sized)) -> Result<Option<Vec<u8>>, ShelfError> {
        let frame = match self.stage {
            Stage::Hello => self.hello(shelf)?,
            Stage::Batches => match self.next_batch(shelf) {
                Some(batch) => Frame::Batch(batch),
                None => self.next_piece(shelf)?,
            },
            Stage::Pieces => self.next_piece(shelf)?,
            Stage::Sent => return Ok(None),
        };
        let bytes = frame.encode();
        self.counts.0.bytes += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// Whether a complete answer has been received; then [`Exchange::finish`] is due.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        match self.begin.beyond {
            None => self.heard.is_some(),
            Some(_) => self.end.is_some(),
        }
    }

    /// Takes the next bytes of the answer, cut anywhere; whole batches are stored at once.
    ///
    /// # Errors
    /// What ends the exchange: the answer is not sound, the bytes given are used up, or this side cannot
    /// store. What arrived before stays.
    pub fn receive(&mut self, shelf: &(impl Shelf + ?Sized), bytes: &[u8]) -> Result<(), Failure> {
        self.counts.1.bytes += bytes.len() as u64;
        self.reader.push(bytes);
        while let Some(frame) = self.reader.next().map_err(|error| garbled(&error))? {
            self.take(shelf, frame)?;
        }
        let (sent, received) = self.counts;
        let is_used_up = |max| sent.bytes + received.bytes > max;
        if !self.is_complete() && self.begin.bytes_max.is_some_and(is_used_up) {
            return Err(Failure::BudgetReached);
        }
        Ok(())
    }

    /// Ends the exchange: cleanly, when the answer's stream ended, or by a failure. Returns what came of
    /// it and what is remembered of the peer.
    pub fn finish(mut self, shelf: &(impl Shelf + ?Sized), ended: Result<(), Failure>) -> (Outcome, Memory) {
        let said = self.end.as_ref().and_then(|end| end.files.clone());
        let result = ended.and_then(|()| self.result(shelf));
        let files = std::mem::take(&mut self.files);
        let memory = &mut self.memory.files;
        let files = match (&result, shelf.files()) {
            (Ok(Answered::Exchanged { .. }), Some(here)) => files.hear(here, said.as_ref(), memory),
            _ => {
                files.broke_off(memory);
                None
            }
        };
        let outcome = Outcome {
            sent: self.counts.0,
            received: self.counts.1,
            result,
            files: files.map(Box::new),
        };
        (outcome, self.memory)
    }

    fn hello(&mut self, shelf: &(impl Shelf + ?Sized)) -> Result<Frame, ShelfError> {
        let own = shelf.frontier()?;
        let mut hello = Hello {
            protocol: wire::PROTOCOL,
            program: self.speaker.program.clone(),
            vessel: self.vessel,
            device: shelf.device()?,
            answering: self.begin.beyond.as_ref().and(self.memory.device),
            frontier: own.clone(),
            wall_at: self.speaker.wall_at,
            ask: self.begin.beyond.is_none(),
            wants_sums: self.begin.wants_sums,
            proof: None,
            knows_files: shelf.files().is_some(),
        };
        shelf.sign_hello(&mut hello)?;
        self.stage = Stage::Sent;
        if let Some(beyond) = &self.begin.beyond {
            self.stage = Stage::Batches;
            let without = self.memory.held_back(beyond);
            let sending = Sending::beyond(&own, beyond, &without, self.begin.request_bytes_max)
                .again_from(&own, &self.memory.searched_from);
            self.sending = Some(if self.begin.wants_sums {
                sending.with_last_entries(&own)
            } else {
                sending
            });
        }
        Ok(Frame::Hello(hello))
    }

    fn next_batch(&mut self, shelf: &(impl Shelf + ?Sized)) -> Option<Batch> {
        let batch = self.sending.as_mut()?.next(shelf)?;
        self.sent.push(batch.header);
        Some(batch)
    }

    fn next_piece(&mut self, shelf: &(impl Shelf + ?Sized)) -> Result<Frame, ShelfError> {
        self.stage = Stage::Pieces;
        let piece = match shelf.files() {
            Some(files) => self.files.next_piece(files, &self.memory.files)?,
            None => None,
        };
        match piece {
            Some(piece) => Ok(Frame::Piece(piece)),
            None => self.end_of_request(shelf),
        }
    }

    fn end_of_request(&mut self, shelf: &(impl Shelf + ?Sized)) -> Result<Frame, ShelfError> {
        self.stage = Stage::Sent;
        let standing = shelf.standing()?;
        let unreadable = self.sending.as_ref().and_then(|sending| sending.unreadable.clone());
        let mut end = End {
            frontier: standing.frontier,
            histories: Some(standing.histories),
            verdicts: self.memory.verdicts(),
            ..End::default()
        };
        match standing.digest {
            Ok(root) => end.digest = Some(root),
            Err(why) => end.unsure = Some(why),
        }
        end.unsure = unreadable.or(end.unsure);
        if let Some(files) = shelf.files() {
            end.files = self.files.said(files, &self.memory.files)?;
        }
        if self.begin.wants_sums {
            let sums = shelf.sums()?;
            (end.frontier, end.sums) = (sums.frontier, Some(sums.columns));
        }
        Ok(Frame::End(end))
    }

    fn take(&mut self, shelf: &(impl Shelf + ?Sized), frame: Frame) -> Result<(), Failure> {
        let asks = self.begin.beyond.is_none();
        match frame {
            Frame::Hello(hello) if self.heard.is_none() => self.greet(hello),
            Frame::Batch(batch) if self.heard.is_some() && self.end.is_none() && !asks => self.store(shelf, &batch),
            Frame::Piece(piece) if self.heard.is_some() && self.end.is_none() && !asks => {
                if let Some(files) = shelf.files() {
                    self.files.take(files, &piece);
                }
                Ok(())
            }
            Frame::End(end) if self.heard.is_some() && self.end.is_none() && !asks => {
                self.end = Some(end);
                Ok(())
            }
            _ => Err(Failure::Garbled("its frames come in the wrong order".to_owned())),
        }
    }

    fn greet(&mut self, hello: Hello) -> Result<(), Failure> {
        if hello.vessel != self.vessel {
            let message = "it holds the records of another vessel";
            return Err(Failure::Refused(wire::Refusal::new(RefusalCode::WrongVessel, message)));
        }
        if self.begin.beyond.is_some() && self.memory.device != Some(hello.device) {
            // Somebody else stands there now: the next exchange asks who.
            self.memory.device = None;
            return Err(Failure::Garbled("another device answers than was asked".to_owned()));
        }
        self.memory.device = Some(hello.device);
        self.memory.files.knows = Some(hello.knows_files);
        self.heard = Some(hello);
        Ok(())
    }

    fn store(&mut self, shelf: &(impl Shelf + ?Sized), batch: &Batch) -> Result<(), Failure> {
        let outcome = shelf.take(batch).map_err(|error| here(&error))?;
        self.memory.said_here(&batch.header, &outcome);
        count(&mut self.counts.1, &outcome);
        Ok(())
    }

    fn result(&mut self, shelf: &(impl Shelf + ?Sized)) -> Result<Answered, Failure> {
        if self.begin.beyond.is_none() {
            let hello = self.heard.take().ok_or(Failure::Cut)?;
            return Ok(Answered::Asked { peer: hello.frontier });
        }
        let end = self.end.take().ok_or(Failure::Cut)?;
        let of_the_moment = self.hear_verdicts(shelf, &end.verdicts)?;
        let standing = shelf.standing().map_err(|error| here(&error))?;
        let closed = shelf.closed().map_err(|error| here(&error))?;
        let is_equal = standing
            .frontier
            .counts_as(&end.frontier, |device| closed.get(&device).copied());
        let is_parted = end.histories.is_some_and(|theirs| theirs != standing.histories);
        let comparison = match is_equal {
            true if is_parted => Comparison::Parted,
            true => compared(shelf, standing.digest.ok(), &end, self.begin.wants_sums)?,
            false => Comparison::None,
        };
        Ok(Answered::Exchanged {
            is_equal: is_equal && !is_parted,
            own: standing.frontier,
            peer: end.frontier,
            comparison,
            refused: of_the_moment.or_else(|| self.memory.failure(&closed)),
        })
    }

    /// Notes what became of the batches sent; a refusal that is of the moment is returned.
    fn hear_verdicts(
        &mut self,
        shelf: &(impl Shelf + ?Sized),
        verdicts: &[BatchVerdict],
    ) -> Result<Option<Failure>, Failure> {
        let mut of_the_moment = None;
        for (header, verdict) in self.sent.iter().zip(verdicts) {
            if (header.device, header.last_seq) != (verdict.device, verdict.last_seq) {
                break;
            }
            count(&mut self.counts.0, &verdict.outcome);
            if let Some(seq) = self.memory.said_there(header, &verdict.outcome) {
                shelf.note_fork(header.device, seq).map_err(|error| here(&error))?;
            }
            if let wire::Outcome::Refused(refusal) = &verdict.outcome
                && !memory::is_lasting(&verdict.outcome)
                && refusal.code != RefusalCode::Gap
            {
                of_the_moment = Some(Failure::Refused(refusal.clone()));
            }
        }
        Ok(of_the_moment)
    }
}

/// What comes of comparing the tables at equal frontiers. A side that is not sure of its own is worth a
/// look too: entries that still wait though both hold the same may do so because of a fork.
fn compared(
    shelf: &(impl Shelf + ?Sized),
    digest: Option<journal::DigestRoot>,
    end: &End,
    is_look: bool,
) -> Result<Comparison, Failure> {
    let (Some(ours), Some(theirs)) = (digest, end.digest) else {
        return Ok(if is_look {
            Comparison::None
        } else {
            Comparison::Differs { columns: Vec::new() }
        });
    };
    if ours == theirs {
        return Ok(Comparison::Same);
    }
    let Some(sums) = &end.sums else {
        return Ok(Comparison::Differs { columns: Vec::new() });
    };
    let columns = compare::mend(shelf, &end.frontier, sums).map_err(|error| here(&error))?;
    if columns.is_empty() {
        return Ok(Comparison::Same);
    }
    Ok(Comparison::Differs { columns })
}

pub(crate) fn count(counts: &mut Counts, outcome: &wire::Outcome) {
    if let wire::Outcome::Stored {
        applied, held, parked, ..
    } = outcome
    {
        counts.batches += 1;
        counts.entries += applied + held + parked;
    }
}

fn here(error: &ShelfError) -> Failure {
    Failure::Here(error.to_string())
}

fn garbled(error: &WireError) -> Failure {
    match error.code() {
        RefusalCode::NewerProtocol => Failure::Refused(error.into()),
        _ => Failure::Garbled(error.to_string()),
    }
}
