//! The table of `docs/sync.md` that says which test shows what.

use crate::expect_none;
use crate::files::{root, text_files};

/// The heading of the table.
const HEADING: &str = "## What must be survived, and the test that shows it";
/// Names in the table at least: an empty table would hold nothing.
const NAMED_AT_LEAST: usize = 40;

#[test]
fn every_test_that_the_table_of_sync_names_is_there() {
    let page = std::fs::read_to_string(root().join("docs/sync.md")).expect("the page is there");
    let (_, table) = page.split_once(HEADING).expect("the page has the table");
    // Between backticks stand folders of tests, with a slash, and names of tests, without.
    let quoted = table.split('`').skip(1).step_by(2);
    let names: Vec<&str> = quoted.filter(|name| !name.contains('/')).collect();
    assert!(names.len() >= NAMED_AT_LEAST, "{} tests are named", names.len());
    let sources: Vec<String> = text_files("crates", &[".rs"])
        .into_iter()
        .filter(|file| file.is_for_tests() || file.text.contains("#[cfg(test)]"))
        .map(|file| file.text)
        .collect();
    let is_there = |name: &str| {
        let declared = format!("fn {name}(");
        sources.iter().any(|text| text.contains(&declared))
    };
    let missing: Vec<String> = names
        .into_iter()
        .filter(|name| !is_there(name))
        .map(str::to_owned)
        .collect();
    expect_none("docs/sync.md names a test that is not there", &missing);
}
