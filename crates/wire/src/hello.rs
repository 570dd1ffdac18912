//! The first frame of either side: who speaks for which vessel, and which entries it holds.

use ed25519_dalek::{Signer, SigningKey};
use journal::{DeviceNumber, Frontier, RowId};
use minicbor::{Decoder, Encoder};

use crate::cbor::{self, Fields};
use crate::error::WireError;
use crate::limits::{HELLO_BYTES_MAX, PROGRAM_BYTES_MAX};
use crate::signed;

/// What a hello's signature is of: this, then the hello's CBOR without the proof.
const PROOF_CONTEXT: &[u8] = b"celesteos wire hello 1\0";

/// CBOR map: 0 protocol, 1 program, 2 vessel, 3 device, 4 answering, 5 frontier, 6 wall_at, 7 ask,
/// 8 wants_sums, 9 proof, 10 knows_files. Keys of absent fields are left out.
///
/// The proof is of keys 0 to 8 for ever: a side that does not know a later key could not check it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hello {
    /// [`crate::PROTOCOL`] of the program that speaks.
    pub protocol: u16,
    /// The program and its version, for the log of the other side.
    pub program: String,
    /// For which vessel: the id of its row.
    pub vessel: RowId,
    /// Who speaks.
    pub device: DeviceNumber,
    /// Whom it speaks to, if it knows: a hello to one side is no proof to another.
    pub answering: Option<DeviceNumber>,
    /// Which entries it holds.
    pub frontier: Frontier,
    /// Its wall clock, milliseconds UTC: the other side measures the difference and refuses nothing for it.
    pub wall_at: i64,
    /// It only asks: the answer is a hello, and no batches.
    pub ask: bool,
    /// It wants the sums of columns with the end, because the digests differed at equal frontiers.
    pub wants_sums: bool,
    /// Ed25519 of the device's key over [`Hello::proof_message`].
    pub proof: Option<[u8; 64]>,
    /// It understands pieces of files and what ends say of files.
    pub knows_files: bool,
}

impl Hello {
    /// The bytes the proof signs: keys 0 to 8, apart from every other use of the key.
    pub fn proof_message(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(PROOF_CONTEXT.to_vec());
        self.write(&mut encoder, 0);
        encoder.into_writer()
    }

    /// Sets the proof.
    pub fn sign(&mut self, key: &SigningKey) {
        self.proof = Some(key.sign(&self.proof_message()).to_bytes());
    }

    /// Whether the proof is that of the device's public key.
    ///
    /// # Errors
    /// [`WireError::BadSignature`], also when there is no proof.
    pub fn verify(&self, public_key: &[u8; 32]) -> Result<(), WireError> {
        let proof = self.proof.ok_or(WireError::BadSignature(self.device))?;
        signed::verify(self.device, public_key, &self.proof_message(), &proof)
    }

    /// The body of the frame.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::new());
        self.write(
            &mut encoder,
            u64::from(self.proof.is_some()) + u64::from(self.knows_files),
        );
        if let Some(proof) = &self.proof {
            cbor::bytes(cbor::key(&mut encoder, 9), proof);
        }
        if self.knows_files {
            cbor::flag(cbor::key(&mut encoder, 10), true);
        }
        encoder.into_writer()
    }

    /// What the proof is of, in a map that has so many keys besides.
    fn write(&self, encoder: &mut Encoder<Vec<u8>>, besides: u64) {
        cbor::map(encoder, 8 + u64::from(self.answering.is_some()) + besides);
        cbor::number(cbor::key(encoder, 0), u64::from(self.protocol));
        cbor::text(cbor::key(encoder, 1), cbor::cut(&self.program, PROGRAM_BYTES_MAX));
        cbor::bytes(cbor::key(encoder, 2), self.vessel.as_bytes());
        cbor::number(cbor::key(encoder, 3), self.device.get());
        if let Some(answering) = self.answering {
            cbor::number(cbor::key(encoder, 4), answering.get());
        }
        cbor::frontier(cbor::key(encoder, 5), &self.frontier);
        cbor::signed(cbor::key(encoder, 6), self.wall_at);
        cbor::flag(cbor::key(encoder, 7), self.ask);
        cbor::flag(cbor::key(encoder, 8), self.wants_sums);
    }

    /// Reads the body of the frame.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        cbor::at_most_bytes("hello", bytes.len(), HELLO_BYTES_MAX)?;
        cbor::whole("hello", bytes, Self::read)
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self, WireError> {
        let (mut protocol, mut program, mut vessel, mut device, mut answering) = (None, None, None, None, None);
        let (mut frontier, mut wall_at, mut ask, mut wants_sums, mut proof) = (None, None, None, None, None);
        let mut knows_files = false;
        Fields::new("hello", decoder)?.each(|key, decoder| {
            match key {
                0 => protocol = Some(cbor::u16_of("protocol", decoder)?),
                1 => program = Some(cbor::str_of("program", decoder, PROGRAM_BYTES_MAX)?.to_owned()),
                2 => vessel = Some(cbor::row_of("vessel", decoder)?),
                3 => device = Some(cbor::device_of("device", decoder)?),
                4 => answering = Some(cbor::device_of("answering", decoder)?),
                5 => frontier = Some(cbor::frontier_of(decoder)?),
                6 => wall_at = Some(cbor::i64_of("wall_at", decoder)?),
                7 => ask = Some(cbor::bool_of("ask", decoder)?),
                8 => wants_sums = Some(cbor::bool_of("wants_sums", decoder)?),
                9 => proof = Some(cbor::exactly("proof", decoder)?),
                10 => knows_files = cbor::bool_of("knows_files", decoder)?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(Self {
            protocol: cbor::present("protocol", protocol)?,
            program: cbor::present("program", program)?,
            vessel: cbor::present("vessel", vessel)?,
            device: cbor::present("device", device)?,
            answering,
            frontier: cbor::present("frontier", frontier)?,
            wall_at: cbor::present("wall_at", wall_at)?,
            ask: cbor::present("ask", ask)?,
            wants_sums: cbor::present("wants_sums", wants_sums)?,
            proof,
            knows_files,
        })
    }
}
