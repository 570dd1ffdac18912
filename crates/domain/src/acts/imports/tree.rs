//! Where a row of the equipment list stands in the tree.

use super::draft::{Draft, FreshEquipment, Node, Stands, alive_first};
use crate::act::Ctx;
use crate::acts::equipment::{TREE_LEVELS_MAX, in_service, retired_above, too_deep, under_itself};
use crate::refusal::{Code, Refusal};
use crate::tables::Equipment;
use journal::Value;

/// What a row names as standing above it.
///
/// Only what is retired itself stands under something retired.
pub(super) fn parent(
    ctx: &Ctx<'_>,
    code: &str,
    is_retired: bool,
    draft: &Draft<'_>,
) -> Result<FreshEquipment, Refusal> {
    if let Some(fresh) = draft.equipment.get(code) {
        return match fresh.is_retired && !is_retired {
            true => Err(retired_above(&fresh.name)),
            false => Ok(fresh.clone()),
        };
    }
    let known = of_code(ctx, code)?.ok_or_else(|| {
        Refusal::field(
            Code::NotFound,
            "parent",
            format!("There is no equipment with the code {code} to stand under. Add it, or put it into the list."),
        )
    })?;
    let known = if is_retired { known } else { in_service(known)? };
    Ok(FreshEquipment {
        node: Node::Known(known.id),
        name: known.name,
        department: known.department,
        is_retired: known.is_retired,
    })
}

/// The equipment of that code, rather one in service than a retired one.
pub(super) fn of_code(ctx: &Ctx<'_>, code: &str) -> Result<Option<Equipment>, Refusal> {
    let same = ctx
        .facts
        .glance_by::<Equipment>(Equipment::code, &Value::Text(code.to_owned()))?;
    Ok(alive_first(same, |equipment| equipment.is_retired))
}

/// Refuses a place under itself, and one too far down.
pub(super) fn can_stand(
    ctx: &Ctx<'_>,
    (own, name): (Option<Node>, &str),
    parent: Node,
    draft: &Draft<'_>,
) -> Result<(), Refusal> {
    let above_of = |id| Ok(ctx.facts.glance::<Equipment>(id)?.parent_id);
    match draft.stands_under(own, parent, TREE_LEVELS_MAX, above_of)? {
        Stands::Well => Ok(()),
        Stands::InItself => Err(under_itself(name)),
        Stands::TooDeep => Err(too_deep()),
    }
}
