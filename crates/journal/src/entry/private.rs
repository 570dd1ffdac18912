use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{EntryError, cbor};
use crate::hash::Hash;
use crate::hex;
use crate::value::Value;

const PRIVATE_CONTEXT: &str = "celesteos journal private values 1";

/// Personal values (a name, a rank, a PIN hash) that can be struck while the chain still verifies.
///
/// The entry's hash covers `digest` only. The salt keeps the digest from being tried out against a
/// list of names, so it is struck together with the values.
///
/// JSON: `{"digest":"…","salt":"…","values":[…]}`, struck `{"digest":"…"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Private {
    /// 16 random bytes; all zero once struck.
    pub salt: [u8; 16],
    /// BLAKE3 of the salt followed by the canonical CBOR of the values.
    pub digest: Hash,
    /// The values, named by [`Value::Private`] with their index; none once struck.
    pub values: Option<Vec<Value>>,
}

impl Private {
    /// Seals the values under a salt that the caller drew.
    pub fn new(salt: [u8; 16], values: Vec<Value>) -> Self {
        Self {
            salt,
            digest: digest(&salt, &values),
            values: Some(values),
        }
    }

    /// Removes values and salt; the digest stays.
    pub fn strike(&mut self) {
        self.salt = [0; 16];
        self.values = None;
    }

    /// Whether the values were struck.
    pub fn is_struck(&self) -> bool {
        self.values.is_none()
    }

    /// Whether the values are those of the digest; struck values are.
    ///
    /// # Errors
    /// [`EntryError::PrivateMismatch`].
    pub fn verify(&self) -> Result<(), EntryError> {
        let holds = match &self.values {
            Some(values) => digest(&self.salt, values) == self.digest,
            None => self.salt == [0; 16],
        };
        if holds {
            Ok(())
        } else {
            Err(EntryError::PrivateMismatch)
        }
    }
}

fn digest(salt: &[u8; 16], values: &[Value]) -> Hash {
    Hash::derive(PRIVATE_CONTEXT, &[salt, &cbor::encode_values(values)])
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    digest: Hash,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    values: Option<Vec<Value>>,
}

impl Serialize for Private {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let salt = self.values.is_some().then(|| hex::encode(&self.salt));
        Form {
            digest: self.digest,
            salt,
            values: self.values.clone(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Private {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = Form::deserialize(deserializer)?;
        let salt = match (&form.salt, &form.values) {
            (Some(salt), Some(_)) => hex::decode_exact(salt),
            (None, None) => Some([0; 16]),
            _ => None,
        };
        let salt = salt.ok_or_else(|| serde::de::Error::custom("a private part has salt and values, or neither"))?;
        Ok(Self {
            salt,
            digest: form.digest,
            values: form.values,
        })
    }
}
