//! Names that need no randomness: devices, rows, and the stamps that name entries.
//!
//! A row id says who made the row and in which entry, so it is unique wherever it is made, the same
//! in every run of a test, and costs nothing on the wire. Nothing here draws a number: whoever owns
//! the machine's state folder chooses the device number.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use uuid::fmt::Hyphenated;
use uuid::{Uuid, Variant, Version};

use crate::hex;

/// Bits of a device number. The 48th bit of a row id tells made rows (0) from natural keys (1).
pub const DEVICE_BITS: u32 = 47;
/// Bits of an entry's sequence number inside a row id.
pub const SEQ_BITS: u32 = 48;
/// Bits of the counter that tells the rows of one entry apart.
pub const COUNTER_BITS: u32 = 26;

/// The highest sequence number that fits a row id.
pub const SEQ_MAX: u64 = (1 << SEQ_BITS) - 1;
/// The highest counter that fits a row id.
pub const COUNTER_MAX: u32 = (1 << COUNTER_BITS) - 1;

const DEVICE_MAX: u64 = (1 << DEVICE_BITS) - 1;
const NATURAL_BIT: u8 = 0x80;
const NATURAL_CONTEXT: &str = "celesteos journal natural row id 1";

/// Why a number or text is no identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The device number does not fit its 47 bits.
    #[error("device number {0:#x} does not fit in 47 bits")]
    DeviceTooLarge(u64),
    /// Sequence numbers count from 1 and fit 48 bits.
    #[error("sequence number {0} is not between 1 and 2^48-1")]
    SeqOutOfRange(u64),
    /// One entry names fewer rows than 2^26.
    #[error("row counter {0} does not fit in 26 bits")]
    CounterTooLarge(u32),
    /// The text is not in the one form in which this identifier is written.
    #[error("{0:?} is not written as {1}")]
    Text(String, &'static str),
    /// The bytes lack the version or variant of an RFC 9562 UUIDv8.
    #[error("the bytes are no UUIDv8")]
    NotVersion8,
}

/// The random 47-bit number of a workstation, written as 12 lower-case hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceNumber(u64);

impl DeviceNumber {
    /// Takes a number that fits 47 bits.
    ///
    /// # Errors
    /// [`IdError::DeviceTooLarge`] otherwise.
    pub fn new(number: u64) -> Result<Self, IdError> {
        if number > DEVICE_MAX {
            return Err(IdError::DeviceTooLarge(number));
        }
        Ok(Self(number))
    }

    /// The number itself.
    pub fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for DeviceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}", self.0)
    }
}

impl FromStr for DeviceNumber {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError::Text(text.to_owned(), "12 lower-case hex digits");
        let bytes: [u8; 6] = hex::decode_exact(text).ok_or_else(wrong)?;
        Self::new(bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }
}

/// The id of a row: a UUIDv8 (RFC 9562) of device, sequence number and counter, or of a natural key.
///
/// `custom_a` (48 bits) holds the device with its top bit 0; `custom_b` (12) and the first 36 bits of
/// `custom_c` hold the sequence number; the last 26 bits hold the counter. Rows with a natural key
/// (a permission is an action and a role) have the top bit 1 and the rest from BLAKE3, so two
/// workstations that never met give the same row the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId([u8; 16]);

impl RowId {
    /// The id of the `k`-th row that entry `seq` of `device` makes.
    ///
    /// # Errors
    /// When `seq` is 0 or does not fit 48 bits, or `k` does not fit 26.
    pub fn new(device: DeviceNumber, seq: u64, k: u32) -> Result<Self, IdError> {
        if seq == 0 || seq > SEQ_MAX {
            return Err(IdError::SeqOutOfRange(seq));
        }
        if k > COUNTER_MAX {
            return Err(IdError::CounterTooLarge(k));
        }
        let custom = (u128::from(device.0) << 74) | (u128::from(seq) << COUNTER_BITS) | u128::from(k);
        Ok(Self::pack(custom))
    }

