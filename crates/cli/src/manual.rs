//! `celeste manual`.

use crate::arguments::{AddManual, FindManual, Manual, ManualNamed, Pages};
use crate::output::Output;
use api::manuals::FindArgs;
use api::reading::{ManualFile, Written};
use api::{Code, CommitArgs, Error, Place, Program, Sign};
use serde_json::{Value as Json, json};
use std::io::{self, Write};
use std::process::ExitCode;

/// Between two pages of plain text.
const FORM_FEED: &str = "\u{c}";

pub(crate) fn run(place: Place, manual: &Manual, output: &Output) -> Result<ExitCode, Error> {
    match manual {
        Manual::Add(wanted) => add(place, wanted, output),
        Manual::Find(wanted) => find(place, wanted, output),
        Manual::Render {
            manual,
            page,
            width,
            out,
        } => {
            let drawn = open(place, manual)?.render(*page, *width, &out.to_string_lossy())?;
            output.print(&json!(drawn));
            Ok(ExitCode::SUCCESS)
        }
        Manual::Text { manual, pages } => text(&open(place, manual)?, *pages, output),
    }
}

fn add(place: Place, wanted: &AddManual, output: &Output) -> Result<ExitCode, Error> {
    let program = Program::open(place)?;
    let person = program.person_named(&wanted.person)?;
    let pin = crate::action::pin(Some(&wanted.pin))?;
    program.sign_in(&api::start::SignInArgs {
        person,
        pin: pin.clone().unwrap_or_default(),
    })?;
    for file in &wanted.files {
        let params = json!({
            "files": [{ "path": file, "title": wanted.title.clone().unwrap_or_default(), "maker": wanted.maker,
                        "model": wanted.model, "revision": wanted.revision }],
            "equipment": wanted.equipment,
        });
        let params = program.resolve_names("add_document", &params)?;
        let done = program.action_commit(&CommitArgs {
            action: "add_document".to_owned(),
            params,
            sign: Some(Sign {
                person,
                pin: pin.clone(),
            }),
            ..CommitArgs::default()
        })?;
        output.print(&json!(done));
    }
    program.read_manuals(&mut |pace| {
        output.say(&format!("Read {} of {} pages …", pace.pages_read, pace.pages));
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Exit 2 where no page answers.
fn find(place: Place, wanted: &FindManual, output: &Output) -> Result<ExitCode, Error> {
    let program = Program::open_reading(place)?;
    let words = wanted.words.join(" ");
    let named = json!({ "equipment": wanted.equipment });
    let named = program.resolve_names("report_fault", &named)?;
    let found = program.manual_found(&FindArgs {
        equipment: named["equipment"].as_str().and_then(|id| id.parse().ok()),
        code: wanted.code.clone(),
        words: (!words.is_empty()).then_some(words),
        ..FindArgs::default()
    })?;
    if output.json {
        output.print(&json!(found));
    } else if let Some(best) = &found.best {
        for (at, place) in std::iter::once(best).chain(&found.others).enumerate() {
            let heading = place.heading.as_deref().unwrap_or("no heading");
            let lead = if at == 0 { "" } else { "  also " };
            output.say(&format!(
                "{lead}{}, p. {}: {heading} ({})",
                place.title, place.page, place.reason
            ));
        }
    } else {
        output.say(found.said.as_deref().unwrap_or("No page answers."));
    }
    Ok(ExitCode::from(if found.best.is_some() { 0 } else { 2 }))
}

/// A file of that name; where there is none, the manual of the replica that is called so.
fn open(place: Place, manual: &ManualNamed) -> Result<ManualFile, Error> {
    let password = manual.password.as_deref();
    if manual.named.metadata().is_ok_and(|found| !found.is_dir()) {
        return ManualFile::open(&manual.named, password);
    }
    let named = manual.named.to_string_lossy();
    let program = Program::open_reading(place).map_err(|error| match error.code {
        Code::NotFound => {
            let message = format!(
                "There is no file “{named}”, and no replica in which a manual could be called so. Name another \
                 file, or the replica with --replica."
            );
            Error::new(Code::NotFound, message)
        }
        _ => error,
    })?;
    program.manual_file(&named, password)
}

/// A page that cannot be read is said on standard error, and the others are printed.
fn text(file: &ManualFile, asked: Option<Pages>, output: &Output) -> Result<ExitCode, Error> {
    let all = file.pages();
    let asked = asked.map_or(all.clone(), |pages| pages.first..=pages.last);
    if !all.contains(asked.start()) {
        file.written(*asked.start())?;
    }
    let mut written = Vec::new();
    let mut unread: Vec<Json> = Vec::new();
    for page in *asked.start()..=*asked.end().min(all.end()) {
        match file.written(page) {
            Ok(text) if output.json => written.push(text),
            Ok(text) => print(&text, page == *asked.start()),
            Err(error) => {
                if !output.json {
                    eprintln!("Page {page}: {}", error.message);
                }
                unread.push(json!({ "page": page, "code": error.code, "message": error.message }));
            }
        }
    }
    if output.json {
        output.print(&json!({ "pages": written, "unread": unread }));
    }
    Ok(ExitCode::from(if unread.is_empty() { 0 } else { 2 }))
}

/// A reader that went away (`celeste … | head`) is no error.
fn print(written: &Written, is_first: bool) {
    let between = if is_first { "" } else { FORM_FEED };
    let _ = write!(io::stdout().lock(), "{between}{}", written.text);
}
