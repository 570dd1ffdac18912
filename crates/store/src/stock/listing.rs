//! What a list of parts asks of the stock that is kept beside it.

use domain::labels::StockStatus;
use domain::schema::{Row, Table};
use domain::tables::{EquipmentPart, Part, PartLocation};
use journal::RowId;
use rusqlite::types::Value as Sql;

use crate::error::StoreError;
use crate::records::Records;

/// Conditions and order by stock, for a list of parts.
#[derive(Clone, Debug, Default)]
pub struct StockQuery {
    /// Stock stands in one of these ways.
    pub statuses: Vec<StockStatus>,
    /// Something of it lies at one of these places, or usually does.
    pub locations: Vec<RowId>,
    /// It stands on the spare-part list of one of these machines, or of one below it in the tree.
    pub equipment: Vec<RowId>,
    /// The order by the sum; the greatest first or last.
    pub is_descending: Option<bool>,
}

/// What `domain::labels::stock_status` says, in SQL; a test holds it to that.
///
/// `s` is the part's sum, `t` the part. Its sum is compared in ten-thousandths.
const STATUS: &str = "CASE \
     WHEN s.on_hand < 0 OR s.places_below_zero > 0 THEN 'data_error' \
     WHEN coalesce(s.on_hand, 0) = 0 THEN 'out_of_stock' \
     WHEN t.critical IS NOT NULL AND s.on_hand <= ten_thousandths(t.critical) THEN 'critical' \
     WHEN t.minimum IS NOT NULL AND s.on_hand <= ten_thousandths(t.minimum) THEN 'low' \
     WHEN t.maximum IS NOT NULL AND s.on_hand > ten_thousandths(t.maximum) THEN 'overstocked' \
     WHEN t.minimum IS NULL THEN 'not_tracked' ELSE 'in_stock' END";

impl StockQuery {
    /// Adds its conditions on the part `t`.
    pub(crate) fn conditions(
        &self,
        records: &Records<'_>,
        parts: &mut Vec<String>,
        bound: &mut Vec<Sql>,
    ) -> Result<(), StoreError> {
        if !self.statuses.is_empty() {
            let words: Vec<String> = self
                .statuses
                .iter()
                .map(|status| format!("'{}'", status.word()))
                .collect();
            parts.push(format!(
                "(SELECT {STATUS} FROM (SELECT 1) LEFT JOIN stock_of_parts s ON s.part_id = t.id) IN ({})",
                words.join(", ")
            ));
        }
        if !self.locations.is_empty() {
            let (lies, usual) = (places(&self.locations, bound), places(&self.locations, bound));
            parts.push(format!(
                "t.id IN (SELECT part_id FROM stock_at_places WHERE location_id IN ({lies}) AND on_hand <> 0 \
                 UNION SELECT t.part_id FROM {} t WHERE t.location_id IN ({usual}) AND t.is_usual AND {})",
                PartLocation::TABLE.name,
                records.shown(PartLocation::TABLE)?
            ));
        }
        if !self.equipment.is_empty() {
            let machines = places(&self.equipment, bound);
            parts.push(format!(
                "t.id IN (WITH RECURSIVE below (id) AS (SELECT id FROM pms_equipment WHERE id IN ({machines}) \
                 UNION SELECT e.id FROM pms_equipment e JOIN below b ON e.parent_id = b.id) \
                 SELECT t.part_id FROM {} t JOIN below b ON t.equipment_id = b.id WHERE NOT t.is_unlinked AND {})",
                EquipmentPart::TABLE.name,
                records.shown(EquipmentPart::TABLE)?
            ));
        }
        Ok(())
    }

    /// The order by the sum of the part `t`.
    pub(crate) fn order(&self) -> Option<String> {
        let direction = if self.is_descending? { "DESC" } else { "ASC" };
        let sum = "coalesce((SELECT s.on_hand FROM stock_of_parts s WHERE s.part_id = t.id), 0)";
        Some(format!("{sum} {direction}"))
    }

    /// Only parts have stock.
    pub(crate) fn check(&self, table: &'static Table) -> Result<(), StoreError> {
        match table.number == Part::TABLE.number {
            true => Ok(()),
            false => Err(StoreError::UnknownColumn {
                table: table.name,
                column: "stock".to_owned(),
            }),
        }
    }
}

fn places(rows: &[RowId], bound: &mut Vec<Sql>) -> String {
    let places = rows.iter().map(|row| {
        bound.push(Sql::Blob(row.as_bytes().to_vec()));
        format!("?{}", bound.len())
    });
    places.collect::<Vec<_>>().join(", ")
}
