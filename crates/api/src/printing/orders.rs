//! What the card and the record of a work order both say.

use super::names::{capital, coded, name};
use crate::views::View;
use crate::views::work_orders::WorkOrderPage;
use domain::refusal::Refusal;
use domain::words;
use paper::sheet::Part;

/// "Work order WO-2026-E0042".
pub(super) fn head(page: &WorkOrderPage) -> String {
    format!("Work order {}", page.work_order.number)
}

/// Number and state in one line.
pub(super) fn lead(page: &WorkOrderPage) -> Vec<String> {
    let order = &page.work_order;
    let mut said = vec![order.number.clone(), capital(words::work_order_status(order.status))];
    said.extend(page.is_overdue.then(|| "Overdue".to_owned()));
    vec![said.join(" · ")]
}

/// What stands at the head of a work order's page.
pub(super) fn facts(view: &View<'_>, page: &WorkOrderPage) -> Result<Vec<(String, String)>, Refusal> {
    let order = &page.work_order;
    let equipment = &page.equipment;
    let ship = &view.ctx.ship;
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let made = [text(&equipment.maker), text(&equipment.model)]
        .join(" ")
        .trim()
        .to_owned();
    let by = match order.created_by {
        Some(person) => view.person(person)?.name,
        None => "somebody ashore".to_owned(),
    };
    let fault = page.fault.as_ref().map(|fault| {
        let code = fault
            .code
            .as_ref()
            .map_or_else(String::new, |code| format!(", code {code}"));
        format!("{} {}{code} ({})", fault.number, fault.title, fault.status.word())
    });
    let follows = page.follows.as_ref().map(|link| coded(&link.code, &link.label));
    let facts = [
        ("Equipment", coded(&equipment.code, &equipment.name)),
        ("Place", text(&order.location)),
        ("Maker, model", made),
        ("Serial number", text(&equipment.serial)),
        ("Priority", name(order.priority.word())),
        ("Kind", name(order.kind.word())),
        ("Department", name(order.department.word())),
        ("Due", order.due_on.map(|due| due.to_string()).unwrap_or_default()),
        (
            "Assigned to",
            page.assigned_to
                .as_ref()
                .map(|person| person.name.clone())
                .unwrap_or_default(),
        ),
        (
            "Running hours",
            page.equipment_hours
                .map(|hours| format!("{hours} h"))
                .unwrap_or_default(),
        ),
        ("Created", format!("{}, {by}", ship.format(order.created_at))),
        ("From fault", fault.unwrap_or_default()),
        ("Follow-up of", follows.unwrap_or_default()),
    ];
    let said = facts.into_iter().filter(|(_, value)| !value.is_empty());
    Ok(said.map(|(label, value)| (label.to_owned(), value)).collect())
}

/// What is to be done, where somebody wrote it.
pub(super) fn description(page: &WorkOrderPage) -> Vec<Part> {
    let text = page.work_order.description.clone().filter(|text| !text.is_empty());
    text.map(|text| vec![Part::Heading("What is to be done".to_owned()), Part::Prose(text)])
        .unwrap_or_default()
}
