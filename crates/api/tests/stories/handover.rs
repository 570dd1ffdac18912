//! Handover: written by people, frozen by a signature, taken over by another.

mod packs;
mod registry;
mod signing;

use crate::{Scene, first, intact};
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};
use testkit::Story;

/// The entries that a page shows, in the order in which they stand there.
fn shown(story: &Story, args: Json) -> Vec<Json> {
    let page = story.call("handover_page", args).unwrap();
    let groups = page["groups"].as_array().cloned().unwrap();
    groups
        .iter()
        .flat_map(|group| group["lines"].as_array().cloned().unwrap())
        .collect()
}

fn titles(lines: &[Json]) -> Vec<&str> {
    lines
        .iter()
        .map(|line| line["entry"]["title"].as_str().unwrap())
        .collect()
}

fn write(story: &mut Story, title: &str, category: &str) -> String {
    first(
        story,
        "add_to_handover",
        json!({ "title": title, "category": category }),
    )
}

#[test]
fn handover_without_entity_yes() {
    let mut story = Story::begin();
    let entry = write(&mut story, "Bunkering on Friday, 07:00", "fyi");
    let lines = shown(&story, json!({}));
    assert_eq!(titles(&lines), ["Bunkering on Friday, 07:00"]);
    assert_eq!(lines[0]["entry"]["id"], entry);
    assert_eq!(lines[0]["record"], Json::Null);
    assert_eq!(lines[0]["by"]["name"], "Marta Nowak");
    intact(&story);
}

#[test]
fn handover_filled_automatically_never() {
    let mut scene = Scene::begin();
    // Everything that other programs put into a handover by themselves.
    let order = scene.order();
    let deckhand = scene.story.add_person("Jovan Petrović", Role::Crew, Department::Deck);
    let fault = json!({ "title": "Fire in the galley", "severity": "critical" });
    scene.story.act("report_fault", fault);
    let note = json!({ "work_order": order, "text": "Stopped, no gasket.", "category": "issue" });
    scene.story.act("add_note_to_work_order", note);
    let part = json!({ "work_order": order, "parts": [{ "part": scene.gasket, "quantity": "1" }] });
    scene.story.act("add_part_to_work_order", part);
    let done = json!({ "work_order": order, "outcome": "partial", "completion_note": "Goes on tomorrow." });
    scene.story.act("mark_work_order_complete", done);
    scene.story.clock().pass_ms(8 * 3_600_000);
    scene.story.call("lock", json!({})).unwrap();
    scene.story.sign_in(deckhand);
    scene.story.sign_in(scene.story.chief());
    for department in ["engineering", "deck", "interior", "management"] {
        for kind in ["watch", "rotation"] {
            let lines = shown(&scene.story, json!({ "department": department, "kind": kind }));
            assert_eq!(lines.len(), 0, "{department} {kind}");
        }
    }
    let signed = json!({ "department": "engineering", "kind": "watch", "with_appendix": true });
    scene.story.act("sign_over_handover", signed);
    assert_eq!(
        scene.story.program().show("pms_handover", None, 0).unwrap().rows.len(),
        0,
        "not even the appendix writes an entry"
    );
    intact(&scene.story);
}

