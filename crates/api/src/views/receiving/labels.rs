//! What of a delivery gets a label: the parts that went or go to stores, with their place.

use crate::error::Error;
use crate::program::Program;
use crate::views::{Link, View};
use domain::RowId;
use domain::receiving::rows_of;
use domain::refusal::Refusal;
use domain::tables::{Part, ReceivingSession};
use serde::Serialize;
use ts_rs::TS;

/// A part that came with a delivery, to be labelled.
#[derive(Debug, Serialize, TS)]
pub struct ReceivedPart {
    /// The part: id, name, number.
    pub part: Link,
    /// Where its row says that it is stored.
    pub location: Option<Link>,
    /// Rows of the delivery that brought it there.
    pub rows: u32,
    /// Whole units that went there; none where it is not counted in whole ones.
    pub units: Option<u32>,
}

/// In the order of the rows; what one row brought to the place of another of the same part is added to it.
fn received(view: &View<'_>, id: RowId) -> Result<Vec<ReceivedPart>, Refusal> {
    let facts = view.ctx.facts;
    let session = facts.glance::<ReceivingSession>(id)?;
    let mut found: Vec<ReceivedPart> = Vec::new();
    for row in rows_of(facts, session.id)? {
        let Some(part) = row
            .line
            .part_id
            .filter(|_| row.counts() && row.to_stores().is_positive())
        else {
            continue;
        };
        let units = row.to_stores().to_string().parse().ok();
        let location = row.line.location_id;
        let is_same = |known: &&mut ReceivedPart| {
            known.part.id == part && known.location.as_ref().map(|place| place.id) == location
        };
        if let Some(known) = found.iter_mut().find(is_same) {
            known.rows += 1;
            known.units = known.units.zip(units).and_then(|(a, b): (u32, u32)| a.checked_add(b));
            continue;
        }
        let part = facts.glance::<Part>(part)?;
        found.push(ReceivedPart {
            part: Link {
                id: part.id,
                label: part.name,
                code: part.number,
            },
            location: location.map(|id| view.place(id)).transpose()?,
            rows: 1,
            units,
        });
    }
    Ok(found)
}

impl Program {
    /// The parts of a delivery that go to stores, for their labels: of ticked rows only.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn delivery_labels(&self, id: RowId) -> Result<Vec<ReceivedPart>, Error> {
        self.view(|view| received(view, id))
    }
}
