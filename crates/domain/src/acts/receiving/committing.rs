//! The commit: what a signature makes of the ticked rows, in one plan.
//!
//! Invariant: what is written of a row has an id that follows from the row. Two people who commit one delivery
//! apart move, post and ask for everything once.
#![deny(clippy::float_arithmetic)]

use super::turning::{SessionParams, form};
use super::{amount_of, movement_id, name_of, posting_id, read_session, returned_item_id, status, subject};
use crate::act::{Act, Ctx, Prefill, given_id, required_id};
use crate::acts::stock;
use crate::buying::lines::LineStanding;
use crate::money::Money;
use crate::permission::Subject;
use crate::plan::{Findings, Plan, Values};
use crate::quantity::Quantity;
use crate::receiving::{Counted, rows_of};
use crate::refusal::{Code, Refusal};
use crate::schema::{Row, Table};
use crate::tables::{
    Department, Destination, Discrepancy, DiscrepancyKind, ItemSource, ItemStatus, Location, Movement, MovementKind,
    OrderLine, Part, Posting, PostingKind, PurchaseOrder, ReceivingLine, ReceivingSession, SessionStatus, ShoppingItem,
    Urgency,
};
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Commits a delivery: the one act by which it moves stock, posts spend and fulfils orders.
pub struct CommitReceiving;

impl Act for CommitReceiving {
    const NAME: &'static str = "commit_receiving";
    const REQUIRED: &'static [&'static str] = &["session"];
    type Params = SessionParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        Ok(form(ctx, given)?.0)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let id = required_id("session", given_id(given, "session")?)?;
        for row in rows_of(ctx.facts, id)?.iter().filter(|row| row.counts()) {
            let Ok(known) = Known::read(ctx, row) else { continue };
            warn_of(&mut found, &known);
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &SessionParams) -> Result<(Plan, Subject), Refusal> {
        let session = read_session(ctx, Self::NAME, params.session)?;
        let rows = rows_of(ctx.facts, session.id)?;
        must_be_ready(ctx, &session, &rows)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<ReceivingSession>(
            session.id,
            status(SessionStatus::Committed).set(ReceivingSession::committed_at, &Some(ctx.now)),
        );
        let mut sums = Sums::default();
        for row in rows.iter().filter(|row| row.counts()) {
            let known = Known::read(ctx, row)?;
            plan_row(ctx, &mut plan, &session, &known, &mut sums)?;
        }
        let ticked = rows.iter().filter(|row| row.line.is_ticked).count();
        let unticked = rows.len() - ticked;
        if unticked > 0 {
            plan.leaves(format!(
                "{}: nothing of it happens, and what was ordered of it stays awaited",
                words::count(unticked, "row without a tick", "rows without a tick")
            ));
        }
        plan.leaves("the delivery itself: once committed it never changes");
        plan.statement = format!(
            "I commit {} with {} ticked: {}.",
            session.number,
            words::count(ticked, "row", "rows"),
            sums.in_words()
        );
        plan.corrected_by = Some("reverse_movement");
        Ok((plan, subject(&session)))
    }
}

/// Refuses to go on with a delivery of which a commit could not carry out every ticked row as it stands.
pub(super) fn must_be_ready(ctx: &Ctx<'_>, session: &ReceivingSession, rows: &[Counted]) -> Result<(), Refusal> {
    if !rows.iter().any(|row| row.line.is_ticked) {
        return Err(Refusal::state(format!(
            "No row of {} is ticked, so nothing would be received. Tick what you saw.",
            session.number
        )));
    }
    must_be_settled(ctx, ReceivingSession::TABLE, session.id, &session.number)?;
    for row in rows {
        let part = row.line.part_id.map(|id| ctx.facts.glance::<Part>(id)).transpose()?;
        let name = name_of(&row.line, part.as_ref());
        // Whether the row counts is itself what two people may have said differently.
        must_be_settled(ctx, ReceivingLine::TABLE, row.line.id, &name)?;
        if !row.line.is_ticked {
            continue;
        }
        for wrong in &row.discrepancies {
            must_be_settled(ctx, Discrepancy::TABLE, wrong.id, &name)?;
        }
        let refuse = |what: &str| {
            Err(at(
                row,
                Refusal::state(format!("Row {}, “{name}”, {what}", row.line.position)),
            ))
        };
        if !row.is_resolved() {
            return refuse("is not resolved. Say what it is, or take its tick off.");
        }
        if !row.adds_up() {
            return refuse("does not add up: more is rejected or installed than was delivered. Count it again.");
        }
        let place = row
            .line
            .location_id
            .map(|id| ctx.facts.glance::<Location>(id))
            .transpose()?;
        if row.counts() && row.to_stores().is_positive() && place.is_none_or(|place| place.is_retired) {
            return refuse("goes to stores and has no place there. Choose where it is stored.");
        }
    }
    Ok(())
}

