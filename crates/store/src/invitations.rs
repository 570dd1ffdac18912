//! One-time codes that this workstation gave out as a meeting point.
//!
//! Only a hash of a code's secret is kept: whoever copies the replica cannot use it.

use std::fmt;

use journal::{DeviceNumber, RowId, Stamp};
use rusqlite::{Connection, Row};

use crate::column;
use crate::error::StoreError;
use crate::letter;
use crate::records::Records;
use crate::writer::Writer;

/// Bytes of the hash of a code's secret.
pub const SECRET_HASH_BYTES: usize = 32;
/// How long a code that expired or was used is kept, so that a repeat is told from a mistyped code.
const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// Codes that may be open at once.
pub const INVITATIONS_OPEN_MAX: usize = 20;
/// Wrong codes within [`WRONG_CODES_WINDOW_MS`] before no code is looked at any more.
pub const WRONG_CODES_MAX: u32 = 20;
/// For how long wrong codes are counted.
pub const WRONG_CODES_WINDOW_MS: i64 = 10 * 60 * 1000;

/// A code that was given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The hash of its secret.
    pub secret_hash: [u8; SECRET_HASH_BYTES],
    /// Who gave it out.
    pub person: RowId,
    /// The act that says so.
    pub entry: Stamp,
    /// The letter that the workstation will be given.
    pub letter: String,
    /// What the workstation will be called.
    pub name: String,
    /// Until when it counts, milliseconds UTC.
    pub expires_at: i64,
    /// When it was used, and by which device.
    pub used: Option<(i64, DeviceNumber)>,
}

/// A code that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redeemed {
    /// What it was given out for.
    pub invitation: Invitation,
    /// Whether the same device has used it before: its answer was lost, and it asks again.
    pub is_repeated: bool,
}

/// Why a code does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRefusal {
    /// It was never given out here, or long ago.
    Unknown,
    /// It expired at that moment.
    Expired(i64),
    /// Another device used it at that moment.
    Used(i64),
    /// Too many wrong codes were tried; none is looked at before that moment.
    TooMany(i64),
}

impl fmt::Display for CodeRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "This code was not given out here. Check it, or ask for a new one.",
            Self::Expired(_) => "This code has expired. Ask for a new one.",
            Self::Used(_) => "This code was used already. Ask for a new one.",
            Self::TooMany(_) => "Too many wrong codes were tried. Wait ten minutes and try again.",
        })
    }
}

impl std::error::Error for CodeRefusal {}

const COLUMNS: &str = "secret_hash, person_id, entry, letter, name, expires_at, used_at, used_by";

impl Records<'_> {
    /// The codes given out here that are still remembered, the one that counts longest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn invitations(&self) -> Result<Vec<Invitation>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM invitations ORDER BY expires_at DESC, letter");
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query([])?;
        let mut invitations = Vec::new();
        while let Some(row) = stored.next()? {
            invitations.push(read(row)?);
        }
        Ok(invitations)
    }
}

fn read(row: &Row<'_>) -> Result<Invitation, StoreError> {
    let text = |at: usize| -> Result<String, StoreError> { Ok(row.get(at)?) };
    let used = match (row.get::<_, Option<i64>>(6)?, row.get::<_, Option<String>>(7)?) {
        (Some(at), Some(device)) => Some((at, device.parse().map_err(StoreError::broken)?)),
        _ => None,
    };
    Ok(Invitation {
        secret_hash: row.get(0)?,
        person: column::row_id(row.get_ref(1)?.as_blob().map_err(StoreError::broken)?)?,
        entry: text(2)?.parse().map_err(StoreError::broken)?,
        letter: text(3)?,
        name: text(4)?,
        expires_at: row.get(5)?,
        used,
    })
}

impl Writer {
    /// A letter for another workstation, which nobody has and nobody was promised.
    ///
    /// # Errors
    /// When every letter is taken.
    pub fn draw_letter(&self) -> Result<String, StoreError> {
        self.transact(|batch| letter::draw(&batch.letters_taken()?, batch.random))
    }

