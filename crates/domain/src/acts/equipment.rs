//! The vessel's tree of machines and spaces.

use super::faults::nothing_changed;
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::facts::Facts;
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Findings, Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::{Criticality, Department, Equipment, EquipmentKind, Fault, FaultStatus, WorkOrder};
use crate::words;
use journal::{RowId, Value};
use serde_json::{Value as Json, json};

pub(super) use fields::{NewEquipment, changed_equipment, code};

mod fields;

/// Levels of the tree.
pub const TREE_LEVELS_MAX: usize = 20;

params! {
    /// What the form sends.
    pub struct AddEquipmentParams {
        /// Code in the vessel's system; once only.
        code: String,
        /// Name.
        name: String,
        /// Machine when left out.
        kind: Option<EquipmentKind>,
        /// What it stands under.
        parent: Option<RowId>,
        /// System it belongs to.
        system: Option<String>,
        /// Where it stands.
        location: Option<String>,
        /// Maker.
        maker: Option<String>,
        /// Model.
        model: Option<String>,
        /// Serial number.
        serial: Option<String>,
        /// What follows when it fails.
        criticality: Option<Criticality>,
        /// From what it stands under, else the person, when left out.
        department: Option<Department>,
        /// Whether it has a running-hours counter.
        has_counter: bool,
        /// Anything else worth knowing.
        remark: Option<String>,
    }
}

/// Adds a machine or a space.
pub struct AddEquipment;

impl Act for AddEquipment {
    const NAME: &'static str = "add_equipment";
    const REQUIRED: &'static [&'static str] = &["code", "name"];
    type Params = AddEquipmentParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("kind", EquipmentKind::Machine.word());
        form.set("department", ctx.actor.department.word());
        form.set("has_counter", false);
        if let Some(id) = given_id(given, "parent")? {
            let parent = ctx.facts.glance::<Equipment>(id)?;
            form.set("parent", id.to_string());
            form.set("department", parent.department.word());
            form.set_some("system", parent.system);
            form.set_some("location", parent.location);
        }
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &AddEquipmentParams) -> Result<(Plan, Subject), Refusal> {
        let parent = params.parent.map(|id| parent(ctx, id)).transpose()?;
        let department = parent.as_ref().map_or(ctx.actor.department, |p| p.department);
        let NewEquipment {
            code,
            name,
            kind,
            department,
            values,
        } = NewEquipment::read(params, department)?;
        free_code(ctx.facts, &code, None)?;
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<Equipment>(
            values
                .set(Equipment::parent_id, &params.parent)
                .set(Equipment::is_retired, &false),
        );
        let under = parent.map_or("at the top of the tree".to_owned(), |p| format!("under {}", p.name));
        plan.will(format!("add the {} {code} {name} {under}", kind.word()));
        plan.corrected_by = Some(EditEquipment::NAME);
        plan.offer(Self::NAME, json!({ "parent": params.parent }));
        Ok((plan, Subject::of(department)))
    }
}

fn free_code(facts: &Facts<'_>, code: &str, but: Option<RowId>) -> Result<(), Refusal> {
    let taken = facts.glance_by::<Equipment>(Equipment::code, &Value::Text(code.to_owned()))?;
    match taken.iter().find(|other| Some(other.id) != but) {
        None => Ok(()),
        Some(other) => Err(Refusal::field(
            Code::Invalid,
            "code",
            format!("The code {code} belongs to {} already. Choose another.", other.name),
        )),
    }
}

pub(super) fn under_itself(name: &str) -> Refusal {
    let message = format!("{name} cannot stand under itself. Choose another place.");
    Refusal::field(Code::Invalid, "parent", message)
}

pub(super) fn too_deep() -> Refusal {
    let message = format!("The tree has at most {TREE_LEVELS_MAX} levels. Choose a place higher up.");
    Refusal::field(Code::Invalid, "parent", message)
}

