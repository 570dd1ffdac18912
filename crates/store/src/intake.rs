//! Gives entries their effect on the tables: the one way in, for the acts of this workstation, for
//! those of others, and for the rebuild that checks the tables against the record.
//!
//! The result depends on the set of entries only, never on the order of their arrival.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use domain::fit;
use domain::merge::DeclaredTables;
use domain::schema::{Row, Table};
use domain::tables::{self, Crew};
use journal::{Actor, Change, ChangeKind, Entry, RowId, Schema};
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::audit_log;
use crate::cell::Cells;
use crate::column::Stored;
use crate::digest::Sums;
use crate::effect::{Effect, shown_value};
use crate::error::StoreError;
use crate::statement;

/// Rows remembered as found; a batch of entries refers to the same people and machines again and again.
const FOUND_ROWS_MAX: usize = 10_000;

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It has its effect.
    Applied,
    /// It waits for these rows, ascending.
    Held(Vec<RowId>),
    /// It is kept without effect: it writes what does not fit a column of this version.
    Parked(String),
}

/// Takes entries in, inside one transaction.
pub(crate) struct Intake<'c> {
    connection: &'c Connection,
    vessel: RowId,
    has_held: bool,
    /// Rows that were found to be there, with their tables: both are for ever.
    found: RefCell<HashMap<RowId, u16>>,
    /// The tables written so far.
    tables: BTreeSet<&'static str>,
    /// What is to be added to the sums of columns.
    sums: Sums,
}

impl<'c> Intake<'c> {
    pub(crate) fn new(connection: &'c Connection, vessel: RowId) -> Result<Self, StoreError> {
        let has_held = has_held(connection)?;
        Ok(Self {
            connection,
            vessel,
            has_held,
            found: RefCell::default(),
            tables: BTreeSet::new(),
            sums: Sums::default(),
        })
    }

