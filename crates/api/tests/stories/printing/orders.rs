//! The card and the record of a work order.

use super::{print, says, text_of, try_print};
use crate::{Scene, first, intact};
use serde_json::json;

#[test]
fn a_card_has_facts_boxes_parts_with_places_and_room_to_write() {
    let mut scene = Scene::begin();
    let folder = tempfile::tempdir().unwrap();
    let order = scene.order();
    let lines = json!({ "work_order": order, "lines": "Κλείστε τη βαλβίδα\nОткрыть дренаж\n检查 seal" });
    scene.story.act("add_checklist_item", lines);
    let parts = json!([{ "part": scene.impeller, "quantity": "2" }, { "part": scene.gasket, "quantity": "1" }]);
    scene
        .story
        .act("add_part_to_work_order", json!({ "work_order": order, "parts": parts }));
    let before = scene.story.entries();
    let file = folder.path().join("card.pdf");
    let made = print(&scene.story, json!({ "paper": "card", "work_order": order }), &file);
    assert_eq!(made["pages"], 1);
    assert_eq!(made["path"], file.display().to_string());
    assert_eq!(made["unprintable"], json!(["查", "检"]));
    says(
        &file,
        &[
            "Aurelia",
            "Work order WO-2026-E0001",
            "Engine room, port – Generator 2 – E047",
            "WO-2026-E0001 · Not started",
            "651.02 Generator 2",
            "F-2026-E0001 Coolant temperature high, code E047 (open)",
            "Κλείστε τη βαλβίδα",
            "Открыть дренаж",
            "Impeller kit, sea water pump",
            "0634-1129",
            "A3 Store A / shelf 3: 4",
            "A3 Store A / shelf 3: none there",
            "What was found and done",
            "Signature",
            "stands for a character that is not printed here",
            "Printed 2026-03-01 08:00, ship's time (UTC)",
            "Page 1 of 1",
        ],
    );
    assert_eq!(scene.story.entries(), before, "printing is no act");
    intact(&scene.story);
}

#[test]
fn the_record_of_a_work_order_says_what_happened_and_who_signed() {
    let mut scene = Scene::begin();
    let folder = tempfile::tempdir().unwrap();
    let order = scene.order();
    let note = json!({ "work_order": order, "text": "Impeller worn, two vanes gone", "category": "diagnosis" });
    scene.story.clock().pass_ms(60_000);
    scene.story.act("add_note_to_work_order", note);
    scene.story.clock().pass_ms(60_000);
    scene.story.act(
        "log_part_usage",
        json!({ "work_order": order, "lines": [{ "part": scene.impeller, "quantity": "1" }] }),
    );
    let done =
        json!({ "work_order": order, "outcome": "resolved", "hours": "2.5", "completion_note": "Renewed, runs cool." });
    scene.story.act("mark_work_order_complete", done);
    let file = folder.path().join("record.pdf");
    let made = print(&scene.story, json!({ "paper": "record", "work_order": order }), &file);
    assert_eq!(made["unprintable"], json!([]));
    says(
        &file,
        &[
            "Record of WO-2026-E0001",
            "WO-2026-E0001 · Completed",
            "2.5 person-hours",
            "Renewed, runs cool.",
            "Taken from stores",
            "A3 Store A / shelf 3",
            "Impeller worn, two vanes gone",
            "Started with the first note",
            "Completed as resolved",
            "Completed as resolved: Marta Nowak, Chief engineer",
            "Signed by PIN as chief engineer.",
        ],
    );
    let text = text_of(&file);
    let places = ["Created from fault", "Impeller worn", "Completed as resolved"].map(|words| text.find(words));
    assert!(places.is_sorted() && places[0].is_some(), "oldest first: {places:?}");
}

#[test]
fn a_path_that_is_none_a_file_that_is_no_pdf_and_an_unknown_order_are_one_sentence_each() {
    let mut scene = Scene::begin();
    let folder = tempfile::tempdir().unwrap();
    let order = scene.order();
    let card = json!({ "paper": "card", "work_order": order });
    let nowhere = folder.path().join("stick/card.pdf");
    let stick = folder.path().join("stick").display().to_string();
    assert_eq!(
        try_print(&scene.story, card.clone(), &nowhere).unwrap_err(),
        format!("There is no folder “{stick}”. Choose one that exists.")
    );
    let letter = folder.path().join("letter.txt");
    std::fs::write(&letter, "Dear all").unwrap();
    assert_eq!(
        try_print(&scene.story, card.clone(), &letter).unwrap_err(),
        "“letter.txt” exists and is no PDF, so it is not replaced. Choose another name."
    );
    assert_eq!(std::fs::read_to_string(&letter).unwrap(), "Dear all");
    let file = folder.path().join("card.pdf");
    let unknown = json!({ "paper": "card", "work_order": scene.fault });
    assert_eq!(
        try_print(&scene.story, unknown, &file).unwrap_err(),
        "This work order is not in this vessel's record."
    );
    assert!(!file.exists(), "no file where there is no paper");
    // An earlier card of that name is replaced.
    print(&scene.story, card.clone(), &file);
    print(&scene.story, card, &file);
    first(
        &mut scene.story,
        "add_location",
        json!({ "code": "B1", "name": "Store B" }),
    );
}
