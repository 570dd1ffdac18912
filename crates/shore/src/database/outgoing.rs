//! Packs entries for whoever lacks them.

use journal::{DeviceNumber, Entry, RowId};
use wire::{Batch, SignedHead};

use super::standing::hash;
use super::{Database, ShoreError, Work};
use crate::entries;

/// Entries looked at for one batch: somewhat more than fit one as a rule.
const ENTRIES_AT_ONCE: i64 = 2_000;

impl Database {
    /// The device's entries after `after_seq`, as many as fit a batch; none where there are none, or
    /// none that the device has signed.
    ///
    /// # Errors
    /// When the database cannot be read, or an entry is not what was stored.
    pub async fn next_batch(
        &self,
        vessel: RowId,
        device: DeviceNumber,
        after_seq: u64,
    ) -> Result<Option<Batch>, ShoreError> {
        let mut connection = self.connection().await?;
        let work = Work::reading(&mut connection, vessel).await?;
        let mut limit = ENTRIES_AT_ONCE;
        loop {
            let found = entries::after(&work, device, after_seq, limit).await?;
            let heads = heads(&work, device, &found).await?;
            if !heads.is_empty() {
                return Ok(Some(wire::pack_upto(vessel, &found, &heads)?));
            }
            // The next head lies further on than a device signs as a rule.
            if found.len() < usize::try_from(limit).unwrap_or(usize::MAX) {
                return Ok(None);
            }
            limit = limit.saturating_mul(8);
        }
    }
}

/// The signed heads at these entries.
async fn heads(work: &Work<'_>, device: DeviceNumber, found: &[Entry]) -> Result<Vec<SignedHead>, ShoreError> {
    let (Some(first), Some(last)) = (found.first(), found.last()) else {
        return Ok(Vec::new());
    };
    let sql = "SELECT seq, hash, signature FROM shore_signed_heads \
               WHERE vessel_id = $1 AND device = $2 AND seq BETWEEN $3 AND $4 ORDER BY seq";
    let range = (first.seq.cast_signed(), last.seq.cast_signed());
    let rows = work
        .rows(sql, &[&work.vessel(), &device.to_string(), &range.0, &range.1])
        .await?;
    rows.iter()
        .map(|row| {
            let signature: &[u8] = row.try_get(2)?;
            Ok(SignedHead {
                device,
                seq: row.try_get::<_, i64>(0)?.cast_unsigned(),
                hash: hash(row.try_get(1)?)?,
                signature: signature.try_into().map_err(ShoreError::broken)?,
            })
        })
        .collect()
}
