//! Whether another replica that holds the same entries has to show the same.

use domain::schema::Row;
use domain::tables::Closure;

use crate::error::StoreError;
use crate::records::Records;

impl Records<'_> {
    /// Why another replica with the same entries may rightly show something else; none when both must
    /// show the same.
    ///
    /// # Errors
    /// When the database cannot be read, or the replica belongs to no vessel.
    pub fn unsure(&self) -> Result<Option<String>, StoreError> {
        let held = self.held_that_count()?;
        if held > 0 {
            return Ok(Some(format!(
                "Acts that wait here for others, or for their workstation to be confirmed: {held}."
            )));
        }
        let parked: Option<i64> = self.optional("SELECT count(DISTINCT arrival) FROM parked", [])?;
        if let Some(parked @ 1..) = parked {
            return Ok(Some(format!(
                "Acts here with something that only a newer version knows: {parked}."
            )));
        }
        if !self.unconfirmed_own_numbers()?.is_empty() {
            return Ok(Some(
                "This workstation is not confirmed yet: its acts count here and nowhere else.".to_owned(),
            ));
        }
        Ok(None)
    }

    /// Entries that wait and may come to count. What lies beyond its device's end never does.
    fn held_that_count(&self) -> Result<i64, StoreError> {
        let sql = format!(
            "SELECT count(*) FROM held h WHERE NOT EXISTS (SELECT 1 FROM {} c WHERE c.{} = h.device AND c.{} < h.seq)",
            Closure::TABLE.name,
            Closure::device.name,
            Closure::last_seq.name
        );
        Ok(self.optional(&sql, [])?.unwrap_or_default())
    }
}
