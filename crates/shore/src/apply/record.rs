//! One row of a declared table while a batch is taken in: what it was, what it becomes, and which of
//! its groups must be worked out from all their writes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::fit;
use domain::merge::DeclaredTables;
use domain::schema::Table;
use journal::{Digest, Entry, Group, RowId, Schema, Stamp, Value, Write, merge};

use super::working::author;

/// What a row holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    /// Milliseconds UTC, by the clock of whoever added it.
    pub(crate) created_at: i64,
    pub(crate) created_by: Option<RowId>,
    /// Whether every insert of it is void.
    pub(crate) is_void: bool,
    /// In the order of the table's columns.
    pub(crate) values: Vec<Value>,
}

/// The standing writes of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Ascending.
    pub(crate) heads: Vec<Stamp>,
    /// Whether every write so far counts and named all heads before it: only then can no write be there
    /// that names one still to come, and a write that names all heads simply follows them.
    pub(crate) is_plain: bool,
}

/// A group that was written, with what became of it.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) standing: Standing,
    /// Whether it must be worked out from all its writes.
    pub(crate) is_open: bool,
    /// The heads between which a person must choose, as they are stored; none without a conflict.
    pub(crate) conflict: Option<String>,
}

/// One row of a declared table.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) table: &'static Table,
    pub(crate) row: RowId,
    /// As the database holds it; none for a row that is added now.
    pub(crate) before: Option<Shown>,
    pub(crate) now: Shown,
    /// The entries that added it, in the order in which they came to be known.
    pub(crate) inserts: Vec<Stamp>,
    /// The groups written after the insert, as the database holds them.
    pub(crate) stored: BTreeMap<u16, Standing>,
    /// The groups written by this batch after the insert.
    pub(crate) cells: BTreeMap<u16, Cell>,
    /// Whether author, time and being void must be worked out from all inserts.
    pub(crate) is_author_open: bool,
}

/// What every digest takes for a personal value, which does not count.
static PERSONAL: LazyLock<Value> = LazyLock::new(|| Value::Null);

impl Record {
    /// A row as the database holds it.
    pub(crate) fn held(table: &'static Table, row: RowId, shown: Shown) -> Self {
        Self {
            table,
            row,
            before: Some(shown.clone()),
            now: shown,
            inserts: Vec::new(),
            stored: BTreeMap::new(),
            cells: BTreeMap::new(),
            is_author_open: false,
        }
    }

    /// A row that an entry adds.
    pub(crate) fn added(table: &'static Table, row: RowId, entry: &Entry, is_void: bool) -> Self {
        let shown = Shown {
            created_at: entry.wall_at,
            created_by: author(entry),
            is_void,
            values: vec![Value::Null; table.columns.len()],
        };
        let mut record = Self::held(table, row, shown);
        record.before = None;
        record.add_insert(entry.stamp(), is_void);
        record
    }

    /// Notes an entry that adds the row: a further one, or a void one, opens all groups.
    pub(crate) fn add_insert(&mut self, stamp: Stamp, is_void: bool) {
        let is_further = !self.inserts.is_empty();
        self.inserts.push(stamp);
        if is_further || is_void {
            self.open_all();
        }
    }

    /// All groups, author and time are to be worked out.
    pub(crate) fn open_all(&mut self) {
        self.is_author_open = true;
        for group in self.groups() {
            self.open(group.number);
        }
    }

    /// The group is to be worked out.
    pub(crate) fn open(&mut self, group: u16) {
        let cell = self.cell(group);
        (cell.is_open, cell.standing.is_plain) = (true, false);
    }

    /// Takes a write of one group.
    pub(crate) fn write(&mut self, entry: &Entry, group: u16, write: &Write) {
        let cell = self.cell(group);
        if cell.is_open || write.void || !cell.standing.is_plain || !merge::extends(&cell.standing.heads, &write.base) {
            return self.open(group);
        }
        cell.standing.heads = vec![write.stamp];
        self.show(entry, write);
    }

    /// Puts in the values of a write.
    pub(crate) fn show(&mut self, entry: &Entry, write: &Write) {
        for (number, value) in &write.values {
            if let Some(at) = self.table.columns.iter().position(|column| column.number == *number) {
                self.now.values[at] = fit::shown_value(entry, &self.table.columns[at], value);
            }
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.is_author_open || self.cells.values().any(|cell| cell.is_open)
    }

    pub(crate) fn groups(&self) -> &'static [Group] {
        DeclaredTables.groups(self.table.number).unwrap_or_default()
    }

    /// The group as it stands, for whoever writes it.
    fn cell(&mut self, group: u16) -> &mut Cell {
        let standing = self.standing_before(group);
        self.cells.entry(group).or_insert(Cell {
            standing,
            is_open: false,
            conflict: None,
        })
    }

    /// The group before this batch; for a row that the batch adds, its insert.
    ///
    /// Heads are stored only once a group was written after the insert; until then the insert stands.
    fn standing_before(&self, group: u16) -> Standing {
        self.stored.get(&group).cloned().unwrap_or_else(|| Standing {
            heads: self.inserts.first().copied().into_iter().collect(),
            is_plain: true,
        })
    }

    /// Whether the row, once all its groups are worked out, is not what the database holds.
    pub(crate) fn differs(&self) -> bool {
        let stands = |(group, cell): (&u16, &Cell)| self.standing_before(*group).heads == cell.standing.heads;
        self.before.as_ref() != Some(&self.now) || !self.cells.iter().all(stands)
    }

    /// Adds all of the row's cells to the columns' sums.
    pub(crate) fn sum_whole(&self, sums: &mut super::keeping::Sums) {
        for (group, cell) in &self.cells {
            for column in self.table.group(*group) {
                let digest = self.digest(column.number, &cell.standing.heads, &self.now);
                sums.entry((self.table.number, column.number)).or_default().add(&digest);
            }
        }
    }

    /// Takes the row's cells as they were out of the columns' sums, and adds them as they are.
    pub(crate) fn sum_up(&self, sums: &mut super::keeping::Sums) {
        for group in self.groups() {
            let before = self.standing_before(group.number);
            let cell = self.cells.get(&group.number);
            if self.before.is_some() && cell.is_none() {
                continue;
            }
            let now = cell.map_or(&before.heads, |cell| &cell.standing.heads);
            for number in &*group.columns {
                let sum = sums.entry((self.table.number, *number)).or_insert(Digest::ZERO);
                if let Some(shown) = &self.before {
                    sum.subtract(&self.digest(*number, &before.heads, shown));
                }
                sum.add(&self.digest(*number, now, &self.now));
            }
        }
    }

    pub(crate) fn digest(&self, number: u16, heads: &[Stamp], shown: &Shown) -> Digest {
        let Some(at) = self.table.columns.iter().position(|column| column.number == number) else {
            return Digest::ZERO;
        };
        let is_personal = self.table.columns[at].private;
        let value = if is_personal { &PERSONAL } else { &shown.values[at] };
        Digest::of_cell(self.table.number, number, self.row, heads, value)
    }
}
