//! A work order's checklist: add, copy from an earlier work order, tick.

use super::work_orders::{given_order, open_order, start_with, subject};
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::{ChecklistItem, WorkOrder};
use crate::{text, words};
use journal::RowId;
use serde_json::{Value as Json, json};

/// Lines of one checklist.
pub const CHECKLIST_LINES_MAX: usize = 200;
/// Characters of one line.
const LINE_CHARACTERS_MAX: usize = 500;
/// Earlier work orders offered for copying.
const EARLIER_MAX: usize = 10;

params! {
    /// What the form sends.
    pub struct AddChecklistParams {
        /// The work order.
        work_order: Option<RowId>,
        /// One line of the checklist per line of text.
        lines: String,
    }
}

/// Adds lines to the checklist.
pub struct AddChecklistItem;

impl Act for AddChecklistItem {
    const NAME: &'static str = "add_checklist_item";
    const REQUIRED: &'static [&'static str] = &["work_order", "lines"];
    type Params = AddChecklistParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("work_order", given_order(ctx, given)?.id.to_string());
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &AddChecklistParams) -> Result<(Plan, Subject), Refusal> {
        let order = open_order(ctx, params.work_order, "its checklist stays as it is")?;
        let mut lines = Vec::new();
        for given in params.lines.lines() {
            if let Some(line) = text::clean("lines", "A line", given, text::Lines::One, LINE_CHARACTERS_MAX)? {
                lines.push(line);
            }
        }
        let mut plan = Plan::new(Self::NAME);
        append(ctx, &mut plan, &order, &lines)?;
        plan.corrected_by = Some(Self::NAME);
        plan.offer(Self::NAME, json!({ "work_order": order.id.to_string() }));
        Ok((plan, subject(&order)))
    }
}

fn append(ctx: &Ctx<'_>, plan: &mut Plan, order: &WorkOrder, lines: &[String]) -> Result<(), Refusal> {
    let existing = ctx.facts.by::<ChecklistItem>(ChecklistItem::work_order_id, order.id)?;
    if lines.is_empty() {
        return Err(Refusal::field(
            Code::Missing,
            "lines",
            "There is no line to add. Write at least one.",
        ));
    }
    if existing.len() + lines.len() > CHECKLIST_LINES_MAX {
        return Err(Refusal::field(
            Code::Invalid,
            "lines",
            format!("A checklist holds at most {CHECKLIST_LINES_MAX} lines. Split the work."),
        ));
    }
    let last = existing.iter().map(|item| item.position).max().unwrap_or(0);
    for (position, line) in (last + 1..).zip(lines) {
        plan.insert::<ChecklistItem>(
            Values::new()
                .set(ChecklistItem::work_order_id, &order.id)
                .set(ChecklistItem::position, &position)
                .set(ChecklistItem::text, line)
                .set(ChecklistItem::is_ticked, &false),
        );
    }
    plan.will(format!(
        "add {} to the checklist of {}",
        words::count(lines.len(), "line", "lines"),
        order.number
    ));
    plan.leaves(format!("the state of {}", order.number));
    Ok(())
}

params! {
    /// What the form sends.
    pub struct CopyChecklistParams {
        /// The work order that gets the lines.
        work_order: Option<RowId>,
        /// The earlier work order they come from.
        from: Option<RowId>,
    }
}

/// Copies the lines (not the ticks) of an earlier work order on the same equipment.
pub struct CopyChecklist;

