//! Which acts the records of buying offer.

use crate::buying::life;
use crate::buying::lines::LineStanding;
use crate::buying::spend::Standing;
use crate::tables::{ItemMark, ItemStatus, MarkKind, PurchaseOrder, PurchaseStatus, ShoppingItem, Supplier};

/// Acts on a shopping list item, as people reach for them; which of them its state allows stands in the table
/// of its life.
const ON_ITEMS: &[&str] = &[
    "approve_shopping_items",
    "create_purchase_order",
    "start_review",
    "reject_shopping_items",
    "mark_item_installed",
    "mark_item_missing",
    "edit_shopping_item",
    "withdraw_shopping_item",
];

/// Acts on a shopping list item, by its state and the lines that buy it; for whom, see
/// [`crate::acts::shopping::subject_of`].
#[must_use]
pub fn of_shopping_item(item: &ShoppingItem, lines: &[LineStanding]) -> Vec<&'static str> {
    let is_free = !lines.iter().any(LineStanding::is_live);
    let is_awaited = lines
        .iter()
        .any(|line| line.is_ordered() && line.tally().outstanding().is_positive());
    let is_open = |act: &&str| match (item.status, life::lines(Some(item.status), act).next()) {
        (_, None) => false,
        // While it stands on a draft, the draft is changed.
        (ItemStatus::Approved, _) => is_free,
        (ItemStatus::Ordered, _) => is_awaited,
        (_, Some(_)) => true,
    };
    ON_ITEMS.iter().copied().filter(is_open).collect()
}

/// Acts on a purchase order, by its state and its lines.
#[must_use]
pub fn of_purchase_order(order: &PurchaseOrder, lines: &[LineStanding]) -> &'static [&'static str] {
    match order.status {
        PurchaseStatus::Draft if lines.is_empty() => {
            &["edit_purchase_order", "attach_order_document", "cancel_purchase_order"]
        }
        PurchaseStatus::Draft => &[
            "place_purchase_order",
            "edit_purchase_order",
            "attach_order_document",
            "cancel_purchase_order",
        ],
        PurchaseStatus::Ordered if lines.iter().any(|line| line.tally().outstanding().is_positive()) => {
            &["start_receiving", "attach_order_document", "cancel_purchase_order"]
        }
        PurchaseStatus::Ordered | PurchaseStatus::Cancelled => &["attach_order_document"],
    }
}

/// Acts that buy from a supplier; who may is asked of the department that pays.
#[must_use]
pub const fn of_supplier_to_buy_from(supplier: &Supplier) -> &'static [&'static str] {
    if supplier.is_retired {
        &[]
    } else {
        &["create_purchase_order"]
    }
}

/// Acts on what a supplier sends: where something of it is awaited, it is received from their page.
#[must_use]
pub const fn of_supplier_that_delivers(is_awaited: bool) -> &'static [&'static str] {
    if is_awaited { &["start_receiving"] } else { &[] }
}

/// Acts on one line of an order that was placed.
#[must_use]
pub fn of_order_line(line: &LineStanding) -> &'static [&'static str] {
    if line.is_ordered() && line.tally().outstanding().is_positive() {
        &["mark_item_installed", "mark_item_missing", "cancel_order_line"]
    } else {
        &[]
    }
}

/// Acts on a mark.
#[must_use]
pub const fn of_mark(mark: &ItemMark, is_taken_back: bool) -> &'static [&'static str] {
    match mark.kind {
        MarkKind::TakenBack => &[],
        _ if is_taken_back => &[],
        _ => &["take_back_mark"],
    }
}

/// Acts on a posting of spend.
#[must_use]
pub const fn of_posting(standing: &Standing) -> &'static [&'static str] {
    if standing.is_reversed { &[] } else { &["price_posting"] }
}

/// Acts on a budget.
#[must_use]
pub const fn of_budget() -> &'static [&'static str] {
    &["set_budget"]
}
