//! Holds what is kept of spend against the rows that it follows from.

use std::collections::BTreeMap;
use std::fmt;

use journal::RowId;
use rusqlite::Connection;

use super::keeping::{Counted, each, each_kept};
use crate::buying::standing;
use crate::error::StoreError;

/// Something kept of spend, or of what is bought, that does not follow from its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpendDifference {
    /// The posting, the line of an order, the item or the order.
    pub source: RowId,
    /// What differs.
    pub what: SpendDiffers,
}

/// What differs of a posting, a line, an item or an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpendDiffers {
    /// What it counts.
    Counted,
    /// Where it stands.
    Standing,
}

impl fmt::Display for SpendDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.what {
            SpendDiffers::Counted => write!(f, "what is kept as counted of {} is not what its rows say", self.source),
            SpendDiffers::Standing => write!(f, "{} is kept as standing elsewhere than its rows say", self.source),
        }
    }
}

type All = BTreeMap<RowId, Counted>;

/// Everything that is kept in this database and does not follow from its rows, by source.
pub(crate) fn differing(connection: &Connection) -> Result<Vec<SpendDifference>, StoreError> {
    let mut right = All::new();
    each(connection, &mut |counted| {
        right.insert(counted.source, counted);
        Ok(())
    })?;
    let stand_elsewhere = standing::differing(connection)?;
    Ok(differences(&right, &kept(connection, "main")?, &stand_elsewhere))
}

/// Everything that the attached replica `was` keeps and that is not what the entries come to, taken in again
/// here.
pub(crate) fn differing_from_replay(scratch: &Connection) -> Result<Vec<SpendDifference>, StoreError> {
    let stand_elsewhere = standing::differing_from_replay(scratch)?;
    Ok(differences(
        &kept(scratch, "main")?,
        &kept(scratch, "was")?,
        &stand_elsewhere,
    ))
}

fn kept(connection: &Connection, database: &str) -> Result<All, StoreError> {
    let mut all = All::new();
    each_kept(connection, database, &mut |counted| {
        all.insert(counted.source, counted);
    })?;
    Ok(all)
}

fn differences(right: &All, kept: &All, stand_elsewhere: &[RowId]) -> Vec<SpendDifference> {
    let unlike = right
        .iter()
        .filter(|(source, counted)| kept.get(*source) != Some(*counted));
    let unfounded = kept.keys().filter(|source| !right.contains_key(*source));
    let count_else = unlike.map(|(source, _)| source).chain(unfounded);
    let count_else = count_else.map(|source| (source, SpendDiffers::Counted));
    let stand_elsewhere = stand_elsewhere.iter().map(|row| (row, SpendDiffers::Standing));
    count_else
        .chain(stand_elsewhere)
        .map(|(source, what)| SpendDifference { source: *source, what })
        .collect()
}
