//! What exchanges leave behind in the replica: which peers there are, how the last exchanges with them
//! went, and what that cost today. The calls block.

use std::sync::Arc;

use domain::facts::Facts;
use domain::time::{Date, Instant};
use journal::{DeviceNumber, Frontier};
use store::{DailyBytes, Exchange, Peer, PeerFailure, PeerKind, PeerSetting, StoreError, Writer};

use crate::answer::Heard;
use crate::client::Exchanged;
use crate::outcome::{Answered, Counts};
use crate::outside::Outside;
use crate::policy::{LinkKind, Policy};
use crate::words;

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// How an exchange ended, as the log has it.
const DONE: &str = "done";
/// The peer was only asked what it holds.
const ASKED: &str = "asked";
const FAILED: &str = "failed";
/// Something was odd about a certificate, and nothing came of it.
const DOUBT: &str = "certificate";
/// The clocks of both sides differ, and nothing came of it.
const CLOCKS: &str = "clocks_differ";
/// Milliseconds by which two clocks may differ before it is told.
const CLOCKS_DIFFER_MS: u64 = 5 * 60 * 1000;

/// The bytes of today, and when the day ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spent {
    /// Bytes in both directions, with one peer.
    pub today_bytes: u64,
    /// Milliseconds until the ship's day ends.
    pub day_ends_in_ms: u64,
}

/// Everything that is set, as one look at the replica found it.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// The peers that have an address and a pin, with what is set for their links.
    pub links: Vec<(Peer, Policy)>,
    /// Whether a person paused all of them.
    pub is_paused: bool,
    /// Where this workstation answers as the meeting point, if it does.
    pub listen_address: Option<String>,
}

/// The replica as the book of its exchanges. Cloning it shares the replica.
#[derive(Clone)]
pub struct Book {
    writer: Arc<Writer>,
    outside: Arc<dyn Outside>,
}

impl Book {
    /// The book of that replica.
    #[must_use]
    pub fn new(writer: Arc<Writer>, outside: Arc<dyn Outside>) -> Self {
        Self { writer, outside }
    }

    pub(crate) fn writer(&self) -> &Arc<Writer> {
        &self.writer
    }

    pub(crate) fn outside(&self) -> &Arc<dyn Outside> {
        &self.outside
    }

