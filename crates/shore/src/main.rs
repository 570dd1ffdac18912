//! `celeste-shore`: the gateway ashore.
//!
//! Exit 0 done, 2 refused, 1 fault, 64 wrong usage.

mod arguments;
mod commands;
mod output;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use arguments::Arguments;
use output::{Failure, Output};

/// Wrong usage (sysexits.h, `EX_USAGE`).
const USAGE: u8 = 64;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // Nobody can be told when even this cannot be printed.
            let _ = error.print();
            return ExitCode::from(if asked { 0 } else { USAGE });
        }
    };
    shore::log::start();
    let output = Output { json: arguments.json };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let ended = match runtime {
        Ok(runtime) => runtime.block_on(commands::run(&arguments.command, &output)),
        Err(error) => Err(Failure::fault(&error)),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => output.fail(&failure),
    }
}
