//! One act, one transaction.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::refusal::{Code, Refusal};
use domain::schema::Row;
use domain::tables::{Crew, Fault, Note, WorkOrder, WorkOrderStatus};
use store::{Place, Readers, StoreError, Writer};

use crate::ship::{self, NOON, Ship};

#[test]
fn founding_writes_vessel_person_workstation_and_permissions_in_one_entry() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(folder.path().join("replica"));
    let environment = ship::environment(folder.path().join("state"), "machine 1", 1);
    let writer = Writer::open(&place, environment).unwrap();
    assert_eq!(writer.workstation(), None);
    let founded = ship::found(&writer, "E");
    assert_eq!((founded.seq, founded.ids.len()), (1, 4));
    assert_eq!(writer.workstation(), Some((founded.device, "E".to_owned())));
    assert_eq!(writer.state().vessel_secret(founded.ids[0]).unwrap(), Some([7; 32]));
    let person: Crew = ship::read(&writer, founded.ids[1]);
    assert_eq!(
        (person.name.as_str(), person.created_by),
        ("Ada Ferro", Some(founded.ids[1]))
    );
    let reader = writer.readers().reader().unwrap();
    let permissions = reader.records().all(domain::tables::Permission::TABLE, 1_000).unwrap();
    assert_eq!(permissions.len(), domain::permission::seeded().len());
}

#[test]
fn a_second_vessel_is_not_founded_in_the_same_replica() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let founding = store::Founding {
        letter: "B".into(),
        role: "captain".into(),
        secret: [0; 32],
    };
    let again = writer.found(&founding, NOON, |_| Ok(ship::fault("never written")));
    assert!(matches!(again, Err(StoreError::HasVessel)), "{again:?}");
}

#[test]
fn numbers_count_per_year_of_ships_time_and_rows_refer_to_each_other() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let machine = ship::commit(&writer, ship.person, ship::equipment("651.1", "Main engine")).ids[0];
    let first = ship::commit(&writer, ship.person, ship::work_order(machine, "Change the filter"));
    let second = ship::commit(&writer, ship.person, ship::work_order(machine, "Change it again"));
    assert_eq!(
        (first.numbers.as_slice(), second.numbers.as_slice()),
        (
            ["WO-2026-E0001".to_owned()].as_slice(),
            ["WO-2026-E0002".to_owned()].as_slice()
        )
    );
    let note: Note = ship::read(&writer, first.ids[1]);
    assert_eq!(note.work_order_id, first.ids[0]);
    let next_year = NOON + 60 * 24 * 3_600_000;
    let third = writer
        .commit(&ship.who(), next_year, None, |_| {
            Ok(ship::work_order(machine, "New year"))
        })
        .unwrap();
    assert_eq!(third.numbers, ["WO-2027-E0001"]);
}

#[test]
fn counting_goes_on_where_the_rows_are_when_the_counter_is_lost() {
    let ship = Ship::founded();
    {
        let writer = ship.writer();
        for title in ["one", "two", "three"] {
            ship::commit(&writer, ship.person, ship::fault(title));
        }
    }
    let database = rusqlite::Connection::open(ship.place().database()).unwrap();
    database.execute("DELETE FROM counters", []).unwrap();
    drop(database);
    let fourth = ship::commit(&ship.writer(), ship.person, ship::fault("four"));
    assert_eq!(fourth.numbers, ["F-2026-E0004"]);
}

#[test]
fn a_refused_act_leaves_nothing_behind() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let refused = writer.commit(&ship.who(), NOON, Some("form 1"), |_| {
        Err(Refusal::new(Code::WrongRole, "No."))
    });
    assert!(
        matches!(refused, Err(StoreError::Refused(ref refusal)) if refusal.code == Code::WrongRole),
        "{refused:?}"
    );
    let fault = writer
        .commit(&ship.who(), NOON, Some("form 1"), |_| Ok(ship::fault("Leak")))
        .unwrap();
    assert_eq!(
        (fault.seq, fault.numbers[0].as_str(), fault.repeated),
        (2, "F-2026-E0001", false)
    );
}

#[test]
fn a_form_that_is_committed_twice_writes_once() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let first = writer
        .commit(&ship.who(), NOON, Some("form 1"), |_| Ok(ship::fault("Leak")))
        .unwrap();
    let second = writer
        .commit(&ship.who(), NOON + 1, Some("form 1"), |_| {
            panic!("a repeated form is not planned again")
        })
        .unwrap();
    assert!(second.repeated);
    assert_eq!(
        (second.seq, &second.ids, &second.numbers),
        (first.seq, &first.ids, &first.numbers)
    );
    let reader = writer.readers().reader().unwrap();
    assert_eq!(reader.records().all(Fault::TABLE, 10).unwrap().len(), 1);
}

