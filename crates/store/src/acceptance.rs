//! From when on others were known to hold an entry: what may honestly be said beside a record.

use std::collections::HashMap;

use journal::{DeviceNumber, Frontier, RowId, Stamp};
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::peers::PeerKind;
use crate::records::Records;

/// How far an act, or all acts of a record, have spread.
///
/// The order is that of the worst: a record is as far as its act that came least far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whereabouts {
    /// Nobody else is known to hold it.
    ThisWorkstationOnly,
    /// Another workstation holds it.
    OnBoard,
    /// The shore holds it, and was first known to at that moment (milliseconds UTC).
    AcceptedAshore {
        /// When that was heard.
        at: i64,
    },
}

/// Acts that a peer is not known to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// All of them.
    pub acts: u64,
    /// Those written here.
    pub own: u64,
}

impl Records<'_> {
    /// How far each of these acts has spread.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn whereabouts(&self, entries: &[Stamp]) -> Result<Vec<Whereabouts>, StoreError> {
        let mut asking = Asking::new(self)?;
        entries.iter().map(|entry| asking.of_entry(*entry)).collect()
    }

    /// How far all acts of each of these rows have spread; none for a row that nobody wrote.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn whereabouts_of_rows(&self, rows: &[RowId]) -> Result<Vec<Option<Whereabouts>>, StoreError> {
        let mut asking = Asking::new(self)?;
        rows.iter().map(|row| asking.of_row(*row)).collect()
    }

    /// Acts that the peer is not known to hold: all of them before anything was heard of it. Void ones do
    /// not wait: of two histories under one number the peer takes only one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn waiting(&self, peer: i64) -> Result<Waiting, StoreError> {
        let frontier = self.peer(peer)?.and_then(|peer| peer.frontier).unwrap_or_default();
        let (own, closed) = (own_numbers(self.connection)?, self.closed()?);
        let mut waiting = Waiting::default();
        for stamp in self.frontier()?.iter() {
            let counts = closed.get(&stamp.device).map_or(stamp.seq, |last| stamp.seq.min(*last));
            let missing = counts.saturating_sub(frontier.get(stamp.device));
            waiting.acts += missing;
            if own.contains(&stamp.device) {
                waiting.own += missing;
            }
        }
        Ok(waiting)
    }

    /// The device numbers this replica has written under.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn own_numbers(&self) -> Result<Vec<DeviceNumber>, StoreError> {
        own_numbers(self.connection)
    }
}

pub(crate) fn own_numbers(connection: &Connection) -> Result<Vec<DeviceNumber>, StoreError> {
    let mut prepared = connection.prepare_cached("SELECT device FROM own_numbers ORDER BY device")?;
    let mut stored = prepared.query([])?;
    let mut own = Vec::new();
    while let Some(row) = stored.next()? {
        let text = row.get_ref(0)?.as_str().map_err(StoreError::broken)?;
        own.push(text.parse().map_err(StoreError::broken)?);
    }
    Ok(own)
}

/// Asks for many acts or rows at once, each entry only once.
struct Asking<'r> {
    records: &'r Records<'r>,
    own: Vec<DeviceNumber>,
    known: HashMap<Stamp, Whereabouts>,
}

impl<'r> Asking<'r> {
    fn new(records: &'r Records<'r>) -> Result<Self, StoreError> {
        Ok(Self {
            records,
            own: own_numbers(records.connection)?,
            known: HashMap::new(),
        })
    }

    fn of_row(&mut self, row: RowId) -> Result<Option<Whereabouts>, StoreError> {
        // What holds for a device's last entry holds for those before it.
        let sql = "SELECT l.device, max(l.seq) FROM entry_rows e JOIN pms_audit_log l ON l.rowid = e.arrival \
                   WHERE e.row_id = ?1 GROUP BY l.device";
        let mut prepared = self.records.connection.prepare_cached(sql)?;
        let mut stored = prepared.query([row.as_bytes().as_slice()])?;
        let mut worst: Option<Whereabouts> = None;
        while let Some(row) = stored.next()? {
            let device = row.get_ref(0)?.as_str().map_err(StoreError::broken)?;
            let entry = Stamp {
                device: device.parse().map_err(StoreError::broken)?,
                seq: row.get::<_, i64>(1)?.cast_unsigned(),
            };
            let found = self.of_entry(entry)?;
            worst = Some(match (worst, found) {
                (Some(Whereabouts::AcceptedAshore { at }), Whereabouts::AcceptedAshore { at: later }) => {
                    Whereabouts::AcceptedAshore { at: at.max(later) }
                }
                (Some(worst), found) => worst.min(found),
                (None, found) => found,
            });
        }
        Ok(worst)
    }

