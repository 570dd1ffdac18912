//! The movements that make a number of the stores: who, when, why, and the sum after each.

use super::usage;
use super::{Link, Person, View, WINDOW_ROWS_MAX, Window};
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::field::Field;
use domain::offers::Offer;
use domain::quantity::Quantity;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{Movement, MovementKind, Part, PartUsage, WorkOrder};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{MovementInSum, MovementsQuery};
use ts_rs::TS;

/// Which movements are wanted; what is left out does not matter.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct MovementArgs {
    /// Of this part.
    pub part: Option<RowId>,
    /// At this place.
    pub location: Option<RowId>,
    /// For this work order.
    pub work_order: Option<RowId>,
    /// First row wanted, from 0.
    pub offset: usize,
    /// How many; at most 200.
    pub limit: Option<usize>,
}

/// The work order that a movement was for.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MovementWorkOrder {
    /// The work order.
    pub id: RowId,
    /// Number people speak.
    pub number: String,
    /// What was to be done.
    pub title: String,
}

/// One movement of the ledger.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MovementLine {
    /// The movement.
    pub id: RowId,
    /// When it was written.
    pub at: Instant,
    /// Why it moved.
    pub kind: MovementKind,
    /// How much, in the part's unit; negative when it left.
    pub quantity: Quantity,
    /// The part's sum after it, over the movements asked for.
    pub sum: Quantity,
    /// The part: id, name, number.
    pub part: Link,
    /// Unit it is counted in.
    pub unit: String,
    /// The place: id, name, code.
    pub location: Link,
    /// Who wrote it.
    pub by: Option<Person>,
    /// Who signed it.
    pub signed_by: Option<Person>,
    /// The work order it was taken for or came back from.
    pub work_order: Option<MovementWorkOrder>,
    /// Why, in a person's words.
    pub reason: Option<String>,
    /// What was counted.
    pub counted: Option<Quantity>,
    /// Of a transfer, where the other half lies.
    pub other_place: Option<Link>,
    /// The movement that took it back.
    pub reversed_by: Option<RowId>,
    /// The movement that it takes back.
    pub reverses: Option<RowId>,
    /// It took its place from zero or more to below zero.
    pub crossed_zero: bool,
    /// It and a count had not seen each other, and nobody counted again.
    pub may_be_counted_twice: bool,
    /// Taken for a work order that was completed already.
    pub is_after_completion: bool,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// What the lines of one answer need again and again.
pub(super) struct Lines<'v, 'a> {
    view: &'v View<'a>,
    parts: HashMap<RowId, (Link, String)>,
}

impl<'v, 'a> Lines<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>) -> Self {
        Self {
            view,
            parts: HashMap::new(),
        }
    }

    pub(super) fn line(&mut self, found: &MovementInSum) -> Result<MovementLine, Refusal> {
        let view = self.view;
        let movement = Movement::read(&found.row)?;
        let (part, unit) = self.part(movement.part_id)?;
        let other = self.other_half(&movement)?;
        let usage = movement
            .usage_id
            .map(|id| view.ctx.facts.find::<PartUsage>(id))
            .transpose()?;
        let reversed_by = self.first_by(Movement::reverses_id, movement.id)?.map(|row| row.id);
        let signer = view.reader.signer_of(movement.id)?;
        Ok(MovementLine {
            id: movement.id,
            at: movement.created_at,
            kind: movement.kind,
            quantity: movement.quantity,
            sum: found.sum,
            part,
            unit,
            location: view.place(movement.location_id)?,
            by: movement.created_by.map(|id| view.person(id)).transpose()?,
            signed_by: signer.map(|id| view.person(id)).transpose()?,
            work_order: movement
                .work_order_id
                .map(|id| self.work_order(id))
                .transpose()?
                .flatten(),
            counted: movement.counted,
            other_place: other.map(|half| view.place(half.location_id)).transpose()?,
            reversed_by,
            reverses: movement.reverses_id,
            crossed_zero: found.crossed_zero,
            may_be_counted_twice: view.reader.may_be_counted_twice(&movement)?,
            is_after_completion: usage.flatten().is_some_and(|usage| usage.is_after_completion),
            offers: usage::of_movement(view, &movement, reversed_by.is_some())?,
            reason: movement.reason,
        })
    }

    fn part(&mut self, id: RowId) -> Result<(Link, String), Refusal> {
        if let Some(known) = self.parts.get(&id) {
            return Ok(known.clone());
        }
        let row = self.view.ctx.facts.glance::<Part>(id)?;
        let link = Link {
            id,
            label: row.name,
            code: row.number,
        };
        self.parts.insert(id, (link.clone(), row.unit.clone()));
        Ok((link, row.unit))
    }

    fn work_order(&self, id: RowId) -> Result<Option<MovementWorkOrder>, Refusal> {
        let order = self.view.ctx.facts.find::<WorkOrder>(id)?;
        Ok(order.map(|order| MovementWorkOrder {
            id,
            number: order.number,
            title: order.title,
        }))
    }

    /// The other half of a transfer.
    fn other_half(&self, movement: &Movement) -> Result<Option<Movement>, Refusal> {
        if movement.kind != MovementKind::Transferred {
            return Ok(None);
        }
        match movement.from_movement_id {
            Some(left) => self.view.ctx.facts.find::<Movement>(left),
            None => self.first_by(Movement::from_movement_id, movement.id),
        }
    }

    fn first_by(&self, column: &'static domain::schema::Column, id: RowId) -> Result<Option<Movement>, Refusal> {
        let rows = self.view.reader.rows_by(Movement::TABLE, column, &id.to_value(), 1)?;
        Ok(rows.first().map(Movement::read).transpose()?)
    }
}

/// One window of the movements asked for.
pub(crate) fn list(view: &View<'_>, args: &MovementArgs) -> Result<Window<MovementLine>, Refusal> {
    let (total, found) = view.reader.movements(&MovementsQuery {
        part: args.part,
        location: args.location,
        work_order: args.work_order,
        offset: args.offset.min(super::OFFSET_ROWS_MAX),
        limit: args.limit.unwrap_or(WINDOW_ROWS_MAX).min(WINDOW_ROWS_MAX),
    })?;
    let mut lines = Lines::new(view);
    let rows = found.iter().map(|found| lines.line(found)).collect::<Result<_, _>>()?;
    Ok(Window { total, rows })
}

impl Program {
    /// Movements of a part, of a place or for a work order, newest first.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn movement_list(&self, args: &MovementArgs) -> Result<Window<MovementLine>, Error> {
        self.view(|view| list(view, args))
    }
}
