//! The plain form of a body: the entries' canonical bytes one after another. It holds any entry there
//! can be, so it is what packing falls back to.

use journal::Entry;
use journal::entry::ENTRY_SIZE_BYTES_MAX;
use minicbor::Encoder;

use super::Begin;
use crate::cbor;
use crate::error::WireError;

/// A CBOR array of byte strings.
pub(super) fn encode(entries: &[Entry], plain: Vec<u8>) -> Vec<u8> {
    let mut encoder = Encoder::new(plain);
    cbor::array(&mut encoder, entries.len());
    for entry in entries {
        cbor::bytes(&mut encoder, &entry.canonical_bytes());
    }
    encoder.into_writer()
}

pub(super) fn decode(begin: &Begin, count: usize, plain: &[u8]) -> Result<Vec<Entry>, WireError> {
    cbor::whole("batch body", plain, |decoder| {
        if cbor::array_of("batch body", decoder, count)? != count {
            return Err(WireError::malformed("batch body", "entries are missing"));
        }
        let mut entries = Vec::new();
        for seq in (begin.first_seq..).take(count) {
            let bytes = cbor::bytes_of("entry", decoder, ENTRY_SIZE_BYTES_MAX)?;
            entries.push(Entry::decode(bytes).map_err(|error| WireError::Entry { seq, error })?);
        }
        Ok(entries)
    })
}
