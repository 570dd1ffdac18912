//! A vessel and its shore: connecting, filling, converging, mending.

use domain::devices::confirmation_id;
use domain::plan::{Plan, Values};
use domain::schema::Row;
use domain::tables::{Confirmation, Device, DeviceKind};
use journal::RowId;
use store::Authorship;
use sync::enrol::{EnrolError, Enrolled};
use sync::{Failure, LinkState};
use testkit::{Gateway, Postgres};

use crate::machine::{Machine, NOON, SECRET};

/// The vessel confirms the gateway, as the chief engineer does after enrolling.
pub(crate) fn connect_shore(machine: &Machine, person: RowId, enrolled: &Enrolled) {
    let who = Authorship {
        actor: person,
        role: "chief_engineer".to_owned(),
        signature: None,
    };
    let committed = machine.writer.commit(&who, NOON, None, |_| {
        let mut plan = Plan::new("connect_shore");
        plan.insert_natural::<Confirmation>(
            confirmation_id(enrolled.answering),
            Values::new()
                .set(Confirmation::device, &enrolled.answering.to_string())
                .set(Confirmation::kind, &DeviceKind::Shore)
                .set(Confirmation::letter, &None::<String>)
                .set(Confirmation::name, &"Shore".to_owned())
                .set(Confirmation::public_key, &enrolled.answering_key.to_vec()),
        );
        Ok(plan)
    });
    committed.unwrap();
}

/// A vessel with some history, connected with the shore; the first machine's peer is the shore.
pub(crate) fn connected(gateway: &Gateway, acts: usize) -> (Machine, RowId, i64) {
    let (first, person) = Machine::founder(1);
    for n in 0..acts {
        first.report(person, &format!("Fault {n:03}"));
    }
    let code = gateway.enrol_new_vessel().parse().unwrap();
    let enrolled = first.enrol(&gateway.url(), code).unwrap();
    connect_shore(&first, person, &enrolled);
    (first, person, enrolled.peer)
}

pub(crate) fn up_to_date(machine: &Machine, peer: i64) {
    let once = machine.once(peer);
    assert_eq!(once.status.failure, None);
    assert_eq!(once.status.state, LinkState::UpToDate);
}

pub(crate) fn titles_ashore(postgres: &Postgres) -> Vec<String> {
    let sql = "SELECT title FROM pms_faults WHERE NOT is_void ORDER BY title";
    let rows = postgres.psql(&postgres.superuser_url(), sql).unwrap();
    rows.lines().map(str::to_owned).collect()
}

#[test]
fn a_vessel_that_worked_alone_and_a_workstation_that_joins_ashore_converge() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let (first, person, shore) = connected(&gateway, 120);
    up_to_date(&first, shore);
    assert_eq!(titles_ashore(&postgres), first.faults());

    let second = Machine::new(2);
    let code = gateway.enrol_into("MY Test").parse().unwrap();
    let enrolled = second.enrol(&gateway.url(), code).unwrap();
    assert_eq!(enrolled.letter.as_deref(), Some("A"));
    up_to_date(&second, enrolled.peer);
    assert_eq!(second.faults(), first.faults());
    second.report(person, "From the second");
    first.report(person, "From the first");
    up_to_date(&second, enrolled.peer);
    up_to_date(&first, shore);
    up_to_date(&second, enrolled.peer);
    assert_eq!(first.faults(), second.faults());
    assert_eq!(titles_ashore(&postgres), first.faults());
    assert_eq!(first.frontier(), second.frontier());
}

#[test]
fn words_of_another_recovery_sheet_are_refused_where_the_shore_answers_too() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let (_first, _person, _shore) = connected(&gateway, 1);
    let second = Machine::new(2);
    let code: wire::EnrolmentCode = gateway.enrol_into("MY Test").parse().unwrap();
    let refused = second.enrol_with(&gateway.url(), code, "Bridge", [8; 32]).unwrap_err();
    assert!(matches!(refused, EnrolError::WrongSecret), "{refused}");
    assert_eq!(second.writer.workstation(), None);
    second.enrol(&gateway.url(), code).expect("the code stays good");
}

#[test]
fn a_workstation_that_nobody_confirmed_introduces_itself_by_the_name_it_was_given() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let (first, person) = Machine::founder(1);
    // The vessel has not confirmed its shore, so nobody aboard takes the shore's word for the second one.
    let code = gateway.enrol_new_vessel().parse().unwrap();
    let shore = first.enrol(&gateway.url(), code).unwrap().peer;
    first.once(shore);
    let second = Machine::new(2);
    let code = gateway.enrol_into("MY Test").parse().unwrap();
    let enrolled = second.enrol_with(&gateway.url(), code, "Chart table", SECRET).unwrap();
    second.once(enrolled.peer);
    second.report(person, "From the second");
    let reader = second.writer.readers().reader().unwrap();
    let devices = reader.records().all(Device::TABLE, 10).unwrap();
    let names: Vec<String> = devices.iter().map(|row| Device::read(row).unwrap().name).collect();
    assert!(names.contains(&"Chart table".to_owned()), "{names:?}");
}

#[test]
fn a_workstation_whose_clock_is_ten_years_off_exchanges_all_the_same() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let (first, person, shore) = connected(&gateway, 3);
    for years in [-10_i64, 10] {
        first.clock.set_wall_ms(NOON + years * 365 * 24 * 60 * 60 * 1000);
        first.report(person, &format!("Years off: {years}"));
        up_to_date(&first, shore);
    }
    assert_eq!(titles_ashore(&postgres), first.faults());
}

#[test]
fn a_shore_restored_from_an_old_dump_is_filled_again_by_the_vessel_its_own_acts_included() {
    let mut postgres = Postgres::start();
    let mut gateway = Gateway::start(&postgres);
    let (first, person, shore) = connected(&gateway, 40);
    up_to_date(&first, shore);
    postgres.stop();
    let saved = postgres.save();
    postgres.restart();
    for n in 0..40 {
        first.report(person, &format!("After the dump {n}"));
    }
    let second = Machine::new(2);
    let code = gateway.enrol_into("MY Test").parse().unwrap();
    let enrolled = second.enrol(&gateway.url(), code).unwrap();
    up_to_date(&second, enrolled.peer);
    second.report(person, "Of a workstation confirmed after the dump");
    up_to_date(&second, enrolled.peer);
    up_to_date(&first, shore);
    assert!(gateway.stop());
    postgres.stop();
    postgres.bring_back(&saved);
    postgres.restart();
    gateway.restart();
    assert_eq!(titles_ashore(&postgres).len(), 40);
    // The first exchange learns that the shore holds less than it did, the next one sends it.
    first.once(shore);
    up_to_date(&first, shore);
    up_to_date(&second, enrolled.peer);
    assert_eq!(titles_ashore(&postgres), first.faults());
    assert_eq!(first.frontier(), second.frontier());
}

#[test]
fn somebody_else_at_the_shores_address_is_not_trusted() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let (first, _, shore) = connected(&gateway, 3);
    let port = gateway.port();
    drop(gateway);
    let other = Postgres::start();
    let listen = format!("127.0.0.1:{port}");
    let stranger = Gateway::start_with(&other, &["--listen", &listen]);
    let once = first.once(shore);
    assert_eq!(once.status.failure, Some(Failure::WrongKey));
    let log = stranger.log();
    assert!(!log.contains("\"exchange\""), "{log}");
}
