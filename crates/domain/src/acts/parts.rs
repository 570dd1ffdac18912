//! What is kept in stores: add, change, retire. Quantities move by movements only.

use super::faults::nothing_changed;
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::facts::Facts;
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, Plan, Planned, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Department, Location, Movement, MovementKind, Part, PartLine, PartLocation};
use crate::text::{self, Lines};
use journal::{RowId, Value};
use levels::{Levels, edit_levels, level};
use serde_json::{Value as Json, json};

mod levels;

/// Characters in a unit.
const UNIT_CHARACTERS_MAX: usize = 20;

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
        let number = number(&params.number)?;
        let name = name(&params.name)?;
        let unit = unit(params.unit.as_deref().unwrap_or("pcs"))?;
        let department = params.department.unwrap_or(ctx.actor.department);
        let levels = Levels::read(
            params.minimum.as_deref(),
            params.critical.as_deref(),
            params.maximum.as_deref(),
        )?;
        let place = params
            .location
            .map(|id| super::locations::usable(ctx, id))
            .transpose()?;
        let count = first_count(params.first_count.as_deref(), place.is_some())?;

        let mut plan = Plan::new(Self::NAME);
        let part = plan.insert::<Part>(
            Values::new()
                .set(Part::number, &number)
                .set(Part::name, &name)
                .set(
                    Part::other_numbers,
                    &text::line("other_numbers", "Other numbers", params.other_numbers.as_deref())?,
                )
                .set(Part::maker, &text::line("maker", "The maker", params.maker.as_deref())?)
                .set(Part::unit, &unit)
                .set(
                    Part::category,
                    &text::line("category", "The category", params.category.as_deref())?,
                )
                .set(Part::department, &department)
                .set(Part::minimum, &levels.minimum)
                .set(Part::critical, &levels.critical)
                .set(Part::maximum, &levels.maximum)
                .set(
                    Part::barcode,
                    &text::line("barcode", "The barcode", params.barcode.as_deref())?,
                )
                .set(Part::is_retired, &false)
                .set(
                    Part::remark,
                    &text::long(
                        "remark",
                        "The remark",
                        params.remark.as_deref(),
                        text::TEXT_CHARACTERS_MAX,
                    )?,
                ),
        );
        plan.will(format!("add the part {number} {name}, counted in {unit}"));
        if let Some(place) = &place {
            plan.insert_keyed::<PartLocation>(
                vec![Planned::NewRow(part), Planned::from(&place.id)],
                Values::new()
                    .plan(PartLocation::part_id, Planned::NewRow(part))
                    .set(PartLocation::location_id, &place.id)
                    .set(PartLocation::is_usual, &true),
            );
            plan.will(format!("keep it at {} {}", place.code, place.name));
        }
        if let (Some(count), Some(place)) = (count, &place) {
            plan.insert::<Movement>(
                Values::new()
                    .plan(Movement::part_id, Planned::NewRow(part))
                    .set(Movement::location_id, &place.id)
                    .set(Movement::kind, &MovementKind::Initial)
                    .set(Movement::quantity, &count),
            );
            plan.will(format!("record a first count of {count} {unit} there"));
        }
        plan.corrected_by = Some(EditPart::NAME);
        plan.offer("link_part", json!({ "part": "$new" }));
        plan.offer(Self::NAME, json!({ "location": params.location }));
        Ok((plan, Subject::of(department)))
    }
}

fn number(given: &str) -> Result<String, Refusal> {
    text::required(
        "number",
        "The part number",
        given,
        Lines::One,
        1,
        text::LINE_CHARACTERS_MAX,
    )
}

fn name(given: &str) -> Result<String, Refusal> {
    text::required("name", "The name", given, Lines::One, 1, text::LINE_CHARACTERS_MAX)
}

fn unit(given: &str) -> Result<String, Refusal> {
    text::required("unit", "The unit", given, Lines::One, 1, UNIT_CHARACTERS_MAX)
}

fn same_number(facts: &Facts<'_>, number: &str) -> Result<Vec<Part>, Refusal> {
    if number.is_empty() {
        return Ok(Vec::new());
    }
    facts.glance_by::<Part>(Part::number, &Value::Text(number.to_owned()))
}

/// A first count of zero or more; zero writes no movement.
fn first_count(given: Option<&str>, has_place: bool) -> Result<Option<Quantity>, Refusal> {
    let Some(count) = level("first_count", "The first count", given)? else {
        return Ok(None);
    };
    if !has_place && count.is_positive() {
        return Err(Refusal::field(
            Code::Missing,
            "location",
            "Choose the place where the counted parts lie.",
        ));
    }
    Ok(Some(count).filter(|count| count.is_positive()))
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
        let mut changed = Vec::new();
        let mut values = Values::new();
        if let Some(given) = &params.number
            && values.change(Part::number, &old.number, &number(given)?)
        {
            changed.push("number");
        }
        if let Some(given) = &params.name
            && values.change(Part::name, &old.name, &name(given)?)
        {
            changed.push("name");
        }
        if let Some(given) = &params.unit
            && values.change(Part::unit, &old.unit, &unit(given)?)
        {
            changed.push("unit");
        }
        let lines = [
            (
                "other_numbers",
                "other numbers",
                Part::other_numbers,
                &old.other_numbers,
                &params.other_numbers,
            ),
            ("maker", "maker", Part::maker, &old.maker, &params.maker),
            ("category", "category", Part::category, &old.category, &params.category),
            ("barcode", "barcode", Part::barcode, &old.barcode, &params.barcode),
        ];
        for (field, label, column, before, given) in lines {
            if let Some(given) = given
                && values.change(
                    column,
                    before,
                    &text::line(field, &format!("The {label}"), Some(given))?,
                )
            {
                changed.push(label);
            }
        }
        if let Some(department) = params.department
            && values.change(Part::department, &old.department, &department)
        {
            changed.push("department");
        }
        edit_levels(params, &old, &mut values, &mut changed)?;
        if params.remark.is_some() {
            let remark = text::long(
                "remark",
                "The remark",
                params.remark.as_deref(),
                text::TEXT_CHARACTERS_MAX,
            )?;
            if values.change(Part::remark, &old.remark, &remark) {
                changed.push("remark");
            }
        }
        plan.update::<Part>(old.id, values);
        if let Some(id) = params.location
            && move_usual_place(ctx, &mut plan, old.id, id)?
        {
            changed.push("usual place");
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

/// Plans a new usual place; says whether it differs.
fn move_usual_place(ctx: &Ctx<'_>, plan: &mut Plan, part: RowId, location: RowId) -> Result<bool, Refusal> {
    super::locations::usable(ctx, location)?;
    let places = ctx.facts.by::<PartLocation>(PartLocation::part_id, part)?;
    if places
        .iter()
        .any(|place| place.is_usual && place.location_id == location)
    {
        return Ok(false);
    }
    for place in places.iter().filter(|place| place.is_usual) {
        plan.update::<PartLocation>(place.id, Values::new().set(PartLocation::is_usual, &false));
    }
    match places.iter().find(|place| place.location_id == location) {
        Some(known) => plan.update::<PartLocation>(known.id, Values::new().set(PartLocation::is_usual, &true)),
        None => {
            plan.insert_keyed::<PartLocation>(
                vec![Planned::from(&part), Planned::from(&location)],
                Values::new()
                    .set(PartLocation::part_id, &part)
                    .set(PartLocation::location_id, &location)
                    .set(PartLocation::is_usual, &true),
            );
        }
    }
    Ok(true)
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
