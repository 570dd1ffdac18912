//! Lines of orders of which more may have come than anybody decided: the few that are worth reading.

use domain::schema::Row;
use domain::tables::{ItemMark, OrderLine, ReceivingLine};
use journal::RowId;

use super::awaited;
use crate::column;
use crate::error::StoreError;
use crate::records::Records;

impl Records<'_> {
    /// Lines of orders of which more came than was ordered, ascending. It takes two of a delivery, another
    /// delivery, a mark and a cancellation to bring that about unknown; whether somebody knew says
    /// [`domain::buying::LineStanding::may_have_come_twice`] of the line that was read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn over_delivered(&self) -> Result<Vec<RowId>, StoreError> {
        let sql = format!(
            "SELECT l.id FROM {lines} l WHERE l.id IN (\
             SELECT order_line_id FROM {rows} WHERE order_line_id IS NOT NULL GROUP BY order_line_id HAVING count(*) > 1 \
             UNION SELECT line_id FROM {marks} \
             UNION SELECT id FROM {lines} WHERE cancelled IS NOT NULL) \
             AND NOT l.is_removed AND {shown} AND {awaited} < 0 ORDER BY l.id",
            lines = OrderLine::TABLE.name,
            rows = ReceivingLine::TABLE.name,
            marks = ItemMark::TABLE.name,
            shown = self.hidden_out(OrderLine::TABLE, "l")?,
            awaited = awaited(self)?,
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query([])?;
        let mut found = Vec::new();
        while let Some(row) = stored.next()? {
            found.push(column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?);
        }
        Ok(found)
    }
}
