//! The part of files in an exchange, on the side that asks.

use wire::limits::PIECE_BYTES;
use wire::{FileName, FilePiece, FilesSaid, LackedFile};

use super::handing::Handing;
use super::memory::FileMemory;
use super::taking::Taking;
use super::{ASKED_MAX, Amount, Files, FilesHere, FilesOutcome, FilesTrouble, FilesTurn, Lacked};
use crate::shelf::ShelfError;

/// What one exchange does for files.
#[derive(Debug, Default)]
pub(crate) struct Asking {
    turn: FilesTurn,
    handing: Option<Handing>,
    offered: Vec<FileName>,
    asked: Vec<LackedFile>,
    has_said: bool,
    taking: Taking,
}

impl Asking {
    pub(crate) fn new(turn: FilesTurn) -> Self {
        Self {
            turn,
            ..Self::default()
        }
    }

    /// The next piece of the request.
    pub(crate) fn next_piece(
        &mut self,
        files: &dyn Files,
        memory: &FileMemory,
    ) -> Result<Option<FilePiece>, ShelfError> {
        if !self.turn.is_open || self.turn.bytes_max == 0 || memory.knows != Some(true) {
            return Ok(None);
        }
        if self.handing.is_none() {
            let wanted = memory.wanted_there();
            let may_fetch = files
                .here()?
                .lacking
                .iter()
                .any(|file| !memory.absent_there.contains(&file.name));
            // Where both sides have something for each other, each gets its half.
            let share = match may_fetch {
                true => (self.turn.bytes_max / 2).max(PIECE_BYTES as u64),
                false => self.turn.bytes_max,
            };
            self.offered = wanted.iter().map(|file| file.name).collect();
            self.handing = Some(Handing::of(wanted, share));
        }
        Ok(self.handing.as_mut().and_then(|handing| handing.next(files)))
    }

    /// What the request's end says of files.
    pub(crate) fn said(&mut self, files: &dyn Files, memory: &FileMemory) -> Result<Option<FilesSaid>, ShelfError> {
        if memory.knows != Some(true) {
            return Ok(None);
        }
        let here = files.here()?;
        if here.is_empty() {
            return Ok(None);
        }
        let sent_bytes = self.handing.as_ref().map_or(0, |handing| handing.sent.bytes);
        let takes_bytes = self.turn.bytes_max.saturating_sub(sent_bytes);
        if takes_bytes >= PIECE_BYTES as u64 {
            let wanted = here
                .lacking
                .iter()
                .filter(|file| !memory.absent_there.contains(&file.name));
            self.asked = wanted.take(ASKED_MAX).map(listed).collect();
        }
        self.has_said = true;
        Ok(Some(FilesSaid {
            takes_bytes: if self.asked.is_empty() { 0 } else { takes_bytes },
            // Where files may not travel both sides only count: a list would cost bytes for nothing.
            lists: self.turn.is_open,
            heard: memory.mark_after(self.handing.as_ref()).filter(|_| self.turn.is_open),
            lacking: (!self.asked.is_empty()).then(|| self.asked.clone()),
            ..standing(&here)
        }))
    }

    /// Keeps a piece of the answer.
    pub(crate) fn take(&mut self, files: &dyn Files, piece: &FilePiece) {
        self.taking.take(files, piece);
    }

    /// The exchange ended otherwise than well: what was sent may have arrived or not.
    pub(crate) fn broke_off(&self, memory: &mut FileMemory) {
        if self.handing.as_ref().is_some_and(|handing| handing.sent.bytes > 0) {
            memory.lose_sight();
        }
    }

    /// What came of it, by the end of the answer; none where there is nothing to tell.
    pub(crate) fn hear(
        self,
        files: &dyn Files,
        said: Option<&FilesSaid>,
        memory: &mut FileMemory,
    ) -> Option<FilesOutcome> {
        let heard = self.heard(files, said, memory);
        heard.unwrap_or_else(|error| {
            Some(FilesOutcome {
                trouble: Some(FilesTrouble::Here(error.to_string())),
                ..FilesOutcome::default()
            })
        })
    }

