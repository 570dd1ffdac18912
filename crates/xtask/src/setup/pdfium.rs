//! The library that reads manuals: pdfium with its licences, out of a pinned wheel of `pypdfium2`.
//!
//! It lands in `pdfium/` below cargo's target folder, where the programs built there look for it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::debian;
use crate::ground::Ground;
use crate::step::{Failure, Step};

/// Which wheel, and its hash on each platform.
const PINNED: &str = include_str!("pdfium.txt");
/// Where that stands, below the checkout.
const PINNED_IN: &str = "crates/xtask/src/setup/pdfium.txt";
/// What stands in `pdfium/` when everything else does: a copy of [`PINNED`].
const MARK: &str = "pinned.txt";
/// The names that start Python 3.
const PYTHONS: [&str; 3] = ["python3", "python", "py"];

/// Fetches the wheel unless what it holds is there already.
pub(super) fn install(ground: &Ground) -> Result<(), Failure> {
    let place = ground.target("pdfium");
    if fs::read_to_string(place.join(MARK)).is_ok_and(|mark| mark == PINNED) {
        println!("pdfium: is there");
        return Ok(());
    }
    let python = python(ground)?;
    let fetched = ground.target("pdfium-wheel");
    clear(&fetched)?;
    Step::new(python, ["-m", "pip", "--disable-pip-version-check", "download"])
        .with(["--no-deps", "--only-binary=:all:", "--require-hashes"])
        .with(["--requirement", PINNED_IN, "--dest"])
        .with([&fetched])
        .carry_out(ground)?;
    let wheel = wheel_in(&fetched)?;
    let unpacked = fetched.join("unpacked");
    Step::new(python, ["-m", "zipfile", "--extract"])
        .with([&wheel, &unpacked])
        .carry_out(ground)?;
    clear(&place)?;
    take_over(&unpacked, &place).map_err(|error| Failure::new(format!("pdfium: {}: {error}", place.display())))?;
    clear(&fetched)?;
    println!("pdfium: the library and its licences are in {}", place.display());
    Ok(())
}

/// Copies the library and all licences; the mark comes last, so that half a copy is made anew.
fn take_over(unpacked: &Path, place: &Path) -> io::Result<()> {
    let library = library_name();
    fs::create_dir_all(place)?;
    fs::copy(unpacked.join("pypdfium2_raw").join(&library), place.join(&library))?;
    for entry in fs::read_dir(unpacked)? {
        let licences = entry?.path().join("licenses");
        if licences.is_dir() {
            copy_folder(&licences, &place.join("licences"))?;
        }
    }
    if !place.join("licences").is_dir() {
        return Err(io::Error::other("the wheel carries no licences"));
    }
    fs::write(place.join(MARK), PINNED)
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn library_name() -> String {
    use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
    format!("{DLL_PREFIX}pdfium{DLL_SUFFIX}")
}

fn wheel_in(folder: &Path) -> Result<PathBuf, Failure> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == "whl"))
        .ok_or_else(|| Failure::new(format!("pdfium: pip left no wheel in {}", folder.display())))
}

/// A Python 3 that has pip.
fn python(ground: &Ground) -> Result<&'static str, Failure> {
    let is_three = |name: &&&str| {
        let version = Step::new(name, ["--version"]).answer(ground);
        version.is_some_and(|version| version.starts_with("Python 3"))
    };
    let Some(python) = PYTHONS.iter().find(is_three) else {
        return Err(Failure::new(
            "pdfium: Python 3 with pip is needed to fetch it, and there is no Python 3",
        ));
    };
    let has_pip = || Step::new(python, ["-m", "pip", "--version"]).answer(ground).is_some();
    if has_pip() {
        return Ok(python);
    }
    println!("pdfium: this Python has no pip to fetch it with");
    debian::get(ground, &["python3-pip"])?;
    if has_pip() {
        return Ok(python);
    }
    Err(Failure::new(format!(
        "pdfium: `{python} -m pip` does not answer; install pip for it, or put the library of the wheel \
         that {PINNED_IN} names into {}",
        ground.target("pdfium").display()
    )))
}

fn clear(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Failure::new(format!("pdfium: {}: {error}", folder.display())))
        }
        _ => Ok(()),
    }
}
