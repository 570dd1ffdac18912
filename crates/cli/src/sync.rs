//! `celeste sync`: acts exchanged with the shore and with other workstations, over the network or by file.
//!
//! Progress goes to the error stream, so that a program reads one answer.

use crate::action::{from_input, pin};
use crate::arguments::{Enrol, Sync};
use crate::listen;
use crate::output::Output;
use api::exchanging::enrolling::EnrolArgs;
use api::exchanging::once::OnceLine;
use api::start::SignInArgs;
use api::{Code, Error, Place, Program};
use serde_json::{Value as Json, json};
use std::process::ExitCode;

/// Bytes of the recovery sheet's words read from standard input at most.
const WORDS_BYTES_MAX: u64 = 1_024;

pub(crate) fn run(place: Place, sync: &Sync, output: &Output) -> Result<ExitCode, Error> {
    match sync {
        Sync::Once => return once(&Program::open(place)?, None, output),
        Sync::Status => output.print(&json!(Program::open_reading(place)?.sync_strip()?)),
        Sync::Export { file, files } => {
            output.print(&json!(Program::open(place)?.sync_export(file, *files)?));
        }
        Sync::Import { file } => {
            let imported = Program::open(place)?.sync_import(file)?;
            output.print(&json!(imported));
            if imported.is_cut || !imported.refused.is_empty() || imported.damaged_files > 0 {
                return Ok(ExitCode::from(2));
            }
        }
        Sync::Enrol(asked) => return enrol(place, asked, output),
        Sync::Listen { address, keep } => listen::run(place, address, *keep, output)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Exchanges over that link or over all, and tells what came of it; 2 where something is in the way.
fn once(program: &Program, peer: Option<i64>, output: &Output) -> Result<ExitCode, Error> {
    let lines = exchange(program, peer, true)?;
    let is_done = lines.iter().all(|line| line.is_up_to_date);
    output.print(&json!({ "links": lines }));
    Ok(ExitCode::from(if is_done { 0 } else { 2 }))
}

/// Exchanges, and says on the error stream how far it is while there is much to fetch.
fn exchange(program: &Program, peer: Option<i64>, with_files: bool) -> Result<Vec<OnceLine>, Error> {
    program.sync_once(peer, with_files, |here, there| match there {
        Some(there) if there > here => eprintln!("{here} of {there} acts are here …"),
        _ => {}
    })
}

fn enrol(place: Place, asked: &Enrol, output: &Output) -> Result<ExitCode, Error> {
    let program = Program::open(place)?;
    let is_empty = program.session_state()?.people.is_empty();
    if let (Some(person), Some(pin)) = (&asked.person, pin(asked.pin.as_deref())?) {
        let person = program.person_named(person)?;
        program.sign_in(&SignInArgs { person, pin })?;
    } else if !is_empty {
        let message = "This replica holds a vessel: say who sets up the link with --as and --pin.";
        return Err(Error::new(Code::SignatureNeeded, message));
    }
    let enrolled = program.enrol(&EnrolArgs {
        address: asked.address.clone(),
        code: asked.code.clone(),
        name: asked.name.clone(),
        words: words(asked.words.as_deref())?,
    })?;
    let mut answer = json!(enrolled);
    let mut is_done = true;
    if is_empty {
        // Photos and papers follow with the next exchange: whoever waits here waits for the acts.
        let filled = exchange(&program, Some(enrolled.peer), false)?.pop();
        is_done = filled.as_ref().is_some_and(|line| line.is_up_to_date);
        answer["filled"] = json!(filled);
    }
    output.print(&answer);
    say_next(&answer["connect"], is_done, output);
    Ok(ExitCode::from(if is_done { 0 } else { 2 }))
}

/// What is left to do, for people.
fn say_next(connect: &Json, is_done: bool, output: &Output) {
    if !is_done {
        output.say("Not everything is here yet: `celeste sync once` goes on where it stopped.");
    }
    if connect.is_object() {
        output.say("The vessel has yet to confirm this gateway, by a chief engineer, captain or manager:");
        output.say(&format!(
            "  celeste action commit connect_shore --as NAME --pin PIN --params '{connect}'"
        ));
    }
}

fn words(given: Option<&str>) -> Result<Option<String>, Error> {
    if given != Some("-") {
        return Ok(given.map(str::to_owned));
    }
    from_input("The words", WORDS_BYTES_MAX).map(Some)
}
