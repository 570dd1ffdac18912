//! Raising a work order, from a fault or on its own.
//!
//! "A work order is a promise to fix, not a record that something is broken":
//! the fault is never changed here.

use super::faults::{recurrences, retired};
use super::work_orders::is_open;
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, NumberKind, Plan, Planned, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::{
    Crew, Department, Equipment, Fault, FaultStatus, Priority, Severity, WorkKind, WorkOrder, WorkOrderStatus,
};
use crate::time::Date;
use crate::{text, words};
use journal::RowId;
use serde_json::{Value as Json, json};

/// Characters in the place of a work order.
pub(super) const PLACE_CHARACTERS_MAX: usize = 100;

/// Severity of a fault → priority of the work.
#[must_use]
pub(super) const fn priority_from(severity: Severity) -> Priority {
    match severity {
        Severity::Low => Priority::Low,
        Severity::Medium => Priority::Normal,
        Severity::High => Priority::High,
        Severity::Critical => Priority::Urgent,
    }
}

params! {
    /// What the form sends.
    pub struct CreateFromFaultParams {
        /// The fault.
        fault: Option<RowId>,
        /// 3–200 characters.
        title: String,
        /// The machine or space.
        equipment: Option<RowId>,
        /// Where, up to 100 characters.
        location: Option<String>,
        /// Up to 5,000 characters.
        description: Option<String>,
        /// From the fault's severity when left out.
        priority: Option<Priority>,
        /// The day it should be done by.
        due_on: Option<Date>,
        /// Who is to do it.
        assigned_to: Option<RowId>,
        /// From the equipment when left out.
        department: Option<Department>,
        /// The person saw the open work order of this fault and went on.
        create_anyway: bool,
    }
}

/// Raises a work order for a fault.
pub struct CreateWorkOrderFromFault;

impl Act for CreateWorkOrderFromFault {
    const NAME: &'static str = "create_work_order_from_fault";
    const REQUIRED: &'static [&'static str] = &["fault", "title", "equipment", "priority"];
    type Params = CreateFromFaultParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let fault = ctx
            .facts
            .get::<Fault>(required_id("fault", given_id(given, "fault")?)?)?;
        let equipment = fault
            .equipment_id
            .map(|id| ctx.facts.glance::<Equipment>(id))
            .transpose()?;
        let location = equipment.as_ref().and_then(|e| e.location.clone());
        let name = equipment.as_ref().map(|e| e.name.clone());
        let parts: Vec<String> = [location.clone(), name, fault.code.clone()]
            .into_iter()
            .flatten()
            .collect();

        let mut form = Prefill::default();
        form.set("fault", fault.id.to_string());
        let title = if parts.is_empty() {
            fault.title.clone()
        } else {
            parts.join(" – ")
        };
        form.set("title", text::shortened(&title, text::TITLE_CHARACTERS_MAX));
        form.set_some("equipment", fault.equipment_id.map(|id| id.to_string()));
        form.set_some("location", location.map(|l| text::shortened(&l, PLACE_CHARACTERS_MAX)));
        form.set(
            "description",
            text::shortened(&description_of(ctx, &fault)?, text::TEXT_CHARACTERS_MAX),
        );
        form.set("priority", priority_from(fault.severity).word());
        form.set(
            "department",
            equipment.map_or(fault.department, |e| e.department).word(),
        );
        form.show("fault", json!({ "number": fault.number, "title": fault.title }));
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let fault = ctx
            .facts
            .glance::<Fault>(required_id("fault", given_id(given, "fault")?)?)?;
        let mut found = Findings::default();
        for order in ctx
            .facts
            .glance_by::<WorkOrder>(WorkOrder::fault_id, &fault.id.to_value())?
        {
            if is_open(order.status) {
                found.duplicates.push(as_duplicate(ctx, &order)?);
            } else if order.status == WorkOrderStatus::Completed {
                let done = order
                    .done_at
                    .map_or(String::new(), |at| format!(" on {}", ctx.ship.format(at)));
                let message = format!("{} “{}” for this fault was completed{done}.", order.number, order.title);
                found.warn("completed_before", message);
            }
        }
        if fault.status == FaultStatus::Resolved {
            found.warn(
                "fault_resolved",
                format!(
                    "{} is already resolved. A work order can still be created.",
                    fault.number
                ),
            );
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &CreateFromFaultParams) -> Result<(Plan, Subject), Refusal> {
        let fault = ctx.facts.get::<Fault>(required_id("fault", params.fault)?)?;
        let draft = Draft {
            title: &params.title,
            kind: WorkKind::Corrective,
            fault: Some(&fault),
            follows: None,
            equipment: params.equipment,
            location: params.location.as_deref(),
            description: params.description.as_deref(),
            priority: params.priority.unwrap_or(priority_from(fault.severity)),
            due_on: params.due_on,
            assigned_to: params.assigned_to,
            department: params.department,
        };
        let mut planned = draft.plan(ctx, Self::NAME)?;
        if params.create_anyway {
            planned.0.keep("create_anyway", true);
        }
        planned
            .0
            .leaves(format!("{} stays {}", fault.number, fault.status.word()));
        Ok(planned)
    }
}

