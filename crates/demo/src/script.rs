//! Turns the tables into a list of acts in the order of time.
//!
//! First the record is set up, then come years of generated work if rows are asked for, then the
//! last 120 days, which are told one by one.

mod buying;
mod calendar;
mod cases;
mod files;
mod handover;
mod history;
mod hours;
mod manuals;
mod orders;
mod receiving;
mod setup;
mod stores;
mod story;

use crate::ROWS_MAX;
use crate::manuals::Manual;
use crate::step::Step;
use calendar::DAY_MS;
use history::{History, Span};

/// Days before now on which the story begins.
const STORY_DAYS: i64 = 121;
/// Days that setting up may take.
const SETUP_DAYS: i64 = 9;
/// Generated work is spread over a year for so many rows, and over ten years at most.
const ROWS_A_YEAR: i64 = 100_000;
/// Most years of generated work.
const YEARS_MAX: i64 = 10;

/// The acts that make the demo vessel, in the order of time, all of them before `now_ms`.
///
/// `rows` asks for so many rows of replicated tables (the audit log and what founding a vessel
/// writes left out, at most [`ROWS_MAX`]); what the tables do not give is generated work of the
/// years before. Fewer than the tables give is not possible.
///
/// # Examples
/// ```
/// let first = demo::script(1, 1_795_000_000_000, None).next().expect("a script has steps");
/// assert_eq!(first.act, "set_ship_time");
/// ```
pub fn script(seed: u64, now_ms: i64, rows: Option<usize>) -> impl Iterator<Item = Step> {
    script_with(seed, now_ms, rows, &[])
}

/// As [`script()`], with the manuals taken in. They are handed in because making them takes longer than all
/// the rest.
pub fn script_with(
    seed: u64,
    now_ms: i64,
    rows: Option<usize>,
    manuals: &[Manual],
) -> impl Iterator<Item = Step> + use<> {
    let story_ms = now_ms - STORY_DAYS * DAY_MS;
    let story = story::steps(seed, now_ms, manuals);
    let set_up = |begin_ms| {
        let mut steps = setup::steps(seed, begin_ms);
        let last_ms = steps.last().map_or(begin_ms, |step| step.at_ms);
        steps.extend(manuals::setup(last_ms, manuals));
        steps
    };
    let (setup, growth) = match rows {
        None => (set_up(story_ms - SETUP_DAYS * DAY_MS), None),
        Some(rows) => {
            let wanted = rows.min(ROWS_MAX);
            let years = 1 + i64::try_from(wanted).unwrap_or(0) / ROWS_A_YEAR;
            let begin_ms = story_ms - years.min(YEARS_MAX) * 365 * DAY_MS;
            let setup = set_up(begin_ms - SETUP_DAYS * DAY_MS);
            let told: usize = setup.iter().chain(&story).map(|step| step.rows).sum();
            let span = Span {
                begin_ms,
                end_ms: story_ms,
            };
            (setup, Some(History::new(seed, span, wanted.saturating_sub(told))))
        }
    };
    setup.into_iter().chain(growth.into_iter().flatten()).chain(story)
}
