//! `celeste init`.

use crate::arguments::Init;
use crate::output::Output;
use api::demo_vessel::{DEMO_PIN, DemoArgs};
use api::outside::Machine;
use api::start::FoundArgs;
use api::{Error, Place, Program};
use serde_json::json;
use std::sync::Arc;

/// About so many acts between two lines of progress.
const PROGRESS_ACTS: u64 = 50_000;

pub(crate) fn init(place: Place, init: &Init, output: &Output) -> Result<(), Error> {
    if init.demo {
        return demo(place, init, output);
    }
    let pin = crate::action::pin(init.pin.as_deref())?.unwrap_or_default();
    let founded = Program::open(place)?.found_vessel(&FoundArgs {
        vessel: init.vessel.clone().unwrap_or_default(),
        letter: init.letter.clone().unwrap_or_default(),
        person: init.person.clone().unwrap_or_default(),
        rank: init.rank.clone(),
        pin,
        workstation: None,
    })?;
    output.print(&json!({ "words": founded.words }));
    output.say("Write these words down and keep them in the ship's safe: they are shown only now.");
    Ok(())
}

/// The vessel is whole without it: what is not read now is read when the program is opened.
fn read_manuals(place: Place, output: &Output) {
    let read = Program::open(place).and_then(|program| program.read_manuals(&mut |_| {}));
    if let Err(error) = read {
        output.say(&format!("The manuals were not read: {}", error.message));
    }
}

fn demo(place: Place, init: &Init, output: &Output) -> Result<(), Error> {
    let args = DemoArgs {
        seed: init.seed,
        rows: init.rows,
        with_manuals: !init.without_manuals,
    };
    let mut acts = 0;
    let founded = Program::init_demo(place.clone(), args, Arc::new(Machine::new()), &mut |done| {
        if done / PROGRESS_ACTS > acts / PROGRESS_ACTS {
            output.say(&format!("{done} acts carried out …"));
        }
        acts = done;
    })?;
    if args.with_manuals {
        read_manuals(place, output);
    }
    output.print(&json!({ "acts": acts, "pin": DEMO_PIN, "words": founded.words }));
    Ok(())
}
