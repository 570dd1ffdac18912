//! The views show what a person aboard sees.

use domain::schema::Row;
use domain::tables::{Location, Movement, PartUsage};
use journal::RowId;
use tokio_postgres::Client;

use crate::fleet::{Fleet, insert, machine, part, text};
use crate::shore::Shore;

/// A vessel with one machine, one open work order that is overdue, and a part in two places.
async fn vessel() -> (Shore, Client) {
    let mut fleet = Fleet::new(7, 1);
    let machine_id = fleet.fresh(0);
    fleet.write(0, "add_equipment", vec![machine(machine_id)], Vec::new());
    let order = fleet.fresh(0);
    fleet.add_work_order(0, order);
    let part_id = fleet.fresh(0);
    fleet.write(0, "add_part", vec![part(part_id)], Vec::new());
    for (code, quantity) in [("E1", "4"), ("E2", "-0.5")] {
        let place = fleet.fresh(0);
        fleet.write(0, "add_location", vec![location(place, code)], Vec::new());
        let movement = fleet.fresh(0);
        let values = vec![
            (1, part_id.into()),
            (2, place.into()),
            (3, text("initial")),
            (4, text(quantity)),
        ];
        let change = insert(Movement::TABLE, movement, values);
        fleet.write(0, "count_location", vec![change], Vec::new());
    }
    let shore = Shore::start().await;
    shore.adopt(&fleet).await;
    shore.store(&fleet, &fleet.whole(0)).await;
    let client = shore.gateway(fleet.vessel).await;
    (shore, client)
}

fn location(id: RowId, code: &str) -> journal::Change {
    let values = vec![
        (1, text(code)),
        (2, text("Engine store")),
        (4, text("engineering")),
        (5, false.into()),
    ];
    insert(Location::TABLE, id, values)
}

async fn rows(client: &Client, sql: &str) -> Vec<String> {
    let sql = format!("SELECT t::text FROM ({sql}) t");
    let rows = client.query(&sql, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn stock_is_the_sum_of_movements_and_says_where_it_contradicts_itself() {
    let (_shore, client) = vessel().await;
    let sql = "SELECT part_number, location_code, on_hand, unit FROM stock_by_location ORDER BY location_code";
    assert_eq!(
        rows(&client, sql).await,
        ["(0451-103,E1,4,pcs)", "(0451-103,E2,-0.5,pcs)"]
    );
    let sql = "SELECT part_name, on_hand, minimum, status FROM stock";
    assert_eq!(rows(&client, sql).await, ["(Impeller,3.5,1.5,data_error)"]);
}

#[tokio::test]
async fn movements_say_what_lay_there_after_them_and_usage_what_is_left_of_it() {
    let mut fleet = Fleet::new(9, 1);
    let machine_id = fleet.fresh(0);
    fleet.write(0, "add_equipment", vec![machine(machine_id)], Vec::new());
    let order = fleet.fresh(0);
    fleet.add_work_order(0, order);
    let part_id = fleet.fresh(0);
    fleet.write(0, "add_part", vec![part(part_id)], Vec::new());
    let place = fleet.fresh(0);
    fleet.write(0, "add_location", vec![location(place, "E1")], Vec::new());
    let moved = |kind: &str, quantity: &str, more: Vec<(u16, journal::Value)>| {
        let mut values = vec![
            (1, part_id.into()),
            (2, place.into()),
            (3, text(kind)),
            (4, text(quantity)),
        ];
        values.extend(more);
        values
    };
    let first = insert(Movement::TABLE, fleet.fresh(0), moved("initial", "4", vec![]));
    fleet.write(0, "add_part", vec![first], Vec::new());
    let usage = fleet.fresh(0);
    let used = RowId::natural(18, &[b"used"]);
    let values = vec![
        (1, order.into()),
        (2, part_id.into()),
        (4, place.into()),
        (5, text("3")),
        (7, false.into()),
    ];
    let of_usage = vec![(6, order.into()), (7, usage.into())];
    let changes = vec![
        insert(PartUsage::TABLE, usage, values),
        insert(Movement::TABLE, used, moved("used", "-3", of_usage.clone())),
    ];
    fleet.write(0, "log_part_usage", changes, Vec::new());
    let back = RowId::natural(18, &[b"back"]);
    let mut of_reversal = of_usage;
    of_reversal.push((8, used.into()));
    let change = insert(Movement::TABLE, back, moved("reversed", "3", of_reversal));
    fleet.write(0, "reverse_movement", vec![change], Vec::new());
    let shore = Shore::start().await;
    shore.adopt(&fleet).await;
    shore.store(&fleet, &fleet.whole(0)).await;
    let client = shore.gateway(fleet.vessel).await;
    let sql = "SELECT kind, quantity, work_order_number, is_reversed FROM movements ORDER BY quantity";
    let expected = [
        "(used,-3,WO-2026-E0001,t)",
        "(reversed,3,WO-2026-E0001,f)",
        "(initial,4,,f)",
    ];
    assert_eq!(rows(&client, sql).await, expected);
    let sql =
        "SELECT DISTINCT ON (part_number) on_hand_after FROM movements ORDER BY part_number, moved_at DESC, id DESC";
    assert_eq!(rows(&client, sql).await, ["(4)"]);
    let sql = "SELECT part_number, quantity, was_planned, is_reversed FROM usage";
    assert_eq!(rows(&client, sql).await, ["(0451-103,3,f,t)"]);
    assert_eq!(rows(&client, "SELECT * FROM suppliers").await, Vec::<String>::new());
}

#[tokio::test]
async fn open_work_names_the_machine_and_says_what_is_overdue() {
    let (_shore, client) = vessel().await;
    let sql = "SELECT number, status, equipment_name, assigned_to, due_on, is_overdue, is_in_conflict FROM open_work";
    let expected = "(WO-2026-E0001,candidate,Pump,,2026-11-20,t,f)";
    assert_eq!(rows(&client, sql).await, [expected]);
    assert_eq!(rows(&client, "SELECT * FROM open_faults").await, Vec::<String>::new());
}

#[tokio::test]
async fn acts_say_when_who_and_what() {
    let (_shore, client) = vessel().await;
    let sql = "SELECT done_by, role, action, standing FROM acts ORDER BY hlc LIMIT 2";
    let expected = [
        "(\"Ada Ferro\",captain,found_vessel,counts)",
        "(\"Ada Ferro\",captain,add_equipment,counts)",
    ];
    assert_eq!(rows(&client, sql).await, expected);
    let sql = "SELECT count(*) FROM acts WHERE done_at BETWEEN '2026-11-22' AND '2026-11-23'";
    assert_eq!(rows(&client, sql).await, ["(8)"]);
}
