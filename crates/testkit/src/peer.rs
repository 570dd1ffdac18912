//! What SQLite alone needs for the same rows: the measure of a commit.
//!
//! The peer works on a copy of a replica's database, with the settings of the program's writing
//! connection, and without triggers. After each act of the program it looks up which rows of which
//! tables that act wrote, audit row and bookkeeping included, and writes the same values in one
//! transaction with prepared statements. Only that transaction is timed.

use std::path::Path;
use std::time::Duration;

use domain::RowId;
use rusqlite::types::{Type, Value};
use rusqlite::{Connection, OpenFlags, Params, TransactionBehavior, params_from_iter};

use crate::stopwatch::Stopwatch;

/// The settings of the program's writing connection.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
     PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16384; \
     PRAGMA trusted_schema = OFF;";
/// Prepared statements kept, as the program keeps them.
const STATEMENTS_KEPT: usize = 512;
/// The WAL is moved into the database so often, outside the timed part; the program does it beside.
const CHECKPOINT_INTERVAL: Duration = Duration::from_secs(1);
/// Small tables of bookkeeping, compared as a whole, and their keys.
const BOOKKEEPING: &[(&str, &[&str])] = &[
    ("chain_heads", &["device"]),
    ("replica", &["only_row"]),
    ("counters", &["kind", "year", "letter"]),
];

/// Column names and values of one row.
type Row = Vec<(String, Value)>;

/// One statement with what it binds.
struct Statement {
    sql: String,
    values: Vec<Value>,
}

/// SQLite without the program.
pub struct Peer {
    writing: Connection,
    /// Finds out what differs, so that the writing connection has read nothing beforehand.
    looking: Connection,
    original: Connection,
    arrival: i64,
    receipt: i64,
    pending: Vec<Statement>,
    since_checkpoint: Stopwatch,
}

impl Peer {
    /// A peer of the replica's database that works on `copy`, a copy of the file made before.
    ///
    /// # Errors
    /// When one of the files cannot be opened.
    pub fn new(original: &Path, copy: &Path) -> rusqlite::Result<Self> {
        let writing = Connection::open(copy)?;
        writing.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        writing.execute_batch(SETTINGS)?;
        let triggers = texts(&writing, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")?;
        for trigger in triggers {
            writing.execute_batch(&format!("DROP TRIGGER {trigger}"))?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let last = |sql: &str| writing.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
        Ok(Self {
            arrival: last("SELECT max(rowid) FROM pms_audit_log")?.unwrap_or(0),
            receipt: last("SELECT max(rowid) FROM receipts")?.unwrap_or(0),
            looking: Connection::open_with_flags(copy, flags)?,
            original: Connection::open_with_flags(original, flags)?,
            writing,
            pending: Vec::new(),
            since_checkpoint: Stopwatch::start(),
        })
    }

    /// Finds what the program has written since the last time, and says how many rows it were.
    ///
    /// # Errors
    /// When a database cannot be read.
    pub fn look(&mut self) -> rusqlite::Result<usize> {
        self.pending = self.statements()?;
        Ok(self.pending.len())
    }

    /// Writes what was found, in one transaction, and says how long that took.
    ///
    /// # Errors
    /// When the copy cannot be written.
    pub fn write(&mut self) -> rusqlite::Result<Duration> {
        let statements = std::mem::take(&mut self.pending);
        let stopwatch = Stopwatch::start();
        let transaction = self.writing.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for statement in &statements {
            transaction
                .prepare_cached(&statement.sql)?
                .execute(params_from_iter(&statement.values))?;
        }
        transaction.commit()?;
        let took = stopwatch.elapsed();
        if self.since_checkpoint.elapsed() > CHECKPOINT_INTERVAL {
            self.writing
                .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
            self.since_checkpoint = Stopwatch::start();
        }
        Ok(took)
    }

    fn statements(&mut self) -> rusqlite::Result<Vec<Statement>> {
        let mut statements = Vec::new();
        let last = self.arrival;
        let sql = "SELECT rowid, * FROM pms_audit_log WHERE rowid > ?1 ORDER BY rowid";
        for mut entry in rows(&self.original, sql, [last])? {
            if let Value::Integer(arrival) = entry.remove(0).1 {
                self.arrival = self.arrival.max(arrival);
            }
            statements.push(insert("pms_audit_log", entry));
        }
        for (row, table) in self.touched_since(last)? {
            self.touched(row, table, last, &mut statements)?;
        }
        for (table, keys) in BOOKKEEPING {
            for row in rows(&self.original, &format!("SELECT * FROM {table}"), [])? {
                statements.extend(self.difference(table, keys, row)?);
            }
        }
        let sql = "SELECT rowid, * FROM receipts WHERE rowid > ?1 ORDER BY rowid";
        for mut receipt in rows(&self.original, sql, [self.receipt])? {
            if let Value::Integer(place) = receipt.remove(0).1 {
                self.receipt = self.receipt.max(place);
            }
            statements.push(insert("receipts", receipt));
        }
        Ok(statements)
    }

    /// The rows that entries touched after that arrival, with the numbers of their tables.
    fn touched_since(&self, arrival: i64) -> rusqlite::Result<Vec<(RowId, u16)>> {
        let sql = "SELECT DISTINCT c.value ->> 'row', c.value ->> 'table' \
                   FROM pms_audit_log a, json_each(a.changes) c WHERE a.rowid > ?1";
        let mut prepared = self.original.prepare(sql)?;
        let touched = prepared.query_map([arrival], |found| {
            let row = found.get::<_, String>(0)?.parse::<RowId>();
            let unreadable = |error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error));
            Ok((row.map_err(unreadable)?, found.get(1)?))
        })?;
        touched.collect()
    }

