//! The engine of one link: decides when an exchange begins, and never does one itself.
//!
//! Inputs are events, outputs are at most one action and the moment at which the engine wants to be
//! asked again. That moment is part of every answer, so no state can wait for ever: whatever is lost
//! (an event, the end of an exchange, a probe's result), a tick at that moment goes on.
//!
//! Deliberately not here: clocks, randomness, sockets and the replica. Milliseconds are those of a
//! clock that only runs forward; a random number comes with each event.

mod event;
mod files;
mod status;
#[cfg(test)]
mod tests;

use journal::Frontier;

use crate::failure::Failure;
use crate::outcome::{Answered, Comparison, Outcome};
use crate::policy::{self, FilesWait, Policy};

pub use event::{Action, Begin, Input, Step};
use files::FilesOfLink;
pub use status::{FilesStatus, LinkState, Status};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Waits for `due_at_ms`.
    Resting,
    /// An exchange is under way; it is given up at that time unless bytes move.
    Exchanging { silent_until_ms: u64, has_moved: bool },
    /// The peer cannot be reached; a probe goes out, or comes back at the latest, at that time.
    Down { probe_at_ms: u64, is_probing: bool },
}

#[derive(Clone, Copy, Debug, Default)]
struct Budget {
    used_bytes: u64,
    ends_at_ms: Option<u64>,
}

/// The engine of one link.
#[derive(Clone, Debug)]
pub struct Engine {
    policy: Policy,
    phase: Phase,
    is_paused: bool,
    /// What the replica holds.
    own: Frontier,
    /// What the peer holds, as far as it said; none asks first.
    heard: Option<Frontier>,
    /// What both held when their frontiers were last found equal.
    settled: Option<Frontier>,
    /// Whether the tables were compared then, and agreed.
    is_compared: bool,
    failure: Option<Failure>,
    failures: u32,
    due_at_ms: u64,
    /// No earlier, whatever happens but "sync now": the peer asked for it.
    not_before_ms: u64,
    probe_at_ms: Option<u64>,
    is_forced: bool,
    /// A person asked for one while another was under way, which may have looked before they did something.
    is_asked_again: bool,
    budget: Budget,
    request_bytes_max: u64,
    wants_sums: bool,
    compare_again_at_ms: u64,
    refused_again_at_ms: u64,
    number: u64,
    files: FilesOfLink,
}

impl Engine {
    /// The engine of a link whose replica holds `own`; `heard` is what the peer was last known to
    /// hold, none at a first contact and after an unclean end. The first exchange is due at once.
    #[must_use]
    pub fn new(policy: Policy, own: Frontier, heard: Option<Frontier>, now_ms: u64) -> Self {
        Self {
            policy,
            phase: Phase::Resting,
            is_paused: false,
            own,
            heard,
            settled: None,
            is_compared: false,
            failure: None,
            failures: 0,
            due_at_ms: now_ms,
            not_before_ms: now_ms,
            probe_at_ms: None,
            is_forced: false,
            is_asked_again: false,
            budget: Budget::default(),
            request_bytes_max: policy::REQUEST_BYTES_MAX,
            wants_sums: false,
            compare_again_at_ms: now_ms,
            refused_again_at_ms: now_ms.saturating_add(policy::REFUSED_AGAIN_MS),
            number: 0,
            files: FilesOfLink::new(),
        }
    }

    /// Takes an event and says what to do. `random` is drawn anew for each event.
    pub fn handle(&mut self, input: Input, now_ms: u64, random: u64) -> Step {
        match input {
            Input::Tick => {}
            Input::LinkUp => self.come_back(now_ms),
            Input::LinkDown => self.go_down(now_ms),
            Input::Probed { is_reachable } => self.probed(is_reachable, now_ms),
            Input::Held(frontier) => self.hold(frontier, now_ms),
            Input::SyncNow => self.sync_now(now_ms),
            Input::Pause => self.is_paused = true,
            Input::Resume => {
                self.is_paused = false;
                self.come_back(now_ms);
            }
            Input::Policy(policy) => {
                self.policy = policy;
                self.due_at_ms = self.due_at_ms.min(now_ms.saturating_add(policy.heartbeat_ms()));
            }
            Input::Spent {
                today_bytes,
                day_ends_in_ms,
            } => {
                self.budget = Budget {
                    used_bytes: today_bytes,
                    ends_at_ms: Some(now_ms.saturating_add(day_ends_in_ms)),
                };
            }
            Input::Moved { number } => self.moved(number, now_ms),
            Input::Ended { number, outcome } => self.ended(number, outcome, now_ms, random),
        }
        let action = self.act(now_ms, random);
        let wake_at_ms = self
            .wake_at_ms(now_ms)
            .clamp(now_ms.saturating_add(1), now_ms.saturating_add(policy::SLEEP_MS_MAX));
        Step { action, wake_at_ms }
    }

