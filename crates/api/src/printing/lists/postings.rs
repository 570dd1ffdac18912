//! What makes a figure of spend, as on screen.

use super::{Listed, cells, counted, joined, refuse_too_long};
use crate::printing::Stop;
use crate::printing::names::{amount, name};
use crate::printing::purchase::grouped;
use crate::printing::run::Pace;
use crate::views::buying::spend::Amount;
use crate::views::buying::spend::postings::{self, PostingArgs, SpendLine};
use crate::views::{View, WINDOW_ROWS_MAX};
use domain::buying::figures::SpendFigure;
use domain::refusal::Refusal;
use domain::tables::{Part, PurchaseOrder, ShoppingItem, Supplier};
use paper::list::Row;
use paper::{Cell, Column};

pub(super) fn lines(view: &View<'_>, args: &PostingArgs, pace: &Pace) -> Result<Listed, Stop> {
    let mut rows = Vec::new();
    loop {
        let window = PostingArgs {
            offset: rows.len(),
            limit: Some(WINDOW_ROWS_MAX),
            ..args.clone()
        };
        let found = postings::list(view, &window)?;
        if rows.is_empty() {
            refuse_too_long(found.total)?;
            pace.expect(found.total.div_ceil(WINDOW_ROWS_MAX as u64));
        }
        if found.rows.is_empty() {
            break;
        }
        pace.step()?;
        rows.extend(found.rows.iter().map(|line| row(view, line)));
    }
    Ok(Listed {
        title: match args.figure.unwrap_or(SpendFigure::Actual) {
            SpendFigure::Outstanding => "Spend: outstanding",
            SpendFigure::Committed => "Spend: committed",
            SpendFigure::Actual => "Spend",
        },
        narrowed: narrowed(view, args)?,
        count: counted(rows.len(), "line", "lines"),
        columns: vec![
            Column::text("When", 1.1),
            Column::text("Part", 2.6),
            Column::text("Order", 1.2),
            Column::text("Department", 1.0),
            Column::figure("Quantity", 0.8),
            Column::figure("Amount", 1.2),
        ],
        rows,
    })
}

fn narrowed(view: &View<'_>, args: &PostingArgs) -> Result<Vec<String>, Refusal> {
    let facts = view.ctx.facts;
    let supplier = args.supplier.map(|id| facts.glance::<Supplier>(id)).transpose()?;
    let order = args.order.map(|id| facts.glance::<PurchaseOrder>(id)).transpose()?;
    let part = match args.item {
        Some(item) => Some(facts.glance::<Part>(facts.glance::<ShoppingItem>(item)?.part_id)?),
        None => None,
    };
    let said = [
        args.department
            .map(|department| format!("Department {}", name(department.word()).to_lowercase())),
        args.period.clone(),
        supplier.map(|supplier| format!("Supplier {}", supplier.name)),
        args.system.as_ref().map(|system| format!("System {system}")),
        args.currency.as_ref().map(|currency| format!("Currency {currency}")),
        args.from.as_ref().map(|day| format!("From {day}")),
        args.before.as_ref().map(|day| format!("Before {day}")),
        order.map(|order| format!("Order {}", order.number)),
        part.map(|part| format!("Asked for: {}", part.name)),
        args.unpriced.then(|| "Without a price".to_owned()),
    ];
    let said = joined(said.iter().map(Option::as_deref));
    Ok(if said.is_empty() {
        Vec::new()
    } else {
        vec![format!("Only: {said}")]
    })
}

fn row(view: &View<'_>, line: &SpendLine) -> Row {
    let supplier = line.supplier.as_ref().map(|supplier| supplier.label.as_str());
    let equipment = line.equipment.as_ref().map(|equipment| equipment.label.as_str());
    let mark = [
        (line.is_taken_back, "Taken back"),
        (line.is_priced_later, "Priced later"),
    ];
    let mark = mark.iter().map(|(is_so, mark)| is_so.then_some(*mark));
    let sum = |sum: &Amount| grouped(&format!("{} {}", sum.amount, sum.currency));
    let order = line.order.as_ref().map(|order| order.number.clone());
    cells([
        Cell::from(view.ctx.ship.format(line.at)),
        Cell::from(line.part.label.as_str()).with_detail(Some(joined(mark.chain([supplier, equipment])))),
        Cell::from(order.unwrap_or_default()).with_detail(line.work_order.as_ref().map(|order| order.number.clone())),
        Cell::from(name(line.department.word())),
        Cell::from(amount(line.quantity, &line.unit)),
        Cell::from(line.amount.as_ref().map_or_else(|| "no price".to_owned(), sum)),
    ])
}
