//! Gives entries their effect on the tables, a batch at a time: what the batch touches is read with a
//! few statements, worked out in memory, and written back with a few.
//!
//! The result depends on the set of entries only, never on the order of their arrival. The rules are
//! those of the journal's model, which the tests compare this with.

mod closing;
mod history;
mod keeping;
mod loading;
mod record;
mod waiting;
mod working;

use std::collections::HashMap;
use std::sync::Arc;

use journal::{DeviceNumber, Entry};

use crate::database::{ShoreError, Work};
pub(crate) use keeping::Sums;
use working::{Fate, Working};

/// What became of the entries of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) applied: u64,
    pub(crate) held: u64,
    pub(crate) parked: u64,
}

/// Gives new entries their effect, and whatever was waiting for their rows. `own` is the gateway's
/// device, whose entries wait for nobody's word.
pub(crate) async fn take(
    work: &Work<'_>,
    own: Option<DeviceNumber>,
    closed: &HashMap<DeviceNumber, u64>,
    entries: &[Arc<Entry>],
) -> Result<Tally, ShoreError> {
    let mut working = Working::new(work.vessel().0, own, closed.clone());
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
