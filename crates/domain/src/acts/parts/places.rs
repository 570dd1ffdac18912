//! Where a part is kept, and what was counted there first.

use crate::act::Ctx;
use crate::plan::{Plan, Planned, Values};
use crate::quantity::Quantity;
use crate::refusal::Refusal;
use crate::tables::{Movement, MovementKind, PartLocation};
use journal::{RowId, Value};

/// Plans the usual place of a part that has none yet.
pub(in crate::acts) fn keep_at(plan: &mut Plan, part: Planned, place: Planned) {
    plan.insert_keyed::<PartLocation>(
        vec![part.clone(), place.clone()],
        Values::new()
            .plan(PartLocation::part_id, part)
            .plan(PartLocation::location_id, place)
            .set(PartLocation::is_usual, &true),
    );
}

/// Plans the first count of a part at a place; a sum below zero was taken over, not counted.
pub(in crate::acts) fn count_first(plan: &mut Plan, part: Planned, place: Planned, count: Quantity) {
    plan.insert::<Movement>(
        Values::new()
            .plan(Movement::part_id, part)
            .plan(Movement::location_id, place)
            .set(Movement::kind, &MovementKind::Initial)
            .set(Movement::quantity, &count)
            .set(Movement::counted, &Some(count).filter(|count| count.is_positive())),
    );
}

/// Plans a new usual place of a known part; says whether it differs.
pub(in crate::acts) fn move_usual_place(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    part: RowId,
    location: &Planned,
) -> Result<bool, Refusal> {
    let places = ctx.facts.by::<PartLocation>(PartLocation::part_id, part)?;
    let is_there = |place: &&PartLocation| *location == Planned::Is(Value::Id(place.location_id));
    if places.iter().any(|place| place.is_usual && is_there(&place)) {
        return Ok(false);
    }
    for place in places.iter().filter(|place| place.is_usual) {
        plan.update::<PartLocation>(place.id, Values::new().set(PartLocation::is_usual, &false));
    }
    match places.iter().find(is_there) {
        Some(known) => plan.update::<PartLocation>(known.id, Values::new().set(PartLocation::is_usual, &true)),
        None => keep_at(plan, Planned::from(&part), location.clone()),
    }
    Ok(true)
}
