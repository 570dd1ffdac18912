//! What an exchange asks of the machine: time and randomness, chosen by whoever starts the program.

/// Where time and randomness come from.
pub trait Outside: Send + Sync {
    /// Milliseconds since 1970 UTC, by the machine's wall clock.
    fn wall_ms(&self) -> i64;
    /// Milliseconds since the program started; never runs backwards.
    fn monotonic_ms(&self) -> u64;
    /// Fills the buffer with bytes nobody can guess.
    fn random(&self, buffer: &mut [u8]);
}
