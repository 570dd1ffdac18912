//! Who receives, and who signs for it.

use super::HEADS;
use crate::tables::{Role, Scope};

use Scope::All;

/// Counting and ticking: everybody aboard.
const COUNTING: &[&str] = &[
    "start_receiving",
    "begin_counting",
    "add_receiving_line",
    "set_delivered",
    "tick_line",
    "untick_line",
    "set_line_note",
    "set_discrepancy",
    "resolve_unknown_line",
    "set_install_now",
    "set_storage_location",
    "set_return_to_list",
    "move_to_review",
    "back_to_counting",
];

/// What enters stock and spend, and taking it back: engineers, electro-technical officers and heads aboard.
const SIGNED: &[&str] = &["commit_receiving", "take_back_installed", "confirm_over_delivery"];

/// What becomes of a delivery: engineers, electro-technical officers and heads.
const SEEN_TO: &[&str] = &["cancel_receiving", "take_over_session"];

/// Whether the act happens aboard, where no manager does it.
pub(super) fn is_aboard(action: &str) -> bool {
    COUNTING.contains(&action) || SIGNED.contains(&action)
}

/// Who counts, commits, gives up and takes over.
pub(super) fn rows() -> impl Iterator<Item = (&'static str, Role, Scope)> {
    let aboard = |role: &&Role| **role != Role::Manager;
    let counting = Role::ALL
        .iter()
        .filter(aboard)
        .flat_map(|role| COUNTING.iter().map(move |action| (*action, *role, All)));
    let officers = || [Role::Engineer, Role::Eto].iter().chain(HEADS);
    let signed = officers()
        .filter(aboard)
        .flat_map(|role| SIGNED.iter().map(move |action| (*action, *role, All)));
    let seen_to = officers().flat_map(|role| SEEN_TO.iter().map(move |action| (*action, *role, All)));
    counting.chain(signed).chain(seen_to)
}

/// Acts of receiving: all came after the first vessels were founded.
pub(super) fn acts() -> impl Iterator<Item = &'static str> {
    COUNTING.iter().chain(SIGNED).chain(SEEN_TO).copied()
}
