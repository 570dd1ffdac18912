//! Receiving a delivery: opened, counted row by row, looked through, and committed by one signature.
//!
//! Invariant: nothing but a commit moves stock, posts spend or changes what is awaited, and of a delivery only
//! its ticked rows do. Only `tick_line` sets a tick; no act sets more than one.

mod committing;
mod counting;
mod discrepancies;
mod opening;
mod over_delivery;
mod resolving;
mod storing;
mod taking_back;
mod turning;

pub use committing::CommitReceiving;
pub use counting::{SetDelivered, SetLineNote, TickLine, UntickLine};
pub use discrepancies::{SetDiscrepancy, SetReturnToList, discrepancy_id};
pub use opening::{AddReceivingLine, StartReceiving};
pub use over_delivery::ConfirmOverDelivery;
pub use resolving::ResolveUnknownLine;
pub use storing::{SetInstallNow, SetStorageLocation};
pub use taking_back::TakeBackInstalled;
pub(super) use taking_back::plan_reversal_of;
pub use turning::{BackToCounting, BeginCounting, CancelReceiving, MoveToReview, SessionParams, TakeOverSession};

use crate::act::{Ctx, required_id};
use crate::buying::unit;
use crate::permission::Subject;
use crate::plan::{Plan, Values, keyed_id};
use crate::quantity::Quantity;
use crate::receiving::{Counted, life, rows_of};
use crate::refusal::{Code, Refusal};
use crate::schema::{Row, Table};
use crate::tables::{
    Destination, Discrepancy, Movement, Part, Posting, ReceivingLine, ReceivingSession, SessionStatus, ShoppingItem,
};
use journal::RowId;

/// Rows of one delivery: with all that a commit writes of them they fit one entry (256 KiB).
pub const LINES_MAX: usize = 250;

/// What decides about rights: the department that receives.
#[must_use]
pub fn subject(session: &ReceivingSession) -> Subject {
    Subject::of(session.department)
}

/// The id of the movement that a row's commit writes, whether it exists or not: two commits of one delivery
/// made apart write one.
#[must_use]
pub fn movement_id(line: RowId) -> RowId {
    keyed_id(Movement::TABLE, &[line])
}

/// The id of the posting that a row's commit writes for what went there, whether it exists or not.
#[must_use]
pub fn posting_id(line: RowId, to: Destination) -> RowId {
    of_row(Posting::TABLE, line, to.word())
}

/// The id of the shopping list item that a row's commit writes, whether it exists or not.
#[must_use]
pub fn returned_item_id(line: RowId) -> RowId {
    of_row(ShoppingItem::TABLE, line, "returned")
}

fn of_row(table: &Table, line: RowId, word: &str) -> RowId {
    RowId::natural(table.number, &[line.as_bytes().as_slice(), word.as_bytes()])
}

/// The delivery of that field, in a state that allows the act. The plan relies on it.
fn read_session(ctx: &Ctx<'_>, act: &str, id: Option<RowId>) -> Result<ReceivingSession, Refusal> {
    let session = ctx.facts.get::<ReceivingSession>(required_id("session", id)?)?;
    life::line_for(&session.number, session.status, act)?;
    Ok(session)
}

/// The new state, written whole so that nothing of an earlier one stays.
fn status(to: SessionStatus) -> Values {
    Values::new()
        .set(ReceivingSession::status, &to)
        .set(ReceivingSession::reason, &None::<String>)
        .set(ReceivingSession::committed_at, &None::<crate::time::Instant>)
}

/// One row that an act is about, and its delivery.
struct Target {
    session: ReceivingSession,
    row: Counted,
    part: Option<Part>,
}

impl Target {
    /// Reads the row of the field `line`, of a delivery in a state that allows the act. The plan relies on the
    /// row; what others count beside it does not matter.
    fn read(ctx: &Ctx<'_>, act: &str, id: Option<RowId>) -> Result<Self, Refusal> {
        let target = Self::look(ctx, id)?;
        life::line_for(&target.session.number, target.session.status, act)?;
        Ok(target)
    }

