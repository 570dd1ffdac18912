//! "Writing a shopping list, not taking from stores": stock does not move and
//! the work order's state does not change.

use super::work_orders::{given_order, open_order, subject};
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, Plan, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{LineStatus, Part, PartLine, WorkOrder};
use crate::text;
use journal::RowId;
use serde_json::{Value as Json, json};

/// Characters in the note of a planned part.
const LINE_NOTE_CHARACTERS_MAX: usize = 500;
/// Parts planned in one sheet.
pub const LINES_MAX: usize = 100;

/// One part of the sheet.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PartWish {
    /// The part.
    pub part: Option<RowId>,
    /// How many, in the part's unit; 1 when left out.
    pub quantity: Option<String>,
    /// Up to 500 characters.
    pub note: Option<String>,
    /// The planned line to raise instead of adding a separate one.
    pub raise_line: Option<RowId>,
}

params! {
    /// What the sheet sends.
    pub struct AddPartParams {
        /// The work order.
        work_order: Option<RowId>,
        /// The parts, at most 100.
        parts: Vec<PartWish>,
    }
}

/// Plans parts. No preview, no signature.
pub struct AddPart;

impl Act for AddPart {
    const NAME: &'static str = "add_part_to_work_order";
    const REQUIRED: &'static [&'static str] = &["work_order", "parts"];
    type Params = AddPartParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let order = given_order(ctx, given)?;
        let mut form = Prefill::default();
        form.set("work_order", order.id.to_string());
        form.set("parts", json!([]));
        form.show("equipment", order.equipment_id.to_string());
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let order = required_id("work_order", given_id(given, "work_order")?)?;
        let lines = ctx
            .facts
            .glance_by::<PartLine>(PartLine::work_order_id, &order.to_value())?;
        let wishes = given.get("parts").and_then(Json::as_array).cloned().unwrap_or_default();
        for wish in wishes {
            let Some(part) = given_id(&wish, "part")? else { continue };
            if given_id(&wish, "raise_line")?.is_some() {
                continue;
            }
            for line in lines
                .iter()
                .filter(|l| l.part_id == part && l.status == LineStatus::Planned)
            {
                let kept = ctx.facts.glance::<Part>(part)?;
                found.duplicates.push(Duplicate {
                    table: "pms_work_order_parts".to_owned(),
                    id: line.id,
                    label: kept.name.clone(),
                    text: format!("{} {} planned already", line.quantity, kept.unit),
                    view_first: true,
                });
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &AddPartParams) -> Result<(Plan, Subject), Refusal> {
        let order = open_order(ctx, params.work_order, "no parts can be planned for it")?;
        if params.parts.is_empty() {
            return Err(Refusal::field(
                Code::Missing,
                "parts",
                "No part was chosen. Choose at least one.",
            ));
        }
        if params.parts.len() > LINES_MAX {
            return Err(Refusal::field(
                Code::Invalid,
                "parts",
                format!("At most {LINES_MAX} parts in one go. Add the rest in a second sheet."),
            ));
        }
        let mut plan = Plan::new(Self::NAME);
        for (index, wish) in params.parts.iter().enumerate() {
            let earlier = &params.parts[..index];
            if wish.raise_line.is_some() && earlier.iter().any(|other| other.raise_line == wish.raise_line) {
                return Err(Refusal::field(
                    Code::Invalid,
                    &format!("parts.{index}.raise_line"),
                    "This planned line is raised twice. Put both quantities into one.",
                ));
            }
            plan_wish(ctx, &mut plan, &order, wish, index)?;
        }
        plan.leaves("stock: nothing is taken from stores by planning");
        plan.leaves(format!("the state of {}", order.number));
        plan.corrected_by = Some(ChangePartLine::NAME);
        plan.offer(Self::NAME, json!({ "work_order": order.id.to_string() }));
        Ok((plan, subject(&order)))
    }
}

