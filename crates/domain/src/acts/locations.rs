//! Storage places: add, change, retire.

use super::faults::nothing_changed;
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::facts::Facts;
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Findings, Plan, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Department, Location, Movement, PartLocation};
use crate::text::{self, Lines};
use crate::words;
use journal::{RowId, Value};
use serde_json::{Value as Json, json};

/// Characters in a code.
const CODE_CHARACTERS_MAX: usize = 40;
/// Places inside places.
pub(super) const LEVELS_MAX: usize = 10;

params! {
    /// What the form sends.
    pub struct AddLocationParams {
        /// Code on the shelf; once only.
        code: String,
        /// Name.
        name: String,
        /// What it stands in.
        parent: Option<RowId>,
        /// From what it stands in, else the person, when left out.
        department: Option<Department>,
    }
}

/// Adds a storage place.
pub struct AddLocation;

impl Act for AddLocation {
    const NAME: &'static str = "add_location";
    const REQUIRED: &'static [&'static str] = &["code", "name"];
    type Params = AddLocationParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("department", ctx.actor.department.word());
        if let Some(id) = given_id(given, "parent")? {
            let parent = ctx.facts.glance::<Location>(id)?;
            form.set("parent", id.to_string());
            form.set("department", parent.department.word());
        }
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &AddLocationParams) -> Result<(Plan, Subject), Refusal> {
        let code = code(&params.code)?;
        free_code(ctx.facts, &code, None)?;
        let name = name(&params.name)?;
        let parent = params.parent.map(|id| usable(ctx, id)).transpose()?;
        let department = params
            .department
            .or(parent.as_ref().map(|p| p.department))
            .unwrap_or(ctx.actor.department);
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<Location>(
            new_location(&code, &name, department)
                .set(Location::parent_id, &params.parent)
                .set(Location::is_retired, &false),
        );
        let inside = parent.map_or(String::new(), |p| format!(" in {}", p.name));
        plan.will(format!("add the storage place {code} {name}{inside}"));
        plan.corrected_by = Some(EditLocation::NAME);
        plan.offer(Self::NAME, json!({ "parent": params.parent }));
        Ok((plan, Subject::of(department)))
    }
}

/// What a storage place about to be added holds; what it stands in, and whether it is used, is put in by
/// whoever adds it.
pub(super) fn new_location(code: &String, name: &String, department: Department) -> Values {
    Values::new()
        .set(Location::code, code)
        .set(Location::name, name)
        .set(Location::department, &department)
}

pub(super) fn code(given: &str) -> Result<String, Refusal> {
    text::required("code", "The code", given, Lines::One, 1, CODE_CHARACTERS_MAX)
}

pub(super) fn name(given: &str) -> Result<String, Refusal> {
    text::required("name", "The name", given, Lines::One, 1, text::LINE_CHARACTERS_MAX)
}

fn free_code(facts: &Facts<'_>, code: &str, but: Option<RowId>) -> Result<(), Refusal> {
    let taken = facts.glance_by::<Location>(Location::code, &Value::Text(code.to_owned()))?;
    match taken.iter().find(|other| Some(other.id) != but) {
        None => Ok(()),
        Some(other) => Err(Refusal::field(
            Code::Invalid,
            "code",
            format!("The code {code} belongs to {} already. Choose another.", other.name),
        )),
    }
}

/// A storage place that is in use.
pub(super) fn usable(ctx: &Ctx<'_>, id: RowId) -> Result<Location, Refusal> {
    in_use(ctx.facts.get::<Location>(id)?)
}

/// The place, unless it was retired.
pub(super) fn in_use(place: Location) -> Result<Location, Refusal> {
    if place.is_retired {
        return Err(Refusal::field(
            Code::Invalid,
            "location",
            format!("{} is retired. Choose another place.", place.name),
        ));
    }
    Ok(place)
}

params! {
    /// What the form sends; a field left out stays as it is.
    pub struct EditLocationParams {
        /// The storage place.
        location: Option<RowId>,
        /// Code on the shelf.
        code: Option<String>,
        /// Name.
        name: Option<String>,
        /// What it stands in.
        parent: Option<RowId>,
        /// The department.
        department: Option<Department>,
    }
}

/// Changes a storage place.
pub struct EditLocation;

impl Act for EditLocation {
    const NAME: &'static str = "edit_location";
    const REQUIRED: &'static [&'static str] = &["location"];
    type Params = EditLocationParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = ctx
            .facts
            .get::<Location>(required_id("location", given_id(given, "location")?)?)?;
        let mut form = Prefill::default();
        form.set("location", old.id.to_string());
        form.set("code", old.code);
        form.set("name", old.name);
        form.set_some("parent", old.parent_id.map(|id| id.to_string()));
        form.set("department", old.department.word());
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &EditLocationParams) -> Result<(Plan, Subject), Refusal> {
        let old = ctx.facts.get::<Location>(required_id("location", params.location)?)?;
        let (mut values, mut changed) = changed_location(ctx.facts, &old, params)?;
        if let Some(id) = params.parent {
            not_inside_itself(ctx, &old, id)?;
            if values.change(Location::parent_id, &old.parent_id, &Some(id)) {
                changed.push("place it stands in");
            }
        }
        nothing_changed(&changed)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Location>(old.id, values);
        plan.will(format!("change the {} of {}", changed.join(", "), old.name));
        plan.leaves("stock");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(old.department)))
    }
}

