//! What the acts on stock have in common: quantities, places, and the words of a shortage.
//!
//! Invariant: a shortage is said and never refused.

use crate::act::{Ctx, Prefill, given_id, given_text, required_id};
use crate::plan::Findings;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Location, Part, PartLocation};
use crate::text::{self, Lines};
use crate::{facts::Facts, field::Field};
use journal::RowId;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Characters in the reason or note of a movement.
const WORD_CHARACTERS_MAX: usize = 200;

/// A number as it was typed; none when left out. An emptied field is not a number.
fn typed(field: &str, label: &str, given: Option<&str>) -> Result<Option<Quantity>, Refusal> {
    let Some(text) = given else { return Ok(None) };
    let quantity: Quantity = text
        .parse()
        .map_err(|error| Refusal::field(Code::Invalid, field, format!("{label}: {error}")))?;
    if quantity < Quantity::ZERO {
        return Err(Refusal::field(
            Code::Invalid,
            field,
            format!("{label} cannot be less than 0."),
        ));
    }
    Ok(Some(quantity))
}

/// A quantity of one line of a sheet: 1 when left out, none for 0, which is a line without its tick.
pub(super) fn ticked(field: &str, given: Option<&str>) -> Result<Option<Quantity>, Refusal> {
    let quantity = typed(field, "The quantity", given)?.unwrap_or(Quantity::ONE);
    Ok(Some(quantity).filter(|quantity| quantity.is_positive()))
}

/// A quantity above zero.
pub(super) fn moved(field: &str, given: &str) -> Result<Quantity, Refusal> {
    missing_when_empty(field, "The quantity", given)?;
    match typed(field, "The quantity", Some(given))? {
        Some(quantity) if quantity.is_positive() => Ok(quantity),
        _ => Err(Refusal::field(
            Code::Invalid,
            field,
            "The quantity must be more than 0.",
        )),
    }
}

/// What was counted: zero or more.
pub(super) fn counted(field: &str, given: &str) -> Result<Quantity, Refusal> {
    missing_when_empty(field, "What was counted", given)?;
    Ok(typed(field, "What was counted", Some(given))?.unwrap_or_default())
}

fn missing_when_empty(field: &str, label: &str, given: &str) -> Result<(), Refusal> {
    if given.trim().is_empty() {
        return Err(Refusal::field(
            Code::Missing,
            field,
            format!("{label} is missing. Fill it in."),
        ));
    }
    Ok(())
}

/// A required reason of 3 to 200 characters, on one line: it stands in every movement of a sheet.
pub(super) fn reason(given: &str) -> Result<String, Refusal> {
    let least = text::TITLE_CHARACTERS_MIN;
    text::required("reason", "The reason", given, Lines::One, least, WORD_CHARACTERS_MAX)
}

/// An optional note of up to 200 characters, on one line.
pub(super) fn note(field: &str, given: Option<&str>) -> Result<Option<String>, Refusal> {
    text::line(field, "The note", given)
}

/// The place as people read it: its code and its name.
pub(super) fn label(place: &Location) -> String {
    format!("{} {}", place.code, place.name)
}

/// "2 pcs Impeller kit".
pub(super) fn amount(quantity: Quantity, part: &Part) -> String {
    format!("{quantity} {} {}", part.unit, part.name)
}

/// The part that a form is opened on, at the place it names or is likely taken from, which goes into that
/// field; with its stock beside.
pub(super) fn form(ctx: &Ctx<'_>, given: &Json, place: &str) -> Result<Prefill, Refusal> {
    let part = ctx.facts.get::<Part>(required_id("part", given_id(given, "part")?)?)?;
    let at = match given_id(given, place)? {
        Some(id) => Some(id),
        None => likely_place(ctx.facts, part.id)?,
    };
    let mut form = Prefill::default();
    form.set("part", part.id.to_string());
    form.set_some(place, at.map(|id| id.to_string()));
    form.show("stock", json!([shown(ctx, &part)?]));
    Ok(form)
}

/// The part and the place that a form names.
pub(super) fn part_at(ctx: &Ctx<'_>, part: Option<RowId>, place: Option<RowId>) -> Result<(Part, Location), Refusal> {
    let part = ctx.facts.get::<Part>(required_id("part", part)?)?;
    let place = ctx.facts.get::<Location>(required_id("location", place)?)?;
    Ok((part, place))
}

/// Where a part is most likely taken from: its usual place, else where most of it lies.
pub(super) fn likely_place(facts: &Facts<'_>, part: RowId) -> Result<Option<RowId>, Refusal> {
    let places = facts.glance_by::<PartLocation>(PartLocation::part_id, &part.to_value())?;
    if let Some(usual) = places.iter().find(|place| place.is_usual) {
        return Ok(Some(usual.location_id));
    }
    let most = facts.stock(part)?.into_iter().max_by_key(|(_, on_hand)| *on_hand);
    Ok(most.map(|(place, _)| place))
}

