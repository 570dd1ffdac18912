//! Finds the rows that are not what the entries make them, in one reading of all entries.
//!
//! Every entry is held against what is kept of which entry wrote which row; a row of the tables asked for
//! is worked out once, at the first entry that wrote it. So an entry that nobody knows to have written a
//! row is found too, and nothing is believed but the entries and how far devices count.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::schema::Table;
use journal::entry::AUDIT_COLUMNS;
use journal::{Change, ChangeKind, Entry, RowId, Stamp, Value};
use rusqlite::{Connection, Row};

use super::Differing;
use crate::audit::rebuild::compared_columns;
use crate::audit_log::{self, COLUMNS};
use crate::cell::{Cells, conflict_text};
use crate::column::{self, Stored};
use crate::digest::{self, Sums};
use crate::error::StoreError;
use crate::intake::author;
use crate::settling::{Touch, WorkedOut};
use crate::writer::closing::Closings;

/// Entries between two looks at whoever waits.
const ENTRIES_PER_LOOK: u64 = 1_000;
/// Entries that wrote a row after another one, kept for the rows beside it.
const LATER_ENTRIES_MAX: usize = 256;

/// What is wrong, at one moment.
pub(super) struct Found {
    pub(super) vessel: Option<RowId>,
    pub(super) differing: Differing,
    /// What the rows sum up to, less what is kept of it.
    pub(super) wrong: Sums,
}

/// Finds what differs in the tables; none where what is kept of which entry wrote which row is not what
/// the entries say, so that rows cannot be told by it.
pub(super) fn find(
    connection: &Connection,
    tables: &[&'static Table],
    cancel: &AtomicBool,
) -> Result<Option<Found>, StoreError> {
    let mut look = || match cancel.load(Ordering::Relaxed) {
        true => Err(StoreError::Cancelled),
        false => Ok(()),
    };
    let vessel: Option<Vec<u8>> = connection.query_row("SELECT vessel_id FROM replica", [], |row| row.get(0))?;
    let Some(vessel) = vessel else {
        return Ok(Some(Found {
            vessel: None,
            differing: Differing::new(),
            wrong: Sums::default(),
        }));
    };
    let vessel = column::row_id(&vessel)?;
    let mut comparison = Comparison {
        connection,
        vessel,
        tables: tables.iter().map(|table| (table.number, Asked::of(table))).collect(),
        closings: Closings::load(connection)?,
        later: HashMap::new(),
        noted: 0,
        differing: Differing::new(),
    };
    if !comparison.walk(&mut look)? {
        return Ok(None);
    }
    for table in tables {
        comparison.find_strays(table)?;
    }
    let mut wrong = digest::rows::sums(connection, tables.iter().copied(), &mut look)?;
    wrong.minus(&Sums::kept(connection, tables)?);
    Ok(Some(Found {
        vessel: Some(vessel),
        differing: comparison.differing,
        wrong,
    }))
}

/// A table that is compared, with the statement that reads a row of it.
struct Asked {
    table: &'static Table,
    row: String,
}

impl Asked {
    fn of(table: &'static Table) -> Self {
        let columns: Vec<&str> = compared_columns(table).collect();
        Self {
            table,
            row: format!("SELECT {} FROM {} WHERE id = ?1", columns.join(", "), table.name),
        }
    }
}

/// Which entry wrote a row, as it is kept.
#[derive(Clone, Copy)]
struct Noted {
    arrival: i64,
    table: u16,
    is_insert: bool,
}

struct Comparison<'c> {
    connection: &'c Connection,
    vessel: RowId,
    tables: BTreeMap<u16, Asked>,
    closings: Closings,
    later: HashMap<i64, Arc<Entry>>,
    /// Places where an entry is kept as having written a row, and did.
    noted: i64,
    differing: Differing,
}

