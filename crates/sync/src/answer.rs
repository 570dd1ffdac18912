//! The side that is asked, as a state machine without I/O. The rules of one exchange stand at
//! [`crate::exchange`].

use std::collections::BTreeSet;

use journal::{DeviceNumber, RowId};
use wire::{Batch, BatchVerdict, End, Frame, FrameReader, Hello, Refusal, RefusalCode};

use crate::compare;
use crate::exchange::{Speaker, count};
use crate::files::Answering;
use crate::outcome::Counts;
use crate::policy;
use crate::sending::Sending;
use crate::shelf::{Caller, Shelf, ShelfError};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Receiving,
    Hello,
    Batches,
    Pieces,
    Sent,
}

/// One exchange, seen from the side that is asked.
#[derive(Debug)]
pub struct Answer {
    speaker: Speaker,
    stage: Stage,
    reader: FrameReader,
    hello: Option<Hello>,
    end: Option<End>,
    verdicts: Vec<BatchVerdict>,
    /// The disk takes no more: what comes now is refused without being tried.
    full: Option<Refusal>,
    sending: Option<Sending>,
    counts: (Counts, Counts),
    files: Answering,
}

/// What the log of the side that is asked keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Who asked.
    pub device: DeviceNumber,
    /// With which program.
    pub program: String,
    /// What its wall clock showed, milliseconds UTC.
    pub wall_at: i64,
    /// What it held in the end, as far as it said.
    pub frontier: journal::Frontier,
    /// What was sent to it, taken there or not.
    pub sent: Counts,
    /// What was received and stored.
    pub received: Counts,
}

impl Answer {
    /// Waits for a request.
    #[must_use]
    pub fn new(speaker: Speaker) -> Self {
        Self {
            speaker,
            stage: Stage::Receiving,
            reader: FrameReader::new(),
            hello: None,
            end: None,
            verdicts: Vec::new(),
            full: None,
            sending: None,
            counts: Default::default(),
            files: Answering::default(),
        }
    }

    /// Takes the next bytes of the request, cut anywhere; whole batches are stored at once.
    ///
    /// # Errors
    /// Why the request is refused as a whole from here on. What was stored before stays.
    pub fn receive(&mut self, shelf: &(impl Shelf + ?Sized), bytes: &[u8]) -> Result<(), Refusal> {
        self.counts.1.bytes += bytes.len() as u64;
        self.reader.push(bytes);
        while let Some(frame) = self.reader.next().map_err(|error| Refusal::from(&error))? {
            match frame {
                Frame::Hello(hello) if self.hello.is_none() => self.greet(shelf, hello)?,
                Frame::Batch(batch) if self.takes_batches() => self.store(shelf, &batch)?,
                Frame::Piece(piece) if self.takes_batches() => {
                    if let Some(files) = shelf.files() {
                        self.files.take(files, &piece);
                    }
                }
                Frame::End(end) if self.takes_batches() => self.end = Some(end),
                _ => return Err(malformed("its frames come in the wrong order")),
            }
        }
        Ok(())
    }

    /// The request's stream has ended: the answer may begin.
    ///
    /// # Errors
    /// When the request is not complete.
    pub fn request_ended(&mut self) -> Result<(), Refusal> {
        let asks = self.hello.as_ref().is_some_and(|hello| hello.ask);
        if !self.reader.is_empty() || (self.end.is_none() && !asks) {
            return Err(malformed("it was cut off"));
        }
        self.stage = Stage::Hello;
        Ok(())
    }

