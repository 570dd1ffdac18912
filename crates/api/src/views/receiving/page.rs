//! One delivery with its rows, as it is counted and as it stands on record.

use crate::error::Error;
use crate::program::Program;
use crate::views::buying::spend::Amount;
use crate::views::buying::spend::postings::Numbered;
use crate::views::history::{HistoryLine, history, with_files};
use crate::views::{Link, Person, View};
use domain::RowId;
use domain::acts::receiving::{posting_id, subject};
use domain::buying::lines::LineStanding;
use domain::buying::standing;
use domain::field::Field;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::quantity::Quantity;
use domain::receiving::{Counted, rows_of};
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{
    Attachment, Destination, DiscrepancyKind, OrderLine, Part, Posting, PurchaseOrder, ReceivingLine, ReceivingSession,
    SessionStatus,
};
use domain::time::Instant;
use serde::Serialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// The act whose signature makes a delivery.
const COMMITTED: &str = "commit_receiving";

/// What a row of a delivery is of.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DeliveredPart {
    /// The part.
    pub id: RowId,
    /// Name.
    pub name: String,
    /// The maker's number.
    pub number: String,
    /// Unit it is counted in.
    pub unit: String,
    /// Nobody verified it yet.
    pub is_candidate: bool,
}

/// What is wrong with units of a row.
#[derive(Debug, Serialize, TS)]
pub struct WrongUnits {
    /// What is wrong.
    pub kind: DiscrepancyKind,
    /// With how much, in the part's unit.
    pub quantity: Quantity,
    /// A word on it.
    pub note: Option<String>,
}

/// What a row of a committed delivery posted.
#[derive(Debug, Serialize, TS)]
pub struct PostedUnits {
    /// The posting.
    pub posting: RowId,
    /// Where the units went.
    pub to: Destination,
    /// How much, in the part's unit.
    pub quantity: Quantity,
    /// What it comes to, by the latest price; none while nobody knows one.
    pub amount: Option<Amount>,
    /// It was taken back, and counts for nothing.
    pub is_taken_back: bool,
}

