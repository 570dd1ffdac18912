//! What people say of ordered units that came through no delivery: missing, or installed straight away.
//!
//! Invariant: marks never come to more than what is awaited, and of everything here only an installation, and
//! taking one back, writes spend.

use super::shopping::{Item, at_field, wanted};
use super::spending;
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::buying::lines::LineStanding;
use crate::permission::Subject;
use crate::plan::{Plan, Planned, Values, keyed_id};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{Equipment, ItemMark, MarkKind, WorkOrder};
use journal::RowId;
use serde_json::{Value as Json, json};

params! {
    /// What the form sends.
    pub struct MarkItemMissingParams {
        /// The item.
        item: Option<RowId>,
        /// The line of the order; the only one when left out.
        line: Option<RowId>,
        /// How much, in the part's unit; all that is awaited when left out.
        quantity: Option<String>,
        /// Why, 3–200 characters.
        reason: String,
    }
}

/// Says that ordered units will not come any more.
pub struct MarkItemMissing;

impl Act for MarkItemMissing {
    const NAME: &'static str = "mark_item_missing";
    const REQUIRED: &'static [&'static str] = &["item", "reason"];
    type Params = MarkItemMissingParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        form(ctx, given)
    }

    fn plan(ctx: &Ctx<'_>, params: &MarkItemMissingParams) -> Result<(Plan, Subject), Refusal> {
        let target = Target::read(ctx, Self::NAME, params.item, params.line)?;
        let quantity = target.quantity(params.quantity.as_deref())?;
        let reason = super::stock::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<ItemMark>(target.mark(MarkKind::Missing, quantity, Some(reason.clone())));
        plan.will(format!(
            "mark {} of {} as missing: {reason}",
            target.item.amount(quantity),
            target.line.order.number
        ));
        plan.leaves("the order, stock and spend");
        plan.corrected_by = Some(TakeBackMark::NAME);
        plan.offer(TakeBackMark::NAME, json!({ "mark": "$new" }));
        Ok((plan, target.subject()))
    }
}

params! {
    /// What the form sends.
    pub struct MarkItemInstalledParams {
        /// The item.
        item: Option<RowId>,
        /// The line of the order; the only one when left out.
        line: Option<RowId>,
        /// How much, in the part's unit; all that is awaited when left out.
        quantity: Option<String>,
        /// The work order it was installed for; as the item says when left out.
        work_order: Option<RowId>,
        /// The equipment it was installed in; as the item says when left out.
        equipment: Option<RowId>,
        /// A word on it, up to 200 characters.
        reason: Option<String>,
    }
}

/// Says that ordered units were fitted without going through a delivery. Posts what they cost.
pub struct MarkItemInstalled;

impl Act for MarkItemInstalled {
    const NAME: &'static str = "mark_item_installed";
    const REQUIRED: &'static [&'static str] = &["item"];
    type Params = MarkItemInstalledParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = form(ctx, given)?;
        let item = Item::read(ctx, "item", given_id(given, "item")?)?.item;
        form.set_some("work_order", item.work_order_id.map(|id| id.to_string()));
        form.set_some("equipment", item.equipment_id.map(|id| id.to_string()));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &MarkItemInstalledParams) -> Result<(Plan, Subject), Refusal> {
        let target = Target::read(ctx, Self::NAME, params.item, params.line)?;
        let quantity = target.quantity(params.quantity.as_deref())?;
        let reason = super::stock::note("reason", params.reason.as_deref())?;
        let order = params.work_order.or(target.item.item.work_order_id);
        let order = order.map(|id| ctx.facts.glance::<WorkOrder>(id)).transpose()?;
        let of_order = params.work_order.and(order.as_ref()).map(|order| order.equipment_id);
        let equipment = params.equipment.or(of_order).or(target.item.item.equipment_id);
        let equipment = equipment.map(|id| ctx.facts.glance::<Equipment>(id)).transpose()?;
        let mut plan = Plan::new(Self::NAME);
        let (work_order_id, equipment_id) = (order.as_ref().map(|o| o.id), equipment.as_ref().map(|e| e.id));
        let mark = plan.insert::<ItemMark>(
            target
                .mark(MarkKind::Installed, quantity, reason)
                .set(ItemMark::work_order_id, &work_order_id)
                .set(ItemMark::equipment_id, &equipment_id),
        );
        let place = match (&equipment, &order) {
            (Some(equipment), _) => format!(" in {}", equipment.name),
            (None, Some(order)) => format!(" for {}", order.number),
            (None, None) => String::new(),
        };
        plan.will(format!(
            "mark {} of {} as installed{place}",
            target.item.amount(quantity),
            target.line.order.number
        ));
        spending::plan_posting(
            ctx,
            &mut plan,
            mark,
            &target.item,
            &target.line,
            (quantity, work_order_id, equipment_id),
        )?;
        plan.leaves("stock: what was installed straight away never lay in stores");
        plan.corrected_by = Some(TakeBackMark::NAME);
        plan.offer(TakeBackMark::NAME, json!({ "mark": "$new" }));
        Ok((plan, target.subject()))
    }
}