    /// Where the link stands, for people.
    #[must_use]
    pub fn status(&self, now_ms: u64) -> Status {
        let is_over_budget = self.is_over_budget(now_ms);
        let state = match self.phase {
            Phase::Exchanging { has_moved: true, .. } => LinkState::Exchanging,
            Phase::Exchanging { .. } => LinkState::Connecting,
            _ if self.is_paused => LinkState::Paused,
            Phase::Down { .. } => LinkState::Offline,
            Phase::Resting if is_over_budget => LinkState::HeldBack,
            Phase::Resting if self.failure.is_some() => LinkState::HeldBack,
            // Where the digests differ it is not said before the tables were compared.
            Phase::Resting if self.wants_sums => LinkState::Waiting,
            // A side that is unsure of its tables shows in what waits and is parked.
            Phase::Resting if self.is_compared && self.settled.as_ref() == Some(&self.own) => LinkState::UpToDate,
            Phase::Resting => LinkState::Waiting,
        };
        Status {
            state,
            waiting: self.waiting(),
            failure: self.failure.clone(),
            is_over_budget,
            files: FilesStatus::of(self.files.last.as_ref(), self.files_allowance(now_ms).err()),
            next_in_ms: self.wake_at_ms(now_ms).saturating_sub(now_ms),
        }
    }