#[test]
fn the_form_starts_from_the_record_it_was_opened_on() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let critical = first(
        &mut scene.story,
        "report_fault",
        json!({ "title": "Steering lost", "severity": "critical", "department": "deck" }),
    );
    let given = |scene: &Scene, given: Json| {
        let form = scene.story.program().action_prefill("add_to_handover", &given).unwrap();
        ["title", "category", "priority", "department", "kind"]
            .map(|field| form.values[field].as_str().unwrap_or_default().to_owned())
    };
    let cases = [
        (
            json!({ "fault": scene.fault }),
            ["Coolant temperature high", "in_progress", "engineering"],
        ),
        (json!({ "fault": critical }), ["Steering lost", "urgent", "deck"]),
        (
            json!({ "work_order": order }),
            ["Engine room, port – Generator 2 – E047", "in_progress", "engineering"],
        ),
        (
            json!({ "equipment": scene.generator }),
            ["Generator 2", "watch", "engineering"],
        ),
        (
            json!({ "part": scene.impeller }),
            ["Impeller kit, sea water pump", "fyi", "engineering"],
        ),
        (json!({}), ["", "", "engineering"]),
    ];
    for (opened_on, [title, category, department]) in cases {
        let expected = [title, category, "normal", department, "watch"];
        assert_eq!(given(&scene, opened_on.clone()), expected, "{opened_on}");
    }
    let done = json!({ "work_order": order, "outcome": "resolved", "completion_note": "Done." });
    scene.story.act("mark_work_order_complete", done);
    assert_eq!(given(&scene, json!({ "work_order": order }))[1], "completed");
}

#[test]
fn adding_to_the_handover_leaves_the_fault_as_it_was() {
    let mut scene = Scene::begin();
    let before = scene.story.call("fault_page", json!({ "id": scene.fault })).unwrap()["fault"].clone();
    let entry = first(&mut scene.story, "add_to_handover", json!({ "fault": scene.fault }));
    let after = scene.story.call("fault_page", json!({ "id": scene.fault })).unwrap()["fault"].clone();
    assert_eq!(before, after);
    let line = &shown(&scene.story, json!({}))[0];
    assert_eq!(line["entry"]["id"], entry);
    assert_eq!(
        line["record"],
        json!({
            "table": "pms_faults", "id": scene.fault, "code": "F-2026-E0001",
            "label": "Coolant temperature high", "state": "open, high",
        })
    );
    // The record's present state stands beside the entry, which itself stays as it was written.
    scene
        .story
        .act("resolve_fault", json!({ "fault": scene.fault, "how": "replaced" }));
    let line = &shown(&scene.story, json!({}))[0];
    assert_eq!(line["record"]["state"], "resolved, replaced");
    assert_eq!(line["entry"]["status"], "open");
}

#[test]
fn an_entry_speaks_of_one_record() {
    let mut scene = Scene::begin();
    let both = json!({ "title": "Two things", "category": "fyi", "fault": scene.fault, "part": scene.impeller });
    let refused = scene.story.try_act("add_to_handover", both).unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    assert_eq!(
        refused.message,
        "An entry speaks of one record. Write a second entry for the other."
    );
}

#[test]
fn a_similar_open_entry_is_warned_about_and_allowed() {
    let mut scene = Scene::begin();
    let fault = scene.fault.clone();
    let entry = first(&mut scene.story, "add_to_handover", json!({ "fault": fault }));
    let found = |scene: &Scene, given: Json| {
        let found = scene.story.program().action_check("add_to_handover", &given).unwrap();
        found
            .duplicates
            .iter()
            .map(|one| one.id.to_string())
            .collect::<Vec<_>>()
    };
    let by_record = json!({ "title": "Something else", "fault": fault });
    assert_eq!(found(&scene, by_record.clone()), [entry.as_str()]);
    let by_words = json!({ "title": "coolant temperature  high" });
    assert_eq!(found(&scene, by_words), [entry.as_str()]);
    let of_another = json!({ "title": "Coolant temperature high", "department": "deck" });
    assert_eq!(found(&scene, of_another), Vec::<String>::new());
    scene.story.act("add_to_handover", by_record.clone());
    assert_eq!(shown(&scene.story, json!({})).len(), 2);
    scene.story.act("close_handover_entry", json!({ "entry": entry }));
    assert_eq!(found(&scene, by_record).len(), 1, "a settled one is not similar");
}

