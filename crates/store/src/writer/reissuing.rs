//! Issues again what became void when a number of this replica was closed below its end: the same acts,
//! under the number that the replica writes under now.
//!
//! An act that was issued again is found by the entry it stands for, so a crash doubles none. A copy of
//! this replica may have written other acts under the same numbers: those are told apart by what they
//! say. Rows of both would share an id, so only one of the two histories keeps its ids, which others may
//! refer to: the one that stood where the closure was written, and that others did not refuse. The other
//! one's rows get new ids, also before either has heard of the other, but for those that somebody else
//! refers to already: whoever did held this history, and everywhere else their act waits for the row.

use std::collections::HashMap;

use domain::devices::BEYOND;
use domain::schema::Row;
use domain::tables::Closure;
use journal::{Actor, ChangeKind, DeviceNumber, Draft, Entry, RowId, Stamp, Value};
use rusqlite::{Connection, OptionalExtension};

use super::Writer;
use super::closing::closed_after;
use crate::audit_log::{self, COLUMNS};
use crate::chain_heads::entry_hash;
use crate::committed::Authorship;
use crate::drafting::Batch;
use crate::error::StoreError;
use crate::exchange::is_refused;
use crate::records::Records;

mod referring;

/// Entries issued again in one transaction.
const BATCH_ENTRIES_MAX: usize = 500;
/// A workstation's word on itself: the new number has its own.
const INTRODUCTION: &str = "introduce_workstation";

/// A number of this replica that was closed below its end, and where its next void entry is looked for.
struct ClosedNumber {
    device: DeviceNumber,
    closed_seq: u64,
    done_seq: u64,
}

impl Writer {
    /// Issues again every void entry of this replica's own numbers that was not yet, and returns how many
    /// that were.
    ///
    /// Meant to be called at every start and whenever a closure arrived. Calling it again issues nothing
    /// twice, and goes on where it was cut off. Where no own number was closed below its end it only looks
    /// at the few rows of own and of closed numbers, and writes nothing.
    ///
    /// # Errors
    /// When no number can be drawn or the database cannot be written; what was issued until then stays.
    pub fn reissue(&self, now_ms: i64) -> Result<u64, StoreError> {
        if !self.has_void_numbers()? {
            return Ok(0);
        }
        let mut issued = 0;
        loop {
            let (done, is_over) = self.transact(|batch| reissue_some(batch, now_ms))?;
            issued += done;
            if is_over {
                return Ok(issued);
            }
        }
    }

    /// Whether there may be anything to issue again. Asked of a snapshot, so that no transaction of the
    /// writer is opened for nothing.
    fn has_void_numbers(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM own_numbers o JOIN closed_devices c ON c.device = o.device \
                   JOIN chain_heads h ON h.device = o.device WHERE h.seq > c.last_seq \
                   AND (o.closed_seq IS NOT c.last_seq OR coalesce(o.reissued_seq, 0) < h.seq))";
        let reader = self.readers.reader()?;
        Ok(reader.records().optional(sql, [])?.unwrap_or(false))
    }
}

/// Issues some of them, and says how many and whether that was all.
fn reissue_some(batch: &mut Batch<'_>, now_ms: i64) -> Result<(u64, bool), StoreError> {
    let Some(number) = closed_numbers(batch)?.into_iter().next() else {
        return Ok((0, true));
    };
    let void = batch
        .records()
        .entries_after(number.device, number.done_seq, BATCH_ENTRIES_MAX, usize::MAX)?;
    let mut issued = 0;
    for entry in &void {
        if entry.action != INTRODUCTION && reissued_as(batch.connection, entry)?.is_none() {
            issue(batch, entry, now_ms)?;
            issued += 1;
        }
    }
    let done_seq = void.last().map_or(number.done_seq, |entry| entry.seq);
    let sql = "UPDATE own_numbers SET closed_seq = ?2, reissued_seq = ?3 WHERE device = ?1";
    batch.connection.prepare_cached(sql)?.execute((
        number.device.to_string(),
        number.closed_seq.cast_signed(),
        done_seq.cast_signed(),
    ))?;
    Ok((issued, false))
}

