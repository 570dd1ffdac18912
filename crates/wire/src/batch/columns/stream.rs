//! The streams of a body: each holds one kind of thing, so that like stands beside like.
//!
//! Whole numbers are LEB128: seven bits a byte, lowest first, the top bit says that more follow; signed
//! ones are folded (0, -1, 1, -2, …) before.

use std::collections::{BTreeMap, HashMap};

use minicbor::Encoder;

use crate::cbor;
use crate::error::WireError;
use crate::limits::PLAIN_BYTES_MAX;

/// Streams that belong to no place. Numbers are permanent and stay below 4,096, where the places' begin.
pub(super) mod number {
    /// Which form each entry has.
    pub(in super::super) const FORMS: u64 = 0;
    /// Roles, actions, ways of signing and names of parameters.
    pub(in super::super) const NAMES: u64 = 1;
    /// Device numbers other than the author's.
    pub(in super::super) const DEVICES: u64 = 2;
    /// The list that people stand in, then all shapes of changes.
    pub(in super::super) const SHAPES: u64 = 3;
    /// All forms of entries.
    pub(in super::super) const DEFINITIONS: u64 = 4;
    /// The lowest eight bits of each folded step of the wall clock.
    pub(in super::super) const WALL_LOW: u64 = 5;
    /// The next eight bits.
    pub(in super::super) const WALL_MIDDLE: u64 = 6;
    /// The rest.
    pub(in super::super) const WALL_HIGH: u64 = 7;
    /// Hybrid clocks that are not the wall clock.
    pub(in super::super) const CLOCKS: u64 = 8;
    /// What authors had seen, and which void entries are issued again.
    pub(in super::super) const STAMPS: u64 = 9;
    /// Salts of private values and digests of struck ones.
    pub(in super::super) const SALTS: u64 = 10;
    /// Rows named by device, seq and counter.
    pub(in super::super) const ROWS: u64 = 11;
    /// Ids that follow from a natural key which is not at hand.
    pub(in super::super) const NATURAL: u64 = 12;
    /// Bases that are not as expected.
    pub(in super::super) const BASES: u64 = 13;
}

/// Streams in one body: two for each column there can be is beyond any; this is beyond any honest one.
const STREAMS_MAX: usize = 16_384;
/// Bytes of a stream of definitions. What is read from them takes up to fifty times the room, and a batch
/// that defines more is packed whole.
const DEFINITIONS_BYTES_MAX: usize = 256 * 1024;
const WHAT: &str = "batch body";

pub(super) fn fold(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

pub(super) fn unfold(folded: u64) -> i64 {
    (folded >> 1).cast_signed() ^ -(folded & 1).cast_signed()
}

/// Streams being written.
#[derive(Default)]
pub(super) struct Writers(BTreeMap<u64, Vec<u8>>);

impl Writers {
    pub(super) fn of(&mut self, number: u64) -> &mut Vec<u8> {
        self.0.entry(number).or_default()
    }

    pub(super) fn put(&mut self, number: u64, value: u64) {
        put(self.of(number), value);
    }

    /// The CBOR map of all streams by number, after what is there already.
    pub(super) fn encode(&self, plain: Vec<u8>) -> Vec<u8> {
        let mut encoder = Encoder::new(plain);
        cbor::map(&mut encoder, self.0.len() as u64);
        for (number, bytes) in &self.0 {
            cbor::bytes(cbor::key(&mut encoder, *number), bytes);
        }
        encoder.into_writer()
    }
}

pub(super) fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        bytes.push((value as u8) | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// One stream being read.
#[derive(Default, Clone, Copy)]
pub(super) struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    pub(super) fn byte(&mut self) -> Result<u8, WireError> {
        let (first, rest) = self.0.split_first().ok_or_else(ends)?;
        self.0 = rest;
        Ok(*first)
    }

    pub(super) fn number(&mut self) -> Result<u64, WireError> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(WireError::malformed(WHAT, "a number exceeds 64 bits"))
    }

    pub(super) fn signed(&mut self) -> Result<i64, WireError> {
        self.number().map(unfold)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let (first, rest) = self.0.split_first_chunk::<N>().ok_or_else(ends)?;
        self.0 = rest;
        Ok(*first)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self, count: u64) -> Result<&'b [u8], WireError> {
        let count = usize::try_from(count).map_err(|_| ends())?;
        let (first, rest) = self.0.split_at_checked(count).ok_or_else(ends)?;
        self.0 = rest;
        Ok(first)
    }
}

fn ends() -> WireError {
    WireError::malformed(WHAT, "a stream ends too early")
}

/// Streams being read. One that is absent is empty.
pub(super) struct Readers<'b> {
    readers: Vec<Reader<'b>>,
    places: HashMap<u64, usize>,
}

/// Where a stream's reader is kept.
pub(super) type Slot = usize;

impl<'b> Readers<'b> {
    pub(super) fn decode(plain: &'b [u8]) -> Result<Self, WireError> {
        cbor::whole(WHAT, plain, |decoder| {
            // The first is the empty stream that every absent one is.
            let mut readers = vec![Reader::default()];
            let mut places = HashMap::new();
            cbor::Fields::new(WHAT, decoder)?.each(|key, decoder| {
                if readers.len() > STREAMS_MAX {
                    return Err(WireError::malformed(WHAT, "it has too many streams"));
                }
                places.insert(key, readers.len());
                let is_defining = (number::NAMES..=number::DEFINITIONS).contains(&key);
                let max = if is_defining {
                    DEFINITIONS_BYTES_MAX
                } else {
                    PLAIN_BYTES_MAX
                };
                readers.push(Reader(cbor::bytes_of("stream", decoder, max)?));
                Ok(true)
            })?;
            Ok(Self { readers, places })
        })
    }

    pub(super) fn slot(&self, number: u64) -> Slot {
        self.places.get(&number).copied().unwrap_or(0)
    }

    pub(super) fn at(&mut self, slot: Slot) -> &mut Reader<'b> {
        &mut self.readers[slot]
    }

    pub(super) fn of(&mut self, number: u64) -> &mut Reader<'b> {
        let slot = self.slot(number);
        self.at(slot)
    }

    /// Refuses what was never read.
    pub(super) fn finish(&self) -> Result<(), WireError> {
        if self.readers.iter().any(|reader| !reader.0.is_empty()) {
            return Err(WireError::malformed(WHAT, "bytes of a stream are left over"));
        }
        Ok(())
    }
}
