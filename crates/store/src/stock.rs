//! On hand: the sum of the ledger, exact, per storage place and per part.
//!
//! The ledger is the only truth. What it adds up to is kept beside it, written in the transaction that
//! writes the ledger ([`upkeep`]), held against it by `audit verify` and by the weekly check
//! ([`checking`]), and written anew from it where it differs. Kept are ten-thousandths of the part's
//! unit: no quantity is finer, so every sum is exact.

use std::collections::HashMap;

use domain::quantity::{QUANTITY_DECIMALS_MAX, Quantity};
use journal::RowId;
use rusqlite::Connection;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::column;
use crate::error::StoreError;
use crate::records::Records;

mod apart;
pub(crate) mod checking;
pub(crate) mod doubtful;
mod finding;
pub(crate) mod listing;
pub(crate) mod movements;
pub(crate) mod seen;
pub(crate) mod upkeep;

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

/// What the ledger adds up to of one part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartStock {
    /// Over all its places.
    pub total: Quantity,
    /// At how many of them it is below zero.
    pub places_below_zero: u64,
}

impl Records<'_> {
    /// On hand of a part at every place that its ledger names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn stock_of(&self, part: RowId) -> Result<Vec<LocationStock>, StoreError> {
        let sql = "SELECT location_id, on_hand, movements FROM stock_at_places WHERE part_id = ?1 ORDER BY location_id";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query([part.as_bytes().as_slice()])?;
        let mut places = Vec::new();
        while let Some(row) = stored.next()? {
            places.push(LocationStock {
                location: column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?,
                on_hand: unscaled(row.get(1)?),
                movements: row.get::<_, i64>(2)?.cast_unsigned(),
            });
        }
        Ok(places)
    }

    /// The sums of many parts at once; zero of a part that the ledger does not name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn stock_of_parts(
        &self,
        parts: impl IntoIterator<Item = RowId>,
    ) -> Result<HashMap<RowId, PartStock>, StoreError> {
        let sql = "SELECT on_hand, places_below_zero FROM stock_of_parts WHERE part_id = ?1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut sums = HashMap::new();
        for part in parts {
            let mut stored = prepared.query([part.as_bytes().as_slice()])?;
            let sum = match stored.next()? {
                Some(row) => PartStock {
                    total: unscaled(row.get(0)?),
                    places_below_zero: row.get::<_, i64>(1)?.cast_unsigned(),
                },
                None => PartStock::default(),
            };
            sums.insert(part, sum);
        }
        Ok(sums)
    }

    /// On hand of every part at every place that the ledger names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn stock_everywhere(&self) -> Result<HashMap<RowId, Vec<(RowId, Quantity)>>, StoreError> {
        let sql = "SELECT part_id, location_id, on_hand FROM stock_at_places";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query([])?;
        let mut places: HashMap<RowId, Vec<(RowId, Quantity)>> = HashMap::new();
        while let Some(row) = stored.next()? {
            let part = column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?;
            let location = column::row_id(row.get_ref(1)?.as_blob().map_err(StoreError::broken)?)?;
            places.entry(part).or_default().push((location, unscaled(row.get(2)?)));
        }
        Ok(places)
    }

    /// On hand of every part that the ledger names at that place.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn stock_at(&self, location: RowId) -> Result<Vec<(RowId, Quantity)>, StoreError> {
        let sql = "SELECT part_id, on_hand FROM stock_at_places WHERE location_id = ?1 ORDER BY part_id";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query([location.as_bytes().as_slice()])?;
        let mut parts = Vec::new();
        while let Some(row) = stored.next()? {
            let part = column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?;
            parts.push((part, unscaled(row.get(1)?)));
        }
        Ok(parts)
    }
}

/// Writes everything that is kept of the ledger anew, from the ledger and the entries.
pub(crate) fn rebuild(connection: &Connection) -> Result<(), StoreError> {
    upkeep::rebuild(connection)?;
    seen::rebuild(connection)?;
    apart::rebuild(connection)
}

/// A quantity as the ledger stores it, in ten-thousandths. What no act writes and `domain::fit` parks
/// (more digits, more than an i64 holds) is rounded or cut, and what is no number counts as nothing.
pub(crate) fn scaled(text: &str) -> i64 {
    let Ok(quantity) = text.parse::<Decimal>() else {
        return 0;
    };
    let scale = Decimal::from(10_i64.pow(QUANTITY_DECIMALS_MAX));
    let end = if quantity.is_sign_negative() {
        i64::MIN
    } else {
        i64::MAX
    };
    let whole = quantity.checked_mul(scale).map(|scaled| scaled.round());
    whole.and_then(|whole| whole.to_i64()).unwrap_or(end)
}

/// Ten-thousandths as the quantity they are.
pub(crate) fn unscaled(sum: i64) -> Quantity {
    Quantity::from_decimal(Decimal::new(sum, QUANTITY_DECIMALS_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_comes_back_from_its_ten_thousandths() {
        for text in [
            "0",
            "1",
            "-1",
            "0.0001",
            "-0.0001",
            "1.5",
            "12345.6789",
            "10000000",
            "-100000000",
        ] {
            assert_eq!(unscaled(scaled(text)).to_string(), text);
        }
        assert_eq!(scaled("0.0001"), 1);
        assert_eq!(scaled("-2.5"), -25_000);
    }

    #[test]
    fn what_no_act_writes_stops_nothing() {
        assert_eq!(scaled("0.00004"), 0);
        assert_eq!(scaled("99999999999999999999999"), i64::MAX);
        assert_eq!(scaled("-79228162514264337593543950335"), i64::MIN);
        assert_eq!(scaled("twelve"), 0);
    }
}
