//! How many entries one batch takes, and what is checked when one is opened.

use std::collections::HashMap;

use ed25519_dalek::SigningKey;
use journal::id::SEQ_MAX;
use journal::{Entry, RowId};

use super::compression::{compress, decompress};
use super::{Batch, Begin, Header, columns, whole};
use crate::cbor;
use crate::error::WireError;
use crate::limits::{BATCH_ENTRIES_MAX, BODY_BYTES_MAX, BODY_TARGET_BYTES, PLAIN_BYTES_MAX};
use crate::signed::SignedHead;

/// The first byte of a plain body: in which form the entries follow.
const FORM_WHOLE: u8 = 0;
const FORM_COLUMNS: u8 = 1;

/// A body this full is not tried to be made fuller.
const BODY_FULL_BYTES: usize = BODY_TARGET_BYTES * 7 / 8;
/// What a guess aims for.
const BODY_AIM_BYTES: usize = BODY_TARGET_BYTES * 15 / 16;
/// Entries of the first guess; at about 12 bytes an act it is a full body.
const ENTRIES_GUESS: usize = 2_500;
/// Compressions that choosing the length of one batch may cost.
const TRIES_MAX: usize = 5;

/// Packs a run of one device's entries that ends at `head`. The run is taken as it is: whether it is
/// larger than [`BODY_TARGET_BYTES`] is the caller's matter.
///
/// # Errors
/// When the entries are no run of one device or do not end at the head, or the batch exceeds a bound.
pub fn pack(vessel: RowId, entries: &[Entry], head: &SignedHead) -> Result<Batch, WireError> {
    let run = Run::of(vessel, entries)?;
    let packed = run.compress(entries.len())?;
    run.finish(packed, head)
}

/// Packs as many of the entries as fit one batch that ends at one of the signed heads; up to the first
/// of them whatever its size. The batch's header says where it ended.
///
/// # Errors
/// When no head stands at any of the entries, or what [`pack`] finds.
pub fn pack_upto(vessel: RowId, entries: &[Entry], heads: &[SignedHead]) -> Result<Batch, WireError> {
    let run = Run::of(vessel, entries)?;
    let of_seq: HashMap<u64, &SignedHead> = heads.iter().map(|head| (head.seq, head)).collect();
    let head_of = |entry: &Entry| {
        let head = of_seq.get(&entry.seq).copied();
        head.filter(|head| head.device == entry.device && head.hash == entry.hash)
    };
    let ends: Vec<usize> = (1..=entries.len())
        .filter(|count| head_of(&entries[count - 1]).is_some())
        .collect();
    let packed = run.longest(&ends)?;
    match head_of(&entries[packed.count - 1]) {
        Some(head) => run.finish(packed, head),
        None => Err(WireError::NoRun("no signed head stands at its end")),
    }
}

/// Packs as many of a workstation's own entries as fit one batch, and signs the head where it ends.
///
/// # Errors
/// When there are no entries, or what [`pack`] finds.
pub fn pack_signing(vessel: RowId, entries: &[Entry], key: &SigningKey) -> Result<Batch, WireError> {
    let run = Run::of(vessel, entries)?;
    let ends: Vec<usize> = (1..=entries.len()).collect();
    let packed = run.longest(&ends)?;
    let last = &entries[packed.count - 1];
    let head = SignedHead::sign(vessel, last.device, last.seq, last.hash, key);
    run.finish(packed, &head)
}

/// A run of one device's entries, of which a batch takes the first.
struct Run<'e> {
    vessel: RowId,
    first: &'e Entry,
    entries: &'e [Entry],
}

/// The body of a batch, and how many entries it holds.
struct Packed {
    count: usize,
    plain_bytes: usize,
    body: Vec<u8>,
    dictionary: u8,
}

impl<'e> Run<'e> {
    fn of(vessel: RowId, entries: &'e [Entry]) -> Result<Self, WireError> {
        let Some(first) = entries.first() else {
            return Err(WireError::NoRun("there are none"));
        };
        let follows = |pair: &[Entry]| {
            let (one, next) = (&pair[0], &pair[1]);
            next.device == one.device && Some(next.seq) == one.seq.checked_add(1) && next.prev_hash == one.hash
        };
        if !entries.windows(2).all(follows) {
            return Err(WireError::NoRun("they do not follow each other"));
        }
        Ok(Self { vessel, first, entries })
    }

    /// The body of the first `count` entries.
    fn compress(&self, count: usize) -> Result<Packed, WireError> {
        cbor::at_most("entries", count as u64, BATCH_ENTRIES_MAX)?;
        let entries = &self.entries[..count];
        let size_bytes = entries.iter().map(|entry| entry.canonical_bytes().len()).sum();
        cbor::at_most_bytes("batch", size_bytes, PLAIN_BYTES_MAX)?;
        let plain = self.plain(entries);
        cbor::at_most_bytes("batch", plain.len(), PLAIN_BYTES_MAX)?;
        let (body, dictionary) = compress(&plain)?;
        cbor::at_most_bytes("batch body", body.len(), BODY_BYTES_MAX)?;
        Ok(Packed {
            count,
            plain_bytes: plain.len(),
            body,
            dictionary,
        })
    }

