//! The packages of `ui/` and `tests/`, exactly as their lock files say.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::ground::Ground;
use crate::step::{Failure, Step};

/// The oldest Node that the page's tools take.
const NODE: u32 = 20;

/// Runs `npm ci` when the lock file is newer than what was installed from it.
pub(super) fn install(ground: &Ground, below: &str) -> Result<(), Failure> {
    let folder = ground.path(below);
    let Some(locked) = changed(&folder.join("package-lock.json")) else {
        return Err(Failure::new(format!("{below}/package-lock.json is not there")));
    };
    is_node_new_enough(ground)?;
    // npm writes this file last, so an interrupted install is done again.
    let installed = changed(&folder.join("node_modules/.package-lock.json"));
    if installed.is_some_and(|installed| installed >= locked) {
        println!("{below}: packages are installed");
        return Ok(());
    }
    println!("{below}: packages are missing or older than package-lock.json");
    Step::new(npm(), ["ci", "--no-audit", "--no-fund"])
        .within(below)
        .carry_out(ground)
}

/// The name that starts npm: on Windows it is a script.
pub(crate) const fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

fn is_node_new_enough(ground: &Ground) -> Result<(), Failure> {
    let found = Step::new("node", ["--version"]).answer(ground);
    let major = found
        .as_deref()
        .and_then(|version| version.trim_start_matches('v').split('.').next())
        .and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE => Ok(()),
        _ => Err(Failure::new(format!(
            "Node {NODE} or newer is needed; found: {}",
            found.as_deref().map_or("none", str::trim)
        ))),
    }
}

/// When the file was last written; `None` when it is not there.
fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}
