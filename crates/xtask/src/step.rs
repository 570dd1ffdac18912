//! One child program: its command line is printed, its output passes through, its time is taken.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{self, ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use crate::ground::Ground;
use crate::table::{Took, Watch};

/// How often a running program is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// How long the last words of an ended program may take to arrive.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Why a step or a part did not succeed, in one sentence for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A child program about to be started.
pub(crate) struct Step {
    program: OsString,
    arguments: Vec<OsString>,
    environment: Vec<(OsString, OsString)>,
    below: PathBuf,
    limit: Option<Duration>,
}

impl Step {
    pub(crate) fn new<const N: usize>(program: impl AsRef<OsStr>, arguments: [&str; N]) -> Self {
        Self {
            program: program.as_ref().to_owned(),
            arguments: arguments.map(OsString::from).to_vec(),
            environment: Vec::new(),
            below: PathBuf::new(),
            limit: None,
        }
    }

    /// Adds arguments.
    pub(crate) fn with<I>(mut self, arguments: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<OsStr>,
    {
        self.arguments
            .extend(arguments.into_iter().map(|word| word.as_ref().to_owned()));
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name.into(), value.as_ref().to_owned()));
        self
    }

    /// Starts the program in this folder of the checkout instead of its root.
    pub(crate) fn within(mut self, below: impl AsRef<Path>) -> Self {
        self.below = below.as_ref().to_path_buf();
        self
    }

    /// Ends the program with everything it started when it runs for longer than this.
    pub(crate) fn at_most(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Prints the command line, waits for the program, and says how long it took.
    ///
    /// At a terminal the program writes to it directly. Elsewhere its words pass through this
    /// program: what it leaves running in the background (a session bus, a driver) then keeps no
    /// hold on our own output, for whose end a build house may wait.
    ///
    /// # Errors
    /// When the program cannot be started, ends with another status than 0 or runs for too long.
    pub(crate) fn carry_out(&self, ground: &Ground) -> Result<(), Failure> {
        println!("\n$ {self}");
        let watch = Watch::start();
        let mut command = self.command(ground);
        let relayed = !io::stdout().is_terminal();
        if relayed {
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
        }
        if self.limit.is_some() {
            as_a_group(&mut command);
        }
        let mut child = command.spawn().map_err(|error| self.not_started(&error))?;
        let words = [
            child.stdout.take().map(|from| relay(from, io::stdout())),
            child.stderr.take().map(|from| relay(from, io::stderr())),
        ];
        let status = self.wait(&mut child, &watch);
        let since = Watch::start();
        while since.passed() < LAST_WORDS && words.iter().flatten().any(|word| !word.is_finished()) {
            thread::sleep(LOOK_EVERY);
        }
        println!("  ({})", watch.elapsed());
        match status? {
            status if status.success() => Ok(()),
            status => Err(Failure::new(format!("`{self}` ended with {status}"))),
        }
    }

    /// Waits for the program's end, or makes it end at the limit.
    fn wait(&self, child: &mut Child, watch: &Watch) -> Result<ExitStatus, Failure> {
        let lost = |error: io::Error| Failure::new(format!("`{self}` cannot be waited for: {error}"));
        let Some(limit) = self.limit else {
            return child.wait().map_err(lost);
        };
        while watch.passed() < limit {
            if let Some(status) = child.try_wait().map_err(lost)? {
                return Ok(status);
            }
            thread::sleep(LOOK_EVERY);
        }
        end_group(child);
        child.wait().map_err(lost)?;
        let limit = Took::new(limit);
        Err(Failure::new(format!(
            "`{self}` was ended: it ran for longer than {limit}"
        )))
    }

    /// What the program prints, for questions put to it; nothing is shown.
    ///
    /// `None` when it cannot be started or ends with another status than 0.
    pub(crate) fn answer(&self, ground: &Ground) -> Option<String> {
        let output = self.command(ground).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn command(&self, ground: &Ground) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .current_dir(ground.root().join(&self.below));
        command
    }

    fn not_started(&self, error: &std::io::Error) -> Failure {
        let program = self.program.to_string_lossy();
        if error.kind() == ErrorKind::NotFound {
            Failure::new(format!("`{program}` is not on this machine"))
        } else {
            Failure::new(format!("`{program}` cannot be started: {error}"))
        }
    }
}

/// The command line as one would type it at the checkout's root.
impl fmt::Display for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Vec::new();
        if self.below != Path::new("") {
            words.push(format!("cd {} &&", self.below.display()));
        }
        for (name, value) in &self.environment {
            words.push(format!("{}={}", name.to_string_lossy(), quoted(value)));
        }
        words.push(quoted(&self.program));
        words.extend(self.arguments.iter().map(|word| quoted(word)));
        out.write_str(&words.join(" "))
    }
}

/// Passes on what a program says, until it and everything that inherited its output has ended.
fn relay(mut from: impl io::Read + Send + 'static, mut to: impl io::Write + Send + 'static) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        // Our own output may be gone; the program is waited for all the same.
        drop(io::copy(&mut from, &mut to));
    })
}

/// Lets the program lead a group of processes, so that it can be ended with its children.
#[cfg(unix)]
fn as_a_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn as_a_group(_: &mut Command) {}

/// Ends the program and, where the system has groups of processes, its children.
fn end_group(child: &mut Child) {
    if cfg!(unix) {
        let group = format!("-{}", child.id());
        drop(Command::new("kill").args(["-KILL", "--", &group]).status());
    }
    // It may have ended by itself meanwhile.
    drop(child.kill());
}

/// The word in quotes if a shell would take it apart.
fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@%^".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.into_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_reads_as_one_would_type_it() {
        let step = Step::new("npm", ["run", "window"])
            .with(["test(kill) it's"])
            .env("DISPLAY", ":7")
            .within("tests");
        assert_eq!(
            step.to_string(),
            r"cd tests && DISPLAY=:7 npm run window 'test(kill) it'\''s'"
        );
    }

    #[test]
    #[cfg(unix)]
    fn a_program_that_runs_for_too_long_is_ended_with_its_children() {
        let hanging = Step::new("sh", ["-c", "sleep 60 & wait"]).at_most(Duration::from_millis(300));
        let watch = Watch::start();
        assert_eq!(
            hanging
                .carry_out(&Ground::find())
                .map_err(|failure| failure.to_string()),
            Err("`sh -c 'sleep 60 & wait'` was ended: it ran for longer than 0.3 s".to_owned())
        );
        assert!(watch.passed() < Duration::from_secs(30));
    }

    #[test]
    #[cfg(unix)]
    fn what_a_program_leaves_running_is_not_waited_for() {
        let watch = Watch::start();
        let leaving = Step::new("sh", ["-c", "sleep 60 & exit 0"]);
        assert!(leaving.carry_out(&Ground::find()).is_ok());
        assert!(watch.passed() < Duration::from_secs(30));
    }

    #[test]
    fn a_program_that_is_missing_is_named() {
        let missing = Step::new("no-such-program-anywhere", []).carry_out(&Ground::find());
        assert_eq!(
            missing.map_err(|failure| failure.to_string()),
            Err("`no-such-program-anywhere` is not on this machine".to_owned())
        );
    }
}
