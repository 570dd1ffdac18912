//! What happens at its moment.

use journal::{Frontier, Stamp};
use sync::{Answer, Answered, Failure, Input, Outcome, Shelf};
use wire::RefusalCode;

use super::doings;
use super::line::Progress;
use super::world::{Breach, Event, HOUR_MS, MINUTE_MS, SECOND_MS, World};

impl World {
    pub(super) fn happen(&mut self, event: Event) {
        match event {
            Event::Wake { link } => {
                let is_due = self.links[link].wake_at_ms <= self.now_ms;
                let is_deaf = self.breach == Some(Breach::NeverRetries) && self.links[link].failed;
                if is_due && !is_deaf {
                    self.tell(link, Input::Tick);
                }
            }
            Event::Step { call } => self.step(call),
            Event::Probed { link } => {
                let is_reachable = self.is_reachable(link);
                if std::mem::take(&mut self.links[link].probe_pending) {
                    self.tell(link, Input::Probed { is_reachable });
                }
            }
            Event::Unreachable { link, number, failure } => {
                let outcome = Outcome::failed(failure);
                self.links[link].failed = true;
                self.tell(link, Input::Ended { number, outcome });
            }
            Event::Act { node } => self.act(node),
            Event::Weather => self.weather(),
            Event::Trouble => self.trouble(),
            Event::Revive { node } => {
                if self.nodes[node].replica.is_down.get() {
                    self.revive(node);
                }
            }
            Event::Repeat { node, request } => self.repeat(node, &request),
            Event::Carry { node, batches } => self.carry(node, &batches),
            Event::Enrol { node } => self.enrol(node),
            Event::Settle => self.settle(),
        }
    }

    /// Moves an exchange on by one piece.
    fn step(&mut self, number: u64) {
        let Some(mut call) = self.calls.remove(&number) else {
            return;
        };
        let (link, engine_number) = (call.link, call.number);
        let (from, to) = (self.links[link].from, self.links[link].to);
        let progress = if self.is_reachable(link) {
            call.step(&self.nodes[from].replica, &self.nodes[to].replica, &mut self.dice)
        } else {
            Progress::Ended(Err(Failure::Cut))
        };
        for node in [from, to] {
            if self.nodes[node].replica.is_down.get() {
                self.crashed(node);
            }
        }
        let ended = match progress {
            Progress::Moved => {
                self.calls.insert(number, call);
                let takes = if self.dice.one_in(20) {
                    self.dice.between(1, 20) * SECOND_MS
                } else {
                    40
                };
                self.later(takes, Event::Step { call: number });
                self.tell(link, Input::Moved { number: engine_number });
                return;
            }
            Progress::Ended(ended) => ended,
        };
        self.links[link].call = None;
        if !self.is_healed && self.dice.one_in(10) && !call.request.is_empty() {
            let request = call.request.clone();
            self.later(HOUR_MS, Event::Repeat { node: to, request });
        }
        if self.nodes[from].replica.is_down.get() {
            return;
        }
        let (outcome, memory) = call.finish(&self.nodes[from].replica, ended);
        if self.nodes[from].replica.is_down.get() {
            self.crashed(from);
            return;
        }
        self.links[link].memory = memory;
        self.links[link].heard = match &outcome.result {
            Ok(Answered::Asked { peer } | Answered::Exchanged { peer, .. }) => Some(peer.clone()),
            Err(_) => None,
        };
        self.hold_to_its_word(from, &outcome);
        self.refused(from, &outcome);
        self.links[link].failed |= outcome.result.is_err();
        self.voyage.failed += u64::from(outcome.result.is_err());
        self.announce_now(from);
        self.tell(
            link,
            Input::Ended {
                number: engine_number,
                outcome,
            },
        );
    }

    /// "Up to date" is said only of frontiers that are the same, but for what lies beyond a close.
    fn hold_to_its_word(&mut self, node: usize, outcome: &Outcome) {
        let Ok(Answered::Exchanged {
            own,
            peer,
            is_equal: true,
            ..
        }) = &outcome.result
        else {
            return;
        };
        let closed = self.nodes[node].replica.record.borrow().closed.clone();
        let counting = |of: &Frontier, stamp: Stamp| {
            let last_seq = closed.get(&stamp.device).copied().unwrap_or(u64::MAX);
            of.get(stamp.device).min(last_seq)
        };
        for stamp in own.iter().chain(peer.iter()) {
            if counting(own, stamp) != counting(peer, stamp) {
                self.untrue
                    .push(format!("node {node} called {own:?} and {peer:?} equal"));
            }
        }
    }

    /// What a person does when a workstation says that it is not let in.
    fn refused(&mut self, node: usize, outcome: &Outcome) {
        let Err(Failure::Refused(refusal)) = &outcome.result else {
            return;
        };
        match refusal.code {
            RefusalCode::ClosedDevice => {
                self.nodes[node].was_refused_as_closed = true;
                self.later(MINUTE_MS, Event::Enrol { node });
            }
            RefusalCode::UnknownDevice => self.later(30 * MINUTE_MS, Event::Enrol { node }),
            _ => {}
        }
    }

    /// A person does something.
    fn act(&mut self, node: usize) {
        if self.is_healed {
            return;
        }
        let next = self.dice.between(20, 900) * SECOND_MS;
        self.later(next, Event::Act { node });
        if self.nodes[node].replica.is_down.get() || !self.knows_people(node) {
            return;
        }
        if self.nodes[node].replica.is_closed() {
            self.enrol(node);
            return;
        }
        let is_new = self.nodes[node].replica.record.borrow().head_of_own() == 0;
        if is_new {
            self.introduce(node);
            return;
        }
        self.reissue(node);
        let mark = self.mark();
        let actor = self.nodes[node].actor.clone();
        let doing = {
            let record = self.nodes[node].replica.record.borrow();
            doings::anything(&record, actor, &mut self.dice, mark)
        };
        if let Some((doing, posted)) = doing {
            self.commit(node, doing, posted);
        }
    }

    /// A request that was recorded on its way arrives once more; nobody hears the answer.
    fn repeat(&mut self, node: usize, request: &[u8]) {
        let replica = &self.nodes[node].replica;
        if replica.is_down.get() {
            return;
        }
        let mut answer = Answer::new(self.speaker(node));
        if answer.receive(replica, request).is_ok() && answer.request_ended().is_ok() {
            while let Ok(Some(_)) = answer.next_bytes(replica) {}
        }
        if self.nodes[node].replica.is_down.get() {
            self.crashed(node);
        }
    }

    /// A stick with another replica's batches is put in, shuffled, some of them twice.
    fn carry(&mut self, node: usize, batches: &[wire::Batch]) {
        for _ in 0..2 * batches.len() {
            let Some(batch) = self.dice.pick(batches).cloned() else {
                return;
            };
            let replica = &self.nodes[node].replica;
            if replica.is_down.get() || replica.take(&batch).is_err() {
                break;
            }
        }
        if self.nodes[node].replica.is_down.get() {
            self.crashed(node);
        }
    }

    /// People look at what needs them: closed workstations, forks, numbers that nobody knows.
    fn settle(&mut self) {
        self.settle_forks();
        for node in 0..self.nodes.len() {
            if self.is_stranded(node) {
                self.enrol(node);
            } else if !self.nodes[node].replica.is_down.get() {
                self.reissue(node);
            }
        }
        self.later(20 * MINUTE_MS, Event::Settle);
    }
}
