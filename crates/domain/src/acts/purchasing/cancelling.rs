//! Cancelling what was ordered: the one way in which a quantity changes after the order was placed.

use super::{given_order, read_order, subject};
use crate::act::{Act, Ctx, Prefill, given_id, params, required_choice, required_id};
use crate::acts::shopping::{Item, at_field, status, wanted};
use crate::buying::life;
use crate::buying::lines::{LineStanding, lines_of_order};
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{ItemStatus, OrderLine, PurchaseOrder, PurchaseStatus, ShoppingItem};
use crate::text::{self, Lines};
use crate::vocabulary::vocabulary;
use journal::RowId;
use serde_json::{Value as Json, json};

/// Fewest characters that say why something is cancelled.
const REASON_CHARACTERS_MIN: usize = 3;
/// Characters that say why: with it every line of a full order fits one entry.
const REASON_CHARACTERS_MAX: usize = 60;

vocabulary! {
    /// What becomes of an item whose order was cancelled.
    pub enum Then {
        /// It goes back to the list, approved, to be ordered elsewhere.
        BackToList = "back_to_list",
        /// It is not wanted any more.
        NotWanted = "not_wanted",
    }
}

impl Then {
    const fn status(self) -> ItemStatus {
        match self {
            Self::BackToList => ItemStatus::Approved,
            Self::NotWanted => ItemStatus::Cancelled,
        }
    }
}

params! {
    /// What the form sends.
    pub struct CancelOrderLineParams {
        /// The line.
        line: Option<RowId>,
        /// How much, in the part's unit; all that is awaited when left out.
        quantity: Option<String>,
        /// Why, 3–60 characters.
        reason: String,
        /// What becomes of the item.
        then: Option<Then>,
    }
}

/// Cancels what is awaited of a line, or less of it.
pub struct CancelOrderLine;

impl Act for CancelOrderLine {
    const NAME: &'static str = "cancel_order_line";
    const REQUIRED: &'static [&'static str] = &["line", "reason", "then"];
    type Params = CancelOrderLineParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let (item, line) = read_line(ctx, given_id(given, "line")?)?;
        let mut form = Prefill::default();
        form.set("line", line.line.id.to_string());
        form.set("quantity", line.tally().outstanding().to_string());
        form.set("then", Then::BackToList.word());
        form.show("part", json!({ "name": item.part.name, "unit": item.part.unit }));
        form.show("order", json!({ "number": line.order.number }));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &CancelOrderLineParams) -> Result<(Plan, Subject), Refusal> {
        let (item, line) = read_line(ctx, params.line)?;
        must_be_placed(&line.order)?;
        let reason = reason(&params.reason)?;
        let then = required_choice("then", params.then)?;
        let awaited = line.tally().outstanding();
        let quantity = match params.quantity.as_deref() {
            Some(given) => wanted("quantity", given, &item.part.unit)?,
            None => awaited,
        };
        if !awaited.is_positive() {
            return Err(Refusal::state(format!(
                "Nothing more of “{}” is awaited on {}.",
                item.name(),
                line.order.number
            )));
        }
        if quantity > awaited {
            return Err(Refusal::field(
                Code::Invalid,
                "quantity",
                format!("{awaited} {} are awaited. Cancel no more than that.", item.part.unit),
            ));
        }
        let mut plan = Plan::new(Self::NAME);
        plan_line(&mut plan, &item, &line, quantity, &reason);
        plan_item(
            ctx,
            &mut plan,
            Self::NAME,
            &item,
            &[(line.line.id, quantity)],
            (then, &reason),
        )?;
        plan.leaves("spend, and what came already");
        plan.corrected_by = Some("create_purchase_order");
        offer_again(&mut plan, &item, quantity, then);
        Ok((plan, subject(&line.order)))
    }
}

params! {
    /// What the form sends.
    pub struct CancelPurchaseOrderParams {
        /// The order.
        order: Option<RowId>,
        /// Why, 3–60 characters.
        reason: String,
        /// What becomes of the items; of a draft they stay approved.
        then: Option<Then>,
    }
}

/// Cancels a draft, or all that is awaited of an order.
pub struct CancelPurchaseOrder;

impl Act for CancelPurchaseOrder {
    const NAME: &'static str = "cancel_purchase_order";
    const REQUIRED: &'static [&'static str] = &["order", "reason"];
    type Params = CancelPurchaseOrderParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let order = given_order(ctx, given)?;
        let mut form = Prefill::default();
        form.set("order", order.id.to_string());
        form.set("then", Then::BackToList.word());
        form.show("order", json!({ "number": order.number, "status": order.status }));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &CancelPurchaseOrderParams) -> Result<(Plan, Subject), Refusal> {
        let order = read_order(ctx, params.order)?;
        let reason = reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan.corrected_by = Some("create_purchase_order");
        match order.status {
            PurchaseStatus::Cancelled => Err(Refusal::state(format!("{} was cancelled already.", order.number))),
            PurchaseStatus::Draft => {
                plan_cancelled(&mut plan, &order, &reason);
                plan.leaves("its items: they stay approved and can be put on another order");
                Ok((plan, subject(&order)))
            }
            PurchaseStatus::Ordered => {
                let then = required_choice("then", params.then)?;
                plan_all(ctx, &mut plan, &order, (then, &reason))?;
                Ok((plan, subject(&order)))
            }
        }
    }
}

