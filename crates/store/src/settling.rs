//! Works a row out from all entries that wrote it: where writes were made apart, lie beyond their device's
//! end, became known by an upgrade, or added the row twice.

use domain::merge::DeclaredTables;
use journal::{Change, ChangeKind, Entry, RowId, Schema, Value, Write, merge};

use crate::audit_log;
use crate::cell::{Cells, Standing};
use crate::digest::Sums;
use crate::effect::{Effect, shown_value};
use crate::error::StoreError;
use crate::intake::author;
use crate::records::StoredHead;
use crate::writer::closing::Closings;

/// What one entry does to the row.
struct Touch {
    entry: Entry,
    effect: Effect,
    is_insert: bool,
    is_void: bool,
}

impl Cells<'_> {
    /// Works all groups of the row out, its author and time, and whether it is hidden. A row that is not
    /// there, though an entry adds it, is put in place. The gate must be open for a rebuild.
    pub(crate) fn settle(&self, sums: &mut Sums, vessel: RowId, closings: &Closings) -> Result<(), StoreError> {
        let touches = self.touches(closings)?;
        let Some(insert) = touches.iter().find(|touch| touch.is_insert) else {
            // Of a row that no applied entry adds there is nothing.
            return Ok(());
        };
        if !self.is_there()? {
            self.add(sums, vessel, &insert.entry, &insert.effect)?;
        }
        for group in DeclaredTables.groups(self.table.number).unwrap_or_default() {
            self.settle_one(sums, group.number, &touches)?;
        }
        self.show_author(&touches)?;
        self.hide(
            touches
                .iter()
                .filter(|touch| touch.is_insert)
                .all(|touch| touch.is_void),
        )
    }

    /// Works one group of the row out. The gate must be open for a rebuild.
    pub(crate) fn settle_group(&self, sums: &mut Sums, closings: &Closings, group: u16) -> Result<(), StoreError> {
        self.settle_one(sums, group, &self.touches(closings)?)
    }

    fn settle_one(&self, sums: &mut Sums, group: u16, touches: &[Touch]) -> Result<(), StoreError> {
        sums.subtract(self.table, self.row, &self.standing(group)?.heads, &self.values(group)?);
        let written = touches.iter().filter_map(|touch| {
            let write = touch.effect.writes.get(&group)?;
            Some((&touch.entry, write))
        });
        let (entries, writes): (Vec<&Entry>, Vec<Write>) = written.map(|(entry, write)| (entry, write.clone())).unzip();
        let entry_of = |write: &Write| entries.iter().copied().find(|entry| entry.stamp() == write.stamp);
        let heads = merge::heads(&writes);
        let standing: Vec<&Write> = writes
            .iter()
            .filter(|write| heads.binary_search(&write.stamp).is_ok())
            .collect();
        let stored = |write: &&Write| Some(self.stored_head(entry_of(write)?, write));
        // A row that is only ever added is not written again, so nobody could settle it: one insert shows.
        let is_conflict = !DeclaredTables.is_append_only(self.table.number) && merge::is_conflict(&standing);
        let conflict = is_conflict.then(|| standing.iter().filter_map(stored).collect());
        self.store_conflict(group, conflict)?;
        // Where nothing stands the row still has to hold something; it counts for nothing.
        let any: Vec<&Write> = writes.iter().collect();
        let shown = merge::shown(if standing.is_empty() { &any } else { &standing }, |write| {
            DeclaredTables.finality(self.table.number, group, &write.values)
        });
        if let Some(shown) = shown
            && let Some(entry) = entry_of(shown)
        {
            self.show(entry, &shown.values)?;
        }
        sums.add(self.table, self.row, &heads, &self.values(group)?);
        match writes.as_slice() {
            // An insert that stands alone is the head without being stored as one.
            [only] if !only.void => self.forget_heads(group),
            _ => self.store_heads(group, &Standing { heads, is_plain: false }),
        }
    }

    fn stored_head(&self, entry: &Entry, write: &Write) -> StoredHead {
        let value = |(number, value): &(u16, Value)| (*number, shown_value(entry, self.table, *number, value));
        StoredHead {
            stamp: write.stamp,
            values: write.values.iter().map(value).collect(),
        }
    }

    /// What every applied entry does to the row, in the order of their arrival.
    fn touches(&self, closings: &Closings) -> Result<Vec<Touch>, StoreError> {
        let sql = "SELECT arrival FROM entry_rows WHERE row_id = ?1 AND table_number = ?2 ORDER BY arrival";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let arrivals = prepared.query_map((self.row.as_bytes().as_slice(), self.table.number), |row| row.get(0))?;
        let mut touches = Vec::new();
        for arrival in arrivals.collect::<Result<Vec<i64>, _>>()? {
            let entry = audit_log::at(self.connection, arrival)?;
            let is_this = |change: &&Change| change.row == self.row && change.table == self.table.number;
            let Some(change) = entry.changes.iter().find(is_this) else {
                continue;
            };
            let is_insert = matches!(change.kind, ChangeKind::Insert { .. });
            if !is_insert && DeclaredTables.is_append_only(self.table.number) {
                continue;
            }
            let is_void = closings.is_void(entry.stamp());
            touches.push(Touch {
                effect: Effect::of(&entry, change, self.table, is_void),
                is_insert,
                is_void,
                entry,
            });
        }
        Ok(touches)
    }

    /// Of several inserts the earliest by the clock names author and time, a void one only where all are.
    fn show_author(&self, touches: &[Touch]) -> Result<(), StoreError> {
        let inserts = touches.iter().filter(|touch| touch.is_insert);
        let first = inserts.min_by_key(|touch| (touch.is_void, touch.entry.hlc, touch.entry.stamp()));
        let Some(Touch { entry, .. }) = first else {
            return Ok(());
        };
        let sql = format!(
            "UPDATE {} SET created_at = ?2, created_by = ?3 WHERE id = ?1",
            self.table.name
        );
        let by = author(entry);
        self.connection.prepare_cached(&sql)?.execute((
            self.row.as_bytes().as_slice(),
            entry.wall_at,
            by.as_ref().map(|person| person.as_bytes().as_slice()),
        ))?;
        Ok(())
    }

    /// Hides the row, or shows it again.
    fn hide(&self, is_hidden: bool) -> Result<(), StoreError> {
        let sql = if is_hidden {
            "INSERT OR IGNORE INTO hidden_rows (row_id, table_number) VALUES (?1, ?2)"
        } else {
            "DELETE FROM hidden_rows WHERE row_id = ?1 AND table_number = ?2"
        };
        let mut prepared = self.connection.prepare_cached(sql)?;
        prepared.execute((self.row.as_bytes().as_slice(), self.table.number))?;
        Ok(())
    }

    fn forget_heads(&self, group: u16) -> Result<(), StoreError> {
        let sql = "DELETE FROM heads WHERE row_id = ?1 AND table_number = ?2 AND group_number = ?3";
        let mut prepared = self.connection.prepare_cached(sql)?;
        prepared.execute((self.row.as_bytes().as_slice(), self.table.number, group))?;
        Ok(())
    }

    /// Whether the row lies in its table.
    pub(crate) fn is_there(&self) -> Result<bool, StoreError> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE id = ?1)", self.table.name);
        let mut prepared = self.connection.prepare_cached(&sql)?;
        Ok(prepared.query_row([self.row.as_bytes().as_slice()], |row| row.get(0))?)
    }
}
