//! A purchase order as it goes to the supplier, and as it is kept.

use super::desk::{BOXES, foot, page_of, vessel};
use super::names::{amount, name};
use super::record::signatures_of;
use crate::views::View;
use crate::views::buying::orders::{self, OrderSum, PurchaseLine, PurchasePage};
use domain::RowId;
use domain::buying::OrderState;
use domain::refusal::Refusal;
use domain::words;
use paper::sheet::{Part, Sheet};
use paper::{Cell, Column};

/// The act that is signed at the foot of the order.
const PLACED: &str = "place_purchase_order";

pub(super) fn sheet(view: &View<'_>, id: RowId) -> Result<Sheet, Refusal> {
    let page = orders::page(view, id)?;
    let number = page.order.number.clone();
    let mut parts = facts(view, &page)?;
    parts.extend(remark(&page));
    parts.extend(lines(&page));
    parts.push(Part::Prose(comes_to(&page)));
    parts.extend(signed(view, &page)?);
    Ok(Sheet {
        vessel: vessel(view)?,
        head: format!("Purchase order {number}"),
        title: format!("Purchase order {number}"),
        lead: vec![lead(view, &page)],
        parts,
        foot: foot(view),
        page_of,
        boxes: BOXES.to_owned(),
    })
}

/// Where it stands, so that nobody takes a draft for an order.
fn lead(view: &View<'_>, page: &PurchasePage) -> String {
    let placed = page.placed.as_ref().map(|placing| view.ctx.ship.format(placing.at));
    match (page.state, placed) {
        (OrderState::Draft, _) => "DRAFT, not placed".to_owned(),
        (OrderState::Cancelled, None) => "CANCELLED, was never placed".to_owned(),
        (OrderState::Cancelled, Some(at)) => format!("CANCELLED, was placed {at}"),
        (_, Some(at)) => format!("Placed {at}"),
        (_, None) => name(page.state.word()),
    }
}

/// To whom it goes, and what is asked of them.
fn facts(view: &View<'_>, page: &PurchasePage) -> Result<Vec<Part>, Refusal> {
    let (order, supplier) = (&page.order, &page.supplier);
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let by = match (&page.placed, &page.by) {
        (Some(placing), _) => placing.by.clone(),
        (None, Some(person)) => person.name.clone(),
        (None, None) => String::new(),
    };
    let to = [
        ("Name", supplier.name.clone()),
        ("Contact", text(&supplier.contact)),
        ("Address", text(&supplier.address)),
        ("Phone", text(&supplier.phone)),
        ("Account number", text(&supplier.account_number)),
        ("E-mail", text(&supplier.email)),
    ];
    let cancelled = order.reason.clone().filter(|_| page.state == OrderState::Cancelled);
    let of_order = [
        ("Ship", vessel(view)?),
        ("Deliver to", text(&order.deliver_to)),
        ("Ordered by", by),
        (
            "Wanted on",
            order.wanted_on.map(|day| day.to_string()).unwrap_or_default(),
        ),
        ("Department", name(order.department.word())),
        ("Your reference", text(&order.supplier_reference)),
        ("Cancelled because", cancelled.unwrap_or_default()),
    ];
    Ok(vec![
        Part::Heading("Supplier".to_owned()),
        Part::Facts(said(&to)),
        Part::Heading("Order".to_owned()),
        Part::Facts(said(&of_order)),
    ])
}

/// What is known of it.
fn said(facts: &[(&str, String)]) -> Vec<(String, String)> {
    let known = facts.iter().filter(|(_, value)| !value.is_empty());
    known
        .map(|(label, value)| ((*label).to_owned(), value.clone()))
        .collect()
}

fn remark(page: &PurchasePage) -> Vec<Part> {
    let text = page.order.remark.clone();
    text.map(|text| vec![Part::Heading("Remark".to_owned()), Part::Prose(text)])
        .unwrap_or_default()
}

fn lines(page: &PurchasePage) -> Vec<Part> {
    let heading = Part::Heading(words::count(page.lines.len(), "line", "lines"));
    if page.lines.is_empty() {
        return vec![heading, Part::Remark("Nothing stands on it yet.".to_owned())];
    }
    let columns = vec![
        Column::figure("No.", 0.35),
        Column::text("Part", 2.6),
        Column::text("Part number, maker", 1.7),
        Column::text("Your number", 1.1),
        Column::figure("Quantity", 0.9),
        Column::figure("Price of one", 1.0),
        Column::figure("Sum", 1.2),
    ];
    let rows = page.lines.iter().enumerate().map(|(at, line)| row(at + 1, line));
    vec![heading, Part::Table(columns, rows.collect())]
}

fn row(number: usize, line: &PurchaseLine) -> Vec<Cell> {
    let price = line.price.as_deref().map_or_else(|| "no price".to_owned(), grouped);
    let cancelled = line.tally.cancelled;
    let cancelled = cancelled
        .is_positive()
        .then(|| format!("{} cancelled", amount(cancelled, &line.unit)));
    vec![
        Cell::from(number.to_string()),
        Cell::from(line.part.label.as_str()),
        Cell::from(line.part.code.as_str()).with_detail(line.maker.clone()),
        Cell::from(line.supplier_number.clone().unwrap_or_default()),
        Cell::from(amount(line.quantity, &line.unit)).with_detail(cancelled),
        Cell::from(price),
        Cell::from(line.sum.as_deref().map(grouped).unwrap_or_default()),
    ]
}

/// What it comes to, and what that leaves out.
fn comes_to(page: &PurchasePage) -> String {
    let OrderSum {
        amount,
        unpriced,
        is_beyond,
    } = &page.sum;
    let unpriced_said = format!("{} without a price", words::count(*unpriced, "line", "lines"));
    match (amount, is_beyond) {
        (_, true) => "Sum: more than can be added up exactly.".to_owned(),
        (None, _) => "No price is known yet.".to_owned(),
        (Some(sum), _) if *unpriced == 0 => format!("Sum: {}", grouped(sum)),
        (Some(sum), _) => format!("Sum: {}, and {unpriced_said}", grouped(sum)),
    }
}

/// "1250.50 EUR" with its thousands apart, as on screen.
pub(super) fn grouped(sum: &str) -> String {
    let (figure, code) = sum.split_once(' ').unwrap_or((sum, ""));
    let (whole, behind) = figure.split_once('.').unwrap_or((figure, ""));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("−", whole));
    let apart = whole.parse().map_or_else(|_| whole.to_owned(), words::thousands);
    let point = if behind.is_empty() { "" } else { "." };
    format!("{sign}{apart}{point}{behind} {code}").trim_end().to_owned()
}

/// The signature that stands in the record, and on what was not placed a line for nobody to mistake.
fn signed(view: &View<'_>, page: &PurchasePage) -> Result<Vec<Part>, Refusal> {
    let found = match page.placed {
        Some(_) => signatures_of(view, page.order.id, Some(PLACED))?,
        None => Vec::new(),
    };
    if !found.is_empty() {
        return Ok(found);
    }
    if page.state != OrderState::Draft {
        return Ok(Vec::new());
    }
    let blanks = ["Name", "Date and signature"];
    Ok(vec![
        Part::Heading("Signature".to_owned()),
        Part::Blanks(blanks.map(str::to_owned).into()),
        Part::Remark("This paper is no order: nobody has placed it in the program.".to_owned()),
    ])
}
