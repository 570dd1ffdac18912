//! "Signing your name to say: I did this work."

use super::faults::{FUTURE_TOLERANCE_MINUTES, resolved};
use super::hours;
use super::work_orders::{given_order, open_order, subject};
use crate::act::{Act, Ctx, Prefill, given_id, params, required_choice, required_id};
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Findings, Plan, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{
    ChecklistItem, Crew, Equipment, Fault, FaultStatus, LineStatus, Note, NoteCategory, NoteKind, Outcome, PartLine,
    ResolvedHow, WorkOrder, WorkOrderStatus,
};
use crate::time::Instant;
use crate::usage::OrderUsage;
use crate::{text, words};
use journal::RowId;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value as Json, json};

/// Fewest characters of a completion note.
const NOTE_CHARACTERS_MIN: usize = 3;
/// First and last note must lie within this many hours for the hours to be prefilled.
const NOTES_SPAN_HOURS_MAX: f64 = 12.0;
/// Most person-hours of one work order.
const HOURS_MAX: i64 = 10_000;
/// People who can be named as having done the work.
const DONE_BY_MAX: usize = 20;

params! {
    /// What the completion form sends.
    pub struct CompleteParams {
        /// The work order.
        work_order: Option<RowId>,
        /// What the work achieved.
        outcome: Option<Outcome>,
        /// Person-hours; optional.
        hours: Option<String>,
        /// When it was done; now when left out.
        done_at: Option<Instant>,
        /// One or more people; the signer when left out.
        done_by: Vec<RowId>,
        /// A reading of the equipment's counter, in hours; optional.
        running_hours: Option<String>,
        /// The person saw that the reading is lower, or more than 24 h a day, and went on.
        reading_confirmed: bool,
        /// 3–5,000 characters.
        completion_note: String,
        /// The box "mark the fault resolved".
        resolve_fault: bool,
    }
}

/// Completes a work order. Final: more work is a new work order.
pub struct MarkWorkOrderComplete;

