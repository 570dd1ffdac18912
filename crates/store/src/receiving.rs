//! Deliveries, asked of many at once: in which part of the list they stand, and what their rows come to.
//!
//! Invariant: says of every delivery what `domain::receiving::DeliverySection::of` says of it, to which a test
//! holds it.

use domain::receiving::DeliverySection;
use domain::schema::Row;
use domain::tables::{Discrepancy, OrderLine, ReceivingLine};
use domain::time::Instant;
use journal::RowId;

use crate::column::row_id;
use crate::error::StoreError;
use crate::records::Records;

/// Orders of one delivery that are named in a list.
const ORDERS_MAX: usize = 20;

/// The part of the list of deliveries that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct DeliveriesQuery {
    /// Which part.
    pub section: DeliverySection,
    /// An open delivery that was touched last before this moment was left lying.
    pub untouched_before: Instant,
}

/// What a list says of the rows of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryFigures {
    /// How many rows it has.
    pub rows: usize,
    /// How many of them are ticked.
    pub ticked: usize,
    /// The orders that its rows fulfil, at most 20, oldest first.
    pub orders: Vec<RowId>,
    /// When somebody last wrote something of it, by the author's wall clock; none while nothing is on record.
    pub touched_at: Option<Instant>,
}

/// The records of the delivery whose id stands in `session`: itself, its rows, and what is wrong with them.
fn records_of(session: &str) -> String {
    format!(
        "SELECT {session} AS id UNION ALL SELECT l.id FROM {lines} l WHERE l.session_id = {session} \
         UNION ALL SELECT d.id FROM {wrong} d WHERE d.session_id = {session}",
        lines = ReceivingLine::TABLE.name,
        wrong = Discrepancy::TABLE.name,
    )
}

/// The condition that the delivery `t` stands in that part of the list.
pub(crate) fn stands_in(wanted: DeliveriesQuery) -> String {
    // What was opened since then was touched since then; only older ones are looked up in the record.
    let since = wanted.untouched_before.millis();
    let is_touched = format!(
        "(t.created_at >= {since} OR EXISTS (SELECT 1 FROM ({records}) r JOIN entry_rows e ON e.row_id = r.id \
         JOIN pms_audit_log a ON a.rowid = e.arrival WHERE a.wall_at >= {since}))",
        records = records_of("t.id"),
    );
    match wanted.section {
        DeliverySection::Open => format!("t.status IN ('candidate', 'active') AND {is_touched}"),
        DeliverySection::ToLookThrough => {
            format!("(t.status = 'review' OR t.status IN ('candidate', 'active') AND NOT {is_touched})")
        }
        DeliverySection::History => "t.status IN ('committed', 'cancelled')".to_owned(),
    }
}

impl Records<'_> {
    /// What a list says of the rows of that delivery.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn delivery_figures(&self, session: RowId) -> Result<DeliveryFigures, StoreError> {
        let lines = ReceivingLine::TABLE.name;
        let shown = self.hidden_out(ReceivingLine::TABLE, "l")?;
        let id = session.as_bytes().as_slice();
        let sql = format!(
            "SELECT count(*), coalesce(sum(l.is_ticked), 0) FROM {lines} l WHERE l.session_id = ?1 AND {shown}"
        );
        let (rows, ticked): (i64, i64) = self
            .connection
            .prepare_cached(&sql)?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sql = format!(
            "SELECT DISTINCT o.order_id FROM {lines} l JOIN {bought} o ON o.id = l.order_line_id \
             WHERE l.session_id = ?1 AND {shown} ORDER BY o.order_id LIMIT {ORDERS_MAX}",
            bought = OrderLine::TABLE.name,
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query([id])?;
        let mut orders = Vec::new();
        while let Some(row) = stored.next()? {
            let order: Vec<u8> = row.get(0)?;
            orders.push(row_id(&order)?);
        }
        let sql = format!(
            "SELECT max(a.wall_at) FROM ({records}) r JOIN entry_rows e ON e.row_id = r.id \
             JOIN pms_audit_log a ON a.rowid = e.arrival",
            records = records_of("?1"),
        );
        let touched: Option<i64> = self
            .connection
            .prepare_cached(&sql)?
            .query_row([id], |row| row.get(0))?;
        Ok(DeliveryFigures {
            rows: usize::try_from(rows).unwrap_or(0),
            ticked: usize::try_from(ticked).unwrap_or(0),
            orders,
            touched_at: touched.map(Instant::from_millis),
        })
    }
}
