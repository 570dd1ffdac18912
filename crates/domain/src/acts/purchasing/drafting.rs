//! Putting an order together of approved items.

use super::{EditPurchaseOrder, LINES_MAX};
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::acts::shopping::{Item, at_field, given_lines, usable_supplier, wanted};
use crate::money::{Money, currency, given_price};
use crate::permission::Subject;
use crate::plan::{Findings, NumberKind, Plan, Planned, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Department, OrderLine, Part, PurchaseOrder, PurchaseStatus, ShoppingItem, Supplier};
use crate::text;
use crate::time::Date;
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// Characters that say where to deliver.
const DELIVER_TO_CHARACTERS_MAX: usize = 1_000;

/// One item to be ordered.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct OrderWish {
    /// The approved item.
    pub item: Option<RowId>,
    /// How much, in the part's unit; what is approved when left out.
    pub quantity: Option<String>,
    /// Price of one unit, in the order's currency; empty while it is not known.
    pub unit_price: Option<String>,
    /// The number in the supplier's books.
    pub supplier_number: Option<String>,
}

params! {
    /// What the form sends.
    pub struct CreatePurchaseOrderParams {
        /// The supplier.
        supplier: Option<RowId>,
        /// Of its items, else the person's, when left out.
        department: Option<Department>,
        /// The items, at most 500.
        lines: Vec<OrderWish>,
        /// Currency of the prices: three letters (ISO 4217).
        currency: Option<String>,
        /// The day by which it is wanted, YYYY-MM-DD.
        wanted_on: Option<String>,
        /// Where it is to be delivered, up to 1,000 characters.
        deliver_to: Option<String>,
        /// The supplier's number for it.
        supplier_reference: Option<String>,
        /// Anything else the supplier must know, up to 5,000 characters.
        remark: Option<String>,
    }
}

/// Makes a draft of an order. Nothing is sent and nothing is ordered by it.
pub struct CreatePurchaseOrder;

impl Act for CreatePurchaseOrder {
    const NAME: &'static str = "create_purchase_order";
    const REQUIRED: &'static [&'static str] = &["supplier", "lines"];
    type Params = CreatePurchaseOrderParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        let items = given_lines(given)?;
        let (mut lines, mut departments, mut suppliers) = (Vec::new(), Vec::new(), Vec::new());
        for id in items.into_iter().take(LINES_MAX) {
            let item = Item::read(ctx, "lines", Some(id))?;
            lines.push(json!({ "item": item.item.id, "quantity": item.approved() }));
            departments.push(item.item.department);
            suppliers.push(item.item.supplier_id);
            form.show(
                &item.item.id.to_string(),
                json!({ "name": item.part.name, "number": item.part.number, "unit": item.part.unit,
                        "approved": item.approved() }),
            );
        }
        let of_items = suppliers.first().copied().flatten();
        let agreed = of_items.filter(|_| suppliers.windows(2).all(|pair| pair[0] == pair[1]));
        form.set_some(
            "supplier",
            given_id(given, "supplier")?.or(agreed).map(|id| id.to_string()),
        );
        form.set("lines", lines);
        let department = departments.first().copied().unwrap_or(ctx.actor.department);
        form.set("department", department.word());
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let department = Department::from_word(crate::act::given_text(given, "department"));
        warn_of_lines(ctx, given, "lines", department.unwrap_or(ctx.actor.department))
    }

    fn plan(ctx: &Ctx<'_>, params: &CreatePurchaseOrderParams) -> Result<(Plan, Subject), Refusal> {
        let supplier = usable_supplier(ctx, "supplier", required_id("supplier", params.supplier)?)?;
        if params.lines.is_empty() {
            return Err(Refusal::field(
                Code::Missing,
                "lines",
                "An order needs at least one item. Choose approved items from the list.",
            ));
        }
        bounded(params.lines.len())?;
        let code = currency("currency", params.currency.as_deref())?;
        let mut plan = Plan::new(Self::NAME);
        let mut lines = Vec::with_capacity(params.lines.len());
        for (index, wish) in params.lines.iter().enumerate() {
            lines.push(Wanted::read(
                ctx,
                &format!("lines.{index}"),
                wish,
                &supplier,
                Self::NAME,
            )?);
        }
        each_once("lines", lines.iter().map(|line| line.item.item.id))?;
        currency_with_prices(code.as_deref(), lines.iter().any(|line| line.price.is_some()))?;
        let of_items = lines.first().map(|line| line.item.item.department);
        let department = params.department.or(of_items).unwrap_or(ctx.actor.department);
        let order = Planned::NewRow(plan.insert::<PurchaseOrder>(head(params, &supplier, department, &code)?));
        plan.will(format!(
            "make a draft of an order to {}, with {}",
            supplier.name,
            words::count(lines.len(), "line", "lines")
        ));
        for line in &lines {
            line.plan(&mut plan, order.clone(), code.as_deref());
        }
        plan.leaves("nothing is sent and nothing is ordered: the items stay approved until the order is placed");
        plan.corrected_by = Some(EditPurchaseOrder::NAME);
        plan.offer("place_purchase_order", json!({ "order": "$new" }));
        Ok((plan, Subject::of(department)))
    }
}

