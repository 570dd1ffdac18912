//! Deciding about what was asked for: many items in one act, each with its own quantity and supplier.
//!
//! Whatever became of one item meanwhile, the refusal names that item by its field, so that the others stay
//! chosen.

use super::{ITEMS_MAX, Item, NAMED_MAX, at_field, bounded, of_departments, once, status, usable_supplier, wanted};
use crate::act::{Act, Ctx, Prefill, given_id, params};
use crate::permission::Subject;
use crate::plan::{Findings, Plan};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{ItemStatus, Part, ShoppingItem};
use crate::text::{self, Lines};
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};

/// Fewest characters that say why something is not bought.
const REASON_CHARACTERS_MIN: usize = 10;
/// Characters that say why something is not bought.
const REASON_CHARACTERS_MAX: usize = 500;

params! {
    /// What the form sends.
    pub struct StartReviewParams {
        /// The items, at most 2,000.
        items: Vec<RowId>,
    }
}

/// Takes items up for review. Opening or filtering the list writes nothing; this is a click.
pub struct StartReview;

impl Act for StartReview {
    const NAME: &'static str = "start_review";
    const REQUIRED: &'static [&'static str] = &["items"];
    type Params = StartReviewParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        chosen(ctx, given)
    }

    fn plan(ctx: &Ctx<'_>, params: &StartReviewParams) -> Result<(Plan, Subject), Refusal> {
        let items = read(ctx, Self::NAME, &params.items, "")?;
        let mut plan = Plan::new(Self::NAME);
        for item in &items {
            plan.update::<ShoppingItem>(item.item.id, status(ItemStatus::UnderReview, None, None));
        }
        say(&mut plan, "take up for review", &items, |item| {
            item.amount(item.item.quantity)
        });
        plan.corrected_by = Some(ApproveShoppingItems::NAME);
        let lines: Vec<Json> = params.items.iter().map(|item| json!({ "item": item })).collect();
        plan.offer(ApproveShoppingItems::NAME, json!({ "lines": lines }));
        plan.offer(RejectShoppingItems::NAME, json!({ "items": params.items }));
        Ok((plan, subject(&items)))
    }
}

/// One item of an approval.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ReviewLine {
    /// The item.
    pub item: Option<RowId>,
    /// How much to buy, in the part's unit; what is asked for when left out.
    pub quantity: Option<String>,
    /// From whom; as the item says when left out.
    pub supplier: Option<RowId>,
}

params! {
    /// What the form sends.
    pub struct ApproveShoppingItemsParams {
        /// The items, at most 2,000.
        lines: Vec<ReviewLine>,
    }
}

/// Decides that items are to be bought.
pub struct ApproveShoppingItems;

impl Act for ApproveShoppingItems {
    const NAME: &'static str = "approve_shopping_items";
    const REQUIRED: &'static [&'static str] = &["lines"];
    type Params = ApproveShoppingItemsParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        let mut lines = Vec::new();
        for id in given_lines(given)? {
            let item = ctx.facts.get::<ShoppingItem>(id)?;
            let part = ctx.facts.glance::<Part>(item.part_id)?;
            lines.push(json!({
                "item": id, "quantity": item.approved_quantity.unwrap_or(item.quantity), "supplier": item.supplier_id,
            }));
            form.show(
                &id.to_string(),
                json!({ "name": part.name, "unit": part.unit, "asked": item.quantity }),
            );
        }
        form.set("lines", lines);
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let lines = given.get("lines").and_then(Json::as_array).cloned().unwrap_or_default();
        for (index, line) in lines.iter().take(ITEMS_MAX).enumerate() {
            let Some(id) = given_id(line, "item")? else { continue };
            let item = ctx.facts.glance::<ShoppingItem>(id)?;
            let part = ctx.facts.glance::<Part>(item.part_id)?;
            if part.awaits_promotion() {
                found.warn_at(
                    format!("lines.{index}.item"),
                    "candidate_part",
                    format!(
                        "“{}” is a candidate part: it has to be verified before it is ordered.",
                        part.name
                    ),
                );
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &ApproveShoppingItemsParams) -> Result<(Plan, Subject), Refusal> {
        bounded("lines", params.lines.len(), "")?;
        once("lines", &params.lines.iter().map(|line| line.item).collect::<Vec<_>>())?;
        let mut plan = Plan::new(Self::NAME);
        let mut approved: Vec<(Item, Quantity)> = Vec::with_capacity(params.lines.len());
        for (index, line) in params.lines.iter().enumerate() {
            approved.push(plan_approval(ctx, &mut plan, line, index)?);
        }
        let named = |(item, quantity): &(Item, Quantity)| {
            let asked = if *quantity == item.item.quantity {
                String::new()
            } else {
                format!(" (asked for: {})", item.item.quantity)
            };
            format!("{}{asked}", item.amount(*quantity))
        };
        say(&mut plan, "approve", &approved, named);
        plan.leaves("what is ordered: approving orders nothing");
        plan.corrected_by = Some(RejectShoppingItems::NAME);
        let departments: Vec<_> = approved.iter().map(|(item, _)| item.item.department).collect();
        let suppliers: Vec<Option<RowId>> = params.lines.iter().map(|line| line.supplier).collect();
        if let [Some(supplier), rest @ ..] = suppliers.as_slice()
            && rest.iter().all(|other| *other == Some(*supplier))
        {
            let lines: Vec<Json> = params.lines.iter().map(|line| json!({ "item": line.item })).collect();
            plan.offer("create_purchase_order", json!({ "supplier": supplier, "lines": lines }));
        }
        Ok((plan, of_departments(&departments)))
    }
}

