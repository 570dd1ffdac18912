//! The world of one voyage: who there is, which lines lead where, and what happens next.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::rc::Rc;

use ed25519_dalek::SigningKey;
use journal::{Actor, DeviceNumber, Frontier, RowId, Stamp};
use sync::{Action, Engine, Exchange, Failure, Input, LinkState, Memory, Speaker, Step};

use super::dice::Dice;
use super::line::Call;
use super::replica::{Packed, Record, Replica};
use super::troubles::policy;
use super::{Voyage, checks};

/// 2026-11-22 12:00 UTC.
pub(super) const NOON_MS: i64 = 1_795_348_800_000;
pub(super) const SECOND_MS: u64 = 1_000;
pub(super) const MINUTE_MS: u64 = 60 * SECOND_MS;
pub(super) const HOUR_MS: u64 = 60 * MINUTE_MS;
/// Trouble lasts so long.
const TROUBLE_MS: u64 = 90 * MINUTE_MS;
/// After it, everybody must be up to date within this: the longest wait of the engine is six hours.
const HEALING_MS_MAX: u64 = 48 * HOUR_MS;
/// Where a rule is broken on purpose nobody waits so long.
const BROKEN_HEALING_MS_MAX: u64 = 8 * HOUR_MS;
/// Everybody hears of everybody's acts within so long: two exchanges that nothing but the clock calls for.
const QUIET_MS: u64 = 12 * MINUTE_MS;
/// Events of one voyage at most: a bound that a sound voyage stays far below.
const EVENTS_MAX: u64 = 2_000_000;

/// A rule that is broken on purpose, to see that the simulator finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// A batch is acknowledged, and not stored.
    ForgetsStored,
    /// An act is acknowledged before it is durable.
    AcknowledgesEarly,
    /// A close has no effect on the tables of one replica.
    IgnoresClose,
    /// A piece of a file is acknowledged, and not kept.
    ForgetsPieces,
    /// A workstation that was closed does not issue its void entries again.
    NeverReissues,
    /// A timer that fires is not heard once an exchange failed.
    NeverRetries,
}

/// What happens.
#[derive(Clone, Debug)]
pub(super) enum Event {
    Wake { link: usize },
    Step { call: u64 },
    Probed { link: usize },
    Unreachable { link: usize, number: u64, failure: Failure },
    Act { node: usize },
    Weather,
    Trouble,
    Revive { node: usize },
    Repeat { node: usize, request: Vec<u8> },
    Carry { node: usize, batches: Vec<wire::Batch> },
    Enrol { node: usize },
    Settle,
}

/// A workstation or the shore.
pub(super) struct Node {
    pub(super) replica: Replica,
    pub(super) actor: Actor,
    pub(super) wall_offset_ms: i64,
    pub(super) backup: Option<Record>,
    /// Its crash is noted, and it is to be revived.
    pub(super) is_counted_down: bool,
    /// Copied with its machine, or a copy: no backup is put in place there.
    pub(super) is_copied: bool,
    /// Whoever was asked knows of a close that this replica has not heard of yet.
    pub(super) was_refused_as_closed: bool,
    /// The version of the replica that its engines were told of.
    pub(super) told: u64,
}

/// The way from one node to another it may ask.
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) engine: Engine,
    pub(super) memory: Memory,
    /// What the peer was heard to hold, as the program keeps it for its next start.
    pub(super) heard: Option<Frontier>,
    pub(super) failed: bool,
    pub(super) wake_at_ms: u64,
    pub(super) is_cut: bool,
    pub(super) call: Option<u64>,
    pub(super) probe_pending: bool,
}

/// An act that somebody committed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Done {
    pub(super) stamp: Option<Stamp>,
    pub(super) posted: i64,
    /// Whether a person was told that it is recorded, and nothing has happened since that may lose it.
    pub(super) is_certain: bool,
}

pub(super) struct World {
    pub(super) dice: Dice,
    pub(super) now_ms: u64,
    pub(super) vessel: RowId,
    pub(super) nodes: Vec<Node>,
    pub(super) links: Vec<Link>,
    pub(super) calls: BTreeMap<u64, Call>,
    agenda: BinaryHeap<Reverse<(u64, u64)>>,
    events: BTreeMap<u64, Event>,
    pub(super) counter: u64,
    pub(super) packed: Packed,
    pub(super) done: BTreeMap<u64, Done>,
    pub(super) is_healed: bool,
    /// What an engine was told that was not so.
    pub(super) untrue: Vec<String>,
    /// When a replica was last written.
    written_at_ms: u64,
    pub(super) breach: Option<Breach>,
    pub(super) voyage: Voyage,
}

