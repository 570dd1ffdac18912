//! Repeated clicks, records that change under a form, wrong vessels, closed windows.

use crate::{Scene, intact};
use domain::refusal::Code;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use testkit::{PIN, Story};

fn commit(story: &Story, action: &str, params: &Json, basis: &Json, form_id: &str) -> Result<Json, api::Error> {
    let sign = json!({ "person": story.chief(), "pin": PIN });
    let args = json!({ "action": action, "params": params, "basis": basis, "form_id": form_id, "sign": sign });
    story.call("action_commit", args)
}

#[test]
fn two_clicks_on_sign_write_once() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let params = json!({ "work_order": order, "outcome": "resolved", "completion_note": "Renewed." });
    let before = scene.story.entries();
    let one = commit(
        &scene.story,
        "mark_work_order_complete",
        &params,
        &json!({}),
        "the same form",
    )
    .unwrap();
    let two = commit(
        &scene.story,
        "mark_work_order_complete",
        &params,
        &json!({}),
        "the same form",
    )
    .unwrap();
    assert_eq!(scene.story.entries(), before + 1);
    assert_eq!(one["entry"], two["entry"]);
    assert_eq!((&one["repeated"], &two["repeated"]), (&json!(false), &json!(true)));
}

#[test]
fn two_clicks_at_the_same_moment_write_once() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let before = scene.story.entries();
    let story = &scene.story;
    let params = json!({ "work_order": order, "text": "Strainer clean." });
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| commit(story, "add_note_to_work_order", &params, &json!({}), "one form").unwrap());
        }
    });
    assert_eq!(scene.story.entries(), before + 1);
    assert_eq!(scene.page(&order)["notes"].as_array().unwrap().len(), 1);
}

#[test]
fn a_record_that_changed_under_the_form_refuses_and_offers_the_new_state() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let form = scene
        .story
        .call(
            "action_prefill",
            json!({ "action": "edit_work_order", "given": { "work_order": order } }),
        )
        .unwrap();
    scene
        .story
        .act("edit_work_order", json!({ "work_order": order, "priority": "urgent" }));
    let mut params = form["values"].clone();
    params["title"] = json!("Renew impeller");
    let before = scene.story.entries();
    let refused = commit(&scene.story, "edit_work_order", &params, &form["basis"], "f").unwrap_err();
    assert_eq!(refused.code, Code::Changed);
    assert_eq!(
        refused.detail["values"]["priority"], "urgent",
        "the new state is offered"
    );
    assert_eq!(scene.story.entries(), before);
    params["priority"] = json!("urgent");
    commit(&scene.story, "edit_work_order", &params, &refused.detail["basis"], "f").unwrap();
    assert_eq!(scene.page(&order)["work_order"]["title"], "Renew impeller");
    intact(&scene.story);
}

#[test]
fn a_completion_signed_meanwhile_by_somebody_else_says_changed() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let params = json!({ "work_order": order, "outcome": "resolved", "completion_note": "Renewed." });
    let preview = scene.story.preview("mark_work_order_complete", params.clone()).unwrap();
    commit(
        &scene.story,
        "mark_work_order_complete",
        &params,
        &json!({}),
        "their form",
    )
    .unwrap();
    let refused = commit(
        &scene.story,
        "mark_work_order_complete",
        &params,
        &json!(preview.basis),
        "my form",
    )
    .unwrap_err();
    assert_eq!(refused.code, Code::Changed);
}

#[test]
fn a_record_of_another_vessel_is_not_found() {
    let other = Scene::begin();
    let mut mine = Story::begin();
    let stranger = other.fault.clone();
    for action in ["edit_fault", "resolve_fault", "create_work_order_from_fault"] {
        let refused = mine
            .try_act(action, json!({ "fault": stranger, "how": "reset", "title": "abc" }))
            .unwrap_err();
        assert_eq!(refused.code, Code::NotFound, "{action}");
    }
    assert_eq!(
        mine.call("fault_page", json!({ "id": stranger })).unwrap_err().code,
        Code::NotFound
    );
}

#[test]
fn a_closed_window_forgets_who_was_signed_in_and_nothing_else() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let entries = scene.story.entries();
    scene.story.reopen();
    assert_eq!(scene.story.signed_in(), None);
    scene.story.sign_in(scene.story.chief());
    assert_eq!(scene.story.entries(), entries);
    assert_eq!(scene.status(&order), "candidate");
    let next = scene.story.act(
        "create_work_order",
        json!({ "title": "Next one", "equipment": scene.generator }),
    );
    assert_eq!(next.numbers, ["WO-2026-E0002"], "counters go on after a restart");
    intact(&scene.story);
}

