//! Spend as the shadow of what came: posted once per unit, at the order's price; priced later where it was not
//! known; taken back with what caused it. And the budgets it is held against, which never block.
#![deny(clippy::float_arithmetic)]

use super::shopping::Item;
use crate::act::{Act, Ctx, Prefill, given_id, given_text, params, required_choice, required_id};
use crate::buying::lines::LineStanding;
use crate::buying::period::Period;
use crate::buying::spend::{Standing, standing};
use crate::field::Field;
use crate::money::{Money, currency, given_price};
use crate::permission::Subject;
use crate::plan::{Plan, Planned, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{Budget, Department, ItemMark, OrderLine, Part, Posting, PostingKind, PurchaseOrder};
use journal::RowId;
use serde_json::{Value as Json, json};

/// Posts what the plan's new mark says came: once, at the order's price, or visibly without one.
pub(super) fn plan_posting(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    mark: u32,
    item: &Item,
    line: &LineStanding,
    (quantity, work_order, equipment): (Quantity, Option<RowId>, Option<RowId>),
) -> Result<(), Refusal> {
    let priced = line.line.unit_price.zip(line.order.currency.clone());
    let amount = match &priced {
        Some((price, _)) => Some(price.times(quantity).ok_or_else(beyond)?),
        None => None,
    };
    plan.insert::<Posting>(
        about(&line.line, &line.order)
            .set(Posting::kind, &PostingKind::Posted)
            .plan(Posting::mark_id, Planned::NewRow(mark))
            .set(Posting::department, &item.item.department)
            .set(Posting::equipment_id, &equipment)
            .set(Posting::work_order_id, &work_order)
            .set(Posting::quantity, &quantity)
            .set(Posting::unit_price, &priced.as_ref().map(|(price, _)| *price))
            .set(Posting::amount, &amount)
            .set(Posting::currency, &priced.as_ref().map(|(_, code)| code.clone()))
            .set(Posting::posted_at, &ctx.now),
    );
    plan.will(match (amount, &priced) {
        (Some(amount), Some((price, code))) => format!(
            "post {} as spent by {} ({quantity} at {})",
            amount.in_currency(code),
            item.item.department.word(),
            price.in_currency(code)
        ),
        _ => format!(
            "post {quantity} {} without a price; it can be given later",
            item.part.unit
        ),
    });
    Ok(())
}

fn about(line: &OrderLine, order: &PurchaseOrder) -> Values {
    Values::new()
        .set(Posting::item_id, &line.item_id)
        .set(Posting::order_id, &order.id)
        .set(Posting::line_id, &line.id)
        .set(Posting::part_id, &line.part_id)
        .set(Posting::supplier_id, &order.supplier_id)
}

/// A row about a posting: everything it is linked to stays the posting's.
fn about_posting(of: &Posting) -> Values {
    Values::new()
        .set(Posting::item_id, &of.item_id)
        .set(Posting::order_id, &of.order_id)
        .set(Posting::line_id, &of.line_id)
        .set(Posting::mark_id, &of.mark_id)
        .set(Posting::part_id, &of.part_id)
        .set(Posting::supplier_id, &of.supplier_id)
        .set(Posting::department, &of.department)
        .set(Posting::equipment_id, &of.equipment_id)
        .set(Posting::work_order_id, &of.work_order_id)
        .set(Posting::of_id, &Some(of.id))
        .set(Posting::receiving_line_id, &of.receiving_line_id)
        .set(Posting::destination, &of.destination)
}

fn beyond() -> Refusal {
    Refusal::new(
        Code::Invalid,
        "The amount is too large to be kept exactly. Check price and quantity.",
    )
}

/// How a posting stands; the plan relies on every row about it.
fn standing_of(ctx: &Ctx<'_>, posting: Posting) -> Result<Option<Standing>, Refusal> {
    let mut rows = ctx.facts.by::<Posting>(Posting::of_id, posting.id)?;
    rows.push(posting);
    Ok(standing(rows).into_iter().next())
}

/// Takes back what the mark posted. The row's id follows from the posting: taken back apart, it is one.
pub(super) fn plan_reversal(ctx: &Ctx<'_>, plan: &mut Plan, mark: &ItemMark, reason: &str) -> Result<(), Refusal> {
    let postings = ctx
        .facts
        .glance_by::<Posting>(Posting::mark_id, &Some(mark.id).to_value())?;
    let Some(posting) = postings.into_iter().find(|row| row.kind == PostingKind::Posted) else {
        plan.leaves("spend: nothing was posted for it");
        return Ok(());
    };
    plan_reversal_of(ctx, plan, posting, reason)?;
    Ok(())
}

/// Takes a posting back, unless that was done already; says whether it does.
pub(super) fn plan_reversal_of(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    posting: Posting,
    reason: &str,
) -> Result<bool, Refusal> {
    let Some(stands) = standing_of(ctx, posting)?.filter(|stands| !stands.is_reversed) else {
        return Ok(false);
    };
    let price = stands.price.as_ref();
    plan.insert_keyed::<Posting>(
        vec![Planned::from(&stands.posting.id)],
        about_posting(&stands.posting)
            .set(Posting::kind, &PostingKind::Reversed)
            .set(Posting::quantity, &-stands.posting.quantity)
            .set(Posting::unit_price, &price.map(|price| price.unit_price))
            .set(Posting::amount, &price.map(|price| -price.amount))
            .set(Posting::currency, &price.map(|price| price.currency.clone()))
            .set(Posting::posted_at, &ctx.now)
            .set(Posting::reason, &Some(reason.to_owned())),
    );
    plan.will(match price {
        Some(price) => format!("take {} of spend back", price.amount.in_currency(&price.currency)),
        None => format!(
            "take {} back from what is posted without a price",
            stands.posting.quantity
        ),
    });
    Ok(true)
}

params! {
    /// What the form sends.
    pub struct PricePostingParams {
        /// The posting.
        posting: Option<RowId>,
        /// Price of one unit.
        unit_price: String,
        /// Currency: three letters; the posting's, else the order's, when left out.
        currency: Option<String>,
        /// A word on it, up to 200 characters.
        reason: Option<String>,
    }
}

/// Gives the price of what was posted without one, or puts a price right. A new event: what was posted stays.
pub struct PricePosting;

impl Act for PricePosting {
    const NAME: &'static str = "price_posting";
    const REQUIRED: &'static [&'static str] = &["posting", "unit_price", "currency"];
    type Params = PricePostingParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let stands = read(ctx, given_id(given, "posting")?)?;
        let part = ctx.facts.glance::<Part>(stands.posting.part_id)?;
        let order = order_of(ctx, &stands.posting)?;
        let price = stands.price.as_ref();
        let mut form = Prefill::default();
        form.set("posting", stands.posting.id.to_string());
        form.set_some("unit_price", price.map(|price| price.unit_price.to_string()));
        form.set_some(
            "currency",
            price.map(|price| price.currency.clone()).or(currency_of(&order)),
        );
        form.show(
            "posting",
            json!({ "quantity": stands.posting.quantity, "part": part.name, "unit": part.unit,
                    "order": order.map(|order| order.number) }),
        );
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &PricePostingParams) -> Result<(Plan, Subject), Refusal> {
        let stands = read(ctx, params.posting)?;
        let posting = &stands.posting;
        if stands.is_reversed {
            return Err(Refusal::state(
                "This posting was taken back, so it needs no price any more.",
            ));
        }
        let part = ctx.facts.glance::<Part>(posting.part_id)?;
        let order = order_of(ctx, posting)?;
        let price = given_price("unit_price", Some(&params.unit_price))?
            .ok_or_else(|| Refusal::field(Code::Missing, "unit_price", "The price is missing. Fill it in."))?;
        let before = stands.price.as_ref();
        let known = before.map(|before| before.currency.clone()).or(currency_of(&order));
        let code = currency("currency", params.currency.as_deref())?
            .or(known)
            .ok_or_else(|| Refusal::field(Code::Missing, "currency", "Choose the currency of the price."))?;
        if before.is_some_and(|before| before.unit_price == price && before.currency == code) {
            return Err(Refusal::state("This is the price that stands already."));
        }
        let amount = price.times(posting.quantity).ok_or_else(beyond)?;
        let reason = super::stock::note("reason", params.reason.as_deref())?;
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<Posting>(
            about_posting(posting)
                .set(Posting::kind, &PostingKind::Priced)
                .set(Posting::quantity, &Quantity::ZERO)
                .set(Posting::unit_price, &Some(price))
                .set(Posting::amount, &Some(amount))
                .set(Posting::currency, &Some(code.clone()))
                .set(Posting::posted_at, &ctx.now)
                .set(Posting::reason, &reason),
        );
        let instead = before.map(|before| format!(" instead of {}", before.amount.in_currency(&before.currency)));
        plan.will(format!(
            "price {} {} {}{} at {} each: {}{}",
            posting.quantity,
            part.unit,
            part.name,
            order.map(|order| format!(" of {}", order.number)).unwrap_or_default(),
            price.in_currency(&code),
            amount.in_currency(&code),
            instead.unwrap_or_default()
        ));
        plan.leaves("the order, and what was posted: the price is an event of its own");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(posting.department)))
    }
}

