//! What the commit of a delivery will write.
//!
//! Invariant: read from the plan that the commit carries out, so that it says nothing that is not written and
//! leaves nothing out.

use super::page::{DeliveredPart, bought_by, part_of};
use crate::error::Error;
use crate::program::Program;
use crate::views::buying::spend::Amount;
use crate::views::buying::spend::postings::Numbered;
use crate::views::{Link, View};
use domain::RowId;
use domain::act::Act;
use domain::acts::receiving::CommitReceiving;
use domain::buying::delivery::order_state;
use domain::buying::{LineStanding, OrderState, Tally, lines_of_order};
use domain::money::Money;
use domain::plan::{NewRow, Plan, Planned, RowChange};
use domain::quantity::Quantity;
use domain::receiving::{Counted, rows_of};
use domain::refusal::Refusal;
use domain::schema::{RawRow, Row};
use domain::tables::{Department, Destination, DiscrepancyKind, Movement, Posting, PurchaseOrder, ShoppingItem};
use journal::Value;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use ts_rs::TS;

/// What goes into stores.
#[derive(Debug, Serialize, TS)]
pub struct ToStores {
    /// The movement that will be written.
    pub movement: RowId,
    /// The row of the delivery.
    pub row: RowId,
    /// The part.
    pub part: DeliveredPart,
    /// How much, in the part's unit.
    pub quantity: Quantity,
    /// Where.
    pub place: Link,
    /// What lies there before.
    pub before: Quantity,
    /// What lies there after it, with the rows above.
    pub after: Quantity,
}

/// What is installed straight away.
#[derive(Debug, Serialize, TS)]
pub struct Fitted {
    /// The row of the delivery.
    pub row: RowId,
    /// The part.
    pub part: DeliveredPart,
    /// How much, in the part's unit.
    pub quantity: Quantity,
    /// The work order that it is installed for.
    pub work_order: Option<Link>,
    /// The equipment that it is installed in.
    pub equipment: Option<Link>,
}

/// What is wrong with units of a ticked row.
#[derive(Debug, Serialize, TS)]
pub struct WrongWith {
    /// The row of the delivery.
    pub row: RowId,
    /// The part.
    pub part: DeliveredPart,
    /// What is wrong.
    pub kind: DiscrepancyKind,
    /// With how much, in the part's unit.
    pub quantity: Quantity,
    /// A word on it.
    pub note: Option<String>,
}

/// What stays awaited on an order.
#[derive(Debug, Serialize, TS)]
pub struct StaysAwaited {
    /// The row of the delivery.
    pub row: RowId,
    /// The part.
    pub part: DeliveredPart,
    /// How much, in the part's unit.
    pub quantity: Quantity,
    /// The order.
    pub order: Numbered,
    /// Nothing of the row is received: it has no tick.
    pub is_unticked: bool,
}

/// What is posted as spent.
#[derive(Debug, Serialize, TS)]
pub struct WillSpend {
    /// The posting that will be written.
    pub posting: RowId,
    /// The row of the delivery.
    pub row: RowId,
    /// The part.
    pub part: DeliveredPart,
    /// How much, in the part's unit.
    pub quantity: Quantity,
    /// Where it goes.
    pub to: Destination,
    /// Who pays.
    pub department: Department,
    /// Price of one unit; none while nobody knows it.
    pub unit_price: Option<Amount>,
    /// What it comes to; none while nobody knows its price.
    pub amount: Option<Amount>,
}

/// What is asked for anew on the shopping list.
#[derive(Debug, Serialize, TS)]
pub struct AskedAnew {
    /// The row of the delivery.
    pub row: RowId,
    /// The part.
    pub part: DeliveredPart,
    /// How much, in the part's unit.
    pub quantity: Quantity,
}

/// Where an order stands before and after the commit.
#[derive(Debug, Serialize, TS)]
pub struct OrderAfter {
    /// The order.
    pub order: Numbered,
    /// Before.
    pub before: OrderState,
    /// After.
    pub after: OrderState,
}

