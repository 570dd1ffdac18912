//! The record as a check needs it: whole tables once in memory, with the rows that earlier stretches of
//! the same list will have written. So fifty thousand rows are planned without a question to the database
//! for each, and by the very code that plans the acts.

use domain::RowId;
use domain::facts::{Source, StandingWrite, Stretch};
use domain::plan::{NewRow, Plan, Planned, RowChange, keyed_id};
use domain::quantity::Quantity;
use domain::refusal::{Code, Refusal};
use domain::schema::{Column, RawRow, Row, Table};
use domain::tables::{Crew, Equipment, EquipmentPart, Location, Part, PartLocation, Supplier};
use domain::time::Instant;
use journal::{DeviceNumber, Hash, Head, Stamp, Value};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use store::Records;

/// Tables that lists are compared with. All others are asked of the database.
const MIRRORED: [&Table; 7] = [
    Equipment::TABLE,
    EquipmentPart::TABLE,
    Part::TABLE,
    PartLocation::TABLE,
    Location::TABLE,
    Supplier::TABLE,
    Crew::TABLE,
];
/// Rows of a mirrored table. A vessel with more would have to be asked row by row.
const MIRRORED_ROWS_MAX: usize = 2_000_000;

pub(super) struct Mirror<'r> {
    records: &'r Records<'r>,
    tables: RefCell<HashMap<u16, Rc<RefCell<Copy>>>>,
    stock: OnceCell<Stock>,
    written: u64,
}

/// What the ledger adds up to: part → place and sum.
type Stock = HashMap<RowId, Vec<(RowId, Quantity)>>;

/// One table in memory, the oldest row first.
struct Copy {
    rows: Vec<RawRow>,
    by_id: HashMap<RowId, usize>,
    indexes: HashMap<u16, HashMap<Value, Vec<usize>>>,
}

fn place_of(table: &Table, column: u16) -> usize {
    let place = table.columns.iter().position(|other| other.number == column);
    place.expect("the column is one of the table's")
}

impl Copy {
    fn of(mut rows: Vec<RawRow>) -> Self {
        rows.reverse();
        let by_id = rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
        Self {
            rows,
            by_id,
            indexes: HashMap::new(),
        }
    }

    fn index(&mut self, table: &Table, column: u16) -> &HashMap<Value, Vec<usize>> {
        let rows = &self.rows;
        self.indexes.entry(column).or_insert_with(|| {
            let place = place_of(table, column);
            let mut index: HashMap<Value, Vec<usize>> = HashMap::new();
            for (at, row) in rows.iter().enumerate() {
                index.entry(row.values[place].clone()).or_default().push(at);
            }
            index
        })
    }

    fn add(&mut self, table: &Table, row: RawRow) {
        let at = self.rows.len();
        for (column, index) in &mut self.indexes {
            let value = row.values[place_of(table, *column)].clone();
            index.entry(value).or_default().push(at);
        }
        self.by_id.insert(row.id, at);
        self.rows.push(row);
    }

    fn set(&mut self, table: &Table, id: RowId, column: &Column, value: Value) {
        let Some(at) = self.by_id.get(&id).copied() else { return };
        let place = place_of(table, column.number);
        let old = std::mem::replace(&mut self.rows[at].values[place], value.clone());
        if let Some(index) = self.indexes.get_mut(&column.number) {
            if let Some(rows) = index.get_mut(&old) {
                rows.retain(|other| *other != at);
            }
            let rows = index.entry(value).or_default();
            rows.insert(rows.partition_point(|other| *other < at), at);
        }
    }
}

impl<'r> Mirror<'r> {
    pub(super) fn of(records: &'r Records<'r>) -> Self {
        Self {
            records,
            tables: RefCell::default(),
            stock: OnceCell::new(),
            written: 0,
        }
    }

    /// The table in memory; none where it is asked of the database.
    fn copy(&self, table: &'static Table) -> Result<Option<Rc<RefCell<Copy>>>, Refusal> {
        if !MIRRORED.iter().any(|mirrored| mirrored.number == table.number) {
            return Ok(None);
        }
        if let Some(copy) = self.tables.borrow().get(&table.number) {
            return Ok(Some(Rc::clone(copy)));
        }
        let rows = self.records.all(table, MIRRORED_ROWS_MAX)?;
        if rows.len() == MIRRORED_ROWS_MAX {
            let message = "The vessel's record is too large to compare a list with.";
            return Err(Refusal::new(Code::Fault, message));
        }
        let copy = Rc::new(RefCell::new(Copy::of(rows)));
        self.tables.borrow_mut().insert(table.number, Rc::clone(&copy));
        Ok(Some(copy))
    }