/// The line that a mark is about.
struct Target {
    item: Item,
    line: LineStanding,
}

impl Target {
    fn read(ctx: &Ctx<'_>, act: &str, item: Option<RowId>, line: Option<RowId>) -> Result<Self, Refusal> {
        let item = Item::read(ctx, "item", item)?;
        item.may(ctx, act, None).map_err(at_field("item".to_owned()))?;
        let ordered = || item.lines.iter().filter(|line| line.is_ordered());
        let line = match line {
            Some(id) => ordered().find(|line| line.line.id == id).cloned().ok_or_else(|| {
                let message = format!("That line does not order “{}” any more. Choose another.", item.name());
                Refusal::field(Code::Invalid, "line", message)
            })?,
            None => {
                let mut awaited = ordered().filter(|line| line.tally().outstanding().is_positive());
                let only = awaited
                    .next()
                    .cloned()
                    .ok_or_else(|| Refusal::state(format!("Nothing more of “{}” is awaited.", item.name())))?;
                if awaited.next().is_some() {
                    return Err(Refusal::field(
                        Code::Missing,
                        "line",
                        format!("“{}” was ordered twice. Choose the order it is about.", item.name()),
                    ));
                }
                only
            }
        };
        Ok(Self { item, line })
    }

    /// Above zero, and no more than is awaited.
    fn quantity(&self, given: Option<&str>) -> Result<Quantity, Refusal> {
        let awaited = self.line.tally().outstanding();
        if !awaited.is_positive() {
            return Err(Refusal::state(format!(
                "Nothing more of “{}” is awaited.",
                self.item.name()
            )));
        }
        let Some(given) = given else { return Ok(awaited) };
        let quantity = wanted("quantity", given, &self.item.part.unit)?;
        if quantity > awaited {
            return Err(Refusal::field(
                Code::Invalid,
                "quantity",
                format!("{awaited} {} are awaited. Mark no more than that.", self.item.part.unit),
            ));
        }
        Ok(quantity)
    }

    fn mark(&self, kind: MarkKind, quantity: Quantity, reason: Option<String>) -> Values {
        Values::new()
            .set(ItemMark::item_id, &self.item.item.id)
            .set(ItemMark::line_id, &self.line.line.id)
            .set(ItemMark::kind, &kind)
            .set(ItemMark::quantity, &quantity)
            .set(ItemMark::reason, &reason)
    }

    fn subject(&self) -> Subject {
        Subject::of(self.item.item.department)
    }
}

fn form(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
    let item = Item::read(ctx, "item", given_id(given, "item")?)?;
    let mut form = Prefill::default();
    form.set("item", item.item.id.to_string());
    let wanted = given_id(given, "line")?;
    let awaited: Vec<&LineStanding> = item
        .lines
        .iter()
        .filter(|line| line.is_ordered() && line.tally().outstanding().is_positive())
        .filter(|line| wanted.is_none_or(|wanted| wanted == line.line.id))
        .collect();
    if let [only] = awaited.as_slice() {
        form.set("line", only.line.id.to_string());
        form.set("quantity", only.tally().outstanding().to_string());
    }
    form.show("part", json!({ "name": item.part.name, "unit": item.part.unit }));
    let lines: Vec<Json> = awaited
        .iter()
        .map(|line| json!({ "line": line.line.id, "order": line.order.number, "awaited": line.tally().outstanding() }))
        .collect();
    form.show("lines", lines);
    Ok(form)
}

