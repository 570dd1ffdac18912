//! State is a function of the set of entries: any order, repeats, batches, closes and upgrades.

use std::collections::BTreeMap;

use journal::{DeviceNumber, Entry, Model, Stamp, State, Verdict};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::cases;
use crate::fleet::{Voyage, next, shuffled, voyages};
use crate::samples::{device, insert, plain, row, stamp, update};
use crate::tables::{FAULTS, TITLE, Version};

/// What may reach a replica.
#[derive(Clone)]
enum Event {
    Arrives(Box<Entry>),
    Closes(Stamp),
}

fn events(voyage: &Voyage) -> Vec<Event> {
    let arrivals = voyage.entries.iter().cloned().map(Box::new).map(Event::Arrives);
    arrivals
        .chain(voyage.closes.iter().copied().map(Event::Closes))
        .collect()
}

fn feed(model: &mut Model<Version>, event: Event) {
    match event {
        Event::Arrives(entry) => {
            model.apply(*entry);
        }
        Event::Closes(last) => model.strike(last.device, last.seq),
    }
}

fn by_definition(version: Version, events: &[Event]) -> State {
    let entries: Vec<Entry> = events
        .iter()
        .filter_map(|event| match event {
            Event::Arrives(entry) => Some(Entry::clone(entry)),
            Event::Closes(_) => None,
        })
        .collect();
    let closes: Vec<Stamp> = events
        .iter()
        .filter_map(|event| match event {
            Event::Closes(last) => Some(*last),
            Event::Arrives(_) => None,
        })
        .collect();
    Model::from_set(&version, &entries, &closes)
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn any_order_with_repeats_gives_the_state_of_the_set(voyage in voyages(), seed: u64, newer: bool) {
        let version = if newer { Version::Newer } else { Version::Older };
        let mut all = events(&voyage);
        let repeats: Vec<Event> = all.iter().step_by(3).cloned().collect();
        all.extend(repeats);
        let all = shuffled(all, seed);
        let mut model = Model::new(version);
        for (count, event) in all.iter().enumerate() {
            feed(&mut model, event.clone());
            // Not only at the end: a replica that has part of the set shows the state of that part.
            if count % 13 == 0 {
                prop_assert_eq!(model.state(), by_definition(version, &all[..=count]), "after {} events", count + 1);
            }
        }
        prop_assert_eq!(model.state(), by_definition(version, &all));
    }

    #[test]
    fn any_split_into_batches_gives_the_same_state(voyage in voyages(), seed: u64) {
        let mut model = Model::new(Version::Older);
        for batch in batches(&voyage.entries, seed) {
            batch.into_iter().for_each(|entry| { model.apply(entry); });
        }
        voyage.closes.iter().for_each(|last| model.strike(last.device, last.seq));
        prop_assert_eq!(model.state(), Model::from_set(&Version::Older, &voyage.entries, &voyage.closes));
    }

    #[test]
    fn whoever_closes_first_or_last_ends_alike(voyage in voyages(), seed: u64) {
        let mut before = Model::new(Version::Newer);
        let mut after = Model::new(Version::Newer);
        voyage.closes.iter().for_each(|last| before.strike(last.device, last.seq));
        for entry in shuffled(voyage.entries.clone(), seed) {
            before.apply(entry.clone());
            after.apply(entry);
        }
        voyage.closes.iter().for_each(|last| after.strike(last.device, last.seq));
        prop_assert_eq!(before.state(), after.state());
    }

    #[test]
    fn an_upgrade_applies_what_was_parked(voyage in voyages(), seed: u64, split in 0_usize..60) {
        let all = shuffled(events(&voyage), seed);
        let split = split.min(all.len());
        let mut older = Model::new(Version::Older);
        all[..split].iter().cloned().for_each(|event| feed(&mut older, event));
        let mut newer = older.upgrade(Version::Newer);
        all[split..].iter().cloned().for_each(|event| feed(&mut newer, event));
        prop_assert_eq!(newer.state(), by_definition(Version::Newer, &all));
    }

    #[test]
    fn forged_bases_of_any_shape_end_alike(writes in prop::collection::vec((0_u64..4, prop::collection::vec((0_u64..4, 1_u64..8), 0..4), 0_u8..3), 1..24), seed: u64, last in 0_u64..8) {
        let mut entries = forged(&writes);
        let by_set = Model::from_set(&Version::Older, &entries, &[stamp(2, last)]);
        entries = shuffled(entries, seed);
        let mut model = Model::new(Version::Older);
        for (count, entry) in entries.into_iter().enumerate() {
            if count == 5 {
                model.strike(device(2), last);
            }
            model.apply(entry);
        }
        model.strike(device(2), last);
        prop_assert_eq!(model.state(), by_set);
    }
}

