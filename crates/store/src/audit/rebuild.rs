//! Builds all rows again from the entries, by the same code that applied them, and compares.
//!
//! The rows are built in a database of their own that is gone when the check ends; the replica is
//! attached beside it and only read.

use std::path::Path;

use domain::schema::Table;
use domain::tables::TABLES;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use super::{Finding, Watch, last_writer};
use crate::audit_log::{self, COLUMNS};
use crate::column;
use crate::connection;
use crate::digest;
use crate::error::StoreError;
use crate::gate::{Gate, OpenGate, Work};
use crate::intake::Intake;
use crate::migration;
use crate::place::Place;
use crate::spend;
use crate::stock::checking;

/// A scratch database with the replica attached as `was`, at one snapshot of it, and its open gate.
fn scratch(place: &Place) -> Result<(Connection, Gate, OpenGate), StoreError> {
    // Opened for itself first: that says clearly what is wrong with the file, if anything is.
    migration::refuse_newer(&connection::open_for_reading(&place.database())?)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    // An empty name is a database on disk that only this connection sees, and that goes with it.
    let mut scratch = Connection::open_with_flags("", flags)?;
    connection::set_up(&scratch)?;
    scratch.pragma_update(None, "foreign_keys", false)?;
    scratch.pragma_update(None, "synchronous", "OFF")?;
    scratch.pragma_update(None, "journal_mode", "OFF")?;
    let gate = Gate::install(&scratch)?;
    migration::run(&mut scratch, &gate, 0)?;
    // Without an audit log of its own, the one of the replica goes by the bare name.
    scratch.execute_batch("DROP TABLE pms_audit_log")?;
    attach(&scratch, &place.database())?;
    scratch.execute_batch("BEGIN; SELECT only_row FROM was.replica;")?;
    let open = gate.open(Work::Rebuild);
    Ok((scratch, gate, open))
}

/// Attaches the replica as `was`, only to be read.
fn attach(scratch: &Connection, database: &Path) -> Result<(), StoreError> {
    let attach = |more: &str| -> Result<(), StoreError> {
        scratch.execute("ATTACH ?1 AS was", [connection::read_only_uri(database, more)])?;
        let looked = scratch.query_row("SELECT count(*) FROM was.sqlite_schema", [], |_| Ok(()));
        if looked.is_err() {
            scratch.execute_batch("DETACH was")?;
        }
        Ok(looked?)
    };
    match attach("") {
        // As for any reader: a closed replica in a folder that cannot be written.
        Err(StoreError::ReadOnly(_)) if !database.with_extension("db-wal").exists() => attach("&immutable=1"),
        other => other,
    }
}

/// The entries taken in again, beside the replica that holds them.
pub(super) struct Replay {
    pub(super) scratch: Connection,
    gate: Gate,
    /// The place of the last entry taken in.
    arrival: i64,
    _open: OpenGate,
}

impl Replay {
    /// Begins with none of the entries.
    pub(super) fn begin(place: &Place) -> Result<Self, StoreError> {
        let (scratch, gate, open) = scratch(place)?;
        Ok(Self {
            scratch,
            gate,
            arrival: 0,
            _open: open,
        })
    }

    /// Looks at the replica as it stands now.
    pub(super) fn renew(&self) -> Result<(), StoreError> {
        Ok(self
            .scratch
            .execute_batch("COMMIT; BEGIN; SELECT only_row FROM was.replica;")?)
    }

    /// Takes in the entries that were not yet.
    pub(super) fn go_on(&mut self, watch: &mut Watch<'_>) -> Result<(), StoreError> {
        let vessel: Option<Vec<u8>> = self
            .scratch
            .query_row("SELECT vessel_id FROM was.replica", [], |row| row.get(0))?;
        let Some(vessel) = vessel else { return Ok(()) };
        let sql = format!("SELECT {COLUMNS}, rowid FROM was.pms_audit_log WHERE rowid > ?1 ORDER BY rowid");
        let mut prepared = self.scratch.prepare(&sql)?;
        let mut stored = prepared.query([self.arrival])?;
        // Which numbers wait for nobody's word does not follow from the entries.
        let sql = "INSERT OR IGNORE INTO main.own_numbers (device, letter) SELECT device, letter FROM was.own_numbers";
        self.scratch.execute(sql, [])?;
        let mut intake = Intake::new(&self.scratch, &self.gate, column::row_id(&vessel)?)?.unsearched();
        while let Some(row) = stored.next()? {
            let entry = audit_log::read(row)?.map_err(StoreError::broken)?;
            self.arrival = row.get(journal::entry::AUDIT_COLUMNS.len())?;
            intake.take(&entry, self.arrival)?;
            watch.step()?;
        }
        intake.finish()?;
        Ok(())
    }
}

