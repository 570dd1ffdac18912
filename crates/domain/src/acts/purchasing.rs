//! Purchase orders: approved items of one supplier, put together and sent by a person.
//!
//! Invariant: an order never holds more of an item than was approved, and nothing here writes spend.

mod cancelling;
mod drafting;
mod editing;
mod papers;
mod placing;

pub use cancelling::{CancelOrderLine, CancelPurchaseOrder, Then};
pub use drafting::{CreatePurchaseOrder, OrderWish};
pub use editing::{EditPurchaseOrder, LineChange};
pub use papers::AttachOrderDocument;
pub use placing::PlacePurchaseOrder;

use crate::act::{Ctx, given_id, required_id};
use crate::buying::lines::LineStanding;
use crate::money::Money;
use crate::permission::Subject;
use crate::refusal::Refusal;
use crate::tables::{PurchaseOrder, PurchaseStatus, Supplier};
use crate::words;
use journal::RowId;
use serde_json::Value as Json;

/// Lines of one order: with their items' changes of state they fit one entry (256 KiB).
pub const LINES_MAX: usize = 500;

/// The order of that field, which the plan relies on.
pub(super) fn read_order(ctx: &Ctx<'_>, id: Option<RowId>) -> Result<PurchaseOrder, Refusal> {
    ctx.facts.get::<PurchaseOrder>(required_id("order", id)?)
}

fn given_order(ctx: &Ctx<'_>, given: &Json) -> Result<PurchaseOrder, Refusal> {
    read_order(ctx, given_id(given, "order")?)
}

/// Refuses what is no draft any more.
fn must_be_draft(ctx: &Ctx<'_>, order: &PurchaseOrder, what: &str) -> Result<(), Refusal> {
    let message = match order.status {
        PurchaseStatus::Draft => return Ok(()),
        PurchaseStatus::Ordered => {
            let at = order.ordered_at.map(|at| format!(", {}", ctx.ship.format(at)));
            format!(
                "{} was placed already{}; {what}. What is on it can be cancelled.",
                order.number,
                at.unwrap_or_default()
            )
        }
        PurchaseStatus::Cancelled => format!(
            "{} was cancelled; {what}. Its items can be put on a new order.",
            order.number
        ),
    };
    Err(Refusal::state(message))
}

/// What decides about rights: heads of department may do it for the whole vessel, unless the vessel says otherwise.
#[must_use]
pub fn subject(order: &PurchaseOrder) -> Subject {
    Subject::of(order.department)
}

pub(super) fn supplier_of(ctx: &Ctx<'_>, order: &PurchaseOrder) -> Result<Supplier, Refusal> {
    ctx.facts.get::<Supplier>(order.supplier_id)
}

/// What an order comes to, as far as its prices are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderTotal {
    /// The sum of the lines whose price is known; none where the sum cannot be kept exactly.
    pub amount: Option<Money>,
    /// Lines whose price nobody knows, of which something is still bought.
    pub unpriced: usize,
}

/// Adds up what the lines order, less what was cancelled.
#[must_use]
pub fn total(lines: &[LineStanding]) -> OrderTotal {
    let mut amount = Some(Money::ZERO);
    let mut unpriced = 0;
    for line in lines {
        match line.line.unit_price {
            Some(price) => {
                let of_line = price.times(line.quantity());
                amount = amount.zip(of_line).and_then(|(sum, more)| sum.plus(more));
            }
            // What will not come needs no price any more.
            None if line.quantity().is_positive() => unpriced += 1,
            None => {}
        }
    }
    OrderTotal { amount, unpriced }
}

/// "3 lines, 125.50 EUR and 1 line without a price".
fn in_words(lines: &[LineStanding], currency: Option<&str>) -> String {
    let total = total(lines);
    let count = words::count(lines.len(), "line", "lines");
    let priced = lines.iter().filter(|line| line.line.unit_price.is_some()).count();
    let unpriced = words::count(total.unpriced, "line without a price", "lines without a price");
    match (priced, total.amount, currency) {
        (0, _, _) | (_, _, None) => format!("{count}, without prices"),
        (_, None, _) => format!("{count}, more than can be added up"),
        (_, Some(amount), Some(code)) if total.unpriced == 0 => format!("{count}, {}", amount.in_currency(code)),
        (_, Some(amount), Some(code)) => format!("{count}, {} and {unpriced}", amount.in_currency(code)),
    }
}
