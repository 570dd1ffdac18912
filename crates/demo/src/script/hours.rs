//! What a counter shows at a moment, so that readings of rounds and of completions agree.

use super::calendar::{Calendar, DAY_MS, HOUR_MS};
use crate::content::counters::{COUNTERS, Counter, READ_BY, ROUNDS};
use crate::step::{Step, reference};
use serde_json::{Value as Json, json};

/// Rounds begin at eight in the morning UTC.
const MORNING_MS: i64 = 8 * HOUR_MS;

/// The counter of a machine.
pub(super) fn counter(equipment: &str) -> Option<&'static Counter> {
    COUNTERS.iter().find(|counter| counter.equipment == equipment)
}

/// The moment of the round so many days ago.
fn round_ms(calendar: Calendar, days: i64) -> i64 {
    calendar.past((calendar.now_ms - days * DAY_MS).div_euclid(DAY_MS) * DAY_MS + MORNING_MS)
}

/// Hours at a moment of the story, as text; on the last round what the table says.
pub(super) fn shown(counter: &Counter, at_ms: i64, calendar: Calendar) -> String {
    let last_round = round_ms(calendar, ROUNDS.last().copied().unwrap_or(0));
    let gained = ((at_ms - last_round) * counter.tenths_a_day).div_euclid(DAY_MS);
    tenths(counter.hours * 10 + gained)
}

/// Tenths of an hour as text.
pub(super) fn tenths(tenths: i64) -> String {
    let tenths = tenths.max(0);
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

/// A sheet of readings, one row each.
pub(super) fn sheet(at_ms: i64, readings: impl Iterator<Item = (&'static Counter, String)>) -> Step {
    let readings: Vec<Json> = readings
        .map(|(counter, hours)| {
            json!({ "equipment": reference(format!("equipment:{}", counter.equipment)), "hours": hours })
        })
        .collect();
    let rows = readings.len();
    Step::new(at_ms, READ_BY, "record_running_hours", json!({ "readings": readings })).inserting(rows)
}

/// The rounds of the story.
pub(super) fn rounds(calendar: Calendar) -> Vec<Step> {
    let round = |days: i64| {
        let at_ms = round_ms(calendar, days);
        let read = COUNTERS.iter().filter(|counter| counter.last_read_days_ago <= days);
        sheet(at_ms, read.map(|counter| (counter, shown(counter, at_ms, calendar))))
    };
    ROUNDS.iter().map(|&days| round(days)).collect()
}
