//! Years of generated work before the story, in the order of time, one case after the other.
//!
//! Invariant: only the acts of cases under way are held in memory, however many rows are asked for.

use super::calendar::{DAY_MS, HOUR_MS};
use super::cases::Case;
use super::hours;
use crate::content::counters::COUNTERS;
use crate::random::Random;
use crate::step::Step;
use std::collections::BTreeMap;

/// The random stream of generated work.
const CASES: u64 = 3;
/// Rows that a case adds on average, counted over ten thousand cases; it only sets the pace.
const ROWS_A_CASE: i64 = 7;
/// No case takes longer, so the last one starts so long before the story.
const CASE_DAYS_MAX: i64 = 12;
/// Counters are read once a week.
const ROUND_MS: i64 = 7 * DAY_MS;

/// From when to when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// The first moment.
    pub(super) begin_ms: i64,
    /// The story begins.
    pub(super) end_ms: i64,
}

/// The acts of generated work, as they come.
pub(super) struct History {
    random: Random,
    span: Span,
    rows_left: i64,
    next_case_ms: i64,
    next_round_ms: i64,
    cases: u64,
    /// Acts to come, by time and by the order in which they were thought of.
    waiting: BTreeMap<(i64, u64), Step>,
    thought_of: u64,
}

impl History {
    pub(super) fn new(seed: u64, span: Span, rows: usize) -> Self {
        Self {
            random: Random::new(seed, CASES),
            span,
            rows_left: i64::try_from(rows).unwrap_or(i64::MAX),
            next_case_ms: span.begin_ms + HOUR_MS,
            next_round_ms: span.begin_ms + ROUND_MS,
            cases: 0,
            waiting: BTreeMap::new(),
            thought_of: 0,
        }
    }

    fn put(&mut self, step: Step) {
        self.rows_left -= i64::try_from(step.rows).unwrap_or(0);
        self.thought_of += 1;
        self.waiting.insert((step.at_ms, self.thought_of), step);
    }

    /// Thinks of the next case, and of the rounds until the one after it.
    fn think(&mut self) {
        self.cases += 1;
        for step in Case::steps(self.cases, self.next_case_ms, &mut self.random) {
            self.put(step);
        }
        let last_ms = self.span.end_ms - CASE_DAYS_MAX * DAY_MS;
        let cases_left = (self.rows_left / ROWS_A_CASE).max(1);
        let pause = (last_ms - self.next_case_ms).max(0) / cases_left;
        self.next_case_ms = (self.next_case_ms + pause * self.random.between(60, 140) / 100).min(last_ms);
        while self.next_round_ms <= self.next_case_ms && self.rows_left > 0 {
            let at_ms = self.next_round_ms;
            let span = self.span;
            self.put(hours::sheet(
                at_ms,
                COUNTERS.iter().map(|counter| (counter, reading(counter, at_ms, span))),
            ));
            self.next_round_ms += ROUND_MS;
        }
    }
}

/// What a counter showed before the story, growing evenly to what it shows when the story begins.
fn reading(counter: &crate::content::counters::Counter, at_ms: i64, span: Span) -> String {
    /// Days from the story's first round to its last.
    const STORY_DAYS: i64 = 120;
    let at_story = (counter.hours * 10 - counter.tenths_a_day * STORY_DAYS).max(0);
    let days = (span.end_ms - span.begin_ms) / DAY_MS;
    let gained = at_story.min(counter.tenths_a_day * days);
    let left_days = (span.end_ms - at_ms) / DAY_MS;
    hours::tenths(at_story - gained * left_days / days.max(1))
}

impl Iterator for History {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let ready = |waiting: &BTreeMap<(i64, u64), Step>, until: i64| {
            waiting.first_key_value().is_some_and(|((at_ms, _), _)| *at_ms <= until)
        };
        while self.rows_left > 0 && !ready(&self.waiting, self.next_case_ms) {
            self.think();
        }
        self.waiting.pop_first().map(|(_, step)| step)
    }
}