fn description_of(ctx: &Ctx<'_>, fault: &Fault) -> Result<String, Refusal> {
    let mut description = fault.title.clone();
    if let Some(more) = &fault.description {
        description.push('\n');
        description.push_str(more);
    }
    if let (Some(equipment), Some(code)) = (fault.equipment_id, &fault.code) {
        let times = recurrences(ctx.facts, ctx.now, equipment, code)?;
        if times > 1 {
            description.push_str(&format!(
                "\nCode {code} occurred {times} times on this equipment in 30 days."
            ));
        }
    }
    Ok(description)
}

fn as_duplicate(ctx: &Ctx<'_>, order: &WorkOrder) -> Result<Duplicate, Refusal> {
    let assignee = match order.assigned_to {
        Some(person) => format!("assigned to {}", ctx.name_of(person)?),
        None => "not assigned".to_owned(),
    };
    Ok(Duplicate {
        table: "pms_work_orders".to_owned(),
        id: order.id,
        label: order.number.clone(),
        text: format!(
            "{} · {}, {}, {assignee}",
            order.title,
            words::work_order_status(order.status),
            words::age(ctx.now.hours_since(order.created_at)),
        ),
        view_first: true,
    })
}

params! {
    /// What the form sends.
    pub struct CreateWorkOrderParams {
        /// 3–200 characters.
        title: String,
        /// Corrective, planned or inspection; planned when left out.
        kind: Option<WorkKind>,
        /// The machine or space.
        equipment: Option<RowId>,
        /// Where, up to 100 characters.
        location: Option<String>,
        /// Up to 5,000 characters.
        description: Option<String>,
        /// Normal when left out.
        priority: Option<Priority>,
        /// The day it should be done by.
        due_on: Option<Date>,
        /// Who is to do it.
        assigned_to: Option<RowId>,
        /// From the equipment when left out.
        department: Option<Department>,
        /// The completed work order it goes on from.
        follows: Option<RowId>,
    }
}

/// Raises a work order without a fault, or one that follows another.
pub struct CreateWorkOrder;

impl Act for CreateWorkOrder {
    const NAME: &'static str = "create_work_order";
    const REQUIRED: &'static [&'static str] = &["title", "equipment"];
    type Params = CreateWorkOrderParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("kind", WorkKind::Planned.word());
        form.set("priority", Priority::Normal.word());
        form.set("department", ctx.actor.department.word());
        let mut equipment = given_id(given, "equipment")?;
        if let Some(id) = given_id(given, "follows")? {
            let before = ctx.facts.get::<WorkOrder>(id)?;
            equipment = equipment.or(Some(before.equipment_id));
            form.set("follows", id.to_string());
            let title = format!("Follow-up: {}", before.title);
            form.set("title", text::shortened(&title, text::TITLE_CHARACTERS_MAX));
            form.set("kind", before.kind.word());
            form.set("priority", before.priority.word());
            form.set_some("location", before.location);
            form.set_some("description", before.completion_note);
            form.set_some("assigned_to", before.assigned_to.map(|id| id.to_string()));
        }
        if let Some(id) = equipment {
            let equipment = ctx.facts.glance::<Equipment>(id)?;
            form.set("equipment", id.to_string());
            form.set("department", equipment.department.word());
            if !form.values.contains_key("location") {
                form.set_some(
                    "location",
                    equipment.location.map(|l| text::shortened(&l, PLACE_CHARACTERS_MAX)),
                );
            }
        }
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        if let Some(id) = given_id(given, "equipment")? {
            retired(ctx, id, &mut found)?;
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &CreateWorkOrderParams) -> Result<(Plan, Subject), Refusal> {
        let follows = params.follows.map(|id| ctx.facts.get::<WorkOrder>(id)).transpose()?;
        let fault = match follows.as_ref().and_then(|order| order.fault_id) {
            Some(id) => Some(ctx.facts.glance::<Fault>(id)?),
            None => None,
        };
        let draft = Draft {
            title: &params.title,
            kind: params.kind.unwrap_or(WorkKind::Planned),
            fault: fault.as_ref(),
            follows: follows.as_ref(),
            equipment: params.equipment,
            location: params.location.as_deref(),
            description: params.description.as_deref(),
            priority: params.priority.unwrap_or(Priority::Normal),
            due_on: params.due_on,
            assigned_to: params.assigned_to,
            department: params.department,
        };
        draft.plan(ctx, Self::NAME)
    }
}

