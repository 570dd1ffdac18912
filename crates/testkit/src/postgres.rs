//! A PostgreSQL of its own for a test: Debian's server on a temporary folder and a free port.
//!
//! It holds one empty database, its owner and the gateway's role, as an operator ashore sets them
//! up before the first `celeste-shore migrate`. It ends with the value, and the folder with it.
//! Invariant: the server never runs as root, because it refuses to.

mod programs;
mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use programs::Programs;
use server::{Durability, Owner};

/// The role that `celeste-shore migrate` uses: it owns the database.
pub const OWNER_ROLE: &str = "celeste_owner";
/// The role that `celeste-shore serve` uses: neither owner nor superuser, bound by row-level security.
pub const GATEWAY_ROLE: &str = "celeste_gateway";
/// The database's name.
const DATABASE: &str = "celeste";
/// Who may do everything in this server.
const SUPERUSER: &str = "postgres";
/// Where a small disk is filled up to the brim.
const FILLER: &str = "filler";

/// A running PostgreSQL. Dropping it stops the server and removes its folder.
pub struct Postgres {
    programs: Programs,
    owner: Owner,
    durability: Durability,
    port: u16,
    process: Option<Child>,
    is_on_small_disk: bool,
    folder: TempDir,
}

impl Postgres {
    /// Starts a server that does not wait for the disk: the tests' usual choice. It survives a kill
    /// of its processes, not of the machine.
    ///
    /// # Panics
    /// With one sentence when PostgreSQL is not installed or does not start.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(Durability::ProcessOnly, None)
    }

    /// Starts a server that waits for the disk at each commit, as one ashore does.
    ///
    /// # Panics
    /// As [`Postgres::start`].
    #[must_use]
    pub fn start_durable() -> Self {
        Self::start_with(Durability::Disk, None)
    }

    /// Starts a server on a disk of its own with so much room, which [`Postgres::fill_disk`] fills.
    ///
    /// # Panics
    /// As [`Postgres::start`]; also where this user may not mount a memory disk.
    #[must_use]
    pub fn start_on_small_disk(mebibytes: u32) -> Self {
        Self::start_with(Durability::ProcessOnly, Some(mebibytes))
    }

    fn start_with(durability: Durability, disk_mebibytes: Option<u32>) -> Self {
        let programs = Programs::find();
        let owner = Owner::find();
        let folder = tempfile::tempdir().expect("tests need a folder to write in");
        owner.give(folder.path());
        if let Some(mebibytes) = disk_mebibytes {
            server::mount(&disk(folder.path()), mebibytes, &owner);
        }
        let is_on_small_disk = disk_mebibytes.is_some();
        let mut postgres = Self {
            programs,
            owner,
            durability,
            port: 0,
            process: None,
            is_on_small_disk,
            folder,
        };
        let template = server::template(&postgres.programs, &postgres.owner);
        server::copy(&template, &postgres.data(), &postgres.owner);
        postgres.run();
        postgres
    }

    /// Where the database is, as its owner: for `migrate`, and for tests that look at everything.
    #[must_use]
    pub fn owner_url(&self) -> String {
        self.url(OWNER_ROLE)
    }

    /// Where the database is, as the gateway: for `serve`, and for tests of what it may see.
    #[must_use]
    pub fn gateway_url(&self) -> String {
        self.url(GATEWAY_ROLE)
    }

    /// Where the database is, as the superuser, who passes by row-level security.
    #[must_use]
    pub fn superuser_url(&self) -> String {
        self.url(SUPERUSER)
    }

    fn url(&self, role: &str) -> String {
        format!("postgresql://{role}@127.0.0.1:{}/{DATABASE}", self.port)
    }

    /// Runs statements through `psql` and returns its rows, columns separated by `|`.
    ///
    /// # Errors
    /// What `psql` says on its error stream when a statement fails.
    ///
    /// # Panics
    /// When `psql` cannot be started.
    pub fn psql(&self, url: &str, statements: &str) -> Result<String, String> {
        let output = Command::new(self.programs.named("psql"))
            .args([
                "--no-psqlrc",
                "--quiet",
                "--no-align",
                "--tuples-only",
                "--set=ON_ERROR_STOP=1",
            ])
            .args([format!("--dbname={url}"), format!("--command={statements}")])
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .output()
            .expect("psql was found beside the server");
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).trim_end().to_owned())
        }
    }

    /// Stops the server in good order; connections are cut. Nothing happens if it does not run.
    ///
    /// # Panics
    /// When it does not stop.
    pub fn stop(&mut self) {
        self.stop_by("fast");
    }

    /// Ends all processes of the server at once, as a kill −9 does.
    ///
    /// # Panics
    /// When they cannot be killed.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            server::kill_children(process.id());
            process.kill().expect("it is our own child");
            process.wait().expect("it is our own child");
        }
    }

    /// Starts the server again on the same folder and port; stops it first if it runs.
    ///
    /// # Panics
    /// When it does not come back.
    pub fn restart(&mut self) {
        self.stop();
        self.run();
    }

    /// Copies the stopped server's data, as a dump does that lies in a safe; the copy's place.
    ///
    /// # Panics
    /// While the server runs.
    #[must_use]
    pub fn save(&self) -> PathBuf {
        assert!(
            self.process.is_none(),
            "stop it first: what is copied while it runs is no dump"
        );
        let saved = self.folder.path().join("saved");
        server::copy(&self.data(), &saved, &self.owner);
        saved
    }

    /// Replaces the stopped server's data by what was saved.
    ///
    /// # Panics
    /// While the server runs.
    pub fn bring_back(&self, saved: &Path) {
        assert!(self.process.is_none(), "stop it first");
        fs::remove_dir_all(self.data()).expect("the folder is ours");
        server::copy(saved, &self.data(), &self.owner);
    }

    /// What the server has written into its log.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    /// Takes all room that is left on the small disk.
    ///
    /// # Panics
    /// When the server is not on a small disk.
    pub fn fill_disk(&self) {
        assert!(
            self.is_on_small_disk,
            "start it by start_on_small_disk, or the machine's disk is filled"
        );
        server::fill(&disk(self.folder.path()).join(FILLER));
    }

    /// Gives the room back that [`Postgres::fill_disk`] took.
    ///
    /// # Panics
    /// When there is nothing to give back.
    pub fn free_disk(&self) {
        fs::remove_file(disk(self.folder.path()).join(FILLER)).expect("the disk was filled before");
    }

    fn run(&mut self) {
        let (process, port) = server::run(&server::Start {
            programs: &self.programs,
            owner: &self.owner,
            durability: self.durability,
            folder: self.folder.path(),
            data: &self.data(),
            log: &self.log_file(),
            port: self.port,
        });
        self.process = Some(process);
        self.port = port;
    }

    fn stop_by(&mut self, mode: &str) {
        let Some(mut process) = self.process.take() else {
            return;
        };
        let stopped = server::control(&self.programs, &self.owner, &self.data(), mode);
        if !stopped {
            // It has ended by itself, or does not listen any more.
            let _ = process.kill();
        }
        process.wait().expect("it is our own child");
    }

    fn data(&self) -> PathBuf {
        let below = if self.is_on_small_disk {
            disk(self.folder.path())
        } else {
            self.folder.path().to_owned()
        };
        below.join("data")
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("log")
    }
}

