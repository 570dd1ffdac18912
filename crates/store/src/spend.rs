//! Figures of spend: what is outstanding, committed and spent, as a whole and in groups.
//!
//! What each posting, line and item counts is kept beside the rows ([`keeping`]), written in the transaction
//! that writes them, held against them by `audit verify` and by the weekly check ([`checking`]), and written
//! anew from them where it differs. Nothing of it is a truth of its own: [`Records::spent`] and
//! [`Records::committed`] work the same out from the rows alone, and tests hold one to the other.

use std::collections::{BTreeMap, HashMap};

use domain::buying::figures::{Adding, Figures, SpendBy, SpendFigure};
use domain::buying::period::Months;
use domain::schema::Row;
use domain::tables::{Department, Equipment};
use domain::time::{Instant, ShipTime};
use journal::RowId;
use rusqlite::params_from_iter;
use rusqlite::types::{Value as Sql, ValueRef};

use crate::buying::{SpendQuery, conditions};
use crate::column;
use crate::error::StoreError;
use crate::records::Records;

pub(crate) mod checking;
pub(crate) mod keeping;
pub(crate) mod listing;

/// Hundred-millionths of the currency in one `whole`.
pub(crate) const FINE: i128 = 100_000_000;

/// What the figures of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpendGroup {
    /// The department that pays.
    Department(Department),
    /// The supplier; none where nobody has chosen one yet.
    Supplier(Option<RowId>),
    /// The system of the equipment it is for; none where it is for none, or for one without a system.
    System(Option<String>),
    /// Year and month, from 1, by the ship's clock.
    Month(i32, u32),
}

/// The figures asked for, and those of each group where groups were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spend {
    /// Of everything that meets the conditions.
    pub figures: Figures,
    /// They add up to the figures.
    pub groups: BTreeMap<SpendGroup, Figures>,
}

/// The number under which a figure is kept.
pub(crate) const fn number(figure: SpendFigure) -> i64 {
    match figure {
        SpendFigure::Outstanding => 1,
        SpendFigure::Committed => 2,
        SpendFigure::Actual => 3,
    }
}

fn figure(number: i64) -> Result<SpendFigure, StoreError> {
    match number {
        1 => Ok(SpendFigure::Outstanding),
        2 => Ok(SpendFigure::Committed),
        3 => Ok(SpendFigure::Actual),
        other => Err(StoreError::broken(format!("figure {other} of spend"))),
    }
}

impl Records<'_> {
    /// What is outstanding, committed and spent; put in groups where that is asked for.
    ///
    /// # Errors
    /// When the database cannot be read, or holds what is no amount.
    pub fn spend(&self, query: &SpendQuery, by: Option<SpendBy>, ship: &ShipTime) -> Result<Spend, StoreError> {
        let mut bound = Vec::new();
        let wanted = wanted(query, &mut bound);
        // Only what the groups need is read.
        let key = match by {
            None => "NULL",
            Some(SpendBy::Department) => "t.department",
            Some(SpendBy::Supplier) => "t.supplier_id",
            Some(SpendBy::System) => "t.equipment_id",
            Some(SpendBy::Month) => "t.at",
        };
        let sql = format!("SELECT t.figure, t.currency, t.whole, t.fine, {key} FROM spend_counted t WHERE {wanted}");
        let mut grouping = Grouping::new(self, by, ship)?;
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query(params_from_iter(bound))?;
        while let Some(row) = stored.next()? {
            let figure = figure(row.get(0)?)?;
            let amount = match row.get_ref(2)? {
                ValueRef::Integer(whole) => Some(i128::from(whole) * FINE + i128::from(row.get::<_, i64>(3)?)),
                _ => None,
            };
            let currency = match row.get_ref(1)? {
                ValueRef::Text(code) => Some(std::str::from_utf8(code).map_err(StoreError::broken)?),
                _ => None,
            };
            let sums = grouping.sums_of(row.get_ref(4)?)?;
            match currency {
                Some(code) => sums.add(figure, code, amount),
                None => sums.add_unpriced(figure),
            }
        }
        grouping.spend()
    }
}

/// The conditions on a row `t` of what is kept.
pub(crate) fn wanted(query: &SpendQuery, bound: &mut Vec<Sql>) -> String {
    let plain = conditions(query, ("t.department", "t.supplier_id", "t.at"), bound);
    let Some(system) = &query.system else { return plain };
    bound.push(Sql::Text(system.clone()));
    // Machines are few beside what is bought for them.
    format!(
        "{plain} AND t.equipment_id IN (SELECT e.id FROM {} e WHERE e.system = ?{})",
        Equipment::TABLE.name,
        bound.len()
    )
}

