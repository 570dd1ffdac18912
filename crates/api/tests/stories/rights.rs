//! Roles hold where the data is written, whatever the screen shows.

use crate::{Scene, first, intact};
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};
use testkit::PIN;

/// Every act that plain crew may not carry out, with parameters that would otherwise be accepted.
fn forbidden_to_crew(scene: &mut Scene, order: &str) -> Vec<(&'static str, Json)> {
    let line = first(
        &mut scene.story,
        "add_part_to_work_order",
        json!({ "work_order": order, "parts": [{ "part": scene.impeller }] }),
    );
    scene
        .story
        .act("add_checklist_item", json!({ "work_order": order, "lines": "Look" }));
    let item = scene.page(order)["checklist"][0]["item"]["id"].clone();
    let place = first(
        &mut scene.story,
        "add_location",
        json!({ "code": "B1", "name": "Store B" }),
    );
    let link = first(
        &mut scene.story,
        "link_part",
        json!({ "equipment": scene.generator, "part": scene.gasket }),
    );
    let done = first(
        &mut scene.story,
        "create_work_order",
        json!({ "title": "Earlier check", "equipment": scene.generator }),
    );
    scene
        .story
        .act("add_checklist_item", json!({ "work_order": done, "lines": "Look" }));
    let (fault, generator, part) = (&scene.fault, &scene.generator, &scene.impeller);
    let me = scene.story.chief();
    vec![
        ("edit_fault", json!({ "fault": fault, "severity": "low" })),
        ("resolve_fault", json!({ "fault": fault, "how": "reset" })),
        ("create_work_order_from_fault", json!({ "fault": fault })),
        (
            "create_work_order",
            json!({ "title": "Some work", "equipment": generator }),
        ),
        ("edit_work_order", json!({ "work_order": order, "priority": "low" })),
        ("assign_work_order", json!({ "work_order": order, "assigned_to": me })),
        ("start_work_order", json!({ "work_order": order })),
        ("cancel_work_order", json!({ "work_order": order, "reason": "because" })),
        (
            "add_part_to_work_order",
            json!({ "work_order": order, "parts": [{ "part": part }] }),
        ),
        ("change_part_line", json!({ "line": line, "quantity": "3" })),
        ("add_checklist_item", json!({ "work_order": order, "lines": "More" })),
        ("copy_checklist", json!({ "work_order": order, "from": done })),
        ("tick_checklist", json!({ "item": item, "ticked": true })),
        (
            "mark_work_order_complete",
            json!({ "work_order": order, "outcome": "resolved", "completion_note": "Done." }),
        ),
        (
            "record_running_hours",
            json!({ "readings": [{ "equipment": generator, "hours": "10" }] }),
        ),
        ("add_equipment", json!({ "code": "999", "name": "Toy" })),
        ("edit_equipment", json!({ "equipment": generator, "maker": "MTU" })),
        ("move_equipment", json!({ "equipment": generator, "parent": null })),
        ("retire_equipment", json!({ "equipment": generator, "reason": "old" })),
        ("add_part", json!({ "number": "1", "name": "Bolt" })),
        ("edit_part", json!({ "part": part, "maker": "X" })),
        ("retire_part", json!({ "part": part, "reason": "old" })),
        ("link_part", json!({ "equipment": generator, "part": part })),
        ("unlink_part", json!({ "line": link })),
        ("add_location", json!({ "code": "Z", "name": "Zed" })),
        ("edit_location", json!({ "location": place, "name": "Zed" })),
        ("retire_location", json!({ "location": place, "reason": "old" })),
        (
            "add_crew",
            json!({ "name": "New One", "rank": "Cadet", "role": "crew", "department": "deck" }),
        ),
        ("set_role", json!({ "person": me, "rank": "Chief" })),
        ("set_ship_time", json!({ "offset_minutes": 60 })),
        ("edit_synonyms", json!({ "word": "donkey", "means": "Generator 2" })),
        ("set_open_search", json!({ "is_open": true })),
    ]
}

#[test]
fn crew_is_refused_where_the_data_is_written() {
    let mut scene = Scene::begin();
    let deckhand = scene.story.add_person("Jovan Petrović", Role::Crew, Department::Deck);
    let order = scene.order();
    let acts = forbidden_to_crew(&mut scene, &order);
    scene.story.sign_in(deckhand);
    let before = scene.story.entries();
    for (action, params) in acts {
        let refused = scene.story.try_act(action, params).expect_err(action);
        let expected = if action == "move_equipment" {
            Code::WrongState
        } else {
            Code::WrongRole
        };
        assert_eq!(refused.code, expected, "{action}: {}", refused.message);
    }
    assert_eq!(scene.story.entries(), before, "nothing was written");
    scene
        .story
        .act("report_fault", json!({ "title": "Light out on the swim platform" }));
    intact(&scene.story);
}

