//! How a workstation joins: its number, its letter, and the code that lets it in.

use std::collections::HashSet;
use std::fs;

use domain::schema::Row;
use domain::tables::Device;
use journal::{DeviceNumber, RowId, Stamp};
use store::{
    CodeRefusal, INVITATIONS_OPEN_MAX, Invitation, StoreError, WRONG_CODES_MAX, WRONG_CODES_WINDOW_MS, Writer,
};

use crate::fleet::{Machine, SECRET};
use crate::ship::{self, NOON};

const HALF_AN_HOUR_MS: i64 = 30 * 60 * 1000;

#[test]
fn the_number_prepared_for_an_enrolment_is_the_same_after_a_crash() {
    let machine = Machine::new("machine 1", 1);
    let number = machine.writer.prepare_number().unwrap();
    assert_eq!(machine.writer.prepare_number().unwrap(), number);
    let machine = machine.reopened(2);
    assert_eq!(machine.writer.prepare_number().unwrap(), number);
    assert_eq!(machine.writer.workstation(), None);
}

#[test]
fn a_prepared_replica_that_was_copied_to_another_machine_prepares_another_number() {
    let machine = Machine::new("machine 1", 1);
    let number = machine.writer.prepare_number().unwrap();
    let folder = tempfile::tempdir().unwrap();
    crate::copies::copy(machine.folder.path(), folder.path());
    let (replica, state) = (folder.path().join("replica"), folder.path().join("state"));
    let copy = crate::fleet::open(replica, state, "machine 2", 2);
    assert_ne!(copy.prepare_number().unwrap().device, number.device);
}

#[test]
fn an_enrolled_workstation_introduces_itself_with_its_first_act() {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    let (device, letter) = second.writer.workstation().unwrap();
    assert_eq!(letter, "B");
    let second = second.reopened(3);
    assert_eq!(second.writer.workstation(), Some((device, letter)));
    assert_eq!(second.writer.sign_own_head(crate::fleet::message).unwrap(), None);
    let committed = ship::commit(&second.writer, person, ship::fault("Leak"));
    assert_eq!((committed.seq, committed.device), (2, device));
    assert_eq!(committed.numbers, ["F-2026-B0001"]);
    let reader = second.writer.readers().reader().unwrap();
    let entry = reader.records().entry(Stamp { device, seq: 1 }).unwrap().unwrap();
    assert_eq!(entry.action, "introduce_workstation");
    let introduced = Device::read(
        &reader
            .records()
            .row(Device::TABLE, RowId::new(device, 1, 0).unwrap())
            .unwrap()
            .unwrap(),
    );
    assert_eq!(introduced.unwrap().letter, "B");
    drop(reader);
    assert_eq!(
        ship::commit(&second.writer, person, ship::fault("Leak")).seq,
        3,
        "and once"
    );
    let secret = second.writer.state().vessel_secret(first.vessel()).unwrap();
    assert_eq!(secret, Some(SECRET));
}

#[test]
fn enrolling_twice_changes_nothing_and_another_vessel_is_refused() {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    let device = second.device();
    let vessel = first.vessel();
    second.writer.enrol(vessel, device, "B", None).unwrap();
    assert_eq!(second.writer.prepare_number().unwrap().device, device);
    let elsewhere = RowId::new(device, 1, 0).unwrap();
    let refused = second.writer.enrol(elsewhere, device, "B", None);
    assert!(matches!(refused, Err(StoreError::HasVessel)), "{refused:?}");
    let fresh = Machine::new("machine 3", 3);
    let refused = fresh.writer.enrol(vessel, device, "C", None);
    assert!(matches!(refused, Err(StoreError::NotPrepared(_))), "{refused:?}");
    let number = fresh.writer.prepare_number().unwrap();
    let refused = fresh.writer.enrol(vessel, number.device, "IO", None);
    assert!(matches!(refused, Err(StoreError::Letter(_))), "{refused:?}");
    let reader = fresh.writer.readers().reader().unwrap();
    assert_eq!(
        reader.records().vessel().unwrap(),
        None,
        "nothing is left of a refused enrolment"
    );
}

#[test]
fn a_crash_between_the_state_folder_and_the_database_is_made_good_by_enrolling_again() {
    let (first, _) = Machine::founder();
    let second = Machine::new("machine 2", 2);
    let number = second.writer.prepare_number().unwrap();
    let before = second.folder.path().join("before");
    crate::copies::copy(second.place().folder(), &before);
    second
        .writer
        .enrol(first.vessel(), number.device, "B", Some(&SECRET))
        .unwrap();
    // The state folder is ahead; the database knows nothing of it.
    let Machine { folder, name, writer } = second;
    drop(writer);
    let replica = folder.path().join("replica");
    fs::remove_dir_all(&replica).unwrap();
    fs::rename(folder.path().join("before"), &replica).unwrap();
    let writer = crate::fleet::open(replica, folder.path().join("state"), &name, 3);
    assert_eq!(writer.prepare_number().unwrap(), number);
    writer.enrol(first.vessel(), number.device, "B", Some(&SECRET)).unwrap();
    assert_eq!(writer.workstation(), Some((number.device, "B".to_owned())));
}

