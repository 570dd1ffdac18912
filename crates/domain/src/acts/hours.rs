//! Running hours: one grid for all counters, and the reading of a completion.

use super::faults::FUTURE_TOLERANCE_MINUTES;
use crate::act::{Act, Ctx, Prefill, params, required_id};
use crate::facts::Stretch;
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Findings, Plan, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Equipment, RunningHours};
use crate::time::Instant;
use journal::RowId;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value as Json, json};

/// Readings of one sheet.
pub const READINGS_MAX: usize = 500;

/// One counter of the grid.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Reading {
    /// The machine.
    pub equipment: Option<RowId>,
    /// The counter, in hours.
    pub hours: Option<String>,
    /// The person saw that it is lower, or more than 24 h a day, and went on.
    pub confirmed: bool,
}

params! {
    /// What the grid sends.
    pub struct RecordHoursParams {
        /// The counters that were read; empty rows are left out.
        readings: Vec<Reading>,
        /// When they were read; now when left out.
        read_at: Option<Instant>,
    }
}

/// Records readings of counters.
pub struct RecordRunningHours;

impl Act for RecordRunningHours {
    const NAME: &'static str = "record_running_hours";
    const REQUIRED: &'static [&'static str] = &["readings"];
    type Params = RecordHoursParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        // The grid hands over what was typed there when the readings must be signed.
        let mut form = Prefill::default();
        form.set("read_at", given_at(ctx, given, "read_at")?.to_string());
        form.set("readings", given.get("readings").cloned().unwrap_or_else(|| json!([])));
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let at = given_at(ctx, given, "read_at")?;
        for reading in given
            .get("readings")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .take(READINGS_MAX)
        {
            let id = crate::act::given_id(reading, "equipment")?;
            let hours = reading.get("hours").and_then(Json::as_str).unwrap_or_default();
            if let (Some(id), Ok(hours)) = (id, hours.parse::<Quantity>())
                && let Some(doubt) = doubt(ctx, id, hours, at)?
            {
                found.warn(&id.to_string(), doubt);
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &RecordHoursParams) -> Result<(Plan, Subject), Refusal> {
        let at = params.read_at.unwrap_or(ctx.now);
        if at > ctx.now.plus_minutes(FUTURE_TOLERANCE_MINUTES) {
            return Err(Refusal::field(
                Code::Invalid,
                "read_at",
                "The counters cannot have been read in the future. Correct the time.",
            ));
        }
        if params.readings.len() > READINGS_MAX {
            return Err(Refusal::field(
                Code::Invalid,
                "readings",
                "At most 500 readings in one sheet.",
            ));
        }
        let mut plan = Plan::new(Self::NAME);
        let mut department = None;
        for (index, reading) in params.readings.iter().enumerate() {
            let field = format!("readings.{index}.hours");
            if !is_filled(reading) {
                continue;
            }
            let text = reading.hours.as_deref().unwrap_or_default().trim();
            let id = required_id(&format!("readings.{index}.equipment"), reading.equipment)?;
            let equipment = ctx.facts.glance::<Equipment>(id)?;
            if params.readings[..index]
                .iter()
                .any(|other| other.equipment == Some(id) && is_filled(other))
            {
                let message = format!("{} stands in this sheet twice. Keep one reading.", equipment.name);
                return Err(Refusal::field(Code::Invalid, &field, message));
            }
            let hours: Quantity = text
                .parse()
                .map_err(|e| Refusal::field(Code::Invalid, &field, format!("{}: {e}", equipment.name)))?;
            if hours < Quantity::ZERO {
                let message = format!("{}: a counter cannot be below 0.", equipment.name);
                return Err(Refusal::field(Code::Invalid, &field, message));
            }
            department = department.or(Some(equipment.department));
            plan_reading(ctx, &mut plan, &equipment, hours, at, None, reading.confirmed)?;
        }
        if plan.changes.is_empty() {
            return Err(Refusal::field(
                Code::Missing,
                "readings",
                "No counter was filled in. Write at least one reading.",
            ));
        }
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, department.map_or_else(Subject::vessel, Subject::of)))
    }
}

