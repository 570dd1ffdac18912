//! The program's side: starts a worker, hands it the file, waits no longer than it should.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::framing::{read_body, read_header, write_body, write_header};
use crate::limits::{ANSWER_BYTES_MAX, FILE_BYTES_MAX, Limits};
use crate::protocol::{Answer, Job, Request, Shown, Taken};
use crate::refused::Refused;
use crate::serve::ARGUMENT;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The file is none that is taken; the sentence says why.
    #[error("{0}")]
    Refused(#[from] Refused),
    /// It took longer than a file may.
    #[error("The file took too long to open, so it was left. Choose another one.")]
    TooLong,
    /// The worker ended without an answer.
    #[error("The file could not be opened safely, so it was left. Choose another one.")]
    Died,
    /// No worker could be started at all.
    #[error("Files cannot be opened on this workstation at present ({0}). Restart the program and try again.")]
    NotStarted(#[source] io::Error),
}

/// Where workers come from. One works at a time, so that the memory they may use counts once.
#[derive(Debug)]
pub struct Workshop {
    program: Option<PathBuf>,
    limits: Limits,
    turn: Mutex<()>,
}

impl Default for Workshop {
    fn default() -> Self {
        Self::with(None, Limits::default())
    }
}

impl Workshop {
    /// Workers are that program; this very one when left out.
    #[must_use]
    pub fn with(program: Option<PathBuf>, limits: Limits) -> Self {
        Self {
            program,
            limits,
            turn: Mutex::new(()),
        }
    }

    /// Looks what a file is, and makes it fit to be kept.
    ///
    /// # Errors
    /// One sentence for the person.
    pub fn take_in(&self, file: Vec<u8>) -> Result<Taken, WorkerError> {
        match self.work(Job::TakeIn, file)? {
            Answered::Taken(taken) => Ok(taken),
            Answered::Shown(_) => Err(WorkerError::Died),
        }
    }

    /// Draws a kept file for the screen: a photo, or the page of that number.
    ///
    /// # Errors
    /// One sentence for the person.
    pub fn draw(&self, file: Vec<u8>, page: u32, pixels: u32) -> Result<Shown, WorkerError> {
        match self.work(Job::Draw { pixels, page }, file)? {
            Answered::Shown(shown) => Ok(shown),
            Answered::Taken(_) => Err(WorkerError::Died),
        }
    }

    fn work(&self, job: Job, file: Vec<u8>) -> Result<Answered, WorkerError> {
        if file.is_empty() {
            return Err(Refused::Empty.into());
        }
        if file.len() > FILE_BYTES_MAX {
            return Err(Refused::TooLarge.into());
        }
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut worker = Ended(self.start().map_err(WorkerError::NotStarted)?);
        let (Some(to), Some(from)) = (worker.0.stdin.take(), worker.0.stdout.take()) else {
            return Err(WorkerError::Died);
        };
        let request = Request {
            job,
            limits: self.limits,
        };
        // Both directions on threads of their own: neither side waits for the other with a full pipe,
        // and the clock here runs whatever the worker does.
        let giving = thread::spawn(move || give(to, &request, &file));
        let (tell, told) = mpsc::channel();
        let taking = thread::spawn(move || tell.send(take(from)));
        let answered = told.recv_timeout(Duration::from_millis(self.limits.wait_ms));
        drop(worker);
        let _ = (giving.join(), taking.join());
        match answered {
            Ok(Ok(answered)) => answered.map_err(WorkerError::from),
            Ok(Err(error)) => {
                tracing::warn!(%error, "a worker ended without an answer");
                Err(WorkerError::Died)
            }
            Err(RecvTimeoutError::Timeout) => Err(WorkerError::TooLong),
            Err(RecvTimeoutError::Disconnected) => Err(WorkerError::Died),
        }
    }

    fn start(&self) -> io::Result<Child> {
        let program = match &self.program {
            Some(program) => program.clone(),
            None => std::env::current_exe()?,
        };
        let mut command = Command::new(program);
        command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped());
        command.stderr(Stdio::null()).spawn()
    }
}

enum Answered {
    Taken(Taken),
    Shown(Shown),
}

/// A worker that is ended, and waited for, when it is let go.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It has ended by itself in the usual case; then there is nothing to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// That the worker no longer listens shows in its answer.
fn give(mut to: ChildStdin, request: &Request, file: &[u8]) -> io::Result<()> {
    write_header(&mut to, request)?;
    write_body(&mut to, file)?;
    to.flush()
}

fn take(mut from: ChildStdout) -> io::Result<Result<Answered, Refused>> {
    let from = &mut from;
    Ok(match read_header(from)? {
        Answer::Taken {
            media_type,
            width,
            height,
            pages,
        } => Ok(Answered::Taken(Taken {
            media_type,
            width,
            height,
            pages,
            kept: read_body(from, ANSWER_BYTES_MAX)?,
            thumbnail: read_body(from, ANSWER_BYTES_MAX)?,
        })),
        Answer::Shown { pages } => Ok(Answered::Shown(Shown {
            pages,
            picture: read_body(from, ANSWER_BYTES_MAX)?,
        })),
        Answer::Refused(refused) => Err(refused),
    })
}
