//! Time and randomness as a test wants them.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use api::outside::Outside;

/// A wall clock and a stopwatch that move only when told, and random bytes from a seed.
pub struct FakeOutside {
    wall_ms: AtomicI64,
    monotonic_ms: AtomicU64,
    state: AtomicU64,
}

/// Step of the SplitMix64 generator (Steele, Lea and Flood, 2014): the golden ratio in 64 bits.
const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

impl FakeOutside {
    /// Starts at this moment (milliseconds since 1970 UTC), with this seed.
    #[must_use]
    pub const fn at(wall_ms: i64, seed: u64) -> Self {
        Self {
            wall_ms: AtomicI64::new(wall_ms),
            monotonic_ms: AtomicU64::new(0),
            state: AtomicU64::new(seed),
        }
    }

    /// Lets time pass on both clocks.
    pub fn pass_ms(&self, ms: u64) {
        self.monotonic_ms.fetch_add(ms, Ordering::Relaxed);
        let wall = i64::try_from(ms).unwrap_or(i64::MAX);
        self.wall_ms.fetch_add(wall, Ordering::Relaxed);
    }

    /// Sets the wall clock alone, as a person or a time server does; it may run backwards.
    pub fn set_wall_ms(&self, wall_ms: i64) {
        self.wall_ms.store(wall_ms, Ordering::Relaxed);
    }
}

impl Outside for FakeOutside {
    fn wall_ms(&self) -> i64 {
        self.wall_ms.load(Ordering::Relaxed)
    }

    fn monotonic_ms(&self) -> u64 {
        self.monotonic_ms.load(Ordering::Relaxed)
    }

    fn random(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(size_of::<u64>()) {
            let state = self.state.fetch_add(GAMMA, Ordering::Relaxed).wrapping_add(GAMMA);
            let bytes = mixed(state).to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}

/// The output function of SplitMix64.
const fn mixed(state: u64) -> u64 {
    let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_does_not() {
        let drawn = |seed| {
            let mut bytes = [0_u8; 19];
            FakeOutside::at(0, seed).random(&mut bytes);
            bytes
        };
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7), drawn(8));
    }

    #[test]
    fn a_wall_clock_set_back_leaves_the_stopwatch_alone() {
        let outside = FakeOutside::at(1_000, 0);
        outside.pass_ms(500);
        outside.set_wall_ms(10);
        assert_eq!((outside.wall_ms(), outside.monotonic_ms()), (10, 500));
    }
}
