//! Whom both sides believe: keys, vessels, batches. Clocks and dates are no part of it.

use sync::tls::{Doubt, Identity};
use sync::{Answered, Failure};
use wire::RefusalCode;

use crate::house::{House, is_equal};
use crate::rack::{Hand, NOW_MS, Rack};

const TEN_YEARS_MS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

fn refusal(failure: &Failure) -> RefusalCode {
    match failure {
        Failure::Refused(refusal) => refusal.code,
        other => panic!("{other:?} is no refusal"),
    }
}

#[test]
fn an_expired_certificate_is_told_and_blocks_nothing() {
    let expired = Identity::between(&[5; 32], (2020, 1, 1), (2021, 1, 1)).unwrap();
    let (asker, answerer) = (Rack::with(Hand::new(2), 2), Rack::with(Hand::new(1), 2));
    let mut house = House::of(asker, answerer, expired, NOW_MS);
    let exchanged = house.converge();
    assert!(is_equal(&exchanged));
    assert_eq!(exchanged.doubt, Some(Doubt::Expired));
}

#[test]
fn a_clock_ten_years_off_is_told_and_blocks_nothing() {
    for (wall_ms, doubt) in [
        (NOW_MS + TEN_YEARS_MS, Doubt::Expired),
        (NOW_MS - TEN_YEARS_MS, Doubt::NotYetValid),
    ] {
        let identity = Identity::between(&[5; 32], (2025, 1, 1), (2028, 1, 1)).unwrap();
        let (asker, answerer) = (Rack::with(Hand::new(2), 2), Rack::with(Hand::new(1), 2));
        let mut house = House::of(asker, answerer, identity, wall_ms);
        let exchanged = house.converge();
        assert!(is_equal(&exchanged));
        assert_eq!(exchanged.doubt, Some(doubt));
        // The other side has measured it.
        assert_eq!(house.desk.heard.lock().unwrap().last().unwrap().wall_at, wall_ms);
    }
}

#[test]
fn another_vessel_is_refused_and_nothing_is_stored() {
    let mut asker = Rack::with(Hand::new(2), 2);
    asker.vessel = journal::RowId::new(Hand::new(9).device, 1, 0).unwrap();
    let mut house = House::of(
        asker,
        Rack::with(Hand::new(1), 0),
        Identity::of(&[5; 32]).unwrap(),
        NOW_MS,
    );
    assert_eq!(refusal(&house.failure()), RefusalCode::WrongVessel);
    let forced = house.exchange(Some(journal::Frontier::new()));
    assert_eq!(refusal(&forced.outcome.result.unwrap_err()), RefusalCode::WrongVessel);
    assert_eq!(house.answerer.offered(), 0);
    let refused = house.desk.refused.lock().unwrap();
    assert_eq!(
        refused.iter().map(|refusal| refusal.code).collect::<Vec<_>>(),
        [RefusalCode::WrongVessel; 2]
    );
}

#[test]
fn a_device_that_nobody_confirmed_is_refused() {
    let mut house = House::of(
        Rack::with(Hand::new(77), 1),
        Rack::with(Hand::new(1), 0),
        Identity::of(&[5; 32]).unwrap(),
        NOW_MS,
    );
    assert_eq!(refusal(&house.failure()), RefusalCode::UnknownDevice);
    assert_eq!(house.answerer.offered(), 0);
}

#[test]
fn a_device_with_another_key_than_its_own_is_refused() {
    let forged = Hand {
        device: Hand::new(2).device,
        key: Hand::new(3).key,
    };
    let mut house = House::of(
        Rack::with(forged, 1),
        Rack::with(Hand::new(1), 0),
        Identity::of(&[5; 32]).unwrap(),
        NOW_MS,
    );
    assert_eq!(refusal(&house.failure()), RefusalCode::BadSignature);
    assert_eq!(house.answerer.offered(), 0);
}

#[test]
fn an_altered_batch_is_refused_and_the_others_go_through() {
    let asker = Rack::with(Hand::new(2), 2);
    let mut carried = Hand::new(3).batches(crate::rack::vessel(), 1);
    let last = carried[0].body.len() - 1;
    carried[0].body[last] ^= 1;
    asker.put(carried);
    asker.put(Hand::new(4).batches(crate::rack::vessel(), 1));
    let mut house = House::of(
        asker,
        Rack::with(Hand::new(1), 1),
        Identity::of(&[5; 32]).unwrap(),
        NOW_MS,
    );
    let exchanged = house.converge();
    let Ok(Answered::Exchanged {
        refused: Some(Failure::BatchesRefused { batches: 1, message }),
        is_equal: false,
        ..
    }) = &exchanged.outcome.result
    else {
        panic!("{:?}", exchanged.outcome.result);
    };
    assert!(!message.is_empty());
    for (device, seq) in [(2, 6), (3, 0), (4, 3)] {
        assert_eq!(house.answerer.seq(Hand::new(device).device), seq, "device {device}");
    }
    assert_eq!(house.asker.seq(Hand::new(1).device), 3, "the answer came as well");
}

#[test]
fn a_request_meant_for_another_device_is_refused() {
    let mut house = House::with(1, 0);
    house.memory.device = Some(Hand::new(8).device);
    let failure = house
        .exchange(Some(journal::Frontier::new()))
        .outcome
        .result
        .unwrap_err();
    assert_eq!(refusal(&failure), RefusalCode::NotEnrolled);
    assert_eq!(house.answerer.offered(), 0);
}
