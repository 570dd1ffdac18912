//! Copies of replicas and state folders: whoever is not the one that wrote last takes a new number.

use std::fs;
use std::path::Path;

use domain::schema::Row;
use domain::tables::Device;
use store::{Place, Writer};

use crate::ship::{self, NOON, Ship};

/// Copies a folder with everything in it, as a person or a backup program would.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// Number and letter that the replica's next act is written under.
fn next_act(writer: &Writer, ship: &Ship) -> (String, String, u64) {
    let committed = writer
        .commit(&ship.who(), NOON, None, |_| Ok(ship::fault("Leak")))
        .unwrap();
    let (device, letter) = writer.workstation().unwrap();
    assert_eq!(committed.device, device);
    assert!(
        committed.numbers[0].starts_with(&format!("F-2026-{letter}")),
        "{:?}",
        committed.numbers
    );
    (device.to_string(), letter, committed.seq)
}

fn letters(writer: &Writer) -> Vec<String> {
    let rows = writer
        .readers()
        .reader()
        .unwrap()
        .records()
        .all(Device::TABLE, 100)
        .unwrap();
    rows.iter().map(|row| Device::read(row).unwrap().letter).collect()
}

#[test]
fn the_same_replica_goes_on_under_its_number() {
    let ship = Ship::founded();
    let (first, _, _) = next_act(&ship.writer(), &ship);
    let (second, letter, seq) = next_act(&ship.writer(), &ship);
    assert_eq!((second, letter.as_str(), seq), (first, "E", 3));
}

#[test]
fn a_replica_that_moved_with_its_folder_goes_on_under_its_number() {
    let ship = Ship::founded();
    let moved = ship.folder.path().join("moved");
    fs::rename(ship.place().folder(), &moved).unwrap();
    let writer = Writer::open(&Place::new(moved), ship::environment(ship.state(), "machine 1", 2)).unwrap();
    assert_eq!(next_act(&writer, &ship).1, "E");
}

#[test]
fn a_replica_copied_to_another_machine_introduces_itself_anew() {
    let ship = Ship::founded();
    let (original, _, _) = next_act(&ship.writer(), &ship);
    let place = Place::new(ship.folder.path().join("copied"));
    copy(ship.place().folder(), place.folder());
    let state = ship.folder.path().join("another machine");
    let writer = Writer::open(&place, ship::environment(state, "machine 2", 2)).unwrap();
    assert_eq!(writer.workstation(), None);
    let (device, letter, seq) = next_act(&writer, &ship);
    assert_ne!(device, original);
    assert!(store::is_letter(&letter) && letter.len() == 2, "{letter}");
    assert_eq!(seq, 2, "the introduction comes first");
    assert_eq!(letters(&writer), [letter, "E".to_owned()]);
    assert_eq!(next_act(&writer, &ship).2, 3, "and once");
}

#[test]
fn a_state_folder_copied_with_the_replica_is_known_by_the_machines_name() {
    let ship = Ship::founded();
    let place = Place::new(ship.folder.path().join("copied"));
    copy(ship.place().folder(), place.folder());
    let state = ship.folder.path().join("copied state");
    copy(&ship.state(), &state);
    let writer = Writer::open(&place, ship::environment(state, "machine 2", 2)).unwrap();
    assert_ne!(next_act(&writer, &ship).1, "E");
}

#[test]
fn an_older_copy_that_is_restored_takes_a_new_letter() {
    let ship = Ship::founded();
    let old = ship.folder.path().join("old");
    copy(ship.place().folder(), &old);
    next_act(&ship.writer(), &ship);
    fs::remove_dir_all(ship.place().folder()).unwrap();
    copy(&old, ship.place().folder());
    let writer = ship.try_writer(2).unwrap();
    assert_eq!(writer.workstation(), None);
    assert_ne!(next_act(&writer, &ship).1, "E");
}

#[test]
fn of_two_clones_on_one_machine_only_the_first_to_write_keeps_the_number() {
    let ship = Ship::founded();
    let clone = Place::new(ship.folder.path().join("clone"));
    copy(ship.place().folder(), clone.folder());
    let second = Writer::open(&clone, ship::environment(ship.state(), "machine 1", 2)).unwrap();
    assert_eq!(next_act(&second, &ship).1, "E");
    drop(second);
    let first = ship.try_writer(3).unwrap();
    assert_ne!(next_act(&first, &ship).1, "E");
}

#[test]
fn two_clones_that_are_open_at_once_write_under_two_numbers() {
    let ship = Ship::founded();
    let clone = Place::new(ship.folder.path().join("clone"));
    copy(ship.place().folder(), clone.folder());
    let first = ship.try_writer(2).unwrap();
    let second = Writer::open(&clone, ship::environment(ship.state(), "machine 1", 3)).unwrap();
    let (one, other) = (next_act(&first, &ship), next_act(&second, &ship));
    assert_eq!(one.1, "E");
    assert!(one.0 != other.0 && one.1 != other.1, "{one:?} {other:?}");
}

#[test]
fn a_replica_whose_state_folder_is_gone_takes_a_new_letter() {
    let ship = Ship::founded();
    fs::remove_dir_all(ship.state()).unwrap();
    let writer = ship.try_writer(2).unwrap();
    assert_ne!(next_act(&writer, &ship).1, "E");
}

#[test]
fn a_database_that_is_ahead_of_the_state_folder_by_a_crash_goes_on() {
    let ship = Ship::founded();
    let before = ship.folder.path().join("state before");
    copy(&ship.state(), &before);
    next_act(&ship.writer(), &ship);
    fs::remove_dir_all(ship.state()).unwrap();
    copy(&before, &ship.state());
    assert_eq!(next_act(&ship.try_writer(2).unwrap(), &ship).1, "E");
}

#[test]
fn a_database_that_is_further_ahead_than_a_crash_can_leave_it_takes_a_new_letter() {
    let ship = Ship::founded();
    let before = ship.folder.path().join("state before");
    copy(&ship.state(), &before);
    {
        let writer = ship.writer();
        for _ in 0..65 {
            next_act(&writer, &ship);
        }
    }
    fs::remove_dir_all(ship.state()).unwrap();
    copy(&before, &ship.state());
    assert_ne!(next_act(&ship.try_writer(2).unwrap(), &ship).1, "E");
}

#[test]
fn many_acts_in_one_transaction_leave_one_head() {
    let ship = Ship::founded();
    {
        let writer = ship.writer();
        writer
            .batch(|batch| {
                for number in 0..200 {
                    batch.commit(&ship.who(), NOON, |_| Ok(ship::fault(&format!("Fault {number}"))))?;
                }
                Ok(())
            })
            .unwrap();
    }
    assert_eq!(next_act(&ship.writer(), &ship).2, 202);
}

#[cfg(unix)]
#[test]
fn keys_and_secrets_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let ship = Ship::founded();
    let device = ship.writer().workstation().unwrap().0.to_string();
    for path in [ship.state().join("devices").join(device).join("key")]
        .into_iter()
        .chain(
            fs::read_dir(ship.state().join("vessels"))
                .unwrap()
                .map(|vessel| vessel.unwrap().path().join("secret")),
        )
    {
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
}
