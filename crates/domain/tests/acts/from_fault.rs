//! From a fault to a work order: prefill, duplicates.

use crate::ship::Ship;
use crate::{refusal, story};
use domain::refusal::Code;
use serde_json::json;

#[test]
fn a_work_order_is_prefilled_from_its_fault() {
    let story = story();
    let form = story
        .ship
        .prefill("create_work_order_from_fault", json!({ "fault": story.fault }));
    assert_eq!(form["title"], "Engine room, port – Generator 2 – E047");
    assert_eq!(form["priority"], "high");
    assert_eq!(form["equipment"], story.generator.as_str());
    assert_eq!(form["description"], "Coolant temperature high");
}

#[test]
fn the_description_says_how_often_the_code_occurred() {
    let mut story = story();
    story.ship.act(
        "report_fault",
        json!({ "title": "Again", "equipment": story.generator, "code": "e047" }),
    );
    let form = story
        .ship
        .prefill("create_work_order_from_fault", json!({ "fault": story.fault }));
    let description = form["description"].as_str().unwrap();
    assert!(
        description.contains("2 times on this equipment in 30 days"),
        "{description}"
    );
}

#[test]
fn severity_maps_to_priority() {
    for (severity, priority) in [
        ("low", "low"),
        ("medium", "normal"),
        ("high", "high"),
        ("critical", "urgent"),
    ] {
        let mut ship = Ship::new();
        let fault = ship.act("report_fault", json!({ "title": "Something", "severity": severity }));
        let form = ship.prefill("create_work_order_from_fault", json!({ "fault": fault }));
        assert_eq!(form["priority"], priority);
        assert_eq!(
            form["title"], "Something",
            "without place, machine and code the fault's title stands"
        );
    }
}

#[test]
fn a_fault_without_equipment_asks_for_it_now() {
    let mut ship = Ship::new();
    let fault = ship.act("report_fault", json!({ "title": "Corridor light out" }));
    let refused = refusal(ship.plan(
        "create_work_order_from_fault",
        json!({ "fault": fault, "title": "Change lamp" }),
    ));
    assert_eq!(
        (refused.code, &refused.detail["field"]),
        (Code::Missing, &json!("equipment"))
    );
}

#[test]
fn an_open_work_order_of_the_same_fault_is_found_before_the_form() {
    let story = story();
    let found = story
        .ship
        .check("create_work_order_from_fault", json!({ "fault": story.fault }));
    let text = &found.duplicates[0].text;
    assert_eq!(found.duplicates.len(), 1);
    assert!(found.duplicates[0].view_first);
    assert!(
        text.contains("not started") && text.contains("not assigned") && text.contains("old"),
        "{text}"
    );
}

#[test]
fn a_completed_work_order_of_the_fault_is_mentioned_only() {
    let mut story = story();
    let order = story.order.clone();
    story.ship.act(
        "mark_work_order_complete",
        json!({ "work_order": order, "outcome": "resolved", "completion_note": "Renewed." }),
    );
    let found = story
        .ship
        .check("create_work_order_from_fault", json!({ "fault": story.fault }));
    assert!(found.duplicates.is_empty());
    assert_eq!(found.warnings[0].code, "completed_before");
}
