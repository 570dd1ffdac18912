//! Works a row out from all entries that wrote it: where writes were made apart, lie beyond their device's
//! end, became known by an upgrade, or added the row twice.

use std::sync::Arc;

use domain::merge::DeclaredTables;
use domain::schema::{Column, Table};
use journal::{Change, ChangeKind, Entry, RowId, Schema, Stamp, Value, Write, merge};

use crate::audit_log;
use crate::cell::{Cells, Standing};
use crate::digest::Sums;
use crate::effect::{Effect, shown_value};
use crate::error::StoreError;
use crate::intake::author;
use crate::records::StoredHead;
use crate::writer::closing::Closings;

/// What one entry does to the row.
pub(crate) struct Touch {
    entry: Arc<Entry>,
    effect: Effect,
    is_insert: bool,
    is_void: bool,
}

/// What the entries that wrote a row make of it.
pub(crate) struct WorkedOut<'t> {
    /// The insert that names author and time: the earliest by the clock, a void one only where all are.
    pub(crate) first: &'t Entry,
    /// Whether every insert is void.
    pub(crate) is_hidden: bool,
    /// By number.
    pub(crate) groups: Vec<(u16, WorkedGroup)>,
}

/// What the entries that wrote a group make of it.
pub(crate) struct WorkedGroup {
    /// Ascending.
    pub(crate) heads: Vec<Stamp>,
    /// Whether the heads are stored: an insert that stands alone is the head without being stored as one.
    pub(crate) is_stored: bool,
    /// The heads between which a person must choose.
    pub(crate) conflict: Option<Vec<StoredHead>>,
    /// What shows, of the columns that this version knows.
    pub(crate) values: Vec<(&'static Column, Value)>,
}

impl Touch {
    /// What the entry does to the row; nothing where it does not write it, or writes what is only added.
    pub(crate) fn of(entry: &Arc<Entry>, table: &'static Table, row: RowId, closings: &Closings) -> Option<Self> {
        let is_this = |change: &&Change| change.row == row && change.table == table.number;
        let change = entry.changes.iter().find(is_this)?;
        let is_insert = matches!(change.kind, ChangeKind::Insert { .. });
        if !is_insert && DeclaredTables.is_append_only(table.number) {
            return None;
        }
        let is_void = closings.is_void(entry.stamp());
        Some(Self {
            effect: Effect::of(entry, change, table, is_void),
            is_insert,
            is_void,
            entry: Arc::clone(entry),
        })
    }
}

impl Cells<'_> {
    /// Works all groups of the row out, its author and time, and whether it is hidden. A row that is not
    /// there, though an entry adds it, is put in place. The gate must be open for a rebuild.
    pub(crate) fn settle(&self, sums: &mut Sums, vessel: RowId, closings: &Closings) -> Result<(), StoreError> {
        let touches = self.touches(closings)?;
        let Some(worked) = self.worked_out(&touches) else {
            return Ok(());
        };
        if !self.is_there()? {
            self.add_first(sums, vessel, &touches)?;
        }
        for (group, worked) in &worked.groups {
            self.settle_one(sums, *group, worked)?;
        }
        self.put_frame(vessel, &worked)
    }

    /// Works one group of the row out. The gate must be open for a rebuild.
    pub(crate) fn settle_group(&self, sums: &mut Sums, closings: &Closings, group: u16) -> Result<(), StoreError> {
        self.settle_one(sums, group, &self.group_worked_out(group, &self.touches(closings)?))
    }

    /// Puts the row in place as its entries make it, whatever stands there, and takes it away where none
    /// adds it. The sums are left to the caller. The gate must be open for a rebuild.
    pub(crate) fn put_anew(&self, vessel: RowId, closings: &Closings) -> Result<(), StoreError> {
        let key = (self.row.as_bytes().as_slice(), self.table.number);
        for kept in ["heads", "conflicts", "hidden_rows"] {
            let sql = format!("DELETE FROM {kept} WHERE row_id = ?1 AND table_number = ?2");
            self.connection.prepare_cached(&sql)?.execute(key)?;
        }
        let touches = self.touches(closings)?;
        let Some(worked) = self.worked_out(&touches) else {
            let sql = format!("DELETE FROM {} WHERE id = ?1", self.table.name);
            self.connection.prepare_cached(&sql)?.execute([key.0])?;
            return Ok(());
        };
        if !self.is_there()? {
            self.add_first(&mut Sums::default(), vessel, &touches)?;
        }
        for (group, worked) in &worked.groups {
            self.put_group(*group, worked)?;
        }
        self.put_frame(vessel, &worked)
    }

