//! What can go wrong with a replica, each with its cure where there is one.

use std::io;
use std::path::{Path, PathBuf};

use domain::refusal::{Code, Refusal};
use journal::DeviceNumber;
use rusqlite::ErrorCode;

use crate::exchange::RunRefusal;
use crate::invitations::CodeRefusal;

/// Why the replica did not do what was asked. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The rules refuse the act.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// No space left.
    #[error("The disk is full. Free some space and try again; nothing was written.")]
    DiskFull(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The system refused to take more bytes, without saying that the disk is full.
    #[error(
        "The disk takes no more: it may be full, over a quota, or failing. Free some space and try again; nothing was written."
    )]
    WriteFailed(#[source] rusqlite::Error),
    /// The folder or file cannot be written.
    #[error("The folder of this replica cannot be written. Check its permissions; nothing was written.")]
    ReadOnly(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Another program holds the writing lock.
    #[error("Another program is writing to this replica ({0}). Close it first.")]
    Locked(PathBuf),
    /// Another program, which holds no lock, has the database file in use.
    #[error("The database is in use by another program. Try again in a moment.")]
    Busy(#[source] rusqlite::Error),
    /// The file is damaged, or is no database.
    #[error("The database file is damaged ({0}). Restore a backup.")]
    Damaged(String),
    /// The replica was written by a newer program.
    #[error(
        "This replica was written by a newer version of the program (schema {found}; this one knows {known}). \
         Update the program on this workstation."
    )]
    Newer {
        /// The schema found.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// The replica was written by an older program, and only a writing program may bring it up to date.
    #[error(
        "This replica was written by an older version of the program (schema {found}; this one reads {known}). \
         Open it once with the program itself, which brings it up to date."
    )]
    Older {
        /// The schema found.
        found: i64,
        /// The schema that this program reads.
        known: i64,
    },
    /// The SQLite in use has a known corruption bug.
    #[error("SQLite {0} is too old for this program; it needs {min} or newer", min = crate::connection::SQLITE_VERSION_MIN)]
    SqliteTooOld(String),
    /// There is no replica in the folder.
    #[error("There is no replica in {0}.")]
    NoReplica(PathBuf),
    /// The replica holds no vessel yet.
    #[error("This replica holds no vessel yet. Found one first.")]
    NoVessel,
    /// The replica already holds a vessel.
    #[error("This replica already holds a vessel.")]
    HasVessel,
    /// A file that would be overwritten.
    #[error("{0} already exists. Choose another name.")]
    Exists(PathBuf),
    /// The letter is no letter of a workstation, or taken.
    #[error("“{0}” cannot be a workstation's letter: one or two capitals without I and O, not used before.")]
    Letter(String),
    /// Every letter of this vessel is taken.
    #[error("Every letter for workstations of this vessel is taken.")]
    LettersExhausted,
    /// The number that a vessel is to be joined with was not drawn by this replica on this machine.
    #[error("Device {0} was not prepared on this workstation. Begin the enrolment again.")]
    NotPrepared(DeviceNumber),
    /// A run of entries was not taken.
    #[error(transparent)]
    Run(#[from] RunRefusal),
    /// A one-time code does not count.
    #[error(transparent)]
    Code(#[from] CodeRefusal),
    /// No further code is given out.
    #[error("Too many codes are open. Wait until one is used or has expired.")]
    TooManyInvitations,
    /// No further peer is added.
    #[error("Too many addresses are set. Remove one first.")]
    TooManyPeers,
    /// The act does not fit into an entry.
    #[error("The act cannot be recorded: {0}")]
    Entry(#[from] journal::EntryError),
    /// One of several acts failed half-way, and the others were to be committed all the same.
    #[error("One of the acts could not be written, so none was.")]
    Spoiled,
    /// An identifier that cannot be.
    #[error(transparent)]
    Id(#[from] journal::IdError),
    /// A plan writes what does not fit its column or refers to a row that is not there.
    #[error("The plan of “{action}” does not fit the record: {reason}")]
    Plan {
        /// The act.
        action: String,
        /// What does not fit.
        reason: String,
    },
    /// A list was asked for by a column that its table does not have.
    #[error("{table} has no column “{column}”.")]
    UnknownColumn {
        /// The table.
        table: &'static str,
        /// What was asked for.
        column: String,
    },
    /// What is stored cannot be read as what it is.
    #[error("What is stored cannot be read: {0}. Run “verify the record”.")]
    Broken(String),
    /// The machine's state folder cannot be read as what it is.
    #[error("The state folder of this machine is damaged: {0}")]
    State(String),
    /// A copy did not pass its check.
    #[error("The copy did not pass its check and was removed: {0}")]
    BadCopy(String),
    /// A photo or paper has other bytes than its digest says.
    #[error("The file {0} is damaged. It comes back from a backup, or from a workstation that holds it.")]
    DamagedBlob(PathBuf),
    /// A photo or paper is larger than any that is taken in.
    #[error("The file {0} is larger than any photo or paper may be. It was not taken.")]
    LargeBlob(PathBuf),
    /// A person cancelled long work.
    #[error("Cancelled.")]
    Cancelled,
    /// A file or folder.
    #[error("{path} cannot be used ({source}). Check that the folder exists and may be written, or choose another.")]
    Io {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Anything else that SQLite said.
    #[error("The database did not answer as expected.")]
    Sqlite(#[source] rusqlite::Error),
}

impl StoreError {
    /// An error of the file system, told apart by its kind.
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        use io::ErrorKind as Kind;
        match source.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::DiskFull(source.into()),
            Kind::ReadOnlyFilesystem | Kind::PermissionDenied => Self::ReadOnly(source.into()),
            _ => Self::Io {
                path: path.to_owned(),
                source,
            },
        }
    }

    /// What is stored is not what it should be.
    pub(crate) fn broken(what: impl ToString) -> Self {
        Self::Broken(what.to_string())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error_code() else {
            return match error {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..)
                | rusqlite::Error::InvalidColumnType(..) => Self::broken(error),
                _ => Self::Sqlite(error),
            };
        };
        match code {
            ErrorCode::DiskFull => Self::DiskFull(error.into()),
            ErrorCode::SystemIoFailure if is_failed_write(&error) => Self::WriteFailed(error),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => Self::ReadOnly(error.into()),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy(error),
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}

/// Whether the system refused to take more bytes: a quota or a limit on file sizes is reported like a
/// failing disk, and not like a full one.
fn is_failed_write(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    let writes = [
        ffi::SQLITE_IOERR_WRITE,
        ffi::SQLITE_IOERR_TRUNCATE,
        ffi::SQLITE_IOERR_SHMSIZE,
    ];
    matches!(error, rusqlite::Error::SqliteFailure(failure, _) if writes.contains(&failure.extended_code))
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Refused(refusal) => return refusal.clone(),
            StoreError::DiskFull(_) | StoreError::WriteFailed(_) => Code::DiskFull,
            StoreError::ReadOnly(_) | StoreError::Locked(_) | StoreError::Busy(_) | StoreError::Io { .. } => {
                Code::ReadOnly
            }
            StoreError::NoVessel => Code::NoVessel,
            StoreError::NoReplica(_) => Code::NotFound,
            StoreError::HasVessel
            | StoreError::Exists(_)
            | StoreError::NotPrepared(_)
            | StoreError::TooManyInvitations
            | StoreError::TooManyPeers => Code::WrongState,
            StoreError::Letter(_)
            | StoreError::LettersExhausted
            | StoreError::UnknownColumn { .. }
            | StoreError::Run(_)
            | StoreError::LargeBlob(_)
            | StoreError::Code(_) => Code::Invalid,
            StoreError::Damaged(_) | StoreError::Broken(_) | StoreError::DamagedBlob(_) => Code::Broken,
            _ => Code::Fault,
        };
        Self::new(code, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    fn told(code: i32) -> (Code, String) {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        let refusal = Refusal::from(StoreError::from(error));
        (refusal.code, refusal.message)
    }

    #[test]
    fn what_sqlite_says_becomes_a_sentence_with_a_cure() {
        for (code, expected, cure) in [
            (ffi::SQLITE_FULL, Code::DiskFull, "Free some space"),
            (ffi::SQLITE_IOERR_WRITE, Code::DiskFull, "Free some space"),
            (ffi::SQLITE_READONLY, Code::ReadOnly, "Check its permissions"),
            (ffi::SQLITE_READONLY_DIRECTORY, Code::ReadOnly, "Check its permissions"),
            (ffi::SQLITE_CANTOPEN, Code::ReadOnly, "Check its permissions"),
            (ffi::SQLITE_BUSY, Code::ReadOnly, "Try again"),
            (ffi::SQLITE_CORRUPT, Code::Broken, "Restore a backup"),
            (ffi::SQLITE_NOTADB, Code::Broken, "Restore a backup"),
            (ffi::SQLITE_IOERR_READ, Code::Fault, "did not answer"),
        ] {
            let (found, sentence) = told(code);
            assert_eq!(found, expected, "{code}");
            assert!(sentence.contains(cure), "{code}: {sentence}");
        }
    }
}
