//! The declared tables as one simulated replica knows them: of one vessel, by a program that may be
//! older than the others'.

use std::collections::BTreeSet;

use domain::devices;
use domain::merge::DeclaredTables;
use domain::schema::Row;
use domain::tables::{ChecklistItem, Fault};
use journal::{DeviceNumber, Group, RowId, Schema, Value};

/// What one replica knows of the tables.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    pub(super) vessel: RowId,
    /// Devices whose entries are this replica's own: nobody has to vouch for them here.
    pub(super) own: BTreeSet<DeviceNumber>,
    /// An older program lacks a table and a column.
    pub(super) is_older: bool,
}

impl Tables {
    fn knows(&self, table: u16, column: Option<u16>) -> bool {
        let is_newer_table = table == ChecklistItem::TABLE.number;
        let is_newer_column = table == Fault::TABLE.number && column == Some(Fault::code.number);
        !(self.is_older && (is_newer_table || is_newer_column))
    }
}

impl Schema for Tables {
    fn group(&self, table: u16, column: u16) -> Option<u16> {
        self.knows(table, Some(column))
            .then(|| DeclaredTables.group(table, column))?
    }

    fn groups(&self, table: u16) -> Option<&[Group]> {
        let groups = self.knows(table, None).then(|| DeclaredTables.groups(table))??;
        if self.knows(table, Some(Fault::code.number)) {
            return Some(groups);
        }
        Some(older_fault_groups())
    }

    fn is_append_only(&self, table: u16) -> bool {
        DeclaredTables.is_append_only(table)
    }

    fn finality(&self, table: u16, group: u16, values: &[(u16, Value)]) -> u8 {
        DeclaredTables.finality(table, group, values)
    }

    fn is_once_only(&self, action: &str) -> bool {
        DeclaredTables.is_once_only(action)
    }

    fn vouched_by(&self, device: DeviceNumber) -> Option<RowId> {
        devices::vouched_by(self.vessel, device).filter(|_| !self.own.contains(&device))
    }

    fn default_value(&self, table: u16, column: u16) -> Value {
        DeclaredTables.default_value(table, column)
    }
}

fn older_fault_groups() -> &'static [Group] {
    static GROUPS: std::sync::OnceLock<Vec<Group>> = std::sync::OnceLock::new();
    GROUPS.get_or_init(|| {
        let groups = DeclaredTables.groups(Fault::TABLE.number).unwrap_or_default();
        let is_older = |group: &&Group| group.number != Fault::code.number;
        groups.iter().filter(is_older).cloned().collect()
    })
}