/// Everything that the commit of a delivery will write, and nothing else.
#[derive(Debug, Default, Serialize, TS)]
pub struct DeliveryReview {
    /// Why it cannot be committed as it stands; the rest is empty then.
    pub refused: Option<String>,
    /// The row on account of which it cannot.
    pub refused_row: Option<RowId>,
    /// What goes into stores.
    pub to_stores: Vec<ToStores>,
    /// What is installed.
    pub installed: Vec<Fitted>,
    /// What is wrong, and stays on record.
    pub wrong: Vec<WrongWith>,
    /// What stays awaited.
    pub awaited: Vec<StaysAwaited>,
    /// What is posted.
    pub spend: Vec<WillSpend>,
    /// What the postings come to, by currency.
    pub spent: Vec<Amount>,
    /// Postings without a price.
    pub unpriced: usize,
    /// What is asked for anew.
    pub anew: Vec<AskedAnew>,
    /// What becomes of the orders.
    pub orders: Vec<OrderAfter>,
    /// What this person should know before signing.
    pub warnings: Vec<String>,
    /// Ticked rows that do not belong here and change nothing.
    pub ignored: usize,
    /// Rows without a tick.
    pub unticked: usize,
}

pub(crate) fn review(view: &View<'_>, id: RowId) -> Result<DeliveryReview, Refusal> {
    let ctx = view.ctx;
    let params = domain::acts::receiving::SessionParams { session: Some(id) };
    let plan = match CommitReceiving::plan(ctx, &params) {
        Ok((plan, _)) => plan,
        Err(refusal) => return refused(refusal),
    };
    let rows = rows_of(ctx.facts, id)?;
    let found = CommitReceiving::check(ctx, &json!({ "session": id }))?;
    let mut review = DeliveryReview {
        ignored: rows.iter().filter(|row| row.line.is_ticked && row.is_ignored()).count(),
        unticked: rows.iter().filter(|row| !row.line.is_ticked).count(),
        warnings: found.warnings.into_iter().map(|warning| warning.message).collect(),
        ..DeliveryReview::default()
    };
    add_stores(view, &plan, &mut review)?;
    add_postings(view, &plan, &mut review)?;
    for item in planned::<ShoppingItem>(view, &plan)? {
        review.anew.push(AskedAnew {
            row: item.receiving_line_id.unwrap_or(item.id),
            part: part_of(view, item.part_id)?,
            quantity: item.quantity,
        });
    }
    add_rows(view, &rows, &mut review)?;
    add_orders(view, &rows, &plan, &mut review)?;
    Ok(review)
}

/// What a person can mend is shown in the place of the review; what is no delivery is refused.
fn refused(refusal: Refusal) -> Result<DeliveryReview, Refusal> {
    if refusal.code == domain::refusal::Code::NotFound {
        return Err(refusal);
    }
    let row = refusal.detail.get("line").cloned();
    Ok(DeliveryReview {
        refused_row: row.and_then(|row| serde_json::from_value(row).ok()),
        refused: Some(refusal.message),
        ..DeliveryReview::default()
    })
}

fn add_stores(view: &View<'_>, plan: &Plan, review: &mut DeliveryReview) -> Result<(), Refusal> {
    let mut levels: BTreeMap<(RowId, RowId), Quantity> = BTreeMap::new();
    for movement in planned::<Movement>(view, plan)? {
        let place = (movement.part_id, movement.location_id);
        let before = match levels.get(&place) {
            Some(level) => *level,
            None => view.ctx.facts.on_hand(place.0, place.1)?,
        };
        let after = before + movement.quantity;
        levels.insert(place, after);
        review.to_stores.push(ToStores {
            movement: movement.id,
            row: movement.receiving_line_id.unwrap_or(movement.id),
            part: part_of(view, movement.part_id)?,
            quantity: movement.quantity,
            place: view.place(movement.location_id)?,
            before,
            after,
        });
    }
    Ok(())
}

fn add_postings(view: &View<'_>, plan: &Plan, review: &mut DeliveryReview) -> Result<(), Refusal> {
    let mut sums: BTreeMap<String, Option<Money>> = BTreeMap::new();
    for posting in planned::<Posting>(view, plan)? {
        let row = posting.receiving_line_id.unwrap_or(posting.id);
        let to = posting.destination.unwrap_or(Destination::Stores);
        let part = part_of(view, posting.part_id)?;
        if to == Destination::Installed {
            review.installed.push(Fitted {
                row,
                part: part.clone(),
                quantity: posting.quantity,
                work_order: posting.work_order_id.map(|id| view.work_order(id)).transpose()?,
                equipment: posting.equipment_id.map(|id| view.equipment(id)).transpose()?,
            });
        }
        let in_currency = |amount: Option<Money>| Some(Amount::of(amount?, posting.currency.as_deref()?));
        if let (Some(amount), Some(currency)) = (posting.amount, &posting.currency) {
            let sum = sums.entry(currency.clone()).or_insert(Some(Money::ZERO));
            *sum = sum.and_then(|sum| sum.plus(amount));
        } else {
            review.unpriced += 1;
        }
        review.spend.push(WillSpend {
            posting: posting.id,
            row,
            part,
            quantity: posting.quantity,
            to,
            department: posting.department,
            unit_price: in_currency(posting.unit_price),
            amount: in_currency(posting.amount),
        });
    }
    review.spent = sums
        .into_iter()
        .filter_map(|(currency, sum)| Some(Amount::of(sum?, &currency)))
        .collect();
    Ok(())
}

