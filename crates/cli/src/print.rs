//! `celeste print`.

use crate::arguments::{ListName, Print};
use crate::output::Output;
use api::{Code, Error, Place, Program};
use clap::ValueEnum;
use serde_json::{Map, Value as Json, json};
use std::path::Path;
use std::time::Duration;

/// Between two lines of progress.
const PROGRESS_EVERY: Duration = Duration::from_millis(500);
/// Between two looks at how far it is.
const LOOK_EVERY: Duration = Duration::from_millis(20);

pub(crate) fn run(place: Place, print: &Print, output: &Output) -> Result<(), Error> {
    let program = Program::open_reading(place)?;
    program.read_as(program.person_named(print.person())?);
    let named = |given: &str| program.row_named("pms_work_orders", given);
    let (what, file) = match print {
        Print::Card { work_order, file, .. } => (json!({ "paper": "card", "work_order": named(work_order)? }), file),
        Print::Record { work_order, file, .. } => {
            (json!({ "paper": "record", "work_order": named(work_order)? }), file)
        }
        Print::Order { order, file, .. } => {
            let order = program.row_named("pms_purchase_orders", order)?;
            (json!({ "paper": "purchase_order", "order": order }), file)
        }
        Print::Delivery { delivery, file, .. } => {
            let session = program.row_named("pms_receiving_sessions", delivery)?;
            (json!({ "paper": "delivery", "session": session }), file)
        }
        Print::QuaySheet { delivery, file, .. } => {
            let session = program.row_named("pms_receiving_sessions", delivery)?;
            (json!({ "paper": "quay_sheet", "session": session }), file)
        }
        Print::List { list, file, args, .. } => (json!({ "paper": "list", "list": shown(*list, args)? }), file),
        Print::Period { file, from, to, .. } => {
            let args = program.period(from.as_deref(), to.as_deref())?;
            let args = json!({ "from_at": args.from_at, "to_at": args.to_at });
            (json!({ "paper": "period", "args": args }), file)
        }
    };
    output.print(&written(&program, &what, file)?);
    Ok(())
}

/// A list by its name, with what it is narrowed to.
fn shown(list: ListName, args: &str) -> Result<Json, Error> {
    let args: Map<String, Json> = serde_json::from_str(args)
        .map_err(|error| Error::new(Code::Invalid, format!("--args is no JSON object: {error}.")))?;
    let name = list.to_possible_value().map(|value| value.get_name().replace('-', "_"));
    let mut shown = Map::new();
    match list {
        ListName::Equipment | ListName::Locations => {
            shown.extend([("text".to_owned(), json!("")), ("retired".to_owned(), json!(false))]);
            shown.extend(args);
        }
        ListName::People | ListName::RunningHours => {}
        _ => shown.extend([("args".to_owned(), Json::Object(args))]),
    }
    shown.insert("list".to_owned(), json!(name));
    Ok(Json::Object(shown))
}

/// Starts it and waits, with progress on standard error.
fn written(program: &Program, what: &Json, file: &Path) -> Result<Json, Error> {
    let path = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let mut state = program.call("print_start", json!({ "what": what, "path": path }))?;
    let mut waited = Duration::ZERO;
    while state["state"] == "running" {
        std::thread::sleep(LOOK_EVERY);
        waited += LOOK_EVERY;
        if waited >= PROGRESS_EVERY {
            waited = Duration::ZERO;
            eprintln!("{} of {}", state["done"], state["total"]);
        }
        state = program.call("print_state", json!({ "run": state["run"] }))?;
    }
    match state["trouble"].as_str() {
        Some(trouble) => Err(Error::new(Code::Invalid, trouble)),
        None => Ok(state["made"].take()),
    }
}
