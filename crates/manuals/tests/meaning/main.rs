//! What a manual means, on pages set by hand: one small case for each rule.
#![allow(clippy::unwrap_used)]

mod finding;
mod hostile;
mod leaf;
mod sections;
mod tables;
