//! Acts whose author had not seen that the right they rest on was changed: kept up as entries arrive, so
//! that nobody has to look through the record to show them.
//!
//! It follows from the set of entries alone, and nothing follows from it: no row is written for its sake.

use domain::rights::{CHANGED_BY, Right, changed_rows};
use journal::{DeviceNumber, Entry, Frontier, RowId, Stamp};
use rusqlite::{Connection, OptionalExtension};

use crate::audit_log::{self, COLUMNS};
use crate::column;
use crate::error::StoreError;
use crate::records::Records;

/// Acts told at once; of more the newest are told.
const UNSEEN_MAX: i64 = 10_000;

/// An act, and a change of the right it rests on that its author had not seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnseenChange {
    /// Where the act stands in the order of arrival.
    pub arrival: i64,
    /// The act.
    pub entry: Stamp,
    /// What was done.
    pub action: String,
    /// The role it was done in.
    pub role: String,
    /// The person or the permission whose row was changed.
    pub row: RowId,
    /// The entry that changed it.
    pub change: Stamp,
}

/// Looks at an entry that has just been added to the record.
pub(crate) fn note(connection: &Connection, entry: &Entry, arrival: i64) -> Result<(), StoreError> {
    let noting = Noting { connection };
    for stamp in &entry.seen {
        noting.has_seen(entry.stamp(), *stamp)?;
    }
    noting.rests(entry, arrival)?;
    for row in changed_rows(entry) {
        noting.changes(entry, row)?;
    }
    Ok(())
}

/// Looks at every change of a right in the record, as if each had just arrived.
pub(crate) fn note_all(connection: &Connection) -> Result<(), StoreError> {
    let noting = Noting { connection };
    let mut arrivals = Vec::new();
    for action in CHANGED_BY {
        let mut prepared = connection.prepare_cached("SELECT rowid FROM pms_audit_log WHERE action = ?1")?;
        let found = prepared.query_map([action], |row| row.get::<_, i64>(0))?;
        arrivals.extend(found.collect::<Result<Vec<_>, _>>()?);
    }
    // In the order of arrival, a device's entries come in the order in which it wrote them.
    arrivals.sort_unstable();
    for arrival in arrivals {
        let entry = audit_log::at(connection, arrival)?;
        for row in changed_rows(&entry) {
            noting.changes(&entry, row)?;
        }
    }
    Ok(())
}

struct Noting<'c> {
    connection: &'c Connection,
}

impl Noting<'_> {
    /// From `by` on, its device knows what that device wrote up to `seen`.
    fn has_seen(&self, by: Stamp, seen: Stamp) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO right_changes_seen (device, by_device, seq, by_seq) \
                   SELECT device, ?2, seq, ?3 FROM right_changes WHERE device = ?1 AND seq <= ?4 AND seq > ( \
                   SELECT coalesce(max(seq), 0) FROM right_changes_seen WHERE device = ?1 AND by_device = ?2)";
        self.connection.prepare_cached(sql)?.execute((
            seen.device.to_string(),
            by.device.to_string(),
            by.seq.cast_signed(),
            seen.seq.cast_signed(),
        ))?;
        Ok(())
    }

    /// Remembers the entry where it rests on a right whose change it had not seen, and which had not seen it.
    fn rests(&self, entry: &Entry, arrival: i64) -> Result<(), StoreError> {
        let Some(right) = Right::of(entry) else {
            return Ok(());
        };
        for row in right.rows() {
            let sql = "SELECT device, seq, saw FROM right_changes c WHERE row_id = ?1 AND device <> ?2 \
                       AND NOT EXISTS (SELECT 1 FROM right_changes_seen s WHERE s.device = c.device \
                       AND s.by_device = ?2 AND s.seq = c.seq AND s.by_seq <= ?3)";
            let mut prepared = self.connection.prepare_cached(sql)?;
            let own = entry.device.to_string();
            let mut stored = prepared.query((row.as_bytes().as_slice(), own, entry.seq.cast_signed()))?;
            while let Some(line) = stored.next()? {
                if !saw(line.get_ref(2)?.as_str().map_err(StoreError::broken)?)?.contains(entry.stamp()) {
                    let change = stamp(line, 0)?;
                    self.keep(arrival, &right, row, change)?;
                }
            }
        }
        Ok(())
    }

    fn keep(&self, arrival: i64, right: &Right, row: RowId, change: Stamp) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO unseen_changes (arrival, row_id, device, seq, action, role) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.connection.prepare_cached(sql)?.execute((
            arrival,
            row.as_bytes().as_slice(),
            change.device.to_string(),
            change.seq.cast_signed(),
            &right.action,
            &right.role,
        ))?;
        Ok(())
    }

    /// Remembers that the entry changed the right of that row, and looks at what others had written until
    /// they saw it.
    fn changes(&self, entry: &Entry, row: RowId) -> Result<(), StoreError> {
        let seen = self.frontier_of(entry)?;
        let sql = "INSERT OR IGNORE INTO right_changes (row_id, device, seq, saw) VALUES (?1, ?2, ?3, ?4)";
        self.connection.prepare_cached(sql)?.execute((
            row.as_bytes().as_slice(),
            entry.device.to_string(),
            entry.seq.cast_signed(),
            serde_json::to_string(&seen).map_err(StoreError::broken)?,
        ))?;
        for device in self.devices()?.into_iter().filter(|device| *device != entry.device) {
            self.look_back(device, seen.get(device), entry.stamp(), row)?;
        }
        Ok(())
    }

    /// Every device that the record holds an entry of; each step is one look into the index.
    fn devices(&self) -> Result<Vec<DeviceNumber>, StoreError> {
        let sql = "WITH RECURSIVE known (device) AS (SELECT min(device) FROM pms_audit_log UNION ALL \
                   SELECT (SELECT min(l.device) FROM pms_audit_log l WHERE l.device > known.device) FROM known \
                   WHERE known.device IS NOT NULL) SELECT device FROM known WHERE device IS NOT NULL";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let devices = prepared.query_map([], |row| row.get::<_, String>(0))?;
        let devices = devices.collect::<Result<Vec<_>, _>>()?;
        devices
            .iter()
            .map(|device| device.parse().map_err(StoreError::broken))
            .collect()
    }

    /// What that device wrote after `known` and before it saw the change.
    fn look_back(&self, device: DeviceNumber, known: u64, change: Stamp, row: RowId) -> Result<(), StoreError> {
        let sql = format!("SELECT {COLUMNS}, rowid FROM pms_audit_log WHERE device = ?1 AND seq > ?2 ORDER BY seq");
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query((device.to_string(), known.cast_signed()))?;
        while let Some(line) = stored.next()? {
            let entry = audit_log::read(line)?.map_err(StoreError::broken)?;
            let covers = |seen: &Stamp| seen.device == change.device && seen.seq >= change.seq;
            if entry.seen.iter().any(covers) {
                return self.has_seen(entry.stamp(), change);
            }
            if let Some(right) = Right::of(&entry).filter(|right| right.rows().any(|rested| rested == row)) {
                self.keep(line.get(journal::entry::AUDIT_COLUMNS.len())?, &right, row, change)?;
            }
        }
        Ok(())
    }

    /// What the author of the entry had seen of the others: the sum of what its device told, from the last
    /// change of a right on.
    fn frontier_of(&self, entry: &Entry) -> Result<Frontier, StoreError> {
        let (device, seq) = (entry.device.to_string(), entry.seq.cast_signed());
        let sql = "SELECT seq, saw FROM right_changes WHERE device = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT 1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let before = prepared.query_row((&device, seq), |row| Ok((row.get(0)?, row.get::<_, String>(1)?)));
        let (from, mut frontier) = match before.optional()? {
            Some((from, text)) => (from, saw(&text)?),
            None => (0_i64, Frontier::new()),
        };
        let sql = "SELECT seen FROM pms_audit_log WHERE device = ?1 AND seq > ?2 AND seq <= ?3 AND seen <> '[]'";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query((&device, from, seq))?;
        while let Some(line) = stored.next()? {
            let text = line.get_ref(0)?.as_str().map_err(StoreError::broken)?;
            let stamps: Vec<Stamp> = serde_json::from_str(text).map_err(StoreError::broken)?;
            stamps.into_iter().for_each(|stamp| frontier.advance(stamp));
        }
        Ok(frontier)
    }
}

