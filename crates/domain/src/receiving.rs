//! Deliveries: the life of one, and what its rows come to.
//!
//! "The checkbox is the truth": a row without a tick changes nothing, anywhere. Deliberately not here: what a
//! commit writes (`acts/receiving`), and who may do what (`permission.rs`).
#![deny(clippy::float_arithmetic)]

pub mod drawing;
pub mod life;
pub mod rows;
pub mod section;

pub use life::{Guard, LIFE, Transition, Who};
pub use rows::{Counted, rows_of};
pub use section::{DeliverySection, is_abandoned, is_open, untouched_before};
