//! The shopping list: "capture everywhere, decide centrally". The only gateway to buying.
//!
//! Invariant: which act an item's state allows stands in [`crate::buying::LIFE`] alone; every act here asks it.

mod adding;
mod editing;
mod promoting;
mod reviewing;

pub(super) use adding::UNIT_CHARACTERS_MAX;
pub use adding::{AddShoppingItem, AddShoppingItemParams};
pub use editing::{EditShoppingItem, WithdrawShoppingItem};
pub use promoting::PromoteCandidatePart;
pub(super) use reviewing::given_lines;
pub use reviewing::{ApproveShoppingItems, RejectShoppingItems, ReviewLine, StartReview};

use crate::act::{Act, Ctx, required_id};
use crate::buying::life::{self, Guard, Transition};
use crate::buying::lines::{LineStanding, lines_of_item};
use crate::buying::unit;
use crate::permission::Subject;
use crate::plan::Values;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{Department, ItemStatus, Part, ShoppingItem, Supplier};
use crate::words;
use journal::RowId;

/// Items in one act of review, approval or rejection.
pub const ITEMS_MAX: usize = 2_000;
/// Most bytes that the items of one act may come to, well below what one entry may hold (256 KiB).
const ACT_BYTES_MAX: usize = 240 * 1_024;
/// Bytes of one item's change of state without its reason, at most: measured by a test of the store.
const ITEM_BYTES: usize = 110;
/// Items that a preview names one by one; of more it says how many.
const NAMED_MAX: usize = 50;

/// An item with what decides about it.
pub(super) struct Item {
    pub(super) item: ShoppingItem,
    pub(super) part: Part,
    pub(super) lines: Vec<LineStanding>,
}

impl Item {
    /// Reads the item of that field; the plan relies on it and on the lines that buy it.
    pub(super) fn read(ctx: &Ctx<'_>, field: &str, id: Option<RowId>) -> Result<Self, Refusal> {
        let item = ctx.facts.get::<ShoppingItem>(required_id(field, id)?)?;
        let part = ctx.facts.glance::<Part>(item.part_id)?;
        let lines = lines_of_item(ctx.facts, item.id)?;
        Ok(Self { item, part, lines })
    }

    /// The item as people call it.
    pub(super) fn name(&self) -> &str {
        &self.part.name
    }

    /// "2 pcs Impeller kit".
    pub(super) fn amount(&self, quantity: Quantity) -> String {
        super::stock::amount(quantity, &self.part)
    }

