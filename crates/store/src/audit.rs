//! Proves the record: every chain from its first entry on, and every row against the entries.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use journal::{ChainVerifier, DeviceNumber, Head, RowId, Stamp};
use rusqlite::{Connection, OptionalExtension};

use crate::audit_log::{self, COLUMNS};
use crate::chain_heads;
use crate::error::StoreError;
use crate::place::Place;
use crate::spend::checking::SpendDifference;
use crate::state::StateFolder;
use crate::stock::checking::StockDifference;

mod mending;
mod rebuild;

pub use mending::{MENDED_ROWS_KEPT, MendedRow};
use rebuild::Replay;

/// Entries between two looks at the clock of the person who waits.
const ENTRIES_PER_REPORT: u64 = 1_000;

/// What the record amounts to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditReport {
    /// Entries read.
    pub entries: u64,
    /// Rows compared.
    pub rows: u64,
    /// Each workstation's chain, by device.
    pub chains: Vec<ChainReport>,
    /// The first thing that is wrong; none when the record is intact.
    pub finding: Option<Finding>,
}

/// One workstation's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainReport {
    /// Whose.
    pub device: DeviceNumber,
    /// The letter it was introduced with; none before its introduction arrived.
    pub letter: Option<String>,
    /// Its sound entries.
    pub entries: u64,
}

/// Something that is wrong with the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// An entry that is changed, missing, added or moved.
    Entry {
        /// The device number as it is stored.
        device: String,
        /// The workstation's letter, where it is known.
        letter: Option<String>,
        /// The entry's number; of a missing one, the number it would have.
        seq: i64,
        /// What is wrong with it.
        reason: String,
    },
    /// A row that does not hold what the entries say.
    Row {
        /// Its table.
        table: &'static str,
        /// The row.
        row: String,
        /// The first column that differs; none when the row is missing, or nobody wrote it.
        column: Option<&'static str>,
        /// The entry that wrote the row last.
        written_by: Option<Stamp>,
        /// What is wrong with it.
        reason: String,
    },
    /// A sum that is kept of a column, where every row holds what the entries say.
    Sum {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// What is kept as on hand, where the ledger is what the entries say.
    Stock(StockDifference),
    /// What is kept as counted of spend, where its rows are what the entries say.
    Spend(SpendDifference),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry {
                device,
                letter,
                seq,
                reason,
            } => match letter {
                Some(letter) => write!(f, "Entry {letter}:{seq} (device {device}): {reason}."),
                None => write!(f, "Entry {seq} of device {device}: {reason}."),
            },
            Self::Row {
                table,
                row,
                column,
                written_by,
                reason,
            } => {
                write!(f, "{table} {row}")?;
                if let Some(column) = column {
                    write!(f, ", {column}")?;
                }
                write!(f, ": {reason}")?;
                match written_by {
                    Some(stamp) => write!(f, " (last written by entry {} of device {}).", stamp.seq, stamp.device),
                    None => write!(f, "."),
                }
            }
            Self::Sum { table, column } => {
                write!(
                    f,
                    "{table}, {column}: the sum that is kept of it is not that of its rows."
                )
            }
            Self::Stock(difference) => write!(f, "Stores, {difference}."),
            Self::Spend(difference) => write!(f, "Spend, {difference}."),
        }
    }
}

/// How far the check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Entries done: each is read twice, once for its chain and once for the rows.
    pub done: u64,
    /// Entries to do.
    pub total: u64,
}

/// Tells the person who waits, and hears whether they still do.
pub(crate) struct Watch<'w> {
    progress: &'w mut dyn FnMut(Progress),
    cancel: Arc<AtomicBool>,
    done: u64,
    total: u64,
}

impl<'w> Watch<'w> {
    /// Nobody is told.
    fn silent(progress: &'w mut dyn FnMut(Progress), cancel: &Arc<AtomicBool>) -> Self {
        Self {
            progress,
            cancel: Arc::clone(cancel),
            done: 0,
            total: 0,
        }
    }

    fn step(&mut self) -> Result<(), StoreError> {
        self.done += 1;
        if !self.done.is_multiple_of(ENTRIES_PER_REPORT) {
            return Ok(());
        }
        (self.progress)(Progress {
            done: self.done,
            total: self.total,
        });
        if self.cancel.load(Ordering::Relaxed) {
            Err(StoreError::Cancelled)
        } else {
            Ok(())
        }
    }
}

/// Verifies the whole record, also beside a running writer: as it stands at one moment.
///
/// `state` is this machine's state folder, which knows where its own chains end. Nothing is written.
///
/// # Errors
/// When the database cannot be read, or `cancel` was set. That the record is broken is no error: the
/// report says so.
pub fn verify(
    place: &Place,
    state: Option<&StateFolder>,
    progress: &mut dyn FnMut(Progress),
    cancel: &Arc<AtomicBool>,
) -> Result<AuditReport, StoreError> {
    let mut replay = Replay::begin(place)?;
    let connection = &mut replay.scratch;
    let theirs = Arc::clone(cancel);
    connection.progress_handler(100_000, Some(move || theirs.load(Ordering::Relaxed)))?;
    let total: i64 = connection.query_row("SELECT 2 * count(*) FROM was.pms_audit_log", [], |row| row.get(0))?;
    let mut watch = Watch {
        progress,
        cancel: Arc::clone(cancel),
        done: 0,
        total: total.cast_unsigned(),
    };
    let (chains, finding) = walk_chains(connection, "was", state, Some(&mut watch))?;
    let entries = chains.iter().map(|chain| chain.entries).sum();
    let mut report = AuditReport {
        entries,
        rows: 0,
        chains,
        finding,
    };
    if report.finding.is_none() {
        (report.rows, report.finding) = rebuild::compare(&mut replay, &mut watch)?;
    }
    progress(Progress {
        done: total.cast_unsigned(),
        total: total.cast_unsigned(),
    });
    Ok(report)
}