    /// Entries held here that the peer is not known to hold.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        if self.settled.as_ref() == Some(&self.own) {
            return 0;
        }
        let heard = |device| {
            self.heard
                .as_ref()
                .or(self.settled.as_ref())
                .map_or(0, |held| held.get(device))
        };
        self.own
            .iter()
            .map(|stamp| stamp.seq.saturating_sub(heard(stamp.device)))
            .sum()
    }

    fn come_back(&mut self, now_ms: u64) {
        self.failures = 0;
        self.due_at_ms = now_ms;
        if let Phase::Down { .. } = self.phase {
            self.phase = Phase::Resting;
        }
    }

    fn go_down(&mut self, now_ms: u64) {
        if let Phase::Resting = self.phase {
            self.phase = Phase::Down {
                probe_at_ms: now_ms.saturating_add(policy::PROBE_MS),
                is_probing: false,
            };
        }
    }

    fn probed(&mut self, is_reachable: bool, now_ms: u64) {
        let next = now_ms.saturating_add(policy::PROBE_IN_BACK_OFF_MS);
        match (self.phase, is_reachable) {
            (Phase::Down { .. }, true) => self.come_back(now_ms),
            // The next one goes out so long after the last began, not after it failed: one that ran into
            // its limit is followed at once.
            (Phase::Down { probe_at_ms, .. }, false) => {
                self.failure = Some(Failure::Unreachable);
                self.phase = Phase::Down {
                    probe_at_ms,
                    is_probing: false,
                };
            }
            (Phase::Resting, false) => {
                self.failure = Some(Failure::Unreachable);
                self.phase = Phase::Down {
                    probe_at_ms: now_ms.saturating_add(policy::PROBE_MS),
                    is_probing: false,
                };
            }
            (Phase::Resting, true) => self.probe_at_ms = Some(next),
            (Phase::Exchanging { .. }, _) => {}
        }
    }

    fn hold(&mut self, frontier: Frontier, now_ms: u64) {
        if frontier == self.own {
            return;
        }
        self.own = frontier;
        let is_waiting = match &self.heard {
            Some(heard) => self.own.iter().any(|stamp| !heard.contains(stamp)),
            None => true,
        };
        if is_waiting {
            self.failures = 0;
            self.due_at_ms = self.due_at_ms.min(now_ms.saturating_add(self.policy.act_delay_ms()));
        }
    }

    fn sync_now(&mut self, now_ms: u64) {
        self.is_forced = true;
        self.is_asked_again = matches!(self.phase, Phase::Exchanging { .. });
        self.is_paused = false;
        self.not_before_ms = now_ms;
        self.refused_again_at_ms = now_ms;
        self.compare_again_at_ms = now_ms;
        self.come_back(now_ms);
    }

    fn moved(&mut self, number: u64, now_ms: u64) {
        if let Phase::Exchanging { .. } = self.phase
            && number == self.number
        {
            self.phase = Phase::Exchanging {
                silent_until_ms: now_ms.saturating_add(policy::SILENCE_MS_MAX),
                has_moved: true,
            };
        }
    }

    fn ended(&mut self, number: u64, outcome: Outcome, now_ms: u64, random: u64) {
        if !matches!(self.phase, Phase::Exchanging { .. }) || number != self.number {
            return;
        }
        self.phase = Phase::Resting;
        self.budget.used_bytes = self.budget.used_bytes.saturating_add(outcome.bytes());
        match outcome.result {
            Ok(Answered::Asked { peer }) => {
                self.heard = Some(peer);
                self.due_at_ms = now_ms;
            }
            Ok(Answered::Exchanged { .. }) => self.exchanged(outcome, now_ms, random),
            Err(failure) => self.failed(failure, now_ms, random),
        }
    }

    fn exchanged(&mut self, outcome: Outcome, now_ms: u64, random: u64) {
        let (has_progress, has_moved_files) = (outcome.has_progress(), outcome.has_moved_files());
        let Ok(Answered::Exchanged {
            own,
            peer,
            is_equal,
            comparison,
            refused,
        }) = outcome.result
        else {
            return;
        };
        self.request_bytes_max = (self.request_bytes_max * 2).min(policy::REQUEST_BYTES_MAX);
        self.heard = Some(peer);
        // What was committed meanwhile was announced already, and is not taken back here.
        for stamp in own.iter() {
            self.own.advance(stamp);
        }
        self.settled = is_equal.then(|| own.clone());
        let acts_are_through = is_equal || !has_progress;
        self.files
            .exchanged(outcome.files.as_deref(), acts_are_through.then(|| own.clone()), now_ms);
        let was_asked_for_sums = std::mem::take(&mut self.wants_sums);
        let moved_on = self.own != own;
        let pause_ms = if moved_on {
            self.policy.act_delay_ms()
        } else {
            self.policy.heartbeat_ms()
        };
        let is_same = comparison == Comparison::Same;
        // Roots differ with every exchange where one side knows fewer columns: what their sums said counts.
        let is_known = matches!(&comparison, Comparison::Differs { columns } if columns.is_empty());
        self.is_compared = is_same || is_known && self.is_compared;
        let before = self.failure.take();
        if let Some(batches_refused) = refused {
            self.failure = Some(batches_refused);
        } else if comparison == Comparison::Parted {
            // The last entries of both sides show where; until then nothing is called up to date.
            self.wants_sums = !was_asked_for_sums;
            self.failure = before.filter(|failure| matches!(failure, Failure::Differs { .. }));
        } else if let Comparison::Differs { columns } = comparison {
            self.wants_sums = !was_asked_for_sums && now_ms >= self.compare_again_at_ms;
            self.failure = match before {
                _ if !columns.is_empty() => Some(Failure::Differs { columns }),
                // Known already, and looked at again only after a while.
                Some(Failure::Differs { columns }) => Some(Failure::Differs { columns }),
                _ => None,
            };
        }
        if was_asked_for_sums {
            // An older program knows fewer columns, so its digest differs though its sums agree.
            self.compare_again_at_ms = now_ms.saturating_add(policy::COMPARE_AGAIN_MS);
        } else if is_same {
            self.compare_again_at_ms = now_ms;
        }
        if is_equal || has_progress || has_moved_files {
            self.failures = 0;
            let goes_on = self.wants_sums || !is_equal || self.files.goes_on(self.files_allowance(now_ms));
            self.due_at_ms = now_ms.saturating_add(if goes_on { 0 } else { pause_ms });
        } else {
            self.back_off(now_ms, random);
        }
        if std::mem::take(&mut self.is_asked_again) {
            self.due_at_ms = now_ms;
        } else if is_equal && !self.wants_sums {
            self.is_forced = false;
        }
    }

    fn failed(&mut self, failure: Failure, now_ms: u64, random: u64) {
        if !failure.nothing_arrived() {
            self.heard = None;
        }
        self.is_forced = false;
        self.is_asked_again = false;
        self.wants_sums = false;
        self.files.failed();
        match &failure {
            Failure::Cut | Failure::Stalled => self.shrink(2),
            Failure::TooLarge => self.shrink(8),
            Failure::Busy { retry_after_ms } => {
                let wait_ms = retry_after_ms.unwrap_or(0).min(policy::RETRY_AFTER_MS_MAX);
                self.not_before_ms = now_ms.saturating_add(wait_ms);
            }
            _ => {}
        }
        self.back_off(now_ms, random);
        if failure == Failure::Unreachable {
            self.phase = Phase::Down {
                probe_at_ms: now_ms.saturating_add(policy::PROBE_MS),
                is_probing: false,
            };
        }
        self.probe_at_ms = failure
            .is_of_the_line()
            .then(|| now_ms.saturating_add(policy::PROBE_IN_BACK_OFF_MS));
        self.failure = Some(failure);
    }

    fn shrink(&mut self, divisor: u64) {
        self.request_bytes_max = (self.request_bytes_max / divisor).max(policy::REQUEST_BYTES_MIN);
    }

    fn back_off(&mut self, now_ms: u64, random: u64) {
        self.failures = self.failures.saturating_add(1);
        self.due_at_ms = now_ms.saturating_add(policy::back_off_ms(self.failures, random));
    }

    /// What is to be done now, if anything; changes the phase accordingly.
    fn act(&mut self, now_ms: u64, random: u64) -> Option<Action> {
        match self.phase {
            Phase::Exchanging { silent_until_ms, .. } if now_ms >= silent_until_ms => {
                let number = self.number;
                self.phase = Phase::Resting;
                self.failed(Failure::Stalled, now_ms, random);
                Some(Action::Abandon { number })
            }
            Phase::Exchanging { .. } => None,
            _ if self.is_paused => None,
            Phase::Down {
                probe_at_ms,
                is_probing,
            } if now_ms >= probe_at_ms => {
                if is_probing {
                    self.failure = Some(Failure::Unreachable);
                }
                self.phase = Phase::Down {
                    probe_at_ms: now_ms.saturating_add(policy::PROBE_MS),
                    is_probing: true,
                };
                Some(Action::Probe)
            }
            Phase::Down { .. } => None,
            Phase::Resting if now_ms >= self.begin_at_ms(now_ms) => Some(self.begin(now_ms)),
            Phase::Resting => self.probe_while_backing_off(now_ms),
        }
    }

    fn probe_while_backing_off(&mut self, now_ms: u64) -> Option<Action> {
        if self.failure.is_none() || self.probe_at_ms.is_none_or(|at_ms| now_ms < at_ms) {
            return None;
        }
        self.probe_at_ms = Some(now_ms.saturating_add(policy::PROBE_IN_BACK_OFF_MS));
        Some(Action::Probe)
    }

    fn begin(&mut self, now_ms: u64) -> Action {
        self.number += 1;
        self.phase = Phase::Exchanging {
            silent_until_ms: now_ms.saturating_add(policy::SILENCE_MS_MAX),
            has_moved: false,
        };
        self.probe_at_ms = None;
        let offers_refused = now_ms >= self.refused_again_at_ms;
        if offers_refused && self.heard.is_some() {
            self.refused_again_at_ms = now_ms.saturating_add(policy::REFUSED_AGAIN_MS);
        }
        let left = |max: u64| max.saturating_sub(self.used_bytes(now_ms));
        let allowance = self.files_allowance(now_ms);
        let looks = self.wants_sums && self.heard.is_some();
        Action::Begin(Begin {
            number: self.number,
            beyond: self.heard.clone(),
            wants_sums: looks,
            offers_refused,
            request_bytes_max: self.request_bytes_max,
            bytes_max: self.policy.daily_bytes_max.filter(|_| !self.is_forced).map(left),
            files: self.files.begin(allowance, &self.own, looks, now_ms),
        })
    }

    /// When the next exchange may begin.
    fn begin_at_ms(&self, now_ms: u64) -> u64 {
        let at_ms = self.due_at_ms.max(self.not_before_ms);
        match self.budget.ends_at_ms {
            _ if !self.is_over_budget(now_ms) => at_ms,
            Some(ends_at_ms) => at_ms.max(ends_at_ms),
            // Until the log of exchanges is heard nothing says when the day ends: look again later.
            None => at_ms.max(now_ms.saturating_add(policy::SLEEP_MS_MAX)),
        }
    }

    fn used_bytes(&self, now_ms: u64) -> u64 {
        match self.budget.ends_at_ms {
            Some(ends_at_ms) if now_ms >= ends_at_ms => 0,
            _ => self.budget.used_bytes,
        }
    }

    /// What files may still use; "sync now" is for acts and changes nothing here.
    fn files_allowance(&self, now_ms: u64) -> Result<u64, FilesWait> {
        self.policy.files_allowance(self.used_bytes(now_ms))
    }

    fn is_over_budget(&self, now_ms: u64) -> bool {
        let is_used_up = |max| self.used_bytes(now_ms) >= max;
        !self.is_forced && self.policy.daily_bytes_max.is_some_and(is_used_up)
    }

    fn wake_at_ms(&self, now_ms: u64) -> u64 {
        match self.phase {
            Phase::Exchanging { silent_until_ms, .. } => silent_until_ms,
            _ if self.is_paused => now_ms.saturating_add(policy::SLEEP_MS_MAX),
            Phase::Down { probe_at_ms, .. } => probe_at_ms,
            Phase::Resting => {
                let begin_at_ms = self.begin_at_ms(now_ms);
                let probe_at_ms = self.probe_at_ms.filter(|_| self.failure.is_some());
                probe_at_ms.map_or(begin_at_ms, |probe_at_ms| probe_at_ms.min(begin_at_ms))
            }
        }
    }
}
