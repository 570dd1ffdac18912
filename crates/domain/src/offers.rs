//! Which acts a record offers to a person, so that the screen holds no rule.

mod buying;
mod receiving;

pub use buying::{
    of_budget, of_mark, of_order_line, of_posting, of_purchase_order, of_shopping_item, of_supplier_that_delivers,
    of_supplier_to_buy_from,
};
pub use receiving::{of_delivery, of_delivery_line};

use crate::act::Ctx;
use crate::permission::{self, Subject};
use crate::refusal::Refusal;
use crate::tables::{
    Crew, Document, DocumentStatus, Equipment, Fault, FaultStatus, HandoverEntry, HandoverStatus, Location, Movement,
    MovementKind, Part, Role, SignMethod, Supplier, WorkOrder, WorkOrderStatus,
};
use journal::RowId;
use serde::Serialize;

/// An act that can be opened on a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Offer {
    /// The act.
    pub action: String,
    /// The person may fill in the form, but somebody else has to sign.
    pub by_other: bool,
}

/// A person who may sign an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Signer {
    /// The person.
    pub id: RowId,
    /// Name.
    pub name: String,
    /// Rank.
    pub rank: String,
}

/// People with the right and a PIN, by name.
///
/// # Errors
/// When the replica cannot be read.
pub fn signers(ctx: &Ctx<'_>, action: &str, subject: &Subject) -> Result<Vec<Signer>, Refusal> {
    let mut able = Vec::new();
    for person in ctx.facts.all::<Crew>()? {
        if person.pin_hash.is_some() && permission::may(ctx.facts, &person, action, subject)? {
            able.push(Signer {
                id: person.id,
                name: person.name,
                rank: person.rank,
            });
        }
    }
    able.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(able)
}

/// Of these acts, those the person may open on the subject: by right, or for a colleague to sign. A
/// manager is usually ashore and prepares nothing that happens aboard.
///
/// # Errors
/// When the replica cannot be read.
pub fn offered(ctx: &Ctx<'_>, actions: &[&str], subject: &Subject) -> Result<Vec<Offer>, Refusal> {
    let mut offers = Vec::new();
    for action in actions {
        let own = permission::may(ctx.facts, ctx.actor, action, subject)?;
        let signed = permission::signing(ctx.facts, action)? != SignMethod::None;
        let prepares = ctx.actor.role != Role::Manager || !permission::happens_aboard(action);
        if own || (signed && prepares && !signers(ctx, action, subject)?.is_empty()) {
            offers.push(Offer {
                action: (*action).to_owned(),
                by_other: !own,
            });
        }
    }
    Ok(offers)
}

/// Acts on a fault in its state.
#[must_use]
pub fn of_fault(fault: &Fault) -> &'static [&'static str] {
    match fault.status {
        FaultStatus::Open => &[
            "create_work_order_from_fault",
            "resolve_fault",
            "edit_fault",
            "add_to_handover",
            "attach_file",
        ],
        FaultStatus::Resolved => &[
            "reopen_fault",
            "create_work_order_from_fault",
            "edit_fault",
            "add_to_handover",
            "attach_file",
        ],
    }
}

/// Acts on a work order in its state.
#[must_use]
pub fn of_work_order(order: &WorkOrder) -> &'static [&'static str] {
    const OPEN: &[&str] = &[
        "add_note_to_work_order",
        "mark_work_order_complete",
        "log_part_usage",
        "add_part_to_work_order",
        "add_shopping_item",
        "assign_work_order",
        "edit_work_order",
        "add_checklist_item",
        "copy_checklist",
        "tick_checklist",
        "change_part_line",
        "return_to_stores",
        "add_to_handover",
        "attach_file",
        "cancel_work_order",
    ];
    const CANDIDATE: &[&str] = &[
        "add_note_to_work_order",
        "start_work_order",
        "log_part_usage",
        "add_part_to_work_order",
        "add_shopping_item",
        "mark_work_order_complete",
        "assign_work_order",
        "edit_work_order",
        "add_checklist_item",
        "copy_checklist",
        "tick_checklist",
        "change_part_line",
        "return_to_stores",
        "add_to_handover",
        "attach_file",
        "cancel_work_order",
    ];
    match order.status {
        WorkOrderStatus::Candidate => CANDIDATE,
        WorkOrderStatus::Active => OPEN,
        WorkOrderStatus::Completed => &[
            "correct_work_order",
            "log_part_usage",
            "return_to_stores",
            "create_work_order",
            "add_to_handover",
        ],
        WorkOrderStatus::Cancelled => &["create_work_order", "return_to_stores", "add_to_handover"],
    }
}

