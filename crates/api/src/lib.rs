//! What the window, the test host and the command line call: acts through
//! their pipeline, views, sign-in, settings, verification.
//!
//! Invariant: this crate holds no rule (domain does) and no SQL (store does).
//! Time and randomness come in through [`outside`] alone.

pub mod actions;
pub mod attaching;
mod bindings;
mod commands;
pub mod demo_vessel;
pub mod drafts;
mod error;
pub mod exchanging;
pub mod exporting;
pub mod importing;
pub mod labels;
pub mod manuals;
mod names;
pub mod outside;
mod pin;
pub mod printing;
mod program;
pub mod reading;
mod saving;
pub mod searching;
pub mod secret_words;
mod session;
pub mod settings;
pub mod start;
pub mod tables;
pub mod verify;
pub mod views;

use std::ffi::OsStr;
use std::process::ExitCode;

pub use actions::{CommitArgs, CommitResult};
pub use bindings::generated;
pub use commands::NAMES as COMMANDS;
pub use domain::refusal::Code;
pub use domain::searched::SearchKind;
pub use error::Error;
pub use program::{Backup, Event, Place, Program};
pub use session::Sign;
pub use worker::Workshop;
/// How much a worker may use.
pub use worker::limits::Limits as WorkerLimits;

/// What a program does instead of anything else when its first argument makes it a worker: for photos and
/// papers ([`worker::ARGUMENT`]) or for manuals ([`::manuals::ARGUMENT`]). Nothing for any other argument.
#[must_use]
pub fn work(argument: &OsStr) -> Option<ExitCode> {
    if argument == worker::ARGUMENT {
        Some(worker::serve())
    } else if argument == ::manuals::ARGUMENT {
        Some(::manuals::serve())
    } else {
        None
    }
}
