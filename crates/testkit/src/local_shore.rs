//! A shore on this machine and workstations that join it, for whoever wants to see two of them converge:
//! `cargo xtask shore`, then `cargo xtask join NAME` for each.
//!
//! Workstations are set up by the programs that people use, and every command line is shown, so that it
//! can be repeated by hand. Everything lies in one folder and begins anew with each shore.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use api::demo_vessel::DEMO_PIN;
use serde_json::Value as Json;

use crate::gateway::Gateway;
use crate::postgres::Postgres;

/// The chief engineer and the name of the demo vessel.
const CHIEF: &str = "Nikólaos Papadákis";
const VESSEL: &str = "M/Y Aurelia";
/// Where the shore answers.
const ADDRESS: &str = "address";
/// The URL of its database, as the gateway's role.
const DATABASE: &str = "database";
/// The vessel's recovery sheet. On a real vessel it lies in the safe.
const WORDS: &str = "recovery-sheet";
/// The workstations, one a line.
const JOINED: &str = "workstations";

/// A PostgreSQL and a gateway that vanish with the value; the folder says where they are.
pub struct LocalShore {
    // Ended in this order.
    gateway: Gateway,
    _postgres: Postgres,
}

impl LocalShore {
    /// Clears the folder and starts a shore.
    ///
    /// # Errors
    /// When the folder cannot be written.
    ///
    /// # Panics
    /// When PostgreSQL or the gateway cannot be started; with what they said.
    pub fn start(folder: &Path) -> Result<Self, String> {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let postgres = Postgres::start_durable();
        let gateway = Gateway::start(&postgres);
        write(folder, ADDRESS, &gateway.url())?;
        write(folder, DATABASE, &postgres.gateway_url())?;
        Ok(Self {
            gateway,
            _postgres: postgres,
        })
    }

    /// Where it answers.
    #[must_use]
    pub fn url(&self) -> String {
        self.gateway.url()
    }
}

/// The programs, the folder, and where the command lines are shown.
pub struct Joining<'a> {
    /// The built `celeste`.
    pub celeste: &'a Path,
    /// The built `celeste-shore`.
    pub celeste_shore: &'a Path,
    /// The folder of the shore.
    pub folder: &'a Path,
    /// Hears every command line before it is carried out, and what came of it.
    pub show: &'a mut dyn FnMut(&str),
}

impl Joining<'_> {
    /// Sets a workstation up: the first makes the demo vessel and connects it with the shore, a further one
    /// joins by a code and the vessel's words, and then all exchange.
    ///
    /// # Errors
    /// What a command answered that was not done, or that no shore runs.
    pub fn join(&mut self, name: &str) -> Result<(), String> {
        let present = self.joined();
        if present.iter().any(|known| known == name) {
            return Err(format!(
                "{name} has joined already; it lies in {}",
                self.replica(name).display()
            ));
        }
        let address = read(self.folder, ADDRESS)
            .ok_or_else(|| "There is no shore. Start one in another terminal: cargo xtask shore".to_owned())?;
        // What an attempt left that was not done.
        for left in [self.replica(name), self.state(name)] {
            if left.exists() {
                fs::remove_dir_all(&left).map_err(|error| format!("{}: {error}", left.display()))?;
            }
        }
        if present.is_empty() {
            self.found(name, &address)?;
        } else {
            self.follow(name, &address)?;
        }
        write(
            self.folder,
            JOINED,
            &[present, vec![name.to_owned()]].concat().join("\n"),
        )?;
        // Those that were there learn of the new one.
        for known in self.joined() {
            self.celeste(&known, &["sync", "once"])?;
        }
        Ok(())
    }

    /// The workstations that have joined, in their order.
    #[must_use]
    pub fn joined(&self) -> Vec<String> {
        let text = read(self.folder, JOINED).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Where a workstation's replica lies; its state lies beside it.
    #[must_use]
    pub fn replica(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn state(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}-state"))
    }

    fn found(&mut self, name: &str, address: &str) -> Result<(), String> {
        let made = self.celeste(name, &["init", "--demo"])?;
        let words = made["words"]
            .as_array()
            .ok_or("`celeste init` tells the vessel's words")?;
        let words: Vec<&str> = words.iter().filter_map(Json::as_str).collect();
        write(self.folder, WORDS, &words.join(" "))?;
        let code = self.code(&["--new-vessel"])?;
        let signed = ["--as", CHIEF, "--pin", DEMO_PIN];
        let enrolled = self.celeste(name, &[&["sync", "enrol", address, &code], &signed[..]].concat())?;
        let gateway = enrolled["connect"].to_string();
        let confirm = ["action", "commit", "connect_shore", "--params", &gateway];
        self.celeste(name, &[&confirm[..], &signed[..]].concat())?;
        self.celeste(name, &["sync", "once"])?;
        Ok(())
    }

    fn follow(&mut self, name: &str, address: &str) -> Result<(), String> {
        let words = read(self.folder, WORDS).ok_or("the vessel's words are gone")?;
        let code = self.code(&["--vessel", VESSEL])?;
        self.celeste(
            name,
            &["sync", "enrol", address, &code, "--name", name, "--words", &words],
        )?;
        Ok(())
    }

    fn code(&mut self, into: &[&str]) -> Result<String, String> {
        let mut command = Command::new(self.celeste_shore);
        let database = self.folder.join(DATABASE);
        command
            .arg("enrol")
            .args(into)
            .arg("--database-file")
            .arg(database)
            .arg("--json");
        let answer = self.carry_out(&mut command)?;
        answer["code"]
            .as_str()
            .map(str::to_owned)
            .ok_or("`enrol` prints a code".to_owned())
    }

    fn celeste(&mut self, name: &str, words: &[&str]) -> Result<Json, String> {
        let replica = self.replica(name);
        let state = self.state(name);
        let mut command = Command::new(self.celeste);
        command
            .args(words)
            .arg("--replica")
            .arg(replica)
            .arg("--state")
            .arg(state)
            .arg("--json");
        self.carry_out(&mut command)
    }

    fn carry_out(&mut self, command: &mut Command) -> Result<Json, String> {
        (self.show)(&format!("$ {}", shown(command)));
        let output = command.stdin(Stdio::null()).output();
        let output = output.map_err(|error| format!("{}: {error}", command.get_program().display()))?;
        let told = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        (self.show)(&told);
        if output.status.success() {
            serde_json::from_str(&told).map_err(|error| format!("it prints JSON: {error}"))
        } else {
            Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
        }
    }
}

/// A command line as a person types it.
fn shown(command: &Command) -> String {
    let quoted = |word: &std::ffi::OsStr| {
        let word = word.to_string_lossy();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=".contains(c);
        if word.chars().all(is_plain) {
            word.into_owned()
        } else {
            format!("'{word}'")
        }
    };
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(quoted).collect::<Vec<_>>().join(" ")
}

fn read(folder: &Path, name: &str) -> Option<String> {
    let text = fs::read_to_string(folder.join(name)).ok()?;
    Some(text.trim().to_owned())
}

fn write(folder: &Path, name: &str, text: &str) -> Result<(), String> {
    let path = folder.join(name);
    let written = fs::File::create(&path).and_then(|mut file| writeln!(file, "{text}"));
    written.map_err(|error| format!("{}: {error}", path.display()))
}
