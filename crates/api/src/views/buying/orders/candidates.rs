//! What may go on an order.

use crate::views::{Link, Person, View, any_word, equals};
use domain::RowId;
use domain::acts::purchasing::LINES_MAX;
use domain::buying::{LineStanding, lines_of_item};
use domain::field::Field;
use domain::offers;
use domain::quantity::Quantity;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{Department, ItemStatus, Part, ShoppingItem, Supplier, Urgency, WorkOrder};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use store::{ListQuery, PAGE_ROWS_MAX};
use ts_rs::TS;

/// For which supplier an order is put together.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CandidateArgs {
    /// The supplier.
    pub supplier: RowId,
}

/// An approved item that stands on no order.
#[derive(Debug, Serialize, TS)]
pub struct OrderCandidate {
    /// The shopping list item.
    pub item: RowId,
    /// The part: id, name, number.
    pub part: Link,
    /// Unit it is counted in.
    pub unit: String,
    /// How much was approved.
    pub approved: Quantity,
    /// How soon.
    pub urgency: Urgency,
    /// Who pays.
    pub department: Department,
    /// It is to come from this supplier; else from whoever sells it.
    pub is_of_supplier: bool,
    /// The part is a candidate that nobody has verified yet.
    pub is_unverified: bool,
    /// The work order it is for.
    pub work_order: Option<Link>,
    /// A word on it.
    pub note: Option<String>,
    /// When it was asked for.
    pub asked_at: Instant,
    /// By whom.
    pub asked_by: Option<Person>,
}

/// The most urgent first, and of one urgency by name.
pub(super) fn of(view: &View<'_>, supplier: RowId) -> Result<Vec<OrderCandidate>, Refusal> {
    let supplier = view.ctx.facts.glance::<Supplier>(supplier)?.id;
    let mut query = ListQuery::new(ShoppingItem::TABLE);
    query
        .filters
        .push(equals(ShoppingItem::status, ItemStatus::Approved.to_value()));
    let whose = [supplier.to_string(), String::new()];
    query.filters.push(any_word(ShoppingItem::supplier_id, &whose)?);
    query.limit = PAGE_ROWS_MAX;
    let mut found = Vec::new();
    loop {
        let (_, items) = view.window::<ShoppingItem>(&query)?;
        let is_last = items.len() < PAGE_ROWS_MAX;
        for item in items {
            let lines = lines_of_item(view.ctx.facts, item.id)?;
            if found.len() < LINES_MAX && may_be_ordered(&item, &lines) {
                found.push(candidate(view, supplier, item)?);
            }
        }
        if is_last || found.len() == LINES_MAX {
            break;
        }
        query.offset += PAGE_ROWS_MAX;
    }
    found.sort_by(|a, b| b.urgency.cmp(&a.urgency).then_with(|| a.part.label.cmp(&b.part.label)));
    Ok(found)
}

fn may_be_ordered(item: &ShoppingItem, lines: &[LineStanding]) -> bool {
    offers::of_shopping_item(item, lines).contains(&"create_purchase_order")
}

fn candidate(view: &View<'_>, supplier: RowId, item: ShoppingItem) -> Result<OrderCandidate, Refusal> {
    let facts = view.ctx.facts;
    let part = facts.glance::<Part>(item.part_id)?;
    let work_order = item.work_order_id.map(|id| facts.glance::<WorkOrder>(id)).transpose()?;
    Ok(OrderCandidate {
        item: item.id,
        part: Link {
            id: part.id,
            label: part.name,
            code: part.number,
        },
        unit: part.unit,
        approved: item.approved_quantity.unwrap_or(item.quantity),
        urgency: item.urgency,
        department: item.department,
        is_of_supplier: item.supplier_id == Some(supplier),
        is_unverified: part.is_candidate.unwrap_or(false),
        work_order: work_order.map(|order| Link {
            id: order.id,
            label: order.title,
            code: order.number,
        }),
        note: item.note,
        asked_at: item.created_at,
        asked_by: item.created_by.map(|id| view.person(id)).transpose()?,
    })
}
