//! Changing an order while it is a draft.

use super::drafting::{
    OrderWish, Wanted, bounded, currency_with_prices, deliver_to, each_once, reference, remark, wanted_on,
    warn_of_lines, within,
};
use super::{given_order, must_be_draft, read_order, subject, supplier_of};
use crate::act::{Act, Ctx, Prefill, params, required_id};
use crate::acts::faults::nothing_changed;
use crate::acts::shopping::{Item, wanted};
use crate::buying::lines::{LineStanding, lines_of_order};
use crate::money::{Money, currency, given_price};
use crate::permission::Subject;
use crate::plan::{Findings, Plan, Planned, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::{Department, OrderLine, Part, PurchaseOrder};
use crate::text;
use journal::RowId;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// What changes on a line of a draft; a field left out stays, an empty text empties it.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct LineChange {
    /// The line.
    pub line: Option<RowId>,
    /// How much, in the part's unit.
    pub quantity: Option<String>,
    /// Price of one unit.
    pub unit_price: Option<String>,
    /// The number in the supplier's books.
    pub supplier_number: Option<String>,
}

params! {
    /// What the form sends; a field left out stays, an empty text empties it.
    pub struct EditPurchaseOrderParams {
        /// The order.
        order: Option<RowId>,
        /// Items to put on it.
        add: Vec<OrderWish>,
        /// Lines that change.
        change: Vec<LineChange>,
        /// Lines to take off.
        take_off: Vec<RowId>,
        /// The department that pays.
        department: Option<Department>,
        /// Currency of the prices: three letters (ISO 4217).
        currency: Option<String>,
        /// The day by which it is wanted, YYYY-MM-DD.
        wanted_on: Option<String>,
        /// Where it is to be delivered.
        deliver_to: Option<String>,
        /// The supplier's number for it.
        supplier_reference: Option<String>,
        /// Anything else the supplier must know.
        remark: Option<String>,
    }
}

/// Changes a draft: its lines, prices and dates.
pub struct EditPurchaseOrder;

impl Act for EditPurchaseOrder {
    const NAME: &'static str = "edit_purchase_order";
    const REQUIRED: &'static [&'static str] = &["order"];
    type Params = EditPurchaseOrderParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = given_order(ctx, given)?;
        let mut form = Prefill::default();
        form.set("order", old.id.to_string());
        form.set("department", old.department.word());
        form.set_some("currency", old.currency.clone());
        form.set_some("wanted_on", old.wanted_on.map(|day| day.to_string()));
        form.set_some("deliver_to", old.deliver_to.clone());
        form.set_some("supplier_reference", old.supplier_reference.clone());
        form.set_some("remark", old.remark.clone());
        let mut lines = Vec::new();
        for line in lines_of_order(ctx.facts, &old)? {
            let part = ctx.facts.glance::<Part>(line.line.part_id)?;
            lines.push(
                json!({ "line": line.line.id, "quantity": line.line.quantity, "unit_price": line.line.unit_price,
                               "supplier_number": line.line.supplier_number }),
            );
            form.show(
                &line.line.id.to_string(),
                json!({ "name": part.name, "number": part.number, "unit": part.unit,
                        "quantity": line.line.quantity, "unit_price": line.line.unit_price,
                        "supplier_number": line.line.supplier_number }),
            );
        }
        form.set("change", lines);
        let supplier = supplier_of(ctx, &old)?;
        form.show("supplier", json!({ "id": supplier.id, "name": supplier.name }));
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let old = given_order(ctx, given)?;
        let department = Department::from_word(crate::act::given_text(given, "department"));
        warn_of_lines(ctx, given, "add", department.unwrap_or(old.department))
    }

    fn plan(ctx: &Ctx<'_>, params: &EditPurchaseOrderParams) -> Result<(Plan, Subject), Refusal> {
        let old = read_order(ctx, params.order)?;
        must_be_draft(ctx, &old, "its lines stay as they are")?;
        let lines = lines_of_order(ctx.facts, &old)?;
        let mut plan = Plan::new(Self::NAME);
        let code = match &params.currency {
            Some(given) => currency("currency", Some(given))?,
            None => old.currency.clone(),
        };
        let mut said = change_head(&mut plan, &old, params, &code)?;
        said += take_off(ctx, &mut plan, params, &lines)?;
        let mut is_priced = false;
        for line in lines.iter().filter(|line| !params.take_off.contains(&line.line.id)) {
            let change = params
                .change
                .iter()
                .position(|change| change.line == Some(line.line.id));
            let price = match change {
                Some(index) => {
                    let (price, changed) = change_line(ctx, &mut plan, (line, code.as_deref()), params, index)?;
                    said += usize::from(changed);
                    price
                }
                None => line.line.unit_price,
            };
            is_priced |= price.is_some();
        }
        known_lines(params, &lines)?;
        let supplier = supplier_of(ctx, &old)?;
        let mut added = Vec::new();
        for (index, wish) in params.add.iter().enumerate() {
            let line = Wanted::read(ctx, &format!("add.{index}"), wish, &supplier, Self::NAME)?;
            is_priced |= line.price.is_some();
            line.plan(&mut plan, Planned::from(&old.id), code.as_deref());
            added.push(line.item.item.id);
        }
        each_once("add", added.iter().copied())?;
        bounded(lines.len() - params.take_off.len() + added.len())?;
        currency_with_prices(code.as_deref(), is_priced)?;
        if said + added.len() == 0 {
            nothing_changed(&[])?;
        }
        plan.leaves("nothing is sent and nothing is ordered: the items stay approved until the order is placed");
        plan.corrected_by = Some(Self::NAME);
        plan.offer("place_purchase_order", json!({ "order": old.id }));
        Ok((plan, subject(&old)))
    }
}

