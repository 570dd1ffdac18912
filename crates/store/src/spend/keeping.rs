//! Keeps what each posting, line and item counts, and where items and orders stand, in the transaction that writes
//! them.

use std::collections::BTreeSet;

use domain::buying::figures::SpendFigure;
use domain::field::Field;
use domain::money::Money;
use domain::schema::Row;
use domain::tables::{ItemMark, OrderLine, Posting, PurchaseOrder, ShoppingItem};
use journal::{RowId, Value};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Statement, params_from_iter};

use super::{FINE, number};
use crate::buying::{awaited, standing};
use crate::column;
use crate::error::StoreError;
use crate::records::Records;
use crate::stock::unscaled;

/// What one posting, line or item counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) source: RowId,
    pub(crate) figure: i64,
    at: i64,
    department: String,
    supplier: Option<RowId>,
    equipment: Option<RowId>,
    currency: Option<String>,
    amount: Option<(i64, i64)>,
}

/// The rows that one intake wrote and that figures of spend follow from.
#[derive(Debug, Default)]
pub(crate) struct SpendChanges(BTreeSet<(u16, RowId)>);

impl SpendChanges {
    /// The row was written, shown or hidden.
    pub(crate) fn note(&mut self, table: u16, row: RowId) {
        if is_about_spend(table) {
            self.0.insert((table, row));
        }
    }

    /// Works out anew what follows from them, and begins anew.
    pub(crate) fn keep(&mut self, connection: &Connection) -> Result<(), StoreError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut sources = BTreeSet::new();
        for (table, row) in std::mem::take(&mut self.0) {
            add_sources(connection, table, row, &mut sources)?;
        }
        let derivations = derivations(&Records::of(connection), "source = ?1")?;
        for source in &sources {
            connection
                .prepare_cached("DELETE FROM spend_counted WHERE source_id = ?1")?
                .execute([source.as_bytes().as_slice()])?;
            for sql in &derivations {
                let mut prepared = connection.prepare_cached(sql)?;
                read_all(&mut prepared, &[*source], &mut |counted| put(connection, &counted))?;
            }
        }
        standing::keep(connection, &sources)
    }
}

/// Whether figures of spend follow from the table.
pub(crate) fn is_about_spend(table: u16) -> bool {
    [
        Posting::TABLE.number,
        OrderLine::TABLE.number,
        PurchaseOrder::TABLE.number,
        ShoppingItem::TABLE.number,
        ItemMark::TABLE.number,
    ]
    .contains(&table)
}

/// The postings, lines and items whose count follows from the row.
fn add_sources(
    connection: &Connection,
    table: u16,
    row: RowId,
    sources: &mut BTreeSet<RowId>,
) -> Result<(), StoreError> {
    sources.insert(row);
    let (items, lines) = (ShoppingItem::TABLE.number, OrderLine::TABLE.number);
    // An item's line may follow from the item, and what an approved item counts from the draft it stands on.
    let sql = match table {
        table if table == items => "SELECT id FROM pms_purchase_order_lines WHERE item_id = ?1",
        table if table == lines => "SELECT item_id FROM pms_purchase_order_lines WHERE id = ?1",
        table if table == PurchaseOrder::TABLE.number => {
            "SELECT id FROM pms_purchase_order_lines WHERE order_id = ?1 \
             UNION ALL SELECT item_id FROM pms_purchase_order_lines WHERE order_id = ?1"
        }
        table if table == ItemMark::TABLE.number => "SELECT line_id FROM pms_shopping_list_marks WHERE id = ?1",
        // What a delivery brought is no longer awaited on its line, unless the posting is taken back.
        _ => {
            "SELECT of_id FROM pms_finance_transactions WHERE id = ?1 AND of_id IS NOT NULL \
             UNION ALL SELECT line_id FROM pms_finance_transactions WHERE id = ?1 AND line_id IS NOT NULL"
        }
    };
    let mut prepared = connection.prepare_cached(sql)?;
    let mut stored = prepared.query([row.as_bytes().as_slice()])?;
    while let Some(found) = stored.next()? {
        sources.insert(id(found.get_ref(0)?)?);
    }
    Ok(())
}

