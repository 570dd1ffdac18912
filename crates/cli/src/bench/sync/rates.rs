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

/// Acts a second that an empty replica verifies, stores durably and applies, as a new workstation does.
pub(super) fn replica(ship: &Ship) -> Result<f64, Error> {
    let batches = ship.batches()?;
    let folder = kept("sync-taking");
    clear(&folder)?;
    let writer = open(&place(&folder), ship.outside())?;
    writer.join(batches[0].header.vessel)?;
    let shelf = ReplicaShelf::new(writer, Arc::clone(ship.outside()));
    let stopwatch = Stopwatch::start();
    let mut taken = 0;
    for batch in &batches {
        let outcome = shelf.take(batch).map_err(|error| cannot("take a batch", &error))?;
        let Outcome::Stored { applied, .. } = outcome else {
            return Err(cannot("go on", &format!("a batch was not taken: {outcome:?}")));
        };
        taken += applied;
    }
    Ok(as_f64(taken) / stopwatch.elapsed().as_secs_f64())
}
