//! The one-time code that a person reads off one screen and types at another.

use std::fmt;
use std::str::FromStr;

use crate::error::WireError;

/// Crockford's base32: no I, L, O and U, so that nothing is read as a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_CONTEXT: &str = "celesteos wire enrolment code check 1";

const SECRET_BYTES: usize = 10;
const PIN_BYTES: usize = 16;
const CHECK_BITS: u32 = 12;
/// 80 bits of secret, 128 of pin and 12 that notice a slip of the finger.
const CHARACTERS: usize = 44;
const GROUP: usize = 4;

/// A secret that is good once, and the first half of the SHA-256 of the answering side's TLS public key.
///
/// Written in eleven groups of four characters, the last two and a half of which check the rest:
/// a slip is noticed before anything is asked over the network.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EnrolmentCode {
    /// Known to the two sides only; the one that gave it out keeps a hash of it.
    pub secret: [u8; SECRET_BYTES],
    /// The first 16 bytes of SHA-256 over the TLS public key (SPKI, DER).
    pub pin: [u8; PIN_BYTES],
}

impl EnrolmentCode {
    fn payload(&self) -> [u8; SECRET_BYTES + PIN_BYTES] {
        let mut payload = [0; SECRET_BYTES + PIN_BYTES];
        payload[..SECRET_BYTES].copy_from_slice(&self.secret);
        payload[SECRET_BYTES..].copy_from_slice(&self.pin);
        payload
    }

    fn check(&self) -> u32 {
        let digest = blake3::derive_key(CHECK_CONTEXT, &self.payload());
        (u32::from(digest[0]) << 8 | u32::from(digest[1])) >> (16 - CHECK_BITS)
    }
}

/// The secret is not written where it could end in a log.
impl fmt::Debug for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnrolmentCode(…)")
    }
}

impl fmt::Display for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bits = Bits::default();
        let mut text = String::with_capacity(CHARACTERS + CHARACTERS / GROUP);
        let mut put = |bits: &mut Bits| {
            while let Some(digit) = bits.take(5) {
                if text.len() % (GROUP + 1) == GROUP {
                    text.push('-');
                }
                text.push(char::from(ALPHABET[digit as usize]));
            }
        };
        for byte in self.payload() {
            bits.push(u32::from(byte), 8);
            put(&mut bits);
        }
        bits.push(self.check(), CHECK_BITS);
        put(&mut bits);
        f.write_str(&text)
    }
}

impl FromStr for EnrolmentCode {
    type Err = WireError;

    /// Case, spaces and hyphens do not matter; O is read as 0, I and L as 1.
    fn from_str(text: &str) -> Result<Self, WireError> {
        let mut bits = Bits::default();
        let mut bytes = Vec::with_capacity(SECRET_BYTES + PIN_BYTES);
        let mut count = 0;
        for character in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            count += 1;
            if count > CHARACTERS {
                return Err(WireError::Code("it has more than 44 characters"));
            }
            bits.push(digit(character)?, 5);
            if bytes.len() < SECRET_BYTES + PIN_BYTES {
                bytes.extend(bits.take(8).map(|byte| byte as u8));
            }
        }
        if count < CHARACTERS {
            return Err(WireError::Code("it has fewer than 44 characters"));
        }
        let (secret, pin) = bytes.split_at(SECRET_BYTES);
        let code = Self {
            secret: secret.try_into().expect("ten bytes were split off"),
            pin: pin.try_into().expect("44 characters hold 16 more bytes"),
        };
        if bits.take(CHECK_BITS) != Some(code.check()) {
            return Err(WireError::Code(
                "a character is wrong; compare it with the other screen",
            ));
        }
        Ok(code)
    }
}

fn digit(character: char) -> Result<u32, WireError> {
    let letter = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|known| char::from(*known) == letter);
    place
        .and_then(|place| u32::try_from(place).ok())
        .ok_or(WireError::Code("it holds a character that no code has"))
}

/// A queue of bits, highest first.
#[derive(Default)]
struct Bits {
    held: u32,
    count: u32,
}

impl Bits {
    fn push(&mut self, value: u32, count: u32) {
        self.held = self.held << count | value;
        self.count += count;
    }

    fn take(&mut self, count: u32) -> Option<u32> {
        self.count = self.count.checked_sub(count)?;
        let value = self.held >> self.count;
        self.held &= (1 << self.count) - 1;
        Some(value)
    }
}
