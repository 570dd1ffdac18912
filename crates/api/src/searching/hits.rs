//! A hit as one line: what it is called, its number or code, what tells it apart, and how it stands.

use domain::RowId;
use domain::facts::Facts;
use domain::labels::stock_status;
use domain::refusal::Refusal;
use domain::searched::SearchKind;
use domain::tables::{
    Crew, Document, Equipment, Fault, HandoverEntry, Note, Part, PurchaseOrder, ReceivingSession, Supplier, WorkOrder,
};
use domain::text::shortened;
use serde::Serialize;
use store::{Hit, Records};
use ts_rs::TS;

/// Characters of a note that are shown.
const EXCERPT_CHARACTERS_MAX: usize = 160;
/// The state of what is in use; other states are the words of the record.
const IN_USE: &str = "in_use";
const RETIRED: &str = "retired";

/// One record that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HitLine {
    /// What it is.
    pub kind: SearchKind,
    /// The record.
    pub id: RowId,
    /// The record whose page shows it: of a note, its work order.
    pub on_page: RowId,
    /// What it is called, or what it says.
    pub title: String,
    /// Number people speak, code, the maker's number, or rank.
    pub code: String,
    /// What tells it apart: the equipment, the place, the maker.
    pub more: String,
    /// How it stands: its status; of parts how stock stands; of notes the category; `in_use` or `retired`.
    pub state: String,
    /// Of parts: how much lies in stores, with its unit.
    pub on_hand: Option<String>,
    /// A word was taken for another that differs by one letter.
    pub is_mistaken: bool,
}

/// Records whose spoken number was typed.
pub(crate) struct NumberedHits(pub(crate) Vec<(SearchKind, RowId)>);

impl NumberedHits {
    /// Their lines.
    pub(crate) fn lines(self, records: &Records<'_>, facts: &Facts<'_>) -> Result<Vec<HitLine>, Refusal> {
        let line = |(kind, id)| line(records, facts, kind, id, None);
        self.0.into_iter().map(line).collect()
    }
}

/// The lines of hits of one kind.
pub(crate) fn lines(
    records: &Records<'_>,
    facts: &Facts<'_>,
    kind: SearchKind,
    hits: Vec<Hit>,
) -> Result<Vec<HitLine>, Refusal> {
    let line = |hit: Hit| {
        Ok(HitLine {
            is_mistaken: hit.is_mistaken,
            ..line(records, facts, kind, hit.id, hit.excerpt)?
        })
    };
    hits.into_iter().map(line).collect()
}

pub(super) fn line(
    records: &Records<'_>,
    facts: &Facts<'_>,
    kind: SearchKind,
    id: RowId,
    excerpt: Option<String>,
) -> Result<HitLine, Refusal> {
    let retired = |is_retired: bool| if is_retired { RETIRED } else { IN_USE };
    let line = |title: String, code: String, more: Option<String>, state: &str| HitLine {
        kind,
        id,
        on_page: id,
        title,
        code,
        more: more.unwrap_or_default(),
        state: state.to_owned(),
        on_hand: None,
        is_mistaken: false,
    };
    let called = |equipment: RowId| -> Result<Option<String>, Refusal> {
        Ok(facts.find::<Equipment>(equipment)?.map(|row| row.name))
    };
    Ok(match kind {
        SearchKind::Equipment => {
            let row = facts.glance::<Equipment>(id)?;
            line(row.name, row.code, row.location.or(row.maker), retired(row.is_retired))
        }
        SearchKind::Fault => {
            let row = facts.glance::<Fault>(id)?;
            let equipment = row.equipment_id.map(called).transpose()?.flatten();
            line(row.title, row.number, equipment, row.status.word())
        }
        SearchKind::WorkOrder => {
            let row = facts.glance::<WorkOrder>(id)?;
            line(row.title, row.number, called(row.equipment_id)?, row.status.word())
        }
        SearchKind::Part => part(records, facts.glance::<Part>(id)?, line)?,
        SearchKind::Manual => {
            let row = facts.glance::<Document>(id)?;
            let state = match row.is_retired {
                true => RETIRED,
                false => row.status.word(),
            };
            line(row.title, row.model.unwrap_or_default(), row.maker, state)
        }
        SearchKind::Handover => {
            let row = facts.glance::<HandoverEntry>(id)?;
            let equipment = row.equipment_id.map(called).transpose()?.flatten();
            line(row.title, String::new(), equipment, row.status.word())
        }
        SearchKind::Note => {
            let row = facts.glance::<Note>(id)?;
            let order = facts.glance::<WorkOrder>(row.work_order_id)?;
            let text = excerpt.unwrap_or(row.text);
            HitLine {
                on_page: order.id,
                ..line(
                    shortened(&text, EXCERPT_CHARACTERS_MAX),
                    order.number,
                    Some(order.title),
                    row.category.word(),
                )
            }
        }
        SearchKind::Supplier => {
            let row = facts.glance::<Supplier>(id)?;
            line(
                row.name,
                row.code.unwrap_or_default(),
                row.contact,
                retired(row.is_retired),
            )
        }
        SearchKind::Delivery => {
            let row = facts.glance::<ReceivingSession>(id)?;
            let supplier = row
                .supplier_id
                .map(|id| facts.find::<Supplier>(id))
                .transpose()?
                .flatten();
            let title = supplier.map(|supplier| supplier.name).unwrap_or_default();
            HitLine {
                on_page: row.supplier_id.unwrap_or(id),
                ..line(title, row.number, row.slip_number, row.status.word())
            }
        }
        SearchKind::PurchaseOrder => {
            let row = facts.glance::<PurchaseOrder>(id)?;
            let supplier = facts.find::<Supplier>(row.supplier_id)?;
            let title = supplier.map(|supplier| supplier.name).unwrap_or_default();
            line(title, row.number, row.supplier_reference, row.status.word())
        }
        SearchKind::Person => {
            let row = facts.glance::<Crew>(id)?;
            line(
                row.name,
                row.rank,
                Some(row.department.word().to_owned()),
                retired(!row.is_active),
            )
        }
    })
}

fn part(
    records: &Records<'_>,
    row: Part,
    line: impl FnOnce(String, String, Option<String>, &str) -> HitLine,
) -> Result<HitLine, Refusal> {
    let sum = records.stock_of_parts([row.id])?.remove(&row.id).unwrap_or_default();
    let state = match row.is_retired {
        true => RETIRED,
        false => stock_status(&row, sum.total, sum.places_below_zero > 0).word(),
    };
    let on_hand = Some(format!("{} {}", sum.total, row.unit));
    Ok(HitLine {
        on_hand,
        ..line(row.name, row.number, row.maker, state)
    })
}
