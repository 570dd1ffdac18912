//! The life of a shopping list item: one table says from which state which act leads where, who does it and
//! what must hold. Acts ask it, the docs are drawn from it, tests walk it.
//!
//! Invariant: what is not in the table is refused, with a sentence.

use crate::refusal::Refusal;
use crate::tables::ItemStatus;
use crate::words;

use Guard::{Free, NotOrdered, Nothing, Outstanding, Standing};
use ItemStatus::{Approved, Cancelled, Candidate, Ordered, Rejected, UnderReview};
use Who::{Asker, Engineer, Everyone, Head, Reviewer};

/// Who does it, as the vessel's table of rights begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everyone aboard and ashore.
    Everyone,
    /// Whoever asked for it, and heads of its department, captain, purser and manager.
    Asker,
    /// Heads of its department, captain, purser and manager.
    Reviewer,
    /// Every head of department.
    Head,
    /// Engineers, electro-technical officers and heads of department.
    Engineer,
}

/// What must hold beside the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Nothing more.
    Nothing,
    /// It stands on no order, not even on a draft.
    Free,
    /// Its part is verified, it stands on no other order, and nobody decided otherwise about it.
    NotOrdered,
    /// Some of it was neither received, installed, missing nor cancelled.
    Outstanding,
    /// Something of it stands on an order that was placed.
    Standing,
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The state before; none where the act adds the item.
    pub from: Option<ItemStatus>,
    /// The act.
    pub act: &'static str,
    /// Who does it.
    pub who: Who,
    /// The state after.
    pub to: ItemStatus,
    /// What must hold.
    pub guard: Guard,
}

const fn line(from: Option<ItemStatus>, act: &'static str, who: Who, to: ItemStatus, guard: Guard) -> Transition {
    Transition {
        from,
        act,
        who,
        to,
        guard,
    }
}

/// The whole life of an item.
#[rustfmt::skip]
pub const LIFE: &[Transition] = &[
    line(None, "add_shopping_item", Everyone, Candidate, Nothing),
    line(None, "commit_receiving", Engineer, Candidate, Nothing),
    line(Some(Candidate), "edit_shopping_item", Asker, Candidate, Nothing),
    line(Some(UnderReview), "edit_shopping_item", Reviewer, UnderReview, Nothing),
    line(Some(Candidate), "withdraw_shopping_item", Asker, Cancelled, Nothing),
    line(Some(UnderReview), "withdraw_shopping_item", Reviewer, Cancelled, Nothing),
    line(Some(Approved), "withdraw_shopping_item", Reviewer, Cancelled, Free),
    line(Some(Candidate), "start_review", Reviewer, UnderReview, Nothing),
    line(Some(Rejected), "start_review", Reviewer, UnderReview, Free),
    line(Some(Approved), "start_review", Reviewer, UnderReview, Free),
    line(Some(Candidate), "approve_shopping_items", Reviewer, Approved, Nothing),
    line(Some(UnderReview), "approve_shopping_items", Reviewer, Approved, Nothing),
    line(Some(Approved), "approve_shopping_items", Reviewer, Approved, Free),
    line(Some(Candidate), "reject_shopping_items", Reviewer, Rejected, Nothing),
    line(Some(UnderReview), "reject_shopping_items", Reviewer, Rejected, Nothing),
    line(Some(Approved), "reject_shopping_items", Reviewer, Rejected, Free),
    line(Some(Approved), "create_purchase_order", Head, Approved, NotOrdered),
    line(Some(Approved), "edit_purchase_order", Head, Approved, NotOrdered),
    line(Some(Approved), "place_purchase_order", Head, Ordered, NotOrdered),
    line(Some(Ordered), "cancel_order_line", Head, Ordered, Outstanding),
    line(Some(Ordered), "cancel_order_line", Head, Approved, Outstanding),
    line(Some(Ordered), "cancel_order_line", Head, Cancelled, Outstanding),
    line(Some(Ordered), "cancel_purchase_order", Head, Ordered, Outstanding),
    line(Some(Ordered), "cancel_purchase_order", Head, Approved, Outstanding),
    line(Some(Ordered), "cancel_purchase_order", Head, Cancelled, Outstanding),
    line(Some(Ordered), "mark_item_missing", Head, Ordered, Outstanding),
    line(Some(Ordered), "mark_item_installed", Head, Ordered, Outstanding),
    line(Some(Ordered), "take_back_mark", Head, Ordered, Standing),
];

