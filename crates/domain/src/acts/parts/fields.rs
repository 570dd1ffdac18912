//! What a part holds, read from a form.

use super::levels::{Levels, edit_levels, level};
use super::{AddStorePartParams, EditPartParams};
use crate::plan::Values;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Department, Part};
use crate::text::{self, Lines};

/// Characters in a unit.
const UNIT_CHARACTERS_MAX: usize = 20;

/// A part about to be added.
pub(in crate::acts) struct NewPart {
    pub(in crate::acts) number: String,
    pub(in crate::acts) name: String,
    pub(in crate::acts) unit: String,
    pub(in crate::acts) department: Department,
    pub(in crate::acts) values: Values,
}

impl NewPart {
    /// Reads the form; `department` is taken where the form names none.
    pub(in crate::acts) fn read(params: &AddStorePartParams, department: Department) -> Result<Self, Refusal> {
        let number = number(&params.number)?;
        let name = name(&params.name)?;
        let unit = unit(params.unit.as_deref().unwrap_or("pcs"))?;
        let department = params.department.unwrap_or(department);
        let levels = Levels::read(
            params.minimum.as_deref(),
            params.critical.as_deref(),
            params.maximum.as_deref(),
        )?;
        let line = |field: &str, label: &str, given: &Option<String>| text::line(field, label, given.as_deref());
        let values = Values::new()
            .set(Part::number, &number)
            .set(Part::name, &name)
            .set(
                Part::other_numbers,
                &line("other_numbers", "Other numbers", &params.other_numbers)?,
            )
            .set(Part::maker, &line("maker", "The maker", &params.maker)?)
            .set(Part::unit, &unit)
            .set(Part::category, &line("category", "The category", &params.category)?)
            .set(Part::department, &department)
            .set(Part::minimum, &levels.minimum)
            .set(Part::critical, &levels.critical)
            .set(Part::maximum, &levels.maximum)
            .set(Part::barcode, &line("barcode", "The barcode", &params.barcode)?)
            .set(Part::remark, &remark(&params.remark)?);
        Ok(Self {
            number,
            name,
            unit,
            department,
            values,
        })
    }
}

fn remark(given: &Option<String>) -> Result<Option<String>, Refusal> {
    text::long("remark", "The remark", given.as_deref(), text::TEXT_CHARACTERS_MAX)
}

pub(in crate::acts) fn number(given: &str) -> Result<String, Refusal> {
    text::required(
        "number",
        "The part number",
        given,
        Lines::One,
        1,
        text::LINE_CHARACTERS_MAX,
    )
}

fn name(given: &str) -> Result<String, Refusal> {
    text::required("name", "The name", given, Lines::One, 1, text::LINE_CHARACTERS_MAX)
}

fn unit(given: &str) -> Result<String, Refusal> {
    text::required("unit", "The unit", given, Lines::One, 1, UNIT_CHARACTERS_MAX)
}

/// A first count of zero or more; zero writes no movement.
pub(in crate::acts) fn first_count(given: Option<&str>, has_place: bool) -> Result<Option<Quantity>, Refusal> {
    let Some(count) = level("first_count", "The first count", given)? else {
        return Ok(None);
    };
    if !has_place && count.is_positive() {
        return Err(Refusal::field(
            Code::Missing,
            "location",
            "Choose the place where the counted parts lie.",
        ));
    }
    Ok(Some(count).filter(|count| count.is_positive()))
}

/// The values that differ from what the part holds, and how they are called.
pub(in crate::acts) fn changed_part(
    old: &Part,
    params: &EditPartParams,
) -> Result<(Values, Vec<&'static str>), Refusal> {
    let mut changed = Vec::new();

    let mut values = Values::new();
    // A candidate part may go on without a number; what has one keeps one.
    let stays_unknown = |given: &str| old.awaits_promotion() && old.number.is_empty() && given.trim().is_empty();
    if let Some(given) = &params.number
        && !stays_unknown(given)
        && values.change(Part::number, &old.number, &number(given)?)
    {
        changed.push("number");
    }
    if let Some(given) = &params.name
        && values.change(Part::name, &old.name, &name(given)?)
    {
        changed.push("name");
    }
    if let Some(given) = &params.unit
        && values.change(Part::unit, &old.unit, &unit(given)?)
    {
        changed.push("unit");
    }
    let lines = [
        (
            "other_numbers",
            "other numbers",
            Part::other_numbers,
            &old.other_numbers,
            &params.other_numbers,
        ),
        ("maker", "maker", Part::maker, &old.maker, &params.maker),
        ("category", "category", Part::category, &old.category, &params.category),
        ("barcode", "barcode", Part::barcode, &old.barcode, &params.barcode),
    ];
    for (field, label, column, before, given) in lines {
        if let Some(given) = given
            && values.change(
                column,
                before,
                &text::line(field, &format!("The {label}"), Some(given))?,
            )
        {
            changed.push(label);
        }
    }
    if let Some(department) = params.department
        && values.change(Part::department, &old.department, &department)
    {
        changed.push("department");
    }
    edit_levels(params, old, &mut values, &mut changed)?;
    if params.remark.is_some() {
        let remark = text::long(
            "remark",
            "The remark",
            params.remark.as_deref(),
            text::TEXT_CHARACTERS_MAX,
        )?;
        if values.change(Part::remark, &old.remark, &remark) {
            changed.push("remark");
        }
    }
    Ok((values, changed))
}
