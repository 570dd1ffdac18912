//! How a new workstation, or a vessel that worked alone, comes to a shore or a meeting point.
//!
//! `POST /v1/enrol` with an [`EnrolRequest`] as body; the answer is an [`EnrolAnswer`], or a
//! [`crate::Refusal`]. The connection is made to the key that the code pins, so the secret goes to
//! nobody else.

mod code;

use ed25519_dalek::{Signer, SigningKey};
use journal::{DeviceNumber, RowId};
use minicbor::{Decoder, Encoder};

pub use code::EnrolmentCode;

use crate::cbor::{self, Fields};
use crate::error::WireError;
use crate::limits::{LETTER_BYTES_MAX, MESSAGE_BODY_BYTES_MAX, NAME_BYTES_MAX};
use crate::signed;

const PROOF_CONTEXT: &[u8] = b"celesteos wire enrolment 1\0";

/// CBOR map: 0 protocol, 1 secret, 2 vessel, 3 vessel_name, 4 device, 5 public_key, 6 letter, 7 name,
/// 8 proof, 9 secret_check. Keys of absent fields are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolRequest {
    /// [`crate::PROTOCOL`] of the program that asks.
    pub protocol: u16,
    /// The secret of the code.
    pub secret: [u8; 10],
    /// The vessel it brings along; none for a new workstation, which takes the answering side's.
    pub vessel: Option<RowId>,
    /// That vessel's name.
    pub vessel_name: Option<String>,
    /// The workstation that asks.
    pub device: DeviceNumber,
    /// Its public key.
    pub public_key: [u8; 32],
    /// The letter it has or would like.
    pub letter: Option<String>,
    /// What people call the workstation.
    pub name: String,
    /// Ed25519 of that key over [`EnrolRequest::proof_message`]: it has the key it names.
    pub proof: [u8; 64],
    /// What further workstations compare the words of their recovery sheet with; only from one that brings
    /// its vessel along. Not under the proof, which sides that do not know the key still have to verify.
    pub secret_check: Option<SecretCheck>,
}

impl EnrolRequest {
    /// The bytes the proof signs: everything the request says but the check of the secret.
    pub fn proof_message(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(PROOF_CONTEXT.to_vec());
        self.write(&mut encoder, None);
        encoder.into_writer()
    }

    /// Sets public key and proof.
    pub fn sign(&mut self, key: &SigningKey) {
        self.public_key = key.verifying_key().to_bytes();
        self.proof = key.sign(&self.proof_message()).to_bytes();
    }

    /// Whether whoever asks has the key it names.
    ///
    /// # Errors
    /// [`WireError::BadSignature`].
    pub fn verify(&self) -> Result<(), WireError> {
        signed::verify(self.device, &self.public_key, &self.proof_message(), &self.proof)
    }

    /// The body to send.
    pub fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::new());
        self.write(&mut encoder, Some(&self.proof));
        encoder.into_writer()
    }

    /// Reads a body. The proof is not verified yet.
    ///
    /// # Errors
    /// When the bytes are too many or no request.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        cbor::at_most_bytes("enrolment", bytes.len(), MESSAGE_BODY_BYTES_MAX)?;
        cbor::whole("enrolment", bytes, Self::read)
    }

    fn write(&self, encoder: &mut Encoder<Vec<u8>>, proof: Option<&[u8; 64]>) {
        let secret_check = self.secret_check.as_ref().filter(|_| proof.is_some());
        let optional = [
            self.vessel.is_some(),
            self.vessel_name.is_some(),
            self.letter.is_some(),
            proof.is_some(),
            secret_check.is_some(),
        ];
        cbor::map(encoder, 5 + optional.iter().map(|there| u64::from(*there)).sum::<u64>());
        cbor::number(cbor::key(encoder, 0), u64::from(self.protocol));
        cbor::bytes(cbor::key(encoder, 1), &self.secret);
        if let Some(vessel) = &self.vessel {
            cbor::bytes(cbor::key(encoder, 2), vessel.as_bytes());
        }
        if let Some(name) = &self.vessel_name {
            cbor::text(cbor::key(encoder, 3), cbor::cut(name, NAME_BYTES_MAX));
        }
        cbor::number(cbor::key(encoder, 4), self.device.get());
        cbor::bytes(cbor::key(encoder, 5), &self.public_key);
        if let Some(letter) = &self.letter {
            cbor::text(cbor::key(encoder, 6), cbor::cut(letter, LETTER_BYTES_MAX));
        }
        cbor::text(cbor::key(encoder, 7), cbor::cut(&self.name, NAME_BYTES_MAX));
        if let Some(proof) = proof {
            cbor::bytes(cbor::key(encoder, 8), proof);
        }
        if let Some(check) = secret_check {
            cbor::bytes(cbor::key(encoder, 9), check);
        }
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self, WireError> {
        let (mut protocol, mut secret, mut vessel, mut vessel_name, mut device) = (None, None, None, None, None);
        let (mut public_key, mut letter, mut name, mut proof, mut secret_check) = (None, None, None, None, None);
        Fields::new("enrolment", decoder)?.each(|key, decoder| {
            match key {
                0 => protocol = Some(cbor::u16_of("protocol", decoder)?),
                1 => secret = Some(cbor::exactly("secret", decoder)?),
                2 => vessel = Some(cbor::row_of("vessel", decoder)?),
                3 => vessel_name = Some(cbor::str_of("vessel name", decoder, NAME_BYTES_MAX)?.to_owned()),
                4 => device = Some(cbor::device_of("device", decoder)?),
                5 => public_key = Some(cbor::exactly("public key", decoder)?),
                6 => letter = Some(cbor::str_of("letter", decoder, LETTER_BYTES_MAX)?.to_owned()),
                7 => name = Some(cbor::str_of("name", decoder, NAME_BYTES_MAX)?.to_owned()),
                8 => proof = Some(cbor::exactly("proof", decoder)?),
                9 => secret_check = Some(cbor::exactly("secret check", decoder)?),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(Self {
            protocol: cbor::present("protocol", protocol)?,
            secret: cbor::present("secret", secret)?,
            vessel,
            vessel_name,
            device: cbor::present("device", device)?,
            public_key: cbor::present("public key", public_key)?,
            letter,
            name: cbor::present("name", name)?,
            proof: cbor::present("proof", proof)?,
            secret_check,
        })
    }
}

/// A keyed hash of the vessel's id: whoever has the vessel's secret can make it, and from it the secret
/// cannot be found.
pub type SecretCheck = [u8; 16];

/// What kind of side answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeerKind {
    /// A workstation: the ship's meeting point.
    Workstation,
    /// The gateway ashore.
    Shore,
}

impl PeerKind {
    /// The word, as it is sent and stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Workstation => "workstation",
            Self::Shore => "shore",
        }
    }
}

