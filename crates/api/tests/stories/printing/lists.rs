//! Lists as they are shown, and the record of a period.

use super::{print, says, text_of, try_print};
use crate::{Scene, first, intact};
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use testkit::Story;

fn list(story: &Story, list: Json, folder: &Path) -> (PathBuf, Json) {
    let file = folder.join("list.pdf");
    let made = print(story, json!({ "paper": "list", "list": list }), &file);
    (file, made)
}

#[test]
fn lists_carry_the_columns_filters_and_order_of_the_screen() {
    let mut scene = Scene::begin();
    let folder = tempfile::tempdir().unwrap();
    let order = scene.order();
    for (title, severity) in [
        ("Bilge alarm rings", "low"),
        ("Αντλία πυρκαγιάς χωρίς πίεση", "critical"),
    ] {
        let fault = json!({ "title": title, "severity": severity, "equipment": scene.generator });
        first(&mut scene.story, "report_fault", fault);
    }
    let resolved = json!({ "fault": scene.fault, "how": "replaced" });
    scene.story.act("resolve_fault", resolved);
    let faults = json!({ "list": "faults", "args": { "filters": { "status": ["open"] }, "sort": "title" } });
    let (file, made) = list(&scene.story, faults, folder.path());
    assert_eq!(made["pages"], 1);
    says(
        &file,
        &[
            "Only: State open",
            "Sorted by title, from the smallest or first",
            "2 faults",
            "Number Fault Equipment Severity State Noticed",
            "Bilge alarm rings",
            "Αντλία πυρκαγιάς χωρίς πίεση",
            "Critical",
            "Page 1 of 1",
        ],
    );
    let text = text_of(&file);
    assert!(!text.contains("Coolant temperature"), "{text}");
    assert!(text.find("Bilge alarm") < text.find("Αντλία"), "sorted: {text}");

    let orders = json!({ "list": "work_orders", "args": {} });
    says(
        &list(&scene.story, orders, folder.path()).0,
        &[
            "1 work order",
            "WO-2026-E0001",
            "High · Corrective",
            "Not started",
            "Not assigned",
        ],
    );
    let parts = json!({ "list": "parts", "args": { "text": "0634", "filters": { "is_retired": ["false"] } } });
    says(
        &list(&scene.story, parts, folder.path()).0,
        &[
            "Only: “0634” · In use",
            "2 parts",
            "Impeller kit, sea water pump",
            "Store A / shelf 3",
            "Out of stock",
        ],
    );
    let tree = json!({ "list": "equipment", "text": "generator", "retired": false });
    says(
        &list(&scene.story, tree, folder.path()).0,
        &[
            "1 machine or space",
            "651.02",
            "Generator 2",
            "Open faults",
            "Open work",
        ],
    );
    let hours = json!({ "list": "running_hours" });
    says(
        &list(&scene.story, hours, folder.path()).0,
        &["1 counter", "651.02 Generator 2", "Never read"],
    );
    let ask = json!({ "name": "Φλάντζα αντλίας", "urgency": "high", "quantity": "3" });
    scene.story.act("add_shopping_item", ask);
    let asked = json!({ "list": "shopping", "args": { "filters": { "tab": ["candidate"], "urgency": ["high"] } } });
    says(
        &list(&scene.story, asked, folder.path()).0,
        &[
            "Shopping list",
            "Only: Candidate · Urgency high",
            "1 item",
            "Item Quantity Source State Age",
            "Φλάντζα αντλίας",
            "High urgency · Candidate part",
            "3 pcs",
            "By hand",
            "Asked for",
        ],
    );
    let movements = json!({ "list": "movements", "args": { "part": scene.impeller } });
    says(
        &list(&scene.story, movements, folder.path()).0,
        &["Only: 0634-1129 Impeller kit", "1 movement", "First count", "+4", "A3"],
    );
    let places = json!({ "list": "locations", "text": "", "retired": false });
    says(
        &list(&scene.story, places, folder.path()).0,
        &["1 storage place", "A3", "Parts kept", "2"],
    );
    scene
        .story
        .add_person("Jānis Bērziņš", Role::Eto, Department::Engineering);
    let people = json!({ "list": "people" });
    says(
        &list(&scene.story, people, folder.path()).0,
        &[
            "2 people",
            "Serving at present",
            "Jānis Bērziņš",
            "ETO",
            "Chief engineer",
            "chosen",
        ],
    );
    first(
        &mut scene.story,
        "add_supplier",
        json!({ "name": "Sealand Parts", "code": "SEA" }),
    );
    let suppliers = json!({ "list": "suppliers", "args": {} });
    says(
        &list(&scene.story, suppliers, folder.path()).0,
        &["1 supplier", "SEA", "Sealand Parts"],
    );
    scene.story.act("add_to_handover", json!({ "work_order": order }));
    let handover = json!({ "list": "handover", "args": { "department": "engineering" } });
    says(
        &list(&scene.story, handover, folder.path()).0,
        &[
            "Engineering, watch · open",
            "1 entry",
            "In progress (1)",
            "WO-2026-E0001",
        ],
    );
    let record = json!({ "list": "record", "args": { "action": "report_fault" } });
    says(
        &list(&scene.story, record, folder.path()).0,
        &["Only: Report fault", "3 entries", "Reported", "Marta Nowak"],
    );
    intact(&scene.story);
}

