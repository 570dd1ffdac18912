//! Which part of the shopping list an item stands in, asked of many at once.
//!
//! Invariant: says of every item what `domain::buying::Tab::of` says of it, to which a test holds it.

use domain::buying::{SpendFigure, Tab};
use domain::schema::Row;
use domain::tables::{OrderLine, PurchaseOrder, ShoppingItem};

use crate::error::StoreError;
use crate::list::{Filter, Total};
use crate::records::Records;
use crate::spend::number;

/// The condition that the item `t` stands in that part of the list.
pub(crate) fn stands_in(records: &Records<'_>, tab: Tab) -> Result<String, StoreError> {
    Ok(match tab {
        Tab::Candidate => "t.status = 'candidate'".to_owned(),
        Tab::UnderReview => "t.status IN ('under_review', 'approved')".to_owned(),
        Tab::Ordered => format!(
            "(t.status = 'ordered' AND {} AND NOT {})",
            is_awaited(),
            is_begun(records)?
        ),
        Tab::AwaitingReceipt => format!("(t.status = 'ordered' AND {} AND {})", is_awaited(), is_begun(records)?),
        Tab::History => format!(
            "(t.status IN ('rejected', 'cancelled') OR t.status = 'ordered' AND NOT {})",
            is_awaited()
        ),
    })
}

/// The condition that something of the item `t`, which was ordered, is still awaited: one of its lines counts as
/// committed.
fn is_awaited() -> String {
    format!(
        "EXISTS (SELECT 1 FROM {lines} l JOIN spend_counted c ON c.source_id = l.id \
         WHERE l.item_id = t.id AND c.figure = {committed})",
        lines = OrderLine::TABLE.name,
        committed = number(SpendFigure::Committed),
    )
}

/// The condition that something came of what was ordered of the item `t`, or will not come.
fn is_begun(records: &Records<'_>) -> Result<String, StoreError> {
    Ok(format!(
        "EXISTS (SELECT 1 FROM {lines} l JOIN {orders} o ON o.id = l.order_id WHERE l.item_id = t.id \
         AND NOT l.is_removed AND o.ordered_at IS NOT NULL AND {shown} AND {begun})",
        lines = OrderLine::TABLE.name,
        orders = PurchaseOrder::TABLE.name,
        shown = records.hidden_out(OrderLine::TABLE, "l")?,
        begun = super::is_begun(records)?,
    ))
}

impl Records<'_> {
    /// How many items that meet the conditions stand in that part of the list.
    ///
    /// # Errors
    /// When a column is none of the list, or the database cannot be read.
    pub fn items_in(&self, tab: Tab, filters: &[Filter]) -> Result<Total, StoreError> {
        self.count_where(ShoppingItem::TABLE, filters, &stands_in(self, tab)?)
    }
}
