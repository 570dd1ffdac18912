//! What makes a figure of spend: postings, lines of orders that are awaited, items that are approved.

use super::{Amount, SpendArgs};
use crate::error::Error;
use crate::program::Program;
use crate::views::history::{HistoryLine, history};
use crate::views::{Link, OFFSET_ROWS_MAX, Person, View, WINDOW_ROWS_MAX, Window};
use domain::RowId;
use domain::buying::figures::SpendFigure;
use domain::buying::{LineStanding, Standing, standing};
use domain::field::Field;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::quantity::Quantity;
use domain::refusal::{Code, Refusal};
use domain::schema::Row;
use domain::tables::{
    Department, ItemMark, OrderLine, Part, Posting, PostingKind, PurchaseOrder, PurchaseStatus, ReceivingLine,
    ReceivingSession, ShoppingItem, Supplier, WorkOrder,
};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use store::PostingQuery;
use ts_rs::TS;

/// Rows about one posting that are read.
const ROWS_ABOUT_MAX: usize = 500;

/// Which lines are wanted; what is left out does not matter.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PostingArgs {
    /// What makes this figure; what was spent, with what was taken back, unless another is named.
    pub figure: Option<SpendFigure>,
    /// The department that pays.
    pub department: Option<Department>,
    /// The supplier.
    pub supplier: Option<RowId>,
    /// The system of the equipment it is for.
    pub system: Option<String>,
    /// Not before this day or moment, by the ship's clock.
    pub from: Option<String>,
    /// Before this day or moment.
    pub before: Option<String>,
    /// In this year, quarter or month.
    pub period: Option<String>,
    /// Of this order; of postings only.
    pub order: Option<RowId>,
    /// Of this item of the shopping list; of postings only.
    pub item: Option<RowId>,
    /// In this currency.
    pub currency: Option<String>,
    /// Only what has no price.
    pub unpriced: bool,
    /// First row wanted, from 0.
    pub offset: usize,
    /// How many; at most 200.
    pub limit: Option<usize>,
}

/// Another record by the number people speak.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Numbered {
    /// The record.
    pub id: RowId,
    /// Its number.
    pub number: String,
}

/// One line of what makes a figure.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SpendLine {
    /// The posting, the line of the order, or the item.
    pub id: RowId,
    /// Which figure it is in.
    pub figure: SpendFigure,
    /// When it was posted, ordered, or asked for.
    pub at: Instant,
    /// The part: id, name, number.
    pub part: Link,
    /// Unit it is counted in.
    pub unit: String,
    /// How much of it: what came, what is awaited, what is approved.
    pub quantity: Quantity,
    /// Price of one unit; none while nobody knows it.
    pub unit_price: Option<Amount>,
    /// What it comes to; none while nobody knows its price.
    pub amount: Option<Amount>,
    /// The department that pays.
    pub department: Department,
    /// The supplier; none where nobody has chosen one yet.
    pub supplier: Option<Link>,
    /// The item of the shopping list; none where nobody asked for it.
    pub item: Option<RowId>,
    /// The order, or the draft.
    pub order: Option<Numbered>,
    /// The delivery that it came with; none for what never came through one.
    pub delivery: Option<Numbered>,
    /// The equipment it is for.
    pub equipment: Option<Link>,
    /// The work order it is for.
    pub work_order: Option<Numbered>,
    /// It was taken back, and counts for nothing.
    pub is_taken_back: bool,
    /// Its price was given after it was posted.
    pub is_priced_later: bool,
}

/// One price that a posting was given.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PriceGiven {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: Option<Person>,
    /// Of one unit; none where it was posted without one.
    pub unit_price: Option<Amount>,
    /// What it comes to.
    pub amount: Option<Amount>,
    /// A word on it.
    pub reason: Option<String>,
    /// It is the one that counts.
    pub counts: bool,
}

/// Everything about one posting.
#[derive(Debug, Serialize, TS)]
pub struct PostingPage {
    /// The posting, as it counts now.
    pub line: SpendLine,
    /// Who said that the units came.
    pub by: Option<Person>,
    /// A word that was said with it.
    pub remark: Option<String>,
    /// Every price it was given, the latest first.
    pub prices: Vec<PriceGiven>,
    /// Why it was taken back.
    pub taken_back_because: Option<String>,
    /// When it was taken back.
    pub taken_back_at: Option<Instant>,
    /// What was done about it, newest first.
    pub history: Vec<HistoryLine>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

impl PostingArgs {
    fn spend(&self) -> SpendArgs {
        SpendArgs {
            department: self.department,
            supplier: self.supplier,
            system: self.system.clone(),
            from: self.from.clone(),
            before: self.before.clone(),
            period: self.period.clone(),
            ..SpendArgs::default()
        }
    }

