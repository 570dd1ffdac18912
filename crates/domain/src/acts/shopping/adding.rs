//! Asking for something to be bought. Everyone may, from wherever they are.

use super::{at_field, usable_supplier, wanted};
use crate::act::{Act, Ctx, Prefill, given_id, given_text, params};
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, Plan, Planned, Values};
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{
    Department, Equipment, ItemSource, ItemStatus, Part, PartLine, Priority, ShoppingItem, Urgency, WorkOrder,
};
use crate::text::{self, Lines};
use crate::words;
use journal::{RowId, Value};
use serde_json::{Value as Json, json};

/// Characters in a note on an item.
pub(super) const NOTE_CHARACTERS_MAX: usize = 1_000;
/// Fewest characters that say why something is critical.
const URGENCY_REASON_CHARACTERS_MIN: usize = 10;
/// Characters that say why something is that urgent.
const URGENCY_REASON_CHARACTERS_MAX: usize = 500;
/// Characters in a unit.
pub(in crate::acts) const UNIT_CHARACTERS_MAX: usize = 20;

params! {
    /// What the form sends: a known part, or the name of one that nobody knows yet.
    pub struct AddShoppingItemParams {
        /// The part, where it is known.
        part: Option<RowId>,
        /// Name of a part that is not known, up to 200 characters.
        name: Option<String>,
        /// Its number, where somebody knows it.
        number: Option<String>,
        /// Its maker.
        maker: Option<String>,
        /// Its unit; pcs when left out.
        unit: Option<String>,
        /// How much, in the part's unit; 1 when left out.
        quantity: Option<String>,
        /// Normal when left out.
        urgency: Option<Urgency>,
        /// Why that soon; of a critical item at least 10 characters.
        urgency_reason: Option<String>,
        /// Of the part, the equipment or the work order, else the person's, when left out.
        department: Option<Department>,
        /// What it came from: told from what is named when left out.
        source: Option<ItemSource>,
        /// The work order it is for.
        work_order: Option<RowId>,
        /// The planned part it is for.
        part_line: Option<RowId>,
        /// The equipment it is for.
        equipment: Option<RowId>,
        /// From whom to buy.
        supplier: Option<RowId>,
        /// Anything else worth knowing, up to 1,000 characters.
        note: Option<String>,
    }
}

/// Puts something on the shopping list. No preview, no signature.
pub struct AddShoppingItem;

