//! Rows of spare-part lists: known by equipment, part and position.

use super::draft::Draft;
use super::{RowImport, RowState, Told, tree};
use crate::act::{Ctx, params};
use crate::acts::equipment::code;
use crate::acts::parts::number;
use crate::plan::Values;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Equipment, EquipmentPart, Part};
use crate::text;

params! {
    /// One row; what is left out or empty stays as it is.
    pub struct SparePartRow {
        /// The row's number in the file.
        row: u32,
        /// Code of the equipment.
        equipment: String,
        /// Number of the part.
        part: String,
        /// Maker of the part, where several have that number.
        maker: Option<String>,
        /// How many are fitted, in the part's unit.
        quantity_fitted: Option<String>,
        /// Where it sits; where the list names positions an empty one says that there is none.
        position: Option<String>,
    }
}

pub(super) struct OfSpareParts;

impl RowImport for OfSpareParts {
    const ACTION: &'static str = "import_spare_parts";
    type Row = SparePartRow;

    fn number(row: &SparePartRow) -> u32 {
        row.row
    }

    fn plan_row(ctx: &Ctx<'_>, row: &SparePartRow, draft: &mut Draft<'_>) -> Result<Told, Refusal> {
        let equipment = equipment(ctx, row)?;
        let part = part(ctx, row)?;
        let position = text::line("position", "The position", row.position.as_deref())?;
        let fitted = match row
            .quantity_fitted
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
        {
            None => None,
            given => Some(crate::acts::part_lines::positive("quantity_fitted", given)?),
        };
        let at = position
            .as_ref()
            .map_or(String::new(), |position| format!(" at {position}"));
        let maker = part.maker.as_deref().unwrap_or_default();
        let what = format!("{} {maker} on {}{at}", part.number, equipment.code).replace("  ", " ");
        draft.seen.once("part", &what)?;
        let known = known_line(ctx, row, &equipment, &part, position.as_ref(), draft)?;
        let label = format!(
            "{} {} – {} {}{at}",
            equipment.code, equipment.name, part.number, part.name
        );
        let told = match known {
            Some(old) => changed(&equipment, label, &old, fitted, draft),
            None => {
                draft.plan.insert::<EquipmentPart>(
                    Values::new()
                        .set(EquipmentPart::equipment_id, &equipment.id)
                        .set(EquipmentPart::part_id, &part.id)
                        .set(EquipmentPart::quantity_fitted, &fitted)
                        .set(EquipmentPart::position, &position)
                        .set(EquipmentPart::is_unlinked, &false),
                );
                draft.need("link_part", equipment.department);
                Told {
                    writes: vec![format!(
                        "put {} {} on the spare-part list of {}{at}",
                        part.number, part.name, equipment.name
                    )],
                    label,
                    state: RowState::New,
                    notes: retired_ends(&equipment, &part),
                }
            }
        };
        draft.seen.note(what, row.row);
        Ok(told)
    }
}

fn equipment(ctx: &Ctx<'_>, row: &SparePartRow) -> Result<Equipment, Refusal> {
    let code = code(&row.equipment)?;
    match tree::of_code(ctx, &code)? {
        Some(known) => Ok(known),
        None => Err(Refusal::field(
            Code::NotFound,
            "equipment",
            format!("There is no equipment with the code {code}. Import the equipment first."),
        )),
    }
}

fn part(ctx: &Ctx<'_>, row: &SparePartRow) -> Result<Part, Refusal> {
    let number = number(&row.part)?;
    let maker = row.maker.as_deref().map(str::trim).filter(|maker| !maker.is_empty());
    // A list that names makers means the part without one first, and else whichever has the number.
    let without = match (&row.maker, maker) {
        (Some(_), None) => super::parts::known_part(ctx, &number, Some(""), None)?,
        _ => None,
    };
    let known = match without {
        Some(part) => Some(part),
        None => super::parts::known_part(ctx, &number, maker, None)?,
    };
    known.ok_or_else(|| {
        let of = maker.map_or(String::new(), |maker| format!(" of {maker}"));
        Refusal::field(
            Code::NotFound,
            "part",
            format!("There is no part with the number {number}{of}. Import the parts first."),
        )
    })
}

/// What is no longer used stays on its lists: they say what was fitted.
fn retired_ends(equipment: &Equipment, part: &Part) -> Vec<String> {
    let ends = [
        (equipment.is_retired, &equipment.code, &equipment.name),
        (part.is_retired, &part.number, &part.name),
    ];
    let retired = ends.into_iter().filter(|(is_retired, ..)| *is_retired);
    retired
        .map(|(_, code, name)| format!("{code} {name} is retired."))
        .collect()
}

/// The line of the list that the row speaks of.
fn known_line(
    ctx: &Ctx<'_>,
    row: &SparePartRow,
    equipment: &Equipment,
    part: &Part,
    position: Option<&String>,
    draft: &mut Draft<'_>,
) -> Result<Option<EquipmentPart>, Refusal> {
    let lines = draft.lines(ctx.facts, equipment.id)?;
    let mut same = lines.iter().filter(|line| line.part_id == part.id);
    if row.position.is_some() {
        return Ok(same.find(|line| line.position.as_ref() == position).cloned());
    }
    match (same.next(), same.next()) {
        (_, Some(_)) => Err(Refusal::field(
            Code::Invalid,
            "position",
            format!(
                "{} stands several times on the spare-part list of {}. Name the position.",
                part.number, equipment.name
            ),
        )),
        (line, None) => Ok(line.cloned()),
    }
}

fn changed(
    equipment: &Equipment,
    label: String,
    old: &EquipmentPart,
    fitted: Option<Quantity>,
    draft: &mut Draft<'_>,
) -> Told {
    let mut values = Values::new();
    let differs = fitted.is_some() && values.change(EquipmentPart::quantity_fitted, &old.quantity_fitted, &fitted);
    if !differs {
        return Told {
            label,
            state: RowState::Same,
            writes: Vec::new(),
            notes: Vec::new(),
        };
    }
    draft.plan.update::<EquipmentPart>(old.id, values);
    draft.need("link_part", equipment.department);
    draft.need("unlink_part", equipment.department);
    Told {
        writes: vec![format!("change the quantity fitted of {label}")],
        label,
        state: RowState::Changed,
        notes: Vec::new(),
    }
}
