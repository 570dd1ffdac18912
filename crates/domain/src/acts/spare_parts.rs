//! Spare-part lists: which parts fit which equipment.

use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::{Equipment, EquipmentPart, Part};
use crate::text;
use journal::RowId;
use serde_json::{Value as Json, json};

params! {
    /// What the form sends.
    pub struct LinkPartParams {
        /// The equipment.
        equipment: Option<RowId>,
        /// The part.
        part: Option<RowId>,
        /// How many are fitted, in the part's unit; optional.
        quantity_fitted: Option<String>,
        /// Where it sits.
        position: Option<String>,
    }
}

/// Puts a part on an equipment's spare-part list.
pub struct LinkPart;

impl Act for LinkPart {
    const NAME: &'static str = "link_part";
    const REQUIRED: &'static [&'static str] = &["equipment", "part"];
    type Params = LinkPartParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        if let Some(id) = given_id(given, "equipment")? {
            form.set("equipment", ctx.facts.glance::<Equipment>(id)?.id.to_string());
        }
        if let Some(id) = given_id(given, "part")? {
            form.set("part", ctx.facts.glance::<Part>(id)?.id.to_string());
        }
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let (Some(equipment), Some(part)) = (given_id(given, "equipment")?, given_id(given, "part")?) else {
            return Ok(found);
        };
        let lines = ctx
            .facts
            .glance_by::<EquipmentPart>(EquipmentPart::equipment_id, &equipment.to_value())?;
        for line in lines
            .into_iter()
            .filter(|line| line.part_id == part && !line.is_unlinked)
        {
            let position = line
                .position
                .map_or("without a position".to_owned(), |p| format!("at {p}"));
            found.duplicates.push(Duplicate {
                table: "pms_equipment_parts".to_owned(),
                id: line.id,
                label: ctx.facts.glance::<Part>(part)?.name,
                text: format!("on the list already, {position}"),
                view_first: false,
            });
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &LinkPartParams) -> Result<(Plan, Subject), Refusal> {
        let equipment = ctx
            .facts
            .get::<Equipment>(required_id("equipment", params.equipment)?)?;
        let part = ctx.facts.get::<Part>(required_id("part", params.part)?)?;
        if part.is_retired {
            let message = format!("{} is retired. Choose a part that is kept.", part.name);
            return Err(Refusal::field(Code::Invalid, "part", message));
        }
        let fitted = match params
            .quantity_fitted
            .as_deref()
            .map(str::trim)
            .filter(|t| !t.is_empty())
        {
            None => None,
            given => Some(super::part_lines::positive("quantity_fitted", given)?),
        };
        let position = text::line("position", "The position", params.position.as_deref())?;
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<EquipmentPart>(
            Values::new()
                .set(EquipmentPart::equipment_id, &equipment.id)
                .set(EquipmentPart::part_id, &part.id)
                .set(EquipmentPart::quantity_fitted, &fitted)
                .set(EquipmentPart::position, &position)
                .set(EquipmentPart::is_unlinked, &false),
        );
        plan.will(format!(
            "put {} {} on the spare-part list of {}",
            part.number, part.name, equipment.name
        ));
        plan.leaves("stock");
        plan.corrected_by = Some(UnlinkPart::NAME);
        plan.offer(Self::NAME, json!({ "equipment": equipment.id.to_string() }));
        Ok((plan, Subject::of(equipment.department)))
    }
}

params! {
    /// What the form sends.
    pub struct UnlinkPartParams {
        /// The line of the spare-part list.
        line: Option<RowId>,
    }
}

/// Takes a part off a spare-part list.
pub struct UnlinkPart;

impl Act for UnlinkPart {
    const NAME: &'static str = "unlink_part";
    const REQUIRED: &'static [&'static str] = &["line"];
    type Params = UnlinkPartParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let line = ctx
            .facts
            .get::<EquipmentPart>(required_id("line", given_id(given, "line")?)?)?;
        let mut form = Prefill::default();
        form.set("line", line.id.to_string());
        form.show("part", ctx.facts.glance::<Part>(line.part_id)?.name);
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &UnlinkPartParams) -> Result<(Plan, Subject), Refusal> {
        let line = ctx.facts.get::<EquipmentPart>(required_id("line", params.line)?)?;
        let part = ctx.facts.glance::<Part>(line.part_id)?;
        let equipment = ctx.facts.glance::<Equipment>(line.equipment_id)?;
        if line.is_unlinked {
            return Err(Refusal::state(format!("{} is off that list already.", part.name)));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.update::<EquipmentPart>(line.id, Values::new().set(EquipmentPart::is_unlinked, &true));
        plan.will(format!(
            "take {} {} off the spare-part list of {}",
            part.number, part.name, equipment.name
        ));
        plan.leaves("the part itself, and stock");
        plan.corrected_by = Some(LinkPart::NAME);
        Ok((plan, Subject::of(equipment.department)))
    }
}
