//! Papers of an order: quotes, confirmations, invoices as they came.

use super::{read_order, subject};
use crate::act::{Act, Ctx, Prefill, given_id, params};
use crate::acts::attachments::{self, FileWish, WithdrawAttachment};
use crate::permission::Subject;
use crate::plan::{Findings, Plan};
use crate::refusal::Refusal;
use journal::RowId;
use serde_json::Value as Json;

params! {
    /// What the sheet sends: at most ten files.
    pub struct AttachOrderDocumentParams {
        /// The order.
        order: Option<RowId>,
        /// The files.
        files: Vec<FileWish>,
        /// The person saw that a file is there already and went on.
        attach_anyway: bool,
    }
}

/// Attaches papers and photos to an order, in whatever state it is.
pub struct AttachOrderDocument;

impl Act for AttachOrderDocument {
    const NAME: &'static str = "attach_order_document";
    const REQUIRED: &'static [&'static str] = &["order", "files"];
    type Params = AttachOrderDocumentParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let order = read_order(ctx, given_id(given, "order")?)?;
        let mut form = attachments::form(ctx, given)?;
        form.set("order", order.id.to_string());
        form.show("place", order.number);
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let order = read_order(ctx, given_id(given, "order")?)?;
        attachments::check_at(ctx, given, &attachments::Place::of_order(&order))
    }

    fn plan(ctx: &Ctx<'_>, params: &AttachOrderDocumentParams) -> Result<(Plan, Subject), Refusal> {
        let order = read_order(ctx, params.order)?;
        let place = attachments::Place::of_order(&order);
        let mut plan = Plan::new(Self::NAME);
        attachments::plan_at(ctx, &mut plan, &place, &params.files)?;
        if params.attach_anyway {
            plan.keep("attach_anyway", true);
        }
        plan.leaves(format!("{} itself and its state", order.number));
        plan.corrected_by = Some(WithdrawAttachment::NAME);
        Ok((plan, subject(&order)))
    }
}
