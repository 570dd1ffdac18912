//! Everything about one purchase order.

use super::{OrderSum, state, sum};
use crate::views::history::{HistoryLine, history, with_files};
use crate::views::{Link, Person, View};
use domain::RowId;
use domain::acts::purchasing::subject;
use domain::buying::{LineStanding, OrderState, Tally, lines_of_order};
use domain::field::Field;
use domain::money::Money;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::quantity::Quantity;
use domain::refusal::Refusal;
use domain::tables::{
    Attachment, ItemMark, MarkKind, OrderLine, Part, PurchaseOrder, ReceivingLine, ReceivingSession, SessionStatus,
    ShoppingItem, Supplier, WorkOrder,
};
use domain::time::Instant;
use serde::Serialize;
use std::collections::BTreeSet;
use ts_rs::TS;

/// The act whose signature stands on the paper.
const PLACED: &str = "place_purchase_order";

/// What a person said of units of a line.
#[derive(Debug, Serialize, TS)]
pub struct OrderMark {
    /// The mark.
    pub id: RowId,
    /// Missing or installed.
    pub kind: MarkKind,
    /// How much, in the part's unit.
    pub quantity: Quantity,
    /// A word on it.
    pub reason: Option<String>,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: Option<Person>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// A line of an order, with what came of it.
#[derive(Debug, Serialize, TS)]
pub struct PurchaseLine {
    /// The line.
    pub id: RowId,
    /// The shopping list item it buys.
    pub item: RowId,
    /// The part: id, name, number.
    pub part: Link,
    /// The part's maker.
    pub maker: Option<String>,
    /// The number in the supplier's books.
    pub supplier_number: Option<String>,
    /// Unit it is counted in.
    pub unit: String,
    /// How much the line orders, cancelled or not.
    pub quantity: Quantity,
    /// Price of one unit, in the order's currency.
    pub unit_price: Option<Money>,
    /// The same with its currency: "12.50 EUR".
    pub price: Option<String>,
    /// "125.50 EUR": price times what is not cancelled; none where it is not known or cannot be kept.
    pub sum: Option<String>,
    /// What was ordered and what came of it; of a draft nothing.
    pub tally: Tally,
    /// What is still awaited.
    pub awaited: Quantity,
    /// Why some of it was cancelled.
    pub cancel_reason: Option<String>,
    /// The work order it is for.
    pub work_order: Option<Link>,
    /// What people said of its units, newest first; what was taken back is left out.
    pub marks: Vec<OrderMark>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// When and by whom an order was sent.
#[derive(Debug, Serialize, TS)]
pub struct Placing {
    /// When.
    pub at: Instant,
    /// Who filled it in.
    pub by: String,
    /// Who signed it.
    pub signed_by: Option<String>,
}

/// A delivery that brings something of an order.
#[derive(Debug, Serialize, TS)]
pub struct OrderDelivery {
    /// The delivery.
    pub id: RowId,
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub status: SessionStatus,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it was committed.
    pub committed_at: Option<Instant>,
}

/// Everything about one purchase order.
#[derive(Debug, Serialize, TS)]
pub struct PurchasePage {
    /// The row.
    pub order: PurchaseOrder,
    /// Where it stands, with what came of it.
    pub state: OrderState,
    /// From whom.
    pub supplier: Supplier,
    /// Who put it together.
    pub by: Option<Person>,
    /// When and by whom it was sent; none while nobody sent it.
    pub placed: Option<Placing>,
    /// Its lines, oldest first; what was taken off is left out.
    pub lines: Vec<PurchaseLine>,
    /// What it comes to, less what was cancelled.
    pub sum: OrderSum,
    /// How many lines are awaited.
    pub awaited: usize,
    /// The deliveries that bring something of it, newest first.
    pub deliveries: Vec<OrderDelivery>,
    /// What was done to it, newest first.
    pub history: Vec<HistoryLine>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

pub(crate) fn page(view: &View<'_>, id: RowId) -> Result<PurchasePage, Refusal> {
    let facts = view.ctx.facts;
    let order = facts.glance::<PurchaseOrder>(id)?;
    let ever = facts.glance_by::<OrderLine>(OrderLine::order_id, &id.to_value())?;
    let lines = lines_of_order(facts, &order)?;
    let mut touched = vec![id];
    touched.extend(ever.iter().map(|line| line.id));
    for line in &ever {
        let marks = facts.glance_by::<ItemMark>(ItemMark::line_id, &line.id.to_value())?;
        touched.extend(marks.iter().map(|mark| mark.id));
    }
    let history = history(view, &with_files(view, (Attachment::order_id, id), touched)?)?;
    let placed = history.iter().find(|line| line.action == PLACED).map(|line| Placing {
        at: line.at,
        by: line.by.clone(),
        signed_by: line.signed_by.clone(),
    });
    let acts = offers::of_purchase_order(&order, &lines);
    Ok(PurchasePage {
        state: state(&order, &lines),
        supplier: facts.glance::<Supplier>(order.supplier_id)?,
        by: order.created_by.map(|id| view.person(id)).transpose()?,
        placed: placed.filter(|_| order.ordered_at.is_some()),
        sum: sum(&order, &lines),
        awaited: lines
            .iter()
            .filter(|line| line.tally().outstanding().is_positive())
            .count(),
        offers: offers::offered(view.ctx, acts, &subject(&order))?,
        deliveries: deliveries(view, &lines)?,
        lines: lines
            .iter()
            .map(|line| line_of(view, &order, line))
            .collect::<Result<_, _>>()?,
        history,
        order,
    })
}

fn deliveries(view: &View<'_>, lines: &[LineStanding]) -> Result<Vec<OrderDelivery>, Refusal> {
    let facts = view.ctx.facts;
    let mut sessions = BTreeSet::new();
    for line in lines {
        let rows = facts.glance_by::<ReceivingLine>(ReceivingLine::order_line_id, &line.line.id.to_value())?;
        sessions.extend(rows.into_iter().map(|row| row.session_id));
    }
    let mut found = Vec::new();
    for id in sessions {
        let session = facts.glance::<ReceivingSession>(id)?;
        found.push(OrderDelivery {
            id,
            number: session.number,
            status: session.status,
            opened_at: session.created_at,
            committed_at: session.committed_at,
        });
    }
    found.sort_by_key(|delivery| std::cmp::Reverse((delivery.opened_at, delivery.id)));
    Ok(found)
}

fn line_of(view: &View<'_>, order: &PurchaseOrder, standing: &LineStanding) -> Result<PurchaseLine, Refusal> {
    let facts = view.ctx.facts;
    let line = &standing.line;
    let part = facts.glance::<Part>(line.part_id)?;
    let item = facts.glance::<ShoppingItem>(line.item_id)?;
    let work_order = item.work_order_id.map(|id| facts.glance::<WorkOrder>(id)).transpose()?;
    let tally = standing.tally();
    let amount = line.unit_price.and_then(|price| price.times(standing.quantity()));
    let of_item = Subject::of(item.department);
    let mut offers = Vec::new();
    for act in offers::of_order_line(standing) {
        let subject = if *act == "cancel_order_line" {
            subject(order)
        } else {
            of_item.clone()
        };
        offers.extend(offers::offered(view.ctx, &[act], &subject)?);
    }
    let mark = |mark: &ItemMark| {
        Ok(OrderMark {
            id: mark.id,
            kind: mark.kind,
            quantity: mark.quantity,
            reason: mark.reason.clone(),
            at: mark.created_at,
            by: mark.created_by.map(|id| view.person(id)).transpose()?,
            offers: offers::offered(view.ctx, offers::of_mark(mark, false), &of_item)?,
        })
    };
    Ok(PurchaseLine {
        id: line.id,
        item: line.item_id,
        part: Link {
            id: part.id,
            label: part.name,
            code: part.number,
        },
        maker: part.maker,
        supplier_number: line.supplier_number.clone(),
        unit: part.unit,
        quantity: line.quantity,
        unit_price: line.unit_price,
        price: line
            .unit_price
            .zip(order.currency.as_ref())
            .map(|(price, code)| price.in_currency(code)),
        sum: amount
            .zip(order.currency.as_ref())
            .map(|(sum, code)| sum.in_currency(code)),
        awaited: tally.outstanding(),
        tally,
        cancel_reason: line.cancel_reason.clone(),
        work_order: work_order.map(|order| Link {
            id: order.id,
            label: order.title,
            code: order.number,
        }),
        marks: standing.marks.iter().map(mark).collect::<Result<_, Refusal>>()?,
        offers,
    })
}
