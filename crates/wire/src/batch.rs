//! A batch: a run of one device's entries that ends at a head signed by that device.

mod columns;
mod compression;
mod packing;
mod whole;

use journal::{DeviceNumber, Entry, Hash, RowId};
use minicbor::{Decoder, Encoder};

pub use packing::{pack, pack_signing, pack_upto, plain, unpack};

use crate::cbor::{self, Fields};
use crate::error::WireError;
use crate::limits::{BATCH_BYTES_MAX, BODY_BYTES_MAX};
use crate::signed::SignedHead;

/// What a batch is, readable before its body is decoded. A batch that this version cannot decode is
/// kept and passed on unchanged.
///
/// CBOR map: 0 vessel, 1 device, 2 first_seq, 3 last_seq, 4 prev_hash, 5 head_hash, 6 signature,
/// 7 plain_bytes, 8 dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Whose journal.
    pub vessel: RowId,
    /// Whose entries.
    pub device: DeviceNumber,
    /// The first entry.
    pub first_seq: u64,
    /// The last entry.
    pub last_seq: u64,
    /// The hash of the entry before the first, or the device's genesis.
    pub prev_hash: Hash,
    /// The hash of the last entry.
    pub head_hash: Hash,
    /// Ed25519 of the device over [`SignedHead::message`].
    pub signature: [u8; 64],
    /// Bytes of the body before compression.
    pub plain_bytes: u32,
    /// The dictionary the body was compressed with; 0 for none.
    pub dictionary: u8,
}

impl Header {
    /// The head the batch ends at.
    pub fn head(&self) -> SignedHead {
        SignedHead {
            device: self.device,
            seq: self.last_seq,
            hash: self.head_hash,
            signature: self.signature,
        }
    }
}

/// Where a run of entries begins: what every form of body leaves out.
struct Begin {
    device: DeviceNumber,
    first_seq: u64,
    prev_hash: Hash,
}

impl Begin {
    fn of(first: &Entry) -> Self {
        Self {
            device: first.device,
            first_seq: first.seq,
            prev_hash: first.prev_hash,
        }
    }

    fn of_header(header: &Header) -> Self {
        Self {
            device: header.device,
            first_seq: header.first_seq,
            prev_hash: header.prev_hash,
        }
    }
}

/// A batch: CBOR array `[header, body]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// What it is.
    pub header: Header,
    /// The entries, compressed.
    pub body: Vec<u8>,
}

impl Batch {
    /// The body of the frame; the same bytes are kept in a file.
    pub fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::with_capacity(self.body.len() + 256));
        cbor::array(&mut encoder, 2);
        self.header.write(&mut encoder);
        cbor::bytes(&mut encoder, &self.body);
        encoder.into_writer()
    }

    /// Reads [`Batch::encode`]. The entries are not decoded yet: see [`unpack`].
    ///
    /// # Errors
    /// When the bytes are too many or no batch.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        cbor::at_most_bytes("batch", bytes.len(), BATCH_BYTES_MAX)?;
        cbor::whole("batch", bytes, |decoder| {
            if cbor::array_of("batch", decoder, 2)? != 2 {
                return Err(WireError::malformed("batch", "it is no pair of header and body"));
            }
            Ok(Self {
                header: Header::read(decoder)?,
                body: cbor::bytes_of("batch body", decoder, BODY_BYTES_MAX)?.to_vec(),
            })
        })
    }
}

impl Header {
    fn write(&self, encoder: &mut Encoder<Vec<u8>>) {
        cbor::map(encoder, 9);
        cbor::bytes(cbor::key(encoder, 0), self.vessel.as_bytes());
        cbor::number(cbor::key(encoder, 1), self.device.get());
        cbor::number(cbor::key(encoder, 2), self.first_seq);
        cbor::number(cbor::key(encoder, 3), self.last_seq);
        cbor::bytes(cbor::key(encoder, 4), self.prev_hash.as_bytes());
        cbor::bytes(cbor::key(encoder, 5), self.head_hash.as_bytes());
        cbor::bytes(cbor::key(encoder, 6), &self.signature);
        cbor::number(cbor::key(encoder, 7), u64::from(self.plain_bytes));
        cbor::number(cbor::key(encoder, 8), u64::from(self.dictionary));
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self, WireError> {
        let (mut vessel, mut device, mut first_seq, mut last_seq, mut prev_hash) = (None, None, None, None, None);
        let (mut head_hash, mut signature, mut plain_bytes, mut dictionary) = (None, None, None, None);
        Fields::new("batch header", decoder)?.each(|key, decoder| {
            match key {
                0 => vessel = Some(cbor::row_of("vessel", decoder)?),
                1 => device = Some(cbor::device_of("device", decoder)?),
                2 => first_seq = Some(cbor::u64_of("first seq", decoder)?),
                3 => last_seq = Some(cbor::u64_of("last seq", decoder)?),
                4 => prev_hash = Some(Hash::from_bytes(cbor::exactly("previous hash", decoder)?)),
                5 => head_hash = Some(Hash::from_bytes(cbor::exactly("head hash", decoder)?)),
                6 => signature = Some(cbor::exactly("signature", decoder)?),
                7 => plain_bytes = Some(cbor::u32_of("plain size", decoder)?),
                8 => dictionary = Some(cbor::u8_of("dictionary", decoder)?),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(Self {
            vessel: cbor::present("vessel", vessel)?,
            device: cbor::present("device", device)?,
            first_seq: cbor::present("first seq", first_seq)?,
            last_seq: cbor::present("last seq", last_seq)?,
            prev_hash: cbor::present("previous hash", prev_hash)?,
            head_hash: cbor::present("head hash", head_hash)?,
            signature: cbor::present("signature", signature)?,
            plain_bytes: cbor::present("plain size", plain_bytes)?,
            dictionary: cbor::present("dictionary", dictionary)?,
        })
    }
}
