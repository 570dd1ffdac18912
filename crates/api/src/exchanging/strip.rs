//! The strip on every screen: where each link stands, what waits, and what is in the way.
//!
//! "Up to date" is said only where both frontiers were compared and are equal.

use super::names::PeerNames;
use crate::error::Error;
use crate::program::Program;
use domain::facts::Facts;
use domain::refusal::Refusal;
use domain::time::Instant;
use journal::{DeviceNumber, Frontier};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{LinkSettings, Peer, PeerKind, Records, SetAside};
use sync::LinkState;
use sync::engine::Status;
use sync::runner::{LinkNow, SyncNow};
use ts_rs::TS;

/// A workstation that only asks here is taken to be away after this long without a call, in milliseconds:
/// four of its calls.
const GUEST_AWAY_MS: i64 = 4 * sync::policy::HEARTBEAT_ABOARD_MS.cast_signed();

/// Where a link, or all of sync, stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkWord {
    /// No other machine was set up.
    Alone,
    /// A person paused it.
    Paused,
    /// The other side cannot be reached, or has not been heard.
    Offline,
    /// An exchange has begun, and nothing has been heard yet.
    Connecting,
    /// Bytes are moving.
    Exchanging,
    /// Both sides were compared, hold the same, and nothing was added here since.
    UpToDate,
    /// Something is to be sent or fetched, and an exchange is due.
    Waiting,
    /// Something is to be sent or fetched, and something is in the way.
    HeldBack,
}

/// What is in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Trouble {
    /// A permanent word for programs.
    pub code: String,
    /// What happened.
    pub sentence: String,
    /// What to do next; empty where the sentence says it.
    pub next_step: String,
}

impl From<sync::words::Words> for Trouble {
    fn from(words: sync::words::Words) -> Self {
        Self {
            code: words.code.to_owned(),
            sentence: words.sentence.into_owned(),
            next_step: words.next_step.to_owned(),
        }
    }
}

/// How far an exchange under way has come, in entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// Entries that are here.
    pub done: u64,
    /// Entries that there will be.
    pub total: u64,
}

/// Photos and papers that are on one side of a link only, as its last exchange found them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct FilesWaiting {
    /// How many are here and not there.
    pub to_send: u64,
    /// How many are there and not here.
    pub to_fetch: u64,
    /// How many are on neither side: another workstation has them.
    pub elsewhere: u64,
    /// Bytes that are still to move, of the first two.
    pub bytes: u64,
    /// What keeps them waiting, other than the link itself.
    pub trouble: Option<Trouble>,
}

impl FilesWaiting {
    pub(super) fn of(status: &Status) -> Self {
        let files = &status.files;
        Self {
            to_send: files.to_send.files,
            to_fetch: files.to_fetch.files,
            elsewhere: files.elsewhere.files,
            bytes: files.to_send.bytes.saturating_add(files.to_fetch.bytes),
            trouble: status.words_of_files().map(Into::into),
        }
    }

    fn count(&self) -> u64 {
        self.to_send + self.to_fetch + self.elsewhere
    }
}

/// A gateway that the vessel has not confirmed yet: what the act `connect_shore` is opened with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Gateway {
    /// Its device number, 12 hex digits.
    pub device: String,
    /// What it is called.
    pub name: String,
    /// Its public key, 64 hex digits.
    pub public_key: String,
}

/// One link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncLink {
    /// Names the link in other commands.
    pub peer: i64,
    /// `shore` or `workstation`.
    #[ts(type = "\"shore\" | \"workstation\"")]
    pub kind: &'static str,
    /// What people call it.
    pub name: String,
    /// Where it answers; none for one that only asks here.
    pub address: Option<String>,
    /// Where it stands.
    pub state: LinkWord,
    /// Acts that it is not known to hold.
    pub waiting: u64,
    /// Bytes in both directions today.
    pub today_bytes: u64,
    /// Bytes it may use a day; none without a limit.
    pub budget_bytes: Option<u64>,
    /// When an exchange last ended well.
    pub last_success_at: Option<Instant>,
    /// What is in the way.
    pub trouble: Option<Trouble>,
    /// Milliseconds until it is tried again by itself, where it is.
    pub next_in_ms: Option<u64>,
    /// A person paused it.
    pub is_paused: bool,
    /// How far it has come, while entries are fetched.
    pub progress: Option<Progress>,
    /// Photos and papers that wait; nothing where they were not spoken of yet.
    pub files: FilesWaiting,
    /// The gateway behind it waits for the vessel's word: open `connect_shore` with this.
    pub connect: Option<Gateway>,
}

/// Where this workstation answers as the ship's meeting point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Listening {
    /// Where it answers.
    pub address: Option<String>,
    /// Why it does not although it should.
    pub trouble: Option<String>,
}

