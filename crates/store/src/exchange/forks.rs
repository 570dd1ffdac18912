//! Entries of two histories under one number: set aside, shown, and settled by closing the device.

use domain::schema::Row;
use domain::tables::Closure;
use journal::{DeviceNumber, Entry, Hash, Stamp};
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::records::Records;
use crate::writer::Writer;

/// Forks kept of one device: whoever settles it needs to see that there are several histories, not
/// every entry of them.
const FORKS_PER_DEVICE_MAX: i64 = 1_000;

/// What stands for a hash that nobody told.
const UNTOLD: &str = "";

/// Two entries with one number.
#[derive(Clone, Debug, PartialEq)]
pub struct Fork {
    /// Whose number.
    pub device: DeviceNumber,
    /// The number.
    pub seq: u64,
    /// The entry that stands here; none where it is not here any more.
    pub ours: Option<Hash>,
    /// The other one; none where a peer only said that it holds another.
    pub theirs: Option<Hash>,
    /// The other entry itself, where it arrived.
    pub entry: Option<Entry>,
    /// When it was heard of, milliseconds UTC.
    pub arrived_at: i64,
    /// Whether a closure of the device makes both void.
    pub is_settled: bool,
}

impl Records<'_> {
    /// Numbers that two entries have, by device and number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn forks(&self) -> Result<Vec<Fork>, StoreError> {
        let sql = format!(
            "SELECT f.device, f.seq, l.hash, f.hash, f.entry, f.arrived_at, EXISTS (SELECT 1 FROM {} c \
             WHERE c.device = f.device AND c.last_seq < f.seq) FROM forks f \
             LEFT JOIN pms_audit_log l ON l.device = f.device AND l.seq = f.seq \
             ORDER BY f.device, f.seq, f.hash",
            Closure::TABLE.name
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query([])?;
        let mut forks = Vec::new();
        while let Some(row) = stored.next()? {
            let text = |at: usize| -> Result<String, StoreError> { Ok(row.get(at)?) };
            let ours: Option<String> = row.get(2)?;
            let entry: Option<Vec<u8>> = row.get(4)?;
            forks.push(Fork {
                device: text(0)?.parse().map_err(StoreError::broken)?,
                seq: row.get::<_, i64>(1)?.cast_unsigned(),
                ours: ours.map(|hash| hash.parse()).transpose().map_err(StoreError::broken)?,
                theirs: match text(3)?.as_str() {
                    UNTOLD => None,
                    hash => Some(hash.parse().map_err(StoreError::broken)?),
                },
                entry: entry
                    .map(|bytes| Entry::decode(&bytes))
                    .transpose()
                    .map_err(StoreError::broken)?,
                arrived_at: row.get(5)?,
                is_settled: row.get(6)?,
            });
        }
        Ok(forks)
    }
}

impl Writer {
    /// Notes that a peer refused an entry of this replica, since it holds another one of that number;
    /// which one, where it said so.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note_refused_fork(&self, entry: Stamp, theirs: Option<Hash>, now_ms: i64) -> Result<(), StoreError> {
        self.transact(|batch| {
            quarantine(batch.connection, entry, theirs, None, now_ms)?;
            let sql = "UPDATE forks SET refused_ours = 1 WHERE device = ?1 AND seq = ?2 AND hash = ?3";
            batch.connection.prepare_cached(sql)?.execute((
                entry.device.to_string(),
                entry.seq.cast_signed(),
                theirs.map_or(UNTOLD.to_owned(), |hash| hash.to_string()),
            ))?;
            batch.leave_number(entry.device);
            Ok(())
        })
    }

    /// Forgets forks that a closure settled, and returns how many. One in which this replica's own entries
    /// were refused is needed until they are issued again.
    ///
    /// Meant to be called at every start and after [`Writer::reissue`]; calling it again changes nothing.
    /// Where no fork is known it only asks a snapshot for one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_settled_forks(&self) -> Result<usize, StoreError> {
        let has_forks = self
            .readers()
            .reader()?
            .records()
            .optional::<bool>("SELECT EXISTS (SELECT 1 FROM forks)", [])?;
        if has_forks != Some(true) {
            return Ok(0);
        }
        self.local(|connection| {
            let sql = format!(
                "DELETE FROM forks WHERE EXISTS (SELECT 1 FROM {} c \
                 WHERE c.device = forks.device AND c.last_seq < forks.seq) \
                 AND NOT (refused_ours = 1 AND EXISTS (SELECT 1 FROM own_numbers o \
                 JOIN chain_heads h ON h.device = o.device \
                 WHERE o.device = forks.device AND coalesce(o.reissued_seq, 0) < h.seq))",
                Closure::TABLE.name
            );
            Ok(connection.prepare_cached(&sql)?.execute([])?)
        })
    }
}

/// Sets an entry aside whose number another one has, or the hash that was heard of it.
pub(crate) fn quarantine(
    connection: &Connection,
    stamp: Stamp,
    theirs: Option<Hash>,
    entry: Option<&Entry>,
    now_ms: i64,
) -> Result<(), StoreError> {
    let device = stamp.device.to_string();
    let sql = "SELECT count(*) FROM forks WHERE device = ?1";
    let kept: Option<i64> = connection
        .prepare_cached(sql)?
        .query_row([&device], |row| row.get(0))
        .optional()?;
    if kept.unwrap_or(0) >= FORKS_PER_DEVICE_MAX {
        return Ok(());
    }
    let sql = "INSERT INTO forks (device, seq, hash, entry, refused_ours, arrived_at) VALUES (?1, ?2, ?3, ?4, 0, ?5) \
               ON CONFLICT DO UPDATE SET entry = coalesce(entry, excluded.entry)";
    let bytes = entry.map(Entry::canonical_bytes);
    let hash = theirs.map_or(UNTOLD.to_owned(), |hash| hash.to_string());
    connection
        .prepare_cached(sql)?
        .execute((device, stamp.seq.cast_signed(), hash, bytes, now_ms))?;
    Ok(())
}

/// Whether others hold another entry of the device at or before that number than stands here.
pub(crate) fn is_refused(connection: &Connection, stamp: Stamp) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM forks WHERE device = ?1 AND seq <= ?2 AND refused_ours = 1)";
    let mut prepared = connection.prepare_cached(sql)?;
    Ok(prepared.query_row((stamp.device.to_string(), stamp.seq.cast_signed()), |row| row.get(0))?)
}
