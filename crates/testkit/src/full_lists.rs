//! A vessel with a long shopping list, its orders and postings, and what SQLite alone needs to add the
//! postings up.

use std::path::Path;
use std::time::Duration;

use api::Place;
use api::outside::{Machine, Outside, machine_name};
use domain::RowId;
use domain::money::Money;
use domain::plan::{NumberKind, Plan, Planned, Values};
use domain::quantity::Quantity;
use domain::schema::{Row, Table};
use domain::tables::{
    Crew, Department, Destination, Equipment, ItemMark, ItemSource, ItemStatus, MarkKind, OrderLine, Part, Posting,
    PostingKind, PurchaseOrder, PurchaseStatus, ShoppingItem, Supplier, Urgency,
};
use domain::time::Instant;
use rusqlite::{Connection, OpenFlags};
use store::{Authorship, Batch, Environment, StateFolder, StoreError, Writer};

use crate::stopwatch::Stopwatch;

/// Suppliers that are bought from.
const SUPPLIERS: usize = 40;
/// Items of one order.
const LINES: usize = 5;
/// Acts that are committed together.
const BATCH_ACTS: usize = 500;
/// The list covers the years before now.
const LIST_MS: i64 = 4 * 365 * 24 * 60 * 60 * 1_000;
const CURRENCIES: [&str; 3] = ["EUR", "USD", "GBP"];

/// Puts so many items of the shopping list with orders, marks, postings and later prices into the replica at
/// the place, as entries of its workstation: of ten items one is asked for, one approved, one stands on a
/// draft, one is awaited, of one a unit came, and five are here. `progress` hears how many items there are.
///
/// # Errors
/// When the replica cannot be written, or its vessel has nobody aboard.
pub fn fill_lists(place: &Place, items: usize, progress: &mut dyn FnMut(usize)) -> Result<(), StoreError> {
    let machine = Machine::new();
    let now_ms = machine.wall_ms();
    let environment = Environment {
        state: StateFolder::new(place.state.clone(), machine_name()),
        workstation: "Engine control room".to_owned(),
        random: Box::new(move |bytes| machine.random(bytes)),
    };
    let writer = Writer::open(&store::Place::new(place.replica.clone()), environment)?;
    let reader = writer.readers().reader()?;
    let of = |table: &'static Table| -> Result<Vec<RowId>, StoreError> {
        Ok(reader.records().all(table, 1_000)?.iter().map(|row| row.id).collect())
    };
    let person = *of(Crew::TABLE)?.first().ok_or(StoreError::NoVessel)?;
    let mut filling = Filling {
        who: Authorship {
            actor: person,
            role: "chief_engineer".to_owned(),
            signature: None,
        },
        at_ms: now_ms - LIST_MS,
        parts: of(Part::TABLE)?,
        equipment: of(Equipment::TABLE)?,
        suppliers: Vec::new(),
        done: 0,
    };
    drop(reader);
    writer.batch(|batch| {
        for at in 0..SUPPLIERS {
            let mut plan = Plan::new("add_supplier");
            let name = format!("Ship chandler {at:02}");
            plan.insert::<Supplier>(
                Values::new()
                    .set(Supplier::name, &name)
                    .set(Supplier::is_retired, &false),
            );
            let ids = filling.commit(batch, plan)?;
            filling.suppliers.extend(ids);
        }
        Ok(())
    })?;
    let step_ms = LIST_MS / i64::try_from(items.div_ceil(LINES)).unwrap_or(i64::MAX);
    while filling.done < items {
        writer.batch(|batch| {
            for _ in 0..BATCH_ACTS {
                if filling.done < items {
                    filling.at_ms += step_ms;
                    filling.order(batch)?;
                }
            }
            Ok(())
        })?;
        progress(filling.done);
    }
    Ok(())
}

/// What became of the items of one order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    Asked,
    Approved,
    Drafted,
    Awaited,
    /// One unit of each line went to stores.
    Begun,
    Installed,
}

struct Filling {
    who: Authorship,
    at_ms: i64,
    parts: Vec<RowId>,
    equipment: Vec<RowId>,
    suppliers: Vec<RowId>,
    done: usize,
}

impl Filling {
    fn commit(&self, batch: &mut Batch<'_>, plan: Plan) -> Result<Vec<RowId>, StoreError> {
        Ok(batch.commit(&self.who, self.at_ms, |_| Ok(plan))?.ids)
    }

