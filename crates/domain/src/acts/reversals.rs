//! Taking a movement back by a new one. Nothing is edited, nothing vanishes.
//!
//! Invariant: a movement is reversed once. The reversal's id follows from the movement, so two made on
//! workstations that were apart are one row. A reversal is not reversed: what it took back is done again.

use super::stock;
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::facts::Facts;
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Findings, Plan, Planned, Values, keyed_id};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{Location, Movement, MovementKind, Part, WorkOrder};
use crate::time::Instant;
use crate::usage::OrderUsage;
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};

/// Whoever logged a movement may take it back within so many hours, unsigned.
pub const OWN_HOURS_MAX: f64 = 24.0;

params! {
    /// What the form sends.
    pub struct ReverseParams {
        /// The movement.
        movement: Option<RowId>,
        /// Why, 3–200 characters.
        reason: String,
    }
}

/// Reverses a movement; both halves of a transfer at once.
pub struct ReverseMovement;

impl Act for ReverseMovement {
    const NAME: &'static str = "reverse_movement";
    const REQUIRED: &'static [&'static str] = &["movement", "reason"];
    type Params = ReverseParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let movement = ctx
            .facts
            .get::<Movement>(required_id("movement", given_id(given, "movement")?)?)?;
        let part = ctx.facts.glance::<Part>(movement.part_id)?;
        let place = ctx.facts.glance::<Location>(movement.location_id)?;
        let mut form = Prefill::default();
        form.set("movement", movement.id.to_string());
        form.show(
            "movement",
            json!({
                "kind": movement.kind, "quantity": movement.quantity, "at": movement.created_at,
                "part": part.name, "unit": part.unit, "location": stock::label(&place),
                "is_own": is_own(&movement, ctx.authority().id, ctx.now),
            }),
        );
        form.show("stock", json!([stock::shown(ctx, &part)?]));
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let Some(id) = given_id(given, "movement")? else {
            return Ok(found);
        };
        for half in halves(ctx.facts, ctx.facts.glance::<Movement>(id)?)? {
            let there = ctx.facts.on_hand(half.part_id, half.location_id)?;
            if half.quantity > there && half.quantity.is_positive() {
                let part = ctx.facts.glance::<Part>(half.part_id)?;
                let place = ctx.facts.glance::<Location>(half.location_id)?;
                let message = format!(
                    "Not enough in stores: {there} there, {} taken out again. {}, {}.",
                    half.quantity,
                    part.name,
                    stock::label(&place)
                );
                found.warn("shortage", message);
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &ReverseParams) -> Result<(Plan, Subject), Refusal> {
        let movement = ctx.facts.get::<Movement>(required_id("movement", params.movement)?)?;
        let reason = stock::reason(&params.reason)?;
        refuse_twice(ctx, &movement)?;
        refuse_while_returned(ctx, &movement)?;
        let subject = subject(ctx.facts, &movement, ctx.now)?;
        let part = ctx.facts.glance::<Part>(movement.part_id)?;
        let mut plan = Plan::new(Self::NAME);
        for half in halves(ctx.facts, movement.clone())? {
            plan_reversal(ctx, &mut plan, &half, &part, &reason)?;
            super::receiving::plan_reversal_of(ctx, &mut plan, &half, &reason)?;
        }
        plan.will(format!("give the reason: {reason}"));
        plan.leaves("the movement itself: it stays in the ledger, marked as reversed");
        plan.is_unsigned = is_own(&movement, ctx.authority().id, ctx.now);
        let again = done_again_by(movement.kind);
        plan.corrected_by = Some(again);
        plan.offer(again, given_again(&movement));
        Ok((plan, subject))
    }
}

/// Whether the person logged the movement within the last 24 hours.
fn is_own(movement: &Movement, person: RowId, now: Instant) -> bool {
    movement.created_by == Some(person) && now.hours_since(movement.created_at) <= OWN_HOURS_MAX
}

/// What of a movement decides about the right to reverse it: the department of its place, or of both
/// places where they agree, and who logged it within the last 24 hours.
///
/// # Errors
/// When the replica cannot be read.
pub fn subject(facts: &Facts<'_>, movement: &Movement, now: Instant) -> Result<Subject, Refusal> {
    let mut departments = Vec::new();
    for half in halves(facts, movement.clone())? {
        departments.push(facts.glance::<Location>(half.location_id)?.department);
    }
    let agreed = departments.windows(2).all(|pair| pair[0] == pair[1]);
    Ok(Subject {
        department: departments.first().copied().filter(|_| agreed),
        assigned_to: None,
        done_by: movement.created_by.filter(|person| is_own(movement, *person, now)),
    })
}

