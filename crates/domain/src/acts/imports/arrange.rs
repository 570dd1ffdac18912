//! Brings the rows of a list into the order in which they can be taken over.

use super::ImportKind;
use super::parts::part_key;
use serde_json::{Value as Json, json};
use std::collections::{HashMap, HashSet};

fn text<'r>(row: &'r Json, field: &str) -> &'r str {
    row.get(field).and_then(Json::as_str).unwrap_or_default().trim()
}

/// The rows in the order of the acts, with what a row means only beside the others of its list put in:
/// equipment comes after what it stands under; of the rows of one part the first names the usual place,
/// where none says so.
#[must_use]
pub fn arrange(kind: ImportKind, rows: Vec<Json>) -> Vec<Json> {
    match kind {
        ImportKind::Equipment => parents_first(rows),
        ImportKind::Parts => with_usual_places(rows),
        ImportKind::SpareParts | ImportKind::Suppliers | ImportKind::People => rows,
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
    let key = |row: &Json| part_key(text(row, "number"), row.get("maker").and_then(Json::as_str));
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

/// How many things the rows are about: of the rows of one part only one counts.
#[must_use]
pub fn distinct(kind: ImportKind, rows: &[&Json]) -> usize {
    if kind != ImportKind::Parts {
        return rows.len();
    }
    let key = |row: &&Json| part_key(text(row, "number"), row.get("maker").and_then(Json::as_str));
    rows.iter().map(key).collect::<HashSet<_>>().len()
}
