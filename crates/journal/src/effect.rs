//! What one entry does, in terms of cells and rows: the same for every replica and store that knows
//! the same tables.
//!
//! Deliberately not here: in which order effects come together ([`crate::merge`]) and where they are
//! kept.

use std::collections::{BTreeMap, BTreeSet};

use crate::entry::{Change, ChangeKind, Entry};
use crate::id::{RowId, Stamp};
use crate::merge::Write;
use crate::schema::Schema;
use crate::value::Value;

/// A group of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey {
    /// The table's permanent number.
    pub table: u16,
    /// The row.
    pub row: RowId,
    /// The group's number within its table.
    pub group: u16,
}

/// What an entry writes that this version does not know: kept, relayed, and applied by an upgrade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Parked {
    /// The entry.
    pub stamp: Stamp,
    /// The table it writes.
    pub table: u16,
    /// The row it writes.
    pub row: RowId,
    /// The unknown column; none where the whole change is parked, because the table is unknown or
    /// its rows are only ever added here.
    pub column: Option<u16>,
}

/// What an entry writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// One write for each group touched; an insert touches every group of its table.
    pub writes: Vec<(CellKey, Write)>,
    /// Every row inserted, so that references hold even into tables this version does not know.
    pub inserted_rows: Vec<RowId>,
    /// Table and row of those in known tables.
    pub known_inserts: Vec<(u16, RowId)>,
    /// What this version does not know.
    pub parked: BTreeSet<Parked>,
}

/// Base and values of one group, gathered from one change.
type Gathered<'e> = BTreeMap<u16, (BTreeSet<Stamp>, BTreeMap<u16, &'e Value>)>;

impl Effect {
    /// The effect of an entry; `is_void` when it lies beyond its device's close.
    ///
    /// Writes to one group that an entry of another version split are put together; columns of a group
    /// that the entry does not name hold their declared default.
    pub fn of(entry: &Entry, schema: &(impl Schema + ?Sized), is_void: bool) -> Self {
        let mut effect = Self::default();
        for change in &entry.changes {
            let is_insert = matches!(change.kind, ChangeKind::Insert { .. });
            if is_insert {
                effect.inserted_rows.push(change.row);
            }
            let Some(groups) = schema.groups(change.table) else {
                effect.park(entry, change, None);
                continue;
            };
            let mut gathered = Gathered::new();
            if is_insert {
                effect.known_inserts.push((change.table, change.row));
                gathered.extend(groups.iter().map(|group| (group.number, Default::default())));
            } else if schema.is_append_only(change.table) {
                // A version to come may allow it; until then the row stays as it was added.
                effect.park(entry, change, None);
                continue;
            }
            effect.gather(entry, change, schema, &mut gathered);
            for (group, (base, values)) in gathered {
                let key = CellKey {
                    table: change.table,
                    row: change.row,
                    group,
                };
                let values = complete(schema, key, values);
                effect.writes.push((key, write(entry, schema, is_void, base, values)));
            }
        }
        effect
    }

    fn gather<'e>(
        &mut self,
        entry: &Entry,
        change: &'e Change,
        schema: &(impl Schema + ?Sized),
        into: &mut Gathered<'e>,
    ) {
        match &change.kind {
            ChangeKind::Insert { values } => self.gather_write(entry, change, schema, &[], values, into),
            ChangeKind::Update { groups } => {
                for write in groups {
                    self.gather_write(entry, change, schema, &write.base, &write.values, into);
                }
            }
        }
    }

    fn gather_write<'e>(
        &mut self,
        entry: &Entry,
        change: &Change,
        schema: &(impl Schema + ?Sized),
        base: &[Stamp],
        values: &'e [(u16, Value)],
        into: &mut Gathered<'e>,
    ) {
        for (column, value) in values {
            let Some(group) = schema.group(change.table, *column) else {
                self.park(entry, change, Some(*column));
                continue;
            };
            let (bases, columns) = into.entry(group).or_default();
            bases.extend(base);
            columns.insert(*column, value);
        }
    }

    fn park(&mut self, entry: &Entry, change: &Change, column: Option<u16>) {
        self.parked.insert(Parked {
            stamp: entry.stamp(),
            table: change.table,
            row: change.row,
            column,
        });
    }
}

/// All columns of the group: what the author's version did not know holds its declared default.
fn complete(schema: &(impl Schema + ?Sized), key: CellKey, mut values: BTreeMap<u16, &Value>) -> Vec<(u16, Value)> {
    let groups = schema.groups(key.table).unwrap_or_default();
    let columns = groups
        .iter()
        .find(|group| group.number == key.group)
        .map(|group| &*group.columns);
    let mut complete: BTreeMap<u16, Value> = columns
        .unwrap_or_default()
        .iter()
        .map(|column| {
            let value = values.remove(column).cloned();
            (
                *column,
                value.unwrap_or_else(|| schema.default_value(key.table, *column)),
            )
        })
        .collect();
    complete.extend(values.into_iter().map(|(column, value)| (column, value.clone())));
    complete.into_iter().collect()
}

fn write(
    entry: &Entry,
    schema: &(impl Schema + ?Sized),
    is_void: bool,
    base: BTreeSet<Stamp>,
    values: Vec<(u16, Value)>,
) -> Write {
    Write {
        stamp: entry.stamp(),
        hlc: entry.hlc,
        clock_suspect: entry.clock_suspect,
        once: schema.is_once_only(&entry.action),
        void: is_void,
        base: base.into_iter().collect(),
        values,
    }
}
