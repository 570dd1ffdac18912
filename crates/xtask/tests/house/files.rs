//! The text files of the checkout, as the other tests read them.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold what others wrote or what programs made.
const NOT_OURS: [&str; 6] = ["target", "node_modules", "dist", ".git", "gen", ".svelte-kit"];

/// One text file, named by its path below the checkout with forward slashes.
pub(crate) struct TextFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl TextFile {
    pub(crate) fn is(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// Written by a program, from what another file declares.
    pub(crate) fn is_generated(&self) -> bool {
        self.path == "ui/src/ipc/generated.ts"
    }

    /// Tests, the tests' kit and the build house, which no shipped program uses.
    pub(crate) fn is_for_tests(&self) -> bool {
        let test_folder = self.path.split('/').any(|part| part == "tests" || part == "benches");
        let test_file = self.is(&["/tests.rs", ".test.ts", ".spec.ts"]);
        let test_room = self.path.starts_with("crates/testkit/") || self.path.starts_with("crates/xtask/");
        test_folder || test_file || test_room
    }

    /// The lines that ship, with their numbers: no comments, and nothing from the first
    /// `#[cfg(test)]` on, because a file's tests stand at its end.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .take_while(|line| line.trim() != "#[cfg(test)]")
            .enumerate()
            .map(|(index, line)| (index + 1, without_comment(line)))
            .filter(|(_, line)| !line.is_empty())
    }

    /// `path:line: text`, as editors open it.
    pub(crate) fn finding(&self, line: usize, text: &str) -> String {
        format!("{}:{line}: {}", self.path, text.trim())
    }
}

/// The line without a trailing `//` comment; a `//` inside a URL stays.
fn without_comment(line: &str) -> &str {
    let trimmed = line.trim_start();
    if trimmed.starts_with("//") || trimmed.starts_with("* ") || trimmed.starts_with("<!--") {
        return "";
    }
    line.split(" // ").next().unwrap_or(line)
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All our text files below a folder of the checkout (`""` for all) with one of these endings.
pub(crate) fn text_files(below: &str, endings: &[&str]) -> Vec<TextFile> {
    let root = root();
    let mut found = Vec::new();
    let mut folders = vec![root.join(below)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries.map(|entry| entry.expect("the folder stays readable")) {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir() {
                if !NOT_OURS.iter().any(|other| name == *other) {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.to_string_lossy().ends_with(ending)) {
                let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                let below_root = path.strip_prefix(&root).expect("it was found below the root");
                let path = below_root.to_string_lossy().replace('\\', "/");
                found.push(TextFile { path, text });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(!found.is_empty(), "no file {endings:?} below {below:?}");
    found
}

/// The identifiers of a line, in order.
pub(crate) fn identifiers(line: &str) -> Vec<&str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn comments_and_tests_are_not_code() {
    let file = TextFile {
        path: "crates/x/src/lib.rs".to_owned(),
        text: "//! TODO\nlet a = 1; // SELECT\n\n#[cfg(test)]\nmod tests {}\n".to_owned(),
    };
    assert_eq!(file.code().collect::<Vec<_>>(), [(2, "let a = 1;")]);
}
