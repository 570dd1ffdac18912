//! What is awaited, what was spent and what is committed: read from orders, marks and postings, and added up
//! exactly. Nothing of it is stored but what is worked out anew with every row it follows from.

mod doubtful;
pub(crate) mod standing;

use domain::buying::spend::Spent;
use domain::field::Field;
use domain::money::Money;
use domain::schema::{Row, Table};
use domain::tables::{Department, ItemMark, OrderLine, Posting, PurchaseOrder, ShoppingItem};
use domain::time::Instant;
use journal::{RowId, Value};
use rusqlite::params_from_iter;
use rusqlite::types::{Value as Sql, ValueRef};

use crate::error::StoreError;
use crate::list::to_sql;
use crate::records::{ALL, Records};
use crate::stock;

/// What of the spend is asked for; all of it where nothing is named.
#[derive(Clone, Debug, Default)]
pub struct SpendQuery {
    /// The department that pays.
    pub department: Option<Department>,
    /// The supplier.
    pub supplier: Option<RowId>,
    /// The system of the equipment it is for.
    pub system: Option<String>,
    /// Not before.
    pub from: Option<Instant>,
    /// Before.
    pub before: Option<Instant>,
}

/// How much of the line `l` is still awaited, in ten-thousandths of the unit: less what was marked, and less
/// what deliveries brought, each as long as nobody took it back.
pub(crate) fn awaited(records: &Records<'_>) -> Result<String, StoreError> {
    let (marks, postings) = (ItemMark::TABLE.name, Posting::TABLE.name);
    let (of_mark, of_back) = (
        records.hidden_out(ItemMark::TABLE, "m")?,
        records.hidden_out(ItemMark::TABLE, "b")?,
    );
    let (of_posting, of_reversal) = (
        records.hidden_out(Posting::TABLE, "f")?,
        records.hidden_out(Posting::TABLE, "r")?,
    );
    Ok(format!(
        "(ten_thousandths(l.quantity) - coalesce(ten_thousandths(l.cancelled), 0) - coalesce((\
         SELECT sum(ten_thousandths(m.quantity)) FROM {marks} m WHERE m.line_id = l.id AND m.kind <> 'taken_back' \
         AND {of_mark} AND NOT EXISTS (SELECT 1 FROM {marks} b WHERE b.takes_back_id = m.id AND {of_back})), 0) - coalesce((\
         SELECT sum(ten_thousandths(f.quantity)) FROM {postings} f WHERE f.line_id = l.id AND f.kind = 'posted' \
         AND f.destination IS NOT NULL AND {of_posting} \
         AND NOT EXISTS (SELECT 1 FROM {postings} r WHERE r.of_id = f.id AND r.kind = 'reversed' AND {of_reversal})), 0))"
    ))
}

/// The condition that something of the line `l` came with a delivery or was marked, and was not taken back.
pub(crate) fn is_begun(records: &Records<'_>) -> Result<String, StoreError> {
    let (marks, postings) = (ItemMark::TABLE.name, Posting::TABLE.name);
    Ok(format!(
        "(EXISTS (SELECT 1 FROM {marks} m WHERE m.line_id = l.id AND m.kind <> 'taken_back' AND {of_mark} \
         AND NOT EXISTS (SELECT 1 FROM {marks} b WHERE b.takes_back_id = m.id AND {of_back})) \
         OR EXISTS (SELECT 1 FROM {postings} f WHERE f.line_id = l.id AND f.kind = 'posted' \
         AND f.destination IS NOT NULL AND {of_posting} \
         AND NOT EXISTS (SELECT 1 FROM {postings} r WHERE r.of_id = f.id AND r.kind = 'reversed' AND {of_reversal})))",
        of_mark = records.hidden_out(ItemMark::TABLE, "m")?,
        of_back = records.hidden_out(ItemMark::TABLE, "b")?,
        of_posting = records.hidden_out(Posting::TABLE, "f")?,
        of_reversal = records.hidden_out(Posting::TABLE, "r")?,
    ))
}

