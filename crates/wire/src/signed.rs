//! Heads that a device signed, and how every signature here is checked.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use journal::{DeviceNumber, Hash, RowId};

use crate::error::WireError;

/// What a head's signature is of: this, then vessel (16 bytes), device, seq (8 each, big-endian), hash.
const HEAD_CONTEXT: &[u8] = b"celesteos wire head 1\0";

/// Up to here a device's chain is what the device itself says it is.
///
/// A batch ends at one. Whoever carries entries keeps the signed heads it received, so that it can pack
/// them anew without the device's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedHead {
    /// Whose chain.
    pub device: DeviceNumber,
    /// The entry it stands at.
    pub seq: u64,
    /// That entry's hash.
    pub hash: Hash,
    /// Ed25519 of the device's key over [`SignedHead::message`].
    pub signature: [u8; 64],
}

impl SignedHead {
    /// The bytes that are signed.
    pub fn message(vessel: RowId, device: DeviceNumber, seq: u64, hash: &Hash) -> Vec<u8> {
        let mut message = HEAD_CONTEXT.to_vec();
        message.extend_from_slice(vessel.as_bytes());
        message.extend_from_slice(&device.get().to_be_bytes());
        message.extend_from_slice(&seq.to_be_bytes());
        message.extend_from_slice(hash.as_bytes());
        message
    }

    /// Signs the head of the device whose key it is.
    pub fn sign(vessel: RowId, device: DeviceNumber, seq: u64, hash: Hash, key: &SigningKey) -> Self {
        let signature = key.sign(&Self::message(vessel, device, seq, &hash)).to_bytes();
        Self {
            device,
            seq,
            hash,
            signature,
        }
    }

    /// Whether the signature is that of the device's public key, for this vessel.
    ///
    /// # Errors
    /// [`WireError::BadSignature`].
    pub fn verify(&self, vessel: RowId, public_key: &[u8; 32]) -> Result<(), WireError> {
        let message = Self::message(vessel, self.device, self.seq, &self.hash);
        verify(self.device, public_key, &message, &self.signature)
    }
}

/// Strict verification: no weak keys, and one signature has one form.
pub(crate) fn verify(
    device: DeviceNumber,
    public_key: &[u8; 32],
    message: &[u8],
    signature: &[u8; 64],
) -> Result<(), WireError> {
    VerifyingKey::from_bytes(public_key)
        .and_then(|key| key.verify_strict(message, &Signature::from_bytes(signature)))
        .map_err(|_| WireError::BadSignature(device))
}
