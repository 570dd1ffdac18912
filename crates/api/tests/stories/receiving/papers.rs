//! A delivery on paper: its record, the sheet for the quay, and the list.

use super::{opened, ordered};
use crate::printing::{print, says, text_of, try_print};
use crate::{Scene, first, intact};
use serde_json::{Value as Json, json};

const GREEK: &str =
    "Ναυτιλιακά Ανταλλακτικά Πειραιώς – Piraeus Marine Spares and Ship Chandlers of the Whole Aegean Ltd";
const CHINESE: &str = "离心泵机械密封套件 Σωλήνας ψύξης εναλλάκτη with two flanges, DN 80, drawing 4711-08-A";

struct Quay {
    scene: Scene,
    session: String,
    lines: Vec<String>,
}

/// Four each of so many parts that came in one delivery; the first has a long name.
fn quay(parts: usize) -> Quay {
    let mut scene = Scene::begin();
    let supplier = first(&mut scene.story, "add_supplier", json!({ "name": GREEK }));
    let shelf = first(
        &mut scene.story,
        "add_location",
        json!({ "code": "B7", "name": "Bosun's locker" }),
    );
    let parts: Vec<String> = (0..parts)
        .map(|at| {
            let name = if at == 0 {
                CHINESE.to_owned()
            } else {
                format!("Shaft seal {at}")
            };
            let part = json!({ "number": format!("4711-{at}"), "name": name, "unit": "pcs", "location": shelf });
            first(&mut scene.story, "add_part", part)
        })
        .collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let order = ordered(&mut scene, &supplier, &parts, "4");
    let (session, lines) = opened(&mut scene, json!({ "orders": [order], "slip_number": "LS-2026-88" }));
    Quay { scene, session, lines }
}

fn paper(name: &str, session: &str) -> Json {
    json!({ "paper": name, "session": session })
}

#[test]
fn the_record_says_what_came_what_was_wrong_and_who_signed() {
    let Quay {
        mut scene,
        session,
        lines,
    } = quay(3);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("delivery.pdf");
    let before = scene.story.entries();
    print(&scene.story, paper("delivery", &session), &file);
    assert_eq!(scene.story.entries(), before, "printing is no act");
    says(
        &file,
        &[
            "NOT SIGNED: nothing of it is received yet",
            "Nobody signed it",
            "Not ticked",
        ],
    );
    let damaged = json!({ "line": lines[0], "kind": "damaged", "quantity": "1", "note": "Wet, the seal is open" });
    scene.story.act("set_discrepancy", damaged);
    scene
        .story
        .act("set_return_to_list", json!({ "line": lines[0], "returns": true }));
    scene
        .story
        .act("set_install_now", json!({ "line": lines[0], "quantity": "1" }));
    let fewer = json!({ "line": lines[1], "quantity": "3" });
    scene.story.act("set_delivered", fewer);
    for line in &lines[..2] {
        scene.story.act("tick_line", json!({ "line": line }));
    }
    let unknown = json!({ "session": session, "description": "Two boxes of caps", "quantity": "2" });
    scene.story.act("add_receiving_line", unknown);
    scene.story.act("move_to_review", json!({ "session": session }));
    scene.story.act("commit_receiving", json!({ "session": session }));
    print(&scene.story, paper("delivery", &session), &file);
    says(
        &file,
        &[
            "Aurelia",
            "Delivery RCV-2026-E001",
            "Committed 2026-03-01 08:00",
            GREEK,
            "PO-2026-E001",
            "LS-2026-88",
            "4 rows, 2 of them ticked",
            "Σωλήνας ψύξης εναλλάκτη with two flanges",
            "stands for a character that is not printed here",
            "B7 Bosun's locker",
            "Two boxes of caps",
            "nobody said what it is",
            "Missing, damaged and incorrect",
            "Wet, the seal is open",
            "Asked for anew",
            "Still awaited on the orders",
            "Signed by PIN",
        ],
    );
    let found = scene.story.call("delivery_labels", json!({ "id": session })).unwrap();
    let units: Vec<&Json> = found.as_array().unwrap().iter().map(|part| &part["units"]).collect();
    assert_eq!(
        units,
        [&json!(2), &json!(3)],
        "what went to stores, of ticked rows only"
    );
    assert_eq!(found[0]["location"]["code"], "B7");
    assert!(!text_of(&file).contains("NOT SIGNED"));
    intact(&scene.story);
}

