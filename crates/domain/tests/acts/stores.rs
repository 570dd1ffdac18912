//! Acts on stock, case by case: what is accepted, what is refused and with which word.

use crate::{refusal, story};
use domain::permission;
use domain::refusal::Code;
use domain::tables::{Role, Scope};
use serde_json::{Value as Json, json};

#[test]
fn impossible_stock_forms_are_refused_at_their_field() {
    let story = story();
    let place = story.ship.ids("pms_locations")[0].clone();
    let (order, part) = (story.order.clone(), story.part.clone());
    let usage = |line: Json| json!({ "work_order": order, "lines": [line] });
    let of_one = |field: &str, value: Json| {
        let mut form = json!({ "part": part, "location": place, "quantity": "1", "counted": "1", "reason": "Broken" });
        form[field] = value;
        form
    };
    let count = |field: &str, value: Json| {
        let mut form = of_one(field, value);
        form.as_object_mut().unwrap().remove("quantity");
        form
    };
    let loss = |field: &str, value: Json| {
        let mut form = of_one(field, value);
        form.as_object_mut().unwrap().remove("counted");
        form
    };
    let transfer = json!({ "part": part, "from": place, "to": place, "quantity": "1" });
    let long = "x".repeat(201);
    let cases = [
        (
            "log_part_usage",
            usage(json!({ "part": part, "quantity": "-1" })),
            Code::Invalid,
            "lines.0.quantity",
        ),
        (
            "log_part_usage",
            usage(json!({ "part": part, "quantity": "" })),
            Code::Invalid,
            "lines.0.quantity",
        ),
        (
            "log_part_usage",
            usage(json!({ "part": part, "quantity": "0,00001" })),
            Code::Invalid,
            "lines.0.quantity",
        ),
        (
            "log_part_usage",
            usage(json!({ "part": part, "quantity": "0" })),
            Code::Missing,
            "lines",
        ),
        (
            "log_part_usage",
            usage(json!({ "quantity": "1" })),
            Code::Missing,
            "lines.0.part",
        ),
        (
            "log_part_usage",
            json!({ "work_order": order, "lines": [] }),
            Code::Missing,
            "lines",
        ),
        (
            "log_part_usage",
            json!({ "lines": [{ "part": part }] }),
            Code::Missing,
            "work_order",
        ),
        (
            "return_to_stores",
            usage(json!({ "part": part })),
            Code::Invalid,
            "lines.0.quantity",
        ),
        ("adjust_stock", count("counted", json!("-1")), Code::Invalid, "counted"),
        ("adjust_stock", count("counted", json!("")), Code::Missing, "counted"),
        ("adjust_stock", count("reason", json!("no")), Code::Invalid, "reason"),
        ("adjust_stock", count("reason", json!(long)), Code::Invalid, "reason"),
        ("adjust_stock", count("location", Json::Null), Code::Missing, "location"),
        ("write_off", loss("quantity", json!("0")), Code::Invalid, "quantity"),
        ("write_off", loss("quantity", json!("")), Code::Missing, "quantity"),
        ("write_off", loss("reason", json!("")), Code::Missing, "reason"),
        ("transfer_stock", transfer, Code::Invalid, "to"),
        (
            "reverse_movement",
            json!({ "reason": "Wrong box" }),
            Code::Missing,
            "movement",
        ),
        ("add_supplier", json!({ "name": " " }), Code::Missing, "name"),
    ];
    for (name, params, code, field) in cases {
        let refused = refusal(story.ship.plan(name, params.clone()));
        assert_eq!(
            (refused.code, &refused.detail["field"]),
            (code, &json!(field)),
            "{name} {params}: {refused}"
        );
    }
}

#[test]
fn nothing_is_put_at_a_retired_place_and_what_lies_there_can_be_taken() {
    let mut story = story();
    let shelf = story.ship.ids("pms_locations")[0].clone();
    let other = story
        .ship
        .act("add_location", json!({ "code": "B1", "name": "Store B" }));
    story
        .ship
        .act("retire_location", json!({ "location": shelf, "reason": "Rebuilt" }));
    let carry = |from: &str, to: &str| json!({ "part": story.part, "from": from, "to": to, "quantity": "1" });
    let (into, out) = (carry(&other, &shelf), carry(&shelf, &other));
    assert_eq!(refusal(story.ship.plan("transfer_stock", into)).code, Code::Invalid);
    assert!(story.ship.plan("transfer_stock", out).is_ok());
    let count = json!({ "part": story.part, "location": shelf, "counted": "0", "reason": "Cleared" });
    assert!(story.ship.plan("adjust_stock", count).is_ok());
}