#[test]
fn a_wrong_category_is_refused_and_nothing_is_written() {
    let mut story = Story::begin();
    let before = story.entries();
    for wrong in [
        "ongoing_fault",
        "work_in_progress",
        "important_info",
        "pending_action",
        "",
    ] {
        let refused = story
            .try_act("add_to_handover", json!({ "title": "X", "category": wrong }))
            .unwrap_err();
        assert_eq!(refused.detail["field"], "category", "{wrong}");
    }
    let missing = story.try_act("add_to_handover", json!({ "title": "X" })).unwrap_err();
    assert_eq!(
        (missing.code, &missing.detail["field"]),
        (Code::Missing, &json!("category"))
    );
    let long = json!({ "title": "机".repeat(201), "category": "fyi" });
    assert_eq!(
        story.try_act("add_to_handover", long).unwrap_err().detail["field"],
        "title"
    );
    let long = json!({ "title": "机", "category": "fyi", "details": "x".repeat(2_001) });
    assert_eq!(
        story.try_act("add_to_handover", long).unwrap_err().detail["field"],
        "details"
    );
    assert_eq!(story.entries(), before);
}

#[test]
fn an_entry_is_changed_by_its_author_and_by_the_heads_of_its_department() {
    let mut story = Story::begin();
    let engineer = story.add_person("Kofi Mensah", Role::Engineer, Department::Engineering);
    let other = story.add_person("Tom Reyes", Role::Engineer, Department::Engineering);
    let officer = story.add_person("Ivana Perković", Role::ChiefOfficer, Department::Deck);
    story.sign_in(engineer);
    let entry = write(&mut story, "Bilge high", "watch");
    let change = |title: &str| json!({ "entry": entry, "title": title });
    for (person, may) in [
        (engineer, true),
        (other, false),
        (officer, false),
        (story.chief(), true),
    ] {
        story.sign_in(person);
        let offers = shown(&story, json!({ "department": "engineering" }))[0]["offers"].clone();
        let offered = |act: &str| offers.as_array().unwrap().iter().any(|offer| offer["action"] == act);
        for act in ["edit_handover_entry", "close_handover_entry", "withdraw_handover_entry"] {
            assert_eq!(offered(act), may, "{person} {act}");
        }
        let done = story.try_act("edit_handover_entry", change(&format!("Bilge high {person}")));
        assert_eq!(done.is_ok(), may, "{person}");
        let closing = story.try_act(
            "withdraw_handover_entry",
            json!({ "entry": entry, "reason": "Not so." }),
        );
        assert_eq!(closing.is_ok(), may, "{person}");
        if may {
            let back = json!({ "entry": entry, "reason": "It is so.", "back": true });
            story.act("withdraw_handover_entry", back);
        }
    }
    intact(&story);
}

