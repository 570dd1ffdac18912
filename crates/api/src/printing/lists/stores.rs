//! Parts with what lies in stores, and suppliers.

use super::tree::{self, Counts, Node};
use super::{Listed, all, cells, counted, narrowed, refuse_too_long};
use crate::printing::Stop;
use crate::printing::names::{amount, stock};
use crate::printing::run::Pace;
use crate::views::parts::{self, LocationNode, PartRow};
use crate::views::suppliers::{self, SupplierLine};
use crate::views::{View, WindowArgs};
use domain::labels::StockStatus;
use paper::list::Row;
use paper::{Cell, Column};

/// Stands beside what is not kept any more.
const RETIRED: &str = "Retired";

pub(super) fn parts(view: &View<'_>, args: &WindowArgs, pace: &Pace) -> Result<Listed, Stop> {
    let lines = all(args, pace, |window| parts::list(view, window))?;
    Ok(Listed {
        title: "Parts",
        narrowed: narrowed::said(view, args)?,
        count: counted(lines.len(), "part", "parts"),
        columns: vec![
            Column::text("Number", 1.5),
            Column::text("Name", 2.8),
            Column::text("Maker", 1.3),
            Column::text("Usual place", 1.8),
            Column::figure("In stores", 1.1),
        ],
        rows: lines.iter().map(part).collect(),
    })
}

fn part(line: &PartRow) -> Row {
    let category = line.category.clone();
    let retired = line.is_retired.then(|| RETIRED.to_owned());
    let detail: Vec<String> = category.into_iter().chain(retired).collect();
    let place = match &line.location {
        Some(link) => Cell::from(link.label.as_str()).with_detail(Some(link.code.clone())),
        None => Cell::default(),
    };
    // What needs no word on screen needs none on paper.
    let is_plain = matches!(line.stock.status, StockStatus::InStock | StockStatus::NotTracked);
    let status = (!is_plain).then(|| stock(line.stock.status));
    cells([
        Cell::from(line.number.as_str()),
        Cell::from(line.name.as_str()).with_detail(Some(detail.join(" · "))),
        Cell::from(line.maker.as_deref().unwrap_or_default()),
        place,
        Cell::from(amount(line.stock.total, &line.unit)).with_detail(status),
    ])
}

pub(super) fn locations(view: &View<'_>, text: &str, retired: bool) -> Result<Listed, Stop> {
    let places = parts::locations(view)?.into_iter();
    let nodes: Vec<Node> = places
        .filter(|place| retired || !place.location.is_retired)
        .map(place)
        .collect();
    let rows = tree::rows(&nodes, text, Counts::Own);
    refuse_too_long(rows.len() as u64)?;
    Ok(Listed {
        title: "Storage places",
        narrowed: tree::narrowed(text, retired),
        count: counted(rows.len(), "storage place", "storage places"),
        columns: vec![
            Column::text("Code", 1.2),
            Column::text("Name", 4.0),
            Column::figure("Parts kept", 1.2),
        ],
        rows,
    })
}

fn place(node: LocationNode) -> Node {
    Node {
        id: node.location.id,
        parent: node.location.parent_id,
        code: node.location.code,
        name: node.location.name,
        is_retired: node.location.is_retired,
        counts: [node.parts, 0],
    }
}

pub(super) fn suppliers(view: &View<'_>, args: &WindowArgs, pace: &Pace) -> Result<Listed, Stop> {
    let lines = all(args, pace, |window| suppliers::list(view, window))?;
    Ok(Listed {
        title: "Suppliers",
        narrowed: narrowed::said(view, args)?,
        count: counted(lines.len(), "supplier", "suppliers"),
        columns: vec![
            Column::text("Code", 0.8),
            Column::text("Name", 2.2),
            Column::text("Contact", 2.0),
            Column::text("Phone", 1.3),
            Column::text("Our account", 1.0),
        ],
        rows: lines.iter().map(supplier).collect(),
    })
}

fn supplier(line: &SupplierLine) -> Row {
    let supplier = &line.supplier;
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let retired = supplier.is_retired.then(|| RETIRED.to_owned());
    cells([
        Cell::from(text(&supplier.code)),
        Cell::from(supplier.name.as_str()).with_detail(retired),
        Cell::from(text(&supplier.contact)).with_detail(supplier.email.clone()),
        Cell::from(text(&supplier.phone)),
        Cell::from(text(&supplier.account_number)),
    ])
}
