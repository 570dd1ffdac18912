//! Reporting, changing, settling and reopening a fault.

use super::attachments::{self, FileWish};
use crate::act::{Act, Ctx, Prefill, given_id, params, required_choice, required_id};
use crate::facts::{FACT_ROWS_MAX, Facts, Stretch};
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, NumberKind, Plan, Planned, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::{Crew, Department, Equipment, Fault, FaultStatus, ResolvedHow, Severity, WorkOrder};
use crate::text;
use crate::time::Instant;
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};

/// How long a fault report may lie in the past: a year, in hours.
const NOTICED_HOURS_MAX: f64 = 366.0 * 24.0;
/// Clocks of two workstations may differ by this much before a time counts as "in the future", in minutes.
pub(super) const FUTURE_TOLERANCE_MINUTES: i64 = 5;

params! {
    /// What the report form sends.
    pub struct ReportFaultParams {
        /// What is wrong, 3–200 characters.
        title: String,
        /// The machine or space.
        equipment: Option<RowId>,
        /// Code as on the display.
        code: Option<String>,
        /// How bad; medium when left out.
        severity: Option<Severity>,
        /// What was seen, up to 5,000 characters.
        description: Option<String>,
        /// When; now when left out.
        noticed_at: Option<Instant>,
        /// Another person aboard; the signed-in person when left out.
        reported_by: Option<RowId>,
        /// Or free text: "guest in cabin 4".
        reported_by_text: Option<String>,
        /// From the equipment, else the person, when left out.
        department: Option<Department>,
        /// Photos and papers, at most ten.
        files: Vec<FileWish>,
    }
}

/// Everyone reports faults: unsigned, no preview.
pub struct ReportFault;

impl Act for ReportFault {
    const NAME: &'static str = "report_fault";
    const REQUIRED: &'static [&'static str] = &["title"];
    type Params = ReportFaultParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("severity", Severity::Medium.word());
        form.set("noticed_at", ctx.now.to_string());
        form.set("reported_by", ctx.actor.id.to_string());
        form.set("department", ctx.actor.department.word());
        if let Some(id) = given_id(given, "equipment")? {
            let equipment = ctx.facts.glance::<Equipment>(id)?;
            form.set("equipment", id.to_string());
            form.set("department", equipment.department.word());
        }
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        if let Some(id) = given_id(given, "equipment")? {
            found.duplicates = open_faults(ctx, id)?;
            retired(ctx, id, &mut found)?;
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &ReportFaultParams) -> Result<(Plan, Subject), Refusal> {
        let title = text::title("title", &params.title)?;
        let code = text::line("code", "The code", params.code.as_deref())?;
        let description = text::long(
            "description",
            "The description",
            params.description.as_deref(),
            text::TEXT_CHARACTERS_MAX,
        )?;
        let equipment = params.equipment.map(|id| ctx.facts.get::<Equipment>(id)).transpose()?;
        let noticed_at = params.noticed_at.unwrap_or(ctx.now);
        noticed(ctx, noticed_at)?;
        let (reported_by, reported_text) = reporter(ctx, params.reported_by, params.reported_by_text.as_deref())?;
        let department = params
            .department
            .or(equipment.as_ref().map(|e| e.department))
            .unwrap_or(ctx.actor.department);
        let severity = params.severity.unwrap_or(Severity::Medium);

        let mut plan = Plan::new(Self::NAME);
        let fault = plan.insert::<Fault>(
            Values::new()
                .plan(Fault::number, Planned::NextNumber(NumberKind::Fault))
                .set(Fault::title, &title)
                .set(Fault::equipment_id, &params.equipment)
                .set(Fault::code, &code)
                .set(Fault::description, &description)
                .set(Fault::severity, &severity)
                .set(Fault::department, &department)
                .set(Fault::noticed_at, &noticed_at)
                .set(Fault::reported_by_id, &reported_by)
                .set(Fault::reported_by_text, &reported_text)
                .set(Fault::status, &FaultStatus::Open),
        );
        let place = equipment.map_or_else(String::new, |e| format!(" on {}", e.name));
        plan.will(format!("report the fault “{title}”{place} as {}", severity.word()));
        let subject = Subject::of(department);
        attachments::plan_with_fault(ctx, &mut plan, (fault, subject.clone()), &params.files)?;
        plan.leaves("no work order is created; that is a separate act");
        plan.corrected_by = Some(EditFault::NAME);
        plan.offer("create_work_order_from_fault", json!({ "fault": "$new" }));
        plan.offer("attach_file", json!({ "fault": "$new" }));
        Ok((plan, subject))
    }
}

/// Says that the equipment is out of service; faults and work on it can be written all the same.
pub(super) fn retired(ctx: &Ctx<'_>, equipment: RowId, found: &mut Findings) -> Result<(), Refusal> {
    let equipment = ctx.facts.glance::<Equipment>(equipment)?;
    if equipment.is_retired {
        found.warn(
            "retired",
            format!("{} is retired. Is it the right one?", equipment.name),
        );
    }
    Ok(())
}

