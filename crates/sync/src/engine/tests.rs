//! What the engine does, event by event, and that it never stands still.

mod comparing;
mod files;

use journal::{DeviceNumber, Frontier, Stamp};
use proptest::prelude::*;
use wire::{Refusal, RefusalCode};

use super::*;
use crate::outcome::Counts;
use crate::policy::{LinkKind, SILENCE_MS_MAX, SLEEP_MS_MAX};

const MINUTE_MS: u64 = 60_000;
const HOUR_MS: u64 = 60 * MINUTE_MS;

fn frontier(seq: u64) -> Frontier {
    let device = DeviceNumber::new(7).unwrap();
    [Stamp { device, seq }]
        .into_iter()
        .filter(|stamp| stamp.seq > 0)
        .collect()
}

fn outcome(entries: u64, result: Result<Answered, Failure>) -> Outcome {
    let counts = Counts {
        bytes: 500,
        batches: entries.min(1),
        entries,
    };
    Outcome {
        sent: counts,
        received: Counts::default(),
        result,
        files: None,
    }
}

fn exchanged(own: u64, peer: u64, comparison: Comparison, refused: Option<Failure>) -> Outcome {
    outcome(
        0,
        Ok(Answered::Exchanged {
            own: frontier(own),
            peer: frontier(peer),
            is_equal: own == peer,
            comparison,
            refused,
        }),
    )
}

fn refused_batch() -> Failure {
    Failure::BatchesRefused {
        batches: 1,
        message: "poison".to_owned(),
    }
}

/// An engine and the clock that drives it.
struct Link {
    engine: Engine,
    now_ms: u64,
    wake_at_ms: u64,
}

impl Link {
    fn new(policy: Policy, own: u64, heard: Option<u64>) -> Self {
        let heard = heard.map(frontier);
        Self {
            engine: Engine::new(policy, frontier(own), heard, 0),
            now_ms: 0,
            wake_at_ms: 0,
        }
    }

    /// Up to date at the shore.
    fn at_rest() -> Self {
        let mut link = Self::new(Policy::default(), 3, Some(3));
        let number = link.begun().number;
        link.end(number, exchanged(3, 3, Comparison::Same, None));
        assert_eq!(link.state(), LinkState::UpToDate);
        link
    }

    /// The largest random number there is: every back-off is drawn in full.
    fn hear(&mut self, input: Input) -> Option<Action> {
        let most = [2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000];
        let failures = usize::try_from(self.engine.failures).unwrap().min(most.len() - 1);
        let step = self.engine.handle(input, self.now_ms, most[failures]);
        self.wake_at_ms = step.wake_at_ms;
        step.action
    }

    /// Lets time pass, with a tick whenever one was asked for, until something is to be done.
    fn wait(&mut self) -> Option<Action> {
        for _ in 0..100 {
            self.now_ms = self.wake_at_ms;
            if let Some(action) = self.hear(Input::Tick) {
                return Some(action);
            }
        }
        None
    }

    /// The exchange that begins at once.
    fn begun(&mut self) -> Begin {
        match self.hear(Input::Tick) {
            Some(Action::Begin(begin)) => begin,
            other => panic!("{other:?} at {}", self.now_ms),
        }
    }

    /// The exchange that begins next, whatever is probed until then.
    fn next(&mut self) -> Begin {
        loop {
            match self.wait() {
                Some(Action::Begin(begin)) => return begin,
                Some(Action::Probe) => {
                    self.hear(Input::Probed { is_reachable: true });
                }
                other => panic!("{other:?} at {}", self.now_ms),
            }
        }
    }

    fn end(&mut self, number: u64, outcome: Outcome) -> Option<Action> {
        self.hear(Input::Ended { number, outcome })
    }

    fn state(&self) -> LinkState {
        self.engine.status(self.now_ms).state
    }

    fn code(&self) -> Option<&'static str> {
        self.engine.status(self.now_ms).words().map(|words| words.code)
    }
}

#[test]
fn a_first_contact_asks_and_then_sends_and_rests_until_the_next_heartbeat() {
    let mut link = Link::new(Policy::default(), 3, None);
    let asked = link.begun();
    assert_eq!((asked.beyond, link.engine.waiting()), (None, 3));
    assert_eq!(link.state(), LinkState::Connecting);
    link.hear(Input::Moved { number: asked.number });
    assert_eq!(link.state(), LinkState::Exchanging);
    let peer = Answered::Asked { peer: frontier(1) };
    let Some(Action::Begin(full)) = link.end(asked.number, outcome(0, Ok(peer))) else {
        panic!("it goes on at once");
    };
    assert_eq!((full.beyond, link.engine.waiting()), (Some(frontier(1)), 2));
    link.end(full.number, exchanged(3, 3, Comparison::Same, None));
    assert_eq!((link.state(), link.engine.waiting()), (LinkState::UpToDate, 0));
    assert_eq!(link.wake_at_ms, 5 * MINUTE_MS);
    assert_eq!(link.next().beyond, Some(frontier(3)));
}

