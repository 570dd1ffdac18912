//! The crate graph: one row per room, from the design's table "room | may use | never".
//!
//! Direct uses are read from the manifests. What a room must never reach is asked of
//! `cargo tree`, which follows the features that this room alone switches on.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::expect_none;
use crate::files::{identifiers, root, text_files};

/// What one room may use, and what it must never reach through anything it uses.
struct Room {
    name: &'static str,
    /// Our own crates.
    may_use: &'static [&'static str],
    /// Foreign crates; `None` where the room is free to choose.
    foreign: Option<&'static [&'static str]>,
    never: &'static [&'static str],
}

const NETWORK: &[&str] = &["reqwest", "hyper", "axum", "tokio", "rustls", "mio", "socket2", "tauri"];
const PURE: &[&str] = &[
    "reqwest",
    "hyper",
    "axum",
    "tokio",
    "rustls",
    "mio",
    "socket2",
    "tauri",
    "rusqlite",
    "libsqlite3-sys",
    "getrandom",
    "rand",
    "fastrand",
    "tempfile",
    "fs4",
    "iana-time-zone",
];
/// SQL and windows reach neither the command line nor the shell but through `api`.
const ALL_FOREIGN: Option<&[&str]> = None;

/// A crate without a row fails: the row comes with the crate.
const ROOMS: &[Room] = &[
    Room {
        name: "journal",
        may_use: &[],
        foreign: Some(&[
            "blake3",
            "minicbor",
            "schemars",
            "serde",
            "serde_json",
            "thiserror",
            "ts-rs",
            "uuid",
        ]),
        never: PURE,
    },
    Room {
        name: "domain",
        may_use: &["journal"],
        foreign: Some(&[
            "blake3",
            "chrono",
            "iso_currency",
            "rust_decimal",
            "schemars",
            "serde",
            "serde_json",
            "serde_path_to_error",
            "strsim",
            "thiserror",
            "ts-rs",
            "unicode-normalization",
            "uuid",
        ]),
        never: PURE,
    },
    Room {
        name: "wire",
        may_use: &["journal"],
        foreign: Some(&[
            "blake3",
            "ed25519-dalek",
            "minicbor",
            "serde_json",
            "sha2",
            "thiserror",
            "zstd",
        ]),
        never: PURE,
    },
    Room {
        name: "store",
        may_use: &["domain", "journal"],
        foreign: ALL_FOREIGN,
        never: NETWORK,
    },
    Room {
        name: "sync",
        may_use: &["domain", "journal", "store", "wire"],
        foreign: ALL_FOREIGN,
        never: &["tauri", "testkit", "xtask"],
    },
    Room {
        name: "shore",
        may_use: &["domain", "journal", "wire"],
        foreign: ALL_FOREIGN,
        never: &[
            "rusqlite",
            "libsqlite3-sys",
            "store",
            "sync",
            "tauri",
            "testkit",
            "xtask",
        ],
    },
    Room {
        name: "demo",
        may_use: &["domain", "journal", "paper", "store"],
        foreign: ALL_FOREIGN,
        never: NETWORK,
    },
    Room {
        name: "paper",
        may_use: &["domain"],
        foreign: Some(&[
            "krilla",
            "qrcode",
            "rustybuzz",
            "unicode-linebreak",
            "unicode-normalization",
            "unicode-segmentation",
        ]),
        never: PURE,
    },
    Room {
        name: "sheets",
        may_use: &[],
        foreign: Some(&["calamine", "csv", "encoding_rs", "thiserror", "zip"]),
        never: &[
            "reqwest",
            "hyper",
            "axum",
            "tokio",
            "rustls",
            "mio",
            "socket2",
            "tauri",
            "rusqlite",
            "libsqlite3-sys",
        ],
    },
    Room {
        name: "manuals",
        may_use: &["domain", "worker"],
        foreign: ALL_FOREIGN,
        never: NETWORK,
    },
    Room {
        name: "worker",
        may_use: &[],
        foreign: Some(&[
            "crc32fast",
            "hayro",
            "heic-rs",
            "image",
            "kamadak-exif",
            "rustix",
            "serde",
            "serde_json",
            "thiserror",
            "tracing",
        ]),
        never: &[
            "reqwest",
            "hyper",
            "axum",
            "tokio",
            "rustls",
            "mio",
            "socket2",
            "tauri",
            "rusqlite",
            "libsqlite3-sys",
        ],
    },
    Room {
        name: "api",
        may_use: &[
            "demo", "domain", "journal", "manuals", "paper", "sheets", "store", "sync", "wire", "worker",
        ],
        foreign: ALL_FOREIGN,
        never: &["tauri", "testkit", "xtask"],
    },
    Room {
        name: "cli",
        may_use: &["api"],
        foreign: ALL_FOREIGN,
        never: &["tauri", "testkit", "xtask"],
    },
    Room {
        name: "celesteos",
        may_use: &["api"],
        foreign: ALL_FOREIGN,
        never: &["testkit", "xtask"],
    },
    Room {
        name: "testkit",
        may_use: &["api", "demo", "domain", "journal", "store", "sync", "wire"],
        foreign: ALL_FOREIGN,
        never: &["tauri", "xtask"],
    },
    // The first command on a bare machine answers within seconds.
    Room {
        name: "xtask",
        may_use: &[],
        foreign: Some(&[]),
        never: &[],
    },
];

