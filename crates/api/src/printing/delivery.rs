//! A delivery as it was received: what came, what was wrong, who said so and who signed.

use super::Stop;
use super::desk::{BOXES, Desk, foot, page_of, vessel};
use super::names::{amount, coded, name};
use super::record::{photos, signatures_of};
use super::run::Pace;
use crate::views::View;
use domain::RowId;
use domain::acts::attachments::PlaceParams;
use domain::buying::lines_of_order;
use domain::quantity::Quantity;
use domain::receiving::{Counted, rows_of};
use domain::refusal::Refusal;
use domain::tables::{
    OrderLine, Part as PartRow, PurchaseOrder, ReceivingLine, ReceivingSession, SessionStatus, Supplier,
};
use domain::time::Instant;
use domain::words;
use paper::sheet::{Part, Sheet};
use paper::{Cell, Column};
use std::collections::BTreeMap;

/// The act that is signed at the foot of the paper.
const COMMITTED: &str = "commit_receiving";
/// The act that ticks a row.
const TICKED: &str = "tick_line";

/// A row with what is known of its part and of the order that it fulfils.
pub(super) struct RowOnPaper {
    pub(super) row: Counted,
    pub(super) part: Option<PartRow>,
    /// The number of the order.
    pub(super) order: Option<String>,
}

impl RowOnPaper {
    /// The row as people call it.
    pub(super) fn name(&self) -> String {
        let of_slip = || self.row.line.description.clone();
        let of_part = self.part.as_ref().map(|part| part.name.clone());
        of_part
            .or_else(of_slip)
            .unwrap_or_else(|| format!("Row {}", self.row.line.position))
    }

    /// "4 pcs".
    pub(super) fn amount(&self, quantity: Quantity) -> String {
        amount(quantity, self.part.as_ref().map_or("", |part| &part.unit))
    }

    /// Number and order, and what the slip calls a part that has another name.
    pub(super) fn detail(&self) -> String {
        let number = self.part.as_ref().map(|part| part.number.clone());
        let unknown = self.part.is_none().then(|| match self.row.is_ignored() {
            true => "ignored".to_owned(),
            false => "nobody said what it is".to_owned(),
        });
        let said: Vec<String> = number
            .into_iter()
            .chain(unknown)
            .chain(self.order.clone())
            .filter(|text| !text.is_empty())
            .collect();
        said.join(" · ")
    }
}

/// The delivery, and its rows in their order.
pub(super) fn gathered(view: &View<'_>, id: RowId) -> Result<(ReceivingSession, Vec<RowOnPaper>), Refusal> {
    let facts = view.ctx.facts;
    let session = facts.glance::<ReceivingSession>(id)?;
    let mut rows = Vec::new();
    for row in rows_of(facts, id)? {
        let part = row.line.part_id.map(|id| facts.glance::<PartRow>(id)).transpose()?;
        let line = row.line.order_line_id.map(|id| facts.glance::<OrderLine>(id));
        let order = line
            .transpose()?
            .map(|line| facts.glance::<PurchaseOrder>(line.order_id))
            .transpose()?;
        rows.push(RowOnPaper {
            row,
            part,
            order: order.map(|order| order.number),
        });
    }
    Ok((session, rows))
}

/// What is known of the delivery itself.
pub(super) fn facts(
    view: &View<'_>,
    session: &ReceivingSession,
    rows: &[RowOnPaper],
) -> Result<Vec<(String, String)>, Refusal> {
    let supplier = session
        .supplier_id
        .map(|id| view.ctx.facts.glance::<Supplier>(id))
        .transpose()?;
    let mut orders: Vec<&str> = rows.iter().filter_map(|row| row.order.as_deref()).collect();
    orders.sort_unstable();
    orders.dedup();
    let opened = view.ctx.ship.format(session.created_at);
    let opened = match session.created_by {
        Some(person) => format!("{opened}, {}", view.person(person)?.name),
        None => opened,
    };
    let known = [
        ("Supplier", supplier.map(|supplier| supplier.name)),
        ("Orders", Some(orders.join(", "))),
        ("Packing slip", session.slip_number.clone()),
        ("Department", Some(name(session.department.word()))),
        ("Opened", Some(opened)),
        ("Seen to by", Some(view.person(session.holder_id)?.name)),
        ("Committed", session.committed_at.map(|at| view.ctx.ship.format(at))),
        ("Cancelled because", session.reason.clone()),
    ];
    let said = known
        .into_iter()
        .filter_map(|(label, value)| Some((label.to_owned(), value?)));
    Ok(said.filter(|(_, value)| !value.is_empty()).collect())
}