impl Comparison<'_> {
    /// Reads all entries and compares the rows that they wrote. Whether what is kept of who wrote what is
    /// what the entries say.
    fn walk(&mut self, look: &mut dyn FnMut() -> Result<(), StoreError>) -> Result<bool, StoreError> {
        let sql = format!("SELECT {COLUMNS}, rowid FROM pms_audit_log ORDER BY rowid");
        let mut prepared = self.connection.prepare(&sql)?;
        let mut stored = prepared.query([])?;
        let mut done: u64 = 0;
        while let Some(row) = stored.next()? {
            let arrival = row.get(AUDIT_COLUMNS.len())?;
            if !self.take(row, arrival)? {
                return Ok(false);
            }
            done += 1;
            if done.is_multiple_of(ENTRIES_PER_LOOK) {
                look()?;
            }
        }
        let kept: i64 = self
            .connection
            .query_row("SELECT count(*) FROM entry_rows", [], |row| row.get(0))?;
        Ok(kept == self.noted)
    }

    /// Holds one entry against what is kept of it, and compares the rows that it was the first to write.
    /// Most entries wrote no row that is asked for; of those only the changes are read.
    fn take(&mut self, stored: &Row<'_>, arrival: i64) -> Result<bool, StoreError> {
        let changes = changes_of(stored)?;
        let (mut noted, mut entry) = (0, None);
        for change in &changes {
            let writers = self.writers(change.row)?;
            let Some(own) = writers.iter().find(|writer| writer.arrival == arrival) else {
                continue;
            };
            if own.table != change.table || own.is_insert != matches!(change.kind, ChangeKind::Insert { .. }) {
                return Ok(false);
            }
            noted += 1;
            let first = writers.iter().find(|writer| writer.table == change.table);
            if first.is_none_or(|first| first.arrival != arrival) || !self.tables.contains_key(&change.table) {
                continue;
            }
            let entry = match &entry {
                Some(entry) => entry,
                None => entry.insert(Arc::new(audit_log::read(stored)?.map_err(StoreError::broken)?)),
            };
            self.compare(entry, change, &writers)?;
        }
        self.noted += i64::try_from(noted).unwrap_or(i64::MAX);
        // An entry is carried out whole or not at all.
        Ok(noted == changes.len() || (noted == 0 && self.is_set_aside(arrival)?))
    }

    /// Which entries are kept as having written the row, in the order of their arrival.
    fn writers(&self, row: RowId) -> Result<Vec<Noted>, StoreError> {
        let sql = "SELECT arrival, table_number, is_insert FROM entry_rows WHERE row_id = ?1 ORDER BY arrival";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let noted = prepared.query_map([row.as_bytes().as_slice()], |row| {
            Ok(Noted {
                arrival: row.get(0)?,
                table: row.get(1)?,
                is_insert: row.get(2)?,
            })
        })?;
        Ok(noted.collect::<Result<_, _>>()?)
    }

    /// Whether the entry waits, or is kept without effect.
    fn is_set_aside(&self, arrival: i64) -> Result<bool, StoreError> {
        let sql =
            "SELECT EXISTS (SELECT 1 FROM held WHERE arrival = ?1) OR EXISTS (SELECT 1 FROM parked WHERE arrival = ?1)";
        let mut prepared = self.connection.prepare_cached(sql)?;
        Ok(prepared.query_row([arrival], |row| row.get(0))?)
    }

    /// Compares the row of a change with what all its entries make of it; `entry` is the first of them.
    fn compare(&mut self, entry: &Arc<Entry>, change: &Change, writers: &[Noted]) -> Result<(), StoreError> {
        let Some(Asked { table, row: sql }) = self.tables.get(&change.table) else {
            return Ok(());
        };
        let cells = Cells::new(self.connection, table, change.row);
        let mut touches = Vec::with_capacity(writers.len());
        touches.extend(Touch::of(entry, table, change.row, &self.closings));
        for writer in writers.iter().filter(|writer| writer.table == table.number).skip(1) {
            let later = later(self.connection, &mut self.later, writer.arrival)?;
            touches.extend(Touch::of(&later, table, change.row, &self.closings));
        }
        let mut columns = BTreeSet::new();
        let Some(worked) = cells.worked_out(&touches) else {
            return Ok(());
        };
        compare_values(&cells, self.vessel, sql, &worked, &mut columns)?;
        compare_heads(&cells, &worked, &mut columns)?;
        compare_conflicts(&cells, &worked, &mut columns)?;
        let sql = "SELECT EXISTS (SELECT 1 FROM hidden_rows WHERE row_id = ?1 AND table_number = ?2)";
        let key = (change.row.as_bytes().as_slice(), table.number);
        let is_hidden: bool = self.connection.prepare_cached(sql)?.query_row(key, |row| row.get(0))?;
        if is_hidden != worked.is_hidden {
            columns.insert(None);
        }
        if !columns.is_empty() {
            self.differing
                .entry((table.number, change.row.as_bytes().to_vec()))
                .or_default()
                .extend(columns);
        }
        Ok(())
    }

    /// Finds rows, and what is kept beside rows, that no entry added.
    fn find_strays(&mut self, table: &'static Table) -> Result<(), StoreError> {
        let number = table.number;
        let added = format!("(SELECT row_id FROM entry_rows WHERE table_number = {number} AND is_insert)");
        for sql in [
            format!("SELECT id FROM {} WHERE id NOT IN {added}", table.name),
            format!("SELECT row_id FROM heads WHERE table_number = {number} AND row_id NOT IN {added}"),
            format!("SELECT row_id FROM conflicts WHERE table_number = {number} AND row_id NOT IN {added}"),
            format!("SELECT row_id FROM hidden_rows WHERE table_number = {number} AND row_id NOT IN {added}"),
        ] {
            let mut prepared = self.connection.prepare(&sql)?;
            let strays = prepared.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
            for stray in strays {
                self.differing.entry((number, stray?)).or_default().insert(None);
            }
        }
        Ok(())
    }
}

