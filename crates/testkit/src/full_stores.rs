//! A vessel with full stores and a long ledger, and what SQLite alone needs to add the ledger up.

use std::path::Path;
use std::time::Duration;

use api::Place;
use api::outside::{Machine, Outside, machine_name};
use domain::RowId;
use domain::plan::{Plan, Planned, Values};
use domain::quantity::Quantity;
use domain::schema::Row;
use domain::tables::{Crew, Department, Location, Movement, MovementKind, Part, PartLocation, PartUsage, WorkOrder};
use journal::Value;
use rusqlite::{Connection, OpenFlags};
use store::{Authorship, Batch, Environment, StateFolder, StoreError, Writer};

use crate::stopwatch::Stopwatch;

/// Storage places.
const PLACES: usize = 200;
/// Work orders that parts are taken for.
const ORDERS: usize = 500;
/// Movements that one act writes: a job takes several parts.
const MOVEMENTS_PER_ACT: usize = 4;
/// Acts that are committed together.
const BATCH_ACTS: usize = 2_000;
/// Of so many movements one is a count.
const COUNT_INTERVAL: usize = 40;
/// The ledger covers the years before now.
const LEDGER_MS: i64 = 10 * 365 * 24 * 60 * 60 * 1_000;

/// Puts parts with a ledger of that length into the stores of the vessel at the place, as entries of its
/// workstation. `progress` hears how many movements there are.
///
/// # Errors
/// When the replica cannot be written, or its vessel has nobody aboard.
pub fn fill_stores(
    place: &Place,
    parts: usize,
    movements: usize,
    progress: &mut dyn FnMut(usize),
) -> Result<(), StoreError> {
    let machine = Machine::new();
    let now_ms = machine.wall_ms();
    let environment = Environment {
        state: StateFolder::new(place.state.clone(), machine_name()),
        workstation: "Engine control room".to_owned(),
        random: Box::new(move |bytes| machine.random(bytes)),
    };
    let writer = Writer::open(&store::Place::new(place.replica.clone()), environment)?;
    let reader = writer.readers().reader()?;
    let person = reader
        .records()
        .all(Crew::TABLE, 1)?
        .first()
        .ok_or(StoreError::NoVessel)?
        .id;
    let orders = reader.records().all(WorkOrder::TABLE, ORDERS)?;
    drop(reader);
    let mut filling = Filling {
        who: Authorship {
            actor: person,
            role: "chief_engineer".to_owned(),
            signature: None,
        },
        at_ms: now_ms - LEDGER_MS,
        orders: orders.iter().map(|order| order.id).collect(),
        places: Vec::new(),
        parts: Vec::new(),
        done: 0,
    };
    writer.batch(|batch| filling.furnish(batch, parts))?;
    let step_ms = LEDGER_MS / i64::try_from(movements.div_ceil(MOVEMENTS_PER_ACT)).unwrap_or(i64::MAX);
    while filling.done < movements {
        writer.batch(|batch| {
            for _ in 0..BATCH_ACTS {
                if filling.done < movements {
                    filling.at_ms += step_ms;
                    filling.commit(batch, |filling| filling.moves())?;
                }
            }
            Ok(())
        })?;
        progress(filling.done);
    }
    Ok(())
}

struct Filling {
    who: Authorship,
    at_ms: i64,
    orders: Vec<RowId>,
    places: Vec<RowId>,
    parts: Vec<RowId>,
    done: usize,
}

impl Filling {
    fn commit(
        &mut self,
        batch: &mut Batch<'_>,
        plan: impl FnOnce(&mut Self) -> Plan,
    ) -> Result<Vec<RowId>, StoreError> {
        let plan = plan(self);
        Ok(batch.commit(&self.who, self.at_ms, |_| Ok(plan))?.ids)
    }

    fn furnish(&mut self, batch: &mut Batch<'_>, parts: usize) -> Result<(), StoreError> {
        for at in 0..PLACES {
            let ids = self.commit(batch, |_| location(at))?;
            self.places.extend(ids);
        }
        for at in 0..parts {
            let usual = self.places[at % PLACES];
            let ids = self.commit(batch, |_| part(at, usual))?;
            self.parts.extend(ids);
        }
        Ok(())
    }

