//! What two people wrote apart is shown with both values, and settled once for all.

use super::{Ship, conflicts};
use crate::intact;
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};

fn merged(line: &Json, keep: &Json) -> Json {
    let mut given = line["given"].clone();
    given["keep"] = keep.clone();
    given
}

#[test]
fn a_field_written_apart_shows_both_values_until_somebody_keeps_one() {
    let mut ship = Ship::of_two();
    let kofi = ship
        .engine
        .add_person("Kofi Mensah", Role::Engineer, Department::Engineering);
    let fault = ship
        .engine
        .act("report_fault", json!({ "title": "Cooling water lost" }))
        .ids[0];
    ship.meets();
    ship.parts(true);
    ship.engine
        .act("edit_fault", json!({ "fault": fault, "severity": "high" }));
    ship.bridge.sign_in(kofi);
    ship.bridge
        .act("edit_fault", json!({ "fault": fault, "severity": "low" }));
    ship.bridge.sign_in(ship.engine.chief());
    ship.parts(false);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        assert_eq!(story.call("counts", json!({})).unwrap()["conflicts"], 1);
        assert_eq!(story.call("sync_strip", json!({})).unwrap()["conflicts"], 1);
        let lines = conflicts(story, fault);
        assert_eq!(lines.len(), 1);
        assert_eq!(
            (&lines[0]["kind"], &lines[0]["record"]["label"]),
            (&json!("field"), &json!("F-2026-E0001 Cooling water lost"))
        );
        let mut values: Vec<(String, String, String)> = lines[0]["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| {
                ["text", "by", "workstation"]
                    .map(|name| value[name].as_str().unwrap().to_owned())
                    .into()
            })
            .collect();
        values.sort();
        assert_eq!((values[0].0.as_str(), values[0].1.as_str()), ("high", "Marta Nowak"));
        assert_eq!((values[1].0.as_str(), values[1].1.as_str()), ("low", "Kofi Mensah"));
        assert_eq!(values[0].2, "E Engine control room");
        assert!(values[1].2.ends_with("Bridge"), "{}", values[1].2);
        let shown = lines[0]["values"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|value| value["is_shown"] == true)
            .count();
        assert_eq!(shown, 1);
    }
    let line = conflicts(&ship.bridge, fault).remove(0);
    let high = line["values"]
        .as_array()
        .unwrap()
        .iter()
        .find(|value| value["text"] == "high")
        .unwrap()["keep"]
        .clone();
    // An engineer is no head of department: it is offered for somebody else to sign, and refused unsigned by one.
    ship.bridge.sign_in(kofi);
    let refused = ship
        .bridge
        .try_act("resolve_conflict", merged(&line, &high))
        .unwrap_err();
    assert_eq!(refused.code, Code::WrongRole);
    ship.bridge.sign_in(ship.engine.chief());
    assert_eq!(
        line["offers"],
        json!([{ "action": "resolve_conflict", "by_other": false }])
    );
    ship.bridge.act("resolve_conflict", merged(&line, &high));
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        assert_eq!(conflicts(story, fault), Vec::<Json>::new());
        assert_eq!(story.call("conflict_list", json!({})).unwrap()["total"], 0);
        assert_eq!(
            story.call("fault_page", json!({ "id": fault })).unwrap()["fault"]["severity"],
            "high"
        );
        intact(story);
    }
}

#[test]
fn a_work_order_completed_at_both_is_told_as_done_twice() {
    let mut ship = Ship::of_two();
    let machine = json!({ "code": "651.02", "name": "Generator 2" });
    let generator = ship.engine.act("add_equipment", machine).ids[0];
    let work = json!({ "title": "Renew the impeller", "equipment": generator });
    let order = ship.engine.act("create_work_order", work).ids[0];
    ship.meets();
    ship.parts(true);
    for story in [&mut ship.engine, &mut ship.bridge] {
        story.act(
            "mark_work_order_complete",
            json!({ "work_order": order, "outcome": "resolved", "completion_note": "Impeller renewed." }),
        );
    }
    ship.parts(false);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        let lines = conflicts(story, order);
        assert!(!lines.is_empty());
        assert!(lines.iter().all(|line| line["kind"] == "once"), "{lines:?}");
    }
}