#[test]
fn a_restored_copy_of_an_enrolled_workstation_can_be_enrolled_again_without_an_act() {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    second.report(person, "Leak");
    let folder = tempfile::tempdir().unwrap();
    crate::copies::copy(second.folder.path(), folder.path());
    let (replica, state) = (folder.path().join("replica"), folder.path().join("state"));
    let copy = crate::fleet::open(replica, state, "machine 3", 3);
    assert_eq!(copy.workstation(), None);
    let number = copy.prepare_number().unwrap();
    assert_ne!(number.device, second.device());
    copy.enrol(first.vessel(), number.device, "C", None).unwrap();
    assert_eq!(
        ship::commit(&copy, person, ship::fault("Seal")).numbers,
        ["F-2026-C0001"]
    );
}

fn invitation(secret_hash: u8, letter: &str) -> Invitation {
    let device = DeviceNumber::new(1).unwrap();
    Invitation {
        secret_hash: [secret_hash; 32],
        person: RowId::new(device, 1, 1).unwrap(),
        entry: Stamp { device, seq: 9 },
        letter: letter.to_owned(),
        name: "Bridge".to_owned(),
        expires_at: NOON + HALF_AN_HOUR_MS,
        used: None,
    }
}

fn refused(writer: &Writer, secret_hash: u8, device: DeviceNumber, now_ms: i64) -> CodeRefusal {
    match writer.redeem(&[secret_hash; 32], device, now_ms) {
        Err(StoreError::Code(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_code_counts_once_and_a_replay_is_told_from_a_lost_answer() {
    let (first, _) = Machine::founder();
    let (asking, other) = (DeviceNumber::new(7).unwrap(), DeviceNumber::new(8).unwrap());
    first.writer.invite(&invitation(1, "B"), NOON).unwrap();
    let redeemed = first.writer.redeem(&[1; 32], asking, NOON + 1).unwrap();
    assert!(!redeemed.is_repeated);
    assert_eq!(redeemed.invitation.letter, "B");
    let first = first.reopened(2);
    let again = first
        .writer
        .redeem(&[1; 32], asking, NOON + HALF_AN_HOUR_MS + 1)
        .unwrap();
    assert!(
        again.is_repeated,
        "the same workstation asks again, since the answer was lost"
    );
    assert_eq!(again.invitation.used, Some((NOON + 1, asking)));
    assert_eq!(refused(&first.writer, 1, other, NOON + 2), CodeRefusal::Used(NOON + 1));
    let reader = first.writer.readers().reader().unwrap();
    assert_eq!(
        reader.records().invitations().unwrap()[0].used,
        Some((NOON + 1, asking))
    );
}

#[test]
fn a_code_expires() {
    let (first, _) = Machine::founder();
    let device = DeviceNumber::new(7).unwrap();
    first.writer.invite(&invitation(1, "B"), NOON).unwrap();
    let expires_at = NOON + HALF_AN_HOUR_MS;
    assert_eq!(
        refused(&first.writer, 1, device, expires_at),
        CodeRefusal::Expired(expires_at)
    );
    assert!(first.writer.redeem(&[1; 32], device, expires_at - 1).is_ok());
}

#[test]
fn wrong_codes_are_counted_and_after_many_none_is_looked_at_for_a_while() {
    let (first, _) = Machine::founder();
    let device = DeviceNumber::new(7).unwrap();
    first.writer.invite(&invitation(1, "B"), NOON).unwrap();
    for _ in 0..WRONG_CODES_MAX {
        assert_eq!(refused(&first.writer, 9, device, NOON), CodeRefusal::Unknown);
    }
    let until = NOON + WRONG_CODES_WINDOW_MS;
    let first = first.reopened(2);
    assert_eq!(
        refused(&first.writer, 1, device, until - 1),
        CodeRefusal::TooMany(until)
    );
    assert!(first.writer.redeem(&[1; 32], device, until).is_ok());
}

#[test]
fn a_letter_that_was_promised_is_not_drawn_again_and_codes_are_bounded() {
    let (first, person) = Machine::founder();
    let _second = Machine::enrolled(&first, person, "machine 2", "BB", 2);
    let mut letters = HashSet::from(["E".to_owned(), "BB".to_owned()]);
    for number in 0..INVITATIONS_OPEN_MAX {
        let letter = first.writer.draw_letter().unwrap();
        assert!(letters.insert(letter.clone()), "{letter}");
        first.writer.invite(&invitation(number as u8, &letter), NOON).unwrap();
    }
    let refused = first.writer.invite(&invitation(200, "ZZ"), NOON);
    assert!(matches!(refused, Err(StoreError::TooManyInvitations)), "{refused:?}");
    first
        .writer
        .invite(&invitation(200, "ZZ"), NOON + HALF_AN_HOUR_MS)
        .unwrap();
}
