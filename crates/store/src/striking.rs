//! The end of a device: its entries beyond the last one that counts become void, and whatever they wrote is
//! worked out again.

use std::collections::BTreeSet;

use domain::devices::Closed;
use domain::tables;
use journal::{DeviceNumber, Entry, RowId};

use crate::audit_log::{self, COLUMNS};
use crate::cell::Cells;
use crate::error::StoreError;
use crate::intake::Intake;

impl Intake<'_> {
    /// Carries out the closures that an applied entry holds, itself void or not.
    pub(crate) fn close(&mut self, entry: &Entry) -> Result<(), StoreError> {
        for (device, last_seq) in entry.changes.iter().filter_map(Closed::by) {
            if self.closings.close(self.connection, device, last_seq)? {
                self.strike(device, last_seq)?;
            }
        }
        Ok(())
    }

    /// Works out every row that entries of the device beyond `last_seq` wrote. Those that wait or are parked
    /// wrote nothing; what they name is worked out in vain.
    pub(crate) fn strike(&mut self, device: DeviceNumber, last_seq: u64) -> Result<(), StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM pms_audit_log WHERE device = ?1 AND seq > ?2");
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query((device.to_string(), last_seq.cast_signed()))?;
        let mut written: BTreeSet<(u16, RowId)> = BTreeSet::new();
        while let Some(row) = stored.next()? {
            let entry = audit_log::read(row)?.map_err(StoreError::broken)?;
            written.extend(entry.changes.iter().map(|change| (change.table, change.row)));
        }
        for (number, row) in written {
            let Some(table) = tables::table(number) else { continue };
            self.settle(&Cells::new(self.connection, table, row))?;
            self.tables.insert(table.name);
        }
        self.look_at_issued_again(device)
    }
}