/// CBOR map: 0 vessel, 1 vessel_name, 2 letter, 3 answering, 4 answering_key, 5 kind,
/// 6 secret_check. Keys of absent fields are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolAnswer {
    /// The vessel the workstation belongs to now.
    pub vessel: RowId,
    /// Its name.
    pub vessel_name: String,
    /// The letter the workstation numbers with; none where the answering side leaves it to the vessel.
    pub letter: Option<String>,
    /// Who answers.
    pub answering: DeviceNumber,
    /// Its public key.
    pub answering_key: [u8; 32],
    /// What kind of side it is.
    pub kind: PeerKind,
    /// What the words of the vessel's recovery sheet are compared with; none where the answering side has
    /// none.
    pub secret_check: Option<SecretCheck>,
}

impl EnrolAnswer {
    /// The body to send.
    pub fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::new());
        let optional = u64::from(self.letter.is_some()) + u64::from(self.secret_check.is_some());
        cbor::map(&mut encoder, 5 + optional);
        cbor::bytes(cbor::key(&mut encoder, 0), self.vessel.as_bytes());
        cbor::text(cbor::key(&mut encoder, 1), cbor::cut(&self.vessel_name, NAME_BYTES_MAX));
        if let Some(letter) = &self.letter {
            cbor::text(cbor::key(&mut encoder, 2), cbor::cut(letter, LETTER_BYTES_MAX));
        }
        cbor::number(cbor::key(&mut encoder, 3), self.answering.get());
        cbor::bytes(cbor::key(&mut encoder, 4), &self.answering_key);
        cbor::text(cbor::key(&mut encoder, 5), self.kind.word());
        if let Some(check) = &self.secret_check {
            cbor::bytes(cbor::key(&mut encoder, 6), check);
        }
        encoder.into_writer()
    }

    /// Reads a body.
    ///
    /// # Errors
    /// When the bytes are too many or no answer.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        cbor::at_most_bytes("enrolment answer", bytes.len(), MESSAGE_BODY_BYTES_MAX)?;
        cbor::whole("enrolment answer", bytes, Self::read)
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self, WireError> {
        let (mut vessel, mut vessel_name, mut letter) = (None, None, None);
        let (mut answering, mut answering_key, mut kind, mut secret_check) = (None, None, None, None);
        Fields::new("enrolment answer", decoder)?.each(|key, decoder| {
            match key {
                0 => vessel = Some(cbor::row_of("vessel", decoder)?),
                1 => vessel_name = Some(cbor::str_of("vessel name", decoder, NAME_BYTES_MAX)?.to_owned()),
                2 => letter = Some(cbor::str_of("letter", decoder, LETTER_BYTES_MAX)?.to_owned()),
                3 => answering = Some(cbor::device_of("answering", decoder)?),
                4 => answering_key = Some(cbor::exactly("answering key", decoder)?),
                5 => kind = Some(read_kind(decoder)?),
                6 => secret_check = Some(cbor::exactly("secret check", decoder)?),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(Self {
            vessel: cbor::present("vessel", vessel)?,
            vessel_name: cbor::present("vessel name", vessel_name)?,
            letter,
            answering: cbor::present("answering", answering)?,
            answering_key: cbor::present("answering key", answering_key)?,
            kind: cbor::present("kind", kind)?,
            secret_check,
        })
    }
}

fn read_kind(decoder: &mut Decoder<'_>) -> Result<PeerKind, WireError> {
    let word = cbor::str_of("kind", decoder, NAME_BYTES_MAX)?;
    [PeerKind::Workstation, PeerKind::Shore]
        .into_iter()
        .find(|kind| kind.word() == word)
        .ok_or_else(|| WireError::malformed("kind", "no such kind of peer"))
}
