//! The machine's own state folder: what this machine knows of the workstations it writes as, apart
//! from every replica.
//!
//! ```text
//! devices/0123456789ab/device.json   whose number: vessel, letter, machine
//! devices/0123456789ab/key           Ed25519 seed, readable by its owner only
//! devices/0123456789ab/head          the last entry written, in two slots
//! devices/0123456789ab/lock          held by the one program that writes as this workstation
//! devices/0123456789ab/prepared      the machine that drew a number for a vessel it is to join
//! vessels/UUID/secret                what keys the PIN hashes, readable by its owner only
//! ```
//!
//! Invariant: a replica may go on writing under a device number only while this folder says that it
//! holds that device's last entry. Anything else was restored, copied or cloned.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use journal::{DeviceNumber, Head, RowId};
use serde::{Deserialize, Serialize};

use crate::Random;
use crate::error::StoreError;
use crate::place::Lock;

mod head_file;
mod tls_key;

pub use tls_key::TLS_SEED_BYTES;

pub(crate) use head_file::{HeadFile, LEAD_ENTRIES_MAX};

/// Bytes by which two sides find out whether they have the same secret.
pub const SECRET_CHECK_BYTES: usize = 16;
const SECRET_CHECK_CONTEXT: &str = "celesteos vessel secret check 1";

/// A hash of the vessel's id under its secret: of no use for anything but comparing.
#[must_use]
pub fn secret_check(vessel: RowId, secret: &[u8; VESSEL_SECRET_BYTES]) -> [u8; SECRET_CHECK_BYTES] {
    let key = blake3::derive_key(SECRET_CHECK_CONTEXT, secret);
    let hash = blake3::keyed_hash(&key, vessel.as_bytes());
    let mut check = [0; SECRET_CHECK_BYTES];
    check.copy_from_slice(&hash.as_bytes()[..SECRET_CHECK_BYTES]);
    check
}

/// Bytes of the secret that keys a vessel's PIN hashes.
pub const VESSEL_SECRET_BYTES: usize = 32;

/// The state folder of this machine.
#[derive(Clone, Debug)]
pub struct StateFolder {
    folder: PathBuf,
    machine: String,
}

/// What is known of a workstation number that was drawn on this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeviceRecord {
    pub(crate) device: DeviceNumber,
    pub(crate) letter: String,
    pub(crate) vessel: RowId,
    pub(crate) machine: String,
}

/// A workstation that this program may write as.
#[derive(Debug)]
pub(crate) struct Workstation {
    pub(crate) device: DeviceNumber,
    pub(crate) letter: String,
    pub(crate) head: HeadFile,
    pub(crate) key: SigningKey,
    _lock: Lock,
}

