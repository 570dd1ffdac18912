//! zstd, with the size of the output bound before it starts.

use crate::error::WireError;

/// Levels above 19 need more memory on both sides than a workstation should spend.
const LEVEL: i32 = 19;

/// No dictionary.
pub(super) const NO_DICTIONARY: u8 = 0;

pub(super) fn compress(plain: &[u8]) -> Result<(Vec<u8>, u8), WireError> {
    let body = zstd::bulk::compress(plain, LEVEL).map_err(|error| WireError::malformed("batch body", error))?;
    Ok((body, NO_DICTIONARY))
}

/// Exactly `plain_bytes`, which the caller has held to its bound.
pub(super) fn decompress(body: &[u8], plain_bytes: usize, dictionary: u8) -> Result<Vec<u8>, WireError> {
    if dictionary != NO_DICTIONARY {
        return Err(WireError::NewerBatch {
            what: "dictionary",
            number: u64::from(dictionary),
        });
    }
    let plain = zstd::bulk::decompress(body, plain_bytes).map_err(|error| WireError::malformed("batch body", error))?;
    if plain.len() != plain_bytes {
        return Err(WireError::malformed("batch body", "it is shorter than its header says"));
    }
    Ok(plain)
}
