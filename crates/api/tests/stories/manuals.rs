//! Manuals: taken in by content, read by a real worker, found from a fault, corrected by people.

mod mending;

use crate::{Scene, first, intact};
use api::Code;
use domain::tables::{Department, Role, TABLES};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;
use testkit::Story;

/// The watermaker's manual of the demo vessel: two columns, eleven pages, made once.
static MANUALS: LazyLock<Vec<demo::manuals::Manual>> = LazyLock::new(|| demo::manuals(1));

fn watermaker() -> &'static demo::manuals::Manual {
    MANUALS
        .iter()
        .find(|manual| manual.equipment.contains(&"761.01"))
        .unwrap()
}

fn scanned() -> &'static demo::manuals::Manual {
    MANUALS
        .iter()
        .find(|manual| !manual.truth.pages_without_text.is_empty())
        .unwrap()
}

/// Puts a file where a person would have it.
fn file(story: &Story, name: &str, bytes: &[u8]) -> PathBuf {
    let folder = story.place().state.join("from the maker");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Adds the manual to the equipment, and has it read; its id.
fn add(story: &mut Story, manual: &demo::manuals::Manual, equipment: &str) -> String {
    let path = file(story, manual.file_name, &manual.bytes);
    let given = json!({
        "files": [{ "path": path, "title": manual.title, "maker": manual.maker, "model": manual.model }],
        "equipment": [equipment],
    });
    let id = first(story, "add_document", given);
    story.program().read_manuals(&mut |_| {}).unwrap();
    id
}

fn watermaker_of(scene: &mut Scene) -> String {
    let given = json!({ "code": "761.01", "name": "Watermaker 1", "maker": "Aquadrive", "model": "AD-220" });
    first(&mut scene.story, "add_equipment", given)
}

fn find(story: &Story, given: Json) -> Json {
    story.call("manual_find", given).unwrap()
}

/// A code that stands in a table of the manual, and its page.
fn coded() -> (String, u32) {
    let code = &watermaker().truth.codes[0];
    (code.code.clone(), code.page)
}

#[test]
fn a_fault_leads_to_the_page_of_its_code_and_says_why() {
    let mut scene = Scene::begin();
    let machine = watermaker_of(&mut scene);
    let manual = add(&mut scene.story, watermaker(), &machine);
    let (code, page) = coded();
    let given = json!({ "title": "It stopped by itself", "equipment": machine, "code": code });
    let fault = first(&mut scene.story, "report_fault", given);
    let found = find(&scene.story, json!({ "fault": fault }));
    assert_eq!(found["best"]["document"], json!(manual));
    assert_eq!(found["best"]["page"], json!(page));
    assert_eq!(found["best"]["is_confirmed"], false);
    assert!(found["best"]["reason"].as_str().unwrap().contains(&code), "{found}");
    // A person confirms what the table says, and from then on it is mapped.
    let codes = json!([{ "code": code, "page": page, "heading": found["best"]["heading"] }]);
    scene
        .story
        .act("confirm_mapping", json!({ "document": manual, "codes": codes }));
    let found = find(&scene.story, json!({ "fault": fault }));
    assert_eq!(found["best"]["reason"], format!("mapped to {code}"));
    assert_eq!(found["best"]["is_confirmed"], true);
    intact(&scene.story);
}

#[test]
fn a_correction_becomes_the_mapping_and_can_be_withdrawn() {
    let mut scene = Scene::begin();
    let machine = watermaker_of(&mut scene);
    let manual = add(&mut scene.story, watermaker(), &machine);
    let (code, page) = coded();
    let elsewhere = if page == 3 { 4 } else { 3 };
    let given = json!({ "document": manual, "code": code.to_lowercase(), "page": elsewhere });
    scene.story.act("correct_mapping", given.clone());
    let asked = json!({ "equipment": machine, "code": code });
    assert_eq!(find(&scene.story, asked.clone())["best"]["page"], json!(elsewhere));
    let twice = scene.story.try_act("correct_mapping", given).unwrap_err();
    assert_eq!(twice.code, Code::WrongState);
    let outside = json!({ "document": manual, "code": code, "page": 9_999 });
    let refused = scene.story.try_act("correct_mapping", outside).unwrap_err();
    assert!(refused.message.contains("pages"), "{}", refused.message);
    let page_of = scene.story.call("document_page", json!({ "id": manual })).unwrap();
    let mapping = page_of["mappings"][0]["mapping"]["id"].clone();
    scene.story.act(
        "withdraw_mapping",
        json!({ "mapping": mapping, "reason": "Wrong manual" }),
    );
    assert_eq!(find(&scene.story, asked)["best"]["page"], json!(page));
    intact(&scene.story);
}

#[test]
fn a_code_that_stands_nowhere_opens_no_first_page() {
    let mut scene = Scene::begin();
    let machine = watermaker_of(&mut scene);
    let asked = json!({ "equipment": machine, "code": "ZZ-999" });
    let none = find(&scene.story, asked.clone());
    assert_eq!(none["best"], Json::Null);
    let said = none["said"].as_str().unwrap();
    assert!(said.contains("Aquadrive AD-220"), "{said}");
    add(&mut scene.story, watermaker(), &machine);
    let found = find(&scene.story, asked);
    assert_ne!(found["best"]["page"], json!(1), "{found}");
    // A scanned manual holds no words: its contents are offered, no page is guessed.
    let other = first(
        &mut scene.story,
        "add_equipment",
        json!({ "code": "631.01", "name": "Gearbox, port" }),
    );
    let manual = add(&mut scene.story, scanned(), &other);
    let found = find(&scene.story, json!({ "equipment": other, "code": "E047" }));
    assert_eq!(found["best"], Json::Null);
    assert_eq!(found["manuals"][0]["id"], json!(manual));
    let page = scene.story.call("document_page", json!({ "id": manual })).unwrap();
    let pages = scanned().truth.pages_without_text.len();
    assert_eq!(page["line"]["pages_without_text"], json!(pages));
}

#[test]
fn the_same_file_is_recognised_and_a_newer_one_takes_its_place() {
    let mut scene = Scene::begin();
    let machine = watermaker_of(&mut scene);
    let old = add(&mut scene.story, watermaker(), &machine);
    let order = scene.order();
    let (_, page) = coded();
    let pin = json!({ "work_order": order, "document": old, "page": page });
    scene.story.act("pin_page", pin.clone());
    assert_eq!(scene.story.try_act("pin_page", pin).unwrap_err().code, Code::WrongState);
    let again = file(&scene.story, "the same under another name.pdf", &watermaker().bytes);
    let given = json!({ "files": [{ "path": again, "title": "Another title" }] });
    let refused = scene.story.try_act("add_document", given).unwrap_err();
    assert!(refused.message.contains(watermaker().title), "{}", refused.message);
    let newer = file(&scene.story, "newer.pdf", &scanned().bytes);
    let given = json!({ "files": [{ "path": newer, "title": "Watermaker, 2026", "supersedes": old }] });
    let new = first(&mut scene.story, "add_document", given);
    let listed = scene
        .story
        .call("document_list", json!({ "equipment": machine }))
        .unwrap();
    let state = |id: &str| {
        let lines = listed["rows"].as_array().unwrap().iter();
        let mut of = lines.filter(|line| line["document"]["id"] == *id);
        of.next().map(|line| line["is_active"].clone())
    };
    assert_eq!((state(&new), state(&old)), (Some(json!(true)), Some(json!(false))));
    // What was worked by stays answerable, and can still be opened.
    let pins = scene.story.call("pinned_pages", json!({ "id": order })).unwrap();
    assert_eq!(pins[0]["pin"]["page"], json!(page));
    assert_eq!(pins[0]["is_active"], false);
    assert!(scene.story.call("manual_contents", json!({ "id": old })).is_ok());
    intact(&scene.story);
}

/// What every replicated table holds.
fn tables(story: &Story) -> BTreeMap<&'static str, Json> {
    let rows = |name| json!(story.program().show(name, None, 0).unwrap());
    TABLES.iter().map(|table| (table.name, rows(table.name))).collect()
}

