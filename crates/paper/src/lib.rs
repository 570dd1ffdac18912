//! What is printed: pages in millimetres, text that wraps, QR codes, written as PDF.
//!
//! Invariant: a document is a function of what is drawn, so the same records give the same bytes. No
//! clock, no file, no network, no SQL: whoever calls hands in the facts and takes the bytes away.
//! Fonts are embedded as subsets with their text, so what is printed can also be searched and copied.
//! A character that no shipped font holds is drawn as a box and reported, never left out.
//!
//! Photos come in as JPEG that a worker drew, and go into the file as they are.
//!
//! Deliberately not here: lines that run from right to left (their characters are reported as
//! unprintable), and colours other than black.

pub mod copies;
mod document;
mod flow;
mod font;
pub mod labels;
pub mod list;
mod measure;
pub mod pack;
mod picture;
mod qr;
pub mod sheet;
mod table;
mod text;

pub use document::{Document, Page};
pub use flow::{Flow, Margins};
pub use font::{BOLD, Fonts, REGULAR, Style, Weight};
pub use measure::{Area, PageSize};
pub use picture::Picture;
pub use qr::{QUIET_MODULES, Qr};
pub use sheet::{Photo, Printed, Signature};
pub use table::{Cell, Column};
pub use text::Paragraph;
