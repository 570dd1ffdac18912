//! What a side says of files in its end: what it lacks, what it takes, what it could not give.

use minicbor::{Decoder, Encoder};

use crate::cbor::{self, Fields};
use crate::error::WireError;
use crate::limits::FILES_LISTED_MAX;
use crate::piece::FileName;
use crate::refusal::Refusal;

/// Bytes of the hash by which a list that was heard is named.
const MARK_BYTES: usize = 8;

/// A file that a side lacks: CBOR `[name, arrived_bytes]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LackedFile {
    /// Which file.
    pub name: FileName,
    /// Bytes of it that have arrived there: the next piece begins there.
    pub arrived_bytes: u64,
}

/// CBOR map: 0 takes_bytes, 1 lists, 2 heard, 3 lacking, 4 lacking_files, 5 lacking_bytes, 6 held_files,
/// 7 absent, 8 refusal. Keys of absent fields are left out, and so is a number that is 0.
///
/// Whoever asks says what it takes and lacks; whoever answers does so too, and only to somebody who did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesSaid {
    /// Bytes of pieces that the asking side takes with this answer.
    pub takes_bytes: u64,
    /// The asking side wants to know which files the other one lacks.
    pub lists: bool,
    /// [`FilesSaid::mark`] of the list that the asking side knows already: the same one is not told again.
    pub heard: Option<[u8; MARK_BYTES]>,
    /// The files that a side lacks and wants pieces of, the smallest first; none where the list was not
    /// asked for, or is known already.
    pub lacking: Option<Vec<LackedFile>>,
    /// All files that the record names and the side lacks.
    pub lacking_files: u64,
    /// Bytes of them that have not arrived.
    pub lacking_bytes: u64,
    /// Files that the side holds: with more of them it may give what it could not before.
    pub held_files: u64,
    /// Of the list in the request, the places of those that the answering side cannot give.
    pub absent: Vec<u64>,
    /// Why the answering side took no pieces.
    pub refusal: Option<Refusal>,
}

impl FilesSaid {
    /// Names a list, so that nobody is told twice what it knows: the beginning of the BLAKE3 of its CBOR.
    pub fn mark(lacking: &[LackedFile]) -> [u8; MARK_BYTES] {
        let mut encoder = Encoder::new(Vec::new());
        write_list(&mut encoder, lacking);
        let hash = blake3::hash(encoder.writer());
        let mut mark = [0; MARK_BYTES];
        mark.copy_from_slice(&hash.as_bytes()[..MARK_BYTES]);
        mark
    }

    pub(crate) fn write(&self, encoder: &mut Encoder<Vec<u8>>) {
        let numbers = [
            (0, self.takes_bytes),
            (4, self.lacking_files),
            (5, self.lacking_bytes),
            (6, self.held_files),
        ];
        let there = numbers.iter().filter(|(_, number)| *number > 0).count()
            + usize::from(self.lists)
            + usize::from(self.heard.is_some())
            + usize::from(self.lacking.is_some())
            + usize::from(!self.absent.is_empty())
            + usize::from(self.refusal.is_some());
        cbor::map(encoder, there as u64);
        let number = |encoder: &mut Encoder<Vec<u8>>, at: usize| {
            let (key, number) = numbers[at];
            if number > 0 {
                cbor::number(cbor::key(encoder, key), number);
            }
        };
        number(encoder, 0);
        if self.lists {
            cbor::flag(cbor::key(encoder, 1), true);
        }
        if let Some(heard) = &self.heard {
            cbor::bytes(cbor::key(encoder, 2), heard);
        }
        if let Some(lacking) = &self.lacking {
            write_list(cbor::key(encoder, 3), lacking);
        }
        (1..numbers.len()).for_each(|at| number(encoder, at));
        if !self.absent.is_empty() {
            cbor::array(cbor::key(encoder, 7), self.absent.len());
            self.absent.iter().for_each(|place| cbor::number(encoder, *place));
        }
        if let Some(refusal) = &self.refusal {
            refusal.write(cbor::key(encoder, 8));
        }
    }

    pub(crate) fn read(decoder: &mut Decoder<'_>) -> Result<Self, WireError> {
        const WHAT: &str = "files";
        let mut files = Self::default();
        Fields::new(WHAT, decoder)?.each(|key, decoder| {
            match key {
                0 => files.takes_bytes = cbor::u64_of(WHAT, decoder)?,
                1 => files.lists = cbor::bool_of(WHAT, decoder)?,
                2 => files.heard = Some(cbor::exactly(WHAT, decoder)?),
                3 => files.lacking = Some(read_list(decoder)?),
                4 => files.lacking_files = cbor::u64_of(WHAT, decoder)?,
                5 => files.lacking_bytes = cbor::u64_of(WHAT, decoder)?,
                6 => files.held_files = cbor::u64_of(WHAT, decoder)?,
                7 => {
                    let count = cbor::array_of(WHAT, decoder, FILES_LISTED_MAX)?;
                    for _ in 0..count {
                        files.absent.push(cbor::u64_of(WHAT, decoder)?);
                    }
                }
                8 => files.refusal = Some(Refusal::read(decoder)?),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(files)
    }
}

fn write_list(encoder: &mut Encoder<Vec<u8>>, lacking: &[LackedFile]) {
    let listed = &lacking[..lacking.len().min(FILES_LISTED_MAX)];
    cbor::array(encoder, listed.len());
    for file in listed {
        cbor::array(encoder, 2);
        cbor::bytes(encoder, &file.name.0);
        cbor::number(encoder, file.arrived_bytes);
    }
}

fn read_list(decoder: &mut Decoder<'_>) -> Result<Vec<LackedFile>, WireError> {
    const WHAT: &str = "list of files";
    let count = cbor::array_of(WHAT, decoder, FILES_LISTED_MAX)?;
    // Not reserved: the length is only announced, and each item takes bytes that must be there.
    let mut lacking = Vec::new();
    for _ in 0..count {
        if cbor::array_of(WHAT, decoder, 2)? != 2 {
            return Err(WireError::malformed(WHAT, "it is too short"));
        }
        lacking.push(LackedFile {
            name: FileName(cbor::exactly(WHAT, decoder)?),
            arrived_bytes: cbor::u64_of(WHAT, decoder)?,
        });
    }
    Ok(lacking)
}
