//! What a picker offers: equipment, parts, places, people.

use super::parts::stock_figure;
use super::{View, WindowArgs, query};
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::field::Field;
use domain::labels::StockStatus;
use domain::quantity::Quantity;
use domain::refusal::{Code, Refusal};
use domain::tables::{
    Crew, Document, Equipment, EquipmentPart, Fault, FaultStatus, Location, Part, Supplier, WorkOrder,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Choices offered at once.
const CHOICES_MAX: usize = 50;

/// One thing that can be chosen.
#[derive(Debug, Serialize, TS)]
pub struct Choice {
    /// The record.
    pub id: RowId,
    /// Its name.
    pub label: String,
    /// Its code, number or rank.
    pub code: String,
    /// What tells it apart: place, maker, department.
    pub more: String,
    /// For parts: what lies in stores.
    pub stock: Option<Quantity>,
    /// For parts: how that stands.
    pub stock_status: Option<StockStatus>,
    /// For parts: the unit.
    pub unit: Option<String>,
    /// For parts: it stands on this equipment's spare-part list.
    pub fits: bool,
}

/// What a picker asks for.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ChoicesArgs {
    /// `pms_equipment`, `pms_parts`, `pms_locations`, `pms_crew`, `pms_faults`, `pms_work_orders`,
    /// `pms_documents` or `pms_suppliers`.
    pub table: String,
    /// Words typed so far.
    pub text: Option<String>,
    /// For parts: whose spare-part list comes first.
    pub equipment: Option<RowId>,
    /// The one record whose label is wanted.
    pub id: Option<RowId>,
}

fn plain(id: RowId, label: String, code: String, more: String) -> Choice {
    Choice {
        id,
        label,
        code,
        more,
        stock: None,
        stock_status: None,
        unit: None,
        fits: false,
    }
}

fn equipment(row: Equipment) -> Choice {
    let more = [row.location, row.maker, row.model]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    plain(row.id, row.name, row.code, more)
}

fn place(row: Location) -> Choice {
    plain(row.id, row.name, row.code, row.department.word().to_owned())
}

fn member(row: Crew) -> Choice {
    plain(row.id, row.name, row.rank, row.department.word().to_owned())
}

fn part(view: &View<'_>, row: Part, fits: bool) -> Result<Choice, Refusal> {
    let stock = stock_figure(view, &row)?;
    Ok(Choice {
        id: row.id,
        label: row.name,
        code: row.number,
        more: row.maker.unwrap_or_default(),
        stock: Some(stock.total),
        stock_status: Some(stock.status),
        unit: Some(row.unit),
        fits,
    })
}

fn parts(view: &View<'_>, args: &ChoicesArgs, window: &WindowArgs) -> Result<Vec<Choice>, Refusal> {
    let mut choices: Vec<Choice> = Vec::new();
    if let Some(id) = args.equipment {
        let list = view
            .ctx
            .facts
            .glance_by::<EquipmentPart>(EquipmentPart::equipment_id, &id.to_value())?;
        let wanted = args.text.as_deref().unwrap_or_default().to_lowercase();
        for line in list.into_iter().filter(|line| !line.is_unlinked) {
            let row = view.ctx.facts.glance::<Part>(line.part_id)?;
            let hit = row.name.to_lowercase().contains(&wanted) || row.number.to_lowercase().contains(&wanted);
            if hit && !row.is_retired && choices.iter().all(|choice| choice.id != row.id) {
                choices.push(part(view, row, true)?);
            }
        }
        choices.sort_by(|a, b| a.label.cmp(&b.label));
    }
    let searched = [
        Part::name,
        Part::number,
        Part::other_numbers,
        Part::maker,
        Part::barcode,
    ];
    let (_, rows) = view.window::<Part>(&query::<Part>(window, &searched, Part::name, false)?)?;
    for row in rows {
        if choices.len() < CHOICES_MAX && choices.iter().all(|choice| choice.id != row.id) {
            choices.push(part(view, row, false)?);
        }
    }
    Ok(choices)
}

fn people(view: &View<'_>, text: Option<&str>) -> Result<Vec<Choice>, Refusal> {
    let wanted = text.unwrap_or_default().to_lowercase();
    let mut rows = view.ctx.facts.all::<Crew>()?;
    rows.retain(|row| row.is_active && format!("{} {}", row.name, row.rank).to_lowercase().contains(&wanted));
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(rows.into_iter().take(CHOICES_MAX).map(member).collect())
}

