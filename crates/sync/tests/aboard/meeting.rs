//! Workstations that meet: they converge, whatever the line does.

use std::time::Duration;

use sync::{Failure, LinkState};
use testkit::Stopwatch;
use testkit::link::{Cut, Direction, Link, Manners, Stranger, Weather};

use crate::machine::{Machine, NOON, PATIENCE, wait_until};

const TEN_YEARS_MS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

#[test]
fn three_replicas_converge_through_the_meeting_point() {
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let others: Vec<Machine> = (2..4).map(Machine::new).collect();
    let mut runners = Vec::new();
    for other in &others {
        other
            .enrol(&address.to_string(), first.invite(person, "Bridge"))
            .unwrap();
        runners.push(other.run());
    }
    wait_until("both are filled", || {
        runners.iter().for_each(|runner| runner.sync_now(None));
        std::thread::sleep(Duration::from_millis(200));
        others.iter().all(|other| other.frontier() == first.frontier())
    });
    for (machine, title) in [
        (&first, "From the first"),
        (&others[0], "From the second"),
        (&others[1], "From the third"),
    ] {
        machine.report(person, title);
    }
    wait_until("all hold everything", || {
        runners.iter().for_each(|runner| runner.sync_now(None));
        std::thread::sleep(Duration::from_millis(200));
        others.iter().all(|other| other.frontier() == first.frontier())
    });
    let all = ["From the first", "From the second", "From the third"];
    assert_eq!(first.faults(), all);
    assert!(others.iter().all(|other| other.faults() == all));
    wait_until("both say so", || {
        runners
            .iter()
            .all(|runner| runner.now().links[0].status.state == LinkState::UpToDate)
    });
}

