//! What people wrote for each other, and the signatures under it.

use super::calendar::{Calendar, DAY_MS, MINUTE_MS};
use super::setup::Fields;
use crate::content::crew::PEOPLE;
use crate::content::handover::{Deed, EVENTS, Event};
use crate::step::{Step, reference};
use serde_json::{Value as Json, json};

/// Adds everything that was handed over.
pub(super) fn steps(calendar: Calendar, steps: &mut Vec<Step>) {
    steps.extend(EVENTS.iter().map(|event| tell(event, calendar)));
}

fn moment(calendar: Calendar, event: &Event) -> i64 {
    let day = (calendar.now_ms - event.days_ago * DAY_MS).div_euclid(DAY_MS) * DAY_MS;
    calendar.past(day + event.minute * MINUTE_MS)
}

fn entry_named(key: &str) -> String {
    format!("handover:{key}")
}

fn tell(event: &Event, calendar: Calendar) -> Step {
    let (act, params, makes): (_, Json, _) = match event.deed {
        Deed::Wrote(kind, entry) => {
            let mut params = Fields::default();
            params.text("title", entry.title).text("details", entry.details);
            params.text("category", entry.category.word());
            params.text("priority", entry.priority.word()).text("kind", kind.word());
            // People write for their own department, whatever the record belongs to.
            let author = PEOPLE.iter().find(|person| person.key == event.by);
            params.text("department", author.map_or("", |person| person.department.word()));
            if let Some((noun, _)) = entry.about.split_once(':') {
                params.set(noun, reference(entry.about));
            }
            ("add_to_handover", params.into(), Some(entry_named(entry.key)))
        }
        Deed::Corrected(key, details) => {
            let params = json!({ "entry": reference(entry_named(key)), "details": details });
            ("edit_handover_entry", params, None)
        }
        Deed::Done(key, remark) => {
            let params = json!({ "entry": reference(entry_named(key)), "reason": remark });
            ("close_handover_entry", params, None)
        }
        Deed::Withdrew(key, reason) => {
            let params = json!({ "entry": reference(entry_named(key)), "reason": reason });
            ("withdraw_handover_entry", params, None)
        }
        Deed::SignedOver(name, department, kind, remark, with_appendix) => {
            let mut params = Fields::default();
            params.text("department", department.word()).text("kind", kind.word());
            params.text("remark", remark).set("with_appendix", with_appendix);
            (
                "sign_over_handover",
                params.into(),
                Some(format!("handover_signature:{name}")),
            )
        }
        Deed::TookOver(name, answer, remark) => {
            let mut params = Fields::default();
            params.set("signature", reference(format!("handover_signature:{name}")));
            params.text("answer", answer).text("remark", remark);
            (
                "acknowledge_handover",
                params.into(),
                Some(format!("handover_answer:{name}/{}", event.minute)),
            )
        }
    };
    Step::new(moment(calendar, event), event.by, act, params).making(makes.into_iter().collect())
}
