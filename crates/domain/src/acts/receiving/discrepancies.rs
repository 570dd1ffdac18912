//! What is wrong with units of a delivery. A person says it; the program never does.

use super::counting::form;
use super::{Target, counted, must_add_up, of_row};
use crate::act::{Act, Ctx, Prefill, given_text, params, required_choice};
use crate::acts::stock;
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{Discrepancy, DiscrepancyKind, ReceivingLine};
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};

params! {
    /// What the form sends.
    pub struct SetDiscrepancyParams {
        /// The row.
        line: Option<RowId>,
        /// What is wrong.
        kind: Option<DiscrepancyKind>,
        /// With how much, in the part's unit; 0 takes it back.
        quantity: String,
        /// A word on it, up to 200 characters.
        note: Option<String>,
    }
}

/// Says with how much of a row something is wrong, one kind at a time.
pub struct SetDiscrepancy;

impl Act for SetDiscrepancy {
    const NAME: &'static str = "set_discrepancy";
    const REQUIRED: &'static [&'static str] = &["line", "kind", "quantity"];
    type Params = SetDiscrepancyParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let (mut form, target) = form(ctx, given)?;
        let kind = DiscrepancyKind::from_word(given_text(given, "kind"));
        let known = target.row.discrepancies.iter().find(|wrong| Some(wrong.kind) == kind);
        form.set_some("kind", kind.map(DiscrepancyKind::word));
        form.set_some("quantity", known.map(|wrong| wrong.quantity.to_string()));
        form.set_some("note", known.and_then(|wrong| wrong.note.clone()));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &SetDiscrepancyParams) -> Result<(Plan, Subject), Refusal> {
        let target = Target::read(ctx, Self::NAME, params.line)?;
        let kind = required_choice("kind", params.kind)?;
        let quantity = counted("quantity", &params.quantity, target.part.as_ref())?;
        let note = stock::note("note", params.note.as_deref())?.filter(|_| quantity.is_positive());
        let id = discrepancy_id(target.row.line.id, kind);
        let old = ctx.facts.find::<Discrepancy>(id)?;
        let was = old.as_ref().map(|old| (old.quantity, old.note.clone()));
        if was.unwrap_or_default() == (quantity, note.clone()) {
            return Err(Refusal::state("This is what stands there already."));
        }
        let mut after = target.row.clone();
        after.discrepancies.retain(|wrong| wrong.kind != kind);
        let rejected = match kind {
            DiscrepancyKind::Missing => after.rejected(),
            DiscrepancyKind::Damaged | DiscrepancyKind::Incorrect => after.rejected() + quantity,
        };
        if rejected > after.line.delivered {
            return Err(Refusal::field(
                Code::Invalid,
                "quantity",
                format!(
                    "{} were delivered, so no more than that can be damaged or incorrect.",
                    after.line.delivered
                ),
            ));
        }
        after.line.delivered = after.line.delivered - (rejected - after.rejected());
        must_add_up(&after, "quantity")?;

        let mut plan = Plan::new(Self::NAME);
        let values = Values::new()
            .set(Discrepancy::quantity, &quantity)
            .set(Discrepancy::note, &note);
        match old {
            Some(_) => plan.update::<Discrepancy>(id, values),
            None => plan.insert_natural::<Discrepancy>(
                id,
                values
                    .set(Discrepancy::session_id, &target.session.id)
                    .set(Discrepancy::line_id, &target.row.line.id)
                    .set(Discrepancy::kind, &kind),
            ),
        }
        target.write(&mut plan, Values::new());
        let word = words::discrepancy(kind);
        plan.will(if quantity.is_positive() {
            let why = note.map(|note| format!(": {note}")).unwrap_or_default();
            format!("write down that {} are {word}{why}", target.amount(quantity))
        } else {
            format!("take back that some of “{}” are {word}", target.name())
        });
        plan.leaves("the tick, and the shopping list");
        plan.corrected_by = Some(Self::NAME);
        plan.offer(Self::NAME, json!({ "line": target.row.line.id, "kind": kind }));
        Ok((plan, target.subject()))
    }
}

/// The id of what is wrong in that way with a row: derived from both.
#[must_use]
pub fn discrepancy_id(line: RowId, kind: DiscrepancyKind) -> RowId {
    of_row(Discrepancy::TABLE, line, kind.word())
}

params! {
    /// What the form sends.
    pub struct SetReturnToListParams {
        /// The row.
        line: Option<RowId>,
        /// Whether what is wrong with it is asked for anew.
        returns: bool,
    }
}

/// Says whether what is wrong with a row goes back to the shopping list at the commit.
pub struct SetReturnToList;

impl Act for SetReturnToList {
    const NAME: &'static str = "set_return_to_list";
    const REQUIRED: &'static [&'static str] = &["line"];
    type Params = SetReturnToListParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let (mut form, target) = form(ctx, given)?;
        form.set("returns", !target.row.line.returns_to_list);
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &SetReturnToListParams) -> Result<(Plan, Subject), Refusal> {
        let target = Target::read(ctx, Self::NAME, params.line)?;
        if params.returns && target.row.discrepancies.is_empty() {
            return Err(Refusal::state(format!(
                "Nothing is said to be wrong with “{}”. Say what is missing, damaged or incorrect first.",
                target.name()
            )));
        }
        let mut values = Values::new();
        if !values.change(
            ReceivingLine::returns_to_list,
            &target.row.line.returns_to_list,
            &params.returns,
        ) {
            return Err(Refusal::state("This is what stands there already."));
        }
        let mut plan = Plan::new(Self::NAME);
        target.write(&mut plan, values);
        plan.will(if params.returns {
            format!("ask anew for what is wrong with “{}”, at the commit", target.name())
        } else {
            format!("ask for nothing anew of “{}”", target.name())
        });
        plan.leaves("the shopping list, until the delivery is committed");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, target.subject()))
    }
}
