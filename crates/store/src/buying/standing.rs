//! Where each item of the shopping list and each purchase order stands, kept beside the rows, in the
//! transaction that writes them: lists of many ask it of all of them at once.
//!
//! Invariant: says of every item what `domain::buying::Tab::of` says of it, and of every order what
//! `domain::buying::delivery::order_state` says, to which tests hold it. Nothing of it is a truth of its own: it
//! is checked and written anew with what is kept of spend.

pub(crate) mod listing;

use std::collections::{BTreeMap, BTreeSet};

use domain::buying::{OrderState, Tab};
use domain::schema::Row;
use domain::tables::{OrderLine, PurchaseOrder, ShoppingItem};
use journal::RowId;
use rusqlite::Connection;

use super::{awaited, is_begun};
use crate::column;
use crate::error::StoreError;
use crate::records::Records;

/// The number under which a part of the shopping list is kept.
const fn of_tab(tab: Tab) -> i64 {
    match tab {
        Tab::Candidate => 1,
        Tab::UnderReview => 2,
        Tab::Ordered => 3,
        Tab::AwaitingReceipt => 4,
        Tab::History => 5,
    }
}

/// The number under which a state of orders is kept.
const fn of_order(state: OrderState) -> i64 {
    match state {
        OrderState::Draft => 11,
        OrderState::Ordered => 12,
        OrderState::PartiallyReceived => 13,
        OrderState::Received => 14,
        OrderState::Cancelled => 15,
    }
}

/// The two statements that say it: of items and of orders; `only` narrows the rows, named `row`.
fn derivations(records: &Records<'_>, only: &str) -> Result<[String; 2], StoreError> {
    let (items, lines, orders) = (
        ShoppingItem::TABLE.name,
        OrderLine::TABLE.name,
        PurchaseOrder::TABLE.name,
    );
    let of_line = records.hidden_out(OrderLine::TABLE, "l")?;
    let (awaited, begun) = (awaited(records)?, is_begun(records)?);
    let of_item = format!("FROM {lines} l JOIN {orders} o ON o.id = l.order_id WHERE l.item_id = i.id");
    let of_order = format!("FROM {lines} l WHERE l.order_id = t.id");
    let item_is_awaited = format!(
        "EXISTS (SELECT 1 {of_item} AND NOT l.is_removed AND o.status = 'ordered' AND {of_line} AND {awaited} > 0)"
    );
    let item_is_begun = format!(
        "EXISTS (SELECT 1 {of_item} AND NOT l.is_removed AND o.ordered_at IS NOT NULL AND {of_line} AND {begun})"
    );
    let order_is_awaited = format!("EXISTS (SELECT 1 {of_order} AND NOT l.is_removed AND {of_line} AND {awaited} > 0)");
    let order_is_begun = format!("EXISTS (SELECT 1 {of_order} AND NOT l.is_removed AND {of_line} AND {begun})");
    Ok([
        format!(
            "SELECT i.id, CASE WHEN i.status = 'candidate' THEN {candidate} \
             WHEN i.status IN ('under_review', 'approved') THEN {review} \
             WHEN i.status = 'ordered' AND {item_is_awaited} THEN iif({item_is_begun}, {awaiting}, {ordered}) \
             ELSE {history} END, i.created_at, i.rowid FROM {items} i WHERE {shown} AND {only}",
            candidate = of_tab(Tab::Candidate),
            review = of_tab(Tab::UnderReview),
            awaiting = of_tab(Tab::AwaitingReceipt),
            ordered = of_tab(Tab::Ordered),
            history = of_tab(Tab::History),
            shown = records.hidden_out(ShoppingItem::TABLE, "i")?,
            only = only.replace("row", "i.id"),
        ),
        format!(
            "SELECT t.id, CASE WHEN t.status = 'draft' THEN {draft} \
             WHEN t.status <> 'ordered' THEN {cancelled} \
             WHEN {order_is_awaited} THEN iif({order_is_begun}, {partially}, {ordered}) \
             ELSE iif({order_is_begun}, {received}, {cancelled}) END, t.created_at, t.rowid \
             FROM {orders} t WHERE {shown} AND {only}",
            draft = self::of_order(OrderState::Draft),
            ordered = self::of_order(OrderState::Ordered),
            partially = self::of_order(OrderState::PartiallyReceived),
            received = self::of_order(OrderState::Received),
            cancelled = self::of_order(OrderState::Cancelled),
            shown = records.hidden_out(PurchaseOrder::TABLE, "t")?,
            only = only.replace("row", "t.id"),
        ),
    ])
}