params! {
    /// What the form sends.
    pub struct TakeBackMarkParams {
        /// The mark.
        mark: Option<RowId>,
        /// Why, 3–200 characters.
        reason: String,
    }
}

/// Takes a mark back, and with it the spend that it posted.
pub struct TakeBackMark;

impl Act for TakeBackMark {
    const NAME: &'static str = "take_back_mark";
    const REQUIRED: &'static [&'static str] = &["mark", "reason"];
    type Params = TakeBackMarkParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mark = ctx
            .facts
            .get::<ItemMark>(required_id("mark", given_id(given, "mark")?)?)?;
        let item = Item::read(ctx, "mark", Some(mark.item_id))?;
        let mut form = Prefill::default();
        form.set("mark", mark.id.to_string());
        form.show(
            "mark",
            json!({ "kind": mark.kind, "quantity": mark.quantity, "part": item.part.name, "unit": item.part.unit }),
        );
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &TakeBackMarkParams) -> Result<(Plan, Subject), Refusal> {
        let mark = ctx.facts.get::<ItemMark>(required_id("mark", params.mark)?)?;
        let item = Item::read(ctx, "mark", Some(mark.item_id))?;
        refuse_twice(ctx, &mark)?;
        item.may(ctx, Self::NAME, None)?;
        let reason = super::stock::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan.insert_keyed::<ItemMark>(
            vec![Planned::from(&mark.id)],
            Values::new()
                .set(ItemMark::item_id, &mark.item_id)
                .set(ItemMark::line_id, &mark.line_id)
                .set(ItemMark::kind, &MarkKind::TakenBack)
                .set(ItemMark::quantity, &mark.quantity)
                .set(ItemMark::reason, &Some(reason.clone()))
                .set(ItemMark::work_order_id, &mark.work_order_id)
                .set(ItemMark::equipment_id, &mark.equipment_id)
                .set(ItemMark::takes_back_id, &Some(mark.id)),
        );
        plan.will(format!(
            "take back that {} {}: {reason}",
            item.amount(mark.quantity),
            if mark.kind == MarkKind::Missing {
                "are missing"
            } else {
                "were installed"
            }
        ));
        spending::plan_reversal(ctx, &mut plan, &mark, &reason)?;
        plan.leaves("the mark itself: it stays in the record");
        let again = match mark.kind {
            MarkKind::Missing => MarkItemMissing::NAME,
            MarkKind::Installed | MarkKind::TakenBack => MarkItemInstalled::NAME,
        };
        plan.corrected_by = Some(again);
        plan.offer(again, json!({ "item": mark.item_id }));
        Ok((plan, Subject::of(item.item.department)))
    }
}

/// The id of the row that takes a mark back, whether it exists or not.
#[must_use]
pub fn taking_back_id(mark: RowId) -> RowId {
    keyed_id(ItemMark::TABLE, &[mark])
}

fn refuse_twice(ctx: &Ctx<'_>, mark: &ItemMark) -> Result<(), Refusal> {
    if mark.kind == MarkKind::TakenBack {
        return Err(Refusal::state(
            "This takes another mark back and is not taken back itself. Mark the item again.",
        ));
    }
    let Some(earlier) = ctx.facts.find::<ItemMark>(taking_back_id(mark.id))? else {
        return Ok(());
    };
    let by = match earlier.created_by {
        Some(person) => ctx.name_of(person)?,
        None => "somebody".to_owned(),
    };
    Err(Refusal::state(format!(
        "{by} took this mark back already, {}.",
        ctx.ship.format(earlier.created_at)
    )))
}
