//! Saying what a row is that nobody knew.

use super::counting::form;
use super::opening::open_line;
use super::{Target, must_be_free};
use crate::act::{Act, Ctx, Prefill, params};
use crate::acts::shopping::UNIT_CHARACTERS_MAX;
use crate::acts::stock;
use crate::buying::unit;
use crate::permission::Subject;
use crate::plan::{Plan, Planned, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Part, ReceivingLine, Resolution};
use crate::text::{self, Lines};
use journal::RowId;
use serde_json::Value as Json;

params! {
    /// What the form sends: one of a line, a part, a name, or that it is ignored.
    pub struct ResolveUnknownLineParams {
        /// The row.
        line: Option<RowId>,
        /// It is that line of an order.
        order_line: Option<RowId>,
        /// It is that part.
        part: Option<RowId>,
        /// It is a part that nobody knows yet: its name, up to 200 characters.
        name: Option<String>,
        /// Its number.
        number: Option<String>,
        /// Its maker.
        maker: Option<String>,
        /// Its unit, up to 20 characters; pcs when left out.
        unit: Option<String>,
        /// It does not belong here.
        ignore: bool,
    }
}

/// Binds a row to what a person says it is. It may be said again as long as the delivery is counted.
pub struct ResolveUnknownLine;

impl Act for ResolveUnknownLine {
    const NAME: &'static str = "resolve_unknown_line";
    const REQUIRED: &'static [&'static str] = &["line"];
    type Params = ResolveUnknownLineParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let (mut form, _) = form(ctx, given)?;
        form.set("unit", "pcs");
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &ResolveUnknownLineParams) -> Result<(Plan, Subject), Refusal> {
        let target = Target::read(ctx, Self::NAME, params.line)?;
        must_be_unknown(&target)?;
        let name = params.name.as_deref().filter(|name| !name.trim().is_empty());
        let said = [
            params.order_line.is_some(),
            params.part.is_some() && params.order_line.is_none(),
            name.is_some() && params.part.is_none() && params.order_line.is_none(),
            params.ignore,
        ];
        if said.iter().filter(|said| **said).count() != 1 {
            return Err(Refusal::field(
                Code::Missing,
                "part",
                "Say one thing of this row: a line of an order, a part, a new name, or that it is ignored.",
            ));
        }
        let mut plan = Plan::new(Self::NAME);
        if let Some(id) = params.order_line {
            plan_order_line(ctx, &mut plan, &target, id)?;
        } else if let Some(id) = params.part {
            let part = ctx.facts.get::<Part>(id)?;
            must_fit(&target, &part.name, &part.unit)?;
            bind(ctx, &mut plan, &target, &part, bound(Resolution::Part))?;
            plan.will(format!("say that “{}” is {} {}", target.name(), part.number, part.name));
        } else if let Some(name) = name {
            plan_candidate(&mut plan, &target, name, params)?;
        } else {
            target.write(
                &mut plan,
                bound(Resolution::Ignored).set(ReceivingLine::part_id, &None::<RowId>),
            );
            plan.will(format!("ignore “{}”: nothing of it is received", target.name()));
        }
        plan.leaves("the tick, and stock and spend until the delivery is committed");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, target.subject()))
    }
}

/// A row that a person knew when they added it, or that came of an order, says what it is.
fn must_be_unknown(target: &Target) -> Result<(), Refusal> {
    let line = &target.row.line;
    if line.part_id.is_none() || line.resolution.is_some() {
        return Ok(());
    }
    Err(Refusal::state(format!(
        "Row {} is “{}” and needs no other answer. Leave it without a tick, and add the right row.",
        line.position,
        target.name()
    )))
}

/// What a row is bound to, written whole so that nothing of an earlier answer stays.
fn bound(resolution: Resolution) -> Values {
    Values::new()
        .set(ReceivingLine::order_line_id, &None::<RowId>)
        .set(ReceivingLine::item_id, &None::<RowId>)
        .set(ReceivingLine::resolution, &Some(resolution))
}

fn must_fit(target: &Target, name: &str, of_unit: &str) -> Result<(), Refusal> {
    let line = &target.row.line;
    let figures = target.row.discrepancies.iter().map(|wrong| wrong.quantity);
    let mut figures = figures.chain([line.delivered, target.row.installed()]);
    if figures.all(|figure: Quantity| unit::fits(of_unit, figure)) {
        return Ok(());
    }
    Err(Refusal::field(
        Code::Invalid,
        "part",
        format!("“{name}” is counted in {of_unit}, in whole numbers. Change what was counted first."),
    ))
}

fn bind(ctx: &Ctx<'_>, plan: &mut Plan, target: &Target, part: &Part, values: Values) -> Result<(), Refusal> {
    let place = match target.row.line.location_id {
        Some(place) => Some(place),
        None => stock::likely_place(ctx.facts, part.id)?,
    };
    let mut values = values.set(ReceivingLine::part_id, &Some(part.id));
    values.change(ReceivingLine::location_id, &target.row.line.location_id, &place);
    target.write(plan, values);
    Ok(())
}

fn plan_order_line(ctx: &Ctx<'_>, plan: &mut Plan, target: &Target, id: RowId) -> Result<(), Refusal> {
    let line = open_line(ctx, id)?;
    must_be_free(ctx, target.session.id, id, Some(target.row.line.id))?;
    let part = ctx.facts.get::<Part>(line.line.part_id)?;
    must_fit(target, &part.name, &part.unit)?;
    let values = Values::new()
        .set(ReceivingLine::order_line_id, &Some(id))
        .set(ReceivingLine::item_id, &Some(line.line.item_id))
        .set(ReceivingLine::resolution, &Some(Resolution::OrderLine))
        .set(ReceivingLine::expected, &Some(line.tally().outstanding()));
    bind(ctx, plan, target, &part, values)?;
    plan.will(format!(
        "say that “{}” is {} of {}",
        target.name(),
        part.name,
        line.order.number
    ));
    Ok(())
}

fn plan_candidate(
    plan: &mut Plan,
    target: &Target,
    name: &str,
    params: &ResolveUnknownLineParams,
) -> Result<(), Refusal> {
    let name = text::required("name", "The name", name, Lines::One, 1, text::LINE_CHARACTERS_MAX)?;
    let number = text::line("number", "The part number", params.number.as_deref())?.unwrap_or_default();
    let maker = text::line("maker", "The maker", params.maker.as_deref())?;
    let of_unit = params
        .unit
        .as_deref()
        .filter(|unit| !unit.trim().is_empty())
        .unwrap_or("pcs");
    let of_unit = text::required("unit", "The unit", of_unit, Lines::One, 1, UNIT_CHARACTERS_MAX)?;
    must_fit(target, &name, &of_unit)?;
    let part = plan.insert::<Part>(
        Values::new()
            .set(Part::number, &number)
            .set(Part::name, &name)
            .set(Part::maker, &maker)
            .set(Part::unit, &of_unit)
            .set(Part::department, &target.session.department)
            .set(Part::is_retired, &false)
            .set(Part::is_candidate, &Some(true)),
    );
    target.write(
        plan,
        bound(Resolution::Candidate).plan(ReceivingLine::part_id, Planned::NewRow(part)),
    );
    plan.will(format!(
        "add “{name}” as a candidate part, to be verified by a head of department, and say that the row is it"
    ));
    Ok(())
}
