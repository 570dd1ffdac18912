//! Purchase orders as their pages show them: who sees what, in which state, and what each person may do.

use crate::{Scene, first, intact};
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};

fn offers(of: &Json) -> Vec<&str> {
    let offers = of["offers"].as_array().unwrap();
    offers
        .iter()
        .filter(|offer| offer["by_other"] == false)
        .map(|offer| offer["action"].as_str().unwrap())
        .collect()
}

fn page(scene: &Scene, order: &str) -> Json {
    scene.story.call("order_page", json!({ "id": order })).unwrap()
}

fn list(scene: &Scene, args: Json) -> Vec<String> {
    let found = scene.story.call("order_list", args).unwrap();
    let rows = found["rows"].as_array().unwrap();
    assert_eq!(found["total"], json!(rows.len()));
    rows.iter()
        .map(|row| row["number"].as_str().unwrap().to_owned())
        .collect()
}

/// An approved item, to come from that supplier where one is named.
fn approved(scene: &mut Scene, part: &str, quantity: &str, supplier: Option<&str>) -> String {
    let ask = json!({ "part": part, "quantity": quantity });
    let item = first(&mut scene.story, "add_shopping_item", ask);
    let lines = json!([{ "item": item, "supplier": supplier }]);
    scene.story.act("approve_shopping_items", json!({ "lines": lines }));
    item
}

struct Bought {
    scene: Scene,
    supplier: String,
    items: [String; 2],
    order: String,
}

/// A draft with three impellers at 1,234.50 and two gaskets that nobody knows the price of.
fn draft() -> Bought {
    let mut scene = Scene::begin();
    let supplier = first(
        &mut scene.story,
        "add_supplier",
        json!({ "name": "Jabsco Marine", "account_number": "C-1188", "contact": "Ms Ioannou" }),
    );
    let (impeller, gasket) = (scene.impeller.clone(), scene.gasket.clone());
    let items = [
        approved(&mut scene, &impeller, "3", Some(&supplier)),
        approved(&mut scene, &gasket, "2", None),
    ];
    let lines = json!([
        { "item": items[0], "unit_price": "1234,50", "supplier_number": "JM-77" }, { "item": items[1] }
    ]);
    let params = json!({ "supplier": supplier, "lines": lines, "currency": "eur", "wanted_on": "2026-03-20" });
    let order = first(&mut scene.story, "create_purchase_order", params);
    Bought {
        scene,
        supplier,
        items,
        order,
    }
}

