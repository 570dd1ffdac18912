//! Movements of a part, at a place, or for a work order.

use super::{Listed, cells, counted, joined, refuse_too_long};
use crate::printing::Stop;
use crate::printing::names::{amount, coded, movement as kind};
use crate::printing::run::Pace;
use crate::views::movements::{self, MovementArgs, MovementLine};
use crate::views::{View, WINDOW_ROWS_MAX};
use domain::refusal::Refusal;
use domain::tables::{Part, WorkOrder};
use paper::list::Row;
use paper::{Cell, Column};

pub(super) fn moved(view: &View<'_>, args: &MovementArgs, pace: &Pace) -> Result<Listed, Stop> {
    let mut rows = Vec::new();
    loop {
        let window = MovementArgs {
            offset: rows.len(),
            limit: Some(WINDOW_ROWS_MAX),
            ..args.clone()
        };
        let found = movements::list(view, &window)?;
        if rows.is_empty() {
            refuse_too_long(found.total)?;
            pace.expect(found.total.div_ceil(WINDOW_ROWS_MAX as u64));
        }
        if found.rows.is_empty() {
            break;
        }
        pace.step()?;
        rows.extend(found.rows.iter().map(|line| movement(view, line)));
    }
    Ok(Listed {
        title: "Movements",
        narrowed: narrowed(view, args)?,
        count: counted(rows.len(), "movement", "movements"),
        columns: vec![
            Column::text("When", 1.1),
            Column::text("What", 2.6),
            Column::text("Part", 2.0),
            Column::text("Place", 1.5),
            Column::figure("Quantity", 0.9),
            Column::figure("Then there", 0.9),
        ],
        rows,
    })
}

fn narrowed(view: &View<'_>, args: &MovementArgs) -> Result<Vec<String>, Refusal> {
    let part = args.part.map(|id| view.ctx.facts.glance::<Part>(id)).transpose()?;
    let part = part.map(|part| coded(&part.number, &part.name));
    let place = args.location.map(|id| view.place(id)).transpose()?;
    let place = place.map(|place| coded(&place.code, &place.label));
    let order = args
        .work_order
        .map(|id| view.ctx.facts.glance::<WorkOrder>(id))
        .transpose()?;
    let order = order.map(|order| coded(&order.number, &order.title));
    let said = joined([part.as_deref(), place.as_deref(), order.as_deref()]);
    Ok(if said.is_empty() {
        Vec::new()
    } else {
        vec![format!("Only: {said}")]
    })
}

fn movement(view: &View<'_>, line: &MovementLine) -> Row {
    let other = line.other_place.as_ref().map(|place| {
        let way = if line.quantity.is_positive() { "from" } else { "to" };
        format!("{way} {}", place.label)
    });
    let by = line.by.as_ref().map(|person| person.name.as_str());
    let order = line.work_order.as_ref().map(|order| order.number.as_str());
    let marks = [
        (line.reversed_by.is_some(), "Reversed"),
        (line.crossed_zero, "Here it went below zero"),
        (line.may_be_counted_twice, "May be counted twice"),
        (line.is_after_completion, "Logged after completion"),
    ];
    let marks = marks.iter().map(|(is_so, mark)| is_so.then_some(*mark));
    let detail = joined(marks.chain([by, order, other.as_deref(), line.reason.as_deref()]));
    let sign = if line.quantity.is_positive() { "+" } else { "" };
    cells([
        Cell::from(view.ctx.ship.format(line.at)),
        Cell::from(kind(line.kind)).with_detail(Some(detail)),
        Cell::from(line.part.label.as_str()).with_detail(Some(line.part.code.clone())),
        Cell::from(line.location.label.as_str()).with_detail(Some(line.location.code.clone())),
        Cell::from(format!("{sign}{}", amount(line.quantity, &line.unit))),
        Cell::from(amount(line.sum, &line.unit)),
    ])
}
