//! What a row of a delivery may be: lines of orders of which something is still awaited.

use super::page::{DeliveredPart, part_of};
use crate::error::Error;
use crate::program::Program;
use crate::views::View;
use crate::views::buying::spend::postings::Numbered;
use domain::RowId;
use domain::buying::lines_of_order;
use domain::field::Field;
use domain::quantity::Quantity;
use domain::receiving::rows_of;
use domain::refusal::Refusal;
use domain::tables::{PurchaseOrder, PurchaseStatus, ReceivingSession};
use serde::Serialize;
use ts_rs::TS;

/// Lines that are offered at once.
const LINES_OFFERED_MAX: usize = 500;

/// A line of an order of which something is awaited, and that no row of the delivery counts yet.
#[derive(Debug, Serialize, TS)]
pub struct AwaitedLine {
    /// The line.
    pub line: RowId,
    /// Its order.
    pub order: Numbered,
    /// The part.
    pub part: DeliveredPart,
    /// How much is awaited, in the part's unit.
    pub awaited: Quantity,
}

pub(crate) fn lines(view: &View<'_>, id: RowId) -> Result<Vec<AwaitedLine>, Refusal> {
    let facts = view.ctx.facts;
    let session = facts.glance::<ReceivingSession>(id)?;
    let counted: Vec<RowId> = rows_of(facts, id)?
        .iter()
        .filter_map(|row| row.line.order_line_id)
        .collect();
    let ordered = PurchaseStatus::Ordered;
    let orders = match session.supplier_id {
        Some(supplier) => facts.glance_by::<PurchaseOrder>(PurchaseOrder::supplier_id, &supplier.to_value())?,
        None => facts.glance_by::<PurchaseOrder>(PurchaseOrder::status, &ordered.to_value())?,
    };
    let mut offered = Vec::new();
    for order in orders.into_iter().filter(|order| order.status == ordered) {
        for line in lines_of_order(facts, &order)? {
            let awaited = line.tally().outstanding();
            if !awaited.is_positive() || counted.contains(&line.line.id) {
                continue;
            }
            if offered.len() == LINES_OFFERED_MAX {
                return Ok(offered);
            }
            offered.push(AwaitedLine {
                line: line.line.id,
                order: Numbered {
                    id: order.id,
                    number: order.number.clone(),
                },
                part: part_of(view, line.line.part_id)?,
                awaited,
            });
        }
    }
    Ok(offered)
}

impl Program {
    /// Lines of orders that a row of the delivery may be, newest order first: of its supplier, or of anybody
    /// where nobody knows who sent it; at most 500.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn delivery_awaited(&self, id: RowId) -> Result<Vec<AwaitedLine>, Error> {
        self.view(|view| lines(view, id))
    }
}
