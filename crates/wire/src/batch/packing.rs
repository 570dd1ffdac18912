//! How many entries one batch takes, and what is checked when one is opened.

use ed25519_dalek::SigningKey;
use journal::{Entry, Head, RowId};

use super::compression::{compress, decompress};
use super::{Batch, Header, whole};
use crate::cbor;
use crate::error::WireError;
use crate::limits::{BATCH_ENTRIES_MAX, BODY_BYTES_MAX, BODY_TARGET_BYTES, PLAIN_BYTES_MAX};
use crate::signed::SignedHead;

/// The first byte of a plain body: in which form the entries follow.
const FORM_WHOLE: u8 = 0;

/// Packs a run of one device's entries that ends at `head`. The run is taken as it is: whether it is
/// larger than [`BODY_TARGET_BYTES`] is the caller's matter.
///
/// # Errors
/// When the entries are no run of one device or do not end at the head, or the batch exceeds a bound.
pub fn pack(vessel: RowId, entries: &[Entry], head: &SignedHead) -> Result<Batch, WireError> {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        return Err(WireError::NoRun("there are none"));
    };
    if entries.windows(2).any(|pair| {
        pair[1].device != pair[0].device || pair[1].seq != pair[0].seq + 1 || pair[1].prev_hash != pair[0].hash
    }) {
        return Err(WireError::NoRun("they do not follow each other"));
    }
    if (head.device, head.seq, head.hash) != (last.device, last.seq, last.hash) {
        return Err(WireError::NoRun("the head is not their last"));
    }
    cbor::at_most("entries", entries.len() as u64, BATCH_ENTRIES_MAX)?;
    let plain = whole::encode(entries, vec![FORM_WHOLE]);
    cbor::at_most_bytes("batch", plain.len(), PLAIN_BYTES_MAX)?;
    let (body, dictionary) = compress(&plain)?;
    cbor::at_most_bytes("batch body", body.len(), BODY_BYTES_MAX)?;
    let header = Header {
        vessel,
        device: first.device,
        first_seq: first.seq,
        last_seq: last.seq,
        prev_hash: first.prev_hash,
        head_hash: last.hash,
        signature: head.signature,
        plain_bytes: u32::try_from(plain.len()).expect("a plain body is bounded by 1 MiB"),
        dictionary,
    };
    Ok(Batch { header, body })
}

/// Packs as many of the entries as fit one batch that ends at one of the signed heads. The batch's
/// header says where it ended.
///
/// # Errors
/// When no head stands at any of the entries, or what [`pack`] finds.
pub fn pack_upto(vessel: RowId, entries: &[Entry], heads: &[SignedHead]) -> Result<Batch, WireError> {
    let ends = entries.iter().enumerate().filter_map(|(index, entry)| {
        let head = heads
            .iter()
            .find(|head| head.seq == entry.seq && head.hash == entry.hash)?;
        Some((index + 1, *head))
    });
    longest(vessel, entries, &ends.collect::<Vec<_>>())
}

/// Packs as many of a workstation's own entries as fit one batch, and signs the head where it ends.
///
/// # Errors
/// When there are no entries, or what [`pack`] finds.
pub fn pack_signing(vessel: RowId, entries: &[Entry], key: &SigningKey) -> Result<Batch, WireError> {
    let ends = entries.iter().enumerate().map(|(index, entry)| {
        let head = SignedHead::sign(vessel, entry.device, entry.seq, entry.hash, key);
        (index + 1, head)
    });
    longest(vessel, entries, &ends.collect::<Vec<_>>())
}

/// The longest run up to one of the ends that fits; up to the first end whatever its size.
fn longest(vessel: RowId, entries: &[Entry], ends: &[(usize, SignedHead)]) -> Result<Batch, WireError> {
    let Some(((count, head), further)) = ends.split_first() else {
        return Err(WireError::NoRun("no signed head stands at any of them"));
    };
    let mut best = pack(vessel, &entries[..*count], head)?;
    for (count, head) in further {
        match pack(vessel, &entries[..*count], head) {
            Ok(batch) if batch.body.len() <= BODY_TARGET_BYTES => best = batch,
            _ => break,
        }
    }
    Ok(best)
}

/// The entries of a batch, their chain recomputed from the header's previous hash to its head's.
///
/// The head's signature is not verified here: only the caller knows the device's key.
///
/// # Errors
/// When a bound is exceeded, the body does not decode, an entry is broken, or the chain does not lead
/// to the head; [`WireError::NewerBatch`] when only a newer version can decode it.
pub fn unpack(batch: &Batch) -> Result<Vec<Entry>, WireError> {
    let header = &batch.header;
    let count = header
        .last_seq
        .checked_sub(header.first_seq)
        .filter(|_| header.first_seq > 0)
        .and_then(|beyond| beyond.checked_add(1))
        .ok_or_else(|| WireError::malformed("batch header", "its first entry comes after its last"))?;
    let count = cbor::at_most("entries", count, BATCH_ENTRIES_MAX)?;
    cbor::at_most_bytes("batch body", batch.body.len(), BODY_BYTES_MAX)?;
    let plain_bytes = usize::try_from(header.plain_bytes).unwrap_or(usize::MAX);
    cbor::at_most_bytes("batch", plain_bytes, PLAIN_BYTES_MAX)?;
    let plain = decompress(&batch.body, plain_bytes, header.dictionary)?;
    let entries = match plain.split_first() {
        Some((&FORM_WHOLE, rest)) => whole::decode(header.first_seq, count, rest)?,
        Some((&form, _)) => {
            return Err(WireError::NewerBatch {
                what: "form",
                number: u64::from(form),
            });
        }
        None => return Err(WireError::malformed("batch body", "it is empty")),
    };
    check_chain(header, &entries)?;
    Ok(entries)
}

fn check_chain(header: &Header, entries: &[Entry]) -> Result<(), WireError> {
    let before = Head {
        seq: header.first_seq - 1,
        hash: header.prev_hash,
    };
    let mut chain = journal::ChainVerifier::resume(header.device, before, None);
    for entry in entries {
        chain.push(entry).map_err(|_| WireError::Altered)?;
    }
    match entries.last() {
        Some(last) if last.hash == header.head_hash => Ok(()),
        _ => Err(WireError::Altered),
    }
}
