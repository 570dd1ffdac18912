//! A workstation whose number was closed below its end: it takes a new one and issues again what became
//! void, once.

use std::collections::BTreeSet;

use domain::plan::{Plan, Values};
use domain::schema::Row;
use domain::tables::Fault;
use journal::{DeviceNumber, Entry, Head, RowId, Stamp, Value};

use crate::fleet::{Machine, close, message};
use crate::receiving::clone_of;
use crate::ship::{self, NOON};

/// Long after the acts that became void.
const LATER: i64 = NOON + 1_000_000;

fn entry(machine: &Machine, device: DeviceNumber, seq: u64) -> Entry {
    let reader = machine.writer.readers().reader().unwrap();
    reader.records().entry(Stamp { device, seq }).unwrap().unwrap()
}

fn head(machine: &Machine, device: DeviceNumber, seq: u64) -> Head {
    let hash = entry(machine, device, seq).hash;
    Head { seq, hash }
}

fn rename(machine: &Machine, person: RowId, fault: RowId, title: &str) {
    let mut plan = Plan::new("edit_fault");
    plan.update::<Fault>(fault, Values::new().set(Fault::title, &title.to_owned()));
    ship::commit(&machine.writer, person, plan);
}

/// Titles of all faults, and how many of them are in conflict.
fn faults(machine: &Machine) -> (Vec<String>, usize) {
    let reader = machine.writer.readers().reader().unwrap();
    let rows = reader.records().all(Fault::TABLE, 10_000).unwrap();
    let mut titles: Vec<String> = rows.iter().map(|row| Fault::read(row).unwrap().title).collect();
    titles.sort();
    (titles, rows.iter().filter(|row| !row.heads.is_empty()).count())
}

/// The present number of the machine, confirmed by the other one.
fn let_in(by: &Machine, person: RowId, machine: &Machine) {
    let number = machine.writer.prepare_number().unwrap();
    let letter = machine.writer.workstation().unwrap().1;
    ship::commit(&by.writer, person, crate::fleet::confirm(number, &letter));
}

/// A founder, and a workstation that was closed after its second entry when it had written five.
fn closed() -> (Machine, Machine, RowId, RowId) {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    second.report(person, "One");
    second.hand_to(&first);
    let fault = second.report(person, "Two");
    rename(&second, person, fault, "Two, and worse");
    second.report(person, "Three");
    let device = second.device();
    ship::commit(&first.writer, person, close(device, head(&first, device, 2)));
    first.hand_to(&second);
    (first, second, person, fault)
}

#[test]
fn a_closed_number_is_followed_by_a_new_one_that_issues_its_void_entries_again() {
    let (first, second, person, fault) = closed();
    let (old, letter) = second.writer.workstation().unwrap();
    assert_eq!(second.writer.reissue(LATER).unwrap(), 3);
    let (new, new_letter) = second.writer.workstation().unwrap();
    assert!(new != old && new_letter != letter);
    for (void, seq) in [(3, 2), (4, 3), (5, 4)] {
        let (void, again) = (entry(&second, old, void), entry(&second, new, seq));
        assert_eq!(again.reissue_of, Some(void.stamp()));
        assert_eq!(
            (again.wall_at, &again.actor, &again.role),
            (void.wall_at, &void.actor, &void.role)
        );
        assert_eq!((&again.action, &again.parameters), (&void.action, &void.parameters));
        assert_eq!((&again.private, &again.signature), (&void.private, &void.signature));
        let rows = |entry: &Entry| entry.changes.iter().map(|change| change.row).collect::<Vec<_>>();
        assert_eq!(rows(&again), rows(&void), "others may refer to them");
        assert!(again.hlc > void.hlc);
    }
    assert_eq!(entry(&second, new, 1).action, "introduce_workstation");
    let_in(&first, person, &second);
    first.exchange_with(&second);
    let all = ["One", "Three", "Two, and worse"].map(str::to_owned).to_vec();
    assert_eq!(faults(&second), (all.clone(), 0));
    assert_eq!(faults(&first), (all, 0));
    // The next write stands on the one that was issued again, and on nothing else.
    rename(&second, person, fault, "Two, mended");
    second.hand_to(&first);
    assert_eq!(faults(&first).1, 0);
}

