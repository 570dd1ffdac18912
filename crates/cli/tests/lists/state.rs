//! What an exported folder says of a vessel, without the ids: records are named by what people call them.

use sheets::Sheet;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Table → its rows, each as text. On hand stands under `stock`.
pub(crate) type State = BTreeMap<&'static str, BTreeSet<String>>;

/// The tables that lists carry, with the columns that they do not.
const TABLES: [(&str, &[&str]); 8] = [
    ("pms_equipment", &[]),
    ("pms_locations", &[]),
    ("pms_parts", &["is_candidate"]),
    ("pms_part_locations", &[]),
    ("pms_equipment_parts", &[]),
    ("pms_running_hours", &["work_order_id"]),
    ("pms_suppliers", &[]),
    ("pms_crew", &[]),
];

pub(crate) fn state(folder: &Path) -> State {
    let names = names(folder);
    let mut state = State::new();
    for (table, left_out) in TABLES {
        let sheet = read(folder, table);
        let rows = sheet
            .iter()
            .flat_map(|sheet| sheet.rows.iter().map(move |row| (sheet, row)));
        let rows = rows.map(|(sheet, row)| line(sheet, &row.cells, left_out, &names));
        // What was taken off a list, or is no usual place any more, is told by what stands there now.
        let gone = ["is_usual=0", "is_unlinked=1"];
        // What somebody asked for by name and nobody verified is no part of stores.
        let is_unverified = |line: &String| table == "pms_parts" && line.starts_with("number= |");
        let kept = rows.filter(|line| !is_unverified(line) && !gone.iter().any(|gone| line.contains(gone)));
        state.insert(table, kept.collect());
    }
    state.insert("stock", stock(folder, &names));
    state
}

/// The table; none where it holds no row.
fn read(folder: &Path, table: &str) -> Option<Sheet> {
    let bytes = std::fs::read(folder.join("tables").join(format!("{table}.csv"))).unwrap();
    match sheets::read_bytes(bytes, None) {
        Err(sheets::SheetError::NoRows) => None,
        sheet => Some(sheet.unwrap()),
    }
}

fn at(sheet: &Sheet, head: &str) -> usize {
    sheet.heads.iter().position(|other| other == head).expect(head)
}

/// Id → what people call it.
fn names(folder: &Path) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for (table, columns) in [
        ("pms_equipment", &["code"][..]),
        ("pms_locations", &["code"]),
        ("pms_parts", &["number", "maker", "is_retired", "name"]),
    ] {
        let Some(sheet) = read(folder, table) else { continue };
        for row in &sheet.rows {
            let named = columns.iter().map(|head| row.cells[at(&sheet, head)].as_str());
            let named = named.collect::<Vec<_>>().join(" ");
            names.insert(row.cells[at(&sheet, "id")].clone(), named);
        }
    }
    names
}

fn line(sheet: &Sheet, cells: &[String], left_out: &[&str], names: &BTreeMap<String, String>) -> String {
    let columns = sheet.heads.iter().zip(cells);
    let own = columns.filter(|(head, _)| {
        let head = head.as_str();
        !["id", "created_at", "created_by"].contains(&head) && !left_out.contains(&head)
    });
    let own = own.map(|(head, cell)| format!("{head}={}", names.get(cell).unwrap_or(cell)));
    own.collect::<Vec<_>>().join(" | ")
}

/// What the ledger adds up to, in ten-thousandths, where that is not nothing.
fn stock(folder: &Path, names: &BTreeMap<String, String>) -> BTreeSet<String> {
    let Some(sheet) = read(folder, "pms_inventory_transactions") else {
        return BTreeSet::new();
    };
    let mut sums: BTreeMap<(String, String), i64> = BTreeMap::new();
    for row in &sheet.rows {
        let cell = |head: &str| row.cells[at(&sheet, head)].clone();
        let quantity: f64 = cell("quantity").parse().unwrap();
        let named = |id: String| names[&id].clone();
        let sum = sums.entry((named(cell("part_id")), named(cell("location_id"))));
        *sum.or_default() += (quantity * 10_000.0).round() as i64;
    }
    let lying = sums.into_iter().filter(|(_, sum)| *sum != 0);
    lying
        .map(|((part, place), sum)| format!("{part} at {place}: {sum}"))
        .collect()
}