    /// The line of the table that lets the act happen to the item; `own` is the order at hand.
    pub(super) fn may(&self, ctx: &Ctx<'_>, act: &str, own: Option<RowId>) -> Result<&'static Transition, Refusal> {
        let line = life::line_for(self.name(), self.item.status, act)?;
        match line.guard {
            Guard::Free => self.must_be_free(None)?,
            Guard::NotOrdered => {
                self.must_be_free(own)?;
                self.must_be_verified()?;
                self.must_be_settled(ctx)?;
            }
            Guard::Nothing | Guard::Outstanding | Guard::Standing => {}
        }
        Ok(line)
    }

    fn must_be_free(&self, own: Option<RowId>) -> Result<(), Refusal> {
        let mut live = self.lines.iter().filter(|line| line.is_live());
        let Some(line) = live.find(|line| Some(line.order.id) != own) else {
            return Ok(());
        };
        Err(Refusal::state(format!(
            "“{}” stands on {} already. Take it off that order first.",
            self.name(),
            line.order.number
        )))
    }

    fn must_be_verified(&self) -> Result<(), Refusal> {
        if !self.part.awaits_promotion() {
            return Ok(());
        }
        Err(Refusal::state(format!(
            "“{}” is a candidate part. A head of department has to verify it before it is ordered.",
            self.name()
        )))
    }

    /// Buying on one of two decisions would settle in passing what a person must settle.
    fn must_be_settled(&self, ctx: &Ctx<'_>) -> Result<(), Refusal> {
        let standing = ctx.facts.conflict(ShoppingItem::TABLE, self.item.id)?;
        if standing.iter().all(|write| write.group != ShoppingItem::status.group) {
            return Ok(());
        }
        Err(Refusal::state(format!(
            "Two people decided apart about “{}”. Settle that first, under Record.",
            self.name()
        )))
    }

    /// How much may be bought of it.
    pub(super) fn approved(&self) -> Quantity {
        self.item.approved_quantity.unwrap_or(self.item.quantity)
    }

    /// What decides about rights to change it: its department, and as long as nobody looked at it also who
    /// asked for it.
    pub(super) fn subject(&self) -> Subject {
        asked(&self.item)
    }
}

/// What decides about rights to change an item: its department, and as long as nobody looked at it also who
/// asked for it.
#[must_use]
fn asked(item: &ShoppingItem) -> Subject {
    Subject {
        department: Some(item.department),
        assigned_to: None,
        done_by: item.created_by.filter(|_| item.status == ItemStatus::Candidate),
    }
}

/// What decides about rights to that act on an item: who asked for it has no more say in whether it is bought
/// than anybody else.
#[must_use]
pub fn subject_of(action: &str, item: &ShoppingItem) -> Subject {
    match action {
        EditShoppingItem::NAME | WithdrawShoppingItem::NAME => asked(item),
        _ => Subject::of(item.department),
    }
}

/// Several records at once: their department, where they are of one.
pub(super) fn of_departments(departments: &[Department]) -> Subject {
    let agreed = departments.windows(2).all(|pair| pair[0] == pair[1]);
    Subject {
        department: departments.first().copied().filter(|_| agreed),
        ..Subject::default()
    }
}

/// The item's new state. The group is written whole, so that nothing of an earlier decision stays.
pub(super) fn status(to: ItemStatus, approved: Option<Quantity>, reason: Option<String>) -> Values {
    Values::new()
        .set(ShoppingItem::status, &to)
        .set(ShoppingItem::approved_quantity, &approved)
        .set(ShoppingItem::reason, &reason)
}

/// A quantity above zero that can be bought of that unit.
pub(super) fn wanted(field: &str, given: &str, unit: &str) -> Result<Quantity, Refusal> {
    let quantity = super::stock::moved(field, given)?;
    if unit::fits(unit, quantity) {
        return Ok(quantity);
    }
    Err(Refusal::field(
        Code::Invalid,
        field,
        format!("It is counted in {unit}. Write a whole number."),
    ))
}

/// A supplier that the vessel buys from.
pub(super) fn usable_supplier(ctx: &Ctx<'_>, field: &str, id: RowId) -> Result<Supplier, Refusal> {
    let supplier = ctx.facts.get::<Supplier>(id)?;
    if supplier.is_retired {
        return Err(Refusal::field(
            Code::Invalid,
            field,
            format!("{} is retired. Choose another supplier.", supplier.name),
        ));
    }
    Ok(supplier)
}

/// Refuses what belongs to no field as belonging to that field, so that the screen can name the line.
pub(super) fn at_field(field: String) -> impl Fn(Refusal) -> Refusal {
    move |refusal| {
        let detail = match refusal.detail.get("field") {
            Some(_) => refusal.detail.clone(),
            None => serde_json::json!({ "field": field }),
        };
        Refusal { detail, ..refusal }
    }
}

/// Refuses none, and more than fit one act.
fn bounded(field: &str, count: usize, reason: &str) -> Result<(), Refusal> {
    if count == 0 {
        return Err(Refusal::field(
            Code::Missing,
            field,
            "No item was chosen. Choose at least one.",
        ));
    }
    let fit = ITEMS_MAX.min(ACT_BYTES_MAX / (ITEM_BYTES + reason.len()));
    if count > fit {
        let why = if fit < ITEMS_MAX {
            " with a reason this long"
        } else {
            ""
        };
        let most = words::thousands(fit as u64);
        return Err(Refusal::field(
            Code::Invalid,
            field,
            format!("At most {most} items in one go{why}. Do the rest after."),
        ));
    }
    Ok(())
}

/// Refuses an item that is named twice.
fn once(field: &str, items: &[Option<RowId>]) -> Result<(), Refusal> {
    let mut seen = std::collections::BTreeSet::new();
    for (index, item) in items.iter().enumerate() {
        if item.is_some() && !seen.insert(*item) {
            return Err(Refusal::field(
                Code::Invalid,
                &format!("{field}.{index}.item"),
                "This item is chosen twice. Leave one of them out.",
            ));
        }
    }
    Ok(())
}
