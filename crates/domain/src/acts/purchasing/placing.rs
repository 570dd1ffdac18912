//! Placing an order: what a head of department signs.

use super::{given_order, in_words, must_be_draft, read_order, subject, supplier_of};
use crate::act::{Act, Ctx, Prefill, params};
use crate::acts::shopping::{Item, at_field, status};
use crate::buying::lines::{LineStanding, lines_of_order};
use crate::permission::Subject;
use crate::plan::{Findings, Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::{ItemStatus, Part, PurchaseOrder, PurchaseStatus, ShoppingItem};
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};

params! {
    /// What the form sends.
    pub struct PlacePurchaseOrderParams {
        /// The order.
        order: Option<RowId>,
    }
}

/// Says that the order was sent to the supplier. Ordering posts no spend.
pub struct PlacePurchaseOrder;

impl Act for PlacePurchaseOrder {
    const NAME: &'static str = "place_purchase_order";
    const REQUIRED: &'static [&'static str] = &["order"];
    type Params = PlacePurchaseOrderParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let order = given_order(ctx, given)?;
        let lines = lines_of_order(ctx.facts, &order)?;
        let mut form = Prefill::default();
        form.set("order", order.id.to_string());
        form.show(
            "order",
            json!({ "number": order.number, "total": in_words(&lines, order.currency.as_deref()) }),
        );
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let order = given_order(ctx, given)?;
        let lines = lines_of_order(ctx.facts, &order)?;
        let unpriced = lines.iter().filter(|line| line.line.unit_price.is_none()).count();
        if unpriced > 0 {
            found.warn(
                "unpriced",
                format!(
                    "{} no price. What comes of them is posted without an amount until somebody gives it.",
                    if unpriced == 1 {
                        "1 line has".to_owned()
                    } else {
                        format!("{unpriced} lines have")
                    }
                ),
            );
        }
        for line in &lines {
            let part = ctx.facts.glance::<Part>(line.line.part_id)?;
            if part.is_retired {
                found.warn("retired", format!("{} is no longer kept.", part.name));
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &PlacePurchaseOrderParams) -> Result<(Plan, Subject), Refusal> {
        let order = read_order(ctx, params.order)?;
        must_be_draft(ctx, &order, "it is not placed twice")?;
        let supplier = supplier_of(ctx, &order)?;
        if supplier.is_retired {
            return Err(Refusal::state(format!(
                "{} is retired. Cancel this draft and put its items on an order to another supplier.",
                supplier.name
            )));
        }
        let lines = lines_of_order(ctx.facts, &order)?;
        if lines.is_empty() {
            return Err(Refusal::field(
                Code::Missing,
                "order",
                format!("{} has no lines. Put approved items on it first.", order.number),
            ));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.update::<PurchaseOrder>(
            order.id,
            Values::new()
                .set(PurchaseOrder::status, &PurchaseStatus::Ordered)
                .set(PurchaseOrder::ordered_at, &Some(ctx.now))
                .set(PurchaseOrder::reason, &None::<String>),
        );
        let total = in_words(&lines, order.currency.as_deref());
        plan.will(format!("place {} with {}: {total}", order.number, supplier.name));
        for (index, line) in lines.iter().enumerate() {
            plan_item(ctx, &mut plan, &order, line).map_err(at_field(format!("lines.{index}")))?;
        }
        plan.leaves("spend: it is posted once something is received or installed");
        plan.leaves("quantities change from now on only by cancelling");
        plan.statement = format!("I place {} with {}: {total}.", order.number, supplier.name);
        plan.corrected_by = Some("cancel_purchase_order");
        Ok((plan, subject(&order)))
    }
}

fn plan_item(ctx: &Ctx<'_>, plan: &mut Plan, order: &PurchaseOrder, line: &LineStanding) -> Result<(), Refusal> {
    let item = Item::read(ctx, "order", Some(line.line.item_id))?;
    item.may(ctx, PlacePurchaseOrder::NAME, Some(order.id))?;
    let of_item = |other: &&LineStanding| other.is_live() && other.order.id == order.id;
    if item.lines.iter().filter(of_item).count() > 1 {
        return Err(Refusal::state(format!(
            "“{}” stands on {} twice. Take one of the lines off first.",
            item.name(),
            order.number
        )));
    }
    if line.line.part_id != item.part.id {
        return Err(Refusal::state(format!(
            "“{}” became another part meanwhile. Take its line off {} and put it on again.",
            item.name(),
            order.number
        )));
    }
    if line.line.quantity > item.approved() {
        return Err(Refusal::state(format!(
            "{} of “{}” are approved, and {} stand on {}. Change the line, or approve more first.",
            item.approved(),
            item.name(),
            line.line.quantity,
            order.number
        )));
    }
    plan.update::<ShoppingItem>(
        item.item.id,
        status(ItemStatus::Ordered, item.item.approved_quantity, None),
    );
    plan.will(format!(
        "mark {} as {}",
        item.amount(line.line.quantity),
        words::item_status(ItemStatus::Ordered)
    ));
    Ok(())
}
