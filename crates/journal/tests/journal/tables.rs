//! The tables of a small vessel, as an older and a newer version declare them.

use std::borrow::Cow;

use journal::{Group, Schema, Value};

/// Fields with a state; refers to equipment.
pub(crate) const FAULTS: u16 = 1;
/// Append-only; refers to a fault.
pub(crate) const NOTES: u16 = 2;
/// Rows with a natural key.
pub(crate) const PERMISSIONS: u16 = 3;
/// People.
pub(crate) const CREW: u16 = 4;
/// A table that only the newer version knows.
pub(crate) const HANDOVER: u16 = 50;

pub(crate) const TITLE: u16 = 1;
pub(crate) const STATUS: u16 = 2;
pub(crate) const HOW: u16 = 3;
pub(crate) const EQUIPMENT: u16 = 4;
/// A column that only the newer version knows, in a group of its own.
pub(crate) const NOTICED: u16 = 9;
/// A column that the newer version added to the group of the status.
pub(crate) const REMARK: u16 = 10;

/// Status, how, and in the newer version a remark.
pub(crate) const STATUS_GROUP: u16 = 2;

const fn group(number: u16, columns: &'static [u16]) -> Group {
    Group {
        number,
        columns: Cow::Borrowed(columns),
    }
}

static FAULT_GROUPS_OLDER: [Group; 3] = [group(1, &[TITLE]), group(2, &[STATUS, HOW]), group(3, &[EQUIPMENT])];
static FAULT_GROUPS_NEWER: [Group; 4] = [
    group(1, &[TITLE]),
    group(2, &[STATUS, HOW, REMARK]),
    group(3, &[EQUIPMENT]),
    group(4, &[NOTICED]),
];
static NOTE_GROUPS: [Group; 2] = [group(1, &[1]), group(2, &[2])];
static ONE_GROUP: [Group; 1] = [group(1, &[1])];

/// One version's declarations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    Older,
    Newer,
}

impl Schema for Version {
    fn group(&self, table: u16, column: u16) -> Option<u16> {
        let mut groups = self.groups(table)?.iter();
        groups
            .find(|group| group.columns.contains(&column))
            .map(|group| group.number)
    }

    fn groups(&self, table: u16) -> Option<&[Group]> {
        match (table, self) {
            (FAULTS, Self::Older) => Some(&FAULT_GROUPS_OLDER),
            (FAULTS, Self::Newer) => Some(&FAULT_GROUPS_NEWER),
            (NOTES, _) => Some(&NOTE_GROUPS),
            (PERMISSIONS | CREW, _) | (HANDOVER, Self::Newer) => Some(&ONE_GROUP),
            _ => None,
        }
    }

    fn is_append_only(&self, table: u16) -> bool {
        table == NOTES
    }

    fn finality(&self, table: u16, group: u16, values: &[(u16, Value)]) -> u8 {
        let is_final = |(column, value): &(u16, Value)| *column == STATUS && value.as_text() == Some("completed");
        (table == FAULTS && group == STATUS_GROUP && values.iter().any(is_final)).into()
    }

    fn is_once_only(&self, action: &str) -> bool {
        action == "complete"
    }

    fn default_value(&self, _table: u16, column: u16) -> Value {
        if column == REMARK { "none".into() } else { Value::Null }
    }
}
