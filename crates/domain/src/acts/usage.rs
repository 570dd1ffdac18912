//! "I took this from stores and used it for this job."
//!
//! Invariant: there is no usage without a work order, and none without its movement.

use super::reversals::ReverseMovement;
use super::stock::{self, Takings};
use super::work_orders::{is_open, start_with, subject};
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Findings, Plan, Planned, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{
    LineStatus, Location, Movement, MovementKind, Part, PartLine, PartUsage, WorkOrder, WorkOrderStatus,
};
use crate::usage::OrderUsage;
use journal::RowId;
use serde_json::{Value as Json, json};

/// Lines of one sheet.
const LINES_MAX: usize = 100;

/// One part of the sheet.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct UsageWish {
    /// The planned line, where there is one.
    pub line: Option<RowId>,
    /// The part; that of the planned line when left out.
    pub part: Option<RowId>,
    /// The place it was taken from; the usual one when left out.
    pub location: Option<RowId>,
    /// How much, in the part's unit; 1 when left out, 0 for a line without its tick.
    pub quantity: Option<String>,
    /// Up to 200 characters.
    pub note: Option<String>,
}

params! {
    /// What the sheet sends.
    pub struct LogUsageParams {
        /// The work order.
        work_order: Option<RowId>,
        /// What was taken, at most 100 lines.
        lines: Vec<UsageWish>,
    }
}

/// Logs what was taken from stores for a work order. No signature.
pub struct LogPartUsage;

impl Act for LogPartUsage {
    const NAME: &'static str = "log_part_usage";
    const REQUIRED: &'static [&'static str] = &["work_order", "lines"];
    type Params = LogUsageParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        let mut lines = Vec::new();
        let mut parts = Vec::new();
        // Whoever begins at a part, or with a scan, chooses the work order in the form.
        if let Some(id) = given_id(given, "work_order")? {
            let order = ctx.facts.get::<WorkOrder>(id)?;
            form.set("work_order", order.id.to_string());
            form.show(
                "order",
                json!({ "number": order.number, "title": order.title, "status": order.status }),
            );
            form.show("equipment", order.equipment_id.to_string());
            for line in planned(ctx, &order, &mut parts)? {
                lines.push(line);
            }
        }
        if let Some(part) = given_id(given, "part")? {
            let part = ctx.facts.glance::<Part>(part)?;
            let place = stock::likely_place(ctx.facts, part.id)?;
            lines.push(json!({ "part": part.id, "location": place, "quantity": "1" }));
            parts.push(part);
        }
        let given_lines = given.get("lines").and_then(Json::as_array);
        if given_lines.is_none_or(Vec::is_empty) {
            form.set("lines", lines);
        }
        let mut shown = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            if !parts[..at].iter().any(|earlier| earlier.id == part.id) {
                shown.push(stock::shown(ctx, part)?);
            }
        }
        form.show("stock", shown);
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let Some(order) = given_id(given, "work_order")? else {
            return Ok(found);
        };
        let order = ctx.facts.glance::<WorkOrder>(order)?;
        if order.status == WorkOrderStatus::Completed {
            let message = format!(
                "{} is completed: this is marked as logged after completion.",
                order.number
            );
            found.warn("after_completion", message);
        }
        let taken = OrderUsage::of(ctx.facts, order.id)?;
        let mut takings = Takings::default();
        let lines = given.get("lines").and_then(Json::as_array).cloned().unwrap_or_default();
        for (at, line) in lines.iter().enumerate().take(LINES_MAX) {
            let planned = given_id(line, "line")?
                .map(|id| ctx.facts.glance::<PartLine>(id))
                .transpose()?;
            let part = given_id(line, "part")?.or(planned.as_ref().map(|line| line.part_id));
            let Some((part, place, quantity)) = stock::given_line(ctx, line, part)? else {
                continue;
            };
            let field = format!("lines.{at}");
            takings.take(ctx, &mut found, field.clone(), (&part, &place), quantity)?;
            let logged = planned.map_or(Quantity::ZERO, |line| taken.logged(line.id));
            if logged.is_positive() {
                let message = format!("{} logged on this planned line already.", stock::amount(logged, &part));
                found.warn_at(field, "already_logged", message);
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &LogUsageParams) -> Result<(Plan, Subject), Refusal> {
        let order = ctx
            .facts
            .get::<WorkOrder>(required_id("work_order", params.work_order)?)?;
        if order.status == WorkOrderStatus::Cancelled {
            return Err(Refusal::state(format!(
                "{} is cancelled; nothing can be logged on it. Choose another work order, or create one.",
                order.number
            )));
        }
        let takings = ticked_lines(ctx, &order, &params.lines)?;
        let mut plan = Plan::new(Self::NAME);
        for taking in &takings {
            taking.plan(&mut plan, &order);
        }
        start_with(&mut plan, &order, "first_usage");
        plan.leaves(format!("what was planned for {}", order.number));
        if order.status == WorkOrderStatus::Completed {
            plan.will("mark it as logged after completion");
            plan.leaves(format!("the completion of {}", order.number));
        }
        plan.corrected_by = Some(ReverseMovement::NAME);
        let again = json!({ "work_order": order.id.to_string() });
        plan.offer(Self::NAME, again.clone());
        if is_open(order.status) {
            plan.offer("mark_work_order_complete", again);
        }
        Ok((plan, subject(&order)))
    }
}