/// The moment in a field of an incomplete form; now when absent.
pub(super) fn given_at(ctx: &Ctx<'_>, given: &Json, field: &str) -> Result<Instant, Refusal> {
    match given.get(field).and_then(Json::as_str).filter(|text| !text.is_empty()) {
        None => Ok(ctx.now),
        Some(text) => Instant::parse(text).map_err(|e| Refusal::field(Code::Invalid, field, e.to_string())),
    }
}

/// Whether a row of the grid was filled in.
fn is_filled(reading: &Reading) -> bool {
    reading.hours.as_deref().is_some_and(|text| !text.trim().is_empty())
}

/// The last reading of a counter by the time it was read.
pub(super) fn last_reading(ctx: &Ctx<'_>, equipment: RowId) -> Result<Option<RunningHours>, Refusal> {
    last_within(ctx, equipment, &Stretch::all(RunningHours::read_at))
}

fn last_within(ctx: &Ctx<'_>, equipment: RowId, stretch: &Stretch) -> Result<Option<RunningHours>, Refusal> {
    let equipment = equipment.to_value();
    let last = ctx
        .facts
        .glance_within::<RunningHours>(RunningHours::equipment_id, &equipment, stretch, 1)?;
    Ok(last.into_iter().next())
}

/// Why a reading is doubtful: lower than the last one, or more than 24 hours a day since.
pub(super) fn doubt(ctx: &Ctx<'_>, equipment: RowId, hours: Quantity, at: Instant) -> Result<Option<String>, Refusal> {
    let before = Stretch {
        until: Some(at),
        ..Stretch::all(RunningHours::read_at)
    };
    let name = ctx.facts.glance::<Equipment>(equipment)?.name;
    let after = Stretch {
        from: Some(at.plus_minutes(1)),
        ..Stretch::all(RunningHours::read_at)
    };
    if let Some(later) = last_within(ctx, equipment, &after)?
        && later.hours < hours
    {
        return Ok(Some(format!(
            "{name}: {hours} h is more than a later reading, {} h on {}. Check the figure and the time.",
            later.hours,
            ctx.ship.format(later.read_at)
        )));
    }
    let Some(last) = last_within(ctx, equipment, &before)? else {
        return Ok(None);
    };
    let when = ctx.ship.format(last.read_at);
    if hours < last.hours {
        return Ok(Some(format!(
            "{name}: {hours} h is lower than the last reading, {} h on {when}. Is the counter new or the figure wrong?",
            last.hours
        )));
    }
    let run = (hours - last.hours).decimal().to_f64().unwrap_or(f64::MAX);
    if run > at.hours_since(last.read_at) + 1.0 {
        return Ok(Some(format!(
            "{name}: {} h more than on {when} is more than 24 hours a day. Check the figure.",
            hours - last.hours
        )));
    }
    Ok(None)
}

/// Nothing to read there.
pub(super) fn no_counter(equipment: &Equipment) -> Refusal {
    let message = format!(
        "{} has no running-hours counter. Change the equipment first, or leave the field empty.",
        equipment.name
    );
    Refusal::field(Code::Invalid, "running_hours", message)
}

/// Plans one reading; a doubtful one asks once.
pub(super) fn plan_reading(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    equipment: &Equipment,
    hours: Quantity,
    at: Instant,
    work_order: Option<RowId>,
    confirmed: bool,
) -> Result<(), Refusal> {
    if !equipment.has_counter {
        return Err(no_counter(equipment));
    }
    let doubtful = doubt(ctx, equipment.id, hours, at)?.is_some();
    if doubtful && confirmed {
        plan.keep(&format!("confirmed {}", equipment.code), true);
    }
    plan.insert::<RunningHours>(
        Values::new()
            .set(RunningHours::equipment_id, &equipment.id)
            .set(RunningHours::hours, &hours)
            .set(RunningHours::read_at, &at)
            .set(RunningHours::work_order_id, &work_order),
    );
    let asked = if doubtful {
        ", although it differs from the last reading"
    } else {
        ""
    };
    plan.will(format!("record {hours} h on {}{asked}", equipment.name));
    Ok(())
}
