//! What a program that declares other tables than the one before it makes of the entries: what was parked
//! is applied as far as it is known now, and new columns get their place in rows that are not plain.
//!
//! Whether there is anything to do is one comparison, so every opening asks.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use domain::merge::DeclaredTables;
use domain::tables::{self, TABLES};
use journal::{RowId, Schema};
use rusqlite::{Connection, TransactionBehavior};

use crate::audit_log;
use crate::cell::Cells;
use crate::column;
use crate::effect::Effect;
use crate::error::StoreError;
use crate::gate::{Gate, Work};
use crate::intake::Intake;

/// A parked part of an applied entry: it was applied but for this.
struct Part {
    arrival: i64,
    table: u16,
    row: RowId,
    column: Option<u16>,
}

/// Applies what the declared tables now allow, in one transaction.
pub(crate) fn catch_up(connection: &mut Connection, gate: &Gate, vessel: Option<RowId>) -> Result<(), StoreError> {
    let declared = fingerprint();
    let before: Option<String> = connection.query_row("SELECT declared FROM replica", [], |row| row.get(0))?;
    if before.as_ref() == Some(&declared) {
        return Ok(());
    }
    let _open = gate.open(Work::Act);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if let Some(vessel) = vessel {
        let mut intake = Intake::new(&transaction, gate, vessel)?;
        intake.unpark()?;
        intake.settle_all_that_is_not_plain()?;
        intake.finish()?;
    }
    transaction.execute("UPDATE replica SET declared = ?1", [declared])?;
    Ok(transaction.commit()?)
}

/// Tells one set of declared tables from another. That another compiler may compute another one only makes
/// the next start look once more.
fn fingerprint() -> String {
    let mut hasher = DefaultHasher::new();
    format!("{TABLES:?}").hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

impl Intake<'_> {
    /// Applies what was parked and fits now.
    fn unpark(&mut self) -> Result<(), StoreError> {
        for ((number, row), parts) in self.known_parts()? {
            self.apply_parts(number, row, &parts)?;
        }
        let sql = "SELECT DISTINCT arrival FROM parked p WHERE NOT EXISTS ( \
                   SELECT 1 FROM entry_rows e WHERE e.row_id = p.row_id AND e.arrival = p.arrival) ORDER BY arrival";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let whole = prepared.query_map([], |row| row.get(0))?;
        for arrival in whole.collect::<Result<Vec<i64>, _>>()? {
            let sql = "DELETE FROM parked WHERE arrival = ?1";
            self.connection.prepare_cached(sql)?.execute([arrival])?;
            let entry = audit_log::at(self.connection, arrival)?;
            self.take(&entry, arrival)?;
        }
        Ok(())
    }

    /// Parked parts of applied entries that this version knows, by table and row.
    fn known_parts(&self) -> Result<BTreeMap<(u16, RowId), Vec<Part>>, StoreError> {
        let sql = "SELECT p.arrival, p.row_id, p.table_number, p.column_number, e.is_insert FROM parked p \
                   JOIN entry_rows e ON e.row_id = p.row_id AND e.arrival = p.arrival ORDER BY p.arrival";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query([])?;
        let mut parts: BTreeMap<(u16, RowId), Vec<Part>> = BTreeMap::new();
        while let Some(line) = stored.next()? {
            let part = Part {
                arrival: line.get(0)?,
                table: line.get(2)?,
                row: column::row_id(line.get_ref(1)?.as_blob().map_err(StoreError::broken)?)?,
                column: line.get(3)?,
            };
            let is_insert: bool = line.get(4)?;
            let is_known = match part.column {
                Some(column) => DeclaredTables.group(part.table, column).is_some(),
                None => {
                    tables::table(part.table).is_some() && (is_insert || !DeclaredTables.is_append_only(part.table))
                }
            };
            if is_known {
                parts.entry((part.table, part.row)).or_default().push(part);
            }
        }
        Ok(parts)
    }

    /// Applies parked parts of one row, if every one of them fits.
    fn apply_parts(&mut self, number: u16, row: RowId, parts: &[Part]) -> Result<(), StoreError> {
        let Some(table) = tables::table(number) else {
            return Ok(());
        };
        let arrivals: BTreeSet<i64> = parts.iter().map(|part| part.arrival).collect();
        for arrival in &arrivals {
            if self.misfit(&audit_log::at(self.connection, *arrival)?)?.is_some() {
                return Ok(());
            }
        }
        self.settle(&Cells::new(self.connection, table, row))?;
        self.tables.insert(table.name);
        for part in parts {
            let sql = "DELETE FROM parked WHERE arrival = ?1 AND row_id = ?2 AND column_number IS ?3";
            let mut prepared = self.connection.prepare_cached(sql)?;
            prepared.execute((part.arrival, row.as_bytes().as_slice(), part.column))?;
        }
        // Of a table that was unknown as a whole, single columns may still be.
        for part in parts.iter().filter(|part| part.column.is_none()) {
            let entry = audit_log::at(self.connection, part.arrival)?;
            for change in entry.changes.iter().filter(|change| change.row == row) {
                for column in Effect::of(&entry, change, table, false).unknown {
                    self.park(part.arrival, change, Some(column), "an unknown column")?;
                }
            }
        }
        Ok(())
    }

    /// Works out every row that several entries added, or void ones alone: in a new column an insert that
    /// stands alone is the head without being stored as one, and these have to be stored.
    fn settle_all_that_is_not_plain(&mut self) -> Result<(), StoreError> {
        for (device, last_seq) in self.closings.clone().iter() {
            self.strike(device, last_seq)?;
        }
        let sql = "SELECT row_id, table_number FROM entry_rows WHERE is_insert \
                   GROUP BY row_id, table_number HAVING count(*) > 1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query([])?;
        let mut rows = Vec::new();
        while let Some(line) = stored.next()? {
            let row = column::row_id(line.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?;
            rows.push((line.get::<_, u16>(1)?, row));
        }
        for (number, row) in rows {
            let Some(table) = tables::table(number) else { continue };
            self.settle(&Cells::new(self.connection, table, row))?;
        }
        Ok(())
    }
}
