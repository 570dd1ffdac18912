//! Who there is, and what people do beside their work: enrol, confirm, close.

use std::collections::BTreeMap;

use journal::{Actor, DeviceNumber, Hash, RowId};
use sync::Shelf;

use super::doings;
use super::replica::{Doing, Replica};
use super::world::{Breach, Done, Event, MINUTE_MS, Node, World};

/// Ten years in milliseconds, for clocks that are wrong.
const TEN_YEARS_MS: i64 = 10 * 365 * 24 * 3_600_000;
/// The founder, who is the meeting point aboard too.
pub(super) const FOUNDER: usize = 0;
/// The shore.
pub(super) const SHORE: usize = 1;

impl World {
    /// A founder, a shore, and two or three further workstations.
    pub(super) fn people_the_world(&mut self, founder: journal::DeviceNumber) {
        let workstations = self.dice.between(2, 4) as usize;
        for node in 0..=workstations {
            let (device, key) = self.new_device();
            let device = if node == FOUNDER { founder } else { device };
            let is_older = node > SHORE && self.dice.one_in(4);
            let replica = Replica::new(self.vessel, device, key, is_older, self.packed.clone());
            let wall_offset_ms = match self.dice.below(6) {
                0 => TEN_YEARS_MS,
                1 => -TEN_YEARS_MS,
                2 => self.dice.below(240_000).cast_signed() - 120_000,
                _ => 0,
            };
            let actor = if node == SHORE {
                Actor::Operator("Ann".to_owned())
            } else {
                doings::person(self.vessel)
            };
            self.nodes.push(Node {
                replica,
                actor,
                wall_offset_ms,
                backup: None,
                is_copied: false,
                is_counted_down: false,
                was_refused_as_closed: false,
                told: 0,
            });
        }
        let key = self.nodes[FOUNDER].replica.public_key();
        let mark = self.mark();
        let doing = doings::found(self.vessel, founder, key, mark);
        self.commit(FOUNDER, doing, 0);
        // The vessel is connected with the shore, and the others are enrolled at one of both.
        self.let_in(FOUNDER, SHORE);
        let shore = &self.nodes[SHORE].replica;
        shore.record.borrow_mut().accepted.insert(founder, key);
        for node in SHORE + 1..self.nodes.len() {
            let by = if self.dice.one_in(2) { FOUNDER } else { SHORE };
            self.let_in(by, node);
        }
        for node in 0..self.nodes.len() {
            self.lead_out(node);
        }
    }

    /// The ways that a node asks along: to the shore, and to the meeting point.
    pub(super) fn lead_out(&mut self, node: usize) {
        if node != SHORE {
            self.connect(node, SHORE);
        }
        if node > SHORE && (node.is_multiple_of(2) || self.dice.one_in(2)) {
            self.connect(node, FOUNDER);
        }
    }

    /// `by` takes the other's key with a one-time code, and confirms it in the record.
    fn let_in(&mut self, by: usize, node: usize) -> bool {
        let (device, key) = (self.nodes[node].replica.device(), self.nodes[node].replica.public_key());
        self.nodes[by].replica.record.borrow_mut().accepted.insert(device, key);
        let (mark, actor) = (self.mark(), self.nodes[by].actor.clone());
        self.commit(by, doings::confirm(device, key, actor, mark), 0)
    }

    /// Enrols a node whose number nobody knows, or that needs a new one.
    pub(super) fn enrol(&mut self, node: usize) {
        let replica = &self.nodes[node].replica;
        if replica.is_down.get() || !self.is_stranded(node) {
            return;
        }
        if self.nodes[node].replica.is_closed() || std::mem::take(&mut self.nodes[node].was_refused_as_closed) {
            self.renumber(node);
        }
        let able: Vec<usize> = (0..self.nodes.len())
            .filter(|by| *by != node && self.is_able(*by))
            .collect();
        let Some(by) = self.dice.pick(&able).copied() else {
            self.later(10 * MINUTE_MS, Event::Enrol { node });
            return;
        };
        if !self.let_in(by, node) {
            self.later(10 * MINUTE_MS, Event::Enrol { node });
        }
        // A code is given out by whoever is to be asked: all that the node asks take its key.
        let (device, key) = (self.nodes[node].replica.device(), self.nodes[node].replica.public_key());
        let asked: Vec<usize> = self
            .links
            .iter()
            .filter(|link| link.from == node)
            .map(|link| link.to)
            .collect();
        for peer in asked {
            self.nodes[peer]
                .replica
                .record
                .borrow_mut()
                .accepted
                .insert(device, key);
        }
    }

    /// Takes a new number, introduces it, and issues again what was void.
    pub(super) fn renumber(&mut self, node: usize) {
        let (device, key) = self.new_device();
        self.nodes[node].replica.renumber(device, key);
        self.introduce(node);
        self.reissue(node);
    }

    pub(super) fn introduce(&mut self, node: usize) {
        let mark = self.mark();
        let replica = &self.nodes[node].replica;
        let doing = {
            let record = replica.record.borrow();
            doings::introduce(&record, replica.public_key(), self.nodes[node].actor.clone(), mark)
        };
        self.commit(node, doing, 0);
    }

