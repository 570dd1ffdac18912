//! The end of a device: its entries beyond the last one that counts become void, and whatever they
//! wrote is worked out again.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::merge::DeclaredTables;
use domain::tables;
use journal::{Change, DeviceNumber, Entry, RowId, Schema};

use super::loading;
use super::working::{Working, is_insert};
use crate::database::{ShoreError, Work};
use crate::entries;

/// Opens every group that a void entry wrote. Entries that wait or are parked wrote nothing; what they
/// name is worked out in vain.
pub(crate) async fn strike(work: &Work<'_>, working: &mut Working) -> Result<(), ShoreError> {
    let closed: Vec<(DeviceNumber, u64)> = working
        .newly_closed
        .iter()
        .map(|(device, last)| (*device, *last))
        .collect();
    for (device, last_seq) in closed {
        let mut void: Vec<Arc<Entry>> = working
            .entries
            .values()
            .filter(|entry| entry.device == device && entry.seq > last_seq)
            .map(Arc::clone)
            .collect();
        let before = entries::after(work, device, last_seq, i64::MAX).await?;
        void.extend(before.into_iter().map(Arc::new));
        let changes = || void.iter().flat_map(|entry| &entry.changes);
        let rows: BTreeSet<(u16, RowId)> = changes()
            .filter(|change| tables::table(change.table).is_some())
            .map(|change| (change.table, change.row))
            .collect();
        loading::records(work, working, rows).await?;
        changes().for_each(|change| open(working, change));
    }
    Ok(())
}

fn open(working: &mut Working, change: &Change) {
    let Some(record) = working.records.get_mut(&(change.table, change.row)) else {
        return;
    };
    if is_insert(change) {
        return record.open_all();
    }
    let groups: BTreeSet<u16> = change
        .kind
        .values()
        .filter_map(|(column, _)| DeclaredTables.group(change.table, *column))
        .collect();
    groups.into_iter().for_each(|group| record.open(group));
}
