//! The list of purchase orders, as on screen.

use super::{Listed, all, cells, counted, narrowed};
use crate::printing::Stop;
use crate::printing::names::{name, purchase_order};
use crate::printing::purchase::grouped;
use crate::printing::run::Pace;
use crate::views::buying::orders::{self, PurchaseRow};
use crate::views::{View, WindowArgs};
use domain::words;
use paper::list::Row;
use paper::{Cell, Column};

pub(super) fn orders(view: &View<'_>, args: &WindowArgs, pace: &Pace) -> Result<Listed, Stop> {
    let lines = all(args, pace, |window| orders::list(view, window))?;
    Ok(Listed {
        title: "Purchase orders",
        narrowed: narrowed::said(view, args)?,
        count: counted(lines.len(), "order", "orders"),
        columns: vec![
            Column::text("Number", 1.2),
            Column::text("Supplier", 2.2),
            Column::text("State", 1.3),
            Column::figure("Lines", 0.5),
            Column::figure("Sum", 1.4),
            Column::text("Wanted on", 0.9),
            Column::text("Made", 1.3),
        ],
        rows: lines.iter().map(|line| order(view, line)).collect(),
    })
}

fn order(view: &View<'_>, line: &PurchaseRow) -> Row {
    let ship = &view.ctx.ship;
    let placed = line.ordered_at.map(|at| format!("Placed {}", ship.format(at)));
    let sum = match (&line.sum.amount, line.sum.is_beyond) {
        (Some(amount), _) => grouped(amount),
        (None, true) => "More than can be added up".to_owned(),
        (None, false) => "Without prices".to_owned(),
    };
    let left_out = (line.sum.amount.is_some() && line.sum.unpriced > 0).then(|| {
        let lines = words::count(line.sum.unpriced, "line", "lines");
        format!("{lines} without a price")
    });
    cells([
        Cell::from(line.number.as_str()),
        Cell::from(line.supplier.label.as_str()).with_detail(Some(name(line.department.word()))),
        Cell::from(purchase_order(line.state)).with_detail(placed),
        Cell::from(line.lines.to_string()),
        Cell::from(sum).with_detail(left_out),
        Cell::from(line.wanted_on.map(|day| day.to_string()).unwrap_or_default()),
        Cell::from(ship.format(line.created_at)).with_detail(line.by.as_ref().map(|person| person.name.clone())),
    ])
}
