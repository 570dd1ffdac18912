//! The log for the person who looks after the program: `log/celesteos.log` in the replica folder.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

/// Bytes after which the next start begins a new file; one earlier file is kept.
const SIZE_AT_MOST: u64 = 4 * 1024 * 1024;

/// Starts the log. `CELESTE_LOG` chooses what it tells (`debug`, `store=trace`, …).
///
/// Where the folder cannot be written, it goes to standard error: a log is no reason not to open.
pub(crate) fn start(replica: &Path) {
    let filter = EnvFilter::try_from_env("CELESTE_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false);
    match file(&replica.join("log")) {
        Ok(file) => log.with_writer(Mutex::new(file)).init(),
        Err(error) => {
            log.with_writer(io::stderr).init();
            tracing::warn!(%error, "the log folder cannot be written");
        }
    }
}

fn file(folder: &Path) -> io::Result<File> {
    fs::create_dir_all(folder)?;
    let current = folder.join("celesteos.log");
    if fs::metadata(&current).is_ok_and(|file| file.len() > SIZE_AT_MOST) {
        fs::rename(&current, folder.join("celesteos.earlier.log"))?;
    }
    OpenOptions::new().create(true).append(true).open(current)
}