    /// By columns, if that gives the same entries back; else whole. A batch that could not be opened
    /// would hold up everything behind it.
    fn plain(&self, entries: &[Entry]) -> Vec<u8> {
        let begin = Begin::of(self.first);
        columns::encode(entries, vec![FORM_COLUMNS])
            .filter(|plain| columns::decode(&begin, entries.len(), &plain[1..]).is_ok_and(|read| read == entries))
            .unwrap_or_else(|| whole::encode(entries, vec![FORM_WHOLE]))
    }

    /// The longest body within [`BODY_TARGET_BYTES`] that ends at one of the ends, or nearly so: each
    /// try costs a compression, so a body that is nearly full is taken.
    fn longest(&self, ends: &[usize]) -> Result<Packed, WireError> {
        let Some(shortest) = ends.first() else {
            return Err(WireError::NoRun("no signed head stands at any of them"));
        };
        let ends = &ends[..ends.partition_point(|end| *end <= self.fitting()).max(1)];
        let mut best = None;
        // Places among the ends: the best so far, and the first known to be too long.
        let (mut fits, mut exceeds) = (0, ends.len());
        let mut guess = ends.partition_point(|end| *end <= ENTRIES_GUESS).saturating_sub(1);
        for _ in 0..TRIES_MAX {
            let packed = match self.compress(ends[guess]) {
                Err(WireError::TooLarge { .. }) if guess > 0 => None,
                packed => Some(packed?),
            };
            let size_bytes = packed.as_ref().map_or(BODY_BYTES_MAX, |packed| packed.body.len());
            if size_bytes <= BODY_TARGET_BYTES {
                fits = guess;
                best = packed;
                if size_bytes >= BODY_FULL_BYTES {
                    break;
                }
            } else {
                exceeds = guess;
            }
            if fits + 1 >= exceeds && (best.is_some() || exceeds == 0) {
                break;
            }
            let likely = ends[guess] * BODY_AIM_BYTES / size_bytes.max(1);
            let place = ends.partition_point(|end| *end <= likely).saturating_sub(1);
            let lowest = if best.is_some() { fits + 1 } else { 0 };
            guess = place.clamp(lowest, (exceeds - 1).max(lowest));
        }
        match best {
            Some(best) => Ok(best),
            None => self.compress(*shortest),
        }
    }

    /// How many entries stay within the bounds before compression; one at least.
    fn fitting(&self) -> usize {
        let mut size_bytes = 0;
        let within = self.entries.iter().take(BATCH_ENTRIES_MAX).take_while(|entry| {
            size_bytes += entry.canonical_bytes().len();
            size_bytes <= PLAIN_BYTES_MAX
        });
        within.count().max(1)
    }

    fn finish(&self, packed: Packed, head: &SignedHead) -> Result<Batch, WireError> {
        let last = &self.entries[packed.count - 1];
        if (head.device, head.seq, head.hash) != (last.device, last.seq, last.hash) {
            return Err(WireError::NoRun("the head is not their last"));
        }
        let header = Header {
            vessel: self.vessel,
            device: last.device,
            first_seq: self.first.seq,
            last_seq: last.seq,
            prev_hash: self.first.prev_hash,
            head_hash: last.hash,
            signature: head.signature,
            plain_bytes: u32::try_from(packed.plain_bytes).expect("a plain body is bounded by 1 MiB"),
            dictionary: packed.dictionary,
        };
        Ok(Batch {
            header,
            body: packed.body,
        })
    }
}

/// The body of a batch before compression, its bounds checked: a byte for the form, then the entries.
///
/// # Errors
/// When a bound is exceeded or the body does not decompress; [`WireError::NewerBatch`] when only a newer
/// version has its dictionary.
pub fn plain(batch: &Batch) -> Result<Vec<u8>, WireError> {
    cbor::at_most_bytes("batch body", batch.body.len(), BODY_BYTES_MAX)?;
    let plain_bytes = usize::try_from(batch.header.plain_bytes).unwrap_or(usize::MAX);
    cbor::at_most_bytes("batch", plain_bytes, PLAIN_BYTES_MAX)?;
    decompress(&batch.body, plain_bytes, batch.header.dictionary)
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
        .filter(|_| header.first_seq > 0);
    let count = count.ok_or_else(|| WireError::malformed("batch header", "its first entry comes after its last"))?;
    let count = cbor::at_most("entries", count.saturating_add(1), BATCH_ENTRIES_MAX)?;
    if header.last_seq > SEQ_MAX {
        return Err(WireError::malformed("batch header", "no entry has such a number"));
    }
    let plain = plain(batch)?;
    let begin = Begin::of_header(header);
    let entries = match plain.split_first() {
        Some((&FORM_WHOLE, rest)) => whole::decode(&begin, count, rest)?,
        Some((&FORM_COLUMNS, rest)) => columns::decode(&begin, count, rest)?,
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

/// Each entry follows the one before it, and the last is the one that was signed. Both forms compute the
/// hashes from the fields that they read, so these are not computed again.
fn check_chain(header: &Header, entries: &[Entry]) -> Result<(), WireError> {
    let mut prev_hash = header.prev_hash;
    for (seq, entry) in (header.first_seq..).zip(entries) {
        if (entry.device, entry.seq, entry.prev_hash) != (header.device, seq, prev_hash) {
            return Err(WireError::Altered);
        }
        if let Some(private) = &entry.private {
            private.verify().map_err(|error| WireError::Entry { seq, error })?;
        }
        prev_hash = entry.hash;
    }
    if prev_hash != header.head_hash {
        return Err(WireError::Altered);
    }
    Ok(())
}
