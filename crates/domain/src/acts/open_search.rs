//! Whether lock screens answer searches.

use crate::act::{Act, Ctx, Prefill, params, required_choice};
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::Vessel;
use serde_json::Value as Json;

params! {
    /// What the form sends.
    pub struct SetOpenSearchParams {
        /// Whether a locked workstation answers searches.
        is_open: Option<bool>,
    }
}

/// Opens or closes search on the lock screens of all workstations.
pub struct SetOpenSearch;

impl Act for SetOpenSearch {
    const NAME: &'static str = "set_open_search";
    const REQUIRED: &'static [&'static str] = &["is_open"];
    type Params = SetOpenSearchParams;

    fn prefill(ctx: &Ctx<'_>, _given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("is_open", is_open(&vessel(ctx)?));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &SetOpenSearchParams) -> Result<(Plan, Subject), Refusal> {
        let wanted = required_choice("is_open", params.is_open)?;
        let vessel = ctx.facts.get::<Vessel>(vessel(ctx)?.id)?;
        if is_open(&vessel) == wanted {
            let state = if wanted { "open" } else { "closed" };
            return Err(Refusal::state(format!(
                "Search is {state} on the lock screens already."
            )));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Vessel>(vessel.id, Values::new().set(Vessel::is_search_open, &Some(wanted)));
        plan.will(match wanted {
            true => "let everybody search on the lock screen of every workstation, without a PIN",
            false => "search only after somebody has signed in, on every workstation",
        });
        plan.leaves("that pages open, and anything is written, only after somebody has signed in");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::vessel()))
    }
}

/// Whether lock screens of the vessel answer searches. Where nobody said so they do not: whoever stands before
/// a locked screen need not belong to the crew.
#[must_use]
pub fn is_open(vessel: &Vessel) -> bool {
    vessel.is_search_open.unwrap_or(false)
}

fn vessel(ctx: &Ctx<'_>) -> Result<Vessel, Refusal> {
    ctx.facts
        .vessel()?
        .ok_or_else(|| Refusal::new(Code::NoVessel, "This workstation belongs to no vessel yet."))
}
