//! Keeps what the ledger adds up to, in the transaction that writes the ledger.

use std::collections::{BTreeMap, HashMap};

use domain::schema::Row;
use domain::tables::Movement;
use journal::RowId;
use rusqlite::{Connection, OptionalExtension};

use super::{apart, scaled};
use crate::column;
use crate::error::StoreError;
use crate::records::Records;

/// A part at a place.
pub(crate) type At = (RowId, RowId);

/// What one movement adds, as long as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    pub(crate) at: At,
    pub(crate) quantity: i64,
}

/// A sum, and how many movements make it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) on_hand: i64,
    pub(crate) movements: i64,
}

impl Sum {
    /// A sum that an i64 does not hold would take nine million movements of the largest size that fits;
    /// it stops at the end, so that it blocks nobody's acts.
    fn plus(self, more: Self) -> Self {
        Self {
            on_hand: self.on_hand.saturating_add(more.on_hand),
            movements: self.movements + more.movements,
        }
    }
}

/// What one intake changed of the ledger.
#[derive(Debug, Default)]
pub(crate) struct StockChanges {
    sums: BTreeMap<At, Sum>,
    /// Movements that came, went or changed: their place, and whether they were shown there before.
    changed: Vec<(RowId, At, bool)>,
}

impl StockChanges {
    /// A movement was different before, or not shown: what it added, and what it adds now.
    pub(crate) fn change(&mut self, row: RowId, before: Option<Moved>, after: Option<Moved>) {
        for (moved, sign) in [(before, -1), (after, 1)] {
            let Some(moved) = moved else { continue };
            self.changed.push((row, moved.at, before.is_some()));
            let sum = self.sums.entry(moved.at).or_default();
            *sum = sum.plus(Sum {
                on_hand: moved.quantity.saturating_mul(sign),
                movements: sign,
            });
        }
    }

    /// Adds them to what is kept, and begins anew.
    pub(crate) fn keep(&mut self, connection: &Connection) -> Result<(), StoreError> {
        for (at, more) in std::mem::take(&mut self.sums) {
            if more != Sum::default() {
                let before = kept_at(connection, at)?;
                let after = before.plus(more);
                keep_at(connection, at, after)?;
                keep_part(connection, at.0, before, after)?;
            }
        }
        apart::look(connection, std::mem::take(&mut self.changed))
    }
}

/// What the movement adds where it is shown; nothing where it is hidden or there is none.
pub(crate) fn moved(connection: &Connection, row: RowId) -> Result<Option<Moved>, StoreError> {
    let table = Movement::TABLE.name;
    let shown = Records::of(connection).shown(Movement::TABLE)?;
    let sql = format!("SELECT t.part_id, t.location_id, t.quantity FROM {table} t WHERE t.id = ?1 AND {shown}");
    let mut prepared = connection.prepare_cached(&sql)?;
    let mut stored = prepared.query([row.as_bytes().as_slice()])?;
    let Some(row) = stored.next()? else { return Ok(None) };
    let id = |at: usize| column::row_id(row.get_ref(at)?.as_blob().map_err(StoreError::broken)?);
    Ok(Some(Moved {
        at: (id(0)?, id(1)?),
        quantity: scaled(row.get_ref(2)?.as_str().map_err(StoreError::broken)?),
    }))
}

fn kept_at(connection: &Connection, (part, location): At) -> Result<Sum, StoreError> {
    let sql = "SELECT on_hand, movements FROM stock_at_places WHERE part_id = ?1 AND location_id = ?2";
    let mut prepared = connection.prepare_cached(sql)?;
    let key = (part.as_bytes().as_slice(), location.as_bytes().as_slice());
    let kept = prepared.query_row(key, |row| {
        Ok(Sum {
            on_hand: row.get(0)?,
            movements: row.get(1)?,
        })
    });
    Ok(kept.optional()?.unwrap_or_default())
}

fn keep_at(connection: &Connection, (part, location): At, sum: Sum) -> Result<(), StoreError> {
    let (part, location) = (part.as_bytes().as_slice(), location.as_bytes().as_slice());
    if sum.movements == 0 {
        let sql = "DELETE FROM stock_at_places WHERE part_id = ?1 AND location_id = ?2";
        connection.prepare_cached(sql)?.execute((part, location))?;
    } else {
        let sql = "INSERT INTO stock_at_places (part_id, location_id, on_hand, movements) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT DO UPDATE SET on_hand = excluded.on_hand, movements = excluded.movements";
        let mut prepared = connection.prepare_cached(sql)?;
        prepared.execute((part, location, sum.on_hand, sum.movements))?;
    }
    Ok(())
}

fn keep_part(connection: &Connection, part: RowId, before: Sum, after: Sum) -> Result<(), StoreError> {
    let part = part.as_bytes().as_slice();
    let more = after.on_hand.saturating_sub(before.on_hand);
    let below = i64::from(after.on_hand < 0) - i64::from(before.on_hand < 0);
    let sql = "SELECT on_hand FROM stock_of_parts WHERE part_id = ?1";
    let kept: Option<i64> = connection
        .prepare_cached(sql)?
        .query_row([part], |row| row.get(0))
        .optional()?;
    let sql = "INSERT INTO stock_of_parts (part_id, on_hand, places_below_zero) VALUES (?1, ?2, ?3) \
               ON CONFLICT DO UPDATE SET on_hand = excluded.on_hand, places_below_zero = places_below_zero + ?3";
    let mut prepared = connection.prepare_cached(sql)?;
    prepared.execute((part, kept.unwrap_or(0).saturating_add(more), below))?;
    if after.movements == 0 {
        let sql = "DELETE FROM stock_of_parts WHERE part_id = ?1 \
                   AND NOT EXISTS (SELECT 1 FROM stock_at_places p WHERE p.part_id = ?1)";
        connection.prepare_cached(sql)?.execute([part])?;
    }
    Ok(())
}

/// What the ledger of the named database adds up to, of every part and place.
pub(crate) fn summed(connection: &Connection, database: &str) -> Result<BTreeMap<At, Sum>, StoreError> {
    let sql = format!(
        "SELECT part_id, location_id, quantity FROM {database}.{} t WHERE NOT EXISTS ( \
         SELECT 1 FROM {database}.hidden_rows h WHERE h.row_id = t.id AND h.table_number = {})",
        Movement::TABLE.name,
        Movement::TABLE.number
    );
    let mut prepared = connection.prepare(&sql)?;
    let mut stored = prepared.query([])?;
    let mut sums: HashMap<At, Sum> = HashMap::new();
    while let Some(row) = stored.next()? {
        let id = |at: usize| column::row_id(row.get_ref(at)?.as_blob().map_err(StoreError::broken)?);
        let sum = sums.entry((id(0)?, id(1)?)).or_default();
        *sum = sum.plus(Sum {
            on_hand: scaled(row.get_ref(2)?.as_str().map_err(StoreError::broken)?),
            movements: 1,
        });
    }
    Ok(sums.into_iter().collect())
}

/// Writes all sums anew, from the ledger.
pub(crate) fn rebuild(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("DELETE FROM stock_at_places; DELETE FROM stock_of_parts;")?;
    for (at, sum) in summed(connection, "main")? {
        keep_at(connection, at, sum)?;
        keep_part(connection, at.0, Sum::default(), sum)?;
    }
    Ok(())
}