impl Act for MarkWorkOrderComplete {
    const NAME: &'static str = "mark_work_order_complete";
    const REQUIRED: &'static [&'static str] = &["work_order", "outcome", "completion_note"];
    type Params = CompleteParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let order = given_order(ctx, given)?;
        let notes = ctx.facts.glance_by::<Note>(Note::work_order_id, &order.id.to_value())?;
        let mut form = Prefill::default();
        form.set("work_order", order.id.to_string());
        let items = ctx
            .facts
            .glance_by::<ChecklistItem>(ChecklistItem::work_order_id, &order.id.to_value())?;
        form.set_some("outcome", outcome_from(&items).map(Outcome::word));
        form.set_some("hours", hours_from(&notes).map(|hours| hours.to_string()));
        form.set("done_at", ctx.now.to_string());
        let who = order.assigned_to.unwrap_or(ctx.actor.id);
        form.set("done_by", json!([who]));
        let action = notes.iter().find(|note| note.category == NoteCategory::Action);
        form.set_some("completion_note", action.map(|note| note.text.clone()));
        form.set("resolve_fault", false);
        let equipment = ctx.facts.glance::<Equipment>(order.equipment_id)?;
        form.show(
            "equipment",
            json!({ "name": equipment.name, "has_counter": equipment.has_counter }),
        );
        if let Some(last) = hours::last_reading(ctx, equipment.id)? {
            form.show("last_reading", json!({ "hours": last.hours, "read_at": last.read_at }));
        }
        if let Some(id) = order.fault_id {
            let fault = ctx.facts.glance::<Fault>(id)?;
            form.show(
                "fault",
                json!({ "number": fault.number, "title": fault.title, "status": fault.status }),
            );
        }
        form.show("unlogged_parts", unlogged(ctx, &order)?);
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let order = ctx
            .facts
            .glance::<WorkOrder>(required_id("work_order", given_id(given, "work_order")?)?)?;
        let mut found = Findings::default();
        let parts = unlogged(ctx, &order)?;
        if !parts.is_empty() {
            let planned = words::count(parts.len(), "planned part is", "planned parts are");
            found.warn("unlogged_parts", format!("{planned} not logged: {}.", parts.join("; ")));
        }
        let reading = given.get("running_hours").and_then(Json::as_str).unwrap_or_default();
        if let Ok(hours) = reading.parse::<Quantity>()
            && let Some(doubt) = hours::doubt(ctx, order.equipment_id, hours, hours::given_at(ctx, given, "done_at")?)?
        {
            found.warn("reading", doubt);
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &CompleteParams) -> Result<(Plan, Subject), Refusal> {
        let order = open_order(ctx, params.work_order, "it cannot be completed again")?;
        let form = Statement::read(ctx, params)?;
        let equipment = ctx.facts.glance::<Equipment>(order.equipment_id)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<WorkOrder>(order.id, form.values(ctx));
        describe(ctx, &mut plan, &order, &form)?;
        if let Some(reading) = form.reading {
            hours::plan_reading(
                ctx,
                &mut plan,
                &equipment,
                reading,
                form.done_at,
                Some(order.id),
                params.reading_confirmed,
            )?;
        }
        settle_fault(ctx, &mut plan, &order, params.resolve_fault)?;
        let parts = unlogged(ctx, &order)?;
        let not_logged = if parts.is_empty() {
            "stock".to_owned()
        } else {
            let planned = words::count(parts.len(), "planned part is", "planned parts are");
            format!("stock: {planned} not logged")
        };
        plan.leaves(not_logged);
        if !parts.is_empty() {
            plan.offer("log_part_usage", json!({ "work_order": order.id.to_string() }));
        }
        plan.leaves("a completed work order cannot be reopened; more work is a new work order");
        plan.statement = format!(
            "I did this work: {} “{}”, {}. {}",
            order.number,
            order.title,
            form.outcome.word(),
            form.note
        );
        plan.corrected_by = Some(CorrectWorkOrder::NAME);
        if form.outcome != Outcome::Resolved {
            plan.offer("create_work_order", json!({ "follows": order.id.to_string() }));
        }
        Ok((plan, subject(&order)))
    }
}

/// The completion form after its rules.
struct Statement {
    outcome: Outcome,
    hours: Option<Quantity>,
    done_at: Instant,
    done_by: Vec<RowId>,
    names: Vec<String>,
    reading: Option<Quantity>,
    note: String,
}

impl Statement {
    fn read(ctx: &Ctx<'_>, params: &CompleteParams) -> Result<Self, Refusal> {
        let outcome = required_choice("outcome", params.outcome)?;
        let note = text::required(
            "completion_note",
            "The completion note",
            &params.completion_note,
            text::Lines::Many,
            NOTE_CHARACTERS_MIN,
            text::TEXT_CHARACTERS_MAX,
        )?;
        let hours = optional_hours("hours", "The hours", params.hours.as_deref())?;
        if hours.is_some_and(|hours| hours > Quantity::whole(HOURS_MAX)) {
            return Err(Refusal::field(
                Code::Invalid,
                "hours",
                "More than 10,000 hours. Correct the figure.",
            ));
        }
        let done_at = params.done_at.unwrap_or(ctx.now);
        if done_at > ctx.now.plus_minutes(FUTURE_TOLERANCE_MINUTES) {
            return Err(Refusal::field(
                Code::Invalid,
                "done_at",
                "The work cannot have been done in the future. Correct the time.",
            ));
        }
        if params.done_by.len() > DONE_BY_MAX {
            return Err(Refusal::field(
                Code::Invalid,
                "done_by",
                format!("Name at most {DONE_BY_MAX} people; write the others in the note."),
            ));
        }
        let mut done_by: Vec<RowId> = Vec::new();
        for person in &params.done_by {
            if !done_by.contains(person) {
                done_by.push(*person);
            }
        }
        if done_by.is_empty() {
            done_by.push(ctx.authority().id);
        }
        let mut names = Vec::new();
        for person in &done_by {
            names.push(ctx.facts.glance::<Crew>(*person)?.name);
        }
        let reading = optional_hours("running_hours", "The running hours", params.running_hours.as_deref())?;
        Ok(Self {
            outcome,
            hours,
            done_at,
            done_by,
            names,
            reading,
            note,
        })
    }

