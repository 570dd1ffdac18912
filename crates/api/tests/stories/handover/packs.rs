//! The pack: what was signed, as a file, and that printing is no act.

use super::write;
use crate::{Scene, first, intact};
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};
use std::path::Path;
use testkit::Story;

fn pack(story: &Story, id: &str, folder: &Path) -> Json {
    crate::printing::print(
        story,
        json!({ "paper": "handover", "signature": id }),
        &folder.join("handover.pdf"),
    )
}

#[test]
fn the_pack_holds_what_was_signed_and_who_signed() {
    let mut scene = Scene::begin();
    let folder = tempfile::tempdir().unwrap();
    let kofi = scene
        .story
        .add_person("Κώστας Παπαδόπουλος", Role::Engineer, Department::Engineering);
    let fault = json!({ "fault": scene.fault, "details": "Клапан заедает, Škrinjarić weiß Bescheid." });
    scene.story.act("add_to_handover", fault);
    write(&mut scene.story, "Bunkering on Friday", "fyi");
    let given = json!({ "department": "engineering", "kind": "watch", "with_appendix": true, "remark": "Quiet." });
    let id = first(&mut scene.story, "sign_over_handover", given);
    // What is settled or written later is not in it.
    scene
        .story
        .act("resolve_fault", json!({ "fault": scene.fault, "how": "replaced" }));
    write(&mut scene.story, "Too late for this one", "fyi");
    let before = scene.story.entries();
    let made = pack(&scene.story, &id, folder.path());
    assert_eq!((&made["pages"], &made["unprintable"]), (&json!(2), &json!([])));
    assert_eq!(scene.story.entries(), before, "printing leaves no trace");
    let text = text_of(folder.path());
    for expected in [
        "Aurelia",
        "Handover, engineering watch",
        "Everything up to 2026-03-01 08:00, ship's time (UTC)",
        "2 entries, 2 of them open",
        "Quiet.",
        "In progress (1)",
        "Coolant temperature high",
        "Клапан заедает, Škrinjarić weiß Bescheid.",
        "About F-2026-E0001 Coolant temperature high: open, high",
        "Written 2026-03-01 08:00 by Marta Nowak, Chief engineer",
        "For information (1)",
        "Bunkering on Friday",
        "Handed over by Marta Nowak, Chief engineer",
        "Signed by PIN as chief engineer. I hand over the engineering watch",
        "Nobody has taken over yet.",
        "Open faults and work in progress at 2026-03-01 08:00, listed by the program, not part of the handover",
        "1 open fault",
        "0 work orders in progress",
        "None.",
        "Page 1 of 2",
        "Page 2 of 2",
    ] {
        assert!(holds(&text, expected), "“{expected}” is not in:\n{text}");
    }
    assert!(!holds(&text, "Too late"), "{text}");
    scene.story.sign_in(kofi);
    let answer = json!({ "signature": id, "answer": "not_accepted", "remark": "Η βαλβίδα ήταν ανοιχτή." });
    scene.story.act("acknowledge_handover", answer);
    pack(&scene.story, &id, folder.path());
    let text = text_of(folder.path());
    for expected in [
        "Not accepted by Κώστας Παπαδόπουλος, engineer",
        "Η βαλβίδα ήταν ανοιχτή.",
    ] {
        assert!(holds(&text, expected), "“{expected}” is not in:\n{text}");
    }
    intact(&scene.story);
}

#[test]
fn what_is_not_printed_is_marked_on_paper_and_kept_in_the_record() {
    let mut story = Story::begin();
    let folder = tempfile::tempdir().unwrap();
    let entry = write(&mut story, "主机冷却水 low", "watch");
    let id = first(
        &mut story,
        "sign_over_handover",
        json!({ "department": "engineering", "kind": "watch" }),
    );
    let made = pack(&story, &id, folder.path());
    assert_eq!(made["unprintable"], json!(["主", "冷", "却", "机", "水"]));
    assert!(holds(
        &text_of(folder.path()),
        "stands for a character that is not printed here"
    ));
    let page = story.call("handover_entry_page", json!({ "id": entry })).unwrap();
    assert_eq!(page["line"]["entry"]["title"], "主机冷却水 low");
}

/// The text of the pack, as somebody copies it out of a viewer.
fn text_of(folder: &Path) -> String {
    pdf_extract::extract_text(folder.join("handover.pdf")).unwrap()
}

/// Whether the text is there, wherever lines end.
fn holds(text: &str, expected: &str) -> bool {
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    dense(text).contains(&dense(expected))
}
