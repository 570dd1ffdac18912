//! The life of a delivery: one table says from which state which act leads where, who does it and what must
//! hold. Acts ask it, the docs are drawn from it, tests walk it.
//!
//! Invariant: what is not in the table is refused, with a sentence; nothing leads out of a committed delivery.

use crate::refusal::Refusal;
use crate::tables::SessionStatus;
use crate::words;

use Guard::{Nothing, Ready, Standing};
use SessionStatus::{Active, Cancelled, Candidate, Committed, Review};
use Who::{Aboard, Engineer, EngineerAboard};

/// Who does it, as the vessel's table of rights begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everyone but managers: it happens aboard.
    Aboard,
    /// Engineers, electro-technical officers and heads of department.
    Engineer,
    /// The same, without managers: it happens aboard.
    EngineerAboard,
}

/// What must hold beside the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Nothing more.
    Nothing,
    /// Something is ticked, and of every ticked row all that the commit needs is known.
    Ready,
    /// What it takes back stands.
    Standing,
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The state before; none where the act opens the delivery.
    pub from: Option<SessionStatus>,
    /// The act.
    pub act: &'static str,
    /// Who does it.
    pub who: Who,
    /// The state after.
    pub to: SessionStatus,
    /// What must hold.
    pub guard: Guard,
}

const fn line(from: Option<SessionStatus>, act: &'static str, who: Who, to: SessionStatus, guard: Guard) -> Transition {
    Transition {
        from,
        act,
        who,
        to,
        guard,
    }
}

/// The whole life of a delivery. The first row that is counted begins the counting, as the first note starts a
/// work order.
#[rustfmt::skip]
pub const LIFE: &[Transition] = &[
    line(None, "start_receiving", Aboard, Candidate, Nothing),
    line(Some(Candidate), "begin_counting", Aboard, Active, Nothing),
    line(Some(Candidate), "add_receiving_line", Aboard, Active, Nothing),
    line(Some(Active), "add_receiving_line", Aboard, Active, Nothing),
    line(Some(Candidate), "set_delivered", Aboard, Active, Nothing),
    line(Some(Active), "set_delivered", Aboard, Active, Nothing),
    line(Some(Candidate), "tick_line", Aboard, Active, Nothing),
    line(Some(Active), "tick_line", Aboard, Active, Nothing),
    line(Some(Active), "untick_line", Aboard, Active, Nothing),
    line(Some(Candidate), "set_line_note", Aboard, Active, Nothing),
    line(Some(Active), "set_line_note", Aboard, Active, Nothing),
    line(Some(Candidate), "set_discrepancy", Aboard, Active, Nothing),
    line(Some(Active), "set_discrepancy", Aboard, Active, Nothing),
    line(Some(Candidate), "resolve_unknown_line", Aboard, Active, Nothing),
    line(Some(Active), "resolve_unknown_line", Aboard, Active, Nothing),
    line(Some(Candidate), "set_install_now", Aboard, Active, Nothing),
    line(Some(Active), "set_install_now", Aboard, Active, Nothing),
    line(Some(Candidate), "set_storage_location", Aboard, Active, Nothing),
    line(Some(Active), "set_storage_location", Aboard, Active, Nothing),
    line(Some(Candidate), "set_return_to_list", Aboard, Active, Nothing),
    line(Some(Active), "set_return_to_list", Aboard, Active, Nothing),
    line(Some(Active), "move_to_review", Aboard, Review, Ready),
    line(Some(Review), "back_to_counting", Aboard, Active, Nothing),
    line(Some(Review), "commit_receiving", EngineerAboard, Committed, Ready),
    line(Some(Candidate), "cancel_receiving", Engineer, Cancelled, Nothing),
    line(Some(Active), "cancel_receiving", Engineer, Cancelled, Nothing),
    line(Some(Review), "cancel_receiving", Engineer, Cancelled, Nothing),
    line(Some(Candidate), "take_over_session", Engineer, Candidate, Nothing),
    line(Some(Active), "take_over_session", Engineer, Active, Nothing),
    line(Some(Review), "take_over_session", Engineer, Review, Nothing),
    line(Some(Committed), "take_back_installed", EngineerAboard, Committed, Standing),
];

/// The line of the table for that act on a delivery in that state.
#[must_use]
pub fn find(from: SessionStatus, act: &str) -> Option<&'static Transition> {
    LIFE.iter().find(|line| line.from == Some(from) && line.act == act)
}

/// Whether the table leads from one state to the other by that act.
#[must_use]
pub fn leads(from: Option<SessionStatus>, act: &str, to: SessionStatus) -> bool {
    LIFE.iter()
        .any(|line| (line.from, line.act, line.to) == (from, act, to))
}

/// The line of the table for that act on a delivery in that state.
///
/// # Errors
/// `wrong_state`, naming the delivery, its state and what can be done instead.
pub fn line_for(number: &str, from: SessionStatus, act: &str) -> Result<&'static Transition, Refusal> {
    find(from, act).ok_or_else(|| {
        Refusal::state(format!(
            "{number} is {}, so you cannot {}. {}",
            words::session_status(from),
            words::act(act),
            instead(from, act)
        ))
    })
}

/// What can be done instead.
fn instead(from: SessionStatus, act: &str) -> &'static str {
    match (from, act) {
        (Candidate | Active, "take_back_installed") | (Candidate, _) => "Count and tick its rows first.",
        (Active, "commit_receiving") => "Look through what will happen first.",
        (Active, _) => "It is being counted already.",
        (Review, "move_to_review") => "It can be committed, or counted on.",
        (Review, _) => "Go back to counting first.",
        (Committed, _) => "Nothing of it changes any more. A movement can be reversed, and more can be received.",
        (Cancelled, _) => "Start a new delivery.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_act_of_the_table_exists_and_every_state_is_reached() {
        let reached: BTreeSet<SessionStatus> = LIFE.iter().map(|line| line.to).collect();
        assert_eq!(reached.len(), SessionStatus::ALL.len());
        for line in LIFE {
            assert!(crate::acts::act(line.act).is_some(), "{}", line.act);
        }
    }

    #[test]
    fn no_line_stands_twice_and_one_act_leads_to_one_state() {
        let pairs: BTreeSet<(Option<SessionStatus>, &str)> = LIFE.iter().map(|line| (line.from, line.act)).collect();
        assert_eq!(pairs.len(), LIFE.len());
    }

    #[test]
    fn every_pair_that_is_not_in_the_table_is_refused_with_a_sentence() {
        let acts: BTreeSet<&str> = LIFE.iter().map(|line| line.act).collect();
        let mut refusals = 0;
        for from in SessionStatus::ALL {
            for act in &acts {
                if let Err(refused) = line_for("RCV-2026-B001", *from, act) {
                    refusals += 1;
                    assert!(refused.message.starts_with("RCV-2026-B001 is "), "{refused}");
                    assert!(refused.message.ends_with('.'), "{refused}");
                    assert!(!refused.message.contains('_'), "{refused}");
                }
            }
        }
        let allowed = LIFE.iter().filter(|line| line.from.is_some()).count();
        assert_eq!(refusals, SessionStatus::ALL.len() * acts.len() - allowed);
    }

    #[test]
    fn a_committed_or_cancelled_delivery_keeps_its_state() {
        for line in LIFE {
            let is_over = |status: SessionStatus| matches!(status, Committed | Cancelled);
            assert!(
                !line.from.is_some_and(is_over) || line.from == Some(line.to),
                "{line:?}"
            );
        }
    }
}
