//! The list of deliveries, as on screen.

use super::{Listed, all, cells, counted, narrowed};
use crate::printing::Stop;
use crate::printing::names::{delivery, name};
use crate::printing::run::Pace;
use crate::views::receiving::list::{self, ListedDelivery};
use crate::views::{View, WindowArgs};
use domain::words;
use paper::list::Row;
use paper::{Cell, Column};

pub(super) fn deliveries(view: &View<'_>, args: &WindowArgs, pace: &Pace) -> Result<Listed, Stop> {
    let lines = all(args, pace, |window| list::list(view, window))?;
    Ok(Listed {
        title: "Deliveries",
        narrowed: narrowed::said(view, args)?,
        count: counted(lines.len(), "delivery", "deliveries"),
        columns: vec![
            Column::text("Number", 1.2),
            Column::text("Supplier", 2.2),
            Column::text("State", 1.4),
            Column::figure("Ticked", 0.8),
            Column::text("Seen to by", 1.4),
            Column::text("Opened", 1.3),
        ],
        rows: lines.iter().map(|line| row(view, line)).collect(),
    })
}

fn row(view: &View<'_>, line: &ListedDelivery) -> Row {
    let ship = &view.ctx.ship;
    let supplier = line
        .supplier
        .as_ref()
        .map_or("Supplier not named", |supplier| &supplier.label);
    let orders: Vec<&str> = line.orders.iter().map(|order| order.code.as_str()).collect();
    let orders = if orders.is_empty() {
        "Without an order".to_owned()
    } else {
        orders.join(", ")
    };
    let committed = line.committed_at.map(|at| format!("Committed {}", ship.format(at)));
    let left = line
        .is_abandoned
        .then(|| format!("Untouched since {}", ship.format(line.touched_at)));
    let ticked = match line.rows {
        0 => "No rows yet".to_owned(),
        rows => format!(
            "{} of {}",
            words::thousands(line.ticked as u64),
            words::thousands(rows as u64)
        ),
    };
    cells([
        Cell::from(line.number.as_str()).with_detail(line.slip_number.as_ref().map(|slip| format!("Slip {slip}"))),
        Cell::from(supplier).with_detail(Some(orders)),
        Cell::from(delivery(line.state)).with_detail(left.or(committed)),
        Cell::from(ticked),
        Cell::from(line.holder.name.as_str()).with_detail(Some(line.holder.rank.clone())),
        Cell::from(ship.format(line.started_at)).with_detail(Some(name(line.department.word()))),
    ])
}
