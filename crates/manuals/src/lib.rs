//! Manuals: what stands on their pages, which sections they have, and which page answers a question.
//!
//! Invariant: foreign bytes are read only in the worker process; what this crate hands out is plain text,
//! numbers and pixels. What is read from a manual proposes; it never decides.

pub mod code;
pub mod finding;
mod fold;
mod library;
pub mod limits;
pub mod page;
mod pages;
mod pdfium;
mod protocol;
mod reader;
mod refused;
mod serve;
mod shelf;
mod stretch;
pub mod structure;

pub use pages::{BYTES_MAX as PAGES_BYTES_MAX, Pages};
pub use protocol::{Glyph, Ignored, Link, Opened, Pixels, Size, Target};
pub use reader::Reader;
pub use refused::{ManualError, Refused};
pub use serve::{ARGUMENT, serve};
pub use stretch::plain;
