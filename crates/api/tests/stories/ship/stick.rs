//! Acts travel by file where no link joins the workstations.

use super::Ship;
use domain::refusal::Code;
use serde_json::json;
use testkit::{PIN, Story};

#[test]
fn acts_carried_on_a_stick_arrive_once_whatever_the_order() {
    let mut ship = Ship::of_two();
    ship.parts(true);
    ship.bridge.act("report_fault", json!({ "title": "Horn silent" }));
    let stick = tempfile::tempdir().unwrap();
    let path = |name: &str| json!({ "path": stick.path().join(name) });
    let written = ship.bridge.call("sync_export", path("bridge.acts")).unwrap();
    assert_eq!(written["entries"], ship.bridge.entries());
    let again = ship.bridge.call("sync_export", path("bridge.acts")).unwrap_err();
    assert_eq!((again.code, &again.detail["field"]), (Code::Invalid, &json!("path")));
    let taken = |story: &Story| story.call("sync_import", path("bridge.acts")).unwrap();
    let first = taken(&ship.engine);
    // The bridge's introduction and its fault.
    assert_eq!((&first["entries"], &first["refused"]), (&json!(2), &json!([])));
    assert_eq!(taken(&ship.engine)["entries"], 0);
    assert_eq!(ship.engine.call("fault_list", json!({})).unwrap()["total"], 1);
    let stranger = Story::on_another_machine(7);
    let founding = json!({ "vessel": "Borealis", "letter": "A", "person": "Ada Lind", "rank": "Captain", "pin": PIN });
    stranger.call("found_vessel", founding).unwrap();
    let refused = stranger.call("sync_import", path("bridge.acts")).unwrap_err();
    assert_eq!(
        refused.message,
        "This file holds the acts of another vessel; nothing was taken from it."
    );
}
