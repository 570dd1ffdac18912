//! The groups of one row after its insert: which writes stand, and what the row shows.

use std::collections::HashMap;

use domain::merge::DeclaredTables;
use domain::schema::{Column, Table};
use journal::{Entry, RowId, Schema, Stamp, Value, Write, merge};
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::audit_log;
use crate::column::{self, Stored};
use crate::digest::Sums;
use crate::effect::{Effect, shown_value};
use crate::error::StoreError;
use crate::intake::author;
use crate::records::StoredHead;

/// The standing writes of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Ascending.
    pub(crate) heads: Vec<Stamp>,
    /// Whether every write so far named all heads before it: only then can no write be there that
    /// names one still to come, and a write that names all heads simply follows them.
    is_plain: bool,
}

/// The groups of one row.
pub(crate) struct Cells<'c> {
    connection: &'c Connection,
    table: &'static Table,
    row: RowId,
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

    /// Takes an update of one group.
    pub(crate) fn write(&self, sums: &mut Sums, entry: &Entry, group: u16, write: &Write) -> Result<(), StoreError> {
        let before = self.standing(group)?;
        if !before.is_plain || !merge::extends(&before.heads, &write.base) {
            return self.recompute(sums, group);
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
        let shown = self.show(entry, &write.values)?;
        sums.add(self.table, self.row, &[write.stamp], &shown);
        Ok(())
    }

    /// Takes a further insert of a row with a natural key: each group has one more write without base.
    pub(crate) fn merge_inserts(&self, sums: &mut Sums, effect: &Effect) -> Result<(), StoreError> {
        for group in effect.writes.keys() {
            self.recompute(sums, *group)?;
        }
        self.show_author()
    }

    /// Works the group out from all entries that wrote it.
    fn recompute(&self, sums: &mut Sums, group: u16) -> Result<(), StoreError> {
        sums.subtract(self.table, self.row, &self.standing(group)?.heads, &self.values(group)?);
        let entries = self.entries()?;
        let mut writes = Vec::new();
        let mut by_stamp = HashMap::new();
        for entry in &entries {
            for change in entry.changes.iter().filter(|change| change.row == self.row) {
                if change.table == self.table.number
                    && let Some(write) = Effect::of(entry, change, self.table).writes.remove(&group)
                {
                    by_stamp.insert(write.stamp, entry);
                    writes.push(write);
                }
            }
        }
        let heads = merge::heads(&writes);
        let standing: Vec<&Write> = writes
            .iter()
            .filter(|write| heads.binary_search(&write.stamp).is_ok())
            .collect();
        let conflict = merge::is_conflict(&standing).then(|| self.stored_heads(&standing, &by_stamp));
        self.store_conflict(group, conflict)?;
        let shown = merge::shown(&standing, |write| {
            DeclaredTables.finality(self.table.number, group, &write.values)
        });
        if let Some(shown) = shown
            && let Some(entry) = by_stamp.get(&shown.stamp)
        {
            self.show(entry, &shown.values)?;
        }
        sums.add(self.table, self.row, &heads, &self.values(group)?);
        self.store_heads(group, &Standing { heads, is_plain: false })
    }

    fn stored_heads(&self, standing: &[&Write], by_stamp: &HashMap<Stamp, &Entry>) -> Vec<StoredHead> {
        let shown = |write: &Write| {
            let entry = by_stamp.get(&write.stamp)?;
            let value = |(number, value): &(u16, Value)| (*number, shown_value(entry, self.table, *number, value));
            Some(StoredHead {
                stamp: write.stamp,
                values: write.values.iter().map(value).collect(),
            })
        };
        standing.iter().filter_map(|write| shown(write)).collect()
    }

    /// All applied entries that touched the row, in the order of their arrival.
    fn entries(&self) -> Result<Vec<Entry>, StoreError> {
        let sql = "SELECT arrival FROM entry_rows WHERE row_id = ?1 AND table_number = ?2 ORDER BY arrival";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let arrivals = prepared.query_map((self.row.as_bytes().as_slice(), self.table.number), |row| row.get(0))?;
        let arrivals = arrivals.collect::<Result<Vec<i64>, _>>()?;
        arrivals
            .into_iter()
            .map(|arrival| audit_log::at(self.connection, arrival))
            .collect()
    }

    /// What the row shows in the columns of the group; nothing where there is no row.
    fn values(&self, group: u16) -> Result<Vec<(&'static Column, Value)>, StoreError> {
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

    /// Writes the values that show, and returns them.
    fn show(&self, entry: &Entry, values: &[(u16, Value)]) -> Result<Vec<(&'static Column, Value)>, StoreError> {
        let known = values.iter().filter_map(|(number, value)| {
            let column = self.table.column(*number)?;
            Some((column, shown_value(entry, self.table, *number, value)))
        });
        let known: Vec<(&Column, Value)> = known.collect();
        let places: Vec<String> = known
            .iter()
            .enumerate()
            .map(|(at, (column, _))| format!("{} = ?{}", column.name, at + 2))
            .collect();
        let sql = format!("UPDATE {} SET {} WHERE id = ?1", self.table.name, places.join(", "));
        let id = Value::Id(self.row);
        let values = known.iter().map(|(_, value)| value);
        let parameters = std::iter::once(&id).chain(values).map(Stored);
        self.connection
            .prepare_cached(&sql)?
            .execute(params_from_iter(parameters))?;
        Ok(known)
    }

    /// Of several inserts the earliest by the clock names author and time.
    fn show_author(&self) -> Result<(), StoreError> {
        let entries = self.entries()?;
        let inserts = entries.iter().filter(|entry| {
            let is_this = |change: &journal::Change| {
                change.row == self.row && matches!(change.kind, journal::ChangeKind::Insert { .. })
            };
            entry.changes.iter().any(is_this)
        });
        let Some(first) = inserts.min_by_key(|entry| (entry.hlc, entry.stamp())) else {
            return Ok(());
        };
        let sql = format!(
            "UPDATE {} SET created_at = ?2, created_by = ?3 WHERE id = ?1",
            self.table.name
        );
        let by = author(first);
        self.connection.prepare_cached(&sql)?.execute((
            self.row.as_bytes().as_slice(),
            first.wall_at,
            by.as_ref().map(|person| person.as_bytes().as_slice()),
        ))?;
        Ok(())
    }

    fn store_heads(&self, group: u16, standing: &Standing) -> Result<(), StoreError> {
        let sql = "INSERT INTO heads (row_id, table_number, group_number, stamps, is_plain) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT DO UPDATE SET stamps = excluded.stamps, is_plain = excluded.is_plain";
        let stamps: Vec<String> = standing.heads.iter().map(Stamp::to_string).collect();
        let key = (self.row.as_bytes().as_slice(), self.table.number, group);
        let mut prepared = self.connection.prepare_cached(sql)?;
        prepared.execute((key.0, key.1, key.2, stamps.join(" "), standing.is_plain))?;
        Ok(())
    }

    fn store_conflict(&self, group: u16, heads: Option<Vec<StoredHead>>) -> Result<(), StoreError> {
        let key = (self.row.as_bytes().as_slice(), self.table.number, group);
        let Some(heads) = heads else {
            let sql = "DELETE FROM conflicts WHERE row_id = ?1 AND table_number = ?2 AND group_number = ?3";
            self.connection.prepare_cached(sql)?.execute(key)?;
            return Ok(());
        };
        let json = serde_json::to_string(&heads).map_err(StoreError::broken)?;
        let sql = "INSERT INTO conflicts (row_id, table_number, group_number, heads) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT DO UPDATE SET heads = excluded.heads";
        self.connection
            .prepare_cached(sql)?
            .execute((key.0, key.1, key.2, json))?;
        Ok(())
    }
}
