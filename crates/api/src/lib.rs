//! What the window, the test host and the command line call: acts through
//! their pipeline, views, sign-in, settings, verification.
//!
//! Invariant: this crate holds no rule (domain does) and no SQL (store does).
//! Time and randomness come in through [`outside`] alone.

pub mod actions;
mod bindings;
mod commands;
pub mod demo_vessel;
pub mod drafts;
mod error;
pub mod exchanging;
pub mod exporting;
pub mod importing;
pub mod labels;
mod names;
pub mod outside;
mod pin;
mod program;
mod saving;
pub mod secret_words;
mod session;
pub mod settings;
pub mod start;
pub mod tables;
pub mod verify;
pub mod views;

pub use actions::{CommitArgs, CommitResult};
pub use bindings::generated;
pub use commands::NAMES as COMMANDS;
pub use domain::refusal::Code;
pub use error::Error;
pub use program::{Event, Place, Program};
pub use session::Sign;