fn head(
    params: &CreatePurchaseOrderParams,
    supplier: &Supplier,
    department: Department,
    code: &Option<String>,
) -> Result<Values, Refusal> {
    Ok(Values::new()
        .plan(PurchaseOrder::number, Planned::NextNumber(NumberKind::PurchaseOrder))
        .set(PurchaseOrder::supplier_id, &supplier.id)
        .set(PurchaseOrder::department, &department)
        .set(PurchaseOrder::currency, code)
        .set(PurchaseOrder::wanted_on, &wanted_on(params.wanted_on.as_deref())?)
        .set(PurchaseOrder::deliver_to, &deliver_to(params.deliver_to.as_deref())?)
        .set(
            PurchaseOrder::supplier_reference,
            &reference(params.supplier_reference.as_deref())?,
        )
        .set(PurchaseOrder::remark, &remark(params.remark.as_deref())?)
        .set(PurchaseOrder::status, &PurchaseStatus::Draft))
}

/// One item that the order takes on.
pub(super) struct Wanted {
    pub(super) item: Item,
    quantity: Quantity,
    pub(super) price: Option<Money>,
    supplier_number: Option<String>,
}

impl Wanted {
    pub(super) fn read(
        ctx: &Ctx<'_>,
        field: &str,
        wish: &OrderWish,
        supplier: &Supplier,
        act: &str,
    ) -> Result<Self, Refusal> {
        let at = |name: &str| format!("{field}.{name}");
        let item = Item::read(ctx, &at("item"), wish.item)?;
        item.may(ctx, act, None).map_err(at_field(at("item")))?;
        if let Some(other) = item.item.supplier_id.filter(|other| *other != supplier.id) {
            let other = ctx.facts.glance::<Supplier>(other)?;
            return Err(Refusal::field(
                Code::Invalid,
                &at("item"),
                format!(
                    "“{}” is to come from {}, not from {}. Approve it again with another supplier, or leave it out.",
                    item.name(),
                    other.name,
                    supplier.name
                ),
            ));
        }
        let quantity = match wish.quantity.as_deref() {
            Some(given) => within(&at("quantity"), wanted(&at("quantity"), given, &item.part.unit)?, &item)?,
            None => item.approved(),
        };
        Ok(Self {
            price: given_price(&at("unit_price"), wish.unit_price.as_deref())?,
            supplier_number: text::line(
                &at("supplier_number"),
                "The supplier's number",
                wish.supplier_number.as_deref(),
            )?,
            quantity,
            item,
        })
    }