pub(super) fn sheet(desk: &Desk, view: &View<'_>, id: RowId, pace: &Pace) -> Result<Sheet, Stop> {
    let (session, rows) = gathered(view, id)?;
    let mut parts = vec![Part::Facts(facts(view, &session, &rows)?)];
    if let Some(remark) = &session.remark {
        parts.push(Part::Heading("Remark".to_owned()));
        parts.push(Part::Prose(remark.clone()));
    }
    parts.extend(lines(view, &rows)?);
    parts.extend(wrong(&rows));
    parts.extend(awaited(view, &rows)?);
    let of = PlaceParams {
        delivery: Some(id),
        ..PlaceParams::default()
    };
    parts.extend(photos(desk, view, of, pace)?);
    parts.extend(signed(view, &session)?);
    Ok(Sheet {
        vessel: vessel(view)?,
        head: format!("Delivery {}", session.number),
        title: format!("Delivery {}", session.number),
        lead: vec![lead(view, &session)],
        parts,
        foot: foot(view),
        page_of,
        boxes: BOXES.to_owned(),
    })
}

/// Where it stands, so that nobody takes what was only counted for what was received.
fn lead(view: &View<'_>, session: &ReceivingSession) -> String {
    match (session.status, session.committed_at) {
        (SessionStatus::Committed, Some(at)) => format!("Committed {}", view.ctx.ship.format(at)),
        (SessionStatus::Committed, None) => "Committed".to_owned(),
        (SessionStatus::Cancelled, _) => "CANCELLED: nothing of it was received".to_owned(),
        _ => "NOT SIGNED: nothing of it is received yet".to_owned(),
    }
}

/// Who ticked the row, and when; nothing of a row without a tick.
fn ticked(view: &View<'_>, line: &ReceivingLine) -> Result<Cell, Refusal> {
    if !line.is_ticked {
        return Ok(Cell::from("Not ticked"));
    }
    let by = line.ticked_by.map(|id| view.person(id)).transpose()?;
    let by = by.map(|person| person.name).unwrap_or_default();
    let entries = view.reader.entries_of_row(line.id)?;
    let at = entries.iter().rev().find(|recorded| recorded.entry.action == TICKED);
    let at = at.map(|recorded| view.ctx.ship.format(Instant::from_millis(recorded.entry.wall_at)));
    Ok(Cell::from(by).with_detail(at))
}

fn lines(view: &View<'_>, rows: &[RowOnPaper]) -> Result<Vec<Part>, Refusal> {
    let ticked_count = rows.iter().filter(|row| row.row.line.is_ticked).count();
    let heading = format!(
        "{}, {ticked_count} of them ticked",
        words::count(rows.len(), "row", "rows")
    );
    if rows.is_empty() {
        let nothing = Part::Remark("Nothing stands on it.".to_owned());
        return Ok(vec![Part::Heading("No rows".to_owned()), nothing]);
    }
    let columns = vec![
        Column::figure("No.", 0.35),
        Column::text("What", 2.6),
        Column::figure("Expected", 0.8),
        Column::figure("Delivered", 0.8),
        Column::figure("Accepted", 0.8),
        Column::figure("To stores", 1.0),
        Column::figure("Installed", 0.8),
        Column::text("Ticked by", 1.3),
    ];
    let cells = rows.iter().map(|row| line(view, row));
    Ok(vec![
        Part::Heading(heading),
        Part::Table(columns, cells.collect::<Result<_, Refusal>>()?),
    ])
}