/// Rebuilds and compares; the number of rows and the first finding.
pub(super) fn compare(replay: &mut Replay, watch: &mut Watch<'_>) -> Result<(u64, Option<Finding>), StoreError> {
    replay.go_on(watch)?;
    let scratch = &replay.scratch;
    let mut rows = 0;
    for kept in KEPT {
        let finding = compare_kept(scratch, kept)?;
        if finding.is_some() {
            return Ok((rows, finding));
        }
    }
    for table in TABLES {
        let finding = compare_table(scratch, table)?;
        if finding.is_some() {
            return Ok((rows, finding));
        }
        let sql = format!("SELECT count(*) FROM main.{}", table.name);
        rows += scratch.query_row(&sql, [], |row| row.get::<_, i64>(0))?.cast_unsigned();
    }
    if let Some((table, column)) = digest::differing(scratch)? {
        return Ok((rows, Some(Finding::Sum { table, column })));
    }
    if let Some(stock) = checking::differing_from_replay(scratch)?.into_iter().next() {
        return Ok((rows, Some(Finding::Stock(stock))));
    }
    let spend = spend::checking::differing_from_replay(scratch)?.into_iter().next();
    Ok((rows, spend.map(Finding::Spend)))
}

/// What the merge keeps beside the rows: table, key, and what hangs on it.
pub(super) type Kept = (&'static str, &'static [&'static str], &'static str);

pub(super) const KEPT: &[Kept] = &[
    ("entry_rows", &["row_id", "arrival"], "is_insert"),
    ("heads", &["row_id", "table_number", "group_number"], "stamps"),
    ("conflicts", &["row_id", "table_number", "group_number"], "heads"),
    ("hidden_rows", &["row_id", "table_number"], "table_number"),
];

/// Compares one of the tables that the merge keeps, both ways.
fn compare_kept(scratch: &Connection, (name, key, value): &Kept) -> Result<Option<Finding>, StoreError> {
    let same: Vec<String> = key.iter().map(|column| format!("a.{column} = b.{column}")).collect();
    for (one, other) in [("main", "was"), ("was", "main")] {
        let sql = format!(
            "SELECT a.row_id FROM {one}.{name} a LEFT JOIN {other}.{name} b ON {} WHERE b.{value} IS NOT a.{value} LIMIT 1",
            same.join(" AND "),
        );
        let mut prepared = scratch.prepare(&sql)?;
        let mut stored = prepared.query([])?;
        if let Some(row) = stored.next()? {
            let reason = "what is kept of the row's entries is not what they say";
            return finding(scratch, name, row.get_ref(0)?, None, reason).map(Some);
        }
    }
    Ok(None)
}

fn compare_table(scratch: &Connection, table: &'static Table) -> Result<Option<Finding>, StoreError> {
    let name = table.name;
    let missing =
        format!("SELECT id FROM main.{name} b WHERE NOT EXISTS (SELECT 1 FROM was.{name} w WHERE w.id = b.id) LIMIT 1");
    if let Some(finding) = one_row(scratch, table, &missing, "the row is missing")? {
        return Ok(Some(finding));
    }
    let added =
        format!("SELECT id FROM was.{name} w WHERE NOT EXISTS (SELECT 1 FROM main.{name} b WHERE b.id = w.id) LIMIT 1");
    if let Some(finding) = one_row(scratch, table, &added, "no entry added this row")? {
        return Ok(Some(finding));
    }
    let differs: Vec<String> = compared_columns(table)
        .map(|column| format!("b.{column} IS NOT w.{column}"))
        .collect();
    let sql = format!(
        "SELECT b.id, {} FROM main.{name} b JOIN was.{name} w ON w.id = b.id WHERE {} ORDER BY b.rowid LIMIT 1",
        differs.join(", "),
        differs.join(" OR "),
    );
    let mut prepared = scratch.prepare(&sql)?;
    let mut stored = prepared.query([])?;
    let Some(row) = stored.next()? else { return Ok(None) };
    let mut column = None;
    for (at, name) in compared_columns(table).enumerate() {
        if column.is_none() && row.get::<_, bool>(at + 1)? {
            column = Some(name);
        }
    }
    finding(
        scratch,
        table.name,
        row.get_ref(0)?,
        column,
        "it does not hold what the entries say",
    )
    .map(Some)
}

/// What a row holds beside its id.
pub(super) fn compared_columns(table: &'static Table) -> impl Iterator<Item = &'static str> {
    ["vessel_id", "created_at", "created_by"]
        .into_iter()
        .chain(table.columns.iter().map(|column| column.name))
}

fn one_row(
    scratch: &Connection,
    table: &'static Table,
    sql: &str,
    reason: &str,
) -> Result<Option<Finding>, StoreError> {
    let mut prepared = scratch.prepare(sql)?;
    let mut stored = prepared.query([])?;
    match stored.next()? {
        None => Ok(None),
        Some(row) => finding(scratch, table.name, row.get_ref(0)?, None, reason).map(Some),
    }
}

fn finding(
    scratch: &Connection,
    table: &'static str,
    id: ValueRef<'_>,
    column: Option<&'static str>,
    reason: &str,
) -> Result<Finding, StoreError> {
    // A row that a stranger added may have anything for an id.
    let row = id.as_blob().ok().and_then(|bytes| column::row_id(bytes).ok());
    Ok(Finding::Row {
        table,
        row: row.map_or_else(|| "with an id that is none".to_owned(), |row| row.to_string()),
        column,
        written_by: row.map(|row| last_writer(scratch, row)).transpose()?.flatten(),
        reason: reason.to_owned(),
    })
}
