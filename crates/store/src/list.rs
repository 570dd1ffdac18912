//! Lists of one declared table: filtered, sorted, one page at a time, with bounded work.

mod query;

pub use query::{Compare, Filter, ListQuery, Sort};

use domain::field::Kind;
use domain::schema::{RawRow, Row, Table};
use domain::tables::{Fault, PurchaseOrder, ReceivingSession, WorkOrder, table_named};
use journal::Value;
use rusqlite::params_from_iter;
use rusqlite::types::{Value as Sql, ValueRef};

use crate::buying::standing::listing::{Wanted, by_age};
use crate::column;
use crate::error::StoreError;
use crate::receiving;
use crate::records::{ALL, Records};
use crate::statement;
use domain::fold::{fold, fold_onto};

/// Most rows of one page.
pub const PAGE_ROWS_MAX: usize = 500;
/// Rows that are counted; beyond, the total says "at least".
pub const COUNT_ROWS_MAX: usize = 1_000_000;
/// Rows in whose text is looked, from the top of the list; beyond, the total says "at least". A search
/// through everything is an index's work.
pub const TEXT_ROWS_MAX: usize = 50_000;
/// Words of one text filter; further ones are left out.
pub const TEXT_WORDS_MAX: usize = 8;
/// Distinct values that are counted.
pub const COUNTED_VALUES_MAX: usize = 1_000;

/// How many rows meet the conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The count.
    pub rows: usize,
    /// Whether it is all; otherwise there are at least so many.
    pub is_exact: bool,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// How many rows the whole list has.
    pub total: Total,
    /// The rows of this page, in the order asked for.
    pub rows: Vec<RawRow>,
}

/// A condition on the row `t` with the values it binds.
#[derive(Default)]
pub(crate) struct Conditions {
    pub(crate) sql: String,
    pub(crate) bound: Vec<Sql>,
    /// What the rows are found through, before their own table; mostly nothing.
    pub(crate) through: &'static str,
}

