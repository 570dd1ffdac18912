//! Ship's time: append-only changes of the clocks.

use crate::act::{Act, Ctx, Prefill, params, required_choice};
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::ShipTimeChange;
use crate::time::{Instant, SHIP_OFFSET_MINUTES_MAX, offset_name};
use serde_json::Value as Json;

/// Zones in use lie on quarter hours (IANA time zone database).
const OFFSET_STEP_MINUTES: i64 = 15;
/// A change may be set this far ahead or back, in hours.
const FROM_HOURS_MAX: f64 = 30.0 * 24.0;

params! {
    /// What the form sends.
    pub struct SetShipTimeParams {
        /// Minutes ahead of UTC; negative west of Greenwich.
        offset_minutes: Option<i64>,
        /// From when; now when left out.
        from_at: Option<Instant>,
    }
}

/// Sets the ship's clocks.
pub struct SetShipTime;

impl Act for SetShipTime {
    const NAME: &'static str = "set_ship_time";
    const REQUIRED: &'static [&'static str] = &["offset_minutes"];
    type Params = SetShipTimeParams;

    fn prefill(ctx: &Ctx<'_>, _given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("offset_minutes", ctx.ship.offset_at(ctx.now));
        form.set("from_at", ctx.now.to_string());
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &SetShipTimeParams) -> Result<(Plan, Subject), Refusal> {
        let offset = required_choice("offset_minutes", params.offset_minutes)?;
        let from_at = params.from_at.unwrap_or(ctx.now);
        if offset.abs() > SHIP_OFFSET_MINUTES_MAX || offset % OFFSET_STEP_MINUTES != 0 {
            return Err(Refusal::field(
                Code::Invalid,
                "offset_minutes",
                "Ship's time lies between UTC−14:00 and UTC+14:00, on a quarter hour.",
            ));
        }
        if ctx.now.hours_since(from_at).abs() > FROM_HOURS_MAX {
            return Err(Refusal::field(
                Code::Invalid,
                "from_at",
                "A change of clocks is set at most 30 days ahead or back.",
            ));
        }
        if ctx.ship.offset_at(from_at) == offset {
            return Err(Refusal::state(format!(
                "The ship's clocks stand at {} then already.",
                offset_name(offset)
            )));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<ShipTimeChange>(
            Values::new()
                .set(ShipTimeChange::offset_minutes, &offset)
                .set(ShipTimeChange::from_at, &from_at),
        );
        plan.will(format!(
            "set the ship's clocks to {} from {} (old time) on",
            offset_name(offset),
            ctx.ship.format(from_at)
        ));
        plan.leaves("when things happened: recorded moments stay, only their display follows the clocks");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::vessel()))
    }
}
