//! The rules of every act, tried without a database: facts come from a map.
#![allow(clippy::unwrap_used)]

mod memory;

use domain::plan::Plan;
use domain::refusal::{Code, Refusal};
#[path = "memory/ship.rs"]
mod ship;
use serde_json::{Value as Json, json};
use ship::Ship;

fn refusal(result: Result<Plan, Refusal>) -> Refusal {
    result.expect_err("the act should have been refused")
}

/// A ship with a generator, a part, a fault on the generator and a work order for it.
struct Story {
    ship: Ship,
    generator: String,
    part: String,
    fault: String,
    order: String,
}

fn story() -> Story {
    let mut ship = Ship::new();
    let generator = ship.act(
        "add_equipment",
        json!({ "code": "651.02", "name": "Generator 2", "location": "Engine room, port", "has_counter": true }),
    );
    let place = ship.act("add_location", json!({ "code": "A3", "name": "Store A / shelf 3" }));
    let part = ship.act(
        "add_part",
        json!({ "number": "0634-1129", "name": "Impeller kit", "location": place, "first_count": "4" }),
    );
    let fault = ship.act(
        "report_fault",
        json!({ "title": "Coolant temperature high", "equipment": generator, "code": "E047", "severity": "high" }),
    );
    let form = ship.prefill("create_work_order_from_fault", json!({ "fault": fault }));
    let order = ship.act("create_work_order_from_fault", form);
    Story {
        ship,
        generator,
        part,
        fault,
        order,
    }
}

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

#[test]
fn the_first_note_starts_the_work_and_the_second_does_not() {
    let mut story = story();
    let note = json!({ "work_order": story.order, "text": "Sea water flow low." });
    let first = story.ship.plan("add_note_to_work_order", note.clone()).unwrap();
    assert_eq!(first.changes.len(), 2);
    assert_eq!(first.parameters["started_with"], "first_note");
    story.ship.act("add_note_to_work_order", note.clone());
    assert_eq!(story.ship.value("pms_work_orders", &story.order, "status"), "active");
    let second = story.ship.plan("add_note_to_work_order", note).unwrap();
    assert_eq!(second.changes.len(), 1, "a second note does not activate again");
}

#[test]
fn a_near_identical_note_within_ten_minutes_is_pointed_out() {
    let mut story = story();
    story.ship.act(
        "add_note_to_work_order",
        json!({ "work_order": story.order, "text": "Sea water flow low, strainer clean." }),
    );
    let again = json!({ "work_order": story.order, "text": "Sea water flow low; strainer clean" });
    assert_eq!(
        story
            .ship
            .check("add_note_to_work_order", again.clone())
            .duplicates
            .len(),
        1
    );
    let other = json!({ "work_order": story.order, "text": "Impeller missing two vanes." });
    assert!(story.ship.check("add_note_to_work_order", other).duplicates.is_empty());
    story.ship.wait_minutes(11);
    assert!(story.ship.check("add_note_to_work_order", again).duplicates.is_empty());
}

#[test]
fn notes_are_warned_above_two_thousand_and_refused_above_five_thousand_characters() {
    let story = story();
    let note = |length: usize| json!({ "work_order": story.order, "text": "机".repeat(length) });
    let codes = |length| {
        let found = story.ship.check("add_note_to_work_order", note(length));
        found
            .warnings
            .iter()
            .map(|warning| warning.code.clone())
            .collect::<Vec<_>>()
    };
    assert!(codes(2_000).is_empty());
    assert_eq!(codes(2_001), ["long_note"]);
    assert!(story.ship.plan("add_note_to_work_order", note(5_000)).is_ok());
    assert_eq!(
        refusal(story.ship.plan("add_note_to_work_order", note(5_001))).code,
        Code::Invalid
    );
    assert_eq!(
        refusal(story.ship.plan("add_note_to_work_order", note(0))).code,
        Code::Missing
    );
}

#[test]
fn planning_a_part_moves_no_stock_and_changes_no_state() {
    let mut story = story();
    let sheet = json!({ "work_order": story.order, "parts": [{ "part": story.part, "quantity": "1,5", "note": "raw water side" }] });
    let plan = story.ship.plan("add_part_to_work_order", sheet.clone()).unwrap();
    assert_eq!(plan.changes.len(), 1);
    assert!(plan.unchanged.iter().any(|sentence| sentence.contains("stock")));
    story.ship.act("add_part_to_work_order", sheet);
    assert_eq!(story.ship.value("pms_work_orders", &story.order, "status"), "candidate");
    assert_eq!(
        story.ship.count("pms_inventory_transactions"),
        1,
        "only the first count"
    );
}

#[test]
fn impossible_quantities_are_refused_with_a_sentence() {
    let story = story();
    for quantity in ["0", "-1", "1e30", "abc", "0,00001", "99999999", "1.2.3"] {
        let sheet = json!({ "work_order": story.order, "parts": [{ "part": story.part, "quantity": quantity }] });
        let refused = refusal(story.ship.plan("add_part_to_work_order", sheet));
        assert_eq!(refused.code, Code::Invalid, "{quantity}");
        assert_eq!(refused.detail["field"], "parts.0.quantity");
    }
}