/// Finds the sums to which a row belongs.
struct Grouping<'s> {
    by: Option<SpendBy>,
    /// Of rows in no group, and of everything in the end.
    whole: Adding,
    sums: Vec<Adding>,
    /// Where the sums of what stands in the rows lie: an id, a word.
    places: HashMap<Vec<u8>, usize>,
    months: Months<'s>,
    of_months: BTreeMap<(i32, u32), usize>,
    groups: BTreeMap<SpendGroup, usize>,
    systems: HashMap<RowId, String>,
    /// The last key and its place: rows come in the order of an index, and many of one group follow each other.
    last: Option<(Vec<u8>, usize)>,
}

impl<'s> Grouping<'s> {
    fn new(records: &Records<'_>, by: Option<SpendBy>, ship: &'s ShipTime) -> Result<Self, StoreError> {
        Ok(Self {
            by,
            whole: Adding::default(),
            sums: Vec::new(),
            places: HashMap::new(),
            months: Months::by(ship),
            of_months: BTreeMap::new(),
            groups: BTreeMap::new(),
            systems: match by {
                Some(SpendBy::System) => systems(records)?,
                _ => HashMap::new(),
            },
            last: None,
        })
    }

    /// The sums of the row's group; those of everything where nothing is put in groups.
    fn sums_of(&mut self, key: ValueRef<'_>) -> Result<&mut Adding, StoreError> {
        let place = self.place(key)?;
        Ok(place
            .and_then(|place| self.sums.get_mut(place))
            .unwrap_or(&mut self.whole))
    }

    fn place(&mut self, key: ValueRef<'_>) -> Result<Option<usize>, StoreError> {
        let Some(by) = self.by else { return Ok(None) };
        if let (SpendBy::Month, ValueRef::Integer(at)) = (by, key) {
            let month = self.months.of(Instant::from_millis(at));
            if let Some(place) = self.of_months.get(&month) {
                return Ok(Some(*place));
            }
            let place = self.group(SpendGroup::Month(month.0, month.1));
            self.of_months.insert(month, place);
            return Ok(Some(place));
        }
        let bytes = match key {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes,
            _ => &[],
        };
        if let Some((_, place)) = self.last.as_ref().filter(|(last, _)| last == bytes) {
            return Ok(Some(*place));
        }
        if let Some(place) = self.places.get(bytes) {
            self.last = Some((bytes.to_vec(), *place));
            return Ok(Some(*place));
        }
        let id = || (!bytes.is_empty()).then(|| column::row_id(bytes)).transpose();
        let group = match by {
            SpendBy::Supplier => SpendGroup::Supplier(id()?),
            SpendBy::System => SpendGroup::System(id()?.and_then(|id| self.systems.get(&id).cloned())),
            SpendBy::Department | SpendBy::Month => {
                let word = std::str::from_utf8(bytes).map_err(StoreError::broken)?;
                let department = Department::from_word(word);
                SpendGroup::Department(department.ok_or_else(|| StoreError::broken(format!("department {word}")))?)
            }
        };
        let place = self.group(group);
        self.places.insert(bytes.to_vec(), place);
        Ok(Some(place))
    }

    /// Several machines are of one system.
    fn group(&mut self, group: SpendGroup) -> usize {
        let next = self.sums.len();
        let place = *self.groups.entry(group).or_insert(next);
        if place == next {
            self.sums.push(Adding::default());
        }
        place
    }

    fn spend(mut self) -> Result<Spend, StoreError> {
        // Each row stands in one group, or in none.
        for sums in &self.sums {
            self.whole.add_all(sums);
        }
        let mut figures: Vec<Option<Figures>> = self.sums.into_iter().map(|sums| Some(sums.figures())).collect();
        let mut take = |place: usize| figures.get_mut(place).and_then(Option::take).unwrap_or_default();
        Ok(Spend {
            figures: self.whole.figures(),
            groups: self
                .groups
                .into_iter()
                .map(|(group, place)| (group, take(place)))
                .collect(),
        })
    }
}

/// The system of each machine that has one.
fn systems(records: &Records<'_>) -> Result<HashMap<RowId, String>, StoreError> {
    let sql = format!(
        "SELECT e.id, e.system FROM {} e WHERE e.system IS NOT NULL",
        Equipment::TABLE.name
    );
    let mut prepared = records.connection.prepare_cached(&sql)?;
    let mut stored = prepared.query([])?;
    let mut systems = HashMap::new();
    while let Some(row) = stored.next()? {
        let id = column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?;
        systems.insert(id, row.get(1)?);
    }
    Ok(systems)
}
