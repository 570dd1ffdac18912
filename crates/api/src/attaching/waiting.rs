//! Files that were sent and not yet attached.
//!
//! They lie in `blobs/waiting`, which is emptied when the replica is opened: a cancelled form leaves no
//! trace, also where the program was ended in the middle of it.

use super::uploads::Uploaded;
use crate::error::Error;
use domain::RowId;
use domain::refusal::Code;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use store::BlobName;

/// Files that wait at once; the one sent first gives way.
const WAITING_MAX: usize = 40;
/// Files that are being sent at once; the one begun first gives way.
const SENDING_MAX: usize = 4;
/// Files that one person sends within an hour (domain.md, intake).
pub(super) const UPLOADS_PER_HOUR: usize = 50;
const HOUR_MS: u64 = 3_600_000;

/// A file that a worker has looked at.
pub(crate) struct WaitingFile {
    pub(crate) uploaded: Uploaded,
    pub(crate) name: BlobName,
    pub(crate) thumbnail: Vec<u8>,
}

/// A file of which pieces are still to come.
pub(super) struct Sending {
    pub(super) token: String,
    pub(super) name: String,
    pub(super) size_bytes: usize,
    pub(super) bytes: Vec<u8>,
}

#[derive(Default)]
struct State {
    sending: Vec<Sending>,
    waiting: Vec<Arc<WaitingFile>>,
    sent: Vec<(RowId, u64)>,
}

/// The files of one program that wait for their forms.
pub(crate) struct Waiting {
    folder: PathBuf,
    state: Mutex<State>,
}

impl Waiting {
    /// The files that wait below the folder of files.
    pub(crate) fn below(blobs: &Path) -> Self {
        Self {
            folder: blobs.join("waiting"),
            state: Mutex::default(),
        }
    }

    /// Removes what an earlier program left; for the one that writes alone.
    pub(crate) fn empty(&self) {
        if let Err(error) = fs::remove_dir_all(&self.folder)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "files that waited could not be removed");
        }
    }

    fn with<T>(&self, ask: impl FnOnce(&mut State) -> T) -> T {
        ask(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Counts a file that a person sends at that moment; false where the hour is full.
    pub(super) fn count(&self, person: RowId, now_ms: u64) -> bool {
        self.with(|state| {
            state.sent.retain(|(_, at)| now_ms.saturating_sub(*at) < HOUR_MS);
            let sent = state.sent.iter().filter(|(by, _)| *by == person).count();
            if sent < UPLOADS_PER_HOUR {
                state.sent.push((person, now_ms));
            }
            sent < UPLOADS_PER_HOUR
        })
    }

    pub(super) fn begin(&self, sending: Sending) {
        self.with(|state| {
            if state.sending.len() >= SENDING_MAX {
                state.sending.remove(0);
            }
            state.sending.push(sending);
        });
    }

    /// Asks the file that is being sent under that token.
    pub(super) fn sending<T>(&self, token: &str, ask: impl FnOnce(&mut Sending) -> T) -> Result<T, Error> {
        self.with(|state| {
            let sending = state.sending.iter_mut().find(|sending| sending.token == token);
            sending.map(ask).ok_or_else(not_open)
        })
    }

    /// Takes out the file that was being sent under that token.
    pub(super) fn sent(&self, token: &str) -> Result<Sending, Error> {
        self.with(|state| {
            let at = state.sending.iter().position(|sending| sending.token == token);
            at.map(|at| state.sending.remove(at)).ok_or_else(not_open)
        })
    }

    /// Keeps a file until its form is done with.
    pub(super) fn keep(&self, file: WaitingFile, bytes: &[u8]) -> Result<(), Error> {
        let path = self.path(&file.uploaded.upload);
        fs::create_dir_all(&self.folder)
            .and_then(|()| fs::write(&path, bytes))
            .map_err(|error| cannot_keep(&error))?;
        let given_way = self.with(|state| {
            state.waiting.push(Arc::new(file));
            (state.waiting.len() > WAITING_MAX).then(|| state.waiting.remove(0))
        });
        if let Some(file) = given_way {
            self.remove(&file.uploaded.upload);
        }
        Ok(())
    }

    /// The file that waits under that token.
    pub(crate) fn get(&self, token: &str) -> Result<Arc<WaitingFile>, Error> {
        self.with(|state| {
            let waiting = state.waiting.iter().find(|file| file.uploaded.upload == token);
            waiting.cloned().ok_or_else(not_open)
        })
    }

    /// Its bytes, as the worker handed them over.
    pub(crate) fn read(&self, file: &WaitingFile) -> Result<Vec<u8>, Error> {
        let bytes = fs::read(self.path(&file.uploaded.upload)).map_err(|_| not_open())?;
        if BlobName::of(&bytes) == file.name {
            Ok(bytes)
        } else {
            Err(not_open())
        }
    }

    /// Lets go of a file, wherever it is on its way; one that is not there is no error.
    pub(crate) fn drop_file(&self, token: &str) {
        let waited = self.with(|state| {
            state.sending.retain(|sending| sending.token != token);
            let before = state.waiting.len();
            state.waiting.retain(|file| file.uploaded.upload != token);
            state.waiting.len() < before
        });
        if waited {
            self.remove(token);
        }
    }

    /// Tokens are hex digits that this program drew, so they name no other file.
    fn path(&self, token: &str) -> PathBuf {
        self.folder.join(token)
    }

    fn remove(&self, token: &str) {
        if let Err(error) = fs::remove_file(self.path(token)) {
            tracing::warn!(%error, "a file that waited could not be removed");
        }
    }
}

fn not_open() -> Error {
    Error::new(Code::NotFound, "The file is not open any more. Choose it again.")
}

fn cannot_keep(error: &std::io::Error) -> Error {
    use std::io::ErrorKind as Kind;
    match error.kind() {
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Error::new(
            Code::DiskFull,
            "The disk is full. Free some space and try again; nothing was written.",
        ),
        _ => Error::new(
            Code::ReadOnly,
            "The folder of this replica cannot be written. Check its permissions; nothing was written.",
        ),
    }
}
