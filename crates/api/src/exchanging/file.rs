//! Acts on a stick or in a letter: the same batches as over a link, in any order, mixed with the rest.

use crate::error::Error;
use crate::program::Program;
use domain::refusal::{Code, Refusal};
use journal::Frontier;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use sync::ShelfError;
use sync::file::{FileError, NotTaken};
use ts_rs::TS;
use wire::Outcome;

/// Which file.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FileArgs {
    /// Its path on this machine.
    pub path: String,
}

/// Which file, and what it is to carry.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportFileArgs {
    /// Its path on this machine.
    pub path: String,
    /// Whether photos and papers go with the acts.
    #[serde(default)]
    pub with_files: bool,
}

/// What was written.
#[derive(Debug, Serialize, TS)]
pub struct ActsExported {
    /// Entries in the file.
    pub entries: u64,
    /// Batches.
    pub batches: u64,
    /// Bytes.
    pub bytes: u64,
    /// Why some entries could not be written; all others are.
    pub unreadable: Option<String>,
    /// Photos and papers in the file.
    pub files: u64,
    /// Photos and papers that are damaged here and were left out.
    pub damaged_files: u64,
}

/// What was read.
#[derive(Debug, Serialize, TS)]
pub struct ActsImported {
    /// Entries that were not here before.
    pub entries: u64,
    /// Batches taken.
    pub batches: u64,
    /// Why batches were not taken, one sentence each; all others were.
    pub refused: Vec<String>,
    /// The file ends in the middle; what was whole in it was taken.
    pub is_cut: bool,
    /// Photos and papers that were not here before.
    pub files: u64,
    /// Photos and papers that were damaged on the way and were thrown away.
    pub damaged_files: u64,
}

impl Program {
    /// Writes all acts that this workstation holds into a new file, and behind them, where they are wanted,
    /// the photos and papers that lie here.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn sync_export(&self, path: &Path, with_files: bool) -> Result<ActsExported, Error> {
        self.reading(super::vessel)?;
        let shelf = self.shelf()?;
        if path.exists() {
            let message = "There is a file of that name already. Choose another name.";
            return Err(Refusal::field(Code::Invalid, "path", message).into());
        }
        // A stick that is pulled out leaves no half file under the name that was asked for.
        let partial = path.with_extension("part");
        let write = || {
            let mut file = BufWriter::new(File::create(&partial)?);
            let exported = sync::file::export(&shelf, &Frontier::new(), with_files, &mut file)?;
            file.flush()?;
            file.get_ref().sync_all()?;
            std::fs::rename(&partial, path)?;
            Ok(exported)
        };
        let exported = write().map_err(|error: FileError| {
            // What is left of it is of no use, and it may be gone with the stick.
            let _ = std::fs::remove_file(&partial);
            refused(error)
        })?;
        Ok(ActsExported {
            entries: exported.counts.entries,
            batches: exported.counts.batches,
            bytes: exported.counts.bytes,
            unreadable: exported.unreadable,
            files: exported.files.files,
            damaged_files: exported.damaged_files,
        })
    }

    /// Takes every act of the file that is not here yet, and every photo and paper that a record here names.
    ///
    /// # Errors
    /// When the file cannot be read, or belongs to another vessel.
    pub fn sync_import(&self, path: &Path) -> Result<ActsImported, Error> {
        self.reading(super::vessel)?;
        let shelf = self.shelf()?;
        let read = || {
            let mut file = BufReader::new(File::open(path)?);
            sync::file::import(&shelf, &mut file)
        };
        let imported = read().map_err(refused)?;
        Ok(ActsImported {
            entries: imported.counts.entries,
            batches: imported.counts.batches,
            refused: imported.not_taken.iter().map(sentence).collect(),
            is_cut: imported.is_cut,
            files: imported.files.files,
            damaged_files: imported.wrong_files,
        })
    }
}

fn refused(error: FileError) -> Error {
    let message = error.to_string();
    match error {
        FileError::NoActs | FileError::WrongVessel | FileError::Io(_) => {
            Refusal::field(Code::Invalid, "path", message).into()
        }
        FileError::Shelf(ShelfError::Unavailable { code, message }) => Error::new(code, message),
        FileError::Shelf(ShelfError::Fault(source)) => {
            tracing::error!(%source, "the acts of a file could not be carried");
            Error::new(
                Code::Fault,
                "The acts could not be carried. Verify the record, then try again.",
            )
        }
    }
}

fn sentence(batch: &NotTaken) -> String {
    let NotTaken {
        device,
        first_seq,
        last_seq,
        outcome,
    } = batch;
    let why = match outcome {
        Outcome::Refused(refusal) => refusal.message.clone(),
        Outcome::Fork { seq } => format!("another entry has the number {seq} here. Close the workstation."),
        Outcome::Stored { .. } => "it was taken".to_owned(),
    };
    format!("Entries {first_seq} to {last_seq} of device {device}: {why}")
}
