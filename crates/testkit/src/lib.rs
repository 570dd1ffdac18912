//! What the tests stand on: a place that vanishes, a clock that a test sets, a story told in
//! acts, and the host that serves the page to a browser.
//!
//! Invariant: no shipped program uses this crate; it stands under `[dev-dependencies]`, and
//! behind the feature with which `celeste` gets its benches and which packages leave off.

#[cfg(unix)]
mod built;
mod clock;
mod drawer;
mod full_lists;
mod full_stores;
#[cfg(unix)]
mod gateway;
pub mod host;
pub mod link;
#[cfg(unix)]
pub mod local_shore;
mod peer;
mod place;
mod plain_search;
#[cfg(unix)]
mod postgres;
pub mod simulator;
mod stopwatch;
mod story;
mod tampering;

pub use clock::FakeOutside;
pub use drawer::{Drawer, file_name};
pub use full_lists::{SpendPeer, fill_lists};
pub use full_stores::{LedgerPeer, fill_stores};
#[cfg(unix)]
pub use gateway::Gateway;
pub use peer::Peer;
pub use place::TemporaryPlace;
pub use plain_search::PlainSearch;
#[cfg(unix)]
pub use postgres::{GATEWAY_ROLE, OWNER_ROLE, Postgres};
pub use stopwatch::Stopwatch;
pub use story::{PIN, Story};
pub use tampering::behind_the_gate;