/// Acts on a piece of equipment.
#[must_use]
pub fn of_equipment(equipment: &Equipment) -> &'static [&'static str] {
    if equipment.is_retired {
        &["retire_equipment", "add_to_handover"]
    } else {
        &[
            "report_fault",
            "create_work_order",
            "add_equipment",
            "edit_equipment",
            "link_part",
            "unlink_part",
            "move_equipment",
            "record_running_hours",
            "add_to_handover",
            "attach_file",
            "retire_equipment",
        ]
    }
}

/// Acts on a part.
#[must_use]
pub fn of_part(part: &Part) -> &'static [&'static str] {
    if part.is_retired {
        &["retire_part", "add_to_handover"]
    } else if part.awaits_promotion() {
        &[
            "promote_candidate_part",
            "add_shopping_item",
            "edit_part",
            "add_to_handover",
            "attach_file",
            "retire_part",
        ]
    } else {
        &[
            "add_shopping_item",
            "edit_part",
            "adjust_stock",
            "link_part",
            "unlink_part",
            "add_to_handover",
            "attach_file",
            "retire_part",
        ]
    }
}

/// Acts on a movement of the ledger; for whom, see [`crate::acts::reversals::subject`].
#[must_use]
pub const fn of_movement(movement: &Movement, is_reversed: bool) -> &'static [&'static str] {
    match movement.kind {
        MovementKind::Reversed => &[],
        _ if is_reversed => &[],
        _ => &["reverse_movement"],
    }
}

/// Acts on what lies of a part at one place, by what they need: the place's department.
#[must_use]
pub const fn of_stock() -> &'static [&'static str] {
    &["adjust_stock", "transfer_stock", "write_off", "count_location"]
}

/// Acts on an attachment; for whom, see [`crate::acts::attachments::withdrawing`].
#[must_use]
pub const fn of_attachment(is_withdrawn: bool) -> &'static [&'static str] {
    if is_withdrawn { &[] } else { &["withdraw_attachment"] }
}

/// Acts on a manual in its state.
#[must_use]
pub fn of_document(document: &Document) -> &'static [&'static str] {
    match (document.is_retired, document.status) {
        (true, _) => &["retire_document"],
        (false, DocumentStatus::Superseded) => &["supersede_document", "edit_document", "retire_document"],
        (false, DocumentStatus::Active) => &[
            "link_document",
            "edit_document",
            "supersede_document",
            "confirm_mapping",
            "correct_mapping",
            "add_to_handover",
            "retire_document",
        ],
    }
}

/// Acts on where a fault code stands.
#[must_use]
pub const fn of_mapping() -> &'static [&'static str] {
    &["correct_mapping", "withdraw_mapping"]
}

/// Acts on a pinned page, by the state of its work order.
#[must_use]
pub fn of_pin(order: &WorkOrder) -> &'static [&'static str] {
    match order.status {
        WorkOrderStatus::Candidate | WorkOrderStatus::Active => &["unpin_page"],
        WorkOrderStatus::Completed | WorkOrderStatus::Cancelled => &[],
    }
}

/// Acts on a supplier.
#[must_use]
pub const fn of_supplier(supplier: &Supplier) -> &'static [&'static str] {
    if supplier.is_retired {
        &["retire_supplier"]
    } else {
        &["edit_supplier", "retire_supplier"]
    }
}

/// Acts on a handover entry in its state; for whom, see [`crate::acts::handover::subject`].
#[must_use]
pub const fn of_handover_entry(entry: &HandoverEntry) -> &'static [&'static str] {
    match (entry.status, entry.is_signed_over) {
        (HandoverStatus::Open, false) => &[
            "close_handover_entry",
            "edit_handover_entry",
            "withdraw_handover_entry",
            "attach_file",
        ],
        (HandoverStatus::Open, true) => &["close_handover_entry", "withdraw_handover_entry"],
        (HandoverStatus::Done, _) => &["close_handover_entry"],
        (HandoverStatus::Withdrawn, _) => &["withdraw_handover_entry"],
    }
}

/// Acts on a word of the vessel.
#[must_use]
pub const fn of_synonym() -> &'static [&'static str] {
    &["edit_synonyms"]
}

/// Acts on a storage place.
#[must_use]
pub fn of_location(location: &Location) -> &'static [&'static str] {
    if location.is_retired {
        &["retire_location"]
    } else {
        &[
            "count_location",
            "edit_location",
            "add_location",
            "add_part",
            "retire_location",
        ]
    }
}
