//! Doubtful readings, trees that bite themselves, people nobody is in charge of, nonsense.

use crate::ship::Ship;
use crate::{refusal, story};
use domain::refusal::Code;
use serde_json::{Value as Json, json};

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

#[test]
fn a_form_is_read_by_names_only_and_its_refusal_stays_short() {
    let ship = Ship::new();
    // As a list, a ready-made hash would pass for a PIN that nobody hashed.
    let listed = ship.plan(
        "choose_pin",
        json!([ship.me(), "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"]),
    );
    assert_eq!(refusal(listed).code, Code::Invalid);
    let mut long = json!({ "title": "Pump leaks" });
    long["x".repeat(1_000_000)] = json!(1);
    assert!(refusal(ship.plan("report_fault", long)).message.chars().count() < 1_000);
}

#[test]
fn nothing_returns_to_a_place_that_is_retired() {
    let mut ship = Ship::new();
    let pump = ship.act("add_equipment", json!({ "code": "601", "name": "Pump" }));
    let seal = ship.act(
        "add_equipment",
        json!({ "code": "601.1", "name": "Seal", "parent": pump }),
    );
    ship.act("retire_equipment", json!({ "equipment": seal, "reason": "worn" }));
    ship.act("retire_equipment", json!({ "equipment": pump, "reason": "worn" }));
    let back = |of: &str| json!({ "equipment": of, "reason": "repaired", "back": true });
    assert_eq!(
        refusal(ship.plan("retire_equipment", back(&seal))).code,
        Code::WrongState
    );
    ship.act("retire_equipment", back(&pump));
    assert!(ship.plan("retire_equipment", back(&seal)).is_ok());
}

#[test]
fn a_reading_above_a_later_one_is_doubted_and_a_machine_stands_in_a_sheet_once() {
    let mut story = story();
    let read = |hours: &str| json!({ "readings": [{ "equipment": story.generator, "hours": hours }] });
    let (first, mut past) = (read("100"), read("150"));
    past["read_at"] = json!(story.ship.now().plus_minutes(30).to_string());
    let twice = json!({ "readings": [
        { "equipment": story.generator, "hours": "110" },
        { "equipment": story.generator, "hours": "111" },
    ] });
    story.ship.wait_minutes(60);
    story.ship.act("record_running_hours", first);
    assert_eq!(story.ship.check("record_running_hours", past).warnings.len(), 1);
    let refused = refusal(story.ship.plan("record_running_hours", twice));
    assert_eq!(
        (refused.code, &refused.detail["field"]),
        (Code::Invalid, &json!("readings.1.hours"))
    );
}

#[test]
fn a_storage_place_with_places_in_it_is_not_retired() {
    let mut ship = Ship::new();
    let store = ship.act("add_location", json!({ "code": "A", "name": "Store A" }));
    let shelf = ship.act(
        "add_location",
        json!({ "code": "A1", "name": "Shelf 1", "parent": store }),
    );
    let retire = |place: &str| json!({ "location": place, "reason": "rebuilt" });
    let refused = refusal(ship.plan("retire_location", retire(&store)));
    assert_eq!(refused.code, Code::WrongState);
    ship.act("retire_location", retire(&shelf));
    ship.act("retire_location", retire(&store));
    let back = json!({ "location": shelf, "reason": "needed", "back": true });
    let refused = refusal(ship.plan("retire_location", back));
    assert_eq!(refused.code, Code::Invalid, "it would stand in a retired place");
}