#[test]
fn a_sheet_that_would_not_fit_into_one_entry_is_committed_in_two() {
    let mut story = story();
    let shelf = story.ship.ids("pms_locations")[0].clone();
    let sheet = |parts: usize, reason: &str| {
        let line = |at: usize| json!({ "part": domain::RowId::natural(15, &[&at.to_be_bytes()]), "counted": "1" });
        let lines: Vec<Json> = (0..parts).map(line).collect();
        json!({ "location": shelf, "lines": lines, "reason": reason })
    };
    let small = refusal(story.ship.plan("count_location", sheet(1_000, "Quarterly count")));
    assert_eq!(
        small.code,
        Code::NotFound,
        "the size is no trouble; these parts are of nobody"
    );
    for (parts, reason) in [(1_001, "Quarterly count"), (900, &*"ж".repeat(100))] {
        let refused = refusal(story.ship.plan("count_location", sheet(parts, reason)));
        assert_eq!(
            (refused.code, &refused.detail["field"]),
            (Code::Invalid, &json!("lines"))
        );
    }
    story.ship.wait_minutes(1);
}

#[test]
fn a_count_that_finds_what_the_record_shows_is_written_too() {
    let mut story = story();
    let shelf = story.ship.ids("pms_locations")[0].clone();
    let count = json!({ "part": story.part, "location": shelf, "counted": "4", "reason": "Quarterly count" });
    let plan = story.ship.plan("adjust_stock", count.clone()).unwrap();
    assert_eq!(
        plan.writes[0],
        "record a count of 4 pcs Impeller kit at A3 Store A / shelf 3: as the record has it"
    );
    let movement = story.ship.act("adjust_stock", count);
    let of = |column: &str| story.ship.value("pms_inventory_transactions", &movement, column);
    assert_eq!((of("quantity"), of("counted")), (json!("0"), json!("4")));
}

#[test]
fn every_act_on_stock_names_an_act_that_corrects_it() {
    let mut story = story();
    let shelf = story.ship.ids("pms_locations")[0].clone();
    let other = story
        .ship
        .act("add_location", json!({ "code": "B1", "name": "Store B" }));
    let (order, part) = (story.order.clone(), story.part.clone());
    let usage = json!({ "work_order": order, "lines": [{ "part": part, "quantity": "1" }] });
    story.ship.act("log_part_usage", usage.clone());
    let movement = story.ship.ids("pms_inventory_transactions").pop().unwrap();
    let supplier = story.ship.act("add_supplier", json!({ "name": "Yacht Parts Palma" }));
    let counted = json!([{ "part": part, "counted": "9" }]);
    let cases = [
        ("log_part_usage", usage.clone(), "reverse_movement"),
        ("return_to_stores", usage, "reverse_movement"),
        (
            "transfer_stock",
            json!({ "part": part, "from": shelf, "to": other, "quantity": "1" }),
            "reverse_movement",
        ),
        (
            "write_off",
            json!({ "part": part, "location": shelf, "quantity": "1", "reason": "Broken" }),
            "reverse_movement",
        ),
        (
            "adjust_stock",
            json!({ "part": part, "location": shelf, "counted": "9", "reason": "Counted" }),
            "adjust_stock",
        ),
        (
            "count_location",
            json!({ "location": shelf, "lines": counted, "reason": "Counted" }),
            "count_location",
        ),
        (
            "reverse_movement",
            json!({ "movement": movement, "reason": "Wrong box" }),
            "log_part_usage",
        ),
        ("add_supplier", json!({ "name": "Another" }), "edit_supplier"),
        (
            "edit_supplier",
            json!({ "supplier": supplier, "phone": "1" }),
            "edit_supplier",
        ),
        (
            "retire_supplier",
            json!({ "supplier": supplier, "reason": "Closed" }),
            "retire_supplier",
        ),
    ];
    for (name, params, correction) in cases {
        let plan = story.ship.plan(name, params).unwrap();
        assert_eq!(plan.corrected_by, Some(correction), "{name}");
        assert!(domain::acts::act(correction).is_some(), "{correction}");
    }
}

#[test]
fn the_seeded_rights_on_stock_are_those_of_the_table() {
    let seeded = permission::seeded();
    let of = |action: &str| -> Vec<(Role, Scope)> {
        let rows = seeded.iter().filter(|(name, ..)| *name == action);
        rows.map(|(_, role, scope)| (*role, *scope)).collect()
    };
    let heads = [
        (Role::ChiefEngineer, Scope::Department),
        (Role::ChiefOfficer, Scope::Department),
        (Role::ChiefSteward, Scope::Department),
        (Role::Purser, Scope::Department),
        (Role::Captain, Scope::All),
    ];
    for action in ["adjust_stock", "count_location", "write_off"] {
        assert_eq!(of(action), heads, "{action}");
    }
    let own = [Role::Crew, Role::Engineer, Role::Eto].map(|role| (role, Scope::Own));
    assert_eq!(of("reverse_movement"), [&heads[..], &own[..]].concat());
    assert_eq!(of("log_part_usage")[0], (Role::Crew, Scope::Assigned));
    let touched = [
        "log_part_usage",
        "return_to_stores",
        "transfer_stock",
        "reverse_movement",
        "adjust_stock",
    ];
    for action in touched {
        assert!(of(action).iter().all(|(role, _)| *role != Role::Manager), "{action}");
    }
}
