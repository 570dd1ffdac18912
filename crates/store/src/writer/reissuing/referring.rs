//! Whether somebody else's acts refer to a row.

use domain::tables::{self, TABLES};
use journal::{RowId, Stamp};
use rusqlite::Connection;

use crate::acceptance;
use crate::error::StoreError;
use crate::writer::closing::Closings;

/// Whether an entry of another workstation that counts writes the row, or a row that refers to it. An entry
/// that waits for something else is not asked: it is released wherever this row is.
pub(super) fn is_referred_to(connection: &Connection, row: RowId) -> Result<bool, StoreError> {
    if is_written(connection, row)? {
        return Ok(true);
    }
    let sql = "SELECT table_number FROM entry_rows WHERE row_id = ?1 LIMIT 1";
    let mut prepared = connection.prepare_cached(sql)?;
    let mut stored = prepared.query([row.as_bytes().as_slice()])?;
    let number: Option<u16> = stored.next()?.map(|line| line.get(0)).transpose()?;
    let Some(target) = number.and_then(tables::table) else {
        return Ok(false);
    };
    for table in TABLES {
        for column in table
            .columns
            .iter()
            .filter(|column| column.refers_to == Some(target.name))
        {
            let sql = format!("SELECT id FROM {} WHERE {} = ?1", table.name, column.name);
            let mut prepared = connection.prepare_cached(&sql)?;
            let referring = prepared.query_map([row.as_bytes().as_slice()], |line| line.get::<_, [u8; 16]>(0))?;
            for id in referring.collect::<Result<Vec<_>, _>>()? {
                if is_written(connection, RowId::from_bytes(id)?)? {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}

/// Whether an entry of another workstation that counts writes the row.
fn is_written(connection: &Connection, row: RowId) -> Result<bool, StoreError> {
    let (own, closings) = (acceptance::own_numbers(connection)?, Closings::load(connection)?);
    let sql = "SELECT l.device, l.seq FROM entry_rows e JOIN pms_audit_log l ON l.rowid = e.arrival \
               WHERE e.row_id = ?1";
    let mut prepared = connection.prepare_cached(sql)?;
    let mut stored = prepared.query([row.as_bytes().as_slice()])?;
    while let Some(line) = stored.next()? {
        let device = line.get_ref(0)?.as_str().map_err(StoreError::broken)?;
        let stamp = Stamp {
            device: device.parse().map_err(StoreError::broken)?,
            seq: line.get::<_, i64>(1)?.cast_unsigned(),
        };
        if !own.contains(&stamp.device) && !closings.is_void(stamp) {
            return Ok(true);
        }
    }
    Ok(false)
}