#[test]
fn a_grouped_column_carries_its_whole_group_and_the_version_changes() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let machine = ship::commit(&writer, ship.person, ship::equipment("651.1", "Main engine")).ids[0];
    let order = ship::commit(&writer, ship.person, ship::work_order(machine, "Change the filter")).ids[0];
    let version = |writer: &Writer| {
        let reader = writer.readers().reader().unwrap();
        reader.records().row(WorkOrder::TABLE, order).unwrap().unwrap().version
    };
    let before = version(&writer);
    let started = ship::commit(&writer, ship.person, ship::status(order, WorkOrderStatus::Active));
    assert_ne!(version(&writer), before);
    assert_eq!(started.tables, ["pms_work_orders"]);
    let reader = writer.readers().reader().unwrap();
    let history = reader.records().entries_of_row(order).unwrap();
    assert_eq!(history.len(), 2);
    let journal::ChangeKind::Update { groups } = &history[1].entry.changes[0].kind else {
        panic!("an update")
    };
    let group = WorkOrder::TABLE.group(WorkOrder::status.number).count();
    assert_eq!((groups.len(), groups[0].values.len()), (1, group));
    assert_eq!(groups[0].base, [history[0].entry.stamp()]);
    let before = reader
        .records()
        .before(WorkOrder::TABLE.number, order, &groups[0])
        .unwrap();
    assert!(
        before.contains(&(WorkOrder::status.number, journal::Value::Text("candidate".into()))),
        "{before:?}"
    );
}

#[test]
fn personal_values_stand_in_the_private_part_only() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let reader = writer.readers().reader().unwrap();
    let entries = reader.records().entries_of_row(ship.person).unwrap();
    let columns = entries[0].entry.to_columns();
    let changes = columns.iter().find(|(name, _)| *name == "changes").unwrap();
    assert!(!format!("{changes:?}").contains("Ada Ferro"));
    let private = entries[0].entry.private.as_ref().unwrap();
    assert!(format!("{private:?}").contains("Ada Ferro"));
}

#[test]
fn the_window_is_told_after_the_commit_and_only_then() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let told = Arc::new(AtomicUsize::new(0));
    let (counter, readers) = (Arc::clone(&told), writer.readers().clone());
    writer.subscribe(move |happened| {
        assert_eq!(happened.tables, ["pms_faults"]);
        let reader = readers.reader().unwrap();
        assert_eq!(reader.records().all(Fault::TABLE, 10).unwrap().len(), 1);
        counter.fetch_add(1, Ordering::SeqCst);
    });
    let refused = writer.commit(&ship.who(), NOON, None, |_| Err(Refusal::state("Not now.")));
    assert!(refused.is_err());
    assert_eq!(told.load(Ordering::SeqCst), 0);
    ship::commit(&writer, ship.person, ship::fault("Leak"));
    assert_eq!(told.load(Ordering::SeqCst), 1);
}

#[test]
fn rules_see_the_record_as_the_act_will_stand_on_it() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let seen = writer.commit(&ship.who(), NOON, None, |facts| {
        assert_eq!(ship::crew(facts)?.len(), 1);
        Ok(ship::fault("Leak"))
    });
    assert!(seen.is_ok(), "{seen:?}");
}

#[test]
fn a_second_writer_is_refused_and_a_reader_is_not() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let second = ship.try_writer(2).map(|_| ());
    assert!(matches!(second, Err(StoreError::Locked(_))), "{second:?}");
    let readers = Readers::open(&ship.place()).unwrap();
    let before = readers.reader().unwrap();
    ship::commit(&writer, ship.person, ship::fault("Leak"));
    assert_eq!(before.records().all(Fault::TABLE, 10).unwrap().len(), 0);
    assert_eq!(
        readers.reader().unwrap().records().all(Fault::TABLE, 10).unwrap().len(),
        1
    );
    drop(writer);
    assert!(ship.try_writer(3).is_ok());
}

#[test]
fn a_clock_that_ran_backwards_is_marked_and_refuses_nothing() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let early = writer
        .commit(&ship.who(), NOON - 3_600_000, None, |_| Ok(ship::fault("Leak")))
        .unwrap();
    let reader = writer.readers().reader().unwrap();
    let entries = reader.records().entries_of_row(early.ids[0]).unwrap();
    assert!(entries[0].entry.clock_suspect);
}
