//! Holds what is kept of spend against the rows that it follows from.

use std::collections::BTreeMap;
use std::fmt;

use journal::RowId;
use rusqlite::Connection;

use super::keeping::{Counted, each, each_kept};
use crate::error::StoreError;

/// A posting, a line or an item that is kept as counting something else than its rows say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpendDifference {
    /// The posting, the line of an order, or the item.
    pub source: RowId,
}

impl fmt::Display for SpendDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "what is kept as counted of {} is not what its rows say", self.source)
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
    Ok(differences(&right, &kept(connection, "main")?))
}

/// Everything that the attached replica `was` keeps and that is not what the entries come to, taken in again
/// here.
pub(crate) fn differing_from_replay(scratch: &Connection) -> Result<Vec<SpendDifference>, StoreError> {
    Ok(differences(&kept(scratch, "main")?, &kept(scratch, "was")?))
}

fn kept(connection: &Connection, database: &str) -> Result<All, StoreError> {
    let mut all = All::new();
    each_kept(connection, database, &mut |counted| {
        all.insert(counted.source, counted);
    })?;
    Ok(all)
}

fn differences(right: &All, kept: &All) -> Vec<SpendDifference> {
    let unlike = right
        .iter()
        .filter(|(source, counted)| kept.get(*source) != Some(*counted));
    let unfounded = kept.keys().filter(|source| !right.contains_key(*source));
    let sources = unlike.map(|(source, _)| source).chain(unfounded);
    sources.map(|source| SpendDifference { source: *source }).collect()
}