    fn query(&self, view: &View<'_>) -> Result<PostingQuery, Refusal> {
        Ok(PostingQuery {
            spend: super::query(view, &self.spend())?,
            order: self.order,
            item: self.item,
            currency: self.currency.clone().filter(|currency| !currency.is_empty()),
            is_unpriced: self.unpriced,
            offset: self.offset.min(OFFSET_ROWS_MAX),
            limit: self.limit.unwrap_or(WINDOW_ROWS_MAX).min(WINDOW_ROWS_MAX),
        })
    }
}

/// One window of what makes a figure, newest first.
pub(crate) fn list(view: &View<'_>, args: &PostingArgs) -> Result<Window<SpendLine>, Refusal> {
    let query = args.query(view)?;
    let figure = args.figure.unwrap_or(SpendFigure::Actual);
    if figure == SpendFigure::Actual {
        let page = view.reader.postings(&query)?;
        let line = |raw| of_posting(view, &stands(view, Posting::read(raw)?)?.0);
        return Ok(Window {
            total: page.total.rows as u64,
            rows: page.rows.iter().map(line).collect::<Result<_, Refusal>>()?,
        });
    }
    let (total, sources) = view.reader.spend_sources(figure, &query)?;
    let line = |source: RowId| match figure {
        SpendFigure::Committed => of_order_line(view, source),
        SpendFigure::Outstanding | SpendFigure::Actual => of_item(view, source),
    };
    Ok(Window {
        total: total.rows as u64,
        rows: sources.into_iter().map(line).collect::<Result<_, Refusal>>()?,
    })
}

/// How the posting stands, and every row about it.
fn stands(view: &View<'_>, posting: Posting) -> Result<(Standing, Vec<Posting>), Refusal> {
    let about = view
        .reader
        .rows_by(Posting::TABLE, Posting::of_id, &posting.id.to_value(), ROWS_ABOUT_MAX)?;
    let mut rows = about.iter().map(Posting::read).collect::<Result<Vec<_>, _>>()?;
    rows.push(posting);
    let stands = standing(rows.clone()).into_iter().next();
    let stands = stands.ok_or_else(|| Refusal::new(Code::NotFound, "This is no posting of spend."))?;
    Ok((stands, rows))
}

/// What a line is about, whichever figure it is in.
struct About {
    part: RowId,
    supplier: Option<RowId>,
    equipment: Option<RowId>,
    work_order: Option<RowId>,
}

type Names = (Link, String, Option<Link>, Option<Link>, Option<Numbered>);

fn names(view: &View<'_>, about: &About) -> Result<Names, Refusal> {
    let facts = view.ctx.facts;
    let part = facts.glance::<Part>(about.part)?;
    let supplier = about
        .supplier
        .map(|id| facts.find::<Supplier>(id))
        .transpose()?
        .flatten();
    let order = about
        .work_order
        .map(|id| facts.find::<WorkOrder>(id))
        .transpose()?
        .flatten();
    let link = |supplier: Supplier| Link {
        id: supplier.id,
        label: supplier.name,
        code: supplier.code.unwrap_or_default(),
    };
    Ok((
        Link {
            id: part.id,
            label: part.name,
            code: part.number,
        },
        part.unit,
        supplier.map(link),
        about.equipment.map(|id| view.equipment(id)).transpose()?,
        order.map(|order| Numbered {
            id: order.id,
            number: order.number,
        }),
    ))
}

fn of_posting(view: &View<'_>, stands: &Standing) -> Result<SpendLine, Refusal> {
    let posting = &stands.posting;
    let (part, unit, supplier, equipment, work_order) = names(
        view,
        &About {
            part: posting.part_id,
            supplier: posting.supplier_id,
            equipment: posting.equipment_id,
            work_order: posting.work_order_id,
        },
    )?;
    let facts = view.ctx.facts;
    let order = posting
        .order_id
        .map(|id| facts.glance::<PurchaseOrder>(id))
        .transpose()?;
    let row = posting
        .receiving_line_id
        .map(|id| facts.glance::<ReceivingLine>(id))
        .transpose()?;
    let delivery = row
        .map(|row| facts.glance::<ReceivingSession>(row.session_id))
        .transpose()?;
    let price = stands.price.as_ref();
    Ok(SpendLine {
        id: posting.id,
        figure: SpendFigure::Actual,
        at: posting.posted_at,
        part,
        unit,
        // What was taken back stays readable; it is marked, and counts for nothing.
        quantity: posting.quantity,
        unit_price: price.map(|price| Amount::of(price.unit_price, &price.currency)),
        amount: price.map(|price| Amount::of(price.amount, &price.currency)),
        department: posting.department,
        supplier,
        item: posting.item_id,
        order: order.map(|order| Numbered {
            id: order.id,
            number: order.number,
        }),
        delivery: delivery.map(|delivery| Numbered {
            id: delivery.id,
            number: delivery.number,
        }),
        equipment,
        work_order,
        is_taken_back: stands.is_reversed,
        is_priced_later: stands.priced_by.is_some(),
    })
}

fn of_order_line(view: &View<'_>, id: RowId) -> Result<SpendLine, Refusal> {
    let facts = view.ctx.facts;
    let line = facts.glance::<OrderLine>(id)?;
    let order = facts.glance::<PurchaseOrder>(line.order_id)?;
    let item = facts.glance::<ShoppingItem>(line.item_id)?;
    let at = order.ordered_at.unwrap_or(order.created_at);
    let supplier = Some(order.supplier_id);
    let stands = LineStanding::of(facts, line, order)?;
    let quantity = stands.tally().outstanding();
    bought(
        view,
        SpendFigure::Committed,
        (id, at, quantity),
        item,
        supplier,
        Some(&stands),
    )
}

fn of_item(view: &View<'_>, id: RowId) -> Result<SpendLine, Refusal> {
    let facts = view.ctx.facts;
    let item = facts.glance::<ShoppingItem>(id)?;
    // Newest first: of several drafts, which only people apart can write, the newest counts.
    let mut draft = None;
    for line in facts.glance_by::<OrderLine>(OrderLine::item_id, &id.to_value())? {
        let order = facts.glance::<PurchaseOrder>(line.order_id)?;
        if draft.is_none() && !line.is_removed && order.status == PurchaseStatus::Draft {
            draft = Some(LineStanding::of(facts, line, order)?);
        }
    }
    let quantity = draft.as_ref().map(|draft| draft.line.quantity);
    let quantity = quantity.or(item.approved_quantity).unwrap_or(item.quantity);
    let supplier = draft.as_ref().map(|draft| draft.order.supplier_id).or(item.supplier_id);
    let at = item.created_at;
    bought(
        view,
        SpendFigure::Outstanding,
        (id, at, quantity),
        item,
        supplier,
        draft.as_ref(),
    )
}

fn bought(
    view: &View<'_>,
    figure: SpendFigure,
    (id, at, quantity): (RowId, Instant, Quantity),
    item: ShoppingItem,
    supplier: Option<RowId>,
    line: Option<&LineStanding>,
) -> Result<SpendLine, Refusal> {
    let (part, unit, supplier, equipment, work_order) = names(
        view,
        &About {
            part: item.part_id,
            supplier,
            equipment: item.equipment_id,
            work_order: item.work_order_id,
        },
    )?;
    let price = line.and_then(|line| line.line.unit_price.zip(line.order.currency.as_deref()));
    let amount = price.and_then(|(price, currency)| Some(Amount::of(price.times(quantity)?, currency)));
    Ok(SpendLine {
        id,
        figure,
        at,
        part,
        unit,
        quantity,
        unit_price: price.map(|(price, currency)| Amount::of(price, currency)),
        amount,
        department: item.department,
        supplier,
        item: Some(item.id),
        delivery: None,
        order: line.map(|line| Numbered {
            id: line.order.id,
            number: line.order.number.clone(),
        }),
        equipment,
        work_order,
        is_taken_back: false,
        is_priced_later: false,
    })
}

fn page(view: &View<'_>, id: RowId) -> Result<PostingPage, Refusal> {
    let facts = view.ctx.facts;
    let named = facts.glance::<Posting>(id)?;
    let posting = match named.of_id {
        Some(of) => facts.glance::<Posting>(of)?,
        None => named,
    };
    let (stands, mut rows) = stands(view, posting)?;
    rows.sort_by_key(|row| std::cmp::Reverse((row.posted_at, row.id)));
    let counting = stands.priced_by.unwrap_or(stands.posting.id);
    let person = |id: Option<RowId>| id.map(|id| view.person(id)).transpose();
    let price = |row: &Posting| {
        let in_currency = |amount| row.currency.as_deref().map(|currency| Amount::of(amount, currency));
        Ok(PriceGiven {
            at: row.posted_at,
            by: person(row.created_by)?,
            unit_price: row.unit_price.and_then(in_currency),
            amount: row.amount.and_then(in_currency),
            reason: row.reason.clone(),
            counts: row.id == counting && !stands.is_reversed,
        })
    };
    let priced = rows.iter().filter(|row| row.kind != PostingKind::Reversed);
    let back = rows.iter().find(|row| row.kind == PostingKind::Reversed);
    let mark = stands
        .posting
        .mark_id
        .map(|id| facts.find::<ItemMark>(id))
        .transpose()?
        .flatten();
    let mut about: Vec<RowId> = rows.iter().map(|row| row.id).collect();
    about.dedup();
    Ok(PostingPage {
        line: of_posting(view, &stands)?,
        by: person(stands.posting.created_by)?,
        remark: mark.and_then(|mark| mark.reason),
        prices: priced.map(price).collect::<Result<_, Refusal>>()?,
        taken_back_because: back.and_then(|row| row.reason.clone()),
        taken_back_at: back.map(|row| row.posted_at),
        history: history(view, &about)?,
        offers: offers::offered(
            view.ctx,
            offers::of_posting(&stands),
            &Subject::of(stands.posting.department),
        )?,
    })
}

impl Program {
    /// What makes a figure of spend, newest first.
    ///
    /// # Errors
    /// When nobody is signed in, or a moment or period cannot be read.
    pub fn posting_list(&self, args: &PostingArgs) -> Result<Window<SpendLine>, Error> {
        self.view(|view| list(view, args))
    }

    /// Everything about one posting; a later price or a reversal leads to the posting it is about.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn posting_page(&self, id: RowId) -> Result<PostingPage, Error> {
        self.view(|view| page(view, id))
    }
}
