//! What the strip and the settings show of one link.

use crate::failure::Failure;
use crate::words::{self, Words};

/// Where one link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// A person paused it.
    Paused,
    /// The peer cannot be reached; it is tried every few seconds.
    Offline,
    /// An exchange has begun, and nothing has been heard yet.
    Connecting,
    /// Bytes are moving.
    Exchanging,
    /// Frontiers and tables were compared, both are equal, and nothing was added here since.
    UpToDate,
    /// Something is to be sent or fetched, and an exchange is due.
    Waiting,
    /// Something is to be sent or fetched, and something is in the way.
    HeldBack,
}

/// One link as people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Where it stands.
    pub state: LinkState,
    /// Entries held here that the peer is not known to hold.
    pub waiting: u64,
    /// What went wrong last, until something goes well.
    pub failure: Option<Failure>,
    /// Whether the daily budget is used up.
    pub is_over_budget: bool,
    /// Milliseconds until the engine acts again by itself.
    pub next_in_ms: u64,
}

impl Status {
    /// What is in the way, with the next step; none when nothing is.
    #[must_use]
    pub fn words(&self) -> Option<Words> {
        match &self.failure {
            _ if self.state == LinkState::Paused => Some(words::PAUSED),
            _ if self.is_over_budget => Some(words::OVER_BUDGET),
            Some(failure) => Some(words::of(failure)),
            None => None,
        }
    }
}