#[test]
fn the_next_act_of_a_closed_workstation_takes_the_new_number_by_itself() {
    let (_, second, person, _) = closed();
    let old = second.device();
    second.report(person, "Four");
    let new = second.device();
    assert_ne!(new, old);
    assert_eq!(second.writer.reissue(LATER).unwrap(), 3);
    assert_eq!(second.device(), new);
    assert_eq!(faults(&second).0, ["Four", "One", "Three", "Two, and worse"]);
}

#[test]
fn nothing_is_issued_twice() {
    let (first, second, person, _) = closed();
    let before = second.folder.path().join("before");
    crate::copies::copy(second.place().folder(), &before);
    assert_eq!(second.writer.reissue(LATER).unwrap(), 3);
    assert_eq!(second.writer.reissue(LATER).unwrap(), 0);
    let second = second.reopened(5);
    assert_eq!(second.writer.reissue(LATER).unwrap(), 0);
    let_in(&first, person, &second);
    first.exchange_with(&second);
    // The same workstation restored from a backup of before hears of what it issued, and leaves it at that.
    let writer = crate::fleet::open(before, second.folder.path().join("other state"), "machine 4", 6);
    let restored = Machine {
        folder: tempfile::tempdir().unwrap(),
        name: "machine 4".to_owned(),
        writer,
    };
    first.hand_to(&restored);
    assert_eq!(restored.writer.reissue(LATER).unwrap(), 0);
    assert_eq!(faults(&restored), faults(&first));
}

#[test]
fn nothing_is_issued_again_where_nothing_is_void() {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    second.report(person, "One");
    second.hand_to(&first);
    assert_eq!(second.writer.reissue(LATER).unwrap(), 0);
    let device = second.device();
    ship::commit(&first.writer, person, close(device, head(&first, device, 2)));
    first.hand_to(&second);
    assert_eq!(second.writer.reissue(LATER).unwrap(), 0);
    assert_eq!(
        first.writer.reissue(LATER).unwrap(),
        0,
        "it is another workstation's number"
    );
    second.report(person, "Two");
    assert_ne!(second.device(), device, "a closed number writes no more");
}

#[test]
fn a_lower_closure_makes_more_void_and_only_that_is_issued() {
    let (first, second, person, _) = closed();
    let old = second.device();
    assert_eq!(second.writer.reissue(LATER).unwrap(), 3);
    ship::commit(&first.writer, person, close(old, head(&first, old, 1)));
    first.hand_to(&second);
    assert_eq!(second.writer.reissue(LATER).unwrap(), 1);
    let_in(&first, person, &second);
    first.exchange_with(&second);
    assert_eq!(faults(&first).0, ["One", "Three", "Two, and worse"]);
    assert_eq!(faults(&first), faults(&second));
}

#[test]
fn more_entries_than_one_transaction_takes_are_issued_again() {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    second.report(person, "One");
    second.hand_to(&first);
    let device = second.device();
    second
        .writer
        .batch(|batch| {
            for number in 0..1_100 {
                batch.commit(&ship::who(person), NOON, |_| {
                    Ok(ship::fault(&format!("Fault {number}")))
                })?;
            }
            Ok(())
        })
        .unwrap();
    ship::commit(&first.writer, person, close(device, head(&first, device, 2)));
    first.hand_to(&second);
    assert_eq!(second.writer.reissue(LATER).unwrap(), 1_100);
    let_in(&first, person, &second);
    first.exchange_with(&second);
    assert_eq!(faults(&first).0.len(), 1_101);
}

#[test]
fn acts_of_two_copies_under_one_number_are_all_issued_again() {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    second.report(person, "Common");
    second.hand_to(&first);
    let device = second.device();
    let copy = clone_of(&second);
    let told = second.report(person, "Told");
    rename(&second, person, told, "Told, and worse");
    second.hand_to(&first);
    let hidden = copy.report(person, "Hidden");
    rename(&copy, person, hidden, "Hidden, and worse");
    assert_eq!(told, hidden, "both gave their fault the same id");
    copy.report(person, "Hidden as well");
    copy.hand_to(&first);
    let (run, signed) = copy.run(device, 2).unwrap();
    assert!(first.receive(&run, &signed).is_err());
    let forks = first.writer.readers().reader().unwrap().records().forks().unwrap();
    let theirs = forks[0].theirs;
    ship::commit(&first.writer, person, close(device, head(&first, device, 2)));
    // The first was told that the others hold its entries; the copy was refused.
    copy.writer
        .note_refused_fork(Stamp { device, seq: 3 }, None, NOON)
        .unwrap();
    assert_ne!(theirs, Some(head(&first, device, 3).hash));
    for (machine, void) in [(&second, 2), (&copy, 3)] {
        first.hand_to(machine);
        assert_eq!(
            machine.writer.forget_settled_forks().unwrap(),
            0,
            "it says which ids are taken"
        );
        assert_eq!(machine.writer.reissue(LATER).unwrap(), void);
        let_in(&first, person, machine);
    }
    assert_ne!(second.device(), copy.device());
    // Of the copy only the new number can be handed on: its history under the old one has two ends.
    for machine in [&second, &copy] {
        let new = machine.device();
        let (run, signed) = machine.run(new, 0).unwrap();
        first.receive(&run, &signed).unwrap();
    }
    let titles: BTreeSet<String> = faults(&first).0.into_iter().collect();
    let expected = ["Common", "Hidden as well", "Hidden, and worse", "Told, and worse"].map(str::to_owned);
    assert_eq!(titles, BTreeSet::from(expected));
    assert_eq!(
        faults(&first).1,
        0,
        "two acts that have nothing to do with each other are no conflict"
    );
    assert!(copy.writer.sign_own_head(message).unwrap().is_some());
    assert_eq!(copy.writer.forget_settled_forks().unwrap(), 1);
}

