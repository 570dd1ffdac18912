//! Entries that are here and have no effect, or not all of it: held, parked, void.

use std::collections::HashSet;

use journal::{RowId, Stamp};

use crate::audit_log;
use crate::error::StoreError;
use crate::records::Records;

/// Held entries looked at for one record; more wait only after a workstation joined with a long history.
const HELD_LOOKED_AT_MAX: i64 = 2_000;

/// How many entries have no effect, or not all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetAside {
    /// They wait for rows that are not here yet, or for a device to be confirmed.
    pub held: u64,
    /// They were written by a newer version, or do not fit.
    pub parked: u64,
    /// They lie beyond the end of a closed device, and nobody issued them again.
    pub void: u64,
}

/// Why an entry has no effect, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// It waits for rows that are not here yet, or for a device to be confirmed.
    Held,
    /// It was written by a newer version, or does not fit.
    Parked,
    /// It lies beyond the end of a closed device, and nobody issued it again.
    Void,
}

impl SetAside {
    /// Whether everything here has its effect.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Records<'_> {
    /// How many entries are set aside.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn set_aside(&self) -> Result<SetAside, StoreError> {
        let count = |sql: &str| -> Result<u64, StoreError> {
            let counted: Option<i64> = self.optional(sql, [])?;
            Ok(counted.unwrap_or(0).cast_unsigned())
        };
        let reissued = count("SELECT count(DISTINCT reissue_of) FROM pms_audit_log WHERE reissue_of <> ''")?;
        let closed = self.closed()?;
        let heads = self.frontier()?;
        let beyond = closed
            .iter()
            .map(|(device, last)| heads.get(*device).saturating_sub(*last));
        Ok(SetAside {
            held: count("SELECT count(*) FROM held")?,
            parked: count("SELECT count(DISTINCT arrival) FROM parked")?,
            void: beyond.sum::<u64>().saturating_sub(reissued),
        })
    }

    /// How many of the entries that concern one of these rows are set aside.
    ///
    /// # Errors
    /// When the database cannot be read, or an entry no longer decodes.
    pub fn set_aside_of_rows(&self, rows: &[RowId]) -> Result<SetAside, StoreError> {
        let wanted: HashSet<RowId> = rows.iter().copied().collect();
        let mut found = SetAside::default();
        for arrival in self.held_arrivals()? {
            let entry = audit_log::at(self.connection, arrival)?;
            found.held += u64::from(entry.changes.iter().any(|change| wanted.contains(&change.row)));
        }
        let closed = self.closed()?;
        for row in rows {
            let sql = "SELECT count(DISTINCT arrival) FROM parked WHERE row_id = ?1";
            let parked: Option<i64> = self.optional(sql, [row.as_bytes().as_slice()])?;
            found.parked += parked.unwrap_or(0).cast_unsigned();
            let written = self.writers_of(*row)?;
            let is_void = |stamp: &Stamp| closed.get(&stamp.device).is_some_and(|last| *last < stamp.seq);
            for stamp in written.into_iter().filter(is_void) {
                found.void += u64::from(!self.is_reissued(stamp)?);
            }
        }
        Ok(found)
    }

    /// Why each of these entries has no effect, or not all of it; none for one that has all of it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn aside(&self, entries: &[Stamp]) -> Result<Vec<Option<Aside>>, StoreError> {
        let closed = self.closed()?;
        let why = |stamp: &Stamp| -> Result<Option<Aside>, StoreError> {
            let is_beyond = closed.get(&stamp.device).is_some_and(|last| *last < stamp.seq);
            if is_beyond && !self.is_reissued(*stamp)? {
                return Ok(Some(Aside::Void));
            }
            if self.lies_in("SELECT EXISTS (SELECT 1 FROM held WHERE arrival = ?1)", *stamp)? {
                return Ok(Some(Aside::Held));
            }
            let is_parked = self.lies_in("SELECT EXISTS (SELECT 1 FROM parked WHERE arrival = ?1)", *stamp)?;
            Ok(is_parked.then_some(Aside::Parked))
        };
        entries.iter().map(why).collect()
    }

    fn lies_in(&self, sql: &str, stamp: Stamp) -> Result<bool, StoreError> {
        let by_stamp = "SELECT rowid FROM pms_audit_log WHERE device = ?1 AND seq = ?2";
        let arrival: Option<i64> = self.optional(by_stamp, (stamp.device.to_string(), stamp.seq.cast_signed()))?;
        let Some(arrival) = arrival else { return Ok(false) };
        let is_there: Option<bool> = self.optional(sql, [arrival])?;
        Ok(is_there.unwrap_or(false))
    }

    fn held_arrivals(&self) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT arrival FROM held ORDER BY arrival LIMIT ?1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let arrivals = prepared.query_map([HELD_LOOKED_AT_MAX], |row| row.get(0))?;
        Ok(arrivals.collect::<Result<_, _>>()?)
    }

    fn writers_of(&self, row: RowId) -> Result<Vec<Stamp>, StoreError> {
        let sql = "SELECT l.device, l.seq FROM entry_rows e JOIN pms_audit_log l ON l.rowid = e.arrival \
                   WHERE e.row_id = ?1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query([row.as_bytes().as_slice()])?;
        let mut stamps = Vec::new();
        while let Some(row) = stored.next()? {
            let device = row.get_ref(0)?.as_str().map_err(StoreError::broken)?;
            stamps.push(Stamp {
                device: device.parse().map_err(StoreError::broken)?,
                seq: row.get::<_, i64>(1)?.cast_unsigned(),
            });
        }
        Ok(stamps)
    }

    fn is_reissued(&self, stamp: Stamp) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM pms_audit_log WHERE reissue_of = ?1 AND reissue_of <> '')";
        let is_there: Option<bool> = self.optional(sql, [stamp.to_string()])?;
        Ok(is_there.unwrap_or(false))
    }
}
