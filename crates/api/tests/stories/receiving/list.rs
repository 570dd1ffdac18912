//! The list of deliveries, its parts, what is open, and where a delivery is opened from.

use super::{opened, ordered};
use crate::{Scene, first, intact};
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};

const SECTIONS: [&str; 3] = ["open", "to_look_through", "history"];
const HOUR_MS: u64 = 3_600_000;

fn list(scene: &Scene, filters: Json, text: &str) -> Vec<Json> {
    let args = json!({ "filters": filters, "text": text, "offset": 0 });
    let window = scene.story.call("delivery_list", args).unwrap();
    let rows = window["rows"].as_array().unwrap().clone();
    assert_eq!(window["total"], json!(rows.len()));
    rows
}

/// What the domain says of a row, to which the list's own condition is held.
fn belongs(row: &Json) -> &'static str {
    match row["state"].as_str().unwrap() {
        "committed" | "cancelled" => "history",
        "review" => "to_look_through",
        _ if row["is_abandoned"] == true => "to_look_through",
        _ => "open",
    }
}

/// How many stand in each part: the counts, which are the lengths of the lists.
fn counts(scene: &Scene) -> Vec<usize> {
    let counted = scene.story.call("delivery_counts", json!({})).unwrap();
    let counted = counted.as_array().unwrap().clone();
    let mut all = 0;
    let found = SECTIONS.iter().zip(counted).map(|(section, count)| {
        let rows = list(scene, json!({ "section": [section] }), "");
        assert!(rows.iter().all(|row| belongs(row) == *section), "{section}: {rows:?}");
        assert_eq!(
            (&count["section"], &count["deliveries"]),
            (&json!(section), &json!(rows.len()))
        );
        all += rows.len();
        rows.len()
    });
    let found: Vec<usize> = found.collect();
    assert_eq!(all, list(scene, json!({}), "").len(), "each stands in exactly one part");
    found
}

fn offers(of: &Json) -> Vec<&str> {
    let offers = of["offers"].as_array().unwrap();
    offers.iter().map(|offer| offer["action"].as_str().unwrap()).collect()
}

#[test]
fn a_delivery_left_lying_is_to_be_looked_through_until_somebody_touches_it() {
    let mut scene = Scene::begin();
    let supplier = first(&mut scene.story, "add_supplier", json!({ "name": "Jabsco Marine" }));
    assert_eq!(counts(&scene), [0, 0, 0]);
    let (impeller, gasket) = (scene.impeller.clone(), scene.gasket.clone());
    let order = ordered(&mut scene, &supplier, &[&impeller, &gasket], "3");
    let (session, lines) = opened(&mut scene, json!({ "orders": [order], "slip_number": "LS-88" }));
    assert_eq!(counts(&scene), [1, 0, 0]);
    let row = &list(&scene, json!({}), "")[0];
    assert_eq!(
        (&row["state"], &row["rows"], &row["ticked"]),
        (&json!("candidate"), &json!(2), &json!(0))
    );
    assert_eq!(row["supplier"]["label"], "Jabsco Marine");
    assert_eq!(row["orders"][0]["id"], json!(order));
    assert_eq!(row["slip_number"], "LS-88");
    scene.story.clock().pass_ms(24 * HOUR_MS + 1);
    assert_eq!(counts(&scene), [0, 1, 0], "nobody touched it for a day");
    // What is written on a row of it touches it, and what is wrong with a row too.
    scene
        .story
        .act("set_line_note", json!({ "line": lines[0], "note": "Box is wet" }));
    assert_eq!(counts(&scene), [1, 0, 0]);
    scene.story.clock().pass_ms(25 * HOUR_MS);
    assert_eq!(counts(&scene), [0, 1, 0]);
    let wrong = json!({ "line": lines[1], "kind": "damaged", "quantity": "1" });
    scene.story.act("set_discrepancy", wrong);
    assert_eq!(counts(&scene), [1, 0, 0]);
    let touched = list(&scene, json!({}), "")[0]["touched_at"].clone();
    scene.story.act("tick_line", json!({ "line": lines[0] }));
    let row = &list(&scene, json!({}), "")[0];
    assert_eq!(row["ticked"], 1);
    assert!(row["touched_at"].as_str() >= touched.as_str());
    scene.story.act("move_to_review", json!({ "session": session }));
    assert_eq!(counts(&scene), [0, 1, 0], "counted, and not signed");
    assert_eq!(list(&scene, json!({}), "")[0]["is_abandoned"], false);
    scene.story.act("commit_receiving", json!({ "session": session }));
    assert_eq!(counts(&scene), [0, 0, 1]);
    scene.story.clock().pass_ms(100 * HOUR_MS);
    let row = &list(&scene, json!({}), "")[0];
    assert_eq!(
        (row["is_abandoned"].clone(), row["committed_at"].is_string()),
        (json!(false), true)
    );
    intact(&scene.story);
}

