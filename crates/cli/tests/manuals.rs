//! `celeste manual` on files, without a replica. The fixtures are those of the room that reads them: one page
//! that says "Behind the lock".
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
            "The file is not where it should be. Find it again.\n",
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
