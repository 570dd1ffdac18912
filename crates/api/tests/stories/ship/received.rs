//! Two workstations that received while apart: what came counts once, and a person is asked where it may have
//! come twice.

use super::{Ship, conflicts};
use crate::receiving::{Desk, MOVEMENTS, POSTINGS, ROWS};
use crate::{first, intact};
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};

/// Five ordered, known at both, and the part.
fn ship_with_order() -> (Ship, String, String) {
    let mut ship = Ship::of_two();
    let place = first(
        &mut ship.engine,
        "add_location",
        json!({ "code": "A3", "name": "Shelf 3" }),
    );
    let part = json!({ "number": "0634-1129", "name": "Impeller kit", "location": place, "first_count": "1" });
    let part = first(&mut ship.engine, "add_part", part);
    let order = Desk::of(&ship.engine).ordered(&part, "5", Some("12.50"));
    ship.meets();
    (ship, order, part)
}

/// Both receive the same order, each by a delivery of its own, knowing nothing of the other.
fn received_twice() -> (Ship, String, String) {
    let (ship, order, part) = ship_with_order();
    ship.parts(true);
    for story in [&ship.engine, &ship.bridge] {
        let mut desk = Desk::of(story);
        let (session, row) = desk.opened(&order);
        desk.commit(&session, &row);
        assert_eq!((desk.order(&order).0.as_str(), open(&desk)), ("received", json!(0)));
    }
    ship.parts(false);
    ship.meets();
    (ship, order, part)
}

fn open(desk: &Desk) -> Json {
    desk.program.call("counts", json!({})).unwrap()["conflicts"].take()
}

fn action(line: &Json) -> Vec<&str> {
    let offers = line["offers"].as_array().unwrap().iter();
    offers.filter_map(|offer| offer["action"].as_str()).collect()
}

#[test]
fn one_order_received_apart_is_asked_about_until_somebody_says_that_it_came_twice() {
    let (mut ship, order, part) = received_twice();
    for story in [&ship.engine, &ship.bridge] {
        let desk = Desk::of(story);
        assert_eq!(
            (desk.stock(&part).as_str(), open(&desk)),
            ("11", json!(1)),
            "nothing is netted off"
        );
        let lines = conflicts(story, order.parse().unwrap());
        assert_eq!(lines.len(), 1);
        assert_eq!(
            (&lines[0]["kind"], &lines[0]["column"]),
            (&json!("received"), &json!("Impeller kit, 10 of 5 pcs came"))
        );
        let values = lines[0]["values"].as_array().unwrap();
        let texts: Vec<&str> = values.iter().filter_map(|value| value["text"].as_str()).collect();
        assert_eq!(texts.len(), 2);
        assert!(
            texts
                .iter()
                .all(|text| text.starts_with("5 pcs to stores by RCV-2026-")),
            "{texts:?}"
        );
        let places: std::collections::BTreeSet<&str> = values
            .iter()
            .filter_map(|value| value["workstation"].as_str())
            .collect();
        assert_eq!(places.len(), 2, "{places:?}");
        assert!(
            values
                .iter()
                .all(|value| value["offers"][0]["action"] == "reverse_movement")
        );
        assert_eq!(action(&lines[0]), ["confirm_over_delivery"]);
        let listed = desk.program.call("conflict_list", json!({})).unwrap();
        assert_eq!(
            (&listed["total"], &listed["rows"][0]["kind"]),
            (&json!(1), &json!("received"))
        );
        assert_eq!(desk.program.call("sync_strip", json!({})).unwrap()["conflicts"], 1);
    }
    let wiper = ship.engine.add_person("Ana Cruz", Role::Crew, Department::Engineering);
    let given = conflicts(&ship.bridge, order.parse().unwrap())[0]["given"].clone();
    ship.engine.sign_in(wiper);
    let refused = ship.engine.try_act("confirm_over_delivery", given.clone()).unwrap_err();
    assert_eq!(refused.code, Code::WrongRole);
    ship.engine.sign_in(ship.engine.chief());
    let done = ship.bridge.act("confirm_over_delivery", given.clone());
    assert!(
        done.writes[0].contains("10 pcs Impeller kit came of 5 ordered"),
        "{:?}",
        done.writes
    );
    let again = ship.bridge.try_act("confirm_over_delivery", given).unwrap_err();
    assert_eq!(again.code, Code::WrongState, "{}", again.message);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        let desk = Desk::of(story);
        assert_eq!((desk.stock(&part).as_str(), open(&desk)), ("11", json!(0)));
        intact(story);
    }
}

