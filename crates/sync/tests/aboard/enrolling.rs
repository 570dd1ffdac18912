//! A workstation comes to the meeting point by a code.

use sync::Failure;
use sync::enrol::EnrolError;
use testkit::link::{Cut, Direction, Link};
use wire::{EnrolmentCode, PeerKind, RefusalCode};

use crate::machine::{Machine, NOON, SECRET};

fn refusal(error: EnrolError) -> RefusalCode {
    match error {
        EnrolError::Failed(Failure::Refused(refusal)) => refusal.code,
        other => panic!("{other}"),
    }
}

#[test]
fn an_empty_replica_gets_vessel_letter_and_everything_by_one_code() {
    let (first, person) = Machine::founder(1);
    first.report(person, "Cooling water lost");
    let (_runner, address) = first.listen();
    let second = Machine::new(2);
    let enrolled = second
        .enrol(&address.to_string(), first.invite(person, "Bridge"))
        .unwrap();
    assert_eq!(
        (enrolled.vessel_name.as_str(), enrolled.kind),
        ("MY Test", PeerKind::Workstation)
    );
    assert_eq!(enrolled.answering, first.device());
    let letter = enrolled.letter.unwrap();
    assert_eq!(second.writer.workstation().unwrap().1, letter);
    assert_eq!(
        second.writer.state().vessel_secret(enrolled.vessel).unwrap(),
        Some(SECRET)
    );
    let once = second.once(enrolled.peer);
    assert_eq!(once.status.failure, None);
    assert_eq!(second.faults(), ["Cooling water lost"]);
    // What it records counts at the meeting point at once: its code has confirmed it.
    second.report(person, "Bilge alarm");
    second.once(enrolled.peer);
    assert_eq!(first.faults(), ["Bilge alarm", "Cooling water lost"]);
    assert_eq!(first.frontier(), second.frontier());
}

#[test]
fn a_code_is_good_once_and_the_same_machine_may_ask_again() {
    let (first, person) = Machine::founder(1);
    let (_runner, address) = first.listen();
    let code = first.invite(person, "Bridge");
    let second = Machine::new(2);
    let enrolled = second.enrol(&address.to_string(), code).unwrap();
    assert_eq!(
        second.enrol(&address.to_string(), code).unwrap().letter,
        enrolled.letter
    );
    assert_eq!(second.peers().len(), 1);
    let thief = Machine::new(3);
    assert_eq!(
        refusal(thief.enrol(&address.to_string(), code).unwrap_err()),
        RefusalCode::CodeUsed
    );
    assert!(thief.peers().is_empty());
}

#[test]
fn an_expired_or_mistyped_code_is_refused() {
    let (first, person) = Machine::founder(1);
    let (_runner, address) = first.listen();
    let code = first.invite(person, "Bridge");
    let wrong = EnrolmentCode {
        secret: [0; 10],
        ..code
    };
    let second = Machine::new(2);
    assert_eq!(
        refusal(second.enrol(&address.to_string(), wrong).unwrap_err()),
        RefusalCode::CodeUnknown
    );
    first.clock.set_wall_ms(NOON + 31 * 60_000);
    assert_eq!(
        refusal(second.enrol(&address.to_string(), code).unwrap_err()),
        RefusalCode::CodeExpired
    );
}

#[test]
fn a_code_leads_to_its_own_meeting_point_only() {
    let (first, person) = Machine::founder(1);
    let (other, _) = Machine::founder(4);
    let (_runner, address) = other.listen();
    let code = first.invite(person, "Bridge");
    let second = Machine::new(2);
    let error = second.enrol(&address.to_string(), code).unwrap_err();
    assert!(matches!(error, EnrolError::Failed(Failure::WrongKey)), "{error}");
}

#[test]
fn a_workstation_of_another_vessel_is_refused() {
    let (first, person) = Machine::founder(1);
    let (_runner, address) = first.listen();
    let (stranger, _) = Machine::founder(5);
    let code = first.invite(person, "Bridge");
    assert_eq!(
        refusal(stranger.enrol(&address.to_string(), code).unwrap_err()),
        RefusalCode::WrongVessel
    );
    assert!(stranger.peers().is_empty());
}

#[test]
fn an_answer_that_was_lost_is_given_again_after_a_restart() {
    let (first, person) = Machine::founder(1);
    let (_runner, address) = first.listen();
    let code = first.invite(person, "Bridge");
    let link = Link::to(address, 1);
    let second = Machine::new(2);
    // The handshake's answer passes, the enrolment's does not.
    link.cut_after(Direction::Down, 900, Cut::Told);
    assert!(second.enrol(&link.address().to_string(), code).is_err());
    assert!(!link.has_cut_ahead());
    let second = second.reopened();
    let enrolled = second.enrol(&link.address().to_string(), code).unwrap();
    assert_eq!(second.once(enrolled.peer).status.failure, None);
    assert_eq!(first.frontier(), second.frontier());
}

#[test]
fn a_new_workstation_fills_itself_through_a_line_that_breaks_again_and_again() {
    let (first, person) = Machine::founder(1);
    for number in 0..120 {
        first.report(person, &format!("{number} {}", scrambled(number)));
    }
    let (_runner, address) = first.listen();
    let link = Link::to(address, 1);
    let second = Machine::new(2);
    let enrolled = second
        .enrol(&link.address().to_string(), first.invite(person, "Bridge"))
        .unwrap();
    let mut tries = 0;
    let mut held = 0;
    while second.frontier() != first.frontier() {
        tries += 1;
        assert!(tries < 30, "it does not get through");
        link.cut_after(Direction::Down, 60_000, Cut::Told);
        second.once(enrolled.peer);
        let now_held: u64 = second.frontier().iter().map(|stamp| stamp.seq).sum();
        assert!(now_held >= held, "what had arrived stays");
        held = now_held;
    }
    assert!(tries > 1, "the line was never cut");
    assert_eq!(second.faults(), first.faults());
}

/// Text that compresses badly.
fn scrambled(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut draw = |_: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'a' + (state >> 32) as u8 % 26)
    };
    (0..1_800).map(&mut draw).collect()
}
