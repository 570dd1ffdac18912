//! Places where people wrote apart and nobody settled it: which group of which row holds several values.

use domain::facts::StandingWrite;
use journal::RowId;

use crate::column;
use crate::error::StoreError;
use crate::records::{Records, StoredHead};

/// A group of columns in which several writes stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The table's number.
    pub table: u16,
    /// The row.
    pub row: RowId,
    /// The group: its lowest column number.
    pub group: u16,
    /// The writes that stand.
    pub writes: Vec<StandingWrite>,
}

const COLUMNS: &str = "row_id, table_number, group_number, heads";

impl Records<'_> {
    /// How many groups hold several values.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn conflicts_total(&self) -> Result<u64, StoreError> {
        let counted: Option<i64> = self.optional("SELECT count(*) FROM conflicts", [])?;
        Ok(counted.unwrap_or(0).cast_unsigned())
    }

    /// Groups that hold several values, in a lasting order, at most `limit`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn conflicts(&self, offset: usize, limit: usize) -> Result<Vec<Conflict>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM conflicts ORDER BY row_id, table_number, group_number LIMIT ?1 OFFSET ?2");
        let bound = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        self.conflicts_by(&sql, (bound(limit), bound(offset)))
    }

    /// Groups of that row that hold several values.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn conflicts_of(&self, row: RowId) -> Result<Vec<Conflict>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM conflicts WHERE row_id = ?1 ORDER BY table_number, group_number");
        self.conflicts_by(&sql, [row.as_bytes().as_slice()])
    }

    fn conflicts_by(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<Vec<Conflict>, StoreError> {
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query(parameters)?;
        let mut conflicts = Vec::new();
        while let Some(row) = stored.next()? {
            let group = row.get(2)?;
            let json = row.get_ref(3)?.as_str().map_err(StoreError::broken)?;
            let heads: Vec<StoredHead> = serde_json::from_str(json).map_err(StoreError::broken)?;
            let write = |head: StoredHead| StandingWrite {
                group,
                stamp: head.stamp,
                values: head.values,
            };
            conflicts.push(Conflict {
                table: row.get(1)?,
                row: column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?,
                group,
                writes: heads.into_iter().map(write).collect(),
            });
        }
        Ok(conflicts)
    }
}
