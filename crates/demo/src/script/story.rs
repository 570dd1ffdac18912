//! The last 120 days: faults, work orders, rounds, and what was set right afterwards.

use super::calendar::{Calendar, DAY_MS, HOUR_MS, MINUTE_MS, instant};
use super::setup::Fields;
use super::{buying, files, handover, hours, manuals, orders, receiving, stores};
use crate::content::amendments::{AMENDMENTS, Amendment};
use crate::content::faults::{self, Fault};
use crate::content::vessel::CLOCKS;
use crate::manuals::Manual;
use crate::random::Random;
use crate::step::{Step, reference};
use std::collections::BTreeMap;

/// The random stream of moments.
const MOMENTS: u64 = 2;
/// Of a hundred faults, so many were noticed some time before they were typed.
const TYPED_LATER_PERCENT: i64 = 25;

/// When records were made, by name.
pub(super) type Made = BTreeMap<String, i64>;

/// The steps of the story, sorted by time.
pub(super) fn steps(seed: u64, now_ms: i64, kept: &[Manual]) -> Vec<Step> {
    let calendar = Calendar { now_ms };
    let mut random = Random::new(seed, MOMENTS);
    let mut made = Made::new();
    let mut steps = clocks(calendar);
    steps.extend(hours::rounds(calendar));
    for fault in faults::all() {
        report(fault, calendar, &mut random, &mut made, &mut steps);
    }
    orders::steps(calendar, &mut random, &mut made, &mut steps);
    stores::steps(calendar, &made, &mut steps);
    handover::steps(calendar, &mut steps);
    steps.extend(buying::steps(calendar));
    steps.extend(receiving::steps(calendar));
    files::steps(calendar, &made, &mut steps);
    steps.extend(manuals::pin(calendar, &made, kept));
    steps.extend(AMENDMENTS.iter().map(|amendment| amend(amendment, calendar, &made)));
    steps.sort_by_key(|step| step.at_ms);
    steps
}

fn clocks(calendar: Calendar) -> Vec<Step> {
    let changes = CLOCKS
        .iter()
        .filter_map(|change| Some((change.days_ago?, change.offset_minutes)));
    changes
        .map(|(days, offset_minutes)| {
            let midnight = (calendar.now_ms - i64::from(days) * DAY_MS).div_euclid(DAY_MS) * DAY_MS;
            let params = serde_json::json!({ "offset_minutes": offset_minutes });
            Step::new(midnight - HOUR_MS, "perkovic", "set_ship_time", params).inserting(1)
        })
        .collect()
}

fn report(fault: &Fault, calendar: Calendar, random: &mut Random, made: &mut Made, steps: &mut Vec<Step>) {
    let at_ms = calendar.days_ago(i64::from(fault.days_ago), random);
    let mut params = Fields::default();
    params
        .text("title", fault.title)
        .text("code", fault.code)
        .text("description", fault.description);
    params
        .text("severity", fault.severity.word())
        .text("reported_by_text", fault.told_by);
    params.reference("equipment", "equipment", fault.equipment);
    let typed_later = random.percent(TYPED_LATER_PERCENT);
    let before_ms = random.between(4, 90) * MINUTE_MS;
    if typed_later {
        params.set("noticed_at", instant(at_ms - before_ms));
    }
    let name = format!("fault:{}", fault.key);
    steps.push(Step::new(at_ms, fault.by, "report_fault", params.into()).making(vec![name.clone()]));
    if let Some(end) = fault.resolved {
        let mut params = Fields::default();
        params
            .set("fault", reference(name.clone()))
            .text("how", end.how.word())
            .text("note", end.note);
        let settled = calendar.past(at_ms + i64::from(end.after_hours) * HOUR_MS + 40 * MINUTE_MS);
        steps.push(Step::new(settled, end.by, "resolve_fault", params.into()));
    }
    made.insert(name, at_ms);
}

fn amend(amendment: &Amendment, calendar: Calendar, made: &Made) -> Step {
    let mut params = Fields::default();
    let noun = amendment.on.split(':').next().unwrap_or_default();
    params.set(noun, reference(amendment.on));
    for (field, value) in amendment.fields {
        match value.strip_prefix('$') {
            Some(name) => params.set(field, reference(name)),
            None => params.set(field, *value),
        };
    }
    let from = made.get(amendment.on).copied().unwrap_or(calendar.now_ms);
    let at_ms = calendar.past(from + amendment.after_hours * HOUR_MS);
    let rows = usize::from(amendment.act == "add_note_to_work_order");
    Step::new(at_ms, amendment.by, amendment.act, params.into()).inserting(rows)
}
