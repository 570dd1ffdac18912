//! Whether another replica that holds the same entries has to show the same.

use domain::devices::vouched_by;
use domain::schema::Row;
use domain::tables::Closure;
use journal::DeviceNumber;

use crate::error::StoreError;
use crate::records::Records;

impl Records<'_> {
    /// Why another replica with the same entries may rightly show something else; none when both must
    /// show the same.
    ///
    /// # Errors
    /// When the database cannot be read.
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
        for device in self.own_numbers()? {
            if !self.is_confirmed(device)? {
                return Ok(Some(
                    "This workstation is not confirmed yet: its acts count here and nowhere else.".to_owned(),
                ));
            }
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

    /// Whether somebody let the device in, or it has nothing that others would hold back.
    fn is_confirmed(&self, device: DeviceNumber) -> Result<bool, StoreError> {
        let Some(row) = self.vessel()?.and_then(|vessel| vouched_by(vessel, device)) else {
            return Ok(true);
        };
        if self.head(device)?.seq == 0 {
            return Ok(true);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM entry_rows WHERE row_id = ?1)";
        let is_there = self.optional(sql, [row.as_bytes().as_slice()])?;
        Ok(is_there.unwrap_or(false))
    }
}