fn parent(ctx: &Ctx<'_>, id: RowId) -> Result<Equipment, Refusal> {
    in_service(ctx.facts.get::<Equipment>(id)?)
}

/// Something that can stand above another.
pub(super) fn in_service(parent: Equipment) -> Result<Equipment, Refusal> {
    if parent.is_retired {
        return Err(retired_above(&parent.name));
    }
    Ok(parent)
}

pub(super) fn retired_above(name: &str) -> Refusal {
    let message = format!("{name} is retired. Choose another place in the tree.");
    Refusal::field(Code::Invalid, "parent", message)
}

params! {
    /// What the form sends; a field left out stays, an empty text empties it.
    pub struct EditEquipmentParams {
        /// The equipment.
        equipment: Option<RowId>,
        /// Code in the vessel's system.
        code: Option<String>,
        /// Name.
        name: Option<String>,
        /// Machine or space.
        kind: Option<EquipmentKind>,
        /// System it belongs to.
        system: Option<String>,
        /// Where it stands.
        location: Option<String>,
        /// Maker.
        maker: Option<String>,
        /// Model.
        model: Option<String>,
        /// Serial number.
        serial: Option<String>,
        /// What follows when it fails.
        criticality: Option<Criticality>,
        /// The department.
        department: Option<Department>,
        /// Whether it has a running-hours counter.
        has_counter: Option<bool>,
        /// Anything else worth knowing.
        remark: Option<String>,
    }
}

/// Changes a machine or a space.
pub struct EditEquipment;

impl Act for EditEquipment {
    const NAME: &'static str = "edit_equipment";
    const REQUIRED: &'static [&'static str] = &["equipment"];
    type Params = EditEquipmentParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = ctx
            .facts
            .get::<Equipment>(required_id("equipment", given_id(given, "equipment")?)?)?;
        let mut form = Prefill::default();
        form.set("equipment", old.id.to_string());
        form.set("code", old.code);
        form.set("name", old.name);
        form.set("kind", old.kind.word());
        form.set_some("system", old.system);
        form.set_some("location", old.location);
        form.set_some("maker", old.maker);
        form.set_some("model", old.model);
        form.set_some("serial", old.serial);
        form.set_some("criticality", old.criticality.map(Criticality::word));
        form.set("department", old.department.word());
        form.set("has_counter", old.has_counter);
        form.set_some("remark", old.remark);
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &EditEquipmentParams) -> Result<(Plan, Subject), Refusal> {
        let old = ctx
            .facts
            .get::<Equipment>(required_id("equipment", params.equipment)?)?;
        let (values, changed) = changed_equipment(&old, params)?;
        if let Some(given) = &params.code {
            free_code(ctx.facts, &code(given)?, Some(old.id))?;
        }
        nothing_changed(&changed)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Equipment>(old.id, values);
        plan.will(format!("change the {} of {}", changed.join(", "), old.name));
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(old.department)))
    }
}

params! {
    /// What the form sends.
    pub struct MoveEquipmentParams {
        /// The equipment.
        equipment: Option<RowId>,
        /// What it stands under from now on; the top of the tree when left out.
        parent: Option<RowId>,
    }
}

/// Moves a machine or a space, with all that stands under it.
pub struct MoveEquipment;

