//! Verifying a part that somebody asked for by name: it becomes a part like any other, or turns out to be one
//! that is known.

use super::adding::UNIT_CHARACTERS_MAX;
use super::bounded;
use crate::act::{Act, Ctx, Prefill, given_id, given_text, params, required_id};
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, Plan, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{
    Department, ItemStatus, Part, ReceivingLine, ReceivingSession, Resolution, SessionStatus, ShoppingItem,
};
use crate::text::{self, Lines};
use crate::words;
use journal::{RowId, Value};
use serde_json::{Value as Json, json};

params! {
    /// What the form sends: what the part is, or which known part it is.
    pub struct PromoteCandidatePartParams {
        /// The candidate part.
        part: Option<RowId>,
        /// The maker's number.
        number: Option<String>,
        /// Name; as it is when left out.
        name: Option<String>,
        /// Maker; as it is when left out.
        maker: Option<String>,
        /// Unit; as it is when left out.
        unit: Option<String>,
        /// Department that looks after it; as it is when left out.
        department: Option<Department>,
        /// The known part that it is.
        same_as: Option<RowId>,
    }
}

/// Verifies a candidate part.
pub struct PromoteCandidatePart;

impl Act for PromoteCandidatePart {
    const NAME: &'static str = "promote_candidate_part";
    const REQUIRED: &'static [&'static str] = &["part"];
    type Params = PromoteCandidatePartParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let part = ctx.facts.get::<Part>(required_id("part", given_id(given, "part")?)?)?;
        let mut form = Prefill::default();
        form.set("part", part.id.to_string());
        form.set("number", part.number);
        form.set("name", part.name);
        form.set_some("maker", part.maker);
        form.set("unit", part.unit);
        form.set("department", part.department.word());
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let own = given_id(given, "part")?;
        if given_id(given, "same_as")?.is_some() {
            if let Some(part) = own.map(|id| ctx.facts.glance::<Part>(id)).transpose()? {
                warn_of_stock(ctx, &mut found, &part)?;
            }
            return Ok(found);
        }
        for (column, field) in [(Part::number, "number"), (Part::name, "name")] {
            let text = given_text(given, field).trim();
            if text.is_empty() {
                continue;
            }
            for other in ctx.facts.glance_by::<Part>(column, &Value::Text(text.to_owned()))? {
                let is_known = found.duplicates.iter().any(|known| known.id == other.id);
                if Some(other.id) != own && !is_known {
                    found.duplicates.push(Duplicate {
                        table: Part::TABLE.name.to_owned(),
                        id: other.id,
                        label: other.name,
                        text: format!("has this {field} already"),
                        view_first: true,
                    });
                }
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &PromoteCandidatePartParams) -> Result<(Plan, Subject), Refusal> {
        let part = ctx.facts.get::<Part>(required_id("part", params.part)?)?;
        if !part.awaits_promotion() || part.is_retired {
            return Err(Refusal::state(format!(
                "“{}” is no candidate part any more. Somebody settled it already.",
                part.name
            )));
        }
        let mut plan = Plan::new(Self::NAME);
        match params.same_as {
            Some(known) => plan_same(ctx, &mut plan, &part, known)?,
            None => plan_verified(&mut plan, &part, params)?,
        }
        plan.leaves("stock, and the state of what was asked for");
        plan.corrected_by = Some("edit_part");
        Ok((plan, Subject::of(part.department)))
    }
}

/// What was received of the candidate stays under its name, in the ledger and on the shelf.
fn warn_of_stock(ctx: &Ctx<'_>, found: &mut Findings, part: &Part) -> Result<(), Refusal> {
    let there: Quantity = ctx.facts.stock(part.id)?.into_iter().map(|(_, on_hand)| on_hand).sum();
    if there != Quantity::ZERO {
        let message = format!(
            "{there} {} of “{}” are in stores and stay there under that name. Count both parts afterwards.",
            part.unit, part.name
        );
        found.warn("in_stores", message);
    }
    Ok(())
}

