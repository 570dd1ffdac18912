//! A work order's card: what somebody takes along to the machine.

use super::desk::{BOXES, foot, page_of, vessel};
use super::names::{amount, coded};
use super::orders;
use crate::views::View;
use crate::views::parts::usual;
use crate::views::work_orders::{self, PlannedPart, WorkOrderPage};
use domain::RowId;
use domain::quantity::Quantity;
use domain::refusal::Refusal;
use domain::tables::LineStatus;
use paper::sheet::{Part, Sheet, Tick};
use paper::{Cell, Column};

/// Empty lines to write on.
const LINES: usize = 5;

pub(super) fn sheet(view: &View<'_>, id: RowId) -> Result<Sheet, Refusal> {
    let page = work_orders::page(view, id)?;
    let mut parts = vec![Part::Facts(orders::facts(view, &page)?)];
    parts.extend(orders::description(&page));
    parts.extend(checklist(&page));
    parts.extend(planned(view, &page.parts)?);
    parts.extend(to_write());
    Ok(Sheet {
        vessel: vessel(view)?,
        head: orders::head(&page),
        lead: orders::lead(&page),
        title: page.work_order.title,
        parts,
        foot: foot(view),
        page_of,
        boxes: BOXES.to_owned(),
    })
}

/// Boxes to tick by hand; what was ticked before is ticked on paper too.
fn checklist(page: &WorkOrderPage) -> Vec<Part> {
    if page.checklist.is_empty() {
        return Vec::new();
    }
    let ticks = page.checklist.iter().map(|line| Tick {
        text: line.item.text.clone(),
        is_ticked: line.item.is_ticked,
        facts: line.item.remark.iter().cloned().collect(),
    });
    vec![Part::Heading("Checklist".to_owned()), Part::Boxes(ticks.collect())]
}

fn planned(view: &View<'_>, lines: &[PlannedPart]) -> Result<Vec<Part>, Refusal> {
    let wanted: Vec<&PlannedPart> = lines.iter().filter(|line| line.status == LineStatus::Planned).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let columns = vec![
        Column::text("Part", 2.2),
        Column::figure("Planned", 0.8),
        Column::text("Where it lies", 2.4),
        Column::text("Taken", 0.8),
    ];
    let rows = wanted.into_iter().map(|line| row(view, line));
    Ok(vec![
        Part::Heading("Parts".to_owned()),
        Part::Table(columns, rows.collect::<Result<_, _>>()?),
    ])
}

fn row(view: &View<'_>, line: &PlannedPart) -> Result<Vec<Cell>, Refusal> {
    let said = [Some(line.part.code.clone()), line.note.clone()];
    let said: Vec<String> = said.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    let logged = line
        .logged
        .is_positive()
        .then(|| format!("{} logged", amount(line.logged, &line.unit)));
    Ok(vec![
        Cell::from(line.part.label.as_str()).with_detail(Some(said.join("\n"))),
        Cell::from(amount(line.quantity, &line.unit)).with_detail(logged),
        Cell::from(places(view, line)?),
        Cell::default(),
    ])
}

/// Every place where some of it lies, and the usual one; a line each.
fn places(view: &View<'_>, line: &PlannedPart) -> Result<String, Refusal> {
    let usual = usual(view.ctx.facts, line.part.id)?;
    let mut said = Vec::new();
    let mut is_usual_said = false;
    for place in view.reader.stock_of(line.part.id)? {
        let is_usual = usual == Some(place.location);
        if place.on_hand == Quantity::ZERO && !is_usual {
            continue;
        }
        is_usual_said |= is_usual;
        let link = view.place(place.location)?;
        let there = amount(place.on_hand, &line.unit);
        said.push((!is_usual, format!("{}: {there}", coded(&link.code, &link.label))));
    }
    if let Some(usual) = usual.filter(|_| !is_usual_said) {
        let link = view.place(usual)?;
        said.push((false, format!("{}: none there", coded(&link.code, &link.label))));
    }
    said.sort();
    let lines: Vec<String> = said.into_iter().map(|(_, text)| text).collect();
    Ok(if lines.is_empty() {
        "No place is recorded".to_owned()
    } else {
        lines.join("\n")
    })
}

/// Room for what is found out at the machine.
fn to_write() -> Vec<Part> {
    let blanks = [
        "Done by",
        "Date and time",
        "Person-hours",
        "Running hours",
        "Other parts taken, and from where",
        "Signature",
    ];
    vec![
        Part::Heading("What was found and done".to_owned()),
        Part::Lines(LINES),
        Part::Blanks(blanks.map(str::to_owned).into()),
        Part::Remark("What is written here counts once somebody has entered it in the program.".to_owned()),
    ]
}
