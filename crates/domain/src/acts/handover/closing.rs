//! An entry is done, or taken back; and open again where that was a mistake.

use super::{given_entry, subject};
use crate::act::{Act, Ctx, Prefill, params, required_id};
use crate::acts::{REASON_CHARACTERS_MAX, reason};
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::refusal::Refusal;
use crate::tables::{HandoverEntry, HandoverStatus};
use crate::text;
use journal::RowId;
use serde_json::Value as Json;

params! {
    /// What the form sends.
    pub struct CloseHandoverEntryParams {
        /// The entry.
        entry: Option<RowId>,
        /// What came of it, up to 1,000 characters; needed to open it again.
        reason: Option<String>,
        /// Open it again instead.
        back: bool,
    }
}

/// Marks an entry done.
pub struct CloseHandoverEntry;

impl Act for CloseHandoverEntry {
    const NAME: &'static str = "close_handover_entry";
    const REQUIRED: &'static [&'static str] = &["entry"];
    type Params = CloseHandoverEntryParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        start(ctx, given, HandoverStatus::Done)
    }

    fn plan(ctx: &Ctx<'_>, params: &CloseHandoverEntryParams) -> Result<(Plan, Subject), Refusal> {
        let entry = ctx.facts.get::<HandoverEntry>(required_id("entry", params.entry)?)?;
        let given = params.reason.as_deref();
        let remark = if params.back {
            Some(reason(given.unwrap_or_default())?)
        } else {
            text::long("reason", "The remark", given, REASON_CHARACTERS_MAX)?
        };
        let step = Step {
            to: HandoverStatus::Done,
            is_back: params.back,
            remark,
        };
        step.plan(ctx, Self::NAME, &entry)
    }
}

params! {
    /// What the form sends.
    pub struct WithdrawHandoverEntryParams {
        /// The entry.
        entry: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
        /// Open it again instead.
        back: bool,
    }
}

/// Takes an entry back.
pub struct WithdrawHandoverEntry;

impl Act for WithdrawHandoverEntry {
    const NAME: &'static str = "withdraw_handover_entry";
    const REQUIRED: &'static [&'static str] = &["entry", "reason"];
    type Params = WithdrawHandoverEntryParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        start(ctx, given, HandoverStatus::Withdrawn)
    }

    fn plan(ctx: &Ctx<'_>, params: &WithdrawHandoverEntryParams) -> Result<(Plan, Subject), Refusal> {
        let entry = ctx.facts.get::<HandoverEntry>(required_id("entry", params.entry)?)?;
        let step = Step {
            to: HandoverStatus::Withdrawn,
            is_back: params.back,
            remark: Some(reason(&params.reason)?),
        };
        step.plan(ctx, Self::NAME, &entry)
    }
}

fn start(ctx: &Ctx<'_>, given: &Json, to: HandoverStatus) -> Result<Prefill, Refusal> {
    let entry = given_entry(ctx, given)?;
    let mut form = Prefill::default();
    form.set("entry", entry.id.to_string());
    form.set("back", entry.status == to);
    Ok(form)
}

/// One step in the life of an entry.
struct Step {
    to: HandoverStatus,
    is_back: bool,
    remark: Option<String>,
}

impl Step {
    fn plan(self, ctx: &Ctx<'_>, action: &'static str, entry: &HandoverEntry) -> Result<(Plan, Subject), Refusal> {
        let (from, to) = if self.is_back {
            (self.to, HandoverStatus::Open)
        } else {
            (HandoverStatus::Open, self.to)
        };
        if entry.status != from {
            return Err(Refusal::state(format!("“{}” is {}.", entry.title, entry.status.word())));
        }
        let is_closing = to != HandoverStatus::Open;
        let mut plan = Plan::new(action);
        plan.update::<HandoverEntry>(
            entry.id,
            Values::new()
                .set(HandoverEntry::status, &to)
                .set(HandoverEntry::remark, &self.remark)
                .set(HandoverEntry::closed_at, &is_closing.then_some(ctx.now))
                .set(HandoverEntry::closed_by, &is_closing.then_some(ctx.authority().id)),
        );
        let verb = match to {
            HandoverStatus::Open => "open again",
            HandoverStatus::Done => "mark done",
            HandoverStatus::Withdrawn => "withdraw",
        };
        let why = self.remark.map_or_else(String::new, |remark| format!(". {remark}"));
        plan.will(format!("{verb}: “{}”{why}", entry.title));
        plan.leaves("what was signed over with it stays as it was signed");
        plan.corrected_by = Some(action);
        Ok((plan, subject(entry)))
    }
}
