//! What is kept in stores: add, change, retire. Quantities move by movements only.

use super::faults::nothing_changed;
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::facts::Facts;
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, Plan, Planned, Values};
use crate::quantity::Quantity;
use crate::refusal::Refusal;
use crate::tables::{Department, Location, Movement, Part, PartLine, PartLocation};
use journal::{RowId, Value};
use serde_json::{Value as Json, json};

pub(super) use fields::{NewPart, changed_part, first_count, number};
pub(super) use places::{count_first, keep_at, move_usual_place};

mod fields;
mod levels;
mod places;

params! {
    /// What the form sends.
    pub struct AddStorePartParams {
        /// The maker's number.
        number: String,
        /// Name.
        name: String,
        /// Other numbers, separated by commas.
        other_numbers: Option<String>,
        /// Maker.
        maker: Option<String>,
        /// pcs when left out.
        unit: Option<String>,
        /// Category.
        category: Option<String>,
        /// The person's when left out.
        department: Option<Department>,
        /// At or below this it is low; empty means not tracked.
        minimum: Option<String>,
        /// At or below this it is critical.
        critical: Option<String>,
        /// Above this it is overstocked.
        maximum: Option<String>,
        /// Barcode on the box.
        barcode: Option<String>,
        /// Anything else worth knowing.
        remark: Option<String>,
        /// The usual place.
        location: Option<RowId>,
        /// How many lie there now; needs a place.
        first_count: Option<String>,
    }
}

/// Adds a part, with its first count where it is known.
pub struct AddPart;

impl Act for AddPart {
    const NAME: &'static str = "add_part";
    const REQUIRED: &'static [&'static str] = &["number", "name"];
    type Params = AddStorePartParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("unit", "pcs");
        form.set("department", ctx.actor.department.word());
        if let Some(id) = given_id(given, "location")? {
            form.set("location", ctx.facts.glance::<Location>(id)?.id.to_string());
        }
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let number = crate::act::given_text(given, "number").trim();
        let mut found = Findings::default();
        for part in same_number(ctx.facts, number)? {
            found.duplicates.push(Duplicate {
                table: "pms_parts".to_owned(),
                id: part.id,
                label: part.number,
                text: part.name,
                view_first: true,
            });
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &AddStorePartParams) -> Result<(Plan, Subject), Refusal> {
        let NewPart {
            number,
            name,
            unit,
            department,
            values,
        } = NewPart::read(params, ctx.actor.department)?;
        let place = params
            .location
            .map(|id| super::locations::usable(ctx, id))
            .transpose()?;
        let count = first_count(params.first_count.as_deref(), place.is_some())?;

        let mut plan = Plan::new(Self::NAME);
        let part = Planned::NewRow(plan.insert::<Part>(values.set(Part::is_retired, &false)));
        plan.will(format!("add the part {number} {name}, counted in {unit}"));
        if let Some(place) = &place {
            keep_at(&mut plan, part.clone(), Planned::from(&place.id));
            plan.will(format!("keep it at {} {}", place.code, place.name));
        }
        if let (Some(count), Some(place)) = (count, &place) {
            count_first(&mut plan, part, Planned::from(&place.id), count);
            plan.will(format!("record a first count of {count} {unit} there"));
        }
        plan.corrected_by = Some(EditPart::NAME);
        plan.offer("link_part", json!({ "part": "$new" }));
        plan.offer(Self::NAME, json!({ "location": params.location }));
        Ok((plan, Subject::of(department)))
    }
}

fn same_number(facts: &Facts<'_>, number: &str) -> Result<Vec<Part>, Refusal> {
    if number.is_empty() {
        return Ok(Vec::new());
    }
    facts.glance_by::<Part>(Part::number, &Value::Text(number.to_owned()))
}

params! {
    /// What the form sends; a field left out stays, an empty text empties it.
    pub struct EditPartParams {
        /// The part.
        part: Option<RowId>,
        /// The maker's number.
        number: Option<String>,
        /// Name.
        name: Option<String>,
        /// Other numbers, separated by commas.
        other_numbers: Option<String>,
        /// Maker.
        maker: Option<String>,
        /// Unit it is counted in.
        unit: Option<String>,
        /// Category.
        category: Option<String>,
        /// The department.
        department: Option<Department>,
        /// At or below this it is low; empty means not tracked.
        minimum: Option<String>,
        /// At or below this it is critical.
        critical: Option<String>,
        /// Above this it is overstocked.
        maximum: Option<String>,
        /// Barcode on the box.
        barcode: Option<String>,
        /// Anything else worth knowing.
        remark: Option<String>,
        /// The usual place.
        location: Option<RowId>,
    }
}

