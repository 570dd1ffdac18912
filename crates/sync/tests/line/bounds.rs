//! What the meeting point bears: many callers, long messages, a stop in the middle.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use sync::Failure;
use sync::listener::{CONNECTIONS_MAX, STOP_LIMIT};
use testkit::Stopwatch;
use testkit::link::{Manners, Weather};

use crate::house::{House, is_equal};

#[test]
fn who_calls_too_often_is_told_to_wait() {
    let mut house = House::with(0, 0);
    let mut calls = 0;
    let failure = loop {
        calls += 1;
        if let Err(failure) = house.ask().outcome.result {
            break failure;
        }
        assert!(calls < 100, "nobody was told to wait");
    };
    assert_eq!(calls, 61);
    assert_eq!(
        failure,
        Failure::Busy {
            retry_after_ms: Some(1_000)
        }
    );
}

#[test]
fn connections_beyond_the_bound_are_closed_at_once_and_places_come_free_again() {
    let mut house = House::with(1, 0);
    let address = house.listener.as_ref().unwrap().address();
    let idle: Vec<TcpStream> = (0..CONNECTIONS_MAX)
        .map(|_| TcpStream::connect(address).unwrap())
        .collect();
    let mut beyond = TcpStream::connect(address).unwrap();
    beyond.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    assert_eq!(beyond.read(&mut [0]).unwrap_or(0), 0, "it is closed");
    assert_eq!(house.failure(), Failure::Cut);
    drop(idle);
    let stopwatch = Stopwatch::start();
    while !is_equal(&house.exchange(Some(journal::Frontier::new()))) {
        assert!(stopwatch.elapsed() < Duration::from_secs(5), "places come free");
    }
}

#[test]
fn who_speaks_no_tls_gets_no_answer() {
    let house = House::with(0, 0);
    let address = house.listener.as_ref().unwrap().address();
    let mut plain = TcpStream::connect(address).unwrap();
    plain.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    plain.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    plain.shutdown(Shutdown::Write).unwrap();
    let mut heard = Vec::new();
    // A reset is as good as an end.
    let _ = plain.read_to_end(&mut heard);
    assert!(!String::from_utf8_lossy(&heard).contains("HTTP"), "{heard:?}");
}

#[test]
fn a_stop_ends_within_its_limit_and_keeps_what_was_stored() {
    let mut house = House::with(3, 0);
    house.ask();
    house.link.set_weather(Weather {
        one_way: Duration::from_millis(10),
        rate_bits: Some(8_000),
        lost_per_mille: 0,
    });
    let listener = house.listener.take().unwrap();
    let stopping = house.runtime.spawn(async move {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let stopwatch = Stopwatch::start();
        listener.stop().await;
        stopwatch.elapsed()
    });
    let cut = house.exchange(Some(journal::Frontier::new()));
    assert!(cut.outcome.result.is_err(), "{cut:?}");
    let took = house.runtime.block_on(stopping).unwrap();
    assert!(took < STOP_LIMIT + Duration::from_millis(300), "{took:?}");
    house.link.set_manners(Manners::Through);
}

#[test]
fn an_enrolment_with_a_code_that_was_never_given_out_is_refused() {
    let house = House::with(0, 0);
    let hand = crate::rack::Hand::new(2);
    let mut request = wire::EnrolRequest {
        protocol: wire::PROTOCOL,
        secret: [1; 10],
        vessel: None,
        vessel_name: None,
        device: hand.device,
        public_key: [0; 32],
        letter: None,
        name: "Bridge".to_owned(),
        proof: [0; 64],
        secret_check: None,
    };
    let enrol = |request: &wire::EnrolRequest| match house.runtime.block_on(house.client.enrol(request)) {
        Err(Failure::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    };
    assert_eq!(enrol(&request), wire::RefusalCode::BadSignature, "it proves no key");
    request.sign(&hand.key);
    assert_eq!(enrol(&request), wire::RefusalCode::CodeUnknown);
}

#[test]
fn what_an_exchange_is_said_to_cost_is_what_the_line_carried() {
    let mut house = House::with(2, 2);
    let mut told = (0, 0);
    for number in 0..4 {
        // The first question opens the connection, and what follows at once uses it.
        let beyond = (number > 0).then(journal::Frontier::new);
        let exchanged = house.exchange(beyond);
        told.0 += exchanged.outcome.sent.bytes + exchanged.overhead.up_bytes;
        told.1 += exchanged.outcome.received.bytes + exchanged.overhead.down_bytes;
    }
    let carried = house.link.tally();
    // A busy machine may let the connection go between two exchanges, and the line carries one more
    // greeting than was told.
    for (told, carried) in [(told.0, carried.up_bytes), (told.1, carried.down_bytes)] {
        assert!(told.abs_diff(carried) * 3 < carried, "told {told}, carried {carried}");
    }
}
