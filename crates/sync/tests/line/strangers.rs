//! Somebody else answers, or the other side is in need: told apart by what comes, in one sentence.

use sync::Failure;
use sync::words;
use testkit::link::{Manners, Stranger};

use crate::house::{House, clock, is_equal};
use crate::rack::NOW_MS;
use sync::tls::Identity;

fn met(stranger: impl FnOnce(&House) -> Stranger) -> Failure {
    let mut house = House::with(1, 0);
    let stranger = stranger(&house);
    house.link.set_manners(Manners::Stranger(stranger));
    let failure = house.failure();
    house.link.set_manners(Manners::Through);
    assert!(
        is_equal(&house.converge()),
        "it goes on as soon as the stranger is gone"
    );
    failure
}

/// The words of whoever holds the right key.
fn inside(stranger: Stranger) -> Failure {
    met(|house| stranger.over_tls(house.identity.server(clock(NOW_MS)).unwrap()))
}

#[test]
fn a_sign_in_page_is_told_in_one_sentence_with_a_next_step() {
    for failure in [
        met(|_| Stranger::login_page()),
        met(|_| Stranger::redirect()),
        inside(Stranger::login_page()),
        inside(Stranger::redirect()),
        inside(Stranger::status("404 Not Found")),
        inside(Stranger::status("511 Network Authentication Required")),
    ] {
        assert_eq!(failure, Failure::Stranger);
        let words = words::of(&failure);
        assert!(words.next_step.contains("sign in to the network"), "{words:?}");
    }
}

#[test]
fn a_sign_in_page_with_its_own_certificate_has_the_wrong_key() {
    let other = Identity::of(&[6; 32]).unwrap();
    let failure = met(|_| Stranger::login_page().over_tls(other.server(clock(NOW_MS)).unwrap()));
    assert_eq!(failure, Failure::WrongKey);
}

#[test]
fn a_page_under_the_right_type_is_no_answer_all_the_same() {
    let typed = format!("Content-Type: {}\r\n", wire::FRAMES_TYPE);
    let failure = inside(Stranger::answering("200 OK", &typed, "<!DOCTYPE html><html></html>"));
    assert!(matches!(failure, Failure::Garbled(_)), "{failure:?}");
}

#[test]
fn each_status_has_its_failure() {
    for (status, failure) in [
        ("413 Payload Too Large", Failure::TooLarge),
        ("429 Too Many Requests", Failure::Busy { retry_after_ms: None }),
        ("503 Service Unavailable", Failure::Busy { retry_after_ms: None }),
        ("500 Internal Server Error", Failure::Faulty { status: 500 }),
        ("502 Bad Gateway", Failure::Faulty { status: 502 }),
    ] {
        assert_eq!(inside(Stranger::status(status)), failure, "{status}");
    }
}

#[test]
fn a_side_that_is_busy_says_when_to_come_back() {
    let busy = Stranger::answering("503 Service Unavailable", "Retry-After: 7\r\n", "");
    let retry_after_ms = Some(7_000);
    assert_eq!(inside(busy), Failure::Busy { retry_after_ms });
}
