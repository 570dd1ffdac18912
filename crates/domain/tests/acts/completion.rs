//! Completing and correcting.

use crate::{refusal, story};
use domain::refusal::Code;
use serde_json::{Value as Json, json};

#[test]
fn a_completed_work_order_takes_a_correction_and_nothing_else() {
    let mut story = story();
    let order = story.order.clone();
    story.ship.act(
        "mark_work_order_complete",
        json!({ "work_order": order, "outcome": "partial", "completion_note": "Runs, leaks a little." }),
    );
    let acts = [
        ("add_note_to_work_order", json!({ "work_order": order, "text": "late" })),
        (
            "add_part_to_work_order",
            json!({ "work_order": order, "parts": [{ "part": story.part }] }),
        ),
        (
            "edit_work_order",
            json!({ "work_order": order, "title": "Other title" }),
        ),
        ("start_work_order", json!({ "work_order": order })),
        (
            "cancel_work_order",
            json!({ "work_order": order, "reason": "not needed" }),
        ),
        (
            "assign_work_order",
            json!({ "work_order": order, "assigned_to": story.ship.me() }),
        ),
        (
            "mark_work_order_complete",
            json!({ "work_order": order, "outcome": "resolved", "completion_note": "again" }),
        ),
        ("add_checklist_item", json!({ "work_order": order, "lines": "look" })),
    ];
    for (name, params) in acts {
        assert_eq!(refusal(story.ship.plan(name, params)).code, Code::WrongState, "{name}");
    }
    story.ship.act(
        "correct_work_order",
        json!({ "work_order": order, "text": "It leaks on the port side." }),
    );
    assert_eq!(
        story.ship.value("pms_work_orders", &order, "completion_note"),
        "Runs, leaks a little."
    );
}

#[test]
fn the_fault_stays_open_unless_the_box_is_ticked() {
    let mut story = story();
    let done = |ticked: bool| json!({ "work_order": story.order, "outcome": "resolved", "completion_note": "Renewed.", "resolve_fault": ticked });
    let (unticked, ticked) = (done(false), done(true));
    let plan = story.ship.plan("mark_work_order_complete", unticked).unwrap();
    assert!(
        plan.unchanged
            .iter()
            .any(|sentence| sentence.contains("stays open: the box was not ticked"))
    );
    story.ship.act("mark_work_order_complete", ticked);
    assert_eq!(story.ship.value("pms_faults", &story.fault, "status"), "resolved");
}

#[test]
fn completion_needs_an_outcome_and_a_note_and_no_future() {
    let story = story();
    let order = &story.order;
    let future = story.ship.now().plus_minutes(60).to_string();
    let cases = [
        (
            json!({ "work_order": order, "completion_note": "Done." }),
            "outcome",
            Code::Missing,
        ),
        (
            json!({ "work_order": order, "outcome": "resolved" }),
            "completion_note",
            Code::Missing,
        ),
        (
            json!({ "work_order": order, "outcome": "resolved", "completion_note": "ok" }),
            "completion_note",
            Code::Invalid,
        ),
        (
            json!({ "work_order": order, "outcome": "resolved", "completion_note": "Done.", "done_at": future }),
            "done_at",
            Code::Invalid,
        ),
        (
            json!({ "work_order": order, "outcome": "resolved", "completion_note": "Done.", "hours": "-1" }),
            "hours",
            Code::Invalid,
        ),
        (
            json!({ "work_order": order, "outcome": "great", "completion_note": "Done." }),
            "outcome",
            Code::Invalid,
        ),
    ];
    for (params, field, code) in cases {
        let refused = refusal(story.ship.plan("mark_work_order_complete", params));
        assert_eq!(
            (refused.code, &refused.detail["field"]),
            (code, &json!(field)),
            "{}",
            refused.message
        );
    }
}

#[test]
fn the_outcome_is_prefilled_from_the_checklist() {
    for (ticks, outcome) in [
        (4, json!("resolved")),
        (3, json!("partial")),
        (2, json!("unsuccessful")),
        (0, json!("unsuccessful")),
    ] {
        let mut story = story();
        story.ship.act(
            "add_checklist_item",
            json!({ "work_order": story.order, "lines": "one\ntwo\n\nthree\nfour" }),
        );
        let items = story.ship.ids("pms_work_order_checklist");
        assert_eq!(items.len(), 4);
        for item in &items[..ticks] {
            story
                .ship
                .act("tick_checklist", json!({ "item": item, "ticked": true }));
        }
        let form = story
            .ship
            .prefill("mark_work_order_complete", json!({ "work_order": story.order }));
        assert_eq!(form["outcome"], outcome, "{ticks} of 4");
    }
    let story = story();
    let form = story
        .ship
        .prefill("mark_work_order_complete", json!({ "work_order": story.order }));
    assert_eq!(form["outcome"], Json::Null, "without a checklist nothing is suggested");
}

#[test]
fn a_reading_is_doubted_for_the_moment_it_was_taken() {
    let mut story = story();
    let read = json!({ "readings": [{ "equipment": story.generator, "hours": "100" }] });
    story.ship.act("record_running_hours", read);
    let before = story.ship.now().plus_minutes(60);
    story.ship.wait_minutes(10 * 24 * 60);
    let check = |done_at: Option<String>| {
        let given = json!({ "work_order": story.order, "running_hours": "200", "done_at": done_at });
        let warnings = story.ship.check("mark_work_order_complete", given).warnings;
        warnings.iter().filter(|warning| warning.code == "reading").count()
    };
    assert_eq!(check(None), 0, "100 hours in ten days");
    assert_eq!(check(Some(before.to_string())), 1, "100 hours in one hour");
}
