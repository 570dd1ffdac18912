//! Counts beside movements that were issued again under a new number: who had seen what.

use std::sync::Arc;

use domain::plan::Plan;
use journal::{Head, RowId};
use store::audit;

use super::{At, counted, is_doubtful, on_hand, two, used};
use crate::fleet::{Machine, close, confirm};
use crate::ship::{self, NOON};

/// Closes the second workstation after everything that the first one has of it. The first hands over only
/// its own acts, so that it hears of nothing meanwhile.
fn close_second(first: &Machine, second: &Machine, person: RowId) {
    let device = second.device();
    let head = {
        let reader = first.writer.readers().reader().unwrap();
        let seq = reader.records().head(device).unwrap().seq;
        let entry = reader.records().entry(journal::Stamp { device, seq }).unwrap().unwrap();
        Head { seq, hash: entry.hash }
    };
    ship::commit(&first.writer, person, close(device, head));
    first.hand_to(second);
}

/// The second workstation issues everything again that became void, and both exchange what they have.
fn issue_again(first: &Machine, second: &Machine, person: RowId, acts: u64) {
    assert_eq!(second.writer.reissue(NOON + 1_000_000).unwrap(), acts);
    let number = second.writer.prepare_number().unwrap();
    let letter = second.writer.workstation().unwrap().1;
    ship::commit(&first.writer, person, confirm(number, &letter));
    first.exchange_with(second);
}

/// Both show that, and what is kept follows from the entries.
fn both_show(first: &Machine, second: &Machine, at: At, stock: &str, may_be_doubled: bool) {
    let cancel = Arc::default();
    for machine in [first, second] {
        assert_eq!(on_hand(&machine.writer, at), stock);
        assert_eq!(is_doubtful(machine, at), may_be_doubled);
        let report = audit::verify(&machine.place(), None, &mut |_| {}, &cancel).unwrap();
        assert_eq!(report.finding, None);
        assert_eq!(machine.writer.check_sums(NOON, &cancel).unwrap().stock, []);
    }
}

fn act(machine: &Machine, person: RowId, plan: Plan) {
    ship::commit(&machine.writer, person, plan);
}

#[test]
fn a_count_that_had_heard_only_of_the_void_act_is_doubtful_once_that_is_issued_again() {
    let (first, second, person, at) = two();
    act(&second, person, ship::fault("Heard"));
    second.hand_to(&first);
    act(&second, person, used(at, "-2"));
    close_second(&first, &second, person);
    // The void usage arrives, has no effect, and so is not in what the record shows.
    second.hand_to(&first);
    act(&first, person, counted(at, "-2", "8"));
    issue_again(&first, &second, person, 1);
    both_show(&first, &second, at, "6", true);
    act(&first, person, counted(at, "2", "8"));
    first.exchange_with(&second);
    both_show(&first, &second, at, "8", false);
}

#[test]
fn a_count_made_after_an_act_was_issued_again_had_seen_it() {
    let (first, second, person, at) = two();
    act(&second, person, ship::fault("Heard"));
    second.hand_to(&first);
    act(&second, person, used(at, "-2"));
    close_second(&first, &second, person);
    issue_again(&first, &second, person, 1);
    act(&first, person, counted(at, "0", "8"));
    first.exchange_with(&second);
    both_show(&first, &second, at, "8", false);
}

#[test]
fn an_act_that_is_issued_again_had_seen_what_its_author_had_and_nothing_that_came_later() {
    let (first, second, person, at) = two();
    act(&first, person, counted(at, "-1", "9"));
    first.hand_to(&second);
    act(&second, person, ship::fault("Heard"));
    second.hand_to(&first);
    act(&second, person, used(at, "-2"));
    close_second(&first, &second, person);
    issue_again(&first, &second, person, 1);
    // The count came before the usage, and the workstation that took knew of it.
    both_show(&first, &second, at, "7", false);

    let (first, second, person, at) = two();
    act(&second, person, ship::fault("Heard"));
    second.hand_to(&first);
    act(&second, person, used(at, "-2"));
    act(&first, person, counted(at, "-2", "8"));
    // The count is heard before the usage is issued again, and yet was made without it.
    close_second(&first, &second, person);
    issue_again(&first, &second, person, 1);
    both_show(&first, &second, at, "6", true);
}

#[test]
fn a_count_under_the_new_number_before_the_void_acts_are_issued_again_is_doubtful() {
    let (first, second, person, at) = two();
    act(&second, person, ship::fault("Heard"));
    second.hand_to(&first);
    act(&second, person, used(at, "-2"));
    close_second(&first, &second, person);
    act(&second, person, counted(at, "-2", "8"));
    issue_again(&first, &second, person, 1);
    both_show(&first, &second, at, "6", true);
}

#[test]
fn acts_of_one_workstation_that_are_all_issued_again_had_seen_each_other() {
    let (first, second, person, at) = two();
    act(&second, person, ship::fault("Heard"));
    second.hand_to(&first);
    act(&second, person, used(at, "-2"));
    act(&second, person, counted(at, "0", "8"));
    act(&second, person, used(at, "-1"));
    close_second(&first, &second, person);
    issue_again(&first, &second, person, 3);
    both_show(&first, &second, at, "7", false);
}
