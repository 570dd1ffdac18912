//! Why a file is not taken, in one sentence for the person.

use serde::{Deserialize, Serialize};

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refused {
    /// Nothing is in it.
    #[error("The file is empty. Choose another one.")]
    Empty,
    /// More bytes than any file may have.
    #[error("The file is larger than 15 MB. Make it smaller and try again.")]
    TooLarge,
    /// No photo and no paper, by what is in it.
    #[error("This is neither a photo (JPEG, PNG, HEIC) nor a PDF. Choose another file.")]
    Unknown,
    /// It ends before its picture does.
    #[error("The photo is cut short: its end is missing. Copy it again from where it was taken.")]
    Cut,
    /// It cannot be decoded.
    #[error("The photo is damaged and cannot be opened. Copy it again from where it was taken.")]
    Damaged,
    /// More pixels than are decoded.
    #[error("The photo has more than 64 million pixels. Make it smaller and try again.")]
    TooManyPixels,
    /// It moves.
    #[error("This picture moves. Choose one that stands still.")]
    Moving,
    /// The paper cannot be read.
    #[error("The PDF is damaged and cannot be opened. Copy it again from where it came from.")]
    DamagedPaper,
    /// The paper asks for a password.
    #[error("The PDF is locked by a password. Save it without one and try again.")]
    Locked,
    /// A paper without pages, or with too many.
    #[error("The PDF has no page, or more than 2,000. Choose another file.")]
    Pages,
    /// There is no such page.
    #[error("The PDF has no such page.")]
    NoSuchPage,
}