impl Act for CopyChecklist {
    const NAME: &'static str = "copy_checklist";
    const REQUIRED: &'static [&'static str] = &["work_order", "from"];
    type Params = CopyChecklistParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let order = given_order(ctx, given)?;
        let mut form = Prefill::default();
        form.set("work_order", order.id.to_string());
        let earlier = earlier_with_checklist(ctx, &order)?;
        if let [(only, _)] = earlier.as_slice() {
            form.set("from", only.id.to_string());
        }
        let choices: Vec<Json> = earlier
            .iter()
            .map(|(o, lines)| {
                json!({ "id": o.id, "label": format!("{} {} ({})", o.number, o.title, words::count(*lines, "line", "lines")) })
            })
            .collect();
        form.show("earlier", choices);
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &CopyChecklistParams) -> Result<(Plan, Subject), Refusal> {
        let order = open_order(ctx, params.work_order, "its checklist stays as it is")?;
        let from = ctx.facts.get::<WorkOrder>(required_id("from", params.from)?)?;
        if from.equipment_id != order.equipment_id {
            return Err(Refusal::field(
                Code::Invalid,
                "from",
                format!(
                    "{} is for other equipment. Choose one of the same equipment.",
                    from.number
                ),
            ));
        }
        let mut items = ctx.facts.by::<ChecklistItem>(ChecklistItem::work_order_id, from.id)?;
        items.sort_by_key(|item| item.position);
        let lines: Vec<String> = items.into_iter().map(|item| item.text).collect();
        if lines.is_empty() {
            return Err(Refusal::field(
                Code::Invalid,
                "from",
                format!("{} has no checklist.", from.number),
            ));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.keep("from", from.id.to_string());
        append(ctx, &mut plan, &order, &lines)?;
        plan.leaves(format!("ticks and remarks of {} are not copied", from.number));
        plan.corrected_by = Some(AddChecklistItem::NAME);
        Ok((plan, subject(&order)))
    }
}

fn earlier_with_checklist(ctx: &Ctx<'_>, order: &WorkOrder) -> Result<Vec<(WorkOrder, usize)>, Refusal> {
    let mut earlier = Vec::new();
    let same = ctx
        .facts
        .glance_by::<WorkOrder>(WorkOrder::equipment_id, &order.equipment_id.to_value())?;
    for other in same.into_iter().filter(|other| other.id != order.id) {
        let items = ctx
            .facts
            .glance_by::<ChecklistItem>(ChecklistItem::work_order_id, &other.id.to_value())?;
        if !items.is_empty() {
            earlier.push((other, items.len()));
        }
        if earlier.len() == EARLIER_MAX {
            break;
        }
    }
    Ok(earlier)
}

params! {
    /// What a tick sends.
    pub struct TickParams {
        /// The line.
        item: Option<RowId>,
        /// Ticked, or the tick taken back.
        ticked: Option<bool>,
        /// A reading or remark, up to 500 characters.
        remark: Option<String>,
    }
}

/// Ticks a line, or takes the tick back. The first tick starts the work.
pub struct TickChecklist;

impl Act for TickChecklist {
    const NAME: &'static str = "tick_checklist";
    const REQUIRED: &'static [&'static str] = &["item", "ticked"];
    type Params = TickParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let item = ctx
            .facts
            .get::<ChecklistItem>(required_id("item", given_id(given, "item")?)?)?;
        let mut form = Prefill::default();
        form.set("item", item.id.to_string());
        form.set("ticked", true);
        form.set_some("remark", item.remark);
        form.show("text", item.text);
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &TickParams) -> Result<(Plan, Subject), Refusal> {
        let item = ctx.facts.get::<ChecklistItem>(required_id("item", params.item)?)?;
        let order = open_order(ctx, Some(item.work_order_id), "its checklist stays as it is")?;
        let ticked = crate::act::required_choice("ticked", params.ticked)?;
        let remark = match &params.remark {
            Some(given) => text::clean("remark", "The remark", given, text::Lines::One, LINE_CHARACTERS_MAX)?,
            None => item.remark.clone(),
        };
        if ticked == item.is_ticked && remark == item.remark {
            let state = if ticked { "ticked" } else { "not ticked" };
            return Err(Refusal::state(format!(
                "“{}” is {state} already.",
                text::shortened(&item.text, 60)
            )));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.update::<ChecklistItem>(
            item.id,
            Values::new()
                .set(ChecklistItem::is_ticked, &ticked)
                .set(ChecklistItem::ticked_by, &ticked.then_some(ctx.authority().id))
                .set(ChecklistItem::ticked_at, &ticked.then_some(ctx.now))
                .set(ChecklistItem::remark, &remark),
        );
        let line = text::shortened(&item.text, 80);
        plan.will(if ticked {
            format!("tick “{line}”")
        } else {
            format!("take back the tick of “{line}”")
        });
        if ticked {
            start_with(&mut plan, &order, "first_tick");
        }
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, subject(&order)))
    }
}