/// The id of the row that reverses the movement, whether it exists or not.
#[must_use]
pub fn reversal_id(movement: RowId) -> RowId {
    keyed_id(Movement::TABLE, &[movement])
}

/// The movement, and the other half of a transfer.
fn halves(facts: &Facts<'_>, movement: Movement) -> Result<Vec<Movement>, Refusal> {
    let other = match movement.from_movement_id {
        Some(left) => facts.find::<Movement>(left)?,
        None if movement.kind == MovementKind::Transferred => facts
            .glance_by::<Movement>(Movement::from_movement_id, &movement.id.to_value())?
            .into_iter()
            .next(),
        None => None,
    };
    Ok(std::iter::once(movement).chain(other).collect())
}

fn refuse_twice(ctx: &Ctx<'_>, movement: &Movement) -> Result<(), Refusal> {
    if movement.kind == MovementKind::Reversed {
        return Err(Refusal::state(
            "This movement takes another one back and is not reversed itself. Do again what it took back.",
        ));
    }
    let Some(earlier) = ctx.facts.find::<Movement>(reversal_id(movement.id))? else {
        return Ok(());
    };
    let by = match earlier.created_by {
        Some(person) => ctx.name_of(person)?,
        None => "somebody".to_owned(),
    };
    Err(Refusal::state(format!(
        "{by} reversed this movement already, {}. A movement is reversed once.",
        ctx.ship.format(earlier.created_at)
    )))
}

/// Refuses to take back a usage of which something came back meanwhile: it would come back twice.
fn refuse_while_returned(ctx: &Ctx<'_>, movement: &Movement) -> Result<(), Refusal> {
    let (MovementKind::Used, Some(order)) = (movement.kind, movement.work_order_id) else {
        return Ok(());
    };
    let out = OrderUsage::of(ctx.facts, order)?.out(movement.part_id);
    if out + movement.quantity < Quantity::ZERO {
        let order = ctx.facts.glance::<WorkOrder>(order)?;
        return Err(Refusal::new(
            Code::WrongState,
            format!(
                "Some of it was brought back from {} already. Reverse that return first.",
                order.number
            ),
        ));
    }
    Ok(())
}

fn plan_reversal(ctx: &Ctx<'_>, plan: &mut Plan, half: &Movement, part: &Part, reason: &str) -> Result<(), Refusal> {
    let place = ctx.facts.glance::<Location>(half.location_id)?;
    let back = -half.quantity;
    plan.insert_keyed::<Movement>(
        vec![Planned::from(&half.id)],
        Values::new()
            .set(Movement::part_id, &half.part_id)
            .set(Movement::location_id, &half.location_id)
            .set(Movement::kind, &MovementKind::Reversed)
            .set(Movement::quantity, &back)
            .set(Movement::reason, &Some(reason.to_owned()))
            .set(Movement::work_order_id, &half.work_order_id)
            .set(Movement::usage_id, &half.usage_id)
            .set(Movement::reverses_id, &Some(half.id))
            .set(Movement::receiving_line_id, &half.receiving_line_id),
    );
    let what = if half.quantity.is_positive() {
        format!(
            "take {} out of {} again",
            stock::amount(half.quantity, part),
            stock::label(&place)
        )
    } else {
        format!("put {} back at {}", stock::amount(back, part), stock::label(&place))
    };
    plan.will(format!("{what}: reverse “{}”", words::movement_kind(half.kind)));
    if let (MovementKind::Used, Some(order)) = (half.kind, half.work_order_id) {
        let order = ctx.facts.glance::<WorkOrder>(order)?;
        plan.will(format!("take back what was logged on {}", order.number));
    }
    Ok(())
}

/// The act that does again what a reversal took back.
const fn done_again_by(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Used => "log_part_usage",
        MovementKind::Returned => "return_to_stores",
        MovementKind::Transferred => "transfer_stock",
        MovementKind::WrittenOff => "write_off",
        MovementKind::Received => "start_receiving",
        MovementKind::Initial | MovementKind::Adjusted | MovementKind::Reversed => "adjust_stock",
    }
}

/// What the form of that act starts from.
fn given_again(movement: &Movement) -> Json {
    match movement.kind {
        MovementKind::Used | MovementKind::Returned => json!({ "work_order": movement.work_order_id }),
        MovementKind::Transferred => json!({ "part": movement.part_id }),
        MovementKind::Received => json!({}),
        _ => json!({ "part": movement.part_id, "location": movement.location_id }),
    }
}