impl Act for AddShoppingItem {
    const NAME: &'static str = "add_shopping_item";
    const REQUIRED: &'static [&'static str] = &["quantity"];
    type Params = AddShoppingItemParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let about = About::read(
            ctx,
            given_id(given, "part")?,
            given_id(given, "work_order")?,
            given_id(given, "part_line")?,
            given_id(given, "equipment")?,
        )?;
        let mut form = Prefill::default();
        form.set("quantity", "1");
        form.set("urgency", Urgency::Normal.word());
        form.set("department", about.department(ctx).word());
        form.set("source", about.source().word());
        if let Some(part) = &about.part {
            form.set("part", part.id.to_string());
            form.show(
                "part",
                json!({ "name": part.name, "number": part.number, "unit": part.unit }),
            );
            form.show("stock", json!([crate::acts::stock::shown(ctx, part)?]));
        } else {
            form.set("unit", "pcs");
            form.set_some("name", given.get("name").cloned());
        }
        if let Some(order) = &about.order {
            form.set("work_order", order.id.to_string());
            form.set("urgency", urgency_of(order.priority).word());
            form.show("work_order", json!({ "number": order.number, "title": order.title }));
        }
        if let Some(line) = &about.line {
            form.set("part_line", line.id.to_string());
            form.set("quantity", line.quantity.to_string());
        }
        form.set_some(
            "equipment",
            about.equipment.as_ref().map(|equipment| equipment.id.to_string()),
        );
        form.set_some("supplier", given_id(given, "supplier")?.map(|id| id.to_string()));
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let part = match (given_id(given, "part")?, given_id(given, "part_line")?) {
            (Some(part), _) => Some(part),
            (None, Some(line)) => Some(ctx.facts.glance::<PartLine>(line)?.part_id),
            (None, None) => None,
        };
        if let Some(id) = part {
            let part = ctx.facts.glance::<Part>(id)?;
            if part.is_retired {
                found.warn_at(
                    "part".to_owned(),
                    "retired",
                    format!("{} is no longer kept.", part.name),
                );
            }
            found.duplicates.extend(open_items(ctx, &part)?);
            return Ok(found);
        }
        for (column, field) in [(Part::number, "number"), (Part::name, "name")] {
            let text = given_text(given, field).trim();
            if text.is_empty() {
                continue;
            }
            for part in ctx.facts.glance_by::<Part>(column, &Value::Text(text.to_owned()))? {
                if found.duplicates.iter().any(|known| known.id == part.id) {
                    continue;
                }
                found.duplicates.extend(open_items(ctx, &part)?);
                found.duplicates.push(Duplicate {
                    table: Part::TABLE.name.to_owned(),
                    id: part.id,
                    label: part.name,
                    text: format!("a part with this {field} is known; choose it instead"),
                    view_first: true,
                });
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &AddShoppingItemParams) -> Result<(Plan, Subject), Refusal> {
        let about = About::read(ctx, params.part, params.work_order, params.part_line, params.equipment)?;
        about.must_agree(params)?;
        let department = params.department.unwrap_or_else(|| about.department(ctx));
        let source = params.source.unwrap_or_else(|| about.source());
        if source == ItemSource::Discrepancy {
            return Err(Refusal::field(
                Code::Invalid,
                "source",
                "What is wrong with a delivery is asked for anew from its row, at the commit.",
            ));
        }
        if source == ItemSource::WorkOrder && about.order.is_none() {
            return Err(Refusal::field(
                Code::Missing,
                "work_order",
                "Choose the work order it is for.",
            ));
        }
        let new_part = match &about.part {
            Some(_) => None,
            None => Some(NewCandidate::read(params, department)?),
        };
        let unit = about.part.as_ref().map(|part| part.unit.as_str());
        let unit = unit
            .or(new_part.as_ref().map(|part| part.unit.as_str()))
            .unwrap_or("pcs");
        let quantity = wanted("quantity", params.quantity.as_deref().unwrap_or("1"), unit)?;
        let (urgency, urgency_reason) = urgency(params.urgency, params.urgency_reason.as_deref())?;
        if let Some(id) = params.supplier {
            usable_supplier(ctx, "supplier", id).map_err(at_field("supplier".to_owned()))?;
        }
        let note = text::long("note", "The note", params.note.as_deref(), NOTE_CHARACTERS_MAX)?;

        let mut plan = Plan::new(Self::NAME);
        // The item is the first new row, the candidate part the second: what is offered next is about the item.
        let part_id = match &about.part {
            Some(part) => Planned::from(&part.id),
            None => Planned::NewRow(1),
        };
        plan.insert::<ShoppingItem>(
            Values::new()
                .plan(ShoppingItem::part_id, part_id)
                .set(ShoppingItem::quantity, &quantity)
                .set(ShoppingItem::urgency, &urgency)
                .set(ShoppingItem::urgency_reason, &urgency_reason)
                .set(ShoppingItem::department, &department)
                .set(ShoppingItem::source, &source)
                .set(ShoppingItem::work_order_id, &about.order.as_ref().map(|order| order.id))
                .set(ShoppingItem::part_line_id, &about.line.as_ref().map(|line| line.id))
                .set(
                    ShoppingItem::equipment_id,
                    &about.equipment.as_ref().map(|equipment| equipment.id),
                )
                .set(ShoppingItem::supplier_id, &params.supplier)
                .set(ShoppingItem::note, &note)
                .set(ShoppingItem::status, &ItemStatus::Candidate),
        );
        let name = about.part.as_ref().map(|part| part.name.clone());
        let name = name
            .or(new_part.as_ref().map(|part| part.name.clone()))
            .unwrap_or_default();
        plan.will(format!(
            "put {quantity} {unit} {name} on the shopping list of {}, urgency {}",
            department.word(),
            urgency.word()
        ));
        if let Some(new_part) = new_part {
            plan.will(format!(
                "add “{name}” as a candidate part, to be verified before it is ordered"
            ));
            plan.insert::<Part>(new_part.values);
        }
        plan.leaves("stock: nothing is bought or moved by asking");
        if let Some(order) = &about.order {
            plan.leaves(format!("the state of {}", order.number));
        }
        plan.corrected_by = Some(super::WithdrawShoppingItem::NAME);
        plan.offer(Self::NAME, json!({}));
        Ok((plan, Subject::of(department)))
    }
}

/// The records that an item is asked for.
struct About {
    part: Option<Part>,
    order: Option<WorkOrder>,
    line: Option<PartLine>,
    equipment: Option<Equipment>,
}

impl About {
    fn read(
        ctx: &Ctx<'_>,
        part: Option<RowId>,
        order: Option<RowId>,
        line: Option<RowId>,
        equipment: Option<RowId>,
    ) -> Result<Self, Refusal> {
        let line = line.map(|id| ctx.facts.get::<PartLine>(id)).transpose()?;
        let order = order.or(line.as_ref().map(|line| line.work_order_id));
        let part = part.or(line.as_ref().map(|line| line.part_id));
        let order = order.map(|id| ctx.facts.glance::<WorkOrder>(id)).transpose()?;
        let equipment = equipment.or(order.as_ref().map(|order| order.equipment_id));
        Ok(Self {
            part: part.map(|id| ctx.facts.get::<Part>(id)).transpose()?,
            equipment: equipment.map(|id| ctx.facts.glance::<Equipment>(id)).transpose()?,
            order,
            line,
        })
    }

