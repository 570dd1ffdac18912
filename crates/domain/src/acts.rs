//! Every act, by noun. The registry below is the one list of them.

pub mod checklist;
pub mod completion;
pub mod crew;
pub mod equipment;
pub mod faults;
pub mod found;
pub mod hours;
pub mod locations;
pub mod notes;
pub mod part_lines;
pub mod parts;
pub mod ship_time;
pub mod spare_parts;
pub mod work_order_create;
pub mod work_orders;

pub use found::{FIRST_PERSON_ROW, FoundVessel, found_vessel, introduce_workstation};

use crate::act::{ActDefinition, define};

/// Every act, in the order people meet them.
pub static ACTS: &[ActDefinition] = &[
    define::<faults::ReportFault>(),
    define::<faults::EditFault>(),
    define::<faults::ResolveFault>(),
    define::<faults::ReopenFault>(),
    define::<work_order_create::CreateWorkOrderFromFault>(),
    define::<work_order_create::CreateWorkOrder>(),
    define::<work_orders::EditWorkOrder>(),
    define::<work_orders::AssignWorkOrder>(),
    define::<work_orders::StartWorkOrder>(),
    define::<work_orders::CancelWorkOrder>(),
    define::<notes::AddNote>(),
    define::<part_lines::AddPart>(),
    define::<part_lines::ChangePartLine>(),
    define::<checklist::AddChecklistItem>(),
    define::<checklist::CopyChecklist>(),
    define::<checklist::TickChecklist>(),
    define::<completion::MarkWorkOrderComplete>(),
    define::<completion::CorrectWorkOrder>(),
    define::<hours::RecordRunningHours>(),
    define::<equipment::AddEquipment>(),
    define::<equipment::EditEquipment>(),
    define::<equipment::MoveEquipment>(),
    define::<equipment::RetireEquipment>(),
    define::<parts::AddPart>(),
    define::<parts::EditPart>(),
    define::<parts::RetirePart>(),
    define::<spare_parts::LinkPart>(),
    define::<spare_parts::UnlinkPart>(),
    define::<locations::AddLocation>(),
    define::<locations::EditLocation>(),
    define::<locations::RetireLocation>(),
    define::<crew::AddCrew>(),
    define::<crew::SetRole>(),
    define::<crew::ChoosePin>(),
    define::<ship_time::SetShipTime>(),
];

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
