//! Whom this replica exchanges entries with, and how that went last.

use std::str::FromStr;

use journal::{DeviceNumber, Frontier};
use rusqlite::{OptionalExtension, Row};

use crate::acceptance;
use crate::error::StoreError;
use crate::exchange::PUBLIC_KEY_BYTES;
use crate::records::Records;
use crate::writer::Writer;

/// Bytes that pin the other side's TLS key.
pub const PIN_BYTES: usize = 16;
/// Peers that a replica may have.
pub const PEERS_MAX: usize = 64;

/// What a peer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PeerKind {
    /// The gateway ashore.
    Shore,
    /// Another workstation of the vessel.
    Workstation,
}

impl PeerKind {
    /// The word it is stored under.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Shore => "shore",
            Self::Workstation => "workstation",
        }
    }
}

impl FromStr for PeerKind {
    type Err = StoreError;

    fn from_str(word: &str) -> Result<Self, StoreError> {
        match word {
            "shore" => Ok(Self::Shore),
            "workstation" => Ok(Self::Workstation),
            other => Err(StoreError::broken(format!("a peer that is a {other}"))),
        }
    }
}

/// What is set for a peer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerSetting {
    /// What it is.
    pub kind: PeerKind,
    /// What people call it.
    pub name: String,
    /// Where it answers; none for one that only asks here, or comes as a file.
    pub address: Option<String>,
    /// The first bytes of the digest of its TLS key.
    pub pin: Option<[u8; PIN_BYTES]>,
    /// Its device number, where it is known.
    pub device: Option<DeviceNumber>,
    /// Its device's public key, where it is known.
    pub public_key: Option<[u8; PUBLIC_KEY_BYTES]>,
    /// Whether nothing is exchanged with it until a person says so.
    pub is_paused: bool,
}

/// Why the last exchange with a peer failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerFailure {
    /// One word.
    pub code: String,
    /// For the person, with the next step.
    pub sentence: String,
    /// When, milliseconds UTC.
    pub at: i64,
}

/// A peer, and how the last exchanges with it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Never given twice.
    pub id: i64,
    /// What is set for it.
    pub setting: PeerSetting,
    /// What it was last heard to hold, and when; none before the first exchange.
    pub frontier: Option<Frontier>,
    /// When that was heard.
    pub heard_at: Option<i64>,
    /// When an exchange last ended well.
    pub last_success_at: Option<i64>,
    /// Why the last one failed; none when it ended well.
    pub failure: Option<PeerFailure>,
}

const COLUMNS: &str = "id, kind, name, address, pin, device, public_key, is_paused, frontier, heard_at, \
                       last_success_at, failure_code, failure_sentence, failed_at";

impl Records<'_> {
    /// All peers, in the order in which they were added.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn peers(&self) -> Result<Vec<Peer>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM peers ORDER BY id");
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query([])?;
        let mut peers = Vec::new();
        while let Some(row) = stored.next()? {
            peers.push(read(row)?);
        }
        Ok(peers)
    }

    /// The peer of that id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn peer(&self, id: i64) -> Result<Option<Peer>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM peers WHERE id = ?1");
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query([id])?;
        stored.next()?.map(read).transpose()
    }

    /// The peer with that device number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn peer_of(&self, device: DeviceNumber) -> Result<Option<Peer>, StoreError> {
        let sql = "SELECT id FROM peers WHERE device = ?1 ORDER BY id LIMIT 1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let id: Option<i64> = prepared.query_row([device.to_string()], |row| row.get(0)).optional()?;
        id.map_or(Ok(None), |id| self.peer(id))
    }
}

fn read(row: &Row<'_>) -> Result<Peer, StoreError> {
    let text = |at: usize| -> Result<Option<String>, StoreError> { Ok(row.get(at)?) };
    let frontier = text(8)?.map(|json| serde_json::from_str(&json).map_err(StoreError::broken));
    let failure = match (text(11)?, text(12)?, row.get::<_, Option<i64>>(13)?) {
        (Some(code), Some(sentence), Some(at)) => Some(PeerFailure { code, sentence, at }),
        _ => None,
    };
    Ok(Peer {
        id: row.get(0)?,
        setting: PeerSetting {
            kind: text(1)?.unwrap_or_default().parse()?,
            name: text(2)?.unwrap_or_default(),
            address: text(3)?,
            pin: row.get(4)?,
            device: text(5)?
                .map(|device| device.parse())
                .transpose()
                .map_err(StoreError::broken)?,
            public_key: row.get(6)?,
            is_paused: row.get(7)?,
        },
        frontier: frontier.transpose()?,
        heard_at: row.get(9)?,
        last_success_at: row.get(10)?,
        failure,
    })
}

