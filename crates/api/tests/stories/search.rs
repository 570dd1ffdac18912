//! One search for everything: what is found, by which words, and what is not.

mod own;

use crate::{Scene, first};
use domain::tables::{Department, Role};
use serde_json::json;
use testkit::Story;

/// The titles of the hits of a kind, the best first.
fn titles(story: &Story, text: &str, kind: &str) -> Vec<String> {
    let found = story.call("search", json!({ "text": text })).unwrap();
    let groups = found["groups"].as_array().unwrap();
    let group = groups.iter().find(|group| group["kind"] == kind);
    let hits = group
        .and_then(|group| group["hits"].as_array())
        .cloned()
        .unwrap_or_default();
    hits.iter()
        .map(|hit| hit["title"].as_str().unwrap().to_owned())
        .collect()
}

/// The codes of the records that a typed number names.
fn numbered(story: &Story, text: &str) -> Vec<String> {
    let found = story.call("search", json!({ "text": text })).unwrap();
    let hits = found["numbered"].as_array().unwrap();
    hits.iter()
        .map(|hit| hit["code"].as_str().unwrap().to_owned())
        .collect()
}

/// Everything that was committed is in the index, and nothing is marked.
fn built(scene: &Scene) {
    scene.story.program().build_search(&mut |_| {}).unwrap();
}

#[test]
fn what_was_just_committed_is_found_before_and_after_it_is_in_the_index() {
    let scene = Scene::begin();
    for _ in 0..2 {
        assert_eq!(titles(&scene.story, "generator", "equipment"), ["Generator 2"]);
        assert_eq!(
            titles(&scene.story, "coolant temperature", "fault"),
            ["Coolant temperature high"]
        );
        assert_eq!(
            titles(&scene.story, "impeller", "part"),
            ["Impeller kit, sea water pump"]
        );
        built(&scene);
    }
}

#[test]
fn a_record_is_found_by_the_equipment_it_is_on_and_that_equipment_may_be_renamed() {
    let mut scene = Scene::begin();
    built(&scene);
    assert_eq!(
        titles(&scene.story, "generator coolant", "fault"),
        ["Coolant temperature high"]
    );
    scene.story.act(
        "edit_equipment",
        json!({ "equipment": scene.generator, "name": "Harbour set" }),
    );
    built(&scene);
    built(&scene);
    assert_eq!(
        titles(&scene.story, "harbour coolant", "fault"),
        ["Coolant temperature high"]
    );
    assert_eq!(titles(&scene.story, "generator coolant", "fault"), Vec::<String>::new());
}

#[test]
fn all_words_must_be_found_and_their_beginnings_are_enough() {
    let scene = Scene::begin();
    built(&scene);
    for text in ["gen 2", "Gen 2", "GENER 2", "gen2", "2 generator"] {
        assert_eq!(titles(&scene.story, text, "equipment"), ["Generator 2"], "{text}");
    }
    assert_eq!(titles(&scene.story, "gen 3", "equipment"), Vec::<String>::new());
    assert_eq!(
        titles(&scene.story, "generator anchor", "equipment"),
        Vec::<String>::new()
    );
}

#[test]
fn a_short_number_is_not_the_beginning_of_a_longer_one() {
    let mut scene = Scene::begin();
    scene
        .story
        .act("add_equipment", json!({ "code": "651.24", "name": "Generator 24 V" }));
    built(&scene);
    assert_eq!(titles(&scene.story, "generator 2", "equipment"), ["Generator 2"]);
    assert_eq!(titles(&scene.story, "generator 24", "equipment"), ["Generator 24 V"]);
}

#[test]
fn plurals_are_found_in_both_directions() {
    let mut scene = Scene::begin();
    scene
        .story
        .act("add_equipment", json!({ "code": "866", "name": "Batteries 24 V" }));
    scene
        .story
        .act("add_equipment", json!({ "code": "867", "name": "Knife switch" }));
    built(&scene);
    assert_eq!(titles(&scene.story, "battery", "equipment"), ["Batteries 24 V"]);
    assert_eq!(titles(&scene.story, "generators", "equipment"), ["Generator 2"]);
    assert_eq!(titles(&scene.story, "knives switches", "equipment"), ["Knife switch"]);
}

#[test]
fn accents_and_scripts_do_not_stand_in_the_way() {
    let mut scene = Scene::begin();
    for (code, name) in [
        ("1", "Kühlwasserpumpe"),
        ("2", "Κύρια μηχανή"),
        ("3", "Масляный насос"),
        ("4", "左舷海水冷却泵"),
        ("5", "Søylekran"),
    ] {
        scene.story.act("add_equipment", json!({ "code": code, "name": name }));
    }
    built(&scene);
    for (text, name) in [
        ("kuhlwasser", "Kühlwasserpumpe"),
        ("ΚΥΡΙΑ ΜΗΧΑΝΗ", "Κύρια μηχανή"),
        ("μηχανη", "Κύρια μηχανή"),
        ("МАСЛЯНЫЙ", "Масляный насос"),
        ("насос", "Масляный насос"),
        ("海水冷却", "左舷海水冷却泵"),
        ("泵", "左舷海水冷却泵"),
        ("舷", "左舷海水冷却泵"),
        ("soylekran", "Søylekran"),
    ] {
        assert_eq!(titles(&scene.story, text, "equipment"), [name], "{text}");
    }
    assert_eq!(titles(&scene.story, "海泵", "equipment"), Vec::<String>::new());
}

