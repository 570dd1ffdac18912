//! Changing, assigning, starting and cancelling a work order.

use super::work_order_create::{PLACE_CHARACTERS_MAX, assignable};
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::quantity::Quantity;
use crate::refusal::Refusal;
use crate::tables::{Department, Equipment, Outcome, Priority, WorkKind, WorkOrder, WorkOrderStatus};
use crate::time::{Date, Instant};
use crate::{text, words};
use journal::RowId;
use serde_json::{Value as Json, json};

/// Whether work can still go on.
#[must_use]
pub const fn is_open(status: WorkOrderStatus) -> bool {
    matches!(status, WorkOrderStatus::Candidate | WorkOrderStatus::Active)
}

/// The work order of a form, which must still be open.
pub(super) fn open_order(ctx: &Ctx<'_>, id: Option<RowId>, wish: &str) -> Result<WorkOrder, Refusal> {
    let order = ctx.facts.get::<WorkOrder>(required_id("work_order", id)?)?;
    if !is_open(order.status) {
        return Err(Refusal::state(format!(
            "{} is {}; {wish}. More work is a new work order.",
            order.number,
            words::work_order_status(order.status)
        )));
    }
    Ok(order)
}

/// The work order named by an incomplete form.
pub(super) fn given_order(ctx: &Ctx<'_>, given: &Json) -> Result<WorkOrder, Refusal> {
    ctx.facts
        .get::<WorkOrder>(required_id("work_order", given_id(given, "work_order")?)?)
}

/// What of a work order decides about a right.
#[must_use]
pub fn subject(order: &WorkOrder) -> Subject {
    Subject {
        department: Some(order.department),
        assigned_to: order.assigned_to,
        done_by: None,
    }
}

/// Starts the work in passing: the first note, the first tick. Says whether it did.
pub(super) fn start_with(plan: &mut Plan, order: &WorkOrder, with: &str) -> bool {
    if order.status != WorkOrderStatus::Candidate {
        return false;
    }
    plan.update::<WorkOrder>(order.id, status(WorkOrderStatus::Active));
    plan.keep("started_with", with);
    plan.will(format!("start {}: it was not started yet", order.number));
    true
}

/// The status group with nothing but a status.
fn status(status: WorkOrderStatus) -> Values {
    Values::new()
        .set(WorkOrder::status, &status)
        .set(WorkOrder::outcome, &None::<Outcome>)
        .set(WorkOrder::hours, &None::<Quantity>)
        .set(WorkOrder::done_at, &None::<Instant>)
        .set(WorkOrder::done_by, &None::<Vec<RowId>>)
        .set(WorkOrder::completion_note, &None::<String>)
        .set(WorkOrder::completed_by, &None::<RowId>)
        .set(WorkOrder::cancelled_reason, &None::<String>)
        .set(WorkOrder::running_hours, &None::<Quantity>)
}

params! {
    /// What the form sends; a field left out stays, an empty text empties it.
    pub struct EditWorkOrderParams {
        /// The work order.
        work_order: Option<RowId>,
        /// 3–200 characters.
        title: Option<String>,
        /// Corrective, planned or inspection.
        kind: Option<WorkKind>,
        /// How soon.
        priority: Option<Priority>,
        /// The machine or space.
        equipment: Option<RowId>,
        /// Where.
        location: Option<String>,
        /// In full.
        description: Option<String>,
        /// The day it should be done by, `YYYY-MM-DD`; empty for none.
        due_on: Option<String>,
        /// The record's department.
        department: Option<Department>,
    }
}

/// Changes a work order while it is open.
pub struct EditWorkOrder;

impl Act for EditWorkOrder {
    const NAME: &'static str = "edit_work_order";
    const REQUIRED: &'static [&'static str] = &["work_order"];
    type Params = EditWorkOrderParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let order = given_order(ctx, given)?;
        let mut form = Prefill::default();
        form.set("work_order", order.id.to_string());
        form.set("title", order.title);
        form.set("kind", order.kind.word());
        form.set("priority", order.priority.word());
        form.set("equipment", order.equipment_id.to_string());
        form.set_some("location", order.location);
        form.set_some("description", order.description);
        form.set_some("due_on", order.due_on.map(|day| day.to_string()));
        form.set("department", order.department.word());
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &EditWorkOrderParams) -> Result<(Plan, Subject), Refusal> {
        let order = open_order(ctx, params.work_order, "it cannot be changed")?;
        let mut values = Values::new();
        let mut changed = Vec::new();
        if let Some(title) = &params.title
            && values.change(WorkOrder::title, &order.title, &text::title("title", title)?)
        {
            changed.push("title");
        }
        if let Some(kind) = params.kind
            && values.change(WorkOrder::kind, &order.kind, &kind)
        {
            changed.push("kind");
        }
        if let Some(priority) = params.priority
            && values.change(WorkOrder::priority, &order.priority, &priority)
        {
            changed.push("priority");
        }
        if let Some(id) = params.equipment {
            ctx.facts.get::<Equipment>(id)?;
            if values.change(WorkOrder::equipment_id, &order.equipment_id, &id) {
                changed.push("equipment");
            }
        }
        if let Some(place) = &params.location {
            let place = text::clean(
                "location",
                "The location",
                place,
                text::Lines::One,
                PLACE_CHARACTERS_MAX,
            )?;
            if values.change(WorkOrder::location, &order.location, &place) {
                changed.push("location");
            }
        }
        if let Some(given) = &params.description {
            let full = text::long("description", "The description", Some(given), text::TEXT_CHARACTERS_MAX)?;
            if values.change(WorkOrder::description, &order.description, &full) {
                changed.push("description");
            }
        }
        if let Some(given) = &params.due_on {
            let day = day("due_on", given)?;
            if values.change(WorkOrder::due_on, &order.due_on, &day) {
                changed.push("due date");
            }
        }
        if let Some(department) = params.department
            && values.change(WorkOrder::department, &order.department, &department)
        {
            changed.push("department");
        }
        super::faults::nothing_changed(&changed)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<WorkOrder>(order.id, values);
        plan.will(format!("change the {} of {}", changed.join(", "), order.number));
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, subject(&order)))
    }
}

