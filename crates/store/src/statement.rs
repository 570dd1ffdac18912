//! The SQL of the declared tables, written once per table.
//!
//! Names come from the declarations only, never from outside; values are always bound.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use domain::schema::Table;
use domain::tables::TABLES;

/// The statements of one table.
#[derive(Debug)]
pub(crate) struct Statements {
    /// The columns that [`crate::records`] reads, without `FROM`.
    pub(crate) columns: String,
    /// `INSERT` of id, vessel, time, author and all declared columns, in that order.
    pub(crate) insert: String,
    /// `SELECT … WHERE id = ?1`.
    pub(crate) by_id: String,
    /// Whether the row `t` is not hidden.
    pub(crate) is_shown: String,
}

/// The statements of a declared table.
pub(crate) fn of(table: &Table) -> &'static Statements {
    static ALL: OnceLock<HashMap<u16, Statements>> = OnceLock::new();
    let all = ALL.get_or_init(|| TABLES.iter().map(|table| (table.number, write(table))).collect());
    all.get(&table.number)
        .expect("every table that exists is declared in TABLES")
}

fn write(table: &Table) -> Statements {
    let name = table.name;
    let mut columns = String::from(
        "SELECT t.id, t.created_at, t.created_by, \
         (SELECT count(*) || '.' || max(e.arrival) FROM entry_rows e WHERE e.row_id = t.id), \
         EXISTS (SELECT 1 FROM conflicts c WHERE c.row_id = t.id)",
    );
    let mut names = String::from("id, vessel_id, created_at, created_by");
    let mut places = String::from("?1, ?2, ?3, ?4");
    for (at, column) in table.columns.iter().enumerate() {
        // Writing to a String does not fail.
        let _ = write!(columns, ", t.{}", column.name);
        let _ = write!(names, ", {}", column.name);
        let _ = write!(places, ", ?{}", at + 5);
    }
    Statements {
        insert: format!("INSERT INTO {name} ({names}) VALUES ({places})"),
        is_shown: format!(
            "NOT EXISTS (SELECT 1 FROM hidden_rows h WHERE h.row_id = t.id AND h.table_number = {})",
            table.number
        ),
        by_id: format!("{columns} FROM {name} t WHERE t.id = ?1"),
        columns,
    }
}
