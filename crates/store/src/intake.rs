//! Gives entries their effect on the tables: the one way in, for the acts of this workstation, for
//! those of others, and for the rebuild that checks the tables against the record.
//!
//! The result depends on the set of entries only, never on the order of their arrival.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use domain::devices;
use domain::fit;
use domain::merge::DeclaredTables;
use domain::schema::{Row, Table};
use domain::searched::searched;
use domain::tables::{self, Crew, Movement};
use journal::{Actor, Change, ChangeKind, DeviceNumber, Entry, RowId, Schema};
use rusqlite::{Connection, OptionalExtension};

use crate::acceptance;
use crate::audit_log;
use crate::cell::Cells;
use crate::digest::Sums;
use crate::effect::{Effect, shown_value};
use crate::error::StoreError;
use crate::gate::{Gate, Work};
use crate::search;
use crate::spend::keeping::SpendChanges;
use crate::stock;
use crate::stock::upkeep::{Moved, StockChanges};
use crate::writer::closing::Closings;

/// Rows remembered as found; a batch of entries refers to the same people and machines again and again.
const FOUND_ROWS_MAX: usize = 10_000;

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It has its effect.
    Applied,
    /// It waits for these rows, ascending.
    Held(Vec<RowId>),
    /// As applied, but beyond its device's end: what it adds is hidden, and its writes count for nothing.
    Void,
    /// It is kept without effect: it writes what does not fit a column of this version.
    Parked(String),
}

impl Outcome {
    /// Whether the rows that the entry adds are there for others.
    pub(crate) fn has_rows(&self) -> bool {
        matches!(self, Self::Applied | Self::Void)
    }
}

/// Takes entries in, inside one transaction.
pub(crate) struct Intake<'c> {
    pub(crate) connection: &'c Connection,
    gate: &'c Gate,
    vessel: RowId,
    /// Numbers whose entries wait for nobody's word here: a workstation shows what it recorded itself
    /// before anybody else could confirm it.
    own: Vec<DeviceNumber>,
    pub(crate) closings: Closings,
    has_held: bool,
    /// Rows that were found to be there, with their tables: both are for ever.
    found: RefCell<HashMap<RowId, u16>>,
    /// The tables written so far.
    pub(crate) tables: BTreeSet<&'static str>,
    /// What is to be added to the sums of columns.
    sums: Sums,
    /// What is to be added to the sums of the ledger of stores.
    stock: StockChanges,
    /// Rows that figures of spend follow from.
    spend: SpendChanges,
    /// Rows that search has to look at again; none where nobody searches.
    searched: Option<BTreeSet<(u16, RowId)>>,
}

impl<'c> Intake<'c> {
    pub(crate) fn new(connection: &'c Connection, gate: &'c Gate, vessel: RowId) -> Result<Self, StoreError> {
        Ok(Self {
            connection,
            gate,
            vessel,
            own: acceptance::own_numbers(connection)?,
            closings: Closings::load(connection)?,
            has_held: has_held(connection)?,
            found: RefCell::default(),
            tables: BTreeSet::new(),
            sums: Sums::default(),
            stock: StockChanges::default(),
            spend: SpendChanges::default(),
            searched: Some(BTreeSet::new()),
        })
    }

    /// The same, for a database that nobody searches.
    pub(crate) fn unsearched(mut self) -> Self {
        self.searched = None;
        self
    }

    /// Has search look at the row again, and works out anew what it counts as spent.
    fn note_written(&mut self, cells: &Cells<'_>) {
        self.spend.note(cells.table.number, cells.row);
        if let Some(rows) = &mut self.searched
            && searched(cells.table.number).is_some()
        {
            rows.insert((cells.table.number, cells.row));
        }
    }

