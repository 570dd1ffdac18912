//! The demo vessel: a 70 m motor yacht, her crew, machines, stores and the last 120 days of work.
//!
//! Everything arrives through acts: [`script()`] lists who does what and when, [`carry_out`] puts it
//! through a [`Sink`]. The same seed and the same moment give the same vessel. Nothing here writes
//! a row, reads a clock or draws from a random source other than its seed.

pub mod content;
pub mod manuals;
mod random;
mod runner;
mod script;
mod step;

pub use manuals::manuals;
pub use runner::{DemoError, Runner, Sink, carry_out};
pub use script::{script, script_with};
pub use step::{REFERENCE, Step, references, referred};

/// The most rows that a script grows to.
pub const ROWS_MAX: usize = 1_000_000;
