//! Passive facts shown as labels: overdue, out of stock, recurring, old readings.
//!
//! Nothing here predicts, scores or nudges; a label states what the record holds.

use crate::quantity::Quantity;
use crate::tables::{Part, WorkOrder};
use crate::time::{Date, Instant};
use crate::vocabulary::vocabulary;

/// A counter whose last reading is older than this many days is marked.
pub const READING_DAYS_MAX: f64 = 30.0;

vocabulary! {
    /// How the stock of a part stands.
    pub enum StockStatus {
        /// Below zero somewhere: the record contradicts itself.
        DataError = "data_error",
        /// Nothing there.
        OutOfStock = "out_of_stock",
        /// At or below the critical level.
        Critical = "critical",
        /// At or below the minimum.
        Low = "low",
        /// Between minimum and maximum.
        InStock = "in_stock",
        /// Above the maximum.
        Overstocked = "overstocked",
        /// No minimum is set.
        NotTracked = "not_tracked",
    }
}

/// How the stock of a part stands, by its sum and by whether any place is below zero.
///
/// A part without a minimum is never "low"; negative and out of stock are said all the same.
#[must_use]
pub fn stock_status(part: &Part, total: Quantity, negative_somewhere: bool) -> StockStatus {
    if total < Quantity::ZERO || negative_somewhere {
        StockStatus::DataError
    } else if total == Quantity::ZERO {
        StockStatus::OutOfStock
    } else if part.critical.is_some_and(|critical| total <= critical) {
        StockStatus::Critical
    } else if part.minimum.is_some_and(|minimum| total <= minimum) {
        StockStatus::Low
    } else if part.maximum.is_some_and(|maximum| total > maximum) {
        StockStatus::Overstocked
    } else if part.minimum.is_none() {
        StockStatus::NotTracked
    } else {
        StockStatus::InStock
    }
}

/// Whether the work should have been done by now.
#[must_use]
pub fn is_overdue(order: &WorkOrder, today: Date) -> bool {
    crate::acts::work_orders::is_open(order.status) && order.due_on.is_some_and(|due| due < today)
}

/// Whether a counter was last read more than 30 days ago.
#[must_use]
pub fn is_old_reading(read_at: Instant, now: Instant) -> bool {
    now.hours_since(read_at) > READING_DAYS_MAX * 24.0
}
