//! The rules of every act, tried without a database: facts come from a map.
#![allow(clippy::unwrap_used)]

mod bad_input;
mod buying_forms;
mod buying_walk;
mod completion;
mod devices;
mod from_fault;
mod handover;
mod memory;
mod notes_and_parts;
mod purchasing;
mod quay;
mod receiving;
mod receiving_ticks;
mod receiving_walk;
mod registry;
mod ship;
mod shop;
mod shopping;
mod spending;
mod stores;

use domain::plan::Plan;
use domain::refusal::Refusal;
use serde_json::json;
use ship::Ship;

fn refusal(result: Result<Plan, Refusal>) -> Refusal {
    result.expect_err("the act should have been refused")
}

/// A ship with a generator, a part, a fault on the generator and a work order for it.
struct Story {
    ship: Ship,
    generator: String,
    part: String,
    fault: String,
    order: String,
}

fn story() -> Story {
    let mut ship = Ship::new();
    let generator = ship.act(
        "add_equipment",
        json!({ "code": "651.02", "name": "Generator 2", "location": "Engine room, port", "has_counter": true }),
    );
    let place = ship.act("add_location", json!({ "code": "A3", "name": "Store A / shelf 3" }));
    let part = ship.act(
        "add_part",
        json!({ "number": "0634-1129", "name": "Impeller kit", "location": place, "first_count": "4" }),
    );
    let fault = ship.act(
        "report_fault",
        json!({ "title": "Coolant temperature high", "equipment": generator, "code": "E047", "severity": "high" }),
    );
    let form = ship.prefill("create_work_order_from_fault", json!({ "fault": fault }));
    let order = ship.act("create_work_order_from_fault", form);
    Story {
        ship,
        generator,
        part,
        fault,
        order,
    }
}
