//! Voyages. `CELESTE_SEED=n` plays one again; `CELESTE_SEEDS=n` plays the first n.

mod disk;
mod exchanges;
mod files;

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::{Breach, Voyage, sail, sail_with};

/// Voyages of a short run: so many that every trouble comes in some of them, whatever the dice.
const SEEDS: u64 = 90;

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn every_voyage_ends_with_everybody_up_to_date_and_nothing_lost() {
    if let Some(seed) = from_environment("CELESTE_SEED") {
        let voyage = sail(seed).unwrap_or_else(|findings| panic!("CELESTE_SEED={seed}\n{findings}"));
        assert!(voyage.acts > 0, "{voyage:?}");
        return;
    }
    let seeds = from_environment("CELESTE_SEEDS").unwrap_or(SEEDS);
    let next = AtomicU64::new(0);
    let sail_some = || {
        let mut all = Vec::new();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds {
                return all;
            }
            all.push((seed, sail(seed)));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let voyages: Vec<(u64, Result<Voyage, String>)> = thread::scope(|scope| {
        let crews: Vec<_> = (0..threads).map(|_| scope.spawn(sail_some)).collect();
        crews.into_iter().flat_map(|crew| crew.join().unwrap()).collect()
    });
    let failed: Vec<String> = voyages
        .iter()
        .filter_map(|(seed, voyage)| Some(format!("CELESTE_SEED={seed}\n{}", voyage.as_ref().err()?)))
        .collect();
    let shown = failed.iter().take(5).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(
        failed.is_empty(),
        "{} of {seeds} voyages failed:\n{shown}",
        failed.len()
    );
    // A run without trouble would show nothing.
    let sum = |of: fn(&Voyage) -> u64| {
        voyages
            .iter()
            .filter_map(|(_, voyage)| voyage.as_ref().ok())
            .map(of)
            .sum::<u64>()
    };
    for (what, times) in [
        ("acts", sum(|voyage| voyage.acts)),
        ("exchanges that failed", sum(|voyage| voyage.failed)),
        ("power failures", sum(|voyage| voyage.crashes)),
        ("forks", sum(|voyage| voyage.forks)),
        ("restores", sum(|voyage| voyage.restores)),
    ] {
        assert!(times > seeds / 10, "{times} {what} in {seeds} voyages");
    }
}

#[test]
fn the_same_seed_is_the_same_voyage() {
    assert_eq!(sail(7), sail(7));
}

#[test]
fn a_broken_rule_is_found() {
    for breach in [
        Breach::ForgetsStored,
        Breach::ForgetsPieces,
        Breach::AcknowledgesEarly,
        Breach::IgnoresClose,
        Breach::NeverReissues,
        Breach::NeverRetries,
    ] {
        let found = (0..40).any(|seed| sail_with(seed, breach).is_err());
        assert!(found, "{breach:?} goes unnoticed");
    }
}