fn noticed(ctx: &Ctx<'_>, at: Instant) -> Result<(), Refusal> {
    if at > ctx.now.plus_minutes(FUTURE_TOLERANCE_MINUTES) {
        return Err(Refusal::field(
            Code::Invalid,
            "noticed_at",
            "The fault cannot have been noticed in the future. Correct the time.",
        ));
    }
    if ctx.now.hours_since(at) > NOTICED_HOURS_MAX {
        return Err(Refusal::field(
            Code::Invalid,
            "noticed_at",
            "That is more than a year ago. Correct the time, or write it in the description.",
        ));
    }
    Ok(())
}

fn reporter(
    ctx: &Ctx<'_>,
    person: Option<RowId>,
    other: Option<&str>,
) -> Result<(Option<RowId>, Option<String>), Refusal> {
    if let Some(text) = text::line("reported_by_text", "The reporter", other)? {
        return Ok((None, Some(text)));
    }
    let id = person.unwrap_or(ctx.actor.id);
    ctx.facts.glance::<Crew>(id)?;
    Ok((Some(id), None))
}

fn open_faults(ctx: &Ctx<'_>, equipment: RowId) -> Result<Vec<Duplicate>, Refusal> {
    let faults = ctx
        .facts
        .glance_by::<Fault>(Fault::equipment_id, &equipment.to_value())?;
    Ok(faults
        .into_iter()
        .filter(|fault| fault.status == FaultStatus::Open)
        .map(|fault| Duplicate {
            table: "pms_faults".to_owned(),
            id: fault.id,
            label: fault.number.clone(),
            text: format!(
                "{} · open, {}",
                fault.title,
                words::age(ctx.now.hours_since(fault.noticed_at))
            ),
            view_first: false,
        })
        .collect())
}

/// How often this code was noticed on this equipment within the last 30 days, this fault included.
///
/// # Errors
/// When the replica cannot be read.
pub fn recurrences(facts: &Facts<'_>, now: Instant, equipment: RowId, code: &str) -> Result<usize, Refusal> {
    const MINUTES: i64 = 30 * 24 * 60;
    let recent = Stretch {
        from: Some(now.plus_minutes(-MINUTES)),
        ..Stretch::all(Fault::noticed_at)
    };
    let faults = facts.glance_within::<Fault>(Fault::equipment_id, &equipment.to_value(), &recent, FACT_ROWS_MAX)?;
    Ok(faults
        .iter()
        .filter(|fault| {
            fault
                .code
                .as_deref()
                .is_some_and(|other| other.eq_ignore_ascii_case(code))
        })
        .count())
}

params! {
    /// What the form for a change sends; a field left out stays as it is, an empty text empties it.
    pub struct EditFaultParams {
        /// The fault.
        fault: Option<RowId>,
        /// What is wrong.
        title: Option<String>,
        /// The machine or space.
        equipment: Option<RowId>,
        /// Code as on the display.
        code: Option<String>,
        /// How bad.
        severity: Option<Severity>,
        /// What was seen.
        description: Option<String>,
        /// When.
        noticed_at: Option<Instant>,
        /// The record's department.
        department: Option<Department>,
    }
}

/// Corrects what was reported.
pub struct EditFault;

impl Act for EditFault {
    const NAME: &'static str = "edit_fault";
    const REQUIRED: &'static [&'static str] = &["fault"];
    type Params = EditFaultParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let fault = ctx
            .facts
            .get::<Fault>(required_id("fault", given_id(given, "fault")?)?)?;
        let mut form = Prefill::default();
        form.set("fault", fault.id.to_string());
        form.set("title", fault.title);
        form.set_some("equipment", fault.equipment_id.map(|id| id.to_string()));
        form.set_some("code", fault.code);
        form.set("severity", fault.severity.word());
        form.set_some("description", fault.description);
        form.set("noticed_at", fault.noticed_at.to_string());
        form.set("department", fault.department.word());
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &EditFaultParams) -> Result<(Plan, Subject), Refusal> {
        let fault = ctx.facts.get::<Fault>(required_id("fault", params.fault)?)?;
        let mut values = Values::new();
        let mut changed = Vec::new();
        if let Some(title) = &params.title {
            let title = text::title("title", title)?;
            if values.change(Fault::title, &fault.title, &title) {
                changed.push("title");
            }
        }
        if let Some(id) = params.equipment {
            ctx.facts.get::<Equipment>(id)?;
            if values.change(Fault::equipment_id, &fault.equipment_id, &Some(id)) {
                changed.push("equipment");
            }
        }
        if params.code.is_some() {
            let code = text::line("code", "The code", params.code.as_deref())?;
            if values.change(Fault::code, &fault.code, &code) {
                changed.push("code");
            }
        }
        if params.description.is_some() {
            let given = params.description.as_deref();
            let description = text::long("description", "The description", given, text::TEXT_CHARACTERS_MAX)?;
            if values.change(Fault::description, &fault.description, &description) {
                changed.push("description");
            }
        }
        if let Some(severity) = params.severity
            && values.change(Fault::severity, &fault.severity, &severity)
        {
            changed.push("severity");
        }
        if let Some(at) = params.noticed_at {
            noticed(ctx, at)?;
            if values.change(Fault::noticed_at, &fault.noticed_at, &at) {
                changed.push("time noticed");
            }
        }
        if let Some(department) = params.department
            && values.change(Fault::department, &fault.department, &department)
        {
            changed.push("department");
        }
        let mut plan = Plan::new(Self::NAME);
        nothing_changed(&changed)?;
        plan.update::<Fault>(fault.id, values);
        plan.will(format!("change the {} of {}", changed.join(", "), fault.number));
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(fault.department)))
    }
}