/// Runs of one device's entries, in order, each cut into batches; batches of different devices mixed,
/// and some sent twice.
fn batches(entries: &[Entry], seed: u64) -> Vec<Vec<Entry>> {
    let mut state = seed;
    let mut runs: BTreeMap<DeviceNumber, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        runs.entry(entry.device).or_default().push(entry.clone());
    }
    let mut left: Vec<Vec<Entry>> = runs.into_values().collect();
    let mut batches: Vec<Vec<Entry>> = Vec::new();
    while !left.is_empty() {
        let index = (next(&mut state) as usize) % left.len();
        let size = 1 + (next(&mut state) as usize) % 5;
        let cut = size.min(left[index].len());
        let rest = left[index].split_off(cut);
        let batch = std::mem::replace(&mut left[index], rest);
        if next(&mut state).is_multiple_of(4) {
            batches.push(batch.clone());
        }
        batches.push(batch);
        left.retain(|run| !run.is_empty());
    }
    batches
}

/// Author, bases as device and seq, and what is written.
type ForgedWrite = (u64, Vec<(u64, u64)>, u8);

/// Entries that write one title, with bases nobody could honestly have written: later entries,
/// entries that never come, circles.
fn forged(writes: &[ForgedWrite]) -> Vec<Entry> {
    let genesis = journal::genesis_hash(device(9));
    let mut first = plain(9, 1, genesis);
    first.changes = vec![insert(FAULTS, row(9, 1, 0), vec![(TITLE, "new".into())])];
    let mut entries = vec![first.seal().unwrap()];
    let mut seqs: BTreeMap<u64, u64> = BTreeMap::new();
    for (author, base, word) in writes {
        let seq = seqs.entry(*author).and_modify(|seq| *seq += 1).or_insert(1);
        let base = base.iter().filter(|(of, at)| of != author || at < seq).map(|(of, at)| {
            // Device 0 stands for the insert.
            if *of == 0 { stamp(9, 1) } else { stamp(*of, *at) }
        });
        let mut draft = plain(*author, *seq, genesis);
        draft.action = if *word == 0 { "complete" } else { "act" }.to_owned();
        draft.changes = vec![update(
            FAULTS,
            row(9, 1, 0),
            base.collect(),
            vec![(TITLE, i64::from(*word).into())],
        )];
        entries.push(draft.seal().unwrap());
    }
    entries
}

#[test]
fn a_repeat_and_a_fork_change_nothing() {
    let genesis = journal::genesis_hash(device(3));
    let mut draft = plain(3, 1, genesis);
    draft.changes = vec![insert(FAULTS, row(3, 1, 0), vec![(TITLE, "Leak".into())])];
    let mut other = draft.clone();
    other.changes = vec![insert(FAULTS, row(3, 1, 0), vec![(TITLE, "Fire".into())])];
    let (entry, fork) = (draft.seal().unwrap(), other.seal().unwrap());
    let mut model = Model::new(Version::Older);
    assert_eq!(model.apply(entry.clone()), Verdict::Applied);
    let before = model.state();
    assert_eq!(model.apply(entry), Verdict::Repeated);
    assert_eq!(model.apply(fork), Verdict::Fork);
    assert_eq!(model.state(), before);
    assert_eq!(
        before.rows[&(FAULTS, row(3, 1, 0))].cells[&1].values,
        vec![(TITLE, "Leak".into())]
    );
}

#[test]
fn the_voyages_meet_what_the_properties_are_about() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..100 {
        let voyage = voyages().new_tree(&mut runner).unwrap().current();
        let state = by_definition(Version::Older, &events(&voyage));
        let cells = || state.rows.values().flat_map(|row| row.cells.values());
        let half = &voyage.entries[voyage.entries.len() / 2..];
        let found = [
            ("conflicts", cells().any(|cell| cell.conflict)),
            (
                "several equal heads",
                cells().any(|cell| cell.heads.len() > 1 && !cell.conflict),
            ),
            ("three heads", cells().any(|cell| cell.heads.len() > 2)),
            ("nothing standing", cells().any(|cell| cell.heads.is_empty())),
            ("void entries", !state.void.is_empty()),
            ("hidden rows", state.rows.values().any(|row| row.hidden)),
            ("newer entries", !state.parked.is_empty()),
            (
                "held entries",
                !Model::from_set(&Version::Older, half, &[]).held.is_empty(),
            ),
            ("suspect clocks", voyage.entries.iter().any(|entry| entry.clock_suspect)),
            (
                "acts done once",
                voyage.entries.iter().any(|entry| entry.action == "complete"),
            ),
        ];
        found
            .iter()
            .for_each(|(what, is_met)| *met.entry(what).or_default() += usize::from(*is_met));
    }
    assert!(met.values().all(|count| *count >= 5), "{met:#?}");
}

#[test]
fn forged_bases_in_a_circle_leave_nothing_standing_in_either_order() {
    // 1:1 claims to have seen 2:1, which claims to have seen 1:1.
    let circle = forged(&[(1, vec![(2, 1)], 1), (2, vec![(0, 1), (1, 1)], 2)]);
    let by_set = Model::from_set(&Version::Older, &circle, &[]);
    assert!(by_set.rows[&(FAULTS, row(9, 1, 0))].cells[&1].heads.is_empty());
    for order in [[0, 1, 2], [0, 2, 1]] {
        let mut model = Model::new(Version::Older);
        order.iter().for_each(|index| {
            model.apply(circle[*index].clone());
        });
        assert_eq!(model.state(), by_set);
    }
}