fn plan_wish(ctx: &Ctx<'_>, plan: &mut Plan, order: &WorkOrder, wish: &PartWish, index: usize) -> Result<(), Refusal> {
    let field = |name: &str| format!("parts.{index}.{name}");
    let part = ctx.facts.get::<Part>(required_id(&field("part"), wish.part)?)?;
    let quantity = positive(&field("quantity"), wish.quantity.as_deref())?;
    let note = line_note(&field("note"), wish.note.as_deref())?;
    if let Some(id) = wish.raise_line {
        let line = ctx.facts.get::<PartLine>(id)?;
        if line.work_order_id != order.id || line.part_id != part.id || line.status != LineStatus::Planned {
            return Err(Refusal::field(
                Code::Invalid,
                &field("raise_line"),
                "That planned line is not of this part and work order any more. Add a separate line.",
            ));
        }
        let sum = line.quantity + quantity;
        // The sum must be a quantity that could have been typed.
        positive(&field("quantity"), Some(&sum.to_string()))?;
        let mut values = Values::new().set(PartLine::quantity, &sum);
        if note.is_some() {
            values.change(PartLine::note, &line.note, &note);
        }
        plan.update::<PartLine>(line.id, values);
        plan.will(format!(
            "raise {} on {} to {sum} {}",
            part.name, order.number, part.unit
        ));
        return Ok(());
    }
    plan.insert::<PartLine>(
        Values::new()
            .set(PartLine::work_order_id, &order.id)
            .set(PartLine::part_id, &part.id)
            .set(PartLine::quantity, &quantity)
            .set(PartLine::note, &note)
            .set(PartLine::status, &LineStatus::Planned),
    );
    plan.will(format!(
        "plan {quantity} {} {} for {}",
        part.unit, part.name, order.number
    ));
    Ok(())
}

/// A quantity above zero; 1 when left out.
pub(super) fn positive(field: &str, given: Option<&str>) -> Result<Quantity, Refusal> {
    let Some(text) = given.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(Quantity::ONE);
    };
    let quantity: Quantity = text
        .parse()
        .map_err(|error| Refusal::field(Code::Invalid, field, format!("The quantity: {error}")))?;
    if !quantity.is_positive() {
        return Err(Refusal::field(
            Code::Invalid,
            field,
            "The quantity must be more than 0.",
        ));
    }
    Ok(quantity)
}

fn line_note(field: &str, given: Option<&str>) -> Result<Option<String>, Refusal> {
    text::long(field, "The note", given, LINE_NOTE_CHARACTERS_MAX)
}

params! {
    /// What the form sends; a field left out stays as it is.
    pub struct ChangePartLineParams {
        /// The planned line.
        line: Option<RowId>,
        /// How many, in the part's unit.
        quantity: Option<String>,
        /// Up to 500 characters; empty for none.
        note: Option<String>,
        /// Planned, or not used.
        status: Option<LineStatus>,
    }
}

/// Changes a planned part, or marks it not used.
pub struct ChangePartLine;

impl Act for ChangePartLine {
    const NAME: &'static str = "change_part_line";
    const REQUIRED: &'static [&'static str] = &["line"];
    type Params = ChangePartLineParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let line = ctx
            .facts
            .get::<PartLine>(required_id("line", given_id(given, "line")?)?)?;
        let part = ctx.facts.glance::<Part>(line.part_id)?;
        let mut form = Prefill::default();
        form.set("line", line.id.to_string());
        form.set("quantity", line.quantity.to_string());
        form.set_some("note", line.note);
        form.set("status", line.status.word());
        form.show("part", json!({ "name": part.name, "unit": part.unit }));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &ChangePartLineParams) -> Result<(Plan, Subject), Refusal> {
        let line = ctx.facts.get::<PartLine>(required_id("line", params.line)?)?;
        let order = open_order(ctx, Some(line.work_order_id), "its planned parts stay as they are")?;
        let part = ctx.facts.glance::<Part>(line.part_id)?;
        let mut plan = Plan::new(Self::NAME);
        let mut values = Values::new();
        let mut changed = Vec::new();
        if params.quantity.is_some() {
            let quantity = positive("quantity", params.quantity.as_deref())?;
            if values.change(PartLine::quantity, &line.quantity, &quantity) {
                changed.push("quantity");
            }
        }
        if params.note.is_some() {
            let note = line_note("note", params.note.as_deref())?;
            if values.change(PartLine::note, &line.note, &note) {
                changed.push("note");
            }
        }
        if let Some(status) = params.status
            && values.change(PartLine::status, &line.status, &status)
        {
            changed.push("state");
        }
        super::faults::nothing_changed(&changed)?;
        plan.update::<PartLine>(line.id, values);
        plan.will(format!(
            "change the {} of {} on {}",
            changed.join(", "),
            part.name,
            order.number
        ));
        plan.leaves("stock");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, subject(&order)))
    }
}
