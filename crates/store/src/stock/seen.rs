//! Whether the author of one row had seen another row when writing it. It follows from what entries say
//! they had seen, and so from the set of entries.
//!
//! What was issued again is known to others only since then: whoever had heard of the void entry may have
//! written without its effect. Its own author knew what the first entry knew, of which everybody holds what
//! lies before the end of its device.

use std::collections::{BTreeMap, HashMap};

use domain::schema::Row;
use domain::tables::Movement;
use journal::{DeviceNumber, Entry, RowId, Stamp};
use rusqlite::{Connection, OptionalExtension};

use crate::column;
use crate::error::StoreError;
use crate::records::Records;
use crate::writer::closing::Closings;

impl Records<'_> {
    /// Whether the author of the first row had seen the second one when adding it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn had_seen(&self, first: RowId, second: RowId) -> Result<bool, StoreError> {
        let mut seen = Seen::new(self.connection)?;
        let (first, second) = (seen.made(first)?, seen.made(second)?);
        seen.saw(&first, &second)
    }
}

/// Notes what the entry's author had seen since the entry before.
pub(crate) fn note_seen(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    note(connection, entry.stamp(), &entry.seen)
}

fn note(connection: &Connection, by: Stamp, seen: &[Stamp]) -> Result<(), StoreError> {
    let sql = "INSERT OR IGNORE INTO seen_marks (device, of_device, seq, seen_seq) VALUES (?1, ?2, ?3, ?4)";
    for stamp in seen {
        let devices = (by.device.to_string(), stamp.device.to_string());
        let mut prepared = connection.prepare_cached(sql)?;
        prepared.execute((devices.0, devices.1, by.seq.cast_signed(), stamp.seq.cast_signed()))?;
    }
    Ok(())
}

/// Writes the notes anew, from the entries.
pub(super) fn rebuild(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("DELETE FROM seen_marks;")?;
    let mut prepared = connection.prepare("SELECT device, seq, seen FROM pms_audit_log WHERE seen <> '[]'")?;
    let mut stored = prepared.query([])?;
    while let Some(row) = stored.next()? {
        let text = |at: usize| row.get_ref(at)?.as_str().map_err(StoreError::broken);
        let by = Stamp {
            device: text(0)?.parse().map_err(StoreError::broken)?,
            seq: row.get::<_, i64>(1)?.cast_unsigned(),
        };
        let seen: Vec<Stamp> = serde_json::from_str(text(2)?).map_err(StoreError::broken)?;
        note(connection, by, &seen)?;
    }
    Ok(())
}

/// The movements that entries of a closed device added and that were issued again: what is known of the
/// device says what their authors had seen.
pub(crate) fn issued_again(connection: &Connection, of: DeviceNumber) -> Result<Vec<RowId>, StoreError> {
    let sql = "SELECT e.row_id FROM pms_audit_log a JOIN entry_rows e ON e.arrival = a.rowid AND e.is_insert \
               AND e.table_number = ?2 WHERE a.reissue_of <> '' AND a.reissue_of > ?1 AND a.reissue_of < ?3";
    let mut prepared = connection.prepare_cached(sql)?;
    // ';' comes right after ':', which ends the device's number in a stamp.
    let ends = (format!("{of}:"), Movement::TABLE.number, format!("{of};"));
    let mut stored = prepared.query(ends)?;
    let mut rows = Vec::new();
    while let Some(row) = stored.next()? {
        rows.push(column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?);
    }
    Ok(rows)
}

/// An entry that added a row and counts.
#[derive(Clone, Copy, Debug)]
struct Making {
    by: Stamp,
    /// Of one that was issued again, the void entry that it stands for.
    void: Option<Void>,
}

#[derive(Clone, Copy, Debug)]
struct Void {
    by: Stamp,
    /// What its author knew is known: it is void here too, and stands for no other one in turn.
    is_first: bool,
}

/// The entries that added a row. There are several of a row whose id is derived.
#[derive(Clone, Debug, Default)]
pub(super) struct Made(Vec<Making>);

/// Who had seen what, asked again and again.
pub(super) struct Seen<'c> {
    connection: &'c Connection,
    marks: HashMap<(Stamp, DeviceNumber), u64>,
    closed: BTreeMap<DeviceNumber, u64>,
    /// Whether an id may name an entry that did not add its row: void, or not here yet.
    has_issued_again: bool,
}