    /// What the entries make of the row; nothing where no applied entry adds it.
    pub(crate) fn worked_out<'t>(&self, touches: &'t [Touch]) -> Option<WorkedOut<'t>> {
        let inserts = || touches.iter().filter(|touch| touch.is_insert);
        let first = inserts().min_by_key(|touch| (touch.is_void, touch.entry.hlc, touch.entry.stamp()))?;
        let groups = DeclaredTables.groups(self.table.number).unwrap_or_default().iter();
        Some(WorkedOut {
            first: &first.entry,
            is_hidden: inserts().all(|touch| touch.is_void),
            groups: groups
                .map(|group| (group.number, self.group_worked_out(group.number, touches)))
                .collect(),
        })
    }

    fn group_worked_out(&self, group: u16, touches: &[Touch]) -> WorkedGroup {
        let written = touches.iter().filter_map(|touch| {
            let write = touch.effect.writes.get(&group)?;
            Some((touch.entry.as_ref(), write))
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
        // Where nothing stands the row still has to hold something; it counts for nothing.
        let any: Vec<&Write> = writes.iter().collect();
        let shown = merge::shown(if standing.is_empty() { &any } else { &standing }, |write| {
            DeclaredTables.finality(self.table.number, group, &write.values)
        });
        let values = shown.and_then(|shown| Some(self.shown_values(entry_of(shown)?, &shown.values)));
        WorkedGroup {
            is_stored: !matches!(writes.as_slice(), [only] if !only.void),
            conflict,
            values: values.unwrap_or_default(),
            heads,
        }
    }

    fn settle_one(&self, sums: &mut Sums, group: u16, worked: &WorkedGroup) -> Result<(), StoreError> {
        sums.subtract(self.table, self.row, &self.standing(group)?.heads, &self.values(group)?);
        self.put_group(group, worked)?;
        sums.add(self.table, self.row, &worked.heads, &worked.values);
        Ok(())
    }

    fn put_group(&self, group: u16, worked: &WorkedGroup) -> Result<(), StoreError> {
        self.store_conflict(group, worked.conflict.as_deref())?;
        self.put(&worked.values)?;
        if worked.is_stored {
            let heads = worked.heads.clone();
            self.store_heads(group, &Standing { heads, is_plain: false })
        } else {
            self.forget_heads(group)
        }
    }

    /// Adds the row with what the insert writes that arrived first.
    fn add_first(&self, sums: &mut Sums, vessel: RowId, touches: &[Touch]) -> Result<(), StoreError> {
        match touches.iter().find(|touch| touch.is_insert) {
            Some(insert) => self.add(sums, vessel, &insert.entry, &insert.effect),
            None => Ok(()),
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
            let entry = Arc::new(audit_log::at(self.connection, arrival)?);
            touches.extend(Touch::of(&entry, self.table, self.row, closings));
        }
        Ok(touches)
    }

    /// Writes author, time and vessel, and whether the row is hidden.
    fn put_frame(&self, vessel: RowId, worked: &WorkedOut<'_>) -> Result<(), StoreError> {
        let sql = format!(
            "UPDATE {} SET vessel_id = ?2, created_at = ?3, created_by = ?4 WHERE id = ?1",
            self.table.name
        );
        let by = author(worked.first);
        self.connection.prepare_cached(&sql)?.execute((
            self.row.as_bytes().as_slice(),
            vessel.as_bytes().as_slice(),
            worked.first.wall_at,
            by.as_ref().map(|person| person.as_bytes().as_slice()),
        ))?;
        self.hide(worked.is_hidden)
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
