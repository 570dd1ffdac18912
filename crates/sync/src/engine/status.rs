//! What the strip and the settings show of one link.

use crate::failure::Failure;
use crate::files::{Amount, FilesOutcome, FilesTrouble};
use crate::policy::FilesWait;
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
    /// Files that wait on either side, as the last exchange found them.
    pub files: FilesStatus,
    /// Milliseconds until the engine acts again by itself.
    pub next_in_ms: u64,
}

/// The files of one link as people see them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesStatus {
    /// Held here and lacking there.
    pub to_send: Amount,
    /// Lacking here, to be had there.
    pub to_fetch: Amount,
    /// Lacking on both sides.
    pub elsewhere: Amount,
    /// What a person set that keeps them waiting.
    pub wait: Option<FilesWait>,
    /// What else is in their way.
    pub trouble: Option<FilesTrouble>,
}

impl FilesStatus {
    pub(super) fn of(last: Option<&FilesOutcome>, wait: Option<FilesWait>) -> Self {
        let last = last.cloned().unwrap_or_default();
        Self {
            to_send: last.to_send,
            to_fetch: last.to_fetch,
            elsewhere: last.elsewhere,
            wait,
            trouble: last.trouble,
        }
    }

    /// Files that wait, on either side.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        self.to_send.files + self.to_fetch.files + self.elsewhere.files
    }
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

    /// What keeps files waiting, with the next step; none where none wait, or nothing is in their way.
    #[must_use]
    pub fn words_of_files(&self) -> Option<Words> {
        if self.files.waiting() == 0 && self.files.trouble.is_none() {
            return None;
        }
        match (self.state, self.files.wait, &self.files.trouble) {
            // What is in the way of everything is told of everything.
            (LinkState::Paused | LinkState::Offline, ..) => None,
            (_, Some(wait), _) => Some(words::of_waiting_files(wait)),
            (_, None, Some(trouble)) => Some(words::of_files(trouble)),
            (_, None, None) if self.files.to_send.files + self.files.to_fetch.files > 0 => None,
            (_, None, None) => Some(words::FILES_ELSEWHERE),
        }
    }
}
