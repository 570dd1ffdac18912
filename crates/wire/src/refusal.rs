//! Why the other side says no: a word a program acts on, and a sentence for the person.

use minicbor::Encoder;

use crate::cbor::{self, Fields};
use crate::error::WireError;
use crate::limits::{MESSAGE_BODY_BYTES_MAX, MESSAGE_BYTES_MAX};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $word:literal $status:literal,)+) => {
        /// Why something was refused. The words are permanent; each has its HTTP status.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RefusalCode {
            $($(#[$doc])* $name,)+
        }

        impl RefusalCode {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The word, as it is sent.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            /// The HTTP status of an answer that refuses the whole call for this reason.
            pub fn http_status(self) -> u16 {
                match self { $(Self::$name => $status),+ }
            }
        }
    };
}

codes! {
    /// It speaks for another vessel.
    WrongVessel "wrong_vessel" 409,
    /// Nothing is known of this device here.
    UnknownDevice "unknown_device" 403,
    /// The device was closed; the workstation takes a new number.
    ClosedDevice "closed_device" 403,
    /// The device's key is not the one that was confirmed.
    ForgedDevice "forged_device" 403,
    /// A signature is not that of the device's key.
    BadSignature "bad_signature" 401,
    /// The vessel or the device has not been enrolled here.
    NotEnrolled "not_enrolled" 401,
    /// The entries do not lead to the signed head.
    Altered "altered" 422,
    /// An entry breaks a rule of the journal.
    BrokenEntry "broken_entry" 422,
    /// The batch does not join the chain that is held; the next exchange asks first.
    Gap "gap" 409,
    /// The bytes do not decode.
    Malformed "malformed" 400,
    /// A part is larger than it may be.
    TooLarge "too_large" 413,
    /// A list is longer, or calls come faster, than allowed.
    TooMany "too_many" 429,
    /// It was written by a newer version: this side needs an update.
    NewerProtocol "newer_protocol" 426,
    /// No such enrolment code was given out, or it was mistyped.
    CodeUnknown "code_unknown" 403,
    /// The enrolment code is too old.
    CodeExpired "code_expired" 410,
    /// The enrolment code was used already.
    CodeUsed "code_used" 409,
    /// The letter asked for belongs to another workstation.
    LetterTaken "letter_taken" 409,
    /// It works for somebody else right now: try later.
    Busy "busy" 503,
    /// Its disk is full.
    Full "full" 507,
    /// It failed for a reason of its own.
    Fault "fault" 500,
    /// A word that a newer version uses and this one does not know.
    Unrecognised "unrecognised" 400,
}

impl RefusalCode {
    /// The code of a word; [`RefusalCode::Unrecognised`] for one that this version does not know.
    pub fn from_word(word: &str) -> Self {
        let known = Self::ALL.iter().copied().find(|code| code.word() == word);
        known.unwrap_or(Self::Unrecognised)
    }
}

/// The body of an answer that refuses a call: CBOR `{0: code word, 1: sentence}`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What a program acts on.
    pub code: RefusalCode,
    /// What a person reads, with the cure; at most [`MESSAGE_BYTES_MAX`] bytes are sent.
    pub message: String,
}

impl Refusal {
    /// A refusal in these words.
    pub fn new(code: RefusalCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }

    /// The body that is sent.
    pub fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::new());
        self.write(&mut encoder);
        encoder.into_writer()
    }

    /// Reads a body.
    ///
    /// # Errors
    /// When the bytes are too many or no refusal: then something else answered.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        cbor::at_most_bytes("refusal", bytes.len(), MESSAGE_BODY_BYTES_MAX)?;
        cbor::whole("refusal", bytes, Self::read)
    }

    pub(crate) fn write(&self, encoder: &mut Encoder<Vec<u8>>) {
        cbor::map(encoder, 2);
        cbor::text(cbor::key(encoder, 0), self.code.word());
        cbor::text(cbor::key(encoder, 1), cbor::cut(&self.message, MESSAGE_BYTES_MAX));
    }

    pub(crate) fn read(decoder: &mut minicbor::Decoder<'_>) -> Result<Self, WireError> {
        let (mut code, mut message) = (None, None);
        Fields::new("refusal", decoder)?.each(|key, decoder| {
            match key {
                0 => {
                    code = Some(RefusalCode::from_word(cbor::str_of(
                        "code",
                        decoder,
                        MESSAGE_BYTES_MAX,
                    )?))
                }
                1 => message = Some(cbor::str_of("message", decoder, MESSAGE_BYTES_MAX)?.to_owned()),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(Self {
            code: cbor::present("refusal code", code)?,
            message: cbor::present("refusal message", message)?,
        })
    }
}

impl From<&WireError> for Refusal {
    fn from(error: &WireError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}
