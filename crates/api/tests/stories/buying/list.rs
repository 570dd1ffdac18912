//! The shopping list as it is read: tabs, counts, filters, what may be chosen, and an item's page.

use super::{first, ordered, supplier};
use crate::Scene;
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};

const TABS: [&str; 5] = ["candidate", "under_review", "ordered", "awaiting_receipt", "history"];

fn listed(scene: &Scene, filters: &Json) -> Vec<Json> {
    let args = json!({ "filters": filters, "offset": 0 });
    let window = scene.story.call("shopping_list", args).unwrap();
    let rows = window["rows"].as_array().unwrap().clone();
    assert_eq!(window["total"], json!(rows.len()));
    rows
}

/// The counts of the tabs, which are the totals of their lists.
fn counts(scene: &Scene, filters: &Json) -> Vec<usize> {
    let args = json!({ "filters": filters, "offset": 0 });
    let counted = scene.story.call("shopping_counts", args).unwrap();
    let counted = counted.as_array().unwrap();
    let of = |(tab, count): (&&str, &Json)| {
        assert_eq!(count["tab"], json!(tab));
        let mut narrowed = filters.clone();
        narrowed["tab"] = json!([tab]);
        let rows = listed(scene, &narrowed).len();
        assert_eq!(count["items"], json!(rows), "{tab}");
        rows
    };
    TABS.iter().zip(counted).map(of).collect()
}

fn offered(row: &Json) -> Vec<&str> {
    let offers = row["offers"].as_array().unwrap();
    offers.iter().map(|offer| offer["action"].as_str().unwrap()).collect()
}

#[test]
fn an_item_wanders_through_the_tabs_and_each_count_is_its_list() {
    let mut scene = Scene::begin();
    let none = json!({});
    assert_eq!(counts(&scene, &none), [0, 0, 0, 0, 0]);
    let (item, order) = ordered(&mut scene, "3", Some("12.50"));
    let ask = json!({ "name": "Shaft seal", "quantity": "2", "urgency": "high", "department": "deck" });
    first(&mut scene.story, "add_shopping_item", ask);
    assert_eq!(counts(&scene, &none), [1, 0, 1, 0, 0]);
    let some = json!({ "item": item, "quantity": "1" });
    scene.story.act("mark_item_installed", some);
    assert_eq!(counts(&scene, &none), [1, 0, 0, 1, 0]);
    let rest = json!({ "order": order, "reason": "Too late", "then": "not_wanted" });
    scene.story.act("cancel_purchase_order", rest);
    assert_eq!(counts(&scene, &none), [1, 0, 0, 0, 1]);
    let page = scene.story.call("shopping_item_page", json!({ "id": item })).unwrap();
    assert_eq!(page["state"], "installed");
    assert!(page["marks"][0]["posting"].is_string());
}

#[test]
fn filters_narrow_list_and_counts_alike() {
    let mut scene = Scene::begin();
    let supplier = supplier(&mut scene);
    let asks = [
        json!({ "part": scene.impeller, "urgency": "high", "supplier": supplier }),
        json!({ "part": scene.gasket, "department": "deck" }),
        json!({ "name": "Shaft seal", "department": "deck", "urgency": "low" }),
    ];
    for ask in asks {
        scene.story.act("add_shopping_item", ask);
    }
    for (filters, found) in [
        (json!({ "department": ["deck"] }), 2),
        (json!({ "supplier_id": [supplier] }), 1),
        (json!({ "urgency": ["low", "high"] }), 2),
        (json!({ "source": ["by_hand"] }), 1),
        (json!({ "age_days": ["7"] }), 0),
        (json!({ "department": ["deck"], "source": ["part"] }), 1),
    ] {
        assert_eq!(counts(&scene, &filters)[0], found, "{filters}");
    }
    scene.story.clock().pass_ms(8 * 86_400_000);
    assert_eq!(counts(&scene, &json!({ "age_days": ["7"] }))[0], 3);
    // Words are looked for in the part that is wanted, not only in the item.
    let by_text = |text: &str| {
        let args = json!({ "text": text, "filters": { "tab": ["candidate"] }, "offset": 0 });
        scene.story.call("shopping_list", args).unwrap()["total"].clone()
    };
    assert_eq!((by_text("SHAFT"), by_text("no such thing")), (json!(1), json!(0)));
    for wrong in [
        json!({ "tab": ["nonsense"] }),
        json!({ "age_days": ["soon"] }),
        json!({ "colour": ["red"] }),
    ] {
        let args = json!({ "filters": wrong, "offset": 0 });
        let refused = scene.story.call("shopping_list", args).unwrap_err();
        assert_eq!(refused.code, Code::Invalid, "{}", refused.message);
    }
}

