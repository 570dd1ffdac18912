//! Faults and work orders.

use super::{Listed, all, cells, counted, joined, narrowed};
use crate::printing::Stop;
use crate::printing::names::{capital, name};
use crate::printing::run::Pace;
use crate::views::faults::{self, FaultLine};
use crate::views::work_orders::{self, WorkOrderLine};
use crate::views::{View, WindowArgs};
use domain::words;
use paper::list::Row;
use paper::{Cell, Column};

pub(super) fn faults(view: &View<'_>, args: &WindowArgs, pace: &Pace) -> Result<Listed, Stop> {
    let lines = all(args, pace, |window| faults::list(view, window))?;
    Ok(Listed {
        title: "Faults",
        narrowed: narrowed::said(view, args)?,
        count: counted(lines.len(), "fault", "faults"),
        columns: vec![
            Column::text("Number", 1.2),
            Column::text("Fault", 3.0),
            Column::text("Equipment", 1.9),
            Column::text("Severity", 0.8),
            Column::text("State", 0.8),
            Column::text("Noticed", 1.2),
        ],
        rows: lines.iter().map(|line| fault(view, line)).collect(),
    })
}

fn fault(view: &View<'_>, line: &FaultLine) -> Row {
    let recurring = line
        .recurring
        .map(|times| format!("Recurring: {times} times in 30 days"));
    let open = line.open_work_orders as usize;
    let open = (open > 0).then(|| counted(open, "open work order", "open work orders"));
    let detail = joined([line.code.as_deref(), recurring.as_deref(), open.as_deref()]);
    let equipment = match &line.equipment {
        Some(link) => Cell::from(link.label.as_str()).with_detail(Some(link.code.clone())),
        None => Cell::from("No equipment named"),
    };
    cells([
        Cell::from(line.number.as_str()),
        Cell::from(line.title.as_str()).with_detail(Some(detail)),
        equipment,
        Cell::from(name(line.severity.word())),
        Cell::from(name(line.status.word())),
        Cell::from(view.ctx.ship.format(line.noticed_at)),
    ])
}

pub(super) fn orders(view: &View<'_>, args: &WindowArgs, pace: &Pace) -> Result<Listed, Stop> {
    let lines = all(args, pace, |window| work_orders::list(view, window))?;
    Ok(Listed {
        title: "Work orders",
        narrowed: narrowed::said(view, args)?,
        count: counted(lines.len(), "work order", "work orders"),
        columns: vec![
            Column::text("Number", 1.3),
            Column::text("Work order", 3.0),
            Column::text("Equipment", 1.9),
            Column::text("State", 1.0),
            Column::text("Assigned to", 1.3),
            Column::text("Due", 0.9),
        ],
        rows: lines.iter().map(order).collect(),
    })
}

fn order(line: &WorkOrderLine) -> Row {
    let detail = format!("{} · {}", name(line.priority.word()), name(line.kind.word()));
    let assigned = line.assigned_to.as_ref().map_or("Not assigned", |person| &person.name);
    let due = line.due_on.map_or_else(|| "–".to_owned(), |due| due.to_string());
    let overdue = line.is_overdue.then(|| "Overdue".to_owned());
    cells([
        Cell::from(line.number.as_str()),
        Cell::from(line.title.as_str()).with_detail(Some(detail)),
        Cell::from(line.equipment.label.as_str()).with_detail(Some(line.equipment.code.clone())),
        Cell::from(capital(words::work_order_status(line.status))),
        Cell::from(assigned),
        Cell::from(due).with_detail(overdue),
    ])
}
