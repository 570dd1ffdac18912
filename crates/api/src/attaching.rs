//! Photos and papers on their way from a person's machine into the record, and back onto the screen.
//!
//! Invariant: no byte of a foreign file is decoded in this process; a worker does that. A file comes in
//! whole pieces, is looked at once by a worker, and waits beside the replica until its form is committed
//! or cancelled: it lies under its digest before the act that names it is written. What the window shows
//! was decoded by a worker of this workstation first.

mod pictures;
mod uploads;
mod waiting;

pub use pictures::{PaperArgs, PaperPages, Picture, PictureArgs, PictureSize};
pub use uploads::{UploadArgs, UploadBeginArgs, UploadBegun, UploadChunkArgs, UploadReceived, Uploaded};

use crate::actions::CommitResult;
use crate::error::Error;
use crate::program::Program;
use domain::act::Act;
use domain::acts::attachments::FILE_BYTES_MAX;
use domain::acts::manuals::AddDocument;
use domain::refusal::{Code, Refusal};
use domain::tables::AttachmentKind;
use serde_json::{Value as Json, json};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use store::{BlobName, Blobs};
use worker::{MediaType, WorkerError};

pub(crate) use waiting::Waiting;

/// The acts whose forms carry files.
const WITH_FILES: &[&str] = &["attach_file", "report_fault", "attach_order_document"];
/// What a caller says of a file is not believed: it is read from the file.
const READ_FROM_THE_FILE: &[&str] = &["sha256", "kind", "media_type", "size_bytes"];

pub(crate) const fn kind_of(media_type: MediaType) -> AttachmentKind {
    match media_type {
        MediaType::Pdf => AttachmentKind::Pdf,
        MediaType::Jpeg | MediaType::Png => AttachmentKind::Photo,
    }
}

impl From<WorkerError> for Error {
    fn from(error: WorkerError) -> Self {
        let code = match &error {
            WorkerError::NotStarted(_) => Code::Fault,
            _ => Code::Invalid,
        };
        Refusal::field(code, "files", error.to_string()).into()
    }
}

impl Program {
    /// The files beside this replica.
    pub(crate) fn blobs(&self) -> Blobs {
        Blobs::of(self.place())
    }

    /// The form with what its files are, read from the files themselves.
    pub(crate) fn with_files(&self, action: &str, params: Json) -> Result<Json, Error> {
        if action == AddDocument::NAME {
            return self.with_manuals(params);
        }
        let mut params = params;
        if !WITH_FILES.contains(&action) {
            return Ok(params);
        }
        let files = params.get_mut("files").and_then(Json::as_array_mut);
        for file in files.into_iter().flatten().filter_map(Json::as_object_mut) {
            file.retain(|field, _| !READ_FROM_THE_FILE.contains(&field.as_str()));
            if let Some(path) = file.remove("path").as_ref().and_then(Json::as_str) {
                let taken = self.take_in_path(Path::new(path))?;
                file.insert("upload".to_owned(), json!(taken.upload));
            }
            // Without what is read from the file the plan refuses it; a form that was committed before gets
            // the answer of then, though its files wait no more.
            let token = file.get("upload").and_then(Json::as_str);
            let Some(waiting) = token.and_then(|token| self.waiting().get(token).ok()) else {
                continue;
            };
            file.insert("sha256".to_owned(), json!(waiting.name.to_string()));
            file.insert("kind".to_owned(), json!(waiting.uploaded.kind));
            file.insert("media_type".to_owned(), json!(waiting.uploaded.media_type));
            file.insert("size_bytes".to_owned(), json!(waiting.uploaded.size_bytes));
            if file.get("name").and_then(Json::as_str).is_none_or(str::is_empty) {
                file.insert("name".to_owned(), json!(waiting.uploaded.name));
            }
        }
        Ok(params)
    }

    /// Lays the files of a form under their digests, carries the act out, and lets go of what waited. Where
    /// the act is refused, what was laid there for it alone is taken away again.
    pub(crate) fn with_kept_files(
        &self,
        action: &str,
        params: &Json,
        carry_out: impl FnOnce() -> Result<CommitResult, Error>,
    ) -> Result<CommitResult, Error> {
        if action == AddDocument::NAME {
            return self.with_kept_manuals(params, carry_out);
        }
        let tokens: Vec<&str> = tokens(params).collect();
        let blobs = self.blobs();
        let mut laid: Vec<BlobName> = Vec::new();
        let waiting = tokens.iter().filter_map(|token| self.waiting().get(token).ok());
        for waiting in waiting {
            if !blobs.holds(&waiting.name) {
                blobs.keep(&self.waiting().read(&waiting)?)?;
                blobs.keep_small(&waiting.name, &waiting.thumbnail)?;
                laid.push(waiting.name);
            }
        }
        let done = carry_out();
        if done.is_ok() {
            tokens.iter().for_each(|token| self.waiting().drop_file(token));
        } else {
            for name in laid {
                self.unlay(&blobs, &name);
            }
        }
        done
    }

    /// Takes away a file that no act names.
    fn unlay(&self, blobs: &Blobs, name: &BlobName) {
        let is_named = self.reading(|records| Ok(records.names_blob(name)?));
        if matches!(is_named, Ok(false))
            && let Err(error) = blobs.unlay(name)
        {
            tracing::warn!(%error, "a file that no act names could not be taken away");
        }
    }

    /// Takes in a file that lies on this machine.
    fn take_in_path(&self, path: &Path) -> Result<Uploaded, Error> {
        let cannot = |error: std::io::Error| {
            let message = format!("{} cannot be read ({error}). Choose another file.", path.display());
            Error::from(Refusal::field(Code::Invalid, "files", message))
        };
        let mut bytes = Vec::new();
        let most = FILE_BYTES_MAX.unsigned_abs() + 1;
        File::open(path)
            .and_then(|file| file.take(most).read_to_end(&mut bytes))
            .map_err(cannot)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.count_upload()?;
        self.take_in(&name, bytes)
    }
}

/// What the files of a form were uploaded as.
fn tokens(params: &Json) -> impl Iterator<Item = &str> {
    let files = params.get("files").and_then(Json::as_array);
    files
        .into_iter()
        .flatten()
        .filter_map(|file| file.get("upload")?.as_str())
}