#[test]
fn what_may_be_decided_is_what_the_role_and_the_department_allow() {
    let mut scene = Scene::begin();
    let engine = first(&mut scene.story, "add_shopping_item", json!({ "part": scene.impeller }));
    let deck = json!({ "name": "Fender", "department": "deck" });
    let deck = first(&mut scene.story, "add_shopping_item", deck);
    let wiper = scene.story.add_person("Ana Cruz", Role::Crew, Department::Engineering);
    let mate = scene
        .story
        .add_person("Ivana Perković", Role::ChiefOfficer, Department::Deck);
    let captain = scene
        .story
        .add_person("John Smith", Role::Captain, Department::Management);
    let all =
        json!({ "args": { "filters": { "tab": ["candidate"] }, "offset": 0 }, "action": "approve_shopping_items" });
    for (person, may) in [
        (wiper, vec![]),
        (mate, vec![&deck]),
        (scene.story.chief(), vec![&engine]),
        (captain, vec![&deck, &engine]),
    ] {
        scene.story.sign_in(person);
        let found = scene.story.call("shopping_choosable", all.clone()).unwrap();
        assert_eq!((&found["items"], &found["is_all"]), (&json!(may), &json!(true)));
        let decides = json!(["approve_shopping_items", "start_review", "reject_shopping_items"]);
        let decisions = found["acts"].as_array().unwrap().iter();
        let decisions: Json = decisions
            .filter(|act| decides.as_array().unwrap().contains(act))
            .cloned()
            .collect();
        assert_eq!(decisions, if may.is_empty() { json!([]) } else { decides });
        for row in listed(&scene, &json!({})) {
            let approves = offered(&row).contains(&"approve_shopping_items");
            assert_eq!(approves, may.iter().any(|id| row["id"] == json!(id)), "{row}");
        }
    }
    let unknown = json!({ "args": { "filters": {}, "offset": 0 }, "action": "no_such_act" });
    let found = scene.story.call("shopping_choosable", unknown).unwrap();
    assert_eq!(found["items"], json!([]));
}

#[test]
fn opening_and_filtering_the_list_writes_nothing() {
    let mut scene = Scene::begin();
    let (item, _) = ordered(&mut scene, "3", None);
    let before = scene.story.entries();
    counts(&scene, &json!({ "department": ["engineering"] }));
    scene.story.call("shopping_item_page", json!({ "id": item })).unwrap();
    assert_eq!(scene.story.entries(), before);
}

#[test]
fn two_thousand_items_are_reviewed_in_one_act_and_one_more_is_refused() {
    let mut scene = Scene::begin();
    let items: Vec<String> = (0..2_001)
        .map(|_| first(&mut scene.story, "add_shopping_item", json!({ "part": scene.impeller })))
        .collect();
    let asked = json!({ "args": { "filters": { "tab": ["candidate"] }, "offset": 0 }, "action": "start_review" });
    let found = scene.story.call("shopping_choosable", asked).unwrap();
    assert_eq!(
        (found["items"].as_array().unwrap().len(), &found["is_all"]),
        (2_000, &json!(false))
    );
    let refused = scene
        .story
        .try_act("start_review", json!({ "items": items }))
        .unwrap_err();
    assert!(refused.message.contains("At most 2,000 items"), "{}", refused.message);
    scene.story.act("start_review", json!({ "items": found["items"] }));
    let counted = scene
        .story
        .call("shopping_counts", json!({ "filters": {}, "offset": 0 }))
        .unwrap();
    assert_eq!((&counted[0]["items"], &counted[1]["items"]), (&json!(1), &json!(2_000)));
}
