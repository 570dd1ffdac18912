//! Holds what is kept of the ledger against the ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use domain::quantity::Quantity;
use journal::RowId;
use rusqlite::Connection;

use super::upkeep::{At, Sum, summed};
use super::{apart, unscaled};
use crate::column;
use crate::error::StoreError;

/// Something kept beside the ledger that does not follow from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockDifference {
    /// The part.
    pub part: RowId,
    /// The place; none where it is the part as a whole.
    pub location: Option<RowId>,
    /// What differs.
    pub what: StockDiffers,
}

/// What differs of a part or of a part at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StockDiffers {
    /// The sum, or the number of movements or places behind it.
    Sum {
        /// What is kept.
        kept: Quantity,
        /// What the ledger adds up to.
        summed: Quantity,
    },
    /// Which counts were made apart.
    Counts,
}

impl fmt::Display for StockDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "part {}", self.part)?;
        if let Some(location) = self.location {
            write!(f, " at place {location}")?;
        }
        match &self.what {
            StockDiffers::Sum { kept, summed } => {
                write!(f, ": {kept} is kept as on hand, and the movements add up to {summed}")
            }
            StockDiffers::Counts => write!(f, ": the counts kept as made apart are not those of the entries"),
        }
    }
}

/// Everything that is kept in this database and does not follow from its ledger.
pub(crate) fn differing(connection: &Connection) -> Result<Vec<StockDifference>, StoreError> {
    let mut found = differing_sums(connection, "main")?;
    let (open, kept) = (
        apart::all_open_pairs(connection)?,
        apart::all_kept_pairs(connection, "main")?,
    );
    found.extend(differing_pairs(&open, &kept));
    Ok(found)
}

/// Everything that the attached replica `was` keeps and that follows neither from its ledger nor from the
/// entries as they were taken in again here.
pub(crate) fn differing_from_replay(scratch: &Connection) -> Result<Vec<StockDifference>, StoreError> {
    let mut found = differing_sums(scratch, "was")?;
    let (again, kept) = (
        apart::all_kept_pairs(scratch, "main")?,
        apart::all_kept_pairs(scratch, "was")?,
    );
    found.extend(differing_pairs(&again, &kept));
    Ok(found)
}

fn differing_pairs<P: PartialEq>(right: &BTreeMap<At, P>, kept: &BTreeMap<At, P>) -> Vec<StockDifference> {
    let places: BTreeSet<At> = right.keys().chain(kept.keys()).copied().collect();
    let differs = places.into_iter().filter(|at| right.get(at) != kept.get(at));
    let difference = |(part, location): At| StockDifference {
        part,
        location: Some(location),
        what: StockDiffers::Counts,
    };
    differs.map(difference).collect()
}

fn differing_sums(connection: &Connection, database: &str) -> Result<Vec<StockDifference>, StoreError> {
    let (summed, kept) = (summed(connection, database)?, kept_at_places(connection, database)?);
    let mut found = differences(&summed, &kept, |(part, location)| (*part, Some(*location)));
    let mut of_parts: BTreeMap<RowId, Sum> = BTreeMap::new();
    for ((part, _), sum) in &summed {
        let whole = of_parts.entry(*part).or_default();
        whole.on_hand = whole.on_hand.saturating_add(sum.on_hand);
        // Of a part, the number beside the sum is that of its places below zero.
        whole.movements += i64::from(sum.on_hand < 0);
    }
    let kept = kept_of_parts(connection, database)?;
    found.extend(differences(&of_parts, &kept, |part| (*part, None)));
    Ok(found)
}

fn differences<K: Ord>(
    right: &BTreeMap<K, Sum>,
    kept: &BTreeMap<K, Sum>,
    named: impl Fn(&K) -> (RowId, Option<RowId>),
) -> Vec<StockDifference> {
    let keys: BTreeSet<&K> = right.keys().chain(kept.keys()).collect();
    let differs = keys.into_iter().filter(|key| right.get(key) != kept.get(key));
    let on_hand = |sums: &BTreeMap<K, Sum>, key: &K| unscaled(sums.get(key).map_or(0, |sum| sum.on_hand));
    let difference = |key: &K| {
        let (part, location) = named(key);
        StockDifference {
            part,
            location,
            what: StockDiffers::Sum {
                kept: on_hand(kept, key),
                summed: on_hand(right, key),
            },
        }
    };
    differs.map(difference).collect()
}

fn kept_at_places(connection: &Connection, database: &str) -> Result<BTreeMap<At, Sum>, StoreError> {
    let sql = format!("SELECT on_hand, movements, part_id, location_id FROM {database}.stock_at_places");
    kept(connection, &sql, |ids| (ids[0], ids[1]))
}

fn kept_of_parts(connection: &Connection, database: &str) -> Result<BTreeMap<RowId, Sum>, StoreError> {
    let sql = format!("SELECT on_hand, places_below_zero, part_id FROM {database}.stock_of_parts");
    kept(connection, &sql, |ids| ids[0])
}

fn kept<K: Ord>(
    connection: &Connection,
    sql: &str,
    key: impl Fn(&[RowId]) -> K,
) -> Result<BTreeMap<K, Sum>, StoreError> {
    let mut prepared = connection.prepare(sql)?;
    let columns = prepared.column_count();
    let mut stored = prepared.query([])?;
    let mut sums = BTreeMap::new();
    while let Some(row) = stored.next()? {
        let id = |at: usize| column::row_id(row.get_ref(at)?.as_blob().map_err(StoreError::broken)?);
        let ids = (2..columns).map(id).collect::<Result<Vec<_>, _>>()?;
        let sum = Sum {
            on_hand: row.get(0)?,
            movements: row.get(1)?,
        };
        sums.insert(key(&ids), sum);
    }
    Ok(sums)
}
