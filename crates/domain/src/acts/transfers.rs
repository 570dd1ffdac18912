//! Carrying parts from one place to another: one half leaves, one arrives, both in one act.

use super::reversals::ReverseMovement;
use super::stock;
use crate::act::{Act, Ctx, Prefill, params, required_id};
use crate::permission::Subject;
use crate::plan::{Findings, Plan, Planned, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::{Location, Movement, MovementKind, Part};
use journal::RowId;
use serde_json::Value as Json;

params! {
    /// What the form sends.
    pub struct TransferParams {
        /// The part.
        part: Option<RowId>,
        /// The place it is taken from.
        from: Option<RowId>,
        /// The place it is put.
        to: Option<RowId>,
        /// How much, in the part's unit.
        quantity: String,
        /// Up to 200 characters.
        note: Option<String>,
    }
}

/// Carries a part to another place. No signature.
pub struct TransferStock;

impl Act for TransferStock {
    const NAME: &'static str = "transfer_stock";
    const REQUIRED: &'static [&'static str] = &["part", "from", "to", "quantity"];
    type Params = TransferParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        stock::form(ctx, given, "from")
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        stock::shortage(ctx, given, "from")
    }

    fn plan(ctx: &Ctx<'_>, params: &TransferParams) -> Result<(Plan, Subject), Refusal> {
        let part = ctx.facts.get::<Part>(required_id("part", params.part)?)?;
        let from = ctx.facts.get::<Location>(required_id("from", params.from)?)?;
        let to = ctx.facts.get::<Location>(required_id("to", params.to)?)?;
        if from.id == to.id {
            return Err(Refusal::field(
                Code::Invalid,
                "to",
                "It lies there already. Choose another place.",
            ));
        }
        stock::in_use("to", &to)?;
        let quantity = stock::moved("quantity", &params.quantity)?;
        let note = stock::note("note", params.note.as_deref())?;
        let mut plan = Plan::new(Self::NAME);
        let half = |place: &Location, quantity| {
            Values::new()
                .set(Movement::part_id, &part.id)
                .set(Movement::location_id, &place.id)
                .set(Movement::kind, &MovementKind::Transferred)
                .set(Movement::quantity, &quantity)
                .set(Movement::reason, &note)
        };
        let left = plan.insert::<Movement>(half(&from, -quantity));
        plan.insert::<Movement>(half(&to, quantity).plan(Movement::from_movement_id, Planned::NewRow(left)));
        plan.will(format!(
            "carry {} from {} to {}",
            stock::amount(quantity, &part),
            stock::label(&from),
            stock::label(&to)
        ));
        plan.leaves(format!("how much there is of {} in total", part.name));
        plan.leaves("its usual place");
        plan.corrected_by = Some(ReverseMovement::NAME);
        Ok((plan, Subject::of(from.department)))
    }
}