    /// What is set.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn set(&self) -> Result<Set, StoreError> {
        let reader = self.writer.readers().reader()?;
        let records = reader.records();
        let settings = records.link_settings()?;
        let has_address = |peer: &Peer| peer.setting.address.is_some() && peer.setting.pin.is_some();
        let policy = |kind: PeerKind| match kind {
            PeerKind::Shore => Policy {
                kind: LinkKind::Shore,
                is_metered: settings.is_metered,
                daily_bytes_max: settings.daily_budget_bytes,
            },
            // The ship's own network costs nothing.
            PeerKind::Workstation => Policy {
                kind: LinkKind::Aboard,
                is_metered: false,
                daily_bytes_max: None,
            },
        };
        let peers = records.peers()?.into_iter().filter(has_address);
        Ok(Set {
            links: peers.map(|peer| (peer.clone(), policy(peer.setting.kind))).collect(),
            is_paused: settings.is_paused,
            listen_address: settings.listen_address,
        })
    }

    /// Which entries are here.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn frontier(&self) -> Result<Frontier, StoreError> {
        self.writer.readers().reader()?.records().frontier()
    }

    /// What a peer cost today.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn spent(&self, peer: i64) -> Result<Spent, StoreError> {
        let (day, day_ends_in_ms) = self.day(self.outside.wall_ms())?;
        let reader = self.writer.readers().reader()?;
        let today_bytes = reader.records().daily_bytes(day, Some(peer))?.total();
        Ok(Spent {
            today_bytes,
            day_ends_in_ms,
        })
    }

    /// Notes an exchange that this workstation asked for.
    ///
    /// # Errors
    /// When the replica cannot be written.
    pub fn asked(&self, peer: i64, began_at_ms: i64, exchanged: &Exchanged) -> Result<(), StoreError> {
        let now_ms = self.outside.wall_ms();
        let outcome = &exchanged.outcome;
        let mut logged = logged(peer, began_at_ms, now_ms, outcome.sent, outcome.received);
        logged.round_trips = exchanged.round_trips;
        logged.bytes_up += exchanged.overhead.up_bytes;
        logged.bytes_down += exchanged.overhead.down_bytes;
        let trouble = match &outcome.result {
            Ok(Answered::Asked { peer: heard }) => {
                self.writer.note_frontier(peer, heard, now_ms)?;
                ASKED.clone_into(&mut logged.outcome);
                None
            }
            Ok(Answered::Exchanged {
                peer: heard, refused, ..
            }) => {
                self.writer.note_frontier(peer, heard, now_ms)?;
                self.writer.note_success(peer, now_ms)?;
                refused.as_ref()
            }
            Err(failure) => {
                FAILED.clone_into(&mut logged.outcome);
                Some(failure)
            }
        };
        if let Some(words) = trouble.map(words::of) {
            let sentence = format!("{} {}", words.sentence, words.next_step);
            let failure = PeerFailure {
                code: words.code.to_owned(),
                sentence: sentence.clone(),
                at: now_ms,
            };
            self.writer.note_failure(peer, &failure)?;
            (logged.code, logged.sentence) = (Some(words.code.to_owned()), Some(sentence));
        } else if let Some(doubt) = exchanged.doubt {
            (logged.code, logged.sentence) = (Some(DOUBT.to_owned()), Some(doubt.sentence().to_owned()));
        }
        self.note_device(peer, exchanged.memory.device)?;
        self.write(&logged)
    }

    /// Notes an exchange that another asked this workstation for.
    ///
    /// # Errors
    /// When the replica cannot be written.
    pub fn answered(&self, heard: &Heard, began_at_ms: i64) -> Result<(), StoreError> {
        let peer = self.guest(heard.device)?;
        let now_ms = self.outside.wall_ms();
        let mut logged = logged(peer, began_at_ms, now_ms, heard.sent, heard.received);
        logged.round_trips = 1;
        let apart_ms = heard.wall_at.abs_diff(began_at_ms);
        if apart_ms > CLOCKS_DIFFER_MS {
            let apart_minutes = apart_ms / 60_000;
            let sentence =
                format!("Its clock and the one here are {apart_minutes} minutes apart. Set the one that is wrong.");
            (logged.code, logged.sentence) = (Some(CLOCKS.to_owned()), Some(sentence));
        }
        self.writer.note_frontier(peer, &heard.frontier, now_ms)?;
        self.writer.note_success(peer, now_ms)?;
        self.write(&logged)
    }

    /// The peer that asks here as that device, added where it is new.
    fn guest(&self, device: DeviceNumber) -> Result<i64, StoreError> {
        let reader = self.writer.readers().reader()?;
        if let Some(known) = reader.records().peer_of(device)? {
            return Ok(known.id);
        }
        let facts_of = reader.records();
        let facts = Facts::new(&facts_of);
        let introduced = facts
            .devices()?
            .into_iter()
            .find(|row| row.device == device.to_string());
        let name = introduced.map_or_else(|| device.to_string(), |row| format!("{} {}", row.letter, row.name));
        self.writer.add_peer(&PeerSetting {
            kind: PeerKind::Workstation,
            name,
            address: None,
            pin: None,
            device: Some(device),
            public_key: None,
            is_paused: false,
        })
    }

    /// Keeps as which device a peer answers, where that is new.
    fn note_device(&self, peer: i64, device: Option<DeviceNumber>) -> Result<(), StoreError> {
        let known = self.writer.readers().reader()?.records().peer(peer)?;
        let Some(known) = known.filter(|known| device.is_some() && known.setting.device != device) else {
            return Ok(());
        };
        self.writer.set_peer(
            peer,
            &PeerSetting {
                device,
                ..known.setting
            },
        )
    }

    fn write(&self, logged: &Exchange) -> Result<(), StoreError> {
        let (day, _) = self.day(logged.ended_at)?;
        let bytes = DailyBytes {
            bytes_up: logged.bytes_up,
            bytes_down: logged.bytes_down,
        };
        self.writer.count_bytes(logged.peer, day, bytes)?;
        self.writer.log_exchange(logged)
    }

    /// The ship's day at that moment, and in how many milliseconds it ends.
    fn day(&self, at_ms: i64) -> Result<(Date, u64), StoreError> {
        let reader = self.writer.readers().reader()?;
        let records = reader.records();
        let ship = Facts::new(&records).ship_time()?;
        let at = Instant::from_millis(at_ms);
        let into_day_ms = at.plus_minutes(ship.offset_at(at)).millis().rem_euclid(DAY_MS);
        Ok((ship.date(at), (DAY_MS - into_day_ms).unsigned_abs()))
    }
}

fn logged(peer: i64, began_at: i64, ended_at: i64, sent: Counts, received: Counts) -> Exchange {
    Exchange {
        peer,
        began_at,
        ended_at,
        bytes_up: sent.bytes,
        bytes_down: received.bytes,
        round_trips: 0,
        batches: sent.batches + received.batches,
        entries: sent.entries + received.entries,
        outcome: DONE.to_owned(),
        code: None,
        sentence: None,
    }
}