#[test]
fn two_copies_that_both_issue_again_before_they_hear_of_each_other_share_no_row() {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    second.report(person, "Common");
    second.hand_to(&first);
    let device = second.device();
    let copy = clone_of(&second);
    let told = second.report(person, "Told");
    second.hand_to(&first);
    let hidden = copy.report(person, "Hidden");
    assert_eq!(told, hidden, "both gave their fault the same id");
    // The closure names the history that stood where it was written; nobody refused the copy's entries.
    let mut plan = close(device, head(&first, device, 2));
    plan.keep("beyond", entry(&first, device, 3).hash.to_string());
    ship::commit(&first.writer, person, plan);
    for machine in [&second, &copy] {
        let (run, signed) = first.run(first.device(), 0).unwrap();
        machine.receive(&run, &signed).unwrap();
        assert_eq!(machine.writer.reissue(LATER).unwrap(), 1);
    }
    for machine in [&second, &copy] {
        let_in(&first, person, machine);
        let (run, signed) = machine.run(machine.device(), 0).unwrap();
        first.receive(&run, &signed).unwrap();
    }
    assert_eq!(
        faults(&first),
        (["Common", "Hidden", "Told"].map(str::to_owned).to_vec(), 0)
    );
    // Others may refer to the row of the history that everybody held.
    assert_eq!(ship::read::<Fault>(&first.writer, told).title, "Told");
}

#[test]
fn a_row_that_somebody_else_wrote_to_keeps_its_id_when_it_is_issued_again() {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    let third = Machine::enrolled(&first, person, "machine 3", "C", 3);
    second.report(person, "Common");
    second.hand_to(&first);
    first.hand_to(&third);
    let device = second.device();
    let copy = clone_of(&second);
    second.report(person, "Told");
    second.hand_to(&first);
    // The third workstation knows the copy's history, and works on in it.
    let hidden = copy.report(person, "Hidden");
    copy.hand_to(&third);
    rename(&third, person, hidden, "Hidden, and worse");
    let mut plan = close(device, head(&first, device, 2));
    plan.keep("beyond", entry(&first, device, 3).hash.to_string());
    ship::commit(&first.writer, person, plan);
    let news_of = |of: &Machine, device: DeviceNumber, to: &Machine| {
        let (run, signed) = of.run(device, 0).unwrap();
        to.receive(&run, &signed).unwrap();
    };
    news_of(&first, first.device(), &copy);
    news_of(&third, third.device(), &copy);
    assert_eq!(copy.writer.reissue(LATER).unwrap(), 1);
    let again = entry(&copy, copy.device(), 2);
    assert_eq!(
        (again.reissue_of, again.changes[0].row),
        (Some(Stamp { device, seq: 3 }), hidden)
    );
    // The rename stood on the void entry and had not seen this one: a person chooses.
    assert_eq!(faults(&copy), (["Common", "Hidden"].map(str::to_owned).to_vec(), 1));
    let reader = copy.writer.readers().reader().unwrap();
    let fault = reader.records().row(Fault::TABLE, hidden).unwrap().unwrap();
    let titles = fault.heads.iter().find(|(column, _)| *column == Fault::title.number);
    let mut titles: Vec<&str> = titles.unwrap().1.iter().filter_map(Value::as_text).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["Hidden", "Hidden, and worse"]);
}
