//! Counts made apart: a count, and another movement at the same place that had not seen each other. The
//! rule is `domain::counts`; kept is which pairs stand open.
//!
//! A place is looked at again only when something arrives there that may open or settle a pair: acts of a
//! workstation that has seen everything cost one look into an index.

use std::collections::{BTreeMap, BTreeSet};

use domain::counts::{self, Moved};
use domain::schema::Row;
use domain::tables::Movement;
use journal::RowId;
use rusqlite::Connection;

use super::seen::Seen;
use super::upkeep::At;
use crate::column;
use crate::error::StoreError;
use crate::records::Records;

/// A count and another movement.
type Pair = (RowId, RowId);

/// Which movements at a place are asked for. An order is asked for only where it matters: for it, SQLite
/// leaves the index that holds counts alone, and reads every movement of the part.
const ONE: &str = "AND t.id = ?3";
const ALL: &str = "";
const COUNTS: &str = "AND t.counted IS NOT NULL";
const IN_ORDER: &str = "ORDER BY t.created_at, t.id";

/// Looks again at the places of movements that changed, as far as that may open or settle a pair.
/// `was_shown`: the movement was there before, with what it said then.
pub(crate) fn look(
    connection: &Connection,
    changed: impl IntoIterator<Item = (RowId, At, bool)>,
) -> Result<(), StoreError> {
    let mut looking = Looking::new(connection)?;
    let mut due: BTreeSet<At> = BTreeSet::new();
    for (row, at, was_shown) in changed {
        if !due.contains(&at) && looking.is_due(row, at, was_shown)? {
            due.insert(at);
        }
    }
    for at in due {
        let pairs = looking.open_pairs(at)?;
        keep(connection, at, &pairs)?;
    }
    Ok(())
}

/// Writes the pairs anew, from the entries and the ledger.
pub(crate) fn rebuild(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("DELETE FROM counts_apart;")?;
    for (at, pairs) in all_open_pairs(connection)? {
        keep(connection, at, &pairs)?;
    }
    Ok(())
}

/// The open pairs of every place, worked out from the ledger.
pub(super) fn all_open_pairs(connection: &Connection) -> Result<BTreeMap<At, BTreeSet<Pair>>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT part_id, location_id FROM {} WHERE counted IS NOT NULL",
        Movement::TABLE.name
    );
    let mut prepared = connection.prepare(&sql)?;
    let mut stored = prepared.query([])?;
    let mut looking = Looking::new(connection)?;
    let mut all = BTreeMap::new();
    while let Some(row) = stored.next()? {
        let id = |at: usize| column::row_id(row.get_ref(at)?.as_blob().map_err(StoreError::broken)?);
        let at = (id(0)?, id(1)?);
        let pairs = looking.open_pairs(at)?;
        if !pairs.is_empty() {
            all.insert(at, pairs);
        }
    }
    Ok(all)
}

/// The open pairs of every place, as they are kept in the named database.
pub(super) fn all_kept_pairs(
    connection: &Connection,
    database: &str,
) -> Result<BTreeMap<At, BTreeSet<Pair>>, StoreError> {
    let sql = format!("SELECT part_id, location_id, count_id, other_id FROM {database}.counts_apart");
    let mut prepared = connection.prepare(&sql)?;
    let mut stored = prepared.query([])?;
    let mut all: BTreeMap<At, BTreeSet<Pair>> = BTreeMap::new();
    while let Some(row) = stored.next()? {
        let id = |at: usize| column::row_id(row.get_ref(at)?.as_blob().map_err(StoreError::broken)?);
        all.entry((id(0)?, id(1)?)).or_default().insert((id(2)?, id(3)?));
    }
    Ok(all)
}

fn keep(connection: &Connection, (part, location): At, pairs: &BTreeSet<Pair>) -> Result<(), StoreError> {
    let (part, location) = (part.as_bytes().as_slice(), location.as_bytes().as_slice());
    let sql = "DELETE FROM counts_apart WHERE part_id = ?1 AND location_id = ?2";
    connection.prepare_cached(sql)?.execute((part, location))?;
    let sql = "INSERT INTO counts_apart (part_id, location_id, count_id, other_id) VALUES (?1, ?2, ?3, ?4)";
    let mut prepared = connection.prepare_cached(sql)?;
    for (count, other) in pairs {
        prepared.execute((part, location, count.as_bytes().as_slice(), other.as_bytes().as_slice()))?;
    }
    Ok(())
}

/// Looks at one place after the other.
struct Looking<'c> {
    connection: &'c Connection,
    seen: Seen<'c>,
}

impl<'c> Looking<'c> {
    fn new(connection: &'c Connection) -> Result<Self, StoreError> {
        Ok(Self {
            connection,
            seen: Seen::new(connection)?,
        })
    }

    /// Whether what happened to the movement may open or settle a pair at its place.
    fn is_due(&mut self, row: RowId, at: At, was_shown: bool) -> Result<bool, StoreError> {
        if was_shown {
            return Ok(true);
        }
        let Some(moved) = self.movements(at, ONE, Some(row))?.pop() else {
            return Ok(false);
        };
        let may_settle = moved.is_count || moved.reverses.is_some();
        if may_settle && Records::of(self.connection).is_counted_apart(at.0, at.1)? {
            return Ok(true);
        }
        // What a count had settled stands open again once that count is taken back.
        if let Some(taken_back) = moved.reverses
            && self
                .movements(at, ONE, Some(taken_back))?
                .iter()
                .any(|moved| moved.is_count)
        {
            return Ok(true);
        }
        let others = match moved.is_count {
            true => self.movements(at, ALL, None)?,
            false => self.movements(at, COUNTS, None)?,
        };
        let own = self.seen.made(row)?;
        for other in others {
            let theirs = self.seen.made(other.id)?;
            if !self.seen.saw(&own, &theirs)? && !self.seen.saw(&theirs, &own)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn open_pairs(&mut self, at: At) -> Result<BTreeSet<Pair>, StoreError> {
        let movements = self.movements(at, IN_ORDER, None)?;
        if !movements.iter().any(|moved| moved.is_count) {
            return Ok(BTreeSet::new());
        }
        let made = movements.iter().map(|moved| self.seen.made(moved.id));
        let made = made.collect::<Result<Vec<_>, _>>()?;
        let pairs = counts::apart(&movements, |a, b| self.seen.saw(&made[a], &made[b]))?;
        let named = |(count, other): (usize, usize)| (movements[count].id, movements[other].id);
        Ok(pairs.into_iter().map(named).collect())
    }

    /// Shown movements of the part at the place.
    fn movements(&self, (part, location): At, wanted: &str, row: Option<RowId>) -> Result<Vec<Moved>, StoreError> {
        let sql = format!(
            "SELECT t.id, t.counted IS NOT NULL, t.reverses_id FROM {} t \
             WHERE t.part_id = ?1 AND t.location_id = ?2 AND {} AND (?3 IS NULL OR t.id = ?3) {wanted}",
            Movement::TABLE.name,
            Records::of(self.connection).shown(Movement::TABLE)?
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let row = row.as_ref().map(|row| row.as_bytes().as_slice());
        let mut stored = prepared.query((part.as_bytes().as_slice(), location.as_bytes().as_slice(), row))?;
        let mut movements = Vec::new();
        while let Some(row) = stored.next()? {
            let reverses = row.get_ref(2)?.as_blob_or_null().map_err(StoreError::broken)?;
            movements.push(Moved {
                id: column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?,
                is_count: row.get(1)?,
                reverses: reverses.map(column::row_id).transpose()?,
            });
        }
        Ok(movements)
    }
}
