//! A piece of a file that an attachment names: what comes after all batches, where both sides know it.

use minicbor::{Decoder, Encoder};

use crate::cbor::{self, Fields};
use crate::error::WireError;
use crate::limits::{FILE_BYTES_MAX, PIECE_BYTES, PIECE_FRAME_BYTES_MAX};

/// The SHA-256 of a file's bytes, by which records name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(pub [u8; 32]);

impl std::fmt::Display for FileName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// CBOR map: 0 name, 1 size_bytes, 2 offset, 3 bytes.
///
/// Pieces begin at multiples of [`PIECE_BYTES`] and are that long, but for the last one of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePiece {
    /// Which file.
    pub name: FileName,
    /// Bytes of the whole file.
    pub size_bytes: u64,
    /// Where the piece begins.
    pub offset: u64,
    /// The piece.
    pub bytes: Vec<u8>,
}

impl FilePiece {
    /// Where the piece ends.
    pub fn end(&self) -> u64 {
        self.offset.saturating_add(self.bytes.len() as u64)
    }

    /// Whether the file is complete with it.
    pub fn is_last(&self) -> bool {
        self.end() == self.size_bytes
    }

    /// The body of the frame.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::with_capacity(
            self.bytes.len() + PIECE_FRAME_BYTES_MAX - PIECE_BYTES,
        ));
        cbor::map(&mut encoder, 4);
        cbor::bytes(cbor::key(&mut encoder, 0), &self.name.0);
        cbor::number(cbor::key(&mut encoder, 1), self.size_bytes);
        cbor::number(cbor::key(&mut encoder, 2), self.offset);
        cbor::bytes(cbor::key(&mut encoder, 3), &self.bytes);
        encoder.into_writer()
    }

    /// Reads the body of the frame.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        cbor::at_most_bytes("piece of a file", bytes.len(), PIECE_FRAME_BYTES_MAX)?;
        cbor::whole("piece of a file", bytes, Self::read)
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self, WireError> {
        const WHAT: &str = "piece of a file";
        let (mut name, mut size_bytes, mut offset, mut bytes) = (None, None, None, None);
        Fields::new(WHAT, decoder)?.each(|key, decoder| {
            match key {
                0 => name = Some(FileName(cbor::exactly(WHAT, decoder)?)),
                1 => size_bytes = Some(cbor::u64_of(WHAT, decoder)?),
                2 => offset = Some(cbor::u64_of(WHAT, decoder)?),
                3 => bytes = Some(cbor::bytes_of(WHAT, decoder, PIECE_BYTES)?.to_vec()),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        let piece = Self {
            name: cbor::present("name of a file", name)?,
            size_bytes: cbor::present("size of a file", size_bytes)?,
            offset: cbor::present("place in a file", offset)?,
            bytes: cbor::present(WHAT, bytes)?,
        };
        piece.sound()
    }

    /// Refuses a piece that no file has.
    fn sound(self) -> Result<Self, WireError> {
        const WHAT: &str = "piece of a file";
        if self.size_bytes > FILE_BYTES_MAX {
            return Err(WireError::TooLarge {
                what: "file",
                size_bytes: usize::try_from(self.size_bytes).unwrap_or(usize::MAX),
                max: usize::try_from(FILE_BYTES_MAX).unwrap_or(usize::MAX),
            });
        }
        if self.bytes.is_empty() || self.end() > self.size_bytes {
            return Err(WireError::malformed(WHAT, "it lies outside its file"));
        }
        let is_whole = self.bytes.len() == PIECE_BYTES || self.is_last();
        if !is_whole || !self.offset.is_multiple_of(PIECE_BYTES as u64) {
            return Err(WireError::malformed(WHAT, "it is cut otherwise than files are"));
        }
        Ok(self)
    }
}
