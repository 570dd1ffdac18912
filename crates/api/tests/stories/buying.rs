//! From a missing filter to what it cost, through the same pipeline as the window.

mod list;

use crate::{Scene, first, intact};
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};
use testkit::PIN;

/// Rows of a table, as `celeste show` gives them.
fn rows(scene: &Scene, table: &str) -> Vec<Json> {
    scene.story.program().show(table, None, 0).unwrap().rows
}

fn item_status(scene: &Scene, item: &str) -> String {
    let items = rows(scene, "pms_shopping_list_items");
    let found = items.iter().find(|row| row["id"] == *item).unwrap();
    found["status"].as_str().unwrap().to_owned()
}

fn supplier(scene: &mut Scene) -> String {
    first(&mut scene.story, "add_supplier", json!({ "name": "Jabsco Marine" }))
}

/// An order of that many impellers at that price, placed by whoever is signed in.
fn ordered(scene: &mut Scene, quantity: &str, price: Option<&str>) -> (String, String) {
    let supplier = supplier(scene);
    let ask = json!({ "part": scene.impeller, "quantity": quantity });
    let item = first(&mut scene.story, "add_shopping_item", ask);
    scene
        .story
        .act("approve_shopping_items", json!({ "lines": [{ "item": item }] }));
    let line = json!({ "item": item, "unit_price": price });
    let params = json!({ "supplier": supplier, "lines": [line], "currency": price.map(|_| "EUR") });
    let order = first(&mut scene.story, "create_purchase_order", params);
    scene.story.act("place_purchase_order", json!({ "order": order }));
    (item, order)
}

#[test]
fn crew_asks_a_head_of_department_decides_and_the_purser_orders() {
    let mut scene = Scene::begin();
    let supplier = supplier(&mut scene);
    let wiper = scene.story.add_person("Ana Cruz", Role::Crew, Department::Engineering);
    let mate = scene
        .story
        .add_person("Ivana Perković", Role::ChiefOfficer, Department::Deck);
    let purser = scene
        .story
        .add_person("Beatriz Gonçalves", Role::Purser, Department::Interior);
    scene.story.sign_in(wiper);
    let ask = json!({ "part": scene.gasket, "quantity": "2" });
    let item = first(&mut scene.story, "add_shopping_item", ask);
    let approve = json!({ "lines": [{ "item": item, "quantity": "4", "supplier": supplier }] });
    scene
        .story
        .act("edit_shopping_item", json!({ "item": item, "quantity": "3" }));
    let refused = scene
        .story
        .try_act("approve_shopping_items", approve.clone())
        .unwrap_err();
    assert_eq!(refused.code, Code::WrongRole);
    scene.story.sign_in(mate);
    let refused = scene
        .story
        .try_act("approve_shopping_items", approve.clone())
        .unwrap_err();
    assert_eq!(
        refused.code,
        Code::WrongRole,
        "of another department: {}",
        refused.message
    );
    scene.story.sign_in(scene.story.chief());
    scene.story.act("start_review", json!({ "items": [item] }));
    scene.story.act("approve_shopping_items", approve);
    scene.story.sign_in(wiper);
    let late = json!({ "item": item, "reason": "Found one" });
    let refused = scene.story.try_act("withdraw_shopping_item", late).unwrap_err();
    assert_eq!(refused.code, Code::WrongRole, "{}", refused.message);
    scene.story.sign_in(purser);
    let params = json!({ "supplier": supplier, "lines": [{ "item": item, "unit_price": "12,50" }], "currency": "eur" });
    let order = first(&mut scene.story, "create_purchase_order", params);
    let place = json!({ "order": order });
    let wrong = scene
        .story
        .try_act_signed("place_purchase_order", place.clone(), purser, "000000");
    assert_eq!(wrong.unwrap_err().code, Code::WrongPin, "placing is signed by PIN");
    scene
        .story
        .try_act_signed("place_purchase_order", place, purser, PIN)
        .unwrap();
    assert_eq!(item_status(&scene, &item), "ordered");
    intact(&scene.story);
}

