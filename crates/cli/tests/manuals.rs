//! `celeste manual` on files, without a replica, and on manuals of a replica by their names. The fixtures are
//! those of the room that reads them: one page that says "Behind the lock".
#![allow(clippy::unwrap_used)]

use serde_json::{Value as Json, json};
use std::path::Path;
use std::process::{Command, Output};

const OPEN: &[u8] = include_bytes!("../../manuals/tests/reading/fixtures/restricted.pdf");
const LOCKED: &[u8] = include_bytes!("../../manuals/tests/reading/fixtures/locked.pdf");

fn celeste(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_celeste"))
        .arg("manual")
        .args(words)
        .current_dir(folder)
        .env("CELESTE_STATE_DIR", folder.join("state"))
        .env_remove("CELESTE_REPLICA")
        .env_remove("RUST_LOG")
        .output()
        .unwrap()
}

/// A folder with both files.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("open.pdf"), OPEN).unwrap();
    std::fs::write(folder.path().join("locked.pdf"), LOCKED).unwrap();
    folder
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    (
        output.status.code(),
        String::from_utf8(output.stdout.clone()).unwrap(),
        String::from_utf8(output.stderr.clone()).unwrap(),
    )
}

#[test]
fn a_manuals_words_are_printed_plainly_or_as_json() {
    let folder = folder();
    let plain = celeste(folder.path(), &["text", "open.pdf"]);
    assert_eq!(said(&plain), (Some(0), "Behind the lock\n".to_owned(), String::new()));
    let json_text = celeste(
        folder.path(),
        &["text", "locked.pdf", "--password", "sea water", "--json"],
    );
    let answer: Json = serde_json::from_slice(&json_text.stdout).unwrap();
    let page = json!({ "page": 1, "label": null, "text": "Behind the lock\n" });
    assert_eq!(answer, json!({ "pages": [page], "unread": [] }));
    // Nothing was made beside the files.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_page_becomes_a_picture_as_wide_as_asked() {
    let folder = folder();
    let drawn = celeste(
        folder.path(),
        &[
            "render", "open.pdf", "--page", "1", "--width", "595", "--out", "page.png", "--json",
        ],
    );
    let answer: Json = serde_json::from_slice(&drawn.stdout).unwrap();
    assert_eq!((&answer["width"], &answer["height"]), (&json!(595), &json!(842)));
    let file = std::fs::read(folder.path().join("page.png")).unwrap();
    assert_eq!(file[..8], *b"\x89PNG\r\n\x1a\n");
    // Width and height stand in the first chunk.
    assert_eq!(file[16..24], [0, 0, 2, 83, 0, 0, 3, 74]);
}

#[test]
fn what_cannot_be_read_is_one_sentence_and_exit_2() {
    let folder = folder();
    std::fs::write(folder.path().join("letter.txt"), "Dear chief").unwrap();
    for (words, sentence) in [
        (
            vec!["text", "gone.pdf"],
            "There is no file “gone.pdf”, and no replica in which a manual could be called so. Name another file, \
             or the replica with --replica.\n",
        ),
        (vec!["text", "letter.txt"], "This is not a PDF. Choose another file.\n"),
        (vec!["text", "locked.pdf"], "The PDF is locked. Enter its password.\n"),
        (
            vec!["text", "locked.pdf", "--password", "rain"],
            "This password does not open the PDF. Enter another one.\n",
        ),
        (
            vec!["text", "open.pdf", "--pages", "2-3"],
            "The PDF has no such page.\n",
        ),
        (
            vec!["render", "open.pdf", "--page", "2", "--out", "x.png"],
            "The PDF has no such page.\n",
        ),
        (
            vec!["render", "open.pdf", "--page", "1", "--out", "letter.txt"],
            "“letter.txt” exists and is no PNG, so it is not replaced. Choose another name.\n",
        ),
    ] {
        let output = celeste(folder.path(), &words);
        assert_eq!(
            said(&output),
            (Some(2), String::new(), sentence.to_owned()),
            "{words:?}"
        );
    }
    let error = celeste(folder.path(), &["text", "locked.pdf", "--json"]);
    let error: Json = serde_json::from_slice(&error.stderr).unwrap();
    assert_eq!(error["code"], "invalid");
}

