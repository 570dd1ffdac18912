//! Changing and taking back what was asked for.

use super::adding::{NOTE_CHARACTERS_MAX, urgency};
use super::{AddShoppingItem, Item, status, usable_supplier, wanted};
use crate::act::{Act, Ctx, Prefill, given_id, params};
use crate::acts::faults::nothing_changed;
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::refusal::Refusal;
use crate::tables::{Department, Equipment, ItemStatus, ShoppingItem, Urgency};
use crate::text;
use journal::RowId;
use serde_json::{Value as Json, json};

params! {
    /// What the form sends; a field left out stays, an empty text empties it.
    pub struct EditShoppingItemParams {
        /// The item.
        item: Option<RowId>,
        /// How much, in the part's unit.
        quantity: Option<String>,
        /// How soon.
        urgency: Option<Urgency>,
        /// Why that soon; of a critical item at least 10 characters.
        urgency_reason: Option<String>,
        /// The department that pays.
        department: Option<Department>,
        /// The equipment it is for.
        equipment: Option<RowId>,
        /// It is for no equipment.
        without_equipment: bool,
        /// From whom to buy.
        supplier: Option<RowId>,
        /// It may come from any supplier.
        without_supplier: bool,
        /// Anything else worth knowing, up to 1,000 characters.
        note: Option<String>,
    }
}

/// Changes what was asked for, before it is approved.
pub struct EditShoppingItem;

impl Act for EditShoppingItem {
    const NAME: &'static str = "edit_shopping_item";
    const REQUIRED: &'static [&'static str] = &["item"];
    type Params = EditShoppingItemParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = Item::read(ctx, "item", given_id(given, "item")?)?;
        let item = &old.item;
        let mut form = Prefill::default();
        form.set("item", item.id.to_string());
        form.set("quantity", item.quantity.to_string());
        form.set("urgency", item.urgency.word());
        form.set_some("urgency_reason", item.urgency_reason.clone());
        form.set("department", item.department.word());
        form.set_some("equipment", item.equipment_id.map(|id| id.to_string()));
        form.set_some("supplier", item.supplier_id.map(|id| id.to_string()));
        form.set_some("note", item.note.clone());
        form.show("part", json!({ "name": old.part.name, "unit": old.part.unit }));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &EditShoppingItemParams) -> Result<(Plan, Subject), Refusal> {
        let old = Item::read(ctx, "item", params.item)?;
        old.may(ctx, Self::NAME, None)?;
        let (values, changed) = changed(ctx, &old, params)?;
        nothing_changed(&changed)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<ShoppingItem>(old.item.id, values);
        plan.will(format!(
            "change the {} of “{}” on the shopping list",
            changed.join(", "),
            old.name()
        ));
        plan.leaves("its state, and what it came from");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, old.subject()))
    }
}

fn changed(ctx: &Ctx<'_>, old: &Item, params: &EditShoppingItemParams) -> Result<(Values, Vec<&'static str>), Refusal> {
    let (item, mut values, mut changed) = (&old.item, Values::new(), Vec::new());
    if let Some(given) = &params.quantity {
        let quantity = wanted("quantity", given, &old.part.unit)?;
        if values.change(ShoppingItem::quantity, &item.quantity, &quantity) {
            changed.push("quantity");
        }
    }
    if params.urgency.is_some() || params.urgency_reason.is_some() {
        let reason = params.urgency_reason.clone().or(item.urgency_reason.clone());
        let (urgency, reason) = urgency(params.urgency.or(Some(item.urgency)), reason.as_deref())?;
        let is_new = values.change(ShoppingItem::urgency, &item.urgency, &urgency);
        if values.change(ShoppingItem::urgency_reason, &item.urgency_reason, &reason) || is_new {
            changed.push("urgency");
        }
    }
    if let Some(department) = params.department
        && values.change(ShoppingItem::department, &item.department, &department)
    {
        changed.push("department");
    }
    if let Some(id) = params.equipment {
        ctx.facts.glance::<Equipment>(id)?;
    }
    if let Some(id) = params.supplier.filter(|id| Some(*id) != item.supplier_id) {
        usable_supplier(ctx, "supplier", id)?;
    }
    let links = [
        (
            ShoppingItem::equipment_id,
            item.equipment_id,
            params.equipment,
            params.without_equipment,
            "equipment",
        ),
        (
            ShoppingItem::supplier_id,
            item.supplier_id,
            params.supplier,
            params.without_supplier,
            "supplier",
        ),
    ];
    for (column, before, given, without, label) in links {
        let after = if without { None } else { given.or(before) };
        if values.change(column, &before, &after) {
            changed.push(label);
        }
    }
    if params.note.is_some() {
        let note = text::long("note", "The note", params.note.as_deref(), NOTE_CHARACTERS_MAX)?;
        if values.change(ShoppingItem::note, &item.note, &note) {
            changed.push("note");
        }
    }
    Ok((values, changed))
}

params! {
    /// What the form sends.
    pub struct WithdrawShoppingItemParams {
        /// The item.
        item: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
    }
}

/// Takes an item off the shopping list. It stays in the record.
pub struct WithdrawShoppingItem;

impl Act for WithdrawShoppingItem {
    const NAME: &'static str = "withdraw_shopping_item";
    const REQUIRED: &'static [&'static str] = &["item", "reason"];
    type Params = WithdrawShoppingItemParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = Item::read(ctx, "item", given_id(given, "item")?)?;
        let mut form = Prefill::default();
        form.set("item", old.item.id.to_string());
        form.show("part", json!({ "name": old.part.name, "unit": old.part.unit }));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &WithdrawShoppingItemParams) -> Result<(Plan, Subject), Refusal> {
        let old = Item::read(ctx, "item", params.item)?;
        let line = old.may(ctx, Self::NAME, None)?;
        debug_assert_eq!(line.to, ItemStatus::Cancelled);
        let reason = crate::acts::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<ShoppingItem>(
            old.item.id,
            status(line.to, old.item.approved_quantity, Some(reason.clone())),
        );
        plan.will(format!(
            "take {} off the shopping list: {reason}",
            old.amount(old.item.quantity)
        ));
        plan.leaves("the record: who asked for it, and why it was taken off, stays readable");
        plan.corrected_by = Some(AddShoppingItem::NAME);
        let again =
            json!({ "part": old.part.id, "work_order": old.item.work_order_id, "equipment": old.item.equipment_id });
        plan.offer(AddShoppingItem::NAME, again);
        Ok((plan, old.subject()))
    }
}
