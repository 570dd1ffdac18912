//! People who act without knowing of each other: what each did stands, and is shown.

use serde_json::{Value as Json, json};
use testkit::{Gateway, Postgres};

use crate::workstation::{CHIEF, VESSEL, Workstation, shore};

/// A vessel with a workstation aboard and one in the office ashore, and a shore between them.
fn fleet() -> (Postgres, Gateway, Workstation, Workstation) {
    let (postgres, gateway) = shore();
    let ship = Workstation::founder();
    ship.connect(&gateway.url(), &gateway.enrol_new_vessel());
    ship.exchange();
    let office = Workstation::empty();
    office.join(&gateway.url(), &gateway.enrol_into(VESSEL), "Office", &ship);
    ship.exchange();
    office.exchange();
    (postgres, gateway, ship, office)
}

/// Everybody hears of everything.
fn meet(ship: &Workstation, office: &Workstation) {
    ship.exchange();
    office.exchange();
    ship.exchange();
}

/// A work order that work has begun on, known to both.
fn work_order(ship: &Workstation, office: &Workstation, code: &str) -> String {
    let pump = ship.commit("add_equipment", &json!({ "code": code, "name": "Cooling water pump" }));
    let order = ship.commit(
        "create_work_order",
        &json!({ "title": "Change the impeller", "kind": "corrective", "equipment": pump["ids"][0] }),
    );
    let number = order["numbers"][0].as_str().unwrap().to_owned();
    ship.commit(
        "add_note_to_work_order",
        &json!({ "work_order": number, "text": "Started." }),
    );
    meet(ship, office);
    number
}

fn completion(order: &str, hours: &str) -> Json {
    json!({ "work_order": order, "outcome": "resolved", "hours": hours, "completion_note": format!("Done in {hours} hours.") })
}

fn one(postgres: &Postgres, sql: &str) -> String {
    postgres.psql(&postgres.superuser_url(), sql).unwrap()
}

#[test]
fn a_role_revoked_ashore_while_its_holder_signs_at_sea_takes_nothing_back() {
    let (postgres, _gateway, ship, office) = fleet();
    let engineer = "Ben Okoro";
    let person = json!({ "name": engineer, "rank": "Second engineer", "role": "engineer", "department": "engineering", "pin": crate::workstation::PIN });
    ship.commit("add_crew", &person);
    let order = work_order(&ship, &office, "651.1");
    office.commit(
        "set_role",
        &json!({ "person": engineer, "role": "crew", "rank": "Second engineer", "department": "engineering" }),
    );
    ship.commit_as(engineer, "mark_work_order_complete", &completion(&order, "2"));
    meet(&ship, &office);

    for workstation in [&ship, &office] {
        assert_eq!(workstation.row("pms_work_orders", &order)["status"], "completed");
        assert_eq!(workstation.row("pms_crew", engineer)["role"], "crew");
        assert!(workstation.is_intact());
    }
    let ashore = one(&postgres, "SELECT o.status, o.hours FROM pms_work_orders o");
    assert_eq!(ashore, "completed|2");
    // The record says in which role it was signed.
    let signed = "SELECT role, signature::json ->> 'role' FROM pms_audit_log WHERE action = 'mark_work_order_complete'";
    assert_eq!(one(&postgres, signed), "engineer|engineer");
    // From here on the revocation holds aboard as well.
    let next = work_order(&ship, &office, "651.2");
    let params = completion(&next, "1").to_string();
    let complete = [
        "action",
        "commit",
        "mark_work_order_complete",
        "--as",
        engineer,
        "--pin",
        crate::workstation::PIN,
    ];
    let (exit, error) = ship.refused(&[&complete[..], &["--params", &params]].concat());
    assert_eq!((exit, error["code"].as_str()), (2, Some("wrong_role")), "{error}");
}

#[test]
fn a_work_order_completed_twice_while_apart_is_shown_settled_and_counted_once() {
    let (postgres, _gateway, ship, office) = fleet();
    let order = work_order(&ship, &office, "651.1");
    for (workstation, hours) in [(&ship, "2"), (&office, "3")] {
        workstation.commit("mark_work_order_complete", &completion(&order, hours));
    }
    meet(&ship, &office);

    for workstation in [&ship, &office] {
        assert_eq!(workstation.ok(&["sync", "status"])["conflicts"], 1);
        // Until somebody settles it, all show the same one.
        assert_eq!(
            workstation.row("pms_work_orders", &order)["hours"],
            ship.row("pms_work_orders", &order)["hours"]
        );
    }
    let waiting = "SELECT count(DISTINCT (row_id, group_number)) FROM shore_conflicts";
    assert_eq!(one(&postgres, waiting), "1");

    // The office keeps what was done aboard.
    let done = "SELECT device || ':' || seq FROM pms_audit_log WHERE action = 'mark_work_order_complete' \
                AND changes::text LIKE '%\"2\"%' ORDER BY 1";
    let id = office.row("pms_work_orders", &order)["id"].clone();
    let kept = one(&postgres, done);
    let group = one(&postgres, "SELECT DISTINCT group_number FROM shore_conflicts");
    let choice = json!({ "table": "pms_work_orders", "row": id, "group": group.parse::<i64>().unwrap(), "keep": kept });
    office.commit_as(CHIEF, "resolve_conflict", &choice);
    meet(&ship, &office);

    for workstation in [&ship, &office] {
        let row = workstation.row("pms_work_orders", &order);
        assert_eq!((&row["status"], &row["hours"]), (&json!("completed"), &json!("2")));
        assert_eq!(workstation.ok(&["sync", "status"])["conflicts"], 0);
        assert!(workstation.is_intact());
    }
    assert_eq!(one(&postgres, waiting), "0");
    assert_eq!(
        one(&postgres, "SELECT status, hours FROM pms_work_orders"),
        "completed|2"
    );
    // Both stay in the record.
    let both = "SELECT count(*) FROM pms_audit_log WHERE action = 'mark_work_order_complete'";
    assert_eq!(one(&postgres, both), "2");
}
