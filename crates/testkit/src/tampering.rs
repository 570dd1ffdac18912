//! Somebody who has the key of a replica's gate.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

/// How long it waits for whoever writes by the rules.
const PATIENCE: Duration = Duration::from_secs(30);

/// Writes to a replica's database what no act wrote, as a damaged disk or a person with tools might.
/// Returns how many rows that were.
///
/// # Panics
/// When the statement fails.
pub fn behind_the_gate(database: &Path, sql: &str) -> usize {
    let write = || {
        let connection = Connection::open(database)?;
        connection.busy_timeout(PATIENCE)?;
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
        connection.create_scalar_function("gate", 0, flags, |_| Ok(2))?;
        connection.pragma_update(None, "foreign_keys", false)?;
        connection.execute(sql, [])
    };
    write().unwrap_or_else(|error| panic!("{sql}: {error}"))
}
