//! How an empty replica becomes one of a vessel, and how it gets the number it will write under.

use journal::{DeviceNumber, RowId};
use rusqlite::Connection;

use super::Writer;
use super::closing::closed_after;
use crate::drafting::Batch;
use crate::error::StoreError;
use crate::exchange::PUBLIC_KEY_BYTES;
use crate::letter;
use crate::records::Records;
use crate::state::{NewNumber, SECRET_CHECK_BYTES, VESSEL_SECRET_BYTES};

/// The preference that holds the name given when this workstation joined.
pub const GIVEN_NAME: &str = "given_name";

/// The name given when this workstation joined.
pub(crate) fn given_name(connection: &Connection) -> Result<Option<String>, StoreError> {
    Records::of(connection).optional("SELECT value FROM preferences WHERE key = ?1", [GIVEN_NAME])
}

/// A device number that this replica will write under once it has joined a vessel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreparedNumber {
    /// The number.
    pub device: DeviceNumber,
    /// Its Ed25519 public key.
    pub public_key: [u8; PUBLIC_KEY_BYTES],
}

impl Writer {
    /// The number to enrol with: drawn, and in the state folder with its key before this returns. The
    /// same one comes again after a crash. A replica that writes under a number already enrols with that.
    ///
    /// # Errors
    /// When the state folder or the database cannot be written.
    pub fn prepare_number(&self) -> Result<PreparedNumber, StoreError> {
        self.transact(|batch| {
            let key = match present(batch)? {
                Some(known) => Some(known),
                None => match prepared_device(batch.connection)? {
                    Some(device) => batch.state.prepared_key(device)?.map(|key| (device, key)),
                    None => None,
                },
            };
            let (device, key) = match key {
                Some(known) => known,
                None => {
                    let new = NewNumber::draw(String::new(), batch.random)?;
                    batch.state.prepare(&new)?;
                    let sql = "UPDATE replica SET prepared_device = ?1";
                    batch.connection.execute(sql, [new.device.to_string()])?;
                    (new.device, new.key)
                }
            };
            Ok(PreparedNumber {
                device,
                public_key: *key.verifying_key().as_bytes(),
            })
        })
    }

    /// Against what a workstation that joins compares the words of its recovery sheet; none where this
    /// replica belongs to no vessel, or its machine has no secret.
    ///
    /// # Errors
    /// When the state folder cannot be read.
    pub fn secret_check(&self) -> Result<Option<[u8; SECRET_CHECK_BYTES]>, StoreError> {
        let core = self.core();
        core.standing
            .vessel
            .map_or(Ok(None), |vessel| core.state.secret_check(vessel))
    }

    /// Makes an empty replica one of that vessel, whose entries are then received.
    ///
    /// It has no number of its own: its first act draws one.
    ///
    /// # Errors
    /// When the replica already holds a vessel.
    pub fn join(&self, vessel: RowId) -> Result<(), StoreError> {
        self.transact(|batch| {
            if batch.standing.vessel.is_some() {
                return Err(StoreError::HasVessel);
            }
            batch.standing.vessel = Some(vessel);
            Ok(())
        })
    }

    /// Makes a replica one of that vessel under the prepared number, which was confirmed with that
    /// letter. The first act introduces it. Where the replica holds the vessel already, and has no
    /// number of its own, it only gets the number. Doing it again changes nothing.
    ///
    /// The secret is the vessel's, from its recovery sheet; none where this machine has it already.
    ///
    /// # Errors
    /// When the replica holds another vessel, the letter is none, or the number was not prepared here.
    pub fn enrol(
        &self,
        vessel: RowId,
        device: DeviceNumber,
        letter: &str,
        secret: Option<&[u8; VESSEL_SECRET_BYTES]>,
    ) -> Result<(), StoreError> {
        self.transact(|batch| {
            if batch.standing.vessel.is_some_and(|held| held != vessel) {
                return Err(StoreError::HasVessel);
            }
            if !letter::is_letter(letter) {
                return Err(StoreError::Letter(letter.to_owned()));
            }
            if let Some(secret) = secret {
                batch.state.keep_vessel_secret(vessel, secret)?;
            }
            batch.standing.vessel = Some(vessel);
            match present(batch)? {
                Some((own, _)) if own == device => return Ok(()),
                Some(_) => return Err(StoreError::NotPrepared(device)),
                None => {}
            }
            let is_prepared = prepared_device(batch.connection)? == Some(device);
            let key = batch.state.prepared_key(device)?.filter(|_| is_prepared);
            let new = NewNumber {
                device,
                letter: letter.to_owned(),
                key: key.ok_or(StoreError::NotPrepared(device))?,
            };
            batch.begin_device(&new, vessel)?;
            batch
                .connection
                .execute("UPDATE replica SET prepared_device = NULL", [])?;
            Ok(())
        })
    }
}

/// The number that the replica writes under and may go on with, and its key.
fn present(batch: &Batch<'_>) -> Result<Option<(DeviceNumber, ed25519_dalek::SigningKey)>, StoreError> {
    let (Some(vessel), Some((device, _))) = (batch.standing.vessel, &batch.device) else {
        return Ok(None);
    };
    if closed_after(batch.connection, *device)?.is_some() {
        return Ok(None);
    }
    Ok(batch.state.signing_key(*device, vessel)?.map(|key| (*device, key)))
}

fn prepared_device(connection: &Connection) -> Result<Option<DeviceNumber>, StoreError> {
    let sql = "SELECT prepared_device FROM replica";
    let device: Option<String> = connection.query_row(sql, [], |row| row.get(0))?;
    device
        .map(|device| device.parse())
        .transpose()
        .map_err(StoreError::broken)
}