/// Works out anew where the items and orders stand that follow from these rows: items, orders and lines among
/// others.
pub(crate) fn keep(connection: &Connection, changed: &BTreeSet<RowId>) -> Result<(), StoreError> {
    let lines = OrderLine::TABLE.name;
    let sql = format!("SELECT item_id FROM {lines} WHERE id = ?1 UNION ALL SELECT order_id FROM {lines} WHERE id = ?1");
    let mut bought = changed.clone();
    let mut prepared = connection.prepare_cached(&sql)?;
    for row in changed {
        let mut stored = prepared.query([row.as_bytes().as_slice()])?;
        while let Some(found) = stored.next()? {
            bought.insert(column::row_id(
                found.get_ref(0)?.as_blob().map_err(StoreError::broken)?,
            )?);
        }
    }
    // What stands where it stood is not written.
    let puts = derivations(&Records::of(connection), "row = ?1")?.map(|select| {
        format!(
            "INSERT INTO standings (row_id, standing, created_at, place) {select} ON CONFLICT (row_id) DO UPDATE \
             SET standing = excluded.standing, created_at = excluded.created_at, place = excluded.place \
             WHERE standing <> excluded.standing OR created_at <> excluded.created_at OR place <> excluded.place"
        )
    });
    let hidden = "DELETE FROM standings WHERE row_id = ?1 AND EXISTS (SELECT 1 FROM hidden_rows WHERE row_id = ?1)";
    let mut hidden = connection.prepare_cached(hidden)?;
    let mut puts = [
        connection.prepare_cached(&puts[0])?,
        connection.prepare_cached(&puts[1])?,
    ];
    for row in bought {
        hidden.execute([row.as_bytes().as_slice()])?;
        for put in &mut puts {
            put.execute([row.as_bytes().as_slice()])?;
        }
    }
    Ok(())
}

/// Writes everything that is kept anew, from the rows.
pub(crate) fn rebuild(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("DELETE FROM standings;")?;
    for select in derivations(&Records::of(connection), "TRUE")? {
        connection.execute(
            &format!("INSERT INTO standings (row_id, standing, created_at, place) {select}"),
            [],
        )?;
    }
    Ok(())
}

/// Where a row stands and when it was written.
type Standings = BTreeMap<RowId, (i64, i64)>;

/// Rows that are kept in this database as standing elsewhere than their rows say.
pub(crate) fn differing(connection: &Connection) -> Result<Vec<RowId>, StoreError> {
    let mut right = Standings::new();
    for select in derivations(&Records::of(connection), "TRUE")? {
        right.append(&mut read(connection, &select)?);
    }
    Ok(differences(&right, &kept(connection, "main")?))
}

/// Rows that the attached replica `was` keeps as standing elsewhere than the entries, taken in again here, put
/// them.
pub(crate) fn differing_from_replay(scratch: &Connection) -> Result<Vec<RowId>, StoreError> {
    Ok(differences(&kept(scratch, "main")?, &kept(scratch, "was")?))
}

/// The place is left out: it tells apart rows of one moment, and hangs on the order of arrival.
fn kept(connection: &Connection, database: &str) -> Result<Standings, StoreError> {
    read(
        connection,
        &format!("SELECT row_id, standing, created_at FROM {database}.standings"),
    )
}

fn read(connection: &Connection, sql: &str) -> Result<Standings, StoreError> {
    let mut prepared = connection.prepare(sql)?;
    let mut stored = prepared.query([])?;
    let mut standings = Standings::new();
    while let Some(row) = stored.next()? {
        let id = column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?;
        standings.insert(id, (row.get(1)?, row.get(2)?));
    }
    Ok(standings)
}

fn differences(right: &Standings, kept: &Standings) -> Vec<RowId> {
    let unlike = right.iter().filter(|(row, standing)| kept.get(*row) != Some(*standing));
    let unfounded = kept.keys().filter(|row| !right.contains_key(*row));
    unlike.map(|(row, _)| *row).chain(unfounded.copied()).collect()
}