/// What the strip shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncStrip {
    /// Where the shore's link stands, or without a shore the best of the others.
    pub state: LinkWord,
    /// A person paused all of it.
    pub is_paused: bool,
    /// Acts of this workstation that the shore lacks, or without a shore every other machine.
    pub waiting: u64,
    /// Bytes in both directions today, over the links that the state is of.
    pub today_bytes: u64,
    /// Bytes a day that a person set; none without a limit.
    pub budget_bytes: Option<u64>,
    /// When an exchange of those links last ended well.
    pub last_success_at: Option<Instant>,
    /// What is in the way, of those links first.
    pub trouble: Option<Trouble>,
    /// Photos and papers that wait, on the one of those links where most do.
    pub files: FilesWaiting,
    /// Every link.
    pub links: Vec<SyncLink>,
    /// Whether it is the meeting point; none where it is not told to be.
    pub listening: Option<Listening>,
    /// Entries that wait for others before they count.
    pub held: u64,
    /// Entries of a newer version, or that do not fit.
    pub parked: u64,
    /// Entries beyond the end of a closed workstation.
    pub void: u64,
    /// Places where people wrote apart, to be settled.
    pub conflicts: u64,
}

/// What one look at the replica found.
pub(super) struct Look {
    now_ms: i64,
    settings: LinkSettings,
    peers: Vec<Peer>,
    held: Frontier,
    own: Vec<DeviceNumber>,
    closed: BTreeMap<DeviceNumber, u64>,
    names: PeerNames,
    aside: SetAside,
    conflicts: u64,
}

impl Look {
    fn at(records: &Records<'_>, now_ms: i64) -> Result<Self, Refusal> {
        let facts = Facts::new(records);
        Ok(Self {
            now_ms,
            settings: records.link_settings()?,
            peers: records.peers()?,
            held: records.frontier()?,
            own: records.own_numbers()?,
            closed: records.closed()?,
            names: PeerNames::of(&facts)?,
            aside: records.set_aside()?,
            conflicts: crate::views::forks::open_conflicts(records)?,
        })
    }

    /// Entries here that count and that a holder of `known` lacks, of all devices or of those.
    fn lacking(&self, known: &Frontier, of: Option<&[DeviceNumber]>) -> u64 {
        let wanted = self
            .held
            .iter()
            .filter(|stamp| of.is_none_or(|own| own.contains(&stamp.device)));
        wanted
            .map(|stamp| {
                let counts = self
                    .closed
                    .get(&stamp.device)
                    .map_or(stamp.seq, |last| stamp.seq.min(*last));
                counts.saturating_sub(known.get(stamp.device))
            })
            .sum()
    }

    fn link(&self, peer: &Peer, now: Option<&LinkNow>, today_bytes: u64) -> SyncLink {
        let is_shore = peer.setting.kind == PeerKind::Shore;
        let known = peer.frontier.clone().unwrap_or_default();
        let status = now.map(|now| &now.status);
        SyncLink {
            peer: peer.id,
            kind: peer.setting.kind.word(),
            name: self.names.name(peer),
            address: peer.setting.address.clone(),
            state: self.state(peer, status),
            waiting: self.lacking(&known, None),
            today_bytes,
            budget_bytes: self.settings.daily_budget_bytes.filter(|_| is_shore),
            last_success_at: peer.last_success_at.map(Instant::from_millis),
            trouble: trouble(peer, status),
            next_in_ms: status.map(|status| status.next_in_ms),
            is_paused: peer.setting.is_paused,
            progress: now.and_then(progress),
            files: status.map(FilesWaiting::of).unwrap_or_default(),
            connect: self.gateway(peer),
        }
    }

    fn state(&self, peer: &Peer, status: Option<&Status>) -> LinkWord {
        if let Some(status) = status {
            return word(status.state);
        }
        if self.settings.is_paused || peer.setting.is_paused {
            return LinkWord::Paused;
        }
        let is_equal = peer.frontier.as_ref() == Some(&self.held);
        // Without an engine it is what the last exchange left behind.
        let is_away = peer.setting.address.is_none()
            && peer
                .last_success_at
                .is_none_or(|at| self.now_ms.saturating_sub(at) > GUEST_AWAY_MS);
        if is_away {
            LinkWord::Offline
        } else if peer.failure.is_some() {
            LinkWord::HeldBack
        } else if is_equal {
            LinkWord::UpToDate
        } else {
            LinkWord::Waiting
        }
    }

