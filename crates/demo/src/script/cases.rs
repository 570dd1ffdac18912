//! One generated case: a fault and its repair, a fault that settled itself, or planned work.

use super::calendar::{DAY_MS, HOUR_MS, MINUTE_MS, day_of};
use super::setup::Fields;
use crate::content::equipment::{self, Equipment};
use crate::content::troubles::{
    AFTERWARDS, CALLED_OFF, CIRCUMSTANCES, Family, Round, SETTLED, Trouble, WAITING, families,
};
use crate::random::Random;
use crate::step::{Step, reference};
use serde_json::{Value as Json, json};

/// How bad faults are, as often as they are.
const SEVERITIES: &[&str] = &[
    "low", "low", "low", "medium", "medium", "medium", "medium", "medium", "high", "high", "high", "critical",
];
/// Of a hundred cases, so many are planned work.
const PLANNED_PERCENT: i64 = 12;
/// Of a hundred faults, so many need no work.
const SETTLED_PERCENT: i64 = 15;
/// Of a hundred repairs, so many are called off.
const CALLED_OFF_PERCENT: i64 = 7;
/// Of a hundred repairs, so many wait for something and say so.
const WAITING_PERCENT: i64 = 45;
/// Of a hundred repairs, so many are looked at again before they are signed.
const AFTERWARDS_PERCENT: i64 = 55;

/// What happened to one machine, act by act. Nothing of it lasts ten days.
pub(super) struct Case<'a> {
    number: u64,
    at_ms: i64,
    random: &'a mut Random,
    family: &'static Family,
    machine: &'static Equipment,
    hand: &'static str,
    steps: Vec<Step>,
}

impl<'a> Case<'a> {
    /// The steps of case `number`, which begins at `at_ms`.
    pub(super) fn steps(number: u64, at_ms: i64, random: &'a mut Random) -> Vec<Step> {
        let group = *random.one_of(families());
        let family = random.one_of(group);
        let code = random.one_of(family.equipment);
        let Some(machine) = equipment::all().find(|row| row.code == *code) else {
            return Vec::new();
        };
        let hand = *random.one_of(family.repaired_by);
        let mut case = Case {
            number,
            at_ms,
            random,
            family,
            machine,
            hand,
            steps: Vec::new(),
        };
        if case.random.percent(PLANNED_PERCENT) {
            let round = case.random.one_of(family.rounds);
            case.planned(round);
        } else {
            let trouble = case.random.one_of(family.troubles);
            case.trouble(trouble);
        }
        case.forget();
        case.steps
    }

    fn name(&self, noun: &str) -> String {
        format!("{noun}:case {}", self.number)
    }

    /// An act some time after the last one.
    fn then(
        &mut self,
        least_ms: i64,
        most_ms: i64,
        by: &'static str,
        act: &'static str,
        params: impl Into<Json>,
    ) -> &mut Step {
        self.at_ms += self.random.between(least_ms, most_ms);
        self.steps.push(Step::new(self.at_ms, by, act, params.into()));
        let last = self.steps.len() - 1;
        &mut self.steps[last]
    }

    /// A phrase with its figures filled in.
    fn phrase(&mut self, text: &str) -> String {
        let small = self.random.between(2, 9).to_string();
        let degrees = self.random.between(61, 99).to_string();
        let bar = format!("{}.{}", self.random.between(1, 6), self.random.between(0, 9));
        text.replace("{n}", &small)
            .replace("{t}", &degrees)
            .replace("{b}", &bar)
    }

    fn trouble(&mut self, trouble: &'static Trouble) {
        let seen = *self.random.one_of(trouble.seen);
        let circumstances = *self.random.one_of(CIRCUMSTANCES);
        let description = self.phrase(&format!("{seen} {circumstances}"));
        let severity = *self.random.one_of(SEVERITIES);
        let by = *self.random.one_of(self.family.noticed_by);
        let mut params = Fields::default();
        params
            .set("title", format!("{} – {}", self.machine.name, trouble.symptom))
            .text("code", trouble.code);
        params.set("description", description.clone()).set("severity", severity);
        params.reference("equipment", "equipment", self.machine.code);
        let fault = self.name("fault");
        let step = self.then(0, HOUR_MS, by, "report_fault", params);
        *step = step.clone().making(vec![fault.clone()]);
        if self.random.percent(SETTLED_PERCENT) {
            let (how, note) = *self.random.one_of(SETTLED);
            let params = json!({ "fault": reference(fault), "how": how, "note": note });
            self.then(20 * MINUTE_MS, 20 * HOUR_MS, self.hand, "resolve_fault", params);
            return;
        }
        self.repair(trouble, &fault, &description);
    }

