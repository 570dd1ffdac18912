//! More of an order's line came than was ordered. Whoever signs the delivery that brings it knows, and that is
//! kept on the line. Where it follows from deliveries that two people committed apart nobody knew: it is asked
//! whether it came twice, until a person says so here or takes one back.

use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::acts::stock;
use crate::buying::lines::LineStanding;
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::quantity::Quantity;
use crate::refusal::Refusal;
use crate::tables::{OrderLine, Part, PurchaseOrder};
use journal::RowId;
use serde_json::{Value as Json, json};

params! {
    /// What the form sends.
    pub struct ConfirmOverDeliveryParams {
        /// The line of the order.
        line: Option<RowId>,
    }
}

/// Says that all that came of an order's line did come, though it is more than was ordered.
pub struct ConfirmOverDelivery;

impl Act for ConfirmOverDelivery {
    const NAME: &'static str = "confirm_over_delivery";
    const REQUIRED: &'static [&'static str] = &["line"];
    type Params = ConfirmOverDeliveryParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let (bought, part) = read(ctx, given_id(given, "line")?)?;
        let mut form = Prefill::default();
        form.set("line", bought.line.id.to_string());
        form.show(
            "line",
            json!({ "order": bought.order.number, "part": part.name, "unit": part.unit,
                    "ordered": bought.quantity(), "came": bought.tally().came() }),
        );
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &ConfirmOverDeliveryParams) -> Result<(Plan, Subject), Refusal> {
        let (bought, part) = read(ctx, params.line)?;
        let came = bought.tally().came();
        if !bought.may_have_come_twice() {
            return Err(Refusal::state(format!(
                "{} came of {} on {}, which is settled already.",
                stock::amount(came, &part),
                bought.quantity(),
                bought.order.number
            )));
        }
        let mut plan = Plan::new(Self::NAME);
        plan_known(&mut plan, &bought, came, &part);
        plan.leaves("stock and spend: they hold all of it already");
        plan.corrected_by = Some("reverse_movement");
        Ok((plan, Subject::of(bought.order.department)))
    }
}

fn read(ctx: &Ctx<'_>, line: Option<RowId>) -> Result<(LineStanding, Part), Refusal> {
    let line = ctx.facts.get::<OrderLine>(required_id("line", line)?)?;
    let order = ctx.facts.glance::<PurchaseOrder>(line.order_id)?;
    let part = ctx.facts.glance::<Part>(line.part_id)?;
    Ok((LineStanding::of(ctx.facts, line, order)?, part))
}

/// Keeps on the line that so much came, where that is more than was ordered.
pub(super) fn plan_known(plan: &mut Plan, bought: &LineStanding, came: Quantity, part: &Part) {
    if came <= bought.quantity() {
        return;
    }
    let mut values = Values::new();
    if values.change(OrderLine::known_came, &bought.line.known_came, &Some(came)) {
        plan.update::<OrderLine>(bought.line.id, values);
    }
    plan.will(format!(
        "keep on record that {} came of {} ordered on {}",
        stock::amount(came, part),
        bought.quantity(),
        bought.order.number
    ));
}