#[test]
fn an_act_is_on_its_way_within_seconds_and_later_where_bytes_are_paid_for() {
    for (is_metered, delay_ms) in [(false, 1_000), (true, 30_000)] {
        let mut link = Link::at_rest();
        link.hear(Input::Policy(Policy {
            is_metered,
            ..Policy::default()
        }));
        link.now_ms += 10_000;
        link.hear(Input::Held(frontier(4)));
        assert_eq!((link.state(), link.engine.waiting()), (LinkState::Waiting, 1));
        // A second act shortly after does not put it off.
        link.now_ms += 500;
        link.hear(Input::Held(frontier(5)));
        link.next();
        assert_eq!(link.now_ms, 10_000 + delay_ms, "{is_metered}");
    }
}

#[test]
fn a_link_that_is_down_is_tried_every_four_seconds_and_used_at_once_when_it_is_back() {
    let mut link = Link::at_rest();
    link.hear(Input::Held(frontier(4)));
    let begun = link.next();
    let fell_ms = link.now_ms;
    link.end(begun.number, Outcome::failed(Failure::Unreachable));
    assert_eq!((link.state(), link.code()), (LinkState::Offline, Some("unreachable")));
    for probe in 1..=100 {
        assert_eq!(link.wait(), Some(Action::Probe));
        assert_eq!(link.now_ms, fell_ms + probe * 4_000);
        link.hear(Input::Probed { is_reachable: false });
    }
    // Hours later, without any new act, the first byte goes out with the next probe.
    assert_eq!(link.wait(), Some(Action::Probe));
    let Some(Action::Begin(begun)) = link.hear(Input::Probed { is_reachable: true }) else {
        panic!("it begins at once");
    };
    // Nothing can have arrived at a peer that was not reached, so what it holds is still known.
    assert_eq!(begun.beyond, Some(frontier(3)));
}

#[test]
fn a_probe_that_runs_into_its_limit_is_followed_at_once() {
    let mut link = Link::at_rest();
    link.hear(Input::LinkDown);
    assert_eq!(link.wait(), Some(Action::Probe));
    link.now_ms += 4_000;
    assert_eq!(link.hear(Input::Probed { is_reachable: false }), Some(Action::Probe));
}

#[test]
fn a_probe_that_never_comes_back_is_followed_by_another() {
    let mut link = Link::at_rest();
    link.hear(Input::LinkDown);
    assert_eq!(link.wait(), Some(Action::Probe));
    assert_eq!(link.wait(), Some(Action::Probe));
    assert_eq!(link.state(), LinkState::Offline);
    assert!(matches!(link.hear(Input::LinkUp), Some(Action::Begin(_))));
}

#[test]
fn after_a_cut_the_next_exchange_asks_first_and_comes_sooner_than_the_one_after() {
    let mut link = Link::at_rest();
    link.hear(Input::SyncNow);
    let mut waits = Vec::new();
    let mut number = link.engine.number;
    for _ in 0..10 {
        let cut_ms = link.now_ms;
        link.end(number, outcome(0, Err(Failure::Cut)));
        assert_eq!((link.state(), link.code()), (LinkState::HeldBack, Some("cut")));
        let begun = link.next();
        assert_eq!(begun.beyond, None);
        number = begun.number;
        waits.push((link.now_ms - cut_ms) / 1_000);
    }
    assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    // A new act, a link that comes up and a person's wish each begin anew.
    for input in [Input::Held(frontier(9)), Input::LinkUp, Input::SyncNow] {
        let mut link = link_that_failed(&link);
        link.hear(input);
        assert!(link.engine.failures == 0 && link.engine.due_at_ms <= link.now_ms + 1_000);
    }
}

fn link_that_failed(link: &Link) -> Link {
    let mut failed = Link {
        engine: link.engine.clone(),
        ..*link
    };
    failed.end(failed.engine.number, outcome(0, Err(Failure::Cut)));
    failed
}

#[test]
fn a_line_that_breaks_under_every_request_is_given_smaller_ones_down_to_one_batch() {
    let mut link = Link::at_rest();
    link.hear(Input::SyncNow);
    let mut sizes = Vec::new();
    for _ in 0..12 {
        link.end(link.engine.number, outcome(0, Err(Failure::Cut)));
        sizes.push(link.next().request_bytes_max);
    }
    assert_eq!((sizes[0], sizes[11]), (8 * 1024 * 1024, 32 * 1024));
    assert!(sizes.windows(2).all(|pair| pair[1] <= pair[0]));
}

