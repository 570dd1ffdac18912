//! zstd, with the size of the output bound before it starts.
//!
//! A dictionary holds what every vessel's batches begin with: names of acts, shapes of changes, words of
//! the trade. It makes a batch of one act much smaller and matters little for a full one.

use std::sync::OnceLock;

use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::EncoderDictionary;

use crate::error::WireError;

/// Levels above 19 need more memory on both sides than a workstation should spend.
const LEVEL: i32 = 19;

/// The number of no dictionary.
const NO_DICTIONARY: u8 = 0;
/// The dictionary that is packed with; `examples/train.rs` made it.
const NEWEST: u8 = 1;

/// The dictionary of that number. One that was ever packed with is never changed.
fn dictionary(number: u8) -> Result<&'static [u8], WireError> {
    match number {
        NO_DICTIONARY => Ok(&[]),
        1 => Ok(include_bytes!("../dictionary/1.bin")),
        newer => Err(WireError::NewerBatch {
            what: "dictionary",
            number: u64::from(newer),
        }),
    }
}

fn failed(error: std::io::Error) -> WireError {
    WireError::malformed("batch body", error)
}

/// The compressed body and the number of its dictionary.
pub(super) fn compress(plain: &[u8]) -> Result<(Vec<u8>, u8), WireError> {
    // Making its tables takes longer than compressing a batch of a few acts.
    static PREPARED: OnceLock<EncoderDictionary<'static>> = OnceLock::new();
    let bytes = dictionary(NEWEST)?;
    let prepared = PREPARED.get_or_init(|| EncoderDictionary::copy(bytes, LEVEL));
    let mut compressor = Compressor::with_prepared_dictionary(prepared).map_err(failed)?;
    Ok((compressor.compress(plain).map_err(failed)?, NEWEST))
}

/// Exactly `plain_bytes`, which the caller has held to its bound.
pub(super) fn decompress(body: &[u8], plain_bytes: usize, number: u8) -> Result<Vec<u8>, WireError> {
    let mut decompressor = Decompressor::with_dictionary(dictionary(number)?).map_err(failed)?;
    let plain = decompressor.decompress(body, plain_bytes).map_err(failed)?;
    if plain.len() != plain_bytes {
        return Err(WireError::malformed("batch body", "it is shorter than its header says"));
    }
    Ok(plain)
}
