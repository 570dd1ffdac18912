//! The turns of a delivery: counting, looking through, counting again, given up, taken over.

use super::committing::must_be_ready;
use super::{read_session, status, subject};
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::acts;
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::receiving::rows_of;
use crate::refusal::Refusal;
use crate::tables::{ReceivingSession, SessionStatus};
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};

params! {
    /// What the form sends.
    pub struct SessionParams {
        /// The delivery.
        session: Option<RowId>,
    }
}

/// What a form about a delivery starts from.
pub(super) fn form(ctx: &Ctx<'_>, given: &Json) -> Result<(Prefill, ReceivingSession), Refusal> {
    let id = required_id("session", given_id(given, "session")?)?;
    let session = ctx.facts.get::<ReceivingSession>(id)?;
    let rows = rows_of(ctx.facts, session.id)?;
    let ticked = rows.iter().filter(|row| row.line.is_ticked).count();
    let mut form = Prefill::default();
    form.set("session", session.id.to_string());
    form.show(
        "session",
        json!({ "number": session.number, "status": session.status, "rows": rows.len(), "ticked": ticked }),
    );
    Ok((form, session))
}

/// Begins counting.
pub struct BeginCounting;

impl Act for BeginCounting {
    const NAME: &'static str = "begin_counting";
    const REQUIRED: &'static [&'static str] = &["session"];
    type Params = SessionParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        Ok(form(ctx, given)?.0)
    }

    fn plan(ctx: &Ctx<'_>, params: &SessionParams) -> Result<(Plan, Subject), Refusal> {
        let session = read_session(ctx, Self::NAME, params.session)?;
        let mut plan = Plan::new(Self::NAME);
        super::begin(&mut plan, &session);
        plan.leaves("its rows: none is ticked by it");
        plan.corrected_by = Some(CancelReceiving::NAME);
        Ok((plan, subject(&session)))
    }
}

/// Turns from counting to looking through what will happen.
pub struct MoveToReview;

impl Act for MoveToReview {
    const NAME: &'static str = "move_to_review";
    const REQUIRED: &'static [&'static str] = &["session"];
    type Params = SessionParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        Ok(form(ctx, given)?.0)
    }

    fn plan(ctx: &Ctx<'_>, params: &SessionParams) -> Result<(Plan, Subject), Refusal> {
        let session = read_session(ctx, Self::NAME, params.session)?;
        let rows = rows_of(ctx.facts, session.id)?;
        must_be_ready(ctx, &session, &rows)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<ReceivingSession>(session.id, status(SessionStatus::Review));
        let ticked = rows.iter().filter(|row| row.line.is_ticked).count();
        plan.will(format!(
            "look through {} with {} of {} ticked",
            session.number,
            ticked,
            words::count(rows.len(), "row", "rows")
        ));
        plan.leaves("stock and spend: nothing is received by looking through it");
        plan.corrected_by = Some(BackToCounting::NAME);
        plan.offer("commit_receiving", json!({ "session": session.id }));
        Ok((plan, subject(&session)))
    }
}

/// Turns back to counting.
pub struct BackToCounting;

impl Act for BackToCounting {
    const NAME: &'static str = "back_to_counting";
    const REQUIRED: &'static [&'static str] = &["session"];
    type Params = SessionParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        Ok(form(ctx, given)?.0)
    }

    fn plan(ctx: &Ctx<'_>, params: &SessionParams) -> Result<(Plan, Subject), Refusal> {
        let session = read_session(ctx, Self::NAME, params.session)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<ReceivingSession>(session.id, status(SessionStatus::Active));
        plan.will(format!("count {} again", session.number));
        plan.leaves("what was counted and ticked");
        plan.corrected_by = Some(MoveToReview::NAME);
        Ok((plan, subject(&session)))
    }
}

params! {
    /// What the form sends.
    pub struct CancelReceivingParams {
        /// The delivery.
        session: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
    }
}

/// Gives a delivery up. Nothing but its own state changes.
pub struct CancelReceiving;

impl Act for CancelReceiving {
    const NAME: &'static str = "cancel_receiving";
    const REQUIRED: &'static [&'static str] = &["session", "reason"];
    type Params = CancelReceivingParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        Ok(form(ctx, given)?.0)
    }

    fn plan(ctx: &Ctx<'_>, params: &CancelReceivingParams) -> Result<(Plan, Subject), Refusal> {
        let session = read_session(ctx, Self::NAME, params.session)?;
        let reason = acts::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<ReceivingSession>(
            session.id,
            status(SessionStatus::Cancelled).set(ReceivingSession::reason, &Some(reason.clone())),
        );
        plan.will(format!("give {} up: {reason}", session.number));
        plan.leaves("stock, spend and the orders: what was counted changes nothing");
        plan.corrected_by = Some("start_receiving");
        plan.offer("start_receiving", json!({}));
        Ok((plan, subject(&session)))
    }
}

/// Takes over a delivery that somebody else saw to.
pub struct TakeOverSession;

impl Act for TakeOverSession {
    const NAME: &'static str = "take_over_session";
    const REQUIRED: &'static [&'static str] = &["session"];
    type Params = SessionParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let (mut form, session) = form(ctx, given)?;
        form.show("holder", ctx.name_of(session.holder_id)?);
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &SessionParams) -> Result<(Plan, Subject), Refusal> {
        let session = read_session(ctx, Self::NAME, params.session)?;
        if session.holder_id == ctx.actor.id {
            return Err(Refusal::state(format!("{} is yours already.", session.number)));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.update::<ReceivingSession>(
            session.id,
            Values::new().set(ReceivingSession::holder_id, &ctx.actor.id),
        );
        plan.will(format!(
            "take {} over from {}",
            session.number,
            ctx.name_of(session.holder_id)?
        ));
        plan.leaves("what was counted and ticked, and who ticked it");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, subject(&session)))
    }
}