#[test]
fn crew_completes_only_what_is_assigned_to_them() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let wiper = scene.story.add_person("Ana Cruz", Role::Crew, Department::Engineering);
    scene.story.sign_in(wiper);
    let done = json!({ "work_order": order, "outcome": "resolved", "completion_note": "Renewed." });
    assert_eq!(
        scene
            .story
            .try_act("mark_work_order_complete", done.clone())
            .unwrap_err()
            .code,
        Code::WrongRole
    );
    scene.story.act(
        "add_note_to_work_order",
        json!({ "work_order": order, "text": "Tools are laid out." }),
    );
    scene.story.sign_in(scene.story.chief());
    scene.story.act(
        "assign_work_order",
        json!({ "work_order": order, "assigned_to": wiper }),
    );
    scene.story.sign_in(wiper);
    scene.story.act("mark_work_order_complete", done);
    assert_eq!(scene.status(&order), "completed");
    intact(&scene.story);
}

#[test]
fn notes_of_crew_stay_in_their_department() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let steward = scene.story.add_person("Lucía Ferrer", Role::Crew, Department::Interior);
    scene.story.sign_in(steward);
    let refused = scene.story.try_act(
        "add_note_to_work_order",
        json!({ "work_order": order, "text": "Hello" }),
    );
    assert_eq!(refused.unwrap_err().code, Code::WrongRole);
}

#[test]
fn a_manager_ashore_does_not_sign_for_work() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let manager = scene.story.add_person("Office", Role::Manager, Department::Management);
    scene.story.sign_in(manager);
    let done = json!({ "work_order": order, "outcome": "resolved", "completion_note": "Done from ashore." });
    assert_eq!(
        scene.story.try_act("mark_work_order_complete", done).unwrap_err().code,
        Code::WrongRole
    );
    scene
        .story
        .act("edit_work_order", json!({ "work_order": order, "priority": "urgent" }));
}

#[test]
fn someone_else_signs_without_changing_the_session() {
    let mut scene = Scene::begin();
    let deckhand = scene.story.add_person("Jovan Petrović", Role::Crew, Department::Deck);
    let engineer = scene
        .story
        .add_person("Tom Reyes", Role::Engineer, Department::Engineering);
    scene.story.sign_in(deckhand);
    let given = json!({ "fault": scene.fault });
    let preview = scene
        .story
        .preview("create_work_order_from_fault", given.clone())
        .unwrap();
    assert!(!preview.signing.self_may);
    let names: Vec<&str> = preview
        .signing
        .signers
        .iter()
        .map(|signer| signer.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["Marta Nowak", "Tom Reyes"],
        "the screen says whose signature is missing"
    );
    let done = scene
        .story
        .try_act_signed("create_work_order_from_fault", given, engineer, PIN)
        .unwrap();
    assert_eq!(scene.story.signed_in(), Some(deckhand));
    let entry = scene
        .story
        .call(
            "audit_entry",
            json!({ "device": done.entry.device, "seq": done.entry.seq }),
        )
        .unwrap();
    assert_eq!(entry["line"]["by"], "Jovan Petrović");
    assert_eq!(entry["line"]["signed_by"], "Tom Reyes");
    assert_eq!(entry["signature"]["role"], "engineer");
    assert_eq!(entry["signature"]["method"], "pin");
    assert!(
        entry["signature"]["statement"]
            .as_str()
            .unwrap()
            .contains("Generator 2")
    );
    intact(&scene.story);
}

#[test]
fn an_unsigned_confirm_is_not_accepted_where_a_signature_is_due() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let params = json!({ "work_order": order, "outcome": "resolved", "completion_note": "Done." });
    let unsigned = json!({ "action": "mark_work_order_complete", "params": params });
    let refused = scene.story.call("action_commit", unsigned).unwrap_err();
    assert_eq!(
        refused.code,
        Code::SignatureNeeded,
        "a session does not sign a completion"
    );
    assert_eq!(scene.status(&order), "candidate");
}

#[test]
fn a_session_signs_for_ten_minutes() {
    let scene = Scene::begin();
    scene.story.sign_in(scene.story.chief());
    let commit = |scene: &Scene, title: &str| {
        let params = json!({ "title": title, "equipment": scene.generator });
        scene.story.call(
            "action_commit",
            json!({ "action": "create_work_order", "params": params }),
        )
    };
    scene.story.clock().pass_ms(10 * 60 * 1_000);
    commit(&scene, "Within ten minutes").unwrap();
    scene.story.clock().pass_ms(1_000);
    assert_eq!(commit(&scene, "Later").unwrap_err().code, Code::SignatureNeeded);
}
