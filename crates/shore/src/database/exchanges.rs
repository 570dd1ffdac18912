//! The record of exchanges: what passed between the gateway and each device.

use journal::{DeviceNumber, RowId};

use super::{Database, ShoreError, Work};
use crate::column::Moment;

/// Exchanges kept per device; the oldest give way.
const KEPT_PER_DEVICE: i64 = 1_000;

/// What passed in one exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExchangeNote {
    /// With whom.
    pub device: DeviceNumber,
    /// Milliseconds UTC.
    pub began_at: i64,
    /// Milliseconds UTC.
    pub ended_at: i64,
    /// Bytes of the request's body.
    pub received_bytes: u64,
    /// Bytes of the answer's body.
    pub sent_bytes: u64,
    /// Entries that were new here.
    pub received_entries: u64,
    /// Entries handed out.
    pub sent_entries: u64,
    /// Empty when all went well, else the code of the refusal or fault.
    pub outcome: String,
}

impl Database {
    /// Notes an exchange.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn note_exchange(&self, vessel: RowId, note: &ExchangeNote) -> Result<(), ShoreError> {
        let mut connection = self.connection().await?;
        let work = Work::reading(&mut connection, vessel).await?;
        let sql = "INSERT INTO shore_exchanges (vessel_id, device, began_at, ended_at, received_bytes, sent_bytes, \
                       received_entries, sent_entries, outcome) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let device = note.device.to_string();
        let (began_at, ended_at) = (Moment(note.began_at), Moment(note.ended_at));
        let counts = [
            note.received_bytes,
            note.sent_bytes,
            note.received_entries,
            note.sent_entries,
        ];
        let [received_bytes, sent_bytes, received, sent] = counts.map(u64::cast_signed);
        work.run(
            sql,
            &[
                &work.vessel(),
                &device,
                &began_at,
                &ended_at,
                &received_bytes,
                &sent_bytes,
                &received,
                &sent,
                &note.outcome,
            ],
        )
        .await?;
        let sql = "DELETE FROM shore_exchanges WHERE vessel_id = $1 AND device = $2 AND id <= ( \
                       SELECT id FROM shore_exchanges WHERE vessel_id = $1 AND device = $2 \
                       ORDER BY id DESC OFFSET $3 LIMIT 1)";
        work.run(sql, &[&work.vessel(), &device, &KEPT_PER_DEVICE]).await?;
        work.commit().await
    }

    /// What passed last with each device, by device.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_exchanges(&self, vessel: RowId) -> Result<Vec<ExchangeNote>, ShoreError> {
        let mut connection = self.connection().await?;
        let work = Work::reading(&mut connection, vessel).await?;
        let sql = "SELECT DISTINCT ON (device) device, began_at, ended_at, received_bytes, sent_bytes, \
                       received_entries, sent_entries, outcome \
                   FROM shore_exchanges WHERE vessel_id = $1 ORDER BY device, id DESC";
        let rows = work.rows(sql, &[&work.vessel()]).await?;
        rows.iter()
            .map(|row| {
                let device: &str = row.try_get(0)?;
                let count = |at: usize| Ok::<_, ShoreError>(row.try_get::<_, i64>(at)?.cast_unsigned());
                Ok(ExchangeNote {
                    device: device.parse().map_err(ShoreError::broken)?,
                    began_at: row.try_get::<_, Moment>(1)?.0,
                    ended_at: row.try_get::<_, Moment>(2)?.0,
                    received_bytes: count(3)?,
                    sent_bytes: count(4)?,
                    received_entries: count(5)?,
                    sent_entries: count(6)?,
                    outcome: row.try_get(7)?,
                })
            })
            .collect()
    }
}
