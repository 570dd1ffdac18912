//! Windows over what makes a figure, newest first.

use domain::buying::figures::SpendFigure;
use domain::field::Field;
use domain::schema::{RawRow, Row};
use domain::tables::{Equipment, Posting};
use journal::{RowId, Value};
use rusqlite::params_from_iter;

use super::{number, wanted};
use crate::buying::{SpendQuery, conditions};
use crate::column;
use crate::error::StoreError;
use crate::list::{Page, Total, to_sql};
use crate::records::Records;
use crate::statement;

/// Which postings are listed.
#[derive(Clone, Debug, Default)]
pub struct PostingQuery {
    /// As figures are asked for.
    pub spend: SpendQuery,
    /// Of this order.
    pub order: Option<RowId>,
    /// Of this item of the shopping list.
    pub item: Option<RowId>,
    /// In this currency, as they count now.
    pub currency: Option<String>,
    /// Only those whose price nobody knows.
    pub is_unpriced: bool,
    /// Rows to leave out from the top.
    pub offset: usize,
    /// Rows to return.
    pub limit: usize,
}

impl Records<'_> {
    /// Postings, newest first, those that were taken back among them unless a currency or missing prices are
    /// asked for: they count in none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn postings(&self, query: &PostingQuery) -> Result<Page, StoreError> {
        let name = Posting::TABLE.name;
        let mut bound = Vec::new();
        let mut parts = vec!["t.of_id IS NULL".to_owned(), self.shown(Posting::TABLE)?.to_owned()];
        parts.push(conditions(
            &query.spend,
            ("t.department", "t.supplier_id", "t.posted_at"),
            &mut bound,
        ));
        let mut add = |condition: &str, value: Value| {
            bound.push(to_sql(&value));
            parts.push(condition.replace('?', &format!("?{}", bound.len())));
        };
        if let Some(system) = &query.spend.system {
            let of_system = format!("SELECT e.id FROM {} e WHERE e.system = ?", Equipment::TABLE.name);
            add(&format!("t.equipment_id IN ({of_system})"), system.to_value());
        }
        if let Some(order) = query.order {
            add("t.order_id = ?", order.to_value());
        }
        if let Some(item) = query.item {
            add("t.item_id = ?", item.to_value());
        }
        if let Some(currency) = &query.currency {
            add(
                "EXISTS (SELECT 1 FROM spend_counted c WHERE c.source_id = t.id AND c.currency = ?)",
                currency.to_value(),
            );
        }
        if query.is_unpriced {
            parts.push(format!(
                "t.id IN (SELECT c.source_id FROM spend_counted c WHERE c.figure = {} AND c.currency IS NULL)",
                number(SpendFigure::Actual)
            ));
        }
        let wanted = parts.join(" AND ");
        let total = self.counted(&format!("SELECT count(*) FROM {name} t WHERE {wanted}"), &bound)?;
        let sql = format!(
            "{columns} FROM (SELECT t.rowid AS place FROM {name} t WHERE {wanted} \
             ORDER BY t.posted_at DESC, t.id DESC LIMIT {limit} OFFSET {offset}) p \
             CROSS JOIN {name} t ON t.rowid = p.place ORDER BY t.posted_at DESC, t.id DESC",
            columns = statement::of(Posting::TABLE).columns,
            limit = query.limit,
            offset = query.offset,
        );
        let rows: Vec<RawRow> = self.query(Posting::TABLE, &sql, params_from_iter(bound))?;
        Ok(Page { total, rows })
    }

    /// The lines of orders, or the approved items, that a figure adds up, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn spend_sources(&self, figure: SpendFigure, query: &PostingQuery) -> Result<(Total, Vec<RowId>), StoreError> {
        let mut bound = vec![to_sql(&Value::Int(number(figure)))];
        let mut condition = format!("t.figure = ?1 AND {}", wanted(&query.spend, &mut bound));
        if let Some(currency) = &query.currency {
            bound.push(to_sql(&currency.to_value()));
            condition.push_str(&format!(" AND t.currency = ?{}", bound.len()));
        }
        if query.is_unpriced {
            condition.push_str(" AND t.currency IS NULL");
        }
        let total = self.counted(
            &format!("SELECT count(*) FROM spend_counted t WHERE {condition}"),
            &bound,
        )?;
        let sql = format!(
            "SELECT t.source_id FROM spend_counted t WHERE {condition} \
             ORDER BY t.at DESC, t.source_id DESC LIMIT {} OFFSET {}",
            query.limit, query.offset
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query(params_from_iter(bound))?;
        let mut sources = Vec::new();
        while let Some(row) = stored.next()? {
            sources.push(column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?);
        }
        Ok((total, sources))
    }

    fn counted(&self, sql: &str, bound: &[rusqlite::types::Value]) -> Result<Total, StoreError> {
        let counted: Option<i64> = self.optional(sql, params_from_iter(bound))?;
        Ok(Total {
            rows: usize::try_from(counted.unwrap_or(0)).unwrap_or(0),
            is_exact: true,
        })
    }
}