impl World {
    pub(super) fn new(seed: u64, breach: Option<Breach>) -> Self {
        let mut dice = Dice::of(seed);
        let device = DeviceNumber::new(dice.next() >> 17).expect("47 bits");
        let vessel = RowId::new(device, 1, 0).expect("the first row there is");
        let mut world = Self {
            dice,
            now_ms: 0,
            vessel,
            nodes: Vec::new(),
            links: Vec::new(),
            calls: BTreeMap::new(),
            agenda: BinaryHeap::new(),
            events: BTreeMap::new(),
            counter: 0,
            packed: Rc::new(RefCell::new(BTreeMap::new())),
            done: BTreeMap::new(),
            is_healed: false,
            untrue: Vec::new(),
            written_at_ms: 0,
            breach,
            voyage: Voyage::default(),
        };
        world.people_the_world(device);
        for node in &mut world.nodes {
            node.replica.breach = breach;
        }
        if let Some(node) = world.nodes.last().filter(|_| breach == Some(Breach::IgnoresClose)) {
            node.replica.record.borrow_mut().ignores_closes = true;
        }
        world
    }

    /// Plays trouble, then healing, then looks.
    pub(super) fn sail(mut self) -> Result<Voyage, String> {
        for node in 0..self.nodes.len() {
            let first = self.dice.below(5 * MINUTE_MS);
            self.later(first, Event::Act { node });
        }
        self.later(MINUTE_MS, Event::Weather);
        self.later(3 * MINUTE_MS, Event::Trouble);
        self.run_until(TROUBLE_MS, |_| false)?;
        self.heal();
        let healed_at_ms = self.now_ms;
        let healing_ms = if self.breach.is_some() {
            BROKEN_HEALING_MS_MAX
        } else {
            HEALING_MS_MAX
        };
        self.run_until(healed_at_ms + healing_ms, |world| world.is_quiet())?;
        self.voyage.healed_in_ms = self.now_ms - healed_at_ms;
        self.voyage.acts = self.done.len() as u64;
        let findings = checks::findings(&self);
        if findings.is_empty() {
            return Ok(self.voyage);
        }
        Err(findings.join("\n"))
    }

    pub(super) fn later(&mut self, in_ms: u64, event: Event) {
        self.counter += 1;
        self.agenda.push(Reverse((self.now_ms + in_ms, self.counter)));
        self.events.insert(self.counter, event);
    }

    fn run_until(&mut self, until_ms: u64, is_over: impl Fn(&Self) -> bool) -> Result<(), String> {
        let mut events = 0;
        while let Some(Reverse((at_ms, number))) = self.agenda.peek().copied() {
            if at_ms > until_ms {
                break;
            }
            self.agenda.pop();
            let Some(event) = self.events.remove(&number) else {
                continue;
            };
            self.now_ms = at_ms;
            self.happen(event);
            self.announce();
            events += 1;
            if events > EVENTS_MAX {
                return Err("the voyage never ends: too many events".to_owned());
            }
            if events % 16 == 0 && is_over(self) {
                return Ok(());
            }
        }
        self.now_ms = self.now_ms.max(until_ms.min(TROUBLE_MS));
        Ok(())
    }

    /// All lines and machines are well from here on.
    fn heal(&mut self) {
        self.is_healed = true;
        for link in &mut self.links {
            link.is_cut = false;
        }
        for node in 0..self.nodes.len() {
            self.nodes[node].replica.fuse.set(None);
            if self.nodes[node].replica.is_down.get() {
                self.revive(node);
            }
            if self.dice.one_in(2) {
                self.nodes[node].replica.upgrade();
            }
        }
        for link in 0..self.links.len() {
            self.tell(link, Input::Resume);
        }
        self.later(MINUTE_MS, Event::Settle);
    }

    /// Whether nothing was written anywhere for a while, every engine rests, up to date, and nothing is
    /// on its way.
    pub(super) fn is_quiet(&self) -> bool {
        let rests = |link: &Link| {
            let status = link.engine.status(self.now_ms);
            // A file that came here from another goes on with the next exchange, which is minutes away.
            let is_moving = status.files.to_send.files + status.files.to_fetch.files > 0;
            let may_move = status.files.wait.is_none() && status.files.trouble.is_none();
            status.state == LinkState::UpToDate && !(is_moving && may_move)
        };
        let is_settled = self.now_ms >= self.written_at_ms + QUIET_MS;
        is_settled && self.calls.is_empty() && self.links.iter().all(rests) && !self.has_open_matters()
    }

