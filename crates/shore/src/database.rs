//! The gateway's connections to Postgres. Every transaction names its vessel first, so the database
//! shows and takes rows of that vessel only; one that writes takes the vessel's lock as well, so that
//! several gateways on one database take their turns.
//!
//! Invariant: READ COMMITTED, and the lock before anything is read: what a transaction then reads is
//! what the last one left.

pub(crate) mod codes;
mod error;
mod exchanges;
mod files;
mod outgoing;
pub(crate) mod own;
mod receiving;
pub(crate) mod register;
pub(crate) mod standing;
mod tls;
mod upgrade;

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime, Timeouts, Transaction};
use journal::RowId;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls, Row};

use crate::column::Id;
use crate::metrics::Durations;
use crate::migrate;
pub use codes::{Code, CodeError};
pub use error::ShoreError;
pub use exchanges::ExchangeNote;
pub use files::{FilesHere, KeptPiece};
pub use own::OwnAct;
pub use register::{Identity, NewIdentity, Vessel};
pub use standing::{Caller, DeviceStanding};
pub(crate) use standing::{closed, frontier, histories};

/// How long a request waits for a free connection, or for a new one.
const WAIT_SECONDS_MAX: u64 = 10;
/// A transaction that says nothing for so long is ended, so that a gateway that froze lets go of its
/// vessel's lock. Taken together with a bound on single statements.
const SESSION_OPTIONS: &str = "-c idle_in_transaction_session_timeout=60s -c statement_timeout=300s";

/// The gateway's database.
#[derive(Clone)]
pub struct Database {
    pool: Pool,
    lock_waits: Arc<Durations>,
}

/// What a statement takes.
pub(crate) type Parameters<'p> = &'p [&'p (dyn ToSql + Sync)];

impl Database {
    /// Connects as the gateway's role, and checks that the schema is the one this program knows.
    ///
    /// # Errors
    /// When the database cannot be reached, was written by a newer program, or was not migrated yet.
    pub async fn connect(config: &Config, connections_max: usize) -> Result<Self, ShoreError> {
        let mut config = config.clone();
        if config.get_options().is_none() {
            config.options(SESSION_OPTIONS);
        }
        let recycling_method = RecyclingMethod::Fast;
        let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method });
        let wait = Some(Duration::from_secs(WAIT_SECONDS_MAX));
        let pool = Pool::builder(manager)
            .max_size(connections_max)
            .runtime(Runtime::Tokio1)
            .timeouts(Timeouts {
                wait,
                create: wait,
                recycle: wait,
            })
            .build()
            .map_err(|error| ShoreError::Setup(error.to_string()))?;
        let database = Self {
            pool,
            lock_waits: Arc::default(),
        };
        database.check().await?;
        Ok(database)
    }

    /// Whether the database answers, with the schema this program knows.
    ///
    /// # Errors
    /// When it does not.
    pub async fn check(&self) -> Result<(), ShoreError> {
        let client = self.pool.get().await?;
        let found = migrate::version(&**client).await?;
        if found < migrate::VERSION {
            return Err(ShoreError::Older {
                found,
                known: migrate::VERSION,
            });
        }
        Ok(())
    }

    /// How long batches waited for their vessel's lock.
    #[must_use]
    pub fn lock_waits(&self) -> &Durations {
        &self.lock_waits
    }

    pub(crate) async fn connection(&self) -> Result<Object, ShoreError> {
        Ok(self.pool.get().await?)
    }
}

/// A transaction about one vessel.
pub(crate) struct Work<'c> {
    transaction: Transaction<'c>,
    vessel: Id,
    waited: Duration,
}

impl<'c> Work<'c> {
    /// Begins to read.
    pub(crate) async fn reading(connection: &'c mut Object, vessel: RowId) -> Result<Self, ShoreError> {
        let transaction = connection.transaction().await?;
        let vessel = Id(vessel);
        let sql = transaction
            .prepare_cached("SELECT set_config('celeste.vessel', $1, true)")
            .await?;
        transaction.query_one(&sql, &[&vessel.0.to_string()]).await?;
        Ok(Self {
            transaction,
            vessel,
            waited: Duration::ZERO,
        })
    }

    /// Begins to write, as soon as nobody else writes to the vessel.
    pub(crate) async fn writing(connection: &'c mut Object, vessel: RowId) -> Result<Self, ShoreError> {
        let transaction = connection.transaction().await?;
        let sql = transaction
            .prepare_cached(
                "SELECT pg_advisory_xact_lock($1), set_config('celeste.vessel', $2, true), \
                 (extract(epoch FROM clock_timestamp() - statement_timestamp()) * 1000)::bigint",
            )
            .await?;
        let row = transaction
            .query_one(&sql, &[&lock_of(vessel), &vessel.to_string()])
            .await?;
        let waited_ms = u64::try_from(row.try_get::<_, i64>(2)?).unwrap_or(0);
        Ok(Self {
            transaction,
            vessel: Id(vessel),
            waited: Duration::from_millis(waited_ms),
        })
    }

    /// How long it waited for the vessel's lock.
    pub(crate) fn waited(&self) -> Duration {
        self.waited
    }

    /// The vessel, as statements take it.
    pub(crate) fn vessel(&self) -> Id {
        self.vessel
    }

    /// The rows of a statement.
    pub(crate) async fn rows(&self, sql: &str, parameters: Parameters<'_>) -> Result<Vec<Row>, ShoreError> {
        let prepared = self.transaction.prepare_cached(sql).await?;
        Ok(self.transaction.query(&prepared, parameters).await?)
    }

    /// The one row of a statement, if there is one.
    pub(crate) async fn row(&self, sql: &str, parameters: Parameters<'_>) -> Result<Option<Row>, ShoreError> {
        let prepared = self.transaction.prepare_cached(sql).await?;
        Ok(self.transaction.query_opt(&prepared, parameters).await?)
    }

    /// Runs a statement, and returns how many rows it wrote.
    pub(crate) async fn run(&self, sql: &str, parameters: Parameters<'_>) -> Result<u64, ShoreError> {
        let prepared = self.transaction.prepare_cached(sql).await?;
        Ok(self.transaction.execute(&prepared, parameters).await?)
    }

    /// A part that can be taken back by itself: what is not committed of it did not happen.
    pub(crate) async fn part(&mut self) -> Result<Work<'_>, ShoreError> {
        Ok(Work {
            transaction: self.transaction.savepoint("part").await?,
            vessel: self.vessel,
            waited: self.waited,
        })
    }

    /// Checks now, not only at the end, that every row that is referred to is there.
    pub(crate) async fn check_references(&self) -> Result<(), ShoreError> {
        let sql = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED";
        Ok(self.transaction.batch_execute(sql).await?)
    }

    /// Makes it durable; of a part, makes it stay as long as the whole does.
    pub(crate) async fn commit(self) -> Result<(), ShoreError> {
        Ok(self.transaction.commit().await?)
    }
}

/// The advisory lock of a vessel. Two vessels that share a number would only wait for each other.
fn lock_of(vessel: RowId) -> i64 {
    let bytes = vessel.as_bytes();
    // Device and the low bits of the entry that founded it.
    bytes
        .iter()
        .fold(0_i64, |lock, byte| lock.rotate_left(7) ^ i64::from(*byte))
}