    fn sums(&self) -> Result<&Stock, Refusal> {
        if let Some(sums) = self.stock.get() {
            return Ok(sums);
        }
        let sums = self.records.stock_everywhere()?;
        Ok(self.stock.get_or_init(|| sums))
    }

    /// Writes what was planned. The ids of new rows are made up: nobody sees them.
    pub(super) fn apply(&mut self, plan: &Plan) -> Result<(), Refusal> {
        self.written += 1;
        let written = self.written;
        let value = |planned: &Planned| match planned {
            Planned::Is(value) => value.clone(),
            Planned::NewRow(k) => Value::Id(made_up(written, *k)),
            Planned::NextNumber(_) => Value::Null,
        };
        for change in &plan.changes {
            match change {
                RowChange::Insert { table, row, values } => {
                    let Some(copy) = self.copy(table)? else { continue };
                    let id = match row {
                        NewRow::Numbered(k) => made_up(written, *k),
                        NewRow::Natural(id) => *id,
                        NewRow::Keyed(key) => {
                            let ids = key.iter().filter_map(|part| value(part).as_id());
                            keyed_id(table, &ids.collect::<Vec<_>>())
                        }
                    };
                    let mut made = RawRow {
                        id,
                        created_at: Instant::from_millis(0),
                        created_by: None,
                        values: vec![Value::Null; table.columns.len()],
                        version: String::new(),
                        heads: Vec::new(),
                    };
                    for (column, planned) in values {
                        made.values[place_of(table, column.number)] = value(planned);
                    }
                    copy.borrow_mut().add(table, made);
                }
                RowChange::Update { table, row, values } => {
                    let Some(copy) = self.copy(table)? else { continue };
                    for (column, planned) in values {
                        copy.borrow_mut().set(table, *row, column, value(planned));
                    }
                }
            }
        }
        Ok(())
    }
}

fn made_up(written: u64, k: u32) -> RowId {
    RowId::natural(0, &[&written.to_be_bytes(), &k.to_be_bytes()])
}

impl Source for Mirror<'_> {
    fn row(&self, table: &'static Table, id: RowId) -> Result<Option<RawRow>, Refusal> {
        let Some(copy) = self.copy(table)? else {
            return Source::row(self.records, table, id);
        };
        let copy = copy.borrow();
        Ok(copy.by_id.get(&id).map(|at| copy.rows[*at].clone()))
    }

    fn rows_by(
        &self,
        table: &'static Table,
        column: &'static Column,
        value: &Value,
        limit: usize,
    ) -> Result<Vec<RawRow>, Refusal> {
        let Some(copy) = self.copy(table)? else {
            return Source::rows_by(self.records, table, column, value, limit);
        };
        let mut copy = copy.borrow_mut();
        let found = copy.index(table, column.number).get(value).cloned().unwrap_or_default();
        Ok(found
            .iter()
            .rev()
            .take(limit)
            .map(|at| copy.rows[*at].clone())
            .collect())
    }

    fn rows_within(
        &self,
        table: &'static Table,
        column: &'static Column,
        value: &Value,
        stretch: &Stretch,
        limit: usize,
    ) -> Result<Vec<RawRow>, Refusal> {
        Source::rows_within(self.records, table, column, value, stretch, limit)
    }

    fn latest(
        &self,
        table: &'static Table,
        wanted: &[(&'static Column, Value)],
        moment: &'static Column,
    ) -> Result<Option<RawRow>, Refusal> {
        Source::latest(self.records, table, wanted, moment)
    }

    fn all(&self, table: &'static Table, limit: usize) -> Result<Vec<RawRow>, Refusal> {
        let Some(copy) = self.copy(table)? else {
            return Source::all(self.records, table, limit);
        };
        let copy = copy.borrow();
        Ok(copy.rows.iter().rev().take(limit).cloned().collect())
    }

    /// First counts that an earlier stretch planned are left out: a part and its place stand in one row of a
    /// list, so none is asked for again.
    fn stock(&self, part: RowId) -> Result<Vec<(RowId, Quantity)>, Refusal> {
        Ok(self.sums()?.get(&part).cloned().unwrap_or_default())
    }

    fn chain_head(&self, device: DeviceNumber) -> Result<Option<Head>, Refusal> {
        self.records.chain_head(device)
    }

    fn entry_hash(&self, stamp: Stamp) -> Result<Option<Hash>, Refusal> {
        self.records.entry_hash(stamp)
    }

    fn conflict(&self, table: &'static Table, row: RowId) -> Result<Vec<StandingWrite>, Refusal> {
        self.records.conflict(table, row)
    }
}
