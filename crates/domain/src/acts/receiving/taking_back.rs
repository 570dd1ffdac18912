//! Taking back what a committed delivery brought. The delivery itself never changes: what it brought into
//! stores is taken back by reversing the movement, what it counted as installed by the act here.

use super::{Target, movement_id, posting_id};
use crate::act::{Act, Ctx, Prefill, params};
use crate::acts::spending;
use crate::acts::stock;
use crate::permission::Subject;
use crate::plan::Plan;
use crate::receiving::life;
use crate::refusal::Refusal;
use crate::tables::{Destination, Movement, Posting};
use journal::RowId;
use serde_json::{Value as Json, json};

params! {
    /// What the form sends.
    pub struct TakeBackInstalledParams {
        /// The row of the committed delivery.
        line: Option<RowId>,
        /// Why, 3–200 characters.
        reason: String,
    }
}

/// Takes back that units of a delivery were installed, and what they cost. They are awaited again.
pub struct TakeBackInstalled;

impl Act for TakeBackInstalled {
    const NAME: &'static str = "take_back_installed";
    const REQUIRED: &'static [&'static str] = &["line", "reason"];
    type Params = TakeBackInstalledParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let (mut form, target) = super::counting::form(ctx, given)?;
        form.show("installed", json!(target.row.installed()));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &TakeBackInstalledParams) -> Result<(Plan, Subject), Refusal> {
        let target = Target::look(ctx, params.line)?;
        life::line_for(&target.session.number, target.session.status, Self::NAME)?;
        let reason = stock::reason(&params.reason)?;
        let posting = ctx
            .facts
            .find::<Posting>(posting_id(target.row.line.id, Destination::Installed))?;
        let Some(posting) = posting else {
            return Err(Refusal::state(format!(
                "Nothing of “{}” was installed by {}.",
                target.name(),
                target.session.number
            )));
        };
        let mut plan = Plan::new(Self::NAME);
        let amount = target.amount(posting.quantity);
        if !spending::plan_reversal_of(ctx, &mut plan, posting, &reason)? {
            return Err(Refusal::state(format!(
                "Somebody took back already that “{}” was installed.",
                target.name()
            )));
        }
        plan.will(format!("take back that {amount} were installed: {reason}"));
        plan.leaves("stock, and the delivery itself: it stays as it was committed");
        plan.corrected_by = Some("start_receiving");
        Ok((plan, target.subject()))
    }
}

/// With the movement of a delivery, takes back what was posted for it.
pub(in crate::acts) fn plan_reversal_of(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    movement: &Movement,
    reason: &str,
) -> Result<(), Refusal> {
    let Some(line) = movement
        .receiving_line_id
        .filter(|line| movement_id(*line) == movement.id)
    else {
        return Ok(());
    };
    let posting = ctx.facts.find::<Posting>(posting_id(line, Destination::Stores))?;
    if let Some(posting) = posting {
        spending::plan_reversal_of(ctx, plan, posting, reason)?;
        plan.leaves("the delivery itself; what was ordered of it is awaited again");
    }
    Ok(())
}
