//! Manuals on this workstation: taking them in, reading them, finding the page, showing it.
//!
//! Invariant: no byte of a manual is decoded in this process; the worker of `manuals` does that. What was
//! read proposes; a fault code is bound to a page by a person's act alone. Nothing about reading is recorded.

pub(crate) mod finding;
pub(crate) mod intake;
mod mending;
mod named;
pub(crate) mod reading;
pub(crate) mod viewing;

use crate::error::Error;
use crate::program::Program;
use crate::views::documents::file_of;
use ::manuals::{PAGES_BYTES_MAX, Pages, Reader};
use domain::RowId;
use domain::facts::Facts;
use domain::refusal::{Code, Refusal};
use domain::tables::Document;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::{BlobName, Records, StoreError};

pub use finding::{FindArgs, FoundPlace, FoundSection, ManualFound};
pub use intake::{IntakeArgs, IntakeItem, IntakeItemArgs, IntakePhase, IntakeState, UnlockArgs};
pub use mending::{OpenLockedArgs, PutBackArgs};
pub use viewing::{ManualContents, ManualHitLine, ManualPage, ManualPageArgs, ManualSearchArgs, PageGlyphs, PixelArgs};

/// The worker of manuals, and the pages it drew.
pub(crate) struct Bench {
    pub(crate) reader: Arc<Reader>,
    pub(crate) pages: Pages,
    /// Files whose password this program has told the worker.
    unlocked: Mutex<HashSet<BlobName>>,
}

impl Bench {
    /// The worker is that program; this very one when left out.
    pub(crate) fn of(program: Option<PathBuf>) -> Self {
        let reader = Arc::new(Reader::with(program, ::manuals::limits::Costs::default()));
        Self {
            pages: Pages::of(Arc::clone(&reader), PAGES_BYTES_MAX),
            reader,
            unlocked: Mutex::default(),
        }
    }
}

impl Bench {
    fn unlocked(&self) -> MutexGuard<'_, HashSet<BlobName>> {
        self.unlocked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The local setting that holds the password of a file.
const PASSWORD_PREFERENCE: &str = "manual_password/";

impl Program {
    /// A manual of the record, and the place of its file.
    ///
    /// # Errors
    /// `not_found` where the file lies on other workstations only, or is gone; `wrong_state` of an address.
    pub(crate) fn manual(&self, id: RowId) -> Result<(Document, BlobName, PathBuf), Error> {
        let document = self.read(|source| Facts::new(source).glance::<Document>(id))?;
        let Some(file) = file_of(&document) else {
            let message = match &document.url {
                Some(url) => format!("This manual is read over a connection, at {url}. Open it in a browser."),
                None => "What the record says of this file cannot be read.".to_owned(),
            };
            return Err(Refusal::state(message).into());
        };
        match self.blobs().path_of(&file) {
            Some(path) => {
                self.unlock(&file, &path)?;
                Ok((document, file, path))
            }
            None => Err(Error::new(
                Code::NotFound,
                "The file of this manual is not on this workstation. It comes with the next exchanges, or find it \
                 again on the manual's page.",
            )),
        }
    }

    /// Tells the worker the password of a locked file, where it was given on this workstation.
    fn unlock(&self, file: &BlobName, path: &Path) -> Result<(), Error> {
        let unlocked = || self.bench().unlocked();
        if unlocked().contains(file) {
            return Ok(());
        }
        let password = self.reading(|records| Ok(password_of(records, file)?))?;
        if let Some(password) = password {
            self.bench().reader.open(path, Some(&password))?;
        }
        unlocked().insert(*file);
        Ok(())
    }
}

/// The password of a file, as it was given on this workstation.
pub(crate) fn password_of(records: &Records<'_>, file: &BlobName) -> Result<Option<String>, StoreError> {
    records.preference(&format!("{PASSWORD_PREFERENCE}{file}"))
}
