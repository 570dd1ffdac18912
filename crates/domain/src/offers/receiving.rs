//! Which acts deliveries and their rows offer.

use crate::receiving::{Counted, life};
use crate::tables::{ReceivingSession, SessionStatus};

/// Acts on a delivery, as people reach for them; which of them its state allows stands in the table of its life.
const ON_DELIVERIES: &[&str] = &[
    "begin_counting",
    "move_to_review",
    "commit_receiving",
    "back_to_counting",
    "add_receiving_line",
    "take_over_session",
    "cancel_receiving",
];

/// Acts on a delivery in its state.
#[must_use]
pub fn of_delivery(session: &ReceivingSession) -> Vec<&'static str> {
    let allowed = |act: &&str| life::find(session.status, act).is_some();
    let mut acts: Vec<&'static str> = ON_DELIVERIES.iter().copied().filter(allowed).collect();
    if session.status != SessionStatus::Cancelled {
        acts.push("attach_file");
    }
    acts
}

/// Acts on one row of a delivery, by the delivery's state and what is known of the row; `is_taken_back` says
/// that what it installed was taken back.
#[must_use]
pub fn of_delivery_line(session: &ReceivingSession, row: &Counted, is_taken_back: bool) -> Vec<&'static str> {
    let line = &row.line;
    let is_unknown = line.part_id.is_none() || line.resolution.is_some();
    let is_installed = row.counts() && row.installed().is_positive() && !is_taken_back;
    let is_wrong = !row.discrepancies.is_empty() || line.returns_to_list;
    [
        ("resolve_unknown_line", is_unknown),
        ("tick_line", !line.is_ticked),
        ("untick_line", line.is_ticked),
        ("set_delivered", true),
        ("set_discrepancy", true),
        ("set_install_now", line.part_id.is_some()),
        ("set_storage_location", true),
        ("set_return_to_list", is_wrong),
        ("set_line_note", true),
        ("take_back_installed", is_installed),
    ]
    .into_iter()
    .filter(|(act, fits)| *fits && life::find(session.status, act).is_some())
    .map(|(act, _)| act)
    .chain((session.status != SessionStatus::Cancelled).then_some("attach_file"))
    .collect()
}
