//! Where the built `celeste-shore` is.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::SystemTime;

use crate::built::{built_folder, checkout};

const NAME: &str = "celeste-shore";
/// What the program is made of: whoever runs the tests of one room has not built the others.
const MADE_OF: [&str; 5] = [
    "crates/shore/src",
    "crates/wire/src",
    "crates/domain/src",
    "crates/journal/src",
    "migrations/shore",
];

/// The program beside the test; built first where it is missing or older than what it is made of.
pub(super) fn celeste_shore() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let program = built_folder().join(format!("{NAME}{}", env::consts::EXE_SUFFIX));
        if !is_fresh(&program) {
            build();
        }
        program
    })
}

fn is_fresh(program: &Path) -> bool {
    let Ok(built_at) = fs::metadata(program).and_then(|metadata| metadata.modified()) else {
        return false;
    };
    MADE_OF
        .iter()
        .all(|folder| newest(&checkout().join(folder)).is_none_or(|changed_at| changed_at <= built_at))
}

fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    entries
        .filter_map(|entry| {
            if entry.path().is_dir() {
                newest(&entry.path())
            } else {
                entry.metadata().and_then(|metadata| metadata.modified()).ok()
            }
        })
        .max()
}

fn build() {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--package", "shore", "--bin", NAME]);
    if built_folder().ends_with("release") {
        command.arg("--release");
    }
    let status = command.current_dir(checkout()).status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "`cargo build --package shore` must go through first"
    );
}