    fn heard(
        mut self,
        files: &dyn Files,
        said: Option<&FilesSaid>,
        memory: &mut FileMemory,
    ) -> Result<Option<FilesOutcome>, ShelfError> {
        let handing = self.handing.take().unwrap_or_default();
        let wrong = std::mem::take(&mut self.taking.wrong);
        let unsound = handing.absent.iter().filter_map(|place| {
            let place = usize::try_from(*place).ok()?;
            self.offered.get(place).copied()
        });
        memory.unsound_here.extend(unsound);
        let refused_there = match said {
            Some(said) => memory.hear(said, &handing, &self.asked),
            None => {
                memory.lose_sight();
                0
            }
        };
        // Of a file that came otherwise than its name says, this side asks somebody else first.
        memory.absent_there.extend(wrong.iter().copied());
        let here = files.here()?;
        if here.is_empty() {
            return Ok(None);
        }
        let (absent, fetchable): (Vec<&Lacked>, Vec<&Lacked>) = here
            .lacking
            .iter()
            .partition(|file| memory.absent_there.contains(&file.name));
        let rest = |file: &&Lacked| file.size_bytes.saturating_sub(file.arrived_bytes);
        let to_send = match said.filter(|_| !self.turn.is_open) {
            Some(said) => {
                let ours = standing(&here);
                // Of what the other side lacks, what is lacking here cannot come from here.
                Amount {
                    files: said.lacking_files.saturating_sub(ours.lacking_files),
                    bytes: said.lacking_bytes.saturating_sub(ours.lacking_bytes),
                }
            }
            None => wanted(files, memory)?,
        };
        let damaged = refused_there + wrong.len() as u64;
        let refusal = said.and_then(|said| said.refusal.as_ref());
        let trouble = match (memory.knows, self.taking.stopped, refusal) {
            (Some(false), ..) => Some(FilesTrouble::Older),
            (_, Some(error), _) => Some(FilesTrouble::Here(error.to_string())),
            (_, None, Some(refusal)) => Some(FilesTrouble::There(refusal.message.clone())),
            (_, None, None) if damaged > 0 => Some(FilesTrouble::Damaged(damaged)),
            (_, None, None) => memory.unsound().map(FilesTrouble::Unsound),
        };
        Ok(Some(FilesOutcome {
            is_open: self.turn.is_open,
            is_unasked: !self.has_said && memory.knows == Some(true),
            was_tried: handing.sent.bytes > 0 || !self.asked.is_empty(),
            sent: refusal.map_or(handing.sent, |_| Amount::default()),
            received: self.taking.received,
            to_send,
            to_fetch: Amount::of(fetchable.iter().map(rest)),
            elsewhere: Amount::of(absent.iter().map(rest)),
            trouble,
        }))
    }
}

/// What the other side lists and is here.
fn wanted(files: &dyn Files, memory: &FileMemory) -> Result<Amount, ShelfError> {
    let mut wanted = Amount::default();
    for file in memory.wanted_there() {
        if let Some(size_bytes) = files.size(&file.name)? {
            wanted.add(size_bytes.saturating_sub(file.arrived_bytes));
        }
    }
    Ok(wanted)
}

/// How a side stands, as it says it.
pub(super) fn standing(here: &FilesHere) -> FilesSaid {
    let rest = |file: &Lacked| file.size_bytes.saturating_sub(file.arrived_bytes);
    FilesSaid {
        lacking_files: here.lacking.len() as u64,
        lacking_bytes: here.lacking.iter().map(rest).fold(0, u64::saturating_add),
        held_files: here.held.len() as u64,
        ..FilesSaid::default()
    }
}

pub(super) fn listed(file: &Lacked) -> LackedFile {
    LackedFile {
        name: file.name,
        arrived_bytes: file.arrived_bytes,
    }
}
