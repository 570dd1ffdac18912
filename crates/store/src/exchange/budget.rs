//! What a person set for the links of this workstation, and the bytes of each day.

use domain::time::Date;

use crate::error::StoreError;
use crate::records::Records;
use crate::writer::Writer;

/// Days whose bytes are kept: a year and a month, so that a month can be compared with the last year's.
const DAYS_KEPT: i64 = 400;

/// What a person set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkSettings {
    /// Bytes that may go each way together per ship's day; none without a limit.
    pub daily_budget_bytes: Option<u64>,
    /// Whether the link is paid for by the byte.
    pub is_metered: bool,
    /// Whether nothing is exchanged until a person says so.
    pub is_paused: bool,
    /// Where this workstation answers others as the ship's meeting point; none when it does not.
    pub listen_address: Option<String>,
}

/// Bytes of one ship's day with one peer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DailyBytes {
    /// Sent.
    pub bytes_up: u64,
    /// Received.
    pub bytes_down: u64,
}

impl DailyBytes {
    /// Both ways together.
    #[must_use]
    pub fn total(self) -> u64 {
        self.bytes_up.saturating_add(self.bytes_down)
    }
}

impl Records<'_> {
    /// What a person set for the links.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn link_settings(&self) -> Result<LinkSettings, StoreError> {
        let sql = "SELECT daily_budget_bytes, is_metered, is_paused, listen_address FROM link_settings";
        let mut prepared = self.connection.prepare_cached(sql)?;
        Ok(prepared.query_row([], |row| {
            Ok(LinkSettings {
                daily_budget_bytes: row.get::<_, Option<i64>>(0)?.map(i64::cast_unsigned),
                is_metered: row.get(1)?,
                is_paused: row.get(2)?,
                listen_address: row.get(3)?,
            })
        })?)
    }

    /// The day's bytes, with one peer or with all.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn daily_bytes(&self, day: Date, peer: Option<i64>) -> Result<DailyBytes, StoreError> {
        let sql = "SELECT coalesce(sum(bytes_up), 0), coalesce(sum(bytes_down), 0) FROM daily_bytes \
                   WHERE day = ?1 AND (?2 IS NULL OR peer_id = ?2)";
        let mut prepared = self.connection.prepare_cached(sql)?;
        Ok(prepared.query_row((day.to_string(), peer), |row| {
            Ok(DailyBytes {
                bytes_up: row.get::<_, i64>(0)?.cast_unsigned(),
                bytes_down: row.get::<_, i64>(1)?.cast_unsigned(),
            })
        })?)
    }
}

impl Writer {
    /// Keeps what a person set for the links.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_link_settings(&self, settings: &LinkSettings) -> Result<(), StoreError> {
        self.local(|connection| {
            let sql = "UPDATE link_settings SET daily_budget_bytes = ?1, is_metered = ?2, is_paused = ?3, \
                       listen_address = ?4";
            connection.prepare_cached(sql)?.execute((
                settings.daily_budget_bytes.map(u64::cast_signed),
                settings.is_metered,
                settings.is_paused,
                &settings.listen_address,
            ))?;
            Ok(())
        })
    }

    /// Adds bytes to the day's, while an exchange goes on: a cut one has cost them as well.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn count_bytes(&self, peer: i64, day: Date, bytes: DailyBytes) -> Result<(), StoreError> {
        self.local(|connection| {
            let sql = "INSERT INTO daily_bytes (day, peer_id, bytes_up, bytes_down) VALUES (?1, ?2, ?3, ?4) \
                       ON CONFLICT DO UPDATE SET bytes_up = bytes_up + excluded.bytes_up, \
                       bytes_down = bytes_down + excluded.bytes_down";
            connection.prepare_cached(sql)?.execute((
                day.to_string(),
                peer,
                bytes.bytes_up.cast_signed(),
                bytes.bytes_down.cast_signed(),
            ))?;
            let sql = "DELETE FROM daily_bytes WHERE day < \
                       (SELECT min(day) FROM (SELECT DISTINCT day FROM daily_bytes ORDER BY day DESC LIMIT ?1))";
            connection.prepare_cached(sql)?.execute([DAYS_KEPT])?;
            Ok(())
        })
    }
}
