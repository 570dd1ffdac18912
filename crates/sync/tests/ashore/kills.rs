//! Kills of the gateway and restarts of its database while workstations go on working.

use std::time::Duration;

use testkit::link::{Cut, Direction, Link, Weather};
use testkit::{Gateway, Postgres};

use crate::machine::wait_until;
use crate::shore::{connected, titles_ashore, up_to_date};

/// Rounds of kills; `CELESTE_KILLS` asks for more.
fn kills() -> u64 {
    let asked = std::env::var("CELESTE_KILLS").ok();
    asked.map_or(6, |count| count.parse().expect("CELESTE_KILLS is a number"))
}

#[test]
fn a_workstation_that_works_on_while_its_gateway_is_killed_loses_and_doubles_nothing() {
    let mut postgres = Postgres::start();
    let mut gateway = Gateway::start(&postgres);
    let (first, person, shore) = connected(&gateway, 5);
    let runner = first.run();
    wait_until("the first exchange goes through", || {
        titles_ashore(&postgres).len() == 5
    });
    for round in 0..kills() {
        for n in 0..15 {
            first.report(person, &format!("Round {round:02} fault {n:02}"));
            runner.sync_now(None);
            std::thread::sleep(Duration::from_millis(7 * (round % 3)));
        }
        gateway.kill();
        first.report(person, &format!("Round {round:02} while nobody answered"));
        if round % 3 == 2 {
            postgres.kill();
            postgres.restart();
        }
        gateway.restart();
        runner.sync_now(None);
    }
    runner.stop();
    up_to_date(&first, shore);
    let ashore = titles_ashore(&postgres);
    assert_eq!(ashore.len() as u64, 5 + 16 * kills());
    assert_eq!(ashore, first.faults());
}

#[test]
fn a_bad_line_to_the_shore_loses_nothing() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let (first, person, _) = connected(&gateway, 0);
    let link = Link::to(([127, 0, 0, 1], gateway.port()).into(), 7);
    let code = gateway.enrol_into("MY Test").parse().unwrap();
    let enrolled = first.enrol(&format!("https://{}", link.address()), code).unwrap();
    link.set_weather(Weather {
        one_way: Duration::from_millis(20),
        rate_bits: Some(2_000_000),
        lost_per_mille: 20,
    });
    for number in 0..16_u64 {
        for n in 0..5 {
            first.report(person, &format!("Fault {number:02}.{n}"));
        }
        let direction = if number % 2 == 0 {
            Direction::Up
        } else {
            Direction::Down
        };
        link.cut_after(direction, 400 + 131 * number, Cut::Told);
        first.once(enrolled.peer);
    }
    link.mend();
    up_to_date(&first, enrolled.peer);
    assert_eq!(titles_ashore(&postgres), first.faults());
    assert_eq!(first.faults().len(), 80);
}
