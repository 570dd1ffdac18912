//! What a list was narrowed to, in the words of its filters.

use crate::printing::names::{coded, name};
use crate::views::{View, WindowArgs};
use domain::RowId;
use domain::refusal::Refusal;
use domain::tables::Supplier;
use domain::words;

/// One line on words, filters and order; none where everything is shown in its usual order.
pub(super) fn said(view: &View<'_>, args: &WindowArgs) -> Result<Vec<String>, Refusal> {
    let mut said = Vec::new();
    if let Some(text) = args.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        said.push(format!("“{text}”"));
    }
    let mut filters: Vec<(&String, &Vec<String>)> =
        args.filters.iter().filter(|(_, values)| !values.is_empty()).collect();
    filters.sort();
    for (column, values) in filters {
        said.push(filter(view, column, values)?);
    }
    let mut lines = Vec::new();
    if !said.is_empty() {
        lines.push(format!("Only: {}", said.join(" · ")));
    }
    if let Some(sort) = &args.sort {
        let way = if args.descending.unwrap_or(false) {
            "from the greatest or latest"
        } else {
            "from the smallest or first"
        };
        lines.push(format!("Sorted by {}, {way}", label(sort).to_lowercase()));
    }
    Ok(lines)
}

fn filter(view: &View<'_>, column: &str, values: &[String]) -> Result<String, Refusal> {
    Ok(match (column, values) {
        ("is_overdue", _) => "Overdue".to_owned(),
        ("is_retired", [word]) if word == "true" => "Retired".to_owned(),
        ("is_retired", _) => "In use".to_owned(),
        ("tab" | "section", [word]) => name(word),
        ("age_days", [days]) => format!("Asked for {days} days ago or more"),
        _ => {
            let named = values.iter().map(|value| shown(view, column, value));
            format!(
                "{} {}",
                label(column),
                named.collect::<Result<Vec<_>, _>>()?.join(" or ")
            )
        }
    })
}

fn shown(view: &View<'_>, column: &str, value: &str) -> Result<String, Refusal> {
    let Ok(id) = value.parse::<RowId>() else {
        return Ok(match (column, value) {
            (_, "") => "none".to_owned(),
            ("state", "partially_received") => "partly received".to_owned(),
            ("status", "candidate") => "not started".to_owned(),
            ("status", "active") => "in progress".to_owned(),
            ("stock_status", "data_error") => "below zero".to_owned(),
            ("stock_status", "negative") => "below zero".to_owned(),
            _ => name(value).to_lowercase(),
        });
    };
    Ok(match column {
        "assigned_to" => view.person(id)?.name,
        "location_id" => {
            let place = view.place(id)?;
            coded(&place.code, &place.label)
        }
        "equipment_id" => {
            let machine = view.equipment(id)?;
            coded(&machine.code, &machine.label)
        }
        "supplier_id" => view.ctx.facts.glance::<Supplier>(id)?.name,
        _ => "one record".to_owned(),
    })
}

/// The column as it is headed on screen.
fn label(column: &str) -> String {
    match column {
        "status" | "state" => "State".to_owned(),
        "stock_status" | "stock" => "Stock".to_owned(),
        "location_id" => "Place".to_owned(),
        "equipment_id" => "Equipment".to_owned(),
        "supplier_id" => "Supplier".to_owned(),
        "created_at" => "Age".to_owned(),
        "noticed_at" => "Noticed".to_owned(),
        "due_on" => "Due".to_owned(),
        other => words::field_label(other),
    }
}
