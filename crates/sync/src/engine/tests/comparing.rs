//! What the engine does when both sides hold the same, and yet do not show it.

use super::*;

#[test]
fn tables_that_differ_are_looked_into_once_and_named_until_they_agree() {
    let mut link = Link::at_rest();
    link.hear(Input::SyncNow);
    let differs = |columns| Comparison::Differs { columns };
    let Some(Action::Begin(second)) = link.end(link.engine.number, exchanged(3, 3, differs(vec![]), None)) else {
        panic!("it looks at once");
    };
    assert!(second.wants_sums && link.state() != LinkState::UpToDate);
    link.end(second.number, exchanged(3, 3, differs(vec![(3, 1)]), None));
    assert_eq!((link.state(), link.code()), (LinkState::HeldBack, Some("differs")));
    // Not with every heartbeat, and still said.
    let third = link.next();
    assert!(!third.wants_sums);
    link.end(third.number, exchanged(3, 3, differs(vec![]), None));
    assert_eq!(link.code(), Some("differs"));
    let fourth = link.next();
    link.end(fourth.number, exchanged(3, 3, Comparison::Same, None));
    assert_eq!((link.state(), link.code()), (LinkState::UpToDate, None));
}

#[test]
fn tables_that_could_not_be_compared_are_not_said_to_be_up_to_date() {
    let mut link = Link::at_rest();
    link.hear(Input::SyncNow);
    link.end(link.engine.number, exchanged(3, 3, Comparison::None, None));
    assert_eq!((link.state(), link.engine.waiting()), (LinkState::Waiting, 0));
    let next = link.next();
    link.end(next.number, exchanged(3, 3, Comparison::Same, None));
    assert_eq!(link.state(), LinkState::UpToDate);
}

#[test]
fn histories_that_parted_are_looked_into_and_never_called_up_to_date() {
    let mut link = Link::at_rest();
    link.hear(Input::SyncNow);
    let parted = |refused| {
        let mut outcome = exchanged(3, 3, Comparison::Parted, refused);
        if let Ok(Answered::Exchanged { is_equal, .. }) = &mut outcome.result {
            *is_equal = false;
        }
        outcome
    };
    link.end(link.engine.number, parted(None));
    assert_eq!((link.state(), link.code()), (LinkState::Waiting, None));
    let second = link.next();
    assert!(second.wants_sums && link.now_ms <= 5_000, "{} ms", link.now_ms);
    link.end(second.number, parted(Some(refused_batch())));
    assert_eq!(
        (link.state(), link.code()),
        (LinkState::HeldBack, Some("batches_refused"))
    );
    let third = link.next();
    assert!(!third.wants_sums);
    link.end(third.number, exchanged(3, 3, Comparison::Same, None));
    assert_eq!((link.state(), link.code()), (LinkState::UpToDate, None));
}
