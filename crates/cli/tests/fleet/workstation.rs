//! A workstation at a terminal: a folder with a replica and this machine's state.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value as Json, json};
use testkit::{Gateway, Postgres};

/// Everybody's PIN.
pub(crate) const PIN: &str = "482915";
/// Who founds the vessel.
pub(crate) const CHIEF: &str = "Eleni Vasilaki";
/// Its name.
pub(crate) const VESSEL: &str = "M/Y Test";

pub(crate) struct Workstation {
    folder: tempfile::TempDir,
    /// The vessel's recovery sheet, where it was founded here.
    pub(crate) words: String,
}

impl Workstation {
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            words: String::new(),
        }
    }

    /// Founds the vessel.
    pub(crate) fn founder() -> Self {
        let mut founder = Self::empty();
        let answer = founder.ok(&[
            "init", "--vessel", VESSEL, "--letter", "E", "--person", CHIEF, "--pin", PIN,
        ]);
        let words: Vec<&str> = answer["words"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Json::as_str)
            .collect();
        founder.words = words.join(" ");
        founder
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_celeste"));
        command
            .args(words)
            .arg("--json")
            .arg("--replica")
            .arg(self.folder.path().join("replica"))
            .env("CELESTE_STATE_DIR", self.folder.path().join("state"))
            .env_remove("RUST_LOG");
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    pub(crate) fn ok(&self, words: &[&str]) -> Json {
        let output = self.run(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0), "{words:?}: {told} {said}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Exit code and the error as JSON.
    pub(crate) fn refused(&self, words: &[&str]) -> (i32, Json) {
        let output = self.run(words);
        let last = String::from_utf8_lossy(&output.stderr)
            .lines()
            .last()
            .unwrap_or_default()
            .to_owned();
        (
            output.status.code().unwrap(),
            serde_json::from_str(&last).unwrap_or(Json::Null),
        )
    }

    pub(crate) fn commit_as(&self, person: &str, action: &str, params: &Json) -> Json {
        let params = params.to_string();
        self.ok(&[
            "action", "commit", action, "--as", person, "--pin", PIN, "--params", &params,
        ])
    }

    pub(crate) fn commit(&self, action: &str, params: &Json) -> Json {
        self.commit_as(CHIEF, action, params)
    }

    pub(crate) fn report(&self, title: &str) {
        self.commit("report_fault", &json!({ "title": title }));
    }

    /// Exchanges with everybody; it must end with both sides holding the same.
    pub(crate) fn exchange(&self) -> Json {
        self.ok(&["sync", "once"])
    }

    /// Lets another workstation in; the code.
    pub(crate) fn invite(&self, name: &str) -> String {
        let answer = self.commit("invite_workstation", &json!({ "name": name }));
        answer["code"]["code"].as_str().unwrap().to_owned()
    }

    /// Joins the founder's vessel.
    pub(crate) fn join(&self, address: &str, code: &str, name: &str, founder: &Self) -> Json {
        self.ok(&[
            "sync",
            "enrol",
            address,
            code,
            "--name",
            name,
            "--words",
            &founder.words,
        ])
    }

    /// Connects a vessel with the shore and confirms the gateway.
    pub(crate) fn connect(&self, address: &str, code: &str) -> Json {
        let enrolled = self.ok(&["sync", "enrol", address, code, "--as", CHIEF, "--pin", PIN]);
        self.commit("connect_shore", &enrolled["connect"]);
        enrolled
    }

    /// The titles of all faults, in order.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut titles = Vec::new();
        loop {
            let page = self.ok(&["show", "pms_faults", "--offset", &titles.len().to_string()]);
            let rows = page["rows"].as_array().unwrap();
            titles.extend(rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()));
            if page["next"].is_null() {
                titles.sort();
                return titles;
            }
        }
    }

    pub(crate) fn row(&self, table: &str, name: &str) -> Json {
        self.ok(&["show", table, name])["rows"][0].clone()
    }

    pub(crate) fn is_intact(&self) -> bool {
        self.ok(&["audit", "verify"])["is_intact"] == true
    }

    /// Makes it the meeting point; what runs, and where it answers.
    pub(crate) fn listen(&self, address: &str) -> Listening {
        let mut process = self
            .command(&["sync", "listen", address])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let answer: Json = serde_json::from_str(&line).unwrap();
        Listening {
            process,
            address: answer["address"].as_str().unwrap().to_owned(),
        }
    }
}

/// A meeting point that answers. Dropping it kills it.
pub(crate) struct Listening {
    process: Child,
    pub(crate) address: String,
}

impl Listening {
    /// Ends it as Ctrl+C does; its exit code.
    pub(crate) fn interrupt(mut self) -> Option<i32> {
        let told = Command::new("kill")
            .args(["-INT", &self.process.id().to_string()])
            .status();
        assert!(told.unwrap().success());
        self.process.wait().unwrap().code()
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An address that was free just now.
pub(crate) fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

/// A shore of its own.
pub(crate) fn shore() -> (Postgres, Gateway) {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    (postgres, gateway)
}

/// The titles of all faults ashore, in order.
pub(crate) fn faults_ashore(postgres: &Postgres) -> Vec<String> {
    let sql = "SELECT title FROM pms_faults WHERE NOT is_void ORDER BY title COLLATE \"C\"";
    let rows = postgres.psql(&postgres.superuser_url(), sql).unwrap();
    rows.lines().map(str::to_owned).collect()
}