#[test]
fn a_busy_peer_is_left_alone_as_long_as_it_asks_for_but_not_for_hours() {
    for (asked_ms, waited_ms) in [
        (None, 1_000),
        (Some(90_000), 90_000),
        (Some(9 * HOUR_MS), 15 * MINUTE_MS),
    ] {
        let mut link = Link::at_rest();
        link.hear(Input::SyncNow);
        let busy = Failure::Busy {
            retry_after_ms: asked_ms,
        };
        link.end(link.engine.number, outcome(0, Err(busy)));
        link.hear(Input::Held(frontier(4)));
        link.next();
        assert_eq!(link.now_ms, waited_ms, "{asked_ms:?}");
    }
}

#[test]
fn over_the_days_budget_only_a_person_is_served_until_the_day_ends() {
    let mut link = Link::at_rest();
    link.hear(Input::Policy(Policy {
        daily_bytes_max: Some(10_000),
        ..Policy::default()
    }));
    link.hear(Input::Spent {
        today_bytes: 10_000,
        day_ends_in_ms: 4 * HOUR_MS,
    });
    link.hear(Input::Held(frontier(4)));
    assert_eq!((link.state(), link.code()), (LinkState::HeldBack, Some("over_budget")));
    let Some(Action::Begin(forced)) = link.hear(Input::SyncNow) else {
        panic!("a person is served");
    };
    assert_eq!(forced.bytes_max, None);
    link.end(forced.number, exchanged(4, 4, Comparison::Same, None));
    link.hear(Input::Held(frontier(5)));
    let begun = link.next();
    assert_eq!((link.now_ms, begun.bytes_max), (4 * HOUR_MS, Some(10_000)));
}

#[test]
fn a_paused_link_begins_nothing_until_it_is_resumed() {
    let mut link = Link::at_rest();
    link.hear(Input::Pause);
    link.hear(Input::Held(frontier(4)));
    assert_eq!(link.wait(), None);
    assert_eq!(
        (link.state(), link.code(), link.engine.waiting()),
        (LinkState::Paused, Some("paused"), 1)
    );
    assert!(matches!(link.hear(Input::Resume), Some(Action::Begin(_))));
}

#[test]
fn who_asks_while_an_exchange_is_under_way_gets_another_at_once() {
    let mut link = Link::at_rest();
    link.hear(Input::SyncNow);
    let first = link.engine.number;
    assert_eq!(link.hear(Input::SyncNow), None);
    let Some(Action::Begin(second)) = link.end(first, exchanged(3, 3, Comparison::Same, None)) else {
        panic!("what was asked for in the meantime begins");
    };
    assert!(second.number > first && second.bytes_max.is_none());
    assert_eq!(link.end(second.number, exchanged(3, 3, Comparison::Same, None)), None);
    assert_eq!(link.state(), LinkState::UpToDate);
}

#[test]
fn an_exchange_in_which_nothing_moves_is_dropped_and_its_late_end_ignored() {
    let mut link = Link::at_rest();
    link.hear(Input::SyncNow);
    let number = link.engine.number;
    link.now_ms = 60_000;
    link.hear(Input::Moved { number });
    assert_eq!(link.wait(), Some(Action::Abandon { number }));
    assert_eq!(link.now_ms, 60_000 + SILENCE_MS_MAX);
    assert_eq!(link.code(), Some("stalled"));
    link.end(number, exchanged(3, 3, Comparison::Same, None));
    assert_eq!(link.code(), Some("stalled"));
}

#[test]
fn a_batch_that_is_not_taken_is_said_and_tried_ever_less_often() {
    let mut link = Link::at_rest();
    link.hear(Input::Held(frontier(4)));
    let mut number = link.next().number;
    let mut waits = Vec::new();
    for _ in 0..4 {
        let from_ms = link.now_ms;
        link.end(number, exchanged(4, 3, Comparison::None, Some(refused_batch())));
        assert_eq!(
            (link.state(), link.code(), link.engine.waiting()),
            (LinkState::HeldBack, Some("batches_refused"), 1)
        );
        number = link.next().number;
        waits.push((link.now_ms - from_ms) / 1_000);
    }
    assert_eq!(waits, [2, 4, 8, 16]);
}

#[test]
fn what_stays_on_the_way_after_progress_follows_at_once() {
    let mut link = Link::at_rest();
    link.hear(Input::Held(frontier(9)));
    let number = link.next().number;
    let mut half = exchanged(9, 6, Comparison::None, None);
    half.sent.entries = 3;
    let Some(Action::Begin(next)) = link.end(number, half) else {
        panic!("it goes on at once");
    };
    assert_eq!((next.beyond, link.engine.waiting()), (Some(frontier(6)), 3));
}

