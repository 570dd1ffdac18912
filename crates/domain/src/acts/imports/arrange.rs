//! Brings the rows of a list into the order in which they can be taken over.

use super::ImportKind;
use super::parts::part_key;
use serde_json::{Value as Json, json};
use std::collections::{HashMap, HashSet};

fn text<'r>(row: &'r Json, field: &str) -> &'r str {
    row.get(field).and_then(Json::as_str).unwrap_or_default().trim()
}

/// The rows in the order of the acts, with what a row means only beside the others of its list put in:
/// equipment and places come after what they stand under; what is retired comes after what is called the same
/// and is in use; of the rows of one part the first names the usual place,
/// where none says so.
#[must_use]
pub fn arrange(kind: ImportKind, rows: Vec<Json>) -> Vec<Json> {
    match kind {
        ImportKind::Equipment | ImportKind::Locations => parents_first(rows),
        ImportKind::Parts => retired_last(with_usual_places(rows), part_of),
        ImportKind::Suppliers => retired_last(rows, supplier_of),
        ImportKind::SpareParts | ImportKind::People | ImportKind::RunningHours => rows,
    }
}

fn parents_first(rows: Vec<Json>) -> Vec<Json> {
    let mut by_code: HashMap<&str, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        by_code.entry(text(row, "code")).or_insert(at);
    }
    let parent = |at: usize| {
        by_code
            .get(text(&rows[at], "parent"))
            .copied()
            .filter(|_| !text(&rows[at], "parent").is_empty())
    };
    let mut placed = vec![false; rows.len()];
    let mut order = Vec::with_capacity(rows.len());
    for start in 0..rows.len() {
        // Upwards until something that is placed, then down again; a ring ends where it began.
        let mut chain = Vec::new();
        let mut on_chain = HashSet::new();
        let mut next = Some(start);
        while let Some(at) = next.filter(|at| !placed[*at]) {
            if !on_chain.insert(at) {
                break;
            }
            chain.push(at);
            next = parent(at);
        }
        for at in chain.into_iter().rev() {
            placed[at] = true;
            order.push(at);
        }
    }
    let mut rows: Vec<Option<Json>> = rows.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| rows[at].take()).collect()
}

fn with_usual_places(mut rows: Vec<Json>) -> Vec<Json> {
    let key = |row: &Json| (part_of(row), is_retired(row));
    let says_usual = rows.iter().filter(|row| row.get("is_usual") == Some(&json!(true)));
    let mut has_usual: HashSet<_> = says_usual.map(key).collect();
    for row in &mut rows {
        if text(row, "location").is_empty() || row.get("is_usual").is_some() {
            continue;
        }
        let is_first = has_usual.insert(key(row));
        row["is_usual"] = json!(is_first);
    }
    rows
}

fn is_retired(row: &Json) -> bool {
    row.get("retired") == Some(&json!(true))
}

/// Number and maker.
fn part_of(row: &Json) -> (String, String) {
    let (number, maker, _) = part_key(text(row, "number"), row.get("maker").and_then(Json::as_str), false);
    (number, maker)
}

/// The code, else the name.
fn supplier_of(row: &Json) -> (String, String) {
    match text(row, "code") {
        "" => (String::new(), text(row, "name").to_owned()),
        code => (code.to_owned(), String::new()),
    }
}

/// Rows of retired records that stand beside one in use say so, and come last.
fn retired_last(mut rows: Vec<Json>, key: impl Fn(&Json) -> (String, String)) -> Vec<Json> {
    let in_use: HashSet<_> = rows.iter().filter(|row| !is_retired(row)).map(&key).collect();
    let is_beside = |row: &Json| is_retired(row) && in_use.contains(&key(row));
    for row in rows.iter_mut().filter(|row| is_beside(row)) {
        row["beside"] = json!(true);
    }
    rows.sort_by_key(|row| row.get("beside").is_some());
    rows
}

/// How many things the rows are about: of the rows of one part only one counts.
#[must_use]
pub fn distinct(kind: ImportKind, rows: &[&Json]) -> usize {
    if kind != ImportKind::Parts {
        return rows.len();
    }
    let key = |row: &&Json| (part_of(row), is_retired(row));
    rows.iter().map(key).collect::<HashSet<_>>().len()
}
