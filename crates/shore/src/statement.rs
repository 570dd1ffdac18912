//! The SQL of the declared tables, written once per table.
//!
//! Names come from the declarations only, never from outside; values are always bound.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use domain::schema::Table;
use domain::tables::TABLES;

use crate::column;

/// Parameters of [`Statements::keep`] before the columns: vessel, ids, created_at, created_by, is_void.
const COLUMNS_FROM: usize = 6;

/// The statements of one table.
#[derive(Debug)]
pub(crate) struct Statements {
    /// Reads id, created_at, created_by, is_void and all declared columns of the rows `$2` of vessel `$1`.
    pub(crate) read: String,
    /// Adds or overwrites whole rows: one array per column, unnested.
    pub(crate) keep: String,
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
    let mut read = String::from("SELECT id, created_at, created_by, is_void");
    let mut names = String::from("vessel_id, id, created_at, created_by, is_void");
    let mut values = String::from("$1, u.id, u.created_at, u.created_by, u.is_void");
    let mut arrays = String::from("$2::uuid[], $3::timestamptz[], $4::uuid[], $5::boolean[]");
    let mut items = String::from("id, created_at, created_by, is_void");
    let mut sets =
        String::from("created_at = excluded.created_at, created_by = excluded.created_by, is_void = excluded.is_void");
    for (at, column) in table.columns.iter().enumerate() {
        let (column, kind) = (column.name, column.kind);
        // Writing to a String does not fail.
        let _ = write!(read, ", {}", column::as_text(kind, column));
        let _ = write!(names, ", {column}");
        let _ = write!(values, ", u.{column}{}", column::cast(kind));
        let _ = write!(arrays, ", ${}::{}", at + COLUMNS_FROM, column::array_type(kind));
        let _ = write!(items, ", {column}");
        let _ = write!(sets, ", {column} = excluded.{column}");
    }
    Statements {
        read: format!("{read} FROM {name} WHERE vessel_id = $1 AND id = ANY($2)"),
        keep: format!(
            "INSERT INTO {name} ({names}) SELECT {values} FROM unnest({arrays}) AS u({items}) \
             ON CONFLICT (vessel_id, id) DO UPDATE SET {sets}"
        ),
    }
}
