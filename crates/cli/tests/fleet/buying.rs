//! Something is missing aboard: who asks, who decides, who orders and who watches sit at other screens.

use serde_json::{Value as Json, json};

use crate::workstation::{CHIEF, PIN, VESSEL, Workstation, shore};
use testkit::Postgres;

/// People beside the chief engineer: name, role, department.
const PEOPLE: [(&str, &str, &str); 3] = [
    ("Ana Cruz", "crew", "engineering"),
    ("Beatriz Gonçalves", "purser", "interior"),
    ("Sofia Lindqvist", "manager", "management"),
];

/// An order's line of items on a shelf, with a price.
fn line(item: &Json, price: &str) -> Json {
    json!({ "item": item, "unit_price": price })
}

fn ashore(postgres: &Postgres, sql: &str) -> String {
    postgres.psql(&postgres.superuser_url(), sql).unwrap()
}

/// The state of the item as that workstation's own list shows it.
fn state(workstation: &Workstation, item: &Json) -> String {
    let row = workstation.ok(&["show", "pms_shopping_list_items"]);
    let rows = row["rows"].as_array().unwrap();
    let found = rows.iter().find(|row| row["id"] == *item).unwrap();
    found["status"].as_str().unwrap().to_owned()
}

#[test]
fn crew_asks_aboard_a_head_of_department_decides_elsewhere_and_the_manager_sees_it_ashore() {
    let (postgres, gateway) = shore();
    let engine = Workstation::founder();
    for (name, role, department) in PEOPLE {
        let person = json!({ "name": name, "rank": role, "role": role, "department": department, "pin": PIN });
        engine.commit("add_crew", &person);
    }
    let part = engine.commit("add_part", &json!({ "number": "0634-1129", "name": "Impeller kit" }));
    let supplier = engine.commit("add_supplier", &json!({ "name": "Jabsco Marine" }));
    engine.connect(&gateway.url(), &gateway.enrol_new_vessel());
    engine.exchange();
    let bridge = Workstation::empty();
    bridge.join(&gateway.url(), &gateway.enrol_into(VESSEL), "Bridge", &engine);
    let office = Workstation::empty();
    engine.exchange();
    office.join(&gateway.url(), &gateway.enrol_into(VESSEL), "Office", &engine);
    let everybody = [&engine, &bridge, &office];
    let meet = || {
        for workstation in everybody.iter().chain(&everybody) {
            workstation.exchange();
        }
    };
    meet();

    let ask = json!({ "part": part["ids"][0], "quantity": "2", "urgency": "high" });
    let item = engine.commit_as("Ana Cruz", "add_shopping_item", &ask)["ids"][0].clone();
    meet();
    bridge.commit_as(CHIEF, "start_review", &json!({ "items": [item] }));
    let approval = json!({ "lines": [{ "item": item, "quantity": "4", "supplier": supplier["ids"][0] }] });
    bridge.commit_as(CHIEF, "approve_shopping_items", &approval);
    meet();
    let draft = json!({ "supplier": supplier["ids"][0], "currency": "EUR", "lines": [line(&item, "12,50")] });
    let order = engine.commit_as("Beatriz Gonçalves", "create_purchase_order", &draft);
    engine.commit_as(
        "Beatriz Gonçalves",
        "place_purchase_order",
        &json!({ "order": order["ids"][0] }),
    );
    meet();

    for workstation in everybody {
        assert_eq!(state(workstation, &item), "ordered");
        assert!(workstation.is_intact());
    }
    // The manager's own workstation, and the tables that offices read.
    let number = order["numbers"][0].as_str().unwrap();
    assert_eq!(office.row("pms_purchase_orders", number)["status"], "ordered");
    let seen = "SELECT part_name, quantity, approved_quantity, state, urgency FROM shopping_list";
    assert_eq!(ashore(&postgres, seen), "Impeller kit|2|4|ordered|high");
    let placed = "SELECT number, supplier, state FROM purchase_orders";
    assert_eq!(ashore(&postgres, placed), format!("{number}|Jabsco Marine|ordered"));
    assert_eq!(
        ashore(&postgres, "SELECT count(*) FROM spend"),
        "0",
        "an order posts no spend"
    );

    // What the manager says ashore comes aboard in the same way.
    let installed = json!({ "item": item, "quantity": "1" });
    office.commit_as("Sofia Lindqvist", "mark_item_installed", &installed);
    meet();
    assert_eq!(ashore(&postgres, "SELECT amount, currency FROM spend"), "12.5|EUR");
    let postings = engine.ok(&["show", "pms_finance_transactions"]);
    assert_eq!(postings["rows"].as_array().unwrap().len(), 1);
}

#[test]
fn approved_here_rejected_there_and_ordered_elsewhere_both_stand_until_a_person_settles() {
    let (postgres, gateway) = shore();
    let ship = Workstation::founder();
    let part = ship.commit("add_part", &json!({ "number": "0634-1129", "name": "Impeller kit" }));
    let supplier = ship.commit("add_supplier", &json!({ "name": "Jabsco Marine" }));
    let ask = json!({ "part": part["ids"][0], "quantity": "2" });
    let item = ship.commit("add_shopping_item", &ask)["ids"][0].clone();
    ship.connect(&gateway.url(), &gateway.enrol_new_vessel());
    ship.exchange();
    let office = Workstation::empty();
    office.join(&gateway.url(), &gateway.enrol_into(VESSEL), "Office", &ship);
    let meet = || {
        for workstation in [&ship, &office, &ship, &office] {
            workstation.exchange();
        }
    };
    meet();

    ship.commit("approve_shopping_items", &json!({ "lines": [{ "item": item }] }));
    let draft = json!({ "supplier": supplier["ids"][0], "lines": [{ "item": item }] });
    let order = ship.commit("create_purchase_order", &draft);
    ship.commit("place_purchase_order", &json!({ "order": order["ids"][0] }));
    let why = json!({ "items": [item], "reason": "There are enough of them on the shelf" });
    office.commit("reject_shopping_items", &why);
    meet();

    for workstation in [&ship, &office] {
        assert_eq!(workstation.ok(&["sync", "status"])["conflicts"], 1);
        // A final state wins what is shown; both acts stay in the record.
        assert_eq!(state(workstation, &item), "ordered");
    }
    let both = "SELECT count(*) FROM pms_audit_log WHERE action IN ('place_purchase_order', 'reject_shopping_items')";
    assert_eq!(ashore(&postgres, both), "2");

    let kept = "SELECT device || ':' || seq FROM pms_audit_log WHERE action = 'place_purchase_order'";
    let group = ashore(&postgres, "SELECT DISTINCT group_number FROM shore_conflicts");
    let choice = json!({ "table": "pms_shopping_list_items", "row": item, "group": group.parse::<i64>().unwrap(),
                         "keep": ashore(&postgres, kept) });
    office.commit_as(CHIEF, "resolve_conflict", &choice);
    meet();
    for workstation in [&ship, &office] {
        assert_eq!(workstation.ok(&["sync", "status"])["conflicts"], 0);
        assert_eq!(state(workstation, &item), "ordered");
        assert!(workstation.is_intact());
    }
}