fn at(row: &Counted, refusal: Refusal) -> Refusal {
    Refusal {
        detail: json!({ "field": "line", "line": row.line.id }),
        ..refusal
    }
}

/// What two people said differently apart is settled by a person, not by a commit in passing.
fn must_be_settled(ctx: &Ctx<'_>, table: &'static Table, id: RowId, name: &str) -> Result<(), Refusal> {
    if ctx.facts.conflict(table, id)?.is_empty() {
        return Ok(());
    }
    Err(Refusal::state(format!(
        "Two people counted “{name}” differently, apart. Settle that first, under Record."
    )))
}

/// A ticked row with all that a commit needs of other records.
struct Known<'a> {
    row: &'a Counted,
    part: Part,
    bought: Option<LineStanding>,
    item: Option<ShoppingItem>,
}

impl<'a> Known<'a> {
    fn read(ctx: &Ctx<'_>, row: &'a Counted) -> Result<Self, Refusal> {
        let part = required_id("part", row.line.part_id)?;
        let bought = match row.line.order_line_id {
            Some(id) => {
                let line = ctx.facts.get::<OrderLine>(id)?;
                let order = ctx.facts.glance::<PurchaseOrder>(line.order_id)?;
                Some(LineStanding::of(ctx.facts, line, order)?)
            }
            None => None,
        };
        Ok(Self {
            row,
            part: ctx.facts.glance::<Part>(part)?,
            item: row
                .line
                .item_id
                .map(|id| ctx.facts.glance::<ShoppingItem>(id))
                .transpose()?,
            bought,
        })
    }

    fn amount(&self, quantity: Quantity) -> String {
        amount_of(quantity, &self.row.line, Some(&self.part))
    }

    fn price(&self) -> Option<(Money, String)> {
        let bought = self.bought.as_ref()?;
        bought.line.unit_price.zip(bought.order.currency.clone())
    }

    fn department(&self, session: &ReceivingSession) -> Department {
        self.item.as_ref().map_or(session.department, |item| item.department)
    }
}

fn warn_of(found: &mut Findings, known: &Known<'_>) {
    let name = &known.part.name;
    let accepted = known.row.accepted();
    let field = format!("row.{}", known.row.line.position);
    if let Some(bought) = &known.bought {
        let awaited = bought.tally().outstanding();
        if accepted > awaited {
            found.warn_at(
                field.clone(),
                "over_delivery",
                format!(
                    "{awaited} {} of “{name}” are awaited on {}, and {accepted} are accepted. They are counted as they are.",
                    known.part.unit, bought.order.number
                ),
            );
        }
    }
    if known.price().is_none() && accepted.is_positive() {
        let message = format!("“{name}” has no price. It is posted without one until somebody gives it.");
        found.warn_at(field.clone(), "unpriced", message);
    }
    if known.part.is_retired {
        found.warn_at(field.clone(), "retired", format!("{name} is no longer kept."));
    }
    if known.part.awaits_promotion() {
        let message =
            format!("“{name}” is a candidate part. It is received, and has to be verified before it is ordered.");
        found.warn_at(field, "candidate_part", message);
    }
}

