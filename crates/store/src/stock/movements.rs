//! The movements that make a sum, newest first, each with the sum after it.
//!
//! Movements stand in the order of their moment and then of their id, everywhere the same. Sums run
//! backwards from what is kept, so a page reads no more rows than lie before its end.

use std::collections::HashMap;
use std::ops::ControlFlow;

use domain::quantity::Quantity;
use domain::schema::{RawRow, Row};
use domain::tables::Movement;
use journal::RowId;
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, params_from_iter};

use super::{scaled, unscaled};
use crate::column;
use crate::error::StoreError;
use crate::list::PAGE_ROWS_MAX;
use crate::records::Records;
use crate::statement;

/// Which movements are asked for; what is left out does not matter.
#[derive(Clone, Copy, Debug, Default)]
pub struct MovementsQuery {
    /// Of this part.
    pub part: Option<RowId>,
    /// At this place.
    pub location: Option<RowId>,
    /// For this work order.
    pub work_order: Option<RowId>,
    /// Rows to leave out from the top.
    pub offset: usize,
    /// Rows to return, at most [`PAGE_ROWS_MAX`].
    pub limit: usize,
}

/// One movement, and what it came to.
#[derive(Clone, Debug)]
pub struct MovementInSum {
    /// The row of the ledger.
    pub row: RawRow,
    /// The part's sum after it, over the movements asked for.
    pub sum: Quantity,
    /// Whether it took its place from zero or more to below zero.
    pub crossed_zero: bool,
}

/// The columns by which sums run.
struct Step {
    place: i64,
    part: RowId,
    location: RowId,
    quantity: i64,
}

/// A part at a place.
type At = (RowId, RowId);

