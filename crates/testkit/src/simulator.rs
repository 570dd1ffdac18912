//! A fleet in one process: several replicas and a shore, without sockets, for as many voyages as
//! there are seeds.
//!
//! The engine, the exchange and the answer are the shipped code; what is simulated is the line, the
//! clocks, the machines and the people. While trouble lasts, lines are cut at any byte, requests come
//! again an hour later, power fails before and after each durable write, clocks are ten years off,
//! machines are copied with everything on them, backups are put in place, older programs write beside
//! newer ones, and files are carried about. Then all lines heal, and every replica must come to the same
//! state.
//!
//! A voyage is wholly decided by its seed: `CELESTE_SEED=n` plays one again, `CELESTE_SEEDS=n` plays
//! the first n.

mod checks;
mod dice;
mod doings;
mod events;
mod known;
mod line;
mod people;
mod renaming;
mod replica;
mod storing;
mod tables;
#[cfg(test)]
mod tests;
mod troubles;
mod world;

pub use world::Breach;

/// What a voyage came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voyage {
    /// Acts that people were told are recorded.
    pub acts: u64,
    /// Exchanges begun.
    pub exchanges: u64,
    /// Of them, cut or refused.
    pub failed: u64,
    /// Power failures in the middle of a write.
    pub crashes: u64,
    /// Workstations of which two wrote under one number.
    pub forks: u64,
    /// Backups put in place.
    pub restores: u64,
    /// Milliseconds from the end of all trouble to "up to date" everywhere.
    pub healed_in_ms: u64,
}

/// Plays the voyage of that seed.
///
/// # Errors
/// What did not hold at its end, as one line per finding.
pub fn sail(seed: u64) -> Result<Voyage, String> {
    world::World::new(seed, None).sail()
}

/// Plays the voyage of that seed with one rule broken: a simulator that cannot fail shows nothing.
///
/// # Errors
/// What did not hold at its end.
pub fn sail_with(seed: u64, breach: Breach) -> Result<Voyage, String> {
    world::World::new(seed, Some(breach)).sail()
}