#[test]
fn a_part_number_is_found_however_it_is_written() {
    let mut scene = Scene::begin();
    let number = "MTU 004-010 0851";
    scene.story.act(
        "add_part",
        json!({ "number": number, "name": "Injector nozzle", "other_numbers": "X00E/5020" }),
    );
    built(&scene);
    for text in [
        "MTU 004-010 0851",
        "mtu0040100851",
        "0040100851",
        "004 010 0851",
        "00401 00851",
        "0100851",
        "004-010",
        "x00e5020",
        "X00E 5020",
        "0634-1129",
    ] {
        let expected = if text == "0634-1129" {
            "Impeller kit, sea water pump"
        } else {
            "Injector nozzle"
        };
        assert_eq!(titles(&scene.story, text, "part"), [expected], "{text}");
    }
    assert_eq!(titles(&scene.story, "0040100999", "part"), Vec::<String>::new());
}

#[test]
fn one_wrong_letter_is_forgiven_in_names_and_part_numbers_and_said() {
    let mut scene = Scene::begin();
    let note = json!({ "title": "Seperator cleaned", "equipment": scene.generator });
    scene.story.act(
        "add_equipment",
        json!({ "code": "702.01", "name": "Fuel separator 1", "maker": "Yanmar" }),
    );
    scene.story.act("create_work_order", note);
    built(&scene);
    for text in ["genrator", "generatr", "generatorr", "gneerator", "yanmr", "seperator"] {
        let expected = if text.starts_with('g') {
            "Generator 2"
        } else {
            "Fuel separator 1"
        };
        assert_eq!(titles(&scene.story, text, "equipment"), [expected], "{text}");
    }
    assert_eq!(
        titles(&scene.story, "06341128", "part"),
        ["Impeller kit, sea water pump"]
    );
    let found = scene.story.call("search", json!({ "text": "genrator" })).unwrap();
    assert_eq!(found["groups"][0]["hits"][0]["is_mistaken"], true);
    // What somebody wrote so is found as it stands, and no sentence is taken for another.
    assert_eq!(titles(&scene.story, "seperator", "work_order"), ["Seperator cleaned"]);
    assert_eq!(titles(&scene.story, "clened", "work_order"), Vec::<String>::new());
    // Numbers and short words are what they are.
    assert_eq!(titles(&scene.story, "gen 3", "equipment"), Vec::<String>::new());
}

#[test]
fn a_number_that_people_speak_leads_to_its_record() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let number = scene.page(&order)["work_order"]["number"].as_str().unwrap().to_owned();
    built(&scene);
    assert_eq!(number, "WO-2026-E0001");
    for text in ["WO-2026-E0001", "wo-2026-e0001", "wo2026e1", "wo 2026 e 1", "woe1"] {
        assert_eq!(numbered(&scene.story, text), [number.as_str()], "{text}");
    }
    let both = numbered(&scene.story, "e1");
    assert_eq!(
        both,
        ["F-2026-E0001", "WO-2026-E0001"],
        "which is meant is the person's choice"
    );
    assert_eq!(numbered(&scene.story, "f-2026-e0001"), ["F-2026-E0001"]);
    for text in ["wo-2025-e0001", "e2", "b1", "e11"] {
        assert_eq!(numbered(&scene.story, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_is_open_stands_before_what_is_settled() {
    let mut scene = Scene::begin();
    for count in 1..=60 {
        let title = format!("Bilge alarm {count}");
        let fault = first(&mut scene.story, "report_fault", json!({ "title": title }));
        if count > 1 {
            let params = json!({ "fault": fault, "how": "reset" });
            scene.story.act("resolve_fault", params);
        }
    }
    built(&scene);
    let found = titles(&scene.story, "bilge alarm", "fault");
    assert_eq!(
        found,
        [
            "Bilge alarm 1",
            "Bilge alarm 60",
            "Bilge alarm 59",
            "Bilge alarm 58",
            "Bilge alarm 57"
        ]
    );
    let all = scene
        .story
        .call("search", json!({ "text": "bilge", "kind": "fault" }))
        .unwrap();
    let group = &all["groups"][0];
    assert_eq!(
        (group["hits"].as_array().unwrap().len(), &group["has_more"]),
        (50, &json!(true))
    );
}

#[test]
fn a_note_leads_to_its_work_order_and_shows_the_words_around() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let text = "Opened the cover in the morning and looked at every hose. The lower hose clamp was found loose, \
                tightened it and ran the engine for an hour without a drop.";
    scene.story.act(
        "add_note_to_work_order",
        json!({ "work_order": order, "text": text, "category": "action" }),
    );
    let found = scene.story.call("search", json!({ "text": "clamp" })).unwrap();
    let hit = &found["groups"][0]["hits"][0];
    assert_eq!(hit["on_page"], json!(order));
    assert_eq!(
        (&hit["state"], &hit["code"]),
        (&json!("action"), &json!("WO-2026-E0001"))
    );
    let shown = "… and looked at every hose. The lower hose clamp was found loose, tightened it and ran the engine for an hour without a drop.";
    assert_eq!(hit["title"], json!(shown));
}

#[test]
fn people_and_suppliers_are_found_with_how_they_stand() {
    let mut scene = Scene::begin();
    scene
        .story
        .add_person("Νίκος Παπαδάκης", Role::Engineer, Department::Engineering);
    let supplier = first(
        &mut scene.story,
        "add_supplier",
        json!({ "name": "Yacht Parts Palma", "contact": "Marga Soler" }),
    );
    scene
        .story
        .act("retire_supplier", json!({ "supplier": supplier, "reason": "Closed" }));
    assert_eq!(titles(&scene.story, "παπαδακης", "person"), ["Νίκος Παπαδάκης"]);
    let found = scene.story.call("search", json!({ "text": "marga" })).unwrap();
    let hit = &found["groups"][0]["hits"][0];
    assert_eq!(
        (&hit["title"], &hit["state"]),
        (&json!("Yacht Parts Palma"), &json!("retired"))
    );
}
