//! The folder of a replica: where its files lie, and the lock of the one program that writes.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::error::StoreError;

/// A replica's folder: `replica.db`, `blobs/`, `lock`, `log/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    folder: PathBuf,
}

impl Place {
    /// The replica in that folder, which need not exist yet.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder itself.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The only database file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.folder.join("replica.db")
    }

    /// Where photos and documents lie, by their digest.
    #[must_use]
    pub fn blobs(&self) -> PathBuf {
        self.folder.join("blobs")
    }

    /// Where the program's log lies.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// Whether the folder holds a replica.
    #[must_use]
    pub fn holds_replica(&self) -> bool {
        self.database().is_file()
    }

    /// Makes the folders that are not there.
    pub(crate) fn make(&self) -> Result<(), StoreError> {
        for folder in [self.folder.clone(), self.blobs(), self.log()] {
            fs::create_dir_all(&folder).map_err(|error| StoreError::io(&folder, error))?;
        }
        Ok(())
    }

    /// Takes the operating system's lock, which ends with the process.
    pub(crate) fn lock(&self) -> Result<Lock, StoreError> {
        Lock::take(&self.folder.join("lock"))?.ok_or_else(|| StoreError::Locked(self.folder.clone()))
    }
}

/// A held lock; dropping it lets go.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock on that file; none when another holds it.
    pub(crate) fn take(path: &Path) -> Result<Option<Self>, StoreError> {
        let opened = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        let file = opened.map_err(|error| StoreError::io(path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(StoreError::io(path, error)),
        }
    }
}
