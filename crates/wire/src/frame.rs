//! The frames of `POST /v1/sync`: what both bodies are streams of.
//!
//! A frame is `u32 big-endian length ‖ u8 kind ‖ body`; the length counts kind and body. One direction
//! of an exchange is a hello, any number of batches, any number of pieces of files where the other side's
//! hello said that it knows them, and an end.

use crate::batch::Batch;
use crate::end::End;
use crate::error::WireError;
use crate::hello::Hello;
use crate::limits::{BATCH_BYTES_MAX, END_BYTES_MAX, FRAME_BYTES_MAX, HELLO_BYTES_MAX, PIECE_FRAME_BYTES_MAX};
use crate::piece::FilePiece;

const HELLO: u8 = 1;
const BATCH: u8 = 2;
const END: u8 = 3;
const PIECE: u8 = 4;

/// Bytes of the length and the kind.
const HEAD_BYTES: usize = 5;

/// One frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// Who speaks, and what it holds.
    Hello(Hello),
    /// A run of one device's entries.
    Batch(Batch),
    /// Nothing more comes; what became of the batches received.
    End(End),
    /// A piece of a file.
    Piece(FilePiece),
}

impl Frame {
    /// The bytes to send.
    pub fn encode(&self) -> Vec<u8> {
        let (kind, body) = match self {
            Self::Hello(hello) => (HELLO, hello.encode()),
            Self::Batch(batch) => (BATCH, batch.encode()),
            Self::End(end) => (END, end.encode()),
            Self::Piece(piece) => (PIECE, piece.encode()),
        };
        let length = u32::try_from(body.len() + 1).expect("every body is bounded far below 4 GiB");
        let mut frame = Vec::with_capacity(HEAD_BYTES + body.len());
        frame.extend_from_slice(&length.to_be_bytes());
        frame.push(kind);
        frame.extend_from_slice(&body);
        frame
    }
}

/// Puts frames together from bytes that arrive in pieces cut anywhere.
///
/// Holds at most one frame and the piece that completed it: a frame that announces more than its kind
/// may have is refused as soon as its head is there.
#[derive(Debug, Default)]
pub struct FrameReader {
    bytes: Vec<u8>,
    taken: usize,
}

impl FrameReader {
    /// A reader at the start of a stream.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece. Call [`FrameReader::next`] until it has none before pushing more.
    pub fn push(&mut self, piece: &[u8]) {
        if self.taken > 0 {
            self.bytes.drain(..self.taken);
            self.taken = 0;
        }
        self.bytes.extend_from_slice(piece);
    }

    /// The next whole frame, or none until more bytes come.
    ///
    /// # Errors
    /// When the stream is no stream of frames, or a frame is too large or of an unknown kind. Nothing
    /// more can be read from the stream then.
    #[allow(clippy::should_implement_trait)] // An iterator would end where this only waits.
    pub fn next(&mut self) -> Result<Option<Frame>, WireError> {
        let waiting = &self.bytes[self.taken..];
        let Some((head, rest)) = waiting.split_first_chunk::<HEAD_BYTES>() else {
            return self.announced(waiting).map(|()| None);
        };
        let [a, b, c, d, kind] = *head;
        let size_bytes = body_bytes([a, b, c, d])?;
        let (what, max) = match kind {
            HELLO => ("hello", HELLO_BYTES_MAX),
            BATCH => ("batch", BATCH_BYTES_MAX),
            END => ("end", END_BYTES_MAX),
            PIECE => ("piece of a file", PIECE_FRAME_BYTES_MAX),
            other => return Err(WireError::UnknownFrame(other)),
        };
        crate::cbor::at_most_bytes(what, size_bytes, max)?;
        let Some(body) = rest.get(..size_bytes) else {
            return Ok(None);
        };
        let frame = match kind {
            HELLO => Frame::Hello(Hello::decode(body)?),
            BATCH => Frame::Batch(Batch::decode(body)?),
            PIECE => Frame::Piece(FilePiece::decode(body)?),
            _ => Frame::End(End::decode(body)?),
        };
        self.taken += HEAD_BYTES + size_bytes;
        Ok(Some(frame))
    }

    /// Whether nothing of a frame is waiting for its rest: a stream may end here.
    pub fn is_empty(&self) -> bool {
        self.bytes.len() == self.taken
    }

    /// Refuses a length that no frame has, before the kind is there.
    fn announced(&self, waiting: &[u8]) -> Result<(), WireError> {
        match waiting.first_chunk::<4>() {
            Some(length) => body_bytes(*length).map(|_| ()),
            None => Ok(()),
        }
    }
}

fn body_bytes(length: [u8; 4]) -> Result<usize, WireError> {
    let announced = u32::from_be_bytes(length);
    let Some(size_bytes) = announced.checked_sub(1) else {
        return Err(WireError::malformed("frame", "it is empty"));
    };
    let size_bytes = usize::try_from(size_bytes).unwrap_or(usize::MAX);
    crate::cbor::at_most_bytes("frame", size_bytes, FRAME_BYTES_MAX)?;
    Ok(size_bytes)
}
