//! A workstation is closed: what it wrote before counts, and it is let in no more under that number.

use super::{Ship, strip, until};
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
    assert_eq!(unsent.numbers.len(), 1);
}
