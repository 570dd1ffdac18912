//! The script carried out by the rules themselves, on a record held in memory.
#![allow(clippy::unwrap_used)]

use demo::content::{counters, crew, vessel};
use demo::{Sink, carry_out, script};
use domain::act::Ctx;
use domain::acts::{FoundVessel, act, found_vessel};
use domain::facts::Facts;
use domain::tables::{Crew, Fault, FaultStatus, Movement, Part, RunningHours, WorkOrder, WorkOrderStatus};
use domain::time::Instant;
use domain::{RowId, tables};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// 22 November 2026, 12:57 UTC.
const NOW_MS: i64 = 1_795_352_220_000;
const PIN_HASH: &str = "$argon2id$demo";

#[path = "../../domain/tests/acts/memory.rs"]
mod memory;
use memory::Memory;

/// The founded demo vessel, and the person who founded it.
fn founded() -> (Memory, RowId) {
    let first = crew::PEOPLE.iter().find(|person| person.key == crew::FIRST).unwrap();
    let now = Instant::from_millis(NOW_MS - 200 * 24 * 3_600_000);
    let found = FoundVessel {
        vessel: vessel::NAME,
        letter: vessel::WORKSTATION_LETTER,
        person: first.name,
        rank: first.rank,
        pin_hash: PIN_HASH,
        device: "0123456789ab",
        public_key: &[7; 32],
        workstation: vessel::WORKSTATION_NAME,
        now,
    };
    let mut memory = Memory::default();
    memory.write(&found_vessel(&found).unwrap(), None, now);
    let founder = memory.read::<Crew>()[0].id;
    (memory, founder)
}

impl Sink for Memory {
    fn act(&mut self, by: RowId, name: &str, params: &Json, at_ms: i64) -> Result<Vec<RowId>, String> {
        let mut params = params.clone();
        if params.get("pin").is_some() {
            params["pin"] = Json::from(PIN_HASH);
        }
        let plan = {
            let facts = Facts::new(self);
            let actor: Crew = facts.get(by).unwrap();
            let (now, ship) = (Instant::from_millis(at_ms), facts.ship_time().unwrap());
            let ctx = Ctx {
                facts: &facts,
                now,
                ship,
                actor: &actor,
                signer: None,
            };
            let carried = (act(name).unwrap().plan)(&ctx, &params).and_then(|(plan, subject)| {
                ctx.authorise(name, &subject)?;
                Ok(plan)
            });
            carried.map_err(|refusal| format!("{refusal} {params}"))?
        };
        let made = self.write(&plan, Some(by), Instant::from_millis(at_ms));
        self.inserted += made.len();
        Ok(made)
    }
}

fn carried_out(rows: Option<usize>) -> Memory {
    let (mut memory, founder) = founded();
    let steps: Vec<_> = script(7, NOW_MS, rows).collect();
    let promised: usize = steps.iter().map(|step| step.rows).sum();
    carry_out(steps, founder, &mut memory).unwrap();
    assert_eq!(memory.inserted, promised, "the script counts its rows");
    memory
}

#[test]
fn no_rule_refuses_any_act_of_the_demo_vessel() {
    let memory = carried_out(None);
    let faults = memory.read::<Fault>();
    let orders = memory.read::<WorkOrder>();
    assert_eq!(
        (faults.len(), orders.len(), memory.read::<Part>().len()),
        (60, 80, 400 + 6)
    );
    let resolved = faults
        .iter()
        .filter(|fault| fault.status == FaultStatus::Resolved)
        .count();
    assert!((20..=40).contains(&resolved), "{resolved} faults are resolved");
    for status in WorkOrderStatus::ALL {
        assert!(orders.iter().any(|order| order.status == *status), "{status:?}");
    }
    let serving = memory
        .read::<Crew>()
        .into_iter()
        .filter(|person| person.is_active)
        .count();
    assert_eq!(serving, 15, "fourteen aboard and the manager ashore");
}

#[test]
fn one_part_is_below_zero_and_some_shelves_are_empty_or_low() {
    let memory = carried_out(None);
    let mut stock: BTreeMap<RowId, domain::quantity::Quantity> = BTreeMap::new();
    for movement in memory.read::<Movement>() {
        let sum = stock.entry(movement.part_id).or_default();
        *sum = *sum + movement.quantity;
    }
    let on_hand = |part: &Part| stock.get(&part.id).copied().unwrap_or_default();
    let parts = memory.read::<Part>();
    let below_zero: Vec<(&str, String)> = parts
        .iter()
        .filter(|part| on_hand(part) < domain::quantity::Quantity::ZERO)
        .map(|part| (part.number.as_str(), on_hand(part).to_string()))
        .collect();
    assert_eq!(below_zero, [("LO-1540-20", "-3".to_owned())]);
    let empty = parts.iter().filter(|part| !on_hand(part).is_positive()).count();
    let low = parts
        .iter()
        .filter(|part| part.minimum.is_some_and(|minimum| on_hand(part) <= minimum))
        .count();
    assert!((15..=90).contains(&empty), "{empty} parts are out of stock");
    assert!((60..=200).contains(&low), "{low} parts are at or below their minimum");
    let gasket = parts.iter().find(|part| part.number == "0634-1130").unwrap();
    assert!(!on_hand(gasket).is_positive());
}

#[test]
fn counters_only_go_up_and_generator_2_shows_what_the_table_says() {
    let memory = carried_out(None);
    let mut readings: BTreeMap<RowId, Vec<RunningHours>> = BTreeMap::new();
    for reading in memory.read::<RunningHours>() {
        readings.entry(reading.equipment_id).or_default().push(reading);
    }
    assert_eq!(readings.len(), counters::COUNTERS.len());
    for of_one in readings.values_mut() {
        of_one.sort_by_key(|reading| reading.read_at);
        assert!(
            of_one.windows(2).all(|pair| pair[0].hours <= pair[1].hours),
            "{of_one:?}"
        );
    }
    let machines = memory.read::<tables::Equipment>();
    let generator = machines.iter().find(|machine| machine.code == "651.02").unwrap();
    assert_eq!(readings[&generator.id].last().unwrap().hours.to_string(), "12480");
    let month_ms = 30 * 24 * 3_600_000;
    let is_old = |of_one: &Vec<RunningHours>| of_one.last().unwrap().read_at.millis() < NOW_MS - month_ms;
    assert!(readings.values().any(is_old));
}

#[test]
fn no_rule_refuses_any_act_of_a_grown_vessel() {
    carried_out(Some(6_000));
}
