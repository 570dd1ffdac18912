//! One worker: started, asked, heard, ended.

use std::io;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use worker::framing::{read_body, read_header, write_header};

use super::desk::Told;
use crate::limits::{ANSWER_BYTES_MAX, Costs};
use crate::protocol::{Answer, Pixels, Question};
use crate::refused::Refused;
use crate::serve::ARGUMENT;

/// What came of a question.
pub(super) enum Heard {
    Answer(Result<Told, Refused>),
    /// Not in time.
    Nothing,
    /// The worker ended, or says what no worker says.
    End(io::Error),
}

/// How long the end of a worker is waited for. One that hangs in a disk that no longer answers ends later.
const END_WAIT: Duration = Duration::from_secs(1);

type Said = io::Result<Result<Told, Refused>>;

/// A running worker; ended when it is let go.
pub(super) struct WorkerProcess {
    /// There until it is let go.
    child: Option<Child>,
    to: ChildStdin,
    said: Receiver<Said>,
    /// How many questions it was asked.
    pub(super) answers: u32,
}

impl WorkerProcess {
    pub(super) fn start(program: Option<&Path>, costs: &Costs) -> io::Result<Self> {
        let program = match program {
            Some(program) => program.to_owned(),
            None => std::env::current_exe()?,
        };
        let mut command = Command::new(program);
        command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn()?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (tell, said) = mpsc::channel();
        // Ends with the worker, whose end it hears.
        thread::spawn(move || listen(from, &tell));
        let mut worker = Self {
            child: Some(child),
            to,
            said,
            answers: 0,
        };
        write_header(&mut worker.to, &costs.limits())?;
        Ok(worker)
    }

    pub(super) fn is_alive(&mut self) -> bool {
        self.child
            .as_mut()
            .is_some_and(|child| matches!(child.try_wait(), Ok(None)))
    }

    /// Asks; the question fits into the pipe of a worker that has answered all others.
    pub(super) fn ask(&mut self, question: &Question) -> io::Result<()> {
        self.answers += 1;
        write_header(&mut self.to, question)
    }

    pub(super) fn heard(&self, wait: Duration) -> Heard {
        match self.said.recv_timeout(wait) {
            Ok(Ok(answer)) => Heard::Answer(answer),
            Ok(Err(error)) => Heard::End(error),
            Err(RecvTimeoutError::Timeout) => Heard::Nothing,
            Err(RecvTimeoutError::Disconnected) => Heard::End(io::ErrorKind::BrokenPipe.into()),
        }
    }
}

impl Drop for WorkerProcess {
    fn drop(&mut self) {
        let Some(mut child) = self.child.take() else {
            return;
        };
        // It may have ended by itself; then there is nothing to end.
        let _ = child.kill();
        let (tell, told) = mpsc::channel();
        thread::spawn(move || tell.send(child.wait()));
        let _ = told.recv_timeout(END_WAIT);
    }
}

fn listen(mut from: ChildStdout, tell: &Sender<Said>) {
    loop {
        let said = hear(&mut from);
        let is_over = said.is_err();
        if tell.send(said).is_err() || is_over {
            return;
        }
    }
}

fn hear(from: &mut ChildStdout) -> Said {
    Ok(match read_header(from)? {
        Answer::Said => Ok(Told::Said(read_body(from, ANSWER_BYTES_MAX)?)),
        Answer::Drawn { width, height } => {
            let rgba = read_body(from, ANSWER_BYTES_MAX)?;
            if rgba.len() as u64 != 4 * u64::from(width) * u64::from(height) {
                return Err(io::ErrorKind::InvalidData.into());
            }
            Ok(Told::Drawn(Pixels { width, height, rgba }))
        }
        Answer::Refused(refused) => Err(refused),
    })
}
