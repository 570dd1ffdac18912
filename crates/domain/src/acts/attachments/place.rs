//! The record that a file belongs to.

use crate::act::{Ctx, given_id, required_id};
use crate::acts::work_orders::{self, is_open};
use crate::facts::Facts;
use crate::field::Field;
use crate::permission::{self, Subject};
use crate::plan::{Values, keyed_id};
use crate::refusal::{Code, Refusal};
use crate::schema::{Column, Row};
use crate::tables::{
    Attachment, Equipment, Fault, HandoverEntry, HandoverStatus, Note, Part, PurchaseOrder, ReceivingLine,
    ReceivingSession, SessionStatus, WorkOrder,
};
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};

/// The record as a form names it: one of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PlaceParams {
    /// The fault.
    pub fault: Option<RowId>,
    /// The work order.
    pub work_order: Option<RowId>,
    /// The note.
    pub note: Option<RowId>,
    /// The equipment.
    pub equipment: Option<RowId>,
    /// The part.
    pub part: Option<RowId>,
    /// The handover entry.
    pub entry: Option<RowId>,
    /// The purchase order.
    pub order: Option<RowId>,
    /// The delivery.
    pub delivery: Option<RowId>,
    /// The row of a delivery.
    pub delivery_line: Option<RowId>,
}

/// The record that a file belongs to, and what follows from that.
#[derive(Clone, Debug)]
pub struct Place {
    /// The record as people name it.
    pub label: String,
    /// What decides about the rights.
    pub subject: Subject,
    /// Photos of parts are smaller than others.
    pub is_part: bool,
    of: PlaceParams,
    /// The work order, also where it is a note of it.
    order: Option<RowId>,
    /// The delivery, also where it is a row of it.
    delivery: Option<RowId>,
    /// Why it takes no new files, in one sentence.
    closed: Option<String>,
    /// Whoever may do this on the record may also attach papers to it.
    act: &'static str,
}

impl PlaceParams {
    /// As an incomplete form names it.
    ///
    /// # Errors
    /// `invalid` when a field holds no id.
    pub fn given(given: &Json) -> Result<Self, Refusal> {
        Ok(Self {
            fault: given_id(given, "fault")?,
            work_order: given_id(given, "work_order")?,
            note: given_id(given, "note")?,
            equipment: given_id(given, "equipment")?,
            part: given_id(given, "part")?,
            entry: given_id(given, "entry")?,
            order: given_id(given, "order")?,
            delivery: given_id(given, "delivery")?,
            delivery_line: given_id(given, "delivery_line")?,
        })
    }

    /// The record; none where none is named.
    ///
    /// # Errors
    /// `not_found`, or `invalid` where several are named.
    pub fn place(self, facts: &Facts<'_>) -> Result<Option<Place>, Refusal> {
        let (work, things) = (
            [self.fault, self.work_order, self.note],
            [
                self.equipment,
                self.part,
                self.entry,
                self.order,
                self.delivery,
                self.delivery_line,
            ],
        );
        let named = work.iter().chain(&things);
        if named.flatten().count() > 1 {
            return Err(Refusal::new(
                Code::Invalid,
                "A file belongs to one record. Attach it to the other one as well.",
            ));
        }
        if let Some(id) = self.fault {
            let fault = facts.get::<Fault>(id)?;
            return Ok(Some(self.simple(
                fault.number,
                Subject::of(fault.department),
                "report_fault",
            )));
        }
        if let Some(id) = self.equipment {
            let equipment = facts.get::<Equipment>(id)?;
            let subject = Subject::of(equipment.department);
            return Ok(Some(self.simple(equipment.name, subject, "edit_equipment")));
        }
        if let Some(id) = self.part {
            let part = facts.get::<Part>(id)?;
            let label = format!("{} {}", part.number, part.name);
            return Ok(Some(self.simple(label, Subject::of(part.department), "edit_part")));
        }
        if let Some(id) = self.entry {
            let entry = facts.get::<HandoverEntry>(id)?;
            let label = format!("the handover entry “{}”", entry.title);
            let place = self.simple(label, Subject::of(entry.department), "add_to_handover");
            return Ok(Some(Place {
                closed: handover_closed(&entry),
                ..place
            }));
        }
        if let Some(id) = self.order {
            return Ok(Some(Place::of_order(&facts.get::<PurchaseOrder>(id)?)));
        }
        if self.delivery.is_some() || self.delivery_line.is_some() {
            return self.delivery_place(facts).map(Some);
        }
        let note = self.note.map(|id| facts.get::<Note>(id)).transpose()?;
        let Some(order) = self.work_order.or(note.as_ref().map(|note| note.work_order_id)) else {
            return Ok(None);
        };
        let order = facts.get::<WorkOrder>(order)?;
        let label = if note.is_some() {
            format!("a note of {}", order.number)
        } else {
            order.number.clone()
        };
        Ok(Some(Place {
            subject: work_orders::subject(&order),
            closed: order_closed(&order),
            order: Some(order.id),
            ..self.simple(label, Subject::default(), "add_note_to_work_order")
        }))
    }

