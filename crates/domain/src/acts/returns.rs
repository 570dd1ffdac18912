//! What was taken for a work order and not used comes back.
//!
//! Invariant: no more comes back of a part than the work order took and has not brought back.

use super::reversals::ReverseMovement;
use super::stock;
use super::work_orders::{given_order, subject};
use crate::act::{Act, Ctx, Prefill, params, required_id};
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Location, Movement, MovementKind, Part, WorkOrder};
use crate::usage::OrderUsage;
use journal::RowId;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Lines of one sheet.
const LINES_MAX: usize = 100;

/// One part that comes back.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ReturnedPart {
    /// The part.
    pub part: Option<RowId>,
    /// Where it is put; the usual place when left out.
    pub location: Option<RowId>,
    /// How much, in the part's unit; 1 when left out, 0 for a line without its tick.
    pub quantity: Option<String>,
}

params! {
    /// What the sheet sends.
    pub struct ReturnParams {
        /// The work order that the parts were taken for.
        work_order: Option<RowId>,
        /// What comes back, at most 100 lines.
        lines: Vec<ReturnedPart>,
        /// Up to 200 characters.
        note: Option<String>,
    }
}

/// Brings parts back to stores. No signature.
pub struct ReturnToStores;

impl Act for ReturnToStores {
    const NAME: &'static str = "return_to_stores";
    const REQUIRED: &'static [&'static str] = &["work_order", "lines"];
    type Params = ReturnParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let order = given_order(ctx, given)?;
        let taken = OrderUsage::of(ctx.facts, order.id)?;
        let (mut lines, mut shown) = (Vec::new(), Vec::new());
        for (part, location) in taken.parts_out() {
            let part = ctx.facts.glance::<Part>(part)?;
            let out = taken.out(part.id);
            // Nobody has said yet that anything comes back: the ticks are for the person to set.
            lines.push(json!({ "part": part.id, "location": location, "quantity": "0" }));
            let mut stock = stock::shown(ctx, &part)?;
            stock["out"] = json!(out);
            shown.push(stock);
        }
        let mut form = Prefill::default();
        form.set("work_order", order.id.to_string());
        form.set("lines", lines);
        form.show("order", json!({ "number": order.number, "title": order.title }));
        form.show("stock", shown);
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &ReturnParams) -> Result<(Plan, Subject), Refusal> {
        let order = ctx
            .facts
            .get::<WorkOrder>(required_id("work_order", params.work_order)?)?;
        let note = stock::note("note", params.note.as_deref())?;
        let mut plan = Plan::new(Self::NAME);
        for returning in returning(ctx, &order, &params.lines)? {
            returning.plan(&mut plan, &order, &note);
        }
        plan.leaves(format!("what was logged on {}", order.number));
        plan.corrected_by = Some(ReverseMovement::NAME);
        plan.offer("log_part_usage", json!({ "work_order": order.id.to_string() }));
        Ok((plan, subject(&order)))
    }
}

/// One line of the sheet after its rules.
struct Returning {
    part: Part,
    place: Location,
    quantity: Quantity,
}

fn returning(ctx: &Ctx<'_>, order: &WorkOrder, lines: &[ReturnedPart]) -> Result<Vec<Returning>, Refusal> {
    if lines.len() > LINES_MAX {
        return Err(Refusal::field(
            Code::Invalid,
            "lines",
            format!("At most {LINES_MAX} lines in one go. Return the rest in a second sheet."),
        ));
    }
    let taken = OrderUsage::of(ctx.facts, order.id)?;
    let mut together: BTreeMap<RowId, Quantity> = BTreeMap::new();
    let mut kept = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let field = |name: &str| format!("lines.{at}.{name}");
        let Some(quantity) = stock::ticked(&field("quantity"), line.quantity.as_deref())? else {
            continue;
        };
        let part = ctx.facts.glance::<Part>(required_id(&field("part"), line.part)?)?;
        let back = together.entry(part.id).or_default();
        *back = *back + quantity;
        let out = taken.out(part.id);
        if *back > out {
            let still = if out.is_positive() { out } else { Quantity::ZERO };
            return Err(Refusal::field(
                Code::Invalid,
                &field("quantity"),
                format!(
                    "{} has {} out; {back} cannot come back. What was found besides is a count.",
                    order.number,
                    stock::amount(still, &part)
                ),
            ));
        }
        let place = stock::place(ctx, &field("location"), line.location, &part)?;
        stock::in_use(&field("location"), &place)?;
        kept.push(Returning { part, place, quantity });
    }
    if kept.is_empty() {
        return Err(Refusal::field(
            Code::Missing,
            "lines",
            "Nothing is ticked. Tick what comes back.",
        ));
    }
    Ok(kept)
}

impl Returning {
    fn plan(&self, plan: &mut Plan, order: &WorkOrder, note: &Option<String>) {
        plan.insert::<Movement>(
            Values::new()
                .set(Movement::part_id, &self.part.id)
                .set(Movement::location_id, &self.place.id)
                .set(Movement::kind, &MovementKind::Returned)
                .set(Movement::quantity, &self.quantity)
                .set(Movement::reason, note)
                .set(Movement::work_order_id, &Some(order.id)),
        );
        plan.will(format!(
            "bring {} from {} back to {}",
            stock::amount(self.quantity, &self.part),
            order.number,
            stock::label(&self.place)
        ));
    }
}