    fn values(&self, ctx: &Ctx<'_>) -> Values {
        Values::new()
            .set(WorkOrder::status, &WorkOrderStatus::Completed)
            .set(WorkOrder::outcome, &Some(self.outcome))
            .set(WorkOrder::hours, &self.hours)
            .set(WorkOrder::done_at, &Some(self.done_at))
            .set(WorkOrder::done_by, &Some(self.done_by.clone()))
            .set(WorkOrder::completion_note, &Some(self.note.clone()))
            .set(WorkOrder::completed_by, &Some(ctx.authority().id))
            .set(WorkOrder::cancelled_reason, &None::<String>)
            .set(WorkOrder::running_hours, &self.reading)
    }
}

fn describe(ctx: &Ctx<'_>, plan: &mut Plan, order: &WorkOrder, form: &Statement) -> Result<(), Refusal> {
    let hours = form.hours.map_or(String::new(), |hours| format!(", {hours} hours"));
    plan.will(format!("complete {} as {}{hours}", order.number, form.outcome.word()));
    plan.will(format!(
        "record that {} did the work, {}",
        form.names.join(", "),
        ctx.ship.format(form.done_at)
    ));
    plan.will(format!(
        "write your completion note: “{}”",
        text::shortened(&form.note, 300)
    ));
    if let Some(fault) = order.fault_id.filter(|_| form.outcome != Outcome::Resolved) {
        let fault = ctx.facts.glance::<Fault>(fault)?;
        plan.leaves(format!(
            "the work on {} is not finished; a follow-up work order is offered next",
            fault.number
        ));
    }
    Ok(())
}

fn settle_fault(ctx: &Ctx<'_>, plan: &mut Plan, order: &WorkOrder, ticked: bool) -> Result<(), Refusal> {
    let Some(id) = order.fault_id else {
        if ticked {
            return Err(Refusal::field(
                Code::Invalid,
                "resolve_fault",
                "This work order has no fault to mark resolved. Take the tick off.",
            ));
        }
        return Ok(());
    };
    if !ticked {
        let fault = ctx.facts.glance::<Fault>(id)?;
        if fault.status == FaultStatus::Open {
            plan.leaves(format!("{} stays open: the box was not ticked", fault.number));
        }
        return Ok(());
    }
    let fault = ctx.facts.get::<Fault>(id)?;
    if fault.status == FaultStatus::Open {
        let note = Some(format!("With the completion of {}.", order.number));
        plan.update::<Fault>(id, resolved(ctx, ResolvedHow::Repaired, &note));
        plan.will(format!("mark {} resolved: you ticked the box", fault.number));
    }
    Ok(())
}

/// Planned parts of the work order on which nothing is logged, by name.
fn unlogged(ctx: &Ctx<'_>, order: &WorkOrder) -> Result<Vec<String>, Refusal> {
    let lines = ctx
        .facts
        .glance_by::<PartLine>(PartLine::work_order_id, &order.id.to_value())?;
    let taken = OrderUsage::of(ctx.facts, order.id)?;
    lines
        .into_iter()
        .filter(|line| line.status == LineStatus::Planned && !taken.logged(line.id).is_positive())
        .map(|line| Ok(ctx.facts.glance::<crate::tables::Part>(line.part_id)?.name))
        .collect()
}

/// All done → resolved, more than half → partial, fewer → unsuccessful; none without a checklist.
fn outcome_from(items: &[ChecklistItem]) -> Option<Outcome> {
    let ticked = items.iter().filter(|item| item.is_ticked).count();
    match items.len() {
        0 => None,
        all if ticked == all => Some(Outcome::Resolved),
        all if ticked * 2 > all => Some(Outcome::Partial),
        _ => Some(Outcome::Unsuccessful),
    }
}