#[test]
fn a_second_program_may_read_and_back_up_but_not_write() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let Err(refused) = api::Program::open(scene.story.place()) else {
        panic!("a second writer was let in")
    };
    assert_eq!(refused.code, Code::ReadOnly);
    let reading = api::Program::open_reading(scene.story.place()).unwrap();
    assert_eq!(reading.show("pms_work_orders", Some(&order), 0).unwrap().rows.len(), 1);
    assert!(reading.audit_verify().unwrap().is_intact);
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    reading.backup(&copy).unwrap();
    assert_eq!(
        reading.backup(&copy).unwrap_err().code,
        Code::WrongState,
        "nothing is overwritten"
    );
    reading.read_as(scene.story.chief());
    let write = reading.call(
        "action_commit",
        json!({ "action": "report_fault", "params": { "title": "Hello" } }),
    );
    assert!(write.is_err());
}

#[test]
fn commands_and_arguments_nobody_knows_are_calm_refusals() {
    let story = Story::begin();
    assert_eq!(
        story.call("drop_everything", json!({})).unwrap_err().code,
        Code::NotFound
    );
    assert_eq!(
        story.call("fault_page", json!({ "id": 5 })).unwrap_err().code,
        Code::Invalid
    );
    assert_eq!(
        story
            .call("fault_list", json!({ "sort": "1; DROP TABLE" }))
            .unwrap_err()
            .code,
        Code::Invalid
    );
    assert_eq!(
        story
            .call("fault_list", json!({ "filters": { "nope": ["x"] } }))
            .unwrap_err()
            .code,
        Code::Invalid
    );
    assert_eq!(
        story
            .call("action_commit", json!({ "action": "erase_all", "params": {} }))
            .unwrap_err()
            .code,
        Code::NotFound
    );
}

#[test]
fn a_basis_of_another_form_is_not_accepted_and_a_form_id_serves_one_act() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let other = scene.story.act("report_fault", json!({ "title": "Another fault" }));
    let form = scene
        .story
        .call(
            "action_prefill",
            json!({ "action": "edit_fault", "given": { "fault": other.ids[0] } }),
        )
        .unwrap();
    let params = json!({ "work_order": order, "priority": "urgent" });
    let refused = commit(&scene.story, "edit_work_order", &params, &form["basis"], "a").unwrap_err();
    assert_eq!(refused.code, Code::Changed);
    commit(&scene.story, "edit_work_order", &params, &json!({}), "b").unwrap();
    let note = json!({ "work_order": order, "text": "Strainer clean." });
    let done = commit(&scene.story, "add_note_to_work_order", &note, &json!({}), "b").unwrap();
    assert_eq!(done["repeated"], false, "the same id in another act is another form");
    intact(&scene.story);
}

#[test]
fn the_state_folder_does_not_lie_inside_the_replica() {
    let place = testkit::TemporaryPlace::new().place();
    let inside = api::Place {
        state: place.replica.join("state"),
        replica: place.replica,
    };
    let Err(refused) = api::Program::open(inside) else {
        panic!("it was opened")
    };
    assert_eq!(refused.code, Code::Invalid);
}

#[test]
fn what_was_put_right_from_the_record_is_told_in_the_settings() {
    let mut scene = Scene::begin();
    let given = json!({ "title": "Leak at the seal", "severity": "low" });
    let fault = scene.story.act("report_fault", given).ids[0];
    let told = |story: &Story| story.call("sync_settings", json!({})).unwrap()["mended"].clone();
    assert_eq!(told(&scene.story), json!([]));
    scene.story.close();
    let at = scene.story.place();
    let place = store::Place::new(at.replica);
    let forged = "UPDATE pms_faults SET title = 'Nothing' WHERE title = 'Leak at the seal'";
    assert_eq!(testkit::behind_the_gate(&place.database(), forged), 1);
    let environment = store::Environment {
        state: store::StateFolder::new(at.state, "machine"),
        workstation: "Engine control room".to_owned(),
        random: Box::new(|bytes| bytes.fill(7)),
    };
    let writer = store::Writer::open(&place, environment).unwrap();
    let checked = writer.check_sums(1_795_348_800_000, &Arc::default()).unwrap();
    assert_eq!(checked.mended.len(), 1);
    drop(writer);
    scene.story.reopen();
    scene.story.sign_in(scene.story.chief());
    let said = json!([{
        "at": "2026-11-22T12:00:00.000Z",
        "table": "pms_faults",
        "row": fault,
        "label": "F-2026-E0002 Leak at the seal",
        "column": "Title",
    }]);
    assert_eq!(told(&scene.story), said);
}