#[test]
fn what_was_spent_is_printed_with_what_it_was_for_and_what_it_cost() {
    let mut scene = Scene::begin();
    let folder = tempfile::tempdir().unwrap();
    let supplier = first(&mut scene.story, "add_supplier", json!({ "name": "Sealand Parts" }));
    let ask =
        json!({ "part": scene.impeller, "quantity": "3", "department": "engineering", "equipment": scene.generator });
    let item = first(&mut scene.story, "add_shopping_item", ask);
    let story = &mut scene.story;
    story.act("approve_shopping_items", json!({ "lines": [{ "item": item }] }));
    let line = json!({ "item": item, "unit_price": "1250.50" });
    let order = json!({ "supplier": supplier, "lines": [line], "currency": "EUR" });
    let order = first(story, "create_purchase_order", order);
    story.act("place_purchase_order", json!({ "order": order }));
    story.act("mark_item_installed", json!({ "item": item, "quantity": "2" }));
    let posted = json!({ "list": "postings", "args": { "department": "engineering", "supplier": supplier } });
    says(
        &list(story, posted, folder.path()).0,
        &[
            "Only: Department engineering · Supplier Sealand Parts",
            "1 line",
            "When Part Order Department Quantity Amount",
            "Impeller kit",
            "Sealand Parts · Generator 2",
            "PO-2026-E001",
            "2 pcs",
            "2,501.00 EUR",
        ],
    );
    let awaited = json!({ "list": "postings", "args": { "figure": "committed", "item": item } });
    says(
        &list(story, awaited, folder.path()).0,
        &["Spend: committed", "1 line", "1,250.50 EUR"],
    );
    let unpriced = json!({ "list": "postings", "args": { "unpriced": true } });
    says(
        &list(story, unpriced, folder.path()).0,
        &["Only: Without a price", "0 lines", "Nothing matches."],
    );
    intact(story);
}

#[test]
fn an_empty_list_says_so_and_an_unknown_filter_is_one_sentence() {
    let story = Story::begin();
    let folder = tempfile::tempdir().unwrap();
    let nothing = json!({ "list": "faults", "args": {} });
    says(
        &list(&story, nothing, folder.path()).0,
        &["0 faults", "Nothing matches."],
    );
    let unknown = json!({ "list": "faults", "args": { "filters": { "colour": ["red"] } } });
    let refused = try_print(
        &story,
        json!({ "paper": "list", "list": unknown }),
        &folder.path().join("list.pdf"),
    );
    assert_eq!(refused.unwrap_err(), "This list has no column “colour”.");
}

#[test]
fn the_record_of_a_period_holds_every_entry_once_oldest_first_with_the_seals() {
    let mut story = Story::begin();
    let folder = tempfile::tempdir().unwrap();
    for number in 1..=240 {
        let fault = json!({ "title": format!("Fault of number {number:03}") });
        first(&mut story, "report_fault", fault);
        story.clock().pass_ms(60_000);
    }
    let file = folder.path().join("period.pdf");
    let all = json!({ "paper": "period", "args": {} });
    let made = print(&story, all, &file);
    let text = text_of(&file);
    let dense: String = text.split_whitespace().collect();
    for number in 1..=240 {
        let title = format!("Faultofnumber{number:03}");
        assert_eq!(dense.matches(&title).count(), 1, "{title}");
    }
    assert!(dense.find("number001") < dense.find("number240"), "oldest first");
    let pages = made["pages"].as_u64().unwrap();
    assert!(
        dense.contains(&format!("Page{pages}of{pages}")) && pages > 5,
        "{pages} pages"
    );
    let last = story.call("audit_list", json!({ "limit": 1 })).unwrap();
    let name = last["rows"][0]["entry"].clone();
    let seal = story.call("audit_entry", name).unwrap()["hash"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(dense.contains(&seal), "the last seal is on paper");

    // From the third fault on, before the fifth.
    let some =
        json!({ "paper": "period", "args": { "from_at": "2026-03-01T08:02:00Z", "to_at": "2026-03-01T08:04:00Z" } });
    print(&story, some, &file);
    says(
        &file,
        &[
            "Only: from 2026-03-01 08:02 · before 2026-03-01 08:04",
            "2 entries, the oldest first",
        ],
    );
    assert!(!text_of(&file).contains("number 002"));
}
