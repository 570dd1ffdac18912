//! Minimum, critical and maximum of a part.

use super::EditPartParams;
use crate::plan::Values;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::Part;

/// An optional quantity of zero or more.
pub(super) fn level(field: &str, label: &str, given: Option<&str>) -> Result<Option<Quantity>, Refusal> {
    let Some(text) = given.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let level: Quantity = text
        .parse()
        .map_err(|error| Refusal::field(Code::Invalid, field, format!("{label}: {error}")))?;
    if level < Quantity::ZERO {
        return Err(Refusal::field(
            Code::Invalid,
            field,
            format!("{label} cannot be less than 0."),
        ));
    }
    Ok(Some(level))
}

/// Minimum, critical and maximum, which must not contradict each other.
pub(super) struct Levels {
    pub(super) minimum: Option<Quantity>,
    pub(super) critical: Option<Quantity>,
    pub(super) maximum: Option<Quantity>,
}

impl Levels {
    pub(super) fn read(minimum: Option<&str>, critical: Option<&str>, maximum: Option<&str>) -> Result<Self, Refusal> {
        Self {
            minimum: level("minimum", "The minimum", minimum)?,
            critical: level("critical", "The critical level", critical)?,
            maximum: level("maximum", "The maximum", maximum)?,
        }
        .checked()
    }

    fn checked(self) -> Result<Self, Refusal> {
        let above = |low: Option<Quantity>, high: Option<Quantity>| low.zip(high).is_some_and(|(l, h)| l > h);
        if above(self.critical, self.minimum) {
            return Err(Refusal::field(
                Code::Invalid,
                "critical",
                "The critical level cannot be above the minimum.",
            ));
        }
        if above(self.minimum, self.maximum) {
            return Err(Refusal::field(
                Code::Invalid,
                "maximum",
                "The maximum cannot be below the minimum.",
            ));
        }
        Ok(self)
    }
}

/// Plans the levels that differ.
pub(super) fn edit_levels(
    params: &EditPartParams,
    old: &Part,
    values: &mut Values,
    changed: &mut Vec<&'static str>,
) -> Result<(), Refusal> {
    let pick = |field: &str, label: &str, given: &Option<String>, before: Option<Quantity>| match given {
        Some(text) => level(field, label, Some(text)),
        None => Ok(before),
    };
    let levels = Levels {
        minimum: pick("minimum", "The minimum", &params.minimum, old.minimum)?,
        critical: pick("critical", "The critical level", &params.critical, old.critical)?,
        maximum: pick("maximum", "The maximum", &params.maximum, old.maximum)?,
    }
    .checked()?;
    if values.change(Part::minimum, &old.minimum, &levels.minimum) {
        changed.push("minimum");
    }
    if values.change(Part::critical, &old.critical, &levels.critical) {
        changed.push("critical level");
    }
    if values.change(Part::maximum, &old.maximum, &levels.maximum) {
        changed.push("maximum");
    }
    Ok(())
}