impl Records<'_> {
    /// What counts as spent: every posting that was not taken back, at its latest price.
    ///
    /// # Errors
    /// When the database cannot be read, or holds what is no amount.
    pub fn spent(&self, query: &SpendQuery) -> Result<Spent, StoreError> {
        let name = Posting::TABLE.name;
        let mut bound = Vec::new();
        let wanted = conditions(query, ("t.department", "t.supplier_id", "t.posted_at"), &mut bound);
        let shown = self.shown(Posting::TABLE)?;
        let system = of_system(query, "t.equipment_id = e.id", &mut bound);
        // A row that is hidden prices and reverses nothing either.
        let other = self.hidden_out(Posting::TABLE, "p")?;
        let sql = format!(
            "SELECT CASE WHEN p.id IS NULL THEN t.currency ELSE p.currency END, \
             CASE WHEN p.id IS NULL THEN t.amount ELSE p.amount END FROM {name} t \
             LEFT JOIN {name} p ON p.rowid = (SELECT p.rowid FROM {name} p WHERE p.of_id = t.id AND p.kind = 'priced' \
             AND {other} ORDER BY p.posted_at DESC, p.id DESC LIMIT 1) \
             WHERE t.kind = 'posted' AND {wanted} AND {system} AND {shown} \
             AND NOT EXISTS (SELECT 1 FROM {name} p WHERE p.of_id = t.id AND p.kind = 'reversed' AND {other})"
        );
        let mut sums = Sums::default();
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query(params_from_iter(bound))?;
        while let Some(row) = stored.next()? {
            match (row.get_ref(0)?, row.get_ref(1)?) {
                (ValueRef::Text(code), ValueRef::Text(amount)) => sums.add(&text(code)?, money(amount)?),
                _ => sums.spent.unpriced += 1,
            }
        }
        Ok(sums.spent)
    }

    /// What is ordered and still awaited, at the orders' prices; lines without a price are counted.
    ///
    /// # Errors
    /// When the database cannot be read, or holds what is no amount.
    pub fn committed(&self, query: &SpendQuery) -> Result<Spent, StoreError> {
        let mut bound = Vec::new();
        let wanted = conditions(query, ("i.department", "o.supplier_id", "o.ordered_at"), &mut bound);
        let system = of_system(query, "i.equipment_id = e.id", &mut bound);
        let sql = format!(
            "SELECT o.currency, l.unit_price, {awaited} FROM {orders} o \
             JOIN {lines} l ON l.order_id = o.id JOIN {items} i ON i.id = l.item_id \
             WHERE o.status = 'ordered' AND NOT l.is_removed AND {awaited} > 0 AND {wanted} AND {system} AND {shown}",
            orders = PurchaseOrder::TABLE.name,
            lines = OrderLine::TABLE.name,
            items = ShoppingItem::TABLE.name,
            shown = self.hidden_out(OrderLine::TABLE, "l")?,
            awaited = awaited(self)?,
        );
        let mut sums = Sums::default();
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query(params_from_iter(bound))?;
        while let Some(row) = stored.next()? {
            let awaited = stock::unscaled(row.get(2)?);
            let (code, price) = match (row.get_ref(0)?, row.get_ref(1)?) {
                (ValueRef::Text(code), ValueRef::Text(price)) => (text(code)?, money(price)?),
                _ => {
                    sums.spent.unpriced += 1;
                    continue;
                }
            };
            match price.times(awaited) {
                Some(amount) => sums.add(&code, amount),
                None => sums.is_beyond(&code),
            }
        }
        Ok(sums.spent)
    }

    /// The condition under which a row of the table, under that name, is shown.
    pub(crate) fn hidden_out(&self, table: &'static Table, alias: &str) -> Result<String, StoreError> {
        if self.shown(table)? == ALL {
            return Ok(ALL.to_owned());
        }
        Ok(format!(
            "NOT EXISTS (SELECT 1 FROM hidden_rows h WHERE h.row_id = {alias}.id AND h.table_number = {})",
            table.number
        ))
    }
}

/// Sums by currency, exact or said to be beyond what can be kept.
#[derive(Default)]
struct Sums {
    spent: Spent,
}

impl Sums {
    fn add(&mut self, code: &str, amount: Money) {
        if self.spent.beyond.iter().any(|known| known == code) {
            return;
        }
        let sum = self.spent.amounts.get(code).copied().unwrap_or_default();
        match sum.plus(amount) {
            Some(more) => {
                self.spent.amounts.insert(code.to_owned(), more);
            }
            None => self.is_beyond(code),
        }
    }

    fn is_beyond(&mut self, code: &str) {
        self.spent.amounts.remove(code);
        if !self.spent.beyond.iter().any(|known| known == code) {
            self.spent.beyond.push(code.to_owned());
        }
    }
}

pub(crate) fn conditions(
    query: &SpendQuery,
    (department, supplier, at): (&str, &str, &str),
    bound: &mut Vec<Sql>,
) -> String {
    let mut parts = vec![ALL.to_owned()];
    let mut add = |condition: &str, value: Value| {
        bound.push(to_sql(&value));
        parts.push(format!("{condition} ?{}", bound.len()));
    };
    if let Some(wanted) = query.department {
        add(&format!("{department} ="), wanted.to_value());
    }
    if let Some(wanted) = query.supplier {
        add(&format!("{supplier} ="), wanted.to_value());
    }
    if let Some(from) = query.from {
        add(&format!("{at} >="), from.to_value());
    }
    if let Some(before) = query.before {
        add(&format!("{at} <"), before.to_value());
    }
    parts.join(" AND ")
}

fn of_system(query: &SpendQuery, is_its: &str, bound: &mut Vec<Sql>) -> String {
    let Some(system) = &query.system else {
        return ALL.to_owned();
    };
    bound.push(to_sql(&system.to_value()));
    let place = bound.len();
    format!("EXISTS (SELECT 1 FROM pms_equipment e WHERE {is_its} AND e.system = ?{place})")
}

fn text(bytes: &[u8]) -> Result<String, StoreError> {
    std::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(StoreError::broken)
}

fn money(bytes: &[u8]) -> Result<Money, StoreError> {
    Money::from_value(&Value::Text(text(bytes)?)).map_err(StoreError::broken)
}
