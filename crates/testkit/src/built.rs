//! Where the tests and the programs were built.

use std::path::{Path, PathBuf};

/// Where cargo puts what it builds for this profile.
pub(crate) fn built_folder() -> PathBuf {
    let program = std::env::current_exe().expect("a running program has a path");
    let folder = program.parent().expect("a program lies in a folder");
    if folder.ends_with("deps") {
        folder.parent().expect("`deps` lies in the profile's folder").to_owned()
    } else {
        folder.to_owned()
    }
}

/// The checkout that the tests were built from.
pub(crate) fn checkout() -> &'static Path {
    let kit = Path::new(env!("CARGO_MANIFEST_DIR"));
    kit.ancestors().nth(2).expect("the kit lies in crates/testkit")
}
