//! `celeste import` and `celeste export`: the vessel's lists, in and out.

use crate::arguments::Import;
use crate::output::Output;
use api::{Code, Error, Place, Program};
use serde_json::{Map, Value as Json, json};
use std::path::Path;
use std::time::Duration;

/// Between two lines of progress.
const PROGRESS_EVERY: Duration = Duration::from_millis(500);
/// Between two looks at how far it is.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// Wrong rows that are printed.
const WRONG_ROWS_MAX: usize = 50;

pub(crate) fn export(place: Place, folder: &Path, output: &Output) -> Result<(), Error> {
    let exported = Program::open_reading(place)?.export_tables(folder)?;
    output.print(&json!(exported));
    Ok(())
}

/// Answers whether everything that was asked for is done.
pub(crate) fn import(place: Place, args: &Import, output: &Output) -> Result<bool, Error> {
    if args.check {
        let program = Program::open_reading(place)?;
        program.read_as(program.person_named(&args.person)?);
        let (_, report) = check(&program, args)?;
        output.print(&report);
        return Ok(report["wrong"] == 0);
    }
    let program = Program::open(place)?;
    let person = program.person_named(&args.person)?;
    let pin = crate::action::pin(args.pin.as_deref())?.ok_or_else(|| {
        let message = "An import needs --pin, or --check to see only what it would do. Use --pin - to read it from standard input.";
        Error::new(Code::SignatureNeeded, message)
    })?;
    program.sign_in(&api::start::SignInArgs {
        person,
        pin: pin.clone(),
    })?;
    let (token, mut report) = check(&program, args)?;
    let is_all_known = report["acts"] == 0 && report["wrong"] == 0;
    if !is_all_known {
        let sign = json!({ "person": person, "pin": pin });
        let commit = json!({ "token": token, "sign": sign, "leave_out_wrong": args.leave_out_wrong });
        if let Err(refused) = program.call("import_commit", commit) {
            for row in report["wrong_rows"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|_| !output.json)
            {
                eprintln!("row {}: {}", row["row"], row["wrong"].as_str().unwrap_or_default());
            }
            return Err(refused);
        }
        report["progress"] = wait(&program, &token)?;
    }
    output.print(&report);
    Ok(is_all_known || report["progress"]["state"] == "done")
}

/// Opens and checks the file; its token, and the report with the first wrong rows.
fn check(program: &Program, args: &Import) -> Result<(String, Json), Error> {
    let path = std::path::absolute(&args.file).unwrap_or_else(|_| args.file.clone());
    let open = json!({ "kind": args.kind, "path": path, "sheet": args.sheet });
    let table = program.call("import_open", open)?;
    let token = table["token"].as_str().unwrap_or_default().to_owned();
    let mapping = mapping(&table, &args.map)?;
    let mut report = program.call("import_check", json!({ "token": token, "mapping": mapping }))?;
    let wrong = json!({ "token": token, "state": "wrong", "limit": WRONG_ROWS_MAX });
    let rows = program.call("import_rows", wrong)?["rows"].take();
    let rows = rows.as_array().into_iter().flatten();
    let named = rows.map(|row| json!({ "row": row["row"], "label": row["label"], "wrong": row["wrong"] }));
    report["wrong_rows"] = named.collect();
    report["columns"] = columns(&table, &mapping);
    Ok((token, report))
}

/// The columns as guessed or remembered, with those that were named on the command line.
fn mapping(table: &Json, given: &[String]) -> Result<Map<String, Json>, Error> {
    let mut mapping = table["mapping"].as_object().cloned().unwrap_or_default();
    let columns: Vec<&Json> = table["columns"].as_array().into_iter().flatten().collect();
    for pair in given {
        let wrong = |what: String| Error::new(Code::Invalid, what);
        let (field, column) = pair.split_once('=').ok_or_else(|| {
            wrong(format!(
                "--map {pair}: write field=column, for example --map name=Bezeichnung."
            ))
        })?;
        if !mapping.contains_key(field) {
            let fields: Vec<&str> = mapping.keys().map(String::as_str).collect();
            return Err(wrong(format!(
                "There is no field “{field}”. Fields: {}.",
                fields.join(", ")
            )));
        }
        let index = match column {
            "" => Json::Null,
            head => {
                let named = columns.iter().find(|column| column["head"].as_str() == Some(head));
                let counted = || {
                    head.parse::<usize>()
                        .ok()
                        .and_then(|at| columns.get(at.checked_sub(1)?))
                };
                let found = named.or_else(counted);
                found.map(|column| column["index"].clone()).ok_or_else(|| {
                    wrong(format!(
                        "The file has no column “{head}”. Name its head, or its number from 1."
                    ))
                })?
            }
        };
        mapping.insert(field.to_owned(), index);
    }
    Ok(mapping)
}

/// Field → head, for people who read the report.
fn columns(table: &Json, mapping: &Map<String, Json>) -> Json {
    let head = |index: &Json| Some(table["columns"][usize::try_from(index.as_u64()?).ok()?]["head"].clone());
    let chosen = mapping
        .iter()
        .filter_map(|(field, index)| Some((field.clone(), head(index)?)));
    Json::Object(chosen.collect())
}

/// Waits until everything is taken over, with progress on standard error.
fn wait(program: &Program, token: &str) -> Result<Json, Error> {
    let mut waited = Duration::ZERO;
    loop {
        let progress = program.call("import_progress", json!({ "token": token }))?;
        if progress["state"] != "running" {
            if let Some(trouble) = progress["trouble"].as_str() {
                eprintln!("{} of {} rows; {trouble}", progress["done"], progress["total"]);
            }
            return Ok(progress);
        }
        std::thread::sleep(LOOK_EVERY);
        waited += LOOK_EVERY;
        if waited >= PROGRESS_EVERY {
            waited = Duration::ZERO;
            eprintln!("{} of {} rows", progress["done"], progress["total"]);
        }
    }
}