/// Changes a part. Never its quantity.
pub struct EditPart;

impl Act for EditPart {
    const NAME: &'static str = "edit_part";
    const REQUIRED: &'static [&'static str] = &["part"];
    type Params = EditPartParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = ctx.facts.get::<Part>(required_id("part", given_id(given, "part")?)?)?;
        let usual = usual_place(ctx, old.id)?;
        let mut form = Prefill::default();
        form.set("part", old.id.to_string());
        form.set("number", old.number);
        form.set("name", old.name);
        form.set_some("other_numbers", old.other_numbers);
        form.set_some("maker", old.maker);
        form.set("unit", old.unit);
        form.set_some("category", old.category);
        form.set("department", old.department.word());
        form.set_some("minimum", old.minimum.map(|q| q.to_string()));
        form.set_some("critical", old.critical.map(|q| q.to_string()));
        form.set_some("maximum", old.maximum.map(|q| q.to_string()));
        form.set_some("barcode", old.barcode);
        form.set_some("remark", old.remark);
        form.set_some("location", usual.map(|place| place.location_id.to_string()));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &EditPartParams) -> Result<(Plan, Subject), Refusal> {
        let old = ctx.facts.get::<Part>(required_id("part", params.part)?)?;
        let mut plan = Plan::new(Self::NAME);
        let (values, mut changed) = changed_part(&old, params)?;
        plan.update::<Part>(old.id, values);
        if let Some(id) = params.location {
            super::locations::usable(ctx, id)?;
            if move_usual_place(ctx, &mut plan, old.id, &Planned::from(&id))? {
                changed.push("usual place");
            }
        }
        nothing_changed(&changed)?;
        plan.will(format!("change the {} of {}", changed.join(", "), old.name));
        plan.leaves("stock");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(old.department)))
    }
}

/// The usual place of a part at present.
pub(super) fn usual_place(ctx: &Ctx<'_>, part: RowId) -> Result<Option<PartLocation>, Refusal> {
    let places = ctx.facts.by::<PartLocation>(PartLocation::part_id, part)?;
    Ok(places.into_iter().find(|place| place.is_usual))
}

params! {
    /// What the form sends.
    pub struct RetirePartParams {
        /// The part.
        part: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
        /// Keep it in stores again instead.
        back: bool,
    }
}

/// Says that a part is no longer kept, or kept again.
pub struct RetirePart;

impl Act for RetirePart {
    const NAME: &'static str = "retire_part";
    const REQUIRED: &'static [&'static str] = &["part", "reason"];
    type Params = RetirePartParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = ctx.facts.get::<Part>(required_id("part", given_id(given, "part")?)?)?;
        let mut form = Prefill::default();
        form.set("part", old.id.to_string());
        form.set("back", old.is_retired);
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let id = required_id("part", given_id(given, "part")?)?;
        let mut found = Findings::default();
        // Taking it back leaves nothing behind.
        if ctx.facts.glance::<Part>(id)?.is_retired {
            return Ok(found);
        }
        let stock: Quantity = ctx
            .facts
            .glance_by::<Movement>(Movement::part_id, &id.to_value())?
            .into_iter()
            .map(|movement| movement.quantity)
            .sum();
        if stock != Quantity::ZERO {
            found.warn("in_stores", format!("{stock} still in stores by the record."));
        }
        let lines = ctx.facts.glance_by::<PartLine>(PartLine::part_id, &id.to_value())?;
        if !lines.is_empty() {
            found.warn(
                "planned",
                format!(
                    "It stands on {}.",
                    crate::words::count(lines.len(), "work order", "work orders")
                ),
            );
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &RetirePartParams) -> Result<(Plan, Subject), Refusal> {
        let old = ctx.facts.get::<Part>(required_id("part", params.part)?)?;
        if old.is_retired != params.back {
            let state = if old.is_retired {
                "retired already"
            } else {
                "kept in stores"
            };
            return Err(Refusal::state(format!("{} is {state}.", old.name)));
        }
        let reason = super::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Part>(
            old.id,
            Values::new()
                .set(Part::is_retired, &!params.back)
                .set(Part::retired_reason, &Some(reason.clone())),
        );
        let verb = if params.back { "keep again" } else { "retire" };
        plan.will(format!("{verb}: {} {}. {reason}", old.number, old.name));
        plan.leaves("stock and history");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(old.department)))
    }
}
