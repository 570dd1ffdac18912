//! One child program: its command line is printed, its output passes through, its time is taken.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::ground::Ground;
use crate::table::Watch;

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
}

impl Step {
    pub(crate) fn new<const N: usize>(program: impl AsRef<OsStr>, arguments: [&str; N]) -> Self {
        Self {
            program: program.as_ref().to_owned(),
            arguments: arguments.map(OsString::from).to_vec(),
            environment: Vec::new(),
            below: PathBuf::new(),
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

    /// Prints the command line, waits for the program, and says how long it took.
    ///
    /// # Errors
    /// When the program cannot be started or ends with another status than 0.
    pub(crate) fn carry_out(&self, ground: &Ground) -> Result<(), Failure> {
        println!("\n$ {self}");
        let watch = Watch::start();
        let status = self
            .command(ground)
            .status()
            .map_err(|error| self.not_started(&error))?;
        println!("  ({})", watch.elapsed());
        if status.success() {
            Ok(())
        } else {
            Err(Failure::new(format!("`{self}` ended with {status}")))
        }
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
    fn a_program_that_is_missing_is_named() {
        let missing = Step::new("no-such-program-anywhere", []).carry_out(&Ground::find());
        assert_eq!(
            missing.map_err(|failure| failure.to_string()),
            Err("`no-such-program-anywhere` is not on this machine".to_owned())
        );
    }
}
