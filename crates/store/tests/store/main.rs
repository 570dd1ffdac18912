//! The store as the rest of the program meets it: folders, files, processes and two ships' worth of
//! bad luck.

#![allow(clippy::unwrap_used)]

mod buying;
mod committing;
mod copies;
mod enrolment;
mod fleet;
mod history;
mod kills;
mod mending;
mod merging;
mod misfortune;
mod peers;
mod reading;
mod receiving;
mod reference;
mod reissuing;
mod rights;
mod schema;
mod search;
mod ship;
mod spending;
mod standing;
mod stores;
mod sums;
mod tampering;
mod upgrading;
mod widening;
