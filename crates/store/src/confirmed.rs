//! Whose entries count: of devices that founded the vessel or were confirmed, and here of this replica's own
//! numbers too, before anybody confirmed them.

use domain::devices;
use journal::DeviceNumber;

use crate::acceptance;
use crate::error::StoreError;
use crate::records::Records;

impl Records<'_> {
    /// Whether every entry of the device counts here as it counts elsewhere: it founded the vessel, or was
    /// confirmed. The word of an entry beyond its own device's end is a word.
    ///
    /// # Errors
    /// When the database cannot be read, or the replica belongs to no vessel.
    pub fn is_confirmed(&self, device: DeviceNumber) -> Result<bool, StoreError> {
        let vessel = self.vessel()?.ok_or(StoreError::NoVessel)?;
        let Some(word) = devices::vouched_by(vessel, device) else {
            return Ok(true);
        };
        let is_there: Option<bool> = self.optional(
            "SELECT EXISTS (SELECT 1 FROM entry_rows WHERE row_id = ?1)",
            [word.as_bytes().as_slice()],
        )?;
        Ok(is_there.unwrap_or(false))
    }

    /// The numbers of this replica that wrote entries and that nobody confirmed yet. What they wrote has its
    /// effect here, and waits everywhere else.
    ///
    /// # Errors
    /// When the database cannot be read, or the replica belongs to no vessel.
    pub fn unconfirmed_own_numbers(&self) -> Result<Vec<DeviceNumber>, StoreError> {
        let mut unconfirmed = Vec::new();
        for device in acceptance::own_numbers(self.connection)? {
            if self.head(device)?.seq > 0 && !self.is_confirmed(device)? {
                unconfirmed.push(device);
            }
        }
        Ok(unconfirmed)
    }
}
