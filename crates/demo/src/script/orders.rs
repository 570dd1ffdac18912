//! Work orders of the story, from the first signature to the last.

use super::calendar::{Calendar, HOUR_MS, MINUTE_MS};
use super::hours;
use super::setup::Fields;
use super::story::Made;
use crate::content::equipment::{self, Equipment};
use crate::content::faults;
use crate::content::work_orders::{self, Completion, Ending, Raised, WorkOrder};
use crate::random::Random;
use crate::step::{Step, reference};
use domain::tables::WorkKind;
use serde_json::{Value as Json, json};

/// A work order is raised at least so long before now, to leave room for what follows.
const ROOM_MS: i64 = 100 * MINUTE_MS;
/// Between the first acts, which are done in one go.
const PACE_MS: i64 = 2 * MINUTE_MS;
/// A correction comes so long after the completion.
const CORRECTED_AFTER_MS: i64 = 20 * HOUR_MS;

/// Adds every work order; a later one may follow an earlier one.
pub(super) fn steps(calendar: Calendar, random: &mut Random, made: &mut Made, steps: &mut Vec<Step>) {
    for order in work_orders::all() {
        let raised = raised_ms(order, calendar, random, made).min(calendar.now_ms - ROOM_MS);
        let last = calendar.past(raised + i64::from(order.span_hours) * HOUR_MS);
        let telling = Telling { order, calendar };
        telling.tell(raised, last, random, steps);
        made.insert(format!("work_order:{}", order.key), raised);
        made.insert(format!("end of {}", order.key), last);
    }
}

fn raised_ms(order: &WorkOrder, calendar: Calendar, random: &mut Random, made: &Made) -> i64 {
    let after = |name: String, hours: u32| {
        let from = made.get(&name).copied().unwrap_or(calendar.now_ms);
        from + i64::from(hours) * HOUR_MS + 7 * MINUTE_MS
    };
    let jitter = random.between(0, 30 * MINUTE_MS);
    match order.raised {
        Raised::DaysAgo(days) => calendar.days_ago(i64::from(days), random),
        Raised::HoursAfterFault(hours) => after(format!("fault:{}", order.fault), hours) + jitter,
        Raised::HoursAfterPrevious(hours) => after(format!("end of {}", order.follows), hours) + jitter,
    }
}

/// One work order as a row of acts.
struct Telling {
    order: &'static WorkOrder,
    calendar: Calendar,
}

/// What somebody does, the moment left open.
type Deed = (&'static str, &'static str, Json, Vec<String>);

impl Telling {
    fn name(&self) -> Json {
        reference(format!("work_order:{}", self.order.key))
    }