#[test]
fn one_order_received_apart_is_settled_by_reversing_one_of_the_two() {
    let (mut ship, order, part) = received_twice();
    let value = conflicts(&ship.bridge, order.parse().unwrap())[0]["values"][0].clone();
    let back = json!({ "movement": value["movement"], "reason": "Counted by both of us" });
    ship.bridge.act("reverse_movement", back);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        let desk = Desk::of(story);
        assert_eq!((desk.stock(&part).as_str(), open(&desk)), ("6", json!(0)));
        assert_eq!(desk.order(&order).0, "received");
        assert!(conflicts(story, order.parse().unwrap()).is_empty());
        intact(story);
    }
}

#[test]
fn more_than_was_ordered_is_asked_of_nobody_where_the_signer_knew() {
    let (ship, order, part) = ship_with_order();
    let mut desk = Desk::of(&ship.engine);
    let (session, row) = desk.opened(&order);
    desk.act("set_delivered", json!({ "line": row, "quantity": "7" }));
    desk.commit(&session, &row);
    assert_eq!((desk.stock(&part).as_str(), open(&desk)), ("8", json!(0)));
    ship.meets();
    assert_eq!(open(&Desk::of(&ship.bridge)), json!(0));
    intact(&ship.engine);
}

#[test]
fn one_delivery_committed_at_both_counts_once_and_a_person_settles_which() {
    let (mut ship, order, part) = ship_with_order();
    let (session, row) = Desk::of(&ship.engine).opened(&order);
    ship.meets();
    ship.parts(true);
    for (story, delivered) in [(&ship.engine, "5"), (&ship.bridge, "4")] {
        let mut desk = Desk::of(story);
        if delivered != "5" {
            desk.act("set_delivered", json!({ "line": row, "quantity": delivered }));
        }
        desk.commit(&session, &row);
    }
    ship.parts(false);
    ship.meets();
    let mut stocks = Vec::new();
    for story in [&ship.engine, &ship.bridge] {
        let desk = Desk::of(story);
        assert_eq!(desk.status(&session), "committed");
        assert_eq!(desk.of_line(MOVEMENTS, &row).len(), 1, "received once");
        assert_eq!(desk.of_line(POSTINGS, &row).len(), 1, "posted once");
        let kinds: Vec<Json> = conflicts(story, session.parse().unwrap())
            .iter()
            .map(|line| line["kind"].clone())
            .collect();
        assert!(kinds.contains(&json!("once")), "{kinds:?}");
        stocks.push((desk.stock(&part), desk.of_line(POSTINGS, &row)[0]["quantity"].clone()));
    }
    assert_eq!(stocks[0], stocks[1], "the same books at both");
    // Somebody keeps one of the two for each; then nothing is left to settle, and nothing moved by it.
    while let Some(line) = (ship.engine.call("conflict_list", json!({})).unwrap()["rows"]
        .as_array()
        .unwrap())
    .first()
    {
        let mut given = line["given"].clone();
        given["keep"] = line["values"][0]["keep"].clone();
        ship.engine.act("resolve_conflict", given);
    }
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        let desk = Desk::of(story);
        assert_eq!((desk.status(&session).as_str(), open(&desk)), ("committed", json!(0)));
        assert_eq!(desk.stock(&part), stocks[0].0);
        assert_eq!(desk.row(ROWS, &row)["is_ticked"], true);
        intact(story);
    }
}
