//! Whose signature counts for a device: the key it was confirmed with, else the one it introduced
//! itself with.

use domain::devices::confirmation_id;
use domain::schema::Row;
use domain::tables::{Confirmation, Device};
use journal::{ChangeKind, DeviceNumber, Entry, Stamp};

use super::RunRefusal;
use crate::error::StoreError;
use crate::records::Records;

/// Bytes of an Ed25519 public key.
pub const PUBLIC_KEY_BYTES: usize = ed25519_dalek::PUBLIC_KEY_LENGTH;

/// The key that the entry introduces its own device with.
fn introduced_by(entry: &Entry) -> Option<Vec<u8>> {
    let own_number = entry.device.to_string();
    entry.changes.iter().find_map(|change| {
        let ChangeKind::Insert { values } = &change.kind else {
            return None;
        };
        let value = |number: u16| {
            values
                .iter()
                .find(|(column, _)| *column == number)
                .map(|(_, value)| value)
        };
        let is_own = change.table == Device::TABLE.number
            && value(Device::device.number)?.as_text() == Some(own_number.as_str());
        if !is_own {
            return None;
        }
        value(Device::public_key.number)?.as_bytes().map(<[u8]>::to_vec)
    })
}

/// The device's public key. `first` is its first entry, where it is not here yet.
pub(crate) fn public_key(
    records: &Records<'_>,
    device: DeviceNumber,
    first: Option<&Entry>,
) -> Result<Result<[u8; PUBLIC_KEY_BYTES], RunRefusal>, StoreError> {
    let confirmed = match records.row_or_hidden(Confirmation::TABLE, confirmation_id(device))? {
        Some(row) => Some(Confirmation::read(&row).map_err(StoreError::broken)?.public_key),
        None => None,
    };
    let introduced = match records.entry(Stamp { device, seq: 1 })? {
        Some(entry) => introduced_by(&entry),
        None => first.filter(|entry| entry.seq == 1).and_then(introduced_by),
    };
    let key = match (confirmed, introduced) {
        (Some(confirmed), Some(introduced)) if confirmed != introduced => return Ok(Err(RunRefusal::Forged(device))),
        (Some(key), _) | (None, Some(key)) => key,
        (None, None) => return Ok(Err(RunRefusal::UnknownDevice(device))),
    };
    // A key of another length is nobody's.
    Ok(<[u8; PUBLIC_KEY_BYTES]>::try_from(key).map_err(|_| RunRefusal::Forged(device)))
}

impl Records<'_> {
    /// The public key of a device that was confirmed or introduced itself; none for an unknown one, and
    /// where both name different keys.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn public_key(&self, device: DeviceNumber) -> Result<Option<[u8; PUBLIC_KEY_BYTES]>, StoreError> {
        Ok(public_key(self, device, None)?.ok())
    }
}