/// The place that a line names, else the likely one.
pub(super) fn place(ctx: &Ctx<'_>, field: &str, given: Option<RowId>, part: &Part) -> Result<Location, Refusal> {
    let id = match given {
        Some(id) => Some(id),
        None => likely_place(ctx.facts, part.id)?,
    };
    let id = id.ok_or_else(|| {
        Refusal::field(
            Code::Missing,
            field,
            format!("{} has no usual place. Choose where it lies.", part.name),
        )
    })?;
    // A retired place may still hold parts: they can be taken away, counted and written off there.
    ctx.facts.glance::<Location>(id)
}

/// Refuses to put something at a retired place.
pub(super) fn in_use(field: &str, place: &Location) -> Result<(), Refusal> {
    if place.is_retired {
        return Err(Refusal::field(
            Code::Invalid,
            field,
            format!("{} is retired. Choose another place.", place.name),
        ));
    }
    Ok(())
}

/// Warns when a form with one part takes more from the place in that field than lies there.
pub(super) fn shortage(ctx: &Ctx<'_>, given: &Json, place: &str) -> Result<Findings, Refusal> {
    let mut found = Findings::default();
    let (Some(part), Some(place)) = (given_id(given, "part")?, given_id(given, place)?) else {
        return Ok(found);
    };
    let part = ctx.facts.glance::<Part>(part)?;
    let place = ctx.facts.glance::<Location>(place)?;
    if let Ok(quantity) = moved("quantity", given_text(given, "quantity")) {
        Takings::default().take(ctx, &mut found, "quantity".to_owned(), (&part, &place), quantity)?;
    }
    Ok(found)
}

/// A part and its stock, to show beside the form.
pub(super) fn shown(ctx: &Ctx<'_>, part: &Part) -> Result<Json, Refusal> {
    let usual = ctx
        .facts
        .glance_by::<PartLocation>(PartLocation::part_id, &part.id.to_value())?
        .into_iter()
        .find(|place| place.is_usual)
        .map(|place| place.location_id);
    let mut stock: BTreeMap<RowId, Quantity> = ctx.facts.stock(part.id)?.into_iter().collect();
    if let Some(usual) = usual {
        stock.entry(usual).or_default();
    }
    let total: Quantity = stock.values().copied().sum();
    let mut places = Vec::new();
    for (id, on_hand) in stock {
        let place = ctx.facts.glance::<Location>(id)?;
        places.push(json!({
            "location": id, "code": place.code, "name": place.name,
            "on_hand": on_hand, "is_usual": usual == Some(id),
        }));
    }
    Ok(json!({
        "part": part.id, "number": part.number, "name": part.name, "unit": part.unit,
        "total": total, "places": places,
    }))
}

/// What the lines of one sheet take together, so that two lines cannot hide a shortage.
#[derive(Default)]
pub(super) struct Takings(BTreeMap<(RowId, RowId), Quantity>);

impl Takings {
    /// Takes so much of the part from the place, and warns when less lies there.
    pub(super) fn take(
        &mut self,
        ctx: &Ctx<'_>,
        found: &mut Findings,
        field: String,
        (part, place): (&Part, &Location),
        quantity: Quantity,
    ) -> Result<(), Refusal> {
        let there = ctx.facts.on_hand(part.id, place.id)?;
        let wanted = self.0.entry((part.id, place.id)).or_default();
        *wanted = *wanted + quantity;
        if *wanted > there {
            let message = format!(
                "Not enough in stores: {there} there, {wanted} wanted. {}, {}.",
                part.name,
                label(place)
            );
            found.warn_at(field, "shortage", message);
        }
        Ok(())
    }
}

/// The part and place of one line of an incomplete form, with the quantity if that can be read.
pub(super) fn given_line(
    ctx: &Ctx<'_>,
    line: &Json,
    part: Option<RowId>,
) -> Result<Option<(Part, Location, Quantity)>, Refusal> {
    let Some(part) = part else { return Ok(None) };
    let part = ctx.facts.glance::<Part>(part)?;
    let Ok(place) = place(ctx, "location", given_id(line, "location")?, &part) else {
        return Ok(None);
    };
    let text = match line.get("quantity") {
        Some(Json::String(text)) => Some(text.clone()),
        Some(Json::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    match ticked("quantity", text.as_deref()) {
        Ok(Some(quantity)) => Ok(Some((part, place, quantity))),
        _ => Ok(None),
    }
}
