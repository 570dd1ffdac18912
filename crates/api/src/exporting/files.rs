//! The photos and papers themselves, each under its digest as `pms_attachments` names it.

use super::Trouble;
use domain::refusal::Refusal;
use domain::schema::{RawRow, Row};
use domain::tables::Attachment;
use std::collections::BTreeMap;
use std::path::Path;
use store::{BlobName, Blobs, Records, StoreError};

/// Files of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Files {
    /// Written.
    pub(super) written: usize,
    /// Named by the record, and on another workstation only.
    pub(super) elsewhere: usize,
    /// Here, and not what they were.
    pub(super) damaged: usize,
}

/// Writes every file that an attachment names and that is here; withdrawn ones are part of the record too.
pub(super) fn write_all(folder: &Path, records: &Records<'_>, blobs: &Blobs) -> Result<Files, Trouble> {
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    records.each(Attachment::TABLE, |raw: RawRow| -> Result<(), Trouble> {
        let row = Attachment::read(&raw).map_err(Refusal::from)?;
        named.insert(row.sha256, row.media_type);
        Ok(())
    })?;
    let mut files = Files::default();
    for (digest, media_type) in named {
        let Some(name) = BlobName::parse(&digest) else { continue };
        match blobs.read(&name) {
            Ok(Some(bytes)) => {
                std::fs::write(folder.join(format!("{digest}.{}", ending(&media_type))), bytes)?;
                files.written += 1;
            }
            Ok(None) => files.elsewhere += 1,
            Err(StoreError::DamagedBlob(_)) => files.damaged += 1,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(files)
}

/// What programs that open it go by.
fn ending(media_type: &str) -> &'static str {
    match media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "application/pdf" => "pdf",
        _ => "bin",
    }
}
