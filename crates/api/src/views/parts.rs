//! Parts with live stock, and storage places.

use super::equipment::{SparePart, spare_part};
use super::history::{HistoryLine, history, with_files};
use super::movements::{Lines, MovementLine};
use super::stock::SilentWorkstation;
use super::work_orders::WorkOrderLine;
use super::{INNER_ROWS_MAX, Link, Person, View, Window, WindowArgs, query, workstations};
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::facts::Facts;
use domain::field::Field;
use domain::labels::{StockStatus, stock_status};
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::quantity::Quantity;
use domain::refusal::{Code, Refusal};
use domain::schema::{Column, Row};
use domain::tables::{
    Attachment, Department, EquipmentPart, Location, Movement, MovementKind, Part, PartLine, PartLocation, PartUsage,
    WorkOrder,
};
use domain::time::Instant;
use journal::Value;
use serde::Serialize;
use store::{ListQuery, PartStock, StockQuery};
use ts_rs::TS;

/// Filters and the order of the list that are no columns of the part.
const STOCK_STATUS: &str = "stock_status";
const LOCATION: &str = "location_id";
const EQUIPMENT: &str = "equipment_id";
const STOCK: &str = "stock";
/// The word by which people ask for what is below zero.
const NEGATIVE: &str = "negative";

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
    /// Where it is below zero: the movement that took it there.
    pub first_negative: Option<MovementLine>,
    /// A count and another movement had not seen each other, and nobody counted again.
    pub may_be_counted_twice: bool,
    /// Acts this person may open on the part at this place.
    pub offers: Vec<Offer>,
}

/// A usage of a part.
#[derive(Debug, Serialize, TS)]
pub struct PartUsed {
    /// The work order.
    pub work_order: Link,
    /// How much, in the part's unit.
    pub quantity: Quantity,
    /// When it was logged.
    pub at: Instant,
    /// By whom.
    pub by: Option<Person>,
    /// It was taken back.
    pub is_reversed: bool,
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
    /// Somebody asked for it by name, and nobody verified it yet.
    pub is_candidate: bool,
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
    /// Of the places below zero, the movement that took the first of them there.
    pub first_negative: Option<MovementLine>,
    /// Other workstations that have not been heard of for more than an hour.
    pub silent: Vec<SilentWorkstation>,
    /// Work orders it is planned on, at most 50.
    pub planned_on: Vec<WorkOrderLine>,
    /// What it was used on lately, newest first, at most 50.
    pub used_on: Vec<PartUsed>,
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
    let sums = view.reader.stock_of_parts([part.id])?;
    Ok(figure(part, sums.get(&part.id)))
}

fn figure(part: &Part, sum: Option<&PartStock>) -> StockFigure {
    let sum = sum.copied().unwrap_or_default();
    StockFigure {
        total: sum.total,
        status: stock_status(part, sum.total, sum.places_below_zero > 0),
    }
}

/// Where a part is usually kept.
pub(crate) fn usual(facts: &Facts<'_>, part: RowId) -> Result<Option<RowId>, Refusal> {
    let places = facts.glance_by::<PartLocation>(PartLocation::part_id, &part.to_value())?;
    Ok(places
        .into_iter()
        .find(|place| place.is_usual)
        .map(|place| place.location_id))
}

pub(crate) fn row(view: &View<'_>, part: Part) -> Result<PartRow, Refusal> {
    let stock = stock_figure(view, &part)?;
    line(view, part, stock)
}

/// Rows of a list; their sums are asked for at once.
pub(crate) fn rows(view: &View<'_>, parts: Vec<Part>) -> Result<Vec<PartRow>, Refusal> {
    let sums = view.reader.stock_of_parts(parts.iter().map(|part| part.id))?;
    let row = |part: Part| {
        let stock = figure(&part, sums.get(&part.id));
        line(view, part, stock)
    };
    parts.into_iter().map(row).collect()
}

