//! What must hold once everything has healed.

use std::collections::{BTreeMap, BTreeSet};

use domain::schema::Row;
use domain::tables::Movement;
use journal::digest::differing;
use journal::{Entry, Model, State, Value, verify_chain};
use sync::Shelf as _;

use super::known::columns;
use super::replica::Replica;
use super::world::World;
use crate::drawer::file_name;

/// Everything that does not hold, one line each.
pub(super) fn findings(world: &World) -> Vec<String> {
    let mut findings = world.untrue.clone();
    quiet(world, &mut findings);
    for node in 0..world.nodes.len() {
        chains(world, node, &mut findings);
        acts(world, node, &mut findings);
        definition(world, node, &mut findings);
    }
    states(world, &mut findings);
    files(world, &mut findings);
    books(world, &mut findings);
    findings
}

/// Every engine says "up to date", and nothing waits.
fn quiet(world: &World, findings: &mut Vec<String>) {
    for link in &world.links {
        let status = link.engine.status(world.now_ms);
        if status.state != sync::LinkState::UpToDate || status.waiting != 0 || status.failure.is_some() {
            let unsure = |node: usize| {
                world.nodes[node]
                    .replica
                    .standing()
                    .map(|standing| standing.digest.err())
            };
            let sides = (unsure(link.from), unsure(link.to));
            findings.push(format!("{} → {}: {status:?} {sides:?}", link.from, link.to));
        }
    }
    if !world.is_quiet() {
        findings.push("something is still to be done".to_owned());
    }
}

/// Every chain is whole from its first entry.
fn chains(world: &World, node: usize, findings: &mut Vec<String>) {
    let record = world.nodes[node].replica.record.borrow();
    for (device, chain) in &record.chains {
        if let Err(broken) = verify_chain(*device, chain.iter(), None) {
            findings.push(format!("node {node}: {broken}"));
        }
    }
}

/// Every act that a person was told of is there, with effect, exactly once; every other at most once.
fn acts(world: &World, node: usize, findings: &mut Vec<String>) {
    let record = world.nodes[node].replica.record.borrow();
    let mut found: BTreeMap<u64, u64> = BTreeMap::new();
    for entry in record
        .chains
        .values()
        .flatten()
        .filter(|entry| !record.is_void(entry.stamp()))
    {
        *found.entry(mark(entry)).or_default() += 1;
    }
    for (mark, done) in &world.done {
        let times = found.get(mark).copied().unwrap_or(0);
        if times > 1 || (done.is_certain && times != 1) {
            findings.push(format!("node {node}: act {mark} ({done:?}) is there {times} times"));
        }
    }
}

fn mark(entry: &Entry) -> u64 {
    entry.parameters["mark"].as_u64().unwrap_or(0)
}

/// The tables are what the definition makes of the set of entries.
fn definition(world: &World, node: usize, findings: &mut Vec<String>) {
    let record = world.nodes[node].replica.record.borrow();
    let entries: Vec<Entry> = record.chains.values().flatten().cloned().collect();
    let closes: Vec<journal::Stamp> = record
        .closed
        .iter()
        .map(|(device, seq)| journal::Stamp {
            device: *device,
            seq: *seq,
        })
        .collect();
    if Model::from_set(&record.tables, &entries, &closes) != world.nodes[node].replica.known().state {
        findings.push(format!("node {node}: its tables are not what its entries make them"));
    }
}

/// What counts in a state: entries beyond a close may be held by one replica and not by another.
fn counting(state: &State) -> State {
    let mut state = state.clone();
    state.rows.retain(|_, row| !row.hidden);
    state.held.retain(|stamp| !state.void.contains(stamp));
    state.parked.retain(|parked| !state.void.contains(&parked.stamp));
    for row in state.rows.values_mut() {
        row.cells.retain(|_, cell| !cell.heads.is_empty());
    }
    state.void.clear();
    state
}

/// Replicas of the same program agree in everything; an older one in all that it knows.
fn states(world: &World, findings: &mut Vec<String>) {
    let is_newest = |replica: &&Replica| !replica.record.borrow().tables.is_older;
    let replicas: Vec<&Replica> = world.nodes.iter().map(|node| &node.replica).collect();
    let Some(first) = replicas.iter().copied().find(is_newest) else {
        return;
    };
    let state = counting(&first.known().state);
    if !state.held.is_empty() {
        findings.push(format!("entries wait for ever: {:?}", state.held));
    }
    for (node, replica) in replicas.iter().enumerate() {
        let other = counting(&replica.known().state);
        if is_newest(replica) && other != state {
            findings.push(format!("node {node}: {}", difference(&state, &other)));
        }
        let columns = differing(&columns(&state), &columns(&other));
        if !columns.is_empty() {
            findings.push(format!("node {node}: columns differ: {columns:?}"));
        }
    }
}

/// Every file that a row with effect names lies, bit by bit, with everybody whose program carries files, where
/// anybody has it still: a backup that was put in place may name one that nobody holds.
fn files(world: &World, findings: &mut Vec<String>) {
    let carrying = || {
        world
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| node.replica.files().is_some())
    };
    for (at, node) in carrying() {
        for name in node.replica.named_files().into_keys() {
            let is_anywhere = carrying().any(|(_, other)| other.replica.drawer.whole(&name).is_some());
            let whole = node.replica.drawer.whole(&name);
            if is_anywhere && whole.is_none_or(|bytes| file_name(&bytes) != name) {
                findings.push(format!("node {at}: file {name} is not there"));
            }
        }
    }
}

fn difference(ours: &State, theirs: &State) -> String {
    let keys: BTreeSet<_> = ours.rows.keys().chain(theirs.rows.keys()).collect();
    let row = keys.into_iter().find(|key| ours.rows.get(key) != theirs.rows.get(key));
    match row {
        Some(key) => format!("row {key:?} is {:?} and {:?}", ours.rows.get(key), theirs.rows.get(key)),
        None => format!(
            "held {:?} and {:?}, parked {:?} and {:?}",
            ours.held, theirs.held, ours.parked, theirs.parked
        ),
    }
}

/// The ledger adds up to what people posted, also where two histories of one number gave one id to two
/// movements: whichever is issued again beside the other gets a new one.
fn books(world: &World, findings: &mut Vec<String>) {
    let certain = || world.done.values().filter(|done| done.is_certain);
    let told: i64 = certain().map(|done| done.posted).sum();
    let known = world.nodes[0].replica.known();
    let record = world.nodes[0].replica.record.borrow();
    let uncertain: i64 = record
        .chains
        .values()
        .flatten()
        .filter(|entry| !record.is_void(entry.stamp()))
        .filter_map(|entry| world.done.get(&mark(entry)))
        .filter(|done| !done.is_certain)
        .map(|done| done.posted)
        .sum();
    let quantity = |values: &Vec<(u16, Value)>| {
        let found = values.iter().find(|(column, _)| *column == Movement::quantity.number)?;
        found.1.as_text()?.parse::<i64>().ok()
    };
    let movements = known
        .state
        .rows
        .iter()
        .filter(|((table, _), row)| *table == Movement::TABLE.number && !row.hidden);
    let sum: i64 = movements
        .flat_map(|(_, row)| row.cells.values())
        .filter_map(|cell| quantity(&cell.values))
        .sum();
    if sum != told + uncertain {
        findings.push(format!(
            "the ledger adds up to {sum}; people posted {told}, and perhaps {uncertain}"
        ));
    }
}
