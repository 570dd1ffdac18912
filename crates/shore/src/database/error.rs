//! What can go wrong with the database, each with its cure where there is one.

use tokio_postgres::error::SqlState;

/// Why the database did not do what was asked. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ShoreError {
    /// A newer program wrote the database.
    #[error(
        "This database was written by a newer version of the program (schema {found}; this one knows {known}). \
         Update the program."
    )]
    Newer {
        /// The schema found.
        found: i32,
        /// The newest schema that this program knows.
        known: i32,
    },
    /// The database has not been brought up to date.
    #[error(
        "This database was written by an older version of the program (schema {found}; this one needs {known}). \
         Run “celeste-shore migrate” first."
    )]
    Older {
        /// The schema found.
        found: i32,
        /// The schema that this program needs.
        known: i32,
    },
    /// The database or a role is not set up as it has to be.
    #[error("{0}")]
    Setup(String),
    /// No vessel of that id is served.
    #[error("No vessel {0} is served here. Enrol it first.")]
    NoVessel(journal::RowId),
    /// Others hold entries of the gateway that its own database lacks.
    #[error(
        "The gateway's own record is not whole: its database was restored from an older copy. \
         The next exchange with a workstation of the vessel fills it up; then try again."
    )]
    Behind,
    /// No space left.
    #[error("The database's disk is full. Free some space; nothing was written.")]
    Full(#[source] tokio_postgres::Error),
    /// The database cannot be reached, or went away meanwhile.
    #[error("The database cannot be reached. Nothing was written; try again.")]
    Unreachable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What is stored cannot be read as what it is.
    #[error("What is stored cannot be read: {0}.")]
    Broken(String),
    /// An act of the gateway does not fit into an entry.
    #[error("The act cannot be recorded: {0}")]
    Entry(#[from] journal::EntryError),
    /// Entries cannot be packed.
    #[error("Entries cannot be packed: {0}")]
    Wire(#[from] wire::WireError),
    /// An enrolment code that does not let anybody in.
    #[error(transparent)]
    Code(#[from] crate::database::CodeError),
    /// Anything else that Postgres said.
    #[error("The database did not answer as expected.")]
    Postgres(#[source] tokio_postgres::Error),
}

impl ShoreError {
    /// Whether the database refused values, not the way it was spoken to: classes 22 (data), 23
    /// (integrity) and 54 (limits) of the SQLSTATE.
    pub(crate) fn is_of_data(&self) -> bool {
        let Self::Postgres(error) = self else { return false };
        let class = error.code().and_then(|state| state.code().get(..2));
        class.is_some_and(|class| ["22", "23", "54"].contains(&class))
    }

    /// What is stored is not what it should be.
    pub(crate) fn broken(what: impl ToString) -> Self {
        Self::Broken(what.to_string())
    }
}

impl From<tokio_postgres::Error> for ShoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(state) = error.code() else {
            // A value of an unexpected type is our own fault; without an answer the connection is gone.
            let is_gone = error.is_closed()
                || std::error::Error::source(&error).is_some_and(|source| source.is::<std::io::Error>());
            return if is_gone {
                Self::Unreachable(error.into())
            } else {
                Self::Postgres(error)
            };
        };
        match *state {
            SqlState::DISK_FULL => Self::Full(error),
            SqlState::ADMIN_SHUTDOWN
            | SqlState::CRASH_SHUTDOWN
            | SqlState::CANNOT_CONNECT_NOW
            | SqlState::TOO_MANY_CONNECTIONS => Self::Unreachable(error.into()),
            _ => Self::Postgres(error),
        }
    }
}

impl From<deadpool_postgres::PoolError> for ShoreError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(error) => Self::from(error),
            other => Self::Unreachable(other.into()),
        }
    }
}
