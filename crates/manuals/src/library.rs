//! Where the library pdfium lies.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Names the library, or the folder that it lies in.
const VARIABLE: &str = "CELESTE_PDFIUM";
/// Folders between cargo's target folder and a program in it (`debug/deps/program`), with one to spare.
const FOLDERS_UP: usize = 4;

/// The library: what the environment names; else beside the program, in the place where packages put it,
/// or in `pdfium/` of cargo's target folder.
pub(crate) fn find() -> Option<PathBuf> {
    let named = env::var_os(VARIABLE).filter(|named| !named.is_empty());
    let program = env::current_exe().ok();
    candidates(named, program.as_deref())
        .into_iter()
        .find(|path| path.is_file())
}

fn file_name() -> OsString {
    pdfium_render::prelude::Pdfium::pdfium_platform_library_name()
}

/// A place that is named rules all others out: a wrong one is said, not passed over.
fn candidates(named: Option<OsString>, program: Option<&Path>) -> Vec<PathBuf> {
    if let Some(named) = named.map(PathBuf::from) {
        return vec![named.join(file_name()), named];
    }
    let Some(folder) = program.and_then(Path::parent) else {
        return Vec::new();
    };
    let mut found = vec![
        folder.join(file_name()),
        folder.join("../lib/celesteos").join(file_name()),
    ];
    let above = folder.ancestors().take(FOLDERS_UP);
    found.extend(above.map(|folder| folder.join("pdfium").join(file_name())));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_place_rules_out_the_others() {
        let found = candidates(Some("/elsewhere".into()), Some(Path::new("/opt/celeste")));
        assert_eq!(
            found,
            [Path::new("/elsewhere").join(file_name()), PathBuf::from("/elsewhere")]
        );
    }

    #[test]
    fn the_places_of_packages_and_of_cargo_are_looked_at() {
        let found = candidates(None, Some(Path::new("/t/debug/deps/story")));
        for place in ["/t/debug/deps", "/t/debug/deps/../lib/celesteos", "/t/pdfium"] {
            assert!(
                found.contains(&Path::new(place).join(file_name())),
                "{place}: {found:?}"
            );
        }
        assert_eq!(candidates(None, None), Vec::<PathBuf>::new());
    }
}
