//! What a work order took from stores, line by line.

use super::{Link, Person, View};
use domain::RowId;
use domain::acts::reversals;
use domain::offers::{self, Offer};
use domain::quantity::Quantity;
use domain::refusal::Refusal;
use domain::tables::{Movement, Part};
use domain::time::Instant;
use domain::usage::{OrderUsage, StandingUsage};
use serde::Serialize;
use ts_rs::TS;

/// One usage of a work order.
#[derive(Debug, Serialize, TS)]
pub struct UsageLine {
    /// The usage.
    pub id: RowId,
    /// The part: id, name, number.
    pub part: Link,
    /// Unit it is counted in.
    pub unit: String,
    /// The place it was taken from: id, name, code.
    pub location: Link,
    /// How much.
    pub quantity: Quantity,
    /// A word on it.
    pub note: Option<String>,
    /// When it was written.
    pub at: Instant,
    /// Who wrote it.
    pub by: Option<Person>,
    /// Logged after the work order was completed.
    pub is_after_completion: bool,
    /// Taken back by a reversal.
    pub is_reversed: bool,
    /// The movement that took it from stores.
    pub movement: RowId,
    /// Acts this person may open on the movement.
    pub offers: Vec<Offer>,
}

/// The usages of a work order, newest first.
pub(crate) fn lines(view: &View<'_>, taken: &OrderUsage) -> Result<Vec<UsageLine>, Refusal> {
    // A usage and its movement are written by one act; there is none without the other.
    let movement = |standing: &StandingUsage| {
        let id = standing.movement?;
        taken.movements.iter().find(|movement| movement.id == id)
    };
    let both = taken.usages.iter().filter_map(|usage| Some((usage, movement(usage)?)));
    both.map(|(usage, movement)| line(view, usage, movement)).collect()
}

fn line(view: &View<'_>, standing: &StandingUsage, movement: &Movement) -> Result<UsageLine, Refusal> {
    let usage = &standing.usage;
    let part = view.ctx.facts.glance::<Part>(usage.part_id)?;
    Ok(UsageLine {
        id: usage.id,
        part: Link {
            id: part.id,
            label: part.name,
            code: part.number,
        },
        unit: part.unit,
        location: view.place(usage.location_id)?,
        quantity: usage.quantity,
        note: usage.note.clone(),
        at: usage.created_at,
        by: usage.created_by.map(|id| view.person(id)).transpose()?,
        is_after_completion: usage.is_after_completion,
        is_reversed: standing.is_reversed,
        movement: movement.id,
        offers: of_movement(view, movement, standing.is_reversed)?,
    })
}

/// Acts that the person may open on a movement.
pub(crate) fn of_movement(view: &View<'_>, movement: &Movement, is_reversed: bool) -> Result<Vec<Offer>, Refusal> {
    let acts = offers::of_movement(movement, is_reversed);
    if acts.is_empty() {
        return Ok(Vec::new());
    }
    let subject = reversals::subject(view.ctx.facts, movement, view.ctx.now)?;
    offers::offered(view.ctx, acts, &subject)
}