fn saw(text: &str) -> Result<Frontier, StoreError> {
    serde_json::from_str(text).map_err(StoreError::broken)
}

fn stamp(line: &rusqlite::Row<'_>, at: usize) -> Result<Stamp, StoreError> {
    let device = line.get_ref(at)?.as_str().map_err(StoreError::broken)?;
    Ok(Stamp {
        device: device.parse().map_err(StoreError::broken)?,
        seq: line.get::<_, i64>(at + 1)?.cast_unsigned(),
    })
}

/// Neither waiting nor beyond the end of its device; what was issued again counts as what it was.
const COUNTS: &str = "NOT EXISTS (SELECT 1 FROM held h WHERE h.device = l.device AND h.seq = l.seq) \
     AND NOT EXISTS (SELECT 1 FROM closed_devices d WHERE d.device = l.device AND d.last_seq < l.seq \
     AND NOT EXISTS (SELECT 1 FROM pms_audit_log r WHERE r.reissue_of = l.device || ':' || l.seq))";

impl Records<'_> {
    /// Acts whose author had not seen a change of the right they rest on, the newest first by the hybrid
    /// clock.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn unseen_changes(&self) -> Result<Vec<UnseenChange>, StoreError> {
        self.unseen_changes_by("TRUE", [])
    }

    /// The same, of one entry.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn unseen_changes_of(&self, entry: Stamp) -> Result<Vec<UnseenChange>, StoreError> {
        let of_entry = "l.device = ?1 AND l.seq = ?2";
        self.unseen_changes_by(of_entry, (entry.device.to_string(), entry.seq.cast_signed()))
    }

    fn unseen_changes_by(&self, wanted: &str, bound: impl rusqlite::Params) -> Result<Vec<UnseenChange>, StoreError> {
        let change_counts = COUNTS.replace("l.", "x.");
        let sql = format!(
            "SELECT u.arrival, l.device, l.seq, u.action, u.role, u.row_id, u.device, u.seq FROM unseen_changes u \
             JOIN pms_audit_log l ON l.rowid = u.arrival \
             JOIN pms_audit_log x ON x.device = u.device AND x.seq = u.seq \
             WHERE {wanted} AND {COUNTS} AND {change_counts} ORDER BY l.hlc DESC, l.rowid DESC, u.seq LIMIT {UNSEEN_MAX}"
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query(bound)?;
        let mut found = Vec::new();
        while let Some(line) = stored.next()? {
            found.push(UnseenChange {
                arrival: line.get(0)?,
                entry: stamp(line, 1)?,
                action: line.get(3)?,
                role: line.get(4)?,
                row: column::row_id(line.get_ref(5)?.as_blob().map_err(StoreError::broken)?)?,
                change: stamp(line, 6)?,
            });
        }
        Ok(found)
    }
}