/// The order of a posting; none where nobody ordered it here.
fn order_of(ctx: &Ctx<'_>, posting: &Posting) -> Result<Option<PurchaseOrder>, Refusal> {
    posting
        .order_id
        .map(|id| ctx.facts.glance::<PurchaseOrder>(id))
        .transpose()
}

fn currency_of(order: &Option<PurchaseOrder>) -> Option<String> {
    order.as_ref().and_then(|order| order.currency.clone())
}

/// The posting that a form names, itself or by a later price of it.
fn read(ctx: &Ctx<'_>, id: Option<RowId>) -> Result<Standing, Refusal> {
    let named = ctx.facts.get::<Posting>(required_id("posting", id)?)?;
    let posting = match named.of_id {
        Some(of) => ctx.facts.get::<Posting>(of)?,
        None => named,
    };
    standing_of(ctx, posting)?.ok_or_else(|| Refusal::state("This is no posting of spend. Choose one from the list."))
}

params! {
    /// What the form sends.
    pub struct SetBudgetParams {
        /// The department.
        department: Option<Department>,
        /// A year, quarter or month: 2026, 2026-Q4, 2026-11.
        period: String,
        /// Currency: three letters (ISO 4217).
        currency: String,
        /// The amount; empty takes the budget back.
        amount: Option<String>,
    }
}

