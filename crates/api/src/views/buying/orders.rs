//! The list of purchase orders, and the page of one.

mod candidates;
mod one;

pub use candidates::{CandidateArgs, OrderCandidate};
pub(crate) use one::page;
pub use one::{OrderDelivery, OrderMark, PurchaseLine, PurchasePage};

use crate::error::Error;
use crate::program::Program;
use crate::views::{INNER_ROWS_MAX, Link, Person, View, Window, WindowArgs, equals, query, sorted};
use domain::RowId;
use domain::acts::purchasing::total;
use domain::buying::delivery::order_state;
use domain::buying::{LineStanding, OrderState, Tally, lines_of_order};
use domain::field::Field;
use domain::refusal::{Code, Refusal};
use domain::schema::Row;
use domain::tables::{Department, PurchaseOrder};
use domain::time::{Date, Instant};
use serde::Serialize;
use store::{ListQuery, Sort};
use ts_rs::TS;

/// The filter of the list that is no column: what came of the orders counts too.
const STATE: &str = "state";
/// When the order was put together: every row has it, and no table declares it.
const MADE: &str = "created_at";

/// What an order comes to, in its currency.
#[derive(Clone, Debug, Serialize, TS)]
pub struct OrderSum {
    /// "1250.50 EUR": of the lines whose price is known; none where there is none.
    pub amount: Option<String>,
    /// Lines whose price nobody knows.
    pub unpriced: usize,
    /// The prices are known, and come to more than can be kept exactly.
    pub is_beyond: bool,
}

/// A purchase order in a list.
#[derive(Debug, Serialize, TS)]
pub struct PurchaseRow {
    /// The order.
    pub id: RowId,
    /// Number people speak.
    pub number: String,
    /// From whom.
    pub supplier: Link,
    /// Where it stands, with what came of it.
    pub state: OrderState,
    /// Who pays.
    pub department: Department,
    /// Lines on it.
    pub lines: usize,
    /// What it comes to.
    pub sum: OrderSum,
    /// The day by which it is wanted.
    pub wanted_on: Option<Date>,
    /// When it was sent.
    pub ordered_at: Option<Instant>,
    /// When it was put together.
    pub created_at: Instant,
    /// By whom.
    pub by: Option<Person>,
}

/// Orders beside a record, newest first.
#[derive(Debug, Serialize, TS)]
pub struct OrdersOf {
    /// The newest, at most 50.
    pub rows: Vec<PurchaseRow>,
    /// How many there are beyond those.
    pub more: u64,
}

/// The sum of the lines in words of the order's currency.
fn sum(order: &PurchaseOrder, lines: &[LineStanding]) -> OrderSum {
    let total = total(lines);
    let is_priced = lines.iter().any(|line| line.line.unit_price.is_some());
    let amount = total.amount.filter(|_| is_priced);
    OrderSum {
        amount: amount
            .zip(order.currency.as_ref())
            .map(|(sum, code)| sum.in_currency(code)),
        unpriced: total.unpriced,
        is_beyond: is_priced && total.amount.is_none(),
    }
}

fn state(order: &PurchaseOrder, lines: &[LineStanding]) -> OrderState {
    let tallies: Vec<Tally> = lines.iter().map(LineStanding::tally).collect();
    order_state(order.status, &tallies)
}

/// Where an order stands, with what came of all its lines.
pub(crate) fn state_of(view: &View<'_>, order: &PurchaseOrder) -> Result<OrderState, Refusal> {
    Ok(state(order, &lines_of_order(view.ctx.facts, order)?))
}

fn row(view: &View<'_>, order: PurchaseOrder) -> Result<PurchaseRow, Refusal> {
    let lines = lines_of_order(view.ctx.facts, &order)?;
    Ok(PurchaseRow {
        supplier: view.supplier(order.supplier_id)?,
        state: state(&order, &lines),
        lines: lines.len(),
        sum: sum(&order, &lines),
        by: order.created_by.map(|id| view.person(id)).transpose()?,
        id: order.id,
        number: order.number,
        department: order.department,
        wanted_on: order.wanted_on,
        ordered_at: order.ordered_at,
        created_at: order.created_at,
    })
}