    pub(super) fn plan(&self, plan: &mut Plan, order: Planned, code: Option<&str>) {
        plan.insert::<OrderLine>(
            Values::new()
                .plan(OrderLine::order_id, order)
                .set(OrderLine::item_id, &self.item.item.id)
                .set(OrderLine::part_id, &self.item.part.id)
                .set(OrderLine::quantity, &self.quantity)
                .set(OrderLine::unit_price, &self.price)
                .set(OrderLine::supplier_number, &self.supplier_number)
                .set(OrderLine::is_removed, &false),
        );
        let price = match (self.price, code) {
            (Some(price), Some(code)) => format!("at {} each", price.in_currency(code)),
            _ => "without a price".to_owned(),
        };
        plan.will(format!("put {} on it, {price}", self.item.amount(self.quantity)));
    }
}

/// No more than was approved.
pub(super) fn within(field: &str, quantity: Quantity, item: &Item) -> Result<Quantity, Refusal> {
    if quantity <= item.approved() {
        return Ok(quantity);
    }
    Err(Refusal::field(
        Code::Invalid,
        field,
        format!(
            "{} of “{}” are approved. Order no more, or approve more first.",
            item.approved(),
            item.name()
        ),
    ))
}

pub(super) fn bounded(count: usize) -> Result<(), Refusal> {
    if count > LINES_MAX {
        return Err(Refusal::field(
            Code::Invalid,
            "lines",
            format!("At most {LINES_MAX} items on one order. Put the rest on a second one."),
        ));
    }
    Ok(())
}

pub(super) fn each_once(field: &str, items: impl Iterator<Item = RowId>) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for (index, item) in items.enumerate() {
        if !seen.insert(item) {
            return Err(Refusal::field(
                Code::Invalid,
                &format!("{field}.{index}.item"),
                "This item stands on the order twice. Leave one of them out.",
            ));
        }
    }
    Ok(())
}

/// A price without a currency means nothing.
pub(super) fn currency_with_prices(code: Option<&str>, is_priced: bool) -> Result<(), Refusal> {
    if is_priced && code.is_none() {
        return Err(Refusal::field(
            Code::Missing,
            "currency",
            "Choose the currency of the prices.",
        ));
    }
    Ok(())
}

pub(super) fn wanted_on(given: Option<&str>) -> Result<Option<Date>, Refusal> {
    let Some(text) = given.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let refuse = |error: crate::time::TimeError| Refusal::field(Code::Invalid, "wanted_on", error.to_string());
    Date::parse(text).map(Some).map_err(refuse)
}

pub(super) fn deliver_to(given: Option<&str>) -> Result<Option<String>, Refusal> {
    text::long("deliver_to", "The place of delivery", given, DELIVER_TO_CHARACTERS_MAX)
}

pub(super) fn reference(given: Option<&str>) -> Result<Option<String>, Refusal> {
    text::line("supplier_reference", "The supplier's reference", given)
}

pub(super) fn remark(given: Option<&str>) -> Result<Option<String>, Refusal> {
    text::long("remark", "The remark", given, text::TEXT_CHARACTERS_MAX)
}

/// Items of another department than the order's: somebody else's money.
pub(super) fn warn_of_lines(
    ctx: &Ctx<'_>,
    given: &Json,
    field: &str,
    department: Department,
) -> Result<Findings, Refusal> {
    let mut found = Findings::default();
    let lines = given.get(field).and_then(Json::as_array).cloned().unwrap_or_default();
    for (index, line) in lines.iter().take(LINES_MAX).enumerate() {
        let Some(id) = given_id(line, "item")? else { continue };
        let item = ctx.facts.glance::<ShoppingItem>(id)?;
        let part = ctx.facts.glance::<Part>(item.part_id)?;
        let at = format!("{field}.{index}.item");
        if item.department != department {
            found.warn_at(
                at.clone(),
                "department",
                format!(
                    "“{}” is asked for by {}; this order is for {}.",
                    part.name,
                    item.department.word(),
                    department.word()
                ),
            );
        }
        if part.is_retired {
            found.warn_at(at, "retired", format!("{} is no longer kept.", part.name));
        }
    }
    Ok(found)
}