/// What counts, one statement for each figure; `only` narrows the sources, named `source`.
fn derivations(records: &Records<'_>, only: &str) -> Result<[String; 3], StoreError> {
    let (items, lines) = (ShoppingItem::TABLE.name, OrderLine::TABLE.name);
    let (orders, postings) = (PurchaseOrder::TABLE.name, Posting::TABLE.name);
    let of_line = records.hidden_out(OrderLine::TABLE, "l")?;
    let of_item = records.hidden_out(ShoppingItem::TABLE, "i")?;
    let of_posting = records.hidden_out(Posting::TABLE, "t")?;
    let of_other = records.hidden_out(Posting::TABLE, "p")?;
    let (on_item, on_line, on_posting) = (
        only.replace("source", "i.id"),
        only.replace("source", "l.id"),
        only.replace("source", "t.id"),
    );
    Ok([
        format!(
            "SELECT i.id, {outstanding}, i.created_at, i.department, coalesce(o.supplier_id, i.supplier_id), \
             i.equipment_id, o.currency, l.unit_price, \
             ten_thousandths(coalesce(l.quantity, i.approved_quantity, i.quantity)) \
             FROM {items} i LEFT JOIN {lines} l ON l.rowid = (SELECT l.rowid FROM {lines} l \
             JOIN {orders} o ON o.id = l.order_id WHERE l.item_id = i.id AND NOT l.is_removed \
             AND o.status = 'draft' AND {of_line} ORDER BY l.created_at DESC, l.id DESC LIMIT 1) \
             LEFT JOIN {orders} o ON o.id = l.order_id WHERE i.status = 'approved' AND {of_item} AND {on_item}",
            outstanding = number(SpendFigure::Outstanding),
        ),
        format!(
            "SELECT l.id, {committed}, coalesce(o.ordered_at, o.created_at), i.department, o.supplier_id, \
             i.equipment_id, o.currency, l.unit_price, {awaited} \
             FROM {lines} l JOIN {orders} o ON o.id = l.order_id JOIN {items} i ON i.id = l.item_id \
             WHERE o.status = 'ordered' AND NOT l.is_removed AND {awaited} > 0 AND {of_line} AND {on_line}",
            committed = number(SpendFigure::Committed),
            awaited = awaited(records)?,
        ),
        // The amount of a posting is kept with it, and so is that of each later price.
        format!(
            "SELECT t.id, {actual}, t.posted_at, t.department, t.supplier_id, t.equipment_id, \
             CASE WHEN p.id IS NULL THEN t.currency ELSE p.currency END, \
             CASE WHEN p.id IS NULL THEN t.amount ELSE p.amount END, NULL FROM {postings} t \
             LEFT JOIN {postings} p ON p.rowid = (SELECT p.rowid FROM {postings} p WHERE p.of_id = t.id \
             AND p.kind = 'priced' AND {of_other} ORDER BY p.posted_at DESC, p.id DESC LIMIT 1) \
             WHERE t.kind = 'posted' AND {of_posting} AND {on_posting} AND NOT EXISTS (\
             SELECT 1 FROM {postings} p WHERE p.of_id = t.id AND p.kind = 'reversed' AND {of_other})",
            actual = number(SpendFigure::Actual),
        ),
    ])
}

/// Everything that counts, worked out from the rows alone.
pub(super) fn each(
    connection: &Connection,
    heard: &mut dyn FnMut(Counted) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    for sql in derivations(&Records::of(connection), "TRUE")? {
        read_all(&mut connection.prepare(&sql)?, &[], heard)?;
    }
    Ok(())
}

