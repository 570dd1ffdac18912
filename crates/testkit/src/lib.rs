//! What the tests stand on: a place that vanishes, a clock that a test sets, a story told in
//! acts, and the host that serves the page to a browser.
//!
//! Invariant: no shipped program uses this crate; it may only stand under `[dev-dependencies]`.

mod clock;
pub mod host;
mod place;
mod story;

pub use clock::FakeOutside;
pub use place::TemporaryPlace;
pub use story::{PIN, Story};