fn one(view: &View<'_>, table: &str, id: RowId) -> Result<Choice, Refusal> {
    let facts = view.ctx.facts;
    Ok(match table {
        "pms_equipment" => equipment(facts.glance::<Equipment>(id)?),
        "pms_parts" => part(view, facts.glance::<Part>(id)?, false)?,
        "pms_locations" => place(facts.glance::<Location>(id)?),
        "pms_crew" => member(facts.glance::<Crew>(id)?),
        "pms_faults" => fault(facts.glance::<Fault>(id)?),
        "pms_work_orders" => order(facts.glance::<WorkOrder>(id)?),
        "pms_documents" => document(facts.glance::<Document>(id)?),
        "pms_suppliers" => supplier(facts.glance::<Supplier>(id)?),
        _ => return Err(no_choice()),
    })
}

fn fault(row: Fault) -> Choice {
    plain(row.id, row.title, row.number, row.code.unwrap_or_default())
}

fn order(row: WorkOrder) -> Choice {
    plain(
        row.id,
        row.title,
        row.number,
        domain::words::work_order_status(row.status).to_owned(),
    )
}

fn document(row: Document) -> Choice {
    let more = [row.maker, row.model]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    plain(row.id, row.title, row.revision.unwrap_or_default(), more)
}

fn supplier(row: Supplier) -> Choice {
    let contact = row.contact.unwrap_or_default();
    plain(row.id, row.name, row.code.unwrap_or_default(), contact)
}

fn no_choice() -> Refusal {
    Refusal::new(Code::Invalid, "There is nothing of that kind to choose from.")
}

impl Program {
    /// What a picker offers for the words typed so far.
    ///
    /// # Errors
    /// When nobody is signed in, or the table is not one to choose from.
    pub fn choices(&self, args: &ChoicesArgs) -> Result<Vec<Choice>, Error> {
        self.view(|view| {
            if let Some(id) = args.id {
                return Ok(vec![one(view, &args.table, id)?]);
            }
            let mut window = WindowArgs {
                text: args.text.clone(),
                limit: Some(CHOICES_MAX),
                ..WindowArgs::default()
            };
            let kept = || vec!["false".to_owned()];
            match args.table.as_str() {
                "pms_equipment" => {
                    window.filters.insert("is_retired".to_owned(), kept());
                    let searched = [Equipment::name, Equipment::code, Equipment::location];
                    let query = query::<Equipment>(&window, &searched, Equipment::code, false)?;
                    Ok(view.window::<Equipment>(&query)?.1.into_iter().map(equipment).collect())
                }
                "pms_parts" => {
                    window.filters.insert("is_retired".to_owned(), kept());
                    parts(view, args, &window)
                }
                "pms_locations" => {
                    window.filters.insert("is_retired".to_owned(), kept());
                    let searched = [Location::name, Location::code];
                    let query = query::<Location>(&window, &searched, Location::code, false)?;
                    Ok(view.window::<Location>(&query)?.1.into_iter().map(place).collect())
                }
                "pms_crew" => people(view, args.text.as_deref()),
                "pms_faults" => {
                    let open = vec![FaultStatus::Open.word().to_owned()];
                    window.filters.insert("status".to_owned(), open);
                    let searched = [Fault::title, Fault::number, Fault::code];
                    let query = query::<Fault>(&window, &searched, Fault::noticed_at, true)?;
                    Ok(view.window::<Fault>(&query)?.1.into_iter().map(fault).collect())
                }
                "pms_work_orders" => {
                    let searched = [WorkOrder::title, WorkOrder::number];
                    let query = query::<WorkOrder>(&window, &searched, WorkOrder::number, true)?;
                    Ok(view.window::<WorkOrder>(&query)?.1.into_iter().map(order).collect())
                }
                "pms_suppliers" => {
                    window.filters.insert("is_retired".to_owned(), kept());
                    let searched = [Supplier::name, Supplier::code, Supplier::contact];
                    let query = query::<Supplier>(&window, &searched, Supplier::name, false)?;
                    Ok(view.window::<Supplier>(&query)?.1.into_iter().map(supplier).collect())
                }
                "pms_documents" => {
                    window.filters.insert("is_retired".to_owned(), kept());
                    let searched = [Document::title, Document::maker, Document::model];
                    let query = query::<Document>(&window, &searched, Document::title, false)?;
                    Ok(view.window::<Document>(&query)?.1.into_iter().map(document).collect())
                }
                _ => Err(no_choice()),
            }
        })
    }
}
