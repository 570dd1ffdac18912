//! Conditions of a list that are no column of its table: where a record stands follows from others too.

use super::ListQuery;
use domain::schema::Row;
use domain::tables::{PurchaseOrder, ReceivingSession, ShoppingItem};

use crate::buying::{self, tabs};
use crate::error::StoreError;
use crate::receiving;
use crate::records::Records;

/// What must hold of the row `t`, beside its columns.
pub(super) fn conditions(records: &Records<'_>, query: &ListQuery) -> Result<Vec<String>, StoreError> {
    let number = query.table.number;
    let mut wanted = Vec::new();
    if let Some(tab) = query.tab.filter(|_| number == ShoppingItem::TABLE.number) {
        wanted.push(tabs::stands_in(records, tab)?);
    }
    if let Some(of) = query.deliveries.filter(|_| number == ReceivingSession::TABLE.number) {
        wanted.push(receiving::stands_in(of));
    }
    if !query.order_states.is_empty() && number == PurchaseOrder::TABLE.number {
        wanted.push(buying::is_in_state(records, &query.order_states)?);
    }
    Ok(wanted)
}