/// One row of a delivery.
#[derive(Debug, Serialize, TS)]
pub struct DeliveryRow {
    /// The row.
    pub id: RowId,
    /// Place in the delivery, from 1.
    pub position: i64,
    /// What it is; none while nobody knows.
    pub part: Option<DeliveredPart>,
    /// What the slip calls it.
    pub description: Option<String>,
    /// A person said that it does not belong here.
    pub is_ignored: bool,
    /// Nobody has said yet what it is.
    pub is_unknown: bool,
    /// The order that it fulfils.
    pub order: Option<Numbered>,
    /// What was awaited when the row was added, in the part's unit.
    pub expected: Option<Quantity>,
    /// What was delivered.
    pub delivered: Quantity,
    /// Of that accepted: what enters stock and spend.
    pub accepted: Quantity,
    /// Of that installed straight away.
    pub installed: Quantity,
    /// Of that into stores.
    pub to_stores: Quantity,
    /// What stays awaited on the order once this row is received as it stands; none where nothing does.
    pub stays: Option<Quantity>,
    /// How much more is accepted than is awaited; none where it is not more.
    pub beyond: Option<Quantity>,
    /// What people said is wrong with units of it.
    pub wrong: Vec<WrongUnits>,
    /// What is wrong is asked for anew.
    pub returns_to_list: bool,
    /// Somebody saw it and said so.
    pub is_ticked: bool,
    /// Who.
    pub ticked_by: Option<Person>,
    /// Where the rest is stored.
    pub place: Option<Link>,
    /// The work order that units are installed for.
    pub work_order: Option<Link>,
    /// The equipment that units are installed in.
    pub equipment: Option<Link>,
    /// A word on it.
    pub note: Option<String>,
    /// Photos and papers of it.
    pub files: usize,
    /// Two people counted it differently, apart, and nobody has settled that.
    pub is_in_conflict: bool,
    /// What it posted; nothing before the delivery is committed.
    pub posted: Vec<PostedUnits>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// The signature of a delivery.
#[derive(Debug, Serialize, TS)]
pub struct DeliverySigned {
    /// When.
    pub at: Instant,
    /// Who filled it in.
    pub by: String,
    /// Who signed it.
    pub signed_by: Option<String>,
}

/// Everything about one delivery.
#[derive(Debug, Serialize, TS)]
pub struct DeliveryPage {
    /// The row.
    pub session: ReceivingSession,
    /// Who sent it.
    pub supplier: Option<Link>,
    /// The orders that its rows fulfil.
    pub orders: Vec<Numbered>,
    /// Who sees to it.
    pub holder: Person,
    /// Whether that is the person who asks.
    pub is_own: bool,
    /// Its rows in their order.
    pub rows: Vec<DeliveryRow>,
    /// Rows with a tick.
    pub ticked: usize,
    /// Rows that nobody knows yet.
    pub unknown: usize,
    /// Rows with something wrong.
    pub discrepant: usize,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// What happened to one delivery.
#[derive(Debug, Serialize, TS)]
pub struct DeliveryHistory {
    /// Acts, newest first.
    pub history: Vec<HistoryLine>,
    /// The signature; none while nobody committed it.
    pub signed: Option<DeliverySigned>,
}

/// What this person may do with rows of one delivery: the subject is the same, so each act is asked once.
struct Rights<'a, 'v> {
    view: &'a View<'v>,
    subject: Subject,
    asked: RefCell<BTreeMap<&'static str, Option<Offer>>>,
}

impl Rights<'_, '_> {
    fn of(&self, acts: Vec<&'static str>) -> Result<Vec<Offer>, Refusal> {
        let mut offered = Vec::new();
        for act in acts {
            if let Some(known) = self.asked.borrow().get(act) {
                offered.extend(known.clone());
                continue;
            }
            let answer = offers::offered(self.view.ctx, &[act], &self.subject)?.pop();
            offered.extend(answer.clone());
            self.asked.borrow_mut().insert(act, answer);
        }
        Ok(offered)
    }
}

pub(crate) fn page(view: &View<'_>, id: RowId) -> Result<DeliveryPage, Refusal> {
    let facts = view.ctx.facts;
    let session = facts.glance::<ReceivingSession>(id)?;
    let rights = Rights {
        view,
        subject: subject(&session),
        asked: RefCell::default(),
    };
    let files = files_by_row(view, id)?;
    let counted = rows_of(facts, id)?;
    let mut orders: Vec<Numbered> = Vec::new();
    let mut rows = Vec::with_capacity(counted.len());
    for row in &counted {
        let shown = row_of(view, &session, row, &rights, &files)?;
        let is_new = |order: &&Numbered| orders.iter().all(|known| known.id != order.id);
        if let Some(order) = shown.order.as_ref().filter(is_new) {
            orders.push(order.clone());
        }
        rows.push(shown);
    }
    Ok(DeliveryPage {
        supplier: session.supplier_id.map(|id| view.supplier(id)).transpose()?,
        orders,
        holder: view.person(session.holder_id)?,
        is_own: session.holder_id == view.ctx.actor.id,
        ticked: rows.iter().filter(|row| row.is_ticked).count(),
        unknown: rows.iter().filter(|row| row.is_unknown).count(),
        discrepant: rows.iter().filter(|row| !row.wrong.is_empty()).count(),
        offers: rights.of(offers::of_delivery(&session))?,
        rows,
        session,
    })
}

pub(super) fn part_of(view: &View<'_>, id: RowId) -> Result<DeliveredPart, Refusal> {
    let part = view.ctx.facts.glance::<Part>(id)?;
    Ok(DeliveredPart {
        is_candidate: part.awaits_promotion(),
        id,
        name: part.name,
        number: part.number,
        unit: part.unit,
    })
}

/// The line of an order that a row fulfils, as it stands.
pub(super) fn bought_by(view: &View<'_>, line: &ReceivingLine) -> Result<Option<LineStanding>, Refusal> {
    let facts = view.ctx.facts;
    let Some(id) = line.order_line_id else { return Ok(None) };
    let bought = facts.glance::<OrderLine>(id)?;
    let order = facts.glance::<PurchaseOrder>(bought.order_id)?;
    LineStanding::of(facts, bought, order).map(Some)
}

fn row_of(
    view: &View<'_>,
    session: &ReceivingSession,
    row: &Counted,
    rights: &Rights<'_, '_>,
    files: &BTreeMap<RowId, usize>,
) -> Result<DeliveryRow, Refusal> {
    let line = &row.line;
    let bought = bought_by(view, line)?;
    let (stays, beyond) = match bought.as_ref().filter(|_| is_open(session)) {
        Some(bought) => {
            let awaited = bought.tally().outstanding();
            let coming = if row.is_ignored() {
                Quantity::ZERO
            } else {
                row.accepted()
            };
            (
                Some(awaited - coming).filter(|left| left.is_positive()),
                Some(coming - awaited).filter(|more| more.is_positive()),
            )
        }
        None => (None, None),
    };
    let posted = posted_by(view, session, line.id)?;
    let taken_back = |posted: &PostedUnits| posted.to == Destination::Installed && posted.is_taken_back;
    let is_taken_back = posted.iter().any(taken_back);
    let heads = view.ctx.facts.conflict(ReceivingLine::TABLE, line.id)?;
    Ok(DeliveryRow {
        id: line.id,
        position: line.position,
        part: line.part_id.map(|id| part_of(view, id)).transpose()?,
        description: line.description.clone(),
        is_ignored: row.is_ignored(),
        is_unknown: !row.is_resolved(),
        order: bought.as_ref().map(|bought| Numbered {
            id: bought.order.id,
            number: bought.order.number.clone(),
        }),
        expected: line.expected,
        delivered: line.delivered,
        accepted: row.accepted(),
        installed: row.installed(),
        to_stores: row.to_stores(),
        stays,
        beyond,
        wrong: row
            .discrepancies
            .iter()
            .map(|wrong| WrongUnits {
                kind: wrong.kind,
                quantity: wrong.quantity,
                note: wrong.note.clone(),
            })
            .collect(),
        returns_to_list: line.returns_to_list,
        is_ticked: line.is_ticked,
        ticked_by: line.ticked_by.map(|id| view.person(id)).transpose()?,
        place: line.location_id.map(|id| view.place(id)).transpose()?,
        work_order: line.work_order_id.map(|id| view.work_order(id)).transpose()?,
        equipment: line.equipment_id.map(|id| view.equipment(id)).transpose()?,
        note: line.note.clone(),
        files: files.get(&line.id).copied().unwrap_or_default(),
        is_in_conflict: !heads.is_empty(),
        posted,
        offers: rights.of(offers::of_delivery_line(session, row, is_taken_back))?,
    })
}

fn is_open(session: &ReceivingSession) -> bool {
    !matches!(session.status, SessionStatus::Committed | SessionStatus::Cancelled)
}

/// Only a commit posts, so that an open delivery's rows need not be asked.
fn posted_by(view: &View<'_>, session: &ReceivingSession, line: RowId) -> Result<Vec<PostedUnits>, Refusal> {
    let facts = view.ctx.facts;
    let mut posted = Vec::new();
    if session.status != SessionStatus::Committed {
        return Ok(posted);
    }
    for to in Destination::ALL {
        let Some(posting) = facts.find::<Posting>(posting_id(line, *to))? else {
            continue;
        };
        let mut rows = facts.glance_by::<Posting>(Posting::of_id, &posting.id.to_value())?;
        rows.push(posting);
        posted.extend(standing(rows).into_iter().map(|stands| {
            PostedUnits {
                posting: stands.posting.id,
                to: *to,
                quantity: stands.posting.quantity,
                amount: stands
                    .price
                    .as_ref()
                    .map(|price| Amount::of(price.amount, &price.currency)),
                is_taken_back: stands.is_reversed,
            }
        }));
    }
    Ok(posted)
}

/// How many photos and papers stand at each row of a delivery.
fn files_by_row(view: &View<'_>, session: RowId) -> Result<BTreeMap<RowId, usize>, Refusal> {
    let all = view
        .ctx
        .facts
        .glance_by::<Attachment>(Attachment::session_id, &session.to_value())?;
    let mut files = BTreeMap::new();
    let withdrawn: BTreeSet<RowId> = all.iter().filter_map(|file| file.withdraws_id).collect();
    let standing = |file: &&Attachment| file.withdraws_id.is_none() && !withdrawn.contains(&file.id);
    for line in all.iter().filter(standing).filter_map(|file| file.receiving_line_id) {
        *files.entry(line).or_default() += 1;
    }
    Ok(files)
}

/// What was done to a delivery and its rows.
pub(crate) fn told(view: &View<'_>, id: RowId) -> Result<DeliveryHistory, Refusal> {
    let facts = view.ctx.facts;
    let session = facts.glance::<ReceivingSession>(id)?;
    let mut touched = vec![id];
    for row in rows_of(facts, id)? {
        touched.push(row.line.id);
        touched.extend(row.discrepancies.iter().map(|wrong| wrong.id));
    }
    let history = history(view, &with_files(view, (Attachment::session_id, id), touched)?)?;
    let signed = history.iter().find(|line| line.action == COMMITTED);
    let signed = signed.filter(|_| session.status == SessionStatus::Committed);
    Ok(DeliveryHistory {
        signed: signed.map(|line| DeliverySigned {
            at: line.at,
            by: line.by.clone(),
            signed_by: line.signed_by.clone(),
        }),
        history,
    })
}

impl Program {
    /// Everything about one delivery.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn delivery_page(&self, id: RowId) -> Result<DeliveryPage, Error> {
        self.view(|view| page(view, id))
    }

    /// What happened to one delivery, newest first.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn delivery_history(&self, id: RowId) -> Result<DeliveryHistory, Error> {
        self.view(|view| told(view, id))
    }
}