/// An optional day; empty text means none.
fn day(field: &str, given: &str) -> Result<Option<Date>, Refusal> {
    if given.trim().is_empty() {
        return Ok(None);
    }
    Date::parse(given)
        .map(Some)
        .map_err(|error| Refusal::field(crate::refusal::Code::Invalid, field, error.to_string()))
}

params! {
    /// What the form sends.
    pub struct AssignParams {
        /// The work order.
        work_order: Option<RowId>,
        /// Who is to do it; nobody when left out.
        assigned_to: Option<RowId>,
    }
}

/// Gives the work to a person, or to nobody.
pub struct AssignWorkOrder;

impl Act for AssignWorkOrder {
    const NAME: &'static str = "assign_work_order";
    const REQUIRED: &'static [&'static str] = &["work_order"];
    type Params = AssignParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let order = given_order(ctx, given)?;
        let mut form = Prefill::default();
        form.set("work_order", order.id.to_string());
        form.set_some("assigned_to", order.assigned_to.map(|id| id.to_string()));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &AssignParams) -> Result<(Plan, Subject), Refusal> {
        let order = open_order(ctx, params.work_order, "it cannot be assigned")?;
        let person = params.assigned_to.map(|id| assignable(ctx, id)).transpose()?;
        let mut values = Values::new();
        if !values.change(WorkOrder::assigned_to, &order.assigned_to, &params.assigned_to) {
            return Err(Refusal::state(match person {
                Some(person) => format!("{} is assigned to {} already.", order.number, person.name),
                None => format!("{} is assigned to nobody already.", order.number),
            }));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.update::<WorkOrder>(order.id, values);
        plan.will(match &person {
            Some(person) => format!("assign {} to {}", order.number, person.name),
            None => format!("take the assignment off {}", order.number),
        });
        plan.leaves("the work order's state");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, subject(&order)))
    }
}

params! {
    /// What the form sends.
    pub struct StartParams {
        /// The work order.
        work_order: Option<RowId>,
    }
}

/// Starts the work.
pub struct StartWorkOrder;

impl Act for StartWorkOrder {
    const NAME: &'static str = "start_work_order";
    const REQUIRED: &'static [&'static str] = &["work_order"];
    type Params = StartParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("work_order", given_order(ctx, given)?.id.to_string());
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &StartParams) -> Result<(Plan, Subject), Refusal> {
        let order = open_order(ctx, params.work_order, "it cannot be started")?;
        if order.status == WorkOrderStatus::Active {
            return Err(Refusal::state(format!("{} is in progress already.", order.number)));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.update::<WorkOrder>(order.id, status(WorkOrderStatus::Active));
        plan.will(format!("start {}", order.number));
        plan.corrected_by = Some(CancelWorkOrder::NAME);
        plan.offer("add_note_to_work_order", json!({ "work_order": order.id.to_string() }));
        Ok((plan, subject(&order)))
    }
}

params! {
    /// What the form sends.
    pub struct CancelParams {
        /// The work order.
        work_order: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
    }
}

/// Says that the work will not be done.
pub struct CancelWorkOrder;

impl Act for CancelWorkOrder {
    const NAME: &'static str = "cancel_work_order";
    const REQUIRED: &'static [&'static str] = &["work_order", "reason"];
    type Params = CancelParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("work_order", given_order(ctx, given)?.id.to_string());
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &CancelParams) -> Result<(Plan, Subject), Refusal> {
        let order = open_order(ctx, params.work_order, "it cannot be cancelled")?;
        let reason = super::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<WorkOrder>(
            order.id,
            Values::new()
                .set(WorkOrder::status, &WorkOrderStatus::Cancelled)
                .set(WorkOrder::cancelled_reason, &Some(reason.clone())),
        );
        plan.will(format!("cancel {}: {reason}", order.number));
        plan.leaves("a cancelled work order cannot be reopened; the work can be raised again as a new one");
        if order.fault_id.is_some() {
            plan.leaves("the fault it was made for");
        }
        plan.corrected_by = Some("create_work_order");
        plan.offer(
            "create_work_order",
            json!({ "equipment": order.equipment_id.to_string() }),
        );
        Ok((plan, subject(&order)))
    }
}
