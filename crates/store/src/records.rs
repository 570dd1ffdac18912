//! Reads rows of the declared tables from one connection: a reader's snapshot or the writer's own
//! transaction.

use std::collections::HashMap;

use domain::facts::{Source, StandingWrite, Stretch};
use domain::quantity::Quantity;
use domain::refusal::Refusal;
use domain::schema::{Column, RawRow, Table};
use domain::time::Instant;
use journal::{DeviceNumber, Entry, Hash, Head, RowId, Stamp, Value};
use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::audit_log::{self, COLUMNS};
use crate::chain_heads;
use crate::column::{self, Stored};
use crate::error::StoreError;
use crate::statement;

/// The condition that every row meets.
pub(crate) const ALL: &str = "TRUE";

/// The values of each head of a column.
type Heads = Vec<(u16, Vec<Value>)>;

/// Answers questions from one connection, and so from one state of the record as long as a
/// transaction is open on it.
#[derive(Clone, Copy)]
pub struct Records<'c> {
    pub(crate) connection: &'c Connection,
}

impl<'c> Records<'c> {
    pub(crate) fn of(connection: &'c Connection) -> Self {
        Self { connection }
    }

    /// The row of that id; none where only void entries added it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn row(&self, table: &'static Table, id: RowId) -> Result<Option<RawRow>, StoreError> {
        let sql = format!("{} AND {}", statement::of(table).by_id, self.shown(table)?);
        let mut rows = self.query(table, &sql, [id.as_bytes().as_slice()])?;
        Ok(rows.pop())
    }

    /// The row of that id, also where only void entries added it and nobody is shown it.
    pub(crate) fn row_or_hidden(&self, table: &'static Table, id: RowId) -> Result<Option<RawRow>, StoreError> {
        let mut rows = self.query(table, &statement::of(table).by_id, [id.as_bytes().as_slice()])?;
        Ok(rows.pop())
    }

    /// The condition under which a row `t` of the table is shown: everything read of declared tables asks
    /// it. Hidden rows are rare, so where there is none at all it costs nothing.
    pub(crate) fn shown(&self, table: &'static Table) -> Result<&'static str, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM hidden_rows)";
        let has_hidden: bool = self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(if has_hidden {
            &statement::of(table).is_shown
        } else {
            ALL
        })
    }

    /// Rows whose column equals the value, newest first, at most `limit`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn rows_by(
        &self,
        table: &'static Table,
        column: &'static Column,
        value: &Value,
        limit: usize,
    ) -> Result<Vec<RawRow>, StoreError> {
        let columns = &statement::of(table).columns;
        let (name, wanted) = (table.name, column.name);
        let compare = if value.is_null() { "IS" } else { "=" };
        let sql = format!(
            "{columns} FROM {name} t WHERE t.{wanted} {compare} ?1 AND {} ORDER BY t.created_at DESC, t.rowid DESC LIMIT ?2",
            self.shown(table)?,
        );
        self.query(table, &sql, (Stored(value), limit as i64))
    }

    /// Rows whose column equals the value and whose moment lies in the stretch, the latest moment
    /// first, at most `limit`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn rows_within(
        &self,
        table: &'static Table,
        column: &'static Column,
        value: &Value,
        stretch: &Stretch,
        limit: usize,
    ) -> Result<Vec<RawRow>, StoreError> {
        let columns = &statement::of(table).columns;
        let (name, wanted, moment) = (table.name, column.name, stretch.column.name);
        let mut sql = format!(
            "{columns} FROM {name} t WHERE t.{wanted} = ?1 AND {}",
            self.shown(table)?
        );
        // Without the ends that are not given, the index of column and moment answers alone.
        if stretch.from.is_some() {
            sql.push_str(&format!(" AND t.{moment} >= ?2"));
        }
        if stretch.until.is_some() {
            sql.push_str(&format!(" AND t.{moment} <= ?3"));
        }
        sql.push_str(&format!(
            " ORDER BY t.{moment} DESC, t.created_at DESC, t.rowid DESC LIMIT ?4"
        ));
        let millis = |end: Option<Instant>| end.map(Instant::millis);
        let ends = (millis(stretch.from), millis(stretch.until));
        self.query(table, &sql, (Stored(value), ends.0, ends.1, limit as i64))
    }

    /// The row whose columns equal all these values and whose moment is the latest.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn latest(
        &self,
        table: &'static Table,
        wanted: &[(&'static Column, Value)],
        moment: &'static Column,
    ) -> Result<Option<RawRow>, StoreError> {
        let columns = &statement::of(table).columns;
        let (name, moment) = (table.name, moment.name);
        let equals: String = wanted
            .iter()
            .enumerate()
            .map(|(at, (column, _))| format!("t.{} = ?{} AND ", column.name, at + 1))
            .collect();
        let sql = format!(
            "{columns} FROM {name} t WHERE {equals}{} ORDER BY t.{moment} DESC, t.created_at DESC, t.rowid DESC LIMIT 1",
            self.shown(table)?,
        );
        let values = wanted.iter().map(|(_, value)| Stored(value));
        Ok(self.query(table, &sql, rusqlite::params_from_iter(values))?.pop())
    }

    /// All rows of a table, newest first, at most `limit`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn all(&self, table: &'static Table, limit: usize) -> Result<Vec<RawRow>, StoreError> {
        let columns = &statement::of(table).columns;
        let name = table.name;
        let shown = self.shown(table)?;
        let sql = format!("{columns} FROM {name} t WHERE {shown} ORDER BY t.created_at DESC, t.rowid DESC LIMIT ?1");
        self.query(table, &sql, [limit as i64])
    }

    /// Gives each row of a table to `take`, oldest first, without holding all of them.
    ///
    /// # Errors
    /// What `take` returns, or when the database cannot be read.
    pub fn each<E: From<StoreError>>(
        &self,
        table: &'static Table,
        mut take: impl FnMut(RawRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let columns = &statement::of(table).columns;
        let (name, shown) = (table.name, self.shown(table)?);
        let sql = format!("{columns} FROM {name} t WHERE {shown} ORDER BY t.created_at, t.id");
        let mut prepared = self.connection.prepare_cached(&sql).map_err(StoreError::from)?;
        let mut stored = prepared.query([]).map_err(StoreError::from)?;
        while let Some(row) = stored.next().map_err(StoreError::from)? {
            take(read_row(table, row)?.0)?;
        }
        Ok(())
    }

    /// Hands every entry over, one after the other: by device, then by number.
    ///
    /// # Errors
    /// What `take` returns, or when the database cannot be read or an entry no longer decodes.
    pub fn each_entry<E: From<StoreError>>(&self, mut take: impl FnMut(Entry) -> Result<(), E>) -> Result<(), E> {
        let sql = format!("SELECT {COLUMNS} FROM pms_audit_log ORDER BY device, seq");
        let mut prepared = self.connection.prepare_cached(&sql).map_err(StoreError::from)?;
        let mut stored = prepared.query([]).map_err(StoreError::from)?;
        while let Some(row) = stored.next().map_err(StoreError::from)? {
            take(audit_log::read(row)?.map_err(StoreError::broken)?)?;
        }
        Ok(())
    }

    /// Runs a statement that begins with the table's columns.
    pub(crate) fn query(
        &self,
        table: &'static Table,
        sql: &str,
        parameters: impl Params,
    ) -> Result<Vec<RawRow>, StoreError> {
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query(parameters)?;
        let mut rows = Vec::new();
        while let Some(row) = stored.next()? {
            let (mut read, is_in_conflict) = read_row(table, row)?;
            if is_in_conflict {
                read.heads = self.heads_of(table, read.id)?;
            }
            rows.push(read);
        }
        Ok(rows)
    }

    fn heads_of(&self, table: &Table, row: RowId) -> Result<Heads, StoreError> {
        let sql = "SELECT heads FROM conflicts WHERE row_id = ?1 AND table_number = ?2 ORDER BY group_number";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query((row.as_bytes().as_slice(), table.number))?;
        let mut columns: HashMap<u16, Vec<Value>> = HashMap::new();
        while let Some(row) = stored.next()? {
            let heads: Vec<StoredHead> = serde_json::from_str(row.get_ref(0)?.as_str().map_err(StoreError::broken)?)
                .map_err(StoreError::broken)?;
            for (column, value) in heads.into_iter().flat_map(|head| head.values) {
                columns.entry(column).or_default().push(value);
            }
        }
        let mut heads: Heads = columns.into_iter().collect();
        heads.sort_unstable_by_key(|(column, _)| *column);
        Ok(heads)
    }

    /// The standing writes of every group of the row between which a person must choose.
    fn standing_writes(&self, table: &Table, row: RowId) -> Result<Vec<StandingWrite>, StoreError> {
        let sql = "SELECT group_number, heads FROM conflicts WHERE row_id = ?1 AND table_number = ?2 \
                   ORDER BY group_number";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query((row.as_bytes().as_slice(), table.number))?;
        let mut writes = Vec::new();
        while let Some(row) = stored.next()? {
            let group = row.get(0)?;
            let json = row.get_ref(1)?.as_str().map_err(StoreError::broken)?;
            let heads: Vec<StoredHead> = serde_json::from_str(json).map_err(StoreError::broken)?;
            writes.extend(heads.into_iter().map(|head| StandingWrite {
                group,
                stamp: head.stamp,
                values: head.values,
            }));
        }
        Ok(writes)
    }

    /// One value of one row, where there is one.
    pub(crate) fn optional<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        parameters: impl Params,
    ) -> Result<Option<T>, StoreError> {
        let mut prepared = self.connection.prepare_cached(sql)?;
        Ok(prepared.query_row(parameters, |row| row.get(0)).optional()?)
    }
}

