//! The fault list and the fault page.

use super::history::{HistoryLine, history, with_files};
use super::work_orders::{WorkOrderLine, line as work_order_line};
use super::{INNER_ROWS_MAX, Link, View, Window, WindowArgs, equals, query, sorted};
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::acts::faults::recurrences;
use domain::acts::work_orders::is_open;
use domain::field::Field;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::Refusal;
use domain::tables::{Attachment, Department, Fault, FaultStatus, Severity, WorkOrder};
use domain::time::Instant;
use serde::Serialize;
use store::ListQuery;
use ts_rs::TS;

/// A fault in a list.
#[derive(Debug, Serialize, TS)]
pub struct FaultLine {
    /// The fault.
    pub id: RowId,
    /// Number people speak.
    pub number: String,
    /// What is wrong.
    pub title: String,
    /// Code as on the display.
    pub code: Option<String>,
    /// How bad.
    pub severity: Severity,
    /// Open or resolved.
    pub status: FaultStatus,
    /// Department.
    pub department: Department,
    /// The machine or space.
    pub equipment: Option<Link>,
    /// When it was noticed.
    pub noticed_at: Instant,
    /// Open work orders for it.
    pub open_work_orders: u32,
    /// Times this code was noticed on this equipment in 30 days, from 2 on.
    pub recurring: Option<u32>,
}

/// Everything about one fault.
#[derive(Debug, Serialize, TS)]
pub struct FaultPage {
    /// The row.
    pub fault: Fault,
    /// The machine or space.
    pub equipment: Option<Link>,
    /// Who reported it, by name or in the words written down.
    pub reported_by: String,
    /// Who settled it.
    pub resolved_by: Option<String>,
    /// Times this code was noticed on this equipment in 30 days, from 2 on.
    pub recurring: Option<u32>,
    /// Every work order for it, newest first.
    pub work_orders: Vec<WorkOrderLine>,
    /// What happened, newest first.
    pub history: Vec<HistoryLine>,
    /// Acts this person may open.
    pub offers: Vec<Offer>,
}

pub(crate) fn line(view: &View<'_>, fault: Fault) -> Result<FaultLine, Refusal> {
    let orders = view
        .ctx
        .facts
        .glance_by::<WorkOrder>(WorkOrder::fault_id, &fault.id.to_value())?;
    Ok(FaultLine {
        open_work_orders: count(orders.iter().filter(|order| is_open(order.status)).count()),
        recurring: recurring(view, &fault)?,
        equipment: fault.equipment_id.map(|id| view.equipment(id)).transpose()?,
        id: fault.id,
        number: fault.number,
        title: fault.title,
        code: fault.code,
        severity: fault.severity,
        status: fault.status,
        department: fault.department,
        noticed_at: fault.noticed_at,
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn recurring(view: &View<'_>, fault: &Fault) -> Result<Option<u32>, Refusal> {
    let (Some(equipment), Some(code)) = (fault.equipment_id, &fault.code) else {
        return Ok(None);
    };
    let times = recurrences(view.ctx.facts, view.ctx.now, equipment, code)?;
    Ok((times > 1).then(|| count(times)))
}

/// Faults of one piece of equipment, newest first.
pub(crate) fn of_equipment(view: &View<'_>, equipment: RowId) -> Result<Vec<FaultLine>, Refusal> {
    let mut query = ListQuery::new(<Fault as domain::schema::Row>::TABLE);
    query.filters.push(equals(Fault::equipment_id, equipment.to_value()));
    query.sort = vec![sorted(Fault::noticed_at, true)];
    query.limit = INNER_ROWS_MAX;
    let (_, faults) = view.window::<Fault>(&query)?;
    faults.into_iter().map(|fault| line(view, fault)).collect()
}

/// One window of the list of faults.
pub(crate) fn list(view: &View<'_>, args: &WindowArgs) -> Result<Window<FaultLine>, Refusal> {
    let searched = [Fault::title, Fault::number, Fault::code];
    let query = query::<Fault>(args, &searched, Fault::noticed_at, true)?;
    let (total, faults) = view.window::<Fault>(&query)?;
    let rows = faults
        .into_iter()
        .map(|fault| line(view, fault))
        .collect::<Result<_, _>>()?;
    Ok(Window { total, rows })
}

impl Program {
    /// Faults, newest first unless sorted otherwise.
    ///
    /// # Errors
    /// When nobody is signed in, or a column is unknown.
    pub fn fault_list(&self, args: &WindowArgs) -> Result<Window<FaultLine>, Error> {
        self.view(|view| list(view, args))
    }

    /// Everything about one fault.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn fault_page(&self, id: RowId) -> Result<FaultPage, Error> {
        self.view(|view| {
            let fault = view.ctx.facts.glance::<Fault>(id)?;
            let orders = view
                .ctx
                .facts
                .glance_by::<WorkOrder>(WorkOrder::fault_id, &id.to_value())?;
            let subject = Subject::of(fault.department);
            let reported_by = match (&fault.reported_by_text, fault.reported_by_id) {
                (Some(text), _) => text.clone(),
                (None, Some(person)) => view.person(person)?.name,
                (None, None) => "not written down".to_owned(),
            };
            Ok(FaultPage {
                equipment: fault.equipment_id.map(|id| view.equipment(id)).transpose()?,
                reported_by,
                resolved_by: fault
                    .resolved_by
                    .map(|id| Ok::<_, Refusal>(view.person(id)?.name))
                    .transpose()?,
                recurring: recurring(view, &fault)?,
                work_orders: orders
                    .into_iter()
                    .map(|order| work_order_line(view, order))
                    .collect::<Result<_, _>>()?,
                history: history(view, &with_files(view, (Attachment::fault_id, id), vec![id])?)?,
                offers: offers::offered(view.ctx, offers::of_fault(&fault), &subject)?,
                fault,
            })
        })
    }
}
