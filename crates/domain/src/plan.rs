//! What an act will write, decided before anything is written.
//!
//! Invariant: a plan is data. The preview reads its sentences, the commit
//! carries out its changes; there is no other path, so the preview cannot lie.

use crate::field::Field;
use crate::schema::{Column, Row, Table};
use journal::{RowId, Value};
use serde::Serialize;

/// The counters behind the numbers people speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NumberKind {
    /// F-2026-E0113
    Fault,
    /// WO-2026-E0042
    WorkOrder,
    /// PO-2026-E007
    PurchaseOrder,
    /// RCV-2026-B001
    Delivery,
}

impl NumberKind {
    /// Every counter.
    pub const ALL: &'static [Self] = &[Self::Fault, Self::WorkOrder, Self::PurchaseOrder, Self::Delivery];

    /// What stands before the year.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Fault => "F",
            Self::WorkOrder => "WO",
            Self::PurchaseOrder => "PO",
            Self::Delivery => "RCV",
        }
    }

    /// The number as it is spoken: prefix, ship's-time year, letter of the workstation, counter.
    #[must_use]
    pub fn spoken(self, year: i32, letter: &str, counter: u64) -> String {
        let digits = match self {
            Self::Fault | Self::WorkOrder => 4,
            Self::PurchaseOrder | Self::Delivery => 3,
        };
        format!("{}-{year}-{letter}{counter:0digits$}", self.prefix())
    }
}

/// A value in a plan. What only the commit can know is named, not guessed.
#[derive(Clone, Debug, PartialEq)]
pub enum Planned {
    /// This value.
    Is(Value),
    /// The id of the plan's own new row k.
    NewRow(u32),
    /// The next number of that counter of this workstation.
    NextNumber(NumberKind),
}

impl<T: Field> From<&T> for Planned {
    fn from(field: &T) -> Self {
        Self::Is(field.to_value())
    }
}

/// Which row an insert writes.
#[derive(Clone, Debug, PartialEq)]
pub enum NewRow {
    /// The k-th new row of the entry.
    Numbered(u32),
    /// A row whose id follows from its natural key.
    Natural(RowId),
    /// A row whose natural key holds ids, of which some may be the plan's own new rows.
    Keyed(Vec<Planned>),
}

/// One row to write.
#[derive(Clone, Debug)]
pub enum RowChange {
    /// A new row with all its values.
    Insert {
        /// Table.
        table: &'static Table,
        /// Its id.
        row: NewRow,
        /// Values of the columns that are not empty.
        values: Vec<(&'static Column, Planned)>,
    },
    /// New values of columns of a row that exists.
    Update {
        /// Table.
        table: &'static Table,
        /// Its id.
        row: RowId,
        /// The columns written.
        values: Vec<(&'static Column, Planned)>,
    },
}

/// Something the person should know; it never blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Warning {
    /// Which warning it is.
    pub code: String,
    /// The sentence.
    pub message: String,
    /// The field it speaks of, where there is one: `lines.2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub field: Option<String>,
}

/// A record that may be what the person is about to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Duplicate {
    /// Table of the record.
    pub table: String,
    /// The record.
    pub id: RowId,
    /// Its number or name.
    pub label: String,
    /// What it is, its age, state and assignee, in one line.
    pub text: String,
    /// Whether to look at it first is the usual choice.
    pub view_first: bool,
}

/// What the check found before the form or before the commit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Findings {
    /// Records that may be the same.
    pub duplicates: Vec<Duplicate>,
    /// Other things to know.
    pub warnings: Vec<Warning>,
}

impl Findings {
    /// Adds a warning.
    pub fn warn(&mut self, code: &str, message: impl Into<String>) {
        self.warnings.push(Warning {
            code: code.to_owned(),
            message: message.into(),
            field: None,
        });
    }

    /// Adds a warning about one field of the form.
    pub fn warn_at(&mut self, field: String, code: &str, message: impl Into<String>) {
        self.warnings.push(Warning {
            code: code.to_owned(),
            message: message.into(),
            field: Some(field),
        });
    }
}

/// An act offered after another, with what its form starts from.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct NextStep {
    /// The act.
    pub action: String,
    /// What the form starts from; `"$new"` stands for the first new row.
    #[ts(type = "Record<string, unknown>")]
    pub given: serde_json::Value,
}

