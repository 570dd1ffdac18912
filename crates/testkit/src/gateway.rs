//! The real `celeste-shore` as a process of its own, over TLS, on a test's PostgreSQL.
//!
//! Dropping it kills the process. Its port stays the same over a restart, as a ship's settings do.

mod program;

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::postgres::{GATEWAY_ROLE, Postgres};

/// A line of the log is waited for so often, and so long each time: five seconds in all.
const LOG_LOOKS_MAX: u32 = 1_000;
const LOG_LOOK_INTERVAL: Duration = Duration::from_millis(5);
/// A start takes a fraction of this, even on a machine that builds beside.
const START_AT_MOST: Duration = Duration::from_secs(60);
/// The line of the log that says where it listens.
const LISTENING: &str = "listening";

/// A running gateway.
pub struct Gateway {
    owner_url: String,
    gateway_url: String,
    arguments: Vec<String>,
    port: u16,
    process: Option<Child>,
    log: Arc<Mutex<String>>,
}

impl Gateway {
    /// Makes the tables and serves them.
    ///
    /// # Panics
    /// When the program cannot be built or does not start; with what it said.
    #[must_use]
    pub fn start(postgres: &Postgres) -> Self {
        Self::start_with(postgres, &[])
    }

    /// As [`Gateway::start`], with further arguments of `serve`.
    ///
    /// # Panics
    /// As [`Gateway::start`].
    #[must_use]
    pub fn start_with(postgres: &Postgres, arguments: &[&str]) -> Self {
        let mut gateway = Self {
            owner_url: postgres.owner_url(),
            gateway_url: postgres.gateway_url(),
            arguments: arguments.iter().map(|&word| word.to_owned()).collect(),
            port: 0,
            process: None,
            log: Arc::default(),
        };
        gateway.migrate();
        gateway.run();
        gateway
    }

    /// Where workstations find it: `https://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }

    /// The port alone.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The process that runs now, for tests that look at it from outside.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        self.process.as_ref().map(Child::id)
    }

    /// A one-time code for a vessel that is not here yet, as an operator reads it out.
    ///
    /// # Panics
    /// When the program refuses.
    #[must_use]
    pub fn enrol_new_vessel(&self) -> String {
        self.code(&["--new-vessel"])
    }

    /// A one-time code for a further workstation of a vessel, named by name or id.
    ///
    /// # Panics
    /// When the program refuses.
    #[must_use]
    pub fn enrol_into(&self, vessel: &str) -> String {
        self.code(&["--vessel", vessel])
    }

    fn code(&self, into: &[&str]) -> String {
        let answer = self.ok(&[&["enrol"], into].concat());
        answer["code"].as_str().expect("`enrol` prints a code").to_owned()
    }

    /// Runs a command of the program as the gateway's role and returns the JSON it prints.
    ///
    /// # Panics
    /// When it does not exit with 0.
    #[must_use]
    pub fn ok(&self, words: &[&str]) -> Value {
        let output = self.command(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "celeste-shore {words:?}: {said}");
        serde_json::from_slice(&output.stdout).expect("it prints JSON")
    }

    /// Runs a command of the program as the gateway's role.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn command(&self, words: &[&str]) -> Output {
        self.invocation(words, &self.gateway_url)
            .output()
            .expect("the program was built")
    }

    /// Makes or updates the tables again, as the database's owner.
    ///
    /// # Panics
    /// When the program refuses.
    pub fn migrate(&self) {
        let words = ["migrate", "--gateway-role", GATEWAY_ROLE];
        let output = self.invocation(&words, &self.owner_url).output();
        let output = output.expect("the program was built");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "celeste-shore migrate: {said}");
    }

    /// Ends the process as a kill −9 does. Nothing happens if it does not run.
    ///
    /// # Panics
    /// When it cannot be killed.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("it is our own child");
            process.wait().expect("it is our own child");
        }
    }

    /// Tells the process to stop and waits until it has; whether it ended with 0.
    ///
    /// # Panics
    /// When it cannot be told.
    pub fn stop(&mut self) -> bool {
        let Some(mut process) = self.process.take() else {
            return true;
        };
        let told = Command::new("kill").args(["-TERM", &process.id().to_string()]).status();
        assert!(told.is_ok_and(|status| status.success()), "the process can be told");
        process.wait().expect("it is our own child").success()
    }

    /// Starts the process again on the same port; kills it first if it runs.
    ///
    /// # Panics
    /// When it does not come back.
    pub fn restart(&mut self) {
        self.kill();
        self.run();
    }

    /// What it has logged since its first start, one JSON object a line.
    #[must_use]
    pub fn log(&self) -> String {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What it has logged once these words stand in it so often, or after five seconds: a line is written
    /// on the way of an answer, and may be read here after it.
    #[must_use]
    pub fn log_with(&self, words: &str, times: usize) -> String {
        for _ in 0..LOG_LOOKS_MAX {
            if self.log().matches(words).count() >= times {
                break;
            }
            thread::sleep(LOG_LOOK_INTERVAL);
        }
        self.log()
    }

    fn run(&mut self) {
        let listen = format!("127.0.0.1:{}", self.port);
        let mut words = vec!["serve"];
        words.extend(self.arguments.iter().map(String::as_str));
        if !words.contains(&"--listen") {
            words.extend(["--listen", &listen]);
        }
        let mut process = self
            .invocation(&words, &self.gateway_url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program was built");
        let listening = follow(process.stderr.take().expect("it was asked for"), Arc::clone(&self.log));
        self.process = Some(process);
        let port = listening.recv_timeout(START_AT_MOST);
        self.port = port.unwrap_or_else(|_| panic!("celeste-shore does not start:\n{}", self.log()));
    }

    fn invocation(&self, words: &[&str], url: &str) -> Command {
        let mut command = Command::new(program::celeste_shore());
        command
            .arg("--json")
            .args(words)
            .env("CELESTE_SHORE_DATABASE", url)
            .env_remove("CELESTE_SHORE_CERTIFICATE")
            .env_remove("CELESTE_SHORE_KEY")
            .env_remove("CELESTE_SHORE_LOG");
        command
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Keeps the log, and hands out the port as soon as the log names it.
fn follow(stderr: ChildStderr, log: Arc<Mutex<String>>) -> Receiver<u16> {
    let (found, port) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            tell_port(&line, &found);
            let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
            log.push_str(&line);
            log.push('\n');
        }
    });
    port
}

fn tell_port(line: &str, found: &Sender<u16>) {
    let Ok(line) = serde_json::from_str::<Value>(line) else {
        return;
    };
    if line["message"] == LISTENING {
        let port = line["port"].as_u64().and_then(|port| u16::try_from(port).ok());
        // Whoever waited may have given up.
        let _ = port.map(|port| found.send(port));
    }
}
