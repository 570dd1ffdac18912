//! The makers' manuals: taken in when the record was set up, some fault codes confirmed since, a page pinned.

use super::calendar::{Calendar, MINUTE_MS};
use super::story::Made;
use crate::manuals::{Manual, Stands};
use crate::step::{Step, reference};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

/// Who took them in, and confirms codes.
const BY: &str = "nowak";
/// What was read over a connection before the file was on board.
const OLD: &str = "document:watermaker-web";
const OLD_TITLE: &str = "Watermaker, manual on the maker's web site";
const OLD_URL: &str = "https://manuals.example/watermaker";
/// Codes of each manual that were confirmed: the first ones.
const CONFIRMED: usize = 4;
/// The work order whose page was pinned, by whom, and how long after it was made.
const PINNED: (&str, &str, i64) = ("work_order:lub-sep-vibration", "villanueva", 20);

/// Takes the manuals in and confirms some of their codes, from that moment on.
pub(super) fn setup(begin_ms: i64, manuals: &[Manual]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut at_ms = begin_ms;
    let mut next = |act: &'static str, params: Json| {
        at_ms += MINUTE_MS;
        Step::new(at_ms, BY, act, params)
    };
    for manual in manuals {
        let name = name(manual);
        let machines: Vec<Json> = manual
            .equipment
            .iter()
            .map(|code| reference(format!("equipment:{code}")))
            .collect();
        let params = json!({ "files": [wish(manual)], "equipment": machines });
        let rows = 1 + machines.len();
        steps.push(next("add_document", params).making(vec![name.clone()]).inserting(rows));
        let in_tables = manual.truth.codes.iter().filter(|code| code.stands == Stands::Table);
        let codes: Vec<Json> = in_tables
            .take(CONFIRMED)
            .map(|code| json!({ "code": code.code, "page": code.page, "heading": code.section }))
            .collect();
        if !codes.is_empty() {
            let rows = codes.len();
            let params = json!({ "document": reference(name), "codes": codes });
            steps.push(next("confirm_mapping", params).inserting(rows));
        }
    }
    if let Some(newer) = manuals.last() {
        let params = json!({ "files": [{ "url": OLD_URL, "title": OLD_TITLE, "maker": newer.maker,
                                         "model": newer.model }] });
        steps.push(next("add_document", params).making(vec![OLD.to_owned()]));
        let params = json!({ "document": reference(OLD), "by": reference(name(newer)) });
        // It described no equipment, so nothing is linked anew.
        steps.push(next("supersede_document", params));
    }
    steps
}

/// The page that somebody worked by, once its work order was there.
pub(super) fn pin(calendar: Calendar, made: &Made, manuals: &[Manual]) -> Option<Step> {
    let (order, by, after_minutes) = PINNED;
    let manual = manuals.first()?;
    let page = manual.truth.codes.first()?.page;
    let at_ms = calendar.past(made.get(order)? + after_minutes * MINUTE_MS);
    let params = json!({ "work_order": reference(order), "document": reference(name(manual)), "page": page });
    Some(Step::new(at_ms, by, "pin_page", params).inserting(1))
}

fn name(manual: &Manual) -> String {
    format!("document:{}", manual.file_name)
}

fn wish(manual: &Manual) -> Json {
    let digest: String = Sha256::digest(&manual.bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    json!({
        "title": manual.title, "maker": manual.maker, "model": manual.model, "revision": manual.revision,
        "file_name": manual.file_name, "sha256": digest, "size_bytes": manual.bytes.len(),
        "pages": manual.truth.labels.len(),
    })
}
