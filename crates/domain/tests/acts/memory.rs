//! A record held in memory: facts for plans, without a database.
#![allow(dead_code, clippy::unwrap_used, unreachable_pub)]

use domain::RowId;
use domain::facts::{Source, StandingWrite, Stretch};
use domain::field::Field;
use domain::plan::{NewRow, Plan, Planned, RowChange, keyed_id};
use domain::quantity::Quantity;
use domain::refusal::Refusal;
use domain::schema::{Column, RawRow, Row, Table};
use domain::tables::Movement;
use domain::time::Instant;
use journal::{DeviceNumber, Hash, Head, Stamp, Value};
use std::collections::BTreeMap;

/// The letter of the one workstation.
pub const LETTER: &str = "E";

/// The record in memory: rows of each table, oldest first.
#[derive(Default)]
pub struct Memory {
    tables: BTreeMap<u16, Vec<RawRow>>,
    entries: u64,
    /// The entries of other devices, as far as a test gives them.
    pub heads: BTreeMap<DeviceNumber, Head>,
    /// Standing writes between which a person must choose, by row.
    pub conflicts: BTreeMap<RowId, Vec<StandingWrite>>,
    /// Rows inserted since the vessel was founded.
    pub inserted: usize,
}

impl Source for Memory {
    fn row(&self, table: &'static Table, id: RowId) -> Result<Option<RawRow>, Refusal> {
        Ok(self.rows(table).iter().find(|row| row.id == id).cloned())
    }

    fn rows_by(
        &self,
        table: &'static Table,
        column: &'static Column,
        value: &Value,
        limit: usize,
    ) -> Result<Vec<RawRow>, Refusal> {
        let place = table
            .columns
            .iter()
            .position(|other| other.number == column.number)
            .unwrap();
        let equal = self.rows(table).iter().rev().filter(|row| row.values[place] == *value);
        Ok(equal.take(limit).cloned().collect())
    }

    fn rows_within(
        &self,
        table: &'static Table,
        column: &'static Column,
        value: &Value,
        stretch: &Stretch,
        limit: usize,
    ) -> Result<Vec<RawRow>, Refusal> {
        let place = |wanted: &Column| {
            let is_it = |other: &Column| other.number == wanted.number;
            table.columns.iter().position(is_it).unwrap()
        };
        let (place, moment) = (place(column), place(stretch.column));
        let at = |row: &RawRow| Instant::from_value(&row.values[moment]).unwrap();
        let equal = self.rows(table).iter().filter(|row| row.values[place] == *value);
        let mut rows: Vec<&RawRow> = equal.filter(|row| stretch.holds(at(row))).collect();
        rows.sort_by_key(|row| (at(row), row.created_at));
        Ok(rows.into_iter().rev().take(limit).cloned().collect())
    }

    fn latest(
        &self,
        table: &'static Table,
        wanted: &[(&'static Column, Value)],
        moment: &'static Column,
    ) -> Result<Option<RawRow>, Refusal> {
        let value = |row: &RawRow, column: &Column| {
            let place = table
                .columns
                .iter()
                .position(|other| other.number == column.number)
                .unwrap();
            row.values[place].clone()
        };
        let is_wanted = |row: &&RawRow| wanted.iter().all(|(column, wanted)| value(row, column) == *wanted);
        let found = self.rows(table).iter().filter(is_wanted);
        Ok(found
            .max_by_key(|row| Instant::from_value(&value(row, moment)).unwrap())
            .cloned())
    }

    fn all(&self, table: &'static Table, limit: usize) -> Result<Vec<RawRow>, Refusal> {
        Ok(self.rows(table).iter().rev().take(limit).cloned().collect())
    }

    fn stock(&self, part: RowId) -> Result<Vec<(RowId, Quantity)>, Refusal> {
        let mut places: BTreeMap<RowId, Quantity> = BTreeMap::new();
        for movement in self
            .read::<Movement>()
            .iter()
            .filter(|movement| movement.part_id == part)
        {
            let sum = places.entry(movement.location_id).or_default();
            *sum = *sum + movement.quantity;
        }
        Ok(places.into_iter().collect())
    }

    fn chain_head(&self, device: DeviceNumber) -> Result<Option<Head>, Refusal> {
        Ok(self.heads.get(&device).copied())
    }

    fn entry_hash(&self, stamp: Stamp) -> Result<Option<Hash>, Refusal> {
        let head = self.heads.get(&stamp.device).filter(|head| head.seq == stamp.seq);
        Ok(head.map(|head| head.hash))
    }

    fn conflict(&self, _table: &'static Table, row: RowId) -> Result<Vec<StandingWrite>, Refusal> {
        Ok(self.conflicts.get(&row).cloned().unwrap_or_default())
    }
}

impl Memory {
    pub fn rows(&self, table: &'static Table) -> &[RawRow] {
        self.tables.get(&table.number).map_or(&[], Vec::as_slice)
    }

    /// Takes out the rows of a table that a test says no vessel of its kind holds.
    pub fn without(&mut self, table: &'static Table, is_unknown: impl Fn(&RawRow) -> bool) {
        if let Some(rows) = self.tables.get_mut(&table.number) {
            rows.retain(|row| !is_unknown(row));
        }
    }

    pub fn read<R: Row>(&self) -> Vec<R> {
        self.rows(R::TABLE).iter().map(|raw| R::read(raw).unwrap()).collect()
    }

    /// Writes what was planned; returns the ids of the new rows.
    pub fn write(&mut self, plan: &Plan, by: Option<RowId>, at: Instant) -> Vec<RowId> {
        self.entries += 1;
        let entry = self.entries;
        let numbered = |k: u32| RowId::natural(0, &[&entry.to_be_bytes(), &k.to_be_bytes()]);
        let value = |planned: &Planned| match planned {
            Planned::Is(value) => value.clone(),
            Planned::NewRow(k) => Value::Id(numbered(*k)),
            Planned::NextNumber(kind) => Value::Text(kind.spoken(2026, LETTER, entry)),
        };
        let mut made = Vec::new();
        for change in &plan.changes {
            let (table, id, values) = match change {
                RowChange::Insert { table, row, values } => {
                    let id = match row {
                        NewRow::Numbered(k) => numbered(*k),
                        NewRow::Natural(id) => *id,
                        NewRow::Keyed(key) => {
                            let ids: Vec<RowId> = key
                                .iter()
                                .map(|part| match value(part) {
                                    Value::Id(id) => id,
                                    other => panic!("{other:?} is no id"),
                                })
                                .collect();
                            keyed_id(table, &ids)
                        }
                    };
                    made.push(id);
                    let values_of_row = vec![Value::Null; table.columns.len()];
                    let (created_at, version) = (at, String::new());
                    let row = RawRow {
                        id,
                        created_at,
                        created_by: by,
                        values: values_of_row,
                        version,
                        heads: vec![],
                    };
                    self.tables.entry(table.number).or_default().push(row);
                    (table, id, values)
                }
                RowChange::Update { table, row, values } => (table, *row, values),
            };
            let rows = self.tables.get_mut(&table.number).unwrap();
            let row = rows.iter_mut().rev().find(|row| row.id == id).unwrap();
            row.version = entry.to_string();
            for (column, planned) in values {
                let place = table
                    .columns
                    .iter()
                    .position(|other| other.number == column.number)
                    .unwrap();
                row.values[place] = value(planned);
            }
        }
        made
    }
}