    fn delivery_place(self, facts: &Facts<'_>) -> Result<Place, Refusal> {
        let line = self
            .delivery_line
            .map(|id| facts.get::<ReceivingLine>(id))
            .transpose()?;
        let id = self.delivery.or(line.as_ref().map(|line| line.session_id));
        let session = facts.get::<ReceivingSession>(required_id("delivery", id)?)?;
        let label = match &line {
            Some(line) => format!("row {} of {}", line.position, session.number),
            None => session.number.clone(),
        };
        let subject = Subject::of(session.department);
        Ok(Place {
            delivery: Some(session.id),
            closed: delivery_closed(&session),
            ..self.simple(label, subject, "start_receiving")
        })
    }

    fn simple(self, label: String, subject: Subject, act: &'static str) -> Place {
        Place {
            label,
            subject,
            is_part: self.part.is_some(),
            of: self,
            order: None,
            delivery: None,
            closed: None,
            act,
        }
    }
}

impl Place {
    /// A fault that the same act reports; it has no number yet.
    pub(super) fn of_new_fault(subject: Subject) -> Self {
        PlaceParams::default().simple("the fault".to_owned(), subject, "report_fault")
    }

    /// A purchase order, in whatever state: its papers come when they come.
    pub(in crate::acts) fn of_order(order: &PurchaseOrder) -> Self {
        let of = PlaceParams {
            order: Some(order.id),
            ..PlaceParams::default()
        };
        let subject = Subject::of(order.department);
        of.simple(order.number.clone(), subject, "attach_order_document")
    }

    /// Whether it is a purchase order.
    #[must_use]
    pub fn is_order(&self) -> bool {
        self.of.order.is_some()
    }

    /// Refuses what is over: work that was signed or cancelled, a handover entry that was signed over.
    pub(super) fn must_be_open(&self) -> Result<(), Refusal> {
        self.closed
            .clone()
            .map_or(Ok(()), |sentence| Err(Refusal::state(sentence)))
    }

    /// Photos come from everybody; papers from those who may write on the record.
    pub(super) fn may_take_papers(&self, ctx: &Ctx<'_>) -> Result<(), Refusal> {
        if permission::may(ctx.facts, ctx.authority(), self.act, &self.subject)? {
            return Ok(());
        }
        Err(Refusal::new(
            Code::WrongRole,
            format!(
                "{} may attach photos to {}, and no PDF. Ask somebody who may {}.",
                ctx.authority().name,
                self.label,
                words::act(self.act)
            ),
        ))
    }

    /// Sets what links a row to the record.
    pub(super) fn link(&self, values: Values) -> Values {
        values
            .set(Attachment::fault_id, &self.of.fault)
            .set(Attachment::work_order_id, &self.order)
            .set(Attachment::note_id, &self.of.note)
            .set(Attachment::equipment_id, &self.of.equipment)
            .set(Attachment::part_id, &self.of.part)
            .set(Attachment::handover_id, &self.of.entry)
            .set(Attachment::order_id, &self.of.order)
            .set(Attachment::session_id, &self.delivery)
            .set(Attachment::receiving_line_id, &self.of.delivery_line)
    }

