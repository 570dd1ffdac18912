//! How a record stands, in one line: beside an entry on the page, and in what is signed.

use crate::acts::work_orders::is_open;
use crate::facts::Facts;
use crate::field::Field;
use crate::labels::{StockStatus, stock_status};
use crate::quantity::Quantity;
use crate::refusal::Refusal;
use crate::schema::Row;
use crate::tables::{Document, DocumentStatus, Equipment, Fault, FaultStatus, HandoverEntry, Part, WorkOrder};
use crate::words;
use journal::RowId;
use serde::{Deserialize, Serialize};

/// What an entry speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A fault.
    Fault(RowId),
    /// A work order.
    WorkOrder(RowId),
    /// A machine or space.
    Equipment(RowId),
    /// A part.
    Part(RowId),
    /// A manual.
    Document(RowId),
}

impl About {
    /// What the entry speaks of; none where it speaks of no record.
    #[must_use]
    pub fn of(entry: &HandoverEntry) -> Option<Self> {
        let fault = entry.fault_id.map(Self::Fault);
        let order = entry.work_order_id.map(Self::WorkOrder);
        let equipment = entry.equipment_id.map(Self::Equipment);
        let part = entry.part_id.map(Self::Part);
        let document = entry.document_id.map(Self::Document);
        fault.or(order).or(equipment).or(part).or(document)
    }
}

/// A record, and how it stood at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Standing {
    /// The record's table.
    pub table: String,
    /// The record.
    pub id: RowId,
    /// Its number or code.
    pub code: String,
    /// Its title or name.
    pub label: String,
    /// How it stood, in words.
    pub state: String,
}

/// How the record stands now; none where it is not shown here: only a closed workstation ever added it.
///
/// # Errors
/// When the replica cannot be read.
pub fn standing(facts: &Facts<'_>, about: About) -> Result<Option<Standing>, Refusal> {
    Ok(match about {
        About::Fault(id) => facts
            .find::<Fault>(id)?
            .map(|fault| stands::<Fault>(id, &fault.number, &fault.title, of_fault(&fault))),
        About::WorkOrder(id) => facts
            .find::<WorkOrder>(id)?
            .map(|order| stands::<WorkOrder>(id, &order.number, &order.title, of_order(&order))),
        About::Equipment(id) => match facts.find::<Equipment>(id)? {
            Some(equipment) => {
                let state = of_equipment(facts, &equipment)?;
                Some(stands::<Equipment>(id, &equipment.code, &equipment.name, state))
            }
            None => None,
        },
        About::Part(id) => match facts.find::<Part>(id)? {
            Some(part) => {
                let state = of_part(facts, &part)?;
                Some(stands::<Part>(id, &part.number, &part.name, state))
            }
            None => None,
        },
        About::Document(id) => facts.find::<Document>(id)?.map(|document| {
            let revision = document.revision.as_deref().unwrap_or_default();
            stands::<Document>(id, revision, &document.title, of_document(&document))
        }),
    })
}

/// Relies on the record, where it is shown here: what an entry speaks of is signed with it.
///
/// # Errors
/// When the replica cannot be read.
pub(super) fn rely_on(facts: &Facts<'_>, about: About) -> Result<(), Refusal> {
    fn shown<R: Row>(facts: &Facts<'_>, id: RowId) -> Result<(), Refusal> {
        match facts.find::<R>(id)? {
            Some(_) => facts.get::<R>(id).map(drop),
            None => Ok(()),
        }
    }
    match about {
        About::Fault(id) => shown::<Fault>(facts, id),
        About::WorkOrder(id) => shown::<WorkOrder>(facts, id),
        About::Equipment(id) => shown::<Equipment>(facts, id),
        About::Part(id) => shown::<Part>(facts, id),
        About::Document(id) => shown::<Document>(facts, id),
    }
}

fn stands<R: Row>(id: RowId, code: &str, label: &str, state: String) -> Standing {
    Standing {
        table: R::TABLE.name.to_owned(),
        id,
        code: code.to_owned(),
        label: label.to_owned(),
        state,
    }
}

/// "open, high", "resolved, replaced".
pub(super) fn of_fault(fault: &Fault) -> String {
    match (fault.status, fault.resolved_how) {
        (FaultStatus::Open, _) => format!("open, {}", fault.severity.word()),
        (FaultStatus::Resolved, Some(how)) => format!("resolved, {}", words::plain(how.word())),
        (FaultStatus::Resolved, None) => "resolved".to_owned(),
    }
}

/// "in progress, due 2026-11-30", "completed, partial".
pub(super) fn of_order(order: &WorkOrder) -> String {
    let state = words::work_order_status(order.status);
    let more = if is_open(order.status) {
        order.due_on.map(|due| format!("due {due}"))
    } else {
        order.outcome.map(|outcome| outcome.word().to_owned())
    };
    more.map_or_else(|| state.to_owned(), |more| format!("{state}, {more}"))
}

/// "in use", "superseded".
fn of_document(document: &Document) -> String {
    let state = match (document.is_retired, document.status) {
        (true, _) => "retired",
        (false, DocumentStatus::Superseded) => "superseded",
        (false, DocumentStatus::Active) => "in use",
    };
    state.to_owned()
}

/// "in use, 2 open faults".
fn of_equipment(facts: &Facts<'_>, equipment: &Equipment) -> Result<String, Refusal> {
    let faults = facts.glance_by::<Fault>(Fault::equipment_id, &equipment.id.to_value())?;
    let open = faults.iter().filter(|fault| fault.status == FaultStatus::Open).count();
    let state = if equipment.is_retired { "retired" } else { "in use" };
    let faults = if open == 0 {
        "no open fault".to_owned()
    } else {
        words::count(open, "open fault", "open faults")
    };
    Ok(format!("{state}, {faults}"))
}

/// "4 pcs in stores, low".
fn of_part(facts: &Facts<'_>, part: &Part) -> Result<String, Refusal> {
    let places = facts.stock(part.id)?;
    let total = places
        .iter()
        .fold(Quantity::ZERO, |total, (_, on_hand)| total + *on_hand);
    let is_negative = places.iter().any(|(_, on_hand)| *on_hand < Quantity::ZERO);
    let stock = format!("{total} {} in stores", part.unit);
    Ok(match stock_status(part, total, is_negative) {
        StockStatus::InStock | StockStatus::NotTracked => stock,
        status => format!("{stock}, {}", words::plain(status.word())),
    })
}
