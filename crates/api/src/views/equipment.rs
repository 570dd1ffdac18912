//! The equipment tree, the equipment page and the grid of running hours.

use super::faults::{FaultLine, of_equipment};
use super::history::{HistoryLine, history, with_files};
use super::parts::{StockFigure, stock_figure};
use super::work_orders::{WorkOrderLine, by};
use super::{INNER_ROWS_MAX, Link, Person, View, any_word, equals};
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::acts::equipment::TREE_LEVELS_MAX;
use domain::facts::Stretch;
use domain::field::Field;
use domain::labels::is_old_reading;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::quantity::Quantity;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{
    Attachment, Department, Equipment, EquipmentKind, EquipmentPart, Fault, FaultStatus, Part, RunningHours, WorkOrder,
    WorkOrderStatus,
};
use domain::time::Instant;
use serde::Serialize;
use std::collections::HashMap;
use store::ListQuery;
use ts_rs::TS;

/// A node of the tree; the screen builds the branches from `parent_id`.
#[derive(Debug, Serialize, TS)]
pub struct EquipmentNode {
    /// The equipment.
    pub id: RowId,
    /// What it stands under.
    pub parent_id: Option<RowId>,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Machine or space.
    pub kind: EquipmentKind,
    /// Department.
    pub department: Department,
    /// Taken out of service.
    pub is_retired: bool,
    /// Open faults on it.
    pub open_faults: u32,
    /// Open work orders on it.
    pub open_work_orders: u32,
}

/// One line of a spare-part list.
#[derive(Debug, Serialize, TS)]
pub struct SparePart {
    /// The line.
    pub id: RowId,
    /// The part: id, name, number.
    pub part: Link,
    /// The equipment: id, name, code.
    pub equipment: Link,
    /// Unit the part is counted in.
    pub unit: String,
    /// How many are fitted.
    pub quantity_fitted: Option<Quantity>,
    /// Where it sits.
    pub position: Option<String>,
    /// What lies in stores now.
    pub stock: StockFigure,
}

/// One reading of a counter.
#[derive(Debug, Serialize, TS)]
pub struct ReadingLine {
    /// The counter, in hours.
    pub hours: Quantity,
    /// When it was read.
    pub read_at: Instant,
    /// Who wrote it down.
    pub by: Option<Person>,
    /// The work order whose completion carried it.
    pub work_order: Option<String>,
}

/// Everything about one piece of equipment.
#[derive(Debug, Serialize, TS)]
pub struct EquipmentPage {
    /// The row.
    pub equipment: Equipment,
    /// From the top of the tree down to what it stands under.
    pub path: Vec<Link>,
    /// What stands under it.
    pub children: Vec<Link>,
    /// Faults, newest first, at most 50.
    pub faults: Vec<FaultLine>,
    /// Work orders, newest first, at most 50.
    pub work_orders: Vec<WorkOrderLine>,
    /// The spare-part list.
    pub spare_parts: Vec<SparePart>,
    /// Readings of its counter, newest first, at most 50.
    pub readings: Vec<ReadingLine>,
    /// The last reading is older than 30 days.
    pub is_old_reading: bool,
    /// What happened to the record of it, newest first.
    pub history: Vec<HistoryLine>,
    /// Acts this person may open.
    pub offers: Vec<Offer>,
}

/// A row of the running-hours grid.
#[derive(Debug, Serialize, TS)]
pub struct Counter {
    /// The machine: id, name, code.
    pub equipment: Link,
    /// Department.
    pub department: Department,
    /// The last reading, in hours.
    pub hours: Option<Quantity>,
    /// When that was.
    pub read_at: Option<Instant>,
    /// The last reading is older than 30 days, or there is none.
    pub is_old: bool,
}

/// The last reading of a counter, in hours.
pub(crate) fn last_hours(view: &View<'_>, equipment: RowId) -> Result<Option<Quantity>, Refusal> {
    Ok(readings(view, equipment, 1)?.first().map(|reading| reading.hours))
}

/// The last readings of a counter, newest first, at most `limit`.
fn readings(view: &View<'_>, equipment: RowId, limit: usize) -> Result<Vec<RunningHours>, Refusal> {
    let all = Stretch::all(RunningHours::read_at);
    let (column, equipment) = (RunningHours::equipment_id, equipment.to_value());
    view.ctx.facts.glance_within(column, &equipment, &all, limit)
}

/// Open rows per piece of equipment.
type OpenRows = HashMap<RowId, u32>;

/// Open faults and open work orders per piece of equipment.
fn open_by_equipment(view: &View<'_>) -> Result<(OpenRows, OpenRows), Refusal> {
    let open = equals(Fault::status, FaultStatus::Open.to_value());
    let faults = view.reader.count_by(Fault::TABLE, Fault::equipment_id.name, &[open])?;
    let words = [WorkOrderStatus::Candidate, WorkOrderStatus::Active].map(|s| s.word().to_owned());
    let open = any_word(WorkOrder::status, &words)?;
    let orders = view
        .reader
        .count_by(WorkOrder::TABLE, WorkOrder::equipment_id.name, &[open])?;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let keyed = |rows: Vec<(journal::Value, usize)>| {
        rows.into_iter()
            .filter_map(|(value, n)| match value {
                journal::Value::Id(id) => Some((id, count(n))),
                _ => None,
            })
            .collect()
    };
    Ok((keyed(faults), keyed(orders)))
}