fn rows(view: &View<'_>, query: &ListQuery) -> Result<Window<PurchaseRow>, Refusal> {
    let (total, orders) = view.window::<PurchaseOrder>(query)?;
    let rows = orders.into_iter().map(|order| row(view, order));
    Ok(Window {
        total,
        rows: rows.collect::<Result<_, _>>()?,
    })
}

/// The newest orders to a supplier.
pub(crate) fn of_supplier(view: &View<'_>, id: RowId) -> Result<OrdersOf, Refusal> {
    let mut query = ListQuery::new(PurchaseOrder::TABLE);
    query.filters.push(equals(PurchaseOrder::supplier_id, id.to_value()));
    query.sort = vec![sorted(PurchaseOrder::number, true)];
    query.limit = INNER_ROWS_MAX;
    let Window { total, rows } = rows(view, &query)?;
    Ok(OrdersOf {
        more: total.saturating_sub(rows.len() as u64),
        rows,
    })
}

/// Whether anything that was ordered from a supplier is awaited.
pub(crate) fn is_awaited_of(view: &View<'_>, id: RowId) -> Result<bool, Refusal> {
    let mut query = ListQuery::new(PurchaseOrder::TABLE);
    query.filters.push(equals(PurchaseOrder::supplier_id, id.to_value()));
    query.order_states = vec![OrderState::Ordered, OrderState::PartiallyReceived];
    query.limit = 0;
    Ok(view.window::<PurchaseOrder>(&query)?.0 > 0)
}

/// One window of the list of orders.
pub(crate) fn list(view: &View<'_>, args: &WindowArgs) -> Result<Window<PurchaseRow>, Refusal> {
    let searched = [
        PurchaseOrder::number,
        PurchaseOrder::supplier_reference,
        PurchaseOrder::remark,
        PurchaseOrder::deliver_to,
    ];
    let mut columns = args.clone();
    let states = columns.filters.remove(STATE).unwrap_or_default();
    let is_by_age = columns.sort.as_deref().is_none_or(|column| column == MADE);
    if is_by_age {
        columns.sort = None;
    }
    let mut query = query::<PurchaseOrder>(&columns, &searched, PurchaseOrder::number, true)?;
    if is_by_age {
        // Numbers of several workstations do not follow each other in time.
        query.sort = vec![Sort {
            column: MADE.to_owned(),
            is_descending: args.descending.unwrap_or(true),
        }];
    }
    if !query.text.is_empty() {
        query.text_columns.push("supplier_id.name");
    }
    query.order_states = states.iter().map(|word| named_state(word)).collect::<Result<_, _>>()?;
    rows(view, &query)
}

fn named_state(word: &str) -> Result<OrderState, Refusal> {
    OrderState::from_word(word).ok_or_else(|| {
        let short = domain::text::shortened(word, 40);
        Refusal::new(Code::Invalid, format!("No order is “{short}”. Choose another state."))
    })
}

impl Program {
    /// Purchase orders, newest first unless sorted otherwise. Besides columns, `state` filters: the words of
    /// [`OrderState`].
    ///
    /// # Errors
    /// When nobody is signed in, or a column or state is unknown.
    pub fn order_list(&self, args: &WindowArgs) -> Result<Window<PurchaseRow>, Error> {
        self.view(|view| list(view, args))
    }

    /// Everything about one purchase order.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn order_page(&self, id: RowId) -> Result<PurchasePage, Error> {
        self.view(|view| page(view, id))
    }

    /// Approved items that may go on an order to that supplier, at most 500: those of it and those of none.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn order_candidates(&self, args: &CandidateArgs) -> Result<Vec<OrderCandidate>, Error> {
        self.view(|view| candidates::of(view, args.supplier))
    }
}
