//! What is printed: pages in millimetres, text that wraps, QR codes, written as PDF.
//!
//! Invariant: a document is a function of what is drawn, so the same records give the same bytes. No
//! clock, no file, no network, no SQL: whoever calls hands in the facts and takes the bytes away.
//! Fonts are embedded as subsets with their text, so what is printed can also be searched and copied.
//! A character that no shipped font holds is drawn as a box and reported, never left out.
//!
//! Deliberately not here: lines that run from right to left (their characters are reported as
//! unprintable), pictures, and colours other than black.

mod document;
mod font;
pub mod labels;
mod measure;
mod qr;
mod text;

pub use document::{Document, Page};
pub use font::{Fonts, Style, Weight};
pub use measure::{Area, PageSize};
pub use qr::{QUIET_MODULES, Qr};
pub use text::Paragraph;
