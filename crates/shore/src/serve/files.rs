//! Files in an exchange: pieces that come behind the batches, and pieces that go out behind them. The rules
//! stand in the `sync` crate (`files`), whose other side this is.

use std::collections::VecDeque;

use wire::limits::PIECE_BYTES;
use wire::{FilePiece, FilesSaid, LackedFile, Refusal, RefusalCode};

use super::exchange::Exchange;
use super::faults;
use crate::database::{Database, FilesHere, KeptPiece, ShoreError};
use crate::limits::ANSWER_BYTES_MAX;

/// What came of the files in a request.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Why nothing more was kept.
    stopped: Option<Refusal>,
}

impl Exchange {
    /// Stores a piece; what cannot be stored comes again another time, and the end says why.
    pub(super) async fn take_piece(&mut self, piece: &FilePiece) {
        if self.files.stopped.is_some() {
            return;
        }
        if self.gateway.is_stopping() {
            self.files.stopped = Some(Refusal::new(RefusalCode::Busy, "The gateway is being restarted."));
            return;
        }
        let now_ms = self.gateway.outside.wall_ms();
        let kept = self.gateway.database.keep_piece(self.vessel(), piece, now_ms).await;
        match kept {
            Ok(KeptPiece::Passed) => {}
            Ok(kept) => {
                self.tally.received_file_bytes += piece.bytes.len() as u64;
                match kept {
                    KeptPiece::Whole => self.tally.received_files += 1,
                    KeptPiece::Wrong => {
                        tracing::warn!(
                            vessel = %self.vessel(),
                            device = %self.admitted.hello.device,
                            "a file was another one than its name says and was thrown away"
                        );
                    }
                    KeptPiece::Arrived | KeptPiece::Passed => {}
                }
            }
            Err(error) => self.files.stopped = Some(faults::refusal(&error, &self.gateway.metrics)),
        }
    }

    /// What the answer's end says of files to whoever spoke of them.
    pub(super) async fn files_said(&mut self, asked: &FilesSaid, absent: Vec<u64>) -> Result<FilesSaid, ShoreError> {
        let FilesHere {
            lacking,
            lacking_files,
            lacking_bytes,
            held_files,
        } = self.gateway.database.files(self.vessel()).await?;
        let is_news = asked.lists && asked.heard != Some(FilesSaid::mark(&lacking));
        Ok(FilesSaid {
            lacking: is_news.then_some(lacking),
            lacking_files,
            lacking_bytes,
            held_files,
            absent,
            refusal: self.files.stopped.take(),
            ..FilesSaid::default()
        })
    }
}

/// The pieces of one answer.
pub(super) struct Handing {
    /// What is listed, with its place in the list.
    queue: VecDeque<(u64, LackedFile)>,
    under_way: Option<(LackedFile, u64)>,
    bytes_left: u64,
    /// The places of those that are not here.
    pub(super) absent: Vec<u64>,
}

impl Handing {
    pub(super) fn of(asked: &FilesSaid) -> Self {
        Self {
            queue: (0..).zip(asked.lacking.iter().flatten().copied()).collect(),
            under_way: None,
            bytes_left: asked.takes_bytes.min(ANSWER_BYTES_MAX),
            absent: Vec::new(),
        }
    }

    /// The next piece; none when all are sent or the bytes are used up.
    pub(super) async fn next(
        &mut self,
        database: &Database,
        vessel: journal::RowId,
    ) -> Result<Option<FilePiece>, ShoreError> {
        loop {
            let Some((file, size_bytes)) = self.under_way else {
                if !self.begin(database, vessel).await? {
                    return Ok(None);
                }
                continue;
            };
            let offset = file.arrived_bytes;
            let length = (size_bytes - offset).min(PIECE_BYTES as u64);
            if length > self.bytes_left {
                return Ok(None);
            }
            self.under_way = None;
            let piece = database.file_piece(vessel, file.name, offset).await?;
            let Some(bytes) = piece.filter(|bytes| bytes.len() as u64 == length) else {
                continue;
            };
            self.bytes_left -= length;
            let piece = FilePiece {
                name: file.name,
                size_bytes,
                offset,
                bytes,
            };
            if !piece.is_last() {
                let arrived_bytes = piece.end();
                self.under_way = Some((LackedFile { arrived_bytes, ..file }, size_bytes));
            }
            return Ok(Some(piece));
        }
    }

    /// Goes on to the next file that is here; false where there is none.
    async fn begin(&mut self, database: &Database, vessel: journal::RowId) -> Result<bool, ShoreError> {
        while self.bytes_left > 0
            && let Some((place, file)) = self.queue.pop_front()
        {
            let Some(size_bytes) = database.file_size(vessel, file.name).await? else {
                self.absent.push(place);
                continue;
            };
            // Whoever has all bytes and not yet the file is sent the last piece again.
            let from = file.arrived_bytes.min(size_bytes.saturating_sub(1));
            let arrived_bytes = from - from % PIECE_BYTES as u64;
            self.under_way = Some((LackedFile { arrived_bytes, ..file }, size_bytes));
            return Ok(true);
        }
        Ok(false)
    }
}