#[test]
fn the_same_part_twice_offers_to_raise_the_line() {
    let mut story = story();
    let wish = |extra: Json| {
        let mut part = json!({ "part": story.part, "quantity": "2" });
        part.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        json!({ "work_order": story.order, "parts": [part] })
    };
    let first = wish(json!({}));
    let second = wish(json!({}));
    let line = story.ship.act("add_part_to_work_order", first);
    let found = story.ship.check("add_part_to_work_order", second);
    assert_eq!(found.duplicates.len(), 1);
    let raise =
        json!({ "work_order": story.order, "parts": [{ "part": story.part, "quantity": "2", "raise_line": line }] });
    story.ship.act("add_part_to_work_order", raise);
    assert_eq!(story.ship.value("pms_work_order_parts", &line, "quantity"), "4");
    assert_eq!(story.ship.count("pms_work_order_parts"), 1);
}

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
fn a_doubtful_reading_asks_once() {
    let mut story = story();
    let read = |hours: &str| json!({ "readings": [{ "equipment": story.generator, "hours": hours }] });
    let (first, lower, fast) = (read("12480"), read("12400"), read("12600"));
    story.ship.act("record_running_hours", first);
    story.ship.wait_minutes(24 * 60);
    let codes = |ship: &Ship, form: Json| ship.check("record_running_hours", form).warnings.len();
    assert_eq!(codes(&story.ship, lower), 1);
    assert_eq!(codes(&story.ship, fast), 1);
    assert_eq!(
        codes(
            &story.ship,
            json!({ "readings": [{ "equipment": story.generator, "hours": "12504" }] })
        ),
        0
    );
    let empty = story.ship.plan("record_running_hours", json!({ "readings": [] }));
    assert_eq!(refusal(empty).code, Code::Missing);
}

#[test]
fn equipment_cannot_stand_under_itself_and_codes_are_given_once() {
    let mut ship = Ship::new();
    let engine = ship.act("add_equipment", json!({ "code": "601", "name": "Main engine" }));
    let pump = ship.act(
        "add_equipment",
        json!({ "code": "601.1", "name": "Pump", "parent": engine }),
    );
    let seal = ship.act(
        "add_equipment",
        json!({ "code": "601.1.1", "name": "Seal", "parent": pump }),
    );
    for target in [&engine, &pump, &seal] {
        let moved = ship.plan("move_equipment", json!({ "equipment": engine, "parent": target }));
        assert_eq!(refusal(moved).code, Code::Invalid);
    }
    assert!(
        ship.plan("move_equipment", json!({ "equipment": seal, "parent": engine }))
            .is_ok()
    );
    assert_eq!(
        refusal(ship.plan("add_equipment", json!({ "code": "601", "name": "Other" }))).code,
        Code::Invalid
    );
    let retired = ship.plan("retire_equipment", json!({ "equipment": pump, "reason": "scrapped" }));
    assert_eq!(
        refusal(retired).code,
        Code::WrongState,
        "something still stands under it"
    );
}

#[test]
fn somebody_must_stay_in_charge_of_people() {
    let ship = Ship::new();
    let demoted = ship.plan("set_role", json!({ "person": ship.me(), "role": "crew" }));
    assert_eq!(refusal(demoted).code, Code::WrongState);
    let gone = ship.plan("set_role", json!({ "person": ship.me(), "is_active": false }));
    assert_eq!(refusal(gone).code, Code::WrongState);
}

#[test]
fn a_plain_pin_never_gets_into_a_plan() {
    let ship = Ship::new();
    assert_eq!(
        refusal(ship.plan("choose_pin", json!({ "pin": "123456" }))).code,
        Code::Invalid
    );
    let plan = ship
        .plan(
            "choose_pin",
            json!({ "pin": "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA" }),
        )
        .unwrap();
    assert!(!format!("{:?}", plan.writes).contains("argon2"));
}

#[test]
fn unknown_ids_and_wrong_types_are_calm_refusals() {
    let ship = Ship::new();
    let stranger = "00000000-0001-8000-8000-000004000000";
    let cases = [
        (
            "edit_fault",
            json!({ "fault": stranger, "title": "Other" }),
            Code::NotFound,
        ),
        ("edit_fault", json!({ "fault": "not-an-id" }), Code::Invalid),
        ("report_fault", json!({ "title": 5 }), Code::Invalid),
        (
            "report_fault",
            json!({ "title": "abc", "colour": "red" }),
            Code::Invalid,
        ),
        ("report_fault", json!({}), Code::Missing),
        (
            "report_fault",
            json!({ "title": "abc", "severity": "awful" }),
            Code::Invalid,
        ),
    ];
    for (name, params, code) in cases {
        let refused = refusal(ship.plan(name, params.clone()));
        assert_eq!(refused.code, code, "{params} → {}", refused.message);
        assert!(refused.message.len() > 10);
    }
}
