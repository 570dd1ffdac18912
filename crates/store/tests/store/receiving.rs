//! Runs of entries that others hand in: taken whole or not at all, and only from whom they say.

use domain::schema::Row;
use domain::tables::Fault;
use journal::{BreakReason, Entry, Frontier, RowId, Stamp, Value};
use store::{RunRefusal, SignedHead, StoreError, Verdict};

use crate::fleet::{Machine, close, confirm, message};
use crate::ship::{self, NOON};

fn frontier(machine: &Machine) -> Frontier {
    machine.writer.readers().reader().unwrap().records().frontier().unwrap()
}

fn titles(machine: &Machine) -> Vec<String> {
    let reader = machine.writer.readers().reader().unwrap();
    let rows = reader.records().all(Fault::TABLE, 1_000).unwrap();
    let mut titles: Vec<String> = rows.iter().map(|row| Fault::read(row).unwrap().title).collect();
    titles.sort();
    titles
}

fn refusal(result: Result<Vec<Verdict>, StoreError>) -> RunRefusal {
    match result {
        Err(StoreError::Run(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// A founder with a second workstation, before anything was handed on.
fn pair() -> (Machine, Machine, RowId) {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    (first, second, person)
}

#[test]
fn two_workstations_hold_the_same_after_an_exchange() {
    let (first, second, person) = pair();
    first.report(person, "Oil leak");
    second.report(person, "Worn seal");
    first.exchange_with(&second);
    assert_eq!(frontier(&first), frontier(&second));
    assert_eq!(titles(&first), ["Oil leak", "Worn seal"]);
    assert_eq!(titles(&second), ["Oil leak", "Worn seal"]);
}

#[test]
fn entries_that_are_here_already_are_told_and_not_stored_twice() {
    let (first, second, person) = pair();
    first.report(person, "Oil leak");
    let (run, signed) = first.run(first.device(), 0).unwrap();
    let verdicts = second.receive(&run, &signed).unwrap();
    assert_eq!(verdicts, [Verdict::Repeated, Verdict::Repeated, Verdict::Applied]);
    assert_eq!(second.receive(&run, &signed).unwrap(), vec![Verdict::Repeated; 3]);
    assert_eq!(titles(&second), ["Oil leak"]);
}

#[test]
fn an_altered_batch_is_refused_whole() {
    let (first, second, person) = pair();
    first.report(person, "Oil leak");
    first.report(person, "Worn seal");
    let (run, signed) = first
        .run(first.device(), frontier(&second).get(first.device()))
        .unwrap();
    let before = frontier(&second);
    let mut altered: Vec<Entry> = run.clone();
    let change = &mut altered[1].changes[0];
    if let journal::ChangeKind::Insert { values } = &mut change.kind {
        values[1].1 = Value::Text("Nothing to see".to_owned());
    }
    let broken = refusal(second.receive(&altered, &signed));
    assert!(
        matches!(&broken, RunRefusal::Broken(found) if found.seq == run[1].seq
            && matches!(found.reason, BreakReason::Broken(_))),
        "{broken:?}"
    );
    // With a hash that fits again it does not end at the signed head.
    altered[1].hash = altered[1].compute_hash();
    let broken = refusal(second.receive(&altered, &signed));
    assert!(
        matches!(&broken, RunRefusal::Broken(found) if found.reason == BreakReason::HeadMismatch),
        "{broken:?}"
    );
    let headless = SignedHead {
        hash: altered[1].hash,
        ..signed
    };
    assert_eq!(
        refusal(second.receive(&altered, &headless)),
        RunRefusal::WrongSignature(first.device())
    );
    assert_eq!(frontier(&second), before);
    assert_eq!(
        second.receive(&run, &signed).unwrap(),
        [Verdict::Applied, Verdict::Applied]
    );
}

#[test]
fn a_run_that_begins_too_late_or_has_a_hole_is_refused() {
    let (first, second, person) = pair();
    for title in ["One", "Two", "Three"] {
        first.report(person, title);
    }
    let device = first.device();
    let have = frontier(&second).get(device);
    let (run, signed) = first.run(device, have).unwrap();
    let begins = have + 2;
    assert_eq!(
        refusal(second.receive(&run[1..], &signed)),
        RunRefusal::Gap { device, have, begins }
    );
    let holed = [run[0].clone(), run[2].clone()];
    let broken = refusal(second.receive(&holed, &signed));
    assert!(
        matches!(&broken, RunRefusal::Broken(found) if found.seq == have + 2),
        "{broken:?}"
    );
    assert_eq!(refusal(second.receive(&[], &signed)), RunRefusal::Empty);
    assert!(titles(&second).is_empty());
}

#[test]
fn a_run_signed_for_another_vessel_is_refused() {
    let (first, second, person) = pair();
    first.report(person, "Oil leak");
    let (run, signed) = first
        .run(first.device(), frontier(&second).get(first.device()))
        .unwrap();
    let other_vessel = RowId::new(second.device(), 1, 0).unwrap();
    let refused = second.writer.receive(&run, &signed, NOON, |_, device, head| {
        message(other_vessel, device, head)
    });
    assert_eq!(refusal(refused), RunRefusal::WrongSignature(first.device()));
}

#[test]
fn a_device_that_nobody_knows_is_refused_until_it_is_confirmed_or_introduces_itself() {
    let (first, second, person) = pair();
    let third = Machine::enrolled(&first, person, "machine 3", "C", 3);
    third.report(person, "Oil leak");
    let device = third.device();
    let (run, signed) = third.run(device, 0).unwrap();
    // Without its first entry, and with nobody's word for it, there is no key.
    let tail = refusal(second.receive(&run[1..], &signed));
    assert_eq!(tail, RunRefusal::UnknownDevice(device));
    second.receive(&run, &signed).unwrap();
    assert_eq!(frontier(&second).get(device), 2, "its own introduction names its key");
    first.hand_to(&second);
    let key = second
        .writer
        .readers()
        .reader()
        .unwrap()
        .records()
        .public_key(device)
        .unwrap();
    assert!(key.is_some());
}

#[test]
fn a_forged_device_is_refused() {
    let (first, second, person) = pair();
    let third = Machine::new("machine 3", 3);
    let mut number = third.writer.prepare_number().unwrap();
    third.writer.enrol(first.vessel(), number.device, "C", None).unwrap();
    first.hand_to(&third);
    third.report(person, "Oil leak");
    // Somebody else's key was confirmed for that number.
    number.public_key[0] ^= 1;
    ship::commit(&first.writer, person, confirm(number, "C"));
    first.hand_to(&second);
    let (run, signed) = third.run(number.device, 0).unwrap();
    assert_eq!(
        refusal(second.receive(&run, &signed)),
        RunRefusal::Forged(number.device)
    );
    assert_eq!(frontier(&second).get(number.device), 0);
}

#[test]
fn a_workstation_carries_what_another_wrote_with_its_signature() {
    let (first, second, person) = pair();
    let third = Machine::enrolled(&first, person, "machine 3", "C", 3);
    first.hand_to(&second);
    third.report(person, "Oil leak");
    third.hand_to(&second);
    second.hand_to(&first);
    assert_eq!(titles(&first), ["Oil leak"]);
}

#[test]
fn a_second_history_under_one_number_is_set_aside_and_shown() {
    let (first, second, person) = pair();
    second.report(person, "Before");
    second.hand_to(&first);
    let device = second.device();
    let clone = clone_of(&second);
    second.report(person, "Told");
    second.hand_to(&first);
    clone.report(person, "Hidden");
    clone.report(person, "Hidden too");
    let (run, signed) = clone.run(device, 2).unwrap();
    let before = frontier(&first);
    let fork = refusal(first.receive(&run, &signed));
    let RunRefusal::Fork { seq, theirs, .. } = fork else {
        panic!("{fork:?}");
    };
    assert_eq!((seq, theirs), (3, run[0].hash));
    // A run that only follows the other entry shows the same, though the entry itself is not in it.
    let fork = refusal(first.receive(&run[1..], &signed));
    assert!(matches!(fork, RunRefusal::Fork { seq: 3, .. }), "{fork:?}");
    // One that begins with what both have shows where they part.
    let (whole, signed) = clone.run(device, 0).unwrap();
    let fork = refusal(first.receive(&whole, &signed));
    assert!(matches!(fork, RunRefusal::Fork { seq: 3, .. }), "{fork:?}");
    assert_eq!(frontier(&first), before);
    assert_eq!(titles(&first), ["Before", "Told"]);
    let reader = first.writer.readers().reader().unwrap();
    let forks = reader.records().forks().unwrap();
    assert_eq!(forks.len(), 1);
    assert_eq!(
        (forks[0].device, forks[0].seq, forks[0].theirs),
        (device, 3, Some(run[0].hash))
    );
    assert_eq!(forks[0].entry.as_ref(), Some(&run[0]));
    assert!(forks[0].ours.is_some() && !forks[0].is_settled);
    let last = reader.records().entry(Stamp { device, seq: 2 }).unwrap().unwrap();
    drop(reader);
    assert_eq!(first.writer.forget_settled_forks().unwrap(), 0, "nobody settled it yet");
    let head = journal::Head {
        seq: 2,
        hash: last.hash,
    };
    ship::commit(&first.writer, person, close(device, head));
    assert!(first.writer.readers().reader().unwrap().records().forks().unwrap()[0].is_settled);
    assert_eq!(first.writer.forget_settled_forks().unwrap(), 1);
}

#[test]
fn a_workstation_that_hears_of_another_one_under_its_number_takes_a_new_one() {
    let (first, second, person) = pair();
    second.report(person, "Before");
    let (device, letter) = second.writer.workstation().unwrap();
    let clone = clone_of(&second);
    clone.report(person, "Elsewhere");
    clone.hand_to(&first);
    first.hand_to(&second);
    assert_eq!(second.writer.workstation(), None, "somebody else has gone on under it");
    assert_eq!(titles(&second), ["Before", "Elsewhere"]);
    second.report(person, "After");
    let (new, new_letter) = second.writer.workstation().unwrap();
    assert!(new != device && new_letter != letter);
    let second = second.reopened(9);
    assert_eq!(second.device(), new);
}

#[test]
fn entries_beyond_the_last_signed_head_are_signed_in_spans_that_fit_a_batch() {
    let (first, second, person) = pair();
    first
        .writer
        .batch(|batch| {
            for number in 0..500 {
                batch.commit(&ship::who(person), NOON, |_| {
                    Ok(ship::fault(&format!("Fault {number}")))
                })?;
            }
            Ok(())
        })
        .unwrap();
    let signed = first.writer.sign_own_head(message).unwrap().unwrap();
    let reader = first.writer.readers().reader().unwrap();
    let records = reader.records();
    let heads = records.signed_heads_after(first.device(), 0, 1_000).unwrap();
    assert_eq!(heads.last(), Some(&signed));
    assert_eq!(Some(signed.seq), frontier(&first).iter().map(|stamp| stamp.seq).next());
    let mut from = 0;
    for head in &heads {
        assert!(head.seq - from <= 64, "{from} to {}", head.seq);
        let count = usize::try_from(head.seq - from).unwrap();
        let run = records.entries_after(first.device(), from, count, usize::MAX).unwrap();
        second.receive(&run, head).unwrap();
        from = head.seq;
    }
    assert_eq!(titles(&second).len(), 500);
    assert!(heads.len() > 500 / 64 && heads.len() < 30, "{}", heads.len());
}

#[test]
fn heads_that_packing_can_do_without_are_dropped() {
    let (first, _, person) = pair();
    for number in 0..130 {
        first.report(person, &format!("Fault {number}"));
        first.writer.sign_own_head(message).unwrap();
    }
    let reader = first.writer.readers().reader().unwrap();
    let heads = reader.records().signed_heads_after(first.device(), 0, 1_000).unwrap();
    assert!((3..=6).contains(&heads.len()), "{} heads for 132 entries", heads.len());
    assert_eq!(heads.last().unwrap().seq, 132);
}

#[test]
fn a_run_is_bounded_in_entries_and_bytes_but_never_empty() {
    let (first, _, person) = pair();
    for number in 0..10 {
        first.report(person, &format!("Fault {number}"));
    }
    let reader = first.writer.readers().reader().unwrap();
    let records = reader.records();
    let count = |entries, bytes| records.entries_after(first.device(), 2, entries, bytes).unwrap().len();
    assert_eq!(
        (count(100, usize::MAX), count(3, usize::MAX), count(100, 0)),
        (10, 3, 1)
    );
    let one = records.entries_after(first.device(), 2, 1, 0).unwrap()[0]
        .canonical_bytes()
        .len();
    assert!((2..=4).contains(&count(100, 3 * one)), "{}", count(100, 3 * one));
    assert_eq!(records.entries_after(first.device(), 12, 10, 1_000).unwrap(), []);
}

/// The same replica and state folder on a machine of the same name, as a copied virtual machine is.
pub(crate) fn clone_of(machine: &Machine) -> Machine {
    let folder = tempfile::tempdir().unwrap();
    crate::copies::copy(machine.folder.path(), folder.path());
    let (replica, state) = (folder.path().join("replica"), folder.path().join("state"));
    let writer = crate::fleet::open(replica, state, &machine.name, 77);
    Machine {
        folder,
        name: machine.name.clone(),
        writer,
    }
}
