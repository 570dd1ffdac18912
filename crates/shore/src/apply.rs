//! Gives entries their effect on the tables, a batch at a time: what the batch touches is read with a
//! few statements, worked out in memory, and written back with a few.
//!
//! The result depends on the set of entries only, never on the order of their arrival. The rules are
//! those of the journal's model, which the tests compare this with.

mod closing;
mod history;
mod keeping;
mod loading;
mod mending;
mod record;
mod unparking;
mod waiting;
mod working;

use std::sync::Arc;

use journal::{DeviceNumber, Entry};

use crate::database::{ShoreError, Work, closed};
pub(crate) use keeping::Sums;
pub(crate) use mending::mend_table;
pub(crate) use unparking::unpark;
use working::{Fate, Working};

/// What became of the entries of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) applied: u64,
    pub(crate) held: u64,
    pub(crate) parked: u64,
}

/// Why an entry is parked that fits the declared tables, and that the database refuses all the same.
const REFUSED_BY_DATABASE: &str = "the database does not take it";

/// Gives new entries their effect; they are in the audit log already. `own` is the gateway's device,
/// whose entries wait for nobody's word.
///
/// Should the database refuse what an entry writes, though it fits the declared tables, then that entry
/// is parked and the others go through.
pub(crate) async fn take_or_park(
    work: &mut Work<'_>,
    own: Option<DeviceNumber>,
    entries: &[Arc<Entry>],
) -> Result<Tally, ShoreError> {
    match take_part(work, own, entries).await {
        Err(error) if error.is_of_data() => {}
        taken => return taken,
    }
    let mut tally = Tally::default();
    for entry in entries {
        let one = match take_part(work, own, std::slice::from_ref(entry)).await {
            Err(error) if error.is_of_data() => {
                keeping::park(work, entry, REFUSED_BY_DATABASE).await?;
                Tally {
                    parked: 1,
                    ..Tally::default()
                }
            }
            taken => taken?,
        };
        tally.applied += one.applied;
        tally.held += one.held;
        tally.parked += one.parked;
    }
    Ok(tally)
}

/// All of the entries or none, references between rows included.
async fn take_part(
    work: &mut Work<'_>,
    own: Option<DeviceNumber>,
    entries: &[Arc<Entry>],
) -> Result<Tally, ShoreError> {
    let part = work.part().await?;
    let tally = take(&part, own, entries).await?;
    part.check_references().await?;
    part.commit().await?;
    Ok(tally)
}

/// Gives new entries their effect, and whatever was waiting for their rows.
async fn take(work: &Work<'_>, own: Option<DeviceNumber>, entries: &[Arc<Entry>]) -> Result<Tally, ShoreError> {
    let mut working = Working::new(work.vessel().0, own, closed(work).await?);
    let mut tally = Tally::default();
    loading::load(work, &mut working, entries).await?;
    for entry in entries {
        match working.carry_out(entry) {
            Fate::Applied => tally.applied += 1,
            Fate::Held => tally.held += 1,
            Fate::Parked => tally.parked += 1,
        }
    }
    while let Some(released) = waiting::release(work, &mut working).await? {
        loading::load(work, &mut working, &released).await?;
        for entry in &released {
            working.carry_out(entry);
        }
    }
    closing::strike(work, &mut working).await?;
    history::settle(work, &mut working).await?;
    keeping::keep(work, &working).await?;
    Ok(tally)
}
