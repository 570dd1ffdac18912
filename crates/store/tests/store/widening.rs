//! The step that brings deliveries writes five tables anew. It is tried on a replica of the version before,
//! with rows in all of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use serde_json::{Value as Json, json};
use store::audit;

use crate::fleet::Machine;

/// The schema before deliveries.
const BEFORE: usize = 21;
/// Tables that the step writes anew.
const WRITTEN_ANEW: [&str; 5] = [
    "pms_shopping_list_items",
    "pms_purchase_order_lines",
    "pms_shopping_list_marks",
    "pms_finance_transactions",
    "pms_inventory_transactions",
];

fn connection(database: &Path) -> Connection {
    let connection = Connection::open(database).unwrap();
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("gate", 0, flags, |_| Ok(2)).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection
}

fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut prepared = connection.prepare(sql).unwrap();
    let rows = prepared.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Columns of a table that hold values of their own.
fn columns(connection: &Connection, table: &str) -> Vec<String> {
    texts(connection, &format!("SELECT name FROM pragma_table_info('{table}')"))
}

/// Every row of the tables, as it stands there, in the order of its place in the file.
fn rows(connection: &Connection, columns_of: &BTreeMap<&str, Vec<String>>) -> Vec<Vec<String>> {
    let of = |(table, columns): (&&str, &Vec<String>)| {
        let quoted: Vec<String> = columns.iter().map(|column| format!("quote({column})")).collect();
        let sql = format!("SELECT {} FROM {table} ORDER BY rowid", quoted.join(" || '|' || "));
        texts(connection, &sql)
    };
    columns_of.iter().map(of).collect()
}

/// The steps up to the version before, with the rows of the database of today that fit there.
fn as_before(now: &Path, before: &Path) {
    let connection = connection(before);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/replica");
    let mut steps: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("00"))
        .collect();
    steps.sort();
    for step in &steps[..BEFORE] {
        connection
            .execute_batch(&std::fs::read_to_string(step).unwrap())
            .unwrap();
    }
    connection.execute("ATTACH ?1 AS now", [now.to_str().unwrap()]).unwrap();
    let sql = "SELECT name FROM main.pragma_table_list WHERE schema = 'main' AND type = 'table' \
               AND name NOT LIKE 'sqlite%'";
    for table in texts(&connection, sql) {
        let names = columns(&connection, &table).join(", ");
        connection.execute(&format!("DELETE FROM main.{table}"), []).unwrap();
        let copy = format!("INSERT INTO main.{table} ({names}) SELECT {names} FROM now.{table}");
        connection.execute(&copy, []).unwrap();
    }
    // Places in the file with holes between them, as a long life leaves them.
    for table in WRITTEN_ANEW {
        let sql = format!("UPDATE main.{table} SET rowid = 10 * rowid + 1000");
        connection.execute(&sql, []).unwrap();
    }
    connection.pragma_update(None, "user_version", BEFORE as i64).unwrap();
}

/// A machine with rows in every table that is written anew.
fn machine_that_bought() -> Machine {
    let (machine, person) = Machine::founder();
    let act = |name: &str, params: Json| {
        let done = machine.act_at(person, name, &params, crate::ship::NOON).unwrap();
        done.ids.first().copied().unwrap_or(person)
    };
    let place = act("add_location", json!({ "code": "A3", "name": "Shelf" }));
    let part = json!({ "number": "0634-1129", "name": "Impeller kit", "location": place, "first_count": "4" });
    let part = act("add_part", part);
    let supplier = act("add_supplier", json!({ "name": "Jabsco Marine" }));
    for quantity in ["5", "2.0", "7"] {
        let item = act("add_shopping_item", json!({ "part": part, "quantity": quantity }));
        act("approve_shopping_items", json!({ "lines": [{ "item": item }] }));
        let lines = json!([{ "item": item, "unit_price": "12.5" }]);
        let order = act(
            "create_purchase_order",
            json!({ "supplier": supplier, "lines": lines, "currency": "EUR" }),
        );
        act("place_purchase_order", json!({ "order": order }));
        let mark = act("mark_item_installed", json!({ "item": item, "quantity": "1" }));
        if quantity == "5" {
            act("take_back_mark", json!({ "mark": mark, "reason": "Wrong machine" }));
        }
    }
    act(
        "adjust_stock",
        json!({ "part": part, "location": place, "counted": "3", "reason": "Counted" }),
    );
    machine
}

#[test]
fn a_replica_of_the_version_before_deliveries_keeps_every_row_in_its_place() {
    let machine = machine_that_bought();
    let spent = machine.spent();
    let database = machine.place().database();
    let Machine { folder, name, writer } = machine;
    drop(writer);
    let now = folder.path().join("now.db");
    connection(&database)
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")
        .unwrap();
    std::fs::rename(&database, &now).unwrap();
    as_before(&now, &database);
    let before = connection(&database);
    let known: BTreeMap<&str, Vec<String>> = WRITTEN_ANEW
        .iter()
        .map(|table| (*table, columns(&before, table)))
        .collect();
    let kept = rows(&before, &known);
    assert!(kept.iter().all(|rows| rows.len() > 1), "rows in every table");
    drop(before);

    let writer = crate::fleet::open(folder.path().join("replica"), folder.path().join("state"), &name, 1);
    let machine = Machine { folder, name, writer };
    let after = connection(&database);
    assert_eq!(rows(&after, &known), kept, "every row, in the order in which it came");
    let broken: i64 = after
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(broken, 0, "every reference finds its row");
    let leftover = texts(
        &after,
        "SELECT name FROM sqlite_schema WHERE name LIKE 'narrow%' OR sql LIKE '%narrow_%'",
    );
    assert_eq!(leftover, Vec::<String>::new());
    // Triggers and indexes are those of a replica that began today.
    let schema = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name";
    assert_eq!(texts(&after, schema), texts(&connection(&now), schema));
    drop(after);
    assert_eq!(machine.spent(), spent);
    let report = audit::verify(&machine.place(), None, &mut |_| {}, &Arc::default()).unwrap();
    assert_eq!(report.finding, None, "the rows are those that the entries write");
}