fn read_all(
    prepared: &mut Statement<'_>,
    bound: &[RowId],
    heard: &mut dyn FnMut(Counted) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let bound = bound.iter().map(|id| id.as_bytes().to_vec());
    let mut stored = prepared.query(params_from_iter(bound))?;
    while let Some(row) = stored.next()? {
        let (currency, amount) = match (row.get_ref(6)?, row.get_ref(7)?) {
            (ValueRef::Text(code), ValueRef::Text(price)) => {
                let code = std::str::from_utf8(code).map_err(StoreError::broken)?;
                let price = std::str::from_utf8(price).map_err(StoreError::broken)?;
                let price = Money::from_value(&Value::Text(price.to_owned())).map_err(StoreError::broken)?;
                let amount = match row.get::<_, Option<i64>>(8)? {
                    Some(quantity) => price.times(unscaled(quantity)),
                    None => Some(price),
                };
                (Some(code.to_owned()), amount.and_then(cut))
            }
            _ => (None, None),
        };
        heard(Counted {
            source: id(row.get_ref(0)?)?,
            figure: row.get(1)?,
            at: row.get(2)?,
            department: row.get(3)?,
            supplier: some_id(row.get_ref(4)?)?,
            equipment: some_id(row.get_ref(5)?)?,
            currency,
            amount,
        })?;
    }
    Ok(())
}

/// The amount in two numbers that 64 bits hold.
fn cut(amount: Money) -> Option<(i64, i64)> {
    let fine = amount.hundred_millionths()?;
    Some((
        i64::try_from(fine.div_euclid(FINE)).ok()?,
        i64::try_from(fine.rem_euclid(FINE)).ok()?,
    ))
}

fn id(stored: ValueRef<'_>) -> Result<RowId, StoreError> {
    column::row_id(stored.as_blob().map_err(StoreError::broken)?)
}

fn some_id(stored: ValueRef<'_>) -> Result<Option<RowId>, StoreError> {
    match stored {
        ValueRef::Null => Ok(None),
        other => id(other).map(Some),
    }
}

fn put(connection: &Connection, counted: &Counted) -> Result<(), StoreError> {
    let sql = "INSERT INTO spend_counted (source_id, figure, at, department, supplier_id, equipment_id, currency, \
               whole, fine) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let bytes = |id: &Option<RowId>| id.map(|id| id.as_bytes().to_vec());
    connection.prepare_cached(sql)?.execute((
        counted.source.as_bytes().as_slice(),
        counted.figure,
        counted.at,
        &counted.department,
        bytes(&counted.supplier),
        bytes(&counted.equipment),
        &counted.currency,
        counted.amount.map(|(whole, _)| whole),
        counted.amount.map(|(_, fine)| fine),
    ))?;
    Ok(())
}

/// Everything that is kept in the named database.
pub(super) fn each_kept(
    connection: &Connection,
    database: &str,
    heard: &mut dyn FnMut(Counted),
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT source_id, figure, at, department, supplier_id, equipment_id, currency, whole, fine \
         FROM {database}.spend_counted"
    );
    let mut prepared = connection.prepare(&sql)?;
    let mut stored = prepared.query([])?;
    while let Some(row) = stored.next()? {
        let (whole, fine): (Option<i64>, Option<i64>) = (row.get(7)?, row.get(8)?);
        heard(Counted {
            source: id(row.get_ref(0)?)?,
            figure: row.get(1)?,
            at: row.get(2)?,
            department: row.get(3)?,
            supplier: some_id(row.get_ref(4)?)?,
            equipment: some_id(row.get_ref(5)?)?,
            currency: row.get(6)?,
            amount: whole.zip(fine),
        });
    }
    Ok(())
}

/// Writes everything that is kept anew, from the rows.
pub(crate) fn rebuild(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("DELETE FROM spend_counted;")?;
    each(connection, &mut |counted| put(connection, &counted))?;
    standing::rebuild(connection)
}
