//! `celeste`: the same commands as the window, for scripts, support and tests.
//!
//! Exit 0 done, 2 refused or found broken, 1 fault, 64 wrong usage.

mod action;
mod arguments;
#[cfg(feature = "bench")]
mod bench;
mod labels;
mod listen;
mod lists;
mod manual;
mod output;
mod print;
mod search;
mod sync;
mod vessel;

use api::{Error, Place, Program};
use arguments::{Arguments, Audit, Command};
use clap::Parser;
use clap::error::ErrorKind;
use output::Output;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// Wrong usage (sysexits.h, `EX_USAGE`).
const USAGE: u8 = 64;

fn main() -> ExitCode {
    if let Some(ended) = std::env::args_os().nth(1).and_then(|first| api::work(&first)) {
        return ended;
    }
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // Nobody can be told when even this cannot be printed.
            let _ = error.print();
            return ExitCode::from(if asked { 0 } else { USAGE });
        }
    };
    let output = Output { json: arguments.json };
    match run(&arguments, &output) {
        Ok(code) => code,
        Err(error) => output.refuse(&error),
    }
}

fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Error> {
    let place = place(arguments);
    match &arguments.command {
        Command::Init(init) => vessel::init(place, init, output)?,
        Command::Action(action) => action::run(place, action, output)?,
        Command::Show { table, id, offset } => {
            let program = Program::open_reading(place)?;
            let shown = program.show(table, id.as_deref(), *offset)?;
            output.print(&json!(shown));
        }
        Command::Stock { part } => {
            let told = Program::open_reading(place)?.told_stock(part)?;
            output.print(&json!(told));
        }
        Command::Search(search) => search::run(place, search, output)?,
        Command::Audit(Audit::Verify) => {
            let report = Program::open_reading(place)?.audit_verify()?;
            output.print(&json!(report));
            if !report.is_intact {
                return Ok(ExitCode::from(2));
            }
        }
        Command::Sync(sync) => return sync::run(place, sync, output),
        Command::Labels(labels) => labels::run(place, labels, output)?,
        Command::Manual(manual) => return manual::run(place, manual, output),
        Command::Print(print) => print::run(place, print, output)?,
        Command::Import(import) => {
            if !lists::import(place, import, output)? {
                return Ok(ExitCode::from(2));
            }
        }
        Command::Export { folder } => lists::export(place, folder, output)?,
        Command::Backup { file } => {
            let made = Program::open_reading(place)?.backup(file)?;
            output.print(&json!(made));
        }
        #[cfg(feature = "bench")]
        Command::Bench { name, rows } => bench::run(*name, *rows, &arguments.replica, output)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn place(arguments: &Arguments) -> Place {
    Place {
        replica: arguments.replica.clone(),
        state: arguments.state.clone().unwrap_or_else(default_state),
    }
}

/// `CELESTE_STATE_DIR`, else the platform's local data folder with `celesteos` in it.
fn default_state() -> PathBuf {
    api::settings::default_state_folder()
}