#[test]
fn a_cancelled_delivery_says_that_nothing_was_received() {
    let Quay { mut scene, session, .. } = quay(1);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("delivery.pdf");
    let cancel = json!({ "session": session, "reason": "For the vessel on the next berth" });
    scene.story.act("cancel_receiving", cancel);
    print(&scene.story, paper("delivery", &session), &file);
    says(
        &file,
        &[
            "CANCELLED: nothing of it was received",
            "next berth",
            "nobody signed it",
        ],
    );
    let refused = try_print(&scene.story, paper("quay_sheet", &session), &file).unwrap_err();
    assert!(refused.contains("Print its record"), "{refused}");
}

#[test]
fn the_sheet_for_the_quay_has_empty_boxes_and_hides_the_first_count() {
    let Quay {
        mut scene,
        session,
        lines,
    } = quay(2);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("quay.pdf");
    let counted = json!({ "line": lines[1], "quantity": "3719" });
    scene.story.act("set_delivered", counted);
    let made = print(&scene.story, paper("quay_sheet", &session), &file);
    assert_eq!(made["pages"], 1);
    let boxes: String = made["unprintable"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Json::as_str)
        .collect();
    assert!(
        boxes.chars().all(|letter| CHINESE.contains(letter)),
        "the empty boxes are printed: {boxes}"
    );
    says(
        &file,
        &[
            "Counting sheet",
            "RCV-2026-E001",
            "Scan the code",
            "This paper receives nothing",
            "4711-1",
            "4 pcs",
            "Rows from 3 on",
            "Counted by",
        ],
    );
    assert!(
        !text_of(&file).contains("3719"),
        "who counts does not know what was counted"
    );
    let id = session.parse().unwrap();
    let find = |scene: &Scene, code: &str| scene.story.call("part_find", json!({ "code": code })).unwrap();
    let found = find(&scene, &domain::part_code::encode_delivery(id).to_lowercase());
    assert_eq!(
        (&found["delivery"]["id"], &found["parts"]),
        (&json!(session), &json!([]))
    );
    let found = find(&scene, &domain::part_code::encode(id));
    assert_eq!(found["delivery"], Json::Null, "the code of a part names no delivery");
    let (empty, _) = opened(&mut scene, json!({}));
    print(&scene.story, paper("quay_sheet", &empty), &file);
    says(&file, &["0 rows", "Rows from 1 on"]);
    print(&scene.story, paper("delivery", &empty), &file);
    says(&file, &["No rows", "Nothing stands on it"]);
}

#[test]
fn two_hundred_rows_go_over_pages_with_their_head_on_each() {
    let Quay { scene, session, .. } = quay(200);
    let folder = tempfile::tempdir().unwrap();
    // The record has two tables of that length, one after the other.
    let papers: [(&str, &[&str]); 2] = [
        ("delivery", &["Tickedby", "OrderPartOrderedAwaited"]),
        ("quay_sheet", &["Damaged,incorrect,missing"]),
    ];
    for (name, heads) in papers {
        let file = folder.path().join("long.pdf");
        let made = print(&scene.story, paper(name, &session), &file);
        let pages = made["pages"].as_u64().unwrap();
        assert!(pages >= 6, "{name}: {pages}");
        says(&file, &["4711-199", "200 rows"]);
        let dense: String = text_of(&file).split_whitespace().collect();
        let stand = heads.iter().map(|head| dense.matches(head).count() as u64).sum::<u64>();
        // The last page may hold no row any more.
        assert!(stand >= pages - 1, "{name}: {stand} of {pages}");
    }
    let list =
        json!({ "paper": "list", "list": { "list": "deliveries", "args": { "filters": { "section": ["open"] } } } });
    let file = folder.path().join("list.pdf");
    print(&scene.story, list, &file);
    says(
        &file,
        &[
            "Deliveries",
            "1 delivery",
            "RCV-2026-E001",
            "0 of 200",
            "Not counted yet",
        ],
    );
}