    /// The id of a row that is named by what it says: the same parts give the same id everywhere.
    ///
    /// Each part is hashed with its length before it, so `["ab", "c"]` and `["a", "bc"]` differ.
    pub fn natural(table: u16, key: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key(NATURAL_CONTEXT);
        hasher.update(&table.to_be_bytes());
        for part in key {
            hasher.update(&(part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        bytes[0] |= NATURAL_BIT;
        Self::mark(bytes)
    }

    /// Device, sequence number and counter of the row's making; none for a natural key.
    pub fn author(&self) -> Option<(DeviceNumber, u64, u32)> {
        if self.0[0] & NATURAL_BIT != 0 {
            return None;
        }
        let bits = u128::from_be_bytes(self.0);
        let low = bits & ((1 << 62) - 1);
        let device = (bits >> 80) as u64;
        let seq = (((bits >> 64) & 0xfff) << 36 | (low >> COUNTER_BITS)) as u64;
        let k = (low & u128::from(COUNTER_MAX)) as u32;
        Some((DeviceNumber(device), seq, k))
    }

    /// The 16 bytes as stored.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Reads 16 stored bytes.
    ///
    /// # Errors
    /// [`IdError::NotVersion8`] when version or variant are wrong; [`IdError::SeqOutOfRange`] when
    /// the bytes name an entry 0, which no device writes.
    pub fn from_bytes(bytes: [u8; 16]) -> Result<Self, IdError> {
        let uuid = Uuid::from_bytes(bytes);
        if uuid.get_version() != Some(Version::Custom) || uuid.get_variant() != Variant::RFC4122 {
            return Err(IdError::NotVersion8);
        }
        let id = Self(bytes);
        match id.author() {
            Some((_, 0, _)) => Err(IdError::SeqOutOfRange(0)),
            _ => Ok(id),
        }
    }

    /// Spreads 122 bits over the three custom fields.
    fn pack(custom: u128) -> Self {
        let a = custom >> 74;
        let b = (custom >> 62) & 0xfff;
        let c = custom & ((1 << 62) - 1);
        Self::mark(((a << 80) | (b << 64) | c).to_be_bytes())
    }

    /// Sets version 8 and the variant of RFC 9562.
    fn mark(bytes: [u8; 16]) -> Self {
        Self(Uuid::new_v8(bytes).into_bytes())
    }
}

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Uuid::from_bytes(self.0).hyphenated())
    }
}

impl FromStr for RowId {
    type Err = IdError;

    /// Reads the hyphenated form; capital letters are accepted, as people paste them.
    fn from_str(text: &str) -> Result<Self, IdError> {
        let id = Hyphenated::from_str(text).map_err(|_| IdError::Text(text.to_owned(), "a hyphenated UUID"))?;
        Self::from_bytes(id.into_uuid().into_bytes())
    }
}

/// The name of an entry: the `seq`-th of `device`. Written `0123456789ab:42`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Whose entry.
    pub device: DeviceNumber,
    /// Its place in that device's chain, counted from 1.
    pub seq: u64,
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.device, self.seq)
    }
}

impl FromStr for Stamp {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError::Text(text.to_owned(), "device:seq");
        let (device, seq) = text.split_once(':').ok_or_else(wrong)?;
        let stamp = Self {
            device: device.parse()?,
            seq: seq.parse().map_err(|_| wrong())?,
        };
        if stamp.seq == 0 || stamp.seq > SEQ_MAX {
            return Err(IdError::SeqOutOfRange(stamp.seq));
        }
        // "+7" and "007" parse as numbers; a stamp has one written form.
        if stamp.to_string() != text {
            return Err(wrong());
        }
        Ok(stamp)
    }
}

macro_rules! serde_as_text {
    ($($name:ty),+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}
pub(crate) use serde_as_text;

serde_as_text!(DeviceNumber, RowId, Stamp);