#[test]
fn a_page_says_what_is_on_an_order_and_what_came_of_it() {
    let Bought {
        mut scene,
        items,
        order,
        ..
    } = draft();
    let found = page(&scene, &order);
    assert_eq!(
        (&found["state"], &found["sum"]["amount"], &found["sum"]["unpriced"]),
        (&json!("draft"), &json!("3703.50 EUR"), &json!(1))
    );
    assert_eq!(
        (
            &found["placed"],
            &found["awaited"],
            &found["supplier"]["account_number"]
        ),
        (&Json::Null, &json!(0), &json!("C-1188"))
    );
    assert_eq!(
        offers(&found),
        [
            "place_purchase_order",
            "edit_purchase_order",
            "attach_order_document",
            "cancel_purchase_order"
        ]
    );
    let [priced, unpriced] = found["lines"].as_array().unwrap().as_slice() else {
        panic!("two lines: {found}");
    };
    assert_eq!(
        (
            &priced["sum"],
            &priced["supplier_number"],
            &priced["awaited"],
            &unpriced["sum"]
        ),
        (&json!("3703.50 EUR"), &json!("JM-77"), &json!("0"), &Json::Null)
    );
    assert_eq!(offers(priced), [""; 0], "on a draft nothing is awaited");
    scene.story.act("place_purchase_order", json!({ "order": order }));
    let found = page(&scene, &order);
    assert_eq!((&found["state"], &found["awaited"]), (&json!("ordered"), &json!(2)));
    assert_eq!(
        offers(&found),
        ["start_receiving", "attach_order_document", "cancel_purchase_order"]
    );
    assert!(found["placed"]["signed_by"].is_string(), "{}", found["placed"]);
    let line = &found["lines"][0];
    assert_eq!(
        offers(line),
        ["mark_item_installed", "mark_item_missing", "cancel_order_line"]
    );
    let marked = json!({ "item": items[0], "quantity": "2", "equipment": scene.generator });
    scene.story.act("mark_item_installed", marked);
    let found = page(&scene, &order);
    let line = &found["lines"][0];
    assert_eq!(
        (&found["state"], &line["awaited"], &line["tally"]["installed"]),
        (&json!("partially_received"), &json!("1"), &json!("2"))
    );
    assert_eq!(offers(&line["marks"][0]), ["take_back_mark"]);
    let cancel = json!({ "line": line["id"], "reason": "Found one", "then": "not_wanted" });
    scene.story.act("cancel_order_line", cancel);
    let found = page(&scene, &order);
    assert_eq!(found["lines"][0]["sum"], "2469.00 EUR", "less what was cancelled");
    assert_eq!(found["lines"][0]["cancel_reason"], "Found one");
    let texts: Vec<&str> = found["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["action"].as_str().unwrap())
        .collect();
    assert_eq!(
        texts,
        [
            "cancel_order_line",
            "mark_item_installed",
            "place_purchase_order",
            "create_purchase_order"
        ]
    );
    intact(&scene.story);
}

#[test]
fn the_list_is_narrowed_by_what_came_of_orders_by_supplier_and_by_words() {
    let Bought {
        mut scene,
        supplier,
        items,
        order,
    } = draft();
    let impeller = scene.impeller.clone();
    let other = first(&mut scene.story, "add_supplier", json!({ "name": "Πειραϊκή Εταιρεία" }));
    let item = approved(&mut scene, &impeller, "1", None);
    scene.story.clock().pass_ms(60_000);
    let params = json!({ "supplier": other, "lines": [{ "item": item }], "supplier_reference": "Q-88" });
    first(&mut scene.story, "create_purchase_order", params);
    let state = |state: &str| json!({ "filters": { "state": [state] } });
    assert_eq!(
        list(&scene, json!({})),
        ["PO-2026-E002", "PO-2026-E001"],
        "newest first"
    );
    assert_eq!(list(&scene, json!({ "text": "q-88" })), ["PO-2026-E002"]);
    assert_eq!(
        list(&scene, json!({ "text": "πειραϊκη" })),
        ["PO-2026-E002"],
        "by the supplier's name"
    );
    assert_eq!(
        list(&scene, json!({ "filters": { "supplier_id": [supplier] } })),
        ["PO-2026-E001"]
    );
    assert_eq!(list(&scene, state("draft")).len(), 2);
    scene.story.act("place_purchase_order", json!({ "order": order }));
    assert_eq!(list(&scene, state("ordered")), ["PO-2026-E001"]);
    let missing = json!({ "item": items[1], "reason": "Lost at sea" });
    scene.story.act("mark_item_missing", missing);
    assert_eq!(list(&scene, state("partially_received")), ["PO-2026-E001"]);
    assert_eq!(list(&scene, state("ordered")), [""; 0]);
    let refused = scene.story.call("order_list", state("lost")).unwrap_err();
    assert_eq!(
        (refused.code, refused.message.contains("“lost”")),
        (Code::Invalid, true)
    );
    let page = scene.story.call("supplier_page", json!({ "id": supplier })).unwrap();
    assert_eq!(page["orders"]["rows"][0]["number"], "PO-2026-E001");
    assert_eq!(
        (&page["orders"]["more"], offers(&page)[0]),
        (&json!(0), "create_purchase_order")
    );
    let hit = scene.story.call("search", json!({ "text": "PO-2026-E001" })).unwrap();
    assert!(hit.to_string().contains(&format!("\"on_page\":\"{order}\"")), "{hit}");
}

#[test]
fn what_may_go_on_an_order_is_approved_free_and_of_this_supplier_or_of_none() {
    let Bought {
        mut scene,
        supplier,
        items,
        order,
    } = draft();
    let (impeller, gasket) = (scene.impeller.clone(), scene.gasket.clone());
    let elsewhere = first(&mut scene.story, "add_supplier", json!({ "name": "Elsewhere" }));
    approved(&mut scene, &impeller, "9", Some(&elsewhere));
    let free = approved(&mut scene, &gasket, "7", None);
    let ask = json!({ "part": gasket, "quantity": "1" });
    first(&mut scene.story, "add_shopping_item", ask);
    let named = |scene: &Scene| {
        let found = scene
            .story
            .call("order_candidates", json!({ "supplier": supplier }))
            .unwrap();
        let items = found.as_array().unwrap().iter();
        items
            .map(|one| one["item"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        named(&scene),
        std::slice::from_ref(&free),
        "what stands on a draft is taken"
    );
    scene.story.act(
        "cancel_purchase_order",
        json!({ "order": order, "reason": "Wrong supplier" }),
    );
    let mut expected = vec![free, items[0].clone(), items[1].clone()];
    let mut found = named(&scene);
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn crew_see_an_order_and_may_do_nothing_about_it() {
    let Bought { mut scene, order, .. } = draft();
    scene.story.act("place_purchase_order", json!({ "order": order }));
    let wiper = scene.story.add_person("Ana Cruz", Role::Crew, Department::Engineering);
    scene.story.sign_in(wiper);
    let found = page(&scene, &order);
    assert_eq!(found["sum"]["amount"], "3703.50 EUR");
    assert_eq!(offers(&found["lines"][0]), [""; 0]);
    assert!(!offers(&found).contains(&"cancel_purchase_order"), "{found}");
    let cancel = json!({ "order": order, "reason": "No need", "then": "not_wanted" });
    let refused = scene.story.try_act("cancel_purchase_order", cancel).unwrap_err();
    assert_eq!(refused.code, Code::WrongRole);
}

/// The sentence and the place of everything that is refused on a form of orders.
#[test]
fn each_refusal_names_its_line_and_says_what_to_do() {
    let Bought {
        mut scene,
        supplier,
        order,
        ..
    } = draft();
    let gasket = scene.gasket.clone();
    let item = approved(&mut scene, &gasket, "2", None);
    let unknown = first(
        &mut scene.story,
        "add_shopping_item",
        json!({ "name": "Hose", "quantity": "1" }),
    );
    let lines = json!([{ "item": unknown }]);
    scene.story.act("approve_shopping_items", json!({ "lines": lines }));
    let with = |lines: Json, currency: &str| json!({ "supplier": supplier, "lines": lines, "currency": currency });
    for (params, field, said) in [
        (
            with(json!([{ "item": item, "unit_price": "1,234" }]), "EUR"),
            "lines.0.unit_price",
            "two ways",
        ),
        (
            with(json!([{ "item": item, "unit_price": "12" }]), ""),
            "currency",
            "currency of the prices",
        ),
        (
            with(json!([{ "item": item, "quantity": "3" }]), ""),
            "lines.0.quantity",
            "are approved",
        ),
        (
            with(json!([{ "item": item }, { "item": unknown }]), ""),
            "lines.1.item",
            "candidate part",
        ),
        (with(json!([]), ""), "lines", "at least one item"),
    ] {
        let refused = scene.story.try_act("create_purchase_order", params).unwrap_err();
        assert_eq!(refused.detail["field"], json!(field), "{}", refused.message);
        assert!(refused.message.contains(said), "{}", refused.message);
    }
    for typed in ["12,50", "12.50"] {
        let params = with(json!([{ "item": item, "unit_price": typed }]), "EUR");
        let told = scene.story.preview("create_purchase_order", params).unwrap();
        assert!(
            told.writes.iter().any(|line| line.contains("at 12.50 EUR each")),
            "{:?}",
            told.writes
        );
    }
    scene.story.act(
        "retire_supplier",
        json!({ "supplier": supplier, "reason": "Gone out of business" }),
    );
    let place = json!({ "order": order });
    let refused = scene.story.try_act("place_purchase_order", place.clone()).unwrap_err();
    assert!(refused.message.contains("is retired"), "{}", refused.message);
    let back = json!({ "supplier": supplier, "reason": "Back again", "back": true });
    scene.story.act("retire_supplier", back);
    scene.story.act("place_purchase_order", place.clone());
    let again = scene.story.try_act("place_purchase_order", place).unwrap_err();
    assert!(again.message.contains("was placed already"), "{}", again.message);
}