/// The planned lines of the work order as the sheet starts: ticked, unless something is logged on them.
fn planned(ctx: &Ctx<'_>, order: &WorkOrder, parts: &mut Vec<Part>) -> Result<Vec<Json>, Refusal> {
    let taken = OrderUsage::of(ctx.facts, order.id)?;
    let mut lines = ctx
        .facts
        .glance_by::<PartLine>(PartLine::work_order_id, &order.id.to_value())?;
    lines.reverse();
    let mut sheet = Vec::new();
    for line in lines
        .into_iter()
        .filter(|line| line.status == LineStatus::Planned)
        .take(LINES_MAX)
    {
        let part = ctx.facts.glance::<Part>(line.part_id)?;
        let is_logged = taken.logged(line.id).is_positive();
        let quantity = if is_logged { Quantity::ZERO } else { line.quantity };
        let place = stock::likely_place(ctx.facts, part.id)?;
        sheet.push(json!({ "line": line.id, "part": part.id, "location": place, "quantity": quantity }));
        parts.push(part);
    }
    Ok(sheet)
}

/// One line of the sheet after its rules.
struct Taking {
    line: Option<RowId>,
    part: Part,
    place: Location,
    quantity: Quantity,
    note: Option<String>,
}

fn ticked_lines(ctx: &Ctx<'_>, order: &WorkOrder, wishes: &[UsageWish]) -> Result<Vec<Taking>, Refusal> {
    if wishes.len() > LINES_MAX {
        return Err(Refusal::field(
            Code::Invalid,
            "lines",
            format!("At most {LINES_MAX} lines in one go. Log the rest in a second sheet."),
        ));
    }
    let mut takings = Vec::new();
    for (at, wish) in wishes.iter().enumerate() {
        if let Some(taking) = Taking::read(ctx, order, wish, at)? {
            takings.push(taking);
        }
    }
    if takings.is_empty() {
        return Err(Refusal::field(
            Code::Missing,
            "lines",
            "Nothing is ticked. Tick what was taken.",
        ));
    }
    Ok(takings)
}

impl Taking {
    fn read(ctx: &Ctx<'_>, order: &WorkOrder, wish: &UsageWish, at: usize) -> Result<Option<Self>, Refusal> {
        let field = |name: &str| format!("lines.{at}.{name}");
        let Some(quantity) = stock::ticked(&field("quantity"), wish.quantity.as_deref())? else {
            return Ok(None);
        };
        let line = wish.line.map(|id| ctx.facts.glance::<PartLine>(id)).transpose()?;
        let part = required_id(&field("part"), wish.part.or(line.as_ref().map(|line| line.part_id)))?;
        if let Some(line) = &line
            && (line.work_order_id != order.id || line.part_id != part || line.status != LineStatus::Planned)
        {
            return Err(Refusal::field(
                Code::Invalid,
                &field("line"),
                "That part is not on the list of this work order any more. Log it as another part.",
            ));
        }
        let part = ctx.facts.glance::<Part>(part)?;
        Ok(Some(Self {
            place: stock::place(ctx, &field("location"), wish.location, &part)?,
            note: stock::note(&field("note"), wish.note.as_deref())?,
            line: line.map(|line| line.id),
            part,
            quantity,
        }))
    }

    fn plan(&self, plan: &mut Plan, order: &WorkOrder) {
        let usage = plan.insert::<PartUsage>(
            Values::new()
                .set(PartUsage::work_order_id, &order.id)
                .set(PartUsage::part_id, &self.part.id)
                .set(PartUsage::line_id, &self.line)
                .set(PartUsage::location_id, &self.place.id)
                .set(PartUsage::quantity, &self.quantity)
                .set(PartUsage::note, &self.note)
                .set(
                    PartUsage::is_after_completion,
                    &(order.status == WorkOrderStatus::Completed),
                ),
        );
        plan.insert::<Movement>(
            Values::new()
                .set(Movement::part_id, &self.part.id)
                .set(Movement::location_id, &self.place.id)
                .set(Movement::kind, &MovementKind::Used)
                .set(Movement::quantity, &-self.quantity)
                .set(Movement::work_order_id, &Some(order.id))
                .plan(Movement::usage_id, Planned::NewRow(usage)),
        );
        plan.will(format!(
            "take {} from {} for {}",
            stock::amount(self.quantity, &self.part),
            stock::label(&self.place),
            order.number
        ));
    }
}