impl Records<'_> {
    /// One page of movements, newest first, and how many there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn movements(&self, query: &MovementsQuery) -> Result<(u64, Vec<MovementInSum>), StoreError> {
        let (wanted, bound) = self.conditions(query)?;
        let table = Movement::TABLE.name;
        let sql = format!("SELECT count(*) FROM {table} t WHERE {wanted}");
        let total: i64 = self
            .connection
            .prepare_cached(&sql)?
            .query_row(params_from_iter(&bound), |row| row.get(0))?;
        let limit = query.limit.min(PAGE_ROWS_MAX);
        let end = query.offset.saturating_add(limit);
        let steps = self.steps(&format!("{wanted} {NEWEST_FIRST} LIMIT {end}"), bound)?;
        let (mut sums, mut places) = (HashMap::new(), HashMap::new());
        let mut lines = Vec::new();
        for (at, step) in steps.into_iter().enumerate() {
            let sum = match sums.get(&step.part) {
                Some(sum) => *sum,
                None => self.sum_of(query, step.part)?,
            };
            sums.insert(step.part, sum - step.quantity);
            let here = (step.part, step.location);
            let on_hand = match places.get(&here) {
                Some(on_hand) => *on_hand,
                None => self.on_hand_at(step.part, step.location)?,
            };
            places.insert(here, on_hand - step.quantity);
            if at >= query.offset {
                let crossed_zero = match query.work_order {
                    None => crosses_zero(on_hand, step.quantity),
                    // Other movements lie between: the sums of places do not run through these alone.
                    Some(_) => crosses_zero(self.on_hand_after(here, step.place)?, step.quantity),
                };
                lines.extend(self.in_sum(step.place, sum, crossed_zero)?);
            }
        }
        Ok((total.cast_unsigned(), lines))
    }

    /// The movement that took a part below zero at a place where it still is: the last one that crossed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn first_negative(&self, part: RowId, location: RowId) -> Result<Option<MovementInSum>, StoreError> {
        let mut on_hand = self.on_hand_at(part, location)?;
        if on_hand >= 0 {
            return Ok(None);
        }
        let query = MovementsQuery {
            part: Some(part),
            location: Some(location),
            ..MovementsQuery::default()
        };
        let (wanted, bound) = self.conditions(&query)?;
        // The crossing mostly lies near the end of a long ledger: nothing beyond it is read.
        let found = self.each_step(&format!("{wanted} {NEWEST_FIRST}"), bound, |step| {
            if crosses_zero(on_hand, step.quantity) {
                return ControlFlow::Break((step.place, on_hand));
            }
            on_hand -= step.quantity;
            ControlFlow::Continue(())
        })?;
        found.map_or(Ok(None), |(place, after)| self.in_sum(place, after, true))
    }

    /// The recorded level of a part: its sum after each moment at which something moved, oldest first, at most
    /// `points_max` of them spread evenly, the last one always. What one act moved, both halves of a transfer
    /// among it, moved at once: there was no level in between.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn levels(&self, part: RowId, points_max: usize) -> Result<Vec<(i64, Quantity)>, StoreError> {
        let table = Movement::TABLE.name;
        let sql = format!(
            "SELECT t.created_at, t.quantity FROM {table} t WHERE t.part_id = ?1 AND {} ORDER BY t.created_at, t.id",
            self.shown(Movement::TABLE)?
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query([part.as_bytes().as_slice()])?;
        let (mut levels, mut sum): (Vec<(i64, Quantity)>, i64) = (Vec::new(), 0);
        while let Some(row) = stored.next()? {
            let at = row.get(0)?;
            sum += scaled(row.get_ref(1)?.as_str().map_err(StoreError::broken)?);
            match levels.last_mut() {
                Some(level) if level.0 == at => level.1 = unscaled(sum),
                _ => levels.push((at, unscaled(sum))),
            }
        }
        let every = levels.len().div_ceil(points_max.max(1)).max(1);
        let last = levels.len().saturating_sub(1);
        // Counted from the end, so that the last one is the level of today.
        let mut at = 0..;
        levels.retain(|_| at.next().is_some_and(|at: usize| (last - at).is_multiple_of(every)));
        Ok(levels)
    }

    fn conditions(&self, query: &MovementsQuery) -> Result<(String, Vec<Sql>), StoreError> {
        let mut parts = vec![self.shown(Movement::TABLE)?.to_owned()];
        let mut bound = Vec::new();
        for (column, wanted) in [
            (Movement::part_id, query.part),
            (Movement::location_id, query.location),
            (Movement::work_order_id, query.work_order),
        ] {
            if let Some(wanted) = wanted {
                bound.push(Sql::Blob(wanted.as_bytes().to_vec()));
                parts.push(format!("t.{} = ?{}", column.name, bound.len()));
            }
        }
        Ok((parts.join(" AND "), bound))
    }

    fn steps(&self, wanted: &str, bound: Vec<Sql>) -> Result<Vec<Step>, StoreError> {
        let mut steps = Vec::new();
        self.each_step(wanted, bound, |step| {
            steps.push(step);
            ControlFlow::<()>::Continue(())
        })?;
        Ok(steps)
    }

    /// Gives each movement asked for to `take`, until that breaks off with what it was looking for.
    fn each_step<T>(
        &self,
        wanted: &str,
        bound: Vec<Sql>,
        mut take: impl FnMut(Step) -> ControlFlow<T>,
    ) -> Result<Option<T>, StoreError> {
        let table = Movement::TABLE.name;
        let sql = format!("SELECT t.rowid, t.part_id, t.location_id, t.quantity FROM {table} t WHERE {wanted}");
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query(params_from_iter(bound))?;
        while let Some(row) = stored.next()? {
            let id = |at: usize| column::row_id(row.get_ref(at)?.as_blob().map_err(StoreError::broken)?);
            let step = Step {
                place: row.get(0)?,
                part: id(1)?,
                location: id(2)?,
                quantity: scaled(row.get_ref(3)?.as_str().map_err(StoreError::broken)?),
            };
            if let ControlFlow::Break(found) = take(step) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// What the movements asked for add up to, of one part.
    fn sum_of(&self, query: &MovementsQuery, part: RowId) -> Result<i64, StoreError> {
        match (query.work_order, query.location) {
            (None, None) => self.on_hand(part),
            (None, Some(location)) => self.on_hand_at(part, location),
            (Some(_), _) => {
                let of_part = MovementsQuery {
                    part: Some(part),
                    ..*query
                };
                let (wanted, bound) = self.conditions(&of_part)?;
                let steps = self.steps(&wanted, bound)?;
                Ok(steps.iter().map(|step| step.quantity).sum())
            }
        }
    }

    /// On hand at a place right after the movement that lies there in the table.
    fn on_hand_after(&self, (part, location): At, place: i64) -> Result<i64, StoreError> {
        let table = Movement::TABLE.name;
        let sql = format!(
            "SELECT t.quantity FROM {table} t, {table} m WHERE m.rowid = ?3 AND t.part_id = ?1 AND t.location_id = ?2 \
             AND t.created_at >= m.created_at AND (t.created_at, t.id) > (m.created_at, m.id) AND {}",
            self.shown(Movement::TABLE)?
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query((part.as_bytes().as_slice(), location.as_bytes().as_slice(), place))?;
        let mut on_hand = self.on_hand_at(part, location)?;
        while let Some(row) = stored.next()? {
            on_hand -= scaled(row.get_ref(0)?.as_str().map_err(StoreError::broken)?);
        }
        Ok(on_hand)
    }

    fn in_sum(&self, place: i64, sum: i64, crossed_zero: bool) -> Result<Option<MovementInSum>, StoreError> {
        let sql = format!(
            "{} FROM {} t WHERE t.rowid = ?1",
            statement::of(Movement::TABLE).columns,
            Movement::TABLE.name
        );
        let row = self.query(Movement::TABLE, &sql, [place])?.pop();
        Ok(row.map(|row| MovementInSum {
            row,
            sum: unscaled(sum),
            crossed_zero,
        }))
    }

    /// The whole of a part, in ten-thousandths of its unit.
    fn on_hand(&self, part: RowId) -> Result<i64, StoreError> {
        let sql = "SELECT on_hand FROM stock_of_parts WHERE part_id = ?1";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let kept = prepared.query_row([part.as_bytes().as_slice()], |row| row.get(0));
        Ok(kept.optional()?.unwrap_or(0))
    }

    /// A part at a place, in ten-thousandths of its unit.
    pub(crate) fn on_hand_at(&self, part: RowId, location: RowId) -> Result<i64, StoreError> {
        let sql = "SELECT on_hand FROM stock_at_places WHERE part_id = ?1 AND location_id = ?2";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let key = (part.as_bytes().as_slice(), location.as_bytes().as_slice());
        Ok(prepared.query_row(key, |row| row.get(0)).optional()?.unwrap_or(0))
    }
}

const NEWEST_FIRST: &str = "ORDER BY t.created_at DESC, t.id DESC";

fn crosses_zero(after: i64, quantity: i64) -> bool {
    after < 0 && after - quantity >= 0
}
