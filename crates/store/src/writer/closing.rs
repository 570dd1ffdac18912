//! Where device numbers were closed.

use std::collections::BTreeMap;

use domain::schema::Row;
use domain::tables::Closure;
use journal::DeviceNumber;
use rusqlite::Connection;

use crate::error::StoreError;
use crate::records::Records;
use crate::writer::Writer;

impl Records<'_> {
    /// The last entry that counts, of every closed device: of several closures the lowest.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn closed(&self) -> Result<BTreeMap<DeviceNumber, u64>, StoreError> {
        let (device, last_seq) = (Closure::device.name, Closure::last_seq.name);
        let sql = format!(
            "SELECT {device}, min({last_seq}) FROM {} GROUP BY {device}",
            Closure::TABLE.name
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query([])?;
        let mut closed = BTreeMap::new();
        while let Some(row) = stored.next()? {
            // What names no device closes none.
            if let Ok(device) = row.get_ref(0)?.as_str().map_err(StoreError::broken)?.parse() {
                closed.insert(device, row.get::<_, i64>(1)?.cast_unsigned());
            }
        }
        Ok(closed)
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
    let sql = format!(
        "SELECT min({}) FROM {} WHERE {} = ?1",
        Closure::last_seq.name,
        Closure::TABLE.name,
        Closure::device.name
    );
    let mut prepared = connection.prepare_cached(&sql)?;
    let last_seq: Option<i64> = prepared.query_row([device.to_string()], |row| row.get(0))?;
    Ok(last_seq.map(i64::cast_unsigned))
}