fn line(view: &View<'_>, part: Part, stock: StockFigure) -> Result<PartRow, Refusal> {
    Ok(PartRow {
        is_candidate: part.awaits_promotion(),
        stock,
        location: usual(view.ctx.facts, part.id)?.map(|id| view.place(id)).transpose()?,
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

/// What lies at each place, by its code.
fn places(view: &View<'_>, part: RowId, usual: Option<RowId>) -> Result<Vec<StockAtPlace>, Refusal> {
    let mut lines = Lines::new(view);
    let mut places = Vec::new();
    for place in view.reader.stock_of(part)? {
        let location = view.ctx.facts.glance::<Location>(place.location)?;
        let below = view.reader.first_negative(part, place.location)?;
        places.push(StockAtPlace {
            location: view.place(place.location)?,
            quantity: place.on_hand,
            is_usual: Some(place.location) == usual,
            first_negative: below.map(|found| lines.line(&found)).transpose()?,
            may_be_counted_twice: view.reader.is_counted_apart(part, place.location)?,
            offers: offers::offered(view.ctx, offers::of_stock(), &Subject::of(location.department))?,
        });
    }
    places.sort_by(|a, b| a.location.code.cmp(&b.location.code));
    Ok(places)
}

/// The latest usages of the part.
fn used_on(view: &View<'_>, part: RowId) -> Result<Vec<PartUsed>, Refusal> {
    let facts = view.ctx.facts;
    let (table, of_part) = (PartUsage::TABLE, PartUsage::part_id);
    let mut used = Vec::new();
    for raw in view.reader.rows_by(table, of_part, &part.to_value(), INNER_ROWS_MAX)? {
        let usage = PartUsage::read(&raw)?;
        let order = facts.glance::<WorkOrder>(usage.work_order_id)?;
        // A reversal names the usage that it takes back.
        let movements = facts.glance_by::<Movement>(Movement::usage_id, &usage.id.to_value())?;
        let is_reversed = movements.iter().any(|movement| movement.kind == MovementKind::Reversed);
        used.push(PartUsed {
            work_order: Link {
                id: order.id,
                label: order.title,
                code: order.number,
            },
            quantity: usage.quantity,
            at: usage.created_at,
            by: usage.created_by.map(|id| view.person(id)).transpose()?,
            is_reversed,
        });
    }
    Ok(used)
}

/// Work orders that plan the part.
fn planned_on(view: &View<'_>, part: RowId) -> Result<Vec<WorkOrderLine>, Refusal> {
    let facts = view.ctx.facts;
    let mut orders: Vec<RowId> = Vec::new();
    for line in facts.glance_by::<PartLine>(PartLine::part_id, &part.to_value())? {
        if !orders.contains(&line.work_order_id) && orders.len() < INNER_ROWS_MAX {
            orders.push(line.work_order_id);
        }
    }
    orders
        .into_iter()
        .map(|id| super::work_orders::line(view, facts.glance::<WorkOrder>(id)?))
        .collect()
}

fn page(view: &View<'_>, id: RowId) -> Result<PartPage, Refusal> {
    let facts = view.ctx.facts;
    let part = facts.glance::<Part>(id)?;
    let usual = usual(view.ctx.facts, id)?;
    let places = places(view, id, usual)?;
    let below = places.iter().filter_map(|place| place.first_negative.as_ref());
    let mut fits = facts.glance_by::<EquipmentPart>(EquipmentPart::part_id, &id.to_value())?;
    fits.retain(|line| !line.is_unlinked);
    Ok(PartPage {
        location: usual.map(|id| view.place(id)).transpose()?,
        stock: stock_figure(view, &part)?,
        first_negative: below.min_by_key(|line| (line.at, line.id)).cloned(),
        silent: workstations::silent(view.reader, facts, view.ctx.now)?,
        places,
        fits: fits
            .into_iter()
            .map(|line| spare_part(view, line))
            .collect::<Result<_, _>>()?,
        planned_on: planned_on(view, id)?,
        used_on: used_on(view, id)?,
        history: history(view, &with_files(view, (Attachment::part_id, id), vec![id])?)?,
        offers: offers::offered(view.ctx, offers::of_part(&part), &Subject::of(part.department))?,
        part,
    })
}

/// The query of a list of parts: its filters and its order may also name the stock.
pub(super) fn part_query(args: &WindowArgs) -> Result<ListQuery, Refusal> {
    const SEARCHED: [&Column; 4] = [Part::name, Part::number, Part::other_numbers, Part::maker];
    let mut args = args.clone();
    let statuses = args.filters.remove(STOCK_STATUS).unwrap_or_default();
    let mut stock = StockQuery {
        statuses: statuses.iter().map(|word| status(word)).collect::<Result<_, _>>()?,
        locations: rows_named(args.filters.remove(LOCATION))?,
        equipment: rows_named(args.filters.remove(EQUIPMENT))?,
        is_descending: None,
    };
    if args.sort.as_deref() == Some(STOCK) {
        stock.is_descending = Some(args.descending.unwrap_or(false));
        (args.sort, args.descending) = (None, None);
    }
    let mut query = query::<Part>(&args, &SEARCHED, Part::name, false)?;
    query.stock = Some(stock);
    Ok(query)
}

/// A status by its word; below zero is also called "negative".
fn status(word: &str) -> Result<StockStatus, Refusal> {
    match word {
        NEGATIVE => Ok(StockStatus::DataError),
        word => StockStatus::from_word(word).ok_or_else(|| unknown_word(STOCK_STATUS, word)),
    }
}

fn rows_named(ids: Option<Vec<String>>) -> Result<Vec<RowId>, Refusal> {
    let row = |id: &String| id.parse().map_err(|_| unknown_word("id", id));
    ids.unwrap_or_default().iter().map(row).collect()
}

fn unknown_word(column: &str, word: &str) -> Refusal {
    let short = domain::text::shortened(word, 40);
    Refusal::new(
        Code::Invalid,
        format!("“{short}” cannot stand in the column “{column}”."),
    )
}

/// One window of the list of parts.
pub(crate) fn list(view: &View<'_>, args: &WindowArgs) -> Result<Window<PartRow>, Refusal> {
    let (total, parts) = view.window::<Part>(&part_query(args)?)?;
    let rows = rows(view, parts)?;
    Ok(Window { total, rows })
}

impl Program {
    /// Parts, by name unless sorted otherwise.
    ///
    /// # Errors
    /// When nobody is signed in, or a column is unknown.
    pub fn part_list(&self, args: &WindowArgs) -> Result<Window<PartRow>, Error> {
        self.view(|view| list(view, args))
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
        self.view(locations)
    }
}

/// Every storage place, by code.
pub(crate) fn locations(view: &View<'_>) -> Result<Vec<LocationNode>, Refusal> {
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
}