#[test]
fn every_failure_has_a_sentence_and_a_next_step() {
    let refusals = RefusalCode::ALL
        .iter()
        .map(|code| Failure::Refused(Refusal::new(*code, "because")));
    let failures = [
        Failure::Unreachable,
        Failure::Cut,
        Failure::Stalled,
        Failure::WrongKey,
        Failure::Stranger,
        Failure::Garbled("x".to_owned()),
        Failure::Busy { retry_after_ms: None },
        Failure::TooLarge,
        Failure::Faulty { status: 500 },
        Failure::Here("The disk is full.".to_owned()),
        Failure::BudgetReached,
        refused_batch(),
        Failure::Differs { columns: vec![(3, 1)] },
    ];
    for failure in failures.into_iter().chain(refusals) {
        let words = crate::words::of(&failure);
        assert!(
            words.sentence.len() > 10 && words.next_step.ends_with('.'),
            "{failure:?}: {words:?}"
        );
        assert!(
            words
                .code
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter == '_'),
            "{words:?}"
        );
    }
}

fn inputs() -> impl Strategy<Value = Input> {
    let failures = prop_oneof![
        Just(Failure::Unreachable),
        Just(Failure::Cut),
        Just(Failure::TooLarge),
        Just(Failure::Stranger),
        any::<u32>().prop_map(|ms| Failure::Busy {
            retry_after_ms: Some(ms.into()),
        }),
        Just(Failure::Here("The disk is full.".to_owned())),
        Just(Failure::BudgetReached),
    ];
    let comparison = prop_oneof![
        Just(Comparison::None),
        Just(Comparison::Same),
        Just(Comparison::Differs { columns: vec![] }),
        Just(Comparison::Differs { columns: vec![(1, 1)] }),
    ];
    let exchange = (0_u64..4, 0_u64..4, comparison, any::<bool>())
        .prop_map(|(own, peer, comparison, refuses)| exchanged(own, peer, comparison, refuses.then(refused_batch)));
    let ended = prop_oneof![
        failures.prop_map(|failure| outcome(0, Err(failure))),
        exchange,
        (0_u64..4).prop_map(|peer| outcome(0, Ok(Answered::Asked { peer: frontier(peer) }))),
    ];
    prop_oneof![
        4 => Just(Input::Tick),
        1 => Just(Input::LinkUp),
        1 => Just(Input::LinkDown),
        2 => any::<bool>().prop_map(|is_reachable| Input::Probed { is_reachable }),
        2 => (0_u64..9).prop_map(|seq| Input::Held(frontier(seq))),
        1 => Just(Input::SyncNow),
        1 => Just(Input::Pause),
        1 => Just(Input::Resume),
        1 => (any::<bool>(), proptest::option::of(0_u64..9_000)).prop_map(|(is_metered, daily_bytes_max)| {
            Input::Policy(Policy { kind: LinkKind::Shore, is_metered, daily_bytes_max })
        }),
        1 => (0_u64..9_000, 0_u64..86_400_000).prop_map(|(today_bytes, day_ends_in_ms)| Input::Spent {
            today_bytes,
            day_ends_in_ms,
        }),
        2 => (0_u64..20).prop_map(|number| Input::Moved { number }),
        6 => (0_u64..20, ended).prop_map(|(number, outcome)| Input::Ended { number, outcome }),
    ]
}

proptest! {
    #[test]
    fn from_any_state_a_tick_leads_to_an_action_or_a_timer(
        inputs in proptest::collection::vec((inputs(), 0_u64..400_000, any::<u64>()), 0..60),
    ) {
        let mut engine = Engine::new(Policy::default(), frontier(2), None, 0);
        let mut now_ms = 0;
        for (input, passes_ms, random) in inputs {
            now_ms += passes_ms;
            // The number of the exchange under way is hit often enough.
            let input = match input {
                Input::Ended { number, outcome } if number < 15 => Input::Ended { number: engine.number, outcome },
                other => other,
            };
            let step = engine.handle(input, now_ms, random);
            prop_assert!(step.wake_at_ms > now_ms && step.wake_at_ms <= now_ms + SLEEP_MS_MAX);
        }
        // Nothing comes any more but time: within a day (the budget's) something is done.
        engine.handle(Input::Resume, now_ms, 1);
        let deadline_ms = now_ms + 25 * HOUR_MS;
        let mut wake_at_ms = now_ms;
        let mut has_acted = matches!(engine.phase, Phase::Exchanging { .. });
        while !has_acted && wake_at_ms < deadline_ms {
            let step = engine.handle(Input::Tick, wake_at_ms, 1);
            prop_assert!(step.wake_at_ms > wake_at_ms);
            (has_acted, wake_at_ms) = (step.action.is_some(), step.wake_at_ms);
        }
        // A budget of nothing lets nothing out, for ever; it is shown as such.
        let is_shut = engine.status(wake_at_ms).is_over_budget;
        prop_assert!(has_acted || is_shut, "{:?}", engine.status(wake_at_ms));
    }
}