fn add_rows(view: &View<'_>, rows: &[Counted], review: &mut DeliveryReview) -> Result<(), Refusal> {
    for row in rows {
        let Some(part) = row.line.part_id.map(|id| part_of(view, id)).transpose()? else {
            continue;
        };
        if row.counts() {
            review.wrong.extend(row.discrepancies.iter().map(|wrong| WrongWith {
                row: row.line.id,
                part: part.clone(),
                kind: wrong.kind,
                quantity: wrong.quantity,
                note: wrong.note.clone(),
            }));
        }
        let Some(bought) = bought_by(view, &row.line)? else {
            continue;
        };
        let coming = if row.counts() { row.accepted() } else { Quantity::ZERO };
        let left = bought.tally().outstanding() - coming;
        if left.is_positive() {
            review.awaited.push(StaysAwaited {
                row: row.line.id,
                part,
                quantity: left,
                order: named(&bought.order),
                is_unticked: !row.line.is_ticked,
            });
        }
    }
    Ok(())
}

/// What becomes of each order once the planned postings stand.
fn add_orders(view: &View<'_>, rows: &[Counted], plan: &Plan, review: &mut DeliveryReview) -> Result<(), Refusal> {
    let facts = view.ctx.facts;
    let mut coming: BTreeMap<RowId, Tally> = BTreeMap::new();
    for posting in planned::<Posting>(view, plan)? {
        let Some(line) = posting.line_id else { continue };
        let tally = coming.entry(line).or_default();
        match posting.destination {
            Some(Destination::Installed) => tally.installed = tally.installed + posting.quantity,
            _ => tally.accepted = tally.accepted + posting.quantity,
        }
    }
    let mut orders: Vec<PurchaseOrder> = Vec::new();
    for row in rows {
        let bought = bought_by(view, &row.line)?;
        let order = bought.map(|bought| bought.order);
        orders.extend(order.filter(|order| orders.iter().all(|known| known.id != order.id)));
    }
    for order in orders {
        let lines = lines_of_order(facts, &order)?;
        let before: Vec<Tally> = lines.iter().map(LineStanding::tally).collect();
        let with = |line: &LineStanding| line.tally() + coming.get(&line.line.id).copied().unwrap_or_default();
        let after: Vec<Tally> = lines.iter().map(with).collect();
        review.orders.push(OrderAfter {
            before: order_state(order.status, &before),
            after: order_state(order.status, &after),
            order: named(&order),
        });
    }
    Ok(())
}

fn named(order: &PurchaseOrder) -> Numbered {
    Numbered {
        id: order.id,
        number: order.number.clone(),
    }
}

/// The rows of that table which the plan inserts, as they will be read once they are written.
fn planned<R: Row>(view: &View<'_>, plan: &Plan) -> Result<Vec<R>, Refusal> {
    let mut rows = Vec::new();
    for change in &plan.changes {
        let RowChange::Insert {
            table,
            row: NewRow::Natural(id),
            values,
        } = change
        else {
            continue;
        };
        if table.number != R::TABLE.number {
            continue;
        }
        let value_of = |column: u16| {
            let set = values.iter().find(|(set, _)| set.number == column);
            match set.map(|(_, planned)| planned) {
                Some(Planned::Is(value)) => value.clone(),
                _ => Value::Null,
            }
        };
        let raw = RawRow {
            id: *id,
            created_at: view.ctx.now,
            created_by: Some(view.ctx.actor.id),
            values: R::TABLE.columns.iter().map(|column| value_of(column.number)).collect(),
            version: String::new(),
            heads: Vec::new(),
        };
        rows.push(R::read(&raw)?);
    }
    Ok(rows)
}

impl Program {
    /// Everything that the commit of a delivery will write, or why it cannot be committed as it stands.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn delivery_review(&self, id: RowId) -> Result<DeliveryReview, Error> {
        self.view(|view| review(view, id))
    }
}