impl Records<'_> {
    /// One page of a list.
    ///
    /// # Errors
    /// When a column is not one of the table, or the database cannot be read.
    pub fn list(&self, query: &ListQuery) -> Result<Page, StoreError> {
        let mut conditions = conditions(query.table, &query.filters, self.shown(query.table)?)?;
        let mut order = order(query.table, &query.sort)?;
        if let Some(stock) = &query.stock {
            stock.check(query.table)?;
            let mut parts = vec![conditions.sql];
            stock.conditions(self, &mut parts, &mut conditions.bound)?;
            parts.retain(|part| part != ALL);
            conditions.sql = if parts.is_empty() {
                ALL.to_owned()
            } else {
                parts.join(" AND ")
            };
            order = stock.order().map_or(order.clone(), |first| format!("{first}, {order}"));
        }
        if let Some(of) = query
            .deliveries
            .filter(|_| query.table.number == ReceivingSession::TABLE.number)
        {
            conditions.sql = format!("{} AND {}", conditions.sql, receiving::stands_in(of));
        }
        let wanted = Wanted::of(self, query)?;
        if let Some(wanted) = &wanted {
            conditions.stand(wanted);
        }
        let words: Vec<String> = query.text.split_whitespace().map(fold).take(TEXT_WORDS_MAX).collect();
        if words.is_empty() || query.text_columns.is_empty() {
            if let Some(wanted) = wanted.filter(|_| query.filters.is_empty())
                && let Some(by_age) = by_age(query)
            {
                return self.page_standing(query, &wanted, by_age, &order);
            }
            return self.plain_page(query, conditions, &order);
        }
        self.text_page(query, conditions, &order, &words)
    }

    fn plain_page(&self, query: &ListQuery, conditions: Conditions, order: &str) -> Result<Page, StoreError> {
        let (name, wanted) = (query.table.name, &conditions.sql);
        let total = self.count(query.table, &conditions)?;
        // The page is found in the index alone; only its own rows are read.
        let columns = &statement::of(query.table).columns;
        let sql = format!(
            "{columns} FROM (SELECT t.rowid AS place FROM {through}{name} t WHERE {wanted} ORDER BY {order} LIMIT {limit} OFFSET {offset}) p \
             CROSS JOIN {name} t ON t.rowid = p.place ORDER BY {order}",
            through = conditions.through,
            limit = query.limit.min(PAGE_ROWS_MAX),
            offset = query.offset,
        );
        let rows = self.query(query.table, &sql, params_from_iter(conditions.bound))?;
        Ok(Page { total, rows })
    }

    fn text_page(
        &self,
        query: &ListQuery,
        conditions: Conditions,
        order: &str,
        words: &[String],
    ) -> Result<Page, StoreError> {
        let (name, wanted, through) = (query.table.name, conditions.sql, conditions.through);
        let columns = query.text_columns.iter().map(|column| looked_at(query.table, column));
        let columns = columns.collect::<Result<Vec<_>, _>>()?.join(", ");
        let sql = format!(
            "SELECT t.rowid, {columns} FROM {through}{name} t WHERE {wanted} ORDER BY {order} LIMIT {scan}",
            scan = TEXT_ROWS_MAX + 1,
        );
        let (places, total) = self.matching(&sql, conditions.bound, words)?;
        let page: Vec<i64> = places
            .into_iter()
            .skip(query.offset)
            .take(query.limit.min(PAGE_ROWS_MAX))
            .collect();
        let sql = format!(
            "{} FROM {name} t WHERE t.rowid = ?1",
            statement::of(query.table).columns
        );
        let mut rows = Vec::with_capacity(page.len());
        for place in page {
            rows.extend(self.query(query.table, &sql, [place])?);
        }
        Ok(Page { total, rows })
    }

    /// The places of matching rows among those looked at, and how many there are.
    ///
    /// Here and not in SQL, where each column of each row would be copied in and out of a function.
    fn matching(&self, sql: &str, bound: Vec<Sql>, words: &[String]) -> Result<(Vec<i64>, Total), StoreError> {
        let mut prepared = self.connection.prepare_cached(sql)?;
        let columns = prepared.column_count();
        let mut stored = prepared.query(params_from_iter(bound))?;
        let mut places = Vec::new();
        let mut looked_at = 0;
        let mut text = String::new();
        while let Some(row) = stored.next()? {
            looked_at += 1;
            if looked_at > TEXT_ROWS_MAX {
                break;
            }
            text.clear();
            for column in 1..columns {
                if let ValueRef::Text(cell) = row.get_ref(column)? {
                    fold_onto(&String::from_utf8_lossy(cell), &mut text);
                    // No word holds a line's end, so none is found across two columns.
                    text.push('\n');
                }
            }
            if words.iter().all(|word| text.contains(word.as_str())) {
                places.push(row.get(0)?);
            }
        }
        let total = Total {
            rows: places.len(),
            is_exact: looked_at <= TEXT_ROWS_MAX,
        };
        Ok((places, total))
    }

    fn count(&self, table: &Table, conditions: &Conditions) -> Result<Total, StoreError> {
        let (name, wanted) = (table.name, &conditions.sql);
        let sql = match wanted.as_str() {
            // Counting everything has a shortcut that a limit would take away.
            ALL => format!("SELECT count(*) FROM {name}"),
            _ => format!(
                "SELECT count(*) FROM (SELECT 1 FROM {}{name} t WHERE {wanted} LIMIT {})",
                conditions.through,
                COUNT_ROWS_MAX + 1
            ),
        };
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let counted: i64 = prepared.query_row(params_from_iter(&conditions.bound), |row| row.get(0))?;
        Ok(total(counted))
    }

    /// How many rows meet the conditions.
    ///
    /// # Errors
    /// When a column is not one of the table, or the database cannot be read.
    pub fn count_of(&self, table: &'static Table, filters: &[Filter]) -> Result<Total, StoreError> {
        self.count(table, &conditions(table, filters, self.shown(table)?)?)
    }

    /// How many rows there are of each value of a column, most first.
    ///
    /// # Errors
    /// When a column is not one of the table, or the database cannot be read.
    pub fn count_by(
        &self,
        table: &'static Table,
        column: &str,
        filters: &[Filter],
    ) -> Result<Vec<(Value, usize)>, StoreError> {
        let declared = table.named(column).ok_or_else(|| unknown(table, column))?;
        let conditions = conditions(table, filters, self.shown(table)?)?;
        let sql = format!(
            "SELECT t.{column}, count(*) FROM {} t WHERE {} GROUP BY t.{column} ORDER BY 2 DESC, 1 LIMIT {COUNTED_VALUES_MAX}",
            table.name, conditions.sql,
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query(params_from_iter(conditions.bound))?;
        let mut counts = Vec::new();
        while let Some(row) = stored.next()? {
            let count: i64 = row.get(1)?;
            counts.push((
                column::read(declared.kind, row.get_ref(0)?)?,
                usize::try_from(count).unwrap_or(0),
            ));
        }
        Ok(counts)
    }
}

pub(crate) fn total(counted: i64) -> Total {
    let rows = usize::try_from(counted).unwrap_or(0);
    Total {
        rows: rows.min(COUNT_ROWS_MAX),
        is_exact: rows <= COUNT_ROWS_MAX,
    }
}

/// The conditions of the filters, and that a row is shown at all.
pub(crate) fn conditions(table: &'static Table, filters: &[Filter], shown: &str) -> Result<Conditions, StoreError> {
    let mut conditions = Conditions::default();
    let mut parts = Vec::new();
    for filter in filters {
        let column = comparable(table, &filter.column)?;
        parts.push(condition(&column, filter, &mut conditions.bound));
    }
    if shown != ALL {
        parts.push(shown.to_owned());
    }
    conditions.sql = if parts.is_empty() {
        ALL.to_owned()
    } else {
        parts.join(" AND ")
    };
    Ok(conditions)
}

