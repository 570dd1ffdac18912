//! Where stock may be counted twice, as it is read.

use domain::tables::Movement;
use journal::RowId;
use rusqlite::Params;

use crate::column;
use crate::error::StoreError;
use crate::records::Records;

/// A part at a place where counts were made apart, and nobody counted again or reversed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountsApart {
    /// The part.
    pub part: RowId,
    /// The place.
    pub location: RowId,
    /// The counts, and the movements that had not seen them, ascending.
    pub movements: Vec<RowId>,
}

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

    /// At how many places of parts stock may be counted twice.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn counts_apart_total(&self) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM (SELECT DISTINCT part_id, location_id FROM counts_apart)";
        let counted: Option<i64> = self.optional(sql, [])?;
        Ok(counted.unwrap_or(0).cast_unsigned())
    }

    /// Places of parts where stock may be counted twice, in a lasting order, at most `limit`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn counts_apart(&self, offset: usize, limit: usize) -> Result<Vec<CountsApart>, StoreError> {
        let sql = "SELECT DISTINCT part_id, location_id FROM counts_apart \
                   ORDER BY part_id, location_id LIMIT ?1 OFFSET ?2";
        let bound = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        self.counts_apart_by(sql, (bound(limit), bound(offset)))
    }

    /// The same, of one part.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn counts_apart_of(&self, part: RowId) -> Result<Vec<CountsApart>, StoreError> {
        let sql = "SELECT DISTINCT part_id, location_id FROM counts_apart WHERE part_id = ?1 ORDER BY location_id";
        self.counts_apart_by(sql, [part.as_bytes().as_slice()])
    }

    fn counts_apart_by(&self, sql: &str, parameters: impl Params) -> Result<Vec<CountsApart>, StoreError> {
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query(parameters)?;
        let mut found = Vec::new();
        while let Some(row) = stored.next()? {
            let id = |at: usize| column::row_id(row.get_ref(at)?.as_blob().map_err(StoreError::broken)?);
            let (part, location) = (id(0)?, id(1)?);
            found.push(CountsApart {
                part,
                location,
                movements: self.movements_apart(part, location)?,
            });
        }
        Ok(found)
    }

    fn movements_apart(&self, part: RowId, location: RowId) -> Result<Vec<RowId>, StoreError> {
        let sql = "SELECT count_id FROM counts_apart WHERE part_id = ?1 AND location_id = ?2 \
                   UNION SELECT other_id FROM counts_apart WHERE part_id = ?1 AND location_id = ?2 ORDER BY 1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query((part.as_bytes().as_slice(), location.as_bytes().as_slice()))?;
        let mut movements = Vec::new();
        while let Some(row) = stored.next()? {
            movements.push(column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?);
        }
        Ok(movements)
    }
}