    /// Tells engines of what their replicas hold now, as a program does after each commit.
    fn announce(&mut self) {
        for node in 0..self.nodes.len() {
            self.announce_now(node);
        }
    }

    pub(super) fn announce_now(&mut self, node: usize) {
        {
            let version = self.nodes[node].replica.version.get();
            if self.nodes[node].told == version || self.nodes[node].replica.is_down.get() {
                return;
            }
            self.nodes[node].told = version;
            self.written_at_ms = self.now_ms;
            let frontier = self.nodes[node].replica.record.borrow().frontier();
            for link in 0..self.links.len() {
                if self.links[link].from == node {
                    self.tell(link, Input::Held(frontier.clone()));
                }
            }
        }
    }

    /// Hands an event to the engine of a link, and does what it wants.
    pub(super) fn tell(&mut self, link: usize, input: Input) {
        if self.nodes[self.links[link].from].replica.is_down.get() {
            return;
        }
        let random = self.dice.next();
        let now_ms = self.now_ms;
        let Step { action, wake_at_ms } = self.links[link].engine.handle(input, now_ms, random);
        if wake_at_ms != self.links[link].wake_at_ms {
            self.links[link].wake_at_ms = wake_at_ms;
            self.later(wake_at_ms.saturating_sub(now_ms), Event::Wake { link });
        }
        match action {
            Some(Action::Begin(begin)) => self.begin(link, begin),
            Some(Action::Probe) => {
                let takes = self.dice.between(50, 3_000);
                self.links[link].probe_pending = true;
                self.later(takes, Event::Probed { link });
            }
            Some(Action::Abandon { .. }) => {
                if let Some(call) = self.links[link].call.take() {
                    self.calls.remove(&call);
                }
            }
            None => {}
        }
    }

    pub(super) fn is_reachable(&self, link: usize) -> bool {
        let link = &self.links[link];
        !link.is_cut && !self.nodes[link.to].replica.is_down.get()
    }

    fn begin(&mut self, link: usize, begin: sync::Begin) {
        self.voyage.exchanges += 1;
        let number = begin.number;
        if let Some(failure) = self.trouble_on(link) {
            self.voyage.failed += 1;
            let takes = self.dice.between(20, 3_000);
            self.later(takes, Event::Unreachable { link, number, failure });
            return;
        }
        let (from, to) = (self.links[link].from, self.links[link].to);
        let memory = self.links[link].memory.clone();
        let speaker = self.speaker(from);
        let Ok(exchange) = Exchange::begin(&self.nodes[from].replica, begin, memory, speaker) else {
            return;
        };
        let is_cut_short = !self.is_healed && self.dice.one_in(4);
        let left = is_cut_short.then(|| self.dice.between(1, 6_000));
        self.counter += 1;
        let call = self.counter;
        let answerer = self.speaker(to);
        self.calls
            .insert(call, Call::new(link, number, exchange, answerer, left));
        self.links[link].call = Some(call);
        let round_trip = self.dice.between(5, 700);
        self.later(round_trip, Event::Step { call });
    }

    /// What keeps an exchange from beginning at all.
    fn trouble_on(&mut self, link: usize) -> Option<Failure> {
        if !self.is_reachable(link) {
            return Some(Failure::Unreachable);
        }
        if self.is_healed {
            return None;
        }
        match self.dice.below(60) {
            0 => Some(Failure::Stranger),
            1 => Some(Failure::Faulty { status: 500 }),
            2 => Some(Failure::TooLarge),
            3 => Some(Failure::Busy {
                retry_after_ms: Some(self.dice.below(HOUR_MS)),
            }),
            _ => None,
        }
    }

    pub(super) fn speaker(&self, node: usize) -> Speaker {
        Speaker {
            program: "simulated 1".to_owned(),
            wall_at: self.wall_at(node),
        }
    }

    pub(super) fn wall_at(&self, node: usize) -> i64 {
        NOON_MS + self.now_ms.cast_signed() + self.nodes[node].wall_offset_ms
    }

    /// A new device number and its key.
    pub(super) fn new_device(&mut self) -> (DeviceNumber, SigningKey) {
        let device = DeviceNumber::new(self.dice.next() >> 17).expect("47 bits");
        (device, SigningKey::from_bytes(&self.dice.bytes()))
    }

    /// Adds the ways from one node to another.
    pub(super) fn connect(&mut self, from: usize, to: usize) {
        let own = self.nodes[from].replica.record.borrow().frontier();
        let engine = Engine::new(policy(self.links.len()), own, None, self.now_ms);
        self.links.push(Link::new(from, to, engine, self.now_ms));
        let link = self.links.len() - 1;
        self.later(0, Event::Wake { link });
    }
}
