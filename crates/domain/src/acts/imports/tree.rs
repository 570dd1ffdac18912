//! Where a row of the equipment list stands in the tree.

use super::draft::{Draft, FreshEquipment, Node, alive_first};
use crate::act::Ctx;
use crate::acts::equipment::{TREE_LEVELS_MAX, in_service, too_deep, under_itself};
use crate::refusal::{Code, Refusal};
use crate::tables::Equipment;
use journal::Value;

/// What a row names as standing above it.
pub(super) fn parent(ctx: &Ctx<'_>, code: &str, draft: &Draft<'_>) -> Result<FreshEquipment, Refusal> {
    if let Some(fresh) = draft.equipment.get(code) {
        return Ok(fresh.clone());
    }
    let known = of_code(ctx, code)?.ok_or_else(|| {
        Refusal::field(
            Code::NotFound,
            "parent",
            format!("There is no equipment with the code {code} to stand under. Add it, or put it into the list."),
        )
    })?;
    let known = in_service(known)?;
    Ok(FreshEquipment {
        node: Node::Known(known.id),
        name: known.name,
        department: known.department,
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
    let mut above = Some(parent);
    let mut levels = 0;
    while let Some(node) = above {
        if Some(node) == own {
            return Err(under_itself(name));
        }
        levels += 1;
        if levels > TREE_LEVELS_MAX {
            return Err(too_deep());
        }
        above = match (draft.above.get(&node), node) {
            (Some(above), _) => *above,
            (None, Node::Known(id)) => ctx.facts.glance::<Equipment>(id)?.parent_id.map(Node::Known),
            (None, Node::New(_)) => None,
        };
    }
    Ok(())
}