    fn gateway(&self, peer: &Peer) -> Option<Gateway> {
        let device = peer.setting.device?.to_string();
        let key = peer.setting.public_key?;
        let is_new = peer.setting.kind == PeerKind::Shore && !self.names.is_confirmed(&device);
        is_new.then(|| Gateway {
            device,
            name: peer.setting.name.clone(),
            public_key: key.iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }

    fn strip(&self, links: Vec<SyncLink>, running: Option<&SyncNow>, trouble: Option<String>) -> SyncStrip {
        let has_shore = links.iter().any(|link| link.kind == PeerKind::Shore.word());
        let counts = |link: &&SyncLink| !has_shore || link.kind == PeerKind::Shore.word();
        let mut known = Frontier::new();
        for peer in &self.peers {
            if !has_shore || peer.setting.kind == PeerKind::Shore {
                for stamp in peer.frontier.iter().flat_map(Frontier::iter) {
                    known.advance(stamp);
                }
            }
        }
        let here = |sentence: String| Trouble {
            code: "here".to_owned(),
            sentence,
            next_step: String::new(),
        };
        let own_trouble = running.and_then(|now| now.trouble.clone()).or(trouble).map(here);
        let of_links = links
            .iter()
            .filter(counts)
            .chain(&links)
            .find_map(|link| link.trouble.clone());
        SyncStrip {
            state: together(links.iter().filter(counts).map(|link| link.state)),
            is_paused: self.settings.is_paused,
            waiting: self.lacking(&known, Some(&self.own)),
            today_bytes: links.iter().filter(counts).map(|link| link.today_bytes).sum(),
            budget_bytes: self.settings.daily_budget_bytes,
            last_success_at: links
                .iter()
                .filter(counts)
                .filter_map(|link| link.last_success_at)
                .max(),
            trouble: own_trouble.or(of_links),
            files: links
                .iter()
                .filter(counts)
                .map(|link| link.files.clone())
                .max_by_key(|files| (files.trouble.is_some(), files.count()))
                .unwrap_or_default(),
            listening: running.and_then(|now| now.listening.as_ref()).map(listening),
            links,
            held: self.aside.held,
            parked: self.aside.parked,
            void: self.aside.void,
            conflicts: self.conflicts,
        }
    }
}

fn listening(answer: &Result<std::net::SocketAddr, String>) -> Listening {
    Listening {
        address: answer.as_ref().ok().map(ToString::to_string),
        trouble: answer.as_ref().err().cloned(),
    }
}

fn word(state: LinkState) -> LinkWord {
    match state {
        LinkState::Paused => LinkWord::Paused,
        LinkState::Offline => LinkWord::Offline,
        LinkState::Connecting => LinkWord::Connecting,
        LinkState::Exchanging => LinkWord::Exchanging,
        LinkState::UpToDate => LinkWord::UpToDate,
        LinkState::Waiting => LinkWord::Waiting,
        LinkState::HeldBack => LinkWord::HeldBack,
    }
}

/// What several links come to together: what goes on, then what is in the way, then what is well.
fn together(states: impl Iterator<Item = LinkWord>) -> LinkWord {
    const ORDER: [LinkWord; 7] = [
        LinkWord::Exchanging,
        LinkWord::Connecting,
        LinkWord::HeldBack,
        LinkWord::Waiting,
        LinkWord::UpToDate,
        LinkWord::Offline,
        LinkWord::Paused,
    ];
    let states: Vec<LinkWord> = states.collect();
    let found = ORDER.into_iter().find(|word| states.contains(word));
    found.unwrap_or(LinkWord::Alone)
}

fn trouble(peer: &Peer, status: Option<&Status>) -> Option<Trouble> {
    match status {
        Some(status) => status.words().map(Into::into),
        // Kept with its next step in one sentence.
        None => peer.failure.as_ref().map(|failure| Trouble {
            code: failure.code.clone(),
            sentence: failure.sentence.clone(),
            next_step: String::new(),
        }),
    }
}

/// Where entries are fetched: of how many that the other side holds.
fn progress(now: &LinkNow) -> Option<Progress> {
    let is_moving = matches!(now.status.state, LinkState::Connecting | LinkState::Exchanging);
    let total = now
        .peer_entries
        .filter(|total| is_moving && *total > now.held_entries)?;
    Some(Progress {
        done: now.held_entries,
        total,
    })
}

impl Program {
    /// What the strip shows. Answered also when locked: it names no person and no record.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn sync_strip(&self) -> Result<SyncStrip, Error> {
        let running = self.exchanging().now();
        let look = self.reading(|records| Look::at(records, self.now().millis()))?;
        let links = self.links_of(&look, running.as_ref())?;
        Ok(look.strip(links, running.as_ref(), self.exchanging().trouble()))
    }

    /// Every link, as it is now.
    pub(super) fn links(&self) -> Result<Vec<SyncLink>, Error> {
        let running = self.exchanging().now();
        let look = self.reading(|records| Look::at(records, self.now().millis()))?;
        self.links_of(&look, running.as_ref())
    }

    fn links_of(&self, look: &Look, running: Option<&SyncNow>) -> Result<Vec<SyncLink>, Error> {
        let today = self.reading(|records| Ok(Facts::new(records).ship_time()?.date(self.now())))?;
        look.peers
            .iter()
            .map(|peer| {
                let now = running.and_then(|now| now.links.iter().find(|link| link.peer == peer.id));
                let spent = self.reading(|records| Ok(records.daily_bytes(today, Some(peer.id))?))?;
                Ok(look.link(peer, now, spent.total()))
            })
            .collect()
    }
}