fn line(view: &View<'_>, of: &RowOnPaper) -> Result<Vec<Cell>, Refusal> {
    let row = &of.row;
    let note = row.line.note.as_ref().map(|note| format!("“{note}”"));
    let detail: Vec<String> = [of.detail()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .chain(note)
        .collect();
    // What is not ticked is not received, whatever was counted.
    let counts = |quantity: Quantity| match row.counts() {
        true => of.amount(quantity),
        false => "–".to_owned(),
    };
    let place = row
        .line
        .location_id
        .filter(|_| row.counts() && row.to_stores().is_positive());
    let place = place.map(|id| view.place(id)).transpose()?;
    let expected = row.line.expected.map(|quantity| of.amount(quantity));
    Ok(vec![
        Cell::from(row.line.position.to_string()),
        Cell::from(of.name()).with_detail(Some(detail.join("\n"))),
        Cell::from(expected.unwrap_or_else(|| "–".to_owned())),
        Cell::from(of.amount(row.line.delivered)),
        Cell::from(counts(row.accepted())),
        Cell::from(counts(row.to_stores())).with_detail(place.map(|place| coded(&place.code, &place.label))),
        Cell::from(counts(row.installed())),
        ticked(view, &row.line)?,
    ])
}

/// What people said is wrong, with their words.
fn wrong(rows: &[RowOnPaper]) -> Vec<Part> {
    let mut table = Vec::new();
    for of in rows {
        let anew = match of.row.line.returns_to_list {
            true => "Asked for anew",
            false => "",
        };
        for wrong in &of.row.discrepancies {
            table.push(vec![
                Cell::from(of.row.line.position.to_string()),
                Cell::from(of.name()).with_detail(Some(of.detail())),
                Cell::from(name(wrong.kind.word())),
                Cell::from(of.amount(wrong.quantity)),
                Cell::from(wrong.note.clone().unwrap_or_default()).with_detail(Some(anew.to_owned())),
            ]);
        }
    }
    if table.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::figure("No.", 0.35),
        Column::text("What", 2.4),
        Column::text("What is wrong", 1.0),
        Column::figure("How much", 0.8),
        Column::text("Note", 2.2),
    ];
    vec![
        Part::Heading("Missing, damaged and incorrect".to_owned()),
        Part::Table(columns, table),
    ]
}

/// What of the orders is still awaited, as it stands when it is printed.
fn awaited(view: &View<'_>, rows: &[RowOnPaper]) -> Result<Vec<Part>, Refusal> {
    let facts = view.ctx.facts;
    let mut orders: BTreeMap<String, PurchaseOrder> = BTreeMap::new();
    for line in rows.iter().filter_map(|row| row.row.line.order_line_id) {
        let order = facts.glance::<PurchaseOrder>(facts.glance::<OrderLine>(line)?.order_id)?;
        orders.insert(order.number.clone(), order);
    }
    let mut table = Vec::new();
    for (number, order) in &orders {
        for standing in lines_of_order(facts, order)? {
            let left = standing.tally().outstanding();
            if standing.is_ordered() && left.is_positive() {
                let part = facts.glance::<PartRow>(standing.line.part_id)?;
                table.push(vec![
                    Cell::from(number.as_str()),
                    Cell::from(part.name).with_detail(Some(part.number)),
                    Cell::from(amount(standing.line.quantity, &part.unit)),
                    Cell::from(amount(left, &part.unit)),
                ]);
            }
        }
    }
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    let heading = Part::Heading("Still awaited on the orders".to_owned());
    if table.is_empty() {
        return Ok(vec![heading, Part::Remark("Nothing more is awaited.".to_owned())]);
    }
    let columns = vec![
        Column::text("Order", 1.0),
        Column::text("Part", 3.0),
        Column::figure("Ordered", 0.8),
        Column::figure("Awaited", 0.8),
    ];
    Ok(vec![heading, Part::Table(columns, table)])
}

/// The signature that stands in the record; of what was not signed a sentence that says so.
fn signed(view: &View<'_>, session: &ReceivingSession) -> Result<Vec<Part>, Refusal> {
    if session.status == SessionStatus::Committed {
        return signatures_of(view, session.id, Some(COMMITTED));
    }
    let said = match session.status {
        SessionStatus::Cancelled => "It was cancelled, and nobody signed it. Stock and spend are as they were.",
        _ => "Nobody signed it. Until somebody does, stock and spend stay as they are.",
    };
    Ok(vec![
        Part::Heading("Not signed".to_owned()),
        Part::Remark(said.to_owned()),
    ])
}