/// Foreign crates with one home; tests and the tests' kit are free.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store", "testkit"]),
    ("tauri", &["celesteos"]),
    ("getrandom", &["api", "shore"]),
    ("argon2", &["api"]),
    ("pdfium-render", &["manuals"]),
    ("rand", &[]),
    ("tempfile", &["testkit"]),
    ("tokio-postgres", &["shore", "testkit"]),
];

/// A dependency as a manifest names it.
struct Use {
    by: String,
    of: String,
    is_ours: bool,
    is_optional: bool,
}

/// The dependencies that ship; those for tests and build scripts are left out.
fn uses() -> Vec<Use> {
    let mut uses = Vec::new();
    for package in packages() {
        let by = text(&package, "name");
        let dependencies = package["dependencies"].as_array().expect("cargo lists dependencies");
        for dependency in dependencies.iter().filter(|dependency| dependency["kind"].is_null()) {
            uses.push(Use {
                by: by.clone(),
                of: text(dependency, "name"),
                is_ours: !dependency["path"].is_null(),
                is_optional: dependency["optional"] == true,
            });
        }
    }
    uses
}

fn packages() -> Vec<Value> {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo writes JSON");
    metadata["packages"].as_array().expect("cargo lists packages").clone()
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().expect("cargo names it").to_owned()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("cargo runs its own tests");
    assert!(
        output.status.success(),
        "cargo {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("cargo writes UTF-8")
}

fn room(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

#[test]
fn every_crate_has_a_row_in_the_table_of_rooms() {
    let without: Vec<String> = packages()
        .iter()
        .map(|package| text(package, "name"))
        .filter(|name| room(name).is_none())
        .collect();
    expect_none("a crate comes with its row in ROOMS", &without);
}

#[test]
fn rooms_use_only_the_rooms_below_them() {
    // What a feature switches on is not shipped (benches of the command line).
    let findings: Vec<String> = uses()
        .iter()
        .filter(|used| used.is_ours && !used.is_optional)
        .filter(|used| room(&used.by).is_some_and(|room| !room.may_use.contains(&used.of.as_str())))
        .map(|used| format!("{} uses {}", used.by, used.of))
        .collect();
    expect_none("arrows run downwards only, as the table of rooms says", &findings);
}

#[test]
fn the_pure_rooms_use_only_the_foreign_crates_on_their_list() {
    let findings: Vec<String> = uses()
        .iter()
        .filter(|used| !used.is_ours)
        .filter(|used| {
            room(&used.by)
                .and_then(|room| room.foreign)
                .is_some_and(|allowed| !allowed.contains(&used.of.as_str()))
        })
        .map(|used| format!("{} uses {}", used.by, used.of))
        .collect();
    expect_none(
        "a pure room's new crate is first weighed, then listed in ROOMS",
        &findings,
    );
}

#[test]
fn a_foreign_crate_with_one_home_is_used_only_there() {
    let findings: Vec<String> = uses()
        .iter()
        .filter_map(|used| {
            let (_, homes) = HOMES.iter().find(|(name, _)| *name == used.of)?;
            let strays = !homes.contains(&used.by.as_str()) && !used.is_optional;
            strays.then(|| format!("{} uses {} (home: {})", used.by, used.of, homes.join(", ")))
        })
        .collect();
    expect_none("this crate has one home", &findings);
}

#[test]
fn no_room_reaches_what_it_must_never_use() {
    let mut findings = Vec::new();
    for room in ROOMS {
        let reached = reached(room.name);
        for never in room.never.iter().filter(|never| reached.contains(**never)) {
            findings.push(format!(
                "{0} reaches {never}: see `cargo tree -p {0} -e normal -i {never}`",
                room.name
            ));
        }
    }
    expect_none("a room reaches what it must never use", &findings);
}

/// Every crate that a room's shipped form links, with the features that it has by default.
fn reached(name: &str) -> BTreeSet<String> {
    let tree = cargo(&["tree", "--package", name, "--edges", "normal", "--prefix", "none"]);
    tree.lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|crate_name| *crate_name != name)
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_lock_file_says_what_the_manifests_say() {
    // Fails by itself when Cargo.lock would have to change.
    cargo(&["metadata", "--locked", "--format-version", "1"]);
}

/// The one room that may call a C library; its own table says so and is the workspace's otherwise.
const UNSAFE_ROOM: &str = "manuals";
/// Where in that room.
const UNSAFE_FILES: &str = "crates/manuals/src/pdfium";

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    let findings: Vec<String> = packages()
        .iter()
        .filter(|package| text(package, "name") != UNSAFE_ROOM)
        .map(|package| text(package, "manifest_path"))
        .filter(|path| {
            let manifest = std::fs::read_to_string(path).expect("cargo has just read it");
            let lines: Vec<&str> = manifest.lines().map(str::trim).collect();
            !lines.windows(2).any(|pair| pair == ["[lints]", "workspace = true"])
        })
        .collect();
    expect_none("add `[lints]` with `workspace = true`", &findings);
}

/// The lints of a manifest below tables whose names begin like this, `table: line`.
fn lints(manifest: &str, prefix: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join(manifest)).expect("the manifest is there");
    let mut table = None;
    let mut found = BTreeSet::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with('[') {
            let name = line.trim_matches(['[', ']']);
            table = name.strip_prefix(prefix).map(str::to_owned);
        } else if let Some(table) = &table {
            found.insert(format!("{table}: {line}"));
        }
    }
    found
}

#[test]
fn unsafe_code_stands_only_where_pdfium_is_bound() {
    let allowed: BTreeSet<String> = lints("Cargo.toml", "workspace.lints.")
        .into_iter()
        .map(|line| line.replace("unsafe_code = \"forbid\"", "unsafe_code = \"deny\""))
        .collect();
    assert!(allowed.len() > 4, "{allowed:?}");
    assert_eq!(lints("crates/manuals/Cargo.toml", "lints."), allowed);
    let mut findings = Vec::new();
    for file in text_files("crates/manuals", &[".rs"]) {
        if !file.path.starts_with(UNSAFE_FILES) {
            let unsafe_lines = file
                .code()
                .filter(|(_, line)| identifiers(line).contains(&"unsafe_code"));
            findings.extend(unsafe_lines.map(|(number, line)| file.finding(number, line)));
        }
    }
    expect_none("only pdfium's functions are unsafe", &findings);
}
