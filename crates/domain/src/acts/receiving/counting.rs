//! Counting: how much came, and that a person saw it.

use super::{Target, counted, must_add_up};
use crate::act::{Act, Ctx, Prefill, given_id, params};
use crate::acts::stock;
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::receiving::Counted;
use crate::refusal::Refusal;
use crate::tables::ReceivingLine;
use journal::RowId;
use serde_json::{Value as Json, json};

/// What a form about one row starts from.
pub(super) fn form(ctx: &Ctx<'_>, given: &Json) -> Result<(Prefill, Target), Refusal> {
    let target = Target::look(ctx, given_id(given, "line")?)?;
    let (line, mut form) = (&target.row.line, Prefill::default());
    form.set("line", line.id.to_string());
    form.show(
        "row",
        json!({ "session": line.session_id, "name": target.name(), "unit": target.part.as_ref().map(|part| part.unit.clone()),
                "expected": line.expected, "delivered": line.delivered, "accepted": target.row.accepted() }),
    );
    Ok((form, target))
}

params! {
    /// What the form sends.
    pub struct SetDeliveredParams {
        /// The row.
        line: Option<RowId>,
        /// How much was delivered, in the part's unit: zero or more, and more than was ordered where more came.
        quantity: String,
    }
}

/// Says how much was delivered, before or after the tick.
pub struct SetDelivered;

impl Act for SetDelivered {
    const NAME: &'static str = "set_delivered";
    const REQUIRED: &'static [&'static str] = &["line", "quantity"];
    type Params = SetDeliveredParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let (mut form, target) = form(ctx, given)?;
        form.set("quantity", target.row.line.delivered.to_string());
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &SetDeliveredParams) -> Result<(Plan, Subject), Refusal> {
        let target = Target::read(ctx, Self::NAME, params.line)?;
        let delivered = counted("quantity", &params.quantity, target.part.as_ref())?;
        if delivered == target.row.line.delivered {
            return Err(Refusal::state(format!("{delivered} is what stands there already.")));
        }
        let mut after: Counted = target.row.clone();
        after.line.delivered = delivered;
        must_add_up(&after, "quantity")?;
        let mut plan = Plan::new(Self::NAME);
        target.write(&mut plan, Values::new().set(ReceivingLine::delivered, &delivered));
        plan.will(format!("write down that {} were delivered", target.amount(delivered)));
        plan.leaves("the tick, and stock and spend until the delivery is committed");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, target.subject()))
    }
}

params! {
    /// What the form sends.
    pub struct TickLineParams {
        /// The row.
        line: Option<RowId>,
    }
}

/// Says that a person saw what the row says. The only act that sets a tick, and it sets one.
pub struct TickLine;

impl Act for TickLine {
    const NAME: &'static str = "tick_line";
    const REQUIRED: &'static [&'static str] = &["line"];
    type Params = TickLineParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        Ok(form(ctx, given)?.0)
    }

    fn plan(ctx: &Ctx<'_>, params: &TickLineParams) -> Result<(Plan, Subject), Refusal> {
        let target = Target::read(ctx, Self::NAME, params.line)?;
        if target.row.line.is_ticked {
            let by = match target.row.line.ticked_by {
                Some(person) => ctx.name_of(person)?,
                None => "Somebody".to_owned(),
            };
            return Err(Refusal::state(format!("{by} ticked “{}” already.", target.name())));
        }
        let mut plan = Plan::new(Self::NAME);
        target.write(&mut plan, ticked(true, Some(ctx.actor.id)));
        plan.will(format!("tick {}", target.amount(target.row.line.delivered)));
        plan.leaves("stock and spend, until the delivery is committed");
        plan.corrected_by = Some(UntickLine::NAME);
        plan.offer(UntickLine::NAME, json!({ "line": target.row.line.id }));
        Ok((plan, target.subject()))
    }
}

fn ticked(is_ticked: bool, by: Option<RowId>) -> Values {
    Values::new()
        .set(ReceivingLine::is_ticked, &is_ticked)
        .set(ReceivingLine::ticked_by, &by)
}

/// Takes a tick back.
pub struct UntickLine;

impl Act for UntickLine {
    const NAME: &'static str = "untick_line";
    const REQUIRED: &'static [&'static str] = &["line"];
    type Params = TickLineParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        Ok(form(ctx, given)?.0)
    }

    fn plan(ctx: &Ctx<'_>, params: &TickLineParams) -> Result<(Plan, Subject), Refusal> {
        let target = Target::read(ctx, Self::NAME, params.line)?;
        if !target.row.line.is_ticked {
            return Err(Refusal::state(format!("“{}” is not ticked.", target.name())));
        }
        let mut plan = Plan::new(Self::NAME);
        target.write(&mut plan, ticked(false, None));
        plan.will(format!(
            "take the tick off {}",
            target.amount(target.row.line.delivered)
        ));
        plan.leaves("what was counted: it stays, and changes nothing without its tick");
        plan.corrected_by = Some(TickLine::NAME);
        Ok((plan, target.subject()))
    }
}

params! {
    /// What the form sends.
    pub struct SetLineNoteParams {
        /// The row.
        line: Option<RowId>,
        /// A word on it, up to 200 characters; empty takes it away.
        note: Option<String>,
    }
}

/// Writes a word on a row.
pub struct SetLineNote;

impl Act for SetLineNote {
    const NAME: &'static str = "set_line_note";
    const REQUIRED: &'static [&'static str] = &["line"];
    type Params = SetLineNoteParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let (mut form, target) = form(ctx, given)?;
        form.set_some("note", target.row.line.note);
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &SetLineNoteParams) -> Result<(Plan, Subject), Refusal> {
        let target = Target::read(ctx, Self::NAME, params.line)?;
        let note = stock::note("note", params.note.as_deref())?;
        let mut values = Values::new();
        if !values.change(ReceivingLine::note, &target.row.line.note, &note) {
            return Err(Refusal::state("This is the note that stands there already."));
        }
        let mut plan = Plan::new(Self::NAME);
        target.write(&mut plan, values);
        plan.will(match note {
            Some(note) => format!("note on “{}”: {note}", target.name()),
            None => format!("take the note off “{}”", target.name()),
        });
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, target.subject()))
    }
}