    /// Ends the intake, which keeps the sums of columns, of stores and of spend, and marks what search has to look at.
    /// Returns the tables written, ascending.
    pub(crate) fn finish(mut self) -> Result<BTreeSet<&'static str>, StoreError> {
        self.sums.keep(self.connection)?;
        self.stock.keep(self.connection)?;
        self.spend.keep(self.connection)?;
        search::index::mark(self.connection, self.searched.into_iter().flatten())?;
        Ok(self.tables)
    }

    /// Takes the entry that arrived at that place, and whatever was waiting for its rows.
    pub(crate) fn take(&mut self, entry: &Entry, arrival: i64) -> Result<Outcome, StoreError> {
        stock::seen::note_seen(self.connection, entry)?;
        if self.closings.is_closed(entry.device) {
            self.look_at_issued_again(entry.device)?;
        }
        let outcome = self.try_one(entry, arrival)?;
        if outcome.has_rows() && self.has_held {
            self.release(entry)?;
        }
        // It may have let a closure go on that ends its own device before it.
        let is_void = outcome.has_rows() && self.closings.is_void(entry.stamp());
        Ok(if is_void { Outcome::Void } else { outcome })
    }

    pub(crate) fn try_one(&mut self, entry: &Entry, arrival: i64) -> Result<Outcome, StoreError> {
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
        self.close(entry)?;
        Ok(Outcome::Applied)
    }

    /// Applies what was waiting for the rows of `entry`, and what was waiting for that in turn.
    pub(crate) fn release(&mut self, entry: &Entry) -> Result<(), StoreError> {
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
                if self.try_one(&waiting, arrival)?.has_rows() {
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

    /// The rows that must be there before the entry has effect, and are not: those it refers to, and the
    /// word of whoever let its device into the vessel.
    fn missing(&self, entry: &Entry) -> Result<Vec<RowId>, StoreError> {
        let mut missing = Vec::new();
        for row in entry.references() {
            if self.table_of(row)?.is_none() {
                missing.push(row);
            }
        }
        if let Some(word) = devices::vouched_by(self.vessel, entry.device)
            && !self.own.contains(&entry.device)
            && self.table_of(word)?.is_none()
            && let Err(at) = missing.binary_search(&word)
        {
            missing.insert(at, word);
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
    pub(crate) fn misfit<'e>(&self, entry: &'e Entry) -> Result<Option<(&'e Change, String)>, StoreError> {
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
        let effect = Effect::of(entry, change, table, false);
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
            let Some(table) = known(change) else {
                self.note_row(change, arrival)?;
                self.park(arrival, change, None, "an unknown table")?;
                continue;
            };
            let cells = Cells::new(self.connection, table, change.row);
            let is_further = is_insert(change) && self.is_added(&cells)?;
            if is_further {
                cells.pin()?;
            }
            self.note_row(change, arrival)?;
            if !is_insert(change) && DeclaredTables.is_append_only(table.number) {
                self.park(arrival, change, None, "a change of a row that is only added")?;
                continue;
            }
            self.tables.insert(table.name);
            self.note_written(&cells);
            let effect = Effect::of(entry, change, table, self.closings.is_void(entry.stamp()));
            for column in &effect.unknown {
                self.park(arrival, change, Some(*column), "an unknown column")?;
            }
            if is_insert(change) {
                self.insert(entry, &cells, &effect, is_further)?;
            } else {
                self.update(entry, &cells, &effect)?;
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
        cells: &Cells<'_>,
        effect: &Effect,
        is_further: bool,
    ) -> Result<(), StoreError> {
        if !is_further {
            cells.add(&mut self.sums, self.vessel, entry, effect)?;
            self.stock.change(cells.row, None, self.moved(cells)?);
        }
        if is_further || self.closings.is_void(entry.stamp()) {
            // A row with a natural key that two workstations added while apart, one that is issued again, or
            // one that is only there for references.
            self.settle(cells)?;
        }
        Ok(())
    }

    fn update(&mut self, entry: &Entry, cells: &Cells<'_>, effect: &Effect) -> Result<(), StoreError> {
        for (group, write) in &effect.writes {
            if !cells.follow(&mut self.sums, entry, *group, write)? {
                let _open = self.gate.open(Work::Rebuild);
                cells.settle_group(&mut self.sums, &self.closings, *group)?;
            }
        }
        Ok(())
    }

    /// Works a row out from all entries that wrote it.
    pub(crate) fn settle(&mut self, cells: &Cells<'_>) -> Result<(), StoreError> {
        // Rows that are only ever added change here too: which of their inserts shows.
        let _open = self.gate.open(Work::Rebuild);
        self.note_written(cells);
        let before = self.moved(cells)?;
        cells.settle(&mut self.sums, self.vessel, &self.closings)?;
        self.stock.change(cells.row, before, self.moved(cells)?);
        Ok(())
    }

    /// Looks again at movements of a closed device that were issued again: what their authors had seen is
    /// said by what is known of that device.
    pub(crate) fn look_at_issued_again(&mut self, device: DeviceNumber) -> Result<(), StoreError> {
        for row in stock::seen::issued_again(self.connection, device)? {
            let moved = stock::upkeep::moved(self.connection, row)?;
            self.stock.change(row, moved, moved);
        }
        Ok(())
    }

    /// What the row adds to the stores, if it is one of their ledger.
    fn moved(&self, cells: &Cells<'_>) -> Result<Option<Moved>, StoreError> {
        match cells.table.number == Movement::TABLE.number {
            true => stock::upkeep::moved(self.connection, cells.row),
            false => Ok(None),
        }
    }

    /// Whether another entry added the row before.
    fn is_added(&self, cells: &Cells<'_>) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM entry_rows WHERE row_id = ?1)";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let is_noted: bool = prepared.query_row([cells.row.as_bytes().as_slice()], |row| row.get(0))?;
        Ok(is_noted && cells.is_there()?)
    }

    pub(crate) fn park(
        &self,
        arrival: i64,
        change: &Change,
        column: Option<u16>,
        reason: &str,
    ) -> Result<(), StoreError> {
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
