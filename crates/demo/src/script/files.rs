//! Photos and papers that people attached.

use super::calendar::{Calendar, DAY_MS, MINUTE_MS};
use super::story::Made;
use crate::content::files::{ATTACHED, Attached, files};
use crate::step::{Step, reference};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

/// Minutes between what was reported and its photo.
const AFTER_MINUTES: i64 = 3;
const WITHDRAWN_AFTER_MINUTES: i64 = 30;

/// Adds every file that was attached.
pub(super) fn steps(calendar: Calendar, made: &Made, steps: &mut Vec<Step>) {
    for attached in ATTACHED {
        let at_ms = moment(attached, calendar, made);
        let name = format!("attachment:{}", attached.file);
        let (act, _) = act_of(attached);
        let step = Step::new(at_ms, attached.by, act, params(attached));
        steps.push(step.making(vec![name.clone()]));
        if let Some(reason) = attached.withdrawn {
            let params = json!({ "attachment": reference(name), "reason": reason });
            let later = calendar.past(at_ms + WITHDRAWN_AFTER_MINUTES * MINUTE_MS);
            steps.push(Step::new(later, attached.by, "withdraw_attachment", params).inserting(1));
        }
    }
}

/// Soon after the record was made, or so many days ago where it was there from the beginning.
fn moment(attached: &Attached, calendar: Calendar, made: &Made) -> i64 {
    let begin = made.get(attached.to).copied();
    calendar.past(begin.unwrap_or(calendar.now_ms - attached.days_ago * DAY_MS) + AFTER_MINUTES * MINUTE_MS)
}

/// The act that attaches to such a record, and the field that names the record.
fn act_of(attached: &Attached) -> (&'static str, &'static str) {
    match attached.to.split_once(':').map_or("", |(noun, _)| noun) {
        "purchase_order" => ("attach_order_document", "order"),
        "fault" => ("attach_file", "fault"),
        "part" => ("attach_file", "part"),
        _ => ("attach_file", "equipment"),
    }
}

fn params(attached: &Attached) -> Json {
    let (_, field) = act_of(attached);
    let mut params = json!({ field: reference(attached.to) });
    let files = files().iter().filter(|file| file.key == attached.file);
    let lines: Vec<Json> = files
        .map(|file| {
            let digest: String = Sha256::digest(&file.bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            json!({
                "name": file.name, "kind": file.kind, "media_type": file.media_type, "sha256": digest,
                "size_bytes": file.bytes.len(), "caption": attached.caption,
            })
        })
        .collect();
    params["files"] = Json::from(lines);
    params
}
