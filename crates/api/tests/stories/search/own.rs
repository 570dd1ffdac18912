//! The vessel's own words, commands, the lock screen, and what nobody is to find out.

use super::{built, titles};
use crate::{Scene, first, intact};
use api::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};

#[test]
fn the_vessels_own_words_find_what_they_stand_for_until_they_are_withdrawn() {
    let mut scene = Scene::begin();
    built(&scene);
    assert_eq!(titles(&scene.story, "donkey", "equipment"), Vec::<String>::new());
    let word = first(
        &mut scene.story,
        "edit_synonyms",
        json!({ "word": "The donkey", "means": "Generator 2" }),
    );
    assert_eq!(titles(&scene.story, "the donkey", "equipment"), ["Generator 2"]);
    assert_eq!(
        titles(&scene.story, "the donkey coolant", "fault"),
        ["Coolant temperature high"]
    );
    scene
        .story
        .act("edit_synonyms", json!({ "synonym": word, "word": "Donkey" }));
    assert_eq!(titles(&scene.story, "donkey", "equipment"), ["Generator 2"]);
    scene
        .story
        .act("edit_synonyms", json!({ "synonym": word, "withdraw": true }));
    assert_eq!(titles(&scene.story, "donkey", "equipment"), Vec::<String>::new());
    scene
        .story
        .act("edit_synonyms", json!({ "synonym": word, "withdraw": false }));
    assert_eq!(titles(&scene.story, "donkey", "equipment"), ["Generator 2"]);
    let list = scene.story.call("synonym_list", json!({})).unwrap();
    assert_eq!(list[0]["synonym"]["word"], "Donkey");
    intact(&scene.story);
}

#[test]
fn a_word_with_several_meanings_asks_which_and_guesses_none() {
    let mut scene = Scene::begin();
    scene
        .story
        .act("add_equipment", json!({ "code": "405", "name": "Rescue boat" }));
    scene
        .story
        .act("add_equipment", json!({ "code": "406", "name": "Tender" }));
    for means in ["Rescue boat", "Tender"] {
        scene
            .story
            .act("edit_synonyms", json!({ "word": "rib", "means": means }));
    }
    let check = json!({ "action": "edit_synonyms", "given": { "word": "RIB", "means": "Limousine tender" } });
    let found = scene.story.call("action_check", check).unwrap();
    let codes: Vec<&Json> = found["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|warning| &warning["code"])
        .collect();
    assert_eq!(codes, [&json!("ambiguous"), &json!("ambiguous")]);
    let found = scene.story.call("search", json!({ "text": "Rib engine" })).unwrap();
    assert_eq!(
        found["ambiguous"],
        json!([{ "word": "rib", "means": ["Rescue boat", "Tender"] }])
    );
    let mut both = titles(&scene.story, "rib", "equipment");
    both.sort();
    assert_eq!(both, ["Rescue boat", "Tender"]);
    assert_eq!(
        scene.story.call("search", json!({ "text": "ribs" })).unwrap()["ambiguous"],
        json!([])
    );
}

#[test]
fn own_words_are_edited_by_engineers_and_not_by_crew() {
    let mut scene = Scene::begin();
    let deckhand = scene.story.add_person("Jovan Petrović", Role::Crew, Department::Deck);
    let engineer = scene
        .story
        .add_person("Lukáš Novotný", Role::Engineer, Department::Engineering);
    scene.story.sign_in(deckhand);
    let params = json!({ "word": "donkey", "means": "Generator 2" });
    let refused = scene.story.try_act("edit_synonyms", params.clone()).unwrap_err();
    assert_eq!(refused.code, Code::WrongRole);
    scene.story.sign_in(engineer);
    scene.story.act("edit_synonyms", params);
    let same = scene
        .story
        .try_act("edit_synonyms", json!({ "word": "", "means": "x" }))
        .unwrap_err();
    assert_eq!(same.code, Code::Missing);
}

#[test]
fn a_locked_workstation_answers_only_where_the_vessel_leaves_search_open() {
    let mut scene = Scene::begin();
    let chief = scene.story.chief();
    let engineer = scene
        .story
        .add_person("Lukáš Novotný", Role::Engineer, Department::Engineering);
    scene.story.call("lock", json!({})).unwrap();
    let refused = scene.story.call("search", json!({ "text": "generator" })).unwrap_err();
    assert_eq!(refused.code, Code::Locked, "closed as long as nobody opened it");
    scene.story.sign_in(engineer);
    let refused = scene
        .story
        .try_act("set_open_search", json!({ "is_open": true }))
        .unwrap_err();
    assert!(
        [Code::WrongRole, Code::SignatureNeeded].contains(&refused.code),
        "{refused:?}"
    );
    scene.story.sign_in(chief);
    scene.story.act("set_open_search", json!({ "is_open": true }));
    scene.story.call("lock", json!({})).unwrap();
    assert_eq!(titles(&scene.story, "generator", "equipment"), ["Generator 2"]);
    assert_eq!(
        scene.story.call("session_state", json!({})).unwrap()["search_open"],
        true
    );
    let generator = json!({ "id": scene.generator });
    for (command, args) in [
        ("equipment_page", generator),
        ("recent_records", json!({})),
        ("search_subjects", json!({})),
    ] {
        assert_eq!(
            scene.story.call(command, args).unwrap_err().code,
            Code::Locked,
            "{command}"
        );
    }
    scene.story.sign_in(chief);
    scene.story.act("set_open_search", json!({ "is_open": false }));
    scene.story.call("lock", json!({})).unwrap();
    let refused = scene.story.call("search", json!({ "text": "generator" })).unwrap_err();
    assert_eq!(refused.code, Code::Locked);
    scene.story.sign_in(chief);
    intact(&scene.story);
}

#[test]
fn nothing_is_recorded_about_what_people_search() {
    let scene = Scene::begin();
    built(&scene);
    let folder = scene.story.place().replica;
    let state = scene.story.place().state;
    let entries = scene.story.entries();
    for text in ["xylophone", "Generator 2", "F-2026-E0001", "zzgenrator"] {
        scene.story.call("search", json!({ "text": text })).unwrap();
        scene.story.call("search_subjects", json!({ "text": text })).unwrap();
    }
    assert_eq!(scene.story.entries(), entries);
    built(&scene);
    for folder in [folder, state] {
        for file in std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.is_file())
        {
            let bytes = std::fs::read(&file).unwrap();
            for typed in ["xylophone", "zzgenrator"] {
                let is_there = bytes.windows(typed.len()).any(|window| window == typed.as_bytes());
                assert!(!is_there, "{typed} stands in {}", file.display());
            }
        }
    }
}

