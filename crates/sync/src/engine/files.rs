//! When files travel on a link, and how much of them in one exchange.

use journal::Frontier;

use crate::files::{FilesOutcome, FilesTurn};
use crate::policy::{self, FilesWait};

/// Exchanges in a row that may be begun at once for files though none moved: one learns that the other side
/// knows files, one what it lacks. Beyond them the clock decides, whatever either side says.
const IDLE_MAX: u32 = 3;

/// The files of one link.
#[derive(Clone, Debug)]
pub(super) struct FilesOfLink {
    /// Bytes of pieces in the next exchange, as the line has shown to carry in a short while.
    turn_bytes: u64,
    /// What the exchange under way may carry.
    turn: FilesTurn,
    began_at_ms: u64,
    /// What was held here when no act was left to exchange; none while some are on their way.
    acts_through: Option<Frontier>,
    /// Exchanges in a row that were begun for files and moved none.
    idle: u32,
    /// What the last exchange found.
    pub(super) last: Option<FilesOutcome>,
}

impl FilesOfLink {
    pub(super) fn new() -> Self {
        Self {
            turn_bytes: policy::FILES_TURN_BYTES_FIRST,
            turn: FilesTurn::default(),
            began_at_ms: 0,
            acts_through: None,
            idle: 0,
            last: None,
        }
    }

    /// What the exchange that begins now may carry.
    pub(super) fn begin(
        &mut self,
        allowance: Result<u64, FilesWait>,
        own: &Frontier,
        looks_at_tables: bool,
        now_ms: u64,
    ) -> FilesTurn {
        let acts_go_first = looks_at_tables || self.acts_through.as_ref() != Some(own);
        self.began_at_ms = now_ms;
        self.turn = match allowance {
            Err(_) => FilesTurn::default(),
            Ok(_) if acts_go_first => FilesTurn {
                is_open: true,
                bytes_max: 0,
            },
            Ok(bytes) => FilesTurn {
                is_open: true,
                bytes_max: bytes.min(self.turn_bytes),
            },
        };
        self.turn
    }

    /// Takes in what an exchange came to; `own` is what was told in it, where no act is left to exchange.
    pub(super) fn exchanged(&mut self, files: Option<&FilesOutcome>, own: Option<Frontier>, now_ms: u64) {
        self.acts_through = own;
        if files.is_some_and(FilesOutcome::has_moved) {
            self.measure(now_ms.saturating_sub(self.began_at_ms));
        }
        if files.is_some_and(|files| files.was_tried && !files.has_moved()) {
            // Somewhere a disk is full: what comes to nothing is tried with little.
            self.turn_bytes = policy::FILES_TURN_BYTES_MIN;
        }
        self.idle = match files {
            Some(files) if !files.has_moved() => self.idle.saturating_add(1),
            _ => 0,
        };
        self.last = files.cloned();
    }

    /// The exchange broke off.
    pub(super) fn failed(&mut self) {
        self.acts_through = None;
        if self.turn.bytes_max > 0 {
            self.turn_bytes = (self.turn_bytes / 2).max(policy::FILES_TURN_BYTES_MIN);
        }
    }

    /// Whether the next exchange is worth beginning at once.
    pub(super) fn goes_on(&self, allowance: Result<u64, FilesWait>) -> bool {
        allowance.is_ok() && self.idle <= IDLE_MAX && self.last.as_ref().is_some_and(FilesOutcome::goes_on)
    }

    /// An act never waits long for a photo: as much as the line carries in that while.
    fn measure(&mut self, took_ms: u64) {
        self.turn_bytes = if took_ms < policy::FILES_TURN_MS / 2 {
            (self.turn_bytes * 2).min(policy::FILES_TURN_BYTES_MAX)
        } else if took_ms > policy::FILES_TURN_MS * 2 {
            (self.turn_bytes / 2).max(policy::FILES_TURN_BYTES_MIN)
        } else {
            self.turn_bytes
        };
    }
}
