//! What stands on a page, and where.
//!
//! Lengths are points (1/72 inch), measured from the upper left corner of the page as it is looked at
//! (after its rotation, within its crop box); `top` grows downwards.

use serde::{Deserialize, Serialize};

/// A box on a page, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// From the left edge of the page.
    pub left: f32,
    /// From the upper edge of the page.
    pub top: f32,
    /// How wide.
    pub width: f32,
    /// How high.
    pub height: f32,
}

/// Characters that stand together on one baseline without a wide gap: a word, a phrase, a table's cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// What it says; single blanks between words, none at its ends.
    pub text: String,
    /// Where it stands.
    pub area: Area,
    /// Size of most of its characters, in points.
    pub size: f32,
    /// Whether most of its characters are bold.
    pub is_bold: bool,
}

/// One page as it was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageText {
    /// Which page, from 1.
    pub number: u32,
    /// The label printed for it by the file ("iv", "3-12"), where the file has labels.
    pub label: Option<String>,
    /// How wide, in points.
    pub width: f32,
    /// How high, in points.
    pub height: f32,
    /// What stands on it, in the order of the file; empty on a page without text.
    pub runs: Vec<Run>,
}

/// One line of the contents that a file carries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutlineEntry {
    /// How deep, from 1.
    pub level: u32,
    /// What it says.
    pub title: String,
    /// The page that it leads to, from 1.
    pub page: u32,
    /// How far down that page, in points, where the file says.
    pub top: Option<f32>,
}
