//! A delivery told at the terminal: two workstations that count and sign it apart, and what the shore shows of it.

use serde_json::{Value as Json, json};

use crate::workstation::{CHIEF, VESSEL, Workstation, shore};
use testkit::Postgres;

fn ashore(postgres: &Postgres, sql: &str) -> String {
    postgres.psql(&postgres.superuser_url(), sql).unwrap()
}

fn rows(workstation: &Workstation, table: &str) -> Vec<Json> {
    workstation.ok(&["show", table])["rows"].as_array().unwrap().clone()
}

/// The first new row of an act.
fn new(workstation: &Workstation, action: &str, params: &Json) -> Json {
    workstation.commit(action, params)["ids"][0].clone()
}

fn conflicts(workstation: &Workstation) -> Json {
    workstation.ok(&["sync", "status"])["conflicts"].clone()
}

/// Five ordered at 12.50, at a workstation that founded the vessel.
fn ordered(ship: &Workstation) -> Json {
    ship.commit("add_location", &json!({ "code": "A3", "name": "Shelf 3" }));
    let part = json!({ "number": "0634-1129", "name": "Impeller kit", "location": "A3", "first_count": "1" });
    let part = new(ship, "add_part", &part);
    let supplier = new(ship, "add_supplier", &json!({ "name": "Jabsco Marine" }));
    let item = new(ship, "add_shopping_item", &json!({ "part": part, "quantity": "5" }));
    ship.commit("approve_shopping_items", &json!({ "lines": [{ "item": item }] }));
    let draft = json!({ "supplier": supplier, "currency": "EUR", "lines": [{ "item": item, "unit_price": "12.50" }] });
    let order = new(ship, "create_purchase_order", &draft);
    ship.commit("place_purchase_order", &json!({ "order": order }));
    order
}

/// Ticks the delivery's one row, looks through and signs.
fn sign(workstation: &Workstation, session: &Json) {
    let lines = rows(workstation, "pms_receiving_lines");
    let line = lines.iter().find(|row| row["session_id"] == *session).unwrap();
    if line["is_ticked"] == false {
        workstation.commit("tick_line", &json!({ "line": line["id"] }));
    }
    workstation.commit("move_to_review", &json!({ "session": session }));
    let (code, refused) = workstation.refused(&[
        "action",
        "commit",
        "commit_receiving",
        "--as",
        CHIEF,
        "--params",
        &json!({ "session": session }).to_string(),
    ]);
    assert_eq!(code, 2, "without a PIN: {refused}");
    workstation.commit("commit_receiving", &json!({ "session": session }));
}

#[test]
fn a_delivery_signed_apart_counts_once_and_an_order_received_apart_is_asked_about() {
    let (postgres, gateway) = shore();
    let ship = Workstation::founder();
    let order = ordered(&ship);
    ship.connect(&gateway.url(), &gateway.enrol_new_vessel());
    ship.exchange();
    let bridge = Workstation::empty();
    bridge.join(&gateway.url(), &gateway.enrol_into(VESSEL), "Bridge", &ship);
    let both = [&ship, &bridge];
    let meet = || {
        for workstation in both.iter().chain(&both) {
            workstation.exchange();
        }
    };
    meet();

    // Three of five come; both counted it, and both sign.
    let session = new(&ship, "start_receiving", &json!({ "orders": [order] }));
    let line = rows(&ship, "pms_receiving_lines")[0]["id"].clone();
    ship.commit("set_delivered", &json!({ "line": line, "quantity": "3" }));
    ship.commit("tick_line", &json!({ "line": line }));
    meet();
    for workstation in both {
        sign(workstation, &session);
    }
    meet();
    let received = "SELECT count(*), sum(quantity) FROM pms_inventory_transactions WHERE kind = 'received'";
    assert_eq!(ashore(&postgres, received), "1|3");
    assert_eq!(ashore(&postgres, "SELECT amount, currency FROM spend"), "37.5|EUR");
    assert_eq!(
        ashore(&postgres, "SELECT state FROM purchase_orders"),
        "partially_received"
    );
    assert_eq!(
        ashore(
            &postgres,
            "SELECT count(*) FROM pms_audit_log WHERE action = 'commit_receiving'"
        ),
        "2",
        "both signatures stand in the record"
    );
    let group = ashore(&postgres, "SELECT DISTINCT group_number FROM shore_conflicts");
    let kept = "SELECT device || ':' || seq FROM pms_audit_log WHERE action = 'commit_receiving' LIMIT 1";
    let choice = json!({ "table": "pms_receiving_sessions", "row": session, "group": group.parse::<i64>().unwrap(),
                         "keep": ashore(&postgres, kept) });
    for workstation in both {
        assert_eq!(conflicts(workstation), 1, "one act that is done once was done twice");
        assert_eq!(rows(workstation, "pms_finance_transactions").len(), 1);
    }
    bridge.commit("resolve_conflict", &choice);
    meet();

    // The other two come: each opens a delivery of its own for them.
    for workstation in both {
        assert_eq!(conflicts(workstation), 0);
        let rest = new(workstation, "start_receiving", &json!({ "orders": [order] }));
        sign(workstation, &rest);
        assert_eq!(conflicts(workstation), 0);
    }
    meet();
    for workstation in both {
        assert_eq!(conflicts(workstation), 1, "did it come twice?");
    }
    assert_eq!(ashore(&postgres, received), "3|7", "nothing is netted off");
    let line = rows(&ship, "pms_purchase_order_lines")[0]["id"].clone();
    bridge.commit("confirm_over_delivery", &json!({ "line": line }));
    meet();
    for workstation in both {
        assert_eq!(conflicts(workstation), 0);
        assert_eq!(rows(workstation, "pms_receiving_sessions").len(), 3);
        assert!(workstation.is_intact());
    }
    assert_eq!(
        ashore(&postgres, "SELECT known_came FROM pms_purchase_order_lines"),
        "7"
    );
    assert_eq!(ashore(&postgres, "SELECT state FROM purchase_orders"), "received");
}
