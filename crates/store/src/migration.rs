//! Brings a database to the schema this program knows: forward only, all pending steps in one
//! transaction, with a checked copy of the file before.
//!
//! A published step is never edited; a test compares their sum with `migrations/replica/schema.sql`.

use std::path::{Path, PathBuf};

use domain::tables::TABLES;
use rusqlite::{Connection, TransactionBehavior};

use crate::backup;
use crate::digest;
use crate::error::StoreError;
use crate::gate::{Gate, Work};
use crate::rights;
use crate::search;
use crate::spend;
use crate::stock;

/// Every step, in order; the number of steps done is the database's `user_version`.
pub(crate) const STEPS: &[&str] = &[
    include_str!("../../../migrations/replica/0001_replica.sql"),
    include_str!("../../../migrations/replica/0002_audit_log.sql"),
    include_str!("../../../migrations/replica/0003_people.sql"),
    include_str!("../../../migrations/replica/0004_equipment.sql"),
    include_str!("../../../migrations/replica/0005_stores.sql"),
    include_str!("../../../migrations/replica/0006_faults.sql"),
    include_str!("../../../migrations/replica/0007_work_orders.sql"),
    include_str!("../../../migrations/replica/0008_gate.sql"),
    include_str!("../../../migrations/replica/0009_sync.sql"),
    include_str!("../../../migrations/replica/0010_devices.sql"),
    include_str!("../../../migrations/replica/0011_hold.sql"),
    include_str!("../../../migrations/replica/0012_digest.sql"),
    include_str!("../../../migrations/replica/0013_ledger.sql"),
    include_str!("../../../migrations/replica/0014_stock.sql"),
    include_str!("../../../migrations/replica/0015_rights.sql"),
    include_str!("../../../migrations/replica/0016_handover.sql"),
    include_str!("../../../migrations/replica/0017_attachments.sql"),
    include_str!("../../../migrations/replica/0018_search.sql"),
    include_str!("../../../migrations/replica/0019_manuals.sql"),
    include_str!("../../../migrations/replica/0020_buying.sql"),
    include_str!("../../../migrations/replica/0021_spend.sql"),
    include_str!("../../../migrations/replica/0022_receiving.sql"),
    include_str!("../../../migrations/replica/0023_over_delivery.sql"),
    include_str!("../../../migrations/replica/0024_standings.sql"),
];

/// The schema this program knows.
pub const VERSION: i64 = STEPS.len() as i64;

/// The schema of the database.
pub(crate) fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Refuses a database that a newer program wrote.
pub(crate) fn refuse_newer(connection: &Connection) -> Result<i64, StoreError> {
    let found = version(connection)?;
    if found > VERSION {
        return Err(StoreError::Newer { found, known: VERSION });
    }
    Ok(found)
}

/// Runs the pending steps. An existing database is copied beside itself first.
pub(crate) fn migrate(connection: &mut Connection, gate: &Gate, database: &Path) -> Result<(), StoreError> {
    let found = refuse_newer(connection)?;
    if found == VERSION {
        return Ok(());
    }
    if found == 0 && !is_empty(connection)? {
        return Err(StoreError::Damaged("it belongs to another program".to_owned()));
    }
    if found > 0 {
        backup::copy(connection, &copy_before(database, found))?;
    }
    run(connection, gate, found)
}

fn is_empty(connection: &Connection) -> Result<bool, StoreError> {
    Ok(connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))?)
}

/// Runs the steps from `done` on in one transaction.
pub(crate) fn run(connection: &mut Connection, gate: &Gate, done: i64) -> Result<(), StoreError> {
    let _open = gate.open(Work::Rebuild);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    // `done` came from user_version and lies between 0 and the number of steps.
    for step in STEPS.iter().skip(usize::try_from(done).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    rights::note_all(&transaction)?;
    // What a step adds counts too: a new column stands in every row with its default.
    digest::rows::sums(&transaction, TABLES.iter().copied(), &mut || Ok(()))?.replace(&transaction)?;
    stock::rebuild(&transaction)?;
    spend::keeping::rebuild(&transaction)?;
    search::index::begin(&transaction)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(transaction.commit()?)
}

/// Where the copy of a database of schema `found` is kept.
fn copy_before(database: &Path, found: i64) -> PathBuf {
    let free = |number: u32| {
        let mut name = database.file_name().unwrap_or_default().to_owned();
        name.push(format!(".schema-{found}"));
        if number > 0 {
            name.push(format!(".{number}"));
        }
        database.with_file_name(name)
    };
    // A migration that failed half-way leaves its copy; the next try does not overwrite it.
    (0..u32::MAX)
        .map(free)
        .find(|path| !path.exists())
        .unwrap_or_else(|| free(0))
}
