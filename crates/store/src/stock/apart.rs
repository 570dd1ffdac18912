//! Counts made apart: a count, and another movement at the same place that had not seen each other.

use domain::tables::Movement;
use journal::RowId;

use crate::error::StoreError;
use crate::records::Records;

impl Records<'_> {
    /// Whether the movement and a count had not seen each other, and nobody counted again or reversed one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn may_be_counted_twice(&self, movement: &Movement) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM counts_apart WHERE part_id = ?1 AND location_id = ?2 \
                   AND (count_id = ?3 OR other_id = ?3))";
        let key = [movement.part_id, movement.location_id, movement.id];
        let key = key.each_ref().map(|id| id.as_bytes().as_slice());
        Ok(self.optional(sql, key)?.unwrap_or(false))
    }

    /// Whether any movement of the part at that place may be counted twice.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn is_counted_apart(&self, part: RowId, location: RowId) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM counts_apart WHERE part_id = ?1 AND location_id = ?2)";
        let key = (part.as_bytes().as_slice(), location.as_bytes().as_slice());
        Ok(self.optional(sql, key)?.unwrap_or(false))
    }
}