/// A spare-part line with its part, its equipment and live stock.
pub(crate) fn spare_part(view: &View<'_>, line: EquipmentPart) -> Result<SparePart, Refusal> {
    let part = view.ctx.facts.glance::<Part>(line.part_id)?;
    Ok(SparePart {
        id: line.id,
        stock: stock_figure(view, &part)?,
        equipment: view.equipment(line.equipment_id)?,
        part: Link {
            id: part.id,
            label: part.name,
            code: part.number,
        },
        unit: part.unit,
        quantity_fitted: line.quantity_fitted,
        position: line.position,
    })
}

fn path(view: &View<'_>, equipment: &Equipment) -> Result<Vec<Link>, Refusal> {
    let mut path = Vec::new();
    let mut above = equipment.parent_id;
    for _ in 0..TREE_LEVELS_MAX {
        let Some(id) = above else { break };
        let row = view.ctx.facts.glance::<Equipment>(id)?;
        above = row.parent_id;
        path.push(Link {
            id,
            label: row.name,
            code: row.code,
        });
    }
    path.reverse();
    Ok(path)
}

/// The whole tree, by code.
pub(crate) fn tree(view: &View<'_>) -> Result<Vec<EquipmentNode>, Refusal> {
    let (faults, orders) = open_by_equipment(view)?;
    let mut rows = view.ctx.facts.all::<Equipment>()?;
    rows.sort_by(|a, b| a.code.cmp(&b.code));
    let node = |row: Equipment| EquipmentNode {
        open_faults: faults.get(&row.id).copied().unwrap_or(0),
        open_work_orders: orders.get(&row.id).copied().unwrap_or(0),
        id: row.id,
        parent_id: row.parent_id,
        code: row.code,
        name: row.name,
        kind: row.kind,
        department: row.department,
        is_retired: row.is_retired,
    };
    Ok(rows.into_iter().map(node).collect())
}

impl Program {
    /// The whole tree, by code.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn equipment_tree(&self) -> Result<Vec<EquipmentNode>, Error> {
        self.view(tree)
    }

    /// Everything about one piece of equipment.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn equipment_page(&self, id: RowId) -> Result<EquipmentPage, Error> {
        self.view(|view| {
            let facts = view.ctx.facts;
            let equipment = facts.glance::<Equipment>(id)?;
            let mut children = facts.glance_by::<Equipment>(Equipment::parent_id, &id.to_value())?;
            children.retain(|child| !child.is_retired);
            children.sort_by(|a, b| a.code.cmp(&b.code));
            let mut lines = facts.glance_by::<EquipmentPart>(EquipmentPart::equipment_id, &id.to_value())?;
            let mut touched = vec![id];
            touched.extend(lines.iter().map(|line| line.id));
            lines.retain(|line| !line.is_unlinked);
            let readings = readings(view, id, INNER_ROWS_MAX)?;
            let mut spare_parts: Vec<SparePart> = lines
                .into_iter()
                .map(|line| spare_part(view, line))
                .collect::<Result<_, _>>()?;
            spare_parts.sort_by(|a, b| a.part.label.cmp(&b.part.label));
            Ok(EquipmentPage {
                path: path(view, &equipment)?,
                children: children
                    .into_iter()
                    .map(|row| Link {
                        id: row.id,
                        label: row.name,
                        code: row.code,
                    })
                    .collect(),
                faults: of_equipment(view, id)?,
                work_orders: by(view, WorkOrder::equipment_id, id)?,
                spare_parts,
                is_old_reading: equipment.has_counter
                    && readings
                        .first()
                        .is_none_or(|last| is_old_reading(last.read_at, view.ctx.now)),
                readings: readings
                    .into_iter()
                    .map(|reading| reading_line(view, &reading))
                    .collect::<Result<_, _>>()?,
                history: history(view, &with_files(view, (Attachment::equipment_id, id), touched)?)?,
                offers: offers::offered(
                    view.ctx,
                    offers::of_equipment(&equipment),
                    &Subject::of(equipment.department),
                )?,
                equipment,
            })
        })
    }

    /// Every counter with its last reading, by code.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn running_hours_grid(&self) -> Result<Vec<Counter>, Error> {
        self.view(counters)
    }
}

/// Every counter with its last reading, by code.
pub(crate) fn counters(view: &View<'_>) -> Result<Vec<Counter>, Refusal> {
    let mut query = ListQuery::new(Equipment::TABLE);
    query.filters.push(equals(Equipment::has_counter, true.to_value()));
    query.filters.push(equals(Equipment::is_retired, false.to_value()));
    query.limit = domain::acts::hours::READINGS_MAX;
    let (_, mut machines) = view.window::<Equipment>(&query)?;
    machines.sort_by(|a, b| a.code.cmp(&b.code));
    machines
        .into_iter()
        .map(|machine| {
            let last = readings(view, machine.id, 1)?.into_iter().next();
            Ok(Counter {
                hours: last.as_ref().map(|reading| reading.hours),
                read_at: last.as_ref().map(|reading| reading.read_at),
                is_old: last.is_none_or(|reading| is_old_reading(reading.read_at, view.ctx.now)),
                department: machine.department,
                equipment: Link {
                    id: machine.id,
                    label: machine.name,
                    code: machine.code,
                },
            })
        })
        .collect()
}

fn reading_line(view: &View<'_>, reading: &RunningHours) -> Result<ReadingLine, Refusal> {
    let work_order = reading
        .work_order_id
        .map(|id| Ok::<_, Refusal>(view.ctx.facts.glance::<WorkOrder>(id)?.number))
        .transpose()?;
    Ok(ReadingLine {
        hours: reading.hours,
        read_at: reading.read_at,
        by: reading.created_by.map(|id| view.person(id)).transpose()?,
        work_order,
    })
}
