//! The acceptance questions on faults, work orders, notes and parts, one test each.

use crate::{Scene, first, intact};
use domain::refusal::Code;
use serde_json::json;

#[test]
fn fault_without_work_order_yes() {
    let scene = Scene::begin();
    let page = scene.story.call("fault_page", json!({ "id": scene.fault })).unwrap();
    assert_eq!(page["fault"]["number"], "F-2026-E0001");
    assert_eq!(page["fault"]["status"], "open");
    assert_eq!(page["work_orders"], json!([]));
    intact(&scene.story);
}

#[test]
fn work_order_resolves_the_fault_no_unless_ticked() {
    for (ticked, status) in [(false, "open"), (true, "resolved")] {
        let mut scene = Scene::begin();
        let order = scene.order();
        assert_eq!(
            scene.fault_status(),
            "open",
            "creating a work order leaves the fault as it is"
        );
        scene.story.act(
            "mark_work_order_complete",
            json!({ "work_order": order, "outcome": "resolved", "completion_note": "Impeller renewed.", "resolve_fault": ticked }),
        );
        assert_eq!(scene.fault_status(), status);
        intact(&scene.story);
    }
}

#[test]
fn cancel_leaves_a_trace_no() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let before = scene.story.entries();
    let given = json!({ "work_order": order, "outcome": "resolved", "completion_note": "Never sent." });
    scene
        .story
        .call(
            "action_prefill",
            json!({ "action": "mark_work_order_complete", "given": given }),
        )
        .unwrap();
    scene
        .story
        .call(
            "action_check",
            json!({ "action": "mark_work_order_complete", "given": given }),
        )
        .unwrap();
    scene
        .story
        .call(
            "action_preview",
            json!({ "action": "mark_work_order_complete", "params": given }),
        )
        .unwrap();
    assert_eq!(scene.story.entries(), before);
    assert_eq!(scene.status(&order), "candidate");
    let next = scene.story.act(
        "create_work_order",
        json!({ "title": "Other work", "equipment": scene.generator }),
    );
    assert_eq!(next.numbers, ["WO-2026-E0002"], "a cancelled form uses up no number");
    intact(&scene.story);
}

#[test]
fn note_editable_after_posting_no() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let note = first(
        &mut scene.story,
        "add_note_to_work_order",
        json!({ "work_order": order, "text": "Flow low." }),
    );
    let acts = scene.story.program().action_list().unwrap();
    assert!(
        acts.iter()
            .all(|act| !act.name.contains("edit_note") && !act.name.contains("delete"))
    );
    scene.story.act(
        "add_note_to_work_order",
        json!({ "work_order": order, "text": "Flow normal, gauge was shut.", "corrects": note }),
    );
    let page = scene.page(&order);
    assert_eq!(page["notes"][1]["text"], "Flow low.", "the old note stays as it was");
    assert_eq!(page["notes"][0]["corrects"], "Flow low.");
    intact(&scene.story);
}

#[test]
fn first_note_starts_the_work_order_yes() {
    let mut scene = Scene::begin();
    let order = scene.order();
    assert_eq!(scene.status(&order), "candidate");
    scene.story.act(
        "add_note_to_work_order",
        json!({ "work_order": order, "text": "Sea water flow low." }),
    );
    assert_eq!(scene.status(&order), "active");
    let history = scene.page(&order)["history"].clone();
    assert_eq!(history[0]["text"], "Started with the first note");
    intact(&scene.story);
}

#[test]
fn adding_a_part_starts_it_no() {
    let mut scene = Scene::begin();
    let order = scene.order();
    scene.story.act(
        "add_part_to_work_order",
        json!({ "work_order": order, "parts": [{ "part": scene.impeller }] }),
    );
    assert_eq!(scene.status(&order), "candidate");
    assert_eq!(scene.page(&order)["parts"][0]["quantity"], "1");
    intact(&scene.story);
}

#[test]
fn the_history_names_the_part_of_a_raised_line() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let plan = |scene: &mut Scene, wish: serde_json::Value| {
        scene.story.act(
            "add_part_to_work_order",
            json!({ "work_order": order, "parts": [wish] }),
        );
    };
    let part = scene.impeller.clone();
    plan(&mut scene, json!({ "part": part }));
    let page = scene.page(&order);
    let name = format!(
        "{} {}",
        page["parts"][0]["part"]["code"].as_str().unwrap(),
        page["parts"][0]["part"]["label"].as_str().unwrap()
    );
    assert_eq!(page["history"][0]["text"], format!("Planned 1 × {name}"));
    plan(
        &mut scene,
        json!({ "part": part, "quantity": "2", "raise_line": page["parts"][0]["id"] }),
    );
    assert_eq!(scene.page(&order)["history"][0]["text"], format!("Raised {name} to 3"));
    intact(&scene.story);
}

#[test]
fn the_list_of_overdue_work_holds_what_now_counts() {
    let mut scene = Scene::begin();
    let open = scene.order();
    let late = json!({ "work_order": open, "due_on": "2020-01-01" });
    assert_eq!(overdue(&scene), (0, 0));
    scene.story.act("edit_work_order", late);
    assert_eq!(overdue(&scene), (1, 1));
    scene.story.act(
        "cancel_work_order",
        json!({ "work_order": open, "reason": "done by the yard" }),
    );
    assert_eq!(overdue(&scene), (0, 0), "only open work can be overdue");
    intact(&scene.story);
}

