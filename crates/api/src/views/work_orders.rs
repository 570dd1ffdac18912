//! The work order list and the work order page.

use super::history::{HistoryLine, history, with_files};
use super::parts::{StockFigure, stock_figure};
use super::usage::{self, UsageLine};
use super::{INNER_ROWS_MAX, Link, Person, View, Window, WindowArgs, any_word, equals, query, sorted};
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::acts::work_orders::{is_open, subject};
use domain::field::Field;
use domain::labels::is_overdue;
use domain::offers::{self, Offer};
use domain::quantity::Quantity;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{
    Attachment, ChecklistItem, Department, Equipment, Fault, LineStatus, Note, NoteCategory, NoteKind, Part, PartLine,
    Priority, WorkKind, WorkOrder, WorkOrderStatus,
};
use domain::time::{Date, Instant};
use domain::usage::OrderUsage;
use serde::Serialize;
use store::{Compare, Filter, ListQuery};
use ts_rs::TS;

/// The filter of the list that is no column: `["true"]` for work that should have been done by now.
const OVERDUE: &str = "is_overdue";

/// A work order in a list.
#[derive(Debug, Serialize, TS)]
pub struct WorkOrderLine {
    /// The work order.
    pub id: RowId,
    /// Number people speak.
    pub number: String,
    /// What is to be done.
    pub title: String,
    /// Where it stands.
    pub status: WorkOrderStatus,
    /// How soon.
    pub priority: Priority,
    /// Why.
    pub kind: WorkKind,
    /// Department.
    pub department: Department,
    /// The machine or space.
    pub equipment: Link,
    /// Who is to do it.
    pub assigned_to: Option<Person>,
    /// The day it should be done by.
    pub due_on: Option<Date>,
    /// It should have been done by now.
    pub is_overdue: bool,
    /// When it was written.
    pub created_at: Instant,
    /// When it was done.
    pub done_at: Option<Instant>,
}

/// A planned part with its live stock.
#[derive(Debug, Serialize, TS)]
pub struct PlannedPart {
    /// The planned line.
    pub id: RowId,
    /// The part: id, name, number.
    pub part: Link,
    /// Unit it is counted in.
    pub unit: String,
    /// How many are planned.
    pub quantity: Quantity,
    /// A word on it.
    pub note: Option<String>,
    /// Planned or not used.
    pub status: LineStatus,
    /// What lies in stores now.
    pub stock: StockFigure,
    /// How many were logged on this line.
    pub logged: Quantity,
    /// It was logged on more than one workstation, and both count.
    pub is_logged_twice: bool,
}

/// A line of the checklist.
#[derive(Debug, Serialize, TS)]
pub struct ChecklistLine {
    /// The row.
    pub item: ChecklistItem,
    /// Who ticked it.
    pub ticked_by: Option<String>,
}

/// A note, or a correction of the completion.
#[derive(Debug, Serialize, TS)]
pub struct NoteLine {
    /// The note.
    pub id: RowId,
    /// When it was written.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// What it is.
    pub category: NoteCategory,
    /// The text.
    pub text: String,
    /// The text of the note it corrects.
    pub corrects: Option<String>,
}

/// A work order's fault, as the page shows it.
#[derive(Debug, Serialize, TS)]
pub struct FaultOfWork {
    /// The fault.
    pub id: RowId,
    /// Number people speak.
    pub number: String,
    /// What is wrong.
    pub title: String,
    /// Code as on the display.
    pub code: Option<String>,
    /// Open or resolved.
    pub status: domain::tables::FaultStatus,
}

/// Everything about one work order.
#[derive(Debug, Serialize, TS)]
pub struct WorkOrderPage {
    /// The row.
    pub work_order: WorkOrder,
    /// The machine or space: maker and model are on its own page.
    pub equipment: Equipment,
    /// The last reading of its counter, in hours.
    pub equipment_hours: Option<Quantity>,
    /// The fault it promises to fix.
    pub fault: Option<FaultOfWork>,
    /// Who is to do it.
    pub assigned_to: Option<Person>,
    /// The work order it goes on from.
    pub follows: Option<Link>,
    /// Work orders that go on from it.
    pub followed_by: Vec<Link>,
    /// Other open work orders for the same fault.
    pub same_fault: Vec<WorkOrderLine>,
    /// It should have been done by now.
    pub is_overdue: bool,
    /// Planned parts.
    pub parts: Vec<PlannedPart>,
    /// How many planned parts have nothing logged.
    pub unlogged: usize,
    /// What was taken from stores, newest first.
    pub usage: Vec<UsageLine>,
    /// Checklist, in order.
    pub checklist: Vec<ChecklistLine>,
    /// Notes, newest first.
    pub notes: Vec<NoteLine>,
    /// Corrections under the completion statement, oldest first.
    pub corrections: Vec<NoteLine>,
    /// Who did the work.
    pub done_by: Vec<String>,
    /// Who signed the completion.
    pub completed_by: Option<Person>,
    /// What the program wrote down besides the notes, newest first.
    pub history: Vec<HistoryLine>,
    /// Acts this person may open.
    pub offers: Vec<Offer>,
}