    fn of_entry(&mut self, entry: Stamp) -> Result<Whereabouts, StoreError> {
        if let Some(known) = self.known.get(&entry) {
            return Ok(*known);
        }
        let connection = self.records.connection;
        let found = if let Some(at) = accepted_at(connection, PeerKind::Shore, entry)? {
            Whereabouts::AcceptedAshore { at }
        } else if !self.own.contains(&entry.device) || accepted_at(connection, PeerKind::Workstation, entry)?.is_some()
        {
            Whereabouts::OnBoard
        } else {
            Whereabouts::ThisWorkstationOnly
        };
        self.known.insert(entry, found);
        Ok(found)
    }
}

/// When a peer of that kind was first known to hold the entry.
fn accepted_at(connection: &Connection, kind: PeerKind, entry: Stamp) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT accepted_at FROM acceptances WHERE kind = ?1 AND device = ?2 AND seq >= ?3 ORDER BY seq LIMIT 1";
    let mut prepared = connection.prepare_cached(sql)?;
    let parameters = (kind.word(), entry.device.to_string(), entry.seq.cast_signed());
    Ok(prepared.query_row(parameters, |row| row.get(0)).optional()?)
}

/// Notes from when on the peer is known to hold what it was heard to hold. There is one row for each
/// exchange in which a device moved on, and never more of them than entries.
///
/// A peer that holds less than before was restored from an old copy: it does not hold the rest any more.
pub(crate) fn note(
    connection: &Connection,
    peer: i64,
    kind: PeerKind,
    heard: &Frontier,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "SELECT device, max(seq) FROM acceptances WHERE peer_id = ?1 GROUP BY device";
    let mut prepared = connection.prepare_cached(sql)?;
    let mut stored = prepared.query([peer])?;
    let mut before = Frontier::new();
    while let Some(row) = stored.next()? {
        let device = row.get_ref(0)?.as_str().map_err(StoreError::broken)?;
        before.advance(Stamp {
            device: device.parse().map_err(StoreError::broken)?,
            seq: row.get::<_, i64>(1)?.cast_unsigned(),
        });
    }
    for stamp in before.iter().filter(|stamp| heard.get(stamp.device) < stamp.seq) {
        take_back(connection, peer, stamp.device, heard.get(stamp.device))?;
    }
    for stamp in heard.delta_since(&before) {
        let sql = "INSERT INTO acceptances (kind, device, seq, peer_id, accepted_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        connection.prepare_cached(sql)?.execute((
            kind.word(),
            stamp.device.to_string(),
            stamp.seq.cast_signed(),
            peer,
            now_ms,
        ))?;
    }
    Ok(())
}

/// Cuts what the peer was known to hold of a device back to `seq`. What is left keeps its time.
fn take_back(connection: &Connection, peer: i64, device: DeviceNumber, seq: u64) -> Result<(), StoreError> {
    let (device, seq) = (device.to_string(), seq.cast_signed());
    if seq > 0 {
        let sql = "INSERT OR IGNORE INTO acceptances (kind, device, seq, peer_id, accepted_at) \
                   SELECT kind, device, ?3, peer_id, accepted_at FROM acceptances \
                   WHERE peer_id = ?1 AND device = ?2 AND seq >= ?3 ORDER BY seq LIMIT 1";
        connection.prepare_cached(sql)?.execute((peer, &device, seq))?;
    }
    let sql = "DELETE FROM acceptances WHERE peer_id = ?1 AND device = ?2 AND seq > ?3";
    connection.prepare_cached(sql)?.execute((peer, &device, seq))?;
    Ok(())
}