impl Writer {
    /// Adds a peer and returns its id.
    ///
    /// # Errors
    /// When there are too many, or the database cannot be written.
    pub fn add_peer(&self, setting: &PeerSetting) -> Result<i64, StoreError> {
        self.local(|connection| {
            let count: i64 = connection.query_row("SELECT count(*) FROM peers", [], |row| row.get(0))?;
            if count >= PEERS_MAX as i64 {
                return Err(StoreError::TooManyPeers);
            }
            let sql = "INSERT INTO peers (kind, name, address, pin, device, public_key, is_paused) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            let device = setting.device.map(|device| device.to_string());
            connection.prepare_cached(sql)?.execute((
                setting.kind.word(),
                &setting.name,
                &setting.address,
                setting.pin,
                device,
                setting.public_key,
                setting.is_paused,
            ))?;
            Ok(connection.last_insert_rowid())
        })
    }

    /// Changes what is set for a peer.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_peer(&self, id: i64, setting: &PeerSetting) -> Result<(), StoreError> {
        self.local(|connection| {
            let sql = "UPDATE peers SET kind = ?2, name = ?3, address = ?4, pin = ?5, device = ?6, public_key = ?7, \
                       is_paused = ?8 WHERE id = ?1";
            let device = setting.device.map(|device| device.to_string());
            connection.prepare_cached(sql)?.execute((
                id,
                setting.kind.word(),
                &setting.name,
                &setting.address,
                setting.pin,
                device,
                setting.public_key,
                setting.is_paused,
            ))?;
            Ok(())
        })
    }

    /// Removes a peer. What it was known to hold stays known.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn remove_peer(&self, id: i64) -> Result<(), StoreError> {
        self.local(|connection| {
            connection
                .prepare_cached("DELETE FROM peers WHERE id = ?1")?
                .execute([id])?;
            Ok(())
        })
    }

    /// Keeps what a peer was heard to hold, and from when on it was known to.
    ///
    /// # Errors
    /// When there is no such peer, or the database cannot be written.
    pub fn note_frontier(&self, id: i64, heard: &Frontier, now_ms: i64) -> Result<(), StoreError> {
        let json = serde_json::to_string(heard).map_err(StoreError::broken)?;
        self.local(|connection| {
            let sql = "UPDATE peers SET frontier = ?2, heard_at = ?3 WHERE id = ?1 RETURNING kind";
            let mut prepared = connection.prepare_cached(sql)?;
            let kind: Option<String> = prepared.query_row((id, &json, now_ms), |row| row.get(0)).optional()?;
            let kind = kind.ok_or_else(|| StoreError::broken(format!("there is no peer {id}")))?;
            acceptance::note(connection, id, kind.parse()?, heard, now_ms)
        })
    }

    /// Notes that an exchange with the peer ended well.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note_success(&self, id: i64, now_ms: i64) -> Result<(), StoreError> {
        self.local(|connection| {
            let sql = "UPDATE peers SET last_success_at = ?2, failure_code = NULL, failure_sentence = NULL, \
                       failed_at = NULL WHERE id = ?1";
            connection.prepare_cached(sql)?.execute((id, now_ms))?;
            Ok(())
        })
    }

    /// Notes why an exchange with the peer failed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note_failure(&self, id: i64, failure: &PeerFailure) -> Result<(), StoreError> {
        self.local(|connection| {
            let sql = "UPDATE peers SET failure_code = ?2, failure_sentence = ?3, failed_at = ?4 WHERE id = ?1";
            connection
                .prepare_cached(sql)?
                .execute((id, &failure.code, &failure.sentence, failure.at))?;
            Ok(())
        })
    }
}
