//! Stories on a real temporary replica, through the same pipeline as the window.
#![allow(clippy::unwrap_used)]

mod bad_luck;
mod buying;
mod demo_vessel;
mod faults_and_work;
mod files;
mod handover;
mod labels;
mod lists;
mod manuals;
mod orders;
mod people;
mod printing;
mod receiving;
mod rights;
mod search;
mod ship;
mod ship_time;
mod spend;
mod stock;
mod stores;

use serde_json::{Value as Json, json};
use testkit::Story;

/// A generator with a fault on it, a part in stores and one that is out of stock.
pub struct Scene {
    pub story: Story,
    pub generator: String,
    pub fault: String,
    pub impeller: String,
    pub gasket: String,
}

impl Scene {
    pub fn begin() -> Self {
        let mut story = Story::begin();
        let generator = first(
            &mut story,
            "add_equipment",
            json!({ "code": "651.02", "name": "Generator 2", "location": "Engine room, port", "has_counter": true }),
        );
        let place = first(
            &mut story,
            "add_location",
            json!({ "code": "A3", "name": "Store A / shelf 3" }),
        );
        let impeller = first(
            &mut story,
            "add_part",
            json!({ "number": "0634-1129", "name": "Impeller kit, sea water pump", "location": place, "first_count": "4", "minimum": "2" }),
        );
        let gasket = first(
            &mut story,
            "add_part",
            json!({ "number": "0634-1130", "name": "Gasket, pump cover", "location": place }),
        );
        let fault = first(
            &mut story,
            "report_fault",
            json!({ "title": "Coolant temperature high", "equipment": generator, "code": "E047", "severity": "high" }),
        );
        Self {
            story,
            generator,
            fault,
            impeller,
            gasket,
        }
    }

    pub fn order(&mut self) -> String {
        let fault = self.fault.clone();
        first(
            &mut self.story,
            "create_work_order_from_fault",
            json!({ "fault": fault }),
        )
    }

    pub fn page(&self, order: &str) -> Json {
        self.story.call("work_order_page", json!({ "id": order })).unwrap()
    }

    pub fn status(&self, order: &str) -> String {
        self.page(order)["work_order"]["status"].as_str().unwrap().to_owned()
    }

    pub fn fault_status(&self) -> String {
        let page = self.story.call("fault_page", json!({ "id": self.fault })).unwrap();
        page["fault"]["status"].as_str().unwrap().to_owned()
    }

    pub fn stock(&self, part: &str) -> String {
        let page = self.story.call("part_page", json!({ "id": part })).unwrap();
        page["stock"]["total"].as_str().unwrap().to_owned()
    }
}

/// Carries out an act; the id of its first new row.
pub fn first(story: &mut Story, action: &str, given: Json) -> String {
    let done = story.act(action, given);
    done.ids.first().map(ToString::to_string).unwrap_or_default()
}

/// The record must be whole after every story.
pub fn intact(story: &Story) {
    let report = story.program().audit_verify().unwrap();
    assert!(report.is_intact, "{:?}", report.first_break);
    assert_eq!(report.entries, story.entries());
}
