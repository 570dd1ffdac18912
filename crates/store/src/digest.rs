//! The sums over columns by which two replicas find out whether they show the same, kept up with each
//! write in the transaction that writes.
//!
//! Invariant: what is kept is what [`rows::sums`] finds in the rows, unless somebody wrote them behind
//! the gate. A personal value counts as nothing: it may be struck here and not yet there.

use std::collections::BTreeMap;

use domain::schema::{Column, Table};
use domain::tables::{self, TABLES};
use journal::{ColumnSum, Digest, DigestRoot, RowId, Stamp, Value};
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::records::Records;

mod certainty;
pub(crate) mod rows;

const NUMBER_BYTES: usize = 2;
const SUM_BYTES: usize = 32;

/// What is added to the sums of columns: of each table, in the order of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums(BTreeMap<u16, Vec<Digest>>);

impl Sums {
    /// Adds all cells of a row that has one write; `values` in the order of the table's columns.
    pub(crate) fn add_row(&mut self, table: &Table, row: RowId, head: Stamp, values: &[&Value]) {
        let heads = [head];
        let sums = self.of(table);
        for ((column, value), sum) in table.columns.iter().zip(values).zip(sums) {
            sum.add(&cell(table, column, row, &heads, value));
        }
    }

    /// Adds the cells of one group.
    pub(crate) fn add(&mut self, table: &Table, row: RowId, heads: &[Stamp], values: &[(&Column, Value)]) {
        self.change(table, row, heads, values, Digest::add);
    }

    /// Takes the cells of one group away that were added before.
    pub(crate) fn subtract(&mut self, table: &Table, row: RowId, heads: &[Stamp], values: &[(&Column, Value)]) {
        self.change(table, row, heads, values, Digest::subtract);
    }

    fn change(
        &mut self,
        table: &Table,
        row: RowId,
        heads: &[Stamp],
        values: &[(&Column, Value)],
        change: impl Fn(&mut Digest, &Digest),
    ) {
        let sums = self.of(table);
        for (column, value) in values {
            let at = table.columns.iter().position(|known| known.number == column.number);
            if let Some(sum) = at.and_then(|at| sums.get_mut(at)) {
                change(sum, &cell(table, column, row, heads, value));
            }
        }
    }

    fn of(&mut self, table: &Table) -> &mut Vec<Digest> {
        let nothing = || vec![Digest::ZERO; table.columns.len()];
        self.0.entry(table.number).or_insert_with(nothing)
    }

