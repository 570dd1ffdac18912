//! Which acts were done without having seen a change of the right they rest on: by the definition alone, and
//! as the replica keeps it up while entries arrive in any order.

use std::collections::BTreeSet;

use domain::rights::{Right, changed_rows};
use journal::{Entry, Frontier, RowId, Stamp};
use proptest::prelude::*;
use rusqlite::Connection;
use store::Writer;

use crate::history::History;
use crate::merging::replica;
use crate::reference::Reference;
use crate::ship::{self, NOON};

/// Takes a replica back to the version before rights were kept up: 0014, with what came later undone.
const BEFORE_RIGHTS: &str = "
    PRAGMA foreign_keys = OFF;
    DROP TABLE standings;
    DROP TABLE spend_counted;
    DROP TABLE pms_receiving_discrepancies;
    DROP TABLE pms_receiving_lines;
    DROP TABLE pms_receiving_sessions;
    DROP INDEX inventory_transactions_by_receiving_line_id_created_at;
    ALTER TABLE pms_inventory_transactions DROP COLUMN receiving_line_id;
    DROP TABLE pms_budgets;
    DROP TABLE pms_finance_transactions;
    DROP TABLE pms_shopping_list_marks;
    DROP TABLE pms_purchase_order_lines;
    DROP INDEX parts_by_is_candidate_created_at;
    ALTER TABLE pms_parts DROP COLUMN is_candidate;
    DROP TABLE manual_words;
    DROP TABLE manual_codes;
    DROP TABLE manual_chunks;
    DROP TABLE manual_sections;
    DROP TABLE manual_readings;
    DROP TABLE pms_fault_code_sections;
    DROP TABLE pms_pinned_pages;
    DROP TABLE pms_document_equipment;
    DROP TABLE search_index;
    DROP TABLE search_words;
    DROP TABLE search_due;
    DROP TABLE search_builds;
    DROP TABLE search_called;
    DROP TABLE search_state;
    DROP TABLE pms_synonyms;
    ALTER TABLE pms_vessels DROP COLUMN is_search_open;
    DROP TABLE pms_attachments;
    DROP TABLE pms_purchase_orders;
    DROP TABLE pms_shopping_list_items;
    DROP TABLE pms_handover_signatures;
    DROP TABLE pms_handover;
    DROP TABLE pms_documents;
    DROP TABLE right_changes;
    DROP TABLE right_changes_seen;
    DROP TABLE unseen_changes;
    PRAGMA user_version = 14;";

/// An act, the row of the right it rests on, and the entry that changed it.
type Pair = (Stamp, RowId, Stamp);

/// What an author had seen at each of its entries.
fn frontiers(chain: &[Entry]) -> Vec<Frontier> {
    let mut frontier = Frontier::new();
    let seen = |entry: &Entry| {
        entry.seen.iter().for_each(|stamp| frontier.advance(*stamp));
        frontier.advance(entry.stamp());
        frontier.clone()
    };
    chain.iter().map(seen).collect()
}

/// By the definition: neither author had seen the other's entry.
fn by_definition(history: &History, counts: impl Fn(&Stamp) -> bool) -> BTreeSet<Pair> {
    let chains = history.authors.iter().map(|author| &author.chain);
    let all: Vec<(&Entry, Frontier)> = chains.flat_map(|chain| chain.iter().zip(frontiers(chain))).collect();
    let mut pairs = BTreeSet::new();
    for (act, act_saw) in &all {
        for (change, change_saw) in &all {
            if act_saw.contains(change.stamp()) || change_saw.contains(act.stamp()) {
                continue;
            }
            let rows: Vec<RowId> = Right::of(act).unwrap().rows().collect();
            let both = counts(&act.stamp()) && counts(&change.stamp());
            let changed = changed_rows(change).filter(|row| both && rows.contains(row));
            pairs.extend(changed.map(|row| (act.stamp(), row, change.stamp())));
        }
    }
    pairs
}

fn kept(writer: &Writer) -> BTreeSet<Pair> {
    let reader = writer.readers().reader().unwrap();
    let found = reader.records().unseen_changes().unwrap();
    found
        .iter()
        .map(|unseen| (unseen.entry, unseen.row, unseen.change))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn acts_that_rest_on_a_right_changed_unseen_are_found_in_any_order_of_arrival(
        seed in any::<u64>(), workstations in 2_usize..5, is_hard in any::<bool>(),
    ) {
        let begun = if is_hard { History::hard } else { History::new };
        let mut history = begun(seed, workstations).live(90);
        let arrivals = history.arrivals();
        let (_folder, place, writer) = replica(&history, seed);
        let mut model = Reference::new(history.vessel, None);
        let mut at = 0;
        while at < arrivals.len() {
            let batch = &arrivals[at..arrivals.len().min(at + 1 + history.dice.roll(12))];
            writer.apply(batch, NOON).unwrap();
            batch.iter().for_each(|entry| { model.apply(entry.clone()); });
            at += batch.len();
        }
        let state = model.model.state();
        let counts = |stamp: &Stamp| !state.held.contains(stamp) && !state.void.contains(stamp);
        let expected = by_definition(&history, counts);
        prop_assert_eq!(&kept(&writer), &expected);

        // A replica that an earlier version filled finds the same when it is upgraded.
        drop(writer);
        let file = Connection::open(place.database()).unwrap();
        file.execute_batch(BEFORE_RIGHTS).unwrap();
        drop(file);
        let state = place.database().parent().unwrap().parent().unwrap().join("state");
        let writer = Writer::open(&place, ship::environment(state, "machine 9", seed)).unwrap();
        prop_assert_eq!(&kept(&writer), &expected);
    }
}

#[test]
fn histories_of_these_tests_hold_rights_changed_unseen() {
    let found = |seed| by_definition(&History::new(seed, 3).live(90), |_| true).len();
    assert!((0..10).map(found).sum::<usize>() > 20);
}
