//! A vessel that fills itself: lists at a terminal, in and out, and the story on what they brought.
#![allow(clippy::unwrap_used)]

mod exporting;
mod filling;
mod kills;
mod readme;
mod state;
mod stock;

use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PIN: &str = "482915";

/// A folder with a replica and this machine's state.
struct Ship {
    folder: tempfile::TempDir,
    chief: &'static str,
    pin: &'static str,
}

impl Ship {
    fn demo() -> Self {
        let ship = Self {
            folder: tempfile::tempdir().unwrap(),
            chief: "Nikólaos Papadákis",
            pin: "123456",
        };
        ship.ok(&["init", "--demo"]);
        ship
    }

    /// The chief engineer of the demo vessel founds it, so that both know the same people.
    fn empty() -> Self {
        Self::founded_by("Nikólaos Papadákis")
    }

    fn founded_by(chief: &'static str) -> Self {
        let ship = Self {
            folder: tempfile::tempdir().unwrap(),
            chief,
            pin: PIN,
        };
        let words = [
            "init", "--vessel", "M/Y Test", "--letter", "B", "--person", ship.chief, "--pin", PIN,
        ];
        ship.ok(&words);
        ship
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file beside the replica.
    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_celeste"));
        command
            .args(words)
            .arg("--json")
            .arg("--replica")
            .arg(self.path("replica"))
            .env("CELESTE_STATE_DIR", self.path("state"))
            .env_remove("RUST_LOG");
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    fn ok(&self, words: &[&str]) -> Json {
        let output = self.run(words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{words:?}: {said}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn refused(&self, words: &[&str]) -> Json {
        let output = self.run(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        serde_json::from_str(said.lines().last().unwrap_or_default()).unwrap_or(Json::Null)
    }

    fn import(&self, kind: &str, file: &str) -> Json {
        self.ok(&["import", kind, file, "--as", self.chief, "--pin", self.pin])
    }

    fn commit(&self, action: &str, params: &Json) -> Json {
        let params = params.to_string();
        self.ok(&[
            "action", "commit", action, "--as", self.chief, "--pin", self.pin, "--params", &params,
        ])
    }

    fn row(&self, table: &str, name: &str) -> Json {
        self.ok(&["show", table, name])["rows"][0].clone()
    }

    fn export(&self, name: &str) -> PathBuf {
        let folder = self.path(name);
        self.ok(&["export", folder.to_str().unwrap()]);
        folder
    }
}

/// The lists of an exported folder, in the order in which they are imported.
const KINDS: [&str; 7] = [
    "locations",
    "equipment",
    "parts",
    "spare_parts",
    "running_hours",
    "suppliers",
    "people",
];

fn list(folder: &Path, kind: &str) -> PathBuf {
    folder.join("import").join(format!("{kind}.csv"))
}
