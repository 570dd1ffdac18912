//! The only place ashore that asks the machine for time and randomness.

#![allow(clippy::disallowed_methods)]

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Where time and randomness come from.
pub trait Outside: Send + Sync {
    /// Milliseconds since 1970 UTC, by the machine's wall clock.
    fn wall_ms(&self) -> i64;
    /// Milliseconds since the program started; never runs backwards.
    fn monotonic_ms(&self) -> u64;
    /// Fills the buffer with bytes nobody can guess.
    fn random(&self, buffer: &mut [u8]);
}

/// The machine itself.
#[derive(Debug, Clone, Copy)]
pub struct Machine {
    started: Instant,
}

impl Machine {
    /// Starts counting now.
    #[must_use]
    pub fn new() -> Self {
        Self {
            started: Instant::now(),
        }
    }
}

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}

impl Outside for Machine {
    fn wall_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn monotonic_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn random(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("every supported system has a random source");
    }
}
