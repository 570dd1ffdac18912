//! A manual of the record by the name that a person types at a terminal, where no file is called so.

use super::password_of;
use crate::error::Error;
use crate::program::Program;
use crate::reading::ManualFile;
use domain::RowId;
use domain::acts::manuals::{is_active, label};
use domain::facts::Facts;
use domain::refusal::{Code, Refusal};
use domain::tables::Document;

/// Manuals that are named where a name fits several.
const NAMED_MAX: usize = 5;

/// The manual that is meant: by its id, else by its title with or without the revision, else by the title's
/// beginning. Of several with one name the one to work by is meant.
fn meant<'a>(documents: &'a [Document], given: &str) -> Result<&'a Document, Refusal> {
    let given = given.trim();
    if let Ok(id) = given.parse::<RowId>()
        && let Some(document) = documents.iter().find(|document| document.id == id)
    {
        return Ok(document);
    }
    let wanted = given.to_lowercase();
    let names = |document: &Document| [document.title.to_lowercase(), label(document).to_lowercase()];
    let is_called = |document: &Document| names(document).contains(&wanted);
    let begins =
        |document: &Document| !wanted.is_empty() && names(document).iter().any(|name| name.starts_with(&wanted));
    let levels: [&dyn Fn(&Document) -> bool; 4] = [
        &|document| is_active(document) && is_called(document),
        &is_called,
        &|document| is_active(document) && begins(document),
        &begins,
    ];
    let fitting = levels.iter().map(|fits| {
        let fitting = documents.iter().filter(|document| fits(document));
        fitting.collect::<Vec<_>>()
    });
    match fitting.into_iter().find(|fitting| !fitting.is_empty()).as_deref() {
        None => {
            let message = format!(
                "No file and no manual is called “{given}”. Name another file, or the beginning of a manual's title."
            );
            Err(Refusal::new(Code::NotFound, message))
        }
        Some([one]) => Ok(one),
        Some(several) => {
            let mut named: Vec<String> = several
                .iter()
                .map(|document| format!("“{}”", label(document)))
                .collect();
            named.sort_by_key(|name| name.to_lowercase());
            named.truncate(NAMED_MAX);
            let more = if several.len() > NAMED_MAX { ", and others" } else { "" };
            let message = format!(
                "“{given}” fits several manuals: {}{more}. Write more of the title, or the id.",
                named.join(", ")
            );
            Err(Refusal::new(Code::Invalid, message))
        }
    }
}

impl Program {
    /// The file of a manual of the record, by id, title or the beginning of its title; its password is the one
    /// given, else the one that was given on this workstation before.
    ///
    /// # Errors
    /// `not_found` where no manual is called so or its file is not here, `invalid` where the name fits several;
    /// one sentence where it cannot be opened.
    pub fn manual_file(&self, given: &str, password: Option<&str>) -> Result<ManualFile, Error> {
        let id = self.read(|source| Ok(meant(&Facts::new(source).all::<Document>()?, given)?.id))?;
        let (_, file, path) = self.manual(id)?;
        let kept = match password {
            Some(_) => None,
            None => self.reading(|records| Ok(password_of(records, &file)?))?,
        };
        ManualFile::open(&path, password.or(kept.as_deref()))
    }
}
