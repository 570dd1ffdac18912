//! Parts with live stock, and storage places.

use super::equipment::{SparePart, spare_part};
use super::history::{HistoryLine, history};
use super::work_orders::WorkOrderLine;
use super::{INNER_ROWS_MAX, Link, View, Window, WindowArgs, query};
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::field::Field;
use domain::labels::{StockStatus, stock_status};
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::quantity::Quantity;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{Department, EquipmentPart, Location, Part, PartLine, PartLocation, WorkOrder};
use journal::Value;
use serde::Serialize;
use ts_rs::TS;

/// What lies in stores of one part.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StockFigure {
    /// Sum over all places, in the part's unit.
    pub total: Quantity,
    /// How that stands.
    pub status: StockStatus,
}

/// What lies at one place.
#[derive(Debug, Serialize, TS)]
pub struct StockAtPlace {
    /// The place: id, name, code.
    pub location: Link,
    /// Sum of the movements there.
    pub quantity: Quantity,
    /// Whether parts are usually kept there.
    pub is_usual: bool,
}

/// A part in a list.
#[derive(Debug, Serialize, TS)]
pub struct PartRow {
    /// The part.
    pub id: RowId,
    /// The maker's number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Maker.
    pub maker: Option<String>,
    /// Unit it is counted in.
    pub unit: String,
    /// Category.
    pub category: Option<String>,
    /// Department.
    pub department: Department,
    /// No longer kept.
    pub is_retired: bool,
    /// The usual place.
    pub location: Option<Link>,
    /// What lies in stores.
    pub stock: StockFigure,
}

/// Everything about one part.
#[derive(Debug, Serialize, TS)]
pub struct PartPage {
    /// The row.
    pub part: Part,
    /// The usual place.
    pub location: Option<Link>,
    /// Sum over all places.
    pub stock: StockFigure,
    /// Sums per place.
    pub places: Vec<StockAtPlace>,
    /// Where it fits.
    pub fits: Vec<SparePart>,
    /// Work orders it is planned on, at most 50.
    pub planned_on: Vec<WorkOrderLine>,
    /// What happened to the record of it, newest first.
    pub history: Vec<HistoryLine>,
    /// Acts this person may open.
    pub offers: Vec<Offer>,
}

/// A storage place in the tree of places.
#[derive(Debug, Serialize, TS)]
pub struct LocationNode {
    /// The row.
    pub location: Location,
    /// Parts usually kept there.
    pub parts: u32,
    /// Acts this person may open.
    pub offers: Vec<Offer>,
}

pub(crate) fn stock_figure(view: &View<'_>, part: &Part) -> Result<StockFigure, Refusal> {
    let places = view.reader.stock_of(part.id)?;
    let total = places.iter().map(|place| place.on_hand).sum();
    let negative = places.iter().any(|place| place.on_hand < Quantity::ZERO);
    Ok(StockFigure {
        total,
        status: stock_status(part, total, negative),
    })
}

fn usual(view: &View<'_>, part: RowId) -> Result<Option<RowId>, Refusal> {
    let places = view
        .ctx
        .facts
        .glance_by::<PartLocation>(PartLocation::part_id, &part.to_value())?;
    Ok(places
        .into_iter()
        .find(|place| place.is_usual)
        .map(|place| place.location_id))
}

pub(crate) fn row(view: &View<'_>, part: Part) -> Result<PartRow, Refusal> {
    Ok(PartRow {
        stock: stock_figure(view, &part)?,
        location: usual(view, part.id)?.map(|id| view.place(id)).transpose()?,
        id: part.id,
        number: part.number,
        name: part.name,
        maker: part.maker,
        unit: part.unit,
        category: part.category,
        department: part.department,
        is_retired: part.is_retired,
    })
}

fn page(view: &View<'_>, id: RowId) -> Result<PartPage, Refusal> {
    let facts = view.ctx.facts;
    let part = facts.glance::<Part>(id)?;
    let usual = usual(view, id)?;
    let mut places = Vec::new();
    for place in view.reader.stock_of(id)? {
        places.push(StockAtPlace {
            location: view.place(place.location)?,
            quantity: place.on_hand,
            is_usual: Some(place.location) == usual,
        });
    }
    places.sort_by(|a, b| a.location.code.cmp(&b.location.code));
    let mut lines = facts.glance_by::<EquipmentPart>(EquipmentPart::part_id, &id.to_value())?;
    lines.retain(|line| !line.is_unlinked);
    let mut orders: Vec<RowId> = Vec::new();
    for line in facts.glance_by::<PartLine>(PartLine::part_id, &id.to_value())? {
        if !orders.contains(&line.work_order_id) && orders.len() < INNER_ROWS_MAX {
            orders.push(line.work_order_id);
        }
    }
    Ok(PartPage {
        location: usual.map(|id| view.place(id)).transpose()?,
        stock: stock_figure(view, &part)?,
        places,
        fits: lines
            .into_iter()
            .map(|line| spare_part(view, line))
            .collect::<Result<_, _>>()?,
        planned_on: orders
            .into_iter()
            .map(|id| super::work_orders::line(view, facts.glance::<WorkOrder>(id)?))
            .collect::<Result<_, _>>()?,
        history: history(view, &[id])?,
        offers: offers::offered(view.ctx, offers::of_part(&part), &Subject::of(part.department))?,
        part,
    })
}

impl Program {
    /// Parts, by name unless sorted otherwise.
    ///
    /// # Errors
    /// When nobody is signed in, or a column is unknown.
    pub fn part_list(&self, args: &WindowArgs) -> Result<Window<PartRow>, Error> {
        self.view(|view| {
            let searched = [Part::name, Part::number, Part::other_numbers, Part::maker];
            let query = query::<Part>(args, &searched, Part::name, false)?;
            let (total, parts) = view.window::<Part>(&query)?;
            let rows = parts
                .into_iter()
                .map(|part| row(view, part))
                .collect::<Result<_, _>>()?;
            Ok(Window { total, rows })
        })
    }

    /// Categories that parts carry, by name.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn part_categories(&self) -> Result<Vec<String>, Error> {
        self.view(|view| {
            let counted = view.reader.count_by(Part::TABLE, Part::category.name, &[])?;
            let mut categories: Vec<String> = counted
                .into_iter()
                .filter_map(|(value, _)| match value {
                    Value::Text(category) => Some(category),
                    _ => None,
                })
                .collect();
            categories.sort_by_key(|category| category.to_lowercase());
            Ok(categories)
        })
    }

    /// Everything about one part.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn part_page(&self, id: RowId) -> Result<PartPage, Error> {
        self.view(|view| page(view, id))
    }

    /// Every storage place, by code.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn location_list(&self) -> Result<Vec<LocationNode>, Error> {
        self.view(|view| {
            let mut rows = view.ctx.facts.all::<Location>()?;
            rows.sort_by(|a, b| a.code.cmp(&b.code));
            rows.into_iter()
                .map(|location| {
                    let kept = view
                        .ctx
                        .facts
                        .glance_by::<PartLocation>(PartLocation::location_id, &location.id.to_value())?;
                    let subject = Subject::of(location.department);
                    Ok(LocationNode {
                        parts: u32::try_from(kept.iter().filter(|place| place.is_usual).count()).unwrap_or(u32::MAX),
                        offers: offers::offered(view.ctx, offers::of_location(&location), &subject)?,
                        location,
                    })
                })
                .collect()
        })
    }
}
