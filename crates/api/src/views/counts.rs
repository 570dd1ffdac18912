//! Counts made apart: where stock may be counted twice until a person counts again or reverses one.

use super::View;
use super::conflicts::{ConflictKind, ConflictLine, ConflictRecord, ConflictValue};
use super::workstations::DeviceNames;
use crate::views::usage;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{Location, Movement, Part};
use domain::words;
use journal::DeviceNumber;
use serde_json::json;
use store::CountsApart;

/// Acts that settle it; one that is reversed is chosen among its movements.
const SETTLED_BY: &[&str] = &["count_location", "adjust_stock"];

/// One line for each part and place.
pub(super) fn count_lines(
    view: &View<'_>,
    names: &DeviceNames,
    found: Vec<CountsApart>,
) -> Result<Vec<ConflictLine>, Refusal> {
    found.iter().map(|one| line(view, names, one)).collect()
}

fn line(view: &View<'_>, names: &DeviceNames, found: &CountsApart) -> Result<ConflictLine, Refusal> {
    let facts = view.ctx.facts;
    let part = facts.glance::<Part>(found.part)?;
    let place = facts.glance::<Location>(found.location)?;
    let mut values = Vec::new();
    for id in &found.movements {
        let movement = facts.glance::<Movement>(*id)?;
        values.push(value(view, names, &part, &movement)?);
    }
    values.sort_by_key(|value| (value.at, value.movement));
    let offers = offers::offered(view.ctx, SETTLED_BY, &Subject::of(place.department))?;
    Ok(ConflictLine {
        id: format!("count/{}/{}", found.part, found.location),
        kind: ConflictKind::Count,
        record: ConflictRecord {
            id: part.id,
            table: Part::TABLE.name.to_owned(),
            label: part.name.clone(),
        },
        column: format!("On hand at {} {}", place.code, place.name),
        values,
        given: json!({ "part": found.part, "location": found.location }),
        offers: offers.into_iter().chain(one_that_reverses(view, found)?).collect(),
    })
}

/// That one of the movements can be reversed by this person, or by somebody who signs.
fn one_that_reverses(view: &View<'_>, found: &CountsApart) -> Result<Option<Offer>, Refusal> {
    for id in &found.movements {
        let movement = view.ctx.facts.glance::<Movement>(*id)?;
        if let Some(offer) = usage::of_movement(view, &movement, false)?.pop() {
            return Ok(Some(offer));
        }
    }
    Ok(None)
}

fn value(view: &View<'_>, names: &DeviceNames, part: &Part, movement: &Movement) -> Result<ConflictValue, Refusal> {
    let moved = format!("{} {}", signed(movement), part.unit);
    let text = match movement.counted {
        Some(counted) => format!("Counted {counted} {}: {moved}", part.unit),
        None => format!("{}: {moved}", words::plain(movement.kind.word())),
    };
    Ok(ConflictValue {
        text,
        by: match movement.created_by {
            Some(person) => view.person(person)?.name,
            None => "the shore".to_owned(),
        },
        at: movement.created_at,
        workstation: workstation(view, names, movement)?,
        // Both count.
        is_shown: true,
        keep: String::new(),
        movement: Some(movement.id),
        offers: usage::of_movement(view, movement, false)?,
    })
}

/// "+2" or "−2".
fn signed(movement: &Movement) -> String {
    match movement.quantity.is_positive() {
        true => format!("+{}", movement.quantity),
        false => movement.quantity.to_string().replace('-', "\u{2212}"),
    }
}

fn workstation(view: &View<'_>, names: &DeviceNames, movement: &Movement) -> Result<String, Refusal> {
    let own: Option<DeviceNumber> = movement.id.author().map(|(device, _, _)| device);
    let device = match own {
        Some(device) => Some(device),
        None => view
            .reader
            .entries_of_row(movement.id)?
            .first()
            .map(|found| found.entry.device),
    };
    Ok(device.map(|device| names.name(device)).unwrap_or_default())
}
