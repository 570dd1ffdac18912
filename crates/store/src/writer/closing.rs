//! Where device numbers were closed.
//!
//! Of several closures of a device the lowest counts. One that lies beyond its own author's end counts as
//! well: else two devices that close each other would leave it open which of them is closed.

use std::collections::BTreeMap;

use journal::{DeviceNumber, Stamp};
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::records::Records;
use crate::writer::Writer;

/// The last entry that counts, of every closed device.
#[derive(Clone, Debug, Default)]
pub(crate) struct Closings(BTreeMap<DeviceNumber, u64>);

impl Closings {
    pub(crate) fn load(connection: &Connection) -> Result<Self, StoreError> {
        let mut prepared = connection.prepare_cached("SELECT device, last_seq FROM closed_devices")?;
        let mut stored = prepared.query([])?;
        let mut closed = BTreeMap::new();
        while let Some(row) = stored.next()? {
            let device = row.get_ref(0)?.as_str().map_err(StoreError::broken)?;
            let device = device.parse().map_err(StoreError::broken)?;
            closed.insert(device, row.get::<_, i64>(1)?.cast_unsigned());
        }
        Ok(Self(closed))
    }

    /// Whether the entry lies beyond its device's end.
    pub(crate) fn is_void(&self, stamp: Stamp) -> bool {
        self.0.get(&stamp.device).is_some_and(|last| stamp.seq > *last)
    }

    /// Whether the device was closed, wherever.
    pub(crate) fn is_closed(&self, device: DeviceNumber) -> bool {
        self.0.contains_key(&device)
    }

    /// Closes a device; whether that ends it earlier than before.
    pub(crate) fn close(
        &mut self,
        connection: &Connection,
        device: DeviceNumber,
        last_seq: u64,
    ) -> Result<bool, StoreError> {
        if self.0.get(&device).is_some_and(|last| *last <= last_seq) {
            return Ok(false);
        }
        self.0.insert(device, last_seq);
        let sql = "INSERT INTO closed_devices (device, last_seq) VALUES (?1, ?2) \
                   ON CONFLICT DO UPDATE SET last_seq = excluded.last_seq";
        let mut prepared = connection.prepare_cached(sql)?;
        prepared.execute((device.to_string(), last_seq.cast_signed()))?;
        Ok(true)
    }

    /// Each closed device and its last entry that counts.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (DeviceNumber, u64)> + '_ {
        self.0.iter().map(|(device, last)| (*device, *last))
    }
}

impl Records<'_> {
    /// The last entry that counts, of every closed device: of several closures the lowest.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn closed(&self) -> Result<BTreeMap<DeviceNumber, u64>, StoreError> {
        Ok(Closings::load(self.connection)?.0)
    }
}

impl Writer {
    /// Stops writing under that number, since others say that it was closed: what comes next needs a new
    /// one. Does nothing where this replica writes under another.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn leave_closed_number(&self, device: DeviceNumber) -> Result<(), StoreError> {
        self.transact(|batch| {
            batch.leave_number(device);
            Ok(())
        })
    }
}

/// The last entry of the device that counts: of several closures the lowest; none where it is not closed.
pub(crate) fn closed_after(connection: &Connection, device: DeviceNumber) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT last_seq FROM closed_devices WHERE device = ?1";
    let mut prepared = connection.prepare_cached(sql)?;
    let last_seq: Option<i64> = prepared.query_row([device.to_string()], |row| row.get(0)).optional()?;
    Ok(last_seq.map(i64::cast_unsigned))
}