/// How much overdue work the list and Now know of.
fn overdue(scene: &Scene) -> (u64, u64) {
    let filters = json!({ "filters": { "is_overdue": ["true"] } });
    let list = scene.story.call("work_order_list", filters).unwrap();
    let now = scene.story.call("now_page", json!({})).unwrap();
    (
        list["total"].as_u64().unwrap(),
        now["overdue"]["total"].as_u64().unwrap(),
    )
}

#[test]
fn notes_required_no_a_completion_note_is() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let without = scene.story.try_act(
        "mark_work_order_complete",
        json!({ "work_order": order, "outcome": "resolved" }),
    );
    let refused = without.unwrap_err();
    assert_eq!(
        (refused.code, refused.detail["field"].as_str()),
        (Code::Missing, Some("completion_note"))
    );
    scene.story.act(
        "mark_work_order_complete",
        json!({ "work_order": order, "outcome": "resolved", "completion_note": "Impeller renewed." }),
    );
    assert_eq!(scene.status(&order), "completed");
    assert_eq!(scene.page(&order)["notes"], json!([]));
    intact(&scene.story);
}

#[test]
fn adding_a_part_moves_stock_no() {
    let mut scene = Scene::begin();
    let order = scene.order();
    scene.story.act(
        "add_part_to_work_order",
        json!({ "work_order": order, "parts": [{ "part": scene.impeller, "quantity": "2" }] }),
    );
    assert_eq!(scene.stock(&scene.impeller), "4", "planning reserves nothing either");
    intact(&scene.story);
}

#[test]
fn add_an_out_of_stock_part_yes() {
    let mut scene = Scene::begin();
    let order = scene.order();
    scene.story.act(
        "add_part_to_work_order",
        json!({ "work_order": order, "parts": [{ "part": scene.gasket, "quantity": "1,5" }] }),
    );
    let part = scene.page(&order)["parts"][0].clone();
    assert_eq!(part["quantity"], "1.5");
    assert_eq!(part["stock"], json!({ "total": "0", "status": "out_of_stock" }));
    intact(&scene.story);
}

#[test]
fn completing_moves_stock_no() {
    let mut scene = Scene::begin();
    let order = scene.order();
    scene.story.act(
        "add_part_to_work_order",
        json!({ "work_order": order, "parts": [{ "part": scene.impeller }] }),
    );
    scene.story.act(
        "mark_work_order_complete",
        json!({ "work_order": order, "outcome": "resolved", "completion_note": "Impeller renewed." }),
    );
    assert_eq!(scene.stock(&scene.impeller), "4");
    intact(&scene.story);
}

#[test]
fn complete_with_unlogged_parts_yes_warned() {
    let mut scene = Scene::begin();
    let order = scene.order();
    scene.story.act(
        "add_part_to_work_order",
        json!({ "work_order": order, "parts": [{ "part": scene.impeller }] }),
    );
    let given = json!({ "work_order": order, "outcome": "resolved", "completion_note": "Impeller renewed." });
    let preview = scene.story.preview("mark_work_order_complete", given.clone()).unwrap();
    assert_eq!(preview.findings.warnings[0].code, "unlogged_parts");
    assert!(preview.findings.warnings[0].message.contains("Impeller kit"));
    scene.story.act("mark_work_order_complete", given);
    assert_eq!(scene.status(&order), "completed");
    intact(&scene.story);
}

#[test]
fn reopen_completed_no() {
    let mut scene = Scene::begin();
    let order = scene.order();
    scene.story.act(
        "mark_work_order_complete",
        json!({ "work_order": order, "outcome": "partial", "completion_note": "Runs, still warm." }),
    );
    let acts = [
        ("start_work_order", json!({ "work_order": order })),
        (
            "cancel_work_order",
            json!({ "work_order": order, "reason": "not done" }),
        ),
        ("edit_work_order", json!({ "work_order": order, "title": "Open again" })),
        (
            "assign_work_order",
            json!({ "work_order": order, "assigned_to": scene.story.chief() }),
        ),
    ];
    for (action, params) in acts {
        let refused = scene.story.try_act(action, params).unwrap_err();
        assert_eq!(refused.code, Code::WrongState, "{action}");
    }
    let follow = scene.story.act("create_work_order", json!({ "follows": order }));
    let page = scene.page(&follow.ids[0].to_string());
    assert_eq!(page["follows"]["id"], order.as_str());
    assert_eq!(scene.page(&order)["followed_by"][0]["code"], follow.numbers[0].as_str());
    intact(&scene.story);
}