    /// The next bytes of the answer, a frame at a time; none when it is complete.
    ///
    /// # Errors
    /// When the shelf cannot be read; the answer is broken off then.
    pub fn next_bytes(&mut self, shelf: &(impl Shelf + ?Sized)) -> Result<Option<Vec<u8>>, ShelfError> {
        let frame = match self.stage {
            Stage::Receiving | Stage::Sent => return Ok(None),
            Stage::Hello => self.hello(shelf)?,
            Stage::Batches => match self.sending.as_mut().and_then(|sending| sending.next(shelf)) {
                Some(batch) => {
                    // Whoever asked sends no verdict on it; what it lacks still it asks for again.
                    self.counts.0.batches += 1;
                    self.counts.0.entries += batch.header.last_seq - batch.header.first_seq + 1;
                    Frame::Batch(batch)
                }
                None => self.next_piece(shelf)?,
            },
            Stage::Pieces => self.next_piece(shelf)?,
        };
        let bytes = frame.encode();
        self.counts.0.bytes += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// What the log keeps; none of a request that was refused before its hello was believed.
    #[must_use]
    pub fn heard(&self) -> Option<Heard> {
        let hello = self.hello.as_ref()?;
        let frontier = self.end.as_ref().map_or(&hello.frontier, |end| &end.frontier);
        Some(Heard {
            device: hello.device,
            program: hello.program.clone(),
            wall_at: hello.wall_at,
            frontier: frontier.clone(),
            sent: self.counts.0,
            received: self.counts.1,
        })
    }

    fn takes_batches(&self) -> bool {
        self.hello.as_ref().is_some_and(|hello| !hello.ask) && self.end.is_none()
    }

    fn greet(&mut self, shelf: &(impl Shelf + ?Sized), hello: Hello) -> Result<(), Refusal> {
        if hello.protocol > wire::PROTOCOL {
            let message = "This side speaks an older protocol; update the program here.";
            return Err(Refusal::new(RefusalCode::NewerProtocol, message));
        }
        let (vessel, device) = (shelf.vessel().map_err(fault)?, shelf.device().map_err(fault)?);
        let caller = shelf.caller(hello.device).map_err(fault)?;
        admit(&hello, vessel, device, caller)?;
        self.hello = Some(hello);
        Ok(())
    }

    fn store(&mut self, shelf: &(impl Shelf + ?Sized), batch: &Batch) -> Result<(), Refusal> {
        if self.verdicts.len() >= wire::limits::BATCHES_MAX {
            return Err(Refusal::new(
                RefusalCode::TooMany,
                "The request holds too many batches.",
            ));
        }
        let outcome = match &self.full {
            Some(refusal) => wire::Outcome::Refused(refusal.clone()),
            None => shelf.take(batch).unwrap_or_else(|error| {
                let refusal = fault(error);
                self.full = Some(refusal.clone());
                wire::Outcome::Refused(refusal)
            }),
        };
        count(&mut self.counts.1, &outcome);
        self.verdicts.push(BatchVerdict {
            device: batch.header.device,
            last_seq: batch.header.last_seq,
            outcome,
        });
        Ok(())
    }

    fn hello(&mut self, shelf: &(impl Shelf + ?Sized)) -> Result<Frame, ShelfError> {
        let own = shelf.frontier()?;
        let asker = self.hello.as_ref();
        let asks = asker.is_none_or(|hello| hello.ask);
        let mut hello = Hello {
            protocol: wire::PROTOCOL,
            program: self.speaker.program.clone(),
            vessel: shelf.vessel()?,
            device: shelf.device()?,
            answering: asker.map(|hello| hello.device),
            frontier: own.clone(),
            wall_at: self.speaker.wall_at,
            ask: asks,
            wants_sums: false,
            proof: None,
            knows_files: shelf.files().is_some(),
        };
        shelf.sign_hello(&mut hello)?;
        self.stage = if asks { Stage::Sent } else { Stage::Batches };
        if let (Some(asker), Some(end)) = (asker, &self.end) {
            let is_left_out = |verdict: &&BatchVerdict| {
                !matches!(verdict.outcome, wire::Outcome::Stored { .. })
                    && asker.frontier.get(verdict.device) < verdict.last_seq
            };
            let left_out = end.verdicts.iter().filter(is_left_out);
            let without: BTreeSet<DeviceNumber> = left_out.map(|verdict| verdict.device).collect();
            let sending = Sending::beyond(&own, &asker.frontier, &without, policy::REQUEST_BYTES_MAX);
            self.sending = Some(if asker.wants_sums {
                sending.with_last_entries(&own)
            } else {
                sending
            });
        }
        Ok(Frame::Hello(hello))
    }

    /// A piece of a file that was asked for, once all batches are out; then the end.
    fn next_piece(&mut self, shelf: &(impl Shelf + ?Sized)) -> Result<Frame, ShelfError> {
        self.stage = Stage::Pieces;
        let asked = self.end.as_ref().and_then(|end| end.files.as_ref());
        let is_whole = self.sending.as_ref().is_none_or(Sending::is_done);
        let piece = match (shelf.files(), asked) {
            (Some(files), Some(asked)) if is_whole => self.files.next_piece(files, asked),
            _ => None,
        };
        match piece {
            Some(piece) => Ok(Frame::Piece(piece)),
            None => self.end_of_answer(shelf),
        }
    }

    fn end_of_answer(&mut self, shelf: &(impl Shelf + ?Sized)) -> Result<Frame, ShelfError> {
        self.stage = Stage::Sent;
        let wants_sums = self.hello.as_ref().is_some_and(|hello| hello.wants_sums);
        if let Some(End {
            frontier,
            sums: Some(sums),
            ..
        }) = &self.end
            && wants_sums
        {
            compare::mend(shelf, frontier, sums)?;
        }
        let standing = shelf.standing()?;
        let mut end = End {
            frontier: standing.frontier,
            histories: Some(standing.histories),
            verdicts: std::mem::take(&mut self.verdicts),
            ..End::default()
        };
        match standing.digest {
            Ok(root) => end.digest = Some(root),
            Err(why) => end.unsure = Some(why),
        }
        end.unsure = self
            .sending
            .as_ref()
            .and_then(|sending| sending.unreadable.clone())
            .or(end.unsure);
        let asked = self.end.as_ref().and_then(|end| end.files.as_ref());
        if let (Some(files), Some(asked)) = (shelf.files(), asked) {
            end.files = Some(self.files.said(files, asked, fault)?);
        }
        if wants_sums {
            let sums = shelf.sums()?;
            if sums.frontier == end.frontier {
                end.sums = Some(sums.columns);
            }
        }
        Ok(Frame::End(end))
    }
}

/// Whether a request is let in: of this vessel, meant for this device, from a device that belongs here
/// and proves it (rules 2 and 3).
///
/// # Errors
/// Why not.
pub fn admit(hello: &Hello, vessel: RowId, device: DeviceNumber, caller: Caller) -> Result<(), Refusal> {
    if hello.vessel != vessel {
        let message = "This side holds the records of another vessel.";
        return Err(Refusal::new(RefusalCode::WrongVessel, message));
    }
    if hello.answering != Some(device) && !(hello.ask && hello.answering.is_none()) {
        let message = "The request was meant for another device.";
        return Err(Refusal::new(RefusalCode::NotEnrolled, message));
    }
    match caller {
        Caller::Unknown => Err(Refusal::new(
            RefusalCode::UnknownDevice,
            "This workstation is not known here yet. Enrol it with a code.",
        )),
        Caller::Closed => Err(Refusal::new(
            RefusalCode::ClosedDevice,
            "This workstation was closed. Enrol it again with a new code.",
        )),
        Caller::Known { public_key } => hello.verify(&public_key).map_err(|error| Refusal::from(&error)),
    }
}

fn malformed(what: &str) -> Refusal {
    Refusal::new(RefusalCode::Malformed, format!("The request cannot be read: {what}."))
}

fn fault(error: ShelfError) -> Refusal {
    let code = match &error {
        ShelfError::Unavailable {
            code: domain::refusal::Code::DiskFull,
            ..
        } => RefusalCode::Full,
        ShelfError::Unavailable { .. } => RefusalCode::Busy,
        ShelfError::Fault(_) => RefusalCode::Fault,
    };
    Refusal::new(code, error.to_string())
}
