//! “With a shore” in the README: what its three commands do, and that they stand there.

use std::path::Path;

use testkit::local_shore::{Joining, LocalShore};

/// What the README tells to type.
const COMMANDS: [&str; 3] = [
    "cargo xtask shore",
    "cargo xtask join engine-room",
    "cargo xtask join bridge",
];

#[test]
fn the_commands_of_the_readme_lead_to_two_workstations_that_hold_the_same() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    for command in COMMANDS {
        assert!(readme.lines().any(|line| line.starts_with(command)), "{command}");
    }
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("shore");
    let _shore = LocalShore::start(&place).unwrap();
    let celeste = Path::new(env!("CARGO_BIN_EXE_celeste"));
    let mut shown = Vec::new();
    let mut joining = Joining {
        celeste,
        celeste_shore: &celeste.with_file_name("celeste-shore"),
        folder: &place,
        show: &mut |line| shown.push(line.to_owned()),
    };
    for command in &COMMANDS[1..] {
        joining.join(command.rsplit(' ').next().unwrap()).unwrap();
    }
    assert_eq!(joining.joined(), ["engine-room", "bridge"]);
    let again = joining.join("bridge").unwrap_err();
    assert!(again.contains("has joined already"), "{again}");
    let filled: serde_json::Value = shown
        .iter()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .find(|answer| answer["filled"].is_object())
        .unwrap();
    assert_eq!(filled["filled"]["is_up_to_date"], true, "{filled}");
    assert!(filled["filled"]["received"].as_u64() > Some(1_700), "{filled}");
}
