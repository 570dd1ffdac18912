//! Where PostgreSQL's programs are.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Debian puts each major version; its own `bin` is not on the path.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The folder with `initdb`, `postgres` and `psql`.
pub(super) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// The newest installed version.
    pub(super) fn find() -> Self {
        let folder = newest_of_debian().or_else(said_by_pg_config);
        Self {
            folder: folder.expect(
                "PostgreSQL is not installed: install Debian's package `postgresql`, or run `cargo xtask test`",
            ),
        }
    }

    pub(super) fn named(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Tells versions apart where something is kept for one of them.
    pub(super) fn version(&self) -> String {
        let output = Command::new(self.named("postgres"))
            .arg("--version")
            .output()
            .expect("the server was found there");
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        let text = String::from_utf8_lossy(&output.stdout);
        text.split_whitespace().nth(2).unwrap_or("unknown").to_owned()
    }
}

fn newest_of_debian() -> Option<PathBuf> {
    let versions = std::fs::read_dir(DEBIAN).ok()?.flatten();
    versions
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse::<u32>().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, folder)| has_server(folder))
        .max()
        .map(|(_, folder)| folder)
}

fn said_by_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    has_server(&folder).then_some(folder)
}

fn has_server(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_ctl", "psql"]
        .iter()
        .all(|name| folder.join(name).is_file())
}
