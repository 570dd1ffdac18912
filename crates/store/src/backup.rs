//! One consistent, checked copy of a replica's database.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::connection;
use crate::error::StoreError;
use crate::place::Place;
use crate::state;

/// What SQLite calls all pages that are left.
const ALL_PAGES: i32 = -1;

/// Copies the database to a new file, also beside a running writer: the copy is the record as it
/// stood at one moment. It is checked before it gets its name.
///
/// # Errors
/// When the file exists, the copy does not pass its check, or cannot be written.
pub fn backup(place: &Place, to: &Path) -> Result<(), StoreError> {
    let from = connection::open_for_reading(&place.database())?;
    crate::migration::refuse_newer(&from)?;
    copy_checked(&from, to, check_chains)
}

/// Copies a database whose schema may be older than this program knows.
pub(crate) fn copy(from: &Connection, to: &Path) -> Result<(), StoreError> {
    copy_checked(from, to, |_| Ok(()))
}

fn copy_checked(
    from: &Connection,
    to: &Path,
    check: impl FnOnce(&Path) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    if to.exists() {
        return Err(StoreError::Exists(to.to_owned()));
    }
    let unnamed = unnamed(to);
    let made = make(from, &unnamed)
        .and_then(|()| check(&unnamed))
        .and_then(|()| name(&unnamed, to));
    if made.is_err() {
        // What was copied so far is of no use; that it cannot be removed either is not the news.
        let _ = fs::remove_file(&unnamed);
    }
    made
}

fn make(from: &Connection, to: &Path) -> Result<(), StoreError> {
    match fs::remove_file(to) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(StoreError::io(to, error)),
        _ => {}
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut copy = Connection::open_with_flags(to, flags)?;
    // All pages in one step: the read lock is held through it, so the copy is of one moment. The file
    // is copied page by page, which keeps the order of arrival that rowids hold.
    let steps = Backup::new(from, &mut copy)?;
    let step = steps.step(ALL_PAGES)?;
    drop(steps);
    if step != StepResult::Done {
        return Err(StoreError::BadCopy(
            "the database was in use by another program".to_owned(),
        ));
    }
    // One file, without a WAL beside it.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    let found: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if found != "ok" {
        return Err(StoreError::BadCopy(found));
    }
    Ok(())
}

fn check_chains(copy: &Path) -> Result<(), StoreError> {
    let connection = connection::open_for_reading(copy)?;
    match crate::audit::check_chains(&connection)? {
        None => Ok(()),
        Some(found) => Err(StoreError::BadCopy(found.to_string())),
    }
}

/// Makes the copy durable and gives it its name, unless another program took the name meanwhile.
fn name(unnamed: &Path, to: &Path) -> Result<(), StoreError> {
    let written = OpenOptions::new()
        .write(true)
        .open(unnamed)
        .and_then(|file| file.sync_all());
    written.map_err(|error| StoreError::io(unnamed, error))?;
    if to.exists() {
        return Err(StoreError::Exists(to.to_owned()));
    }
    fs::rename(unnamed, to).map_err(|error| StoreError::io(to, error))?;
    match to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => state::sync_folder(folder),
        None => Ok(()),
    }
}

fn unnamed(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    to.with_file_name(name)
}
