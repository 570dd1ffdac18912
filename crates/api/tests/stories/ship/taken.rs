//! One planned line logged at both workstations, and one movement taken back at both.

use super::{Ship, conflicts};
use crate::{first, intact};
use domain::refusal::Code;
use serde_json::{Value as Json, json};
use testkit::Story;

/// A ship of two with a work order that two of ten impellers are planned for: order, part, planned line.
fn ship_with_a_plan() -> (Ship, String, String, String) {
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
    let wish = json!({ "work_order": order, "parts": [{ "part": part, "quantity": "2" }] });
    let line = first(&mut ship.engine, "add_part_to_work_order", wish);
    ship.meets();
    (ship, order, part, line)
}

fn page(story: &Story, order: &str) -> Json {
    story.call("work_order_page", json!({ "id": order })).unwrap()
}

fn total(story: &Story, part: &str) -> Json {
    story.call("part_page", json!({ "id": part })).unwrap()["stock"]["total"].take()
}

#[test]
fn two_usages_of_one_line_made_apart_both_count_and_the_line_says_so() {
    let (mut ship, order, part, line) = ship_with_a_plan();
    ship.parts(true);
    for story in [&mut ship.engine, &mut ship.bridge] {
        story.act("log_part_usage", json!({ "work_order": order }));
        let planned = &page(story, &order)["parts"][0];
        assert_eq!(
            (&planned["logged"], &planned["is_logged_twice"]),
            (&json!("2"), &json!(false))
        );
    }
    ship.parts(false);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        let shown = page(story, &order);
        let planned = &shown["parts"][0];
        assert_eq!(planned["id"], json!(line));
        assert_eq!(
            (&planned["logged"], &planned["is_logged_twice"]),
            (&json!("4"), &json!(true))
        );
        assert_eq!(shown["usage"].as_array().unwrap().len(), 2);
        assert_eq!(total(story, &part), "6");
    }
    // A person looks, and takes back what was logged twice.
    let movement = page(&ship.engine, &order)["usage"][0]["movement"].clone();
    let given = json!({ "movement": movement, "reason": "Logged on the bridge too" });
    ship.engine.act("reverse_movement", given);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        let planned = &page(story, &order)["parts"][0];
        assert_eq!(
            (&planned["logged"], &planned["is_logged_twice"]),
            (&json!("2"), &json!(false))
        );
        assert_eq!(total(story, &part), "8");
        intact(story);
    }
}

#[test]
fn two_usages_of_one_line_of_which_the_second_had_seen_the_first_are_no_mistake() {
    let (mut ship, order, part, line) = ship_with_a_plan();
    let one = json!([{ "line": line, "quantity": "1" }]);
    let usage = json!({ "work_order": order, "lines": one });
    ship.engine.act("log_part_usage", usage.clone());
    ship.meets();
    ship.bridge.act("log_part_usage", usage);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        let planned = &page(story, &order)["parts"][0];
        assert_eq!(
            (&planned["logged"], &planned["is_logged_twice"]),
            (&json!("2"), &json!(false))
        );
        assert_eq!(total(story, &part), "8");
    }
}

#[test]
fn one_movement_reversed_at_both_counts_once_and_leaves_nothing_to_settle() {
    let (mut ship, order, part, _) = ship_with_a_plan();
    let usage = json!({ "work_order": order });
    ship.engine.act("log_part_usage", usage);
    ship.meets();
    let movement = page(&ship.engine, &order)["usage"][0]["movement"].clone();
    ship.parts(true);
    for (story, reason) in [(&mut ship.engine, "Wrong box"), (&mut ship.bridge, "Was not needed")] {
        story.act("reverse_movement", json!({ "movement": movement, "reason": reason }));
        assert_eq!(total(story, &part), "10");
    }
    ship.parts(false);
    ship.meets();
    let mut reasons = Vec::new();
    for story in [&ship.engine, &ship.bridge] {
        assert_eq!(total(story, &part), "10", "the two reversals are one");
        let movements = story.call("movement_list", json!({ "part": part })).unwrap();
        assert_eq!(movements["total"], 3, "the first count, the usage and one reversal");
        reasons.push(movements["rows"][0]["reason"].clone());
        for record in [&part, &order] {
            assert_eq!(conflicts(story, record.parse().unwrap()), Vec::<Json>::new());
        }
        assert_eq!(story.call("counts", json!({})).unwrap()["conflicts"], 0);
        assert_eq!(story.call("conflict_list", json!({})).unwrap()["total"], 0);
        intact(story);
    }
    assert_eq!(reasons[0], reasons[1], "both show the same of the two reasons");
    let again = json!({ "movement": movement, "reason": "Once more" });
    let refused = ship.bridge.try_act("reverse_movement", again).unwrap_err();
    assert_eq!(refused.code, Code::WrongState);
}