#[test]
fn wrong_words_are_wrong_usage_and_a_missing_library_is_a_fault() {
    let folder = folder();
    for words in [
        vec!["text", "open.pdf", "--pages", "3-2"],
        vec!["text", "open.pdf", "--pages", "0"],
        vec!["render", "open.pdf", "--page", "0", "--out", "x.png"],
        vec!["render", "open.pdf"],
    ] {
        assert_eq!(celeste(folder.path(), &words).status.code(), Some(64), "{words:?}");
    }
    let without = Command::new(env!("CARGO_BIN_EXE_celeste"))
        .args(["manual", "text", "open.pdf"])
        .current_dir(folder.path())
        .env("CELESTE_PDFIUM", folder.path())
        .output()
        .unwrap();
    let sentence =
        "Manuals cannot be read on this workstation: the library pdfium is missing. Install the program again.\n";
    assert_eq!(said(&without), (Some(1), String::new(), sentence.to_owned()));
}

/// A vessel in the folder, with two pumps' manuals and one of them in two revisions; the id of the first one.
fn vessel(folder: &Path) -> String {
    let pin = "482915";
    let run = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_celeste"))
            .args(words)
            .arg("--json")
            .current_dir(folder)
            .env("CELESTE_STATE_DIR", folder.join("state"))
            .env_remove("CELESTE_REPLICA")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{words:?}: {}", said(&output).2);
        serde_json::from_slice::<Json>(&output.stdout).unwrap()
    };
    let (vessel, person) = ("M/Y Test", "Eleni Vasilaki");
    run(&[
        "init", "--vessel", vessel, "--letter", "B", "--person", person, "--pin", pin,
    ]);
    let mut ids = Vec::new();
    for (number, title, revision) in [
        (1, "Sea water pump", "01"),
        (2, "Sea water strainer", "01"),
        (3, "Bilge pump", "01"),
    ] {
        // The same page in another file: what stands behind the end mark is not read.
        let mut bytes = OPEN.to_vec();
        bytes.extend(format!("%{number}\n").bytes());
        std::fs::write(folder.join("added.pdf"), bytes).unwrap();
        let done = run(&[
            "manual",
            "add",
            "added.pdf",
            "--title",
            title,
            "--revision",
            revision,
            "--as",
            person,
            "--pin",
            pin,
        ]);
        ids.push(done["ids"][0].as_str().unwrap().to_owned());
    }
    let mut newer = OPEN.to_vec();
    newer.extend(b"%4\n");
    std::fs::write(folder.join("newer.pdf"), newer).unwrap();
    let files = json!([{ "path": folder.join("newer.pdf"), "title": "Bilge pump", "revision": "02",
                         "supersedes": ids[2] }]);
    let address = json!([{ "url": "https://example.org/m", "title": "Crane" }]);
    for files in [files, address] {
        let params = json!({ "files": files }).to_string();
        run(&[
            "action",
            "commit",
            "add_document",
            "--as",
            person,
            "--pin",
            pin,
            "--params",
            &params,
        ]);
    }
    ids.swap_remove(0)
}

#[test]
fn a_manual_of_the_replica_is_named_by_id_title_or_its_beginning() {
    let folder = folder();
    let id = vessel(folder.path());
    for named in [
        "Sea water pump",
        "sea WATER pump",
        "Sea water pump (01)",
        "Sea water s",
        "bilge",
        // Two revisions have this title; the newer one is worked by.
        "Bilge pump",
        "Bilge pump (01)",
        &id,
    ] {
        let text = celeste(folder.path(), &["text", named]);
        let page = (Some(0), "Behind the lock\n".to_owned(), String::new());
        assert_eq!(said(&text), page, "{named}");
    }
    let words = ["render", "Sea water pump", "--page", "1", "--out", "page.png", "--json"];
    let drawn: Json = serde_json::from_slice(&celeste(folder.path(), &words).stdout).unwrap();
    assert_eq!((&drawn["page"], &drawn["width"]), (&json!(1), &json!(1240)));
    assert!(folder.path().join("page.png").exists());
}

#[test]
fn a_file_of_that_name_wins_and_a_name_that_fits_none_or_several_is_said() {
    let folder = folder();
    vessel(folder.path());
    for (named, sentence) in [
        (
            "sea water",
            "“sea water” fits several manuals: “Sea water pump (01)”, “Sea water strainer (01)”. Write more of the \
             title, or the id.\n",
        ),
        (
            "gone.pdf",
            "No file and no manual is called “gone.pdf”. Name another file, or the beginning of a manual's title.\n",
        ),
        (
            "crane",
            "This manual is read over a connection, at https://example.org/m. Open it in a browser.\n",
        ),
    ] {
        let output = celeste(folder.path(), &["text", named]);
        assert_eq!(said(&output), (Some(2), String::new(), sentence.to_owned()), "{named}");
    }
    std::fs::write(folder.path().join("Sea water pump"), LOCKED).unwrap();
    let locked = celeste(folder.path(), &["text", "Sea water pump"]);
    let sentence = "The PDF is locked. Enter its password.\n";
    assert_eq!(said(&locked), (Some(2), String::new(), sentence.to_owned()));
}