pub(crate) fn line(view: &View<'_>, order: WorkOrder) -> Result<WorkOrderLine, Refusal> {
    let today = view.ctx.ship.date(view.ctx.now);
    Ok(WorkOrderLine {
        is_overdue: is_overdue(&order, today),
        equipment: view.equipment(order.equipment_id)?,
        assigned_to: order.assigned_to.map(|id| view.person(id)).transpose()?,
        id: order.id,
        number: order.number,
        title: order.title,
        status: order.status,
        priority: order.priority,
        kind: order.kind,
        department: order.department,
        due_on: order.due_on,
        created_at: order.created_at,
        done_at: order.done_at,
    })
}

/// Work orders whose column equals that id, newest first.
pub(crate) fn by(
    view: &View<'_>,
    column: &'static domain::schema::Column,
    id: RowId,
) -> Result<Vec<WorkOrderLine>, Refusal> {
    let mut query = ListQuery::new(WorkOrder::TABLE);
    query.filters.push(equals(column, id.to_value()));
    query.sort = vec![sorted(WorkOrder::number, true)];
    query.limit = INNER_ROWS_MAX;
    let (_, orders) = view.window::<WorkOrder>(&query)?;
    orders.into_iter().map(|order| line(view, order)).collect()
}

/// Not started or in progress.
pub(crate) fn open_orders() -> Result<Filter, Refusal> {
    let words = [WorkOrderStatus::Candidate, WorkOrderStatus::Active].map(|s| s.word().to_owned());
    any_word(WorkOrder::status, &words)
}

/// Open, and due on a day before today by the ship's clocks; the label [`is_overdue`] says the same of a row.
pub(crate) fn overdue_orders(view: &View<'_>) -> Result<Vec<Filter>, Refusal> {
    let today = view.ctx.ship.date(view.ctx.now);
    let due = Filter {
        column: WorkOrder::due_on.name.to_owned(),
        compare: Compare::Below,
        values: vec![today.to_value()],
    };
    Ok(vec![open_orders()?, due])
}

fn link(order: &WorkOrder) -> Link {
    Link {
        id: order.id,
        label: order.title.clone(),
        code: order.number.clone(),
    }
}

impl Program {
    /// Work orders, newest first unless sorted otherwise. Besides columns, `is_overdue` filters.
    ///
    /// # Errors
    /// When nobody is signed in, or a column is unknown.
    pub fn work_order_list(&self, args: &WindowArgs) -> Result<Window<WorkOrderLine>, Error> {
        self.view(|view| list(view, args))
    }

    /// Everything about one work order.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn work_order_page(&self, id: RowId) -> Result<WorkOrderPage, Error> {
        self.view(|view| page(view, id))
    }
}

/// One window of the list of work orders.
pub(crate) fn list(view: &View<'_>, args: &WindowArgs) -> Result<Window<WorkOrderLine>, Refusal> {
    let searched = [WorkOrder::title, WorkOrder::number, WorkOrder::location];
    let mut columns = args.clone();
    let overdue = columns.filters.remove(OVERDUE).unwrap_or_default();
    let mut query = query::<WorkOrder>(&columns, &searched, WorkOrder::number, true)?;
    if !overdue.is_empty() {
        query.filters.extend(overdue_orders(view)?);
    }
    let (total, orders) = view.window::<WorkOrder>(&query)?;
    let rows = orders
        .into_iter()
        .map(|order| line(view, order))
        .collect::<Result<_, _>>()?;
    Ok(Window { total, rows })
}

