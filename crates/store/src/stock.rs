//! On hand: the sum of the ledger, exact, per storage place.

use domain::quantity::Quantity;
use domain::schema::Row;
use domain::tables::Movement;
use journal::RowId;

use crate::column;
use crate::error::StoreError;
use crate::records::Records;

/// What the ledger adds up to at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocationStock {
    /// The storage place.
    pub location: RowId,
    /// May be negative.
    pub on_hand: Quantity,
    /// How many movements make it.
    pub movements: u64,
}

impl Records<'_> {
    /// On hand of a part at every place that its ledger names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn stock_of(&self, part: RowId) -> Result<Vec<LocationStock>, StoreError> {
        let sql = format!(
            "SELECT {location}, decimal_sum({quantity}), count(*) FROM {ledger} t WHERE {part} = ?1 AND {shown} GROUP BY {location} ORDER BY {location}",
            location = Movement::location_id.name,
            quantity = Movement::quantity.name,
            part = Movement::part_id.name,
            ledger = Movement::TABLE.name,
            shown = self.shown(Movement::TABLE)?,
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query([part.as_bytes().as_slice()])?;
        let mut places = Vec::new();
        while let Some(row) = stored.next()? {
            let sum: String = row.get(1)?;
            places.push(LocationStock {
                location: column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?,
                on_hand: Quantity::from_decimal(sum.parse().map_err(StoreError::broken)?),
                movements: row.get::<_, i64>(2)?.cast_unsigned(),
            });
        }
        Ok(places)
    }
}