impl Act for MoveEquipment {
    const NAME: &'static str = "move_equipment";
    const REQUIRED: &'static [&'static str] = &["equipment"];
    type Params = MoveEquipmentParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = ctx
            .facts
            .get::<Equipment>(required_id("equipment", given_id(given, "equipment")?)?)?;
        let mut form = Prefill::default();
        form.set("equipment", old.id.to_string());
        form.set_some("parent", old.parent_id.map(|id| id.to_string()));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &MoveEquipmentParams) -> Result<(Plan, Subject), Refusal> {
        let old = ctx
            .facts
            .get::<Equipment>(required_id("equipment", params.equipment)?)?;
        let target = params.parent.map(|id| parent(ctx, id)).transpose()?;
        let mut above = target.clone();
        let mut levels = 0;
        while let Some(place) = above {
            if place.id == old.id {
                return Err(under_itself(&old.name));
            }
            levels += 1;
            if levels > TREE_LEVELS_MAX {
                return Err(too_deep());
            }
            above = place
                .parent_id
                .map(|id| ctx.facts.glance::<Equipment>(id))
                .transpose()?;
        }
        let mut values = Values::new();
        if !values.change(Equipment::parent_id, &old.parent_id, &params.parent) {
            return Err(Refusal::state(format!("{} stands there already.", old.name)));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Equipment>(old.id, values);
        let place = target.map_or("to the top of the tree".to_owned(), |t| format!("under {}", t.name));
        plan.will(format!("move {} {place}, with all that stands under it", old.name));
        plan.leaves("its faults, work orders and hours");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(old.department)))
    }
}

params! {
    /// What the form sends.
    pub struct RetireEquipmentParams {
        /// The equipment.
        equipment: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
        /// Take it back into service instead.
        back: bool,
    }
}

/// Takes a machine or a space out of service, or back into it.
pub struct RetireEquipment;

impl Act for RetireEquipment {
    const NAME: &'static str = "retire_equipment";
    const REQUIRED: &'static [&'static str] = &["equipment", "reason"];
    type Params = RetireEquipmentParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = ctx
            .facts
            .get::<Equipment>(required_id("equipment", given_id(given, "equipment")?)?)?;
        let mut form = Prefill::default();
        form.set("equipment", old.id.to_string());
        form.set("back", old.is_retired);
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let id = required_id("equipment", given_id(given, "equipment")?)?;
        let mut found = Findings::default();
        // Taking it back leaves nothing behind.
        if ctx.facts.glance::<Equipment>(id)?.is_retired {
            return Ok(found);
        }
        let id = id.to_value();
        let faults = ctx.facts.glance_by::<Fault>(Fault::equipment_id, &id)?;
        let open = faults.iter().filter(|fault| fault.status == FaultStatus::Open).count();
        let orders = ctx.facts.glance_by::<WorkOrder>(WorkOrder::equipment_id, &id)?;
        let work = orders.iter().filter(|o| super::work_orders::is_open(o.status)).count();
        if open + work > 0 {
            found.warn(
                "still_open",
                format!(
                    "{} and {} on it are still open.",
                    words::count(open, "fault", "faults"),
                    words::count(work, "work order", "work orders")
                ),
            );
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &RetireEquipmentParams) -> Result<(Plan, Subject), Refusal> {
        let old = ctx
            .facts
            .get::<Equipment>(required_id("equipment", params.equipment)?)?;
        if old.is_retired != params.back {
            let state = if old.is_retired {
                "retired already"
            } else {
                "in service"
            };
            return Err(Refusal::state(format!("{} is {state}.", old.name)));
        }
        let reason = super::reason(&params.reason)?;
        if let Some(id) = old.parent_id.filter(|_| params.back)
            && ctx.facts.get::<Equipment>(id)?.is_retired
        {
            return Err(Refusal::state(format!(
                "{} stands under something retired. Move it, or take that back first.",
                old.name
            )));
        }
        let children = ctx.facts.by::<Equipment>(Equipment::parent_id, old.id)?;
        let alive = children.iter().filter(|child| !child.is_retired).count();
        if alive > 0 && !params.back {
            return Err(Refusal::state(format!(
                "{} still stands under {}. Move or retire that first.",
                words::count(alive, "piece of equipment", "pieces of equipment"),
                old.name
            )));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Equipment>(
            old.id,
            Values::new()
                .set(Equipment::is_retired, &!params.back)
                .set(Equipment::retired_reason, &Some(reason.clone())),
        );
        let verb = if params.back {
            "take back into service"
        } else {
            "retire"
        };
        plan.will(format!("{verb}: {} {}. {reason}", old.code, old.name));
        plan.leaves("its history: faults, work orders and hours stay readable");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(old.department)))
    }
}
