//! Files that a person asked for by a path: whole or not at all, and never over something else.

use domain::refusal::{Code, Refusal};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// What sort of file is saved.
pub(crate) struct Sort {
    /// Added to a path without an extension.
    pub(crate) extension: &'static str,
    /// What its files begin with; a file that begins otherwise is not replaced.
    pub(crate) opening: &'static [u8],
    /// As people call it: “PDF”.
    pub(crate) name: &'static str,
}

/// A portable document.
pub(crate) const PDF: Sort = Sort {
    extension: "pdf",
    opening: b"%PDF-",
    name: "PDF",
};

/// The field that every refusal here belongs to.
const FIELD: &str = "path";

/// Writes a file under that path, replacing an earlier one of its sort; answers the whole path.
///
/// It is written beside its place under another name and then renamed, so that a full disk or a stick that
/// is pulled out leaves what was there before.
///
/// # Errors
/// `missing` without a path; `invalid`, in one sentence, when something else lies there, the folder does
/// not exist or cannot be written to, or the disk is full.
pub(crate) fn save(
    path: &str,
    sort: &Sort,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<PathBuf, Refusal> {
    let path = check(path, sort)?;
    let mut partial = OsString::from(".");
    partial.push(path.file_name().unwrap_or_default());
    partial.push(".part");
    let partial = path.with_file_name(partial);
    let written = || {
        let mut file = BufWriter::new(File::create(&partial)?);
        write(&mut file)?;
        file.into_inner()?.sync_all()?;
        std::fs::rename(&partial, &path)
    };
    written().map_err(|error| {
        // What is left of it is of no use, and it may be gone with the stick.
        let _ = std::fs::remove_file(&partial);
        cannot(&path, &error)
    })?;
    Ok(path)
}

/// Refuses at once what [`save`] would refuse of that path at the end of long work; answers the whole path.
///
/// # Errors
/// As [`save`], but for the disk.
pub(crate) fn check(path: &str, sort: &Sort) -> Result<PathBuf, Refusal> {
    let path = whole_path(path, sort)?;
    refuse_other_file(&path, sort)?;
    Ok(path)
}

/// The path with its folder and an extension.
fn whole_path(given: &str, sort: &Sort) -> Result<PathBuf, Refusal> {
    let given = given.trim();
    if given.is_empty() {
        return Err(Refusal::field(Code::Missing, FIELD, "Say where to save the file."));
    }
    let mut path = std::path::absolute(given).map_err(|error| cannot(Path::new(given), &error))?;
    if path.is_dir() || given.ends_with(std::path::is_separator) {
        return Err(invalid(format!(
            "“{}” is a folder. Add a name for the file.",
            path.display()
        )));
    }
    if path.extension().is_none() {
        path.set_extension(sort.extension);
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.is_dir()) {
        return Err(invalid(format!(
            "There is no folder “{}”. Choose one that exists.",
            folder.display()
        )));
    }
    Ok(path)
}

fn refuse_other_file(path: &Path, sort: &Sort) -> Result<(), Refusal> {
    let mut opening = Vec::new();
    match File::open(path) {
        Ok(file) => {
            let bytes = sort.opening.len() as u64;
            file.take(bytes)
                .read_to_end(&mut opening)
                .map_err(|error| cannot(path, &error))?;
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(cannot(path, &error)),
    }
    if opening == sort.opening {
        return Ok(());
    }
    Err(invalid(format!(
        "“{}” exists and is no {}, so it is not replaced. Choose another name.",
        path.file_name().unwrap_or_default().display(),
        sort.name
    )))
}

fn cannot(path: &Path, error: &io::Error) -> Refusal {
    let folder = path.parent().unwrap_or(path).display();
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            invalid(format!("“{folder}” cannot be written to. Choose another folder."))
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => invalid(format!(
            "There is no room left in “{folder}”. Free some, or choose another folder."
        )),
        _ => invalid(format!(
            "The file could not be saved in “{folder}” ({error}). Choose another folder."
        )),
    }
}

fn invalid(message: String) -> Refusal {
    Refusal::field(Code::Invalid, FIELD, message)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::io::Write;

    fn saved(path: &Path) -> Result<PathBuf, String> {
        save(path.to_str().unwrap(), &PDF, |file| file.write_all(b"%PDF-new")).map_err(|refusal| refusal.message)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_whole_under_its_name_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = saved(&folder.path().join("labels")).unwrap();
        assert_eq!(path, folder.path().join("labels.pdf"));
        assert_eq!(std::fs::read(&path).unwrap(), b"%PDF-new");
        assert_eq!(names(folder.path()), ["labels.pdf"]);
    }

    #[test]
    fn an_earlier_pdf_is_replaced_and_nothing_else_is() {
        let folder = tempfile::tempdir().unwrap();
        let earlier = folder.path().join("labels.pdf");
        std::fs::write(&earlier, b"%PDF-1.4 of last week").unwrap();
        saved(&earlier).unwrap();
        assert_eq!(std::fs::read(&earlier).unwrap(), b"%PDF-new");

        for (name, holds) in [("letter.docx", "PK"), ("empty.pdf", "")] {
            let other = folder.path().join(name);
            std::fs::write(&other, holds).unwrap();
            assert_eq!(
                saved(&other).unwrap_err(),
                format!("“{name}” exists and is no PDF, so it is not replaced. Choose another name.")
            );
            assert_eq!(std::fs::read_to_string(&other).unwrap(), holds);
        }
    }

    #[test]
    fn a_place_that_is_none_is_refused_in_one_sentence() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(saved(Path::new("  ")).unwrap_err(), "Say where to save the file.");
        let nowhere = folder.path().join("stick");
        assert_eq!(
            saved(&nowhere.join("labels.pdf")).unwrap_err(),
            format!("There is no folder “{}”. Choose one that exists.", nowhere.display())
        );
        assert_eq!(
            saved(folder.path()).unwrap_err(),
            format!("“{}” is a folder. Add a name for the file.", folder.path().display())
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_cannot_be_written_to_is_named() {
        // Nobody may make files here, root included.
        assert_eq!(
            saved(Path::new("/sys/labels.pdf")).unwrap_err(),
            "“/sys” cannot be written to. Choose another folder."
        );
    }

    #[test]
    fn a_full_disk_leaves_the_earlier_file_and_no_half_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("labels.pdf");
        saved(&path).unwrap();
        let refusal = save(path.to_str().unwrap(), &PDF, |file| {
            file.write_all(b"%PDF-half")?;
            Err(ErrorKind::StorageFull.into())
        });
        assert_eq!(
            refusal.unwrap_err().message,
            format!(
                "There is no room left in “{}”. Free some, or choose another folder.",
                folder.path().display()
            )
        );
        assert_eq!(std::fs::read(&path).unwrap(), b"%PDF-new");
        assert_eq!(names(folder.path()), ["labels.pdf"]);
    }
}
