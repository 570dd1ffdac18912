//! Every act has its right and its correction.

use crate::story;
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
