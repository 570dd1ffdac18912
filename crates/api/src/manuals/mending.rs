//! What a person does about a manual that cannot be opened here: finds its file again, or gives its password.
//!
//! No act: the record says the same before and after. The file is known by its content, so no other one can
//! take its place.

use super::PASSWORD_PREFERENCE;
use super::intake::copy;
use crate::error::Error;
use crate::program::Program;
use crate::views::documents::file_of;
use ::manuals::limits::FILE_BYTES_MAX;
use ::manuals::{ManualError, Refused};
use domain::RowId;
use domain::facts::Facts;
use domain::refusal::{Code, Refusal};
use domain::tables::Document;
use serde::Deserialize;
use std::fs;
use std::path::Path;
use store::BlobName;
use ts_rs::TS;

/// A file that may be that of a manual.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PutBackArgs {
    /// The manual.
    pub document: RowId,
    /// The place of the file on this machine.
    pub path: String,
}

/// The password of a manual that came from elsewhere.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenLockedArgs {
    /// The manual.
    pub document: RowId,
    /// Its password.
    pub password: String,
}

impl Program {
    /// Lays the file of a manual beside the replica again. Where a sound one lies there, nothing changes.
    ///
    /// # Errors
    /// `invalid` where the file cannot be read, or is another one; nothing is kept then.
    pub fn manual_put_back(&self, args: &PutBackArgs) -> Result<(), Error> {
        self.signed_in()?;
        self.writer()?;
        let (document, wanted) = self.document_and_file(args.document)?;
        let given = Path::new(args.path.trim());
        let copied = self.intake().path(&self.token());
        let refused = |message: String| Error::from(Refusal::field(Code::Invalid, "path", message));
        let found = copy(given, &copied, FILE_BYTES_MAX, &mut |_| true).map_err(|error| refused(error.to_string()))?;
        if found != Some(wanted) {
            let _ = fs::remove_file(&copied);
            return Err(refused(format!(
                "This is another file than that of “{}”. Choose the one that was added, or add this one as a newer \
                 manual.",
                document.title
            )));
        }
        self.blobs().keep_file(&copied, &wanted)?;
        self.read_anew(&wanted)
    }

    /// Opens a manual that came from elsewhere by its password, which this workstation then keeps.
    ///
    /// # Errors
    /// `invalid` where another password opens it; one sentence where the file cannot be opened at all.
    pub fn manual_unlock(&self, args: &OpenLockedArgs) -> Result<(), Error> {
        self.signed_in()?;
        let (_, file) = self.document_and_file(args.document)?;
        let Some(path) = self.blobs().path_of(&file) else {
            return Err(Refusal::state("The file of this manual is not on this workstation.").into());
        };
        match self.bench().reader.open(&path, Some(&args.password)) {
            Ok(_) => {}
            Err(ManualError::Refused(refused @ (Refused::Locked | Refused::WrongPassword))) => {
                return Err(Refusal::field(Code::Invalid, "password", refused.to_string()).into());
            }
            Err(error) => return Err(error.into()),
        }
        let key = format!("{PASSWORD_PREFERENCE}{file}");
        self.writer()?.set_preference(&key, Some(&args.password))?;
        self.read_anew(&file)
    }

    fn document_and_file(&self, id: RowId) -> Result<(Document, BlobName), Error> {
        let document = self.read(|source| Facts::new(source).glance::<Document>(id))?;
        match file_of(&document) {
            Some(file) => Ok((document, file)),
            None => Err(Refusal::state("This manual is an address and has no file.").into()),
        }
    }

    /// What was said of the file holds no longer.
    fn read_anew(&self, file: &BlobName) -> Result<(), Error> {
        self.writer()?.forget_reading(file)?;
        self.ring_reading_room();
        self.tell_manuals();
        Ok(())
    }
}
