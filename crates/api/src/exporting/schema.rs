//! What stands in the tables, for people who open them without this program.

use super::is_written;
use domain::field::Kind;
use domain::schema::{Column, Merge, Table};
use domain::tables::TABLES;
use std::fmt::Write;

/// The table of entries.
pub(super) const AUDIT_LOG: &str = "pms_audit_log";

pub(super) fn text() -> String {
    let mut text = String::from(HEAD);
    for table in TABLES {
        one(&mut text, table);
    }
    text.push_str(ENTRIES);
    text
}

const ENTRIES: &str = "
## pms_audit_log

One row for each act, ordered by workstation and number. Rows are only ever added.

| column | holds |
|---|---|
| `device` | number of the workstation |
| `seq` | number of the act there, from 1 without gaps |
| `hlc` | hybrid clock: milliseconds and a counter, by which acts are ordered for display |
| `wall_at` | the workstation's clock, milliseconds since 1970 UTC |
| `clock_suspect` | 1 where that clock was wrong |
| `actor` | who acted: a row of `pms_crew`, or the operator ashore |
| `role` | the role then |
| `action` | the act |
| `action_version` | its version |
| `parameters` | what the rows do not say, JSON |
| `changes` | rows and columns written, by their permanent numbers, JSON |
| `seen` | what the workstation had heard of others since its act before, JSON |
| `reissue_of` | the void act that this one stands for |
| `private` | digest of the personal values, JSON; the values stand in `pms_crew` |
| `signature` | who signed, in which role, when, how, and which statement, JSON |
| `prev_hash` | hash of the act before |
| `hash` | BLAKE3 over the canonical CBOR of the act, with the digest of the personal values |
";

const HEAD: &str = "# What stands in the tables

Each file in `tables/` is one table of the vessel's record: UTF-8, commas, heads in the first row. Files in
`import/` hold the same storage places, equipment, parts with what lies where, spare-part lists, running hours,
suppliers and people in the form in which `celeste import` and the window take them over, in that order; their
heads are the names of the fields. What is retired is marked. Two records that are called the same and are
both in use come back once they were told apart.

Files in `files/` are photos and papers, each named after its digest, which `sha256` of `pms_attachments` holds;
what lies on another workstation only is not among them.

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
        Kind::Money => "decimal, in the currency beside it".to_owned(),
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