    /// The record as the form of another act is given it.
    pub(super) fn given(&self) -> Json {
        let mut given = json!(self.of);
        if let Some(fields) = given.as_object_mut() {
            fields.retain(|_, value| !value.is_null());
        }
        given
    }

    /// The column that names the record, and its id.
    fn column(&self) -> Option<(&'static Column, RowId)> {
        let of = &self.of;
        [
            (Attachment::fault_id, of.fault),
            (Attachment::note_id, of.note),
            (Attachment::work_order_id, of.work_order),
            (Attachment::equipment_id, of.equipment),
            (Attachment::part_id, of.part),
            (Attachment::handover_id, of.entry),
            (Attachment::order_id, of.order),
            (Attachment::receiving_line_id, of.delivery_line),
            (Attachment::session_id, of.delivery),
        ]
        .into_iter()
        .find_map(|(column, id)| Some((column, id?)))
    }
}

/// Every row of the record's files, withdrawals too, newest first; of a work order also of its notes.
///
/// # Errors
/// When the replica cannot be read.
pub fn attached_ever(facts: &Facts<'_>, place: &Place) -> Result<Vec<Attachment>, Refusal> {
    let Some((column, id)) = place.column() else {
        return Ok(Vec::new());
    };
    facts.glance_by::<Attachment>(column, &id.to_value())
}

fn order_closed(order: &WorkOrder) -> Option<String> {
    (!is_open(order.status)).then(|| {
        format!(
            "{} is {}; it takes no more files. More work is a new work order.",
            order.number,
            words::work_order_status(order.status)
        )
    })
}

/// Photos of a delivery may come until it is given up; what was signed is not changed by them.
fn delivery_closed(session: &ReceivingSession) -> Option<String> {
    (session.status == SessionStatus::Cancelled).then(|| {
        format!(
            "{} was cancelled; it takes no more files. Start a new delivery.",
            session.number
        )
    })
}

/// Whoever signed took over what they saw: a photo added later would not have been among it.
fn handover_closed(entry: &HandoverEntry) -> Option<String> {
    let why = if entry.status != HandoverStatus::Open {
        "is not open any more"
    } else if entry.is_signed_over {
        "was signed over"
    } else {
        return None;
    };
    Some(format!(
        "The handover entry “{}” {why}; it takes no more files. Add a new entry.",
        entry.title
    ))
}

/// What is attached to the record and not withdrawn, newest first; of a work order also to its notes.
///
/// # Errors
/// When the replica cannot be read.
pub fn attached(facts: &Facts<'_>, place: &Place) -> Result<Vec<Attachment>, Refusal> {
    let rows = attached_ever(facts, place)?;
    let withdrawn: Vec<RowId> = rows.iter().filter_map(|row| row.withdraws_id).collect();
    let stands = |row: &Attachment| row.withdraws_id.is_none() && !withdrawn.contains(&row.id);
    Ok(rows.into_iter().filter(stands).collect())
}

/// The record of an attachment.
///
/// # Errors
/// `not_found` where the record is not in this replica.
pub fn place_of(facts: &Facts<'_>, attachment: &Attachment) -> Result<Place, Refusal> {
    let of = PlaceParams {
        fault: attachment.fault_id,
        work_order: attachment.work_order_id.filter(|_| attachment.note_id.is_none()),
        note: attachment.note_id,
        equipment: attachment.equipment_id,
        part: attachment.part_id,
        entry: attachment.handover_id,
        order: attachment.order_id,
        delivery: attachment.session_id.filter(|_| attachment.receiving_line_id.is_none()),
        delivery_line: attachment.receiving_line_id,
    };
    of.place(facts)?
        .ok_or_else(|| Refusal::new(Code::NotFound, "The record of this file is not known here."))
}

/// The id of the row that withdraws the attachment, whether it exists or not.
#[must_use]
pub fn withdrawal_id(attachment: RowId) -> RowId {
    keyed_id(Attachment::TABLE, &[attachment])
}