#[test]
fn nothing_about_reading_is_recorded() {
    let mut scene = Scene::begin();
    let machine = watermaker_of(&mut scene);
    let manual = add(&mut scene.story, watermaker(), &machine);
    let (entries, before) = (scene.story.entries(), tables(&scene.story));
    let (code, page) = coded();
    find(&scene.story, json!({ "equipment": machine, "code": code }));
    scene.story.call("manual_contents", json!({ "id": manual })).unwrap();
    let at = json!({ "document": manual, "page": page });
    let read = scene.story.call("manual_page", at.clone()).unwrap();
    assert!(!read["glyphs"]["text"].as_array().unwrap().is_empty());
    let hits = scene.story.call("manual_search", json!({ "words": code })).unwrap();
    assert!(!hits.as_array().unwrap().is_empty());
    let wanted = api::manuals::PixelArgs {
        document: manual.parse().unwrap(),
        page,
        width: 400,
    };
    let drawn = scene.story.program().manual_pixels(&wanted).unwrap();
    assert_eq!(u32::from_le_bytes(drawn[..4].try_into().unwrap()), 400);
    assert_eq!(scene.story.entries(), entries);
    assert_eq!(tables(&scene.story), before);
}

#[test]
fn a_refused_form_leaves_the_file_waiting_and_a_cancelled_one_leaves_nothing() {
    let mut scene = Scene::begin();
    let path = file(&scene.story, "manual.pdf", &watermaker().bytes);
    scene
        .story
        .call("manual_intake_open", json!({ "paths": [path] }))
        .unwrap();
    let ready = loop {
        let state = scene.story.call("manual_intake", json!({})).unwrap();
        if state["is_running"] == false {
            break state;
        }
    };
    assert_eq!(ready["items"][0]["phase"], "ready", "{ready}");
    assert_eq!(ready["items"][0]["title"], "manual");
    let upload = ready["items"][0]["upload"].clone();
    let given = |title: &str| json!({ "files": [{ "upload": upload, "title": title }] });
    let refused = scene.story.try_act("add_document", given("x")).unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    let done = scene.story.try_act("add_document", given("Watermaker")).unwrap();
    assert_eq!(done.ids.len(), 1);
    let other = file(&scene.story, "other.pdf", &scanned().bytes);
    scene
        .story
        .call("manual_intake_open", json!({ "paths": [other] }))
        .unwrap();
    scene.story.call("manual_intake_drop", json!({})).unwrap();
    let waiting = scene.story.place().replica.join("blobs/waiting");
    let left = || std::fs::read_dir(&waiting).map_or(0, Iterator::count);
    // The copy that was under way is given up as soon as its next piece is written.
    while left() > 0 {
        std::thread::yield_now();
    }
    let state = scene.story.call("manual_intake", json!({})).unwrap();
    assert_eq!(state["items"], json!([]));
}

