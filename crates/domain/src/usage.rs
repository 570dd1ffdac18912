//! What a work order took from stores, as its usages and movements have it.
//!
//! Invariant: nothing here is stored. A usage counts until its movement is reversed; what came back is
//! told by movements of their own.

use crate::facts::Facts;
use crate::field::Field;
use crate::quantity::Quantity;
use crate::refusal::Refusal;
use crate::tables::{Movement, MovementKind, PartUsage};
use journal::RowId;

/// One usage and how it stands.
#[derive(Clone, Debug)]
pub struct StandingUsage {
    /// The usage.
    pub usage: PartUsage,
    /// The movement that took it from stores; none while that has not arrived.
    pub movement: Option<RowId>,
    /// Taken back by a reversal.
    pub is_reversed: bool,
}

/// Everything that a work order took and brought back.
#[derive(Clone, Debug, Default)]
pub struct OrderUsage {
    /// Its usages, newest first.
    pub usages: Vec<StandingUsage>,
    /// Its movements, newest first: used, returned, and their reversals.
    pub movements: Vec<Movement>,
}

impl OrderUsage {
    /// Reads it, without relying on it.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn of(facts: &Facts<'_>, order: RowId) -> Result<Self, Refusal> {
        let usages = facts.glance_by::<PartUsage>(PartUsage::work_order_id, &order.to_value())?;
        let movements = facts.glance_by::<Movement>(Movement::work_order_id, &order.to_value())?;
        let standing = |usage: PartUsage| {
            let of_it = |kind: MovementKind| {
                let is_it = |movement: &&Movement| movement.usage_id == Some(usage.id) && movement.kind == kind;
                movements.iter().find(is_it)
            };
            StandingUsage {
                movement: of_it(MovementKind::Used).map(|movement| movement.id),
                is_reversed: of_it(MovementKind::Reversed).is_some(),
                usage,
            }
        };
        Ok(Self {
            usages: usages.into_iter().map(standing).collect(),
            movements,
        })
    }

    fn live(&self, line: RowId) -> impl Iterator<Item = &PartUsage> {
        let of_line = move |standing: &&StandingUsage| standing.usage.line_id == Some(line) && !standing.is_reversed;
        self.usages.iter().filter(of_line).map(|standing| &standing.usage)
    }

    /// How much was logged on the planned line.
    #[must_use]
    pub fn logged(&self, line: RowId) -> Quantity {
        self.live(line).map(|usage| usage.quantity).sum()
    }

    /// Whether two usages of the planned line had not seen each other: both count, and a person should look
    /// whether that is meant. `saw(a, b)` says whether the author of the first had seen the second.
    ///
    /// # Errors
    /// What `saw` returns.
    pub fn is_logged_twice<E>(
        &self,
        line: RowId,
        mut saw: impl FnMut(RowId, RowId) -> Result<bool, E>,
    ) -> Result<bool, E> {
        let usages: Vec<RowId> = self.live(line).map(|usage| usage.id).collect();
        for (at, one) in usages.iter().enumerate() {
            for other in &usages[at + 1..] {
                if !saw(*one, *other)? && !saw(*other, *one)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// How much of the part the work order took and has not brought back.
    #[must_use]
    pub fn out(&self, part: RowId) -> Quantity {
        let of_part = self.movements.iter().filter(|movement| movement.part_id == part);
        -of_part.map(|movement| movement.quantity).sum::<Quantity>()
    }

    /// The parts of which something is out, and where each was taken from last.
    #[must_use]
    pub fn parts_out(&self) -> Vec<(RowId, RowId)> {
        let mut parts: Vec<(RowId, RowId)> = Vec::new();
        for movement in self
            .movements
            .iter()
            .filter(|movement| movement.kind == MovementKind::Used)
        {
            let part = movement.part_id;
            if !parts.iter().any(|(known, _)| *known == part) && self.out(part).is_positive() {
                parts.push((part, movement.location_id));
            }
        }
        parts
    }
}
