//! Batches of several workstations, in any order: the shore shows what the reference model shows.

use std::collections::BTreeMap;

use journal::{Cell, State};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use testkit::Postgres;

use crate::fleet::Fleet;
use crate::reading::{by_definition, expect_state, root};
use crate::shore::Shore;

/// Histories tried, unless the environment asks for another number; each is a vessel of its own on one
/// database.
const CASES: u32 = 40;

/// How often a state held each of the things that the property is about.
type Met = BTreeMap<&'static str, usize>;

fn note(met: &mut Met, state: &State) {
    let cells = || state.rows.values().flat_map(|row| row.cells.values());
    let several = |cell: &Cell| cell.heads.len() > 1;
    for (what, is_met) in [
        ("conflicts", cells().any(|cell| cell.conflict)),
        (
            "several equal heads",
            cells().any(|cell| several(cell) && !cell.conflict),
        ),
        ("nothing standing", cells().any(|cell| cell.heads.is_empty())),
        ("void entries", !state.void.is_empty()),
        ("hidden rows", state.rows.values().any(|row| row.hidden)),
        ("held entries", !state.held.is_empty()),
        ("newer entries", !state.parked.is_empty()),
    ] {
        *met.entry(what).or_default() += usize::from(is_met);
    }
}

async fn any_order(shore: &Shore, seed: u64, workstations: usize, met: &mut Met) {
    let mut fleet = Fleet::new(seed, workstations).live(110);
    shore.adopt(&fleet).await;
    let batches = fleet.batches();
    let client = shore.gateway(fleet.vessel).await;
    for (count, batch) in batches.iter().enumerate() {
        shore.store(&fleet, batch).await;
        // Not only at the end: what part of the set is here shows the state of that part.
        if count % 7 == 3 || count + 1 == batches.len() {
            let entries = fleet.entries_of(&batches[..=count]);
            let state = by_definition(fleet.vessel, &entries);
            expect_state(&client, &state, &entries).await;
            note(met, &state);
            let standing = shore.database.standing(fleet.vessel).await.unwrap();
            assert_eq!(standing.digest, root(&state), "digest after {} batches", count + 1);
            let frontier = entries.iter().map(journal::Entry::stamp).collect();
            assert_eq!(standing.frontier, frontier);
        }
    }
}

#[tokio::test]
async fn any_batches_in_any_order_give_the_state_of_the_reference() {
    let postgres = Postgres::start();
    // Settings of the operator's that change how days and moments are written as text.
    let settings =
        "ALTER DATABASE celeste SET datestyle = 'SQL, DMY'; ALTER DATABASE celeste SET timezone = 'Asia/Kathmandu'";
    postgres.psql(&postgres.superuser_url(), settings).unwrap();
    let shore = Shore::on(postgres).await;
    let cases = match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default().cases,
        None => CASES,
    };
    let mut runner = TestRunner::new(ProptestConfig::with_cases(cases));
    let strategy = (any::<u64>(), 2_usize..5);
    let mut met = Met::new();
    for _ in 0..cases {
        let (seed, workstations) = strategy.new_tree(&mut runner).unwrap().current();
        eprintln!("seed {seed} with {workstations} workstations");
        any_order(&shore, seed, workstations, &mut met).await;
    }
    assert!(met.values().all(|count| *count >= 5), "{met:#?}");
}
