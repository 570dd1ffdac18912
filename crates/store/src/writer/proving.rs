//! Proves to whoever a workstation enrols with that it has the key it names.

use ed25519_dalek::Signer;
use journal::DeviceNumber;

use super::Writer;
use crate::error::StoreError;
use crate::signed_heads::SIGNATURE_BYTES;

impl Writer {
    /// Signs bytes with the key of the number to enrol with; none where the number is not one of
    /// [`Writer::prepare_number`].
    ///
    /// # Errors
    /// When the state folder cannot be read.
    pub fn sign_enrolment(
        &self,
        device: DeviceNumber,
        message: &[u8],
    ) -> Result<Option<[u8; SIGNATURE_BYTES]>, StoreError> {
        let core = self.core();
        if let Some(own) = core.workstation.as_ref().filter(|own| own.device == device) {
            return Ok(Some(own.key.sign(message).to_bytes()));
        }
        let key = core.state.prepared_key(device)?;
        Ok(key.map(|key| key.sign(message).to_bytes()))
    }
}
