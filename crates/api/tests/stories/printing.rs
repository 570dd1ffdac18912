//! Papers: what stands on them, in which file, and that printing is no act.

mod lists;
mod orders;
mod photos;
mod purchases;

use serde_json::{Value as Json, json};
use std::path::Path;
use std::time::Duration;
use testkit::Story;

/// Prints a paper and waits until it is written; what was made.
pub(crate) fn print(story: &Story, what: Json, file: &Path) -> Json {
    try_print(story, what, file).unwrap()
}

/// As [`print`]; the refusal of a start, or the sentence by which the printing failed.
pub(crate) fn try_print(story: &Story, what: Json, file: &Path) -> Result<Json, String> {
    let args = json!({ "what": what, "path": file.display().to_string() });
    let mut state = story.call("print_start", args).map_err(|error| error.message)?;
    while state["state"] == "running" {
        std::thread::sleep(Duration::from_millis(20));
        state = story.call("print_state", json!({ "run": state["run"] })).unwrap();
    }
    match state["trouble"].as_str() {
        Some(trouble) => Err(trouble.to_owned()),
        None => Ok(state["made"].take()),
    }
}

/// The text of a paper, as somebody copies it out of a viewer.
pub(crate) fn text_of(file: &Path) -> String {
    pdf_extract::extract_text(file).unwrap()
}

/// All of that stands there, wherever lines end.
pub(crate) fn says(file: &Path, expected: &[&str]) {
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    let text = text_of(file);
    let held = dense(&text);
    for expected in expected {
        assert!(held.contains(&dense(expected)), "“{expected}” is not in:\n{text}");
    }
}