/// Says what a department means to spend in a period. A budget is shown and never blocks.
pub struct SetBudget;

impl Act for SetBudget {
    const NAME: &'static str = "set_budget";
    const REQUIRED: &'static [&'static str] = &["department", "period", "currency"];
    type Params = SetBudgetParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        let department = Department::from_word(given_text(given, "department")).unwrap_or(ctx.actor.department);
        form.set("department", department.word());
        let year = ctx.ship.year(ctx.now).to_string();
        let period = Some(given_text(given, "period")).filter(|period| !period.is_empty());
        let period = period.unwrap_or(&year);
        form.set("period", period);
        let code = given_text(given, "currency");
        if !code.is_empty() {
            form.set("currency", code);
            let old = ctx.facts.find::<Budget>(budget_id(department, period, code))?;
            form.set_some(
                "amount",
                old.and_then(|old| old.amount).map(|amount| amount.to_string()),
            );
        }
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &SetBudgetParams) -> Result<(Plan, Subject), Refusal> {
        let department = required_choice("department", params.department)?;
        let period = period(&params.period)?;
        let code = currency("currency", Some(&params.currency))?
            .ok_or_else(|| Refusal::field(Code::Missing, "currency", "Choose the currency of the budget."))?;
        let amount = amount(params.amount.as_deref())?;
        let id = budget_id(department, &period, &code);
        let old = ctx.facts.find::<Budget>(id)?;
        let mut plan = Plan::new(Self::NAME);
        match &old {
            Some(_) => {
                let old = ctx.facts.get::<Budget>(id)?;
                if old.amount == amount {
                    return Err(Refusal::state("This is the budget that stands already."));
                }
                plan.update::<Budget>(id, Values::new().set(Budget::amount, &amount));
            }
            None if amount.is_none() => {
                return Err(Refusal::field(
                    Code::Missing,
                    "amount",
                    "There is no such budget. Fill in its amount to set one.",
                ));
            }
            None => plan.insert_natural::<Budget>(
                id,
                Values::new()
                    .set(Budget::department, &department)
                    .set(Budget::period, &period)
                    .set(Budget::currency, &code)
                    .set(Budget::amount, &amount),
            ),
        }
        let whose = format!("the budget of {} for {period}", department.word());
        plan.will(match amount {
            Some(amount) => format!("set {whose} to {}", amount.in_currency(&code)),
            None => format!("take {whose} in {code} back"),
        });
        plan.leaves("orders and deliveries: a budget never blocks them");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(department)))
    }
}

/// The row id of a budget: derived from department, period and currency.
#[must_use]
pub fn budget_id(department: Department, period: &str, currency: &str) -> RowId {
    let key = [department.word().as_bytes(), period.as_bytes(), currency.as_bytes()];
    RowId::natural(Budget::TABLE.number, &key)
}

fn period(given: &str) -> Result<String, Refusal> {
    let text = given.trim().to_uppercase();
    if text.is_empty() {
        return Err(Refusal::field(
            Code::Missing,
            "period",
            "The period is missing. Fill it in.",
        ));
    }
    if Period::read(&text).is_none() {
        let message = "Write the period as a year, a quarter or a month: 2026, 2026-Q4, 2026-11.";
        return Err(Refusal::field(Code::Invalid, "period", message));
    }
    Ok(text)
}

fn amount(given: Option<&str>) -> Result<Option<Money>, Refusal> {
    let Some(text) = given.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let refuse =
        |error: crate::money::MoneyError| Refusal::field(Code::Invalid, "amount", format!("The amount: {error}"));
    Money::budget(text).map(Some).map_err(refuse)
}