pub(crate) fn page(view: &View<'_>, id: RowId) -> Result<WorkOrderPage, Refusal> {
    let facts = view.ctx.facts;
    let order = facts.glance::<WorkOrder>(id)?;
    let lines = facts.glance_by::<PartLine>(PartLine::work_order_id, &id.to_value())?;
    let mut items = facts.glance_by::<ChecklistItem>(ChecklistItem::work_order_id, &id.to_value())?;
    items.sort_by_key(|item| item.position);
    let all_notes = facts.glance_by::<Note>(Note::work_order_id, &id.to_value())?;
    let (mut corrections, notes): (Vec<_>, Vec<_>) = all_notes
        .iter()
        .cloned()
        .partition(|note| note.kind == NoteKind::Correction);
    corrections.reverse();

    let mut touched = vec![id];
    touched.extend(lines.iter().map(|line| line.id));
    touched.extend(items.iter().map(|item| item.id));
    let taken = OrderUsage::of(facts, id)?;
    touched.extend(taken.usages.iter().map(|standing| standing.usage.id));
    touched.extend(taken.movements.iter().map(|movement| movement.id));
    let parts: Vec<PlannedPart> = lines
        .into_iter()
        .rev()
        .map(|line| planned(view, line, &taken))
        .collect::<Result<_, _>>()?;
    let same_fault = match order.fault_id {
        Some(fault) => facts
            .glance_by::<WorkOrder>(WorkOrder::fault_id, &fault.to_value())?
            .into_iter()
            .filter(|other| other.id != id && is_open(other.status))
            .map(|other| line(view, other))
            .collect::<Result<_, _>>()?,
        None => Vec::new(),
    };
    let followed_by = facts.glance_by::<WorkOrder>(WorkOrder::follows_id, &id.to_value())?;
    Ok(WorkOrderPage {
        equipment: facts.glance::<Equipment>(order.equipment_id)?,
        equipment_hours: super::equipment::last_hours(view, order.equipment_id)?,
        fault: order.fault_id.map(|fault| fault_of(view, fault)).transpose()?,
        assigned_to: order.assigned_to.map(|id| view.person(id)).transpose()?,
        follows: order
            .follows_id
            .map(|id| Ok::<_, Refusal>(link(&facts.glance::<WorkOrder>(id)?)))
            .transpose()?,
        followed_by: followed_by.iter().map(link).collect(),
        same_fault,
        is_overdue: is_overdue(&order, view.ctx.ship.date(view.ctx.now)),
        unlogged: parts
            .iter()
            .filter(|line| line.status == LineStatus::Planned && !line.logged.is_positive())
            .count(),
        parts,
        usage: usage::lines(view, &taken)?,
        checklist: items
            .into_iter()
            .map(|item| {
                let ticked_by = item
                    .ticked_by
                    .map(|id| Ok::<_, Refusal>(view.person(id)?.name))
                    .transpose()?;
                Ok(ChecklistLine { item, ticked_by })
            })
            .collect::<Result<_, Refusal>>()?,
        notes: notes
            .iter()
            .map(|note| note_line(view, note, &all_notes))
            .collect::<Result<_, _>>()?,
        corrections: corrections
            .iter()
            .map(|note| note_line(view, note, &all_notes))
            .collect::<Result<_, _>>()?,
        done_by: order
            .done_by
            .iter()
            .flatten()
            .map(|id| Ok(view.person(*id)?.name))
            .collect::<Result<_, Refusal>>()?,
        completed_by: order.completed_by.map(|id| view.person(id)).transpose()?,
        history: history(view, &with_files(view, (Attachment::work_order_id, id), touched)?)?,
        offers: offered(view, &order, &taken)?,
        work_order: order,
    })
}

/// Acts on the work order; of what came from stores only where something did.
fn offered(view: &View<'_>, order: &WorkOrder, taken: &OrderUsage) -> Result<Vec<Offer>, Refusal> {
    let mut acts = offers::of_work_order(order).to_vec();
    acts.retain(|act| *act != "return_to_stores" || !taken.parts_out().is_empty());
    offers::offered(view.ctx, &acts, &subject(order))
}

fn fault_of(view: &View<'_>, id: RowId) -> Result<FaultOfWork, Refusal> {
    let fault = view.ctx.facts.glance::<Fault>(id)?;
    Ok(FaultOfWork {
        id,
        number: fault.number,
        title: fault.title,
        code: fault.code,
        status: fault.status,
    })
}

fn planned(view: &View<'_>, line: PartLine, taken: &OrderUsage) -> Result<PlannedPart, Refusal> {
    let part = view.ctx.facts.glance::<Part>(line.part_id)?;
    Ok(PlannedPart {
        id: line.id,
        stock: stock_figure(view, &part)?,
        logged: taken.logged(line.id),
        is_logged_twice: taken.is_logged_twice(line.id, |one, other| view.reader.had_seen(one, other))?,
        part: Link {
            id: part.id,
            label: part.name,
            code: part.number,
        },
        unit: part.unit,
        quantity: line.quantity,
        note: line.note,
        status: line.status,
    })
}

fn note_line(view: &View<'_>, note: &Note, all: &[Note]) -> Result<NoteLine, Refusal> {
    let by = match note.created_by {
        Some(person) => view.person(person)?.name,
        None => "shore".to_owned(),
    };
    Ok(NoteLine {
        id: note.id,
        at: note.created_at,
        by,
        category: note.category,
        text: note.text.clone(),
        corrects: note
            .corrects_id
            .and_then(|id| all.iter().find(|other| other.id == id))
            .map(|other| other.text.clone()),
    })
}
