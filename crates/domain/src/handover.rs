//! What a handover holds, and what a signature under it freezes.
//!
//! Invariant: a signed statement holds ids of people and never their names, so that a person can be
//! struck from the record while what was signed stays word for word.
//!
//! Deliberately not here: any way for the program to write an entry.

mod appendix;
mod frozen;
mod period;
mod standing;

pub use appendix::{APPENDIX_LINES_MAX, Appendix, AppendixLine};
pub use frozen::{FROZEN_BYTES_MAX, FrozenAnswer, FrozenEntry, FrozenFile, FrozenPeriod, digest_of};
pub use period::{ENTRIES_MAX, Period, Relief, place_of};
pub use standing::{About, Standing, standing};