/// What the entry in this row of the audit log changed.
fn changes_of(stored: &Row<'_>) -> Result<Vec<Change>, StoreError> {
    let at = AUDIT_COLUMNS.iter().position(|column| column.name == "changes");
    let text = stored.get_ref(at.expect("an entry has changes"))?;
    let text = text.as_str().map_err(StoreError::broken)?;
    serde_json::from_str(text).map_err(StoreError::broken)
}

/// An entry that wrote a row after another one.
fn later(connection: &Connection, kept: &mut HashMap<i64, Arc<Entry>>, arrival: i64) -> Result<Arc<Entry>, StoreError> {
    if let Some(entry) = kept.get(&arrival) {
        return Ok(Arc::clone(entry));
    }
    let entry = Arc::new(audit_log::at(connection, arrival)?);
    if kept.len() >= LATER_ENTRIES_MAX {
        kept.clear();
    }
    kept.insert(arrival, Arc::clone(&entry));
    Ok(entry)
}

/// The row's own columns, with vessel, time and author.
fn compare_values(
    cells: &Cells<'_>,
    vessel: RowId,
    sql: &str,
    worked: &WorkedOut<'_>,
    columns: &mut BTreeSet<Option<u16>>,
) -> Result<(), StoreError> {
    let mut prepared = cells.connection.prepare_cached(sql)?;
    let mut stored = prepared.query([cells.row.as_bytes().as_slice()])?;
    let Some(row) = stored.next()? else {
        columns.insert(None);
        return Ok(());
    };
    let frame = [
        Value::Id(vessel),
        Value::Int(worked.first.wall_at),
        author(worked.first).map_or(Value::Null, Value::Id),
    ];
    for (at, value) in frame.iter().enumerate() {
        if Stored(value).reference() != row.get_ref(at)? {
            columns.insert(None);
        }
    }
    let values: HashMap<u16, &Value> = worked
        .groups
        .iter()
        .flat_map(|(_, group)| &group.values)
        .map(|(column, value)| (column.number, value))
        .collect();
    for (at, column) in cells.table.columns.iter().enumerate() {
        if let Some(value) = values.get(&column.number)
            && Stored(value).reference() != row.get_ref(frame.len() + at)?
        {
            columns.insert(Some(column.number));
        }
    }
    Ok(())
}

/// The heads that are stored; a group is named by its lowest column.
fn compare_heads(
    cells: &Cells<'_>,
    worked: &WorkedOut<'_>,
    columns: &mut BTreeSet<Option<u16>>,
) -> Result<(), StoreError> {
    let sql = "SELECT group_number, stamps FROM heads WHERE row_id = ?1 AND table_number = ?2";
    let kept = kept(cells, sql)?;
    let made = worked.groups.iter().filter(|(_, group)| group.is_stored);
    let made = made.map(|(number, group)| {
        let stamps: Vec<String> = group.heads.iter().map(Stamp::to_string).collect();
        (*number, stamps.join(" "))
    });
    differ(&kept, &made.collect(), columns);
    Ok(())
}

fn compare_conflicts(
    cells: &Cells<'_>,
    worked: &WorkedOut<'_>,
    columns: &mut BTreeSet<Option<u16>>,
) -> Result<(), StoreError> {
    let sql = "SELECT group_number, heads FROM conflicts WHERE row_id = ?1 AND table_number = ?2";
    let kept = kept(cells, sql)?;
    let mut made = BTreeMap::new();
    for (number, group) in &worked.groups {
        if let Some(heads) = &group.conflict {
            made.insert(*number, conflict_text(heads)?);
        }
    }
    differ(&kept, &made, columns);
    Ok(())
}

fn kept(cells: &Cells<'_>, sql: &str) -> Result<BTreeMap<u16, String>, StoreError> {
    let mut prepared = cells.connection.prepare_cached(sql)?;
    let key = (cells.row.as_bytes().as_slice(), cells.table.number);
    let kept = prepared.query_map(key, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(kept.collect::<Result<_, _>>()?)
}

fn differ(kept: &BTreeMap<u16, String>, made: &BTreeMap<u16, String>, columns: &mut BTreeSet<Option<u16>>) {
    for group in kept.keys().chain(made.keys()) {
        if kept.get(group) != made.get(group) {
            columns.insert(Some(*group));
        }
    }
}
