//! `celeste action`.

use crate::arguments::{Action, Call};
use crate::output::Output;
use api::{CommitArgs, Error, Place, Program, Sign};
use serde_json::{Value as Json, json};
use std::io::Read;

/// Longest PIN read from standard input, in bytes.
const PIN_BYTES_MAX: u64 = 64;

pub(crate) fn run(place: Place, action: &Action, output: &Output) -> Result<(), Error> {
    match action {
        Action::List => {
            let acts = Program::open_reading(place)?.action_list()?;
            output.print(&json!({ "actions": acts }));
        }
        Action::Prefill(call) => {
            let (program, params) = asking(place, call)?;
            output.print(&json!(program.action_prefill(&call.name, &params)?));
        }
        Action::Check(call) => {
            let (program, params) = asking(place, call)?;
            output.print(&json!(program.action_check(&call.name, &params)?));
        }
        Action::Preview(call) => {
            let (program, params) = asking(place, call)?;
            output.print(&json!(program.action_preview(&call.name, &params)?));
        }
        Action::Commit(call) => commit(place, call, output)?,
    }
    Ok(())
}

/// A program that reads as the person named, and the parameters with ids in place of names.
fn asking(place: Place, call: &Call) -> Result<(Program, Json), Error> {
    let program = Program::open_reading(place)?;
    program.read_as(program.person_named(&call.person)?);
    let params = program.resolve_names(&call.name, &params(call)?)?;
    Ok((program, params))
}

fn commit(place: Place, call: &Call, output: &Output) -> Result<(), Error> {
    let program = Program::open(place)?;
    let person = program.person_named(&call.person)?;
    let pin = pin(call.pin.as_deref())?.ok_or_else(|| {
        Error::new(
            api::Code::SignatureNeeded,
            "A commit needs --pin: it is the session of this one call. Use --pin - to read it from standard input.",
        )
    })?;
    let params = program.resolve_names(&call.name, &params(call)?)?;
    program.sign_in(&api::start::SignInArgs {
        person,
        pin: pin.clone(),
    })?;
    let result = program.action_commit(&CommitArgs {
        action: call.name.clone(),
        params,
        sign: Some(Sign { person, pin: Some(pin) }),
        ..CommitArgs::default()
    })?;
    output.print(&json!(result));
    Ok(())
}

fn params(call: &Call) -> Result<Json, Error> {
    let given: Json = serde_json::from_str(&call.params).map_err(|error| {
        Error::new(
            api::Code::Invalid,
            format!("--params is not JSON ({error}). Write an object like {{\"title\": \"Pump leaks\"}}."),
        )
    })?;
    if given.is_object() {
        Ok(given)
    } else {
        Err(Error::new(api::Code::Invalid, "--params must be a JSON object."))
    }
}

/// The PIN given, or read from standard input where it is `-`.
pub(crate) fn pin(given: Option<&str>) -> Result<Option<String>, Error> {
    if given != Some("-") {
        return Ok(given.map(str::to_owned));
    }
    from_input("The PIN", PIN_BYTES_MAX).map(Some)
}

/// What stands on standard input, up to so many bytes.
pub(crate) fn from_input(what: &str, bytes_max: u64) -> Result<String, Error> {
    let mut text = String::new();
    std::io::stdin()
        .take(bytes_max)
        .read_to_string(&mut text)
        .map_err(|_| {
            Error::new(
                api::Code::Invalid,
                format!("{what} could not be read from standard input."),
            )
        })?;
    Ok(text.trim().to_owned())
}