/// Order posts spend? no.
#[test]
fn an_order_posts_no_spend_and_what_is_installed_does() {
    let mut scene = Scene::begin();
    let before = scene.stock(&scene.impeller);
    let (item, _) = ordered(&mut scene, "3", Some("12.50"));
    assert!(rows(&scene, "pms_finance_transactions").is_empty());
    let installed = json!({ "item": item, "quantity": "2", "equipment": scene.generator });
    let done = scene.story.act("mark_item_installed", installed);
    let postings = rows(&scene, "pms_finance_transactions");
    assert_eq!(postings.len(), 1);
    assert_eq!(
        (&postings[0]["amount"], &postings[0]["currency"]),
        (&json!("25"), &json!("EUR"))
    );
    assert_eq!(postings[0]["equipment_id"], json!(scene.generator));
    assert_eq!(scene.stock(&scene.impeller), before, "stock did not move");
    let back = json!({ "mark": done.ids[0], "reason": "Wrong machine" });
    scene.story.act("take_back_mark", back);
    let amounts: Vec<Json> = rows(&scene, "pms_finance_transactions")
        .iter()
        .map(|row| row["amount"].clone())
        .collect();
    assert_eq!(amounts.len(), 2);
    assert!(amounts.contains(&json!("-25")), "{amounts:?}");
    intact(&scene.story);
}

/// Budget exceeded blocks? no.
#[test]
fn an_exceeded_budget_blocks_nothing() {
    let mut scene = Scene::begin();
    let budget = json!({ "department": "engineering", "period": "2026", "currency": "EUR", "amount": "1" });
    scene.story.act("set_budget", budget);
    let (item, _) = ordered(&mut scene, "3", Some("1000"));
    scene.story.act("mark_item_installed", json!({ "item": item }));
    let (item, _) = ordered(&mut scene, "1", Some("1000"));
    assert_eq!(item_status(&scene, &item), "ordered");
    intact(&scene.story);
}

#[test]
fn a_second_click_on_place_order_places_it_once() {
    let mut scene = Scene::begin();
    let (_, order) = ordered(&mut scene, "1", None);
    let before = scene.story.entries();
    let refused = scene
        .story
        .try_act("place_purchase_order", json!({ "order": order }))
        .unwrap_err();
    assert_eq!(refused.code, Code::WrongState);
    assert_eq!(scene.story.entries(), before);
}

#[test]
fn a_paper_is_attached_to_an_order_by_a_head_of_department_only() {
    let mut scene = Scene::begin();
    let (_, order) = ordered(&mut scene, "1", None);
    let wiper = scene.story.add_person("Ana Cruz", Role::Crew, Department::Engineering);
    let file = json!([{ "name": "quote.pdf", "sha256": "0".repeat(64), "kind": "pdf",
                        "media_type": "application/pdf", "size_bytes": 100 }]);
    scene.story.sign_in(wiper);
    let of_order = json!({ "order": order, "files": file });
    assert!(scene.story.try_act("attach_order_document", of_order).is_err());
    let by_another_way = json!({ "order": order, "files": [] });
    assert!(scene.story.try_act("attach_file", by_another_way).is_err());
    assert!(rows(&scene, "pms_attachments").is_empty());
}

#[test]
fn a_purchase_order_is_found_by_its_number() {
    let mut scene = Scene::begin();
    ordered(&mut scene, "1", None);
    let number = rows(&scene, "pms_purchase_orders")[0]["number"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(number.starts_with("PO-2026-") && number.ends_with("001"), "{number}");
    let found = scene.story.call("search", json!({ "text": number })).unwrap();
    assert_eq!(found["numbered"][0]["code"], json!(number), "{found}");
    assert_eq!(found["numbered"][0]["title"], "Jabsco Marine");
}