#[test]
fn words_and_filters_narrow_the_list() {
    let mut scene = Scene::begin();
    let heinen = first(&mut scene.story, "add_supplier", json!({ "name": "Heinen & Hopman" }));
    let greek = first(
        &mut scene.story,
        "add_supplier",
        json!({ "name": "Ναυτιλιακά Πειραιώς" }),
    );
    opened(&mut scene, json!({ "supplier": heinen, "slip_number": "HH-2026-4711" }));
    scene.story.clock().pass_ms(1_000);
    let (given_up, _) = opened(&mut scene, json!({ "supplier": greek, "department": "deck" }));
    scene.story.clock().pass_ms(1_000);
    opened(&mut scene, json!({}));
    let cancel = json!({ "session": given_up, "reason": "For another vessel" });
    scene.story.act("cancel_receiving", cancel);
    for (filters, text, found) in [
        (json!({}), "", 3),
        (json!({ "supplier_id": [heinen] }), "", 1),
        (json!({ "supplier_id": [""] }), "", 1),
        (json!({ "department": ["deck"] }), "", 1),
        (json!({ "status": ["cancelled"] }), "", 1),
        (json!({ "section": ["history"], "status": ["candidate"] }), "", 0),
        (json!({}), "hh-2026", 1),
        (json!({}), "ναυτιλιακα", 1),
        (json!({}), "RCV-2026", 3),
        (json!({}), "no such thing", 0),
    ] {
        assert_eq!(list(&scene, filters.clone(), text).len(), found, "{filters} {text}");
    }
    let rows = list(&scene, json!({}), "");
    let opened_at: Vec<&str> = rows.iter().map(|row| row["started_at"].as_str().unwrap()).collect();
    assert!(opened_at.is_sorted_by(|a, b| a >= b), "newest first: {opened_at:?}");
    for wrong in [json!({ "section": ["yesterday"] }), json!({ "no_such": ["x"] })] {
        let args = json!({ "filters": wrong, "offset": 0 });
        assert_eq!(scene.story.call("delivery_list", args).unwrap_err().code, Code::Invalid);
    }
}

#[test]
fn what_is_open_names_ones_own_first_and_counts_the_rest() {
    let mut scene = Scene::begin();
    let mate = scene
        .story
        .add_person("Ivana Perković", Role::ChiefOfficer, Department::Deck);
    let chief = scene.story.chief();
    let open = |scene: &Scene| scene.story.call("deliveries_open", json!({})).unwrap();
    assert_eq!(open(&scene), json!({ "rows": [], "more": 0 }));
    let (own, _) = opened(&mut scene, json!({}));
    scene.story.sign_in(mate);
    let theirs: Vec<String> = (0..21).map(|_| opened(&mut scene, json!({})).0).collect();
    scene.story.sign_in(chief);
    let found = open(&scene);
    let rows = found["rows"].as_array().unwrap();
    assert_eq!((rows.len(), &found["more"]), (20, &json!(2)));
    assert_eq!((&rows[0]["id"], &rows[0]["is_own"]), (&json!(own), &json!(true)));
    assert!(rows[1..].iter().all(|row| row["is_own"] == false));
    assert_eq!(rows[1]["holder"]["name"], "Ivana Perković");
    scene.story.act("take_over_session", json!({ "session": theirs[0] }));
    let taken = open(&scene);
    let ids: Vec<&Json> = taken["rows"].as_array().unwrap()[..2]
        .iter()
        .map(|row| &row["id"])
        .collect();
    assert!(ids.contains(&&json!(theirs[0])), "now it is theirs who took it over");
    for session in theirs.iter().chain([&own]) {
        let cancel = json!({ "session": session, "reason": "For another vessel" });
        scene.story.act("cancel_receiving", cancel);
    }
    assert_eq!(open(&scene), json!({ "rows": [], "more": 0 }));
}

#[test]
fn receiving_is_offered_where_something_is_awaited() {
    let mut scene = Scene::begin();
    let supplier = first(&mut scene.story, "add_supplier", json!({ "name": "Jabsco Marine" }));
    let page = |scene: &Scene, order: &str| scene.story.call("order_page", json!({ "id": order })).unwrap();
    let of_supplier = |scene: &Scene| {
        let page = scene.story.call("supplier_page", json!({ "id": supplier })).unwrap();
        offers(&page).contains(&"start_receiving")
    };
    assert!(!of_supplier(&scene), "nothing is ordered there");
    let impeller = scene.impeller.clone();
    let order = ordered(&mut scene, &supplier, &[&impeller], "2");
    assert!(offers(&page(&scene, &order)).contains(&"start_receiving"));
    assert!(of_supplier(&scene));
    let given = json!({ "action": "start_receiving", "given": { "orders": [order] } });
    let form = scene.story.call("action_prefill", given).unwrap();
    assert_eq!(form["values"]["supplier"], json!(supplier));
    let (session, lines) = opened(&mut scene, json!({ "orders": [order] }));
    scene.story.act("tick_line", json!({ "line": lines[0] }));
    scene.story.act("move_to_review", json!({ "session": session }));
    scene.story.act("commit_receiving", json!({ "session": session }));
    assert!(
        !offers(&page(&scene, &order)).contains(&"start_receiving"),
        "all of it came"
    );
    assert!(!of_supplier(&scene));
    let manager = scene
        .story
        .add_person("Sofia Lind", Role::Manager, Department::Management);
    let here = |scene: &Scene| scene.story.call("place_offers", json!({})).unwrap();
    let offered = |found: &Json| {
        found
            .as_array()
            .unwrap()
            .iter()
            .any(|offer| offer["action"] == "start_receiving")
    };
    assert!(offered(&here(&scene)));
    scene.story.sign_in(manager);
    assert!(!offered(&here(&scene)), "it happens aboard");
}