    /// Issues void entries of earlier numbers again.
    pub(super) fn reissue(&mut self, node: usize) {
        if self.breach == Some(Breach::NeverReissues) {
            return;
        }
        let wall_at = self.wall_at(node);
        for void in self.nodes[node].replica.to_reissue() {
            if self.nodes[node].replica.reissue(void, wall_at).is_err() {
                self.crashed(node);
                return;
            }
        }
    }

    /// Whether somebody there may confirm others: confirmed itself, and of one history.
    pub(super) fn is_able(&self, node: usize) -> bool {
        let record = self.nodes[node].replica.record.borrow();
        self.may_close(node) && !record.forks.contains_key(&record.device) && !self.nodes[node].is_copied
    }

    /// Whether somebody there may close a device, their own among them: a close counts for ever, also
    /// when it lies beyond one.
    fn may_close(&self, node: usize) -> bool {
        let replica = &self.nodes[node].replica;
        let record = replica.record.borrow();
        let is_founder = record
            .vessel
            .author()
            .is_some_and(|(founder, _, _)| founder == record.device);
        let confirmation = domain::devices::confirmation_id(record.device);
        !replica.is_down.get()
            && !record.closed.contains_key(&record.device)
            && (is_founder || record.model.has_row(confirmation))
    }

    /// Closes every device of which two histories are known where somebody may.
    pub(super) fn settle_forks(&mut self) {
        for node in 0..self.nodes.len() {
            if !self.may_close(node) {
                continue;
            }
            let open = self.open_forks(node);
            for (device, seq) in open {
                let mark = self.mark();
                let actor = self.nodes[node].actor.clone();
                let doing = doings::close(&self.nodes[node].replica.record.borrow(), device, seq - 1, actor, mark);
                self.commit(node, doing, 0);
            }
        }
    }

    pub(super) fn open_forks(&self, node: usize) -> Vec<(journal::DeviceNumber, u64)> {
        let record = self.nodes[node].replica.record.borrow();
        let is_open = |(device, seq): &(&journal::DeviceNumber, &u64)| {
            record.closed.get(*device).is_none_or(|last_seq| *last_seq >= **seq)
        };
        record
            .forks
            .iter()
            .filter(is_open)
            .map(|(device, seq)| (*device, *seq))
            .collect()
    }

    /// Whether somebody would still have to do something: a number to be renewed, an entry to be issued
    /// again, a fork to be closed.
    pub(super) fn has_open_matters(&self) -> bool {
        let never_reissues = self.breach == Some(Breach::NeverReissues);
        self.has_unnoticed_forks()
            || (0..self.nodes.len()).any(|node| {
                let replica = &self.nodes[node].replica;
                replica.is_closed()
                    || replica.rotten.get().is_some()
                    || !self.open_forks(node).is_empty()
                    || (!never_reissues && !replica.to_reissue().is_empty())
            })
    }

    /// Whether two replicas hold different entries under one number that counts.
    fn has_unnoticed_forks(&self) -> bool {
        let mut ends: BTreeMap<(DeviceNumber, u64), Hash> = BTreeMap::new();
        self.nodes.iter().any(|node| {
            let record = node.replica.record.borrow();
            record.chains.values().flatten().any(|entry| {
                let stamp = entry.stamp();
                !record.is_void(stamp) && *ends.entry((stamp.device, stamp.seq)).or_insert(entry.hash) != entry.hash
            })
        })
    }

    /// Whether the node cannot exchange under its number.
    pub(super) fn is_stranded(&self, node: usize) -> bool {
        let replica = &self.nodes[node].replica;
        let device = replica.device();
        let asked = self.links.iter().filter(|link| link.from == node);
        let is_unknown = |to: usize| {
            let caller = self.nodes[to].replica.caller(device);
            caller.is_ok_and(|caller| !matches!(caller, sync::Caller::Known { .. }))
        };
        let confirmation = domain::devices::confirmation_id(device);
        let is_founder = self.vessel.author().is_some_and(|(founder, _, _)| founder == device);
        // Whoever confirmed it may have lost that again with a backup put in place.
        let mut replicas = self.nodes.iter().map(|node| node.replica.record.borrow());
        let is_confirmed = is_founder || replicas.any(|record| record.model.has_row(confirmation));
        replica.is_closed() || !is_confirmed || asked.map(|link| link.to).any(is_unknown)
    }

    pub(super) fn knows_people(&self, node: usize) -> bool {
        let (founder, seq, _) = self.vessel.author().expect("a vessel is made by its founder");
        let person = RowId::new(founder, seq, 1).expect("the first person");
        self.nodes[node].replica.record.borrow().model.has_row(person)
    }

    pub(super) fn mark(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    /// Commits an act and enters it in the books; says whether a person was told that it is recorded.
    pub(super) fn commit(&mut self, node: usize, doing: Doing, posted: i64) -> bool {
        let mark = doing.mark;
        let wall_at = self.wall_at(node);
        if let Some(file) = &doing.file {
            // A file lies there before the act that names it is written.
            self.nodes[node].replica.drawer.lay(file);
        }
        let committed = self.nodes[node].replica.commit(doing, wall_at);
        let is_certain = committed.is_ok();
        self.done.insert(
            mark,
            Done {
                stamp: committed.ok(),
                posted,
                is_certain,
            },
        );
        if !is_certain {
            self.crashed(node);
        }
        is_certain
    }
}