/// A PDF of one page that opens by this password.
const LOCKED: &[u8] = include_bytes!("../../../manuals/tests/reading/fixtures/locked.pdf");

const PASSWORD: &str = "sea water";

/// How the file on its way in stands once the worker has looked at it.
fn taken(story: &Story) -> Json {
    loop {
        let state = story.call("manual_intake", json!({})).unwrap();
        if state["is_running"] == false {
            return state["items"][0].clone();
        }
    }
}

#[test]
fn a_locked_manual_asks_for_its_password_once() {
    let mut scene = Scene::begin();
    let path = file(&scene.story, "locked.pdf", LOCKED);
    scene
        .story
        .call("manual_intake_open", json!({ "paths": [path] }))
        .unwrap();
    let item = taken(&scene.story);
    assert_eq!(item["phase"], "locked", "{item}");
    let unlock = |story: &Story, password: &str| {
        let given = json!({ "upload": item["upload"], "password": password });
        story.call("manual_intake_unlock", given).unwrap();
        taken(story)
    };
    assert_eq!(unlock(&scene.story, "wrong")["phase"], "locked");
    assert_eq!(unlock(&scene.story, PASSWORD)["phase"], "ready");
    let given = json!({ "files": [{ "upload": item["upload"], "title": "Locked manual" }] });
    let manual = first(&mut scene.story, "add_document", given);
    scene.story.reopen();
    let chief = scene.story.chief();
    scene.story.sign_in(chief);
    scene.story.program().read_manuals(&mut |_| {}).unwrap();
    let page = scene.story.call("document_page", json!({ "id": manual })).unwrap();
    assert_eq!(page["line"]["reading"], "read", "{}", page["line"]);
    assert!(scene.story.call("manual_contents", json!({ "id": manual })).is_ok());
}

