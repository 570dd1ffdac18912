//! How fast acts are taken in where no line is in the way.

use super::super::cannot;
use super::super::vessel::{clear, kept, place};
use super::as_f64;
use super::ship::{Ship, open};
use api::Error;
use std::sync::Arc;
use sync::{ReplicaShelf, Shelf};
use testkit::Stopwatch;
use wire::Outcome;

/// How fast acts were taken in.
pub(super) struct Rate {
    /// Acts in a second.
    pub(super) a_second: f64,
    /// Acts in a second of the processors' time, where the system tells it: what it would be on a machine
    /// that does nothing else.
    pub(super) a_processor_second: Option<f64>,
}

/// An empty replica verifies every act, stores it durably and applies it, as a new workstation does.
pub(super) fn replica(ship: &Ship) -> Result<Rate, Error> {
    let batches = ship.batches()?;
    let folder = kept("sync-taking");
    clear(&folder)?;
    let writer = open(&place(&folder), ship.outside())?;
    writer.join(batches[0].header.vessel)?;
    let shelf = ReplicaShelf::new(writer, Arc::clone(ship.outside()));
    let (stopwatch, before) = (Stopwatch::start(), processor_seconds());
    let mut taken = 0;
    for batch in &batches {
        let outcome = shelf.take(batch).map_err(|error| cannot("take a batch", &error))?;
        let Outcome::Stored { applied, .. } = outcome else {
            return Err(cannot("go on", &format!("a batch was not taken: {outcome:?}")));
        };
        taken += applied;
    }
    let took = stopwatch.elapsed().as_secs_f64();
    let of_processors = before.zip(processor_seconds()).map(|(before, after)| after - before);
    Ok(Rate {
        a_second: as_f64(taken) / took,
        a_processor_second: of_processors
            .filter(|took| *took > 0.0)
            .map(|took| as_f64(taken) / took),
    })
}

/// What this process has had of all processors, in seconds (proc(5): `utime` and `stime`, in hundredths).
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name, in parentheses, may hold anything.
    let (_, rest) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let hundredths = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((hundredths(11)? + hundredths(12)?) / 100.0)
}
