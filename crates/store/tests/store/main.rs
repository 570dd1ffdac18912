//! The store as the rest of the program meets it: folders, files, processes and two ships' worth of
//! bad luck.

#![allow(clippy::unwrap_used)]

mod committing;
mod copies;
mod history;
mod kills;
mod merging;
mod misfortune;
mod reading;
mod schema;
mod ship;
mod tampering;