fn plan_row(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    session: &ReceivingSession,
    known: &Known<'_>,
    sums: &mut Sums,
) -> Result<(), Refusal> {
    let (row, line) = (known.row, &known.row.line);
    let (to_stores, installed) = (row.to_stores(), row.installed());
    if to_stores.is_positive() {
        let place = ctx
            .facts
            .glance::<Location>(required_id("location", line.location_id)?)?;
        plan_movement(ctx, plan, session, known, &place)?;
        let spend = plan_posting(ctx, plan, session, known, (Destination::Stores, to_stores), sums)?;
        plan.will(format!(
            "put {} into {}: {spend}",
            known.amount(to_stores),
            stock::label(&place)
        ));
    }
    if installed.is_positive() {
        let spend = plan_posting(ctx, plan, session, known, (Destination::Installed, installed), sums)?;
        plan.will(format!("count {} as installed: {spend}", known.amount(installed)));
    }
    for wrong in &row.discrepancies {
        let entering = match wrong.kind {
            DiscrepancyKind::Missing => "",
            DiscrepancyKind::Damaged | DiscrepancyKind::Incorrect => ", not accepted",
        };
        plan.will(format!(
            "keep on record that {} are {}{entering}",
            known.amount(wrong.quantity),
            words::discrepancy(wrong.kind)
        ));
    }
    if let Some(bought) = &known.bought {
        let tally = bought.tally();
        super::over_delivery::plan_known(plan, bought, tally.came() + row.accepted(), &known.part);
        let left = tally.outstanding() - row.accepted();
        if left.is_positive() {
            plan.leaves(format!(
                "{} stay awaited on {}",
                known.amount(left),
                bought.order.number
            ));
        }
    }
    plan_return(ctx, plan, session, known)
}

fn plan_movement(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    session: &ReceivingSession,
    known: &Known<'_>,
    place: &Location,
) -> Result<(), Refusal> {
    let id = movement_id(known.row.line.id);
    if ctx.facts.find::<Movement>(id)?.is_some() {
        return Err(received_already(session));
    }
    plan.insert_natural::<Movement>(
        id,
        Values::new()
            .set(Movement::part_id, &known.part.id)
            .set(Movement::location_id, &place.id)
            .set(Movement::kind, &MovementKind::Received)
            .set(Movement::quantity, &known.row.to_stores())
            .set(Movement::receiving_line_id, &Some(known.row.line.id)),
    );
    Ok(())
}

/// Somebody committed it apart, and took the state back since.
fn received_already(session: &ReceivingSession) -> Refusal {
    Refusal::state(format!(
        "{} was committed before. What it received stands; start a new delivery for more.",
        session.number
    ))
}

/// Posts what went there, at the order's price, or visibly without one; says so in words.
fn plan_posting(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    session: &ReceivingSession,
    known: &Known<'_>,
    (to, quantity): (Destination, Quantity),
    sums: &mut Sums,
) -> Result<String, Refusal> {
    let (line, item) = (&known.row.line, known.item.as_ref());
    let id = posting_id(line.id, to);
    if ctx.facts.find::<Posting>(id)?.is_some() {
        return Err(received_already(session));
    }
    let priced = known.price();
    let amount = match &priced {
        Some((price, _)) => Some(price.times(quantity).ok_or_else(|| at(known.row, beyond()))?),
        None => None,
    };
    let supplier = known.bought.as_ref().map(|bought| bought.order.supplier_id);
    let (mut order, mut equipment) = (
        item.and_then(|item| item.work_order_id),
        item.and_then(|item| item.equipment_id),
    );
    if to == Destination::Installed && (line.work_order_id.is_some() || line.equipment_id.is_some()) {
        (order, equipment) = (line.work_order_id, line.equipment_id);
    }
    let department = known.department(session);
    plan.insert_natural::<Posting>(
        id,
        Values::new()
            .set(Posting::kind, &PostingKind::Posted)
            .set(Posting::item_id, &line.item_id)
            .set(Posting::order_id, &known.bought.as_ref().map(|bought| bought.order.id))
            .set(Posting::line_id, &line.order_line_id)
            .set(Posting::part_id, &known.part.id)
            .set(Posting::supplier_id, &supplier.or(session.supplier_id))
            .set(Posting::department, &department)
            .set(Posting::equipment_id, &equipment)
            .set(Posting::work_order_id, &order)
            .set(Posting::quantity, &quantity)
            .set(Posting::unit_price, &priced.as_ref().map(|(price, _)| *price))
            .set(Posting::amount, &amount)
            .set(Posting::currency, &priced.as_ref().map(|(_, code)| code.clone()))
            .set(Posting::posted_at, &ctx.now)
            .set(Posting::receiving_line_id, &Some(line.id))
            .set(Posting::destination, &Some(to)),
    );
    sums.count(to);
    Ok(match (amount, priced) {
        (Some(amount), Some((price, code))) => {
            sums.add(&code, amount);
            format!(
                "{} spent by {} ({quantity} at {})",
                amount.in_currency(&code),
                department.word(),
                price.in_currency(&code)
            )
        }
        _ => {
            sums.unpriced += 1;
            "posted without a price, which can be given later".to_owned()
        }
    })
}

