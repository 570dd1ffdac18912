//! The form of new manuals: what stands in it is read from the files that were taken in.

use super::{IntakeArgs, IntakePhase};
use crate::error::Error;
use crate::manuals::PASSWORD_PREFERENCE;
use crate::program::Program;
use domain::refusal::{Code, Refusal};
use domain::text;
use serde_json::{Value as Json, json};
use std::fs;
use std::path::Path;
use store::BlobName;

/// What a caller says of a file is not believed: it is read from the file.
const READ_FROM_THE_FILE: &[&str] = &["sha256", "size_bytes", "pages"];

impl Program {
    /// The form with what its manuals are, read from the files themselves; for a script a file is taken in now.
    pub(crate) fn with_manuals(&self, params: Json) -> Result<Json, Error> {
        let mut params = params;
        let files = params.get_mut("files").and_then(Json::as_array_mut);
        for file in files.into_iter().flatten().filter_map(Json::as_object_mut) {
            file.retain(|field, _| !READ_FROM_THE_FILE.contains(&field.as_str()));
            if let Some(path) = file.remove("path").as_ref().and_then(Json::as_str) {
                file.insert("upload".to_owned(), json!(self.take_in_manual(Path::new(path))?));
            }
            let upload = file.get("upload").and_then(Json::as_str);
            let items = self.intake().shared.items();
            let item = items.iter().find(|item| Some(item.shown.upload.as_str()) == upload);
            let Some((item, digest)) = item.and_then(|item| Some((item, item.digest?))) else {
                continue;
            };
            if item.shown.phase == IntakePhase::Ready {
                file.insert("sha256".to_owned(), json!(digest.to_string()));
                file.insert("size_bytes".to_owned(), json!(item.shown.copied_bytes));
                file.insert("pages".to_owned(), json!(item.shown.pages));
                let name = text::shortened(&item.shown.name, text::LINE_CHARACTERS_MAX);
                file.insert("file_name".to_owned(), json!(name));
                if file.get("title").and_then(Json::as_str).is_none_or(str::is_empty) {
                    file.insert("title".to_owned(), json!(item.shown.title));
                }
            }
        }
        Ok(params)
    }

    /// Takes in one file while the caller waits.
    fn take_in_manual(&self, path: &Path) -> Result<String, Error> {
        self.intake().let_go(None);
        let paths = vec![path.to_string_lossy().into_owned()];
        self.manual_intake_open(&IntakeArgs { paths })?;
        self.intake().wait();
        let state = self.intake().state();
        let refused = |message: String| Error::from(Refusal::field(Code::Invalid, "files", message));
        let Some(item) = state.items.into_iter().next() else {
            return Err(refused("The file is not open any more. Choose it again.".to_owned()));
        };
        match item.phase {
            IntakePhase::Ready => Ok(item.upload),
            IntakePhase::Known => {
                let title = item.known.map(|known| known.label).unwrap_or_default();
                Err(refused(format!("This manual is here already, as “{title}”.")))
            }
            _ => Err(refused(
                item.said.unwrap_or_else(|| "The file cannot be taken.".to_owned()),
            )),
        }
    }

    /// Lays the manuals of a form under their digests, carries the act out, and lets go of what waited. Where
    /// the act is refused, what was laid there goes back to where it waited.
    pub(crate) fn with_kept_manuals<T>(
        &self,
        params: &Json,
        carry_out: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        let intake = self.intake();
        let blobs = self.blobs();
        let mut laid: Vec<(String, BlobName)> = Vec::new();
        let files = params.get("files").and_then(Json::as_array).into_iter().flatten();
        for upload in files.filter_map(|file| file.get("upload").and_then(Json::as_str)) {
            let mut digest = None;
            intake.shared.change(upload, |item| digest = item.digest);
            if let Some(digest) = digest.filter(|digest| !blobs.holds(digest)) {
                blobs.keep_file(&intake.path(upload), &digest)?;
                // Before the act, so that whoever reads it once it is there can open it.
                self.remember_password(upload, &digest);
                laid.push((upload.to_owned(), digest));
            }
        }
        let done = carry_out();
        for (upload, digest) in laid {
            if done.is_ok() {
                intake.let_go(Some(&upload));
            } else if let Some(path) = blobs.path_of(&digest)
                && let Err(error) = fs::rename(path, intake.path(&upload))
            {
                tracing::warn!(%error, "a manual that no act names could not be taken back");
            }
        }
        done
    }

    /// Keeps the password of a file on this workstation, so that it is asked for once.
    fn remember_password(&self, upload: &str, digest: &BlobName) {
        let mut password = None;
        self.intake()
            .shared
            .change(upload, |item| password.clone_from(&item.password));
        if let (Some(password), Ok(writer)) = (password, self.writer()) {
            let key = format!("{PASSWORD_PREFERENCE}{digest}");
            if let Err(error) = writer.set_preference(&key, Some(&password)) {
                tracing::warn!(%error, "a manual's password could not be kept");
            }
        }
    }
}
