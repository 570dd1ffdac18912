//! A vessel and its shore compare what their tables show; what no entry made is found and rebuilt.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use api::Program;
use api::demo_vessel::DemoArgs;
use domain::schema::Row;
use domain::tables::Fault;
use journal::{ColumnSum, Digest};
use testkit::{FakeOutside, Gateway, Postgres, TemporaryPlace};

use crate::machine::{Machine, NOON};
use crate::shore::{connect_shore, connected, titles_ashore, up_to_date};

/// The columns ashore that sum up to something.
fn sums_ashore(postgres: &Postgres) -> Vec<ColumnSum> {
    let sql = "SELECT table_number || ' ' || column_number || ' ' || encode(sum, 'hex') FROM shore_digests \
               ORDER BY table_number, column_number";
    let text = postgres.psql(&postgres.superuser_url(), sql).unwrap();
    let sums = text.lines().map(|line| {
        let mut words = line.split(' ');
        let mut number = || words.next().unwrap().parse().unwrap();
        let (table, column) = (number(), number());
        let hash: journal::Hash = words.next().unwrap().parse().unwrap();
        ColumnSum {
            table,
            column,
            sum: Digest::from_bytes(*hash.as_bytes()),
        }
    });
    sums.filter(|column| column.sum != Digest::ZERO).collect()
}

#[test]
fn after_an_exchange_the_sums_aboard_and_ashore_are_the_same() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let (first, person, shore) = connected(&gateway, 20);
    up_to_date(&first, shore);
    assert!(first.sums().len() > 30, "{}", first.sums().len());
    assert_eq!(first.sums(), sums_ashore(&postgres));
    first.report(person, "One more");
    assert_ne!(first.sums(), sums_ashore(&postgres));
    up_to_date(&first, shore);
    assert_eq!(first.sums(), sums_ashore(&postgres));
}

#[test]
fn a_row_changed_aboard_behind_the_gate_is_named_and_rebuilt_and_unsent_acts_are_kept() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let (first, person, shore) = connected(&gateway, 3);
    let row = first.report(person, "Leak at the seal");
    up_to_date(&first, shore);
    let table = Fault::TABLE.number;
    // Once found by the weekly check, once by the shore, because the sums are wrong as well.
    for by_shore in [false, true] {
        assert_eq!(
            first.behind_the_gate("UPDATE pms_faults SET title = 'Nothing' WHERE title = 'Leak at the seal'"),
            1
        );
        if by_shore {
            first.behind_the_gate(&format!("DELETE FROM digests WHERE table_number = {table}"));
            // Nobody looks at the rows before the exchange, and an act is still to be sent.
            first.report(person, "Not sent yet");
        } else {
            first
                .writer
                .check_sums(NOON, &Arc::new(AtomicBool::new(false)))
                .unwrap();
        }
        up_to_date(&first, shore);
        assert_eq!(
            first.mended(),
            vec![format!("pms_faults {row}, title"); 1 + usize::from(by_shore)]
        );
        assert_eq!(first.sums(), sums_ashore(&postgres));
    }
    assert!(first.faults().contains(&"Not sent yet".to_owned()));
    assert_eq!(titles_ashore(&postgres), first.faults());
}

#[test]
fn a_row_changed_ashore_is_rebuilt_from_the_entries_and_said_in_the_log() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let (first, person, shore) = connected(&gateway, 3);
    let row = first.report(person, "Leak at the seal");
    up_to_date(&first, shore);
    let sql = "UPDATE pms_faults SET title = 'Nothing' WHERE title = 'Leak at the seal'; \
               UPDATE shore_digests SET sum = sha256('x') WHERE table_number = 10 AND column_number = 2";
    assert_eq!((Fault::TABLE.number, Fault::title.number), (10, 2));
    postgres.psql(&postgres.superuser_url(), sql).unwrap();
    assert_ne!(titles_ashore(&postgres), first.faults());
    up_to_date(&first, shore);
    assert_eq!(titles_ashore(&postgres), first.faults());
    assert_eq!(first.sums(), sums_ashore(&postgres));
    assert_eq!(first.mended(), [""; 0]);
    let log = gateway.log_with("a row differed from the entries", 1);
    let said = log
        .lines()
        .find(|line| line.contains("a row differed from the entries"));
    let said = said.unwrap_or_else(|| panic!("{log}"));
    assert!(
        said.contains(&row.to_string()) && said.contains("\"table\":10"),
        "{said}"
    );
}

#[test]
fn a_sum_that_is_missing_ashore_is_found_too() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let (first, _, shore) = connected(&gateway, 3);
    up_to_date(&first, shore);
    let sql = "DELETE FROM shore_digests WHERE table_number = 10";
    postgres.psql(&postgres.superuser_url(), sql).unwrap();
    up_to_date(&first, shore);
    assert_eq!(first.sums(), sums_ashore(&postgres));
}

#[test]
fn the_demo_vessel_and_its_shore_show_the_same_after_the_first_exchange() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let place = TemporaryPlace::new();
    let outside = Arc::new(FakeOutside::at(NOON, 1));
    let args = DemoArgs {
        seed: 1,
        rows: None,
        with_manuals: false,
    };
    Program::init_demo(place.place(), args, outside, &mut |_| {}).unwrap();
    let vessel = Machine::called(place.folder(), api::outside::machine_name(), 1, 0);
    let code = gateway.enrol_new_vessel().parse().unwrap();
    let enrolled = vessel.enrol(&gateway.url(), code).unwrap();
    connect_shore(&vessel, vessel.person(), &enrolled);
    up_to_date(&vessel, enrolled.peer);
    assert!(vessel.sums().len() > 80, "{}", vessel.sums().len());
    assert_eq!(vessel.sums(), sums_ashore(&postgres));
}
