//! What one gateway takes from outside, and how fast. The bounds of frames, batches and entries stand
//! in [`wire::limits`].
//!
//! Everything here is decided before anything that was sent is decoded. Time comes in as an argument.

mod rate;

use std::time::Duration;

pub use rate::{Bucket, Rates};

/// Bytes of one request's body: 1,024 batches of the size that packing aims for, twice over, because
/// one entry alone may exceed it.
pub const REQUEST_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Bytes of batches in one answer; what is beyond goes with the next exchange. A workstation that fills
/// itself takes full answers one after another.
pub const ANSWER_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Exchanges at once, each with at most a few MiB in hand.
pub const EXCHANGES_MAX: usize = 32;
/// Connections at once, idle ones included.
pub const CONNECTIONS_MAX: usize = 512;

/// A device exchanges every few seconds at most; after a long night many asks may come together.
pub const PER_DEVICE: Bucket = Bucket {
    burst: 120,
    refill_every_ms: 1_000,
};
/// A fleet behind one satellite provider may come from one address.
pub const PER_ADDRESS: Bucket = Bucket {
    burst: 600,
    refill_every_ms: 100,
};
/// A code has 80 bits: nobody guesses it, and nobody needs to type fast.
pub const ENROLMENTS_PER_ADDRESS: Bucket = Bucket {
    burst: 10,
    refill_every_ms: 6_000,
};
/// Addresses or devices remembered at once; beyond it the one that waited longest is forgotten.
pub const REMEMBERED_MAX: usize = 10_000;

/// After this a side that is asked to come back later does so.
pub const RETRY_AFTER: Duration = Duration::from_secs(5);
/// A TLS handshake takes this long at most: a dozen round trips over a satellite.
pub const HANDSHAKE_AT_MOST: Duration = Duration::from_secs(30);
/// The head of a request takes this long at most, from the moment the connection stands or is idle.
pub const HEAD_AT_MOST: Duration = Duration::from_secs(60);
/// A body in which nothing moves for so long is given up; a rain fade lasts shorter.
pub const STALL_AT_MOST: Duration = Duration::from_secs(120);
/// After the word to stop, exchanges get this long to finish the batch in hand.
pub const STOP_AT_MOST: Duration = Duration::from_secs(20);