/// The own numbers with void entries that were not looked at yet.
fn closed_numbers(batch: &Batch<'_>) -> Result<Vec<ClosedNumber>, StoreError> {
    let mut closed = Vec::new();
    for device in batch.records().own_numbers()? {
        let Some(closed_seq) = closed_after(batch.connection, device)? else {
            continue;
        };
        let sql = "SELECT closed_seq, reissued_seq FROM own_numbers WHERE device = ?1";
        let mut prepared = batch.connection.prepare_cached(sql)?;
        let before: (Option<i64>, Option<i64>) =
            prepared.query_row([device.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let done_seq = match before {
            (Some(known), Some(done)) if known.cast_unsigned() == closed_seq => done.cast_unsigned(),
            // Closed again, lower: what lies between is void as well, and what was issued is recognised.
            _ => closed_seq,
        };
        if done_seq < batch.standing.head(device).seq {
            closed.push(ClosedNumber {
                device,
                closed_seq,
                done_seq,
            });
        }
    }
    Ok(closed)
}

/// Writes the void entry once more, under the present number.
fn issue(batch: &mut Batch<'_>, void: &Entry, now_ms: i64) -> Result<(), StoreError> {
    let Actor::Crew(actor) = void.actor else {
        return Err(StoreError::broken("an operator ashore wrote at this workstation"));
    };
    let who = Authorship {
        actor,
        role: void.role.clone(),
        signature: None,
    };
    let (device, _) = batch.workstation(&who, now_ms)?;
    let head = batch.standing.head(device);
    let seq = head.seq + 1;
    let mut changes = void.changes.clone();
    for change in &mut changes {
        if matches!(change.kind, ChangeKind::Insert { .. })
            && let Some(new) = new_row(batch.connection, void, change.row, Stamp { device, seq })?
        {
            let sql = "INSERT INTO reissued_rows (row_id, new_row_id) VALUES (?1, ?2) \
                       ON CONFLICT DO UPDATE SET new_row_id = excluded.new_row_id";
            let mut prepared = batch.connection.prepare_cached(sql)?;
            prepared.execute((change.row.as_bytes().as_slice(), new.as_bytes().as_slice()))?;
        }
    }
    let mut renaming = Renaming::of(batch.connection);
    for change in &mut changes {
        change.row = renaming.row(change.row)?;
        renaming.kind(&mut change.kind)?;
    }
    let entry = Draft {
        device,
        seq,
        hlc: batch.standing.clock.tick(now_ms),
        wall_at: void.wall_at,
        clock_suspect: void.clock_suspect,
        actor: void.actor.clone(),
        role: void.role.clone(),
        action: void.action.clone(),
        action_version: void.action_version,
        parameters: void.parameters.clone(),
        changes,
        seen: batch.standing.take_seen(device, batch.connection)?,
        reissue_of: Some(void.stamp()),
        private: void.private.clone(),
        signature: void.signature.clone(),
        prev_hash: head.hash,
    }
    .seal()?;
    batch.add(&entry, now_ms)?;
    Ok(())
}

/// The entry that issued the void one again; none where there is none yet.
fn reissued_as(connection: &Connection, void: &Entry) -> Result<Option<Stamp>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM pms_audit_log WHERE reissue_of = ?1 AND reissue_of <> '' ORDER BY rowid");
    let mut prepared = connection.prepare_cached(&sql)?;
    let mut stored = prepared.query([void.stamp().to_string()])?;
    while let Some(row) = stored.next()? {
        let entry = audit_log::read(row)?.map_err(StoreError::broken)?;
        if is_same_act(&entry, void) {
            return Ok(Some(entry.stamp()));
        }
    }
    Ok(None)
}

/// Whether one entry says what the other says. Its rows and bases may have other names.
fn is_same_act(left: &Entry, right: &Entry) -> bool {
    // Personal values may have been struck in one of them.
    let private = |entry: &Entry| entry.private.as_ref().map(|private| private.digest);
    left.wall_at == right.wall_at
        && left.actor == right.actor
        && left.action == right.action
        && left.parameters == right.parameters
        && left.signature == right.signature
        && private(left) == private(right)
        && left.changes.len() == right.changes.len()
}

/// A new id for a row that the void entry adds, where its own belongs to the act of another history:
/// others hold that history, or it was issued again before this one.
fn new_row(connection: &Connection, void: &Entry, row: RowId, at: Stamp) -> Result<Option<RowId>, StoreError> {
    let Some((_, _, k)) = row.author() else {
        return Ok(None);
    };
    let is_anothers = is_refused(connection, void.stamp())?
        || is_other_history(connection, void.device)?
        || is_taken(connection, void, row)?;
    if !is_anothers || referring::is_referred_to(connection, row)? {
        return Ok(None);
    }
    Ok(Some(RowId::new(at.device, at.seq, k)?))
}

/// Whether the device was closed where another history of it stood than here: the closure names an entry
/// beyond its end that is not this replica's.
fn is_other_history(connection: &Connection, device: DeviceNumber) -> Result<bool, StoreError> {
    let Some(last_seq) = closed_after(connection, device)? else {
        return Ok(false);
    };
    let seq = last_seq + 1;
    let ours = entry_hash(connection, Stamp { device, seq })?;
    let sql = format!(
        "SELECT DISTINCT e.arrival FROM {} c JOIN entry_rows e ON e.row_id = c.id AND e.is_insert \
         WHERE c.device = ?1 AND c.last_seq = ?2",
        Closure::TABLE.name
    );
    let mut prepared = connection.prepare_cached(&sql)?;
    let arrivals = prepared.query_map((device.to_string(), last_seq.cast_signed()), |row| row.get(0))?;
    for arrival in arrivals.collect::<Result<Vec<i64>, _>>()? {
        let closing = audit_log::at(connection, arrival)?;
        let beyond = closing.parameters.get(BEYOND).and_then(serde_json::Value::as_str);
        if beyond.is_some() && beyond != ours.as_deref() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether an entry that counts, and is not the void one, adds the row.
fn is_taken(connection: &Connection, void: &Entry, row: RowId) -> Result<bool, StoreError> {
    let sql = "SELECT arrival FROM entry_rows WHERE row_id = ?1 AND is_insert = 1";
    let mut prepared = connection.prepare_cached(sql)?;
    let arrivals = prepared.query_map([row.as_bytes().as_slice()], |row| row.get(0))?;
    for arrival in arrivals.collect::<Result<Vec<i64>, _>>()? {
        let entry = audit_log::at(connection, arrival)?;
        let is_void = closed_after(connection, entry.device)?.is_some_and(|last| entry.seq > last);
        if entry.stamp() != void.stamp() && !is_void {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Puts the names of what was issued again in the place of the void ones.
struct Renaming<'c> {
    connection: &'c Connection,
    rows: HashMap<RowId, RowId>,
    stamps: HashMap<Stamp, Stamp>,
}

impl<'c> Renaming<'c> {
    fn of(connection: &'c Connection) -> Self {
        Self {
            connection,
            rows: HashMap::new(),
            stamps: HashMap::new(),
        }
    }

    fn kind(&mut self, kind: &mut ChangeKind) -> Result<(), StoreError> {
        match kind {
            ChangeKind::Insert { values } => self.values(values),
            ChangeKind::Update { groups } => {
                for group in groups {
                    // The void write stood on what its successor must name: itself, issued again.
                    for base in &mut group.base {
                        *base = self.stamp(*base)?;
                    }
                    self.values(&mut group.values)?;
                }
                Ok(())
            }
        }
    }

    fn values(&mut self, values: &mut [(u16, Value)]) -> Result<(), StoreError> {
        for (_, value) in values {
            if let Value::Id(row) = value {
                *row = self.row(*row)?;
            }
        }
        Ok(())
    }

    fn row(&mut self, row: RowId) -> Result<RowId, StoreError> {
        if let Some(known) = self.rows.get(&row) {
            return Ok(*known);
        }
        let sql = "SELECT new_row_id FROM reissued_rows WHERE row_id = ?1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let new: Option<[u8; 16]> = prepared
            .query_row([row.as_bytes().as_slice()], |found| found.get(0))
            .optional()?;
        let new = match new {
            Some(bytes) => RowId::from_bytes(bytes)?,
            None => row,
        };
        self.rows.insert(row, new);
        Ok(new)
    }

    fn stamp(&mut self, base: Stamp) -> Result<Stamp, StoreError> {
        if let Some(known) = self.stamps.get(&base) {
            return Ok(*known);
        }
        let is_void = closed_after(self.connection, base.device)?.is_some_and(|last| base.seq > last);
        let again = match Records::of(self.connection).entry(base)? {
            Some(void) if is_void => reissued_as(self.connection, &void)?,
            _ => None,
        };
        let new = again.unwrap_or(base);
        self.stamps.insert(base, new);
        Ok(new)
    }
}