    /// The row, the note of who touched it, and the heads of its groups.
    fn touched(&self, row: RowId, table: u16, last: i64, statements: &mut Vec<Statement>) -> rusqlite::Result<()> {
        let id = row.as_bytes().as_slice();
        if let Some(table) = domain::tables::table(table) {
            let sql = format!("SELECT * FROM {} WHERE id = ?1", table.name);
            for row in rows(&self.original, &sql, [id])? {
                statements.extend(self.difference(table.name, &["id"], row)?);
            }
        }
        let sql = "SELECT * FROM entry_rows WHERE row_id = ?1 AND arrival > ?2";
        let noted = rows(&self.original, sql, (id, last))?;
        statements.extend(noted.into_iter().map(|row| insert("entry_rows", row)));
        for row in rows(&self.original, "SELECT * FROM heads WHERE row_id = ?1", [id])? {
            let keys = ["row_id", "table_number", "group_number"];
            statements.extend(self.difference("heads", &keys, row)?);
        }
        Ok(())
    }

    /// Inserts the row, or updates the columns in which the copy differs.
    fn difference(&self, table: &str, keys: &[&str], row: Row) -> rusqlite::Result<Option<Statement>> {
        let is_key = |name: &str| keys.contains(&name);
        let wanted: Vec<&(String, Value)> = row.iter().filter(|(name, _)| is_key(name)).collect();
        let places = wanted.iter().map(|(name, _)| format!("{name} = ?"));
        let condition = places.collect::<Vec<_>>().join(" AND ");
        let sql = format!("SELECT * FROM {table} WHERE {condition}");
        let key = params_from_iter(wanted.iter().map(|(_, value)| value));
        let Some(held) = rows(&self.looking, &sql, key)?.pop() else {
            return Ok(Some(insert(table, row)));
        };
        let changed: Vec<&(String, Value)> = row
            .iter()
            .zip(&held)
            .filter(|(now, held)| now.1 != held.1)
            .map(|(now, _)| now)
            .collect();
        if changed.is_empty() {
            return Ok(None);
        }
        let set = changed.iter().map(|(name, _)| format!("{name} = ?"));
        Ok(Some(Statement {
            sql: format!(
                "UPDATE {table} SET {} WHERE {condition}",
                set.collect::<Vec<_>>().join(", ")
            ),
            values: changed.iter().chain(&wanted).map(|(_, value)| value.clone()).collect(),
        }))
    }

    /// Whether the copy holds the row, for a check that the peer wrote what it should.
    ///
    /// # Errors
    /// When the copy cannot be read.
    pub fn holds(&self, table: &str, id: RowId) -> rusqlite::Result<bool> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ?1)");
        self.looking
            .query_row(&sql, [id.as_bytes().as_slice()], |row| row.get(0))
    }
}

fn insert(table: &str, row: Row) -> Statement {
    let (names, values): (Vec<String>, Vec<Value>) = row.into_iter().unzip();
    let places = vec!["?"; names.len()].join(", ");
    Statement {
        sql: format!("INSERT INTO {table} ({}) VALUES ({places})", names.join(", ")),
        values,
    }
}

fn rows(connection: &Connection, sql: &str, bound: impl Params) -> rusqlite::Result<Vec<Row>> {
    let mut prepared = connection.prepare(sql)?;
    let names: Vec<String> = prepared.column_names().map(str::to_owned).collect();
    let found = prepared.query_map(bound, |row| {
        let cell = |(at, name): (usize, &String)| Ok((name.clone(), row.get(at)?));
        names.iter().enumerate().map(cell).collect()
    })?;
    found.collect()
}

fn texts(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Story;
    use serde_json::json;

    #[test]
    fn the_peer_writes_what_the_program_wrote_and_nothing_twice() {
        let mut story = Story::begin();
        let place = story.place();
        let copy = place.replica.with_file_name("peer.db");
        story.program().backup(&copy).expect("a copy can be made");
        let original = place.replica.join("replica.db");
        let mut peer = Peer::new(&original, &copy).expect("the copy can be opened");
        let machine = story.act(
            "add_equipment",
            json!({ "code": "651.1", "name": "Main engine", "kind": "machine" }),
        );
        let fault = story.act(
            "report_fault",
            json!({ "title": "Cooling water lost", "equipment": machine.ids[0] }),
        );
        let rows = peer.look().expect("both can be read");
        peer.write().expect("the copy can be written");
        assert!(peer.holds("pms_equipment", machine.ids[0]).expect("it can be read"));
        assert!(peer.holds("pms_faults", fault.ids[0]).expect("it can be read"));
        // Two entries, two rows, who touched them, and the bookkeeping of both acts.
        assert!(rows >= 8, "{rows}");
        assert_eq!(peer.look().expect("both can be read"), 0);
    }
}
