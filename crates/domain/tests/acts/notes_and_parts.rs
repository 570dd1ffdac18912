//! Notes and planned parts.

use crate::{refusal, story};
use domain::refusal::Code;
use serde_json::{Value as Json, json};

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
fn a_pasted_book_is_not_compared_letter_by_letter() {
    let mut story = story();
    let note = |length: usize| json!({ "work_order": story.order, "text": "n".repeat(length) });
    let (long, book, alike) = (note(5_000), note(2_000_000), note(4_999));
    story.ship.act("add_note_to_work_order", long);
    let found = story.ship.check("add_note_to_work_order", book);
    assert!(found.duplicates.is_empty());
    assert_eq!(story.ship.check("add_note_to_work_order", alike).duplicates.len(), 1);
}

#[test]
fn one_sheet_raises_a_planned_line_once() {
    let mut story = story();
    let add = |parts: Json| json!({ "work_order": story.order, "parts": parts });
    let first = add(json!([{ "part": story.part }]));
    let part = story.part.clone();
    let line = story.ship.act("add_part_to_work_order", first);
    let raise = json!({ "part": part, "raise_line": line });
    let order = story.order.clone();
    let sheet = |parts: Json| json!({ "work_order": order, "parts": parts });
    assert!(story.ship.plan("add_part_to_work_order", sheet(json!([raise]))).is_ok());
    let twice = story.ship.plan("add_part_to_work_order", sheet(json!([raise, raise])));
    assert_eq!(refusal(twice).code, Code::Invalid);
}
