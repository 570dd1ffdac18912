//! Everything that goes wrong while trouble lasts.

use sync::{Engine, Input, LinkKind, Memory, Policy, Shelf};

use super::replica::{Fuse, Rot};
use super::world::{Event, Link, MINUTE_MS, Node, SECOND_MS, World};

impl World {
    /// Lines go and come.
    pub(super) fn weather(&mut self) {
        if self.is_healed {
            return;
        }
        for link in 0..self.links.len() {
            if self.dice.one_in(3) {
                let is_cut = !self.links[link].is_cut;
                self.links[link].is_cut = is_cut;
                // Some systems tell of it.
                if self.dice.one_in(4) {
                    self.tell(link, if is_cut { Input::LinkDown } else { Input::LinkUp });
                }
            }
        }
        let next = self.dice.between(30, 1_200) * SECOND_MS;
        self.later(next, Event::Weather);
    }

    /// Something happens to a machine.
    pub(super) fn trouble(&mut self) {
        if self.is_healed {
            return;
        }
        let node = self.dice.below(self.nodes.len() as u64) as usize;
        match self.dice.below(10) {
            0..=2 => {
                let fuse = Fuse {
                    writes: self.dice.below(4),
                    is_after: self.dice.one_in(2),
                };
                self.nodes[node].replica.fuse.set(Some(fuse));
            }
            3 => {
                let backup = self.nodes[node].replica.record.borrow().clone();
                self.nodes[node].backup = Some(backup);
            }
            4 => self.restore(node),
            5 => self.copy(node),
            6 => {
                let known = self.nodes[node].replica.known();
                let column = known.state.rows.iter().find_map(|((table, _), row)| {
                    let (column, _) = row.cells.values().next()?.values.first()?;
                    Some((*table, *column))
                });
                let by = self.dice.between(1, 255) as u8;
                let rot = column.map(|column| Rot { column, by });
                self.nodes[node].replica.rotten.set(rot);
            }
            7 => self.nodes[node].replica.upgrade(),
            8 => {
                let link = self.dice.below(self.links.len() as u64) as usize;
                let input = if self.dice.one_in(2) {
                    Input::Pause
                } else {
                    Input::SyncNow
                };
                self.tell(link, input);
            }
            _ => {
                let to = self.dice.below(self.nodes.len() as u64) as usize;
                let batches = self.export(node);
                let takes = self.dice.below(40) * MINUTE_MS;
                self.later(takes, Event::Carry { node: to, batches });
            }
        }
        let next = self.dice.between(1, 12) * MINUTE_MS;
        self.later(next, Event::Trouble);
    }

    /// All that a replica holds, as batches.
    fn export(&self, node: usize) -> Vec<wire::Batch> {
        let replica = &self.nodes[node].replica;
        let mut batches = Vec::new();
        let Ok(frontier) = replica.frontier() else {
            return batches;
        };
        for stamp in frontier.iter() {
            let mut after_seq = 0;
            while let Ok(Some(batch)) = replica.next_batch(stamp.device, after_seq) {
                after_seq = batch.header.last_seq;
                batches.push(batch);
            }
        }
        batches
    }

    /// Exchanges of a machine that lost its power break off, and its programs forget.
    pub(super) fn crashed(&mut self, node: usize) {
        if !self.nodes[node].replica.is_down.get() || self.nodes[node].is_counted_down {
            return;
        }
        self.nodes[node].is_counted_down = true;
        self.voyage.crashes += 1;
        for link in 0..self.links.len() {
            if self.links[link].from == node
                && let Some(call) = self.links[link].call.take()
            {
                self.calls.remove(&call);
            }
        }
        let takes = self.dice.between(1, 600) * SECOND_MS;
        self.later(takes, Event::Revive { node });
    }

    /// The program is started again.
    pub(super) fn revive(&mut self, node: usize) {
        self.nodes[node].is_counted_down = false;
        self.nodes[node].replica.is_down.set(false);
        let own = self.nodes[node].replica.record.borrow().frontier();
        for link in 0..self.links.len() {
            if self.links[link].from != node {
                continue;
            }
            if let Some(call) = self.links[link].call.take() {
                self.calls.remove(&call);
            }
            let heard = self.links[link].heard.clone();
            self.links[link].engine = Engine::new(policy(link), own.clone(), heard, self.now_ms);
            self.links[link].memory = Memory {
                device: self.links[link].memory.device,
                ..Memory::default()
            };
            self.links[link].wake_at_ms = self.now_ms;
            self.links[link].failed = false;
            self.later(0, Event::Wake { link });
        }
    }

    /// A backup is put in place of a replica. What only it held since is lost.
    fn restore(&mut self, node: usize) {
        if self.nodes[node].is_copied || self.nodes[node].replica.is_closed() {
            return;
        }
        let Some(backup) = self.nodes[node].backup.take() else {
            return;
        };
        let is_still_held = |stamp: &journal::Stamp| {
            let others = self.nodes.iter().enumerate().filter(|(other, _)| *other != node);
            backup.entry(*stamp).is_some()
                || others
                    .into_iter()
                    .any(|(_, other)| other.replica.record.borrow().entry(*stamp).is_some())
        };
        let lost: Vec<u64> = self
            .done
            .iter()
            .filter(|(_, done)| done.stamp.is_some_and(|stamp| !is_still_held(&stamp)))
            .map(|(mark, _)| *mark)
            .collect();
        for mark in lost {
            if let Some(done) = self.done.get_mut(&mark) {
                done.is_certain = false;
            }
        }
        self.voyage.restores += 1;
        let needs_number = self.nodes[node].replica.restore(backup);
        self.nodes[node].replica.fuse.set(None);
        self.revive(node);
        if needs_number {
            self.renumber(node);
            self.enrol(node);
        }
    }

    /// A machine is copied with everything on it, and both go on.
    fn copy(&mut self, node: usize) {
        let has_copies = self.nodes.iter().any(|node| node.is_copied);
        let is_new = self.nodes[node].replica.record.borrow().head_of_own() == 0;
        if has_copies || is_new || self.nodes[node].replica.is_down.get() || self.voyage.restores > 0 {
            return;
        }
        self.voyage.forks += 1;
        self.nodes[node].is_copied = true;
        self.nodes[node].backup = None;
        let twin = Node {
            replica: self.nodes[node].replica.twin(),
            actor: self.nodes[node].actor.clone(),
            wall_offset_ms: self.nodes[node].wall_offset_ms,
            backup: None,
            is_copied: true,
            is_counted_down: false,
            was_refused_as_closed: false,
            told: 0,
        };
        self.nodes.push(twin);
        let twin = self.nodes.len() - 1;
        self.lead_out(twin);
        self.later(MINUTE_MS, Event::Act { node: twin });
    }
}

/// What is set for that link: some are used as often as the ship's own network.
pub(super) fn policy(link: usize) -> Policy {
    Policy {
        kind: if link % 4 == 3 {
            LinkKind::Aboard
        } else {
            LinkKind::Shore
        },
        is_metered: false,
        daily_bytes_max: None,
    }
}

impl Link {
    pub(super) fn new(from: usize, to: usize, engine: Engine, now_ms: u64) -> Self {
        Self {
            from,
            to,
            engine,
            memory: Memory::default(),
            heard: None,
            wake_at_ms: now_ms,
            is_cut: false,
            failed: false,
            call: None,
            probe_pending: false,
        }
    }
}
