//! Every act has its right and its correction.

use crate::ship::Ship;
use crate::story;
use domain::tables::{Role, SignMethod};
use serde_json::json;

#[test]
fn every_act_has_its_row_in_the_permission_table() {
    let seeded = domain::permission::seeded();
    for act in domain::acts::ACTS {
        assert!(
            seeded.iter().any(|(name, ..)| *name == act.name),
            "{} may be done by nobody",
            act.name
        );
    }
    for (name, ..) in &seeded {
        assert!(
            domain::acts::act(name).is_some(),
            "{name} is in the table but is no act"
        );
    }
    for (name, _) in domain::permission::SEEDED_SIGNING {
        assert!(domain::acts::act(name).is_some(), "{name} is signed but is no act");
    }
}

#[test]
fn an_act_that_came_after_the_vessel_was_founded_is_held_as_by_a_vessel_of_today() {
    let mut ship = Ship::new();
    let cases = [
        ("close_device", Role::ChiefEngineer, (true, SignMethod::Pin)),
        ("close_device", Role::Engineer, (false, SignMethod::Pin)),
        ("resolve_conflict", Role::Purser, (true, SignMethod::Session)),
        ("resolve_conflict", Role::Crew, (false, SignMethod::Session)),
    ];
    for action in ["close_device", "resolve_conflict", "add_crew"] {
        ship.founded_before(action);
    }
    for (action, role, expected) in cases {
        assert_eq!(ship.right(action, role), expected, "{action} by {role:?}");
    }
    // An act that every vessel was founded with is refused for everyone where its rows are gone.
    assert_eq!(ship.right("add_crew", Role::Captain), (false, SignMethod::None));
}

#[test]
fn every_act_names_the_act_that_corrects_it() {
    // What a plan offers as its correction must itself be an act.
    let story = story();
    let order = story.order.clone();
    let fault = story.fault.clone();
    let cases = [
        ("report_fault", json!({ "title": "Fan noisy" })),
        ("edit_fault", json!({ "fault": fault, "severity": "low" })),
        ("resolve_fault", json!({ "fault": fault, "how": "adjusted" })),
        ("edit_work_order", json!({ "work_order": order, "priority": "urgent" })),
        (
            "add_note_to_work_order",
            json!({ "work_order": order, "text": "Strainer clean." }),
        ),
        (
            "mark_work_order_complete",
            json!({ "work_order": order, "outcome": "resolved", "completion_note": "Done." }),
        ),
    ];
    for (name, params) in cases {
        let plan = story.ship.plan(name, params).unwrap();
        let correction = plan.corrected_by.expect(name);
        assert!(domain::acts::act(correction).is_some(), "{name} → {correction}");
    }
}
