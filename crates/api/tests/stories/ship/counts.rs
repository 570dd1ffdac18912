//! Two workstations that used and counted while apart: nothing is netted off, and a person is told.

use super::{Ship, conflicts};
use crate::{first, intact};
use domain::RowId;
use serde_json::{Value as Json, json};
use testkit::Story;

/// A ship of two with a part of which ten lie at one place, and a work order.
fn ship_with_stores() -> (Ship, String, String, String) {
    let mut ship = Ship::of_two();
    let place = first(
        &mut ship.engine,
        "add_location",
        json!({ "code": "A3", "name": "Shelf 3" }),
    );
    let part = json!({ "number": "0634-1129", "name": "Impeller kit", "location": place, "first_count": "10" });
    let part = first(&mut ship.engine, "add_part", part);
    let machine = json!({ "code": "651.02", "name": "Generator 2" });
    let generator = first(&mut ship.engine, "add_equipment", machine);
    let work = json!({ "title": "Renew the impeller", "equipment": generator });
    let order = first(&mut ship.engine, "create_work_order", work);
    ship.meets();
    (ship, part, place, order)
}

fn counts(story: &mut Story, part: &str, place: &str, counted: &str) -> RowId {
    let given = json!({ "part": part, "location": place, "counted": counted, "reason": "Counted at the shelf" });
    story.act("adjust_stock", given).ids[0]
}

fn takes(story: &mut Story, order: &str, part: &str, place: &str, quantity: &str) {
    let lines = json!([{ "part": part, "location": place, "quantity": quantity }]);
    story.act("log_part_usage", json!({ "work_order": order, "lines": lines }));
}

fn on_hand(story: &Story, part: &str) -> Json {
    story.call("part_page", json!({ "id": part })).unwrap()["places"][0].take()
}

fn open(story: &Story) -> Json {
    story.call("counts", json!({})).unwrap()["conflicts"].take()
}

fn texts(line: &Json) -> Vec<String> {
    let values = line["values"].as_array().unwrap().iter();
    values.map(|value| value["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_count_and_a_usage_made_apart_may_be_counted_twice_until_a_person_counts_again() {
    let (mut ship, part, place, order) = ship_with_stores();
    ship.parts(true);
    takes(&mut ship.bridge, &order, &part, &place, "2");
    counts(&mut ship.engine, &part, &place, "8");
    assert_eq!((open(&ship.engine), open(&ship.bridge)), (json!(0), json!(0)));
    ship.parts(false);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        let there = on_hand(story, &part);
        assert_eq!(
            (&there["quantity"], &there["may_be_counted_twice"]),
            (&json!("6"), &json!(true))
        );
        assert_eq!(open(story), 1);
        let lines = conflicts(story, part.parse().unwrap());
        assert_eq!(lines.len(), 1);
        assert_eq!(
            (&lines[0]["kind"], &lines[0]["column"], &lines[0]["record"]["label"]),
            (&json!("count"), &json!("On hand at A3 Shelf 3"), &json!("Impeller kit"))
        );
        let mut said = texts(&lines[0]);
        said.sort();
        assert_eq!(said, ["Counted 8 pcs: −2 pcs", "used: −2 pcs"]);
        assert_eq!(lines[0]["given"], json!({ "part": part, "location": place }));
        let offered: Vec<&str> = lines[0]["offers"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|offer| offer["action"].as_str())
            .collect();
        assert_eq!(offered, ["count_location", "adjust_stock", "reverse_movement"]);
        let movements = story.call("movement_list", json!({ "part": part })).unwrap();
        let doubtful = movements["rows"].as_array().unwrap().iter();
        let doubtful = doubtful.filter(|line| line["may_be_counted_twice"] == true).count();
        assert_eq!(doubtful, 2);
    }
    counts(&mut ship.bridge, &part, &place, "8");
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        let there = on_hand(story, &part);
        assert_eq!(
            (&there["quantity"], &there["may_be_counted_twice"]),
            (&json!("8"), &json!(false))
        );
        assert_eq!(
            (open(story), conflicts(story, part.parse().unwrap())),
            (json!(0), vec![])
        );
        intact(story);
    }
}

#[test]
fn two_counts_made_apart_are_settled_by_reversing_one() {
    let (mut ship, part, place, _) = ship_with_stores();
    ship.parts(true);
    let count = counts(&mut ship.bridge, &part, &place, "7");
    counts(&mut ship.engine, &part, &place, "7");
    ship.parts(false);
    ship.meets();
    assert_eq!(on_hand(&ship.engine, &part)["quantity"], "4");
    assert_eq!(open(&ship.engine), 1);
    let given = json!({ "movement": count, "reason": "Counted by both of us" });
    ship.engine.act("reverse_movement", given);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        assert_eq!(on_hand(story, &part)["quantity"], "7");
        assert_eq!(open(story), 0);
        intact(story);
    }
}

#[test]
fn whoever_was_not_heard_of_for_an_hour_stands_beside_the_figure() {
    let (ship, part, ..) = ship_with_stores();
    assert_eq!(ship.engine.call("stock_silence", json!({})).unwrap(), json!([]));
    ship.parts(true);
    ship.engine.clock().pass_ms(3 * 60 * 60 * 1_000);
    ship.engine.sign_in(ship.engine.chief());
    let silent = ship.engine.call("stock_silence", json!({})).unwrap();
    assert_eq!((silent[0]["name"].as_str(), silent[1].as_str()), (Some("Bridge"), None));
    assert!(silent[0]["since"].is_string(), "{silent}");
    let page = ship.engine.call("part_page", json!({ "id": part })).unwrap();
    assert_eq!(page["silent"], silent);
}