/// Where a small disk is mounted.
fn disk(folder: &Path) -> PathBuf {
    folder.join("disk")
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop_by("immediate");
        if self.is_on_small_disk {
            server::unmount(&disk(self.folder.path()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_starts_with_an_owner_and_a_gateway_that_is_neither_owner_nor_superuser() {
        let postgres = Postgres::start();
        let roles = postgres.psql(
            &postgres.superuser_url(),
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname LIKE 'celeste%' ORDER BY 1",
        );
        assert_eq!(
            roles.as_deref(),
            Ok("celeste_gateway|f|f|f\nceleste_owner|f|f|f"),
            "{}",
            postgres.log()
        );
        let made = postgres.psql(&postgres.owner_url(), "CREATE TABLE mine (id int)");
        assert_eq!(made.as_deref(), Ok(""));
        let refused = postgres
            .psql(&postgres.gateway_url(), "SELECT * FROM mine")
            .unwrap_err();
        assert!(refused.contains("permission denied"), "{refused}");
    }

    #[test]
    fn what_was_committed_survives_a_kill_and_a_restart() {
        let mut postgres = Postgres::start();
        let url = postgres.owner_url();
        postgres
            .psql(&url, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
            .unwrap();
        postgres.kill();
        assert!(postgres.psql(&url, "SELECT 1").is_err(), "it must be down");
        postgres.restart();
        assert_eq!(postgres.psql(&url, "SELECT n FROM kept").as_deref(), Ok("7"));
        postgres.restart();
        assert_eq!(postgres.psql(&url, "SELECT n FROM kept").as_deref(), Ok("7"));
    }

    #[test]
    fn a_small_disk_fills_up_and_can_be_freed() {
        let postgres = Postgres::start_on_small_disk(160);
        let url = postgres.owner_url();
        postgres.psql(&url, "CREATE TABLE big (t text)").unwrap();
        postgres.fill_disk();
        let grow = "INSERT INTO big SELECT repeat('x', 1000) FROM generate_series(1, 4000)";
        let refused = postgres.psql(&url, grow).unwrap_err();
        assert!(refused.contains("No space left on device"), "{refused}");
        postgres.free_disk();
        postgres.psql(&url, grow).unwrap();
    }
}
