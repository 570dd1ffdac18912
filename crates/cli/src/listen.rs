//! `celeste sync listen`: the ship's meeting point without a window.

use crate::output::Output;
use api::exchanging::strip::Listening;
use api::{Code, Error, Place, Program};
use serde_json::json;
use std::time::Duration;
use tokio::signal;

/// How often it is looked whether it answers already.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// So many looks: an address is taken within milliseconds, or not at all.
const LOOKS_MAX: u32 = 500;

pub(crate) fn run(place: Place, address: &str, is_only_kept: bool, output: &Output) -> Result<(), Error> {
    let program = Program::open(place)?;
    program.set_listen_address(Some(address))?;
    if is_only_kept {
        output.print(&json!({ "address": address, "is_answering": false }));
        return Ok(());
    }
    // Heard from now on, so that nobody who saw the address is too early.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| cannot("wait for the end", &error))?;
    program.start_sync();
    let address = answering(&program)?;
    let ended = runtime.block_on(async {
        let interrupted = signal::ctrl_c();
        let terminated = terminated();
        output.print(&json!({ "address": address, "is_answering": true }));
        output.say("Answering the other workstations; Ctrl+C ends it.");
        tokio::select! {
            heard = interrupted => heard,
            heard = terminated => heard,
        }
    });
    ended.map_err(|error| cannot("wait for the end", &error))
}

/// Where it answers, as soon as it does.
fn answering(program: &Program) -> Result<String, Error> {
    for _ in 0..LOOKS_MAX {
        match program.sync_strip()?.listening {
            Some(Listening {
                trouble: Some(trouble), ..
            }) => return Err(Error::new(Code::WrongState, trouble)),
            Some(Listening {
                address: Some(address), ..
            }) => return Ok(address),
            _ => std::thread::sleep(LOOK_EVERY),
        }
    }
    Err(cannot("answer", &"nothing came of it within ten seconds"))
}

/// Ends when the program is told to end by whoever started it.
async fn terminated() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        signal::unix::signal(signal::unix::SignalKind::terminate())?
            .recv()
            .await;
        Ok(())
    }
    #[cfg(not(unix))]
    std::future::pending().await
}

fn cannot(what: &str, error: &dyn std::fmt::Display) -> Error {
    Error::new(Code::Fault, format!("This workstation cannot {what}: {error}."))
}
