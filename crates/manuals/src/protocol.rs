//! What is asked of the worker, and what it answers.
//!
//! The first header names the limits, each further one is a [`Question`]. Of every [`Answer`] but a refusal
//! a body follows: JSON, or raw pixels.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::page::Area;
use crate::refused::Refused;

/// What is asked of one file.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Question {
    pub(crate) path: PathBuf,
    pub(crate) password: Option<String>,
    pub(crate) about: About,
}

/// What is asked; pages count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum About {
    /// Open it anew, with this password.
    File,
    Sizes,
    Outline {
        measures: Measures,
    },
    Text {
        page: u32,
    },
    Glyphs {
        page: u32,
    },
    Links {
        page: u32,
        measures: Measures,
    },
    Draw {
        page: u32,
        size: Size,
    },
}

/// Whether the pages that something leads to are read, to say how far down them it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Measures {
    All,
    /// Only of pages that were read before.
    Known,
}

/// The header of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Answer {
    /// JSON follows.
    Said,
    /// Four bytes for each pixel follow.
    Drawn {
        width: u32,
        height: u32,
    },
    Refused(Refused),
}

/// How large a page is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Size {
    /// So many pixels across.
    Width(u32),
    /// So many pixels for each point (1/72 inch).
    Scale(f32),
}

/// A file that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// How many pages it has.
    pub pages: u32,
    /// Whether it is encrypted, with a password or without.
    pub is_encrypted: bool,
    /// Whether its end is missing: pages may be missing with it.
    pub is_cut: bool,
    /// What it holds besides pages and what is left alone.
    pub ignored: Vec<Ignored>,
}

/// What a file may hold besides pages; none of it is ever run or unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ignored {
    /// Programs that it would run.
    JavaScript,
    /// Files inside the file.
    EmbeddedFiles,
    /// Programs of this machine that it would start.
    LaunchActions,
}

/// One character, or one blank or line's end that stands between two, in the order of reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Glyph {
    /// What it says; `" "` and `"\n"` where nothing is printed.
    pub text: String,
    /// Where it stands; of a blank or a line's end a box without width behind the character before it.
    pub area: Area,
}

/// A place on a page that leads somewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Where it can be clicked.
    pub area: Area,
    /// Where it leads.
    pub target: Target,
}

/// Where a link leads. What starts programs or opens other files is left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Target {
    /// To a page of the same file.
    Page {
        /// Which, from 1.
        page: u32,
        /// How far down, in points, where the file says.
        top: Option<f32>,
    },
    /// To an address beginning with `http:`, `https:` or `mailto:`.
    Address(String),
}

/// A drawn page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green, blue and 255 for each pixel, row by row from the upper left corner.
    pub rgba: Vec<u8>,
}