impl StateFolder {
    /// The state folder of the machine that the operating system calls `machine`.
    ///
    /// A folder that was copied to another machine, with everything in it, is told by that name.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>, machine: impl Into<String>) -> Self {
        Self {
            folder: folder.into(),
            machine: machine.into(),
        }
    }

    /// The folder itself.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The secret that keys the vessel's PIN hashes, if this machine has it.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn vessel_secret(&self, vessel: RowId) -> Result<Option<[u8; VESSEL_SECRET_BYTES]>, StoreError> {
        let path = self.secret_path(vessel);
        match read_optional(&path)? {
            None => Ok(None),
            Some(bytes) => bytes.try_into().map(Some).map_err(|_| damaged(&path)),
        }
    }

    /// Against what others compare the secret that they were given; none where this machine has none.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn secret_check(&self, vessel: RowId) -> Result<Option<[u8; SECRET_CHECK_BYTES]>, StoreError> {
        Ok(self.vessel_secret(vessel)?.map(|secret| secret_check(vessel, &secret)))
    }

    /// Keeps the vessel's secret, durable when this returns.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn keep_vessel_secret(&self, vessel: RowId, secret: &[u8; VESSEL_SECRET_BYTES]) -> Result<(), StoreError> {
        write_durably(&self.secret_path(vessel), secret)
    }

    /// Keeps a drawn number and its key for a vessel that is not known yet, durable when this returns.
    pub(crate) fn prepare(&self, new: &NewNumber) -> Result<(), StoreError> {
        let folder = self.device_folder(new.device);
        write_durably(&folder.join("key"), new.key.as_bytes())?;
        write_durably(&folder.join("prepared"), self.machine.as_bytes())
    }

    /// The key of a number that was drawn on this machine; none for any other.
    pub(crate) fn prepared_key(&self, device: DeviceNumber) -> Result<Option<SigningKey>, StoreError> {
        let folder = self.device_folder(device);
        if read_optional(&folder.join("prepared"))?.as_deref() != Some(self.machine.as_bytes()) {
            return Ok(None);
        }
        read_key(&folder.join("key"))
    }

    /// The key of a number that this machine writes or wrote under in that vessel.
    pub(crate) fn signing_key(&self, device: DeviceNumber, vessel: RowId) -> Result<Option<SigningKey>, StoreError> {
        match self.record(device)? {
            Some(record) if record.vessel == vessel => read_key(&self.device_folder(device).join("key")),
            _ => Ok(None),
        }
    }

    /// Keeps a number and its key for the vessel, durable when this returns.
    ///
    /// A crash may have left a part of it behind, when a prepared number is bound to its vessel.
    pub(crate) fn make_workstation(&self, new: &NewNumber, vessel: RowId) -> Result<Workstation, StoreError> {
        let record = DeviceRecord {
            device: new.device,
            letter: new.letter.clone(),
            vessel,
            machine: self.machine.clone(),
        };
        let folder = self.device_folder(new.device);
        let json = serde_json::to_vec(&record).map_err(|error| StoreError::State(error.to_string()))?;
        write_durably(&folder.join("key"), new.key.as_bytes())?;
        write_durably(&folder.join("device.json"), &json)?;
        let begin = Head {
            seq: 0,
            hash: journal::genesis_hash(new.device),
        };
        let head = HeadFile::create(&folder.join("head"), begin)?;
        sync_folder(&folder)?;
        let lock = Lock::take(&folder.join("lock"))?.ok_or_else(|| StoreError::Locked(folder.clone()))?;
        Ok(Workstation {
            device: new.device,
            letter: new.letter.clone(),
            head,
            key: new.key.clone(),
            _lock: lock,
        })
    }

    /// The workstation, if it was made on this machine for that vessel and no other program is
    /// writing as it just now.
    pub(crate) fn workstation(&self, device: DeviceNumber, vessel: RowId) -> Result<Option<Workstation>, StoreError> {
        let folder = self.device_folder(device);
        let Some(record) = self.record(device)?.filter(|record| record.vessel == vessel) else {
            return Ok(None);
        };
        let Some(lock) = Lock::take(&folder.join("lock"))? else {
            return Ok(None);
        };
        // A workstation without its key cannot sign its heads, and is replaced like one without its head.
        let (Some(head), Some(key)) = (HeadFile::open(&folder.join("head"))?, read_key(&folder.join("key"))?) else {
            return Ok(None);
        };
        Ok(Some(Workstation {
            device,
            letter: record.letter,
            head,
            key,
            _lock: lock,
        }))
    }

    /// What is known of a number that was drawn on this machine.
    fn record(&self, device: DeviceNumber) -> Result<Option<DeviceRecord>, StoreError> {
        let path = self.device_folder(device).join("device.json");
        let Some(json) = read_optional(&path)? else {
            return Ok(None);
        };
        let record: DeviceRecord = serde_json::from_slice(&json).map_err(|_| damaged(&path))?;
        Ok((record.device == device && record.machine == self.machine).then_some(record))
    }

    /// Where this machine knows the device's chain to end, for whoever verifies the record.
    pub(crate) fn known_head(&self, device: DeviceNumber) -> Result<Option<Head>, StoreError> {
        HeadFile::read(&self.device_folder(device).join("head"))
    }

    fn device_folder(&self, device: DeviceNumber) -> PathBuf {
        self.folder.join("devices").join(device.to_string())
    }

    fn secret_path(&self, vessel: RowId) -> PathBuf {
        self.folder.join("vessels").join(vessel.to_string()).join("secret")
    }
}

/// A workstation number before it is kept.
pub(crate) struct NewNumber {
    pub(crate) device: DeviceNumber,
    pub(crate) letter: String,
    pub(crate) key: SigningKey,
}

impl NewNumber {
    /// Draws number and key.
    pub(crate) fn draw(letter: String, random: &mut Random) -> Result<Self, StoreError> {
        let mut number = [0; 8];
        random(&mut number);
        let mut seed = [0; ed25519_dalek::SECRET_KEY_LENGTH];
        random(&mut seed);
        let bits = u64::from_be_bytes(number) >> (u64::BITS - journal::id::DEVICE_BITS);
        Ok(Self {
            device: DeviceNumber::new(bits)?,
            letter,
            key: SigningKey::from_bytes(&seed),
        })
    }
}

fn read_key(path: &Path) -> Result<Option<SigningKey>, StoreError> {
    let Some(bytes) = read_optional(path)? else {
        return Ok(None);
    };
    let seed: [u8; ed25519_dalek::SECRET_KEY_LENGTH] = bytes.try_into().map_err(|_| damaged(path))?;
    Ok(Some(SigningKey::from_bytes(&seed)))
}

fn read_optional(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io(path, error)),
    }
}

/// Writes a file whole or not at all, readable by its owner only, durable when this returns.
fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let folder = path.parent().ok_or_else(|| damaged(path))?;
    fs::create_dir_all(folder).map_err(|error| StoreError::io(folder, error))?;
    let fresh = path.with_extension("new");
    let write = || -> std::io::Result<()> {
        let mut file = owners_only().create(true).truncate(true).write(true).open(&fresh)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&fresh, path)
    };
    write().map_err(|error| StoreError::io(path, error))?;
    sync_folder(folder)
}

/// Makes the names in a folder durable. Windows keeps names with the files and opens no folder.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(windows) {
        return Ok(());
    }
    let opened = File::open(folder).and_then(|file| file.sync_all());
    opened.map_err(|error| StoreError::io(folder, error))
}

/// Options for files that nobody but the owner may read.
fn owners_only() -> OpenOptions {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn damaged(path: &Path) -> StoreError {
    StoreError::State(path.display().to_string())
}