/// Refuses a change that changes nothing: it would leave a record of no act.
pub(super) fn nothing_changed(changed: &[&str]) -> Result<(), Refusal> {
    if changed.is_empty() {
        return Err(Refusal::new(
            Code::Missing,
            "Nothing was changed. Change a field, or close the form.",
        ));
    }
    Ok(())
}

params! {
    /// What the resolve form sends.
    pub struct ResolveFaultParams {
        /// The fault.
        fault: Option<RowId>,
        /// How it was settled.
        how: Option<ResolvedHow>,
        /// A word on it, up to 5,000 characters.
        note: Option<String>,
    }
}

/// Marks a fault resolved; work orders stay as they are.
pub struct ResolveFault;

impl Act for ResolveFault {
    const NAME: &'static str = "resolve_fault";
    const REQUIRED: &'static [&'static str] = &["fault", "how"];
    type Params = ResolveFaultParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let fault = ctx
            .facts
            .get::<Fault>(required_id("fault", given_id(given, "fault")?)?)?;
        let mut form = Prefill::default();
        form.set("fault", fault.id.to_string());
        form.show("remaining", remaining_work(ctx, &fault)?);
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &ResolveFaultParams) -> Result<(Plan, Subject), Refusal> {
        let fault = ctx.facts.get::<Fault>(required_id("fault", params.fault)?)?;
        if fault.status == FaultStatus::Resolved {
            return Err(Refusal::state(format!("{} is already resolved.", fault.number)));
        }
        let how = required_choice("how", params.how)?;
        let note = text::long("note", "The note", params.note.as_deref(), text::TEXT_CHARACTERS_MAX)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Fault>(fault.id, resolved(ctx, how, &note));
        plan.will(format!("mark {} resolved: {}", fault.number, words::plain(how.word())));
        for sentence in remaining_work(ctx, &fault)? {
            plan.leaves(format!("{sentence} stays open"));
        }
        plan.corrected_by = Some(ReopenFault::NAME);
        Ok((plan, Subject::of(fault.department)))
    }
}

/// The values that settle a fault.
pub(super) fn resolved(ctx: &Ctx<'_>, how: ResolvedHow, note: &Option<String>) -> Values {
    Values::new()
        .set(Fault::status, &FaultStatus::Resolved)
        .set(Fault::resolved_how, &Some(how))
        .set(Fault::resolution_note, note)
        .set(Fault::resolved_at, &Some(ctx.now))
        .set(Fault::resolved_by, &Some(ctx.authority().id))
        .set(Fault::reopened_reason, &None::<String>)
}

fn remaining_work(ctx: &Ctx<'_>, fault: &Fault) -> Result<Vec<String>, Refusal> {
    let orders = ctx
        .facts
        .glance_by::<WorkOrder>(WorkOrder::fault_id, &fault.id.to_value())?;
    Ok(orders
        .iter()
        .filter(|order| super::work_orders::is_open(order.status))
        .map(|order| {
            let state = words::work_order_status(order.status);
            format!("{} “{}” ({state})", order.number, order.title)
        })
        .collect())
}

params! {
    /// What the reopen form sends.
    pub struct ReopenFaultParams {
        /// The fault.
        fault: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
    }
}

/// Opens a resolved fault again.
pub struct ReopenFault;

impl Act for ReopenFault {
    const NAME: &'static str = "reopen_fault";
    const REQUIRED: &'static [&'static str] = &["fault", "reason"];
    type Params = ReopenFaultParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let fault = ctx
            .facts
            .get::<Fault>(required_id("fault", given_id(given, "fault")?)?)?;
        let mut form = Prefill::default();
        form.set("fault", fault.id.to_string());
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &ReopenFaultParams) -> Result<(Plan, Subject), Refusal> {
        let fault = ctx.facts.get::<Fault>(required_id("fault", params.fault)?)?;
        if fault.status == FaultStatus::Open {
            return Err(Refusal::state(format!("{} is open already.", fault.number)));
        }
        let reason = super::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Fault>(
            fault.id,
            Values::new()
                .set(Fault::status, &FaultStatus::Open)
                .set(Fault::resolved_how, &None::<ResolvedHow>)
                .set(Fault::resolution_note, &None::<String>)
                .set(Fault::resolved_at, &None::<Instant>)
                .set(Fault::resolved_by, &None::<RowId>)
                .set(Fault::reopened_reason, &Some(reason.clone())),
        );
        plan.will(format!("open {} again: {reason}", fault.number));
        plan.leaves("work orders of this fault");
        plan.corrected_by = Some(ResolveFault::NAME);
        Ok((plan, Subject::of(fault.department)))
    }
}