    fn look(ctx: &Ctx<'_>, id: Option<RowId>) -> Result<Self, Refusal> {
        let line = ctx.facts.get::<ReceivingLine>(required_id("line", id)?)?;
        let session = ctx.facts.glance::<ReceivingSession>(line.session_id)?;
        let part = line.part_id.map(|id| ctx.facts.glance::<Part>(id)).transpose()?;
        let mut discrepancies = ctx.facts.by::<Discrepancy>(Discrepancy::line_id, line.id)?;
        discrepancies.retain(|wrong| wrong.quantity.is_positive());
        let row = Counted { line, discrepancies };
        Ok(Self { session, row, part })
    }

    /// The row as people call it.
    fn name(&self) -> String {
        name_of(&self.row.line, self.part.as_ref())
    }

    /// "2 pcs Impeller kit".
    fn amount(&self, quantity: Quantity) -> String {
        amount_of(quantity, &self.row.line, self.part.as_ref())
    }

    /// Plans new values of the row, and that counting begins with it.
    fn write(&self, plan: &mut Plan, values: Values) {
        plan.update::<ReceivingLine>(self.row.line.id, values);
        begin(plan, &self.session);
    }

    fn subject(&self) -> Subject {
        subject(&self.session)
    }
}

/// Counting begins with whatever is counted first.
fn begin(plan: &mut Plan, session: &ReceivingSession) {
    if session.status == SessionStatus::Candidate {
        plan.update::<ReceivingSession>(session.id, status(SessionStatus::Active));
        plan.will(format!("begin counting {}", session.number));
    }
}

fn name_of(line: &ReceivingLine, part: Option<&Part>) -> String {
    let of_slip = || line.description.clone();
    part.map(|part| part.name.clone())
        .or_else(of_slip)
        .unwrap_or_else(|| format!("row {}", line.position))
}

fn amount_of(quantity: Quantity, line: &ReceivingLine, part: Option<&Part>) -> String {
    match part {
        Some(part) => super::stock::amount(quantity, part),
        None => format!("{quantity} of “{}”", name_of(line, None)),
    }
}

/// A quantity of zero or more that can be counted in that unit.
fn counted(field: &str, given: &str, part: Option<&Part>) -> Result<Quantity, Refusal> {
    let quantity = super::stock::counted(field, given)?;
    let Some(part) = part.filter(|part| !unit::fits(&part.unit, quantity)) else {
        return Ok(quantity);
    };
    Err(Refusal::field(
        Code::Invalid,
        field,
        format!("It is counted in {}. Write a whole number.", part.unit),
    ))
}

/// Refuses what would leave less accepted than is installed straight away, or less than nothing.
fn must_add_up(row: &Counted, field: &str) -> Result<(), Refusal> {
    if row.accepted() < Quantity::ZERO {
        return Err(Refusal::field(
            Code::Invalid,
            field,
            format!(
                "{} are said to be damaged or incorrect, of {} delivered. Change one of the two.",
                row.rejected(),
                row.line.delivered
            ),
        ));
    }
    if row.installed() > row.accepted() {
        return Err(Refusal::field(
            Code::Invalid,
            field,
            format!(
                "{} are to be installed, and {} would be accepted. Install less first.",
                row.installed(),
                row.accepted()
            ),
        ));
    }
    Ok(())
}

/// Refuses to bind a line of an order twice within one delivery.
fn must_be_free(ctx: &Ctx<'_>, session: RowId, order_line: RowId, own: Option<RowId>) -> Result<(), Refusal> {
    let rows = rows_of(ctx.facts, session)?;
    let taken = |row: &&Counted| row.line.order_line_id == Some(order_line) && Some(row.line.id) != own;
    let Some(row) = rows.iter().find(taken) else {
        return Ok(());
    };
    Err(Refusal::field(
        Code::Invalid,
        "order_line",
        format!(
            "Row {} is that line of the order already. Count it there.",
            row.line.position
        ),
    ))
}