/// The lines of the table for that act on an item in that state.
pub fn lines(from: Option<ItemStatus>, act: &str) -> impl Iterator<Item = &'static Transition> {
    LIFE.iter().filter(move |line| line.from == from && line.act == act)
}

/// Whether the table leads from one state to the other by that act.
#[must_use]
pub fn leads(from: Option<ItemStatus>, act: &str, to: ItemStatus) -> bool {
    lines(from, act).any(|line| line.to == to)
}

/// The line of the table for that act on an item in that state; where the act may lead to several states,
/// the first.
///
/// # Errors
/// `wrong_state`, naming the item, its state and what can be done instead.
pub fn line_for(name: &str, from: ItemStatus, act: &str) -> Result<&'static Transition, Refusal> {
    lines(Some(from), act).next().ok_or_else(|| refused(name, from, act))
}

/// The refusal of an act that the state of the item does not allow.
#[must_use]
pub fn refused(name: &str, from: ItemStatus, act: &str) -> Refusal {
    Refusal::state(format!(
        "“{name}” is {}, so you cannot {}. {}",
        words::item_status(from),
        words::act(act),
        instead(from, act)
    ))
}

/// What can be done instead.
fn instead(from: ItemStatus, act: &str) -> &'static str {
    match (from, act) {
        (Candidate | UnderReview, _) => "It has to be approved first.",
        (Approved, "edit_shopping_item") => "Quantity and supplier are changed by approving it again.",
        (Approved, _) => "It has to be ordered first.",
        (Rejected, _) => "It can be taken up for review again.",
        (Ordered, "edit_shopping_item" | "approve_shopping_items") => {
            "What is ordered changes only by cancelling on the order."
        }
        (Ordered, _) => "It can be cancelled on its order.",
        (Cancelled, _) => "If it is wanted after all, add it to the list again.",
    }
}

/// The acts that the table has for an item in that state, each once.
#[must_use]
pub fn acts_from(from: ItemStatus) -> Vec<&'static str> {
    let mut acts: Vec<&'static str> = Vec::new();
    for line in LIFE.iter().filter(|line| line.from == Some(from)) {
        if !acts.contains(&line.act) {
            acts.push(line.act);
        }
    }
    acts
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_act_of_the_table_exists_and_every_state_is_reached() {
        let reached: BTreeSet<ItemStatus> = LIFE.iter().map(|line| line.to).collect();
        assert_eq!(reached.len(), ItemStatus::ALL.len());
        for line in LIFE {
            assert!(crate::acts::act(line.act).is_some(), "{}", line.act);
        }
    }

    #[test]
    fn no_line_stands_twice() {
        for (at, line) in LIFE.iter().enumerate() {
            let again = LIFE[at + 1..]
                .iter()
                .any(|other| (other.from, other.act, other.to) == (line.from, line.act, line.to));
            assert!(!again, "{line:?}");
        }
    }

    #[test]
    fn every_pair_that_is_not_in_the_table_is_refused_with_a_sentence() {
        let acts: BTreeSet<&str> = LIFE.iter().map(|line| line.act).collect();
        let mut refusals = 0;
        for from in ItemStatus::ALL {
            for act in &acts {
                if let Err(refused) = line_for("Impeller kit", *from, act) {
                    refusals += 1;
                    assert!(refused.message.starts_with("“Impeller kit” is "), "{refused}");
                    assert!(refused.message.ends_with('.'), "{refused}");
                    assert!(!refused.message.contains('_'), "{refused}");
                } else {
                    assert!(acts_from(*from).contains(act));
                }
            }
        }
        assert_eq!(
            refusals,
            6 * 15 - 22,
            "of 6 states and 15 acts, 22 pairs stand in the table"
        );
    }

    #[test]
    fn a_cancelled_item_stays_cancelled() {
        assert!(acts_from(Cancelled).is_empty());
    }
}
