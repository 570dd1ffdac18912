//! The worker's side: one job, one answer, the end.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use crate::framing::{read_body, read_header, write_body, write_header};
use crate::jobs::{self, Done};
use crate::limits::FILE_BYTES_MAX;
use crate::protocol::{Answer, Request};

/// The argument that makes a program the worker.
pub const ARGUMENT: &str = "--worker";

/// Does the one job that stands on standard input. A program calls it before anything else when it was
/// started with [`ARGUMENT`].
#[must_use]
pub fn serve() -> ExitCode {
    match answer(&mut io::stdin().lock(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("worker: {error}");
            ExitCode::FAILURE
        }
    }
}

fn answer(from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    let request: Request = read_header(from)?;
    request.limits.apply()?;
    let file = read_body(from, FILE_BYTES_MAX)?;
    match jobs::carry_out(request.job, file) {
        Ok(Done::Taken(taken)) => {
            let header = Answer::Taken {
                media_type: taken.media_type,
                width: taken.width,
                height: taken.height,
                pages: taken.pages,
            };
            write_header(to, &header)?;
            write_body(to, &taken.kept)?;
            write_body(to, &taken.thumbnail)?;
        }
        Ok(Done::Shown(shown)) => {
            write_header(to, &Answer::Shown { pages: shown.pages })?;
            write_body(to, &shown.picture)?;
        }
        Err(refused) => write_header(to, &Answer::Refused(refused))?,
    }
    to.flush()
}