#[test]
fn what_is_no_manual_is_refused_in_one_sentence() {
    let mut scene = Scene::begin();
    let cut = &watermaker().bytes[..2_000];
    for (name, bytes) in [("empty.pdf", &[][..]), ("letter.pdf", b"Dear Chief"), ("cut.pdf", cut)] {
        let path = file(&scene.story, name, bytes);
        let given = json!({ "files": [{ "path": path, "title": "A manual" }] });
        let refused = scene.story.try_act("add_document", given).unwrap_err();
        assert_eq!(refused.code, Code::Invalid, "{name}: {}", refused.message);
        assert!(refused.message.ends_with('.'), "{name}: {}", refused.message);
    }
    let nowhere = json!({ "files": [{ "path": "/nowhere/m.pdf", "title": "A manual" }] });
    assert!(scene.story.try_act("add_document", nowhere).is_err());
    let bad = json!({ "files": [{ "url": "file:///etc/passwd", "title": "An address" }] });
    assert_eq!(
        scene.story.try_act("add_document", bad).unwrap_err().code,
        Code::Invalid
    );
    let good = json!({ "files": [{ "url": "https://maker.example/manual", "title": "An address" }] });
    let id = first(&mut scene.story, "add_document", good);
    let refused = scene.story.call("manual_contents", json!({ "id": id })).unwrap_err();
    assert!(refused.message.contains("connection"), "{}", refused.message);
}

#[test]
fn crew_may_read_and_pin_and_not_change_what_is_kept() {
    let mut scene = Scene::begin();
    let machine = watermaker_of(&mut scene);
    let manual = add(&mut scene.story, watermaker(), &machine);
    let order = scene.order();
    let oiler = scene
        .story
        .add_person("Jovan Petrović", Role::Crew, Department::Engineering);
    let stewardess = scene.story.add_person("Léa Fournier", Role::Crew, Department::Interior);
    let (code, page) = coded();
    let codes = json!([{ "code": code, "page": page }]);
    let forbidden = [
        (
            "add_document",
            json!({ "files": [{ "url": "https://a.example", "title": "An address" }] }),
        ),
        ("edit_document", json!({ "document": manual, "title": "Another" })),
        ("supersede_document", json!({ "document": manual, "by": manual })),
        ("retire_document", json!({ "document": manual, "reason": "old" })),
        (
            "link_document",
            json!({ "document": manual, "link": [scene.generator] }),
        ),
        ("confirm_mapping", json!({ "document": manual, "codes": codes })),
        (
            "correct_mapping",
            json!({ "document": manual, "code": code, "page": page }),
        ),
    ];
    scene.story.sign_in(oiler);
    let before = scene.story.entries();
    for (action, params) in forbidden {
        let refused = scene.story.try_act(action, params).expect_err(action);
        let is_state = action == "supersede_document";
        let expected = if is_state { Code::Invalid } else { Code::WrongRole };
        assert_eq!(refused.code, expected, "{action}: {}", refused.message);
    }
    assert_eq!(scene.story.entries(), before);
    let pin = json!({ "work_order": order, "document": manual, "page": page });
    let pinned = first(&mut scene.story, "pin_page", pin.clone());
    let taken_off = json!({ "pin": pinned, "reason": "The wrong page" });
    scene.story.act("unpin_page", taken_off);
    scene.story.sign_in(stewardess);
    assert_eq!(scene.story.try_act("pin_page", pin).unwrap_err().code, Code::WrongRole);
    assert!(scene.story.call("manual_contents", json!({ "id": manual })).is_ok());
    intact(&scene.story);
}

#[test]
fn a_handover_entry_speaks_of_a_section_as_good_to_know() {
    let mut scene = Scene::begin();
    let machine = watermaker_of(&mut scene);
    let manual = add(&mut scene.story, watermaker(), &machine);
    let given = json!({ "document": manual, "page": 3, "section": "Before the first start" });
    let prefill = json!({ "action": "add_to_handover", "given": given });
    let values = scene.story.call("action_prefill", prefill).unwrap()["values"].clone();
    assert_eq!(values["category"], "fyi");
    assert!(values["title"].as_str().unwrap().ends_with("Before the first start"));
    let mut params = given;
    params["title"] = values["title"].clone();
    params["category"] = values["category"].clone();
    let entry = first(&mut scene.story, "add_to_handover", params);
    let page = scene.story.call("handover_entry_page", json!({ "id": entry })).unwrap();
    assert!(page.to_string().contains(&manual), "the entry leads to the manual");
    intact(&scene.story);
}