    /// Ends the intake, which keeps the sums of columns. Returns the tables written, ascending.
    pub(crate) fn finish(mut self) -> Result<BTreeSet<&'static str>, StoreError> {
        self.sums.keep(self.connection)?;
        Ok(self.tables)
    }

    /// Takes the entry that arrived at that place, and whatever was waiting for its rows.
    pub(crate) fn take(&mut self, entry: &Entry, arrival: i64) -> Result<Outcome, StoreError> {
        let outcome = self.try_one(entry, arrival)?;
        if outcome == Outcome::Applied && self.has_held {
            self.release(entry)?;
        }
        Ok(outcome)
    }

    fn try_one(&mut self, entry: &Entry, arrival: i64) -> Result<Outcome, StoreError> {
        let missing = self.missing(entry)?;
        if !missing.is_empty() {
            self.hold(entry, arrival, &missing)?;
            return Ok(Outcome::Held(missing));
        }
        if let Some((change, reason)) = self.misfit(entry)? {
            self.park(arrival, change, None, &reason)?;
            return Ok(Outcome::Parked(reason));
        }
        self.carry_out(entry, arrival)?;
        Ok(Outcome::Applied)
    }

    /// Applies what was waiting for the rows of `entry`, and what was waiting for that in turn.
    fn release(&mut self, entry: &Entry) -> Result<(), StoreError> {
        let mut arrived: Vec<RowId> = inserted_rows(entry).collect();
        while let Some(row) = arrived.pop() {
            for arrival in self.waiters(row)? {
                let waiting = audit_log::at(self.connection, arrival)?;
                if !self.missing(&waiting)?.is_empty() {
                    continue;
                }
                // It may have waited for two rows that are both here now, and be released already.
                let mut prepared = self.connection.prepare_cached("DELETE FROM held WHERE arrival = ?1")?;
                if prepared.execute([arrival])? == 0 {
                    continue;
                }
                if self.try_one(&waiting, arrival)? == Outcome::Applied {
                    arrived.extend(inserted_rows(&waiting));
                }
            }
        }
        self.has_held = has_held(self.connection)?;
        Ok(())
    }

    /// The entries that wait for a row; they wait for it no longer.
    fn waiters(&self, row: RowId) -> Result<Vec<i64>, StoreError> {
        let sql = "DELETE FROM held_rows WHERE row_id = ?1 RETURNING arrival";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let arrivals = prepared.query_map([row.as_bytes().as_slice()], |row| row.get(0))?;
        let mut arrivals = arrivals.collect::<Result<Vec<i64>, _>>()?;
        arrivals.sort_unstable();
        Ok(arrivals)
    }

    fn hold(&mut self, entry: &Entry, arrival: i64, missing: &[RowId]) -> Result<(), StoreError> {
        let sql = "INSERT INTO held (arrival, device, seq) VALUES (?1, ?2, ?3)";
        let mut prepared = self.connection.prepare_cached(sql)?;
        prepared.execute((arrival, entry.device.to_string(), entry.seq.cast_signed()))?;
        let sql = "INSERT INTO held_rows (row_id, arrival) VALUES (?1, ?2)";
        let mut prepared = self.connection.prepare_cached(sql)?;
        for row in missing {
            prepared.execute((row.as_bytes().as_slice(), arrival))?;
        }
        self.has_held = true;
        Ok(())
    }

    fn missing(&self, entry: &Entry) -> Result<Vec<RowId>, StoreError> {
        let mut missing = Vec::new();
        for row in entry.references() {
            if self.table_of(row)?.is_none() {
                missing.push(row);
            }
        }
        Ok(missing)
    }

    /// The table of a row that has arrived, known to this version or not.
    fn table_of(&self, row: RowId) -> Result<Option<u16>, StoreError> {
        if let Some(table) = self.found.borrow().get(&row) {
            return Ok(Some(*table));
        }
        let sql = "SELECT table_number FROM entry_rows WHERE row_id = ?1 ORDER BY arrival LIMIT 1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let table = prepared
            .query_row([row.as_bytes().as_slice()], |row| row.get(0))
            .optional()?;
        if let Some(table) = table {
            let mut found = self.found.borrow_mut();
            if found.len() >= FOUND_ROWS_MAX {
                found.clear();
            }
            found.insert(row, table);
        }
        Ok(table)
    }

    /// The first change whose values do not fit this version's columns, and why.
    fn misfit<'e>(&self, entry: &'e Entry) -> Result<Option<(&'e Change, String)>, StoreError> {
        for change in &entry.changes {
            let Some(table) = known(change) else { continue };
            if let Some(reason) = self.misfit_of(entry, change, table)? {
                return Ok(Some((change, reason)));
            }
        }
        Ok(None)
    }

    fn misfit_of(&self, entry: &Entry, change: &Change, table: &'static Table) -> Result<Option<String>, StoreError> {
        let is_insert = matches!(change.kind, ChangeKind::Insert { .. });
        // Rows name their author; one that is nobody of the crew would break every entry beside it.
        if is_insert
            && let Some(person) = author(entry)
            && !self.is_row_of(entry, person, Crew::TABLE.name)?
        {
            return Ok(Some("the author is nobody of the crew".to_owned()));
        }
        if !is_insert && self.table_of(change.row)? != Some(table.number) {
            return Ok(Some(format!("{} is no row of {}", change.row, table.name)));
        }
        let effect = Effect::of(entry, change, table);
        for (number, value) in effect.writes.values().flat_map(|write| &write.values) {
            let Some(column) = table.column(*number) else { continue };
            let shown = shown_value(entry, table, *number, value);
            if let Some(misfit) = fit::misfit(column, &shown) {
                return Ok(Some(format!("{}.{} {misfit}", table.name, column.name)));
            }
            let (Some(target), Some(row)) = (column.refers_to, shown.as_id()) else {
                continue;
            };
            if !self.is_row_of(entry, row, target)? {
                return Ok(Some(format!(
                    "{}.{} refers to no row of {target}",
                    table.name, column.name
                )));
            }
        }
        Ok(None)
    }

    /// Whether the row is one of that table: there already, or added by the entry itself.
    fn is_row_of(&self, entry: &Entry, row: RowId, target: &str) -> Result<bool, StoreError> {
        let own = entry
            .changes
            .iter()
            .find(|change| change.row == row && is_insert(change));
        let number = match own {
            Some(change) => Some(change.table),
            None => self.table_of(row)?,
        };
        Ok(number.and_then(tables::table).is_some_and(|table| table.name == target))
    }

    fn carry_out(&mut self, entry: &Entry, arrival: i64) -> Result<(), StoreError> {
        for change in &entry.changes {
            self.note_row(change, arrival)?;
            let Some(table) = known(change) else {
                self.park(arrival, change, None, "an unknown table")?;
                continue;
            };
            if !is_insert(change) && DeclaredTables.is_append_only(table.number) {
                self.park(arrival, change, None, "a change of a row that is only added")?;
                continue;
            }
            self.tables.insert(table.name);
            let effect = Effect::of(entry, change, table);
            for column in &effect.unknown {
                self.park(arrival, change, Some(*column), "an unknown column")?;
            }
            if is_insert(change) {
                self.insert(entry, change, table, &effect)?;
            } else {
                for (group, write) in &effect.writes {
                    Cells::new(self.connection, table, change.row).write(&mut self.sums, entry, *group, write)?;
                }
            }
        }
        Ok(())
    }

    fn note_row(&self, change: &Change, arrival: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO entry_rows (row_id, arrival, table_number, is_insert) VALUES (?1, ?2, ?3, ?4)";
        let mut prepared = self.connection.prepare_cached(sql)?;
        prepared.execute((
            change.row.as_bytes().as_slice(),
            arrival,
            change.table,
            is_insert(change),
        ))?;
        Ok(())
    }

    fn insert(
        &mut self,
        entry: &Entry,
        change: &Change,
        table: &'static Table,
        effect: &Effect,
    ) -> Result<(), StoreError> {
        if self.is_there(table, change.row)? {
            // A row with a natural key that two workstations added while apart.
            return Cells::new(self.connection, table, change.row).merge_inserts(&mut self.sums, effect);
        }
        let mut values: Vec<(u16, journal::Value)> = effect
            .writes
            .values()
            .flat_map(|write| &write.values)
            .map(|(number, value)| (*number, shown_value(entry, table, *number, value)))
            .collect();
        let place = |number: u16| table.columns.iter().position(|column| column.number == number);
        values.sort_by_key(|(number, _)| place(*number));
        let author = author(entry);
        let vessel = self.vessel;
        let from_entry: [journal::Value; 4] = [
            journal::Value::Id(change.row),
            journal::Value::Id(vessel),
            journal::Value::Int(entry.wall_at),
            author.map_or(journal::Value::Null, journal::Value::Id),
        ];
        let all = from_entry
            .iter()
            .chain(values.iter().map(|(_, value)| value))
            .map(Stored);
        self.connection
            .prepare_cached(&statement::of(table).insert)?
            .execute(params_from_iter(all))?;
        let values: Vec<&journal::Value> = values.iter().map(|(_, value)| value).collect();
        self.sums.add_row(table, change.row, entry.stamp(), &values);
        Ok(())
    }

    /// Whether another entry added the row before; the present one is noted already.
    fn is_there(&self, table: &Table, row: RowId) -> Result<bool, StoreError> {
        if row.author().is_some() {
            let sql = "SELECT count(*) FROM entry_rows WHERE row_id = ?1";
            let mut prepared = self.connection.prepare_cached(sql)?;
            let noted: i64 = prepared.query_row([row.as_bytes().as_slice()], |row| row.get(0))?;
            if noted < 2 {
                return Ok(false);
            }
        }
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE id = ?1)", table.name);
        let mut prepared = self.connection.prepare_cached(&sql)?;
        Ok(prepared.query_row([row.as_bytes().as_slice()], |row| row.get(0))?)
    }

    fn park(&self, arrival: i64, change: &Change, column: Option<u16>, reason: &str) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO parked (arrival, row_id, table_number, column_number, reason) VALUES (?1, ?2, ?3, ?4, ?5)";
        let mut prepared = self.connection.prepare_cached(sql)?;
        prepared.execute((arrival, change.row.as_bytes().as_slice(), change.table, column, reason))?;
        Ok(())
    }
}

/// Whether any entry waits for rows.
fn has_held(connection: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM held)";
    Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// The author of rows that an entry adds; none for the operator ashore.
pub(crate) fn author(entry: &Entry) -> Option<RowId> {
    match &entry.actor {
        Actor::Crew(person) => Some(*person),
        Actor::Operator(_) => None,
    }
}

fn known(change: &Change) -> Option<&'static Table> {
    tables::table(change.table)
}

fn is_insert(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Insert { .. })
}

fn inserted_rows(entry: &Entry) -> impl Iterator<Item = RowId> {
    entry
        .changes
        .iter()
        .filter(|change| is_insert(change))
        .map(|change| change.row)
}