/// Verifies the chains of one database; the first finding, if there is one.
pub(crate) fn check_chains(connection: &Connection) -> Result<Option<Finding>, StoreError> {
    Ok(walk_chains(connection, "main", None, None)?.1)
}

/// Walks every chain of the named database. Known devices come first, in their order.
fn walk_chains(
    connection: &Connection,
    database: &str,
    state: Option<&StateFolder>,
    mut watch: Option<&mut Watch<'_>>,
) -> Result<(Vec<ChainReport>, Option<Finding>), StoreError> {
    let mut chains = Vec::new();
    let mut known = Vec::new();
    for (device, mut head, _) in chain_heads::read_heads(connection, database)? {
        // The state folder is outside of the replica: who rewrites a chain does not rewrite it there.
        if let Some(theirs) = state.map(|state| state.known_head(device)).transpose()?.flatten()
            && theirs.seq >= head.seq
        {
            head = theirs;
        }
        known.push(device.to_string());
        let letter = letter_of(connection, database, device)?;
        let (entries, finding) = walk(connection, database, device, Some(head), letter.as_deref(), &mut watch)?;
        chains.push(ChainReport {
            device,
            letter,
            entries,
        });
        if finding.is_some() {
            return Ok((chains, finding));
        }
    }
    let finding = unknown_device(connection, database, &known)?;
    Ok((chains, finding))
}

/// An entry of a device whose chain nobody knows: its device number was changed, or it was added.
fn unknown_device(connection: &Connection, database: &str, known: &[String]) -> Result<Option<Finding>, StoreError> {
    let mut prepared = connection.prepare(&format!(
        "SELECT DISTINCT device FROM {database}.pms_audit_log ORDER BY device"
    ))?;
    let mut stored = prepared.query([])?;
    while let Some(row) = stored.next()? {
        let device = String::from_utf8_lossy(row.get_ref(0)?.as_bytes().map_err(StoreError::broken)?).into_owned();
        if known.contains(&device) {
            continue;
        }
        let sql =
            format!("SELECT min(seq) FROM {database}.pms_audit_log WHERE CAST(device AS BLOB) = CAST(?1 AS BLOB)");
        let seq: Option<i64> = connection.query_row(&sql, [&device], |row| row.get(0))?;
        let reason = "no workstation of this number is known here".to_owned();
        return Ok(Some(Finding::Entry {
            device,
            letter: None,
            seq: seq.unwrap_or_default(),
            reason,
        }));
    }
    Ok(None)
}

/// Walks one chain; the number of sound entries and the first finding.
fn walk(
    connection: &Connection,
    database: &str,
    device: DeviceNumber,
    head: Option<Head>,
    letter: Option<&str>,
    watch: &mut Option<&mut Watch<'_>>,
) -> Result<(u64, Option<Finding>), StoreError> {
    let finding = |seq: i64, reason: String| Finding::Entry {
        device: device.to_string(),
        letter: letter.map(str::to_owned),
        seq,
        reason,
    };
    let mut chain = ChainVerifier::new(device, head);
    let sql = format!("SELECT {COLUMNS} FROM {database}.pms_audit_log WHERE device = ?1 ORDER BY seq");
    let mut prepared = connection.prepare(&sql)?;
    let mut stored = prepared.query([device.to_string()])?;
    let mut entries = 0;
    while let Some(row) = stored.next()? {
        let seq: i64 = row.get(1)?;
        let found = match audit_log::read(row)? {
            Ok(entry) => chain.push(&entry).err(),
            Err(error) if seq > 0 => Some(chain.refuse(seq.cast_unsigned(), error)),
            Err(error) => return Ok((entries, Some(finding(seq, error.to_string())))),
        };
        if let Some(found) = found {
            return Ok((
                entries,
                Some(finding(found.seq.cast_signed(), found.reason.to_string())),
            ));
        }
        entries += 1;
        if let Some(watch) = watch {
            watch.step()?;
        }
    }
    match chain.finish() {
        Ok(_) => Ok((entries, None)),
        Err(found) => Ok((
            entries,
            Some(finding(found.seq.cast_signed(), found.reason.to_string())),
        )),
    }
}

/// The letter that the device was introduced with.
fn letter_of(connection: &Connection, database: &str, device: DeviceNumber) -> Result<Option<String>, StoreError> {
    let sql = format!("SELECT letter FROM {database}.pms_devices WHERE device = ?1 ORDER BY rowid LIMIT 1");
    Ok(connection
        .query_row(&sql, [device.to_string()], |row| row.get(0))
        .optional()?)
}

/// The entry that touched the row last, by the rebuilt tables.
pub(crate) fn last_writer(connection: &Connection, row: RowId) -> Result<Option<Stamp>, StoreError> {
    let sql = "SELECT a.device, a.seq FROM main.entry_rows e JOIN was.pms_audit_log a ON a.rowid = e.arrival \
               WHERE e.row_id = ?1 ORDER BY e.arrival DESC LIMIT 1";
    let stored: Option<(String, i64)> = connection
        .query_row(sql, [row.as_bytes().as_slice()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    stored
        .map(|(device, seq)| {
            Ok(Stamp {
                device: device.parse().map_err(StoreError::broken)?,
                seq: seq.cast_unsigned(),
            })
        })
        .transpose()
}
