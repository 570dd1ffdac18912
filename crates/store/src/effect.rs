//! What one change of an entry writes, group by group.

use std::collections::{BTreeMap, BTreeSet};

use domain::fit;
use domain::merge::DeclaredTables;
use domain::schema::Table;
use journal::{Change, ChangeKind, Entry, Schema, Stamp, Value, Write};

/// The write of one group, and what this version does not know.
#[derive(Debug, Default)]
pub(crate) struct Effect {
    /// Group → what is written to it. An insert writes every group.
    pub(crate) writes: BTreeMap<u16, Write>,
    /// Columns that this version does not know.
    pub(crate) unknown: Vec<u16>,
}

/// Base and values of a group, gathered from one change.
type Gathered<'c> = BTreeMap<u16, (BTreeSet<Stamp>, BTreeMap<u16, &'c Value>)>;

impl Effect {
    /// What the change writes to its table; `is_void` when the entry lies beyond its device's close.
    pub(crate) fn of(entry: &Entry, change: &Change, table: &'static Table, is_void: bool) -> Self {
        let mut effect = Self::default();
        let mut gathered = Gathered::new();
        match &change.kind {
            ChangeKind::Insert { values } => {
                let groups = DeclaredTables.groups(table.number).unwrap_or_default();
                gathered.extend(groups.iter().map(|group| (group.number, Default::default())));
                effect.gather(table, &[], values, &mut gathered);
            }
            ChangeKind::Update { groups } => {
                for write in groups {
                    effect.gather(table, &write.base, &write.values, &mut gathered);
                }
            }
        }
        for (group, (base, values)) in gathered {
            let mut write = write(entry, table, group, base, values);
            write.void = is_void;
            effect.writes.insert(group, write);
        }
        effect
    }

    fn gather<'c>(&mut self, table: &Table, base: &[Stamp], values: &'c [(u16, Value)], into: &mut Gathered<'c>) {
        for (number, value) in values {
            let Some(column) = table.column(*number) else {
                self.unknown.push(*number);
                continue;
            };
            let (bases, columns) = into.entry(column.group).or_default();
            bases.extend(base);
            columns.insert(*number, value);
        }
    }
}

/// All columns of the group: what the author's version did not know holds its default.
fn write(
    entry: &Entry,
    table: &'static Table,
    group: u16,
    base: BTreeSet<Stamp>,
    written: BTreeMap<u16, &Value>,
) -> Write {
    let value = |number: u16| match written.get(&number) {
        Some(value) => (*value).clone(),
        None => DeclaredTables.default_value(table.number, number),
    };
    let mut columns: Vec<u16> = table.group(group).map(|column| column.number).collect();
    columns.sort_unstable();
    Write {
        stamp: entry.stamp(),
        hlc: entry.hlc,
        clock_suspect: entry.clock_suspect,
        once: DeclaredTables.is_once_only(&entry.action),
        void: false,
        base: base.into_iter().collect(),
        values: columns.into_iter().map(|number| (number, value(number))).collect(),
    }
}

/// As [`domain::fit::shown_value`]; what stands in a column that this version does not know shows nothing
/// personal.
pub(crate) fn shown_value(entry: &Entry, table: &Table, number: u16, value: &Value) -> Value {
    match table.column(number) {
        Some(column) => fit::shown_value(entry, column, value),
        None if value.as_private().is_some() => Value::Null,
        None => value.clone(),
    }
}
