//! Who asks, decides and buys.

use super::HEADS;
use crate::tables::{Role, Scope};

use Scope::{All, Department as Dept, Own};

/// Acts on one's own shopping list items, as long as nobody looked at them.
const ASKERS: &[&str] = &["edit_shopping_item", "withdraw_shopping_item"];

/// Decisions about what is bought, by heads of the record's department; of captain, purser and manager
/// everywhere.
const REVIEW: &[&str] = &[
    "start_review",
    "approve_shopping_items",
    "reject_shopping_items",
    "promote_candidate_part",
];

/// Acts on orders and on what came of them, of every head of department.
const BUYING: &[&str] = &[
    "create_purchase_order",
    "edit_purchase_order",
    "place_purchase_order",
    "cancel_order_line",
    "cancel_purchase_order",
    "attach_order_document",
    "mark_item_missing",
    "mark_item_installed",
    "take_back_mark",
    "price_posting",
];

/// Who changes what was asked for, decides about it, orders it, and says what came of it.
pub(super) fn rows() -> impl Iterator<Item = (&'static str, Role, Scope)> {
    let scope = |role: Role| match role {
        Role::Captain | Role::Purser | Role::Manager => All,
        _ => Dept,
    };
    let others = [Role::Crew, Role::Engineer, Role::Eto];
    let of_others = others
        .into_iter()
        .flat_map(|role| ASKERS.iter().map(move |action| (*action, role, Own)));
    let of_heads = HEADS.iter().flat_map(move |role| {
        let decided = ASKERS
            .iter()
            .chain(REVIEW)
            .map(move |action| (*action, *role, scope(*role)));
        decided.chain(BUYING.iter().map(move |action| (*action, *role, All)))
    });
    of_others.chain(of_heads)
}

/// Acts of the shopping list and of orders: all came after the first vessels were founded.
pub(super) fn acts() -> impl Iterator<Item = &'static str> {
    let all = ASKERS.iter().chain(REVIEW).chain(BUYING);
    std::iter::once("add_shopping_item").chain(all.copied())
}
