//! Lists of what stands somewhere, and how many of the shopping list stand where.

use std::collections::BTreeMap;

use domain::buying::Tab;
use domain::schema::Row;
use domain::tables::{PurchaseOrder, ShoppingItem};
use rusqlite::params_from_iter;

use super::{of_order, of_tab};
use crate::error::StoreError;
use crate::list::{Conditions, Filter, ListQuery, PAGE_ROWS_MAX, Page, Total, conditions, total};
use crate::records::Records;
use crate::statement;

/// Rows of which few enough stand somewhere to read them all and put them in order.
const FEW_ROWS: usize = 12_000;

/// How a list of what stands somewhere is read.
pub(crate) struct Wanted {
    /// The numbers, parted by commas.
    pub(crate) numbers: String,
    /// Few stand there: all of them are read first, whatever else is asked.
    pub(crate) are_few: bool,
}

impl Wanted {
    /// What the list shows; none where it shows everything.
    pub(crate) fn of(records: &Records<'_>, query: &ListQuery) -> Result<Option<Self>, StoreError> {
        let numbers: Vec<i64> = match query.table.number {
            number if number == ShoppingItem::TABLE.number => query.tab.map(of_tab).into_iter().collect(),
            number if number == PurchaseOrder::TABLE.number => {
                query.order_states.iter().map(|state| of_order(*state)).collect()
            }
            _ => Vec::new(),
        };
        if numbers.is_empty() {
            return Ok(None);
        }
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let numbers = numbers.join(", ");
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM standings WHERE standing IN ({numbers}) LIMIT {})",
            FEW_ROWS + 1
        );
        let found: i64 = records
            .connection
            .prepare_cached(&sql)?
            .query_row([], |row| row.get(0))?;
        Ok(Some(Self {
            numbers,
            are_few: usize::try_from(found).is_ok_and(|found| found <= FEW_ROWS),
        }))
    }
}

impl Conditions {
    /// Only what stands there. Few are all looked at; of many the order of the list finds some soon.
    pub(crate) fn stand(&mut self, wanted: &Wanted) {
        let numbers = &wanted.numbers;
        let stands = if wanted.are_few {
            self.through = "standings k CROSS JOIN ";
            format!("t.id = k.row_id AND k.standing IN ({numbers})")
        } else {
            // Not as EXISTS, of which SQLite may make a join that begins with all that stand there.
            format!("(SELECT k.standing FROM standings k WHERE k.row_id = t.id) IN ({numbers})")
        };
        self.sql = format!("{} AND {stands}", self.sql);
    }
}

/// The direction of a list that is by age and nothing else.
pub(crate) fn by_age(query: &ListQuery) -> Option<&'static str> {
    match query.sort.as_slice() {
        [] => Some("DESC"),
        [one] if one.column == "created_at" => Some(if one.is_descending { "DESC" } else { "ASC" }),
        _ => None,
    }
}

impl Records<'_> {
    /// A page of all that stand somewhere, by age: it is found in an index alone.
    pub(crate) fn page_standing(
        &self,
        query: &ListQuery,
        wanted: &Wanted,
        by_age: &str,
        order: &str,
    ) -> Result<Page, StoreError> {
        let numbers = &wanted.numbers;
        let sql = format!("SELECT count(*) FROM standings WHERE standing IN ({numbers})");
        let counted: i64 = self.connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
        let sql = format!(
            "{columns} FROM (SELECT k.row_id FROM standings k WHERE k.standing IN ({numbers}) \
             ORDER BY k.created_at {by_age}, k.place {by_age} LIMIT {limit} OFFSET {offset}) p \
             CROSS JOIN {name} t ON t.id = p.row_id ORDER BY {order}",
            columns = statement::of(query.table).columns,
            limit = query.limit.min(PAGE_ROWS_MAX),
            offset = query.offset,
            name = query.table.name,
        );
        Ok(Page {
            total: total(counted),
            rows: self.query(query.table, &sql, [])?,
        })
    }

    /// How many items that meet the conditions stand in each part of the list.
    ///
    /// # Errors
    /// When a column is none of the list, or the database cannot be read.
    pub fn items_in_tabs(&self, filters: &[Filter]) -> Result<BTreeMap<Tab, Total>, StoreError> {
        let conditions = conditions(ShoppingItem::TABLE, filters, self.shown(ShoppingItem::TABLE)?)?;
        let sql = if filters.is_empty() {
            // What is hidden stands nowhere.
            "SELECT standing, count(*) FROM standings WHERE standing <= 5 GROUP BY standing".to_owned()
        } else {
            format!(
                "SELECT k.standing, count(*) FROM {items} t CROSS JOIN standings k ON k.row_id = t.id WHERE {wanted} \
                 GROUP BY k.standing",
                items = ShoppingItem::TABLE.name,
                wanted = conditions.sql,
            )
        };
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let bound = if filters.is_empty() {
            Vec::new()
        } else {
            conditions.bound
        };
        let counted = prepared.query_map(params_from_iter(bound), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let counted: BTreeMap<i64, i64> = counted.collect::<Result<_, _>>()?;
        let total = |tab: &Tab| total(counted.get(&of_tab(*tab)).copied().unwrap_or(0));
        Ok(Tab::ALL.iter().map(|tab| (*tab, total(tab))).collect())
    }
}