fn beyond() -> Refusal {
    Refusal::new(
        Code::Invalid,
        "The amount is too large to be kept exactly. Check price and quantity.",
    )
}

/// Asks anew for what is wrong with a row, where a person said so.
fn plan_return(ctx: &Ctx<'_>, plan: &mut Plan, session: &ReceivingSession, known: &Known<'_>) -> Result<(), Refusal> {
    let (line, quantity) = (&known.row.line, known.row.to_list());
    let id = returned_item_id(line.id);
    if !quantity.is_positive() || ctx.facts.find::<ShoppingItem>(id)?.is_some() {
        return Ok(());
    }
    let item = known.item.as_ref();
    let supplier = known.bought.as_ref().map(|bought| bought.order.supplier_id);
    plan.insert_natural::<ShoppingItem>(
        id,
        Values::new()
            .set(ShoppingItem::part_id, &known.part.id)
            .set(ShoppingItem::quantity, &quantity)
            .set(ShoppingItem::urgency, &Urgency::Normal)
            .set(ShoppingItem::department, &known.department(session))
            .set(ShoppingItem::source, &ItemSource::Discrepancy)
            .set(ShoppingItem::work_order_id, &item.and_then(|item| item.work_order_id))
            .set(ShoppingItem::equipment_id, &item.and_then(|item| item.equipment_id))
            .set(ShoppingItem::supplier_id, &supplier.or(session.supplier_id))
            .set(ShoppingItem::status, &ItemStatus::Candidate)
            .set(ShoppingItem::receiving_line_id, &Some(line.id)),
    );
    plan.will(format!("ask anew for {} on the shopping list", known.amount(quantity)));
    Ok(())
}

/// What a commit comes to, for the statement.
#[derive(Default)]
struct Sums {
    to_stores: usize,
    installed: usize,
    amounts: BTreeMap<String, Option<Money>>,
    unpriced: usize,
}

impl Sums {
    fn count(&mut self, to: Destination) {
        match to {
            Destination::Stores => self.to_stores += 1,
            Destination::Installed => self.installed += 1,
        }
    }

    fn add(&mut self, code: &str, amount: Money) {
        let sum = self.amounts.entry(code.to_owned()).or_insert(Some(Money::ZERO));
        *sum = sum.and_then(|sum| sum.plus(amount));
    }

    /// "2 to stores, 1 installed, 125.50 EUR spent and 1 without a price".
    fn in_words(&self) -> String {
        let mut parts = vec![
            format!("{} to stores", self.to_stores),
            format!("{} installed", self.installed),
        ];
        for (code, sum) in &self.amounts {
            parts.push(match sum {
                Some(sum) => format!("{} spent", sum.in_currency(code)),
                None => format!("more {code} spent than can be added up"),
            });
        }
        if self.unpriced > 0 {
            parts.push(format!("{} without a price", self.unpriced));
        }
        parts.join(", ")
    }
}
