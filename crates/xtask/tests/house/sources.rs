//! What may stand in which file: the clock, SQL, the shell's API, the vendor's tags, loose ends.

use crate::expect_none;
use crate::files::{TextFile, identifiers, text_files};

/// The one file of each program, aboard and ashore, that asks the machine for time and randomness.
const OUTSIDE: [&str; 2] = ["crates/api/src/outside.rs", "crates/shore/src/outside.rs"];

/// The lines of these files that ship and that the rule finds fault with.
fn findings(files: &[TextFile], is_fault: impl Fn(&str) -> bool) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files {
        for (number, line) in file.code().filter(|(_, line)| is_fault(line)) {
            findings.push(file.finding(number, line));
        }
    }
    findings
}

/// The Rust files that ship, without those that the rule names.
fn shipped_rust(except: &[&str]) -> Vec<TextFile> {
    let mut files = text_files("", &[".rs"]);
    files.retain(|file| !file.is_for_tests() && !except.iter().any(|named| file.path.starts_with(named)));
    files
}

#[test]
fn only_one_file_of_each_program_asks_for_time_and_randomness() {
    const ASKS: [&str; 10] = [
        "SystemTime::now",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "OsRng",
        "getrandom::",
        "thread_rng",
        "rand::",
        "new_v4(",
        "now_v7(",
    ];
    let found = findings(&shipped_rust(&OUTSIDE), |line| {
        ASKS.iter().any(|ask| line.contains(ask))
    });
    expect_none("time and randomness come in as arguments from `outside`", &found);
}

#[test]
fn the_pure_rooms_touch_neither_files_nor_network_nor_environment() {
    const TOUCHES: [&str; 6] = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "std::io::std",
    ];
    let mut files = text_files("crates/journal/src", &[".rs"]);
    files.extend(text_files("crates/domain/src", &[".rs"]));
    files.extend(text_files("crates/wire/src", &[".rs"]));
    files.retain(|file| !file.is_for_tests());
    let found = findings(&files, |line| TOUCHES.iter().any(|touch| line.contains(touch)));
    expect_none(
        "journal, domain and wire compute; input and output happen at the edge",
        &found,
    );
}

#[test]
fn money_is_never_a_floating_point_number() {
    let mut files = shipped_rust(&[]);
    let names = |file: &TextFile, words: &[&str]| {
        let mut lines = file.code();
        lines.any(|(_, line)| identifiers(line).iter().any(|word| words.contains(word)))
    };
    files.retain(|file| names(file, &["Money", "Spent", "unit_price"]));
    assert!(files.len() >= 5, "prices are read and added up somewhere");
    let found = findings(&files, |line| {
        let is_floating = |word: &&str| word.ends_with("f32") || word.ends_with("f64") || *word == "float";
        identifiers(line).iter().any(is_floating)
    });
    expect_none("prices and amounts are exact decimals: domain::money", &found);
}

#[test]
fn no_window_calculates_with_money() {
    const CALCULATES: [&str; 5] = ["parseFloat(", "Number(", "toFixed(", "Math.round(", "valueAsNumber"];
    let rooms = ["spend", "shopping", "orders", "receiving"].map(|noun| format!("ui/src/stores/{noun}"));
    let files: Vec<_> = rooms
        .iter()
        .flat_map(|room| {
            let files = text_files(room, &[".ts", ".svelte"]);
            assert!(!files.is_empty(), "{room}");
            files
        })
        .collect();
    // A word of its own: `supplierNumber(` only says a number.
    let is_called = |line: &str, word: &str| {
        line.match_indices(word)
            .any(|(at, _)| !line[..at].ends_with(|before: char| before.is_ascii_alphanumeric()))
    };
    let found = findings(&files, |line| CALCULATES.iter().any(|word| is_called(line, word)));
    expect_none(
        "amounts come from the program as exact text and are shown as they come",
        &found,
    );
}

#[test]
fn the_journal_knows_no_table() {
    let mut files = text_files("crates/journal/src", &[".rs"]);
    files.retain(|file| !file.is_for_tests());
    let found = findings(&files, |line| line.contains("\"pms_"));
    expect_none(
        "the journal merges numbered tables and columns, whatever they mean",
        &found,
    );
}

/// Whether a line holds SQL: its keywords in capitals, as SQL is written here, in a string of
/// one line or of several.
fn is_sql(line: &str) -> bool {
    let words = identifiers(line);
    let has = |word: &str| words.contains(&word);
    let follows = |one: &str, next: &str| words.windows(2).any(|pair| pair == [one, next]);
    has("SELECT")
        || has("PRAGMA")
        || (has("UPDATE") && has("SET"))
        || follows("INSERT", "INTO")
        || follows("DELETE", "FROM")
        || ["TABLE", "INDEX", "TRIGGER", "VIEW"]
            .iter()
            .any(|made| follows("CREATE", made) || follows("DROP", made))
}

#[test]
fn only_the_two_databases_rooms_speak_sql() {
    let found = findings(&shipped_rust(&["crates/store/", "crates/shore/"]), is_sql);
    expect_none("SQL stands in crates/store, crates/shore and migrations/ only", &found);
}

#[test]
fn sql_is_told_from_prose() {
    assert!(is_sql(r#"    "SELECT id FROM pms_faults""#));
    assert!(is_sql(r#"run("UPDATE pms_faults SET title = ?1")"#));
    assert!(!is_sql(r#"    "Select a fault from the list""#));
    assert!(is_sql("        SELECT number,"));
    assert!(!is_sql("    let select = UPDATE_GENERATED;"));
}

#[test]
fn only_the_link_to_the_shell_imports_the_shells_api() {
    let mut files = text_files("ui/src", &[".ts", ".svelte", ".js"]);
    files.retain(|file| !file.path.starts_with("ui/src/ipc/"));
    let found = findings(&files, |line| line.contains("@tauri-apps/"));
    expect_none("only ui/src/ipc imports @tauri-apps/api", &found);
}

#[test]
fn only_the_kit_names_the_vendors_tags() {
    let mut files = text_files("ui/src", &[".ts", ".svelte", ".js", ".css"]);
    files.retain(|file| !file.path.starts_with("ui/src/kit/"));
    let found = findings(&files, |line| {
        line.contains("<obc-") || line.contains("</obc-") || line.contains("@oicl/")
    });
    expect_none("screens use ui/src/kit, never a vendor's tag", &found);
}

#[test]
fn nothing_is_left_for_later() {
    const MARKS: [&str; 4] = ["TODO", "FIXME", "XXX", "HACK"];
    const MACROS: [&str; 2] = ["todo!", "unimplemented!"];
    let mut found = Vec::new();
    let everything = text_files(
        "",
        &[".rs", ".ts", ".js", ".mjs", ".svelte", ".css", ".sql", ".toml", ".md"],
    );
    // This file and its neighbours have to name what they look for.
    for file in everything
        .iter()
        .filter(|file| !file.path.starts_with("crates/xtask/tests/house/"))
    {
        for (index, line) in file.text.lines().enumerate() {
            let words = identifiers(line);
            let is_mark = MARKS.iter().any(|mark| words.contains(mark));
            if is_mark || MACROS.iter().any(|name| line.contains(name)) {
                found.push(file.finding(index + 1, line));
            }
        }
    }
    expect_none("finish it, or file an issue", &found);
}