fn plan_all(ctx: &Ctx<'_>, plan: &mut Plan, order: &PurchaseOrder, (then, why): (Then, &str)) -> Result<(), Refusal> {
    let lines = lines_of_order(ctx.facts, order)?;
    let awaited: Vec<&LineStanding> = lines
        .iter()
        .filter(|line| line.tally().outstanding().is_positive())
        .collect();
    if awaited.is_empty() {
        return Err(Refusal::state(format!(
            "Nothing more of {} is awaited, so there is nothing to cancel.",
            order.number
        )));
    }
    let came: bool = lines.iter().any(|line| !line.marks.is_empty());
    if came {
        plan.leaves(format!("what came of {} already", order.number));
    } else {
        plan_cancelled(plan, order, why);
    }
    for (index, line) in awaited.iter().enumerate() {
        let item = Item::read(ctx, "order", Some(line.line.item_id))?;
        let quantity = line.tally().outstanding();
        plan_line(plan, &item, line, quantity, why);
        let cancelled: Vec<(RowId, Quantity)> = awaited
            .iter()
            .filter(|other| other.line.item_id == item.item.id)
            .map(|other| (other.line.id, other.tally().outstanding()))
            .collect();
        // Of an item that two lines buy, the first line says what becomes of it.
        let is_first = awaited[..index].iter().all(|other| other.line.item_id != item.item.id);
        if is_first {
            plan_item(ctx, plan, CancelPurchaseOrder::NAME, &item, &cancelled, (then, why))
                .map_err(at_field(format!("lines.{index}")))?;
        }
    }
    plan.leaves("spend");
    Ok(())
}

fn plan_cancelled(plan: &mut Plan, order: &PurchaseOrder, reason: &str) {
    plan.update::<PurchaseOrder>(
        order.id,
        Values::new()
            .set(PurchaseOrder::status, &PurchaseStatus::Cancelled)
            .set(PurchaseOrder::ordered_at, &order.ordered_at)
            .set(PurchaseOrder::reason, &Some(reason.to_owned())),
    );
    plan.will(format!("cancel {}: {reason}", order.number));
}

fn plan_line(plan: &mut Plan, item: &Item, line: &LineStanding, quantity: Quantity, reason: &str) {
    let cancelled = line.line.cancelled.unwrap_or_default() + quantity;
    plan.update::<OrderLine>(
        line.line.id,
        Values::new()
            .set(OrderLine::cancelled, &Some(cancelled))
            .set(OrderLine::cancel_reason, &Some(reason.to_owned())),
    );
    plan.will(format!(
        "cancel {} on {}: {reason}",
        item.amount(quantity),
        line.order.number
    ));
}

/// What becomes of the item: it stays ordered as long as something of it stands on any order. An item that is
/// not ordered any more, since somebody settled two decisions that way, stays as it is.
fn plan_item(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    act: &'static str,
    item: &Item,
    cancelled: &[(RowId, Quantity)],
    (then, reason): (Then, &str),
) -> Result<(), Refusal> {
    if item.item.status != ItemStatus::Ordered {
        plan.leaves(format!("the state of “{}”", item.name()));
        return Ok(());
    }
    item.may(ctx, act, None)?;
    let still = item.lines.iter().filter(|line| line.is_ordered()).map(|line| {
        let now = cancelled.iter().filter(|(id, _)| *id == line.line.id);
        line.quantity() - now.map(|(_, quantity)| *quantity).sum()
    });
    if still.sum::<Quantity>().is_positive() {
        plan.leaves(format!("“{}” stays ordered: something of it stands", item.name()));
        return Ok(());
    }
    let to = then.status();
    debug_assert!(life::leads(Some(ItemStatus::Ordered), act, to));
    plan.update::<ShoppingItem>(
        item.item.id,
        status(to, item.item.approved_quantity, Some(reason.to_owned())),
    );
    plan.will(match then {
        Then::BackToList => format!("put “{}” back on the list, approved", item.name()),
        Then::NotWanted => format!("mark “{}” as not wanted", item.name()),
    });
    Ok(())
}

/// Of a part of a line that goes back to the list, a person makes a new item.
fn offer_again(plan: &mut Plan, item: &Item, quantity: Quantity, then: Then) {
    let is_whole = plan.writes.iter().any(|sentence| sentence.starts_with("put “"));
    if then == Then::BackToList && !is_whole {
        let again = json!({ "part": item.part.id, "quantity": quantity, "equipment": item.item.equipment_id });
        plan.offer("add_shopping_item", again);
    }
}

fn read_line(ctx: &Ctx<'_>, id: Option<RowId>) -> Result<(Item, LineStanding), Refusal> {
    let line = ctx.facts.get::<OrderLine>(required_id("line", id)?)?;
    let order = ctx.facts.get::<PurchaseOrder>(line.order_id)?;
    let item = Item::read(ctx, "line", Some(line.item_id))?;
    Ok((item, LineStanding::of(ctx.facts, line, order)?))
}

fn must_be_placed(order: &PurchaseOrder) -> Result<(), Refusal> {
    match order.status {
        PurchaseStatus::Ordered => Ok(()),
        PurchaseStatus::Draft => Err(Refusal::state(format!(
            "{} is a draft: take the line off it instead.",
            order.number
        ))),
        PurchaseStatus::Cancelled => Err(Refusal::state(format!("{} was cancelled already.", order.number))),
    }
}

fn reason(given: &str) -> Result<String, Refusal> {
    let (least, most) = (REASON_CHARACTERS_MIN, REASON_CHARACTERS_MAX);
    text::required("reason", "The reason", given, Lines::One, least, most)
}
