//! Every act, by noun. The registry below is the one list of them.

pub mod attachments;
pub mod checklist;
pub mod completion;
pub mod conflicts;
pub mod counts;
pub mod crew;
pub mod devices;
pub mod equipment;
pub mod faults;
pub mod found;
pub mod handover;
pub mod hours;
pub mod imports;
pub mod locations;
pub mod manuals;
pub mod marks;
pub mod notes;
pub mod open_search;
pub mod part_lines;
pub mod parts;
pub mod purchasing;
pub mod receiving;
pub mod returns;
pub mod reversals;
pub mod ship_time;
pub mod shopping;
pub mod spare_parts;
pub mod spending;
mod stock;
pub mod suppliers;
pub mod synonyms;
pub mod transfers;
pub mod usage;
pub mod work_order_create;
pub mod work_orders;
pub mod write_offs;

pub use found::{FIRST_PERSON_ROW, FoundVessel, found_vessel, introduce_workstation};

use crate::act::{Act, ActDefinition, define};

/// Declares the registry: one line per act gives its definition and the type of its parameters.
macro_rules! acts {
    ($($Act:ty),+ $(,)?) => {
        /// Every act, in the order people meet them.
        pub static ACTS: &[ActDefinition] = &[$(define::<$Act>()),+];

        /// Visits the type of every act's parameters.
        pub fn visit_params(visitor: &mut impl ts_rs::TypeVisitor) {
            $(visitor.visit::<<$Act as Act>::Params>();)+
        }
    };
}

acts! {
    faults::ReportFault,
    faults::EditFault,
    faults::ResolveFault,
    faults::ReopenFault,
    work_order_create::CreateWorkOrderFromFault,
    work_order_create::CreateWorkOrder,
    work_orders::EditWorkOrder,
    work_orders::AssignWorkOrder,
    work_orders::StartWorkOrder,
    work_orders::CancelWorkOrder,
    notes::AddNote,
    part_lines::AddPart,
    part_lines::ChangePartLine,
    checklist::AddChecklistItem,
    checklist::CopyChecklist,
    checklist::TickChecklist,
    completion::MarkWorkOrderComplete,
    completion::CorrectWorkOrder,
    hours::RecordRunningHours,
    handover::AddToHandover,
    handover::EditHandoverEntry,
    handover::CloseHandoverEntry,
    handover::WithdrawHandoverEntry,
    handover::SignOverHandover,
    handover::AcknowledgeHandover,
    equipment::AddEquipment,
    equipment::EditEquipment,
    equipment::MoveEquipment,
    equipment::RetireEquipment,
    parts::AddPart,
    parts::EditPart,
    parts::RetirePart,
    spare_parts::LinkPart,
    spare_parts::UnlinkPart,
    usage::LogPartUsage,
    returns::ReturnToStores,
    counts::AdjustStock,
    counts::CountLocation,
    transfers::TransferStock,
    write_offs::WriteOff,
    reversals::ReverseMovement,
    shopping::AddShoppingItem,
    shopping::EditShoppingItem,
    shopping::WithdrawShoppingItem,
    shopping::StartReview,
    shopping::ApproveShoppingItems,
    shopping::RejectShoppingItems,
    shopping::PromoteCandidatePart,
    purchasing::CreatePurchaseOrder,
    purchasing::EditPurchaseOrder,
    purchasing::PlacePurchaseOrder,
    purchasing::CancelOrderLine,
    purchasing::CancelPurchaseOrder,
    purchasing::AttachOrderDocument,
    marks::MarkItemMissing,
    marks::MarkItemInstalled,
    marks::TakeBackMark,
    receiving::StartReceiving,
    receiving::BeginCounting,
    receiving::AddReceivingLine,
    receiving::SetDelivered,
    receiving::TickLine,
    receiving::UntickLine,
    receiving::SetLineNote,
    receiving::SetDiscrepancy,
    receiving::ResolveUnknownLine,
    receiving::SetInstallNow,
    receiving::SetStorageLocation,
    receiving::SetReturnToList,
    receiving::MoveToReview,
    receiving::BackToCounting,
    receiving::CommitReceiving,
    receiving::CancelReceiving,
    receiving::TakeOverSession,
    receiving::TakeBackInstalled,
    receiving::ConfirmOverDelivery,
    spending::PricePosting,
    spending::SetBudget,
    suppliers::AddSupplier,
    suppliers::EditSupplier,
    suppliers::RetireSupplier,
    synonyms::EditSynonyms,
    locations::AddLocation,
    locations::EditLocation,
    locations::RetireLocation,
    crew::AddCrew,
    crew::SetRole,
    crew::ChoosePin,
    imports::ImportEquipment,
    imports::ImportSpareParts,
    imports::ImportParts,
    imports::ImportSuppliers,
    imports::ImportPeople,
    imports::ImportLocations,
    imports::ImportRunningHours,
    ship_time::SetShipTime,
    attachments::AttachFile,
    attachments::WithdrawAttachment,
    manuals::AddDocument,
    manuals::EditDocument,
    manuals::SupersedeDocument,
    manuals::RetireDocument,
    manuals::LinkDocument,
    manuals::ConfirmMapping,
    manuals::CorrectMapping,
    manuals::WithdrawMapping,
    manuals::PinPage,
    manuals::UnpinPage,
    open_search::SetOpenSearch,
    devices::ConnectShore,
    devices::InviteWorkstation,
    devices::ConfirmDevice,
    devices::CloseDevice,
    conflicts::ResolveConflict,
}

/// The act of that name.
#[must_use]
pub fn act(name: &str) -> Option<&'static ActDefinition> {
    ACTS.iter().find(|act| act.name == name)
}

/// Characters in a reason.
pub const REASON_CHARACTERS_MAX: usize = 1_000;

/// A required reason of 3 to 1,000 characters.
fn reason(given: &str) -> Result<String, crate::refusal::Refusal> {
    crate::text::required(
        "reason",
        "The reason",
        given,
        crate::text::Lines::Many,
        crate::text::TITLE_CHARACTERS_MIN,
        REASON_CHARACTERS_MAX,
    )
}