/// What both ways of raising a work order have in common.
struct Draft<'a> {
    title: &'a str,
    kind: WorkKind,
    fault: Option<&'a Fault>,
    follows: Option<&'a WorkOrder>,
    equipment: Option<RowId>,
    location: Option<&'a str>,
    description: Option<&'a str>,
    priority: Priority,
    due_on: Option<Date>,
    assigned_to: Option<RowId>,
    department: Option<Department>,
}

impl Draft<'_> {
    fn plan(&self, ctx: &Ctx<'_>, action: &'static str) -> Result<(Plan, Subject), Refusal> {
        let title = text::title("title", self.title)?;
        let location = text::clean(
            "location",
            "The location",
            self.location.unwrap_or_default(),
            text::Lines::One,
            PLACE_CHARACTERS_MAX,
        )?;
        let description = text::long(
            "description",
            "The description",
            self.description,
            text::TEXT_CHARACTERS_MAX,
        )?;
        let equipment = ctx.facts.get::<Equipment>(required_id("equipment", self.equipment)?)?;
        let department = self.department.unwrap_or(equipment.department);
        let assignee = self.assigned_to.map(|id| assignable(ctx, id)).transpose()?;

        let mut plan = Plan::new(action);
        plan.insert::<WorkOrder>(
            Values::new()
                .plan(WorkOrder::number, Planned::NextNumber(NumberKind::WorkOrder))
                .set(WorkOrder::title, &title)
                .set(WorkOrder::kind, &self.kind)
                .set(WorkOrder::priority, &self.priority)
                .set(WorkOrder::fault_id, &self.fault.map(|fault| fault.id))
                .set(WorkOrder::follows_id, &self.follows.map(|order| order.id))
                .set(WorkOrder::equipment_id, &equipment.id)
                .set(WorkOrder::location, &location)
                .set(WorkOrder::description, &description)
                .set(WorkOrder::department, &department)
                .set(WorkOrder::due_on, &self.due_on)
                .set(WorkOrder::assigned_to, &self.assigned_to)
                .set(WorkOrder::status, &WorkOrderStatus::Candidate),
        );
        plan.will(format!(
            "create a {} work order “{title}” with a new number of this workstation",
            self.kind.word()
        ));
        plan.will(format!("for {}, priority {}", equipment.name, self.priority.word()));
        if let Some(location) = &location {
            plan.will(format!("at {location}"));
        }
        if let Some(description) = &description {
            plan.will(format!("with the description “{}”", text::shortened(description, 200)));
        }
        if let Some(day) = self.due_on {
            plan.will(format!("due on {day}"));
        }
        if let Some(assignee) = &assignee {
            plan.will(format!("assign it to {}", assignee.name));
        }
        if let Some(before) = self.follows {
            plan.will(format!("link it as follow-up of {}", before.number));
            plan.leaves(format!("{} stays completed", before.number));
        }
        plan.leaves("the work itself: it waits as “not started” until somebody begins");
        plan.leaves("stock");
        plan.statement = format!("I raise the work order “{title}” for {}.", equipment.name);
        plan.corrected_by = Some("cancel_work_order");
        plan.offer("add_note_to_work_order", json!({ "work_order": "$new" }));
        plan.offer("add_part_to_work_order", json!({ "work_order": "$new" }));
        Ok((plan, Subject::of(department)))
    }
}

/// A person who serves at present and can be given work.
pub(super) fn assignable(ctx: &Ctx<'_>, id: RowId) -> Result<Crew, Refusal> {
    let person = ctx.facts.glance::<Crew>(id)?;
    if !person.is_active {
        return Err(Refusal::field(
            Code::Invalid,
            "assigned_to",
            format!(
                "{} does not serve aboard at present. Choose somebody else.",
                person.name
            ),
        ));
    }
    Ok(person)
}
