//! Who may write entries of a vessel: the device that founded it, every device that was confirmed, and
//! each of them only up to where it was closed.
//!
//! The gateway ashore writes the same rows without a plan, so they are made here for both.

use crate::field::Field;
use crate::plan::Values;
use crate::schema::Row;
use crate::tables::{Closure, Confirmation, DeviceKind};
use journal::{Change, ChangeKind, DeviceNumber, Hash, RowId, Value};

/// Bytes of an Ed25519 public key.
pub const PUBLIC_KEY_BYTES: usize = 32;

/// The parameter of a closure that names the first entry beyond it, by the hash it has where the closure
/// was written. Of two histories under one number that one's rows keep their ids when it is issued again;
/// the other one's get new ones. None where no entry beyond was there.
pub const BEYOND: &str = "beyond";

/// What the gateway is called in the record, where nobody gives it a name.
pub const SHORE_NAME: &str = "Shore";

/// The row that confirms the device.
#[must_use]
pub fn confirmation_id(device: DeviceNumber) -> RowId {
    RowId::natural(Confirmation::TABLE.number, &[device.to_string().as_bytes()])
}

/// The row that must be there before entries of the device count; none for the device that founded the
/// vessel, which is named in the vessel's own id.
#[must_use]
pub fn vouched_by(vessel: RowId, device: DeviceNumber) -> Option<RowId> {
    let is_founder = vessel.author().is_some_and(|(founder, _, _)| founder == device);
    (!is_founder).then(|| confirmation_id(device))
}

/// A device that is let into the vessel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// Its number.
    pub device: DeviceNumber,
    /// What it is.
    pub kind: DeviceKind,
    /// The letter it is given; none for the gateway.
    pub letter: Option<String>,
    /// Where it stands, for people.
    pub name: String,
    /// Its Ed25519 public key.
    pub public_key: [u8; PUBLIC_KEY_BYTES],
}

impl Confirmed {
    pub(crate) fn values(&self) -> Values {
        Values::new()
            .set(Confirmation::device, &self.device.to_string())
            .set(Confirmation::kind, &self.kind)
            .set(Confirmation::letter, &self.letter)
            .set(Confirmation::name, &self.name)
            .set(Confirmation::public_key, &self.public_key.to_vec())
    }

    /// The row as the gateway writes it, which has no plan.
    #[must_use]
    pub fn change(&self) -> Change {
        let values = vec![
            (Confirmation::device.number, self.device.to_string().to_value()),
            (Confirmation::kind.number, self.kind.to_value()),
            (Confirmation::letter.number, self.letter.to_value()),
            (Confirmation::name.number, self.name.to_value()),
            (Confirmation::public_key.number, self.public_key.to_vec().to_value()),
        ];
        insert(Confirmation::TABLE.number, confirmation_id(self.device), values)
    }
}

/// The end of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Its number.
    pub device: DeviceNumber,
    /// Its last entry that counts; 0 when none does.
    pub last_seq: u64,
    /// That entry's hash; where none counts, what stands before a first entry.
    pub hash: Hash,
    /// Why.
    pub reason: String,
}

impl Closed {
    pub(crate) fn values(&self) -> Values {
        Values::new()
            .set(Closure::device, &self.device.to_string())
            .set(Closure::last_seq, &self.last_seq.cast_signed())
            .set(Closure::hash, &self.hash.to_string())
            .set(Closure::reason, &self.reason)
    }

    /// The row as the gateway writes it, which has no plan.
    #[must_use]
    pub fn change(&self, row: RowId) -> Change {
        let values = vec![
            (Closure::device.number, self.device.to_string().to_value()),
            (Closure::last_seq.number, self.last_seq.cast_signed().to_value()),
            (Closure::hash.number, self.hash.to_string().to_value()),
            (Closure::reason.number, self.reason.to_value()),
        ];
        insert(Closure::TABLE.number, row, values)
    }

    /// Which device the row closes, and after which entry; none for any other change.
    #[must_use]
    pub fn by(change: &Change) -> Option<(DeviceNumber, u64)> {
        let ChangeKind::Insert { values } = &change.kind else {
            return None;
        };
        if change.table != Closure::TABLE.number {
            return None;
        }
        let value = |number: u16| {
            values
                .iter()
                .find(|(column, _)| *column == number)
                .map(|(_, value)| value)
        };
        let device = value(Closure::device.number)?.as_text()?.parse().ok()?;
        let last_seq = value(Closure::last_seq.number)?.as_int()?;
        Some((device, u64::try_from(last_seq).ok()?))
    }
}

fn insert(table: u16, row: RowId, values: Vec<(u16, Value)>) -> Change {
    let values = values.into_iter().filter(|(_, value)| !value.is_null()).collect();
    Change {
        table,
        row,
        kind: ChangeKind::Insert { values },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn device(number: u64) -> DeviceNumber {
        DeviceNumber::new(number).unwrap()
    }

    #[test]
    fn the_founder_needs_nobodys_word_and_everybody_else_a_row_of_their_own() {
        let vessel = RowId::new(device(7), 1, 0).unwrap();
        assert_eq!(vouched_by(vessel, device(7)), None);
        assert_eq!(vouched_by(vessel, device(8)), Some(confirmation_id(device(8))));
        assert_ne!(confirmation_id(device(8)), confirmation_id(device(9)));
    }

    #[test]
    fn a_closure_is_read_back_from_its_change_and_nothing_else_is_one() {
        let closed = Closed {
            device: device(9),
            last_seq: 12,
            hash: journal::genesis_hash(device(9)),
            reason: "Lost overboard".to_owned(),
        };
        let change = closed.change(RowId::new(device(7), 3, 0).unwrap());
        assert_eq!(Closed::by(&change), Some((device(9), 12)));
        let confirmed = Confirmed {
            device: device(9),
            kind: DeviceKind::Shore,
            letter: None,
            name: SHORE_NAME.to_owned(),
            public_key: [3; PUBLIC_KEY_BYTES],
        };
        let change = confirmed.change();
        assert_eq!((change.row, Closed::by(&change)), (confirmation_id(device(9)), None));
        assert_eq!(change.kind.values().count(), 4);
    }
}
