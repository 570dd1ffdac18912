//! What the merge of concurrent writes asks of the declared tables.
//!
//! Deliberately not here: how a merge is computed (that is the journal's) and
//! where the result is kept (that is the store's).

use crate::devices;
use crate::schema::{Merge, Table};
use crate::tables::{TABLES, table};
use journal::{DeviceNumber, Group, RowId, Schema, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// Acts that may be done only once to what they are done to.
const ONCE_ONLY: &[&str] = &[
    "mark_work_order_complete",
    "place_purchase_order",
    "cancel_order_line",
    "commit_receiving",
];

/// The declared tables, as the journal asks of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeclaredTables;

fn all_groups() -> &'static HashMap<u16, Vec<Group>> {
    static GROUPS: OnceLock<HashMap<u16, Vec<Group>>> = OnceLock::new();
    GROUPS.get_or_init(|| TABLES.iter().map(|table| (table.number, groups_of(table))).collect())
}

fn groups_of(table: &Table) -> Vec<Group> {
    let mut columns: BTreeMap<u16, Vec<u16>> = BTreeMap::new();
    for column in table.columns {
        columns.entry(column.group).or_default().push(column.number);
    }
    columns
        .into_iter()
        .map(|(number, mut columns)| {
            columns.sort_unstable();
            Group {
                number,
                columns: Cow::Owned(columns),
            }
        })
        .collect()
}

impl Schema for DeclaredTables {
    fn group(&self, number: u16, column: u16) -> Option<u16> {
        table(number)?.column(column).map(|column| column.group)
    }

    fn groups(&self, number: u16) -> Option<&[Group]> {
        all_groups().get(&number).map(Vec::as_slice)
    }

    fn is_append_only(&self, number: u16) -> bool {
        table(number).is_some_and(|table| table.merge == Merge::AppendOnly)
    }

    fn finality(&self, number: u16, _group: u16, values: &[(u16, Value)]) -> u8 {
        let is_final = |column: u16, value: &Value| {
            let finals = table(number)?.column(column)?.finals;
            Some(finals.contains(&value.as_text()?))
        };
        u8::from(
            values
                .iter()
                .any(|(column, value)| is_final(*column, value).unwrap_or(false)),
        )
    }

    fn is_once_only(&self, action: &str) -> bool {
        ONCE_ONLY.contains(&action)
    }
}

/// The declared tables of one vessel, whose devices have to be confirmed before they count.
#[derive(Clone, Copy, Debug)]
pub struct VesselTables(pub RowId);

impl Schema for VesselTables {
    fn group(&self, number: u16, column: u16) -> Option<u16> {
        DeclaredTables.group(number, column)
    }

    fn groups(&self, number: u16) -> Option<&[Group]> {
        DeclaredTables.groups(number)
    }

    fn is_append_only(&self, number: u16) -> bool {
        DeclaredTables.is_append_only(number)
    }

    fn finality(&self, number: u16, group: u16, values: &[(u16, Value)]) -> u8 {
        DeclaredTables.finality(number, group, values)
    }

    fn is_once_only(&self, action: &str) -> bool {
        DeclaredTables.is_once_only(action)
    }

    fn vouched_by(&self, device: DeviceNumber) -> Option<RowId> {
        devices::vouched_by(self.0, device)
    }

    fn default_value(&self, number: u16, column: u16) -> Value {
        DeclaredTables.default_value(number, column)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::schema::Row;
    use crate::tables::WorkOrder;

    #[test]
    fn a_work_orders_status_moves_together_with_its_outcome() {
        let number = WorkOrder::TABLE.number;
        let groups = DeclaredTables.groups(number).unwrap();
        let status = groups
            .iter()
            .find(|group| group.number == WorkOrder::status.number)
            .unwrap();
        assert!(status.columns.contains(&WorkOrder::outcome.number));
        assert_eq!(
            DeclaredTables.group(number, WorkOrder::outcome.number),
            Some(status.number)
        );
        assert_eq!(DeclaredTables.group(number, 999), None);
        assert_eq!(DeclaredTables.groups(999), None);
    }

    #[test]
    fn a_completed_work_order_is_more_final_than_an_active_one() {
        let finality = |word: &str| {
            let values = [(WorkOrder::status.number, Value::Text(word.to_owned()))];
            DeclaredTables.finality(WorkOrder::TABLE.number, WorkOrder::status.number, &values)
        };
        assert_eq!(
            (finality("active"), finality("completed"), finality("cancelled")),
            (0, 1, 1)
        );
    }

    #[test]
    fn every_once_only_act_exists() {
        for action in ONCE_ONLY {
            assert!(crate::acts::act(action).is_some(), "{action}");
        }
    }
}