/// One head of a group in conflict, as the table `conflicts` holds it.
#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct StoredHead {
    /// The entry that wrote it.
    pub(crate) stamp: journal::Stamp,
    /// Its columns; private values are put in.
    pub(crate) values: Vec<(u16, Value)>,
}

/// Reads a row whose first columns are id, time, author, version and whether a column of it is in
/// conflict; its heads are left to be put in.
fn read_row(table: &Table, row: &Row<'_>) -> Result<(RawRow, bool), StoreError> {
    const BEFORE_VALUES: usize = 5;
    let id = row.get_ref(0)?.as_blob().map_err(StoreError::broken)?;
    let created_by = row.get_ref(2)?.as_blob_or_null().map_err(StoreError::broken)?;
    let values: Result<Vec<Value>, StoreError> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| column::read(column.kind, row.get_ref(at + BEFORE_VALUES)?))
        .collect();
    let read = RawRow {
        id: column::row_id(id)?,
        created_at: Instant::from_millis(row.get(1)?),
        created_by: created_by.map(column::row_id).transpose()?,
        values: values?,
        version: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
        heads: Vec::new(),
    };
    Ok((read, row.get(4)?))
}

impl Source for Records<'_> {
    fn row(&self, table: &'static Table, id: RowId) -> Result<Option<RawRow>, Refusal> {
        Ok(Records::row(self, table, id)?)
    }

    fn rows_by(
        &self,
        table: &'static Table,
        column: &'static Column,
        value: &Value,
        limit: usize,
    ) -> Result<Vec<RawRow>, Refusal> {
        Ok(Records::rows_by(self, table, column, value, limit)?)
    }

    fn rows_within(
        &self,
        table: &'static Table,
        column: &'static Column,
        value: &Value,
        stretch: &Stretch,
        limit: usize,
    ) -> Result<Vec<RawRow>, Refusal> {
        Ok(Records::rows_within(self, table, column, value, stretch, limit)?)
    }

    fn latest(
        &self,
        table: &'static Table,
        wanted: &[(&'static Column, Value)],
        moment: &'static Column,
    ) -> Result<Option<RawRow>, Refusal> {
        Ok(Records::latest(self, table, wanted, moment)?)
    }

    fn all(&self, table: &'static Table, limit: usize) -> Result<Vec<RawRow>, Refusal> {
        Ok(Records::all(self, table, limit)?)
    }

    fn stock(&self, part: RowId) -> Result<Vec<(RowId, Quantity)>, Refusal> {
        let places = self.stock_of(part)?;
        Ok(places
            .into_iter()
            .map(|place| (place.location, place.on_hand))
            .collect())
    }

    fn chain_head(&self, device: DeviceNumber) -> Result<Option<Head>, Refusal> {
        Ok(Some(self.head(device)?).filter(|head| head.seq > 0))
    }

    fn entry_hash(&self, stamp: Stamp) -> Result<Option<Hash>, Refusal> {
        let hash = chain_heads::entry_hash(self.connection, stamp)?;
        let hash = hash.map(|hash| hash.parse().map_err(StoreError::broken));
        Ok(hash.transpose()?)
    }

    fn conflict(&self, table: &'static Table, row: RowId) -> Result<Vec<StandingWrite>, Refusal> {
        Ok(self.standing_writes(table, row)?)
    }
}
