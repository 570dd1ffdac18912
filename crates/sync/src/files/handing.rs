//! Hands out pieces of the files that the other side lists, one after the other.

use std::collections::{BTreeSet, VecDeque};

use wire::limits::PIECE_BYTES;
use wire::{FileName, FilePiece, LackedFile};

use super::{Amount, Files};

/// The pieces of one direction of one exchange, taken one by one as the line takes them.
#[derive(Debug, Default)]
pub(crate) struct Handing {
    /// What is listed, with its place in the list.
    queue: VecDeque<(u64, LackedFile)>,
    under_way: Option<UnderWay>,
    bytes_left: u64,
    /// The places in the list of those that are not here, or not what their name says any more.
    pub(crate) absent: Vec<u64>,
    /// How far each file was sent.
    pub(super) progress: Vec<LackedFile>,
    /// The files that were sent to their end.
    pub(super) ended: BTreeSet<FileName>,
    /// Files sent to their end, and bytes of pieces.
    pub(crate) sent: Amount,
}

#[derive(Clone, Copy, Debug)]
struct UnderWay {
    name: FileName,
    size_bytes: u64,
    offset: u64,
}

impl Handing {
    /// Hands out what is listed, as far as the bytes go.
    pub(crate) fn of(listed: impl IntoIterator<Item = LackedFile>, bytes_max: u64) -> Self {
        Self {
            queue: (0..).zip(listed).collect(),
            bytes_left: bytes_max,
            ..Self::default()
        }
    }

    /// The next piece; none when all are sent or the bytes are used up.
    pub(crate) fn next(&mut self, files: &dyn Files) -> Option<FilePiece> {
        loop {
            let under_way = match self.under_way {
                Some(under_way) => under_way,
                None => self.begin(files)?,
            };
            let length = (under_way.size_bytes - under_way.offset).min(PIECE_BYTES as u64);
            if length > self.bytes_left {
                return None;
            }
            match files.piece(&under_way.name, under_way.offset) {
                Ok(bytes) if bytes.len() as u64 == length => return Some(self.hand(under_way, bytes)),
                // It became shorter or unreadable meanwhile: the next exchange looks again.
                _ => self.under_way = None,
            }
        }
    }

    /// The next file that can be given.
    fn begin(&mut self, files: &dyn Files) -> Option<UnderWay> {
        loop {
            if self.bytes_left == 0 {
                return None;
            }
            let (place, listed) = self.queue.pop_front()?;
            let size = files.size(&listed.name).ok().flatten().filter(|size| *size > 0);
            let Some(size_bytes) = size.filter(|_| files.is_sound(&listed.name).unwrap_or(false)) else {
                self.absent.push(place);
                continue;
            };
            // Whoever has all bytes and not yet the file is sent the last piece again.
            let from = listed.arrived_bytes.min(size_bytes - 1);
            let under_way = UnderWay {
                name: listed.name,
                size_bytes,
                offset: from - from % PIECE_BYTES as u64,
            };
            self.under_way = Some(under_way);
            return Some(under_way);
        }
    }

    fn hand(&mut self, under_way: UnderWay, bytes: Vec<u8>) -> FilePiece {
        let UnderWay {
            name,
            size_bytes,
            offset,
        } = under_way;
        let piece = FilePiece {
            name,
            size_bytes,
            offset,
            bytes,
        };
        let arrived_bytes = piece.end();
        self.bytes_left -= arrived_bytes - offset;
        self.sent.bytes += arrived_bytes - offset;
        match self.progress.last_mut().filter(|last| last.name == name) {
            Some(last) => last.arrived_bytes = arrived_bytes,
            None => self.progress.push(LackedFile { name, arrived_bytes }),
        }
        self.under_way = Some(UnderWay {
            offset: arrived_bytes,
            ..under_way
        });
        if piece.is_last() {
            self.ended.insert(name);
            self.sent.files += 1;
            self.under_way = None;
        }
        piece
    }
}
