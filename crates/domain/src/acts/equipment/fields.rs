//! What a machine or a space holds, read from a form.

use super::{AddEquipmentParams, EditEquipmentParams};
use crate::plan::Values;
use crate::refusal::Refusal;
use crate::tables::{Department, Equipment, EquipmentKind};
use crate::text::{self, Lines};
use crate::words;

/// Characters in a code.
const CODE_CHARACTERS_MAX: usize = 40;

/// A machine or a space about to be added; where it stands in the tree is put in by whoever adds it.
pub(in crate::acts) struct NewEquipment {
    pub(in crate::acts) code: String,
    pub(in crate::acts) name: String,
    pub(in crate::acts) kind: EquipmentKind,
    pub(in crate::acts) department: Department,
    pub(in crate::acts) values: Values,
}

impl NewEquipment {
    /// Reads the form; `department` is taken where the form names none.
    pub(in crate::acts) fn read(params: &AddEquipmentParams, department: Department) -> Result<Self, Refusal> {
        let code = code(&params.code)?;
        let name = name(&params.name)?;
        let department = params.department.unwrap_or(department);
        let kind = params.kind.unwrap_or(EquipmentKind::Machine);
        let line = |field: &str, label: &str, given: &Option<String>| text::line(field, label, given.as_deref());
        let values = Values::new()
            .set(Equipment::code, &code)
            .set(Equipment::name, &name)
            .set(Equipment::kind, &kind)
            .set(Equipment::system, &line("system", "The system", &params.system)?)
            .set(
                Equipment::location,
                &line("location", "The location", &params.location)?,
            )
            .set(Equipment::maker, &line("maker", "The maker", &params.maker)?)
            .set(Equipment::model, &line("model", "The model", &params.model)?)
            .set(Equipment::serial, &line("serial", "The serial number", &params.serial)?)
            .set(Equipment::criticality, &params.criticality)
            .set(Equipment::department, &department)
            .set(Equipment::has_counter, &params.has_counter)
            .set(Equipment::remark, &remark(params.remark.as_deref())?);
        Ok(Self {
            code,
            name,
            kind,
            department,
            values,
        })
    }
}

pub(in crate::acts) fn code(given: &str) -> Result<String, Refusal> {
    text::required("code", "The code", given, Lines::One, 1, CODE_CHARACTERS_MAX)
}

fn name(given: &str) -> Result<String, Refusal> {
    text::required("name", "The name", given, Lines::One, 1, text::LINE_CHARACTERS_MAX)
}

fn remark(given: Option<&str>) -> Result<Option<String>, Refusal> {
    text::long("remark", "The remark", given, text::TEXT_CHARACTERS_MAX)
}

/// The values that differ from what it holds, and how they are called.
pub(in crate::acts) fn changed_equipment(
    old: &Equipment,
    params: &EditEquipmentParams,
) -> Result<(Values, Vec<&'static str>), Refusal> {
    let mut values = Values::new();
    let mut changed = Vec::new();
    if let Some(given) = &params.code
        && values.change(Equipment::code, &old.code, &code(given)?)
    {
        changed.push("code");
    }
    if let Some(given) = &params.name
        && values.change(Equipment::name, &old.name, &name(given)?)
    {
        changed.push("name");
    }
    if let Some(kind) = params.kind
        && values.change(Equipment::kind, &old.kind, &kind)
    {
        changed.push("kind");
    }
    let lines = [
        ("system", Equipment::system, &old.system, &params.system),
        ("location", Equipment::location, &old.location, &params.location),
        ("maker", Equipment::maker, &old.maker, &params.maker),
        ("model", Equipment::model, &old.model, &params.model),
        ("serial", Equipment::serial, &old.serial, &params.serial),
    ];
    for (field, column, before, given) in lines {
        if let Some(given) = given {
            let kept = text::line(field, &words::field_label(field), Some(given))?;
            if values.change(column, before, &kept) {
                changed.push(field);
            }
        }
    }
    if params.criticality.is_some() && values.change(Equipment::criticality, &old.criticality, &params.criticality) {
        changed.push("criticality");
    }
    if let Some(department) = params.department
        && values.change(Equipment::department, &old.department, &department)
    {
        changed.push("department");
    }
    if let Some(has_counter) = params.has_counter
        && values.change(Equipment::has_counter, &old.has_counter, &has_counter)
    {
        changed.push("running-hours counter");
    }
    if params.remark.is_some() && values.change(Equipment::remark, &old.remark, &remark(params.remark.as_deref())?) {
        changed.push("remark");
    }
    Ok((values, changed))
}
