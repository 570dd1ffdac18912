//! Where device numbers were closed.

use domain::schema::Row;
use domain::tables::Closure;
use journal::DeviceNumber;
use rusqlite::Connection;

use crate::error::StoreError;

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
