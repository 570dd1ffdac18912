//! Manuals that are found by the search bar, dropped on the window, printed; files that vanish, locks.

use super::{LOCKED, PASSWORD, add, file, scanned, taken, watermaker, watermaker_of};
use crate::{Scene, first};
use api::Code;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value as Json, json};
use testkit::Story;

fn reading(story: &Story, manual: &str) -> Json {
    story.call("document_page", json!({ "id": manual })).unwrap()["line"]["reading"].clone()
}

fn unlocked(story: &Story, manual: &str, password: &str) -> Result<Json, api::Error> {
    story.call("manual_unlock", json!({ "document": manual, "password": password }))
}

#[test]
fn the_search_finds_manuals_by_their_names_and_the_pages_that_hold_the_words() {
    let mut scene = Scene::begin();
    let machine = watermaker_of(&mut scene);
    let manual = add(&mut scene.story, watermaker(), &machine);
    let search = |given: Json| scene.story.call("search", given).unwrap();
    let by_name = search(json!({ "text": watermaker().title, "kind": "manual" }));
    assert_eq!(by_name["groups"][0]["kind"], "manual", "{by_name}");
    assert_eq!(by_name["groups"][0]["hits"][0]["id"], json!(manual));
    let truth = &watermaker().truth;
    let section = truth.sections.last().unwrap();
    let found = search(json!({ "text": section.title }));
    let passage = &found["passages"][0];
    assert_eq!(
        (&passage["document"], &passage["heading"]),
        (&json!(manual), &json!(section.title)),
        "{found}"
    );
    let every = search(json!({ "text": "water", "kind": "manual" }));
    let pages: Vec<&Json> = every["passages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["page"])
        .collect();
    let once: std::collections::BTreeSet<String> = pages.iter().map(ToString::to_string).collect();
    assert!(
        pages.len() > 1 && once.len() == pages.len(),
        "a page answers once: {pages:?}"
    );
    let parts = search(json!({ "text": section.title, "kind": "part" }));
    assert_eq!(parts["passages"], json!([]));
    // What is not worked by any more is found by its name alone.
    let given = json!({ "document": manual, "reason": "Sold with the machine" });
    scene.story.act("retire_document", given);
    let after = scene.story.call("search", json!({ "text": section.title })).unwrap();
    assert_eq!(after["passages"], json!([]), "{after}");
    let named = scene
        .story
        .call("search", json!({ "text": watermaker().title, "kind": "manual" }))
        .unwrap();
    assert_eq!(named["groups"][0]["hits"][0]["state"], "retired");
}

#[test]
fn a_manual_that_is_dropped_on_the_window_comes_piece_by_piece() {
    let mut scene = Scene::begin();
    let bytes = &watermaker().bytes;
    let begin = json!({ "name": "Water maker_rev-C.pdf", "size_bytes": bytes.len() });
    let begun = scene.story.call("manual_intake_begin", begin).unwrap();
    let upload = begun["upload"].clone();
    let piece_bytes = usize::try_from(begun["piece_bytes"].as_u64().unwrap())
        .unwrap()
        .min(bytes.len() / 3);
    let piece = |offset: usize, bytes: &[u8]| {
        let given = json!({ "upload": upload, "offset": offset, "piece": BASE64.encode(bytes) });
        scene.story.call("manual_intake_chunk", given)
    };
    for (at, slice) in bytes.chunks(piece_bytes).enumerate() {
        piece(at * piece_bytes, slice).unwrap();
    }
    let item = taken(&scene.story);
    assert_eq!(
        (&item["phase"], &item["title"]),
        (&json!("ready"), &json!("Water maker rev C")),
        "{item}"
    );
    let given = json!({ "files": [{ "upload": upload, "title": item["title"] }] });
    let manual = first(&mut scene.story, "add_document", given);
    let page = scene.story.call("document_page", json!({ "id": manual })).unwrap();
    assert_eq!(page["line"]["document"]["size_bytes"], json!(bytes.len()));
}

#[test]
fn a_piece_that_joins_nothing_ends_the_file_and_leaves_nothing() {
    let scene = Scene::begin();
    let begin = json!({ "name": "m.pdf", "size_bytes": 100 });
    let begun = scene.story.call("manual_intake_begin", begin).unwrap();
    let given = json!({ "upload": begun["upload"], "offset": 50, "piece": BASE64.encode([1; 10]) });
    let refused = scene.story.call("manual_intake_chunk", given).unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    let state = scene.story.call("manual_intake", json!({})).unwrap();
    assert_eq!(state["items"], json!([]));
    let large = json!({ "name": "m.pdf", "size_bytes": 500_000_001_u64 });
    let refused = scene.story.call("manual_intake_begin", large).unwrap_err();
    assert!(refused.message.contains("500 MB"), "{}", refused.message);
    let waiting = scene.story.place().replica.join("blobs/waiting");
    assert_eq!(std::fs::read_dir(&waiting).map_or(0, Iterator::count), 0);
}

#[test]
fn a_file_that_vanished_is_found_again_by_its_content_alone() {
    let mut scene = Scene::begin();
    let machine = watermaker_of(&mut scene);
    let manual = add(&mut scene.story, watermaker(), &machine);
    let page = scene.story.call("document_page", json!({ "id": manual })).unwrap();
    let digest = page["line"]["document"]["sha256"].as_str().unwrap().to_owned();
    let blob = scene
        .story
        .place()
        .replica
        .join("blobs")
        .join(&digest[..2])
        .join(&digest[2..]);
    std::fs::remove_file(&blob).unwrap();
    assert_eq!(reading(&scene.story, &manual), "elsewhere");
    let entries = scene.story.entries();
    let back = |path: &std::path::Path| {
        let given = json!({ "document": manual, "path": path });
        scene.story.call("manual_put_back", given)
    };
    let other = file(&scene.story, "watermaker.pdf", &scanned().bytes);
    let refused = back(&other).unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    assert!(refused.message.contains("another file"), "{}", refused.message);
    assert_eq!(reading(&scene.story, &manual), "elsewhere");
    let right = file(&scene.story, "any name.pdf", &watermaker().bytes);
    back(&right).unwrap();
    scene.story.program().read_manuals(&mut |_| {}).unwrap();
    assert_eq!(reading(&scene.story, &manual), "read");
    assert!(scene.story.call("manual_contents", json!({ "id": manual })).is_ok());
    assert_eq!(scene.story.entries(), entries, "finding a file again is no act");
    assert!(right.exists(), "the person's own file stays");
}

#[test]
fn a_locked_manual_from_elsewhere_opens_by_its_password() {
    let mut scene = Scene::begin();
    let path = file(&scene.story, "locked.pdf", LOCKED);
    let open = json!({ "paths": [path] });
    scene.story.call("manual_intake_open", open).unwrap();
    let item = taken(&scene.story);
    let given = json!({ "upload": item["upload"], "password": PASSWORD });
    scene.story.call("manual_intake_unlock", given).unwrap();
    taken(&scene.story);
    let given = json!({ "files": [{ "upload": item["upload"], "title": "Locked manual" }] });
    let manual = first(&mut scene.story, "add_document", given);
    // As on a workstation to which the file came by an exchange.
    scene.story.forget_passwords_of_manuals();
    let chief = scene.story.chief();
    scene.story.sign_in(chief);
    scene.story.program().read_manuals(&mut |_| {}).unwrap();
    let page = scene.story.call("document_page", json!({ "id": manual })).unwrap();
    assert_eq!(
        (&page["line"]["reading"], &page["is_locked"]),
        (&json!("refused"), &json!(true)),
        "{page}"
    );
    let refused = unlocked(&scene.story, &manual, "fresh water").unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    unlocked(&scene.story, &manual, PASSWORD).unwrap();
    scene.story.program().read_manuals(&mut |_| {}).unwrap();
    let page = scene.story.call("document_page", json!({ "id": manual })).unwrap();
    assert_eq!(
        (&page["line"]["reading"], &page["is_locked"]),
        (&json!("read"), &json!(false))
    );
}

#[test]
fn pages_of_a_manual_are_printed_as_they_look() {
    let mut scene = Scene::begin();
    let machine = watermaker_of(&mut scene);
    let manual = add(&mut scene.story, watermaker(), &machine);
    let entries = scene.story.entries();
    let path = scene.story.place().state.join("pages.pdf");
    let print = |from: u32, to: u32| {
        let what = json!({ "paper": "manual", "document": manual, "from": from, "to": to });
        let mut state = scene.story.call("print_start", json!({ "what": what, "path": path }))?;
        while state["state"] == "running" {
            state = scene.story.call("print_state", json!({ "run": state["run"] }))?;
        }
        Ok::<Json, api::Error>(state)
    };
    let state = print(2, 4).unwrap();
    assert_eq!(
        (&state["state"], &state["made"]["pages"]),
        (&json!("done"), &json!(3)),
        "{state}"
    );
    // Past the end only what there is.
    let pages = u32::try_from(watermaker().truth.labels.len()).unwrap();
    assert_eq!(print(pages - 1, pages + 20).unwrap()["made"]["pages"], json!(2));
    assert_eq!(print(4, 2).unwrap_err().code, Code::Invalid);
    assert!(print(1, 101).unwrap_err().message.contains("100 pages"));
    let beyond = print(pages + 1, pages + 2).unwrap();
    assert_eq!(beyond["state"], "failed");
    assert!(
        beyond["trouble"]
            .as_str()
            .unwrap()
            .contains(&format!("has {pages} pages")),
        "{beyond}"
    );
    assert_eq!(scene.story.entries(), entries);
}

#[test]
fn the_list_of_manuals_is_narrowed_by_words_of_any_script_and_comes_in_windows() {
    let mut scene = Scene::begin();
    let machine = watermaker_of(&mut scene);
    let wish = |number: usize| {
        let names = ["Εγχειρίδιο αντλίας", "主机维修手册", "Pump manual"];
        json!({
            "title": format!("{} {number:03}", names[number % 3]),
            "url": format!("https://manuals.example/{number}"),
            "maker": "Škoda",
        })
    };
    for sheet in 0..2 {
        let files: Vec<Json> = (sheet * 50..(sheet + 1) * 50).map(wish).collect();
        scene
            .story
            .act("add_document", json!({ "files": files, "equipment": [machine] }));
    }
    let list = |given: Json| scene.story.call("document_list", given).unwrap();
    let count = |text: &str| list(json!({ "text": text }))["total"].clone();
    assert_eq!(count("εγχειριδιο αντλιας"), json!(34));
    assert_eq!(count("维修"), json!(33));
    assert_eq!(count("pump 02"), json!(5), "002, 020, 023, 026 and 029");
    assert_eq!(
        count("skoda watermaker 1"),
        json!(100),
        "a maker, and the equipment that they describe"
    );
    assert_eq!(count("nothing"), json!(0));
    let window = list(json!({ "text": "pump", "only_active": true, "offset": 30, "limit": 10 }));
    assert_eq!(
        (window["total"].clone(), window["rows"].as_array().unwrap().len()),
        (json!(33), 3)
    );
}
