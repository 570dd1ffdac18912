//! Entries that wait for rows, and are released by them.

use std::sync::Arc;

use journal::{Entry, Stamp};

use super::working::Working;
use crate::column::Id;
use crate::database::{ShoreError, Work};
use crate::entries;

/// The entries for whose last rows nobody waits any more, ascending; none when there are none.
pub(crate) async fn release(work: &Work<'_>, working: &mut Working) -> Result<Option<Vec<Arc<Entry>>>, ShoreError> {
    let fresh: Vec<Id> = std::mem::take(&mut working.fresh).into_iter().map(Id).collect();
    if fresh.is_empty() {
        return Ok(None);
    }
    let mut released = from_this_batch(working);
    released.extend(from_before(work, &fresh).await?);
    released.sort_by_key(|entry| entry.stamp());
    Ok((!released.is_empty()).then_some(released))
}

/// Those that this batch brought.
fn from_this_batch(working: &mut Working) -> Vec<Arc<Entry>> {
    let arrived = &working.arrived;
    let ready: Vec<Stamp> = working
        .held
        .iter()
        .filter(|(_, rows)| rows.iter().all(|row| arrived.get(row).is_some_and(Option::is_some)))
        .map(|(stamp, _)| *stamp)
        .collect();
    ready
        .into_iter()
        .filter_map(|stamp| {
            working.held.remove(&stamp);
            working.entries.get(&stamp).map(Arc::clone)
        })
        .collect()
}

/// Those that were waiting already. They are forgotten as waiting.
async fn from_before(work: &Work<'_>, fresh: &[Id]) -> Result<Vec<Arc<Entry>>, ShoreError> {
    let sql = "DELETE FROM shore_held_rows WHERE vessel_id = $1 AND row_id = ANY($2) RETURNING device, seq";
    let waiting = stamps(&work.rows(sql, &[&work.vessel(), &fresh]).await?)?;
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let (devices, seqs) = entries::split(&waiting);
    let sql = "DELETE FROM shore_held h USING unnest($2::text[], $3::bigint[]) AS s (device, seq) \
               WHERE h.vessel_id = $1 AND h.device = s.device COLLATE \"C\" AND h.seq = s.seq AND NOT EXISTS ( \
                   SELECT 1 FROM shore_held_rows r \
                   WHERE r.vessel_id = $1 AND r.device = h.device AND r.seq = h.seq) \
               RETURNING h.device, h.seq";
    let ready = stamps(&work.rows(sql, &[&work.vessel(), &devices, &seqs]).await?)?;
    let found = entries::named(work, &ready).await?;
    if found.len() != ready.len() {
        return Err(ShoreError::broken("an entry that waits is not in the audit log"));
    }
    Ok(found.into_iter().map(Arc::new).collect())
}

fn stamps(rows: &[tokio_postgres::Row]) -> Result<Vec<Stamp>, ShoreError> {
    let mut stamps = rows
        .iter()
        .map(|row| entries::stamp(row, 0))
        .collect::<Result<Vec<_>, _>>()?;
    stamps.sort_unstable();
    stamps.dedup();
    Ok(stamps)
}