fn condition(column: &str, filter: &Filter, bound: &mut Vec<Sql>) -> String {
    let mut bind = |value: &Value| {
        bound.push(to_sql(value));
        let place = format!("?{}", bound.len());
        if column.starts_with("CAST") {
            format!("CAST({place} AS REAL)")
        } else {
            place
        }
    };
    let operator = match filter.compare {
        Compare::Is | Compare::IsNot => return is_one_of(column, filter, bind),
        Compare::Below => "<",
        Compare::AtMost => "<=",
        Compare::Above => ">",
        Compare::AtLeast => ">=",
    };
    match filter.values.first() {
        Some(value) => format!("{column} {operator} {}", bind(value)),
        None => "FALSE".to_owned(),
    }
}

fn is_one_of(column: &str, filter: &Filter, bind: impl FnMut(&Value) -> String) -> String {
    let places: Vec<String> = filter
        .values
        .iter()
        .filter(|value| !value.is_null())
        .map(bind)
        .collect();
    let has_null = places.len() < filter.values.len();
    let is_one = match places.as_slice() {
        [] => "FALSE".to_owned(),
        [one] => format!("{column} = {one}"),
        several => format!("{column} IN ({})", several.join(", ")),
    };
    let is_one = if has_null {
        format!("({is_one} OR {column} IS NULL)")
    } else {
        is_one
    };
    if filter.compare == Compare::Is {
        is_one
    } else {
        format!("({is_one}) IS NOT TRUE")
    }
}

fn order(table: &'static Table, sort: &[Sort]) -> Result<String, StoreError> {
    let mut parts = Vec::new();
    for sort in sort {
        let column = ordered(table, &sort.column)?;
        let is_nullable = table.named(&sort.column).is_some_and(|column| column.nullable);
        // What is not known stands last either way: nobody sorts to find it.
        let direction = match (sort.is_descending, is_nullable) {
            (true, _) => "DESC",
            (false, true) => "ASC NULLS LAST",
            (false, false) => "ASC",
        };
        parts.push(format!("{column} {direction}"));
    }
    // One direction throughout, so that the index of the first column serves the ties too.
    let ties = if sort.last().is_none_or(|sort| sort.is_descending) {
        "DESC"
    } else {
        "ASC"
    };
    if sort.is_empty() {
        parts.push(format!("t.created_at {ties}"));
    }
    parts.push(format!("t.rowid {ties}"));
    Ok(parts.join(", "))
}

/// The column as it is put in order: what people wrote as they read it, without case and accents. Numbers
/// that the program gives out are alike in both, and long lists need their index.
fn ordered(table: &'static Table, name: &str) -> Result<String, StoreError> {
    let column = comparable(table, name)?;
    let is_text = table.named(name).is_some_and(|column| column.kind == Kind::Text);
    let given_out = [
        Fault::TABLE.number,
        WorkOrder::TABLE.number,
        PurchaseOrder::TABLE.number,
        ReceivingSession::TABLE.number,
    ];
    let is_given_out = name == "number" && given_out.contains(&table.number);
    Ok(match is_text && !is_given_out {
        true => format!("folded({column})"),
        false => column,
    })
}

/// The column as it is compared: decimals are text, and compared as numbers.
fn comparable(table: &'static Table, name: &str) -> Result<String, StoreError> {
    let column = known(table, name)?;
    let is_decimal = table
        .named(name)
        .is_some_and(|column| matches!(column.kind, Kind::Decimal | Kind::Money));
    Ok(if is_decimal {
        format!("CAST(t.{column} AS REAL)")
    } else {
        format!("t.{column}")
    })
}

/// A column of the row, or of the row that one of its columns refers to.
fn looked_at(table: &'static Table, name: &str) -> Result<String, StoreError> {
    let Some((reference, name)) = name.split_once('.') else {
        return Ok(format!("t.{}", known(table, name)?));
    };
    let column = table.named(reference).ok_or_else(|| unknown(table, reference))?;
    let other = column
        .refers_to
        .and_then(table_named)
        .ok_or_else(|| unknown(table, reference))?;
    Ok(format!(
        "(SELECT r.{} FROM {} r WHERE r.id = t.{})",
        known(other, name)?,
        other.name,
        column.name
    ))
}

/// A name that may stand in SQL: that of a declared column.
fn known(table: &'static Table, name: &str) -> Result<&'static str, StoreError> {
    const OF_EVERY_ROW: [&str; 3] = ["id", "created_at", "created_by"];
    let of_every_row = OF_EVERY_ROW.into_iter().find(|column| *column == name);
    of_every_row
        .or_else(|| table.named(name).map(|column| column.name))
        .ok_or_else(|| unknown(table, name))
}

fn unknown(table: &Table, column: &str) -> StoreError {
    StoreError::UnknownColumn {
        table: table.name,
        column: column.to_owned(),
    }
}

pub(crate) fn to_sql(value: &Value) -> Sql {
    match value {
        Value::Null | Value::Private(_) => Sql::Null,
        Value::Bool(flag) => Sql::Integer(i64::from(*flag)),
        Value::Int(number) => Sql::Integer(*number),
        Value::Text(text) => Sql::Text(text.clone()),
        Value::Bytes(bytes) => Sql::Blob(bytes.clone()),
        Value::Id(id) => Sql::Blob(id.as_bytes().to_vec()),
    }
}
