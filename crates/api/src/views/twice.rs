//! Lines of orders of which more came than anybody decided: did it come twice?

use super::conflicts::{ConflictKind, ConflictLine, ConflictRecord, ConflictValue};
use super::workstations::DeviceNames;
use super::{View, usage};
use domain::acts::receiving::movement_id;
use domain::buying::LineStanding;
use domain::buying::spend::standing;
use domain::facts::Facts;
use domain::field::Field;
use domain::offers;
use domain::permission::Subject;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{Destination, Movement, OrderLine, Part, Posting, PurchaseOrder, ReceivingLine, ReceivingSession};
use serde_json::json;
use store::Records;

/// The act that settles it; what came is taken back where it stands.
const SETTLED_BY: &[&str] = &["confirm_over_delivery"];

/// Lines of which a person is asked, in a lasting order.
pub(super) fn asked(records: &Records<'_>) -> Result<Vec<LineStanding>, Refusal> {
    let facts = Facts::new(records);
    let mut found = Vec::new();
    for id in records.over_delivered()? {
        let line = facts.glance::<OrderLine>(id)?;
        let order = facts.glance::<PurchaseOrder>(line.order_id)?;
        let line = LineStanding::of(&facts, line, order)?;
        if line.may_have_come_twice() {
            found.push(line);
        }
    }
    Ok(found)
}

/// One line of the list for each.
pub(super) fn twice_lines(
    view: &View<'_>,
    names: &DeviceNames,
    found: &[LineStanding],
) -> Result<Vec<ConflictLine>, Refusal> {
    found.iter().map(|one| line(view, names, one)).collect()
}

fn line(view: &View<'_>, names: &DeviceNames, found: &LineStanding) -> Result<ConflictLine, Refusal> {
    let facts = view.ctx.facts;
    let part = facts.glance::<Part>(found.line.part_id)?;
    let postings = standing(facts.glance_by::<Posting>(Posting::line_id, &found.line.id.to_value())?);
    let mut values = Vec::new();
    for posting in postings.iter().filter(|posting| !posting.is_reversed) {
        values.push(value(view, names, &part, &posting.posting)?);
    }
    let (order, came) = (&found.order, found.tally().came());
    Ok(ConflictLine {
        id: format!("received/{}", found.line.id),
        kind: ConflictKind::Received,
        record: ConflictRecord {
            id: order.id,
            table: PurchaseOrder::TABLE.name.to_owned(),
            label: order.number.clone(),
        },
        column: format!("{}, {came} of {} {} came", part.name, found.quantity(), part.unit),
        values,
        given: json!({ "line": found.line.id }),
        offers: offers::offered(view.ctx, SETTLED_BY, &Subject::of(order.department))?,
    })
}

fn value(view: &View<'_>, names: &DeviceNames, part: &Part, posting: &Posting) -> Result<ConflictValue, Refusal> {
    let facts = view.ctx.facts;
    let by = match posting.receiving_line_id {
        Some(row) => {
            let row = facts.glance::<ReceivingLine>(row)?;
            format!(" by {}", facts.glance::<ReceivingSession>(row.session_id)?.number)
        }
        None => String::new(),
    };
    let went = match posting.destination {
        Some(Destination::Stores) => "to stores",
        Some(Destination::Installed) | None => "installed",
    };
    let moved = posting.receiving_line_id.map(movement_id);
    let moved = match moved.filter(|_| posting.destination == Some(Destination::Stores)) {
        Some(id) => facts.find::<Movement>(id)?,
        None => None,
    };
    let device = view
        .reader
        .entries_of_row(posting.id)?
        .first()
        .map(|found| found.entry.device);
    Ok(ConflictValue {
        text: format!("{} {} {went}{by}", posting.quantity, part.unit),
        by: match posting.created_by {
            Some(person) => view.person(person)?.name,
            None => "the shore".to_owned(),
        },
        at: posting.posted_at,
        workstation: device.map(|device| names.name(device)).unwrap_or_default(),
        // All count.
        is_shown: true,
        keep: String::new(),
        movement: moved.as_ref().map(|moved| moved.id),
        offers: match &moved {
            Some(moved) => usage::of_movement(view, moved, false)?,
            None => Vec::new(),
        },
    })
}