fn plan_approval(ctx: &Ctx<'_>, plan: &mut Plan, line: &ReviewLine, index: usize) -> Result<(Item, Quantity), Refusal> {
    let field = |name: &str| format!("lines.{index}.{name}");
    let item = Item::read(ctx, &field("item"), line.item)?;
    item.may(ctx, ApproveShoppingItems::NAME, None)
        .map_err(at_field(field("item")))?;
    let quantity = match line.quantity.as_deref() {
        Some(given) => wanted(&field("quantity"), given, &item.part.unit)?,
        None => item.approved(),
    };
    let mut values = status(ItemStatus::Approved, Some(quantity), None);
    if let Some(id) = line.supplier.filter(|id| Some(*id) != item.item.supplier_id) {
        usable_supplier(ctx, &field("supplier"), id)?;
        values.change(ShoppingItem::supplier_id, &item.item.supplier_id, &Some(id));
    }
    plan.update::<ShoppingItem>(item.item.id, values);
    Ok((item, quantity))
}

params! {
    /// What the form sends.
    pub struct RejectShoppingItemsParams {
        /// The items, at most 2,000.
        items: Vec<RowId>,
        /// Why, 10–500 characters; whoever asked reads it.
        reason: String,
    }
}

/// Decides that items are not to be bought.
pub struct RejectShoppingItems;

impl Act for RejectShoppingItems {
    const NAME: &'static str = "reject_shopping_items";
    const REQUIRED: &'static [&'static str] = &["items", "reason"];
    type Params = RejectShoppingItemsParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        chosen(ctx, given)
    }

    fn plan(ctx: &Ctx<'_>, params: &RejectShoppingItemsParams) -> Result<(Plan, Subject), Refusal> {
        let (least, most) = (REASON_CHARACTERS_MIN, REASON_CHARACTERS_MAX);
        let reason = text::required("reason", "The reason", &params.reason, Lines::Many, least, most)?;
        let items = read(ctx, Self::NAME, &params.items, &reason)?;
        let mut plan = Plan::new(Self::NAME);
        for item in &items {
            let values = status(ItemStatus::Rejected, None, Some(reason.clone()));
            plan.update::<ShoppingItem>(item.item.id, values);
        }
        say(&mut plan, "reject", &items, |item| item.amount(item.item.quantity));
        plan.will(format!("give the reason: {reason}"));
        plan.corrected_by = Some(StartReview::NAME);
        plan.offer(StartReview::NAME, json!({ "items": params.items }));
        Ok((plan, subject(&items)))
    }
}

/// The items of an act that treats all alike, each in a state that allows it.
fn read(ctx: &Ctx<'_>, act: &str, items: &[RowId], reason: &str) -> Result<Vec<Item>, Refusal> {
    bounded("items", items.len(), reason)?;
    once("items", &items.iter().copied().map(Some).collect::<Vec<_>>())?;
    let one = |(index, id): (usize, &RowId)| {
        let field = format!("items.{index}");
        let item = Item::read(ctx, &field, Some(*id))?;
        item.may(ctx, act, None).map_err(at_field(field))?;
        Ok(item)
    };
    items.iter().enumerate().map(one).collect()
}

fn subject(items: &[Item]) -> Subject {
    let departments: Vec<_> = items.iter().map(|item| item.item.department).collect();
    of_departments(&departments)
}

/// Says of each item what happens to it; of very many, how many they are.
fn say<T>(plan: &mut Plan, verb: &str, items: &[T], named: impl Fn(&T) -> String) {
    for item in items.iter().take(NAMED_MAX) {
        plan.will(format!("{verb} {}", named(item)));
    }
    if items.len() > NAMED_MAX {
        let rest = words::thousands((items.len() - NAMED_MAX) as u64);
        plan.will(format!("{verb} {rest} more, as chosen in the list"));
    }
}

/// The items that a form was opened on, with their names beside.
fn chosen(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
    let mut form = Prefill::default();
    let items = given_items(given)?;
    for id in &items {
        let item = ctx.facts.get::<ShoppingItem>(*id)?;
        let part = ctx.facts.glance::<Part>(item.part_id)?;
        form.show(
            &id.to_string(),
            json!({ "name": part.name, "unit": part.unit, "asked": item.quantity }),
        );
    }
    form.set("items", json!(items));
    Ok(form)
}

/// The items that the lines of a form name, as it is opened.
pub(in crate::acts) fn given_lines(given: &Json) -> Result<Vec<RowId>, Refusal> {
    let lines = given.get("lines").and_then(Json::as_array);
    let named = lines.into_iter().flatten().take(ITEMS_MAX + 1);
    let items = named
        .map(|line| given_id(line, "item"))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(items.into_iter().flatten().collect())
}

fn given_items(given: &Json) -> Result<Vec<RowId>, Refusal> {
    let Some(items) = given.get("items").and_then(Json::as_array) else {
        return Ok(Vec::new());
    };
    let id = |item: &Json| {
        let text = item.as_str().unwrap_or_default();
        text.parse()
            .map_err(|_| Refusal::field(Code::Invalid, "items", "Choose the items from the list."))
    };
    items.iter().take(ITEMS_MAX + 1).map(id).collect()
}
