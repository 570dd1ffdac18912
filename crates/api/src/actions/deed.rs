//! One act with everything that its commit needs: who, what, on what it relies, and how it is signed.

use super::{person, with_ctx};
use crate::session;
use domain::RowId;
use domain::act::{ActDefinition, Ctx};
use domain::facts::{Basis, Facts, Source, changed_since};
use domain::permission;
use domain::plan::Plan;
use domain::refusal::{Code, Refusal};
use domain::tables::{Crew, SignMethod};
use domain::time::Instant;
use serde_json::{Value as Json, json};
use store::Authorship;

/// The person who signs, and how; none where the act is not signed.
pub(crate) type Signed = Option<(RowId, &'static str)>;

/// One act about to be carried out.
pub(crate) struct Deed<'a> {
    pub(crate) act: &'static ActDefinition,
    pub(crate) actor: RowId,
    pub(crate) signed: Signed,
    pub(crate) params: &'a Json,
    pub(crate) basis: &'a Basis,
    pub(crate) form_id: Option<&'a str>,
    pub(crate) now: Instant,
}

impl Deed<'_> {
    /// Who acts and who signs, with the roles they have now.
    pub(crate) fn authorship(&self, source: &dyn Source) -> Result<Authorship, Refusal> {
        let facts = Facts::new(source);
        let actor = person(&facts, self.actor)?;
        let signer = self.signed.map(|(signer, _)| person(&facts, signer)).transpose()?;
        let signed = signer.as_ref().zip(self.signed.map(|(_, how)| how));
        Ok(authorship(&actor, signed, self.now))
    }

    /// The plan, if the right and the records the form was filled from allow it.
    pub(crate) fn plan(&self, source: &dyn Source) -> Result<Plan, Refusal> {
        let signer = self.signed.map(|(signer, _)| signer);
        with_ctx(source, self.now, self.actor, signer, |ctx| {
            let planned = (self.act.plan)(ctx, self.params);
            compare(ctx, self, planned.is_ok())?;
            let (mut plan, subject) = planned?;
            ctx.authorise(self.act.name, &subject)?;
            if self.signed.is_none() && signing_of(ctx.facts, &plan)? != SignMethod::None {
                return Err(session::pin_needed(ctx.actor));
            }
            plan.statement = statement(&plan);
            Ok(plan)
        })
    }
}

/// Who acts and who signs, how, and with which roles.
pub(super) fn authorship(actor: &Crew, signed: Option<(&Crew, &str)>, now: Instant) -> Authorship {
    Authorship {
        actor: actor.id,
        role: actor.role.word().to_owned(),
        signature: signed.map(|(signer, how)| journal::Signature {
            signer: signer.id,
            role: signer.role.word().to_owned(),
            method: how.to_owned(),
            signed_at: now.millis(),
            statement: String::new(),
        }),
    }
}

/// How this very act is signed: as the vessel wants such acts signed, unless the plan needs no signature.
pub(super) fn signing_of(facts: &Facts<'_>, plan: &Plan) -> Result<SignMethod, Refusal> {
    if plan.is_unsigned {
        return Ok(SignMethod::None);
    }
    permission::signing(facts, plan.action)
}

/// What a signature covers: the plan's own statement, else everything it writes.
pub(super) fn statement(plan: &Plan) -> String {
    if plan.statement.is_empty() {
        plan.writes.join("; ")
    } else {
        plan.statement.clone()
    }
}

/// Refuses when a record the form was filled from has changed, and says what it holds now. A basis
/// that has no record in common with the plan belongs to another form; a plan that was refused before it
/// read anything has its own sentence.
fn compare(ctx: &Ctx<'_>, deed: &Deed<'_>, is_planned: bool) -> Result<(), Refusal> {
    let relied_on = ctx.facts.basis();
    let changed = changed_since(deed.basis, &relied_on);
    let is_of_this_form =
        !is_planned || deed.basis.is_empty() || deed.basis.keys().any(|name| relied_on.contains_key(name));
    if changed.is_empty() && is_of_this_form {
        return Ok(());
    }
    let fresh = (deed.act.prefill)(ctx, deed.params)
        .map(|form| form.values)
        .unwrap_or_default();
    Err(Refusal {
        code: Code::Changed,
        message: "The record changed while the form was open. Look at what it holds now, then go on.".to_owned(),
        detail: json!({
            "changed": changed.iter().map(|name| name.split(['/', '.']).next()).collect::<Vec<_>>(),
            "values": fresh,
            "basis": ctx.facts.basis(),
        }),
    })
}
