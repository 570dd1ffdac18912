//! A purchase order on paper, and the list of them.

use super::{print, says, text_of};
use crate::{Scene, first, intact};
use serde_json::{Value as Json, json};

/// A draft of that many lines.
fn draft(scene: &mut Scene, lines: usize) -> String {
    let supplier = json!({
        "name": "Ναυτιλιακά Ανταλλακτικά Πειραιώς – Piraeus Marine Spares and Ship Chandlers of the Whole Aegean Ltd",
        "address": "Akti Miaouli 85\n185 38 Piraeus", "contact": "Ms Ioannou", "account_number": "C-1188",
    });
    let supplier = first(&mut scene.story, "add_supplier", supplier);
    let part = json!({ "number": "0634-1131", "name": "离心泵 Σωλήνας ψύξης", "maker": "Jabsco" });
    let part = first(&mut scene.story, "add_part", part);
    let items: Vec<Json> = (0..lines)
        .map(|_| {
            let ask = json!({ "part": part, "quantity": "3" });
            json!({ "item": first(&mut scene.story, "add_shopping_item", ask) })
        })
        .collect();
    scene.story.act("approve_shopping_items", json!({ "lines": items }));
    let priced: Vec<Json> = items
        .iter()
        .enumerate()
        .map(|(at, line)| match at {
            0 if lines > 1 => line.clone(),
            _ => json!({ "item": line["item"], "unit_price": "1234.5", "supplier_number": format!("JM-{at}") }),
        })
        .collect();
    let params = json!({
        "supplier": supplier, "lines": priced, "currency": "EUR", "wanted_on": "2026-03-20",
        "deliver_to": "Club de Mar, Palma, berth 214", "supplier_reference": "Q-88", "remark": "Ring before you come.",
    });
    first(&mut scene.story, "create_purchase_order", params)
}

#[test]
fn an_order_says_all_that_a_supplier_needs_and_who_signed() {
    let mut scene = Scene::begin();
    let folder = tempfile::tempdir().unwrap();
    let order = draft(&mut scene, 2);
    let file = folder.path().join("order.pdf");
    let what = json!({ "paper": "purchase_order", "order": order });
    let before = scene.story.entries();
    print(&scene.story, what.clone(), &file);
    assert_eq!(scene.story.entries(), before, "printing is no act");
    says(
        &file,
        &["DRAFT, not placed", "This paper is no order", "Date and signature"],
    );
    scene.story.act("place_purchase_order", json!({ "order": order }));
    let made = print(&scene.story, what.clone(), &file);
    assert_eq!(made["pages"], 1);
    says(
        &file,
        &[
            "Aurelia",
            "Purchase order PO-2026-E001",
            "Placed 2026-03-01 08:00",
            "Ναυτιλιακά Ανταλλακτικά Πειραιώς",
            "Akti Miaouli 85",
            "C-1188",
            "Club de Mar, Palma, berth 214",
            "2026-03-20",
            "Q-88",
            "Ring before you come.",
            "0634-1131",
            "Jabsco",
            "JM-1",
            "no price",
            "1,234.50 EUR",
            "Sum: 3,703.50 EUR, and 1 line without a price",
            "Signed by PIN",
        ],
    );
    assert!(!text_of(&file).contains("DRAFT"));
    let cancel = json!({ "order": order, "reason": "Too late", "then": "not_wanted" });
    scene.story.act("cancel_purchase_order", cancel);
    print(&scene.story, what, &file);
    says(&file, &["CANCELLED", "Too late", "3 pcs cancelled"]);
    let list =
        json!({ "paper": "list", "list": { "list": "orders", "args": { "filters": { "state": ["cancelled"] } } } });
    print(&scene.story, list, &file);
    says(
        &file,
        &[
            "Purchase orders",
            "Only: State cancelled",
            "1 order",
            "PO-2026-E001",
            "Cancelled",
        ],
    );
    intact(&scene.story);
}

#[test]
fn two_hundred_lines_go_over_pages_with_their_head_on_each() {
    let mut scene = Scene::begin();
    let folder = tempfile::tempdir().unwrap();
    let order = draft(&mut scene, 200);
    let file = folder.path().join("order.pdf");
    let made = print(
        &scene.story,
        json!({ "paper": "purchase_order", "order": order }),
        &file,
    );
    let pages = made["pages"].as_u64().unwrap();
    assert!(pages >= 5, "{pages}");
    let text = text_of(&file);
    let dense: String = text.split_whitespace().collect();
    assert_eq!(dense.matches("Yournumber").count() as u64, pages, "{text}");
    says(
        &file,
        &["200 lines", "JM-199", "Sum: 736,996.50 EUR", "1 line without a price"],
    );
}
