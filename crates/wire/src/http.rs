//! What both sides of a call over HTTP/1.1 have to agree on, and how a key is pinned.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::enrolment::EnrolmentCode;

/// Where frames are exchanged, with `POST`.
pub const SYNC_PATH: &str = "/v1/sync";
/// Where a workstation enrols, with `POST`.
pub const ENROL_PATH: &str = "/v1/enrol";
/// The type of a body that is a stream of frames. An answer of another type comes from somebody else.
pub const FRAMES_TYPE: &str = "application/vnd.celesteos.frames";
/// The type of a body that is one message: an enrolment, its answer, a refusal.
pub const MESSAGE_TYPE: &str = "application/vnd.celesteos.message";

/// The first 16 bytes of SHA-256 over a TLS public key (SPKI, DER): names the one key to trust.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pin(pub [u8; 16]);

impl Pin {
    /// The pin of a key, given as its SPKI in DER.
    pub fn of(spki: &[u8]) -> Self {
        let digest = Sha256::digest(spki);
        let mut pin = [0; 16];
        pin.copy_from_slice(&digest[..16]);
        Self(pin)
    }
}

impl From<&EnrolmentCode> for Pin {
    fn from(code: &EnrolmentCode) -> Self {
        Self(code.pin)
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pin({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_the_first_half_of_the_sha_256_of_the_key() {
        // FIPS 180-4, the message "abc".
        assert_eq!(Pin::of(b"abc").to_string(), "ba7816bf8f01cfea414140de5dae2223");
    }
}