#[test]
fn an_empty_field_shows_what_the_person_last_worked_on() {
    let mut scene = Scene::begin();
    let order = scene.order();
    scene.story.act(
        "add_note_to_work_order",
        json!({ "work_order": order, "text": "Looked at it." }),
    );
    let recent = scene.story.call("recent_records", json!({})).unwrap();
    let kinds: Vec<(&str, &str)> = recent
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| (hit["kind"].as_str().unwrap(), hit["code"].as_str().unwrap()))
        .collect();
    let expected = [
        ("work_order", "WO-2026-E0001"),
        ("fault", "F-2026-E0001"),
        ("part", "0634-1130"),
        ("part", "0634-1129"),
        ("equipment", "651.02"),
    ];
    assert_eq!(kinds, expected);
    let marta = scene
        .story
        .add_person("Lukáš Novotný", Role::Engineer, Department::Engineering);
    scene.story.sign_in(marta);
    assert_eq!(scene.story.call("recent_records", json!({})).unwrap(), json!([]));
}

#[test]
fn a_command_is_about_the_equipment_that_its_words_begin_with() {
    let mut scene = Scene::begin();
    scene
        .story
        .act("add_equipment", json!({ "code": "651.01", "name": "Generator 1" }));
    scene.story.act(
        "add_equipment",
        json!({ "code": "743.04", "name": "Soot filter, generator 1" }),
    );
    let subjects = |text: &str| {
        let found = scene.story.call("search_subjects", json!({ "text": text })).unwrap();
        let equipment = found["equipment"].as_array().unwrap();
        let names: Vec<String> = equipment
            .iter()
            .map(|link| link["label"].as_str().unwrap().to_owned())
            .collect();
        (names, found["rest"].as_str().unwrap().to_owned())
    };
    let none = Vec::<String>::new;
    assert_eq!(
        subjects("gen 2 leaks  oil"),
        (vec!["Generator 2".to_owned()], "leaks oil".to_owned())
    );
    assert_eq!(
        subjects("generator leaks oil"),
        (
            vec![
                "Generator 1".to_owned(),
                "Generator 2".to_owned(),
                "Soot filter, generator 1".to_owned()
            ],
            "leaks oil".to_owned()
        )
    );
    assert_eq!(
        subjects("Generator 1 leaks"),
        (vec!["Generator 1".to_owned()], "leaks".to_owned()),
        "of several the one that is called exactly so"
    );
    assert_eq!(
        subjects("leaks at generator 2"),
        (none(), "leaks at generator 2".to_owned())
    );
    assert_eq!(
        subjects("genrator 2 leaks"),
        (none(), "genrator 2 leaks".to_owned()),
        "a command guesses nothing"
    );
    assert_eq!(subjects(""), (none(), String::new()));
}

#[test]
fn odd_words_are_looked_for_and_break_nothing() {
    let scene = Scene::begin();
    let long = "generator ".repeat(500);
    for text in [
        "\"",
        "' OR 1=1 --",
        "NEAR(a b)",
        "a* AND",
        "{names}: x",
        "-",
        "\u{0}",
        "%",
        "(((",
        long.as_str(),
    ] {
        let found = scene.story.call("search", json!({ "text": text })).unwrap();
        assert!(found["groups"].is_array(), "{text}");
    }
    assert_eq!(titles(&scene.story, &long, "equipment"), ["Generator 2"]);
}