    /// A planned part is of one work order and one part.
    fn must_agree(&self, params: &AddShoppingItemParams) -> Result<(), Refusal> {
        let Some(line) = &self.line else { return Ok(()) };
        let is_other = params.work_order.is_some_and(|order| order != line.work_order_id)
            || params.part.is_some_and(|part| part != line.part_id);
        if is_other {
            return Err(Refusal::field(
                Code::Invalid,
                "part_line",
                "That planned part is of another work order or part. Open the form from the line again.",
            ));
        }
        Ok(())
    }

    /// A fixed order: the part's, the equipment's, the person's.
    fn department(&self, ctx: &Ctx<'_>) -> Department {
        let of_part = self.part.as_ref().map(|part| part.department);
        let of_equipment = self.equipment.as_ref().map(|equipment| equipment.department);
        of_part.or(of_equipment).unwrap_or(ctx.actor.department)
    }

    fn source(&self) -> ItemSource {
        if self.order.is_some() {
            ItemSource::WorkOrder
        } else if self.part.is_some() {
            ItemSource::Part
        } else {
            ItemSource::ByHand
        }
    }
}

/// Nothing is critical but by a person's word and reason.
const fn urgency_of(priority: Priority) -> Urgency {
    match priority {
        Priority::Low => Urgency::Low,
        Priority::Normal => Urgency::Normal,
        Priority::High | Priority::Urgent => Urgency::High,
    }
}

/// The urgency, and why; a critical item says why.
pub(super) fn urgency(given: Option<Urgency>, reason: Option<&str>) -> Result<(Urgency, Option<String>), Refusal> {
    let urgency = given.unwrap_or(Urgency::Normal);
    let (field, label) = ("urgency_reason", "The reason for the urgency");
    let given = reason.unwrap_or_default();
    let most = URGENCY_REASON_CHARACTERS_MAX;
    let reason = if urgency == Urgency::Critical {
        let least = URGENCY_REASON_CHARACTERS_MIN;
        Some(text::required(field, label, given, Lines::Many, least, most)?)
    } else {
        text::clean(field, label, given, Lines::Many, most)?
    };
    Ok((urgency, reason))
}

/// A part that nobody verified yet.
struct NewCandidate {
    name: String,
    unit: String,
    values: Values,
}

impl NewCandidate {
    fn read(params: &AddShoppingItemParams, department: Department) -> Result<Self, Refusal> {
        let name = params.name.as_deref().unwrap_or_default();
        if name.trim().is_empty() {
            return Err(Refusal::field(
                Code::Missing,
                "part",
                "Choose a part, or write the name of one that is not known.",
            ));
        }
        let name = text::required("name", "The name", name, Lines::One, 1, text::LINE_CHARACTERS_MAX)?;
        let number = text::line("number", "The part number", params.number.as_deref())?.unwrap_or_default();
        let unit = params
            .unit
            .as_deref()
            .filter(|unit| !unit.trim().is_empty())
            .unwrap_or("pcs");
        let unit = text::required("unit", "The unit", unit, Lines::One, 1, UNIT_CHARACTERS_MAX)?;
        let maker = text::line("maker", "The maker", params.maker.as_deref())?;
        let values = Values::new()
            .set(Part::number, &number)
            .set(Part::name, &name)
            .set(Part::maker, &maker)
            .set(Part::unit, &unit)
            .set(Part::department, &department)
            .set(Part::is_retired, &false)
            .set(Part::is_candidate, &Some(true));
        Ok(Self { name, unit, values })
    }
}

/// Items of the part that are still to be decided, bought or delivered.
fn open_items(ctx: &Ctx<'_>, part: &Part) -> Result<Vec<Duplicate>, Refusal> {
    let items = ctx
        .facts
        .glance_by::<ShoppingItem>(ShoppingItem::part_id, &part.id.to_value())?;
    let mut open = Vec::new();
    for item in items {
        let is_open = match item.status {
            ItemStatus::Candidate | ItemStatus::UnderReview | ItemStatus::Approved => true,
            ItemStatus::Rejected | ItemStatus::Cancelled => false,
            ItemStatus::Ordered => {
                let lines = crate::buying::lines_of_item(ctx.facts, item.id)?;
                lines.iter().any(|line| line.tally().outstanding().is_positive())
            }
        };
        if is_open {
            let age = words::age(ctx.now.hours_since(item.created_at));
            open.push(Duplicate {
                table: ShoppingItem::TABLE.name.to_owned(),
                id: item.id,
                label: part.name.clone(),
                text: format!(
                    "{} {} asked for, {}, {age}",
                    item.quantity,
                    part.unit,
                    words::item_status(item.status)
                ),
                view_first: true,
            });
        }
    }
    Ok(open)
}