#[test]
fn a_restored_link_carries_its_first_byte_within_five_seconds_without_a_new_act() {
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let link = Link::to(address, 1);
    let second = Machine::new(2);
    second
        .enrol(&link.address().to_string(), first.invite(person, "Bridge"))
        .unwrap();
    let runner = second.run();
    let state = || runner.now().links.first().map(|link| link.status.state);
    wait_until("it is up to date", || state() == Some(LinkState::UpToDate));
    link.set_up(false);
    second.report(person, "Written while the link was down");
    wait_until("it is noticed", || state() == Some(LinkState::Offline));
    // Long enough for several attempts in vain.
    std::thread::sleep(Duration::from_secs(6));
    assert_eq!(state(), Some(LinkState::Offline));
    let before = link.tally().up_bytes;
    link.set_up(true);
    let stopwatch = Stopwatch::start();
    while link.tally().up_bytes == before {
        assert!(
            stopwatch.elapsed() < Duration::from_secs(5),
            "no byte within five seconds"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    wait_until("the act arrives", || {
        first.faults() == ["Written while the link was down"]
    });
}

#[test]
fn an_act_travels_by_itself_and_the_log_says_what_it_cost() {
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let second = Machine::new(2);
    let enrolled = second
        .enrol(&address.to_string(), first.invite(person, "Bridge"))
        .unwrap();
    let runner = second.run();
    wait_until("it is filled", || second.frontier() == first.frontier());
    second.report(person, "Bilge alarm");
    wait_until("the act arrives", || first.faults() == ["Bilge alarm"]);
    wait_until("it is known to be there", || {
        second.peers()[0].frontier == Some(second.frontier())
    });
    let peer = second.peers().remove(0);
    assert_eq!((peer.id, peer.failure), (enrolled.peer, None));
    assert!(peer.last_success_at.is_some());
    let reader = second.writer.readers().reader().unwrap();
    let (_, log) = reader.records().exchanges(Some(peer.id), 0, 100).unwrap();
    let carried = log
        .iter()
        .find(|logged| logged.exchange.bytes_up > 0 && logged.exchange.entries > 0);
    let carried = &carried.expect("the log names the exchange").exchange;
    assert_eq!((carried.round_trips, carried.outcome.as_str()), (1, "done"));
    let total: u64 = log
        .iter()
        .map(|logged| logged.exchange.bytes_up + logged.exchange.bytes_down)
        .sum();
    assert_eq!(runner.now().links[0].today_bytes, total);
    // The other side keeps its own book.
    let guest = first.peers().remove(0);
    assert_eq!(
        (guest.setting.device, guest.setting.address),
        (Some(second.device()), None)
    );
}

#[test]
fn a_sign_in_page_is_shown_and_forgotten_once_it_is_gone() {
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let link = Link::to(address, 1);
    let second = Machine::new(2);
    let enrolled = second
        .enrol(&link.address().to_string(), first.invite(person, "Bridge"))
        .unwrap();
    link.set_manners(Manners::Stranger(Stranger::login_page()));
    let once = second.once(enrolled.peer);
    assert_eq!(once.status.failure, Some(Failure::Stranger));
    let failure = second.peers().remove(0).failure.unwrap();
    assert_eq!(failure.code, "stranger");
    assert!(
        failure.sentence.contains("sign in to the network"),
        "{}",
        failure.sentence
    );
    link.set_manners(Manners::Through);
    assert_eq!(second.once(enrolled.peer).status.failure, None);
    assert_eq!(second.peers().remove(0).failure, None);
}

#[test]
fn twenty_cuts_lose_nothing_and_send_little_again() {
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let link = Link::to(address, 1);
    let second = Machine::new(2);
    let enrolled = second
        .enrol(&link.address().to_string(), first.invite(person, "Bridge"))
        .unwrap();
    second.once(enrolled.peer);
    for number in 0..20_u64 {
        second.report(person, &format!("Fault {number:02}"));
        let direction = if number % 2 == 0 {
            Direction::Up
        } else {
            Direction::Down
        };
        link.cut_after(direction, 300 + 97 * number, Cut::Told);
        second.once(enrolled.peer);
    }
    link.mend();
    assert_eq!(second.once(enrolled.peer).status.failure, None);
    assert_eq!(first.frontier(), second.frontier());
    let expected: Vec<String> = (0..20).map(|number| format!("Fault {number:02}")).collect();
    assert_eq!(first.faults(), expected);
}

#[test]
fn a_stop_takes_less_than_a_second_whatever_the_line_does() {
    let (first, person) = Machine::founder(1);
    let (meeting, address) = first.listen();
    let link = Link::to(address, 1);
    let second = Machine::new(2);
    second
        .enrol(&link.address().to_string(), first.invite(person, "Bridge"))
        .unwrap();
    link.set_weather(Weather {
        one_way: Duration::from_millis(300),
        rate_bits: Some(2_000),
        lost_per_mille: 0,
    });
    let runner = second.run();
    wait_until("an exchange is under way", || {
        let now = runner.now();
        now.links
            .first()
            .is_some_and(|link| matches!(link.status.state, LinkState::Connecting | LinkState::Exchanging))
    });
    let limit = sync::runner::STOP_LIMIT + Duration::from_millis(200);
    for runner in [runner, meeting] {
        let stopwatch = Stopwatch::start();
        runner.stop();
        assert!(stopwatch.elapsed() < limit, "{:?}", stopwatch.elapsed());
    }
    assert!(PATIENCE > limit);
}

#[test]
fn a_clock_ten_years_off_keeps_nothing_from_travelling() {
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let second = Machine::new(2);
    let enrolled = second
        .enrol(&address.to_string(), first.invite(person, "Bridge"))
        .unwrap();
    second.once(enrolled.peer);
    for off in [TEN_YEARS_MS, -TEN_YEARS_MS] {
        second.clock.set_wall_ms(NOON + off);
        second.report(person, &format!("{off} ms off"));
        assert_eq!(second.once(enrolled.peer).status.failure, None);
        assert_eq!(first.frontier(), second.frontier());
        let reader = first.writer.readers().reader().unwrap();
        let told = reader.records().exchanges(None, 0, 1).unwrap().1.remove(0).exchange;
        assert_eq!(told.code.as_deref(), Some("clocks_differ"));
        assert!(told.sentence.unwrap().contains("5256000 minutes apart"));
    }
    assert_eq!(first.faults().len(), 2);
}