/// The values that differ from what the place holds, but for what it stands in; and how they are called.
pub(super) fn changed_location(
    facts: &Facts<'_>,
    old: &Location,
    params: &EditLocationParams,
) -> Result<(Values, Vec<&'static str>), Refusal> {
    let mut values = Values::new();
    let mut changed = Vec::new();
    if let Some(given) = &params.code {
        let code = code(given)?;
        free_code(facts, &code, Some(old.id))?;
        if values.change(Location::code, &old.code, &code) {
            changed.push("code");
        }
    }
    if let Some(given) = &params.name
        && values.change(Location::name, &old.name, &name(given)?)
    {
        changed.push("name");
    }
    if let Some(department) = params.department
        && values.change(Location::department, &old.department, &department)
    {
        changed.push("department");
    }
    Ok((values, changed))
}

/// A place cannot stand in itself.
pub(super) fn inside_itself(name: &str) -> Refusal {
    let message = format!("{name} cannot stand in itself. Choose another place.");
    Refusal::field(Code::Invalid, "parent", message)
}

/// Places stand too deep in each other.
pub(super) fn too_deep() -> Refusal {
    let message = format!("Storage places stand at most {LEVELS_MAX} levels deep.");
    Refusal::field(Code::Invalid, "parent", message)
}

fn not_inside_itself(ctx: &Ctx<'_>, place: &Location, parent: RowId) -> Result<(), Refusal> {
    let mut above = Some(usable(ctx, parent)?);
    for _ in 0..LEVELS_MAX {
        let Some(current) = above else { return Ok(()) };
        if current.id == place.id {
            return Err(inside_itself(&place.name));
        }
        above = current
            .parent_id
            .map(|id| ctx.facts.glance::<Location>(id))
            .transpose()?;
    }
    Err(too_deep())
}

params! {
    /// What the form sends.
    pub struct RetireLocationParams {
        /// The storage place.
        location: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
        /// Use it again instead.
        back: bool,
    }
}

/// Says that a storage place is no longer used, or used again.
pub struct RetireLocation;

impl Act for RetireLocation {
    const NAME: &'static str = "retire_location";
    const REQUIRED: &'static [&'static str] = &["location", "reason"];
    type Params = RetireLocationParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = ctx
            .facts
            .get::<Location>(required_id("location", given_id(given, "location")?)?)?;
        let mut form = Prefill::default();
        form.set("location", old.id.to_string());
        form.set("back", old.is_retired);
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let id = required_id("location", given_id(given, "location")?)?;
        let places = ctx
            .facts
            .glance_by::<PartLocation>(PartLocation::location_id, &id.to_value())?;
        let mut found = Findings::default();
        // Taking it back leaves nothing behind.
        if ctx.facts.glance::<Location>(id)?.is_retired {
            return Ok(found);
        }
        let usual = places.iter().filter(|place| place.is_usual).count();
        let counted = ctx.facts.glance_by::<Movement>(Movement::location_id, &id.to_value())?;
        if counted.iter().map(|movement| movement.quantity).sum::<Quantity>() > Quantity::ZERO {
            found.warn("in_stores", "Parts still lie there by the record.");
        }
        if usual > 0 {
            found.warn(
                "usual_place",
                format!("It is the usual place of {}.", words::count(usual, "part", "parts")),
            );
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &RetireLocationParams) -> Result<(Plan, Subject), Refusal> {
        let old = ctx.facts.get::<Location>(required_id("location", params.location)?)?;
        if old.is_retired != params.back {
            let state = if old.is_retired { "retired already" } else { "in use" };
            return Err(Refusal::state(format!("{} is {state}.", old.name)));
        }
        if params.back {
            old.parent_id.map(|id| usable(ctx, id)).transpose()?;
        } else {
            let inside = ctx.facts.by::<Location>(Location::parent_id, old.id)?;
            let used = inside.iter().filter(|place| !place.is_retired).count();
            if used > 0 {
                return Err(Refusal::state(format!(
                    "{} still in {}. Retire or move that first.",
                    words::count(used, "storage place is", "storage places are"),
                    old.name
                )));
            }
        }
        let reason = super::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Location>(
            old.id,
            Values::new()
                .set(Location::is_retired, &!params.back)
                .set(Location::retired_reason, &Some(reason.clone())),
        );
        let verb = if params.back { "use again" } else { "retire" };
        plan.will(format!("{verb}: {} {}. {reason}", old.code, old.name));
        plan.leaves("stock recorded there");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(old.department)))
    }
}
