//! The list of deliveries, and what of them is open.

use crate::error::Error;
use crate::program::Program;
use crate::views::{Link, Person, View, Window, WindowArgs, query};
use domain::acts::receiving::subject;
use domain::field::Field;
use domain::offers::{self, Offer};
use domain::receiving::{DeliverySection, is_abandoned, untouched_before};
use domain::refusal::{Code, Refusal};
use domain::schema::Row;
use domain::tables::{Department, PurchaseOrder, ReceivingSession, SessionStatus, Supplier};
use domain::time::Instant;
use journal::Value;
use serde::Serialize;
use store::{Compare, DeliveriesQuery, Filter, ListQuery, Sort};
use ts_rs::TS;

/// The filter of the list that is no column: the words of [`DeliverySection`].
const SECTION: &str = "section";
/// When the delivery was opened: every row has it, and no table declares it.
const OPENED: &str = "created_at";
/// Open deliveries that the banner names.
const NAMED_MAX: usize = 20;
/// States in which a delivery is neither committed nor given up.
const OPEN: [SessionStatus; 3] = [SessionStatus::Candidate, SessionStatus::Active, SessionStatus::Review];

/// A delivery in a list.
#[derive(Debug, Serialize, TS)]
pub struct ListedDelivery {
    /// The delivery.
    pub id: domain::RowId,
    /// Number people speak.
    pub number: String,
    /// Who sent it; none where nobody said.
    pub supplier: Option<Link>,
    /// The orders that its rows fulfil, at most 20: id, supplier's name, number.
    pub orders: Vec<Link>,
    /// Number on the packing slip.
    pub slip_number: Option<String>,
    /// The department that receives.
    pub department: Department,
    /// Where it stands.
    pub state: SessionStatus,
    /// It is open, and nobody touched it for 24 hours.
    pub is_abandoned: bool,
    /// Rows on it.
    pub rows: usize,
    /// How many of them are ticked.
    pub ticked: usize,
    /// Who sees to it.
    pub holder: Person,
    /// When it was opened.
    pub started_at: Instant,
    /// When somebody last wrote something of it.
    pub touched_at: Instant,
    /// When it was committed.
    pub committed_at: Option<Instant>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// An open delivery, as the banner says it.
#[derive(Debug, Serialize, TS)]
pub struct OpenDelivery {
    /// The delivery.
    pub id: domain::RowId,
    /// Number people speak.
    pub number: String,
    /// Who sent it.
    pub supplier: Option<String>,
    /// Where it stands.
    pub state: SessionStatus,
    /// Rows on it.
    pub rows: usize,
    /// How many of them are ticked.
    pub ticked: usize,
    /// Who sees to it.
    pub holder: Person,
    /// The signed-in person sees to it.
    pub is_own: bool,
}

/// What is open aboard.
#[derive(Debug, Serialize, TS)]
pub struct DeliveriesOpen {
    /// Those that the signed-in person sees to first, each newest first; at most 20.
    pub rows: Vec<OpenDelivery>,
    /// How many there are beyond those.
    pub more: u64,
}

/// How many deliveries stand in a part of the list.
#[derive(Debug, Serialize, TS)]
pub struct SectionCount {
    /// The part.
    pub section: DeliverySection,
    /// How many.
    pub deliveries: u64,
}

fn order(view: &View<'_>, id: domain::RowId) -> Result<Link, Refusal> {
    let order = view.ctx.facts.glance::<PurchaseOrder>(id)?;
    Ok(Link {
        id,
        label: view.ctx.facts.glance::<Supplier>(order.supplier_id)?.name,
        code: order.number,
    })
}

fn row(view: &View<'_>, session: ReceivingSession) -> Result<ListedDelivery, Refusal> {
    let figures = view.reader.delivery_figures(session.id)?;
    let touched_at = figures.touched_at.unwrap_or(session.created_at);
    let orders = figures.orders.iter().map(|id| order(view, *id));
    Ok(ListedDelivery {
        supplier: session.supplier_id.map(|id| view.supplier(id)).transpose()?,
        orders: orders.collect::<Result<_, Refusal>>()?,
        is_abandoned: is_abandoned(session.status, touched_at, view.ctx.now),
        rows: figures.rows,
        ticked: figures.ticked,
        holder: view.person(session.holder_id)?,
        started_at: session.created_at,
        touched_at,
        offers: offers::offered(view.ctx, &offers::of_delivery(&session), &subject(&session))?,
        id: session.id,
        number: session.number,
        slip_number: session.slip_number,
        department: session.department,
        state: session.status,
        committed_at: session.committed_at,
    })
}

/// One window of the list of deliveries.
pub(crate) fn list(view: &View<'_>, args: &WindowArgs) -> Result<Window<ListedDelivery>, Refusal> {
    let (total, sessions) = view.window::<ReceivingSession>(&delivery_query(view, args)?)?;
    let rows = sessions.into_iter().map(|session| row(view, session));
    Ok(Window {
        total,
        rows: rows.collect::<Result<_, _>>()?,
    })
}

fn delivery_query(view: &View<'_>, args: &WindowArgs) -> Result<ListQuery, Refusal> {
    let mut columns = args.clone();
    let sections = columns.filters.remove(SECTION).unwrap_or_default();
    let is_by_age = columns.sort.as_deref().is_none_or(|column| column == OPENED);
    if is_by_age {
        columns.sort = None;
    }
    let searched = [
        ReceivingSession::number,
        ReceivingSession::slip_number,
        ReceivingSession::remark,
    ];
    let mut query = query::<ReceivingSession>(&columns, &searched, ReceivingSession::number, true)?;
    if is_by_age {
        // Numbers of several workstations do not follow each other in time.
        query.sort = vec![Sort {
            column: OPENED.to_owned(),
            is_descending: args.descending.unwrap_or(true),
        }];
    }
    if !query.text.is_empty() {
        query.text_columns.push("supplier_id.name");
    }
    if let Some(word) = sections.first() {
        query.deliveries = Some(DeliveriesQuery {
            section: section_named(word)?,
            untouched_before: untouched_before(view.ctx.now),
        });
    }
    Ok(query)
}

fn section_named(word: &str) -> Result<DeliverySection, Refusal> {
    DeliverySection::from_word(word).ok_or_else(|| {
        let short = domain::text::shortened(word, 40);
        Refusal::new(
            Code::Invalid,
            format!("The deliveries cannot be narrowed to “{short}”. Choose another part of the list."),
        )
    })
}

fn open(view: &View<'_>) -> Result<DeliveriesOpen, Refusal> {
    let own = view.ctx.actor.id;
    let mut query = ListQuery::new(ReceivingSession::TABLE);
    let is = |column: &str, compare: Compare, values: Vec<Value>| Filter {
        column: column.to_owned(),
        compare,
        values,
    };
    let states: Vec<Value> = OPEN.iter().map(Field::to_value).collect();
    query
        .filters
        .push(is(ReceivingSession::status.name, Compare::Is, states));
    let (mut rows, mut total) = (Vec::new(), 0);
    for compare in [Compare::Is, Compare::IsNot] {
        let mut of = query.clone();
        of.filters
            .push(is(ReceivingSession::holder_id.name, compare, vec![own.to_value()]));
        // The list counts beside reading, so a limit of none still says how many there are.
        of.limit = NAMED_MAX - rows.len();
        let (found, sessions) = view.window::<ReceivingSession>(&of)?;
        total += found;
        for session in sessions {
            rows.push(opened(view, session)?);
        }
    }
    Ok(DeliveriesOpen {
        more: total.saturating_sub(rows.len() as u64),
        rows,
    })
}

fn opened(view: &View<'_>, session: ReceivingSession) -> Result<OpenDelivery, Refusal> {
    let figures = view.reader.delivery_figures(session.id)?;
    Ok(OpenDelivery {
        supplier: session
            .supplier_id
            .map(|id| view.supplier(id))
            .transpose()?
            .map(|link| link.label),
        rows: figures.rows,
        ticked: figures.ticked,
        holder: view.person(session.holder_id)?,
        is_own: session.holder_id == view.ctx.actor.id,
        id: session.id,
        number: session.number,
        state: session.status,
    })
}

fn counts(view: &View<'_>) -> Result<Vec<SectionCount>, Refusal> {
    let count = |section: &DeliverySection| {
        let mut query = ListQuery::new(ReceivingSession::TABLE);
        query.deliveries = Some(DeliveriesQuery {
            section: *section,
            untouched_before: untouched_before(view.ctx.now),
        });
        query.limit = 0;
        let (deliveries, _) = view.window::<ReceivingSession>(&query)?;
        Ok(SectionCount {
            section: *section,
            deliveries,
        })
    };
    DeliverySection::ALL.iter().map(count).collect()
}

impl Program {
    /// Deliveries, newest first unless sorted otherwise. Besides columns, `section` filters: the words of
    /// [`DeliverySection`].
    ///
    /// # Errors
    /// When nobody is signed in, or a column or part of the list is unknown.
    pub fn delivery_list(&self, args: &WindowArgs) -> Result<Window<ListedDelivery>, Error> {
        self.view(|view| list(view, args))
    }

    /// How many deliveries stand in each part of the list.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn delivery_counts(&self) -> Result<Vec<SectionCount>, Error> {
        self.view(counts)
    }

    /// The open deliveries aboard, those of the signed-in person first.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn deliveries_open(&self) -> Result<DeliveriesOpen, Error> {
        self.view(open)
    }
}
