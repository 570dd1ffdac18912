//! What stands in the tables, for people who open them without this program.

use super::is_written;
use domain::field::Kind;
use domain::schema::{Column, Merge, Table};
use domain::tables::TABLES;
use std::fmt::Write;

pub(super) fn text() -> String {
    let mut text = String::from(HEAD);
    for table in TABLES {
        one(&mut text, table);
    }
    text
}

const HEAD: &str = "# What stands in the tables

Each file in `tables/` is one table of the vessel's record: UTF-8, commas, heads in the first row. Files in
`import/` hold the same equipment, parts, spare-part lists, suppliers and people in the form in which
`celeste import` and the window take them over; their heads are the names of the fields.

Moments are UTC (RFC 3339), days are `YYYY-MM-DD`, decimals have a point, yes and no are 1 and 0. Quantities are
in the unit of their part, running hours and working hours in hours. On hand is the sum of
`pms_inventory_transactions`, and is stored nowhere. An id names a row; a column that refers to a table
holds ids of its rows.

Personal values are in `pms_crew` (name, rank) and wherever people wrote a name. PINs and their hashes are in
no file.

Every table has `id`, `created_at` (moment, when the author's workstation wrote it) and `created_by` (a row of
`pms_crew`; empty for the operator ashore).
";

fn one(text: &mut String, table: &Table) {
    let how = match table.merge {
        Merge::AppendOnly => "Rows are only ever added.",
        Merge::Fields => "Shown is the latest value of each column.",
    };
    // Writing to a String does not fail.
    let _ = write!(
        text,
        "\n## {}\n\n{how}\n\n| column | holds | empty | refers to |\n|---|---|---|---|\n",
        table.name
    );
    for column in table.columns.iter().filter(|column| is_written(table, column.name)) {
        let empty = if column.nullable { "may be" } else { "never" };
        let refers = column.refers_to.map_or(String::new(), |table| format!("`{table}`"));
        let _ = writeln!(
            text,
            "| `{}` | {} | {empty} | {refers} |",
            column.name,
            holds(table, column)
        );
    }
}

fn holds(table: &Table, column: &Column) -> String {
    match column.kind {
        Kind::Text => "text".to_owned(),
        Kind::Decimal => format!("decimal, {}", unit(table, column)),
        Kind::Int if column.name.ends_with("_minutes") => "whole number, minutes".to_owned(),
        Kind::Int => "whole number".to_owned(),
        Kind::Bool => "1 or 0".to_owned(),
        Kind::Instant => "moment, UTC".to_owned(),
        Kind::Date => "day".to_owned(),
        Kind::Id => "id".to_owned(),
        Kind::Bytes => "bytes in hexadecimal".to_owned(),
        Kind::Word(words) => format!("one of {}", words.join(", ")),
        Kind::Ids => "ids, a JSON list".to_owned(),
    }
}

fn unit(table: &Table, column: &Column) -> &'static str {
    if column.name.contains("hours") || table.name == "pms_running_hours" {
        "hours"
    } else {
        "in the part's unit"
    }
}