impl<'c> Seen<'c> {
    pub(super) fn new(connection: &'c Connection) -> Result<Self, StoreError> {
        Ok(Self {
            connection,
            marks: HashMap::new(),
            closed: Closings::load(connection)?.iter().collect(),
            has_issued_again: {
                let sql = "SELECT EXISTS (SELECT 1 FROM pms_audit_log WHERE reissue_of <> '')";
                connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?
            },
        })
    }

    /// The entries that added the row and count. Where nothing was issued again, an id says which one it was.
    pub(super) fn made(&self, row: RowId) -> Result<Made, StoreError> {
        if !self.has_issued_again
            && let Some((device, seq, _)) = row.author()
        {
            let by = Stamp { device, seq };
            return Ok(Made(vec![Making { by, void: None }]));
        }
        let sql = "SELECT a.device, a.seq, a.reissue_of FROM entry_rows e JOIN pms_audit_log a ON a.rowid = e.arrival \
                   WHERE e.row_id = ?1 AND e.is_insert";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query([row.as_bytes().as_slice()])?;
        let mut made = Made::default();
        while let Some(row) = stored.next()? {
            let text = |at: usize| row.get_ref(at)?.as_str().map_err(StoreError::broken);
            let by = Stamp {
                device: text(0)?.parse().map_err(StoreError::broken)?,
                seq: row.get::<_, i64>(1)?.cast_unsigned(),
            };
            if !self.is_void(by) {
                let void = self.void(text(2)?)?;
                made.0.push(Making { by, void });
            }
        }
        Ok(made)
    }

    fn is_void(&self, entry: Stamp) -> bool {
        self.closed.get(&entry.device).is_some_and(|last| entry.seq > *last)
    }

    fn void(&self, reissue_of: &str) -> Result<Option<Void>, StoreError> {
        if reissue_of.is_empty() {
            return Ok(None);
        }
        let by: Stamp = reissue_of.parse().map_err(StoreError::broken)?;
        let sql = "SELECT reissue_of <> '' FROM pms_audit_log WHERE device = ?1 AND seq = ?2";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let key = (by.device.to_string(), by.seq.cast_signed());
        let is_further: Option<bool> = prepared.query_row(key, |row| row.get(0)).optional()?;
        let is_first = self.is_void(by) && is_further != Some(true);
        Ok(Some(Void { by, is_first }))
    }

    /// Whether an author of the first had seen the second, by any of the entries that added them.
    pub(super) fn saw(&mut self, first: &Made, second: &Made) -> Result<bool, StoreError> {
        for by in &first.0 {
            for of in &second.0 {
                if self.has_seen(by, of)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn has_seen(&mut self, by: &Making, of: &Making) -> Result<bool, StoreError> {
        let Some(void) = by.void else {
            return self.knew(by.by, of.by);
        };
        // Two acts of one history, both issued again by the workstation that wrote them.
        if let Some(other) = of.void
            && (other.by.device, of.by.device) == (void.by.device, by.by.device)
        {
            return Ok(other.by.seq <= void.by.seq);
        }
        // Beyond its end the device's number may stand for another history.
        match self.closed.get(&void.by.device) {
            Some(end) if void.is_first => self.knew(Stamp { seq: *end, ..void.by }, of.by),
            _ => Ok(false),
        }
    }

    /// Whether that had been seen when the entry was written.
    fn knew(&mut self, by: Stamp, of: Stamp) -> Result<bool, StoreError> {
        Ok(match by.device == of.device {
            true => of.seq <= by.seq,
            false => self.mark(by, of.device)? >= of.seq,
        })
    }

    /// How far the author of the entry had seen the device when writing it.
    fn mark(&mut self, by: Stamp, of: DeviceNumber) -> Result<u64, StoreError> {
        if let Some(known) = self.marks.get(&(by, of)) {
            return Ok(*known);
        }
        let sql = "SELECT seen_seq FROM seen_marks WHERE device = ?1 AND of_device = ?2 AND seq <= ?3 \
                   ORDER BY seq DESC LIMIT 1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let key = (by.device.to_string(), of.to_string(), by.seq.cast_signed());
        let seen: Option<i64> = prepared.query_row(key, |row| row.get(0)).optional()?;
        let seen = seen.unwrap_or(0).cast_unsigned();
        self.marks.insert((by, of), seen);
        Ok(seen)
    }
}