    /// Five items that go one way together.
    fn order(&mut self, batch: &mut Batch<'_>) -> Result<(), StoreError> {
        let turn = self.done / LINES;
        let came = match turn % 10 {
            0 => Came::Asked,
            1 => Came::Approved,
            2 => Came::Drafted,
            3 => Came::Awaited,
            4 => Came::Begun,
            _ => Came::Installed,
        };
        let supplier = self.suppliers[turn % SUPPLIERS];
        let department = Department::ALL[turn % Department::ALL.len()];
        let currency = CURRENCIES[(turn / 3) % CURRENCIES.len()].to_owned();
        let mut plan = Plan::new("create_purchase_order");
        let is_ordered = matches!(came, Came::Awaited | Came::Begun | Came::Installed);
        let order = (is_ordered || came == Came::Drafted).then(|| {
            let status = if is_ordered {
                PurchaseStatus::Ordered
            } else {
                PurchaseStatus::Draft
            };
            let at = is_ordered.then_some(Instant::from_millis(self.at_ms));
            let values = Values::new()
                .plan(PurchaseOrder::number, Planned::NextNumber(NumberKind::PurchaseOrder))
                .set(PurchaseOrder::supplier_id, &supplier)
                .set(PurchaseOrder::department, &department)
                .set(PurchaseOrder::currency, &Some(currency.clone()))
                .set(PurchaseOrder::status, &status)
                .set(PurchaseOrder::ordered_at, &at);
            plan.insert::<PurchaseOrder>(values)
        });
        for _ in 0..LINES {
            let at = self.done;
            self.done += 1;
            let (part, equipment) = (
                self.parts[at % self.parts.len()],
                self.equipment[at % self.equipment.len()],
            );
            let status = match came {
                Came::Asked => ItemStatus::Candidate,
                Came::Approved | Came::Drafted => ItemStatus::Approved,
                Came::Awaited | Came::Begun | Came::Installed => ItemStatus::Ordered,
            };
            let quantity = Quantity::whole(1 + (at % 7) as i64);
            let item = plan.insert::<ShoppingItem>(
                Values::new()
                    .set(ShoppingItem::part_id, &part)
                    .set(ShoppingItem::quantity, &quantity)
                    .set(ShoppingItem::urgency, &Urgency::ALL[at % 3])
                    .set(ShoppingItem::department, &department)
                    .set(ShoppingItem::source, &ItemSource::ByHand)
                    .set(ShoppingItem::equipment_id, &Some(equipment))
                    .set(ShoppingItem::supplier_id, &Some(supplier))
                    .set(ShoppingItem::status, &status)
                    .set(
                        ShoppingItem::approved_quantity,
                        &(came != Came::Asked).then_some(quantity),
                    ),
            );
            let Some(order) = order else { continue };
            // Of ten lines one has no price yet.
            let price = (at % 10 != 7).then(|| price(at));
            let line = plan.insert::<OrderLine>(
                Values::new()
                    .plan(OrderLine::order_id, Planned::NewRow(order))
                    .plan(OrderLine::item_id, Planned::NewRow(item))
                    .set(OrderLine::part_id, &part)
                    .set(OrderLine::quantity, &quantity)
                    .set(OrderLine::unit_price, &price)
                    .set(OrderLine::is_removed, &false),
            );
            let (came_of_it, mark) = match came {
                Came::Installed => {
                    let mark = Values::new()
                        .plan(ItemMark::item_id, Planned::NewRow(item))
                        .plan(ItemMark::line_id, Planned::NewRow(line))
                        .set(ItemMark::kind, &MarkKind::Installed)
                        .set(ItemMark::quantity, &quantity)
                        .set(ItemMark::equipment_id, &Some(equipment));
                    (quantity, Some(plan.insert::<ItemMark>(mark)))
                }
                Came::Begun => (Quantity::ONE, None),
                Came::Asked | Came::Approved | Came::Drafted | Came::Awaited => continue,
            };
            let destination = mark.is_none().then_some(Destination::Stores);
            let about = || {
                let about = match mark {
                    Some(mark) => Values::new().plan(Posting::mark_id, Planned::NewRow(mark)),
                    None => Values::new(),
                };
                about
                    .plan(Posting::item_id, Planned::NewRow(item))
                    .plan(Posting::order_id, Planned::NewRow(order))
                    .plan(Posting::line_id, Planned::NewRow(line))
                    .set(Posting::destination, &destination)
                    .set(Posting::part_id, &part)
                    .set(Posting::supplier_id, &supplier)
                    .set(Posting::department, &department)
                    .set(Posting::equipment_id, &Some(equipment))
                    .set(Posting::posted_at, &Instant::from_millis(self.at_ms))
            };
            let priced = |values: Values, price: Option<Money>| {
                let amount = price.and_then(|price| price.times(came_of_it));
                values
                    .set(Posting::unit_price, &price)
                    .set(Posting::amount, &amount)
                    .set(Posting::currency, &price.map(|_| currency.clone()))
            };
            let posting = plan.insert::<Posting>(priced(
                about()
                    .set(Posting::kind, &PostingKind::Posted)
                    .set(Posting::quantity, &came_of_it),
                price,
            ));
            // Most of those get their price later, and some prices are put right.
            if (at % 10 == 7 && !at.is_multiple_of(3)) || at.is_multiple_of(25) {
                plan.insert::<Posting>(priced(
                    about()
                        .set(Posting::kind, &PostingKind::Priced)
                        .set(Posting::quantity, &Quantity::ZERO)
                        .plan(Posting::of_id, Planned::NewRow(posting)),
                    Some(self::price(at + 1)),
                ));
            }
        }
        self.commit(batch, plan)?;
        Ok(())
    }
}

/// Between one cent and a few thousand, with cents.
fn price(at: usize) -> Money {
    let cents = 1 + at * 7_919 % 400_000;
    let text = format!("{}.{:02}", cents / 100, cents % 100);
    Money::price(&text).unwrap_or_default()
}

/// SQLite alone, on a replica's database as it lies there.
pub struct SpendPeer(Connection);

impl SpendPeer {
    /// Opens the database for reading.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn new(database: &Path) -> rusqlite::Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Ok(Self(Connection::open_with_flags(database, flags)?))
    }

    /// How long it takes to add up what was posted by currency and supplier, as numbers with a floating
    /// point and with no later price.
    ///
    /// # Errors
    /// When the postings cannot be read.
    pub fn sum_of_amounts(&self) -> rusqlite::Result<Duration> {
        let sql = "SELECT currency, supplier_id, sum(amount) FROM pms_finance_transactions WHERE kind = 'posted' \
                   GROUP BY currency, supplier_id";
        let mut prepared = self.0.prepare_cached(sql)?;
        let stopwatch = Stopwatch::start();
        let mut rows = prepared.query([])?;
        while rows.next()?.is_some() {}
        Ok(stopwatch.elapsed())
    }
}