    fn hand(&self) -> &'static str {
        let Ending::Completed(completion) = self.order.ending else {
            return if self.order.assigned_to.is_empty() {
                self.order.by
            } else {
                self.order.assigned_to
            };
        };
        completion.done_by.first().copied().unwrap_or(self.order.by)
    }

    fn tell(&self, raised: i64, last: i64, random: &mut Random, steps: &mut Vec<Step>) {
        let (by, act, params, makes) = self.creation();
        steps.push(Step::new(raised, by, act, params).making(makes));
        let mut at_ms = raised;
        for (by, act, params, makes) in self.preparations() {
            at_ms += PACE_MS;
            steps.push(Step::new(at_ms, by, act, params).making(makes));
        }
        let deeds = self.deeds();
        let count = i64::try_from(deeds.len()).unwrap_or(1).max(1);
        let stretch = (last - at_ms) / count;
        for (by, act, params, makes) in deeds {
            let before = at_ms;
            at_ms += stretch;
            let moment = before + stretch * random.between(55, 100) / 100;
            steps.push(Step::new(moment, by, act, params).making(makes));
        }
        match self.order.ending {
            Ending::Open => {}
            Ending::Completed(completion) => self.complete(&completion, last, steps),
            Ending::Cancelled { reason, by } => {
                let params = json!({ "work_order": self.name(), "reason": reason });
                steps.push(Step::new(last, by, "cancel_work_order", params));
            }
        }
    }

    fn equipment(&self) -> &'static str {
        if !self.order.equipment.is_empty() {
            return self.order.equipment;
        }
        faults::all()
            .find(|fault| fault.key == self.order.fault)
            .map_or("", |fault| fault.equipment)
    }

    fn creation(&self) -> Deed {
        let order = self.order;
        let mut params = Fields::default();
        let machine: Option<&Equipment> = equipment::all().find(|row| row.code == self.equipment());
        params
            .text("title", order.title)
            .reference("equipment", "equipment", self.equipment());
        params.text("location", machine.map_or("", |row| row.location));
        params.text("priority", order.priority.map_or("", domain::tables::Priority::word));
        if let Some(days) = order.due_in_days {
            params.set("due_on", self.calendar.day(days));
        }
        if !self.assigned_later() {
            params.reference("assigned_to", "crew", order.assigned_to);
        }
        let makes = vec![format!("work_order:{}", order.key)];
        if order.fault.is_empty() {
            params
                .text("kind", order.kind.word())
                .text("description", order.description);
            params.reference("follows", "work_order", order.follows);
            return (order.by, "create_work_order", params.into(), makes);
        }
        params
            .reference("fault", "fault", order.fault)
            .set("description", self.description());
        (order.by, "create_work_order_from_fault", params.into(), makes)
    }

    /// The description that the form starts with, unless the person wrote another.
    fn description(&self) -> String {
        let fault = faults::all().find(|fault| fault.key == self.order.fault);
        match fault {
            Some(fault) if self.order.description.is_empty() && fault.description.is_empty() => fault.title.to_owned(),
            Some(fault) if self.order.description.is_empty() => format!("{}\n{}", fault.title, fault.description),
            _ => self.order.description.to_owned(),
        }
    }

    /// Inspections are given to somebody in a second step.
    fn assigned_later(&self) -> bool {
        matches!(self.order.kind, WorkKind::Inspection)
    }

    fn preparations(&self) -> Vec<Deed> {
        let order = self.order;
        let mut deeds: Vec<Deed> = Vec::new();
        let checklist: Vec<&str> = order.checklist.iter().map(|item| item.0).collect();
        let lines = || {
            (1..=checklist.len())
                .map(|line| format!("item:{}/{line}", order.key))
                .collect()
        };
        if !order.checklist_from.is_empty() {
            let from = reference(format!("work_order:{}", order.checklist_from));
            let params = json!({ "work_order": self.name(), "from": from });
            deeds.push((order.by, "copy_checklist", params, lines()));
        } else if !checklist.is_empty() {
            let params = json!({ "work_order": self.name(), "lines": checklist.join("\n") });
            deeds.push((order.by, "add_checklist_item", params, lines()));
        }
        if !order.parts.is_empty() {
            let wishes: Vec<Json> = order.parts.iter().map(wish).collect();
            let made = order
                .parts
                .iter()
                .map(|part| format!("line:{}/{}", order.key, part.0))
                .collect();
            let params = json!({ "work_order": self.name(), "parts": wishes });
            deeds.push((order.by, "add_part_to_work_order", params, made));
        }
        if self.assigned_later() && !order.assigned_to.is_empty() {
            let to = reference(format!("crew:{}", order.assigned_to));
            let params = json!({ "work_order": self.name(), "assigned_to": to });
            deeds.push((order.by, "assign_work_order", params, Vec::new()));
        }
        deeds
    }

    fn deeds(&self) -> Vec<Deed> {
        let order = self.order;
        let mut deeds: Vec<Deed> = Vec::new();
        if order.started {
            deeds.push((
                order.by,
                "start_work_order",
                json!({ "work_order": self.name() }),
                Vec::new(),
            ));
        }
        for (line, item) in (1..).zip(order.checklist) {
            if item.1 || !item.2.is_empty() {
                let mut params = Fields::default();
                params
                    .set("item", reference(format!("item:{}/{line}", order.key)))
                    .set("ticked", item.1);
                params.text("remark", item.2);
                deeds.push((self.hand(), "tick_checklist", params.into(), Vec::new()));
            }
        }
        for (place, (category, by, text)) in (1..).zip(order.notes) {
            let params = json!({ "work_order": self.name(), "category": category.word(), "text": text });
            deeds.push((
                by,
                "add_note_to_work_order",
                params,
                vec![format!("note:{}/{place}", order.key)],
            ));
        }
        if !order.not_used.is_empty() {
            let line = reference(format!("line:{}/{}", order.key, order.not_used));
            deeds.push((
                order.by,
                "change_part_line",
                json!({ "line": line, "status": "not_used" }),
                Vec::new(),
            ));
        }
        deeds
    }

    fn complete(&self, completion: &Completion, at_ms: i64, steps: &mut Vec<Step>) {
        let people: Vec<Json> = completion
            .done_by
            .iter()
            .map(|key| reference(format!("crew:{key}")))
            .collect();
        let mut params = Fields::default();
        params
            .set("work_order", self.name())
            .text("outcome", completion.outcome.word());
        params
            .text("hours", completion.hours)
            .text("completion_note", completion.note)
            .set("done_by", people);
        if completion.resolves_fault {
            params.set("resolve_fault", true);
        }
        let counter = hours::counter(self.equipment()).filter(|_| completion.reads_counter);
        if let Some(counter) = counter {
            params.set("running_hours", hours::shown(counter, at_ms, self.calendar));
        }
        let step = Step::new(at_ms, self.hand(), "mark_work_order_complete", params.into());
        steps.push(step.inserting(usize::from(counter.is_some())));
        if !completion.correction.is_empty() {
            let params = json!({ "work_order": self.name(), "text": completion.correction });
            let at_ms = self.calendar.past(at_ms + CORRECTED_AFTER_MS);
            steps.push(Step::new(at_ms, self.hand(), "correct_work_order", params).inserting(1));
        }
    }
}

fn wish(part: &work_orders::PlannedPart) -> Json {
    let mut fields = Fields::default();
    fields
        .reference("part", "part", part.0)
        .text("quantity", part.1)
        .text("note", part.2);
    fields.into()
}
