//! The labelled set: the demo vessel's manuals, read by the real worker, held against what is true about them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod codes;
mod faults;
mod parts;
mod shelf;