#[test]
fn the_preview_equals_the_commit() {
    let mut scene = Scene::begin();
    let given = json!({ "fault": scene.fault });
    let preview = scene
        .story
        .preview("create_work_order_from_fault", given.clone())
        .unwrap();
    let before = scene.story.entries();
    let done = scene.story.act("create_work_order_from_fault", given);
    assert_eq!(done.writes, preview.writes);
    assert_eq!(scene.story.entries(), before + 1, "one act, one entry");
    assert_eq!(done.corrected_by.as_deref(), Some("cancel_work_order"));
    assert_eq!(
        done.next[0].get("given").and_then(|g| g.get("work_order")),
        Some(&json!(done.ids[0]))
    );
}

#[test]
fn the_audit_row_tells_who_what_when_before_and_after() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let done = scene
        .story
        .act("edit_work_order", json!({ "work_order": order, "priority": "urgent" }));
    let entry = scene
        .story
        .call(
            "audit_entry",
            json!({ "device": done.entry.device, "seq": done.entry.seq }),
        )
        .unwrap();
    assert_eq!(entry["line"]["by"], "Marta Nowak");
    assert_eq!(entry["line"]["role"], "chief_engineer");
    let change = &entry["changes"][0];
    assert_eq!(
        (&change["column"], &change["before"], &change["after"]),
        (&json!("priority"), &json!("high"), &json!("urgent"))
    );
    assert_eq!(entry["is_whole"], true);
}

#[test]
fn a_second_open_work_order_is_shown_on_both() {
    let mut scene = Scene::begin();
    let one = scene.order();
    let fault = scene.fault.clone();
    let found = scene
        .story
        .call(
            "action_check",
            json!({ "action": "create_work_order_from_fault", "given": { "fault": fault } }),
        )
        .unwrap();
    assert_eq!(found["duplicates"][0]["label"], "WO-2026-E0001");
    let two = first(
        &mut scene.story,
        "create_work_order_from_fault",
        json!({ "fault": fault, "create_anyway": true }),
    );
    assert_eq!(scene.page(&one)["same_fault"][0]["id"], two.as_str());
    assert_eq!(scene.page(&two)["same_fault"][0]["id"], one.as_str());
    scene.story.act(
        "cancel_work_order",
        json!({ "work_order": two, "reason": "Duplicate of the first." }),
    );
    assert_eq!(scene.page(&one)["same_fault"], json!([]));
    intact(&scene.story);
}

#[test]
fn a_correction_stands_under_the_statement_it_corrects() {
    let mut scene = Scene::begin();
    let order = scene.order();
    scene.story.act(
        "mark_work_order_complete",
        json!({ "work_order": order, "outcome": "resolved", "completion_note": "Renewed both gaskets.", "hours": "2,5", "running_hours": "12480" }),
    );
    scene.story.act(
        "correct_work_order",
        json!({ "work_order": order, "text": "One gasket only." }),
    );
    let page = scene.page(&order);
    assert_eq!(page["work_order"]["completion_note"], "Renewed both gaskets.");
    assert_eq!(page["work_order"]["hours"], "2.5");
    assert_eq!(page["equipment_hours"], "12480");
    assert_eq!(page["corrections"][0]["text"], "One gasket only.");
    assert_eq!(page["completed_by"]["name"], "Marta Nowak");
    intact(&scene.story);
}

#[test]
fn a_checklist_is_copied_without_its_ticks() {
    let mut scene = Scene::begin();
    let old = scene.order();
    scene.story.act(
        "add_checklist_item",
        json!({ "work_order": old, "lines": "Check impeller\nCheck belt" }),
    );
    let item = scene.page(&old)["checklist"][0]["item"]["id"].clone();
    scene.story.act(
        "tick_checklist",
        json!({ "item": item, "ticked": true, "remark": "78 °C" }),
    );
    assert_eq!(scene.status(&old), "active", "the first tick starts the work");
    let new = first(
        &mut scene.story,
        "create_work_order",
        json!({ "title": "Monthly check", "equipment": scene.generator }),
    );
    scene
        .story
        .act("copy_checklist", json!({ "work_order": new, "from": old }));
    let lines = scene.page(&new)["checklist"].clone();
    assert_eq!(lines[0]["item"]["text"], "Check impeller");
    assert_eq!(
        (&lines[0]["item"]["is_ticked"], &lines[1]["item"]["is_ticked"]),
        (&json!(false), &json!(false))
    );
    intact(&scene.story);
}

#[test]
fn a_spare_part_list_tells_what_was_put_on_and_taken_off() {
    let mut scene = Scene::begin();
    let link = json!({ "equipment": scene.generator, "part": scene.impeller, "quantity_fitted": "1" });
    let line = first(&mut scene.story, "link_part", link);
    scene.story.act("unlink_part", json!({ "line": line }));
    scene.story.act(
        "link_part",
        json!({ "equipment": scene.generator, "part": scene.gasket }),
    );
    let page = scene
        .story
        .call("equipment_page", json!({ "id": scene.generator }))
        .unwrap();
    assert_eq!(page["spare_parts"].as_array().unwrap().len(), 1);
    assert_eq!(page["spare_parts"][0]["part"]["code"], "0634-1130");
    let told: Vec<&str> = page["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["text"].as_str().unwrap())
        .collect();
    assert_eq!(
        told[1], "0634-1129 Impeller kit, sea water pump taken off the spare-part list",
        "{told:?}"
    );
    intact(&scene.story);
}
