//! The views of buying show what a person aboard sees: how far an order is received, and what counts as spent.

use domain::schema::Row;
use domain::tables::{ItemMark, OrderLine, Posting, PurchaseOrder, ShoppingItem, Supplier};
use journal::{RowId, Value};

use crate::fleet::{Fleet, insert, part, text};
use crate::shore::Shore;

/// Noon of 22 November 2026, UTC.
const NOON: i64 = 1_795_348_800_000;

async fn rows(client: &tokio_postgres::Client, sql: &str) -> Vec<String> {
    let sql = format!("SELECT t::text FROM ({sql}) t");
    let rows = client.query(&sql, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

struct Made {
    item: RowId,
    order: RowId,
    line: RowId,
    part: RowId,
    supplier: RowId,
}

/// Five of a part on an order that was placed at 10 EUR each.
fn ordered(fleet: &mut Fleet) -> Made {
    let [part_id, supplier, item, order, line] =
        ["part", "supplier", "item", "order", "line"].map(|name| RowId::natural(0, &[name.as_bytes()]));
    let values = vec![(1, text("Jabsco Marine")), (9, false.into())];
    let asked = vec![
        (1, part_id.into()),
        (2, text("5")),
        (3, text("normal")),
        (5, text("engineering")),
        (6, text("part")),
        (12, text("ordered")),
        (13, text("5")),
    ];
    let head = vec![
        (1, text("PO-2026-E001")),
        (2, supplier.into()),
        (3, text("engineering")),
        (4, text("EUR")),
        (9, text("ordered")),
        (10, Value::Int(NOON)),
    ];
    let of_line = vec![
        (1, order.into()),
        (2, item.into()),
        (3, part_id.into()),
        (4, text("5")),
        (5, text("10")),
        (7, false.into()),
    ];
    fleet.write(0, "add_part", vec![part(part_id)], Vec::new());
    fleet.write(
        0,
        "add_supplier",
        vec![insert(Supplier::TABLE, supplier, values)],
        Vec::new(),
    );
    fleet.write(
        0,
        "add_shopping_item",
        vec![insert(ShoppingItem::TABLE, item, asked)],
        Vec::new(),
    );
    let changes = vec![
        insert(PurchaseOrder::TABLE, order, head),
        insert(OrderLine::TABLE, line, of_line),
    ];
    fleet.write(0, "create_purchase_order", changes, Vec::new());
    Made {
        item,
        order,
        line,
        part: part_id,
        supplier,
    }
}

/// A mark, or one that takes it back.
fn mark(fleet: &mut Fleet, made: &Made, kind: &str, quantity: &str, back: Option<RowId>) -> RowId {
    let id = fleet.fresh(0);
    let mut values = vec![
        (1, made.item.into()),
        (2, made.line.into()),
        (3, text(kind)),
        (4, text(quantity)),
    ];
    values.extend(back.map(|back| (8, back.into())));
    fleet.write(
        0,
        "mark_item_installed",
        vec![insert(ItemMark::TABLE, id, values)],
        Vec::new(),
    );
    id
}

fn posting(fleet: &mut Fleet, made: &Made, more: Vec<(u16, Value)>) -> RowId {
    let id = fleet.fresh(0);
    let mut values = vec![
        (2, made.item.into()),
        (3, made.order.into()),
        (4, made.line.into()),
        (6, made.part.into()),
        (7, made.supplier.into()),
        (8, text("engineering")),
    ];
    values.extend(more);
    values.sort_by_key(|(column, _)| *column);
    fleet.write(
        0,
        "mark_item_installed",
        vec![insert(Posting::TABLE, id, values)],
        Vec::new(),
    );
    id
}

fn priced(kind: &str, quantity: &str, price: Option<(&str, &str, &str)>, minute: i64) -> Vec<(u16, Value)> {
    let mut values = vec![
        (1, text(kind)),
        (11, text(quantity)),
        (15, Value::Int(NOON + minute * 60_000)),
    ];
    if let Some((unit, amount, code)) = price {
        values.extend([(12, text(unit)), (13, text(amount)), (14, text(code))]);
    }
    values
}

#[tokio::test]
async fn orders_and_items_say_how_much_of_them_came() {
    let mut fleet = Fleet::new(7, 1);
    let made = ordered(&mut fleet);
    mark(&mut fleet, &made, "installed", "2", None);
    let mistake = mark(&mut fleet, &made, "missing", "3", None);
    mark(&mut fleet, &made, "taken_back", "3", Some(mistake));
    let shore = Shore::start().await;
    shore.adopt(&fleet).await;
    shore.store(&fleet, &fleet.whole(0)).await;
    let client = shore.gateway(fleet.vessel).await;
    let sql = "SELECT ordered, cancelled, installed, missing, outstanding FROM purchase_order_lines";
    assert_eq!(rows(&client, sql).await, ["(5,0,2,0,3)"]);
    let sql = "SELECT number, state, supplier, lines, amount, currency, unpriced FROM purchase_orders";
    let expected = r#"(PO-2026-E001,partially_received,"Jabsco Marine",1,50,EUR,0)"#;
    assert_eq!(rows(&client, sql).await, [expected]);
    let sql = "SELECT part_name, state, outstanding FROM shopping_list";
    assert_eq!(rows(&client, sql).await, ["(Impeller,partially_fulfilled,3)"]);
}

#[tokio::test]
async fn spend_counts_the_latest_price_and_nothing_of_what_was_taken_back() {
    let mut fleet = Fleet::new(8, 1);
    let made = ordered(&mut fleet);
    let eur = |unit, amount| Some((unit, amount, "EUR"));
    let first = posting(&mut fleet, &made, priced("posted", "2", eur("10", "20"), 0));
    let mut later = priced("priced", "0", eur("12.5", "25"), 2);
    later.push((16, first.into()));
    posting(&mut fleet, &made, later);
    let mut earlier = priced("priced", "0", Some(("11", "22", "USD")), 1);
    earlier.push((16, first.into()));
    posting(&mut fleet, &made, earlier);
    posting(&mut fleet, &made, priced("posted", "1", None, 3));
    let wrong = posting(&mut fleet, &made, priced("posted", "2", eur("10", "20"), 4));
    let mut back = priced("reversed", "-2", eur("10", "-20"), 5);
    back.push((16, wrong.into()));
    posting(&mut fleet, &made, back);
    let shore = Shore::start().await;
    shore.adopt(&fleet).await;
    shore.store(&fleet, &fleet.whole(0)).await;
    let client = shore.gateway(fleet.vessel).await;
    let sql = "SELECT quantity, amount, currency, is_unpriced, is_reversed FROM spend ORDER BY posted_at";
    let expected = ["(2,25,EUR,f,f)", "(1,,,t,f)", "(0,,EUR,f,t)"];
    assert_eq!(rows(&client, sql).await, expected);
}