#[test]
fn nothing_expires_and_what_was_closed_by_mistake_is_opened_again() {
    let mut story = Story::begin();
    let entry = write(&mut story, "Watch the shaft seal", "watch");
    story.clock().pass_ms(400 * 24 * 3_600_000);
    story.sign_in(story.chief());
    assert_eq!(titles(&shown(&story, json!({}))), ["Watch the shaft seal"]);
    let done = story.act(
        "close_handover_entry",
        json!({ "entry": entry, "reason": "Dry since the yard." }),
    );
    assert_eq!(done.corrected_by.as_deref(), Some("close_handover_entry"));
    assert_eq!(shown(&story, json!({})).len(), 0);
    let closed = shown(&story, json!({ "status": "done" }));
    assert_eq!(closed[0]["entry"]["remark"], "Dry since the yard.");
    assert_eq!(closed[0]["closed_by"]["name"], "Marta Nowak");
    let again = story.try_act("close_handover_entry", json!({ "entry": entry, "back": false }));
    assert_eq!(again.unwrap_err().code, Code::WrongState);
    let edited = story.try_act("edit_handover_entry", json!({ "entry": entry, "title": "Other" }));
    assert_eq!(edited.unwrap_err().code, Code::WrongState);
    let why = story.try_act("close_handover_entry", json!({ "entry": entry, "back": true }));
    assert_eq!(why.unwrap_err().detail["field"], "reason");
    let back = json!({ "entry": entry, "back": true, "reason": "Drips again." });
    story.act("close_handover_entry", back);
    let line = &shown(&story, json!({}))[0]["entry"];
    assert_eq!((&line["status"], &line["closed_at"]), (&json!("open"), &Json::Null));
    let page = story.call("handover_entry_page", json!({ "id": entry })).unwrap();
    let told: Vec<&str> = page["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["text"].as_str().unwrap())
        .collect();
    assert_eq!(
        told,
        [
            "Opened again: Drips again.",
            "Marked done: Dry since the yard.",
            "Added to the handover"
        ]
    );
    intact(&story);
}

#[test]
fn a_cancelled_form_leaves_no_trace_and_one_form_writes_once() {
    let mut story = Story::begin();
    let before = story.entries();
    let given = json!({ "title": "Never added", "category": "fyi" });
    story.program().action_prefill("add_to_handover", &given).unwrap();
    story.program().action_check("add_to_handover", &given).unwrap();
    let preview = story.preview("add_to_handover", given.clone()).unwrap();
    assert_eq!(story.entries(), before);
    let done = story.act("add_to_handover", given.clone());
    assert_eq!(done.writes, preview.writes, "the preview equals the commit");
    assert_eq!(
        done.writes,
        ["add “Never added” to the engineering watch handover, as for information"]
    );
    let args = json!({ "action": "add_to_handover", "params": given, "form_id": "the same form" });
    let once = story.call("action_commit", args.clone()).unwrap();
    let twice = story.call("action_commit", args).unwrap();
    assert_eq!((&once["ids"], &twice["repeated"]), (&twice["ids"], &json!(true)));
    assert_eq!(shown(&story, json!({})).len(), 2);
}

#[test]
fn entries_are_grouped_by_category_and_found_by_day_department_and_kind() {
    let mut story = Story::begin();
    write(&mut story, "For information", "fyi");
    write(&mut story, "Begun", "in_progress");
    story.clock().pass_ms(24 * 3_600_000);
    story.sign_in(story.chief());
    let high = json!({ "title": "Later and higher", "category": "in_progress", "priority": "high" });
    story.act("add_to_handover", high);
    write(&mut story, "Now", "urgent");
    let rotation = json!({ "title": "For the relief", "category": "fyi", "kind": "rotation" });
    story.act("add_to_handover", rotation);
    let deck = json!({ "title": "For the deck", "category": "fyi", "department": "deck" });
    story.act("add_to_handover", deck);
    let found = |args: Json| shown(&story, args);
    assert_eq!(
        titles(&found(json!({}))),
        ["Now", "Later and higher", "Begun", "For information"]
    );
    assert_eq!(titles(&found(json!({ "kind": "rotation" }))), ["For the relief"]);
    assert_eq!(titles(&found(json!({ "department": "deck" }))), ["For the deck"]);
    // The story begins on 1 March 2026, 08:00 UTC.
    let first_day = json!({ "from_at": "2026-03-01T00:00:00Z", "to_at": "2026-03-02T00:00:00Z" });
    assert_eq!(titles(&found(first_day)), ["Begun", "For information"]);
    let page = story.call("handover_page", json!({})).unwrap();
    let groups: Vec<&str> = page["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group["category"].as_str().unwrap())
        .collect();
    assert_eq!(groups, ["urgent", "in_progress", "fyi"]);
    assert_eq!((&page["open"], &page["my_last_at"]), (&json!(4), &Json::Null));
    let now = story.call("now_page", json!({})).unwrap();
    assert_eq!(
        now["handover"]["total"], 5,
        "watch and rotation of one's own department"
    );
    assert_eq!(story.call("counts", json!({})).unwrap()["open_handover"], 5);
}
