//! The worker's side: one question after the other, until nobody asks any more.

use std::io::{self, ErrorKind, Read, Write};
use std::process::ExitCode;

use worker::framing::{read_header, write_body, write_header};
use worker::limits::Limits;

use crate::protocol::{Answer, Question};
use crate::shelf::{Done, Shelf};

/// The argument that makes a program the worker that reads manuals.
pub const ARGUMENT: &str = "--worker-manuals";

/// Answers what comes on standard input until it ends. A program calls it before anything else when it was
/// started with [`ARGUMENT`].
#[must_use]
pub fn serve() -> ExitCode {
    match answer(&mut io::stdin().lock(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("worker for manuals: {error}");
            ExitCode::FAILURE
        }
    }
}

fn answer(from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    end_with_the_program()?;
    let limits: Limits = read_header(from)?;
    limits.apply()?;
    let mut shelf = Shelf::default();
    loop {
        let question: Question = match read_header(from) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
            question => question?,
        };
        match shelf.answer(&question) {
            Ok(Done::Said(text)) => {
                write_header(to, &Answer::Said)?;
                write_body(to, &text)?;
            }
            Ok(Done::Drawn(pixels)) => {
                let (width, height) = (pixels.width, pixels.height);
                write_header(to, &Answer::Drawn { width, height })?;
                write_body(to, &pixels.rgba)?;
            }
            Err(refused) => write_header(to, &Answer::Refused(refused))?,
        }
        to.flush()?;
    }
}

/// A worker in the middle of a page does not see that its program is gone.
#[cfg(target_os = "linux")]
fn end_with_the_program() -> io::Result<()> {
    use rustix::process::{Signal, set_parent_process_death_signal};
    Ok(set_parent_process_death_signal(Some(Signal::KILL))?)
}

/// Elsewhere it ends with its next question.
#[cfg(not(target_os = "linux"))]
#[allow(clippy::unnecessary_wraps, reason = "on Linux the system may refuse")]
fn end_with_the_program() -> io::Result<()> {
    Ok(())
}
