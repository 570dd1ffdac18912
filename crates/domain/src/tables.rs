//! Every replicated table, declared once.
//!
//! A table, column or word is declared when its first act is built, never before.

mod attachments;
mod buying;
mod crew;
mod equipment;
mod faults;
mod handover;
mod manuals;
mod receiving;
mod stores;
mod synonyms;
mod vessel;
mod work_orders;

pub use attachments::{Attachment, AttachmentKind};
pub use buying::{
    Budget, Destination, ItemMark, ItemSource, ItemStatus, MarkKind, OrderLine, Posting, PostingKind, PurchaseOrder,
    PurchaseStatus, ShoppingItem, Urgency,
};
pub use crew::{Crew, Department, Permission, Role, Scope, SignMethod, Signing};
pub use equipment::{Criticality, Equipment, EquipmentKind, EquipmentPart, RunningHours};
pub use faults::{Fault, FaultStatus, ResolvedHow, Severity};
pub use handover::{HandoverCategory, HandoverEntry, HandoverKind, HandoverSide, HandoverSignature, HandoverStatus};
pub use manuals::{Document, DocumentEquipment, DocumentStatus, FaultCodeSection, PinnedPage};
pub use receiving::{Discrepancy, DiscrepancyKind, ReceivingLine, ReceivingSession, Resolution, SessionStatus};
pub use stores::{Location, Movement, MovementKind, Part, PartLocation, PartUsage, Supplier};
pub use synonyms::Synonym;
pub use vessel::{Closure, Confirmation, Device, DeviceKind, ShipTimeChange, Vessel};
pub use work_orders::{
    ChecklistItem, LineStatus, Note, NoteCategory, NoteKind, Outcome, PartLine, Priority, WorkKind, WorkOrder,
    WorkOrderStatus,
};

use crate::schema::{Row, Table};

/// Every declared table, in the order in which rows may refer to each other.
pub static TABLES: &[&Table] = &[
    Vessel::TABLE,
    Crew::TABLE,
    Permission::TABLE,
    Signing::TABLE,
    Device::TABLE,
    Confirmation::TABLE,
    Closure::TABLE,
    ShipTimeChange::TABLE,
    Equipment::TABLE,
    Location::TABLE,
    Part::TABLE,
    PartLocation::TABLE,
    Supplier::TABLE,
    EquipmentPart::TABLE,
    Fault::TABLE,
    WorkOrder::TABLE,
    Note::TABLE,
    PartLine::TABLE,
    ChecklistItem::TABLE,
    RunningHours::TABLE,
    PartUsage::TABLE,
    Movement::TABLE,
    Document::TABLE,
    DocumentEquipment::TABLE,
    PinnedPage::TABLE,
    FaultCodeSection::TABLE,
    HandoverEntry::TABLE,
    HandoverSignature::TABLE,
    ShoppingItem::TABLE,
    PurchaseOrder::TABLE,
    OrderLine::TABLE,
    ItemMark::TABLE,
    ReceivingSession::TABLE,
    ReceivingLine::TABLE,
    Discrepancy::TABLE,
    Posting::TABLE,
    Budget::TABLE,
    Attachment::TABLE,
    Synonym::TABLE,
];

/// The table of that permanent number.
#[must_use]
pub fn table(number: u16) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.number == number)
}

/// The table of that name.
#[must_use]
pub fn table_named(name: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_and_names_are_given_once() {
        let numbers: BTreeSet<_> = TABLES.iter().map(|t| t.number).collect();
        let names: BTreeSet<_> = TABLES.iter().map(|t| t.name).collect();
        assert_eq!((numbers.len(), names.len()), (TABLES.len(), TABLES.len()));
        for table in TABLES {
            let numbers: BTreeSet<_> = table.columns.iter().map(|c| c.number).collect();
            assert_eq!(numbers.len(), table.columns.len(), "{}", table.name);
        }
    }

    #[test]
    fn groups_are_named_by_their_lowest_column_and_references_exist() {
        for table in TABLES {
            for column in table.columns {
                let lowest = table.group(column.group).map(|c| c.number).min();
                assert_eq!(lowest, Some(column.group), "{}.{}", table.name, column.name);
                if let Some(target) = column.refers_to {
                    assert!(
                        table_named(target).is_some(),
                        "{}.{} → {target}",
                        table.name,
                        column.name
                    );
                }
            }
        }
    }

    #[test]
    fn the_published_numbers_do_not_change() {
        let published: Vec<String> = TABLES
            .iter()
            .map(|t| {
                let columns: Vec<_> = t.columns.iter().map(|c| format!("{} {}", c.number, c.name)).collect();
                format!("{} {}: {}", t.number, t.name, columns.join(", "))
            })
            .collect();
        insta::assert_snapshot!(published.join("\n"));
    }
}
