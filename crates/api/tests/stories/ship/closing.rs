//! A workstation is closed: what it wrote before counts, and it is let in no more under that number.

use super::{Ship, invited, strip, until};
use crate::intact;
use serde_json::{Value as Json, json};

#[test]
fn a_closed_workstation_keeps_what_it_wrote_and_issues_the_rest_again_under_a_new_number() {
    let mut ship = Ship::of_two();
    ship.bridge.act("report_fault", json!({ "title": "Horn silent" }));
    ship.meets();
    ship.parts(true);
    let unsent = ship
        .bridge
        .act("report_fault", json!({ "title": "Radar without picture" }));
    let listed = |story: &testkit::Story| -> Vec<Json> {
        story
            .call("workstation_list", json!({}))
            .unwrap()
            .as_array()
            .cloned()
            .unwrap()
    };
    let lines = listed(&ship.engine);
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (&lines[0]["state"], &lines[0]["is_this"]),
        (&json!("founder"), &json!(true))
    );
    assert_eq!(
        (&lines[1]["state"], &lines[1]["name"]),
        (&json!("confirmed"), &json!("Bridge"))
    );
    assert_eq!((&lines[1]["last_seq"], &lines[1]["lacks"]), (&json!(2), &json!(0)));
    assert_eq!(
        lines[1]["offers"],
        json!([{ "action": "close_device", "by_other": false }])
    );
    let bridge = lines[1]["device"].clone();
    ship.engine
        .act("close_device", json!({ "device": bridge, "reason": "Lost overboard" }));
    let lines = listed(&ship.engine);
    let closed = lines.iter().find(|line| line["device"] == bridge).unwrap();
    assert_eq!(
        (&closed["state"], &closed["closed_reason"]),
        (&json!("closed"), &json!("Lost overboard"))
    );
    assert_eq!(closed["offers"], json!([]));
    ship.parts(false);
    let refused = until(&[&ship.engine, &ship.bridge], || {
        let shown = strip(&ship.bridge);
        let code = shown["trouble"]["code"].as_str()?.to_owned();
        (code == "closed_device").then_some(shown)
    });
    assert_eq!(refused["state"], "held_back");
    // Let in again, it has a new number and letter, and the act that nobody else had is issued under it.
    let code = invited(&mut ship.engine, "Bridge");
    let before = ship.bridge.call("session_state", json!({})).unwrap()["letter"].clone();
    let again = json!({ "address": ship.address, "code": code });
    let enrolled = ship.bridge.call("enrol", again).unwrap();
    assert_ne!(enrolled["letter"], before);
    let fault = unsent.ids[0];
    until(&[&ship.engine, &ship.bridge], || {
        ship.engine.call("fault_page", json!({ "id": fault })).ok()
    });
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        assert_eq!(story.call("fault_list", json!({})).unwrap()["total"], 2);
        intact(story);
    }
    let lines = listed(&ship.bridge);
    let states: Vec<&str> = lines.iter().map(|line| line["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["confirmed", "closed", "founder"]);
}
