//! Why a manual is not read, in one sentence for the person.

use std::io;

use serde::{Deserialize, Serialize};

/// What is wrong with a file, or with what was asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refused {
    /// There is no file at that place any more.
    #[error("The file is not where it should be. Find it again.")]
    Gone,
    /// It is there and cannot be read.
    #[error("The file cannot be read from its disk. Check the disk and try again.")]
    Unreadable,
    /// Nothing is in it.
    #[error("The file is empty. Choose another one.")]
    Empty,
    /// It is something else.
    #[error("This is not a PDF. Choose another file.")]
    NotPdf,
    /// More bytes than any manual may have.
    #[error("The file is larger than 500 MB. Split it and take in the parts.")]
    TooLarge,
    /// It cannot be made sense of.
    #[error("The PDF is damaged and cannot be opened. Copy it again from where it came from.")]
    Damaged,
    /// It ends before its end.
    #[error("The PDF is cut short: its end is missing. Copy it again from where it came from.")]
    Cut,
    /// It asks for a password.
    #[error("The PDF is locked. Enter its password.")]
    Locked,
    /// Another password opens it.
    #[error("This password does not open the PDF. Enter another one.")]
    WrongPassword,
    /// It is locked in a way that is not known here.
    #[error("The PDF is locked in a way that cannot be opened here. Save it without a lock and try again.")]
    UnknownLock,
    /// Nothing to look at.
    #[error("The PDF has no page. Choose another file.")]
    NoPage,
    /// More pages than are read.
    #[error("The PDF has more than 10,000 pages. Split it and take in the parts.")]
    TooManyPages,
    /// There is no such page.
    #[error("The PDF has no such page.")]
    NoSuchPage,
    /// The page alone cannot be read.
    #[error("This page is damaged and cannot be shown. The others can.")]
    DamagedPage,
    /// The library that reads them is missing.
    #[error("Manuals cannot be read on this workstation: the library pdfium is missing. Install the program again.")]
    NoLibrary,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ManualError {
    /// The file or the page is none that can be read; the sentence says why.
    #[error("{0}")]
    Refused(#[from] Refused),
    /// It took longer than an answer may.
    #[error("This page or file takes too long to read, so it was left. Choose another one.")]
    TooLong,
    /// The worker ended without an answer.
    #[error("This page or file could not be read safely, so it was left. Choose another one.")]
    Died,
    /// No worker could be started at all.
    #[error("Manuals cannot be read on this workstation at present ({0}). Restart the program and try again.")]
    NotStarted(#[source] io::Error),
}