    /// Keeps a code that is given out.
    ///
    /// # Errors
    /// When too many are open, or the database cannot be written.
    pub fn invite(&self, invitation: &Invitation, now_ms: i64) -> Result<(), StoreError> {
        self.local(|connection| {
            let sql = "DELETE FROM invitations WHERE max(expires_at, coalesce(used_at, expires_at)) < ?1";
            connection.prepare_cached(sql)?.execute([now_ms - KEPT_MS])?;
            let sql = "SELECT count(*) FROM invitations WHERE used_at IS NULL AND expires_at > ?1";
            let open: i64 = connection.prepare_cached(sql)?.query_row([now_ms], |row| row.get(0))?;
            if open >= INVITATIONS_OPEN_MAX as i64 {
                return Err(StoreError::TooManyInvitations);
            }
            let sql = "INSERT INTO invitations (secret_hash, person_id, entry, letter, name, expires_at) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            connection.prepare_cached(sql)?.execute((
                invitation.secret_hash,
                invitation.person.as_bytes().as_slice(),
                invitation.entry.to_string(),
                &invitation.letter,
                &invitation.name,
                invitation.expires_at,
            ))?;
            Ok(())
        })
    }

    /// Uses a code up for that device, or says why it does not count. The same device may ask again:
    /// it gets the same answer.
    ///
    /// # Errors
    /// [`StoreError::Code`] when the code does not count; or when the database cannot be written.
    pub fn redeem(
        &self,
        secret_hash: &[u8; SECRET_HASH_BYTES],
        device: DeviceNumber,
        now_ms: i64,
    ) -> Result<Redeemed, StoreError> {
        // A refusal is counted, so it is no error to the transaction.
        let outcome = self.local(|connection| redeem(connection, secret_hash, device, now_ms))?;
        Ok(outcome?)
    }
}

fn redeem(
    connection: &Connection,
    secret_hash: &[u8; SECRET_HASH_BYTES],
    device: DeviceNumber,
    now_ms: i64,
) -> Result<Result<Redeemed, CodeRefusal>, StoreError> {
    let (failures, first_at): (u32, i64) =
        connection.query_row("SELECT failures, first_at FROM wrong_codes", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    // A clock that was set back does not keep codes out for longer than the window.
    let is_counting = (first_at..first_at + WRONG_CODES_WINDOW_MS).contains(&now_ms);
    if is_counting && failures >= WRONG_CODES_MAX {
        return Ok(Err(CodeRefusal::TooMany(first_at + WRONG_CODES_WINDOW_MS)));
    }
    let sql = format!("SELECT {COLUMNS} FROM invitations WHERE secret_hash = ?1");
    let mut prepared = connection.prepare_cached(&sql)?;
    let mut stored = prepared.query([secret_hash])?;
    let Some(mut invitation) = stored.next()?.map(read).transpose()? else {
        let (failures, first_at) = if is_counting {
            (failures + 1, first_at)
        } else {
            (1, now_ms)
        };
        let sql = "UPDATE wrong_codes SET failures = ?1, first_at = ?2";
        connection.prepare_cached(sql)?.execute((failures, first_at))?;
        return Ok(Err(CodeRefusal::Unknown));
    };
    match invitation.used {
        Some((_, by)) if by == device => {
            return Ok(Ok(Redeemed {
                invitation,
                is_repeated: true,
            }));
        }
        Some((at, _)) => return Ok(Err(CodeRefusal::Used(at))),
        None if now_ms >= invitation.expires_at => return Ok(Err(CodeRefusal::Expired(invitation.expires_at))),
        None => {}
    }
    let sql = "UPDATE invitations SET used_at = ?2, used_by = ?3 WHERE secret_hash = ?1";
    connection
        .prepare_cached(sql)?
        .execute((secret_hash, now_ms, device.to_string()))?;
    invitation.used = Some((now_ms, device));
    Ok(Ok(Redeemed {
        invitation,
        is_repeated: false,
    }))
}

/// The letters promised to workstations that are invited.
pub(crate) fn promised_letters(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut prepared = connection.prepare_cached("SELECT letter FROM invitations")?;
    let letters = prepared.query_map([], |row| row.get(0))?;
    Ok(letters.collect::<Result<_, _>>()?)
}
