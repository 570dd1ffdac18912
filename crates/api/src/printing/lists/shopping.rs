//! The shopping list, one part of it at a time as on screen.

use super::{Listed, all, cells, counted, narrowed};
use crate::printing::Stop;
use crate::printing::names::{amount, name, shopping_item};
use crate::printing::run::Pace;
use crate::views::buying::items::{self, ItemLine};
use crate::views::{View, WindowArgs};
use domain::tables::Urgency;
use paper::list::Row;
use paper::{Cell, Column};

pub(super) fn items(view: &View<'_>, args: &WindowArgs, pace: &Pace) -> Result<Listed, Stop> {
    let lines = all(args, pace, |window| items::list(view, window))?;
    Ok(Listed {
        title: "Shopping list",
        narrowed: narrowed::said(view, args)?,
        count: counted(lines.len(), "item", "items"),
        columns: vec![
            Column::text("Item", 2.6),
            Column::figure("Quantity", 0.9),
            Column::text("Source", 1.3),
            Column::text("State", 1.1),
            Column::text("Age", 1.2),
        ],
        rows: lines.iter().map(|line| item(view, line)).collect(),
    })
}

fn item(view: &View<'_>, line: &ItemLine) -> Row {
    let number = (!line.part.code.is_empty()).then(|| line.part.code.clone());
    let urgency = (line.urgency != Urgency::Normal).then(|| format!("{} urgency", name(line.urgency.word())));
    let unverified = line.is_candidate_part.then(|| "Candidate part".to_owned());
    let detail: Vec<String> = urgency.into_iter().chain(number).chain(unverified).collect();
    let source = match &line.work_order {
        Some(order) => order.code.clone(),
        None => name(line.source.word()),
    };
    // On paper an age would be read as of another day.
    let asked = view.ctx.ship.date(line.created_at).to_string();
    cells([
        Cell::from(line.part.label.as_str()).with_detail(Some(detail.join(" · "))),
        Cell::from(amount(line.quantity, &line.unit)),
        Cell::from(source).with_detail(Some(name(line.department.word()))),
        Cell::from(shopping_item(line.state)).with_detail(line.order.as_ref().map(|order| order.code.clone())),
        Cell::from(asked).with_detail(line.by.as_ref().map(|person| person.name.clone())),
    ])
}