/// First to last note in quarter hours, only when both lie within 12 hours.
fn hours_from(notes: &[Note]) -> Option<Quantity> {
    let first = notes.iter().map(|note| note.created_at).min()?;
    let last = notes.iter().map(|note| note.created_at).max()?;
    let span = last.hours_since(first);
    let quarters = (span * 4.0).round().to_i64()?;
    let usable = span <= NOTES_SPAN_HOURS_MAX && quarters > 0;
    usable.then(|| Quantity::from_decimal(rust_decimal::Decimal::new(quarters * 25, 2)))
}

/// Hours of zero or more; none when left empty.
fn optional_hours(field: &str, label: &str, given: Option<&str>) -> Result<Option<Quantity>, Refusal> {
    let Some(text) = given.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let hours: Quantity = text
        .parse()
        .map_err(|error| Refusal::field(Code::Invalid, field, format!("{label}: {error}")))?;
    if hours < Quantity::ZERO {
        return Err(Refusal::field(
            Code::Invalid,
            field,
            format!("{label} cannot be less than 0."),
        ));
    }
    Ok(Some(hours))
}

params! {
    /// What the correction form sends.
    pub struct CorrectParams {
        /// The completed work order.
        work_order: Option<RowId>,
        /// 3–5,000 characters, shown under the statement it corrects.
        text: String,
    }
}

/// Adds a signed correction under a completion statement.
pub struct CorrectWorkOrder;

impl Act for CorrectWorkOrder {
    const NAME: &'static str = "correct_work_order";
    const REQUIRED: &'static [&'static str] = &["work_order", "text"];
    type Params = CorrectParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let order = given_order(ctx, given)?;
        let mut form = Prefill::default();
        form.set("work_order", order.id.to_string());
        form.show("completion_note", json!(order.completion_note));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &CorrectParams) -> Result<(Plan, Subject), Refusal> {
        let order = ctx
            .facts
            .get::<WorkOrder>(required_id("work_order", params.work_order)?)?;
        if order.status != WorkOrderStatus::Completed {
            return Err(Refusal::state(format!(
                "{} is {}; only a completed work order is corrected this way.",
                order.number,
                words::work_order_status(order.status)
            )));
        }
        let max = text::TEXT_CHARACTERS_MAX;
        let text = text::required(
            "text",
            "The correction",
            &params.text,
            text::Lines::Many,
            NOTE_CHARACTERS_MIN,
            max,
        )?;
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<Note>(
            Values::new()
                .set(Note::work_order_id, &order.id)
                .set(Note::text, &text)
                .set(Note::category, &NoteCategory::Update)
                .set(Note::kind, &NoteKind::Correction),
        );
        plan.will(format!(
            "add a correction under the completion of {}: “{}”",
            order.number,
            text::shortened(&text, 300)
        ));
        plan.leaves("the statement that was signed: it stays readable above your correction");
        plan.statement = format!("I correct the completion of {}: {text}", order.number);
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, subject(&order)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use journal::DeviceNumber;

    fn note(at_minutes: i64) -> Note {
        let id = RowId::new(DeviceNumber::new(1).unwrap(), 1, 0).unwrap();
        Note {
            id,
            created_at: Instant::from_millis(0).plus_minutes(at_minutes),
            created_by: None,
            work_order_id: id,
            text: String::new(),
            category: NoteCategory::Update,
            kind: NoteKind::Note,
            corrects_id: None,
        }
    }

    #[test]
    fn hours_are_prefilled_only_within_twelve_hours() {
        assert_eq!(
            hours_from(&[note(0), note(150)]).map(|h| h.to_string()),
            Some("2.5".to_owned())
        );
        assert_eq!(
            hours_from(&[note(0), note(12 * 60)]).map(|h| h.to_string()),
            Some("12".to_owned())
        );
        assert_eq!(hours_from(&[note(0), note(12 * 60 + 1)]), None);
        assert_eq!(hours_from(&[note(0)]), None);
        assert_eq!(hours_from(&[]), None);
    }
}
