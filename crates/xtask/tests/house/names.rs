//! Sizes and names of files and types.

use crate::expect_none;
use crate::files::{identifiers, text_files};

/// What people wrote, in every language of the house.
const WRITTEN: &[&str] = &[".rs", ".ts", ".js", ".mjs", ".svelte"];

/// A file is split by noun well before this.
const LINES_AT_MOST: usize = 500;

#[test]
fn no_file_is_longer_than_500_lines() {
    let findings: Vec<String> = text_files("", WRITTEN)
        .iter()
        .filter(|file| !file.is_generated())
        .map(|file| (file.path.clone(), file.text.lines().count()))
        .filter(|(_, lines)| *lines > LINES_AT_MOST)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    expect_none("split it by noun", &findings);
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    const SAYS_NOTHING: [&str; 8] = ["util", "utils", "helper", "helpers", "common", "misc", "mod", "stuff"];
    let findings: Vec<String> = text_files("", WRITTEN)
        .into_iter()
        .map(|file| file.path)
        .filter(|path| {
            path.split('/').any(|part| {
                let stem = part.split('.').next().unwrap_or(part).to_lowercase();
                SAYS_NOTHING.contains(&stem.as_str()) || stem.ends_with("_old")
            })
        })
        .collect();
    expect_none(
        "name it by the trade's noun (`name.rs` + `name/`, no `mod.rs`)",
        &findings,
    );
}

#[test]
fn no_type_is_named_after_what_it_busies_itself_with() {
    const KINDS: [&str; 7] = ["struct", "enum", "trait", "type", "class", "interface", "union"];
    const SUFFIXES: [&str; 7] = ["Manager", "Service", "Helper", "Helpers", "Util", "Utils", "Processor"];
    let mut findings = Vec::new();
    for file in text_files("", WRITTEN).iter().filter(|file| !file.is_generated()) {
        for (number, line) in file.code() {
            let words = identifiers(line);
            let is_busy = words
                .windows(2)
                .any(|pair| KINDS.contains(&pair[0]) && SUFFIXES.iter().any(|suffix| pair[1].ends_with(suffix)));
            if is_busy {
                findings.push(file.finding(number, line));
            }
        }
    }
    expect_none("name it by what it is", &findings);
}
