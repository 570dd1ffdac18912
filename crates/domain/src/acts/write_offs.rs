//! What was lost, broke or went past its date, without a work order that used it.

use super::reversals::ReverseMovement;
use super::stock;
use crate::act::{Act, Ctx, Prefill, params};
use crate::permission::Subject;
use crate::plan::{Findings, Plan, Values};
use crate::refusal::Refusal;
use crate::tables::{Movement, MovementKind};
use journal::RowId;
use serde_json::Value as Json;

params! {
    /// What the form sends.
    pub struct WriteOffParams {
        /// The part.
        part: Option<RowId>,
        /// The place it lay.
        location: Option<RowId>,
        /// How much, in the part's unit.
        quantity: String,
        /// Why, 3–200 characters.
        reason: String,
    }
}

/// Writes parts off.
pub struct WriteOff;

impl Act for WriteOff {
    const NAME: &'static str = "write_off";
    const REQUIRED: &'static [&'static str] = &["part", "location", "quantity", "reason"];
    type Params = WriteOffParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        stock::form(ctx, given, "location")
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        stock::shortage(ctx, given, "location")
    }

    fn plan(ctx: &Ctx<'_>, params: &WriteOffParams) -> Result<(Plan, Subject), Refusal> {
        let (part, place) = stock::part_at(ctx, params.part, params.location)?;
        let quantity = stock::moved("quantity", &params.quantity)?;
        let reason = stock::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<Movement>(
            Values::new()
                .set(Movement::part_id, &part.id)
                .set(Movement::location_id, &place.id)
                .set(Movement::kind, &MovementKind::WrittenOff)
                .set(Movement::quantity, &-quantity)
                .set(Movement::reason, &Some(reason.clone())),
        );
        plan.will(format!(
            "write off {} at {}: {reason}",
            stock::amount(quantity, &part),
            stock::label(&place)
        ));
        plan.leaves("any work order");
        plan.corrected_by = Some(ReverseMovement::NAME);
        Ok((plan, Subject::of(place.department)))
    }
}
