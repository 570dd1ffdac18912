//! What is asked of a worker, and what it answers.

use serde::{Deserialize, Serialize};

use crate::limits::Limits;
use crate::refused::Refused;

/// What a worker is asked to do with the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// Look what it is, and make it fit to be kept.
    TakeIn,
    /// Draw it within a square of so many pixels; of a paper the page of that number, from 1.
    Draw {
        /// The longer side at most.
        pixels: u32,
        /// The page; 1 for a photo.
        page: u32,
    },
}

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaType {
    /// A photo as most cameras write it.
    Jpeg,
    /// A picture without loss: a screenshot, a drawing.
    Png,
    /// A paper.
    Pdf,
}

impl MediaType {
    /// Its registered name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }
}

/// A file that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it is.
    pub media_type: MediaType,
    /// Pixels across, as it is looked at; of a paper those of its thumbnail.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Pages of a paper; 1 for a photo.
    pub pages: u32,
    /// What is to be kept: the bytes given, without the place where a photo was taken.
    pub kept: Vec<u8>,
    /// A small JPEG of it.
    pub thumbnail: Vec<u8>,
}

/// A picture for the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Pages that the paper has; 1 for a photo.
    pub pages: u32,
    /// The picture, as JPEG.
    pub picture: Vec<u8>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    pub(crate) job: Job,
    pub(crate) limits: Limits,
}

/// The header of an answer; the bodies follow in the order of the fields of [`Taken`] and [`Shown`].
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Answer {
    Taken {
        media_type: MediaType,
        width: u32,
        height: u32,
        pages: u32,
    },
    Shown {
        pages: u32,
    },
    Refused(Refused),
}