/// Everything one act will do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The act.
    pub action: &'static str,
    /// What the changes do not hold: a reason, "create anyway".
    pub parameters: serde_json::Map<String, serde_json::Value>,
    /// The rows to write, in order.
    pub changes: Vec<RowChange>,
    /// "You are about to …", one sentence each.
    pub writes: Vec<String>,
    /// "This does not change …", one sentence each.
    pub unchanged: Vec<String>,
    /// The statement that a signature covers.
    pub statement: String,
    /// Whether this very act needs no signature, however the vessel wants such acts signed.
    pub is_unsigned: bool,
    /// The act that would correct this one.
    pub corrected_by: Option<&'static str>,
    /// Offered next, most likely first.
    pub next: Vec<NextStep>,
    new_rows: u32,
}

impl Plan {
    /// An empty plan for that act.
    #[must_use]
    pub fn new(action: &'static str) -> Self {
        Self {
            action,
            parameters: serde_json::Map::new(),
            changes: Vec::new(),
            writes: Vec::new(),
            unchanged: Vec::new(),
            statement: String::new(),
            is_unsigned: false,
            corrected_by: None,
            next: Vec::new(),
            new_rows: 0,
        }
    }

    /// Plans a new row; returns its k.
    pub fn insert<R: Row>(&mut self, values: Values) -> u32 {
        let k = self.new_rows;
        self.new_rows += 1;
        self.changes.push(RowChange::Insert {
            table: R::TABLE,
            row: NewRow::Numbered(k),
            values: values.0,
        });
        k
    }

    /// Plans a new row whose id follows from its natural key.
    pub fn insert_natural<R: Row>(&mut self, id: RowId, values: Values) {
        self.changes.push(RowChange::Insert {
            table: R::TABLE,
            row: NewRow::Natural(id),
            values: values.0,
        });
    }

    /// Plans a new row whose natural key is made of ids: see [`keyed_id`].
    pub fn insert_keyed<R: Row>(&mut self, key: Vec<Planned>, values: Values) {
        self.changes.push(RowChange::Insert {
            table: R::TABLE,
            row: NewRow::Keyed(key),
            values: values.0,
        });
    }

    /// Plans new values of an existing row; nothing when there are none.
    pub fn update<R: Row>(&mut self, row: RowId, values: Values) {
        if !values.0.is_empty() {
            self.changes.push(RowChange::Update {
                table: R::TABLE,
                row,
                values: values.0,
            });
        }
    }

    /// Keeps a parameter that the changes do not hold.
    pub fn keep(&mut self, name: &str, value: impl Into<serde_json::Value>) {
        self.parameters.insert(name.to_owned(), value.into());
    }

    /// Adds a sentence to "You are about to …".
    pub fn will(&mut self, sentence: impl Into<String>) {
        self.writes.push(sentence.into());
    }

    /// Adds a sentence to "This does not change …".
    pub fn leaves(&mut self, sentence: impl Into<String>) {
        self.unchanged.push(sentence.into());
    }

    /// Offers an act next.
    pub fn offer(&mut self, action: &str, given: serde_json::Value) {
        self.next.push(NextStep {
            action: action.to_owned(),
            given,
        });
    }
}

/// The id of a row whose natural key is made of those ids, in order.
#[must_use]
pub fn keyed_id(table: &Table, key: &[RowId]) -> RowId {
    let parts: Vec<&[u8]> = key.iter().map(|id| id.as_bytes().as_slice()).collect();
    RowId::natural(table.number, &parts)
}

/// Column values for one row, in the order given.
#[derive(Clone, Debug, Default)]
pub struct Values(Vec<(&'static Column, Planned)>);

impl Values {
    /// No values yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a column; an empty value in an insert is the same as leaving it out.
    #[must_use]
    pub fn set<T: Field>(mut self, column: &'static Column, value: &T) -> Self {
        self.0.push((column, Planned::Is(value.to_value())));
        self
    }

    /// Sets a column to one of the plan's own names.
    #[must_use]
    pub fn plan(mut self, column: &'static Column, planned: Planned) -> Self {
        self.0.push((column, planned));
        self
    }

    /// Sets a column only where the new value differs from the old; says whether it did.
    pub fn change<T: Field + PartialEq>(&mut self, column: &'static Column, old: &T, new: &T) -> bool {
        if old == new {
            return false;
        }
        self.0.push((column, Planned::Is(new.to_value())));
        true
    }

    /// Whether anything is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
