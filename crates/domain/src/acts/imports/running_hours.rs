//! Rows of readings of running-hours counters: known by machine, moment and hours.

use super::draft::Draft;
use super::{RowImport, RowState, Told, tree};
use crate::act::{Ctx, params};
use crate::acts::equipment::code;
use crate::acts::faults::FUTURE_TOLERANCE_MINUTES;
use crate::acts::hours::{doubt, no_counter};
use crate::facts::Stretch;
use crate::field::Field;
use crate::plan::Values;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Equipment, RunningHours};
use crate::time::Instant;

params! {
    /// One row.
    pub struct HoursRow {
        /// The row's number in the file.
        row: u32,
        /// Code of the machine.
        equipment: String,
        /// The counter, in hours.
        hours: String,
        /// When it was read: by the ship's clock, or with its own offset.
        read_at: String,
    }
}

pub(super) struct OfRunningHours;

impl RowImport for OfRunningHours {
    const ACTION: &'static str = "import_running_hours";
    type Row = HoursRow;

    fn number(row: &HoursRow) -> u32 {
        row.row
    }

    fn plan_row(ctx: &Ctx<'_>, row: &HoursRow, draft: &mut Draft<'_>) -> Result<Told, Refusal> {
        let machine = machine(ctx, row)?;
        let (hours, at) = (hours(row)?, read_at(ctx, row)?);
        let when = ctx.ship.format(at);
        let what = format!("{hours} h of {} on {when}", machine.code);
        draft.seen.once("hours", &what)?;
        let mut told = Told {
            label: format!("{} {}", machine.code, machine.name),
            state: RowState::Same,
            writes: Vec::new(),
            notes: Vec::new(),
        };
        if !is_known(ctx, &machine, hours, at)? {
            // Old readings come in any order, so a doubtful one is told and taken.
            told.notes.extend(doubt(ctx, machine.id, hours, at)?);
            told.state = RowState::New;
            told.writes
                .push(format!("record {hours} h on {}, read {when}", told.label));
            draft.need("record_running_hours", machine.department);
            draft.plan.insert::<RunningHours>(
                Values::new()
                    .set(RunningHours::equipment_id, &machine.id)
                    .set(RunningHours::hours, &hours)
                    .set(RunningHours::read_at, &at),
            );
        }
        draft.seen.note(what, row.row);
        Ok(told)
    }
}

fn machine(ctx: &Ctx<'_>, row: &HoursRow) -> Result<Equipment, Refusal> {
    let code = code(&row.equipment)?;
    let known = tree::of_code(ctx, &code)?.ok_or_else(|| {
        let message = format!("There is no equipment with the code {code}. Import the equipment first.");
        Refusal::field(Code::NotFound, "equipment", message)
    })?;
    match known.has_counter {
        true => Ok(known),
        false => Err(no_counter(&known)),
    }
}

fn hours(row: &HoursRow) -> Result<Quantity, Refusal> {
    let invalid = |why: String| Refusal::field(Code::Invalid, "hours", why);
    let hours: Quantity = row
        .hours
        .parse()
        .map_err(|error| invalid(format!("The running hours: {error}")))?;
    match hours < Quantity::ZERO {
        true => Err(invalid("A counter cannot be below 0.".to_owned())),
        false => Ok(hours),
    }
}

fn read_at(ctx: &Ctx<'_>, row: &HoursRow) -> Result<Instant, Refusal> {
    let invalid = |why: String| Refusal::field(Code::Invalid, "read_at", why);
    let at = ctx
        .ship
        .read(&row.read_at)
        .map_err(|error| invalid(error.to_string()))?;
    match at > ctx.now.plus_minutes(FUTURE_TOLERANCE_MINUTES) {
        true => Err(invalid("The counter cannot have been read in the future.".to_owned())),
        false => Ok(at),
    }
}

fn is_known(ctx: &Ctx<'_>, machine: &Equipment, hours: Quantity, at: Instant) -> Result<bool, Refusal> {
    let then = Stretch {
        from: Some(at),
        until: Some(at),
        ..Stretch::all(RunningHours::read_at)
    };
    let known = ctx.facts.glance_within::<RunningHours>(
        RunningHours::equipment_id,
        &machine.id.to_value(),
        &then,
        SAME_MOMENT_READINGS_MAX,
    )?;
    Ok(known.iter().any(|reading| reading.hours == hours))
}

/// Readings of one machine at one moment that are looked at.
const SAME_MOMENT_READINGS_MAX: usize = 20;