    fn repair(&mut self, trouble: &'static Trouble, fault: &str, description: &str) {
        let (diagnosis, action, done, part) = *self.random.one_of(trouble.findings);
        let mut params = Fields::default();
        let title = if self.random.percent(50) && !trouble.code.is_empty() && !self.machine.location.is_empty() {
            format!("{} – {} – {}", self.machine.location, self.machine.name, trouble.code)
        } else {
            format!("{} – {}", self.machine.name, trouble.symptom)
        };
        params
            .set("fault", reference(fault))
            .set("title", title)
            .set("description", description);
        params
            .reference("equipment", "equipment", self.machine.code)
            .text("location", self.machine.location);
        params.reference("assigned_to", "crew", self.hand);
        self.raise("create_work_order_from_fault", params);
        self.note("diagnosis", diagnosis);
        if !part.is_empty() {
            let wish = json!({ "part": reference(format!("part:{part}")), "quantity": "1" });
            let params = json!({ "work_order": self.order(), "parts": [wish] });
            self.then(
                2 * MINUTE_MS,
                20 * MINUTE_MS,
                self.hand,
                "add_part_to_work_order",
                params,
            )
            .rows = 1;
        }
        if self.random.percent(WAITING_PERCENT) {
            let text = *self.random.one_of(WAITING);
            self.note("issue", text);
        }
        if self.random.percent(CALLED_OFF_PERCENT) {
            let reason = *self.random.one_of(CALLED_OFF);
            let params = json!({ "work_order": self.order(), "reason": reason });
            self.then(HOUR_MS, 2 * DAY_MS, self.hand, "cancel_work_order", params);
            return;
        }
        self.note("action", action);
        if self.random.percent(AFTERWARDS_PERCENT) {
            let text = *self.random.one_of(AFTERWARDS);
            self.note("update", text);
        }
        self.complete(done, true);
    }

    fn order(&self) -> Json {
        reference(self.name("work_order"))
    }

    fn raise(&mut self, act: &'static str, params: Fields) {
        let made = vec![self.name("work_order")];
        let step = self.then(15 * MINUTE_MS, 10 * HOUR_MS, self.hand, act, params);
        *step = step.clone().making(made);
    }

    fn note(&mut self, category: &str, text: &str) {
        let text = self.phrase(text);
        let params = json!({ "work_order": self.order(), "category": category, "text": text });
        self.then(
            20 * MINUTE_MS,
            18 * HOUR_MS,
            self.hand,
            "add_note_to_work_order",
            params,
        )
        .rows = 1;
    }

    fn complete(&mut self, done: &str, resolves_fault: bool) {
        let note = self.phrase(done);
        let outcome = if self.random.percent(92) { "resolved" } else { "partial" };
        let hours = self.random.between(1, 24);
        let mut params = Fields::default();
        params
            .set("work_order", self.order())
            .set("outcome", outcome)
            .set("completion_note", note);
        params.set("hours", format!("{}.{}", hours / 4, hours % 4 * 25));
        params.set("done_by", json!([reference(format!("crew:{}", self.hand))]));
        if resolves_fault {
            params.set("resolve_fault", outcome == "resolved");
        }
        self.then(
            10 * MINUTE_MS,
            6 * HOUR_MS,
            self.hand,
            "mark_work_order_complete",
            params,
        );
    }

    fn planned(&mut self, round: &'static Round) {
        let (title, lines) = *round;
        let mut params = Fields::default();
        params
            .set("title", format!("{} – {title}", self.machine.name))
            .set("kind", "inspection");
        params
            .reference("equipment", "equipment", self.machine.code)
            .text("location", self.machine.location);
        params
            .set("due_on", day_of(self.at_ms + 7 * DAY_MS))
            .reference("assigned_to", "crew", self.hand);
        self.raise("create_work_order", params);
        let items: Vec<String> = (1..=lines.len())
            .map(|line| format!("{}/{line}", self.name("item")))
            .collect();
        let params = json!({ "work_order": self.order(), "lines": lines.join("\n") });
        let step = self.then(MINUTE_MS, 10 * MINUTE_MS, self.hand, "add_checklist_item", params);
        *step = step.clone().making(items.clone());
        self.at_ms += self.random.between(HOUR_MS, 3 * DAY_MS);
        for item in items {
            let params = json!({ "item": reference(item), "ticked": true });
            self.then(MINUTE_MS, 15 * MINUTE_MS, self.hand, "tick_checklist", params);
        }
        let text = *self.random.one_of(AFTERWARDS);
        self.note("update", text);
        self.complete("All points done.", false);
    }

    /// The last act lets go of every name of the case.
    fn forget(&mut self) {
        let names: Vec<String> = self.steps.iter().flat_map(|step| step.makes.iter().cloned()).collect();
        if let Some(last) = self.steps.last_mut() {
            last.forgets = names;
        }
    }
}