/// Changes what stands above the lines; how many things changed.
fn change_head(
    plan: &mut Plan,
    old: &PurchaseOrder,
    params: &EditPurchaseOrderParams,
    code: &Option<String>,
) -> Result<usize, Refusal> {
    let (mut values, mut changed) = (Values::new(), Vec::new());
    let department = params.department.unwrap_or(old.department);
    if values.change(PurchaseOrder::department, &old.department, &department) {
        changed.push("department");
    }
    if values.change(PurchaseOrder::currency, &old.currency, code) {
        changed.push("currency");
    }
    if params.wanted_on.is_some()
        && values.change(
            PurchaseOrder::wanted_on,
            &old.wanted_on,
            &wanted_on(params.wanted_on.as_deref())?,
        )
    {
        changed.push("day it is wanted");
    }
    let texts = [
        (
            PurchaseOrder::deliver_to,
            &old.deliver_to,
            &params.deliver_to,
            deliver_to as fn(Option<&str>) -> _,
            "place of delivery",
        ),
        (
            PurchaseOrder::supplier_reference,
            &old.supplier_reference,
            &params.supplier_reference,
            reference,
            "supplier's reference",
        ),
        (PurchaseOrder::remark, &old.remark, &params.remark, remark, "remark"),
    ];
    for (column, before, given, read, label) in texts {
        if given.is_some() && values.change(column, before, &read(given.as_deref())?) {
            changed.push(label);
        }
    }
    plan.update::<PurchaseOrder>(old.id, values);
    if !changed.is_empty() {
        plan.will(format!("change the {} of {}", changed.join(", "), old.number));
    }
    Ok(changed.len())
}

fn take_off(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    params: &EditPurchaseOrderParams,
    lines: &[LineStanding],
) -> Result<usize, Refusal> {
    each_once("take_off", params.take_off.iter().copied())?;
    for line in lines.iter().filter(|line| params.take_off.contains(&line.line.id)) {
        let part = ctx.facts.glance::<Part>(line.line.part_id)?;
        plan.update::<OrderLine>(line.line.id, Values::new().set(OrderLine::is_removed, &true));
        plan.will(format!("take {} off it; the item stays approved", part.name));
    }
    Ok(params.take_off.len())
}

/// Changes one line; its price afterwards, and whether anything changed.
fn change_line(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    (line, code): (&LineStanding, Option<&str>),
    params: &EditPurchaseOrderParams,
    index: usize,
) -> Result<(Option<Money>, bool), Refusal> {
    let (change, old) = (&params.change[index], &line.line);
    let field = |name: &str| format!("change.{index}.{name}");
    let item = Item::read(ctx, &field("line"), Some(old.item_id))?;
    let (mut values, mut changed) = (Values::new(), Vec::new());
    if let Some(given) = &change.quantity {
        let quantity = wanted(&field("quantity"), given, &item.part.unit)?;
        if values.change(OrderLine::quantity, &old.quantity, &quantity) {
            within(&field("quantity"), quantity, &item)?;
            changed.push(format!("quantity {quantity}"));
        }
    }
    let mut price = old.unit_price;
    if change.unit_price.is_some() {
        price = given_price(&field("unit_price"), change.unit_price.as_deref())?;
        if values.change(OrderLine::unit_price, &old.unit_price, &price) {
            changed.push(match (price, code) {
                (Some(price), Some(code)) => format!("price {}", price.in_currency(code)),
                _ => "no price".to_owned(),
            });
        }
    }
    if change.supplier_number.is_some() {
        let label = "The supplier's number";
        let number = text::line(&field("supplier_number"), label, change.supplier_number.as_deref())?;
        if values.change(OrderLine::supplier_number, &old.supplier_number, &number) {
            changed.push("the supplier's number".to_owned());
        }
    }
    plan.update::<OrderLine>(old.id, values);
    if !changed.is_empty() {
        plan.will(format!("change {}: {}", item.name(), changed.join(", ")));
    }
    Ok((price, !changed.is_empty()))
}

/// Lines that are of this order, each changed once and not also taken off.
fn known_lines(params: &EditPurchaseOrderParams, lines: &[LineStanding]) -> Result<(), Refusal> {
    let is_known = |id: RowId| lines.iter().any(|line| line.line.id == id);
    let off = params
        .take_off
        .iter()
        .enumerate()
        .map(|(index, id)| (format!("take_off.{index}"), Some(*id)));
    let changed = params.change.iter().enumerate();
    let changed = changed.map(|(index, change)| (format!("change.{index}.line"), change.line));
    let mut seen = BTreeSet::new();
    for (field, id) in off.chain(changed) {
        let id = required_id(&field, id)?;
        if !is_known(id) {
            let message = "That line is not on this order any more. Open the form again.";
            return Err(Refusal::field(Code::Changed, &field, message));
        }
        if !seen.insert(id) {
            let message = "This line is named twice. Change it or take it off, not both.";
            return Err(Refusal::field(Code::Invalid, &field, message));
        }
    }
    Ok(())
}
