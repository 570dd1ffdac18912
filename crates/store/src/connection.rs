//! How connections to the replica's database are opened and set up.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::StoreError;
use crate::functions;

/// The oldest SQLite that is used: before it, a reset of the WAL could corrupt the database.
pub const SQLITE_VERSION_MIN: &str = "3.51.3";
const SQLITE_VERSION_NUMBER_MIN: i32 = 3_051_003;
/// How long a connection waits for another one of the same file.
const BUSY_TIMEOUT_MS: u64 = 5_000;
/// Page cache of one connection, in KiB.
const CACHE_SIZE_KIB: i64 = 16 * 1024;
/// The WAL file is cut back to this after a checkpoint.
const WAL_SIZE_BYTES_KEPT: i64 = 64 * 1024 * 1024;
/// Prepared statements kept per connection: a few for each table and each of its groups.
const STATEMENTS_KEPT: usize = 512;

/// Opens the database for the one writer, creating the file if it is not there.
pub(crate) fn open_for_writing(path: &Path) -> Result<Connection, StoreError> {
    check_version()?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    set_up(&connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Checkpoints run on a connection of their own: inside a commit they cost many times the commit.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "journal_size_limit", WAL_SIZE_BYTES_KEPT)?;
    Ok(connection)
}

/// Opens the database for reading, beside a running writer or alone.
pub(crate) fn open_for_reading(path: &Path) -> Result<Connection, StoreError> {
    check_version()?;
    if !path.is_file() {
        return Err(StoreError::NoReplica(path.parent().unwrap_or(path).to_owned()));
    }
    let connection = match open_read_only(path, "") {
        // A closed replica in a folder that cannot be written: nobody can be writing to it either.
        Err(StoreError::ReadOnly(_)) if !path.with_extension("db-wal").exists() => {
            open_read_only(path, "&immutable=1")?
        }
        other => other?,
    };
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn open_read_only(path: &Path, more: &str) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(read_only_uri(path, more), flags)?;
    set_up(&connection)?;
    // The file is touched only now; a WAL that cannot be opened shows here.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// The `file:` URI of a database that is only read.
pub(crate) fn read_only_uri(path: &Path, more: &str) -> String {
    let mut uri = String::from("file:");
    let text = path.to_string_lossy().replace('\\', "/");
    // A Windows path with a drive needs a slash before it.
    if text.as_bytes().get(1) == Some(&b':') {
        uri.push('/');
    }
    for character in text.chars() {
        match character {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            plain => uri.push(plain),
        }
    }
    uri.push_str("?mode=ro");
    uri.push_str(more);
    uri
}

/// What every connection has in common.
pub(crate) fn set_up(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::from_millis(BUSY_TIMEOUT_MS))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.pragma_update(None, "trusted_schema", false)?;
    // A statement's plan does not depend on what is bound; otherwise SQLite plans most of them anew for
    // every value, which costs a seventh of an apply.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "cache_size", -CACHE_SIZE_KIB)?;
    functions::install(connection)
}

fn check_version() -> Result<(), StoreError> {
    if rusqlite::version_number() < SQLITE_VERSION_NUMBER_MIN {
        return Err(StoreError::SqliteTooOld(rusqlite::version().to_owned()));
    }
    Ok(())
}
