//! The groups of one row after its insert: which writes stand, and what the row shows. Where that is not
//! plain, it is worked out from all entries that wrote the row ([`crate::settling`]).

use domain::merge::DeclaredTables;
use domain::schema::{Column, Table};
use journal::{Entry, RowId, Schema, Stamp, Value, Write, merge};
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::column::{self, Stored};
use crate::digest::Sums;
use crate::effect::{Effect, shown_value};
use crate::error::StoreError;
use crate::intake::author;
use crate::records::StoredHead;
use crate::statement;

/// The standing writes of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Ascending.
    pub(crate) heads: Vec<Stamp>,
    /// Whether every write so far counts and named all heads before it: only then can no write be there that
    /// names one still to come, and a write that names all heads simply follows them.
    pub(crate) is_plain: bool,
}

/// The groups of one row.
pub(crate) struct Cells<'c> {
    pub(crate) connection: &'c Connection,
    pub(crate) table: &'static Table,
    pub(crate) row: RowId,
}

impl<'c> Cells<'c> {
    pub(crate) fn new(connection: &'c Connection, table: &'static Table, row: RowId) -> Self {
        Self { connection, table, row }
    }

    /// The writes that stand in the group. Heads are stored only once the group was written after the
    /// insert; until then the insert stands.
    pub(crate) fn standing(&self, group: u16) -> Result<Standing, StoreError> {
        let sql = "SELECT stamps, is_plain FROM heads WHERE row_id = ?1 AND table_number = ?2 AND group_number = ?3";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let stored = prepared
            .query_row((self.row.as_bytes().as_slice(), self.table.number, group), |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
            })
            .optional()?;
        match stored {
            Some((stamps, is_plain)) => {
                let heads = stamps.split_whitespace().map(str::parse).collect::<Result<_, _>>();
                Ok(Standing {
                    heads: heads.map_err(StoreError::broken)?,
                    is_plain,
                })
            }
            None => Ok(Standing {
                heads: self.insert_stamp()?.into_iter().collect(),
                is_plain: true,
            }),
        }
    }

    /// The entry that added the row, of several the one that arrived first.
    pub(crate) fn insert_stamp(&self) -> Result<Option<Stamp>, StoreError> {
        let sql = "SELECT a.device, a.seq FROM entry_rows e JOIN pms_audit_log a ON a.rowid = e.arrival \
                   WHERE e.row_id = ?1 AND e.is_insert ORDER BY e.arrival LIMIT 1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let stored = prepared
            .query_row([self.row.as_bytes().as_slice()], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
            })
            .optional()?;
        stored
            .map(|(device, seq)| {
                let device = device.parse().map_err(StoreError::broken)?;
                Ok(Stamp {
                    device,
                    seq: seq.cast_unsigned(),
                })
            })
            .transpose()
    }

    /// Takes an update of one group by the shortcut: it names all that stands, and simply follows it.
    /// Whether it did; otherwise the group must be worked out from all entries that wrote it.
    pub(crate) fn follow(&self, sums: &mut Sums, entry: &Entry, group: u16, write: &Write) -> Result<bool, StoreError> {
        let before = self.standing(group)?;
        if write.void || !before.is_plain || !merge::extends(&before.heads, &write.base) {
            return Ok(false);
        }
        sums.subtract(self.table, self.row, &before.heads, &self.values(group)?);
        self.store_heads(
            group,
            &Standing {
                heads: vec![write.stamp],
                is_plain: true,
            },
        )?;
        if before.heads.len() > 1 {
            self.store_conflict(group, None)?;
        }
        let shown = self.shown_values(entry, &write.values);
        self.put(&shown)?;
        sums.add(self.table, self.row, &[write.stamp], &shown);
        Ok(true)
    }

    /// Adds the row with what one of its inserts writes.
    pub(crate) fn add(&self, sums: &mut Sums, vessel: RowId, entry: &Entry, effect: &Effect) -> Result<(), StoreError> {
        let mut values: Vec<(u16, Value)> = effect
            .writes
            .values()
            .flat_map(|write| &write.values)
            .map(|(number, value)| (*number, shown_value(entry, self.table, *number, value)))
            .collect();
        let place = |number: u16| self.table.columns.iter().position(|column| column.number == number);
        values.sort_by_key(|(number, _)| place(*number));
        let author = author(entry);
        let from_entry: [Value; 4] = [
            Value::Id(self.row),
            Value::Id(vessel),
            Value::Int(entry.wall_at),
            author.map_or(Value::Null, Value::Id),
        ];
        let all = from_entry
            .iter()
            .chain(values.iter().map(|(_, value)| value))
            .map(Stored);
        self.connection
            .prepare_cached(&statement::of(self.table).insert)?
            .execute(params_from_iter(all))?;
        let values: Vec<&Value> = values.iter().map(|(_, value)| value).collect();
        sums.add_row(self.table, self.row, entry.stamp(), &values);
        Ok(())
    }

    /// What the row shows in the columns of the group; nothing where there is no row.
    pub(crate) fn values(&self, group: u16) -> Result<Vec<(&'static Column, Value)>, StoreError> {
        let columns: Vec<&Column> = self.table.group(group).collect();
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        let sql = format!("SELECT {} FROM {} WHERE id = ?1", names.join(", "), self.table.name);
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query([self.row.as_bytes().as_slice()])?;
        let Some(row) = stored.next()? else {
            return Ok(Vec::new());
        };
        let value =
            |(at, column): (usize, &&'static Column)| Ok((*column, column::read(column.kind, row.get_ref(at)?)?));
        columns.iter().enumerate().map(value).collect()
    }

    /// What shows of the values that an entry writes, in the columns that this version knows.
    pub(crate) fn shown_values(&self, entry: &Entry, values: &[(u16, Value)]) -> Vec<(&'static Column, Value)> {
        let known = values.iter().filter_map(|(number, value)| {
            let column = self.table.column(*number)?;
            Some((column, shown_value(entry, self.table, *number, value)))
        });
        known.collect()
    }

    /// Writes the values that show.
    pub(crate) fn put(&self, values: &[(&'static Column, Value)]) -> Result<(), StoreError> {
        if values.is_empty() {
            return Ok(());
        }
        let places: Vec<String> = values
            .iter()
            .enumerate()
            .map(|(at, (column, _))| format!("{} = ?{}", column.name, at + 2))
            .collect();
        let sql = format!("UPDATE {} SET {} WHERE id = ?1", self.table.name, places.join(", "));
        let id = Value::Id(self.row);
        let parameters = std::iter::once(&id).chain(values.iter().map(|(_, value)| value));
        self.connection
            .prepare_cached(&sql)?
            .execute(params_from_iter(parameters.map(Stored)))?;
        Ok(())
    }

    /// Stores the heads that are not stored yet, because the insert stands alone: before a further insert
    /// makes it unclear which one that was.
    pub(crate) fn pin(&self) -> Result<(), StoreError> {
        for group in DeclaredTables.groups(self.table.number).unwrap_or_default() {
            let standing = self.standing(group.number)?;
            self.store_heads(group.number, &standing)?;
        }
        Ok(())
    }

    pub(crate) fn store_heads(&self, group: u16, standing: &Standing) -> Result<(), StoreError> {
        let sql = "INSERT INTO heads (row_id, table_number, group_number, stamps, is_plain) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT DO UPDATE SET stamps = excluded.stamps, is_plain = excluded.is_plain";
        let stamps: Vec<String> = standing.heads.iter().map(Stamp::to_string).collect();
        let key = (self.row.as_bytes().as_slice(), self.table.number, group);
        let mut prepared = self.connection.prepare_cached(sql)?;
        prepared.execute((key.0, key.1, key.2, stamps.join(" "), standing.is_plain))?;
        Ok(())
    }

    pub(crate) fn store_conflict(&self, group: u16, heads: Option<&[StoredHead]>) -> Result<(), StoreError> {
        let key = (self.row.as_bytes().as_slice(), self.table.number, group);
        let Some(heads) = heads else {
            let sql = "DELETE FROM conflicts WHERE row_id = ?1 AND table_number = ?2 AND group_number = ?3";
            self.connection.prepare_cached(sql)?.execute(key)?;
            return Ok(());
        };
        let json = conflict_text(heads)?;
        let sql = "INSERT INTO conflicts (row_id, table_number, group_number, heads) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT DO UPDATE SET heads = excluded.heads";
        self.connection
            .prepare_cached(sql)?
            .execute((key.0, key.1, key.2, json))?;
        Ok(())
    }
}

/// The heads of a conflict as they are stored.
pub(crate) fn conflict_text(heads: &[StoredHead]) -> Result<String, StoreError> {
    serde_json::to_string(heads).map_err(StoreError::broken)
}