    /// The sums that are kept of these tables.
    pub(crate) fn kept(connection: &Connection, tables: &[&'static Table]) -> Result<Self, StoreError> {
        let of_table = |table: &&'static Table| Ok((table.number, table_sums(connection, table)?));
        Ok(Self(tables.iter().map(of_table).collect::<Result<_, StoreError>>()?))
    }

    /// Adds what others add.
    pub(crate) fn plus(&mut self, others: &Self) {
        self.change_all(others, Digest::add);
    }

    /// Takes away what others add.
    pub(crate) fn minus(&mut self, others: &Self) {
        self.change_all(others, Digest::subtract);
    }

    fn change_all(&mut self, others: &Self, change: impl Fn(&mut Digest, &Digest)) {
        for (number, more) in &others.0 {
            let sums = self.0.entry(*number).or_insert_with(|| vec![Digest::ZERO; more.len()]);
            for (sum, more) in sums.iter_mut().zip(more) {
                change(sum, more);
            }
        }
    }

    /// Adds them to the sums that are kept, and begins anew.
    pub(crate) fn keep(&mut self, connection: &Connection) -> Result<(), StoreError> {
        for (number, sums) in std::mem::take(&mut self.0) {
            let Some(table) = tables::table(number) else { continue };
            let mut kept = table_sums(connection, table)?;
            for (sum, more) in kept.iter_mut().zip(&sums) {
                sum.add(more);
            }
            store(connection, table, &kept)?;
        }
        Ok(())
    }

    /// Keeps them in place of what is kept of these tables.
    pub(crate) fn replace(&self, connection: &Connection) -> Result<(), StoreError> {
        for (number, sums) in &self.0 {
            if let Some(table) = tables::table(*number) {
                store(connection, table, sums)?;
            }
        }
        Ok(())
    }

    /// One sum for each column of the tables summed up.
    pub(crate) fn columns(&self) -> Vec<ColumnSum> {
        let tables = self
            .0
            .iter()
            .filter_map(|(number, sums)| Some((tables::table(*number)?, sums)));
        sorted(tables.flat_map(|(table, sums)| columns_of(table, sums)).collect())
    }
}

fn cell(table: &Table, column: &Column, row: RowId, heads: &[Stamp], value: &Value) -> Digest {
    let value = if column.private { &Value::Null } else { value };
    Digest::of_cell(table.number, column.number, row, heads, value)
}

fn columns_of(table: &'static Table, sums: &[Digest]) -> impl Iterator<Item = ColumnSum> {
    table.columns.iter().zip(sums).map(|(column, sum)| ColumnSum {
        table: table.number,
        column: column.number,
        sum: *sum,
    })
}

fn sorted(mut columns: Vec<ColumnSum>) -> Vec<ColumnSum> {
    columns.sort_unstable_by_key(|column| (column.table, column.column));
    columns
}

/// The sums kept of a table, in the order of its columns.
fn table_sums(connection: &Connection, table: &Table) -> Result<Vec<Digest>, StoreError> {
    sums_in(connection, "main", table)
}

fn sums_in(connection: &Connection, database: &str, table: &Table) -> Result<Vec<Digest>, StoreError> {
    let sql = format!("SELECT sums FROM {database}.digests WHERE table_number = ?1");
    let mut prepared = connection.prepare_cached(&sql)?;
    let bytes: Option<Vec<u8>> = prepared.query_row([table.number], |row| row.get(0)).optional()?;
    let mut sums = vec![Digest::ZERO; table.columns.len()];
    for one in bytes.unwrap_or_default().chunks(NUMBER_BYTES + SUM_BYTES) {
        let broken = || StoreError::broken(format!("the sums of {} are cut", table.name));
        let (number, sum) = one.split_first_chunk::<NUMBER_BYTES>().ok_or_else(broken)?;
        let sum: [u8; SUM_BYTES] = sum.try_into().map_err(|_| broken())?;
        let number = u16::from_be_bytes(*number);
        if let Some(at) = table.columns.iter().position(|column| column.number == number) {
            sums[at] = Digest::from_bytes(sum);
        }
    }
    Ok(sums)
}

fn store(connection: &Connection, table: &Table, sums: &[Digest]) -> Result<(), StoreError> {
    let mut bytes = Vec::with_capacity(sums.len() * (NUMBER_BYTES + SUM_BYTES));
    for (column, sum) in table.columns.iter().zip(sums) {
        bytes.extend_from_slice(&column.number.to_be_bytes());
        bytes.extend_from_slice(&sum.to_bytes());
    }
    let sql = "INSERT INTO digests (table_number, sums) VALUES (?1, ?2) \
               ON CONFLICT DO UPDATE SET sums = excluded.sums";
    connection.prepare_cached(sql)?.execute((table.number, bytes))?;
    Ok(())
}

/// Keeps the sums that another database keeps of a table.
pub(crate) fn copy(from: &Connection, into: &Connection, table: &Table) -> Result<(), StoreError> {
    store(into, table, &table_sums(from, table)?)
}

/// The first table and column whose sum is another one in the database `was`.
pub(crate) fn differing(connection: &Connection) -> Result<Option<(&'static str, &'static str)>, StoreError> {
    for table in TABLES {
        let (ours, theirs) = (table_sums(connection, table)?, sums_in(connection, "was", table)?);
        let differs = ours.iter().zip(&theirs).position(|(our, their)| our != their);
        if let Some(at) = differs {
            return Ok(Some((table.name, table.columns[at].name)));
        }
    }
    Ok(None)
}

impl Records<'_> {
    /// The sum of every column that this version knows, by table and column. Read beside
    /// [`Records::frontier`], both are of one moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn column_sums(&self) -> Result<Vec<ColumnSum>, StoreError> {
        let mut columns = Vec::new();
        for table in TABLES {
            columns.extend(columns_of(table, &table_sums(self.connection, table)?));
        }
        Ok(sorted(columns))
    }

    /// The digest of all rows: equal on every replica that holds the same entries, unless one of them is
    /// [unsure](Records::unsure).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn digest(&self) -> Result<DigestRoot, StoreError> {
        Ok(DigestRoot::of(&self.column_sums()?))
    }
}