    /// Taken for work orders, brought back, counted: every part gets its turn, at its usual place and sometimes at another.
    fn moves(&mut self) -> Plan {
        let mut plan = Plan::new("log_part_usage");
        for _ in 0..MOVEMENTS_PER_ACT {
            let (turn, at) = (self.done / self.parts.len(), self.done % self.parts.len());
            let place = self.places[(at + usize::from(turn % 5 == 4)) % PLACES];
            let is_count = turn > 0 && self.done.is_multiple_of(COUNT_INTERVAL);
            let (kind, quantity) = match turn % 3 {
                _ if turn == 0 => (MovementKind::Initial, Quantity::whole(3 + (at % 40) as i64)),
                _ if is_count => (MovementKind::Adjusted, Quantity::ONE),
                1 => (MovementKind::Used, Quantity::whole(-2)),
                _ => (MovementKind::Returned, Quantity::ONE),
            };
            let mut values = Values::new()
                .set(Movement::part_id, &self.parts[at])
                .set(Movement::location_id, &place)
                .set(Movement::kind, &kind)
                .set(Movement::quantity, &quantity)
                .set(Movement::counted, &is_count.then_some(Quantity::whole(7)));
            if kind == MovementKind::Used {
                let order = self.orders[self.done % self.orders.len()];
                let usage = plan.insert::<PartUsage>(usage(order, self.parts[at], place, -quantity));
                values = values
                    .set(Movement::work_order_id, &Some(order))
                    .plan(Movement::usage_id, Planned::NewRow(usage));
            }
            plan.insert::<Movement>(values);
            self.done += 1;
        }
        plan
    }
}

fn usage(order: RowId, part: RowId, place: RowId, quantity: Quantity) -> Values {
    Values::new()
        .set(PartUsage::work_order_id, &order)
        .set(PartUsage::part_id, &part)
        .set(PartUsage::location_id, &place)
        .set(PartUsage::quantity, &quantity)
        .set(PartUsage::is_after_completion, &false)
}

fn location(at: usize) -> Plan {
    let mut plan = Plan::new("add_location");
    plan.insert::<Location>(
        Values::new()
            .set(Location::code, &format!("Z{at:03}"))
            .set(Location::name, &format!("Hold, shelf {at}"))
            .set(Location::department, &Department::Engineering)
            .set(Location::is_retired, &false),
    );
    plan
}

fn part(at: usize, usual: RowId) -> Plan {
    const LEVELS: [Option<i64>; 4] = [None, Some(2), Some(8), Some(30)];
    let level = |at: usize| LEVELS[at % 4].map(Quantity::whole);
    let mut plan = Plan::new("add_part");
    let part = plan.insert::<Part>(
        Values::new()
            .set(Part::number, &format!("HOLD-{at:05}"))
            .set(Part::name, &format!("Gasket {:05}", at * 7_919 % 100_000))
            .set(Part::unit, &"pcs".to_owned())
            .set(Part::department, &Department::Engineering)
            .set(Part::minimum, &level(at))
            .set(Part::critical, &level(at / 4))
            .set(Part::maximum, &level(at / 16))
            .set(Part::barcode, &Some(format!("40{at:011}")))
            .set(Part::is_retired, &false),
    );
    plan.insert_keyed::<PartLocation>(
        vec![Planned::NewRow(part), Planned::Is(Value::Id(usual))],
        Values::new()
            .plan(PartLocation::part_id, Planned::NewRow(part))
            .set(PartLocation::location_id, &usual)
            .set(PartLocation::is_usual, &true),
    );
    plan
}

/// SQLite alone, on a replica's database as it lies there.
pub struct LedgerPeer(Connection);

impl LedgerPeer {
    /// Opens the database for reading.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn new(database: &Path) -> rusqlite::Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Ok(Self(Connection::open_with_flags(database, flags)?))
    }

    /// How long it takes to add the ledger up by part, and the number of parts.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn sum_of_all(&self) -> rusqlite::Result<(Duration, usize)> {
        let sql = "SELECT part_id, sum(quantity) FROM pms_inventory_transactions GROUP BY part_id";
        let mut prepared = self.0.prepare_cached(sql)?;
        let stopwatch = Stopwatch::start();
        let sums = prepared.query_map([], |row| row.get::<_, f64>(1))?;
        let parts = sums.collect::<Result<Vec<f64>, _>>()?.len();
        Ok((stopwatch.elapsed(), parts))
    }

    /// How long it takes to add the ledger of one part up by place.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn sum_of(&self, part: RowId) -> rusqlite::Result<Duration> {
        let sql = "SELECT location_id, sum(quantity) FROM pms_inventory_transactions WHERE part_id = ?1 \
                   GROUP BY location_id";
        let mut prepared = self.0.prepare_cached(sql)?;
        let stopwatch = Stopwatch::start();
        let sums = prepared.query_map([part.as_bytes().as_slice()], |row| row.get::<_, f64>(1))?;
        sums.collect::<Result<Vec<f64>, _>>()?;
        Ok(stopwatch.elapsed())
    }
}