fn plan_verified(plan: &mut Plan, part: &Part, params: &PromoteCandidatePartParams) -> Result<(), Refusal> {
    let number = crate::acts::parts::number(params.number.as_deref().unwrap_or(&part.number))?;
    let name = params.name.as_deref().unwrap_or(&part.name);
    let name = text::required("name", "The name", name, Lines::One, 1, text::LINE_CHARACTERS_MAX)?;
    let unit = params.unit.as_deref().unwrap_or(&part.unit);
    let unit = text::required("unit", "The unit", unit, Lines::One, 1, UNIT_CHARACTERS_MAX)?;
    let maker = match &params.maker {
        Some(given) => text::line("maker", "The maker", Some(given))?,
        None => part.maker.clone(),
    };
    let mut values = Values::new().set(Part::is_candidate, &Some(false));
    values.change(Part::number, &part.number, &number);
    values.change(Part::name, &part.name, &name);
    values.change(Part::unit, &part.unit, &unit);
    values.change(Part::maker, &part.maker, &maker);
    values.change(
        Part::department,
        &part.department,
        &params.department.unwrap_or(part.department),
    );
    plan.update::<Part>(part.id, values);
    plan.will(format!(
        "verify the part {number} {name}, counted in {unit}: it can be ordered"
    ));
    Ok(())
}

/// The candidate was a known part under another name: what was asked for moves to it.
fn plan_same(ctx: &Ctx<'_>, plan: &mut Plan, part: &Part, known: RowId) -> Result<(), Refusal> {
    let known = ctx.facts.get::<Part>(known)?;
    let refuse = |message: String| Err(Refusal::field(Code::Invalid, "same_as", message));
    if known.id == part.id || known.awaits_promotion() {
        return refuse(format!(
            "“{}” is a candidate part itself. Choose a part that is kept.",
            known.name
        ));
    }
    if known.is_retired {
        return refuse(format!("{} is retired. Choose a part that is kept.", known.name));
    }
    if known.unit != part.unit {
        return refuse(format!(
            "{} is counted in {}, what was asked for in {}. Change the unit of the candidate first.",
            known.name, known.unit, part.unit
        ));
    }
    let items = ctx.facts.by::<ShoppingItem>(ShoppingItem::part_id, part.id)?;
    let open: Vec<&ShoppingItem> = items
        .iter()
        .filter(|item| item.status != ItemStatus::Cancelled)
        .collect();
    if !open.is_empty() {
        bounded("part", open.len(), "")?;
    }
    for item in &open {
        plan.update::<ShoppingItem>(item.id, Values::new().set(ShoppingItem::part_id, &known.id));
    }
    let counted = plan_counted(ctx, plan, part, &known)?;
    let reason = format!("It is the known part {} {}.", known.number, known.name);
    plan.update::<Part>(
        part.id,
        Values::new()
            .set(Part::is_candidate, &Some(false))
            .set(Part::is_retired, &true)
            .set(Part::retired_reason, &Some(reason)),
    );
    plan.will(format!(
        "put {} {} in the place of “{}” on {}",
        known.number,
        known.name,
        part.name,
        words::count(open.len(), "item of the shopping list", "items of the shopping list")
    ));
    if counted > 0 {
        plan.will(format!(
            "count it as {} {} in {} that nobody committed yet",
            known.number,
            known.name,
            words::count(counted, "row of a delivery", "rows of deliveries")
        ));
    }
    plan.will(format!("retire the candidate part “{}”", part.name));
    plan.offer("edit_part", json!({ "part": known.id.to_value().as_id() }));
    Ok(())
}

/// Rows of deliveries that are not over are counted as the known part: a commit would bring them under a part
/// that is retired. Says how many.
fn plan_counted(ctx: &Ctx<'_>, plan: &mut Plan, part: &Part, known: &Part) -> Result<usize, Refusal> {
    let mut counted = 0;
    for row in ctx.facts.by::<ReceivingLine>(ReceivingLine::part_id, part.id)? {
        let session = ctx.facts.get::<ReceivingSession>(row.session_id)?;
        if matches!(session.status, SessionStatus::Committed | SessionStatus::Cancelled) {
            continue;
        }
        counted += 1;
        // Written whole, as what a row is stands and falls together.
        let values = Values::new()
            .set(ReceivingLine::order_line_id, &row.order_line_id)
            .set(ReceivingLine::item_id, &row.item_id)
            .set(ReceivingLine::part_id, &Some(known.id))
            .set(ReceivingLine::resolution, &Some(Resolution::Part));
        plan.update::<ReceivingLine>(row.id, values);
    }
    Ok(counted)
}
