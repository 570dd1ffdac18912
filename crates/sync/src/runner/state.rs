//! Where all links stand, for whoever shows it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::engine::Status;

/// One link, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkNow {
    /// Which peer.
    pub peer: i64,
    /// Where the engine stands.
    pub status: Status,
    /// Entries held here.
    pub held_entries: u64,
    /// Entries that the peer was last heard to hold; with those held here, how far a new replica has
    /// filled itself.
    pub peer_entries: Option<u64>,
    /// Bytes in both directions today.
    pub today_bytes: u64,
}

/// Everything, as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncNow {
    /// The links, by peer.
    pub links: Vec<LinkNow>,
    /// Where this workstation answers as the meeting point, or why it does not although it should.
    pub listening: Option<Result<SocketAddr, String>>,
    /// What keeps links from being set up: the settings cannot be read, an address is none, or a link ended
    /// by a fault of this program.
    pub trouble: Option<String>,
}

#[derive(Default)]
struct Shown {
    links: BTreeMap<i64, LinkNow>,
    listening: Option<Result<SocketAddr, String>>,
    trouble: Option<String>,
}

/// Where it is written down. Whoever watches is told after each change, never while it is locked.
pub(super) struct Board {
    shown: Mutex<Shown>,
    changed: Arc<dyn Fn() + Send + Sync>,
}

impl Board {
    pub(super) fn new(changed: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self {
            shown: Mutex::default(),
            changed,
        }
    }

    pub(super) fn now(&self) -> SyncNow {
        let shown = self.shown();
        SyncNow {
            links: shown.links.values().cloned().collect(),
            listening: shown.listening.clone(),
            trouble: shown.trouble.clone(),
        }
    }

    pub(super) fn show(&self, link: LinkNow) {
        let before = self.shown().links.insert(link.peer, link.clone());
        if before.as_ref() != Some(&link) {
            (self.changed)();
        }
    }

    pub(super) fn forget(&self, peer: i64) {
        self.shown().links.remove(&peer);
        (self.changed)();
    }

    pub(super) fn listens(&self, listening: Option<Result<SocketAddr, String>>) {
        self.shown().listening = listening;
        (self.changed)();
    }

    pub(super) fn works(&self) {
        if self.shown().trouble.take().is_some() {
            (self.changed)();
        }
    }

    pub(super) fn trouble(&self, trouble: String) {
        tracing::error!(trouble, "links cannot be set up");
        self.shown().trouble = Some(trouble);
        (self.changed)();
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
